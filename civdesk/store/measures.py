"""The answers to what rules ask: a tally for each slot of each question."""

from __future__ import annotations

import bisect
import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from ..domain.asking import Question, Reach, Slot, Tally
from ..domain.fields import Field
from ..domain.ledgers import Ledger
from ..domain.rules import Condition, Measure, Test
from . import grouping
from .aggregates import aggregate, empty, measured
from .by_member import Used, by_member
from .conditions import Args, date_of, membership, test, tests
from .schema import quoted, table_of

_COLUMNS = 500  # of one query; SQLite takes 2,000

_NOTHING = Tally(0, 0)

_Column = tuple[str, tuple[Any, ...]]  # an expression with its parameters


def answers(
    db: sqlite3.Connection,
    ledgers: Mapping[str, Ledger],
    questions: Iterable[Question],
    names: grouping.Names | None = None,
    *,
    everybody: bool = True,
) -> dict[Question, tuple[Tally, ...]]:
    """The answers to many questions; `names` may be kept from earlier ones.

    Tallies of members are of all, or without `everybody` of those for whom anything counts.

    Those that count or add up dated records are answered by one pass over their ledger, day by day, for all
    of them together, which is many times faster than a query each.
    """
    names = names or grouping.Names()
    real = {q: names.question(db, ledgers[q.ledger], q) for q in questions}
    found = _answers(db, ledgers, real.values(), names, everybody)
    return {question: found[asked] for question, asked in real.items()}


def _answers(
    db: sqlite3.Connection,
    ledgers: Mapping[str, Ledger],
    questions: Iterable[Question],
    names: grouping.Names,
    everybody: bool,
) -> dict[Question, tuple[Tally, ...]]:
    used: Used = {}
    found: dict[Question, tuple[Tally, ...]] = {}
    together: dict[str, list[Question]] = {}
    by_day: dict[str, list[Question]] = {}
    for question in dict.fromkeys(questions):
        ledger = ledgers[question.ledger]
        if question.members:
            found[question] = by_member(db, ledgers, question, question.members, names, used, everybody)
        elif question.measure is Measure.LATEST:
            found[question] = tuple(_latest(db, ledger, question, slot) for slot in question.slots)
        elif question.named or _names_groups(db, ledger, question):
            found[question] = tuple(_different(db, ledger, question, slot) for slot in question.slots)
        elif measured(ledger, question)[1]:
            found[question] = tuple(_listed(db, ledger, question, slot) for slot in question.slots)
        elif question.reach is Reach.DATED and question.measure in (Measure.COUNT, Measure.SUM):
            by_day.setdefault(question.ledger, []).append(question)
        else:
            together.setdefault(question.ledger, []).append(question)
    for key, asked in by_day.items():
        found |= _by_day(db, ledgers[key], asked)
    for key, asked in together.items():
        found |= _scan(db, ledgers[key], asked)
    return found


# --- counting ----------------------------------------------------------------------------------------


def _by_day(
    db: sqlite3.Connection, ledger: Ledger, questions: list[Question]
) -> dict[Question, tuple[Tally, ...]]:
    """Counts and sums of many questions to one ledger: what each day has, then the days of each slot."""
    wanted = {q: _day_columns(ledger, q) for q in questions}
    # The same figure is often wanted twice: by rules with different cadences.
    columns = list(dict.fromkeys(column for each in wanted.values() for column in each))
    slots = [slot for question in questions for slot in question.slots]
    days = [min(s.start for s in slots).isoformat(), max(s.end for s in slots).isoformat()]
    day, found = date_of(ledger), dict[_Column, list[int]]()
    dates, nothing = list[str](), set[_Column]()
    for start in range(0, len(columns), _COLUMNS):
        part = columns[start : start + _COLUMNS]
        rows = db.execute(
            f"select {day}, {', '.join(sql for sql, _ in part)} from {quoted(table_of(ledger.key))} t"
            f" where {day} between ? and ? group by {day}",
            [*(arg for _, args in part for arg in args), *days],
        ).fetchall()
        by_column: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * (len(part) + 1)
        dates = list(by_column[0])
        for column, numbers in zip(part, by_column[1:], strict=True):
            found[column] = [0, *accumulate(numbers)]
            if not any(numbers):
                nothing.add(column)

    def tally(slot: Slot, column: _Column) -> Tally:
        if slot.end < slot.start or column in nothing:
            return _NOTHING
        sums, first = found[column], bisect.bisect_left(dates, slot.start.isoformat())
        last = bisect.bisect_right(dates, slot.end.isoformat())
        due = last
        if slot.deadline and slot.deadline < slot.end:
            due = max(first, bisect.bisect_right(dates, slot.deadline.isoformat()))
        return Tally(sums[last] - sums[first], sums[due] - sums[first])

    return {
        question: tuple(tally(slot, column) for slot, column in zip(question.slots, each, strict=True))
        for question, each in wanted.items()
    }


def _day_columns(ledger: Ledger, question: Question) -> list[_Column]:
    """What is counted in each slot; most questions count the same in all."""
    value, found = measured(ledger, question)[0], dict[tuple[Condition, ...], _Column]()
    for slot in question.slots:
        if slot.where not in found:
            conditions, values = tests(ledger, question, slot)
            found[slot.where] = aggregate(question, value, conditions), tuple(values)
    return [found[slot.where] for slot in question.slots]


def _scan(
    db: sqlite3.Connection, ledger: Ledger, questions: list[Question]
) -> dict[Question, tuple[Tally, ...]]:
    """All tallies of many questions to one ledger, by as few scans as there are columns for."""
    wanted = {
        question: [
            [(aggregate(question, measured(ledger, question)[0], where), args) for where, args in cells]
            for cells in (_cells(ledger, question, slot) for slot in question.slots)
        ]
        for question in questions
    }
    # The same number is often wanted twice: twice a rule of the same records, the same day of a register.
    columns = list(dict.fromkeys(one for slots in wanted.values() for cells in slots for one in cells))
    inside, days = "1", Args()
    if all(question.reach is Reach.DATED for question in questions):
        slots = [slot for question in questions for slot in question.slots]
        inside = f"{date_of(ledger)} between ? and ?"
        days = [min(s.start for s in slots).isoformat(), max(s.end for s in slots).isoformat()]
    numbers: dict[_Column, int | str | None] = {}
    for start in range(0, len(columns), _COLUMNS):
        part = columns[start : start + _COLUMNS]
        selected = ", ".join(aggregate for aggregate, _ in part)
        args = [arg for _, values in part for arg in values]
        sql = f"select {selected} from {quoted(table_of(ledger.key))} t where {inside}"
        row = db.execute(sql, [*args, *days]).fetchone()
        numbers.update(zip(part, row, strict=True))
    return {
        question: tuple(
            Tally(numbers[cells[0]], numbers[cells[-1]]) if cells else empty(question) for cells in slots
        )
        for question, slots in wanted.items()
    }


def _cells(ledger: Ledger, question: Question, slot: Slot) -> list[_Column]:
    """What counts in a slot, and what of it is in time where that may differ; nothing for an empty slot."""
    if question.reach is not Reach.DATED:
        where, args = membership(ledger, question, slot)
        return [(where, tuple(args))]
    if slot.end < slot.start:
        return []
    conditions, values = tests(ledger, question, slot)
    where = f"{date_of(ledger)} between ? and ? and {conditions}"
    lasts = [slot.end] + ([slot.deadline] if slot.deadline and slot.deadline < slot.end else [])
    return [(where, (slot.start.isoformat(), last.isoformat(), *values)) for last in lasts]


def _listed(db: sqlite3.Connection, ledger: Ledger, question: Question, slot: Slot) -> Tally:
    """Distinct items of a field that holds several in each record."""
    value, joins = measured(ledger, question)
    numbers = []
    for where, args in _cells(ledger, question, slot):
        table = quoted(table_of(ledger.key))
        sql = f"select {aggregate(question, value)} from {table} t {joins} where {where}"
        numbers.append(db.execute(sql, args).fetchone()[0])
    return Tally(numbers[0], numbers[-1]) if numbers else empty(question)


def _names_groups(db: sqlite3.Connection, ledger: Ledger, question: Question) -> bool:
    """Whether different names are counted, some of which are words for groups."""
    if question.measure is not Measure.DISTINCT:
        return False
    field = ledger.field(question.field)
    if field.kind not in grouping.NAMED:
        return False
    return _holds_words(db, ledger, field, grouping.words(db, field.kind))


def _holds_words(db: sqlite3.Connection, ledger: Ledger, field: Field, words: Sequence[str]) -> bool:
    """Whether any record names one of these."""
    if not words:
        return False
    sql, values = test(ledger, Condition(field.key, Test.ONE_OF, tuple(words)))
    return (
        db.execute(f"select 1 from {quoted(table_of(ledger.key))} t where {sql} limit 1", values).fetchone()
        is not None
    )


def _different(db: sqlite3.Connection, ledger: Ledger, question: Question, slot: Slot) -> Tally:
    """Different values; of names those of a group's members for the word that means them."""
    value, joins = measured(ledger, question)
    field = ledger.field(question.field)
    day = date_of(ledger) if ledger.date_field else "null"
    found: list[frozenset[str]] = []
    for where, args in _cells(ledger, question, slot):
        rows = db.execute(
            f"select distinct {value}, coalesce({day}, '') from {quoted(table_of(ledger.key))} t {joins}"
            f" where {where} and {value} is not null",
            args,
        )
        named = [(str(row[0]), row[1]) for row in rows]
        if field.kind in grouping.NAMED:
            found.append(frozenset(grouping.meant(db, field, named, slot.end)))
        else:
            found.append(frozenset(name for name, _ in named))
    if not found:
        return empty(question)
    return Tally(len(found[0]), len(found[-1]), values=found[0], values_in_time=found[-1])


def _latest(db: sqlite3.Connection, ledger: Ledger, question: Question, slot: Slot) -> Tally:
    conditions, values = tests(ledger, question, slot)
    column, day = quoted(ledger.field(question.field).key), date_of(ledger)
    sql = (
        f"select t.{column}, {day} from {quoted(table_of(ledger.key))} t where {day} between ? and ?"
        f" and t.{column} is not null and {conditions} order by {day} desc, t.id desc limit 1"
    )

    def up_to(last: date) -> tuple[int | str | None, str]:
        row = db.execute(sql, [slot.start.isoformat(), last.isoformat(), *values]).fetchone()
        return (row[0], row[1]) if row else (None, "")

    present, in_time = up_to(slot.end), up_to(min(slot.end, slot.deadline or slot.end))
    return Tally(present[0], in_time[0], days=(present[1], in_time[1]))


@contextlib.contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """Let every question in the block be answered from the same moment."""
    if db.in_transaction:
        yield
        return
    db.execute("begin")
    try:
        yield
    finally:
        db.execute("rollback")
