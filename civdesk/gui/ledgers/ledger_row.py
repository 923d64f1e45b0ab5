"""How the rows of the list of ledgers are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from .. import style
from .ledger_model import COUNT_ROLE, ROW_ROLE, Group, Item, LedgerModel, Note

_VCENTER = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _VCENTER
_RIGHT = Qt.AlignmentFlag.AlignRight | _VCENTER


class LedgerRow(QStyledItemDelegate):
    """A group in small letters with its arrow, or a ledger with its count at the right; the open one is
    marked, and what the keyboard is on has a border."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        row = index.data(ROW_ROLE)
        if isinstance(row, Note):
            return QSize(100, style.scaled(64))
        if isinstance(row, Group):
            return QSize(100, style.scaled(34 if index.row() else 28))
        return QSize(100, style.scaled(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        area = option.rect.adjusted(style.scaled(16), 0, -style.scaled(16), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Note):
            painter.setFont(style.font("small"))
            painter.setPen(style.colour("soft"))
            painter.drawText(area, int(Qt.TextFlag.TextWordWrap) | int(_LEFT), row.text)
        else:
            self._ground(painter, option, index, row)
            if isinstance(row, Group):
                self._group(painter, area, row)
            else:
                self._ledger(painter, area, row, index)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, row: Group | Item
    ) -> None:
        place = QRectF(option.rect.adjusted(8, 1, -8, -1)).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = self._is_open(index, row)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen or hovered or focused:
            painter.setPen(QPen(style.colour("accent"), 1) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(place, 6, 6)

    def _is_open(self, index: QModelIndex, row: Group | Item) -> bool:
        model = index.model()
        return isinstance(row, Item) and isinstance(model, LedgerModel) and row.ledger.key == model.open_key

    def _group(self, painter: QPainter, area: QRect, row: Group) -> None:
        half = style.scaled(4)
        centre = QPointF(area.left() + half, area.center().y() + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("faint"))
        turned = [(-half, -half / 2), (half, -half / 2), (0, half / 2)]
        if row.folded:
            turned = [(-half / 2, -half), (half / 2, 0), (-half / 2, half)]
        painter.drawPolygon(QPolygonF([QPointF(centre.x() + x, centre.y() + y) for x, y in turned]))
        font = style.font("small")
        number = str(row.many) if row.folded else ""
        area = area.adjusted(style.scaled(16), 0, 0, 0)
        area = self._number(painter, area, number, "faint")
        self._text(painter, area, row.title, font, "soft")

    def _ledger(self, painter: QPainter, area: QRect, row: Item, index: QModelIndex) -> None:
        chosen = self._is_open(index, row)
        count = index.data(COUNT_ROLE)
        area = self._number(
            painter, area, "" if count is None else f"{count:,}", "soft" if count else "faint"
        )
        font = style.font(bold=chosen)
        ink = "accent_deep" if chosen else "soft" if row.ledger.hidden else "ink"
        wide = self._text(painter, area, row.ledger.title, font, ink)
        if row.hint:
            rest = area.adjusted(wide + style.scaled(8), 0, 0, 0)
            if rest.width() > style.scaled(24):
                self._text(painter, rest, row.hint, style.font("small"), "faint")

    def _number(self, painter: QPainter, area: QRect, number: str, ink: str) -> QRect:
        """Paint a number at the right; what is left of the area."""
        small = style.font("small")
        painter.setFont(small)
        painter.setPen(style.colour(ink))
        painter.drawText(area, int(_RIGHT), number)
        return area.adjusted(0, 0, -QFontMetrics(small).horizontalAdvance(number) - 8, 0)

    def _text(self, painter: QPainter, area: QRect, text: str, font: QFont, ink: str) -> int:
        """Paint a text at the left, cut where it has no room; how wide it got."""
        painter.setFont(font)
        painter.setPen(style.colour(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(_LEFT), shown)
        return QFontMetrics(font).horizontalAdvance(shown)
