"""是 or 否, or neither yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ....domain.fields import Field
from .base import Editor


class YesNoEditor(Editor):
    """是 or 否, or neither yet: 1, 0 and Delete on the keyboard."""

    def __init__(self, _field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._buttons: list[QPushButton] = []
        for word in (self.tr("是"), self.tr("否")):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, button=button: self._clicked(button))
            button.installEventFilter(self)
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self._buttons[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            wanted = {Qt.Key.Key_1: "是", Qt.Key.Key_0: "否", Qt.Key.Key_Delete: "", Qt.Key.Key_Backspace: ""}
            key = Qt.Key(event.key())
            if key in wanted and not event.modifiers():
                self.set_text(wanted[key])
                self.edited.emit()
                return True
        return super().eventFilter(watched, event)

    def _clicked(self, button: QPushButton) -> None:
        for other in self._buttons:
            if other is not button:
                other.setChecked(False)
        self.edited.emit()

    def text(self) -> str:
        yes, no = (button.isChecked() for button in self._buttons)
        return "是" if yes else "否" if no else ""

    def set_text(self, text: str) -> None:
        self._buttons[0].setChecked(text == "是")
        self._buttons[1].setChecked(text == "否")
