"""How sheets were read before: what a clerk confirmed comes back for the next sheet with the same header."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from civdesk.domain.fields import as_text
from civdesk.domain.headers import SEARCHED_ROWS, Header
from civdesk.domain.ledgers import Ledger
from civdesk.domain.text import normal
from civdesk.intake.sheet_choices import Choices
from civdesk.sheets.book import Row
from civdesk.store import settings
from civdesk.store.workspace import Workspace

SETTING = "import.memory"
_MOST = 200
_HEADER_ROWS = 3
# What is said of the kind of table; the year and the sheets are said of this one only.
_KEPT = ("key", "keep_duplicates", "dates_from_sheet", "date_order", "merged", "split_names", "units")


@dataclass(frozen=True, slots=True)
class Remembered:
    """How the last sheet with this header was read: into which ledger, which header was which field ("" for
    none), and what else was chosen."""

    print: str
    ledger: str
    mapping: Mapping[str, str]
    more: Mapping[str, Any] = field(default_factory=dict)


def fingerprint(rows: Sequence[Mapping[int, object]]) -> str:
    """What tells a header from others: its texts as they are compared, whatever their order."""
    texts = sorted(text for row in rows for value in row.values() if (text := normal(as_text(value))))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:20]


def header_print(header: Header, rows: Sequence[Row]) -> str:
    """The fingerprint of a found header; `rows` are those near the top of its sheet."""
    return fingerprint(
        [
            {i: cell.value for i, cell in row.cells.items()}
            for row in rows
            if header.top <= row.number <= header.bottom
        ]
    )


def recall(ws: Workspace, rows: Sequence[Row], ledger: str = "") -> tuple[Remembered, int] | None:
    """How a sheet that begins with these rows was read the last time (into this ledger), and the last row of
    its header; None when no such header is known."""
    known = {
        (one.print, one.ledger): one for one in _entries(ws) if not ledger or one.ledger == ledger
    }  # the latest of several wins
    latest = {one.print: one for one in known.values()}
    if not latest:
        return None
    near = rows[:SEARCHED_ROWS]
    for last in range(len(near)):
        for first in range(last, max(-1, last - _HEADER_ROWS), -1):
            found = fingerprint(
                [{i: cell.value for i, cell in row.cells.items()} for row in near[first : last + 1]]
            )
            if found in latest:
                return latest[found], near[last].number
    return None


def remember(ws: Workspace, ledger: Ledger, headers: Sequence[tuple[str, Header]], choices: Choices) -> None:
    """Keep how sheets with these headers (fingerprint and header) were read. Not undone with the import."""
    entries = list(_entries(ws))
    for print, header in headers:
        mapping = {
            column.title: column.field.key if column.field else ""
            for column in header.columns.values()
            if not column.is_serial
        }
        more = {name: _plain(getattr(choices, name)) for name in _KEPT}
        entries = [one for one in entries if (one.print, one.ledger) != (print, ledger.key)]
        entries.append(Remembered(print, ledger.key, mapping, {k: v for k, v in more.items() if v}))
    data = [
        {"print": one.print, "ledger": one.ledger, "mapping": dict(one.mapping), "more": dict(one.more)}
        for one in entries[-_MOST:]
    ]
    if data != settings.get(ws.reader(), SETTING):
        ws.operate("setting", "记住表头的对应", lambda db: settings.put(db, SETTING, data), undoable=False)


def with_memory(
    choices: Choices, found: Mapping[str, tuple[Remembered, int]], ledger: Ledger
) -> tuple[Choices, bool]:
    """The choices completed by how such sheets were read the last time (`recall` by sheet); what was said now
    goes before. False when nothing is remembered of them."""
    chosen = {sheet: one for sheet, one in found.items() if one[0].ledger == ledger.key}
    if not chosen:
        return choices, False
    memory = next(iter(chosen.values()))[0]
    known = remembered_choices(memory, ledger)
    rows = {sheet: row for sheet, (_, row) in chosen.items()}
    blank = Choices()
    more = {name: value for name, value in known.items() if getattr(choices, name) == getattr(blank, name)}
    more["mapping"] = {**known["mapping"], **choices.mapping}
    more["units"] = {**known.get("units", {}), **choices.units}
    more["header_rows"] = {**rows, **choices.header_rows}
    return replace(choices, **more), True


def remembered_choices(memory: Remembered, ledger: Ledger) -> dict[str, Any]:
    """What `Choices` had the last time; fields that the ledger no longer has are left out."""
    keys = set(ledger.keys)
    mapping = {title: key for title, key in memory.mapping.items() if not key or key in keys}
    more = {name: value for name, value in memory.more.items() if name in _KEPT}
    if any(key not in keys for key in more.get("key", ())):
        del more["key"]
    return {"mapping": mapping, **more}


def _entries(ws: Workspace) -> Iterator[Remembered]:
    for one in settings.get(ws.reader(), SETTING):
        yield Remembered(one["print"], one["ledger"], one["mapping"], one.get("more", {}))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
