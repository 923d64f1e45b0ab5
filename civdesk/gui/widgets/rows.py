"""A list of things with a date, two lines, and a state: what is due, what is lacking, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from .. import style
from .chip import chip_size, paint_chip

ROW_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `left` is a short text before it (a date), `right` one behind it; `red`: the left is late.

    `target` is handed back when the row is chosen.
    """

    title: str
    under: str = ""
    left: str = ""
    right: str = ""
    state: str = ""
    red: bool = False
    target: object = None


class RowsModel(QAbstractListModel):
    """The rows as they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        if list(rows) == self.rows:
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (0, int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            state = style.state_word(row.state) if row.state else ""
            return "\n".join(part for part in (f"{row.left} {row.title}".strip(), row.under, state) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.left_width = 0
        self.two_lines = True

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        height = QFontMetrics(style.font()).height()
        if self.two_lines:
            height += QFontMetrics(style.font("small")).height() + style.scaled(2)
        return QSize(120, height + style.scaled(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: Row = index.data(ROW_ROLE)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(option.rect.adjusted(8, 1, -8, -1), 6, 6)
        pad = 20
        area = option.rect.adjusted(pad, style.scaled(6), -pad, -style.scaled(6))
        base, small = style.font(), style.font("small")
        line = QFontMetrics(base).height()
        # Without a second line the first stands in the middle.
        above = 0 if row.under else max(area.height() - line, 0) // 2
        top = QRect(area.left(), area.top() + above, area.width(), line)
        if self.left_width:
            self._text(painter, top, row.left, base, "overdue" if row.red else "soft")
            area.setLeft(area.left() + self.left_width)
            top.setLeft(area.left())
        if row.state:
            size = chip_size(row.state)
            place = QRectF(
                area.right() - size.width(), top.center().y() - size.height() / 2, size.width(), size.height()
            )
            paint_chip(painter, place, row.state)
            top.setRight(int(place.left()) - 8)
        elif row.right:
            wide = QFontMetrics(small).horizontalAdvance(row.right) + 2
            place = QRect(area.right() - wide, top.top(), wide, line)
            self._text(painter, place, row.right, small, "soft", Qt.AlignmentFlag.AlignRight)
            top.setRight(place.left() - 8)
        self._text(painter, top, row.title, base, "ink")
        if self.two_lines and row.under:
            below = QRect(
                area.left(), top.bottom() + style.scaled(2), area.width(), area.bottom() - top.bottom()
            )
            self._text(painter, below, row.under, small, "soft")
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        font: QFont,
        ink: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font)
        painter.setPen(style.colour(ink))
        shown = QFontMetrics(font).elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, shown)


class RowsList(QListView):
    """The list; Enter or a click opens a row.

    Signals:
        opened(object): the target of a row.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, two_lines: bool = True) -> None:
        super().__init__(parent)
        self.listed = RowsModel(self)
        self._delegate = _Delegate(self)
        self._delegate.two_lines = two_lines
        self.setModel(self.listed)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._open)
        self.clicked.connect(self._open)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.listed.set_rows(rows)
        self._measure()

    def _open(self, index: QModelIndex) -> None:
        target = self.listed.rows[index.row()].target
        if target is not None:
            self.opened.emit(target)

    def _measure(self) -> None:
        metrics = QFontMetrics(style.font())
        widest = max((metrics.horizontalAdvance(row.left) for row in self.listed.rows), default=0)
        self._delegate.left_width = widest + style.scaled(16) if widest else 0
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self.scheduleDelayedItemsLayout()
