"""The ledger's side of a sheet: the records that are there already, names nobody knows, taking rows in."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from civdesk.domain.fields import Kind
from civdesk.domain.ledgers import Ledger
from civdesk.domain.text import normal
from civdesk.intake.sheet_outcomes import Accepted, Form, Known, Place, forms_of
from civdesk.intake.sheet_plan import names_of
from civdesk.jobs import Monitor
from civdesk.store import frozen, grouping, ledgers
from civdesk.store.workspace import Workspace

_REPORTED_EVERY = 500


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no register knows, or a free choice; kept as written. `field` is the field's key."""

    field: str
    value: str


class Before:
    """What was there before a sheet: the ledger's records, and the rows of the workbook's earlier sheets.

    The records are read once for sheets with the same columns.
    """

    def __init__(self, ws: Workspace, ledger: Ledger, key: tuple[str, ...] = ()) -> None:
        self._ws, self._ledger, self._key = ws, ledger, key
        self._forms: dict[tuple[str, ...], dict[Form, str]] = {}
        self._keys: dict[Form, list[str]] = {}
        self._taken: dict[Form, Place] = {}
        self._earlier: list[Accepted] = []

    def known(self, fields: Iterable[str]) -> Known:
        """What a sheet with these fields is compared with."""
        compared = tuple(fields)
        if compared not in self._forms:
            self._read(compared)
        forms: dict[Form, str | Place] = dict(self._forms[compared])
        for row in self._earlier:
            if not row.record:
                forms.setdefault(forms_of(compared, row.values), Place(row.sheet, row.row))
        db = self._ws.reader()
        return Known(
            forms,
            self._keys,
            self._taken,
            lambda id: ledgers.get(db, self._ledger, id).values,
            frozen.refuser(db, self._ledger),
        )

    def add(self, accepted: Sequence[Accepted]) -> None:
        """These rows come in before the next sheet."""
        self._earlier += accepted

    def _read(self, compared: tuple[str, ...]) -> None:
        first = not self._forms
        forms = self._forms[compared] = {}
        for record in ledgers.records(self._ws.reader(), self._ledger):
            forms.setdefault(forms_of(compared, record.values), record.id)
            if self._key and first:
                self._keys.setdefault(forms_of(self._key, record.values), []).append(record.id)


def unknown_names(ws: Workspace, ledger: Ledger, accepted: Sequence[Accepted]) -> list[Unknown]:
    """The names in what comes in that no register knows, each once, and the free choices."""
    found: dict[Unknown, None] = {}
    for one in ledger.fields:
        if (names_in := names_of(one)) is None:
            continue
        names = {name: None for row in accepted for name in names_in(row.values.get(one.key))}
        if not names:
            continue
        known = set() if one.kind in (Kind.CHOICE, Kind.CHOICES) else _members(ws, ledger, accepted, one.kind)
        found |= {Unknown(one.key, name): None for name in names if not known & _spellings(name)}
    return list(found)


def _spellings(name: str) -> set[str]:
    """A name as compared, also without what follows it in brackets: 张三（组长）."""
    form = normal(name)
    return {form, re.sub(r"[(\[].*$", "", form) or form}


def _members(ws: Workspace, ledger: Ledger, accepted: Sequence[Accepted], kind: Kind) -> set[str]:
    """The names that registers know for a kind of field, those that come in just now and the words for
    groups (各股室) included."""
    names: set[str] = set()
    for register in ledgers.definitions(ws.reader()).values():
        if register.register is None or kind not in register.register.kinds:
            continue
        names.update(normal(name) for name in ledgers.names(ws.reader(), register))
        if register.key == ledger.key:
            own = (row.values.get(register.register.name) for row in accepted)
            names.update(normal(name) for name in own if isinstance(name, str))
    return names | {normal(word) for word in grouping.words(ws.reader(), kind)}


def bring_in(
    db: sqlite3.Connection, ledger: Ledger, accepted: Sequence[Accepted], monitor: Monitor | None
) -> list[str]:
    """Store rows, inside an operation; the records they became or changed, in their order."""
    new = [one for one in accepted if not one.record]
    made = iter(ledgers.insert_many(db, ledger, (one.values for one in _watched(new, monitor))))
    changed = [one for one in accepted if one.record]
    for one in _watched(changed, monitor):
        ledgers.update(db, ledger, one.record, one.values)
    return [one.record or next(made) for one in accepted]


def _watched(rows: Sequence[Accepted], monitor: Monitor | None) -> Iterator[Accepted]:
    for at, row in enumerate(rows, 1):
        if monitor is not None and (at % _REPORTED_EVERY == 0 or at == len(rows)):
            monitor.report(at, len(rows), "正在存入")
        yield row
