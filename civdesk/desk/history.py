"""Undo, redo and the history, read from the one log."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ..domain import fields
from ..errors import Refused, WrongUse
from ..store import ledgers, operations
from ..store.operations import Entry
from ..store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Moved:
    """What undo or redo did: the operation reverted or brought back, its title, the new operation."""

    operation: int
    title: str
    by: int | None


def undo(ws: Workspace, operation: int | None = None) -> Moved:
    """Revert the last operation in effect (or the one named), as a new operation.

    Raises Refused when there is nothing to undo, when later changes stand on it, or while it still runs.
    """
    db = ws.reader()
    if operation is None:
        found = operations.next_undo(db)
        if found is None:
            raise Refused("没有可以撤销的操作。", kind="nothing")
        operation, title = found
    else:
        entry = operations.entry(db, operation)
        if entry is None:
            raise WrongUse(f"历史里没有第 {operation} 步。")
        if not entry.undoable or entry.kind in ("undo", "redo"):
            raise Refused(f"“{entry.title}”不能撤销。", kind="not_undoable")
        if entry.undone:
            raise Refused(f"“{entry.title}”已经撤销过了。", kind="nothing")
        if entry.state == "open":
            raise Refused(f"“{entry.title}”还没有结束，请等它结束或停止后再撤销。", kind="running")
        title = entry.title
    return Moved(operation, title, _revert(ws, "undo", f"撤销：{title}", operation, operation))


def redo(ws: Workspace) -> Moved:
    """Bring back what was undone last. Raises Refused when there is nothing."""
    found = operations.next_redo(ws.reader())
    if found is None:
        raise Refused("没有可以重做的操作。", kind="nothing")
    operation, undone_by, title = found
    return Moved(operation, title, _revert(ws, "redo", f"重做：{title}", undone_by, operation))


def _revert(ws: Workspace, kind: str, title: str, reverted: int, undoes: int) -> int | None:
    try:
        outcome = ws.operate(kind, title, lambda db: operations.revert(db, reverted), undoes=undoes)
    except sqlite3.IntegrityError as error:
        # What comes back finds its place taken (the same link, made again), or what goes is still needed
        # (a filed photo): later work in rows of its own, which their images cannot tell.
        raise Refused(operations.CHANGED_SINCE, kind="changed_since") from error
    return outcome.operation


def next_titles(ws: Workspace) -> tuple[str | None, str | None]:
    """What 撤销 and 重做 would do now, for the menu; None when there is nothing."""
    db = ws.reader()
    before, after = operations.next_undo(db), operations.next_redo(db)
    return (before[1] if before else None), (after[2] if after else None)


def history(ws: Workspace, record: str | None = None, *, limit: int = 200) -> list[Entry]:
    """The latest operations, newest first; with a record id, those that touched it."""
    return operations.history(ws.reader(), record, limit=limit)


def told(ws: Workspace, entry: Entry) -> list[str]:
    """What an operation did, as lines a clerk can read: 活动名称：旧 → 新."""
    db: sqlite3.Connection = ws.reader()
    books = {f"ledger_{key}": book for key, book in ledgers.definitions(db).items()}
    lines = []
    for change in entry.changes:
        book = books.get(change.table)
        if book is None:
            continue
        known = {one.key for one in book.fields}
        names = [name for name in {**change.old, **change.new} if name in known]
        for name in names:
            one = book.field(name)
            old = fields.show(one, ledgers.value_of(one, change.old.get(name)))
            new = fields.show(one, ledgers.value_of(one, change.new.get(name)))
            if old != new:
                lines.append(f"{one.title}：{old or '（空）'} → {new or '（空）'}")
    return lines
