"""Giving a member of a register another name, and everywhere it is named: fields keep names as text."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..domain import fields
from ..domain.fields import Field, FieldError, Kind, Value
from ..domain.ledgers import Ledger
from ..domain.registers import member
from ..domain.standards import Indicator
from ..errors import WrongUse
from ..store import frozen, grouping, ledgers, schedule, standards
from ..store.workspace import Workspace
from .registers import everyone, register

_DEPARTMENTS = frozenset({Kind.DEPARTMENT, Kind.DEPARTMENTS})
_PEOPLE = frozenset({Kind.PERSON, Kind.PEOPLE})
_Work = Callable[[sqlite3.Connection], None]
_Changes = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: a ledger's field (or indicators, tasks), in how many records."""

    title: str
    field: str
    count: int


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a renaming would change, or changed.

    Attributes:
        places: where the old name stands besides the register's own row.
        frozen: records that keep the old name because their period is locked.
        shared: another member has the same name at the same time, so nobody knows whom the places mean.
        taken: another member has the new name at the same time: from then on nobody can tell the two apart.
    """

    ledger: str
    old: str
    new: str
    places: tuple[Place, ...]
    frozen: int
    shared: bool
    taken: bool = False
    operation: int | None = None

    @property
    def count(self) -> int:
        return sum(place.count for place in self.places)


def preview(ws: Workspace, key: str, id: str, new: str) -> Renaming:
    """What `rename` would change. Raises WrongUse for what is no register, no record, or no other name."""
    return _prepared(ws, key, id, new)[0]


def rename(ws: Workspace, key: str, id: str, new: str, *, everywhere: bool = True) -> Renaming:
    """Give a member another name, as one operation; with `everywhere` also in every field that names it, in
    indicators and tasks. Earlier stretches of the same member go with it. Raises WrongUse as `preview`."""
    told, works = _prepared(ws, key, id, new)
    chosen = works if everywhere else works[:1]

    def work(db: sqlite3.Connection) -> None:
        for one in chosen:
            one(db)

    more = f"，同步 {told.count} 处" if everywhere and told.count else ""
    outcome = ws.operate("rename", f"改名：{told.old} → {told.new}{more}", work)
    return replace(told, places=told.places if everywhere else (), operation=outcome.operation)


def _prepared(ws: Workspace, key: str, id: str, new: str) -> tuple[Renaming, list[_Work]]:
    """What is to be told, and the steps: first the register's own rows, then every place."""
    book = register(ws, key)
    how = book.register
    assert how is not None
    record = ledgers.get(ws.reader(), book, id)
    old, new = str(record.values.get(how.name) or ""), _read(book.field(how.name), new)
    if new == old:
        raise WrongUse(f"名称本来就是“{old}”。")
    me = member(book, id, record.values)
    others = [one for one in everyone(ws, book) if one.id != id]
    alike = [one for one in others if one.name == old]
    # Rows of one name whose days do not meet are one member that left and came back.
    shared = any(_meet((one.start, one.end), (me.start, me.end)) for one in alike)
    taken = any(one.name == new and _meet((one.start, one.end), (me.start, me.end)) for one in others)
    own = [id] if shared else [id, *(one.id for one in alike)]
    works = [_updating(book, {one: {how.name: new} for one in own})]
    places, held = list[Place](), 0
    locks = frozen.locks(ws.reader(), lifted=False)
    for other in ledgers.definitions(ws.reader()).values():
        for field in other.fields:
            if field.kind in how.kinds and (other.key, field.key) != (book.key, how.name):
                changes, locked = _in_field(ws, other, field, old, new, locks)
                held += locked
                if changes:
                    places.append(Place(f"《{other.title}》", field.title, len(changes)))
                    works.append(_updating(other, changes))
    for place, one in (*_in_standards(ws, how.kinds, old, new), *_in_tasks(ws, how.kinds, old, new)):
        places.append(place)
        works.append(one)
    return Renaming(book.key, old, new, tuple(places), held, shared, taken), works


def _read(field: Field, text: str) -> str:
    try:
        value = fields.read(field, text).value
    except FieldError as error:
        raise WrongUse(f"{field.title}：{error}") from error
    if not value:
        raise WrongUse("请写上新的名称。")
    return str(value)


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two stretches share a day."""
    return max(one[0], other[0]) <= min(one[1] or "9999", other[1] or "9999")


def _updating(book: Ledger, changes: _Changes) -> _Work:
    return lambda db: ledgers.update_many(db, book, changes)


def _in_field(
    ws: Workspace, book: Ledger, field: Field, old: str, new: str, locks: Sequence[frozen.Lock]
) -> tuple[_Changes, int]:
    """The new values of a field by record, and how many records must stay because they are locked."""
    db = ws.reader()
    changes: dict[str, dict[str, Value]] = {}
    locked = 0
    for record in ledgers.records(db, book, grouping.holding(db, book, field, old)):
        before = record.values.get(field.key)
        after = _renamed(before, old, new)
        if after == before:
            continue
        day = str(record.values.get(book.date_field) or "") if book.date_field else ""
        if day and any(
            one.ledger in (frozen.EVERY, book.key) and one.start <= day <= one.end for one in locks
        ):
            locked += 1
        else:
            changes[record.id] = {field.key: after}
    return changes, locked


def _renamed(value: Value, old: str, new: str) -> Value:
    if isinstance(value, list):
        return _all(value, old, new)
    return _one(value, old, new) if isinstance(value, str) else value


def _all(names: Iterable[str], old: str, new: str) -> list[str]:
    return [_one(name, old, new) for name in names]


def _one(name: str, old: str, new: str) -> str:
    """The name, or 张伟（计财股） as the new name with the same brackets."""
    if name == old:
        return new
    return new + name[len(old) :] if name.startswith(f"{old}（") else name


# --- indicators and tasks ----------------------------------------------------------------------------


def _in_standards(ws: Workspace, kinds: Iterable[Kind], old: str, new: str) -> Iterator[tuple[Place, _Work]]:
    chosen = set(kinds)
    roles = [*(["lead", "support"] if chosen & _DEPARTMENTS else []),
             *(["leader", "owner"] if chosen & _PEOPLE else [])]  # fmt: skip
    for listed in standards.listed(ws.reader()) if roles else ():
        made = []
        for one in standards.read(ws.reader(), listed.key).indicators:
            lists: dict[str, Any] = {role: tuple(_all(getattr(one, role), old, new)) for role in roles}
            if any(getattr(one, role) != names for role, names in lists.items()):
                made.append(replace(one, **lists))

        def work(db: sqlite3.Connection, made: Sequence[Indicator] = tuple(made)) -> None:
            for one in made:
                standards.set_indicator(db, one)

        if made:
            yield Place(f"测评标准“{listed.title}”", "牵头、配合或责任人", len(made)), work


def _in_tasks(ws: Workspace, kinds: Iterable[Kind], old: str, new: str) -> Iterator[tuple[Place, _Work]]:
    chosen = set(kinds)
    keys = [*(["lead"] if chosen & _DEPARTMENTS else []), *(["owner"] if chosen & _PEOPLE else [])]
    made = []
    for task in schedule.tasks(ws.reader()) if keys else ():
        texts: dict[str, Any] = {
            key: "、".join(_all(getattr(task, key).split("、"), old, new)) for key in keys
        }
        if any(getattr(task, key) != text for key, text in texts.items()):
            made.append(replace(task, **texts))

    def work(db: sqlite3.Connection) -> None:
        for task in made:
            schedule.set_task(db, task)

    if made:
        yield Place("任务", "科室或责任人", len(made)), work
