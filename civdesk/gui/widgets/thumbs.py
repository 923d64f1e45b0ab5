"""Pieces of evidence as small pictures; a preview is fetched beside the window when it comes into sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from .. import style
from ..icons import pixmap
from .previews import Previews

if TYPE_CHECKING:
    from ...store.evidence import Evidence

ID_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY, _PICTURE, _TIP = 0, int(Qt.ItemDataRole.DecorationRole), int(Qt.ItemDataRole.ToolTipRole)
_SIDE = 320  # what the workspace keeps ready
_ICONS = {"photo": "photo", "video": "video", "audio": "audio"}


class ThumbModel(QAbstractListModel):
    """A list of evidence with their previews."""

    def __init__(self, previews: Previews, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._previews = previews
        self._items: list[Evidence] = []
        previews.ready.connect(self._arrived)

    def set_items(self, items: Sequence[Evidence]) -> None:
        """Show these."""
        if list(items) == self._items:
            return
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    @property
    def items(self) -> Sequence[Evidence]:
        return self._items

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        one = self._items[index.row()]
        if role == _DISPLAY:
            return one.title or one.name
        if role == _PICTURE:
            return self._previews.pixmap(one.id, _SIDE)
        if role == ID_ROLE:
            return one.id
        return one.name if role == _TIP else None

    def kind(self, row: int) -> str:
        """The kind of a piece, for its icon."""
        return self._items[row].kind

    def _arrived(self, id: str) -> None:
        for row, one in enumerate(self._items):
            if one.id == id:
                index = self.index(row)
                self.dataChanged.emit(index, index)


class _Card(QStyledItemDelegate):
    """A picture that fills its frame, and its name."""

    def __init__(self, width: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._width = width

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        wide = style.scaled(self._width)
        return QSize(wide, wide * 3 // 4 + QFontMetrics(style.font("small")).height() + style.scaled(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        area: QRect = option.rect.adjusted(2, 2, -2, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        frame = QRect(area.left(), area.top(), area.width(), (area.width() + 4) * 3 // 4 - 4)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 6, 6)
        painter.setClipPath(path)
        picture = index.data(_PICTURE)
        painter.fillRect(frame, style.colour("ground"))
        if picture is not None and not picture.isNull():
            size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(frame.center())
            if picture.height() > picture.width():
                place.moveTop(frame.top())  # of a page one wants to read the head
            painter.drawPixmap(place, picture)
        else:
            kind = index.model().kind(index.row())
            side = style.scaled(32)
            mark = pixmap(_ICONS.get(kind, "document"), "faint", side, painter.device().devicePixelRatioF())
            painter.drawPixmap(frame.center() - QPoint(side // 2, side // 2), mark)
        painter.setClipping(False)
        painter.setPen(QPen(style.colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.drawPath(path)
        font = style.font("small")
        painter.setFont(font)
        painter.setPen(style.colour("ink" if chosen else "soft"))
        line = QRect(area.left(), frame.bottom() + 2, area.width(), area.bottom() - frame.bottom() - 2)
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class Thumbs(QListView):
    """A grid of pictures as wide as its place; with `grows` as high as it needs, without a scroll bar.

    Signals:
        opened(str): double click or Enter on a piece of evidence.
        menu_wanted(str, QPoint): the context menu of a piece, at a global place.
    """

    opened = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(
        self, previews: Previews, *, width: int = 128, grows: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grows = grows
        self.pictures = ThumbModel(previews, self)
        self.setModel(self.pictures)
        self.setItemDelegate(_Card(width, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(4)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.activated.connect(lambda index: self.opened.emit(index.data(ID_ROLE)))

    def set_items(self, items: Sequence[Evidence]) -> None:
        """Show these pieces of evidence."""
        self.pictures.set_items(items)
        self._fit()

    def chosen_ids(self) -> list[str]:
        """The selected pieces."""
        return [index.data(ID_ROLE) for index in self.selectedIndexes()]

    def _menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.menu_wanted.emit(index.data(ID_ROLE), self.viewport().mapToGlobal(place))

    def _fit(self) -> None:
        if not self._grows:
            return
        cell = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()) + QSize(8, 8)
        across = max(1, (self.viewport().width() - 4) // cell.width())
        rows = -(-self.pictures.rowCount() // across)
        height = rows * cell.height() + 8
        if self.minimumHeight() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
