"""One picture, upright and as large as its place: the small preview at once, then the large one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ...desk import evidence
from ...errors import DeskError
from ...store.evidence import Evidence
from .. import style
from ..context import Desk
from ..icons import pixmap
from ..widgets.previews import Previews
from .grid import ICONS, TILE_SIDE

# Sizes that are decoded: few, so that dragging a splitter does not decode at each pixel.
_SIDES = (640, 1024, 1600, 2400, 3200)
_SETTLE = 120  # milliseconds: who runs through the pictures with an arrow key waits for none of them


class Picture(QWidget):
    """Shows what evidence looks like.

    Signals:
        clicked(): the picture was clicked.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._previews: Previews | None = None
        self._one: Evidence | None = None
        self._large: QPixmap | None = None
        self._large_side = 0
        self._dark = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SETTLE)
        self._wait.timeout.connect(self._fetch)

    def attach(self, desk: Desk, previews: Previews, *, dark: bool = False) -> None:
        """Pictures come from this desk; `dark` is for the large view."""
        self._desk, self._previews, self._dark = desk, previews, dark
        previews.ready.connect(lambda id: self.update() if self._one and id == self._one.id else None)

    @property
    def is_large(self) -> bool:
        """Whether the large picture has come."""
        return self._large is not None

    def show_evidence(self, one: Evidence | None) -> None:
        """Show this one; the same one again keeps its picture."""
        same = one is not None and self._one is not None and one.id == self._one.id
        self._one = one
        if not same:
            self._large, self._large_side = None, 0
            self.setAccessibleName(one.title or one.name if one else "")
        self.setVisible(one is not None)
        self.updateGeometry()
        self.update()
        self._wait.start()

    def sizeHint(self) -> QSize:
        return QSize(style.scaled(400), style.scaled(280))

    def _wanted(self) -> int:
        longest = round(max(self.width(), self.height()) * self.devicePixelRatioF())
        return next((side for side in _SIDES if side >= longest), _SIDES[-1])

    def _fetch(self) -> None:
        one, desk = self._one, self._desk
        if one is None or desk is None or not self.isVisible():
            return
        side = self._wanted()
        if one.kind not in ("photo", "document") or self._large_side >= side:
            return

        def read(_monitor: object) -> QImage:
            try:
                data = evidence.preview(desk.ws, one.id, side)
            except DeskError:
                data = None
            return QImage.fromData(data) if data else QImage()

        def done(image: QImage) -> None:
            if self._one is not None and self._one.id == one.id and not image.isNull():
                self._large, self._large_side = QPixmap.fromImage(image), side
                self.update()

        desk.runner.run(read, on_done=done, quiet=True, key=f"picture-{id(self)}")

    def paintEvent(self, event: QPaintEvent) -> None:
        one = self._one
        if one is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(self.rect())
        if not self._dark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("ground"))
            painter.drawRoundedRect(place, style.scaled(6), style.scaled(6))
        small = self._previews.pixmap(one.id, TILE_SIDE) if self._previews else None
        picture = self._large or small
        if picture is not None and not picture.isNull():
            size = picture.deviceIndependentSize()
            factor = min(place.width() / size.width(), place.height() / size.height())
            factor = min(factor, max(1.0, style.scaled(100) / 100) if self._large and self._dark else factor)
            width, height = size.width() * factor, size.height() * factor
            area = QRectF(place.center().x() - width / 2, place.center().y() - height / 2, width, height)
            painter.drawPixmap(area, picture, QRectF(picture.rect()))
        elif picture is not None or one.kind not in ("photo", "document"):
            self._stand_in(painter, place, one)
        painter.end()

    def _stand_in(self, painter: QPainter, place: QRectF, one: Evidence) -> None:
        side = style.scaled(64)
        tint = "faint"
        drawn = pixmap(ICONS[one.kind], tint, side, self.devicePixelRatioF())
        painter.drawPixmap(
            round(place.center().x() - side / 2), round(place.center().y() - side * 0.7), drawn
        )
        painter.setFont(style.font("small"))
        painter.setPen(QColor(style.colour("line" if self._dark else "soft")))
        below = QRectF(place.left(), place.center().y() + side * 0.4, place.width(), side)
        text = self.tr("没有预览，请用“打开”查看")
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wait.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
