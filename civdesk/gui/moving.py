"""Undo and redo from the tool bar: one after the other, beside the window, told at its edge."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence

from ..errors import DeskError
from .context import Desk
from .messages import Action


class Moves(QObject):
    """The two actions, with what they would do in their tool tips.

    Signals:
        said(str, object): what was undone or redone, for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, undo: QAction, redo: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._undo, self._redo = desk, undo, redo
        self._waiting: deque[tuple[bool, int | None]] = deque()  # True: undo; the last step before which one
        undo.triggered.connect(lambda _=False: self._ask(True))
        redo.triggered.connect(lambda _=False: self._ask(False))
        undo.setEnabled(False)
        redo.setEnabled(False)
        QTimer.singleShot(0, self, self.update)  # when the window is there

    def update(self) -> None:
        """Say in the tool tips what would be undone and redone now."""
        from ..desk import history

        titles = history.next_titles(self._desk.ws)
        for action, title, word in (
            (self._undo, titles[0], self.tr("撤销")),
            (self._redo, titles[1], self.tr("重做")),
        ):
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setEnabled(title is not None)
            action.setToolTip(f"{word}：{title}（{key}）" if title else f"{word}（{key}）")

    def _ask(self, back: bool, before: int | None = None) -> None:
        # A second press waits for the first: side by side both would undo the same step.
        self._waiting.append((back, before))
        if len(self._waiting) == 1:
            self._next()

    def _next(self) -> None:
        from ..desk import history
        from ..desk.history import Moved

        back, before = self._waiting[0]

        def ended() -> None:
            self._waiting.popleft()
            self.update()
            if self._waiting:
                self._next()

        def done(moved: Moved) -> None:
            if back:
                again = Action(self.tr("重做"), self._redo.trigger)
                self.said.emit(self.tr("已撤销：{title}").format(title=moved.title), again)
            else:
                self.said.emit(self.tr("已重做：{title}").format(title=moved.title), None)
            ended()

        def failed(error: DeskError) -> None:
            self.said.emit(error.message, self._one_before(error))
            ended()

        self._desk.runner.run(
            lambda _monitor: (
                history.undo(self._desk.ws, before=before) if back else history.redo(self._desk.ws)
            ),
            on_done=done,
            on_error=failed,
            on_stopped=ended,
            title=self.tr("撤销或重做"),
        )

    def _one_before(self, error: DeskError) -> Action | None:
        """Where the last step cannot be undone: the one before it, if there is one."""
        from ..desk import history

        if not isinstance(error, history.Stuck) or not history.can_undo(self._desk.ws, error.operation):
            return None
        stuck = error.operation
        return Action(self.tr("撤销它的前一步"), lambda: self._ask(True, stuck))
