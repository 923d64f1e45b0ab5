"""The triggers that write the log: a row's images before and after every change of a watched table.

They are TEMP triggers on the writing connection, so no code can forget one, and a write outside an
operation fails instead of passing unlogged. They hold what is frozen as it is, too (`guards`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from . import guards
from .schema import LOGGED, quoted

# json_object takes at most 127 arguments, so images of wide rows are built in pieces.
_PAIRS = 60


def watch(db: sqlite3.Connection, ledgers: Iterable[str]) -> None:
    """Make this connection the logging one: triggers on every logged table and these ledgers' tables."""
    db.execute("create temp table if not exists current_operation (id integer)")
    db.execute("delete from temp.current_operation")
    db.execute("insert into temp.current_operation values (null)")
    guards.register(db)
    for table in (*LOGGED, *ledgers):
        watch_table(db, table, anew=False)


def watch_table(db: sqlite3.Connection, table: str, *, anew: bool = True) -> None:
    """Build the triggers of one table; `anew`: those there are go first, as after it got a column."""
    names = columns(db, table)
    old, new = image(names, "old"), image(names, "new")
    for event, before, after, row in (
        ("insert", "null", new, "new"),
        ("update", old, new, "new"),
        ("delete", old, "null", "old"),
    ):
        name = quoted(f"log_{table}_{event}")
        if anew:
            db.execute(f"drop trigger if exists temp.{name}")
        db.execute(
            f"create temp trigger {name} after {event} on main.{quoted(table)} begin"
            " select raise(abort, 'a write outside an operation')"
            " where (select id from temp.current_operation) is null;"
            " insert into change(operation, tbl, record, before, after) values"
            f" ((select id from temp.current_operation), '{table}', {row}.id, {before}, {after});"
            f"{guards.guard(db, table, event)} end"
        )


def columns(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table and their types, in their order; none where there is no such table."""
    return {row[1]: row[2] for row in db.execute(f"pragma table_info({quoted(table)})")}


def image(names: Iterable[str], row: str) -> str:
    """SQL for the JSON of a row's columns; `row` is what the row is called there."""
    listed = list(names)
    pieces = []
    for start in range(0, len(listed), _PAIRS):
        part = listed[start : start + _PAIRS]
        pairs = ", ".join(f"'{c}', {row}.{quoted(c)}" for c in part)
        pieces.append(f"json_object({pairs})")
    if len(pieces) == 1:
        return pieces[0]
    # {"a":1} and {"b":2} become {"a":1,"b":2} as text; json_patch would drop the nulls.
    inner = " || ',' || ".join(f"substr({p}, 2, length({p}) - 2)" for p in pieces)
    return f"'{{' || {inner} || '}}'"
