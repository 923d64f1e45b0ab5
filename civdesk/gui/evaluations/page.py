"""测评 · 评比: evaluations at the left, scores or standings in the middle, prizes and proofs at the right."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ...desk import evaluations, publishing, score_rounds, score_sheets
from ...desk.evaluations import Report
from ...errors import DeskError
from ...store.workspace import Changed
from .. import handing_out
from ..context import Desk
from ..page import Page
from ..undoing import undo_action
from ..widgets.choices import Choice, ChoiceList, Heading
from ..widgets.empty import EmptyPlace
from ..widgets.plain_table import CalmTable
from ..widgets.three_parts import ThreeParts, hairline, sheet
from ..widgets.widening import keep_usable, widened
from .award_dialog import AwardDialog
from .plan_dialog import PlanDialog
from .result import ResultPanel
from .scores import ScoresGrid, StandingsModel

_TABLES = frozenset({"evaluation", "candidate", "score", "proof", "ledger_selection", "ledger_honour"})
_SCORES, _STANDINGS = range(2)
_NOBODY, _NOTHING = 2, 3


class EvaluationsPage(Page):
    """Three parts: the evaluations, one of them, what comes out."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.report: Report | None = None
        self.dialog: QWidget | None = None
        self.list = ChoiceList(self.tr("评比"))
        self.new_button = QPushButton(self.tr("新建评比"))
        self.new_button.setProperty("role", "primary")
        self.title = QLabel()
        self.title.setProperty("role", "large")
        self.title.setWordWrap(True)
        self.under = QLabel()
        self.under.setProperty("role", "soft")
        self.under.setWordWrap(True)
        self.views = QTabBar()
        self.views.setObjectName("parts")
        self.views.setDrawBase(False)
        self.views.setExpanding(False)
        self.views.addTab(self.tr("评分"))
        self.views.addTab(self.tr("名次和结果"))
        self.views.setUsesScrollButtons(False)
        self.views.setAccessibleName(self.tr("评分或结果"))
        self.judge = QComboBox()
        self.judge.setAccessibleName(self.tr("评委"))
        self.judge.setToolTip(self.tr("上一位、下一位评委：Ctrl+PgUp、Ctrl+PgDn"))
        self.settings_button = QPushButton(self.tr("设置…"))
        self.sheets_button = QPushButton(self.tr("评分表"))
        self.result_button = QPushButton(self.tr("公示"))
        for button in (self.settings_button, self.sheets_button, self.result_button):
            button.setProperty("role", "quiet")
        self.grid = ScoresGrid()
        self.standings = StandingsModel(self)
        self.table = CalmTable()
        self.table.setModel(self.standings)
        self.table.setAccessibleName(self.tr("名次和结果"))
        self.nobody = EmptyPlace(icon_name="people")
        self.nothing = EmptyPlace(icon_name="flag")
        self.panel = ResultPanel()
        self._build()
        self._connect()

    def _build(self) -> None:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(12, 12, 12, 8)
        row.addWidget(self.new_button, 1)
        left = sheet(buttons, self.list, margins=(0, 0, 0, 8))
        self.head = QWidget()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(14, 14, 12, 8)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.title, 1)
        for button in (self.settings_button, self.sheets_button, self.result_button):
            top.addWidget(button)
        column.addLayout(top)
        column.addWidget(self.under)
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 6, 0, 0)
        tools.setSpacing(6)
        tools.addWidget(self.views)
        tools.addWidget(self.judge)
        tools.addStretch(1)
        column.addLayout(tools)
        self.places = QStackedWidget()
        for widget in (self.grid, self.table, self.nobody, self.nothing):
            self.places.addWidget(widget)
        self.head_line = hairline()
        middle = sheet(self.head, self.head_line, self.places, margins=(0, 0, 0, 8))
        middle.layout().setStretchFactor(self.places, 1)
        self.sides = QStackedWidget()
        self.sides.addWidget(self.panel)
        self.no_result = EmptyPlace(icon_name="check")
        self.no_result.show_text(
            self.tr("结果在这里"), self.tr("奖项和名额、并列怎么定、还缺什么佐证，选一次评比就看得到。")
        )
        self.sides.addWidget(self.no_result)
        self.parts = ThreeParts(
            self.desk.settings,
            "evaluations",
            [left, middle, sheet(self.sides)],
            (widened(272), 660, widened(372)),
        )
        keep_usable(self.parts, 220, 400, 280)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.parts)
        menu = QMenu(self)
        menu.addAction(self.tr("给每位评委做评分表…"), self._ask_folder)
        menu.addAction(self.tr("预览这位评委的评分表…"), self.preview_sheet)
        menu.addAction(self.tr("读入填好的评分表…"), self._ask_filled)
        menu.addSeparator()
        menu.addAction(self.tr("取评比期间的检查得分"), self.take_rounds)
        self.sheets_button.setMenu(menu)
        menu = QMenu(self)
        menu.addAction(self.tr("预览和打印…"), self.preview_result)
        menu.addAction(self.tr("另存为 Excel 或 PDF…"), self.save_result)
        self.result_button.setMenu(menu)

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _: self._show())
        self.new_button.clicked.connect(self.add)
        self.views.currentChanged.connect(lambda _: self._show_view())
        self.judge.activated.connect(lambda _: self._show_view())
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._next_judge(step))
        self.settings_button.clicked.connect(self.edit)
        self.grid.scores.scored.connect(self._scored)
        self.table.opened.connect(self.award)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._list_menu)
        self.panel.publish.connect(self._publish)
        self.panel.reopen.connect(self._reopen)
        self.panel.open_record.connect(lambda id: self.open_record.emit(publishing.SELECTION, id))

    # --- what the main window asks -------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is not None and not _TABLES & changed.tables:
            return
        found = evaluations.all_evaluations(self.desk.ws)
        rows: list[Choice | Heading] = []
        for title, closed in ((self.tr("评比中"), False), (self.tr("已公布"), True)):
            part = [one for one in found if one.closed is closed]
            if part:
                rows.append(Heading(title))
                rows += [Choice(one.id, one.title, state="closed" if closed else "open") for one in part]
        self.list.set_rows(rows)
        self._show()

    def go(self, *where: object) -> None:
        """Go to an evaluation (its id)."""
        self.list.choose(str(where[-1]))

    def add(self) -> None:
        """Ctrl+N: a new evaluation."""
        made = PlanDialog(self.desk, None, self.window())
        made.accepted.connect(lambda: self._added(made))
        self._open(made)

    def edit(self) -> None:
        """The settings of the evaluation."""
        if self.report is None:
            return
        made = PlanDialog(self.desk, self.report, self.window())
        made.accepted.connect(lambda: self._done(self.tr("已修改评比"), made.operation))
        self._open(made)

    def leave(self) -> None:
        self.parts.keep()

    def _open(self, dialog: QWidget) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _added(self, made: PlanDialog) -> None:
        self.refresh(None)
        self.list.choose(made.id)
        self._done(self.tr("已新建评比"), made.operation)

    # --- showing -------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.report = None
        if self.list.key:
            with contextlib.suppress(DeskError):  # taken back a moment ago: the list follows
                self.report = evaluations.report(self.desk.ws, self.list.key)
        there = self.report is not None
        for widget in (self.head, self.head_line):
            widget.setVisible(there)
        if self.report is None:
            self.grid.scores.show_report(None, "")
            self.standings.show_report(None)
            self.places.setCurrentIndex(_NOTHING)
            self.sides.setCurrentIndex(1)
            self.nothing.show_text(
                self.tr("还没有评比"),
                self.tr("选一套办法，填上参评对象和评委，打完分就能评出结果、记入台账。"),
                (self.tr("新建评比"), self.add),
            )
            return
        one = self.report.evaluation
        self.title.setText(one.title)
        told = [self.tr("{a} 至 {b}").format(a=one.starts, b=one.ends), one.department]
        told.append(self.tr("{n} 个参评").format(n=len(self.report.candidates)))
        if one.plan.judges:
            told.append(self.tr("{n} 名评委").format(n=len(one.plan.judges)))
        self.under.setText("　".join(filter(None, told)))
        now = self.judge.currentText()
        self.judge.clear()
        self.judge.addItems(list(one.plan.judges))
        self.judge.setCurrentIndex(max(0, self.judge.findText(now)))
        self.settings_button.setEnabled(not one.closed)
        self.sheets_button.setEnabled(not one.closed)
        self.panel.show_report(self.report, publishing.lacking(self.desk.ws, one.id))
        self.sides.setCurrentIndex(0)
        self._show_view()

    def _show_view(self) -> None:
        if self.report is None:
            return
        plan = self.report.evaluation.plan
        typing = self.views.currentIndex() == _SCORES
        self.judge.setVisible(typing and len(plan.asked) > 1 and bool(plan.judges))
        self.grid.scores.show_report(self.report, self.judge.currentText())
        self.standings.show_report(self.report)
        self.table.set_widths(3, 0, 6, 4, 12)
        if typing and not plan.judges:
            self.nobody.show_text(
                self.tr("还没有评委"),
                self.tr("填写评委和评分项以后，就能在这里打分；不打分的评比可以直接评定结果。"),
                (self.tr("填写评委"), self.edit),
                (self.tr("直接评定"), lambda: self.views.setCurrentIndex(_STANDINGS)),
            )
            self.places.setCurrentIndex(_NOBODY)
        else:
            self.places.setCurrentIndex(_SCORES if typing else _STANDINGS)

    def _next_judge(self, step: int) -> None:
        """The scores of the judge before or after, from the top."""
        wanted = self.judge.currentIndex() + step
        if self.judge.isVisible() and 0 <= wanted < self.judge.count():
            self.judge.setCurrentIndex(wanted)
            self._show_view()
            self.grid.setCurrentIndex(self.grid.scores.index(0, 1))
            self.grid.setFocus()

    # --- doing ---------------------------------------------------------------------------------------

    def _done(self, text: str, operation: int | None) -> None:
        self._show()
        self.said.emit(text, undo_action(self.desk, operation, self.said.emit))

    def _do(self, work: Callable[[], int | None], said: str = "") -> None:
        try:
            operation = work()
        except DeskError as error:
            self.said.emit(error.message, None)
            self._show()
            return
        if said:
            self._done(said, operation)
        else:
            self._show()

    def _scored(self, candidate: str, judge: str, criterion: str, text: str) -> None:
        if self.report:
            id = self.report.evaluation.id
            self._do(
                lambda: evaluations.score(
                    self.desk.ws, id, {(candidate, judge, criterion): evaluations.read_points(text)}
                )
            )

    def award(self, row: int) -> None:
        """Ask what a candidate gets."""
        if self.report is None:
            return
        if self.report.evaluation.closed:
            self.said.emit(self.tr("结果已经公布，要改请先重新打开。"), None)
            return
        made = AwardDialog(self.desk, self.report, self.report.rows[row], self.window())
        made.accepted.connect(lambda: self._done(self.tr("已评定"), made.operation))
        self._open(made)

    def _menu(self, place: object) -> None:
        row = self.table.currentIndex().row()
        if self.report is None or row < 0 or self.report.evaluation.closed:
            return
        standing, id = self.report.rows[row], self.report.evaluation.id
        menu = QMenu(self)
        menu.addAction(self.tr("评定…"), lambda: self.award(row))
        back = menu.addAction(
            self.tr("按名次评（取消手工评定）"),
            lambda: self._do(
                lambda: evaluations.withdraw(self.desk.ws, id, standing.candidate.id), self.tr("已按名次评")
            ),
        )
        back.setEnabled(bool(standing.reason))
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _list_menu(self, place: object) -> None:
        if self.report is None or self.report.evaluation.closed:
            return
        id = self.report.evaluation.id
        menu = QMenu(self)
        menu.addAction(
            self.tr("删除这次评比"),
            lambda: self._do(lambda: evaluations.delete(self.desk.ws, id), self.tr("已删除评比")),
        )
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _publish(self, honours: bool) -> None:
        if self.report:
            id = self.report.evaluation.id
            self._do(
                lambda: publishing.publish(self.desk.ws, id, honours=honours).operation,
                self.tr("已公布，并记入评选表彰台账"),
            )

    def _reopen(self) -> None:
        if self.report:
            id = self.report.evaluation.id
            self._do(lambda: publishing.reopen(self.desk.ws, id), self.tr("已重新打开；再公布时台账跟着改"))

    # --- on paper ------------------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("评分表放在哪个文件夹"))
        if folder:
            self.write_sheets(Path(folder))

    def write_sheets(self, folder: Path) -> None:
        """A file for each judge."""
        if self.report is None:
            return
        id = self.report.evaluation.id
        self.desk.runner.run(
            lambda _monitor: score_sheets.write_judges(self.desk.ws, id, folder),
            on_done=lambda made: self.said.emit(
                self.tr("已写出 {n} 份评分表：{folder}").format(n=len(made), folder=folder), None
            ),
            on_error=lambda error: self.said.emit(error.message, None),
            title=self.tr("正在写评分表"),
        )

    def _ask_filled(self) -> None:
        kinds = self.tr("表格 (*.xlsx *.xls *.et *.ods)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("读入填好的评分表"), "", kinds)
        if names:
            self.read_back([Path(name) for name in names])

    def read_back(self, paths: Sequence[Path]) -> None:
        """Read sheets that came back filled in."""
        if self.report is None:
            return
        id = self.report.evaluation.id
        self.desk.runner.run(
            lambda _monitor: score_sheets.read_back(self.desk.ws, id, paths),
            on_done=self._read,
            on_error=lambda error: self.said.emit(error.message, None),
            title=self.tr("正在读入评分表"),
        )

    def _read(self, done: score_sheets.Read) -> None:
        text = self.tr("读入 {n} 个分数").format(n=done.scores)
        if done.unread:
            first = done.unread[0]
            text = self.tr("{said}，{n} 处没有读入：第 {row} 行{column}“{value}”，{reason}").format(
                said=text,
                n=len(done.unread),
                row=first.row,
                column=first.column,
                value=first.value,
                reason=first.reason,
            )
        self._done(text, done.operation)

    def take_rounds(self) -> None:
        """Let the points of completed inspections count as a judge's."""
        if self.report is None:
            return
        try:
            done = score_rounds.take(self.desk.ws, self.report.evaluation.id)
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        text = self.tr("取了 {n} 个检查得分").format(n=len(done.scored))
        if done.unjudged:
            text = self.tr("{said}；没有检查过：{names}").format(said=text, names="、".join(done.unjudged))
        self._done(text, done.operation)

    def preview_sheet(self) -> None:
        """The sheet of the judge who is shown."""
        if self.report and self.report.evaluation.plan.judges:
            one = self.report.evaluation
            judge = self.judge.currentText() or one.plan.judges[0]
            self.dialog = handing_out.preview(
                self, lambda: score_sheets.judge_sheet(self.desk.ws, one.id, judge), one.title, self.said.emit
            )

    def preview_result(self) -> None:
        """The result as it will be printed."""
        if self.report:
            one = self.report.evaluation
            self.dialog = handing_out.preview(
                self, lambda: score_sheets.result(self.desk.ws, one.id), one.title, self.said.emit
            )

    def save_result(self) -> None:
        """The result as a file."""
        if self.report:
            one = self.report.evaluation
            title = self.tr("{title}结果").format(title=one.title)
            handing_out.save(self, lambda: score_sheets.result(self.desk.ws, one.id), title, self.said.emit)
