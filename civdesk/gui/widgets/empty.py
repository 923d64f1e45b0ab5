"""What an empty place says: what to do first, with a button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ..icons import pixmap


class EmptyPlace(QWidget):
    """An icon, a sentence, a hint and up to two buttons, in the middle of the place."""

    def __init__(self, parent: QWidget | None = None, *, icon_name: str = "inbox") -> None:
        super().__init__(parent)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setPixmap(pixmap(icon_name, "field", 48, 2.0))
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setProperty("role", "large")
        self._hint = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._hint.setProperty("role", "soft")
        for label in (self._title, self._hint):
            label.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(12)
        self._column.addStretch(2)
        for widget in (self._picture, self._title, self._hint):
            self._column.addWidget(widget)
        self._end = self._column.count()
        self._column.addStretch(3)

    def show_text(self, title: str, hint: str = "", *actions: tuple[str, Callable[[], object]]) -> None:
        """Say `title` and `hint`; each action is a button (the first one the obvious one)."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        for button in self._buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for n, (label, run) in enumerate(actions):
            button = QPushButton(label)
            button.setProperty("role", "primary" if n == 0 else "quiet")
            button.clicked.connect(lambda _=False, run=run: run())
            self._column.insertWidget(self._end + n, button, 0, Qt.AlignmentFlag.AlignHCenter)
            self._buttons.append(button)
