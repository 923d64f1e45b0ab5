"""The statistics of problems: found, closed, closed in time, overdue, by whatever one asks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...desk import problems_counts
from ...domain.filters import PERIODS, days_of
from ...domain.problem_counts import By, Counts
from .. import handing_out, printing, style
from ..context import Desk
from ..widgets.plain_table import CalmTable, ShortTable


class _Figures(ShortTable):
    """Names at the left, figures at the right."""

    def set_titles(self, titles: Sequence[str]) -> None:
        """What stands over the columns."""
        self._titles = list(titles)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == int(Qt.ItemDataRole.FontRole) and index.row() == self.rowCount() - 1:
            return style.font(bold=True)  # the total
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)


class Statistics(QWidget):
    """The table, what it is by and of which time; exported and printed from here.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.found: Counts | None = None
        self.shown: QWidget | None = None
        self.by = QComboBox()
        self.by.setAccessibleName(self.tr("按什么统计"))
        for one in By:
            self.by.addItem(self.tr("按{what}").format(what=one.label), one)
        self.period = QComboBox()
        self.period.setAccessibleName(self.tr("什么时候发现的"))
        for word, title in {"": self.tr("全部时间"), **PERIODS}.items():
            self.period.addItem(title, word)
        self.period.setCurrentIndex(max(self.period.findData("year"), 0))
        self.excel_button = QPushButton(self.tr("导出 Excel…"))
        self.print_button = QPushButton(self.tr("打印…"))
        self.told = QLabel()
        self.told.setProperty("role", "small")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = QPushButton(self.tr("复制这段话"))
        self.copy_button.setToolTip(self.tr("粘贴到汇报、总结里"))
        self.copy_button.clicked.connect(self._copy)
        self.rows = _Figures(problems_counts.HEADS, self)
        self.table = CalmTable()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("问题整改统计"))
        self.table.set_widths(0, 3, 3, 3, 3, 8, 4, 4)
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.by, self.period):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self.copy_button, self.excel_button, self.print_button):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        for combo in (self.by, self.period):
            combo.currentIndexChanged.connect(lambda _: self.load())
        self.excel_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)

    def load(self) -> None:
        """Count anew."""
        today = self._desk.today()
        start, end = days_of(str(self.period.currentData() or ""), today)
        by = By(self.by.currentData())
        self._desk.runner.run(
            lambda _monitor: problems_counts.counts(self._desk.ws, by, start=start, end=end, on=today),
            on_done=self.show_counts,
            quiet=True,
            key="problem-statistics",
        )

    def show_counts(self, found: Counts) -> None:
        """Show these."""
        self.found = found
        self.told.setText(problems_counts.sentence(found))
        self.rows.set_titles(problems_counts.titles(found))
        self.rows.set_rows([problems_counts.shown(line) for line in (*found.lines, found.total)])

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.told.text())
        self.said.emit(self.tr("已复制，可以粘贴到汇报里。"), None)

    def _save(self) -> None:
        target = handing_out.ask_target(self, self.tr("问题整改统计"), ("xlsx",))
        if target:
            self.save(target)

    def save(self, target: Path) -> None:
        """Write the table there."""
        found = self.found
        if found is None:  # still counting
            return
        self._desk.runner.run(
            lambda _monitor: problems_counts.write(self._desk.ws, found, target),
            on_done=lambda _: self.said.emit(self.tr("已写出统计：{path}").format(path=target), None),
            title=self.tr("正在写出统计"),
        )

    def _print(self) -> None:
        if self.found is None:
            return
        html = problems_counts.page(self._desk.ws, self.found)
        self.shown = printing.preview(self, html, self.tr("问题整改统计"))
