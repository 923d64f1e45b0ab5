"""周报 and 月报 in the window: figures, departments in their ranks, the summary to write on, up and down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...desk.rounds_reports import Report
from .. import style
from ..widgets.plain_table import CalmTable, ShortTable


class _Summary(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ReportPane(QWidget):
    """Signals:
    summarised(str): the summary was changed.
    wants_draft(): write the figures as a paragraph into the summary.
    wants_export(str): xlsx, print, or notice (通报).
    reported(str): it was reported upwards, to whom.
    circulated(str): it was made known below, to whom.
    """

    summarised = Signal(str)
    wants_draft = Signal()
    wants_export = Signal(str)
    reported = Signal(str)
    circulated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        self.missing = QLabel()
        self.missing.setWordWrap(True)
        self.missing.setProperty("role", "warning")
        self.table = CalmTable()
        self.rows = ShortTable(
            (self.tr("名次"), self.tr("科室"), self.tr("得分"), self.tr("不合格"), self.tr("说明")), self
        )
        self.table.setModel(self.rows)
        self.table.least = 4  # the points are cut before the names are left out
        self.table.set_widths(2, 6, 0, 3, 12)
        self.items = QLabel()
        self.items.setWordWrap(True)
        self.items.setProperty("role", "soft")
        name = QLabel(self.tr("小结"))
        name.setProperty("role", "large")
        self.draft_button = QPushButton(self.tr("按数字起草"))
        self.excel_button = QPushButton(self.tr("另存为 Excel…"))
        self.print_button = QPushButton(self.tr("打印…"))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(name)
        head.addStretch(1)
        for button in (self.draft_button, self.excel_button, self.print_button):
            button.setProperty("role", "quiet")
            head.addWidget(button)
        self.draft_button.clicked.connect(self.wants_draft)
        self.excel_button.clicked.connect(lambda: self.wants_export.emit("xlsx"))
        self.print_button.clicked.connect(lambda: self.wants_export.emit("print"))
        self.summary = _Summary()
        self.summary.setTabChangesFocus(True)
        self.summary.setAccessibleName(self.tr("小结"))
        self.summary.setPlaceholderText(self.tr("这一周（月）的检查情况，报上级、通报科室都用这一段。"))
        self.summary.left.connect(self._tell)
        self.to = QLineEdit()
        self.to.setPlaceholderText(self.tr("报给谁，如 市文明办"))
        self.to.setAccessibleName(self.tr("报给谁"))
        self.below = QLineEdit()
        self.below.setPlaceholderText(self.tr("通报给谁，如 各股室"))
        self.below.setAccessibleName(self.tr("通报给谁"))
        self.report_button = QPushButton(self.tr("记为已上报"))
        self.circulate_button = QPushButton(self.tr("记为已通报"))
        self.report_button.clicked.connect(lambda: self.reported.emit(self.to.text()))
        self.circulate_button.clicked.connect(lambda: self.circulated.emit(self.below.text()))
        self.notice_button = QPushButton(self.tr("打印通报…"))
        self.notice_button.setProperty("role", "quiet")
        self.notice_button.clicked.connect(lambda: self.wants_export.emit("notice"))
        foot = QGridLayout()
        foot.setSpacing(8)
        foot.addWidget(self.to, 0, 0)
        foot.addWidget(self.report_button, 0, 1)
        foot.addWidget(self.below, 1, 0)
        foot.addWidget(self.circulate_button, 1, 1)
        foot.addWidget(self.notice_button, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 4, 18, 8)
        column.setSpacing(6)
        column.addWidget(self.figures)
        column.addWidget(self.missing)
        column.addWidget(self.table, 3)
        column.addWidget(self.items)
        column.addLayout(head)
        column.addWidget(self.summary, 2)
        column.addLayout(foot)

    def show_report(self, found: Report, on: date) -> None:
        """Show what a week or month comes to."""
        told = []
        for source in found.sources:
            text = self.tr("{form}：应查 {asked}，已查 {done}").format(
                form=source.form.title, asked=source.asked, done=source.done
            )
            told.append(text)
        if found.points.told:
            told.append(self.tr("合计 {points}").format(points=found.points.told))
        told.append(
            self.tr("问题 {found} 个，已整改 {mended} 个，逾期 {overdue} 个").format(
                found=found.found, mended=found.mended, overdue=found.overdue
            )
        )
        self.figures.setText("　　".join(told))
        missing = [
            self.tr("{form}未查：{days}").format(form=source.form.title, days="、".join(source.missing))
            for source in found.sources
            if source.missing
        ]
        self.missing.setText("\n".join(missing))
        self.missing.setVisible(bool(missing))
        self.rows.set_rows(
            [
                (str(one.rank), one.name, one.points.percent_first, str(one.points.failed), one.why)
                for one in found.departments
            ]
        )
        self.table.set_widths(2, 6, 0, 3, 12)
        rows = min(len(found.departments), 6) + 1.3
        self.table.setMinimumHeight(round(rows * self.table.verticalHeader().defaultSectionSize()))
        self.table.setVisible(bool(found.departments))
        worst = "、".join(self.tr("{title} {n} 次").format(title=t, n=n) for t, n, _ in found.items[:6])
        self.items.setText(self.tr("不合格较多：{items}").format(items=worst) if worst else "")
        self.items.setVisible(bool(worst))
        one = found.round
        if not self.summary.hasFocus() or self.summary.toPlainText() == self._text:
            self._text = one.summary
            if self.summary.toPlainText() != one.summary:
                self.summary.setPlainText(one.summary)
                self.summary.moveCursor(QTextCursor.MoveOperation.Start)
        self.summary.setReadOnly(one.closed)
        self.draft_button.setEnabled(not one.closed)
        done, undone = self.tr("已上报 {day}"), self.tr("记为已上报")
        _passed(self.to, self.report_button, one.closed, one.reported_on, one.reported_to, done, undone)
        done, undone = self.tr("已通报 {day}"), self.tr("记为已通报")
        _passed(
            self.below, self.circulate_button, one.closed, one.circulated_on, one.circulated_to, done, undone
        )
        self.notice_button.setEnabled(one.closed)
        self.summary.setMinimumHeight(style.scaled(70))

    def _tell(self) -> None:
        text = self.summary.toPlainText().strip()
        if text != self._text and not self.summary.isReadOnly():
            self._text = text
            self.summarised.emit(text)


def _passed(
    line: QLineEdit, button: QPushButton, closed: bool, day: date | None, to: str, done: str, undone: str
) -> None:
    """A line and a button that say to whom a round went and when, or wait for it."""
    line.setEnabled(closed)
    button.setEnabled(closed)
    if not line.hasFocus():
        line.setText(to)
    button.setText(done.format(day=day.isoformat()) if day else undone)
