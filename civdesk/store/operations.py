"""The log: every change is part of one operation, kept with its before and after images.

The log is only ever added to. Undo is a new operation that reverts another one and names it in
`undoes`; redo is a new operation that reverts the undo. What is in effect, what can be undone and
what can be redone are all read from the log.

The triggers of `watching` write the images.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from ..errors import Refused
from . import definitions, parts
from .schema import PARTS, quoted
from .watching import columns, image


def begin(
    db: sqlite3.Connection,
    kind: str,
    title: str,
    *,
    undoable: bool = True,
    undoes: int | None = None,
    who: str = "",
) -> int:
    """Write the beginning of an operation and who asked for it; its number is its place in the log."""
    cursor = db.execute(
        "insert into operation(kind, title, began_at, undoable, undoes, who) values (?, ?, ?, ?, ?, ?)",
        (kind, title, now(), int(undoable), undoes, who),
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
        (now(), title, operation),
    )


def close_interrupted(db: sqlite3.Connection) -> list[int]:
    """Mark operations that never ended (the program died) as 中断; they can be undone.

    Those that had changed nothing yet leave no trace: there is nothing to undo.
    """
    db.execute("delete from operation where state = 'open' and id not in (select operation from change)")
    rows = db.execute("select id from operation where state = 'open'").fetchall()
    db.execute("update operation set state = 'interrupted', ended_at = ? where state = 'open'", (now(),))
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
LATEST = "(select r.kind from operation r where r.undoes = o.id order by r.id desc limit 1)"
CHANGED_SINCE = "这一步之后相关内容又有改动，请先撤销后来的改动。"
_PARTS = {table for listed in PARTS.values() for table, _ in listed}
_OWN = "o.kind not in ('undo', 'redo') and o.undoable and o.state <> 'open'"


def next_undo(db: sqlite3.Connection, before: int | None = None) -> tuple[int, str] | None:
    """The operation that 撤销 would revert (the last one before the one named), and its title."""
    row = db.execute(
        f"select o.id, o.title from operation o where {_OWN}"
        f" and coalesce({LATEST}, 'redo') = 'redo' and o.id < ? order by o.id desc limit 1",
        (before if before is not None else 1 << 62,),
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
    going = {(row[0], row[1]) for row in rows if row[2] is None}
    for table, record, before, after in rows:
        if table not in images:
            images[table] = image(columns(db, table), "t")
        now = db.execute(
            f"select {images[table]} from {quoted(table)} t where t.id = ?", (record,)
        ).fetchone()
        standing = before is None and (
            _links_stand_on(db, table, record) or parts.stand_on(db, table, record, going)
        )
        if table == "ledger" and after is not None:
            standing = standing or definitions.leaves_behind(db, record, after, before)
        if standing or not _same(table, now[0] if now else None, after):
            raise Refused(CHANGED_SINCE, kind="changed_since")
        _put(db, table, record, before, after)
        count += 1
    if definitions.orphans(db, (table for table in images if table.startswith("ledger_"))):
        raise Refused(CHANGED_SINCE, kind="changed_since")  # records of a ledger that was undone since
    if "ledger" in images and definitions.share_a_title(db):
        raise Refused(CHANGED_SINCE, kind="changed_since")  # another one was called so since
    if images.keys() & _PARTS and parts.orphans(db):
        raise Refused(CHANGED_SINCE, kind="changed_since")  # what they belonged to went since
    for table, record, before, after in rows:
        if _closes(table, before, after) and parts.counted_since(db, table, record, operation):
            raise Refused(CHANGED_SINCE, kind="changed_since")  # it would be closed over other scores
    if parts.closed(db, ((row[0], row[2], row[3]) for row in rows)) - {row[1] for row in rows}:
        raise Refused(CHANGED_SINCE, kind="changed_since")  # the result was made of them since
    return count


def _links_stand_on(db: sqlite3.Connection, table: str, record: str) -> bool:
    """Whether links stand on a row that is to go; those of its own operation are gone by now."""
    if table == "evidence":
        found = db.execute("select 1 from proof where evidence = ?", (record,))
    else:
        kind = table.removeprefix("ledger_")
        found = db.execute("select 1 from proof where subject = ? and subject_kind = ?", (record, kind))
    return found.fetchone() is not None


def _closes(table: str, wanted: str | None, was: str | None) -> bool:
    """Whether a round or an evaluation that was opened is to be closed again."""
    if table not in ("round", "evaluation") or not wanted or not was:
        return False
    return (json.loads(wanted)["state"], json.loads(was)["state"]) == ("closed", "open")


def _same(table: str, now: str | None, then: str | None) -> bool:
    if now is None or then is None:
        return now is then
    if now == then:
        return True
    # A column added since stands in the new image only. In a ledger nothing may stand in it by now;
    # elsewhere it may have its default: what the old image holds decides.
    present, past = json.loads(now), json.loads(then)
    if table.startswith("ledger_") and any(present[name] is not None for name in present.keys() - past):
        return False
    return all(present.get(name) == value for name, value in past.items())


def _put(db: sqlite3.Connection, table: str, record: str, wanted: str | None, was: str | None) -> None:
    if wanted is None:
        db.execute(f"delete from {quoted(table)} where id = ?", (record,))
    else:
        write(db, table, record, json.loads(wanted), new=was is None)
    if table == "ledger":
        definitions.renew(db, record)  # before its records come back: they are logged by its triggers


def write(db: sqlite3.Connection, table: str, record: str, values: dict[str, object], *, new: bool) -> None:
    """Let a row hold these values: a new row, or the one that is there."""
    names = list(values)
    if new:
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


def now() -> str:
    """This moment as the log has it: ISO with the time zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
