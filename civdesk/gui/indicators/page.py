"""指标: the standard as a tree, one indicator with its rules and records, what is lacking."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut
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

from ...desk import assessing, explaining, proposals, records
from ...desk.assessing import Assessment, IndicatorReport
from ...desk.close_up import CloseUp, close_up
from ...desk.uses import Use, uses
from ...domain import pinyin
from ...domain.ledgers import Ledger
from ...jobs import Monitor
from ...store.memory import Memory
from ...store.standards import Listed
from ...store.workspace import Changed, Workspace
from .. import style
from ..context import Desk
from ..icons import icon
from ..messages import Action
from ..page import Page
from ..widgets.empty import EmptyPlace
from ..widgets.previews import Previews
from ..widgets.three_parts import ThreeParts, hairline, sheet
from ..widgets.widening import keep_usable, widened
from .detail import IndicatorDetail
from .doing import Doing
from .gaps import GapList, gaps_of
from .judgement import Judgement
from .left import IndicatorsLeft
from .records import EXPLANATION, NEAR, PROOFS, RuleRecordsView

_TABLES = frozenset(
    {"standard", "indicator", "rule", "finding", "explanation", "proposal", "proof", "ledger"}
)


@dataclass(frozen=True, slots=True)
class _Near:
    """What is read of one indicator beside the window: its records and proofs, how many rules wait for a yes,
    its explanation."""

    close: CloseUp
    on: date
    waiting: int
    explanation: str


def _look_at(ws: Workspace, key: str, code: str, on: date) -> _Near:
    waiting = len(proposals.waiting(ws, key, code))
    return _Near(close_up(ws, key, code, on), on, waiting, explaining.get(ws, key, code, on))


class IndicatorsPage(Page):
    """Three parts: the tree, the indicator, the gaps and the judgement."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Assessment | None = None
        self._close: CloseUp | None = None
        self._code = self._rule = ""
        self._books: dict[str, Ledger] = {}
        self._standards: list[Listed] = []
        self._memory = Memory()
        self._guard = threading.Lock()
        self._wanted: tuple[str, str] | None = None
        self._learned = False  # the pinyin of the titles
        self.doing = Doing(desk, self._looked, self)
        self.previews = Previews(desk, self)
        self.left = IndicatorsLeft(desk.today(), desk.settings)
        self.detail = IndicatorDetail()
        self.records = RuleRecordsView(desk, self.previews)
        self.gaps = GapList()
        self.judgement = Judgement()
        self._build()
        self._connect()

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.scroll = scroll = QScrollArea()
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
        self.outlook_button = QPushButton(icon("flag", "soft"), self.tr("缺口与得分、分科室清单…"))
        self.outlook_button.setProperty("role", "quiet")
        self.outlook_button.setToolTip(
            self.tr("整个标准先补哪几项，各科室还缺什么（可打印），到某一天会怎样")
        )
        right = sheet(head, hairline(), self.gap_places, self.outlook_button, self.lower_line, self.judgement)
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
        self.left.entered.connect(self._to_records)
        self.left.switched.connect(self.doing.switch)
        self.left.wants_anchors.connect(lambda: self.doing.ask_anchors(self.left.standard))
        self.left.wants_proposals.connect(lambda: self.doing.show_proposals(self.left.standard))
        self.left.wants_handed_in.connect(lambda: self.doing.show_handed_in(self.left.standard))
        self.left.wants_import.connect(self.doing.import_standard)
        self.doing.taken.connect(self._taken)
        self.detail.wants_proposals.connect(
            lambda: self.doing.show_proposals(self.left.standard, self.left.code)
        )
        self.detail.rule_chosen.connect(self._show_rule)
        self.detail.child_opened.connect(self._open_code)
        self.detail.wants_edit.connect(self.doing.edit)
        self.detail.wants_rules.connect(self.doing.edit_rules)
        self.detail.wants_judgement.connect(self.judgement.begin)
        self.detail.wants_proofs.connect(self._add_proof)
        self.records.open_record.connect(self.open_record)
        self.records.open_evidence.connect(self.open_evidence)
        self.records.open_indicator.connect(self.open_indicator)
        self.records.looked_at.connect(self._look_for_uses)
        self.records.said.connect(self.said)
        self.gaps.opened.connect(self._open_gap)
        self.scope.activated.connect(lambda _: self._show_gaps())
        self.copy_button.clicked.connect(self._copy_gaps)
        self.judgement.judged.connect(self.doing.judge)
        self.judgement.withdrawn.connect(self.doing.withdraw)
        self.doing.said.connect(self.said)
        self.doing.open_indicator.connect(self.open_indicator)
        self.outlook_button.clicked.connect(self.doing.show_outlook)
        keys = QShortcut(QKeySequence("F2"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.doing.edit)

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
        if changed is None:  # perhaps another workspace: nothing remembered holds
            with self._guard:
                self._memory = Memory()
        self._books = records.all_ledgers(self.desk.ws)
        self._standards = assessing.all_standards(self.desk.ws)
        self.left.offer(self._standards)
        self._assess()

    def go(self, *where: object) -> None:
        """Go to an indicator (standard, code)."""
        standard, code = str(where[0]), str(where[1])
        if standard != self.left.standard:
            if not self.left.choose_standard(standard):
                start = Action(self.tr("启用"), lambda: self.doing.switch(standard, True))
                self.said.emit(self.tr("这套标准没有启用，不参加测评。"), start)
                return
            self._wanted = (standard, code)
            self._assess()
            return
        if self.found is None or self.found.standard.key != standard:
            self._wanted = (standard, code)
            return
        self._open_code(code)

    def shown(self) -> None:
        if not self._learned:
            self._learned = True  # before the first letter is typed
            self.desk.runner.run(lambda _monitor: pinyin.warm(), on_done=lambda _: None, quiet=True)
            self._tell_found()

    def take_keyboard(self) -> None:
        if self.focusWidget():
            super().take_keyboard()
            return
        self.left.ui.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell_found(self) -> None:
        """Say what was typed and not saved when the program ended last."""
        found = self.records.explanation.found
        if found:
            standard, code, _ = found[0]
            codes = "、".join(code for _, code, _ in found)
            said = self.tr("上次没来得及保存的说明报告已经找回：{codes}").format(codes=codes)
            self.said.emit(said, Action(self.tr("去看"), lambda: self._to_explanation(standard, code)))

    def _to_explanation(self, standard: str, code: str) -> None:
        self.go(standard, code)
        self.records.tabs.setCurrentIndex(EXPLANATION)

    def hideEvent(self, event: QHideEvent) -> None:
        self.records.explanation.save()
        super().hideEvent(event)

    def _taken(self, key: str) -> None:
        """A standard came in: look at it, unless it was laid aside at once."""
        self.refresh(None)
        if self.left.choose_standard(key):
            self._assess()

    def leave(self) -> None:
        self.records.explanation.save()
        self.left.keep()
        self.parts.keep()

    # --- assessing -----------------------------------------------------------------------------------

    def _assess(self) -> None:
        key, on = self.left.standard, self.left.on
        if not key:
            self.found = None
            self.left.show_assessment(None)
            self._say_nothing()
            return
        if self.found is None:  # nothing to look at yet, and no half of it either
            self.nothing.show_text(self.tr("正在核对台账…"))
            self._clear_away()
        self.desk.runner.run(
            lambda monitor: self._work(key, on, monitor),
            on_done=self._assessed,
            quiet=True,
            key="indicators-assess",
        )

    def _work(self, key: str, on: date, monitor: Monitor) -> Assessment:
        # One at a time: the memory is shared.
        with self._guard:
            monitor.check()
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

    def _open_gap(self, code: str) -> None:
        """Where a gap can be mended: the records that nearly count, where it names some."""
        here = code == self.left.code
        self._open_code(code)
        if here and self.records.near.near:
            self.records.tabs.setCurrentIndex(NEAR)
            self.records.near.setFocus(Qt.FocusReason.OtherFocusReason)

    def _report(self) -> IndicatorReport | None:
        if self.found is None or not self.left.code:
            return None
        try:
            return self.found.indicator(self.left.code)
        except KeyError:
            return None

    def _looked(self) -> tuple[Assessment, IndicatorReport] | None:
        """What is shown at the moment."""
        report = self._report()
        return (self.found, report) if self.found and report else None

    # --- showing -------------------------------------------------------------------------------------

    def _show_indicator(self) -> None:
        report = self._report()
        if report is None or self.found is None:
            return
        self.detail.show_report(self.found, report, self._books)
        self.judgement.show_report(report)
        self._show_gaps()
        key, on, code = self.found.standard.key, self.found.on, report.code
        if code != self._code:
            self._code = code
            self.scroll.verticalScrollBar().setValue(0)
        self.records.explanation.expect(key, code, on)
        if self._close is None or self._close.code != code:
            self.desk.runner.run(
                lambda _monitor: _look_at(self.desk.ws, key, code, on),
                on_done=self._closed_up,
                on_error=lambda error: self.said.emit(error.message, None),
                quiet=True,
                key="indicators-close",
            )

    def _closed_up(self, near: _Near) -> None:
        report, close = self._report(), near.close
        if report is None or (close.code, near.on) != (report.code, self.left.on):
            return
        self._close = close
        self.detail.show_waiting(near.waiting)
        self.records.explanation.show_indicator(close.standard, close.code, near.on, near.explanation)
        self.records.show_indicator(close, report.indicator.id)
        ids = [rule.id for rule in report.rules]
        # The worst rule first: that is the one with something to do.
        worst = next((rule.id for rule in report.rules if rule.state is report.computed), "")
        wanted = self._rule if self._rule in ids else worst or (ids[0] if ids else "")
        if wanted:
            self.detail.choose_rule(wanted)
        else:
            self.records.show_rule(None, self._books)

    def _show_rule(self, id: str) -> None:
        self._rule = id
        if self._close is not None:
            rule = next((rule for rule in self._close.rules if rule.rule == id), None)
            self.records.show_rule(rule, self._books)

    def _look_for_uses(self, ledger: str, id: str) -> None:
        """For which other indicators a record counts: worked out beside the window."""
        on = self.left.on

        def done(found: tuple[Use, ...]) -> None:
            if self.records.current == (ledger, id):
                self.records.show_uses(found)

        self.desk.runner.run(
            lambda _monitor: uses(self.desk.ws, ledger, id, on),
            on_done=done,
            on_error=lambda _error: None,  # the record was deleted meanwhile
            quiet=True,
            key="indicators-uses",
        )

    def _to_records(self) -> None:
        """Enter in the tree: on to the records, where there are any, else to the judgement."""
        self.records.tabs.setFocus(Qt.FocusReason.TabFocusReason)
        table = self.records.counted if self.records.tabs.currentIndex() == 0 else self.records.near
        if table.isVisibleTo(self):
            table.setFocus(Qt.FocusReason.TabFocusReason)
            if not table.currentIndex().isValid():
                table.selectRow(0)

    def _add_proof(self) -> None:
        self.records.tabs.setCurrentIndex(PROOFS)
        self.records.proofs.panel.choose_files("other")

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
        starts = [
            (
                self.tr("启用《{title}》").format(title=one.title),
                lambda key=one.key: self.doing.switch(key, True),
            )
            for one in self._standards[:3]
        ]
        self.nothing.show_text(
            self.tr("还没有启用测评标准"),
            self.tr("启用一套标准，就能看到每项指标达没达标、还缺什么。"),
            *starts,
        )
        self._clear_away()
        self.records.clear()
        self.records.explanation.clear()
        self.complete.show_text(self.tr("没有可看的"), self.tr("启用标准以后，缺口列在这里。"))
        self.gap_places.setCurrentIndex(1)

    def _clear_away(self) -> None:
        """Nothing of an indicator is shown."""
        self.places.setCurrentIndex(1)
        self.gaps.show_gaps([], with_titles=False)
        self.gap_places.setCurrentIndex(0)
        self._offer_work(False)

    def _offer_work(self, there: bool) -> None:
        """What only makes sense with a standard."""
        for widget in (self.scope, self.outlook_button, self.lower_line, self.judgement):
            widget.setVisible(there)
        self._fit_head()
        self.left.set_working(there)

    def _copy_gaps(self) -> None:
        lines = [f"{gap.code} {gap.title}\t{gap.text}\t{gap.foot}" for gap in self.gaps.gaps]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.said.emit(self.tr("已复制 {n} 条，可以粘贴到表格或通知里。").format(n=len(lines)), None)
