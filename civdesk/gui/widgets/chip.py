"""A state as a small coloured chip with its word: never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import style


def chip_size(state: str) -> QSize:
    """How large the chip of a state is at the present text size."""
    metrics = QFontMetrics(style.font("small"))
    return QSize(
        metrics.horizontalAdvance(style.state_word(state)) + style.scaled(30),
        metrics.height() + style.scaled(6),
    )


def paint_chip(painter: QPainter, area: QRectF, state: str, word: str = "") -> None:
    """Draw a chip into `area`, as delegates do."""
    look = style.state_look(state)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.soft)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setBrush(look.solid)
    radius = style.scaled(3.5)
    painter.drawEllipse(QPointF(area.left() + style.scaled(12), area.center().y()), radius, radius)
    painter.setPen(look.ink)
    painter.setFont(style.font("small"))
    text = area.adjusted(style.scaled(20), 0, -style.scaled(6), 0)
    painter.drawText(
        text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word or style.state_word(state)
    )
    painter.restore()


class StateChip(QWidget):
    """The chip as a widget."""

    def __init__(self, state: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state = ""
        self.set_state(state)

    @property
    def state(self) -> str:
        return self._state

    def set_state(self, state: str) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(style.state_word(state))
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._state)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._state)
        painter.end()
