"""Records of a ledger: reading, adding, changing and deleting them, by the names people use."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..domain import fields
from ..domain.fields import Field, FieldError, Value
from ..domain.ledgers import Ledger
from ..errors import WrongUse
from ..store import ledgers
from ..store.ledgers import Record
from ..store.workspace import Workspace


class Invalid(WrongUse):
    """Values that a record cannot hold; `problems` has a sentence for each field key."""

    kind = "invalid"

    def __init__(self, ledger: Ledger, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        said = "；".join(f"{ledger.field(key).title}：{text}" for key, text in problems.items())
        super().__init__(f"《{ledger.title}》未保存——{said}")


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


def add(ws: Workspace, ledger_key: str, raw: Mapping[str, object], *, today: date) -> Saved:
    """Add a record; fields left out take their defaults. Raises Invalid with a sentence per field."""
    book = ledger(ws, ledger_key)
    values, warnings = _new(book, raw, today)
    outcome = ws.operate(
        "add", f"新增《{book.title}》：{_name(book, values)}", lambda db: ledgers.insert(db, book, values)
    )
    return Saved(book.key, outcome.result, outcome.operation, warnings)


def add_many(
    ws: Workspace, ledger_key: str, rows: Sequence[Mapping[str, object]], *, today: date
) -> list[Saved]:
    """Add several records as one operation, all of them or none; the same order. Raises Invalid."""
    book = ledger(ws, ledger_key)
    made = [_new(book, raw, today) for raw in rows]
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


def change(ws: Workspace, ledger_key: str, id: str, raw: Mapping[str, object], *, today: date) -> Saved:
    """Change the given fields of a record. Raises Invalid, or WrongUse when it is not there."""
    book = ledger(ws, ledger_key)
    now = ledgers.get(ws.reader(), book, id)
    values, problems, warnings = read_values(book, raw, today=today)
    _demand(book, {**now.values, **values}, problems)
    values = {key: value for key, value in values.items() if value != now.values.get(key)}
    outcome = ws.operate(
        "set",
        f"修改《{book.title}》：{_name(book, {**now.values, **values})}",
        lambda db: ledgers.update(db, book, id, values),
    )
    return Saved(book.key, id, outcome.operation, warnings)


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
    ws: Workspace, ledger_key: str, where: Mapping[str, object] | None = None, *, text: str = ""
) -> list[Record]:
    """Records whose fields equal `where` (by key or title) and that hold `text` somewhere."""
    book = ledger(ws, ledger_key)
    values: dict[str, Value] = {}
    for name, raw in (where or {}).items():
        one = field_of(book, name)
        try:
            values[one.key] = fields.read(one, raw).value
        except FieldError as error:
            raise WrongUse(f"{one.title}：{error}") from error
    db = ws.reader()
    return list(ledgers.records(db, book, ledgers.ids(db, book, text=text, where=values)))


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


def totals(ws: Workspace, ledger_key: str, *, text: str = "") -> tuple[int, dict[str, str]]:
    """How many records hold `text`, and the totals of the ledger's fields over them, as people read them."""
    book = ledger(ws, ledger_key)
    count, sums = ledgers.totals(ws.reader(), book, text=text)
    return count, {key: fields.show(book.field(key), value) for key, value in sums.items()}


def choices(ws: Workspace, one: Field) -> list[str]:
    """What a field's pick-list offers: its choices, or the names of the register behind it."""
    if one.choices:
        return list(one.choices)
    db = ws.reader()
    names: dict[str, None] = {}
    for book in ledgers.definitions(db).values():
        if book.register and one.kind in book.register.kinds:
            names.update(dict.fromkeys(ledgers.names(db, book)))
    return list(names)


def last_values(ws: Workspace, ledger_key: str) -> dict[str, str]:
    """The record entered last, as typed, for “copy last”."""
    book = ledger(ws, ledger_key)
    record = ledgers.last(ws.reader(), book)
    return shown(book, record) if record else {}


def _new(book: Ledger, raw: Mapping[str, object], today: date) -> tuple[dict[str, Value], dict[str, str]]:
    """The values and warnings of a record to be added. Raises Invalid."""
    values, problems, warnings = read_values(book, raw, today=today)
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
