"""The log: every change is part of one operation, kept with its before and after images.

The log is only ever added to. Undo is a new operation that reverts another one and names it in
`undoes`; redo is a new operation that reverts the undo. What is in effect, what can be undone and
what can be redone are all read from the log.

TEMP triggers on the writing connection write the images, so no code can forget one, and a write
outside an operation fails instead of passing unlogged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from ..errors import Refused
from .schema import LOGGED, quoted

# json_object takes at most 127 arguments, so images of wide rows are built in pieces.
_PAIRS = 60


def watch(db: sqlite3.Connection, ledgers: tuple[str, ...]) -> None:
    """Make this connection the logging one: triggers on every logged table."""
    db.execute("create temp table if not exists current_operation (id integer)")
    db.execute("delete from temp.current_operation")
    db.execute("insert into temp.current_operation values (null)")
    for table in (*LOGGED, *ledgers):
        watch_table(db, table)


def watch_table(db: sqlite3.Connection, table: str) -> None:
    """(Re)build the triggers of one table, as after it got a column."""
    columns = [row[1] for row in db.execute(f"pragma table_info({quoted(table)})")]
    old, new = _image(columns, "old"), _image(columns, "new")
    for event, before, after, row in (
        ("insert", "null", new, "new"),
        ("update", old, new, "new"),
        ("delete", old, "null", "old"),
    ):
        name = quoted(f"log_{table}_{event}")
        db.execute(f"drop trigger if exists temp.{name}")
        db.execute(
            f"create temp trigger {name} after {event} on main.{quoted(table)} begin"
            " select raise(abort, 'a write outside an operation')"
            " where (select id from temp.current_operation) is null;"
            " insert into change(operation, tbl, record, before, after) values"
            f" ((select id from temp.current_operation), '{table}', {row}.id, {before}, {after}); end"
        )


def _image(columns: list[str], row: str) -> str:
    pieces = []
    for start in range(0, len(columns), _PAIRS):
        part = columns[start : start + _PAIRS]
        pairs = ", ".join(f"'{c}', {row}.{quoted(c)}" for c in part)
        pieces.append(f"json_object({pairs})")
    if len(pieces) == 1:
        return pieces[0]
    # {"a":1} and {"b":2} become {"a":1,"b":2} as text; json_patch would drop the nulls.
    inner = " || ',' || ".join(f"substr({p}, 2, length({p}) - 2)" for p in pieces)
    return f"'{{' || {inner} || '}}'"


def begin(
    db: sqlite3.Connection, kind: str, title: str, *, undoable: bool = True, undoes: int | None = None
) -> int:
    """Write the beginning of an operation; its number is its place in the log."""
    cursor = db.execute(
        "insert into operation(kind, title, began_at, undoable, undoes) values (?, ?, ?, ?, ?)",
        (kind, title, _now(), int(undoable), undoes),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def enter(db: sqlite3.Connection, operation: int | None) -> None:
    """Say to which operation the next writes belong (None: to none, they will fail)."""
    db.execute("update temp.current_operation set id = ?", (operation,))


def end(db: sqlite3.Connection, operation: int, *, title: str | None = None) -> None:
    """Close an operation; its title may now say how much came of it."""
    db.execute(
        "update operation set state = 'done', ended_at = ?, title = coalesce(?, title) where id = ?",
        (_now(), title, operation),
    )


def close_interrupted(db: sqlite3.Connection) -> list[int]:
    """Mark operations that never ended (the program died) as 中断; they can be undone.

    Those that had changed nothing yet leave no trace: there is nothing to undo.
    """
    db.execute("delete from operation where state = 'open' and id not in (select operation from change)")
    rows = db.execute("select id from operation where state = 'open'").fetchall()
    db.execute("update operation set state = 'interrupted', ended_at = ? where state = 'open'", (_now(),))
    return [row[0] for row in rows]


def changed_by(
    db: sqlite3.Connection, operation: int, limit: int
) -> tuple[frozenset[str], frozenset[str] | None]:
    """Tables and record ids an operation touched; the ids are None when more than `limit`."""
    tables = frozenset(
        row[0] for row in db.execute("select distinct tbl from change where operation = ?", (operation,))
    )
    rows = db.execute(
        "select distinct record from change where operation = ? limit ?", (operation, limit + 1)
    ).fetchall()
    return tables, None if len(rows) > limit else frozenset(row[0] for row in rows)


# --- undo and redo -----------------------------------------------------------------------------------

# An operation is in effect unless the latest operation that names it is an undo.
_LATEST = "(select r.kind from operation r where r.undoes = o.id order by r.id desc limit 1)"
CHANGED_SINCE = "这一步之后相关内容又有改动，请先撤销后来的改动。"
_OWN = "o.kind not in ('undo', 'redo') and o.undoable and o.state <> 'open'"


def next_undo(db: sqlite3.Connection) -> tuple[int, str] | None:
    """The operation that 撤销 would revert, and its title."""
    row = db.execute(
        f"select o.id, o.title from operation o where {_OWN}"
        f" and coalesce({_LATEST}, 'redo') = 'redo' order by o.id desc limit 1"
    ).fetchone()
    return (row[0], row[1]) if row else None


def next_redo(db: sqlite3.Connection) -> tuple[int, int, str] | None:
    """What 重做 would bring back: the operation, the undo to revert, its title.

    Only undos younger than the last operation of its own kind count: new work ends redoing.
    """
    row = db.execute(
        "select o.id, u.id, o.title from operation u join operation o on o.id = u.undoes"
        " where u.kind = 'undo' and u.state = 'done'"
        " and u.id > coalesce((select max(id) from operation where kind not in ('undo', 'redo')"
        " and undoable), 0)"
        " and u.id = (select max(r.id) from operation r where r.undoes = o.id)"
        " order by u.id desc limit 1"
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def is_in_effect(db: sqlite3.Connection, operation: int) -> bool:
    """Whether an operation stands, that is, was not undone (or was redone)."""
    row = db.execute(f"select {_LATEST} from operation o where o.id = ?", (operation,)).fetchone()
    return bool(row) and row[0] != "undo"


def revert(db: sqlite3.Connection, operation: int) -> int:
    """Bring back the before images of an operation, newest first; the number of changes reverted.

    Raises Refused when a row is no longer as the operation left it, or when later work stands on it:
    what was done since must not be overwritten or orphaned silently.
    """
    db.execute("pragma defer_foreign_keys = on")  # parents may come back after their children
    count = 0
    images: dict[str, str] = {}
    rows = db.execute(
        "select tbl, record, before, after from change where operation = ? order by id desc", (operation,)
    ).fetchall()
    for table, record, before, after in rows:
        if table not in images:
            columns = [row[1] for row in db.execute(f"pragma table_info({quoted(table)})")]
            images[table] = _image(columns, "t")
        now = db.execute(
            f"select {images[table]} from {quoted(table)} t where t.id = ?", (record,)
        ).fetchone()
        standing = before is None and _links_stand_on(db, table, record)
        if standing or not _same(now[0] if now else None, after):
            raise Refused(CHANGED_SINCE, kind="changed_since")
        _put(db, table, record, before, after)
        count += 1
    return count


def _links_stand_on(db: sqlite3.Connection, table: str, record: str) -> bool:
    """Whether links stand on a row that is to go; those of its own operation are gone by now."""
    if table == "evidence":
        found = db.execute("select 1 from proof where evidence = ?", (record,))
    else:
        kind = table.removeprefix("ledger_")
        found = db.execute("select 1 from proof where subject = ? and subject_kind = ?", (record, kind))
    return found.fetchone() is not None


def _same(now: str | None, then: str | None) -> bool:
    if now is None or then is None:
        return now is then
    if now == then:
        return True
    # A column added since stands in the new image only: what the old one holds decides.
    present, past = json.loads(now), json.loads(then)
    return all(present.get(name) == value for name, value in past.items())


def _put(db: sqlite3.Connection, table: str, record: str, image: str | None, was: str | None) -> None:
    if image is None:
        db.execute(f"delete from {quoted(table)} where id = ?", (record,))
        return
    values = json.loads(image)
    names = list(values)
    if was is None:
        places = ", ".join("?" * len(names))
        columns = ", ".join(quoted(n) for n in names)
        db.execute(
            f"insert into {quoted(table)}({columns}) values ({places})", [values[name] for name in names]
        )
    else:
        sets = ", ".join(f"{quoted(n)} = ?" for n in names)
        db.execute(
            f"update {quoted(table)} set {sets} where id = ?", [*(values[name] for name in names), record]
        )


# --- history -----------------------------------------------------------------------------------------


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
    """One operation of the history."""

    operation: int
    kind: str
    title: str
    at: str
    state: str  # done, interrupted, open
    undone: bool
    undoable: bool
    count: int
    changes: tuple[Change, ...]


def entry(db: sqlite3.Connection, operation: int) -> Entry | None:
    """One operation of the history."""
    found = history(db, operation=operation)
    return found[0] if found else None


def history(
    db: sqlite3.Connection,
    record: str | None = None,
    *,
    operation: int | None = None,
    limit: int = 200,
    before: int | None = None,
) -> list[Entry]:
    """The latest operations, newest first; with a record, those that touched it and what they did."""
    where, args = ["1"], list[object]()
    if operation is not None:
        where.append("o.id = ?")
        args.append(operation)
    if record is not None:
        where.append("o.id in (select operation from change where record = ?)")
        args.append(record)
    if before is not None:
        where.append("o.id < ?")
        args.append(before)
    rows = db.execute(
        f"select o.id, o.kind, o.title, o.began_at, o.state, {_LATEST} = 'undo', o.undoable,"
        " (select count(*) from change c where c.operation = o.id)"
        f" from operation o where {' and '.join(where)} order by o.id desc limit ?",
        [*args, limit],
    ).fetchall()
    return [
        Entry(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            bool(row[5]),
            bool(row[6]),
            row[7],
            tuple(_changes(db, row[0], record)),
        )
        for row in rows
    ]


def _changes(db: sqlite3.Connection, operation: int, record: str | None) -> Iterator[Change]:
    # Without a record the history shows what was done, not every row of an import.
    where, args = ("and record = ?", [operation, record]) if record else ("limit 20", [operation])
    for table, row, before, after in db.execute(
        f"select tbl, record, before, after from change where operation = ? {where}", args
    ):
        old = json.loads(before) if before else {}
        new = json.loads(after) if after else {}
        what = "add" if not before else "delete" if not after else "set"
        if what == "set":
            names = [name for name in new if new[name] != old.get(name)]
            old, new = {n: old.get(n) for n in names}, {n: new[n] for n in names}
        yield Change(table, row, what, old, new)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
