"""The message at the lower edge of the window: what was done, and a button to take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from . import style
from .icons import icon

# How much of the pages' width a message takes, and how far from its edges it stays, in pixels.
_SHARE, _AWAY = 0.5, 16
# Milliseconds: long enough to read two lines slowly, and to think better of what can be taken back; a
# message about an error stays until it is closed.
_STAYS, _WITH_ACTION = 10_000, 20_000


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a message: 撤销, 查看, 打开文件夹 …"""

    label: str
    run: Callable[[], object]


class MessageBar(QFrame):
    """One message at a time; the next replaces it.

    It lies over the lower left of the pages instead of pushing them up: what somebody is about to click
    stays where it is, and the buttons of the detail on the right stay free.
    """

    def __init__(self, pages: QWidget) -> None:
        super().__init__(pages.parentWidget())
        self._pages = pages
        self.setObjectName("messageBar")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton()
        self.button.setProperty("role", "link")
        self.button.clicked.connect(self._act)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close", "on_accent"))
        self.close_button.setToolTip(self.tr("关闭这条消息"))
        self.close_button.setAccessibleName(self.tr("关闭这条消息"))
        self.close_button.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self._action: Action | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.hide()
        pages.installEventFilter(self)

    def say(self, text: str, action: Action | None = None, *, stays: bool = False) -> None:
        """Show a message; with `stays` until it is closed or replaced."""
        self._action = action
        self.text.setText(text)
        self.button.setVisible(action is not None)
        if action:
            self.button.setText(action.label)
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if not stays:
            self._timer.start(_WITH_ACTION if action else _STAYS)

    def clear(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self._action = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        over = self._pages.geometry()
        width = min(over.width() - 2 * _AWAY, max(round(over.width() * _SHARE), style.scaled(480)))
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = max(layout.totalHeightForWidth(width), self.minimumSizeHint().height())
        self.setGeometry(over.left() + _AWAY, over.bottom() + 1 - height - _AWAY, width, height)

    def _act(self) -> None:
        action = self._action
        self.clear()
        if action:
            action.run()
