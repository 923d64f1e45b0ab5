"""The answers to rules about each member of a register, or each named value."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from itertools import chain

from ..domain.asking import MemberTally, Question, Reach, Slot, Tally
from ..domain.fields import LIST_KINDS
from ..domain.ledgers import Ledger
from ..domain.rules import Measure, Members
from . import grouping
from .aggregates import aggregate, measured
from .conditions import Args, date_of, membership, tests
from .schema import quoted, table_of

# By what records may mean a member, and when: by its name always; by other words from a parameter.
_WORDS = (
    "select name, id, '', '9999-12-31' from member union all select json_extract(j.value, '$[1]'), member.id,"
    " json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]')"
    " from json_each(?) j cross join member on member.id = json_extract(j.value, '$[0]')"
)


# The names that stand in a field of a ledger.
Used = dict[tuple[str, str], frozenset[str]]


def by_member(
    db: sqlite3.Connection,
    ledgers: Mapping[str, Ledger],
    question: Question,
    members: Members,
    names: grouping.Names,
    used: Used,
    everybody: bool = True,
) -> tuple[Tally, ...]:
    """For each slot, a tally of every member: of `everybody`, members without any record too."""
    ledger = ledgers[question.ledger]
    value, joins = measured(ledger, question)
    words, each, distinct = _other_words(db, ledgers, question, members, names, used), "", ""
    field, day = ledger.field(members.field), date_of(ledger) if ledger.date_field else "null"
    name = f"t.{quoted(field.key)}"
    if field.kind in LIST_KINDS:
        name, each, distinct = "e.value", f"cross join json_each({name}) e", "distinct"
    dated, tallies = question.reach is Reach.DATED, []
    for slot in question.slots:
        if question.reach is Reach.MEMBERS:  # of one register for those of another: who is there that day
            conditions, values = membership(ledger, question, slot)
        else:
            conditions, values = tests(ledger, question, slot)
        member, args = _member_table(ledgers, question, members, slot)
        due = (slot.deadline or slot.end).isoformat()
        inside, days = "1", Args()
        if dated:
            inside, days = (
                f"{date_of(ledger)} between ? and ?",
                [slot.start.isoformat(), slot.end.isoformat()],
            )
        late = f"{date_of(ledger)} <= ?" if dated else "? is not null"
        present, in_time = aggregate(question, value), aggregate(question, value, late)
        empty = "'[]'" if question.named else "0"
        table = f"{quoted(table_of(ledger.key))} t"
        # Records are read once, in their order; whom they name is looked up in the smaller table.
        rows = db.execute(
            f"with member(id, name) as materialized ({member}),"
            f" word(word, id, first, last) as materialized ({_WORDS}),"
            f" pair(id, record) as materialized (select {distinct} word.id, t.rowid"
            f" from {table} {each} cross join word on word.word = {name}"
            f" and coalesce({day} between word.first and word.last, 1) where {inside} and {conditions}),"
            f" hit as (select pair.id as id, {present} as present, {in_time} as in_time"
            f" from pair cross join {table} on t.rowid = pair.record {joins} group by pair.id)"
            f" select member.id, member.name, coalesce(hit.present, {empty}), coalesce(hit.in_time, {empty})"
            f" from member {'left' if everybody else 'inner'} join hit on hit.id = member.id"
            " order by member.id",
            [*args, words, *days, *values, due],
        ).fetchall()
        listed = tuple(_tally(question, *row) for row in rows)
        tallies.append(Tally(sum(m.present for m in listed), sum(m.in_time for m in listed), listed))
    return tuple(tallies)


def _tally(question: Question, id: str, name: str, present: int | str, in_time: int | str) -> MemberTally:
    if not question.named:
        return MemberTally(id, name, int(present), int(in_time))
    values, early = (
        frozenset(str(value) for value in json.loads(str(found)) if value is not None)
        for found in (present, in_time)
    )
    return MemberTally(id, name, len(values), len(early), values, early)


def _other_words(
    db: sqlite3.Connection,
    ledgers: Mapping[str, Ledger],
    question: Question,
    members: Members,
    names: grouping.Names,
    used: Used,
) -> str:
    """The words beside their names by which records mean the members (see `grouping.called`), as JSON; of
    the many possible ones those that stand in any record."""
    ledger = ledgers[question.ledger]
    field = ledger.field(members.field)
    if not members.register or field.kind not in grouping.NAMED:
        return "[]"
    if (place := (ledger.key, field.key)) not in used:
        column = f"t.{quoted(field.key)}"
        sql = f"select distinct {column} from {quoted(table_of(ledger.key))} t where {column} is not null"
        stand = [row[0] for row in db.execute(sql)]
        # Whole lists, taken apart here: as many lists are alike, that is faster than to let SQLite do it.
        each = (json.loads(text) for text in stand) if field.kind in LIST_KINDS else iter([stand])
        used[place] = frozenset(chain.from_iterable(each))
    words = names.called(db, ledgers[members.register])
    found = [word for name in used[place] if name in words for word in words[name]]
    return json.dumps(found, ensure_ascii=False)


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
