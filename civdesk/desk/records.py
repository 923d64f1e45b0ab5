"""Records of a ledger: reading, adding, changing and deleting them, by the names people use."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..domain import fields
from ..domain.fields import Field, FieldError, Value
from ..domain.ledgers import Ledger
from ..domain.named_filters import NamedFilter
from ..domain.named_filters import find as named
from ..domain.rules import Condition, Test
from ..domain.selecting import Selection
from ..errors import WrongUse
from ..store import ledgers
from ..store.grouping import NAMED
from ..store.ledgers import Record
from ..store.workspace import Workspace


class Invalid(WrongUse):
    """Values that a record cannot hold; `problems` has a sentence for each field key."""

    kind = "invalid"

    def __init__(self, ledger: Ledger, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        said = "；".join(f"{ledger.field(key).title}：{text}" for key, text in problems.items())
        super().__init__(f"《{ledger.title}》未保存——{said}")


class InvalidMany(WrongUse):
    """Values that several records cannot hold; `problems` has a sentence for each field key, by record."""

    kind = "invalid"

    def __init__(self, ledger: Ledger, problems: Mapping[str, Mapping[str, str]], name: str) -> None:
        self.problems = {id: dict(found) for id, found in problems.items()}
        key, text = next(iter(next(iter(self.problems.values())).items()))
        more = f"（共 {len(self.problems)} 条不能这样改）" if len(self.problems) > 1 else ""
        super().__init__(f"没有修改——{name}的“{ledger.field(key).title}”：{text}{more}")


@dataclass(frozen=True, slots=True)
class ManySaved:
    """Records that were changed together: which, in which operation, and what looked odd (by field key)."""

    ids: tuple[str, ...]
    operation: int | None
    warnings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """A record that was saved: where, in which operation, and what looked odd."""

    ledger: str
    id: str
    operation: int | None
    warnings: dict[str, str] = field(default_factory=dict)


def all_ledgers(ws: Workspace) -> dict[str, Ledger]:
    """Every ledger by key, in the order of the desk."""
    return ledgers.definitions(ws.reader())


def ledger(ws: Workspace, key: str) -> Ledger:
    """One ledger by key or title; raises WrongUse."""
    return ledgers.definition(ws.reader(), key)


def field_of(ledger: Ledger, name: str) -> Field:
    """A field by key or Chinese title; raises WrongUse that names what there is."""
    for one in ledger.fields:
        if name in (one.key, one.title):
            return one
    known = "、".join(f.title for f in ledger.fields)
    raise WrongUse(f"《{ledger.title}》没有“{name}”这一栏；可用的有：{known}。")


def read_values(
    ledger: Ledger, raw: Mapping[str, object], *, today: date, year: int | None = None
) -> tuple[dict[str, Value], dict[str, str], dict[str, str]]:
    """Typed or spoken values (by field key or title) as values, problems and warnings by field key.

    Nothing is saved: the form calls this while the clerk types.
    """
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    warnings: dict[str, str] = {}
    for name, text in raw.items():
        one = field_of(ledger, name)
        try:
            reading = fields.read(one, text, year=year, today=today)
        except FieldError as error:
            problems[one.key] = str(error)
            continue
        values[one.key] = reading.value
        if reading.warnings:
            warnings[one.key] = "；".join(reading.warnings)
    return values, problems, warnings


def add(
    ws: Workspace, ledger_key: str, raw: Mapping[str, object], *, today: date, year: int | None = None
) -> Saved:
    """Add a record; fields left out take their defaults, days without a year take `year`. Raises Invalid with
    a sentence per field."""
    book = ledger(ws, ledger_key)
    values, warnings = new_values(book, raw, today, year)
    outcome = ws.operate(
        "add", f"新增《{book.title}》：{_name(book, values)}", lambda db: ledgers.insert(db, book, values)
    )
    return Saved(book.key, outcome.result, outcome.operation, warnings)


def add_many(
    ws: Workspace, ledger_key: str, rows: Sequence[Mapping[str, object]], *, today: date
) -> list[Saved]:
    """Add several records as one operation, all of them or none; the same order. Raises Invalid."""
    book = ledger(ws, ledger_key)
    made = [new_values(book, raw, today) for raw in rows]
    if not made:
        return []
    title = f"新增《{book.title}》：{_name(book, made[0][0])}"
    if len(made) > 1:
        title += f" 等 {len(made)} 条"
    outcome = ws.operate(
        "add", title, lambda db: ledgers.insert_many(db, book, [values for values, _ in made])
    )
    return [
        Saved(book.key, id, outcome.operation, warnings)
        for id, (_, warnings) in zip(outcome.result, made, strict=True)
    ]


def change(
    ws: Workspace,
    ledger_key: str,
    id: str,
    raw: Mapping[str, object],
    *,
    today: date,
    year: int | None = None,
) -> Saved:
    """Change the given fields of a record; days without a year take `year`. Raises Invalid, or WrongUse when
    it is not there."""
    book = ledger(ws, ledger_key)
    now = ledgers.get(ws.reader(), book, id)
    values, problems, warnings = read_values(book, raw, today=today, year=year)
    _demand(book, {**now.values, **values}, problems)
    values = {key: value for key, value in values.items() if value != now.values.get(key)}
    outcome = ws.operate(
        "set",
        f"修改《{book.title}》：{_name(book, {**now.values, **values})}",
        lambda db: ledgers.update(db, book, id, values),
    )
    return Saved(book.key, id, outcome.operation, warnings)


def change_many(
    ws: Workspace,
    ledger_key: str,
    changes: Mapping[str, Mapping[str, object]],
    *,
    today: date,
    year: int | None = None,
    title: str = "",
    dry_run: bool = False,
) -> ManySaved:
    """Change fields of several records as one operation, all of them or none: `changes` has typed values by
    field key or title, for each record id. What a record already held is no change to it; what was wrong in
    it before does not keep it from being changed elsewhere.

    `year` completes days without one; `title` says in the history what was done; with `dry_run` nothing is
    saved. Raises InvalidMany.
    """
    book = ledger(ws, ledger_key)
    read: dict[tuple[str, object], tuple[Field, Value, str, str]] = {}
    made: dict[str, dict[str, Value]] = {}
    problems: dict[str, dict[str, str]] = {}
    warnings: dict[str, str] = {}
    first_wrong = ""
    for record in ledgers.records(ws.reader(), book, list(changes)):
        values: dict[str, Value] = {}
        wrong: dict[str, str] = {}
        for name, raw in changes[record.id].items():
            mark = (name, raw)
            if mark not in read:
                read[mark] = _read_one(book, name, raw, today, year)
            one, value, problem, warning = read[mark]
            if problem:
                wrong[one.key] = problem
            elif value != record.values.get(one.key):
                values[one.key] = value
                if warning:
                    warnings.setdefault(one.key, warning)
        if values:
            before = fields.check_record(book, record.values)
            for key, text in fields.check_record(book, {**record.values, **values}):
                if (key, text) not in before:
                    wrong.setdefault(key, text)
        if wrong:
            first_wrong = first_wrong or _name(book, record.values)
            problems[record.id] = wrong
        if values:
            made[record.id] = values
    if problems:
        raise InvalidMany(book, problems, f"“{first_wrong}”")
    if not made or dry_run:
        return ManySaved(tuple(made), None, warnings)
    if not title:
        first = _name(book, ledgers.get(ws.reader(), book, next(iter(made))).values)
        title = f"修改《{book.title}》：{first}" + (f" 等 {len(made)} 条" if len(made) > 1 else "")
    outcome = ws.operate("set", title, lambda db: ledgers.update_many(db, book, made))
    return ManySaved(tuple(made), outcome.operation, warnings)


def _read_one(
    book: Ledger, name: str, raw: object, today: date, year: int | None
) -> tuple[Field, Value, str, str]:
    """The field, the value of what was typed, what is wrong with it, what is odd."""
    one = field_of(book, name)
    values, problems, warnings = read_values(book, {name: raw}, today=today, year=year)
    return one, values.get(one.key), problems.get(one.key, ""), warnings.get(one.key, "")


def delete(ws: Workspace, ledger_key: str, ids: Sequence[str]) -> int | None:
    """Delete records as one operation; their files stay. The operation, for the message with 撤销."""
    book = ledger(ws, ledger_key)
    first = ledgers.get(ws.reader(), book, ids[0])
    title = f"删除《{book.title}》：{_name(book, first.values)}"
    if len(ids) > 1:
        title += f" 等 {len(ids)} 条"

    def work(db: sqlite3.Connection) -> None:
        for id in ids:
            ledgers.delete(db, book, id)

    return ws.operate("delete", title, work).operation


def get(ws: Workspace, ledger_key: str, id: str) -> Record:
    """One record; raises WrongUse when it is not there."""
    return ledgers.get(ws.reader(), ledger(ws, ledger_key), id)


def find(
    ws: Workspace,
    ledger_key: str,
    where: Mapping[str, object] | None = None,
    *,
    text: str = "",
    filters: Sequence[str] = (),
    on: date | None = None,
) -> list[Record]:
    """Records whose fields equal `where` (by key or title), that hold `text` somewhere and pass the named
    filters; of a register those that are members on the day `on`.

    A name is equal to the word for a group (各股室) too, where it was a member on the record's day. Raises
    WrongUse for a field or filter that the ledger has not.
    """
    book = ledger(ws, ledger_key)
    values: dict[str, Value] = {}
    meant: list[Condition] = []
    for name, raw in (where or {}).items():
        one = field_of(book, name)
        try:
            value = fields.read(one, raw).value
        except FieldError as error:
            raise WrongUse(f"{one.title}：{error}") from error
        if one.kind in NAMED and value:
            items = value if isinstance(value, list) else [value]
            meant += [Condition(one.key, Test.ONE_OF, (item,)) for item in items]
        else:
            values[one.key] = value
    selection = Selection(text, tuple(meant), on=on, named=named_filters(book, filters), day=on)
    db = ws.reader()
    return list(ledgers.records(db, book, ledgers.ids(db, book, where=values, selection=selection)))


def named_filters(book: Ledger, names: Sequence[str]) -> tuple[NamedFilter, ...]:
    """The ledger's own filters of these names; raises WrongUse that names what there is."""
    found = []
    for name in names:
        one = named(book.filters, name)
        if one is None:
            known = "、".join(one.title for one in book.filters)
            tail = f"可用的有：{known}" if known else "它还没有筛选"
            raise WrongUse(f"《{book.title}》没有名为“{name}”的筛选；{tail}。")
        found.append(one)
    return tuple(found)


def plain(ledger: Ledger, record: Record) -> dict[str, object]:
    """A record as JSON has it: numbers as numbers, dates ISO, several as lists."""
    return {"id": record.id, **{f.key: fields.plain(f, record.values.get(f.key)) for f in ledger.fields}}


def shown(ledger: Ledger, record: Record) -> dict[str, str]:
    """A record as people read it, by field key."""
    return {f.key: fields.show(f, record.values.get(f.key)) for f in ledger.fields}


def counts(ws: Workspace) -> dict[str, int]:
    """How many records each ledger holds."""
    db = ws.reader()
    return {key: ledgers.count(db, book) for key, book in ledgers.definitions(db).items()}


def last_values(ws: Workspace, ledger_key: str) -> dict[str, str]:
    """The record entered last, as typed, for “copy last”."""
    book = ledger(ws, ledger_key)
    record = ledgers.last(ws.reader(), book)
    return shown(book, record) if record else {}


def new_values(
    book: Ledger, raw: Mapping[str, object], today: date, year: int | None = None
) -> tuple[dict[str, Value], dict[str, str]]:
    """Values and warnings of a record to be added: fields left out take their defaults. Raises Invalid."""
    values, problems, warnings = read_values(book, raw, today=today, year=year)
    for one in book.fields:
        if one.default and one.key not in values and one.key not in problems:
            values[one.key] = fields.read(one, one.default, today=today).value
    _demand(book, values, problems)
    return values, warnings


def _demand(ledger: Ledger, values: Mapping[str, Value], problems: dict[str, str]) -> None:
    for key, text in fields.check_record(ledger, values):
        problems.setdefault(key, text)
    if problems:
        raise Invalid(ledger, problems)


def _name(ledger: Ledger, values: Mapping[str, Value]) -> str:
    one = ledger.field(ledger.title_field)
    text = fields.show(one, values.get(one.key)).replace("\n", " ")
    return text if len(text) <= 30 else text[:29] + "…"
