"""What is part of something else: it goes with it, and nothing is taken away under it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from .schema import PARTS, quoted, table_of

# Those that no foreign key holds; the marks of a task may be of one that a standard makes.
_LOOSE = {"ledger_problem": "整改步骤", "ledger_survey": "调查题目"}


def delete(db: sqlite3.Connection, owner: str, id: str) -> None:
    """Delete the parts of a row and theirs, each as a row of the log."""
    for table, column in PARTS.get(owner, ()):
        if table in PARTS:
            for (part,) in db.execute(f"select id from {table} where {column} = ?", (id,)).fetchall():
                delete(db, table, part)
        db.execute(f"delete from {table} where {column} = ?", (id,))


def stand_on(db: sqlite3.Connection, owner: str, id: str, going: Collection[tuple[str, str]]) -> bool:
    """Whether a row has parts beside those that are `going` (table, id)."""
    return any(
        (table, row[0]) not in going
        for table, column in PARTS.get(owner, ())
        for row in db.execute(f"select id from {table} where {column} = ?", (id,))
    )


def orphans(db: sqlite3.Connection) -> list[str]:
    """What of these parts belongs to nothing that is there, in Chinese."""
    there = {row[0] for row in db.execute("select id from ledger")}
    found = []
    for owner, word in _LOOSE.items():
        for table, column in PARTS[owner]:
            known = owner.removeprefix(table_of("")) in there
            test = f"{column} not in (select id from {quoted(owner)})" if known else "1"
            (many,) = db.execute(f"select count(*) from {table} where {test}").fetchone()
            if many:
                found.append(f"{word}没有所属的记录：{many} 条")
    return found


# What a result is made of: which problem came of an answer is not, nor the prize that a result gave.
_COUNTED = {
    "answer": ("item", "subject", "result", "score", "note"),
    "candidate": ("name", "department"),
    "score": ("candidate", "judge", "criterion", "points"),
}
_CLOSED = {
    "answer": "select id from round where state = 'closed' and id = ?",
    "candidate": "select id from evaluation where state = 'closed' and id = ?",
    "score": "select e.id from evaluation e join candidate c on c.evaluation = e.id"
    " where e.state = 'closed' and c.id = ?",
}
_OWNER = {"answer": "round", "candidate": "evaluation", "score": "candidate"}


def closed(db: sqlite3.Connection, changes: Iterable[tuple[str, str | None, str | None]]) -> set[str]:
    """The closed rounds and evaluations whose result was made of what these changes (table, before, after)
    touched."""
    asked = {(table, owner) for table, owner in map(_counted, changes) if owner}
    return {row[0] for table, owner in asked for row in db.execute(_CLOSED[table], (owner,))}


def counted_since(db: sqlite3.Connection, owner: str, id: str, operation: int) -> bool:
    """Whether something that is in effect, done after an operation, changed what the result of a round or an
    evaluation is made of."""
    rows = db.execute(
        "select c.tbl, c.before, c.after from change c join operation o on o.id = c.operation"
        " where c.operation > ? and c.tbl in ('answer', 'candidate', 'score')"
        " and o.kind not in ('undo', 'redo') and coalesce((select r.kind from operation r"
        " where r.undoes = o.id order by r.id desc limit 1), 'redo') = 'redo'",
        (operation,),
    )
    touched = {found for found in map(_counted, map(tuple, rows)) if found[1]}
    if owner == "round":
        return ("answer", id) in touched
    sql = "select record from change where tbl = 'candidate' and json_extract(coalesce(after, before), ?) = ?"
    everybody = {row[0] for row in db.execute(sql, ("$.evaluation", id))}
    return ("candidate", id) in touched or any(("score", one) in touched for one in everybody)


def _counted(change: Sequence[str | None]) -> tuple[str, str]:
    """The table of a change (table, before, after) and its row's owner; "" where no result changes."""
    table, before, after = str(change[0]), change[1], change[2]
    if table in _COUNTED:
        images = [json.loads(image) for image in (before, after) if image]
        if len(images) == 1 or any(images[0][key] != images[1][key] for key in _COUNTED[table]):
            return table, str(images[0][_OWNER[table]])
    return table, ""
