"""One round in the middle: who looks, how far it is, the grid, and for a 周报 or 月报 what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...desk.picking import Pick
from ...desk.rounds_reports import Report
from ...domain.fields import Field, Kind
from ...domain.forms import Form
from ...domain.rounds import BAD, Round, open_answers, points
from ...domain.text import split_names
from .. import style
from ..icons import icon
from ..ledgers.editors import PickEditor
from ..widgets.elided import ElidedLabel
from .grid import RoundGrid
from .report_pane import ReportPane


class RoundPane(QWidget):
    """Signals:
    inspectors_changed(object): names.
    wants(str): fill, close, reopen, delete, notice, circulate, print, xlsx, problems, add_subject,
        remove_subject.
    """

    inspectors_changed = Signal(object)
    wants = Signal(str)

    def __init__(self, picks: Callable[[], Sequence[Pick]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.round: Round | None = None
        self.title = ElidedLabel()
        self.title.setProperty("role", "large")
        self.told = ElidedLabel()
        self.told.setProperty("role", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.people = PickEditor(
            Field("inspectors", self.tr("检查人"), Kind.PEOPLE),
            picks,
            self.tr("检查人，可填多个，用顿号分开"),
        )
        self.people.line.setAccessibleName(self.tr("检查人"))
        self.people.left.connect(self._people_left)
        self.fill_button = QPushButton(self.tr("其余都合格"))
        self.close_button = QPushButton(self.tr("完成检查"))
        self.close_button.setProperty("role", "primary")
        self.reopen_button = QPushButton(self.tr("重新填写"))
        self.more_button = QPushButton(icon("menu", "soft"), "")
        self.more_button.setProperty("role", "quiet")
        self.more_button.setToolTip(self.tr("更多"))
        self.more_button.setAccessibleName(self.tr("更多"))
        for button, what in (
            (self.fill_button, "fill"),
            (self.close_button, "close"),
            (self.reopen_button, "reopen"),
        ):
            button.clicked.connect(lambda _=False, what=what: self.wants.emit(what))
        self.more_button.setMenu(self._menu())
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.title, 1)
        first.addWidget(self.fill_button)
        first.addWidget(self.close_button)
        first.addWidget(self.reopen_button)
        first.addWidget(self.more_button)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.told, 3)
        second.addWidget(self.people, 2)
        self.grid = RoundGrid()
        self.report = ReportPane()
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(8)
        self.split.addWidget(self.grid)
        self.below = QScrollArea()
        self.below.setWidgetResizable(True)
        self.below.setFrameShape(QFrame.Shape.NoFrame)
        self.report.setObjectName("scrolled")
        self.below.setWidget(self.report)
        self.split.addWidget(self.below)
        self.hint = QLabel(
            self.tr(
                "1 合格　0 不合格　- 无此项　数字打分　F2 说明　F8 转为问题　"
                "Ctrl+Shift+G 这一列其余都合格　Ctrl+G 全部　Ctrl+Enter 完成"
            )
        )
        self.hint.setProperty("role", "faint")
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(18, 8, 12, 0)
        head.setSpacing(8)
        head.addLayout(first)
        head.addLayout(second)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.split, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 18, 10)
        foot.addWidget(self.hint)
        column.addLayout(foot)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for what, text in (
            ("problems", self.tr("把不合格的都转为问题")),
            ("add_subject", self.tr("增加检查对象…")),
            ("remove_subject", self.tr("这一轮不查选中的对象")),
            ("notice", self.tr("打印通报…")),
            ("circulate", self.tr("记为已通报")),
            ("print", self.tr("打印这张表…")),
            ("xlsx", self.tr("另存为 Excel…")),
            ("delete", self.tr("删除这一轮")),
        ):
            if what == "delete":
                menu.addSeparator()
            menu.addAction(text, lambda what=what: self.wants.emit(what))
        return menu

    def show_round(self, form: Form, one: Round, report: Report | None, on: date) -> None:
        """Show a round, and what it comes to where it sums others up."""
        self.round = one
        day = one.starts.isoformat()
        if one.ends != one.starts:
            day = self.tr("{first} 至 {last}").format(first=day, last=one.ends.isoformat())
        self.title.setText("　".join(filter(None, (day, one.time, one.variant, one.department))))
        waiting = len(open_answers(form, one))
        bad = sum(answer.result == BAD for answer in one.answers)
        made = sum(answer.result == BAD and bool(answer.problem) for answer in one.answers)
        total = len(one.answers)
        parts = [self.tr("已完成") if one.closed else self.tr("还有 {n} 项").format(n=waiting)]
        if not one.closed and one.ends < on:
            parts.insert(0, self.tr("不是今天的"))
        if bad:
            parts.append(self.tr("不合格 {n} 项，转为问题 {m} 个").format(n=bad, m=made))
        if one.circulated_on:
            parts.append(self.tr("已通报{whom}").format(whom=one.circulated_to))
        if got := points(form, one.answers).told:
            parts.append(got)
        self.told.setText("　".join(parts) if total else parts[0] if one.closed else "")
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(total - waiting if total else 1)
        self.bar.setVisible(bool(total))
        if not self.people.line.hasFocus():
            self.people.set_text("、".join(one.inspectors))
        self.people.setEnabled(not one.closed)
        self.people.setVisible(bool(total))
        self.fill_button.setVisible(bool(total) and not one.closed)
        self.fill_button.setEnabled(bool(waiting))
        self.close_button.setVisible(not one.closed)
        self.reopen_button.setVisible(one.closed)
        self.hint.setVisible(bool(total) and not one.closed)
        self.grid.setVisible(bool(total))
        self.grid.rows.show_round(form, one)
        self.below.setVisible(report is not None)
        if report is not None:
            self.report.show_report(report, on)

    def _people_left(self) -> None:
        names = split_names(self.people.text())
        if self.round and not self.round.closed and tuple(names) != self.round.inspectors:
            self.inspectors_changed.emit(names)

    def fit(self) -> None:
        """After the text size changed."""
        self.bar.setFixedHeight(style.scaled(4))
