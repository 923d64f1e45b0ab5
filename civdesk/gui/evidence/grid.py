"""The grid of pictures: tiles that fill the width, painted from small previews."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...store.evidence import Evidence
from .. import style
from ..icons import pixmap
from ..widgets.previews import Previews
from ..widgets.widening import widened
from .model import EVIDENCE, LINKED, EvidenceModel

ICONS = {"photo": "photo", "video": "video", "audio": "audio", "document": "document", "other": "attach"}
_TILE, _PICTURE = 200, 150  # at 100 %: the place of the picture, four by three
TILE_SIDE = 320  # pixels of the previews that are kept: one size serves the grid and the detail


def taken_text(one: Evidence) -> str:
    """2026-03-18 09:30; the day alone where only that is known, "" where nothing is."""
    return (one.taken_at or "")[:16].replace("T", " ")


class _Tiles(QStyledItemDelegate):
    """A picture, its title and its day; a word on it when it proves nothing yet or is damaged."""

    def __init__(self, previews: Previews, view: TileView) -> None:
        super().__init__(view)
        self._previews, self._view = previews, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return self._view.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        one: Evidence | None = index.data(EVIDENCE)
        if one is None:
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        gap = style.scaled(4)
        tile = QRectF(option.rect.adjusted(gap, gap, -gap, -gap))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(tile, style.scaled(8), style.scaled(8))
        inner = tile.adjusted(gap, gap, -gap, -gap)
        height = inner.width() * _PICTURE / _TILE
        place = QRectF(inner.left(), inner.top(), inner.width(), height)
        self._picture(painter, place, one)
        marks = [self.tr("未关联")] if not index.data(LINKED) else []
        if one.damaged:
            marks.append(self.tr("已损坏"))
        self._marks(painter, place, marks)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(style.colour("accent"))
            painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), style.scaled(8), style.scaled(8))
        text = QRect(
            round(inner.left()) + gap,
            round(place.bottom()) + style.scaled(6),
            round(inner.width()) - 2 * gap,
            0,
        )
        self._lines(painter, text, one, chosen)
        painter.restore()

    def _picture(self, painter: QPainter, place: QRectF, one: Evidence) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(place, style.scaled(6), style.scaled(6))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(place, style.colour("ground"))
        small = self._previews.pixmap(one.id, TILE_SIDE)
        if small is not None and not small.isNull():
            painter.drawPixmap(fitted(small, place), small, QRectF(small.rect()))
        elif small is not None or one.kind not in ("photo", "document"):
            self._stand_in(painter, place, one)
        painter.restore()

    def _stand_in(self, painter: QPainter, place: QRectF, one: Evidence) -> None:
        side = style.scaled(40)
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap(ICONS[one.kind], "faint", side, ratio)
        painter.drawPixmap(
            round(place.center().x() - side / 2), round(place.center().y() - side * 0.75), drawn
        )
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("soft"))
        ending = one.name.rpartition(".")[2].upper() if "." in one.name else ""
        below = QRectF(place.left(), place.center().y() + side * 0.35, place.width(), side)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, ending)

    def _marks(self, painter: QPainter, place: QRectF, marks: list[str]) -> None:
        font = style.font("small")
        metrics = QFontMetrics(font)
        left = place.left() + style.scaled(6)
        height = metrics.height() + style.scaled(4)
        for mark in marks:
            width = metrics.horizontalAdvance(mark) + style.scaled(16)
            area = QRectF(left, place.top() + style.scaled(6), width, height)
            ground = QColor(style.colour("warn_soft"))
            ground.setAlphaF(0.94)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(area, height / 2, height / 2)
            painter.setPen(style.colour("warn"))
            painter.setFont(font)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, mark)
            left += width + style.scaled(4)

    def _lines(self, painter: QPainter, text: QRect, one: Evidence, chosen: bool) -> None:
        base, small = style.font(), style.font("small")
        metrics = QFontMetrics(base)
        painter.setFont(base)
        painter.setPen(style.colour("accent_deep" if chosen else "ink" if one.title else "soft"))
        title = metrics.elidedText(one.title or one.name, Qt.TextElideMode.ElideMiddle, text.width())
        text.setHeight(metrics.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        below = QRect(
            text.left(), text.bottom() + style.scaled(2), text.width(), QFontMetrics(small).height()
        )
        painter.setFont(small)
        painter.setPen(style.colour("soft"))
        when = taken_text(one) or self.tr("日期不明")
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, when)


def fitted(picture: QPixmap, place: QRectF) -> QRectF:
    """Where a picture is drawn to be seen whole in the middle of a place; never enlarged beyond twice."""
    factor = min(place.width() / picture.width(), place.height() / picture.height(), 2.0)
    width, height = picture.width() * factor, picture.height() * factor
    return QRectF(place.center().x() - width / 2, place.center().y() - height / 2, width, height)


class TileView(QListView):
    """Tiles in rows as wide as the view.

    Signals:
        opened(id): Enter, Space or a double click: the large view.
        deleted(): Delete.
    """

    opened = Signal(str)
    deleted = Signal()

    def __init__(self, model: EvidenceModel, previews: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("影像"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        # List mode with wrapping lays 20,000 tiles out in rows; icon mode would sort them into a tree first.
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self._cell = QSize(_TILE, _TILE)
        self._evidence = model
        self.setModel(model)
        self.setItemDelegate(_Tiles(previews, self))
        self._fit()
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))
        previews.ready.connect(self._repaint)

    def cell(self) -> QSize:
        """The size of a tile with its margins."""
        return self._cell

    def ids(self) -> list[str]:
        """What is selected, in the order of the grid."""
        rows = sorted(
            row for part in self.selectionModel().selection() for row in range(part.top(), part.bottom() + 1)
        )
        return [self._evidence.id_at(row) for row in rows]

    def choose(self, id: str) -> bool:
        """Make one tile current and bring it into sight; False when the filter leaves it out."""
        row = self._evidence.row_of(id)
        if row is None:
            return False
        index = self._evidence.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def _fit(self) -> None:
        """As many tiles in a row as have room; what is left over is shared among them."""
        room = max(self.viewport().width() - 1, 1)
        # Larger text wants a little more width, not larger pictures.
        wanted = widened(_TILE + 16)
        width = room // max(1, room // wanted)
        gap = style.scaled(4)
        lines = QFontMetrics(style.font()).height() + QFontMetrics(style.font("small")).height()
        height = round((width - 4 * gap) * _PICTURE / _TILE) + 4 * gap + lines + style.scaled(14)
        if QSize(width, height) != self._cell:
            self._cell = QSize(width, height)
            self.setGridSize(self._cell)
            self.verticalScrollBar().setSingleStep(height // 4)
            self.scheduleDelayedItemsLayout()

    def _repaint(self, id: str) -> None:
        row = self._evidence.row_of(id)
        if row is not None:
            self.viewport().update(self.visualRect(self._evidence.index(row)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_evidence"):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        index = self.currentIndex()
        if plain and index.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._evidence.id_at(index.row()))
        elif plain and key == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)
