"""The right side of a survey: the rate with its division, what is odd, and what it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...desk.surveys import SurveyReport
from ...domain import fields
from ...domain.ledgers import Ledger
from ...domain.surveys import Of, Rate, show_rate
from ...store.sampling import Sampling

_NUMBERS = ("issued", "returned", "population")
_NO_GRADE = ""


class SurveyFigures(QWidget):
    """Shows a survey's figures; what is typed is told at once.

    Signals:
        changed(field key, text): a figure or choice of the ledger.
        decided(question id): another question decides.
        listed(sampling id): whose answers these are, "" no list. open_list(id): that list itself.
        follow(): the ledger should say what the questions say.
        open_ledger(): the record itself.
    """

    changed = Signal(str, str)
    decided = Signal(str)
    listed = Signal(str)
    open_list = Signal(str)
    follow = Signal()
    open_ledger = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: SurveyReport | None = None
        self.figure = QLabel()
        self.figure.setProperty("role", "figure")
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.interval = QLabel()
        self.interval.setProperty("role", "small")
        self.odd = QLabel()
        self.odd.setProperty("role", "problem")
        for label in (self.told, self.interval, self.odd):
            label.setWordWrap(True)
        self.follow_button = QPushButton(self.tr("按题目更新台账"))
        self.follow_button.clicked.connect(self.follow)
        self.fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        titles = (self.tr("发放份数"), self.tr("收回份数"), self.tr("总体人数"))
        for key, title in zip(_NUMBERS, titles, strict=True):
            line = QLineEdit()
            line.setAccessibleName(title)
            line.editingFinished.connect(lambda key=key: self._typed(key))
            self.fields[key] = line
            form.addRow(title, line)
        self.of = QComboBox()
        self.of.setAccessibleName(self.tr("比率按"))
        for one in Of:
            self.of.addItem(one.value)
        self.of.activated.connect(lambda _: self.changed.emit("denominator", self.of.currentText()))
        form.addRow(self.tr("比率按"), self.of)
        self.decisive = QComboBox()
        self.decisive.setAccessibleName(self.tr("台账取自"))
        self.decisive.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.decisive.setMinimumContentsLength(6)
        self.decisive.activated.connect(lambda _: self.decided.emit(str(self.decisive.currentData())))
        form.addRow(self.tr("台账取自"), self.decisive)
        self.grade = QComboBox()
        self.grade.setAccessibleName(self.tr("评议等次"))
        self.grade.activated.connect(
            lambda _: self.changed.emit("grade", str(self.grade.currentData() or ""))
        )
        form.addRow(self.tr("评议等次"), self.grade)
        self.sampled = QComboBox()
        self.sampled.setAccessibleName(self.tr("抽样名单"))
        self.sampled.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sampled.setMinimumContentsLength(6)
        self.sampled.activated.connect(lambda _: self.listed.emit(str(self.sampled.currentData())))
        form.addRow(self.tr("抽样名单"), self.sampled)
        self.list_button = QPushButton(self.tr("打开抽样名单"))
        self.list_button.setProperty("role", "link")
        self.list_button.clicked.connect(lambda: self.open_list.emit(str(self.sampled.currentData())))
        self.note = QLabel()
        self.note.setProperty("role", "small")
        self.note.setWordWrap(True)
        self.open_button = QPushButton(self.tr("打开台账记录"))
        self.open_button.setProperty("role", "link")
        self.open_button.clicked.connect(self.open_ledger)
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for widget in (self.figure, self.told, self.interval, self.odd):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.follow_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.open_button)
        row.addWidget(self.list_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def show_report(self, report: SurveyReport, book: Ledger, drawn: Sequence[Sampling] = ()) -> None:
        """Show this survey; `drawn`: the lists of people that there are."""
        self._report = report
        self._show_rate(report)
        odd = [text for one in report.questions for text in one.faults]
        odd += list(report.differs)
        self.odd.setText("\n".join(odd))
        self.odd.setVisible(bool(odd))
        self.follow_button.setVisible(bool(report.differs))
        for key, line in self.fields.items():
            if not line.hasFocus() or not line.isModified():
                line.setText(fields.show(book.field(key), report.record.values.get(key)))
        self.of.setCurrentText(report.of.value)
        self.decisive.clear()
        for n, one in enumerate(report.questions, 1):
            self.decisive.addItem(f"{n}. {one.question.title}", one.question.id)
            if one.question.decisive:
                self.decisive.setCurrentIndex(n - 1)
        self.decisive.setEnabled(len(report.questions) > 1)
        self.grade.clear()
        self.grade.addItem(self.tr("（未评）"), _NO_GRADE)
        known = list(book.field("grade").choices)
        now = report.text("grade")
        for name in known if now in known or not now else [*known, now]:
            self.grade.addItem(name, name)
        self.grade.setCurrentIndex(max(0, self.grade.findData(now)))
        self._show_lists(report.record.id, drawn)
        left = [
            self.tr("第 {n} 题 {many} 份").format(n=n, many=one.unanswered)
            for n, one in enumerate(report.questions, 1)
            if one.unanswered
        ]
        self.note.setText(self.tr("未答：{list}").format(list="，".join(left)) if left else "")
        self.note.setVisible(bool(left))

    def _show_lists(self, survey: str, drawn: Sequence[Sampling]) -> None:
        self.sampled.clear()
        self.sampled.addItem(self.tr("（没有用名单）"), "")
        own = next((one.id for one in drawn if one.survey == survey), "")
        for one in drawn:
            if one.id == own or not (one.void or one.survey):
                state = self.tr("（已作废）") if one.void else f"（{len(one.chosen)}/{one.population}）"
                self.sampled.addItem(one.title + state, one.id)
        self.sampled.setCurrentIndex(max(0, self.sampled.findData(own)))
        self.sampled.setEnabled(self.sampled.count() > 1)
        self.list_button.setVisible(bool(own))

    def _show_rate(self, report: SurveyReport) -> None:
        top = report.decisive
        share = top.rate if top else None
        if share is None and top is None:
            made, bottom = report.number("positive"), report.number("sample")
            share = Rate(made, bottom, report.of) if made is not None and bottom and made <= bottom else None
        if share:
            self.figure.setText(show_rate(share.value))
            kind = report.text("kind") or self.tr("比率")
            said = self.tr("{kind}：{top}/{bottom}").format(
                kind=kind, top=share.numerator, bottom=share.denominator
            )
            if top:
                said = self.tr("{said}（按{of}）").format(said=said, of=share.of.value)
            self.told.setText(said)
        else:
            self.figure.setText("—")
            self.told.setText(top.reason if top else self.tr("加上题目、填好份数，比率就出来了。"))
        found = top.interval if top else None
        if found:
            self.interval.setText(found.text)
        elif share and report.random and top and top.faults:
            self.interval.setText("")
        elif share and report.random:
            self.interval.setText(self.tr("总体每个人都答了，没有抽样误差。"))
        else:
            self.interval.setText(self.tr("不是随机抽样，不推算误差。") if share else "")
        self.interval.setVisible(bool(self.interval.text()))

    def _typed(self, key: str) -> None:
        line = self.fields[key]
        if line.isModified():
            line.setModified(False)
            self.changed.emit(key, line.text())
