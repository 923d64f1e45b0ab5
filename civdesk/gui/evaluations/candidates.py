"""Who takes part in an evaluation: a line for each, taken from a register, from entered works, or typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...desk import evaluations, records, sampling, works
from ...domain.evaluations import Candidate
from ...domain.text import normal
from ...errors import DeskError
from ..context import Desk

_FIRST = "department"


class CandidatesField(QWidget):
    """The names. `days`: when the evaluation is; `there`: who takes part already and keeps scores.

    Signals:
        wrong(str): why nobody could be taken.
    """

    wrong = Signal(str)

    def __init__(
        self,
        desk: Desk,
        days: Callable[[], tuple[date, date]],
        there: Sequence[Candidate] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._days = desk, days
        self._there = {normal(one.name): one for one in there}
        self._departments: dict[str, str] = {}
        self.names = QPlainTextEdit()
        self.names.setAccessibleName(self.tr("参评对象"))
        self.names.setPlaceholderText(self.tr("一行一个；同名的后面写科室，如 张伟（计财股）"))
        self.names.setTabChangesFocus(True)
        self.names.setPlainText("\n".join(one.name for one in there))
        self.many = QLabel()
        self.many.setProperty("role", "small")
        self.source = QComboBox()
        self.source.setAccessibleName(self.tr("名册"))
        for book in sampling.pools(desk.ws):
            self.source.addItem(book.title, book.key)
        if works.there(desk.ws):
            self.source.addItem(records.ledger(desk.ws, works.LEDGER).title, works.LEDGER)
        self.part = QComboBox()
        self.part.setAccessibleName(self.tr("范围"))
        self.take_button = QPushButton(self.tr("取入"))
        self.take_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(QLabel(self.tr("从名册")))
        row.addWidget(self.source, 1)
        row.addWidget(self.part, 1)
        row.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.names, 1)
        column.addWidget(self.many)
        self.source.activated.connect(lambda _: self._offer_parts())
        self.take_button.clicked.connect(self._take)
        self.names.textChanged.connect(self._count)
        self.choose(_FIRST)
        self._count()

    def choose(self, source: str) -> None:
        """Offer a register, or the works."""
        self.source.setCurrentIndex(max(0, self.source.findData(source)))
        self._offer_parts()

    def candidates(self) -> list[Candidate]:
        """Who stands there; whoever took part before is the same one."""
        return [
            self._there.get(normal(name)) or Candidate("", name, self._departments.get(name, ""))
            for name in self._lines()
        ]

    def _lines(self) -> list[str]:
        return [name for line in self.names.toPlainText().splitlines() if (name := line.strip())]

    def _count(self) -> None:
        self.many.setText(self.tr("共 {n} 个").format(n=len(self._lines())))

    def _offer_parts(self) -> None:
        self.part.clear()
        self.part.addItem(self.tr("全部"), "")
        source = self.source.currentData()
        if source == works.LEDGER:
            for name in works.contests(self._desk.ws, *self._days()):
                self.part.addItem(name, name)
            return
        for one in records.ledger(self._desk.ws, source).filters:
            self.part.addItem(one.title, one.title)

    def _take(self) -> None:
        source, part = self.source.currentData(), self.part.currentData()
        starts, ends = self._days()
        try:
            if source == works.LEDGER:
                found = works.entered(self._desk.ws, starts, ends, part)
            else:
                found = evaluations.candidates_from(self._desk.ws, source, ends, [part] if part else [])
        except DeskError as error:
            self.wrong.emit(error.message)
            return
        lines = self._lines()
        there = {normal(line) for line in lines}
        self._departments |= dict(found)
        self.names.setPlainText(
            "\n".join([*lines, *(name for name, _ in found if normal(name) not in there)])
        )
