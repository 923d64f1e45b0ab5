"""The records behind an answer: those that count, those that nearly do, and those without a date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from ..domain.asking import Question, Reach, Slot
from ..domain.ledgers import Ledger
from ..domain.rules import Condition, Demand
from . import grouping
from .conditions import Args, date_of, membership, proofs_of, test, tests
from .schema import quoted, table_of

LISTED = 50  # records that are named as failing; the others are only counted


@dataclass(frozen=True, slots=True)
class Near:
    """A record that would count if something were mended: `lacks` are the proofs it has too few of, with how
    many; `faults` the conditions it fails, with what stands in the field."""

    id: str
    title: str
    date: str
    department: str
    lacks: tuple[tuple[Demand, int], ...]
    faults: tuple[tuple[Condition, str | int | None], ...]


def record_ids(db: sqlite3.Connection, ledgers: Mapping[str, Ledger], question: Question) -> list[str]:
    """The ids of the records that count in any slot, by date."""
    ledger = ledgers[question.ledger]
    question = grouping.question(db, ledger, question)
    if question.reach is not Reach.DATED:
        where, values = membership(ledger, question, question.slots[-1])
        sql = f"select t.id from {quoted(table_of(ledger.key))} t where {where} order by t.id"
        return [row[0] for row in db.execute(sql, values)]
    found: dict[str, None] = {}
    for slot in spans(question.slots):
        conditions, values = tests(ledger, question, slot)
        sql = (
            f"select t.id from {quoted(table_of(ledger.key))} t where {date_of(ledger)} between ? and ?"
            f" and {conditions} order by {date_of(ledger)}, t.id"
        )
        days = [slot.start.isoformat(), slot.end.isoformat()]
        found.update(dict.fromkeys(row[0] for row in db.execute(sql, [*days, *values])))
    return list(found)


def spans(slots: Iterable[Slot]) -> Iterator[Slot]:
    """The slots, those that follow each other without a gap taken together."""
    last: Slot | None = None
    for slot in slots:
        if slot.end < slot.start:
            continue
        if last is not None and not slot.where and slot.start == last.end + timedelta(days=1):
            last = replace(last, end=slot.end)
            continue
        if last is not None:
            yield last
        last = slot
    if last is not None:
        yield last


def failing(
    db: sqlite3.Connection,
    ledgers: Mapping[str, Ledger],
    everything: Question,
    good: Question,
    limit: int = LISTED,
    names: grouping.Names | None = None,
) -> list[Near]:
    """The records of `everything` that are not among `good`, by date, with what is wrong with each."""
    ledger = ledgers[everything.ledger]
    demands, more = good.proofs, good.where[len(everything.where) :]
    columns, failed, args = list[str](), ["0"], Args()
    for demand in demands:
        columns.append(f"({proofs_of(demand)}) - ?")
        args += [*demand.roles, demand.wanted]
    for condition in more:
        sql, values = test(ledger, condition)
        # A test of an empty field is neither true nor false; here it has failed.
        columns += [f"coalesce({sql}, 0) - 1", f"t.{quoted(condition.field)}"]
        args += values
    everything = (names or grouping.Names()).question(db, ledger, everything)
    # A column below zero is what fails: proofs that are missing, a test that is not true.
    failed += [f"{column} < 0" for column in columns if not column.startswith("t.")]
    near = []
    for row in _described(db, ledger, everything, columns, args, " or ".join(failed), args, limit):
        counts, tests = row[4 : 4 + len(demands)], row[4 + len(demands) :]
        lacks = tuple((demand, -n) for demand, n in zip(demands, counts, strict=True) if n < 0)
        pairs = zip(more, tests[::2], tests[1::2], strict=True)
        faults = tuple((condition, value) for condition, truth, value in pairs if truth < 0)
        near.append(Near(row[0], row[1], row[2], row[3], lacks, faults))
    return near


def undated(
    db: sqlite3.Connection,
    ledgers: Mapping[str, Ledger],
    question: Question,
    names: grouping.Names | None = None,
) -> int:
    """How many records cannot count because nobody knows when they were."""
    ledger = ledgers[question.ledger]
    if question.reach is not Reach.DATED:
        return 0
    question = (names or grouping.Names()).question(db, ledger, question)
    conditions, values = tests(ledger, replace(question, proofs=()))
    table = quoted(table_of(ledger.key))
    sql = f"select count(*) from {table} t where {date_of(ledger)} is null and {conditions}"
    return int(db.execute(sql, values).fetchone()[0])


def _described(
    db: sqlite3.Connection,
    ledger: Ledger,
    question: Question,
    columns: list[str],
    column_args: Args,
    extra: str,
    extra_args: Args,
    limit: int,
) -> list[tuple[Any, ...]]:
    """Id, title, date and department of the records of a question that satisfy `extra`, and more columns."""
    day = date_of(ledger) if ledger.date_field else "null"
    department = f"t.{quoted('department')}" if "department" in ledger.keys else "null"
    title = f"t.{quoted(ledger.title_field)}"
    head = ["t.id", *(f"coalesce({column}, '')" for column in (title, day, department))]
    described = f"select {', '.join([*head, *columns])} from"
    table = quoted(table_of(ledger.key))
    if question.reach is not Reach.DATED:
        where, values = membership(ledger, question, question.slots[-1])
        sql = f"{described} {table} t where {where} and ({extra}) order by t.id limit {limit:d}"
        return [tuple(row) for row in db.execute(sql, [*column_args, *values, *extra_args])]
    rows: dict[str, tuple[Any, ...]] = {}
    for slot in spans(question.slots):
        conditions, values = tests(ledger, question, slot)
        # The order of slots is that of days, so the order of the index is the order of the answer.
        sql = (
            f"{described} {table} t where {day} between ? and ? and {conditions} and ({extra})"
            f" order by {day}, t.id limit {limit:d}"
        )
        days = [slot.start.isoformat(), slot.end.isoformat()]
        for row in db.execute(sql, [*column_args, *days, *values, *extra_args]):
            rows.setdefault(row[0], tuple(row))
        if len(rows) >= limit:
            break
    return list(rows.values())[:limit]
