"""The proofs of each record at a glance: a mark for each role, never told by colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ...domain.ledgers import Ledger
from .. import style
from .source import LedgerSource

_SLOT, _EDGE = 24, 8  # at 100 % text


def slot_width() -> int:
    """The room of one mark."""
    return style.scaled(_SLOT)


def block_width(ledger: Ledger) -> int:
    """The room of all marks of a ledger."""
    return len(ledger.proofs) * slot_width() + 2 * style.scaled(_EDGE)


def role_at(ledger: Ledger, offset: int) -> str:
    """The role whose mark lies so far right in the column; "" beside them."""
    place = (offset - style.scaled(_EDGE)) // slot_width()
    return ledger.proofs[place].role if 0 <= place < len(ledger.proofs) else ""


def slots(ledger: Ledger, area: QRect) -> list[tuple[str, QRect]]:
    """Each role with the place of its mark in a cell or head."""
    left, wide = area.left() + style.scaled(_EDGE), slot_width()
    return [
        (proof.role, QRect(left + n * wide, area.top(), wide, area.height()))
        for n, proof in enumerate(ledger.proofs)
    ]


def initials(ledger: Ledger, roles: Mapping[str, str]) -> dict[str, str]:
    """One character for each role that tells it from its neighbours: 照, 签 …"""
    taken: dict[str, str] = {}
    for proof in ledger.proofs:
        title = roles.get(proof.role, proof.role).removeprefix("现场")
        letter = next((one for one in title if one not in taken.values()), title[:1])
        taken[proof.role] = letter
    return taken


class TickDelegate(QStyledItemDelegate):
    """✓ enough, and how many where there are several; a number in a ring: so many, but too few; ○ none of
    what is wanted; nothing where nothing is wanted and there is none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view = self.parent()
        source = view.paged.source
        super().paint(painter, option, QModelIndex())  # what lies behind it
        if not isinstance(source, LedgerSource) or index.row() >= view.paged.rowCount():
            return
        index.data()  # has the page read
        held = source.held(view.paged.id_at(index.row()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = dict(slots(source.ledger, option.rect))
        for proof in source.ledger.proofs:
            _mark(painter, QRectF(places[proof.role]), held.get(proof.role, 0), proof.wanted)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(slot_width(), QFontMetrics(style.font()).height())


def _mark(painter: QPainter, area: QRectF, present: int, wanted: int) -> None:
    centre, side = area.center(), style.scaled(7)
    if present and present >= wanted:
        painter.setPen(_pen("met", "ink", 2))
        if present > 1:
            corner = area.adjusted(area.width() * 0.5, area.height() * 0.42, style.scaled(4), 0)
            _number(painter, corner, str(present) if present < 100 else "…")
            centre -= QPointF(style.scaled(3), style.scaled(1))
        corner = QPointF(centre.x() - side * 0.15, centre.y() + side * 0.55)
        painter.drawPolyline(
            [
                QPointF(centre.x() - side * 0.65, centre.y() + side * 0.05),
                corner,
                QPointF(centre.x() + side * 0.75, centre.y() - side * 0.6),
            ]
        )
    elif wanted:
        painter.setPen(_pen("short", "ink" if present else "solid", 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, side if present else side * 0.7, side if present else side * 0.7)
        if present:
            painter.setPen(style.state_look("short").ink)
            _number(painter, area, str(present))


def _pen(state: str, part: str, width: float) -> QPen:
    pen = QPen(getattr(style.state_look(state), part), style.scaled(width * 10) / 10)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _number(painter: QPainter, area: QRectF, text: str) -> None:
    font = style.font("small")
    font.setPixelSize(round(font.pixelSize() * 0.8))
    painter.setFont(font)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
