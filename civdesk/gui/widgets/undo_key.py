"""Ctrl+Z in a line that one only searches in: it takes back typing or, without any, the last step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class UndoKey(QObject):
    """Leaves Ctrl+Z and Ctrl+Y to the desk while `line` has nothing of its own to take back or do again."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            line, keys = self._line, QKeySequence.StandardKey
            undo = event.matches(keys.Undo) and not line.isUndoAvailable()
            redo = event.matches(keys.Redo) and not line.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().eventFilter(watched, event)
