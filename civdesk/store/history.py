"""The history as it is read from the log: what was done, by whom, and how a row was at any time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .matching import like
from .operations import LATEST
from .schema import table_of

# Without a record the history shows what was done, not every row of an import.
_SOME = 20


@dataclass(frozen=True, slots=True)
class Change:
    """What one operation did to one row: the columns that differ, old and new."""

    table: str
    record: str
    what: str  # add, set, delete
    old: dict[str, object] = field(default_factory=dict)
    new: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation of the history. `count` is how many rows it changed, `changes` are the first of them, or
    those of the record that was asked for."""

    operation: int
    kind: str
    title: str
    at: str
    state: str  # done, interrupted, open
    undone: bool
    undoable: bool
    count: int
    changes: tuple[Change, ...]
    who: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which operations: a text in the title, days (ISO, both included), kinds, who, a ledger they touched."""

    text: str = ""
    start: str = ""
    end: str = ""
    kinds: tuple[str, ...] = ()
    who: str | None = None
    ledger: str = ""


def entry(db: sqlite3.Connection, operation: int) -> Entry | None:
    """One operation of the history."""
    found = entries(db, [operation])
    return found[0] if found else None


def history(
    db: sqlite3.Connection, record: str | None = None, *, limit: int = 200, before: int | None = None
) -> list[Entry]:
    """The latest operations (before the one named), newest first; with a record (or a piece of
    evidence, an indicator) those that touched it, a proof or a judgement of it, and what they did there."""
    earlier = before if before is not None else 1 << 62
    if record is None:
        rows = db.execute("select id from operation where id < ? order by id desc limit ?", (earlier, limit))
    else:
        touched = " union all ".join(f"select operation from change where {test}" for test in _OF)
        rows = db.execute(
            f"select distinct operation from ({touched}) where operation < :earlier"
            " order by operation desc limit :limit",
            {"record": record, "earlier": earlier, "limit": limit},
        )
    return entries(db, [row[0] for row in rows], record)


# What a record's history is made of: itself, its proofs (also those that a piece of evidence is), the
# judgements of an indicator. The indexes of the log are asked with just these words.
_END = "json_extract(coalesce(after, before), '$.{}') = :record"
_OF = (
    "record = :record",
    "tbl = 'proof' and " + _END.format("subject"),
    "tbl = 'proof' and " + _END.format("evidence"),
    "tbl = 'finding' and " + _END.format("indicator"),
)


def entries(db: sqlite3.Connection, operations: Sequence[int], record: str | None = None) -> list[Entry]:
    """These operations, in this order, with what they did (to a record where one is named)."""
    found = {}
    for row in db.execute(
        f"select o.id, o.kind, o.title, o.began_at, o.state, {LATEST} = 'undo', o.undoable,"
        " (select count(*) from change c where c.operation = o.id), o.who"
        " from operation o where o.id in (select value from json_each(?))",
        (json.dumps(list(operations)),),
    ).fetchall():
        changes = tuple(_changes(db, row[0], record))
        id, kind, title, at, state, undone, undoable, count, who = tuple(row)
        found[id] = Entry(id, kind, title, at, state, bool(undone), bool(undoable), count, changes, who)
    return [found[one] for one in operations if one in found]


def _changes(db: sqlite3.Connection, operation: int, record: str | None) -> Iterator[Change]:
    columns = "id, tbl, record, before, after"
    if record is None:
        sql = f"select {columns} from change where operation = :operation order by id limit {_SOME}"
    else:  # by the record: an import has many more rows than a record has changes
        sql = " union ".join(
            f"select {columns} from change where {test} and +operation = :operation" for test in _OF
        )
        sql += " order by id"
    for _, table, row, before, after in db.execute(sql, {"record": record, "operation": operation}):
        old = json.loads(before) if before else {}
        new = json.loads(after) if after else {}
        what = "add" if not before else "delete" if not after else "set"
        if what == "set" and table != "proof":  # of a proof one wants to know whose it is, too
            names = [name for name in new if new[name] != old.get(name)]
            old, new = {n: old.get(n) for n in names}, {n: new[n] for n in names}
        yield Change(table, row, what, old, new)


# --- the whole desk ----------------------------------------------------------------------------------


def ids(db: sqlite3.Connection, wanted: Wanted) -> list[int]:
    """Numbers of the operations that fit, newest first."""
    tests, args = ["1"], list[Any]()
    if wanted.text:
        tests.append("o.title like ? escape '\\'")
        args.append(like(wanted.text))
    if wanted.start:
        tests.append("o.began_at >= ?")
        args.append(wanted.start)
    if wanted.end:
        tests.append("substr(o.began_at, 1, 10) <= ?")
        args.append(wanted.end)
    if wanted.kinds:
        tests.append("o.kind in (select value from json_each(?))")
        args.append(json.dumps(wanted.kinds))
    if wanted.who is not None:
        tests.append("o.who = ?")
        args.append(wanted.who)
    if wanted.ledger:
        tests.append("exists (select 1 from change c where c.operation = o.id and c.tbl = ?)")
        args.append(table_of(wanted.ledger))
    rows = db.execute(f"select o.id from operation o where {' and '.join(tests)} order by o.id desc", args)
    return [row[0] for row in rows]


def people(db: sqlite3.Connection) -> list[str]:
    """Everybody who did something, by name; "" where nobody was noted."""
    return [row[0] for row in db.execute("select distinct who from operation order by who")]


def kinds(db: sqlite3.Connection) -> list[str]:
    """Every kind of operation that there was."""
    return [row[0] for row in db.execute("select distinct kind from operation order by kind")]


# --- how a row was -----------------------------------------------------------------------------------


def state_after(db: sqlite3.Connection, table: str, record: str, operation: int) -> dict[str, Any] | None:
    """A row as an operation left it (whether it touched it or not); None where there was none."""
    row = db.execute(
        "select after from change where record = ? and tbl = ?"
        " and id <= (select max(id) from change where operation = ?) order by id desc limit 1",
        (record, table, operation),
    ).fetchone()
    return json.loads(row[0]) if row and row[0] else None


def last_image(db: sqlite3.Connection, table: str, record: str) -> dict[str, Any] | None:
    """A row as the log knew it last, there or gone; None where it never was."""
    row = db.execute(
        "select coalesce(after, before) from change where record = ? and tbl = ? order by id desc limit 1",
        (record, table),
    ).fetchone()
    return json.loads(row[0]) if row else None
