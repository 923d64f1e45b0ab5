"""The left part: which standard, which indicators, as of which day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from ...desk.assessing import Assessment, IndicatorReport, points_number
from ...domain.rules import WORST_FIRST, State
from ...store.standards import Listed
from .. import style
from ..forms.ui_indicators_left import Ui_IndicatorsLeft
from ..icons import icon
from .tree import IndicatorTree


class IndicatorsLeft(QWidget):
    """Filters and the tree.

    Signals:
        asked(): another standard or another day was chosen.
        chosen(str): the code of the indicator that became current.
        switched(str, bool): work with a standard, or lay it aside.
        wants_anchors(): set the named days of the chosen standard.
    """

    asked = Signal()
    chosen = Signal(str)
    switched = Signal(str, bool)
    wants_anchors = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_IndicatorsLeft()
        self.ui.setupUi(self)
        self.tree = IndicatorTree(self)
        self._found: Assessment | None = None
        self._all: list[Listed] = []
        self._standards: list[Listed] = []
        self._today = today
        self._quiet = False
        ui = self.ui
        ui.tree.setModel(self.tree)
        ui.menu.setIcon(icon("settings", "soft"))
        ui.menu.setMenu(QMenu(self))
        ui.menu.menu().aboutToShow.connect(self._fill_menu)
        ui.on.setDate(QDate(today.year, today.month, today.day))
        ui.on.calendarWidget().setGridVisible(False)
        ui.tree.selectionModel().currentChanged.connect(lambda *_: self._current_changed())
        ui.standard.activated.connect(lambda _: self.asked.emit())
        ui.on.dateChanged.connect(lambda _: self._day_changed())
        ui.todayButton.clicked.connect(lambda: self.set_day(self._today))
        ui.state.activated.connect(lambda _: self._filter())
        ui.lead.activated.connect(lambda _: self._filter())
        self._day_changed()

    @property
    def standard(self) -> str:
        """The key of the chosen standard; "" where none is active."""
        return str(self.ui.standard.currentData() or "")

    @property
    def on(self) -> date:
        """The day as of which is assessed."""
        return self.ui.on.date().toPython()

    @property
    def code(self) -> str:
        """The code of the current indicator."""
        index = self.ui.tree.currentIndex()
        return index.internalPointer().report.code if index.isValid() else ""

    def set_day(self, day: date) -> None:
        """Assess as of another day."""
        self.ui.on.setDate(QDate(day.year, day.month, day.day))

    def _day_changed(self) -> None:
        self.ui.todayButton.setVisible(self.on != self._today)
        self.asked.emit()

    def offer(self, all_standards: list[Listed]) -> None:
        """Of these the active ones are worked with; the chosen one stays chosen."""
        self._all = all_standards
        standards = [one for one in all_standards if one.active]
        if standards == self._standards:
            return
        self._standards = standards
        kept = self.standard
        self.ui.standard.clear()
        for one in standards:
            self.ui.standard.addItem(one.title, one.key)
            self.ui.standard.setItemData(self.ui.standard.count() - 1, one.title, Qt.ItemDataRole.ToolTipRole)
        self.choose_standard(kept)
        self._fit()

    def _fit(self) -> None:
        """A combo box cuts a long title off; here it ends in an ellipsis."""
        box = self.ui.standard
        room = box.width() - style.scaled(44)
        for n, one in enumerate(self._standards):
            shown = box.fontMetrics().elidedText(one.title, Qt.TextElideMode.ElideRight, room)
            if box.itemText(n) != shown:
                box.setItemText(n, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_standards"):
            self._fit()

    def choose_standard(self, key: str) -> bool:
        """Work with this standard; False where it is not offered."""
        at = self.ui.standard.findData(key)
        self.ui.standard.setCurrentIndex(max(at, 0))
        self.ui.standard.setToolTip(self._standards[max(at, 0)].title if self._standards else "")
        return at >= 0

    def set_working(self, there: bool) -> None:
        """Whether there is a standard to choose indicators from."""
        for widget in (self.ui.standard, self.ui.state, self.ui.lead, self.ui.on):
            widget.setEnabled(there)
        # Always there, so that titles do not wrap anew when the rows grow too many; but not beside nothing.
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if there else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.ui.tree.setVerticalScrollBarPolicy(bar)

    def _fill_menu(self) -> None:
        menu = self.ui.menu.menu()
        menu.clear()
        for one in self._all:
            action = menu.addAction(one.title)
            action.setCheckable(True)
            action.setChecked(one.active)
            action.triggered.connect(lambda on, key=one.key: self.switched.emit(key, on))
        menu.addSeparator()
        days = menu.addAction(self.tr("迎检等日期…"))
        days.setEnabled(bool(self.standard))
        days.triggered.connect(lambda _=False: self.wants_anchors.emit())

    # --- showing -------------------------------------------------------------------------------------

    def show_assessment(self, found: Assessment | None) -> None:
        """Show the states of an assessment; the current indicator stays current."""
        self._found = found
        self._offer_filters()
        self._filter()
        if found is None:
            self.ui.sum.setText("")
            return
        counts = found.counts
        parts = [
            f"{style.state_word(state)} {counts[state]}"
            for state in (State.MET, *WORST_FIRST)
            if counts.get(state)
        ]
        said = self.tr("{n} 项：{states}").format(
            n=sum(counts.values()), states="，".join(dict.fromkeys(parts))
        )
        if found.score:
            said = self.tr("得 {got} 分，共 {all} 分，可能失分 {risk} 分\n{said}").format(
                got=points_number(found.score.got),
                all=points_number(found.score.possible),
                risk=points_number(found.score.at_risk),
                said=said,
            )
        self.ui.sum.setText(said)

    def _offer_filters(self) -> None:
        found = self._found
        leaves = [one for one in found.indicators if one.leaf] if found else []
        states = [(self.tr("全部状态"), "")]
        for state in WORST_FIRST:
            number = sum(one.state is state for one in leaves)
            if number:
                states.append((f"{style.state_word(state)}  {number}", state.value))
        leads: dict[str, int] = {}
        for one in found.indicators if found else ():
            for name in found.meant.of(one.indicator.lead):
                leads[name] = leads.get(name, 0) + 1
        departments = [(self.tr("全部科室"), "")] + [(name, name) for name in leads]
        _refill(self.ui.state, states)
        _refill(self.ui.lead, departments)

    def _passes(self, report: IndicatorReport) -> bool:
        state, lead = str(self.ui.state.currentData() or ""), str(self.ui.lead.currentData() or "")
        if state and report.state != state:
            return False
        named = (*report.indicator.lead, *report.indicator.support)
        return not lead or self._found is None or lead in self._found.meant.of(named)

    def _filter(self) -> None:
        code = self.code
        self._quiet = True
        if self.tree.show_assessment(self._found, self._passes):
            self.ui.tree.expandAll()
        self._quiet = False
        if self.tree.index_of(code).isValid():
            self.choose(code)
        elif self.tree.codes:
            self.choose(self._worst_code())

    def _worst_code(self) -> str:
        """Where the eye should be first: the first leaf in the worst state."""
        assert self._found is not None
        leaves = [r for r in self._found.indicators if r.leaf and r.code in set(self.tree.codes)]
        order = {state: n for n, state in enumerate(WORST_FIRST)}
        best = min(leaves, key=lambda r: order.get(r.state, len(order)), default=None)
        return best.code if best else self.tree.codes[0]

    def choose(self, code: str) -> bool:
        """Make an indicator current; False where the filters hide it."""
        index = self.tree.index_of(code)
        if not index.isValid():
            return False
        if self.ui.tree.currentIndex() == index:
            self.chosen.emit(code)
        else:
            self.ui.tree.setCurrentIndex(index)
        self.ui.tree.scrollTo(index)
        return True

    def clear_filters(self) -> None:
        """Show everything."""
        self.ui.state.setCurrentIndex(0)
        self.ui.lead.setCurrentIndex(0)
        self._filter()

    @property
    def filtered(self) -> bool:
        """Whether something may be hidden."""
        return self.ui.state.currentIndex() > 0 or self.ui.lead.currentIndex() > 0

    def _current_changed(self) -> None:
        if not self._quiet and self.code:
            self.chosen.emit(self.code)


def _refill(box: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Offer these; what was chosen stays chosen where it still is offered."""
    if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] == entries:
        return
    kept = box.currentData()
    box.clear()
    for text, data in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(kept), 0))
