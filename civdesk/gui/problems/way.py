"""The way of one problem: its steps from top to bottom on one line, each with its day."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...desk.problems_notice import account_of
from ...domain.problems import FAILED, Step, StepKind
from .. import style
from ..widgets.links import link

# What each step means for the problem, as the colour of its dot.
_DOTS = {
    StepKind.FOUND: "unjudged",
    StepKind.FINISHED: "met",
    StepKind.CLOSED: "met",
    StepKind.HARD: "short",
    StepKind.EXTENDED: "short",
    StepKind.REOPENED: "short",
    StepKind.URGED: "short",
    StepKind.CIRCULATED: "short",
    StepKind.ACCOUNTABLE: "short",
}


def _dot(step: Step) -> str:
    if step.kind is StepKind.RECHECKED:
        return "short" if step.result == FAILED else "met"
    return _DOTS.get(step.kind, "pending")


class _Row(QWidget):
    """One step: a dot on the line, its day, what it was, who, what was said."""

    def __init__(self, step: Step, place: tuple[bool, bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step, (self._first, self._last) = step, place
        self.head = QLabel()
        self.head.setTextFormat(Qt.TextFormat.RichText)
        soft = style.colour("soft").name()
        day = escape(step.at or self.tr("日期不详"))
        who = f'<span style="color:{soft}">&nbsp;&nbsp;{escape(step.who)}</span>' if step.who else ""
        self.head.setText(
            f'<span style="color:{soft}">{day}</span>&nbsp;&nbsp;<b>{escape(step.kind.label)}</b>{who}'
        )
        self.head.setWordWrap(True)
        self.body = QLabel(escape(step.text).replace("\n", "<br>"))
        self.body.setTextFormat(Qt.TextFormat.RichText)
        self.body.setWordWrap(True)
        self.body.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        if record := account_of(step):
            self.body.setText(self.body.text() + "&nbsp;&nbsp;" + link(record, self.tr("打开记录")))
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, style.scaled(10))
        words.setSpacing(2)
        words.addWidget(self.head)
        words.addWidget(self.body)
        if not step.text:  # showing it, without a parent yet, would make it a window
            self.body.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(style.scaled(24), 0, 0, 0)
        row.addLayout(words, 1)
        self.setAccessibleName(f"{step.at} {step.kind.label} {step.text}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = style.scaled(8), self.head.y() + self.head.fontMetrics().height() / 2
        painter.setPen(QPen(style.colour("line"), 2))
        painter.drawLine(QPointF(x, y if self._first else 0), QPointF(x, y if self._last else self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.state_look(_dot(self._step)).solid)
        painter.drawEllipse(QPointF(x, y), style.scaled(5), style.scaled(5))
        painter.end()


class Way(QWidget):
    """All steps.

    Signals:
        open_account(str): the id of a record of 责任追究.
    """

    open_account = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these, from the first to the last."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [_Row(step, (n == 0, n + 1 == len(steps)), self) for n, step in enumerate(steps)]
        for row in self.rows:
            row.body.linkActivated.connect(self.open_account)
            self._column.addWidget(row)
            row.show()
