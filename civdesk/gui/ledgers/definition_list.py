"""The fields of a ledger as a list that is put in order: by dragging, by Alt+↑/↓, with an eye that hides."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...domain.definitions import KIND_TITLES
from ...domain.fields import Field
from .. import style
from ..icons import pixmap

FIELD_ROLE = int(Qt.ItemDataRole.UserRole)


class FieldModel(QAbstractListModel):
    """The fields in their order.

    Signals:
        moved(str, int): a field was dragged to another place.
    """

    moved = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields: tuple[Field, ...] = ()

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        """Show these; where only what is said of them changed, the list stays as it is."""
        same = [one.key for one in fields] == [one.key for one in self.fields]
        if not same:
            self.beginResetModel()
        self.fields = fields
        if not same:
            self.endResetModel()
        elif fields:
            self.dataChanged.emit(self.index(0), self.index(len(fields) - 1))

    def row_of(self, key: str) -> int:
        """The row of a field, -1 when it is not there."""
        return next((n for n, one in enumerate(self.fields) if one.key == key), -1)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between the rows, not onto one
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(self, source: QModelIndex, row: int, count: int, target: QModelIndex, before: int) -> bool:
        """What the view asks for when a row was dropped; `before` counts as the list was."""
        if count != 1 or before in (row, row + 1) or not 0 <= row < len(self.fields):
            return False
        key = self.fields[row].key
        self.moved.emit(key, before - (before > row))
        return True

    def data(self, index: QModelIndex, role: int = 0) -> object:
        one = self.fields[index.row()]
        if role == FIELD_ROLE:
            return one
        if role == 0:
            return one.title
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            parts = [one.title, KIND_TITLES[one.kind]]
            parts += [self.tr("必填")] if one.required else []
            parts += [self.tr("已隐藏")] if one.hidden else []
            return "，".join(parts)
        return None


class _FieldRow(QStyledItemDelegate):
    """The name, its kind in small letters, and the eye at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(100, style.scaled(36))

    def eye(self, area: QRect) -> QRect:
        """Where the eye is, with room for the finger."""
        side = style.scaled(34)
        return QRect(area.right() - side - style.scaled(8), area.top(), side, area.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        one: Field = index.data(FIELD_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(option.rect.adjusted(8, 1, -8, -1), 6, 6)
        eye, side = self.eye(option.rect), style.scaled(18)
        place = QRect(0, 0, side, side)
        place.moveCenter(eye.center())
        ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
        name = "eye_off" if one.hidden else "eye"
        painter.drawPixmap(place, pixmap(name, "faint" if one.hidden else "soft", side, ratio))
        area = option.rect.adjusted(style.scaled(16), 0, -(option.rect.right() - eye.left()) - 4, 0)
        ink = "faint" if one.hidden else "accent_deep" if chosen else "ink"
        area = self._text(painter, area, one.title or "—", "base", ink, bold=chosen)
        if one.required:
            area = self._text(painter, area, self.tr("必填"), "small", "accent")
        self._text(painter, area, KIND_TITLES[one.kind], "small", "faint")
        painter.restore()

    def _text(
        self, painter: QPainter, area: QRect, text: str, size: str, ink: str, *, bold: bool = False
    ) -> QRect:
        """Paint a text at the left; the room behind it."""
        font = style.font(size, bold=bold)
        painter.setFont(font)
        painter.setPen(style.colour(ink))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(area.width(), 0))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return area.adjusted(metrics.horizontalAdvance(shown) + style.scaled(8), 0, 0, 0)


class FieldList(QListView):
    """The list itself.

    Signals:
        chosen(str): a field became the current one.
        wants_move(str, int): put a field at this place.
        wants_eye(str): hide a field or show it.
    """

    chosen = Signal(str)
    wants_move = Signal(str, int)
    wants_eye = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listed = FieldModel(self)
        # The model is changed by whoever hears it, when the drop is over.
        self.listed.moved.connect(self.wants_move, Qt.ConnectionType.QueuedConnection)
        self._row = _FieldRow(self)
        self.setModel(self.listed)
        self.setItemDelegate(self._row)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def set_fields(self, fields: tuple[Field, ...], key: str) -> None:
        """Show these, one of them the current."""
        self.listed.set_fields(fields)
        row = self.listed.row_of(key)
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(self.listed.index(row))

    @property
    def key(self) -> str:
        """The key of the current field, "" where there is none."""
        index = self.currentIndex()
        return self.listed.fields[index.row()].key if index.isValid() else ""

    def move_current(self, by: int) -> None:
        """Move the current field up (-1) or down (1)."""
        row = self.currentIndex().row()
        if self.key and 0 <= row + by < len(self.listed.fields):
            self.wants_move.emit(self.key, row + by)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.listed.fields[current.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space and self.key:
            self.wants_eye.emit(self.key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._row.eye(self.visualRect(index)).contains(event.position().toPoint()):
            self.setCurrentIndex(index)
            self.wants_eye.emit(self.listed.fields[index.row()].key)
            return
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
