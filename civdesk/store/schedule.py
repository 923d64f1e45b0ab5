"""Tasks of the clerk's own, and the marks that an occurrence of any task is done."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from ..domain.tasks import Mark, Task
from ..errors import WrongUse
from .ids import new_id


def tasks(db: sqlite3.Connection) -> list[Task]:
    """The clerk's own tasks, in order of entry."""
    rows = db.execute("select id, title, due, lead, owner, note from task order by id")
    return [
        Task(row[1], **json.loads(row[2]), lead=row[3], owner=row[4], note=row[5], id=row[0]) for row in rows
    ]


def add_task(db: sqlite3.Connection, task: Task) -> str:
    """Save a new task; its id."""
    id = new_id()
    db.execute(
        "insert into task(id, title, due, lead, owner, note) values (?, ?, ?, ?, ?, ?)",
        (id, task.title, _due(task), task.lead, task.owner, task.note),
    )
    return id


def set_task(db: sqlite3.Connection, task: Task) -> None:
    """Save a changed task; raises WrongUse when it is not there."""
    done = db.execute(
        "update task set title = ?, due = ?, lead = ?, owner = ?, note = ? where id = ?",
        (task.title, _due(task), task.lead, task.owner, task.note, task.id),
    )
    if not done.rowcount:
        raise WrongUse("这个任务已经不在了。")


def delete_task(db: sqlite3.Connection, id: str) -> None:
    """Delete a task and its marks; raises WrongUse when it is not there."""
    if not db.execute("delete from task where id = ?", (id,)).rowcount:
        raise WrongUse("这个任务已经不在了。")
    db.execute("delete from occurrence where task = ?", (id,))


def marks(db: sqlite3.Connection) -> dict[tuple[str, date], Mark]:
    """What was marked as done, by task and deadline."""
    rows = db.execute("select task, deadline, done_on, note from occurrence where done_on is not null")
    return {(row[0], date.fromisoformat(row[1])): Mark(date.fromisoformat(row[2]), row[3]) for row in rows}


def mark(db: sqlite3.Connection, task: str, deadline: date, done: Mark) -> None:
    """Mark one occurrence of a task as done; an earlier mark is replaced."""
    db.execute(
        "insert into occurrence(id, task, deadline, done_on, note) values (?, ?, ?, ?, ?)"
        " on conflict(task, deadline) do update set done_on = excluded.done_on, note = excluded.note",
        (new_id(), task, deadline.isoformat(), done.done_on.isoformat(), done.note),
    )


def unmark(db: sqlite3.Connection, task: str, deadline: date) -> None:
    """Take the mark of one occurrence away."""
    db.execute("delete from occurrence where task = ? and deadline = ?", (task, deadline.isoformat()))


def _due(task: Task) -> str:
    return json.dumps({"phrase": task.phrase, "year": task.year}, ensure_ascii=False)
