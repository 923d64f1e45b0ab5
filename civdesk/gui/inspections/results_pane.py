"""成绩: departments (or sites) by form or month, in their ranks."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk.rounds_results import BY_DEPARTMENT, BY_FORM, BY_MONTH, BY_SUBJECT, Table
from ...domain.periods import add_months, month_end
from ..widgets.empty import EmptyPlace
from ..widgets.flow import Flow
from ..widgets.plain_table import CalmTable, ShortTable


class ResultsPane(QWidget):
    """Signals:
    asked(): show another table (see `span`, `rows_by`, `columns_by`, `everything`).
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.when, self.by, self.across, self.scope = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        for box, name, entries in (
            (
                self.when,
                self.tr("时段"),
                (
                    (self.tr("本月"), "month"),
                    (self.tr("上月"), "last"),
                    (self.tr("本季度"), "quarter"),
                    (self.tr("今年"), "year"),
                ),
            ),
            (
                self.by,
                self.tr("按什么分行"),
                ((self.tr("按科室"), BY_DEPARTMENT), (self.tr("按检查对象"), BY_SUBJECT)),
            ),
            (
                self.across,
                self.tr("按什么分列"),
                ((self.tr("按检查表"), BY_FORM), (self.tr("按月份"), BY_MONTH)),
            ),
            (
                self.scope,
                self.tr("看哪些检查"),
                ((self.tr("这张检查表"), "one"), (self.tr("全部检查表"), "all")),
            ),
        ):
            box.setAccessibleName(name)
            for text, key in entries:
                box.addItem(text, key)
            box.activated.connect(lambda _: self.asked.emit())
        head = Flow()
        head.setContentsMargins(18, 8, 12, 0)
        for box in (self.when, self.scope, self.by, self.across):
            head.addWidget(box)
        self.table = CalmTable()
        self.rows = ShortTable((), self)
        self.table.setModel(self.rows)
        self.table.least = 4  # the points are cut before the names are left out
        self.nothing = EmptyPlace(icon_name="flag")
        self.places = QStackedWidget()
        self.places.addWidget(self.table)
        self.places.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.places, 1)

    def span(self, on: date) -> tuple[date, date]:
        """The days that are asked for."""
        key = str(self.when.currentData())
        if key == "year":
            return date(on.year, 1, 1), date(on.year, 12, 31)
        if key == "quarter":
            first = date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
            return first, add_months(first, 3) - timedelta(days=1)
        first = on.replace(day=1)
        if key == "last":
            first = add_months(first, -1)
        return first, month_end(first.year, first.month)

    @property
    def rows_by(self) -> str:
        return str(self.by.currentData())

    @property
    def columns_by(self) -> str:
        return str(self.across.currentData())

    @property
    def everything(self) -> bool:
        """Whether all forms are asked for, not only the current one."""
        return self.scope.currentData() == "all"

    def show_table(self, found: Table) -> None:
        """Show the points."""
        first = self.tr("科室") if self.rows_by == BY_DEPARTMENT else self.tr("检查对象")
        several = len(found.columns) > 1
        titles = [self.tr("名次"), first, self.tr("得分"), self.tr("不合格")]
        titles += [title for _, title in found.columns] if several else []
        self.rows = ShortTable([*titles, self.tr("说明")], self)
        self.table.setModel(self.rows)
        rows = []
        for place in found.places:
            row = [str(place.rank), place.name, place.points.percent_first, str(place.points.failed)]
            for key, _ in found.columns if several else ():
                points = found.cells.get((place.name, key))
                row.append(points.percent if points else "")
            rows.append([*row, place.why])
        self.rows.set_rows(rows)
        self.table.set_widths(2, 6, 0, 3, *([6] * (len(titles) - 4)), 12)
        self.places.setCurrentIndex(0 if rows else 1)
        self.nothing.show_text(
            self.tr("这段时间还没有成绩"), self.tr("检查完成以后，各科室的得分和名次出现在这里。")
        )

    def clear(self) -> None:
        """Show nothing until there is something."""
        self.rows.set_rows([])
        self.places.setCurrentIndex(0)
