"""抽取样本: from which register, whom, how many; the list is kept as it was drawn."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...desk import sampling
from ...desk.surveys import SurveyReport
from ...errors import DeskError
from ...store.sampling import Sampling
from .. import style
from ..context import Desk
from ..widgets.decision import decision

_STAFF = "staff"


class DrawDialog(QDialog):
    """Draws a sample; `drawn` is it once the dialog is accepted. `before`: as another one was drawn;
    `report`: the survey that may ask the people; `survey` is its id where the clerk said so."""

    def __init__(
        self,
        desk: Desk,
        before: Sampling | None = None,
        report: SurveyReport | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._desk = desk
        self.drawn: Sampling | None = None
        self.setWindowTitle(self.tr("随机抽样"))
        self.title = QLineEdit(before.title if before else "")
        self.title.setPlaceholderText(self.tr("如 2026 年知晓率调查抽样名单"))
        self.register = QComboBox()
        for book in sampling.pools(desk.ws):
            self.register.addItem(book.title, book.key)
        self.filter = QComboBox()
        today = desk.today()
        self.on = QDateEdit(QDate(today.year, today.month, today.day))
        self.on.setCalendarPopup(True)
        self.on.setDisplayFormat("yyyy-MM-dd")
        self.size_line = QLineEdit(str(before.conditions["size"]) if before else "30")
        self.size_line.setPlaceholderText(self.tr("30 或 10%"))
        self.stratified = QCheckBox(self.tr("按科室分层，名额按人数比例分配"))
        self.reserves = QSpinBox()
        self.reserves.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.reserves.setRange(0, 9999)
        self.seed = QLineEdit()
        self.seed.setPlaceholderText(self.tr("留空：自动产生，随名单留存"))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        for label, widget in (
            (self.tr("名单名称"), self.title),
            (self.tr("名册"), self.register),
            (self.tr("范围"), self.filter),
            (self.tr("以哪一天在册为准"), self.on),
            (self.tr("抽多少"), self.size_line),
            ("", self.stratified),
            (self.tr("备选"), self.reserves),
            (self.tr("种子"), self.seed),
        ):
            form.addRow(label, widget)
        self.use = QCheckBox()
        if report:
            self.use.setText(self.tr("用于“{title}”").format(title=report.text("title")))
            self.use.setChecked(report.random)
            if not before:
                self.title.setText(self.tr("{title}抽样名单").format(title=report.text("title")))
            form.addRow("", self.use)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.ok, buttons = decision(self, self.tr("抽取"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addLayout(buttons)
        place = self.register.findData(before.register if before else _STAFF)
        self.register.setCurrentIndex(max(0, place))
        self._other_register()
        if before:
            filters = before.conditions["filters"]
            self.filter.setCurrentIndex(max(0, self.filter.findData(filters[0] if filters else "")))
            self.stratified.setChecked(before.conditions["stratified"])
            self.reserves.setValue(before.conditions["reserves"])
        self.register.activated.connect(lambda _: self._other_register())
        self.filter.activated.connect(lambda _: self._tell())
        self.on.dateChanged.connect(lambda _: self._tell())
        self._tell()
        style.resize(self, style.scaled(540), self.sizeHint().height())

    def _other_register(self) -> None:
        self.filter.clear()
        self.filter.addItem(self.tr("全部"), "")
        key = self.register.currentData()
        book = next(one for one in sampling.pools(self._desk.ws) if one.key == key)
        for one in book.filters:
            self.filter.addItem(one.title, one.title)
        # Whoever has retired is not asked what the staff thinks.
        self.filter.setCurrentIndex(max(0, self.filter.findData(self.tr("在职"))))
        self._tell()

    def _day(self) -> date:
        day = self.on.date()
        return date(day.year(), day.month(), day.day())

    def _filters(self) -> list[str]:
        chosen = self.filter.currentData()
        return [chosen] if chosen else []

    def _tell(self) -> None:
        try:
            there = sampling.pool(
                self._desk.ws, self.register.currentData(), on=self._day(), filters=self._filters()
            )
        except DeskError as error:
            self._say(error.message, wrong=True)
            return
        many = len(there.members)
        self._say(self.tr("当天符合条件的有 {n} 个。名单抽出后一直留存，不能悄悄重抽。").format(n=many))
        self.ok.setEnabled(many > 0)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setProperty("role", "problem" if wrong else "small")
        style.restyle(self.told)

    @property
    def survey(self) -> str:
        """The survey whose people these are; "" none."""
        return self._report.record.id if self._report and self.use.isChecked() else ""

    def accept(self) -> None:
        """Draw; what cannot be is said here and the dialog stays."""
        try:
            self.drawn = sampling.draw(
                self._desk.ws,
                self.register.currentData(),
                self.size_line.text(),
                on=self._day(),
                filters=self._filters(),
                stratified=self.stratified.isChecked(),
                reserves=self.reserves.value(),
                title=self.title.text(),
                seed=self.seed.text(),
            )
        except DeskError as error:
            self._say(error.message, wrong=True)
            return
        super().accept()
