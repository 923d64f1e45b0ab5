"""One person: what they are named for, what they took part in; from a record of a register of people."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...desk import people
from ...desk.people import Card
from ...domain.filters import PERIODS, days_of
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..widgets.plain_table import CalmTable, ShortTable


class PersonDialog(QDialog):
    """Duties and records of a person.

    Signals:
        open_record(str, str): ledger and id of something the person is named for.
    """

    open_record = Signal(str, str)

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._name = desk, name
        self.card: Card | None = None
        self.setWindowTitle(self.tr("{name}的职责和参加的").format(name=name))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "soft")
        self.duties = ShortTable([self.tr("哪里"), self.tr("作为"), self.tr("事项")], self)
        self.duty_table = CalmTable()
        self.duty_table.setModel(self.duties)
        self.duty_table.set_widths(9, 6, 0)
        self.duty_table.setAccessibleName(self.tr("现在的职责"))
        self.duty_table.opened.connect(self._open)
        self.parts = ShortTable([self.tr("台账"), self.tr("作为"), self.tr("记录"), self.tr("小时")], self)
        self.part_table = CalmTable()
        self.part_table.setModel(self.parts)
        self.part_table.set_widths(0, 7, 5, 5)
        self.part_table.setAccessibleName(self.tr("参加的记录"))
        self.period = QComboBox()
        self.period.setAccessibleName(self.tr("时间"))
        for word, title in {"": self.tr("全部时间"), **PERIODS}.items():
            self.period.addItem(title, word)
        self.period.setCurrentIndex(self.period.findData("year"))
        self._build()
        self.period.currentIndexChanged.connect(lambda _: self.show_card())
        self.show_card()
        style.resize(self, style.scaled(640), style.scaled(560))

    def _build(self) -> None:
        close = QPushButton(self.tr("关闭"))
        close.clicked.connect(self.reject)
        self.duty_head = QLabel()
        self.part_head = QLabel(self.tr("参加的"))
        for head in (self.duty_head, self.part_head):
            head.setProperty("role", "large")
        line = QHBoxLayout()
        line.addWidget(self.part_head, 1)
        line.addWidget(self.period)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(self.duty_head)
        column.addWidget(self.duty_table, 1)
        column.addLayout(line)
        column.addWidget(self.part_table, 1)
        column.addLayout(buttons)

    def show_card(self) -> None:
        """Read it anew; large files are read beside the window."""
        today = self._desk.today()
        start, end = days_of(str(self.period.currentData() or ""), today)
        self._desk.runner.run(
            lambda _monitor: people.card(self._desk.ws, self._name, on=today, start=start, end=end),
            on_done=self._show,
            on_error=self._failed,
            quiet=True,
            key="person-card",
        )

    def _failed(self, error: DeskError) -> None:
        self.told.setText(error.message)

    def _show(self, card: Card) -> None:
        self.card = card
        rows = []
        for ledger, where, start, end in card.rows:
            days = self.tr("{start} 至 {end}").format(
                start=start or self.tr("起始日期未填"), end=end or self.tr("今")
            )
            days = days if start or end else ""
            rows.append("　".join(filter(None, (ledger, where, days))))
        self.told.setText("\n".join(rows))
        self.told.setVisible(bool(rows))
        self.duty_head.setText(self.tr("现在的职责（{n}）").format(n=len(card.duties)))
        self.duties.set_rows([(one.where, one.role, one.title) for one in card.duties])
        self.parts.set_rows(
            [
                (one.title, one.role, self.tr("{n} 条").format(n=one.count), _hours(one.hours))
                for one in card.parts
            ]
        )

    def _open(self, row: int) -> None:
        if self.card is None:
            return
        duty = self.card.duties[row]
        if duty.ledger and duty.where.startswith(("《", self.tr("问题"))):
            self.open_record.emit(duty.ledger, duty.id)
            self.accept()


def _hours(hours: float | int | None) -> str:
    return "" if not hours else f"{hours:g}"
