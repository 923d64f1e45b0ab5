"""The pages of a PDF as small pictures, in the parts into which they are to be cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from shiboken6 import isValid

from ...desk import splitting
from ...domain.pageranges import Pages
from ...jobs import Monitor
from .. import style
from ..context import Desk

_SIDE = 240  # pixels of a picture's longer side; shown smaller, sharp on a fine screen
_TOGETHER = 6  # pages of one job: the PDF is opened anew for each
_DISPLAY, _PICTURE = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.DecorationRole)
_PART = int(Qt.ItemDataRole.UserRole) + 1  # number of the part, -1 for none
_FIRST = _PART + 1  # whether a part begins with the page


class _Model(QAbstractListModel):
    """Pages with their pictures, which are drawn beside the window when they come into sight."""

    def __init__(self, desk: Desk, id: str, total: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._id, self.total = desk, id, total
        self.ranges: Sequence[Pages] = ()
        self._pictures: dict[int, QPixmap] = {}
        self._wanted: list[int] = []
        self._busy = False
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(0)
        self._start.timeout.connect(self._load)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else self.total

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        page = index.row() + 1
        if role == _DISPLAY:
            return self.tr("第 {n} 页").format(n=page)
        if role == _PICTURE:
            return self._picture(page)
        part = next((n for n, one in enumerate(self.ranges) if one.first <= page <= one.last), -1)
        if role == _PART:
            return part
        if role == _FIRST:
            return part >= 0 and self.ranges[part].first == page
        return None

    def _picture(self, page: int) -> QPixmap | None:
        if page not in self._pictures:
            if page in self._wanted:
                self._wanted.remove(page)
            self._wanted.append(page)
            self._start.start()
        return self._pictures.get(page)

    def _load(self) -> None:
        if self._busy or not self._wanted:
            return
        # What was asked for last is what the eye is on now.
        pages, self._wanted = sorted(self._wanted[-_TOGETHER:]), self._wanted[:-_TOGETHER]
        self._busy = True
        self._desk.runner.run(
            lambda monitor: self._draw(pages, monitor),
            on_done=lambda images: self._arrived(pages, images),
            on_error=lambda _error: self._arrived(pages, [QImage() for _ in pages]),
            quiet=True,
        )

    def _draw(self, pages: list[int], monitor: Monitor) -> list[QImage]:
        monitor.check()
        made = splitting.page_pictures(self._desk.ws, self._id, pages, _SIDE)
        return [QImage.fromData(data) if data else QImage() for data in made]

    def _arrived(self, pages: list[int], images: list[QImage]) -> None:
        if not isValid(self):
            return  # closed while they were being drawn
        self._busy = False
        for page, image in zip(pages, images, strict=True):
            self._pictures[page] = QPixmap.fromImage(image)
        self.dataChanged.emit(self.index(pages[0] - 1), self.index(pages[-1] - 1))
        self._load()


class _Sheet(QStyledItemDelegate):
    """A page: its picture, its number; before the first of a part a line as if cut there."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        line = QFontMetrics(style.font("small")).height()
        return QSize(style.scaled(116), style.scaled(140) + line + style.scaled(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        part, first = index.data(_PART), index.data(_FIRST)
        line = QFontMetrics(style.font("small")).height()
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if part >= 0:
            painter.fillRect(area, style.colour("accent_soft" if part % 2 == 0 else "warn_soft"))
        frame = area.adjusted(style.scaled(10), style.scaled(8), -style.scaled(10), -line - style.scaled(6))
        picture = index.data(_PICTURE)
        painter.setOpacity(1.0 if part >= 0 else 0.35)
        if picture is not None and not picture.isNull():
            size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(frame.center())
            painter.drawPixmap(place, picture)
        else:
            place = frame
            painter.fillRect(place, style.colour("sheet"))
        chosen = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(style.colour("accent" if chosen else "field"), 2 if chosen else 1))
        painter.drawRect(place)
        painter.setOpacity(1.0)
        if first:
            painter.setPen(QPen(style.colour("accent"), 3))
            painter.drawLine(area.left() + 1, area.top() + 4, area.left() + 1, area.bottom() - 4)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("ink" if part >= 0 else "faint"))
        words = QRect(area.left(), area.bottom() - line - 1, area.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()


class PageStrip(QListView):
    """All pages of a PDF.

    Signals:
        cut(int): a new part is to begin with this page, or no longer.
        left_out(int): this page is to be in no part, or is again.
    """

    cut = Signal(int)
    left_out = Signal(int)

    def __init__(self, desk: Desk, id: str, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = _Model(desk, id, total, self)
        self.setModel(self._pages)
        self.setItemDelegate(_Sheet(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("页"))
        self.clicked.connect(lambda index: self.cut.emit(index.row() + 1))
        self.setCurrentIndex(self._pages.index(0))

    def show_ranges(self, ranges: Sequence[Pages]) -> None:
        """Show which pages belong together."""
        self._pages.ranges = list(ranges)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.currentIndex().row() + 1
        if page and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cut.emit(page)
        elif page and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.left_out.emit(page)
        else:
            super().keyPressEvent(event)
