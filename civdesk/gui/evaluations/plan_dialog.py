"""新建评比, and its settings: scheme, candidates, judges, criteria, prizes with their quotas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import evaluations, works
from ...desk.evaluations import Report
from ...domain.evaluations import Adding, By, Criterion, Plan, Prize, show_points
from ...domain.text import normal
from ...errors import DeskError, WrongUse
from .. import style
from ..context import Desk
from ..widgets.decision import decision
from .candidates import CandidatesField
from .judges import JudgesField

_LINES = 6


class PlanDialog(QDialog):
    """Makes an evaluation, or changes the one of `report`; `id` and `operation` once it is accepted."""

    def __init__(self, desk: Desk, report: Report | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._report = desk, report
        self._schemes = evaluations.schemes()
        self._plan = report.evaluation.plan if report else self._schemes[0].plan
        self.id, self.operation = (report.evaluation.id if report else ""), None
        self.setWindowTitle(self.tr("评比设置") if report else self.tr("新建评比"))
        tabs = QTabWidget()
        tabs.addTab(self._first(), self.tr("基本情况"))
        there = report.candidates if report else ()
        self.people = CandidatesField(desk, lambda: (_date(self.starts), _date(self.ends)), there)
        self.people.wrong.connect(self._say)
        tabs.addTab(self.people, self.tr("参评对象"))
        tabs.addTab(self._criteria(), self.tr("评分项和评委"))
        tabs.addTab(self._prizes(), self.tr("奖项和名额"))
        self.tabs = tabs
        self.wrong = QLabel()
        self.wrong.setProperty("role", "problem")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.ok, buttons = decision(self, self.tr("确定") if report else self.tr("新建"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addWidget(tabs, 1)
        column.addWidget(self.wrong)
        column.addLayout(buttons)
        self._show_plan(self._plan)
        if report is None:
            self._take_scheme(0)
        style.resize(self, style.scaled(640), style.scaled(560))

    # --- building ------------------------------------------------------------------------------------

    def _first(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(12, 16, 12, 12)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        one = self._report.evaluation if self._report else None
        self.scheme = QComboBox()
        for each in self._schemes:
            self.scheme.addItem(each.title, each.key)
        self.scheme.activated.connect(self._take_scheme)
        self.help = QLabel()
        self.help.setProperty("role", "small")
        self.help.setWordWrap(True)
        self.title = QLineEdit(one.title if one else "")
        self.title.setPlaceholderText(self.tr("如 2026 年文明科室评定"))
        self.kind = self._offered("kind", self.tr("评选类别"))
        self.subject = self._offered("subject_kind", self.tr("评选对象"))
        self.department = self._offered("department", self.tr("组织科室"))
        self.department.setEditText(one.department if one else "")
        self.starts = self._day(date.fromisoformat(one.starts) if one else self._desk.today())
        self.ends = self._day(date.fromisoformat(one.ends) if one else self._desk.today())
        self.apart = QCheckBox(self.tr("每个奖项各记一条台账（如 红旗、标兵、黄牌）"))
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(self.starts)
        days.addWidget(QLabel(self.tr("至")))
        days.addWidget(self.ends)
        days.addStretch(1)
        if not self._report:
            form.addRow(self.tr("评比办法"), self.scheme)
            form.addRow("", self.help)
        form.addRow(self.tr("名称"), self.title)
        form.addRow(self.tr("评比时间"), days)
        form.addRow(self.tr("组织科室"), self.department)
        form.addRow(self.tr("评选类别"), self.kind)
        form.addRow(self.tr("评选对象"), self.subject)
        form.addRow("", self.apart)
        return page

    def _offered(self, field: str, name: str) -> QComboBox:
        """A box with what the ledger offers; anything else may be typed."""
        box = QComboBox()
        box.setEditable(True)
        box.setAccessibleName(name)
        box.addItems(evaluations.offered(self._desk.ws, field, self._desk.today()))
        box.setEditText("")
        return box

    def _day(self, day: date) -> QDateEdit:
        edit = QDateEdit(QDate(day.year, day.month, day.day))
        edit.setCalendarPopup(True)
        edit.setDisplayFormat("yyyy-MM-dd")
        return edit

    def _criteria(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(8)
        self.criteria = self._table((self.tr("评分项"), self.tr("满分"), self.tr("权重%")))
        self.criteria.setAccessibleName(self.tr("评分项"))
        hint = QLabel(self.tr("不写评分项，评委就只打总分；满分、权重不填就不限制、不加权。"))
        hint.setProperty("role", "small")
        hint.setWordWrap(True)
        known = self._report.evaluation.plan.judges if self._report else ()
        given = {judge for _, judge, _ in self._report.scores} if self._report else set()
        self.judges = JudgesField(known, [one for one in known if one in given])
        self.adding = QComboBox()
        for one in Adding:
            self.adding.addItem(one.value, one)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow(self.tr("评委"), self.judges)
        form.addRow(self.tr("合分办法"), self.adding)
        column.addWidget(self.criteria, 1)
        column.addWidget(hint)
        column.addLayout(form)
        return page

    def _prizes(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(8)
        self.prizes = self._table((self.tr("奖项"), self.tr("至少"), self.tr("至多"), self.tr("怎样评出")))
        self.prizes.setAccessibleName(self.tr("奖项"))
        self.prizes.setColumnWidth(
            3, QFontMetrics(style.font()).horizontalAdvance(By.CHOICE.value) + style.scaled(64)
        )
        hint = QLabel(self.tr("“至多”是名额，超出时不让评；不填就是不限。按名次评的，从上到下依次评出。"))
        hint.setProperty("role", "small")
        hint.setWordWrap(True)
        self.prizes.itemChanged.connect(self._offer_way)
        column.addWidget(self.prizes, 1)
        column.addWidget(hint)
        return page

    def _table(self, heads: tuple[str, ...]) -> QTableWidget:
        table = QTableWidget(_LINES, len(heads))
        table.setHorizontalHeaderLabels(list(heads))
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        metrics = QFontMetrics(style.font())
        table.verticalHeader().setDefaultSectionSize(metrics.height() + style.scaled(16))
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(heads)):
            table.setColumnWidth(column, metrics.horizontalAdvance("权重权重") + style.scaled(20))
        return table

    # --- the plan ------------------------------------------------------------------------------------

    def _take_scheme(self, place: int) -> None:
        one = self._schemes[place]
        self.help.setText(one.help)
        self._show_plan(replace(one.plan, judges=self.judges.judges() or one.plan.judges))

    def _show_plan(self, plan: Plan) -> None:
        self.kind.setEditText(plan.kind)
        self.subject.setEditText(plan.subject)
        self.apart.setChecked(plan.apart)
        self.cycle = plan.cycle
        if plan.subject in works.SUBJECTS:
            self.people.choose(works.LEDGER)
        self.judges.set_judges(plan.judges)
        self.adding.setCurrentIndex(self.adding.findData(plan.adding))
        rows = [
            (one.title, _points(one.most), "" if one.weight is None else str(one.weight))
            for one in plan.criteria
        ]
        self._fill(self.criteria, rows)
        self._fill(
            self.prizes,
            [
                (one.title, str(one.at_least or ""), "" if one.at_most is None else str(one.at_most))
                for one in plan.prizes
            ],
        )
        for row in range(self.prizes.rowCount()):
            self._offer_way(self.prizes.item(row, 0))
            if row < len(plan.prizes):
                box = self.prizes.cellWidget(row, 3)
                box.setCurrentIndex(box.findData(plan.prizes[row].by))

    def _fill(self, table: QTableWidget, rows: list[tuple[str, ...]]) -> None:
        table.setRowCount(max(_LINES, len(rows) + 3))
        for row in range(table.rowCount()):
            texts = rows[row] if row < len(rows) else ("", "", "")
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column == 0:
                    item.setData(Qt.ItemDataRole.UserRole, text)  # what it was called before
                table.setItem(row, column, item)

    def _offer_way(self, item: QTableWidgetItem) -> None:
        """A prize with a name is asked how it is found."""
        if item.column():
            return
        if not item.text().strip():
            self.prizes.removeCellWidget(item.row(), 3)
        elif self.prizes.cellWidget(item.row(), 3) is None:
            box = QComboBox()
            for by in By:
                box.addItem(by.value, by)
            self.prizes.setCellWidget(item.row(), 3, box)

    def plan(self) -> Plan:
        """The plan as it stands in the dialog; raises WrongUse for what is no number."""
        criteria = []
        for row in range(self.criteria.rowCount()):
            title, most, weight = (self.criteria.item(row, n).text().strip() for n in range(3))
            if title:
                criteria.append(Criterion(title, evaluations.read_points(most), _whole(weight)))
        known = {normal(one.title): one for one in self._plan.criteria}
        criteria = [
            replace(one, text=known[normal(one.title)].text) if normal(one.title) in known else one
            for one in criteria
        ]
        prizes = []
        for row in range(self.prizes.rowCount()):
            title, least, most = (self.prizes.item(row, n).text().strip() for n in range(3))
            if title:
                by = self.prizes.cellWidget(row, 3).currentData()
                prizes.append(Prize(title, _whole(most), _whole(least) or 0, By(by)))
        return replace(
            self._plan,
            criteria=tuple(criteria),
            judges=self.judges.judges(),
            prizes=tuple(prizes),
            adding=Adding(self.adding.currentData()),
            kind=self.kind.currentText().strip(),
            subject=self.subject.currentText().strip(),
            cycle=self.cycle,
            apart=self.apart.isChecked(),
        )

    def _renamed(self) -> dict[tuple[str, str], str]:
        """Criteria and judges that are called otherwise than before: their scores go along."""
        found = self.judges.renamed()
        for row in range(self.criteria.rowCount()):
            item = self.criteria.item(row, 0)
            before = item.data(Qt.ItemDataRole.UserRole)
            if before and item.text().strip() and item.text().strip() != before:
                found["criterion", before] = item.text().strip()
        return found

    # --- done ----------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Save it; what does not hold is said here and the dialog stays."""
        try:
            plan, people = self.plan(), self.people.candidates()
            if self._report:
                self.operation = evaluations.change(
                    self._desk.ws,
                    self.id,
                    title=self.title.text(),
                    plan=plan,
                    candidates=people,
                    starts=_date(self.starts),
                    ends=_date(self.ends),
                    department=self.department.currentText().strip(),
                    renamed=self._renamed(),
                )
            else:
                self.id, self.operation = evaluations.new(
                    self._desk.ws,
                    self.title.text(),
                    plan,
                    [(one.name, one.department) for one in people],
                    starts=_date(self.starts),
                    ends=_date(self.ends),
                    department=self.department.currentText().strip(),
                )
        except DeskError as error:
            self._say(error.message)
            return
        super().accept()

    def _say(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.show()


def _points(most: int | None) -> str:
    return "" if most is None else show_points(Fraction(most))


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise WrongUse(f"“{text}”不是整数。")
    return int(text)


def _date(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
