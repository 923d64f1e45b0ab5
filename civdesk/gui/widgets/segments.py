"""A bar cut into states: how much of a standard is met, pending, overdue."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import style


class SegmentBar(QWidget):
    """One segment for each state, as long as its count; the counts stand in words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show these counts, in this order."""
        self._counts = {state: n for state, n in counts.items() if n}
        told = "，".join(f"{style.state_word(state)} {n}" for state, n in self._counts.items())
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, style.scaled(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setClipPath(path)
        painter.fillRect(area, style.colour("line"))
        total = sum(self._counts.values())
        left = 0.0
        for state, n in self._counts.items():
            wide = area.width() * n / total
            painter.fillRect(QRectF(left, 0, max(wide - 2, 1), area.height()), style.state_look(state).solid)
            left += wide
        painter.end()
