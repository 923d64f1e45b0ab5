"""The answers to what rules ask: tallies by bucket, the records that count, and those that nearly do."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..domain.asking import MemberTally, Question, Reach, Slot, Tally
from ..domain.fields import LIST_KINDS, Field
from ..domain.ledgers import Ledger
from ..domain.rules import Condition, Demand, Measure, Members, Test
from . import grouping
from .conditions import Args, date_of, membership, proofs_of, test, tests
from .schema import quoted, table_of

LISTED = 50  # records that are named as failing; the others are only counted
_FEW = 24  # slots of a question that is answered together with others
_COLUMNS = 500  # of one query; SQLite takes 2,000

# By what records may mean a member, and when: by its name always; by other words from a parameter.
_WORDS = (
    "select name, id, '', '9999-12-31' from member union all select json_extract(j.value, '$[1]'), member.id,"
    " json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]')"
    " from json_each(?) j cross join member on member.id = json_extract(j.value, '$[0]')"
)

_Column = tuple[str, tuple[Any, ...]]  # an expression with its parameters


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


def answers(
    db: sqlite3.Connection, ledgers: Mapping[str, Ledger], questions: Iterable[Question]
) -> dict[Question, tuple[Tally, ...]]:
    """The answers to many questions.

    Those with few slots are answered by one scan of their ledger for all of them together, which is many
    times faster than a query each; a long series of buckets by one query of its own.
    """
    real = {q: grouping.question(db, ledgers[q.ledger], q) for q in questions}
    found = _answers(db, ledgers, real.values())
    return {question: found[asked] for question, asked in real.items()}


def _answers(
    db: sqlite3.Connection, ledgers: Mapping[str, Ledger], questions: Iterable[Question]
) -> dict[Question, tuple[Tally, ...]]:
    found: dict[Question, tuple[Tally, ...]] = {}
    together: dict[str, list[Question]] = {}
    for question in dict.fromkeys(questions):
        ledger = ledgers[question.ledger]
        if question.members:
            found[question] = _by_member(db, ledgers, question, question.members)
        elif question.measure is Measure.LATEST:
            found[question] = tuple(_latest(db, ledgers, question, slot) for slot in question.slots)
        elif _names_groups(db, ledger, question):
            found[question] = tuple(_meant(db, ledger, question, slot) for slot in question.slots)
        elif _value(ledger, question)[1]:
            found[question] = tuple(_listed(db, ledger, question, slot) for slot in question.slots)
        elif len(question.slots) > _FEW and question.reach is Reach.DATED:
            found[question] = _series(db, ledger, question)
        else:
            together.setdefault(question.ledger, []).append(question)
    for key, asked in together.items():
        found |= _scan(db, ledgers[key], asked)
    return found


def record_ids(db: sqlite3.Connection, ledgers: Mapping[str, Ledger], question: Question) -> list[str]:
    """The ids of the records that count in any slot, by date."""
    ledger = ledgers[question.ledger]
    question = grouping.question(db, ledger, question)
    if question.reach is Reach.DATED:
        table, args = _slots(question.slots)
        conditions, values = tests(ledger, question)
        sql = (
            f"with {table} select t.id from slot cross join {quoted(table_of(ledger.key))} t"
            f" on {date_of(ledger)} between slot.first and slot.last"
            f" where {conditions} order by {date_of(ledger)}, t.id"
        )
        return [row[0] for row in db.execute(sql, [*args, *values])]
    where, values = membership(ledger, question, question.slots[-1])
    sql = f"select t.id from {quoted(table_of(ledger.key))} t where {where} order by t.id"
    return [row[0] for row in db.execute(sql, values)]


def failing(
    db: sqlite3.Connection,
    ledgers: Mapping[str, Ledger],
    everything: Question,
    good: Question,
    limit: int = LISTED,
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
    everything = grouping.question(db, ledger, everything)
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


def undated(db: sqlite3.Connection, ledgers: Mapping[str, Ledger], question: Question) -> int:
    """How many records cannot count because nobody knows when they were."""
    ledger = ledgers[question.ledger]
    if question.reach is not Reach.DATED:
        return 0
    question = grouping.question(db, ledger, question)
    conditions, values = tests(ledger, replace(question, proofs=()))
    table = quoted(table_of(ledger.key))
    sql = f"select count(*) from {table} t where {date_of(ledger)} is null and {conditions}"
    return int(db.execute(sql, values).fetchone()[0])


# --- counting ----------------------------------------------------------------------------------------


def _scan(
    db: sqlite3.Connection, ledger: Ledger, questions: list[Question]
) -> dict[Question, tuple[Tally, ...]]:
    """All tallies of many questions to one ledger, by as few scans as there are columns for."""
    wanted = {
        question: [
            [(_aggregate(question, _value(ledger, question)[0], where), args) for where, args in cells]
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
            Tally(numbers[cells[0]], numbers[cells[-1]]) if cells else _empty(question) for cells in slots
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
    conditions, values = tests(ledger, question)
    where = f"{date_of(ledger)} between ? and ? and {conditions}"
    lasts = [slot.end] + ([slot.deadline] if slot.deadline and slot.deadline < slot.end else [])
    return [(where, (slot.start.isoformat(), last.isoformat(), *values)) for last in lasts]


def _series(db: sqlite3.Connection, ledger: Ledger, question: Question) -> tuple[Tally, ...]:
    """The tallies of a long series of buckets, by one query."""
    table, args = _slots(question.slots)
    conditions, values = tests(ledger, question)
    value, _ = _value(ledger, question)
    late = f"{date_of(ledger)} <= slot.due"
    rows = db.execute(
        f"with {table} select slot.n, {_aggregate(question, value)}, {_aggregate(question, value, late)}"
        f" from slot cross join {quoted(table_of(ledger.key))} t"
        f" on {date_of(ledger)} between slot.first and slot.last where {conditions} group by slot.n",
        [*args, *values],
    ).fetchall()
    found = {row[0]: Tally(row[1], row[2]) for row in rows}
    return tuple(found.get(n, _empty(question)) for n in range(len(question.slots)))


def _listed(db: sqlite3.Connection, ledger: Ledger, question: Question, slot: Slot) -> Tally:
    """Distinct items of a field that holds several in each record."""
    value, joins = _value(ledger, question)
    numbers = []
    for where, args in _cells(ledger, question, slot):
        table = quoted(table_of(ledger.key))
        sql = f"select {_aggregate(question, value)} from {table} t {joins} where {where}"
        numbers.append(db.execute(sql, args).fetchone()[0])
    return Tally(numbers[0], numbers[-1]) if numbers else _empty(question)


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


def _meant(db: sqlite3.Connection, ledger: Ledger, question: Question, slot: Slot) -> Tally:
    """Different names, those of a group's members for the word that means them."""
    value, joins = _value(ledger, question)
    day = date_of(ledger) if ledger.date_field else "null"
    numbers = []
    for where, args in _cells(ledger, question, slot):
        table = quoted(table_of(ledger.key))
        rows = db.execute(
            f"select distinct {value}, coalesce({day}, '') from {table} t {joins}"
            f" where {where} and {value} is not null",
            args,
        )
        named = [(row[0], row[1]) for row in rows]
        numbers.append(len(grouping.meant(db, ledger.field(question.field), named, slot.end)))
    return Tally(numbers[0], numbers[-1]) if numbers else _empty(question)


def _slots(slots: Iterable[Slot]) -> tuple[str, Args]:
    """A table of the slots: number, first and last day, deadline."""
    args: Args = []
    for n, slot in enumerate(slots):
        due = slot.deadline or slot.end
        args += [n, slot.start.isoformat(), slot.end.isoformat(), due.isoformat()]
    places = ", ".join(["(?, ?, ?, ?)"] * (len(args) // 4))
    return f"slot(n, first, last, due) as (values {places})", args


def _aggregate(question: Question, value: str, only: str = "") -> str:
    when = f" filter (where {only})" if only else ""
    match question.measure:
        case Measure.SUM:
            return f"coalesce(sum({value}){when}, 0)"
        case Measure.DISTINCT:
            return f"count(distinct {value}){when}"
        case Measure.AGE:
            return f"max({value}){when}"
        case _:
            return f"count(*){when}"


def _value(ledger: Ledger, question: Question) -> tuple[str, str]:
    """The expression that is measured, and what must be joined for it."""
    if not question.field:
        return "1", ""
    column = f"t.{quoted(ledger.field(question.field).key)}"
    if question.measure is Measure.DISTINCT and ledger.field(question.field).kind in LIST_KINDS:
        return "item.value", f"join json_each({column}) item"
    return column, ""


def _empty(question: Question) -> Tally:
    return Tally(None, None) if question.measure is Measure.AGE else Tally(0, 0)


def _latest(db: sqlite3.Connection, ledgers: Mapping[str, Ledger], question: Question, slot: Slot) -> Tally:
    ledger = ledgers[question.ledger]
    conditions, values = tests(ledger, question)
    column = quoted(ledger.field(question.field).key)
    sql = (
        f"select t.{column} from {quoted(table_of(ledger.key))} t where {date_of(ledger)} between ? and ?"
        f" and t.{column} is not null and {conditions} order by {date_of(ledger)} desc, t.id desc limit 1"
    )

    def up_to(day: date) -> int | str | None:
        row = db.execute(sql, [slot.start.isoformat(), day.isoformat(), *values]).fetchone()
        return row[0] if row else None

    return Tally(up_to(slot.end), up_to(min(slot.end, slot.deadline or slot.end)))


def _by_member(
    db: sqlite3.Connection, ledgers: Mapping[str, Ledger], question: Question, members: Members
) -> tuple[Tally, ...]:
    """For each slot, a tally of every member: members without any record too."""
    ledger = ledgers[question.ledger]
    conditions, values = tests(ledger, question)
    value, joins = _value(ledger, question)
    words, each, distinct = _other_words(db, ledgers, question, members), "", ""
    field, day = ledger.field(members.field), date_of(ledger) if ledger.date_field else "null"
    name = f"t.{quoted(field.key)}"
    if field.kind in LIST_KINDS:
        name, each, distinct = "e.value", f"cross join json_each({name}) e", "distinct"
    tallies = []
    for slot in question.slots:
        member, args = _member_table(ledgers, question, members, slot)
        due = (slot.deadline or slot.end).isoformat()
        inside, days = "1", Args()
        if question.reach is Reach.DATED:
            inside, days = (
                f"{date_of(ledger)} between ? and ?",
                [slot.start.isoformat(), slot.end.isoformat()],
            )
        late = f"{date_of(ledger)} <= ?" if question.reach is Reach.DATED else "? is not null"
        table = f"{quoted(table_of(ledger.key))} t"
        # Records are read once, in their order; whom they name is looked up in the smaller table.
        rows = db.execute(
            f"with member(id, name) as materialized ({member}),"
            f" word(word, id, first, last) as materialized ({_WORDS}),"
            f" pair(id, record) as materialized (select {distinct} word.id, t.rowid"
            f" from {table} {each} cross join word on word.word = {name}"
            f" and coalesce({day} between word.first and word.last, 1) where {inside} and {conditions}),"
            f" hit as (select pair.id as id, {_aggregate(question, value)} as present,"
            f" {_aggregate(question, value, late)} as in_time"
            f" from pair cross join {table} on t.rowid = pair.record {joins} group by pair.id)"
            " select member.id, member.name, coalesce(hit.present, 0), coalesce(hit.in_time, 0)"
            " from member left join hit on hit.id = member.id order by member.id",
            [*args, words, *days, *values, due],
        ).fetchall()
        listed = tuple(MemberTally(*row) for row in rows)
        tallies.append(Tally(sum(m.present for m in listed), sum(m.in_time for m in listed), listed))
    return tuple(tallies)


def _other_words(
    db: sqlite3.Connection, ledgers: Mapping[str, Ledger], question: Question, members: Members
) -> str:
    """The words beside their names by which records mean the members (see `grouping.called`), as JSON."""
    words: list[tuple[str, str, str, str]] = []
    if members.register and ledgers[question.ledger].field(members.field).kind in grouping.NAMED:
        words = grouping.called(db, ledgers[members.register])
    return json.dumps(words, ensure_ascii=False)


def _member_table(
    ledgers: Mapping[str, Ledger], question: Question, members: Members, slot: Slot
) -> tuple[str, Args]:
    if members.values:
        args: Args = []
        for n, value in enumerate(members.values):
            args += [f"{n:04d}", value]
        return f"values {', '.join(['(?, ?)'] * len(members.values))}", args
    register = ledgers[members.register]
    assert register.register is not None
    whose = Question(
        register.key, Measure.COUNT, "", members.where, (), Reach.MEMBERS, (slot,),
        filters=question.member_filters,
    )  # fmt: skip
    where, args = membership(register, whose, slot)
    name = quoted(register.register.name)
    return f"select t.id, t.{name} from {quoted(table_of(register.key))} t where {where}", args


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
    table, rows = quoted(table_of(ledger.key)), list[tuple[Any, ...]]()
    if question.reach is Reach.DATED:
        conditions, values = tests(ledger, question)
        # Slots do not overlap and follow each other, so the order of the index is the order of the answer.
        for slot in question.slots:
            sql = (
                f"{described} {table} t where {day} between ? and ? and {conditions} and ({extra})"
                f" order by {day}, t.id limit {limit - len(rows):d}"
            )
            days = [slot.start.isoformat(), slot.end.isoformat()]
            rows += db.execute(sql, [*column_args, *days, *values, *extra_args])
        return rows
    where, values = membership(ledger, question, question.slots[-1])
    sql = f"{described} {table} t where {where} and ({extra}) order by t.id limit {limit:d}"
    return [tuple(row) for row in db.execute(sql, [*column_args, *values, *extra_args])]


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
