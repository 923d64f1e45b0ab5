"""How many there are of how many that are wanted: 1/2 in amber, 2/2 in green."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import style
from .chip import paint_chip


class CountChip(QWidget):
    """The chip; nothing is wanted: only the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state, self._word = "not_applicable", ""

    @property
    def word(self) -> str:
        """What it says."""
        return self._word

    def set_count(self, present: int, wanted: int) -> None:
        """Show `present` of `wanted` (0: none is missed)."""
        if wanted and present < wanted:
            self._state = "short"
            self._word = self.tr("{present}/{wanted}，还差 {n}").format(
                present=present, wanted=wanted, n=wanted - present
            )
        else:
            self._state = "met" if wanted else "not_applicable"
            self._word = f"{present}/{wanted}" if wanted else f"{present}"
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(style.font("small"))
        return QSize(
            metrics.horizontalAdvance(self._word) + style.scaled(32), metrics.height() + style.scaled(4)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._state, self._word)
        painter.end()
