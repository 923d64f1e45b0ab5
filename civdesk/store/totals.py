"""Totals of selected records, by groups: counts, sums, 人次, and the names behind 人."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ..domain import totals
from ..domain.fields import LIST_KINDS
from ..domain.ledgers import Ledger
from ..domain.selecting import Selection
from . import conditions, selecting
from .schema import quoted, table_of

Keys = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The totals of one group, as stored; `visits` is None where the ledger does not tell them."""

    keys: Keys
    count: int
    sums: dict[str, int]
    visits: int | None


def tallies(db: sqlite3.Connection, ledger: Ledger, selection: Selection, by: Sequence[str]) -> list[Tally]:
    """A tally for each group; the one of all where `by` is empty."""
    fields = totals.summed(ledger)
    keys, joins = _groups(ledger, by)
    where, args = selecting.tests(db, ledger, selection)
    columns = [*keys, "count(*)", *(f"sum(t.{quoted(f.key)})" for f in fields)]
    told = _visits(ledger)
    if told:
        columns.append(f"sum({told})")
    group = f"group by {', '.join(str(n + 1) for n in range(len(keys)))}" if keys else ""
    sql = (
        f"select {', '.join(columns)} from {quoted(table_of(ledger.key))} t {' '.join(joins)}"
        f" where {where} {group}"
    )
    made = []
    for row in db.execute(sql, args):
        cells: list[Any] = list(row)
        count, rest = cells[len(keys)], cells[len(keys) + 1 :]
        sums = {f.key: value for f, value in zip(fields, rest, strict=False) if value is not None}
        made.append(Tally(tuple(cells[: len(keys)]), count, sums, (rest[-1] or 0) if told else None))
    return made


def names(
    db: sqlite3.Connection, ledger: Ledger, selection: Selection, by: Sequence[str]
) -> dict[Keys, set[str]]:
    """The different names of those who took part, in each group."""
    field = totals.attendees(ledger)
    if field is None:
        return {}
    keys, joins = _groups(ledger, by)
    column = f"t.{quoted(field.key)}"
    where, args = selecting.tests(db, ledger, selection)
    sql = (
        f"select {', '.join([column, *keys])} from {quoted(table_of(ledger.key))} t {' '.join(joins)}"
        f" where {where} and {column} is not null"
    )
    stored: dict[Keys, list[str]] = defaultdict(list)
    cursor = db.cursor()
    cursor.row_factory = None  # plain tuples: 100,000 of them
    for row in cursor.execute(sql, args):
        stored[row[1:]].append(row[0])
    if field.kind not in LIST_KINDS:
        return {key: set(texts) for key, texts in stored.items()}
    # Lists are taken apart a group at once: one by one takes three times as long.
    return {
        key: set(chain.from_iterable(json.loads(f"[{','.join(texts)}]"))) for key, texts in stored.items()
    }


def _visits(ledger: Ledger) -> str:
    """How many took part in a record: the number that was written down, else how many are named."""
    number, who = totals.visits(ledger), totals.attendees(ledger)
    if who is None:
        return ""
    column = f"t.{quoted(who.key)}"
    named = f"json_array_length({column})" if who.kind in LIST_KINDS else f"{column} is not null"
    return f"coalesce(t.{quoted(number.key)}, {named})" if number else named


def _groups(ledger: Ledger, by: Sequence[str]) -> tuple[list[str], list[str]]:
    """The expressions of the groups, and what must be joined for them."""
    keys, joins = list[str](), list[str]()
    for n, one in enumerate(by):
        if one in totals.TIMES:
            keys.append(_time(conditions.date_of(ledger), one))
            continue
        field = ledger.field(one)
        if field.kind in LIST_KINDS:
            joins.append(f"left join json_each(t.{quoted(one)}) g{n}")
            keys.append(f"g{n}.value")
        else:
            keys.append(f"t.{quoted(one)}")
    return keys, joins


def _time(column: str, by: str) -> str:
    """The group of a date: 2026-03, 2026-1 (quarter or half of the year), 2026."""
    month = f"cast(substr({column}, 6, 2) as integer)"
    match by:
        case "month":
            return f"substr({column}, 1, 7)"
        case "quarter":
            return f"substr({column}, 1, 5) || (({month} + 2) / 3)"
        case "half_year":
            return f"substr({column}, 1, 5) || (({month} + 5) / 6)"
        case _:
            return f"substr({column}, 1, 4)"
