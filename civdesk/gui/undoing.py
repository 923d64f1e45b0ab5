"""The button 撤销 of a message: takes back the operation that the message is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ..desk import history
from ..errors import DeskError
from .context import Desk
from .messages import Action

Say = Callable[[str, object], object]


def undo_action(desk: Desk, operation: int | None, say: Say) -> Action | None:
    """撤销 for this operation; None where nothing was changed. What comes of it is said by `say`."""
    if operation is None:
        return None

    def run() -> None:
        desk.runner.run(
            lambda _monitor: history.undo(desk.ws, operation),
            on_done=lambda moved: say(
                QCoreApplication.translate("Undoing", "已撤销：{title}").format(title=moved.title), None
            ),
            on_error=lambda error: say(error.message, None),
            title=QCoreApplication.translate("Undoing", "正在撤销"),
        )

    return Action(QCoreApplication.translate("Undoing", "撤销"), run)


def undo_latest(desk: Desk, kind: str, say: Say) -> Action | None:
    """撤销 for the latest operation of a kind (judge, mark …), for verbs that do not return it."""
    for entry in history.history(desk.ws, limit=20):
        if entry.kind == kind:
            return undo_action(desk, entry.operation, say)
    return None


def tried(work: Callable[[], object], say: Say) -> bool:
    """Do something that saves at once; what the world does not let us is said. Whether it went well."""
    try:
        work()
    except DeskError as error:
        say(error.message, None)
        return False
    return True
