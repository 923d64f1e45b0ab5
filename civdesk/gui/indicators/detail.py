"""The upper middle: one indicator, what it asks, who answers for it, and its rules."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from ...desk.assessing import Assessment, IndicatorReport, points_number
from ...domain.ledgers import Ledger
from ...domain.sentences import show_day
from ..forms.ui_indicator_detail import Ui_IndicatorDetail
from ..widgets.chip import StateChip
from .cards import ChildLine, RuleCard


class IndicatorDetail(QWidget):
    """One indicator.

    Signals:
        rule_chosen(str): the id of the rule whose records are wanted.
        child_opened(str): the code of an indicator below.
    """

    rule_chosen = Signal(str)
    child_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_IndicatorDetail()
        self.ui.setupUi(self)
        self.state = StateChip("unjudged")
        self.ui.titleRow.addWidget(self.state)
        self.cards: list[RuleCard] = []
        self.children_lines: list[ChildLine] = []
        self._shown: tuple[IndicatorReport, object] | None = None

    def show_report(self, found: Assessment, report: IndicatorReport, ledgers: Mapping[str, Ledger]) -> None:
        """Show this one; the same again leaves everything where it is."""
        if self._shown == (report, found.on):
            return
        self._shown = (report, found.on)
        ui, one = self.ui, report.indicator
        ui.code.setText(one.code)
        ui.title.setText(one.title)
        self.state.set_state(report.state)
        ui.asked.setText(one.asked)
        ui.asked.setVisible(bool(one.asked))
        ui.requirement.setText(one.requirement)
        ui.requirement.setVisible(bool(one.requirement) and one.requirement != one.asked)
        said = self._who(found, report)
        ui.who.setText(said)
        ui.who.setToolTip(found.meant.told((*one.lead, *one.support)))
        ui.who.setVisible(bool(said))
        if report.judged:
            ui.judged.setText(
                self.tr("人工判断：{reason}（{day}）；按台账计算是“{computed}”").format(
                    reason=report.judged.reason,
                    day=show_day(report.judged.on, found.on),
                    computed=report.computed.label,
                )
            )
        ui.judged.setVisible(report.judged is not None)
        self._show_rules(found, report, ledgers)
        self._show_children(found, report)

    def _who(self, found: Assessment, report: IndicatorReport) -> str:
        one = report.indicator
        parts = []
        for title, names in (
            (self.tr("牵头"), one.lead),
            (self.tr("配合"), one.support),
            (self.tr("责任领导"), one.leader),
            (self.tr("责任人"), one.owner),
        ):
            if names:
                parts.append(f"{title} {'、'.join(names)}")
        if report.points is not None:
            parts.append(
                self.tr("得 {got} 分，共 {all} 分").format(
                    got=points_number(report.got), all=points_number(report.points)
                )
            )
        for due in one.due:
            days = "、".join(show_day(day, found.on) for day in due.days(found.on.year))
            phrase = f"{due.phrase}（{days}）" if days and days not in due.phrase else due.phrase
            parts.append(f"{phrase} {due.title}".strip())
        return "　　".join(parts)

    def _show_rules(self, found: Assessment, report: IndicatorReport, ledgers: Mapping[str, Ledger]) -> None:
        _clear(self.ui.rules)
        self.cards = []
        for shown, demanded in zip(report.rules, report.indicator.rules, strict=True):
            card = RuleCard(shown, demanded.rule, ledgers, found.on)
            card.chosen.connect(self.choose_rule)
            self.ui.rules.addWidget(card)
            self.cards.append(card)
        self.ui.rulesTitle.setVisible(bool(self.cards))
        self.ui.line1.setVisible(bool(self.cards))

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
