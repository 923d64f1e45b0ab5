"""The history of one record: who did what when, old and new, and ways back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...desk import history, records
from ...desk.telling import Line, Teller
from ...domain.fields import Value
from ...errors import DeskError
from ...store import ledgers
from ...store.history import Entry
from ..context import Desk
from ..undoing import undo_action
from ..widgets.three_parts import hairline

_PAGE = 60


class HistoryView(QScrollArea):
    """The latest operations that touched a record or its proofs, newest first.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: list[str] = []
        self._shown, self._most = "", _PAGE

    def show_record(self, desk: Desk, record: str, ledger: str = "", *, locked: bool = False) -> None:
        """Read and show the history of a record; of one that may be changed, with ways back."""
        if record != self._shown:
            self._shown, self._most = record, _PAGE
        place = QWidget()
        place.setObjectName("scrolled")
        column = QVBoxLayout(place)
        column.setContentsMargins(20, 16, 20, 24)
        column.setSpacing(8)
        self.lines = []
        entries = history.history(desk.ws, record, limit=self._most + 1) if record else []
        teller = Teller(desk.ws.reader())
        free = bool(ledger) and not locked and desk.ws.writable
        for n, entry in enumerate(entries[: self._most]):
            if n:
                column.addWidget(hairline())
            self._add(desk, column, entry, teller, ledger if free else "", record)
        if not entries:
            label = QLabel(self.tr("还没有保存过。"))
            label.setProperty("role", "soft")
            column.addWidget(label)
        elif len(entries) > self._most:
            column.addWidget(
                self._button(self.tr("看更早的"), lambda: self._more(desk, record, ledger, locked))
            )
        column.addStretch(1)
        self.setWidget(place)

    def _more(self, desk: Desk, record: str, ledger: str, locked: bool) -> None:
        self._most += _PAGE
        place = self.verticalScrollBar().value()
        self.show_record(desk, record, ledger, locked=locked)
        self.verticalScrollBar().setValue(place)

    def _add(
        self, desk: Desk, column: QVBoxLayout, entry: Entry, teller: Teller, ledger: str, record: str
    ) -> None:
        head = QHBoxLayout()
        when = QLabel("　".join(filter(None, (entry.at[:16].replace("T", " "), entry.who))))
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
                head.addWidget(self._button(label, lambda: action.run()))
        column.addLayout(head)
        title = QLabel(entry.title)
        title.setWordWrap(True)
        column.addWidget(title)
        told = teller.tell(entry.changes)
        for line in (line for one in told for line in one.lines):
            self.lines.append(line.text)
            column.addLayout(self._line(desk, line, ledger, record, entry))
        if ledger and (values := self._state(desk, ledger, record, entry)):
            back = self._button(
                self.tr("恢复成这时的样子"),
                lambda: self._bring_back(desk, ledger, record, values, entry.at),
            )
            back.setToolTip(self.tr("把整条记录改回这一步之后的内容，可以撤销"))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def _line(self, desk: Desk, line: Line, ledger: str, record: str, entry: Entry) -> QHBoxLayout:
        row = QHBoxLayout()
        shown = QLabel(line.text)
        shown.setProperty("role", "small")
        shown.setWordWrap(True)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(shown, 1)
        changed = any(one.what == "set" and one.table.startswith("ledger_") for one in entry.changes)
        if ledger and line.field and changed:
            book = records.ledger(desk.ws, ledger)
            value = ledgers.value_of(book.field(line.field), line.old)
            if records.get(desk.ws, ledger, record).values.get(line.field) != value:
                back = self._button(
                    self.tr("改回"),
                    lambda: self._bring_back(desk, ledger, record, {line.field: value}, ""),
                )
                back.setToolTip(self.tr("只把这一栏改回箭头左边的内容"))
                row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _state(self, desk: Desk, ledger: str, record: str, entry: Entry) -> Mapping[str, Value] | None:
        """The record as this operation left it, where it is otherwise now."""
        try:
            values = history.state_after(desk.ws, ledger, record, entry.operation)
            now = records.get(desk.ws, ledger, record).values
        except DeskError:  # it was not there then, or is not now
            return None
        return values if values != now else None

    def _bring_back(
        self, desk: Desk, ledger: str, record: str, values: Mapping[str, Value], since: str
    ) -> None:
        try:
            operation = history.bring_back(desk.ws, ledger, record, values, since=since)
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        text = self.tr("已恢复成 {at} 的样子。").format(at=since[:16].replace("T", " "))
        if not since:
            text = self.tr("已改回。")
        self.said.emit(text, undo_action(desk, operation, self.said.emit))

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "link")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: run())
        return button
