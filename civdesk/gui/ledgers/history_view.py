"""The history of one record: when, what, old and new, and a way back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...desk import history
from ...store.operations import Entry
from ..context import Desk
from ..undoing import undo_action
from ..widgets.three_parts import hairline

_MOST = 60


class HistoryView(QScrollArea):
    """The latest operations that touched a record, newest first.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: list[str] = []

    def show_record(self, desk: Desk, record: str) -> None:
        """Read and show the history of a record."""
        place = QWidget()
        place.setObjectName("scrolled")
        column = QVBoxLayout(place)
        column.setContentsMargins(20, 16, 20, 24)
        column.setSpacing(8)
        self.lines = []
        entries = history.history(desk.ws, record, limit=_MOST) if record else []
        for n, entry in enumerate(entries):
            if n:
                column.addWidget(hairline())
            self._add(desk, column, entry)
        if not entries:
            label = QLabel(self.tr("还没有保存过。"))
            label.setProperty("role", "soft")
            column.addWidget(label)
        column.addStretch(1)
        self.setWidget(place)

    def _add(self, desk: Desk, column: QVBoxLayout, entry: Entry) -> None:
        head = QHBoxLayout()
        when = QLabel(_moment(entry.at))
        when.setProperty("role", "small")
        head.addWidget(when)
        if entry.undone:
            gone = QLabel(self.tr("已撤销"))
            gone.setProperty("role", "faint")
            head.addWidget(gone)
        head.addStretch(1)
        if entry.undoable and not entry.undone and entry.kind not in ("undo", "redo"):
            action = undo_action(desk, entry.operation, self.said.emit)
            if action:
                label = self.tr("撤销这一步")
                if entry.count > 1:
                    label = self.tr("撤销这一步（共 {n} 处）").format(n=entry.count)
                back = QPushButton(label)
                back.setProperty("role", "link")
                back.setAutoDefault(False)
                back.clicked.connect(lambda: action.run())
                head.addWidget(back)
        column.addLayout(head)
        title = QLabel(entry.title)
        title.setWordWrap(True)
        column.addWidget(title)
        told = history.told(desk.ws, entry)
        self.lines += told
        for line in told:
            shown = QLabel(line)
            shown.setProperty("role", "small")
            shown.setWordWrap(True)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(shown)


def _moment(iso: str) -> str:
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")
