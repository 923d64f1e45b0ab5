"""One person: what they hold on a day, what still waits for them, and what they took part in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain import fields
from ..domain.fields import Field, Kind, Value
from ..domain.ledgers import Ledger
from ..domain.problems import ProblemState
from ..domain.rules import Condition, Test
from ..domain.selecting import Selection
from ..domain.totals import attendees
from ..errors import WrongUse
from ..store import grouping, ledgers, schedule, standards
from ..store.workspace import Workspace
from . import problems

_PEOPLE = (Kind.PERSON, Kind.PEOPLE)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something a person is named for: where (《科室》, 指标, 任务, 问题), as what, and what it is. `ledger`
    and `id` lead to the record; of an indicator to its standard and code."""

    where: str
    role: str
    title: str
    ledger: str = ""
    id: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What a person took part in: a ledger, as what, in how many records, with how many hours (None where
    the ledger does not tell)."""

    ledger: str
    title: str
    role: str
    count: int
    hours: float | int | None


@dataclass(frozen=True, slots=True)
class Card:
    """A person on a day, and in a period. `rows` are their stretches in the registers of people: ledger,
    department, first and last day."""

    name: str
    on: date
    rows: tuple[tuple[str, str, str, str], ...]
    duties: tuple[Duty, ...]
    parts: tuple[Part, ...]

    @property
    def waiting(self) -> tuple[Duty, ...]:
        """What somebody else must take over when they leave."""
        return tuple(one for one in self.duties if one.open)


def card(ws: Workspace, name: str, *, on: date, start: date | None = None, end: date | None = None) -> Card:
    """What is known of a person, by name: people of one name are not told apart, but 张伟（计财股） finds
    what names him so. Raises WrongUse where the name is nowhere."""
    name = name.strip()
    if not name:
        raise WrongUse("请写上姓名。")
    db = ws.reader()
    books = [one for one in ledgers.definitions(db).values() if not one.hidden]
    rows = tuple(_rows(ws, books, name))
    duties = (*_held(ws, books, name, on), *_problems(ws, name, on), *_owned(ws, name))
    parts = tuple(_parts(ws, books, name, start, end))
    if not (rows or duties or parts):
        raise WrongUse(f"名册和各台账里都没有“{name}”。")
    return Card(name, on, rows, duties, parts)


def leaving(ws: Workspace, name: str, on: date) -> tuple[Duty, ...]:
    """What still names somebody as the one who is responsible on a day: departments, groups, open problems,
    tasks, indicators."""
    books = [one for one in ledgers.definitions(ws.reader()).values() if not one.hidden]
    return (*_held(ws, books, name, on), *_problems(ws, name, on), *_owned(ws, name))


def _rows(ws: Workspace, books: list[Ledger], name: str) -> Iterator[tuple[str, str, str, str]]:
    for book in grouping.registers_of(books, Kind.PERSON):
        for one in grouping.members(ws.reader(), book):
            if one.name == name.partition("（")[0]:
                where = one.values.get("department")
                yield book.title, where if isinstance(where, str) else "", one.start, one.end


def _held(ws: Workspace, books: list[Ledger], name: str, on: date) -> Iterator[Duty]:
    """The rows of registers that name a person on a day: head of a department, member of a group."""
    for book in books:
        how = book.register
        if how is None or Kind.PERSON in how.kinds:
            continue
        for field in _people(book):
            for record in _naming(ws, book, field, name, Selection(on=on)):
                title = fields.show(book.field(book.title_field), record.values.get(book.title_field))
                role = field.title
                if field.key == how.name:  # a membership: its body is what it is about
                    role = str(record.values.get("role") or field.title)
                    title = str(record.values.get("body") or book.title)
                yield Duty(f"《{book.title}》", role, title, book.key, record.id, open=True)


def _problems(ws: Workspace, name: str, on: date) -> Iterator[Duty]:
    try:
        found = problems.problems(ws, on).problems
    except WrongUse:  # this workspace keeps no problems
        return
    for one in found:
        if one.state is not ProblemState.CLOSED and name in one.owner.split("、"):
            yield Duty("问题整改", "责任人", one.title, problems.LEDGER, one.id, open=True)


def _owned(ws: Workspace, name: str) -> Iterator[Duty]:
    db = ws.reader()
    for listed in standards.listed(db):
        if listed.active:
            for one in standards.read(db, listed.key).indicators:
                for role, names in (("责任领导", one.leader), ("责任人", one.owner)):
                    if name in names:
                        title = f"{one.code} {one.title}"
                        yield Duty(f"指标（{listed.title}）", role, title, listed.key, one.code, open=True)
    for task in schedule.tasks(db):
        if name in task.owner.split("、"):
            yield Duty("任务", "责任人", task.title, open=True)


def _parts(
    ws: Workspace, books: list[Ledger], name: str, start: date | None, end: date | None
) -> Iterator[Part]:
    """The records that name a person, or a group that they were in, by ledger and field."""
    for book in books:
        if book.register is not None or not book.date_field:
            continue
        hours = next((f for f in book.fields if f.key == "hours"), None)
        for field in _people(book):
            found = _naming(ws, book, field, name, Selection(start=start, end=end))
            if found:
                told = hours is not None and field == attendees(book)
                total = sum(_number(one.values.get("hours")) for one in found) if told else None
                shown = fields.plain(hours, total) if hours is not None and total is not None else None
                number = shown if isinstance(shown, int | float) else None
                yield Part(book.key, book.title, field.title, len(found), number)


def _naming(ws: Workspace, book: Ledger, field: Field, name: str, within: Selection) -> list[ledgers.Record]:
    db = ws.reader()
    if not grouping.mentions(db, book, field, name):
        return []  # as nearly always, and that is found out fast
    asked = Selection(
        conditions=(Condition(field.key, Test.ONE_OF, (name,)),),
        start=within.start,
        end=within.end,
        on=within.on,
    )
    return list(ledgers.records(db, book, ledgers.ids(db, book, selection=asked)))


def _people(book: Ledger) -> list[Field]:
    return [field for field in book.fields if field.kind in _PEOPLE]


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def card_data(made: Card) -> dict[str, Any]:
    """The JSON of `person`."""
    return {
        "name": made.name,
        "on": made.on.isoformat(),
        "registers": [
            {"ledger": ledger, "department": where or None, "start": start or None, "end": end or None}
            for ledger, where, start, end in made.rows
        ],
        "duties": [
            {"where": one.where, "role": one.role, "title": one.title, "ledger": one.ledger or None,
             "id": one.id or None, "open": one.open}
            for one in made.duties
        ],
        "records": [
            {"ledger": one.ledger, "title": one.title, "role": one.role, "count": one.count,
             "hours": one.hours}
            for one in made.parts
        ],
    }  # fmt: skip
