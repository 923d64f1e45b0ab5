"""The six elements of a caption as six small lights: what is there and what is still to be written."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...desk.evidence import SIX
from .. import style


class SixLights(QWidget):
    """A pill for each element, filled where it is given; they wrap where the place is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._missing: tuple[str, ...] = SIX

    def show_missing(self, missing: tuple[str, ...]) -> None:
        """Light up everything but these."""
        self._missing = missing
        said = (
            self.tr("六要素齐全")
            if not missing
            else self.tr("还缺：{names}").format(names="、".join(missing))
        )
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def _pills(self, width: int) -> list[tuple[str, QRectF]]:
        metrics = QFontMetrics(style.font("small"))
        height, gap = metrics.height() + style.scaled(6), style.scaled(4)
        left = top = 0.0
        pills = []
        for name in SIX:
            wide = metrics.horizontalAdvance(name) + style.scaled(28)
            if left and left + wide > width:
                left, top = 0.0, top + height + gap
            pills.append((name, QRectF(left + 0.5, top + 0.5, wide - 1, height - 1)))
            left += wide + gap
        return pills

    def sizeHint(self) -> QSize:
        bottom = self._pills(max(self.width(), 1))[-1][1].bottom()
        return QSize(style.scaled(200), round(bottom + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(style.scaled(80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(style.font("small"))
        for name, area in self._pills(self.width()):
            given = name not in self._missing
            look = style.state_look("met" if given else "short")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.soft)
            painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
            painter.setPen(look.ink)
            sign = area.adjusted(style.scaled(7), 0, 0, 0)
            painter.drawText(
                sign, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "✓" if given else "○"
            )
            text = area.adjusted(style.scaled(20), 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.end()
