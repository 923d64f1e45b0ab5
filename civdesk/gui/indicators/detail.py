"""The upper middle: one indicator, what it asks, who answers for it, and its rules."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QPushButton, QToolButton, QWidget

from ...desk.assessing import Assessment, IndicatorReport, points_number
from ...domain.ledgers import Ledger
from ...domain.words import show_day
from ..forms.ui_indicator_detail import Ui_IndicatorDetail
from ..icons import icon
from ..widgets.chip import StateChip
from ..widgets.flow import Flow
from .cards import ChildLine, RuleCard
from .facts import facts_of, told


class IndicatorDetail(QWidget):
    """One indicator.

    Signals:
        rule_chosen(str): the id of the rule whose records are wanted.
        child_opened(str): the code of an indicator below.
        wants_edit(), wants_rules(), wants_proposals(): change what it says, or what is checked of it; look at
            the rules that were read from its text.
        wants_judgement(), wants_proofs(): what else one can do where nothing is checked.
    """

    rule_chosen = Signal(str)
    child_opened = Signal(str)
    wants_edit = Signal()
    wants_rules = Signal()
    wants_proposals = Signal()
    wants_judgement = Signal()
    wants_proofs = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_IndicatorDetail()
        self.ui.setupUi(self)
        self.state = StateChip("unjudged")
        self.edit = QToolButton()
        self.edit.setIcon(icon("edit", "soft"))
        self.edit.setToolTip(self.tr("修改这一项：牵头、责任人、期限、分值（F2）"))
        self.edit.setAccessibleName(self.tr("修改这一项"))
        self.edit.clicked.connect(self.wants_edit)
        for widget in (self.state, self.edit):
            self.ui.titleRow.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.ui.rulesButton.setIcon(icon("settings", "soft"))
        self.ui.rulesButton.clicked.connect(self.wants_rules)
        self.ui.proposalsButton.clicked.connect(self.wants_proposals)
        self._build_start()
        self.cards: list[RuleCard] = []
        self.children_lines: list[ChildLine] = []
        self._shown: tuple[IndicatorReport, object] | None = None

    def _build_start(self) -> None:
        """What to do first where nothing is checked."""
        row = Flow(self.ui.start)
        self.starts: list[QPushButton] = []
        for n, (text, picture, signal) in enumerate(
            (
                (self.tr("从常用规则中选"), "add", self.wants_rules),
                (self.tr("自己判断"), "check", self.wants_judgement),
                (self.tr("添加佐证"), "attach", self.wants_proofs),
            )
        ):
            button = QPushButton(icon(picture, "on_accent" if n == 0 else "soft"), text)
            button.setProperty("role", "primary" if n == 0 else "")
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            row.addWidget(button)
            self.starts.append(button)

    def show_report(self, found: Assessment, report: IndicatorReport, ledgers: Mapping[str, Ledger]) -> None:
        """Show this one; the same again leaves everything where it is."""
        if self._shown == (report, found.on):
            return
        if self._shown is None or self._shown[0].code != report.code:
            self.show_waiting(0)
        self._shown = (report, found.on)
        ui, one = self.ui, report.indicator
        ui.code.setText(one.code)
        ui.title.setText(one.title)
        self.state.set_state(report.state)
        ui.asked.setText(one.asked)
        ui.asked.setVisible(bool(one.asked))
        ui.requirement.setText(one.requirement)
        ui.requirement.setVisible(bool(one.requirement) and one.requirement != one.asked)
        facts = list(facts_of(found, report))
        ui.facts.setText(told(facts))
        ui.facts.setToolTip("\n".join(fact.hint for fact in facts if fact.hint))
        ui.facts.setVisible(bool(facts))
        self._show_judged(found, report)
        self._show_rules(found, report, ledgers)
        self._show_children(found, report)
        self._order()

    def _order(self) -> None:
        """Tab goes from top to bottom: what is made anew would come last of all."""
        steps = [self.edit, self.ui.rulesButton, self.ui.proposalsButton, *self.cards, *self.children_lines]
        for before, after in pairwise(steps):
            self.setTabOrder(before, after)

    def _show_judged(self, found: Assessment, report: IndicatorReport) -> None:
        judged = report.judged
        self.ui.judged.setVisible(judged is not None)
        if judged is None:
            return
        said = self.tr("人工判断：{reason}（{day}）").format(
            reason=judged.reason, day=show_day(judged.on, found.on)
        )
        if judged.points is not None:
            said += self.tr("，给 {points} 分").format(points=points_number(judged.points))
        if report.computed is not report.state:
            said += self.tr("；按台账计算是“{computed}”").format(computed=report.computed.label)
        self.ui.judged.setText(said)

    def _show_rules(self, found: Assessment, report: IndicatorReport, ledgers: Mapping[str, Ledger]) -> None:
        _clear(self.ui.rules)
        self.cards = []
        for shown, demanded in zip(report.rules, report.indicator.rules, strict=True):
            card = RuleCard(shown, demanded.rule, ledgers, found.on)
            card.chosen.connect(self.choose_rule)
            self.ui.rules.addWidget(card)
            self.cards.append(card)
        empty = report.leaf and not self.cards
        self.ui.rulesTitle.setVisible(bool(self.cards) or empty)
        self.ui.rulesButton.setVisible(bool(self.cards))
        self.ui.line1.setVisible(bool(self.cards) or empty)
        self.ui.startHint.setVisible(empty)
        self.ui.start.setVisible(empty)

    def show_waiting(self, number: int) -> None:
        """Say how many rules were read from the text of the standard and wait for a yes."""
        self.ui.proposalsButton.setText(self.tr("建议的规则 {n} 条…").format(n=number))
        self.ui.proposalsButton.setVisible(number > 0)

    def _show_children(self, found: Assessment, report: IndicatorReport) -> None:
        _clear(self.ui.children)
        self.children_lines = []
        for child in found.indicators:
            if child.indicator.parent == report.code:
                line = ChildLine(child)
                line.opened.connect(self.child_opened)
                self.ui.children.addWidget(line)
                self.children_lines.append(line)
        self.ui.childrenTitle.setVisible(bool(self.children_lines))

    def choose_rule(self, id: str) -> None:
        """Mark a rule and tell of it."""
        for card in self.cards:
            card.set_chosen(card.report.id == id)
        self.rule_chosen.emit(id)


def _clear(layout: QLayout) -> None:
    while taken := layout.takeAt(0):
        if widget := taken.widget():
            widget.hide()
            widget.deleteLater()
