"""A selection of records as SQL over a ledger's table `t`; names come from definitions only."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from ..domain.conditions import Alternatives
from ..domain.fields import LIST_KINDS, Field, Kind, Value
from ..domain.ledgers import Ledger
from ..domain.rules import Condition, Test
from ..domain.selecting import Selection
from . import conditions, grouping
from .matching import Column, holding, like
from .schema import quoted, table_of

Args = list[Any]

# What a list is sorted by besides its fields: how many of its proofs a record has.
BY_PROOFS = "proofs:"
_NUMBERS = frozenset({Kind.INTEGER, Kind.AMOUNT, Kind.YES_NO})


def tests(
    db: sqlite3.Connection, ledger: Ledger, selection: Selection, where: Mapping[str, Value] | None = None
) -> tuple[str, Args]:
    """What a record must satisfy: the selection, and equal to `where` (of a list: these items in it).

    A condition on a name is satisfied by the word for a group too (各股室) whose member it is on the
    record's day. Cheap tests come first. Raises KeyError for a field that the ledger has not.
    """
    selection, groups = grouping.widened(db, ledger, selection)
    parts, args = ["1"], Args()
    for sql, values in _parts(ledger, selection, where or {}, groups):
        parts.append(sql)
        args += values
    return " and ".join(parts), args


def _parts(
    ledger: Ledger, selection: Selection, where: Mapping[str, Value], groups: Sequence[Alternatives]
) -> Iterable[tuple[str, Sequence[Any]]]:
    if ledger.date_field:
        column = conditions.date_of(ledger)
        if selection.start:
            yield f"{column} >= ?", [selection.start.isoformat()]
        if selection.end:
            yield f"{column} <= ?", [selection.end.isoformat()]
    if selection.on and ledger.register:
        yield conditions.member_on(ledger, selection.on, selection.named)
    if day := selection.on or selection.day:
        for one in selection.named:
            yield conditions.any_of(ledger, one.on(ledger.fields, day))
    for key, value in where.items():
        yield from _equal(ledger.field(key), value)
    for condition in selection.conditions:
        yield _test(ledger, condition)
    for alternatives in groups:
        yield conditions.any_of(ledger, alternatives)
    if selection.text:
        texts = [field for field in ledger.fields if field.kind not in _NUMBERS]
        columns = [Column(f.title, f"t.{quoted(f.key)}", f.kind in LIST_KINDS) for f in texts]
        yield holding(columns, [selection.text])
    if selection.lacking:
        yield _lacking(ledger, selection.lacking)


def _equal(field: Field, value: Value) -> Iterable[tuple[str, Sequence[Any]]]:
    column = f"t.{quoted(field.key)}"
    if field.kind in LIST_KINDS and isinstance(value, list):
        # Stored as JSON text: a name stands in it between its quotes.
        for one in value:
            yield f"{column} like ? escape '\\'", [like(json.dumps(one, ensure_ascii=False))]
    else:
        assert not isinstance(value, list), field.key
        yield f"{column} is ?", [value or None if field.kind in LIST_KINDS else value]


def _test(ledger: Ledger, condition: Condition) -> tuple[str, Args]:
    """One condition. Of several values "" stands for an empty field: 办公室 or nothing at all."""
    if condition.test is not Test.ONE_OF or "" not in condition.values:
        return conditions.test(ledger, condition)
    empty, args = conditions.test(ledger, Condition(condition.field, Test.SET, (False,)))
    given = tuple(value for value in condition.values if value != "")
    if not given:
        return empty, args
    sql, values = conditions.test(ledger, replace(condition, values=given))
    return f"({sql} or {empty})", [*values, *args]


def wanted(ledger: Ledger, role: str) -> int:
    """How many proofs in a role are enough: what the ledger wants, and one where it wants none but somebody
    asks."""
    return next((max(1, proof.wanted) for proof in ledger.proofs if proof.role == role), 1)


def _lacking(ledger: Ledger, roles: Sequence[str]) -> tuple[str, Args]:
    """Records that have too few proofs in any of these roles."""
    enough, args = _enough([(role, wanted(ledger, role)) for role in roles])
    return f"{enough} < ?", [*args, len(roles)]


def _enough(roles: Sequence[tuple[str, int]]) -> tuple[str, Args]:
    """In how many of these roles a record has as many proofs as are wanted.

    Asked for each record, which the index on proofs answers; one pass over all proofs takes twice as long.
    """
    cases = " ".join(["when ? then ?"] * len(roles))
    sql = (
        "(select count(*) from (select p.role as role, count(*) as n from proof p where p.subject = t.id"
        f" group by p.role) where n >= case role {cases} end)"
    )
    return sql, [arg for role in roles for arg in role]


def order_by(ledger: Ledger, order: str, descending: bool, *, reading: bool = False) -> tuple[str, Args]:
    """What follows `order by`, and its arguments.

    Without `order` the latest date comes first, records without a date last. With `reading` every row is
    read anyway, to test its fields: in the order of the file, which takes a third of the time of going
    through the index of dates. Raises KeyError.
    """
    sign = "desc" if descending else "asc"
    if order == BY_PROOFS:
        if not ledger.proofs:
            return "t.id", []
        enough, args = _enough([(proof.role, wanted(ledger, proof.role)) for proof in ledger.proofs])
        return f"{enough} {sign}, t.id", args
    if order:
        column = f"t.{quoted(ledger.field(order).key)}"
        return f"{column} is null, {column} {sign}, t.id", []
    if ledger.date_field:
        column = conditions.date_of(ledger)
        keep = "+" if reading else ""  # a column with a sign before it is no column of an index
        return f"{keep}{column} desc, t.id desc", []  # null is least; as the index is ordered
    return "t.id", []


# --- what there is to choose from --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A value that a field has (None: nothing), and in how many records."""

    value: str | int | None
    count: int


def values(
    db: sqlite3.Connection, ledger: Ledger, key: str, selection: Selection, *, limit: int = 500
) -> list[Found]:
    """The values of a field among the selected records, the most frequent first; of a list its items.

    At most `limit`; how many are empty stands first, where any is.
    """
    field = ledger.field(key)
    column = f"t.{quoted(key)}"
    where, args = tests(db, ledger, selection)
    table = f"{quoted(table_of(ledger.key))} t"
    if field.kind in LIST_KINDS:
        # Taken apart here: json_each takes twice as long.
        lists = [row[0] for row in db.execute(f"select {column} from {table} where {where}", args)]
        texts = [text for text in lists if text]
        counts = Counter(chain.from_iterable(json.loads(f"[{','.join(texts)}]")))
        found = [Found(None, len(lists) - len(texts))] if len(texts) < len(lists) else []
        best = heapq.nsmallest(limit, counts.items(), key=lambda item: (-item[1], item[0]))
        return found + [Found(*item) for item in best]
    empty = column if field.kind in _NUMBERS else f"nullif({column}, '')"
    sql = (
        f"select {empty}, count(*) from {table} where {where} group by 1"
        f" order by {empty} is not null, 2 desc, 1 limit ?"
    )
    return [Found(row[0], row[1]) for row in db.execute(sql, [*args, limit + 1])]


def lacks(db: sqlite3.Connection, ledger: Ledger, selection: Selection) -> dict[str, int]:
    """How many of the selected records have too few proofs, for each role of the ledger."""
    where, args = tests(db, ledger, selection)
    table = f"{quoted(table_of(ledger.key))} t"
    many = db.execute(f"select count(*) from {table} where {where}", args).fetchone()[0]
    chosen, picked = "", Args()
    if selection:
        chosen, picked = f" and subject in (select t.id from {table} where {where})", args
    rows = db.execute(
        "select role, n, count(*) from (select role, count(*) as n from proof where subject_kind = ?"
        f"{chosen} group by subject, role) group by role, n",
        [ledger.key, *picked],
    )
    enough = dict.fromkeys((proof.role for proof in ledger.proofs), 0)
    for role, n, records in rows:
        if role in enough and n >= wanted(ledger, role):
            enough[role] += records
    return {role: many - good for role, good in enough.items()}


def held(db: sqlite3.Connection, ledger: Ledger, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many proofs these records have in each role; records and roles without any are left out."""
    found: dict[str, dict[str, int]] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        places = ", ".join("?" * len(part))
        rows = db.execute(
            f"select subject, role, count(*) from proof where subject in ({places}) and subject_kind = ?"
            " group by subject, role",
            [*part, ledger.key],
        )
        for subject, role, n in rows:
            found.setdefault(subject, {})[role] = n
    return found
