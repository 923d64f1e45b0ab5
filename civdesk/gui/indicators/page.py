"""测评: the standard as a tree, one indicator with its rules and records, what is lacking."""

from __future__ import annotations

import threading
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import assessing, records
from ...desk.assessing import Assessment, IndicatorReport
from ...desk.close_up import CloseUp, close_up
from ...desk.standards import set_anchor
from ...domain.ledgers import Ledger
from ...domain.standards import Standard
from ...errors import DeskError
from ...jobs import Monitor
from ...store.memory import Memory
from ...store.standards import Listed
from ...store.workspace import Changed
from .. import style
from ..context import Desk
from ..messages import Action
from ..page import Page
from ..undoing import tried, undo_latest
from ..widgets.empty import EmptyPlace
from ..widgets.previews import Previews
from ..widgets.three_parts import ThreeParts, hairline, sheet
from ..widgets.widening import keep_usable, widened
from .anchors import AnchorsDialog
from .detail import IndicatorDetail
from .gaps import GapList, gaps_of
from .judgement import Judgement
from .left import IndicatorsLeft
from .records import RuleRecordsView

_TABLES = frozenset({"standard", "indicator", "rule", "finding", "proof", "ledger"})


class IndicatorsPage(Page):
    """Three parts: the tree, the indicator, the gaps and the judgement."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Assessment | None = None
        self._close: CloseUp | None = None
        self._rule = ""
        self._books: dict[str, Ledger] = {}
        self._standards: list[Listed] = []
        self._memory = Memory()
        self._stale: set[str] = set()
        self._guard = threading.Lock()
        self._wanted: tuple[str, str] | None = None
        self.anchors: AnchorsDialog | None = None
        self.previews = Previews(desk, self)
        self.left = IndicatorsLeft(desk.today())
        self.detail = IndicatorDetail()
        self.records = RuleRecordsView(desk, self.previews)
        self.gaps = GapList()
        self.judgement = Judgement()
        self._build()
        self._connect()

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail.setObjectName("scrolled")
        scroll.setWidget(self.detail)
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.setChildrenCollapsible(False)
        self.middle.setHandleWidth(8)
        self.middle.addWidget(sheet(scroll))
        self.middle.addWidget(sheet(self.records, margins=(0, 8, 0, 0)))
        self.middle.setStretchFactor(0, 3)
        self.middle.setStretchFactor(1, 2)
        self.middle.setSizes([520, 320])
        self.nothing = EmptyPlace(icon_name="assess")
        self.places = QStackedWidget()
        self.places.addWidget(self.middle)
        self.places.addWidget(sheet(self.nothing))
        self.head = head = QWidget()
        head.installEventFilter(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 12, 12, 12)
        row.setSpacing(8)
        title = QLabel(self.tr("还缺什么"))
        title.setProperty("role", "large")
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("看哪些缺口"))
        self.scope.addItem(self.tr("这一项"), "one")
        self.scope.addItem(self.tr("整个标准"), "all")
        self.copy_button = QPushButton(self.tr("复制清单"))
        self.copy_button.setProperty("role", "quiet")
        row.addWidget(title)
        row.addWidget(self.scope)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        self.complete = EmptyPlace(icon_name="check")
        self.gap_places = QStackedWidget()
        self.gap_places.addWidget(self.gaps)
        self.gap_places.addWidget(self.complete)
        self.lower_line = hairline()
        right = sheet(head, hairline(), self.gap_places, self.lower_line, self.judgement)
        right.layout().setStretchFactor(self.gap_places, 1)
        self.parts = ThreeParts(
            self.desk.settings,
            "indicators",
            [sheet(self.left), self.places, right],
            (widened(336), 690, widened(372)),
        )
        keep_usable(self.parts, 240, 330, 250)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.parts)
        for area in self.findChildren(QFrame):
            if isinstance(area, QScrollArea):
                area.setFrameShape(QFrame.Shape.NoFrame)

    def _connect(self) -> None:
        self.left.asked.connect(self._assess)
        self.left.chosen.connect(lambda _: self._show_indicator())
        self.left.switched.connect(self._switch)
        self.left.wants_anchors.connect(self._ask_anchors)
        self.detail.rule_chosen.connect(self._show_rule)
        self.detail.child_opened.connect(self._open_code)
        self.records.open_record.connect(self.open_record)
        self.records.open_evidence.connect(self.open_evidence)
        self.gaps.opened.connect(self._open_code)
        self.scope.activated.connect(lambda _: self._show_gaps())
        self.copy_button.clicked.connect(self._copy_gaps)
        self.judgement.judged.connect(self._judge)
        self.judgement.withdrawn.connect(self._withdraw)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.head and event.type() == QEvent.Type.Resize:
            self._fit_head()
        return super().eventFilter(watched, event)

    def _fit_head(self) -> None:
        there = self.judgement.isVisibleTo(self)
        self.copy_button.setVisible(there and self.head.width() >= style.scaled(300))

    # --- what the main window asks -------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is not None and not any(t in _TABLES or t.startswith("ledger_") for t in changed.tables):
            return
        with self._guard:
            # None: nobody knows what changed, so nothing remembered holds.
            self._stale |= changed.tables if changed else {"ledger"}
        self._books = records.all_ledgers(self.desk.ws)
        self._standards = assessing.all_standards(self.desk.ws)
        self.left.offer(self._standards)
        self._assess()

    def go(self, *where: object) -> None:
        """Go to an indicator (standard, code)."""
        standard, code = str(where[0]), str(where[1])
        if standard != self.left.standard:
            if not self.left.choose_standard(standard):
                start = Action(self.tr("启用"), lambda: self._switch(standard, True))
                self.said.emit(self.tr("这套标准没有启用，不参加测评。"), start)
                return
            self._wanted = (standard, code)
            self._assess()
            return
        if self.found is None or self.found.standard.key != standard:
            self._wanted = (standard, code)
            return
        self._open_code(code)

    def leave(self) -> None:
        self.parts.keep()

    # --- assessing -----------------------------------------------------------------------------------

    def _assess(self) -> None:
        key, on = self.left.standard, self.left.on
        if not key:
            self.found = None
            self.left.show_assessment(None)
            self._say_nothing()
            return
        self.desk.runner.run(
            lambda monitor: self._work(key, on, monitor),
            on_done=self._assessed,
            quiet=True,
            key="indicators-assess",
        )

    def _work(self, key: str, on: date, monitor: Monitor) -> Assessment:
        # One at a time: the memory is shared, and a change must be forgotten before the next question.
        with self._guard:
            monitor.check()
            self._memory.forget(self._stale)
            self._stale.clear()
            return assessing.assess(self.desk.ws, key, on, records=False, memory=self._memory)

    def _assessed(self, found: Assessment) -> None:
        if (found.standard.key, found.on) != (self.left.standard, self.left.on):
            return
        self.found = found
        self._close = None
        self.places.setCurrentIndex(0)
        self._offer_work(True)
        self.left.show_assessment(found)
        if self._wanted and self._wanted[0] == found.standard.key:
            code, self._wanted = self._wanted[1], None
            self._open_code(code)

    def _open_code(self, code: str) -> None:
        if self.left.choose(code):
            return
        self.left.clear_filters()
        if not self.left.choose(code):
            self.said.emit(self.tr("标准里没有编号为“{code}”的指标。").format(code=code), None)

    def _report(self) -> IndicatorReport | None:
        if self.found is None or not self.left.code:
            return None
        try:
            return self.found.indicator(self.left.code)
        except KeyError:
            return None

    # --- showing -------------------------------------------------------------------------------------

    def _show_indicator(self) -> None:
        report = self._report()
        if report is None or self.found is None:
            return
        self.detail.show_report(self.found, report, self._books)
        self.judgement.show_report(report)
        self._show_gaps()
        key, on, code = self.found.standard.key, self.found.on, report.code
        if self._close is None or self._close.code != code:
            self.desk.runner.run(
                lambda _monitor: close_up(self.desk.ws, key, code, on),
                on_done=self._closed_up,
                on_error=lambda error: self.said.emit(error.message, None),
                quiet=True,
                key="indicators-close",
            )

    def _closed_up(self, close: CloseUp) -> None:
        report = self._report()
        if report is None or close.code != report.code:
            return
        self._close = close
        ids = [rule.id for rule in report.rules]
        # The worst rule first: that is the one with something to do.
        worst = next((rule.id for rule in report.rules if rule.state is report.computed), "")
        wanted = self._rule if self._rule in ids else worst or (ids[0] if ids else "")
        if wanted:
            self.detail.choose_rule(wanted)
        else:
            self.records.show_rule(close, None, self._books)

    def _show_rule(self, id: str) -> None:
        self._rule = id
        if self._close is not None:
            rule = next((rule for rule in self._close.rules if rule.rule == id), None)
            self.records.show_rule(self._close, rule, self._books)

    def _show_gaps(self) -> None:
        report = self._report()
        if self.found is None or report is None:
            return
        whole = self.scope.currentData() == "all"
        shown = gaps_of(self.found, self.found.indicators if whole else [report])
        self.gaps.show_gaps(shown, with_titles=whole)
        self.copy_button.setEnabled(bool(shown))
        self.gap_places.setCurrentIndex(0 if shown else 1)
        if not shown:
            if report.judged and not whole:
                self.complete.show_text(
                    self.tr("已判断为“{state}”").format(state=report.state.label), report.judged.reason
                )
                return
            below = [r for r in self.found.indicators if r.indicator.parent == report.code and r.gaps]
            if below and not whole:
                self.complete.show_text(
                    self.tr("本身不缺"), self.tr("下级指标里还有 {n} 项没到位。").format(n=len(below))
                )
            else:
                self.complete.show_text(self.tr("什么都不缺"), self.tr("要求的都到位了。"))

    def _say_nothing(self) -> None:
        self.places.setCurrentIndex(1)
        starts = [
            (self.tr("启用《{title}》").format(title=one.title), lambda key=one.key: self._switch(key, True))
            for one in self._standards[:3]
        ]
        self.nothing.show_text(
            self.tr("还没有启用测评标准"),
            self.tr("启用一套标准，就能看到每项指标达没达标、还缺什么。"),
            *starts,
        )
        self.gaps.show_gaps([], with_titles=False)
        self.records.clear()
        self.complete.show_text(self.tr("没有可看的"), self.tr("启用标准以后，缺口列在这里。"))
        self.gap_places.setCurrentIndex(1)
        self._offer_work(False)

    def _offer_work(self, there: bool) -> None:
        """What only makes sense with a standard."""
        for widget in (self.scope, self.lower_line, self.judgement):
            widget.setVisible(there)
        self._fit_head()
        self.left.set_working(there)

    def _copy_gaps(self) -> None:
        lines = [f"{gap.code} {gap.title}\t{gap.text}\t{gap.foot}" for gap in self.gaps.gaps]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.said.emit(self.tr("已复制 {n} 条，可以粘贴到表格或通知里。").format(n=len(lines)), None)

    # --- the standard --------------------------------------------------------------------------------

    def _switch(self, key: str, active: bool) -> None:
        if tried(lambda: assessing.set_active(self.desk.ws, key, active), self.said.emit):
            title = next((one.title for one in self._standards if one.key == key), key)
            said = self.tr("已启用《{title}》") if active else self.tr("已停用《{title}》")
            self.said.emit(said.format(title=title), undo_latest(self.desk, "set_standard", self.said.emit))

    def _ask_anchors(self) -> None:
        found = assessing.standard(self.desk.ws, self.left.standard)
        self.anchors = AnchorsDialog(found.anchors, self.desk.today(), self.window())
        self.anchors.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        days = self.anchors
        days.accepted.connect(lambda: self._set_anchors(found, days.days))
        days.open()

    def _set_anchors(self, found: Standard, days: dict[str, date | None]) -> None:
        changed = {name: day for name, day in days.items() if day != found.anchors.get(name)}
        for name, day in changed.items():
            tried(lambda name=name, day=day: set_anchor(self.desk.ws, found.key, name, day), self.said.emit)
        if changed:
            self.said.emit(self.tr("日期已设定"), undo_latest(self.desk, "set_standard", self.said.emit))

    # --- judging -------------------------------------------------------------------------------------

    def _judge(self, state: str, reason: str) -> None:
        report, found = self._report(), self.found
        if report is None or found is None:
            return
        if tried(
            lambda: assessing.judge(self.desk.ws, found.standard.key, report.code, state, reason, found.on),
            self.said.emit,
        ):
            self.said.emit(
                self.tr("已判断：{title}").format(title=report.title),
                undo_latest(self.desk, "judge", self.said.emit),
            )

    def _withdraw(self) -> None:
        report, found = self._report(), self.found
        if report is None or found is None:
            return
        try:
            assessing.withdraw(self.desk.ws, found.standard.key, report.code, found.on)
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        self.said.emit(
            self.tr("已撤回判断：{title}").format(title=report.title),
            undo_latest(self.desk, "withdraw", self.said.emit),
        )
