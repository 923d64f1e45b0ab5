"""The left part: which standard, how far it is, which indicators, as of which day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from ...desk.assessing import Assessment, points_number
from ...domain.rules import WORST_FIRST, State
from ...settings import Settings
from ...store.standards import Listed
from .. import style
from ..forms.ui_indicators_left import Ui_IndicatorsLeft
from ..icons import icon
from .filtering import Filtering, Wanted
from .tree import IndicatorTree

_KEPT = "indicator_filters"
# The bar begins with what is done and ends with what says nothing.
_BAR = (State.MET, *reversed(WORST_FIRST[:-1]), State.NOT_APPLICABLE)


class IndicatorsLeft(QWidget):
    """Filters and the tree.

    Signals:
        asked(): another standard or another day was chosen.
        chosen(str): the code of the indicator that became current.
        entered(): Enter on it.
        switched(str, bool): work with a standard, or lay it aside.
        wants_anchors(), wants_proposals(), wants_handed_in(): of the chosen standard its named days, the
            rules that wait for a yes, what was handed in.
        wants_import(): take another standard in.
    """

    asked = Signal()
    chosen = Signal(str)
    entered = Signal()
    switched = Signal(str, bool)
    wants_anchors = Signal()
    wants_proposals = Signal()
    wants_handed_in = Signal()
    wants_import = Signal()

    def __init__(self, today: date, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_IndicatorsLeft()
        self.ui.setupUi(self)
        self.filters = self.ui.filters
        self.tree = IndicatorTree(self)
        self._settings = settings
        self._found: Assessment | None = None
        self._filtering = Filtering(None)
        self._all: list[Listed] = []
        self._standards: list[Listed] = []
        self._quiet = False
        ui, kept = self.ui, dict(settings[_KEPT])
        self._kept_standard = str(kept.get("standard", ""))
        ui.tree.setModel(self.tree)
        ui.tree.wants_filter.connect(self._to_filter)
        ui.tree.opened.connect(self.entered)
        ui.menu.setIcon(icon("settings", "soft"))
        ui.menu.setMenu(QMenu(self))
        # A menu of their own: with all that are shipped, one would be higher than a small screen.
        self.shelf = QMenu(self.tr("启用哪些标准"), self)
        ui.menu.menu().aboutToShow.connect(self._fill_menu)
        ui.tree.selectionModel().currentChanged.connect(lambda *_: self._current_changed())
        ui.standard.activated.connect(lambda _: self._choose_standard())
        self.filters.begin(today, Wanted.kept(kept), unfolded=bool(kept.get("unfolded")))
        self.filters.changed.connect(self._filter)
        self.filters.day_changed.connect(self.asked)
        self.filters.left_downwards.connect(self._to_tree)

    @property
    def standard(self) -> str:
        """The key of the chosen standard; "" where none is active."""
        return str(self.ui.standard.currentData() or "")

    @property
    def on(self) -> date:
        """The day as of which is assessed."""
        return self.filters.day

    @property
    def code(self) -> str:
        """The code of the current indicator."""
        index = self.ui.tree.currentIndex()
        return index.internalPointer().report.code if index.isValid() else ""

    def keep(self) -> None:
        """Write down which standard and what was looked for."""
        filters = {**self.filters.wanted.data, "unfolded": self.filters.more.isChecked()}
        self._settings[_KEPT] = {**filters, "standard": self.standard or self._kept_standard}

    # --- the standard --------------------------------------------------------------------------------

    def offer(self, all_standards: list[Listed]) -> None:
        """Of these the active ones are worked with; the chosen one stays chosen."""
        self._all = all_standards
        standards = [one for one in all_standards if one.active]
        if standards == self._standards:
            return
        self._standards = standards
        kept = self.standard or self._kept_standard
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

    def _choose_standard(self) -> None:
        self.choose_standard(self.standard)
        self.asked.emit()

    def choose_standard(self, key: str) -> bool:
        """Work with this standard; False where it is not offered."""
        at = self.ui.standard.findData(key)
        self.ui.standard.setCurrentIndex(max(at, 0))
        self.ui.standard.setToolTip(self._standards[max(at, 0)].title if self._standards else "")
        return at >= 0

    def set_working(self, there: bool) -> None:
        """Whether there is a standard to choose indicators from."""
        for widget in (self.ui.standard, self.filters):
            widget.setEnabled(there)
        for widget in (self.ui.sum, self.ui.bar, self.filters):
            widget.setVisible(there)
        # Always there, so that titles do not wrap anew when the rows grow too many; but not beside nothing.
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if there else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.ui.tree.setVerticalScrollBarPolicy(bar)

    def _fill_menu(self) -> None:
        menu = self.ui.menu.menu()
        menu.clear()
        for text, signal, needs in (
            (self.tr("自评表与报送…"), self.wants_handed_in, True),
            (self.tr("迎检等日期…"), self.wants_anchors, True),
            (self.tr("建议的规则…"), self.wants_proposals, True),
            (self.tr("导入标准…"), self.wants_import, False),
        ):
            action = menu.addAction(text)
            action.setEnabled(bool(self.standard) or not needs)
            action.triggered.connect(lambda _=False, signal=signal: signal.emit())
        menu.addSeparator()
        menu.addMenu(self.shelf)
        self.shelf.clear()
        for one in self._all:
            action = self.shelf.addAction(one.title)
            action.setCheckable(True)
            action.setChecked(one.active)
            action.triggered.connect(lambda on, key=one.key: self.switched.emit(key, on))

    # --- showing -------------------------------------------------------------------------------------

    def show_assessment(self, found: Assessment | None) -> None:
        """Show the states of an assessment; the current indicator stays current."""
        self._found = found
        self._filtering = Filtering(found)
        self._filter()
        self._sum(found)

    def _sum(self, found: Assessment | None) -> None:
        counts = found.counts if found else {}
        self.ui.bar.set_counts({state.value: counts.get(state, 0) for state in _BAR})
        if found is None:
            self.ui.sum.setText("")
            return
        all_, met = sum(counts.values()), counts[State.MET]
        if found.score is None:
            self.ui.sum.setText(self.tr("{n} 项，达标 {met} 项").format(n=all_, met=met))
            return
        said = self.tr("得 <b>{got}</b> 分，共 {all} 分").format(
            got=points_number(found.score.got), all=points_number(found.score.possible)
        )
        if found.score.at_risk:
            risk = self.tr("可能失分 {risk}").format(risk=points_number(found.score.at_risk))
            said += f'&nbsp;&nbsp;&nbsp; <span style="color:{style.colour("warn").name()}">{risk}</span>'
        self.ui.sum.setText(said)

    def _filter(self) -> None:
        code, wanted = self.code, self.filters.wanted
        effective = self._filtering.effective(wanted)
        self._quiet = True
        if self.tree.show_assessment(
            self._found, lambda report: not effective or self._filtering.passes(report.code, effective)
        ):
            self.ui.tree.expandAll()
        self._quiet = False
        facets = self._filtering.facets(wanted)
        self.filters.offer(facets, effective, none=bool(self._found) and not self.tree.codes)
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
        self.filters.clear()

    @property
    def filtered(self) -> bool:
        """Whether something may be hidden."""
        return bool(self._filtering.effective(self.filters.wanted))

    def _current_changed(self) -> None:
        if not self._quiet and self.code:
            self.chosen.emit(self.code)

    def _to_filter(self) -> None:
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.text.selectAll()

    def _to_tree(self) -> None:
        self.ui.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
