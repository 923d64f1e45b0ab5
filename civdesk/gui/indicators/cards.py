"""The rules of an indicator as cards: the sentence, its state, its figures, its strip of bars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...desk.assessing import IndicatorReport, RuleReport
from ...domain.ledgers import Ledger
from ...domain.rules import Rule
from .. import style
from ..widgets.chip import StateChip
from ..widgets.link import ElidedLink
from ..widgets.links import link
from .figures import NAMED, figures
from .strip import BucketStrip


class RuleCard(QFrame):
    """One rule.

    Signals:
        chosen(str): the id of the rule, when it was clicked or Enter was pressed on it.
    """

    chosen = Signal(str)

    def __init__(
        self,
        report: RuleReport,
        rule: Rule,
        ledgers: Mapping[str, Ledger],
        on: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.report = report
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("在下面看这条要求的记录"))
        sentence = QLabel(report.sentence)
        sentence.setWordWrap(True)
        self.figures = QLabel(figures(report, rule, ledgers, on))
        self.figures.setProperty("role", "small")
        self.figures.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(sentence, 1)
        head.addWidget(StateChip(report.state), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        if self.figures.text():
            column.addWidget(self.figures)
        if report.late:
            late = QLabel(self.tr("有的时段过了期限才补上"))
            late.setProperty("role", "warning")
            column.addWidget(late)
        self.lacking = self._lacking(report)
        if self.lacking is not None:
            column.addWidget(self.lacking)
        self.strip: BucketStrip | None = None
        if report.buckets:
            self.strip = BucketStrip(report.buckets, rule, ledgers, on)
            column.addWidget(self.strip)
        self.setAccessibleName(f"{report.sentence}　{style.state_word(report.state)}　{self.figures.text()}")

    def _lacking(self, report: RuleReport) -> QLabel | None:
        """Everybody who has not done it yet, behind a link where the figures name only the first."""
        worst = next((b for b in report.buckets if b.state is report.state), None)
        if worst is None or len(worst.lacking) <= NAMED:
            return None
        names = QLabel()
        names.setProperty("role", "small")
        names.setWordWrap(True)
        names.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        more = link("all", self.tr("看全部 {n} 个").format(n=len(worst.lacking)))
        names.setText(more)
        names.linkActivated.connect(lambda _: names.setText("、".join(worst.lacking)))
        return names

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the one whose records are shown."""
        self.setProperty("chosen", "true" if chosen else "false")
        style.restyle(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.report.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.report.id)
        else:
            super().keyPressEvent(event)


class ChildLine(QWidget):
    """One indicator below another: its title, and its state at the right.

    Signals:
        opened(str): its code.
    """

    opened = Signal(str)

    def __init__(self, report: IndicatorReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = ElidedLink(f"{report.code}　{report.title}")
        title.clicked.connect(lambda: self.opened.emit(report.code))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(title, 1)
        row.addWidget(StateChip(report.state))
