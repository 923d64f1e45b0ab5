"""Undo, redo and the history, read from the one log."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from ..domain import fields
from ..domain.fields import Value
from ..errors import Refused, WrongUse
from ..store import history as log
from ..store import ledgers, operations
from ..store.history import Entry
from ..store.schema import table_of
from ..store.workspace import Workspace
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Moved:
    """What undo or redo did: the operation reverted or brought back, its title, the new operation."""

    operation: int
    title: str
    by: int | None


class Stuck(Refused):
    """The last step cannot be undone: it lies in a locked period, or something stands on it for ever.
    `operation` is that step; the one before it may be undone all the same (`undo(ws, before=…)`)."""

    def __init__(self, operation: int, title: str, error: Refused) -> None:
        super().__init__(f"“{title}”没有撤销：{error.message}", kind=error.kind)
        self.operation = operation


def undo(ws: Workspace, operation: int | None = None, *, before: int | None = None) -> Moved:
    """Revert the last operation in effect (the last before one, or the one named), as a new operation.

    Raises Refused when there is nothing to undo, when later changes stand on it, or while it still runs;
    Stuck where it was to be the last one and that cannot be: it is never passed over without a word.
    """
    db = ws.reader()
    if operation is None:
        found = operations.next_undo(db, before)
        if found is None:
            raise Refused("没有可以撤销的操作。", kind="nothing")
        operation, title = found
        try:
            return Moved(operation, title, _revert(ws, "undo", f"撤销：{title}", operation, operation))
        except Refused as error:
            raise Stuck(operation, title, error) from error
    else:
        entry = log.entry(db, operation)
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


def can_undo(ws: Workspace, before: int) -> bool:
    """Whether there is a step to undo before one."""
    return operations.next_undo(ws.reader(), before) is not None


def next_titles(ws: Workspace) -> tuple[str | None, str | None]:
    """What 撤销 and 重做 would do now, for the menu; None when there is nothing."""
    db = ws.reader()
    before, after = operations.next_undo(db), operations.next_redo(db)
    return (before[1] if before else None), (after[2] if after else None)


def history(ws: Workspace, record: str | None = None, *, limit: int = 200) -> list[Entry]:
    """The latest operations, newest first; with a record id, those that touched it."""
    return log.history(ws.reader(), record, limit=limit)


def told(ws: Workspace, entry: Entry) -> list[str]:
    """What an operation did, as lines a clerk can read: 活动名称：旧 → 新."""
    return [line.text for one in Teller(ws.reader()).tell(entry.changes) for line in one.lines]


# --- back to an earlier state ------------------------------------------------------------------------


def state_after(ws: Workspace, ledger_key: str, record: str, operation: int) -> dict[str, Value]:
    """The values of a record as an operation left it, by the fields that its ledger has now.

    Raises WrongUse where the record was not there then.
    """
    db = ws.reader()
    book = ledgers.definition(db, ledger_key)
    image = log.state_after(db, table_of(book.key), record, operation)
    if image is None:
        raise WrongUse("这一步之后这条记录不在台账里，没有可以恢复的样子。")
    return {one.key: ledgers.value_of(one, image.get(one.key)) for one in book.fields}


def bring_back(
    ws: Workspace, ledger_key: str, record: str, values: Mapping[str, Value], *, since: str = ""
) -> int | None:
    """Let fields of a record be again as they once were, as a new operation; None where they are so.
    `since` is the moment of that state, for the title.

    Raises WrongUse when the record is gone (the recycle bin brings it back), Refused when it is frozen.
    """
    db = ws.reader()
    book = ledgers.definition(db, ledger_key)
    now = ledgers.get(db, book, record).values
    new = {key: value for key, value in values.items() if value != now.get(key)}
    name = fields.show(book.field(book.title_field), now.get(book.title_field))[:30]
    when = f"{since[:16].replace('T', ' ')} 的样子" if since else "原来的内容"
    title = f"恢复《{book.title}》：{name}（{when}）"
    return ws.operate("restore", title, lambda db: ledgers.update(db, book, record, new)).operation
