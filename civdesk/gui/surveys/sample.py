"""A sample that was drawn: its people in the middle, how they were drawn at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...store.sampling import Sampling
from ..widgets.link import ElidedLink
from ..widgets.plain_table import CalmTable, ShortTable


class SampleList(QWidget):
    """Who was drawn, in the order drawn, then the replacements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listed = ShortTable((self.tr("次序"), self.tr("姓名或名称"), self.tr("科室")), self)
        self.table = CalmTable()
        self.table.setModel(self.listed)
        self.table.set_widths(4, 0, 9)
        self.table.setAccessibleName(self.tr("抽样名单"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_sampling(self, one: Sampling) -> None:
        """Show this list."""
        rows = [(str(n), each.name, each.department) for n, each in enumerate(one.chosen, 1)]
        rows += [
            (self.tr("备{n}").format(n=n), each.name, each.department)
            for n, each in enumerate(one.reserves, 1)
        ]
        self.listed.set_rows(rows)
        self.table.set_widths(4, 0, 9)


class SampleDetail(QWidget):
    """How it was drawn, and what can be done with it.

    Signals:
        check(): draw again with the same seed and compare. again(): another list, by the same conditions.
        void(str): why it is not used. open_survey(id): the survey that asks these people.
    """

    check = Signal()
    again = Signal()
    void = Signal(str)
    open_survey = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = QLabel()
        self.figure.setProperty("role", "figure")
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.used = ElidedLink("")
        self.used.clicked.connect(lambda: self._sampling and self.open_survey.emit(self._sampling.survey))
        self._sampling: Sampling | None = None
        self.voided = QLabel()
        self.voided.setProperty("role", "caution")
        self.method = QLabel()
        for label in (self.told, self.voided, self.method):
            label.setWordWrap(True)
        self.check_button = QPushButton(self.tr("用种子核对"))
        self.again_button = QPushButton(self.tr("再抽一份…"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("作废的原因"))
        self.void_button = QPushButton(self.tr("作废"))
        self.check_button.clicked.connect(self.check)
        self.again_button.clicked.connect(self.again)
        self.void_button.clicked.connect(lambda: self.void.emit(self.reason.text()))
        self.reason.returnPressed.connect(self.void_button.click)
        self.reason.textChanged.connect(lambda text: self.void_button.setEnabled(bool(text.strip())))
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (self.figure, self.told, self.used, self.voided, self.method):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.check_button)
        row.addWidget(self.again_button)
        row.addStretch(1)
        column.addLayout(row)
        self.void_row = QWidget()
        row = QHBoxLayout(self.void_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        row.addWidget(self.void_button)
        column.addWidget(self.void_row)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def show_sampling(self, one: Sampling, survey: str = "") -> None:
        """Show how this list was drawn; `survey`: the title of the one that asks these people."""
        self._sampling = one
        self.used.set_text(self.tr("用于：{title}").format(title=survey))
        self.used.setVisible(bool(survey))
        self.figure.setText(f"{len(one.chosen)}/{one.population}")
        self.told.setText(
            self.tr("抽取 / 总体，{day} 在册；第 {n} 次抽取").format(day=one.at, n=one.conditions["draw"])
        )
        self.voided.setText(self.tr("已作废：{reason}").format(reason=one.void))
        self.voided.setVisible(bool(one.void))
        self.method.setText(one.note)
        self.void_row.setVisible(not one.void)
        self.reason.clear()
        self.void_button.setEnabled(False)
