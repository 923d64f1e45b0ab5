"""The pieces of a rule as a strip of small bars: how full each is, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...domain.decide import BucketResult
from ...domain.ledgers import Ledger
from ...domain.rules import Rule
from ...domain.words import show_day
from .. import style
from .figures import bucket_told, fraction_done, short_figures


class BucketStrip(QWidget):
    """One bar for each bucket; titles and figures where there is room for them."""

    def __init__(
        self,
        buckets: tuple[BucketResult, ...],
        rule: Rule,
        ledgers: Mapping[str, Ledger],
        on: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._buckets, self._rule, self._on = buckets, rule, on
        self.told = [bucket_told(bucket, rule, ledgers, on) for bucket in buckets]
        self.setAccessibleName("；".join(self.told))

    def sizeHint(self) -> QSize:
        if len(self._buckets) == 1:
            return QSize(style.scaled(240), style.scaled(12))
        line = QFontMetrics(style.font("small")).height()
        return QSize(style.scaled(240), 2 * line + style.scaled(8 + 12))

    def _area(self, n: int) -> QRectF:
        gap = style.scaled(4) if len(self._buckets) <= 26 else 1
        wide = (self.width() + gap) / len(self._buckets)
        return QRectF(n * wide, 0, wide - gap, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = style.font("small")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        alone = len(self._buckets) == 1  # the card says its figures already
        line, high = 0 if alone else metrics.height(), style.scaled(8)
        free = 0.0  # up to where titles stand already
        for n, bucket in enumerate(self._buckets):
            area = self._area(n)
            look = style.state_look(bucket.state)
            bar = QRectF(area.left(), line + style.scaled(2 if alone else 6), area.width(), high)
            radius = min(high / 2, bar.width() / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.soft)
            painter.drawRoundedRect(bar, radius, radius)
            done = fraction_done(bucket)
            if done > 0:
                painter.setBrush(look.solid)
                full = QRectF(bar.left(), bar.top(), max(bar.width() * done, min(high, bar.width())), high)
                painter.drawRoundedRect(full, radius, radius)
            if alone:
                break
            now = bucket.bucket.start <= self._on <= bucket.bucket.end
            title = bucket.bucket.title
            wide = metrics.horizontalAdvance(title)
            if area.left() >= free and area.left() + wide <= self.width():
                painter.setPen(style.colour("ink" if now else "soft"))
                place = QRectF(area.left(), 0, wide + 2, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
                free = area.left() + wide + style.scaled(6)
            self._under(
                painter,
                metrics,
                bucket,
                QRectF(area.left(), bar.bottom() + style.scaled(4), area.width(), line),
            )
        painter.end()

    def _under(self, painter: QPainter, metrics: QFontMetrics, bucket: BucketResult, place: QRectF) -> None:
        """Figures and deadline; the deadline alone is left out first."""
        number = short_figures(bucket, self._rule)
        due = bucket.bucket.deadline
        present, _, needed = number.partition(" / ")
        texts = [self.tr("有 {n}，需 {m}").format(n=present, m=needed) if needed else "", number]
        if bucket.late:
            texts.insert(0, self.tr("{figures}（补）").format(figures=texts[0]))
        if due:
            texts.insert(
                0, self.tr("{figures}　{day}前").format(figures=texts[0], day=show_day(due, self._on))
            )
        for text in filter(None, texts):
            if metrics.horizontalAdvance(text) <= place.width():
                painter.setPen(style.state_look(bucket.state).ink)
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text.strip()
                )
                return

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for n in range(len(self._buckets)):
                if self._area(n).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), self.told[n], self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)
