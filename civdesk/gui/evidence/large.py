"""The large view: one picture over the whole page, arrows go on, Esc goes back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ...errors import WrongUse
from ...store import evidence as stored
from ...store.evidence import Evidence
from .. import style
from ..context import Desk
from ..icons import icon
from ..widgets.previews import Previews
from .grid import taken_text
from .model import EvidenceModel
from .picture import Picture


class LargeView(QFrame):
    """Lies over its parent while it is open.

    Signals:
        moved(str): the id of the picture it shows now.
        closed(): it was closed.
        wants_open(str): the one it shows is wanted in another program.
    """

    moved = Signal(str)
    closed = Signal()
    wants_open = Signal(str)

    def __init__(self, desk: Desk, previews: Previews, model: EvidenceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("largeView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self._desk, self._model, self._row = desk, model, 0
        self.picture = Picture()
        self.picture.attach(desk, previews, dark=True)
        self.picture.clicked.connect(self.close_view)
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.title.setProperty("role", "large")
        self.caption = QLabel()
        self.caption.setWordWrap(True)
        self.place = QLabel()
        back = self._button("left", self.tr("上一张（←）"), lambda: self.step(-1))
        on = self._button("right", self.tr("下一张（→）"), lambda: self.step(1))
        out = self._button("open", self.tr("打开只读副本"), self._open)
        close = self._button("close", self.tr("关闭（Esc）"), self.close_view)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.caption)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addLayout(words, 1)
        foot.addWidget(self.place)
        foot.addWidget(back)
        foot.addWidget(on)
        foot.addWidget(out)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(16)
        column.addWidget(self.picture, 1)
        column.addLayout(foot)
        parent.installEventFilter(self)
        self._fit()
        self.hide()

    def _fit(self) -> None:
        side = style.scaled(22)
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(side, side))

    def _button(self, name: str, tip: str, run: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name, "sheet"))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(run)
        return button

    def open_at(self, id: str) -> None:
        """Show this one over the page."""
        row = self._model.row_of(id)
        if row is None:
            return
        self._row = row
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        self.setFocus()
        self._show(stored.get(self._desk.ws.reader(), id))

    def step(self, by: int) -> None:
        """The next (or an earlier) one; nothing happens at the ends."""
        row = self._row + by
        if 0 <= row < self._model.rowCount():
            id = self._model.id_at(row)
            try:
                one = stored.get(self._desk.ws.reader(), id)
            except WrongUse:
                return  # deleted a moment ago: the grid will follow
            self._row = row
            self._show(one)
            self.moved.emit(id)

    def _open(self) -> None:
        self.wants_open.emit(self._model.id_at(self._row))

    def close_view(self) -> None:
        """Back to the page."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _show(self, one: Evidence) -> None:
        self.picture.show_evidence(one)
        self.title.setText(one.title or one.name)
        words = [taken_text(one), one.place, one.people, one.text]
        self.caption.setText("　".join(word for word in words if word))
        self.caption.setVisible(any(words))
        self.place.setText(self.tr("{n} / {all}").format(n=self._row + 1, all=self._model.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.step(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
            self.step(-1)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_view()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.parentWidget().rect())
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
