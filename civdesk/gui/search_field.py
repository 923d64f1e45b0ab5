"""The search field over everything, and the list of results under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..domain.searching import place
from ..jobs import Monitor
from . import style
from .context import Desk
from .icons import pixmap
from .widgets.undo_key import UndoKey

if TYPE_CHECKING:
    from ..desk.searching import Hits
    from ..store.search import Hit

_LIMIT = 60
_LATER = 3000  # milliseconds
_ICONS = {"record": "ledger", "evidence": "photo", "indicator": "assess", "task": "calendar"}


class _Results(QAbstractListModel):
    """The hits as they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def set_hits(self, hits: list[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        hit = self.hits[index.row()]
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            return "　".join(filter(None, (hit.title, hit.where, "".join(hit.snippet))))
        return hit if role == Qt.ItemDataRole.UserRole else None


class _TwoLines(QStyledItemDelegate):
    """An icon, the title, and under it where it is and what stands there, the searched text emphasised."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        height = QFontMetrics(style.font()).height() + QFontMetrics(style.font("small")).height()
        return QSize(200, height + style.scaled(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, style.colour("accent_soft"))
        side, pad = style.scaled(20), style.scaled(12)
        area: QRect = option.rect.adjusted(pad, style.scaled(6), -pad, -style.scaled(6))
        ratio = painter.device().devicePixelRatioF()
        picture = pixmap(_ICONS.get(hit.kind, "document"), "accent" if chosen else "soft", side, ratio)
        painter.drawPixmap(QPoint(area.left(), area.center().y() - side // 2), picture)
        area.setLeft(area.left() + side + pad)
        before, match, after = hit.snippet
        shown = _place_of(hit.title, match)
        at = len(hit.title) if shown is None else shown
        title = (hit.title[:at], hit.title[at : at + len(match)], hit.title[at + len(match) :])
        self._line(painter, area, title, "base", style.colour("ink"), Qt.AlignmentFlag.AlignTop)
        # What the title shows already is not said twice.
        under = (hit.where, "", "")
        if shown is None and match:
            # A long name of a standard must not push out of sight what was found there.
            metrics = QFontMetrics(style.font("small"))
            where = metrics.elidedText(hit.where, Qt.TextElideMode.ElideRight, area.width() * 2 // 5)
            under = (f"{where}　{before}", match, after)
        self._line(painter, area, under, "small", style.colour("soft"), Qt.AlignmentFlag.AlignBottom)

    def _line(
        self,
        painter: QPainter,
        area: QRect,
        pieces: tuple[str, str, str],
        role: str,
        ink: QColor,
        align: Qt.AlignmentFlag,
    ) -> None:
        """Three pieces one after the other, the middle one emphasised, cut off where the room ends."""
        plain, strong = style.font(role), style.font(role, bold=True)
        left = area.left()
        for number, piece in enumerate(pieces):
            font = strong if number == 1 else plain
            metrics = QFontMetrics(font)
            room = area.right() + 1 - left
            text = metrics.elidedText(piece.replace("\n", " "), Qt.TextElideMode.ElideRight, room)
            if not text:
                continue
            strip = QRect(left, area.top(), room, area.height())
            painter.setFont(font)
            if number == 1:
                drawn = painter.boundingRect(strip, align | Qt.AlignmentFlag.AlignLeft, text)
                painter.fillRect(drawn, style.colour("found"))
            painter.setPen(style.colour("ink") if number == 1 else ink)
            painter.drawText(strip, align | Qt.AlignmentFlag.AlignLeft, text)
            left += metrics.horizontalAdvance(text)
            if text != piece.replace("\n", " "):
                break


def _place_of(title: str, match: str) -> int | None:
    """Where the title shows the match itself; None where it does not."""
    found = place(title, [match]) if match else None
    return found[0] if found else None


class SearchField(QLineEdit):
    """Results appear while one types; arrows choose, Enter opens, Esc closes.

    Signals:
        chosen(Hit): open this one.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self._desk: Desk | None = None
        self._panel: QFrame | None = None
        self._open_first = False
        self._asked = ""
        self.textEdited.connect(self._search)
        UndoKey(self)

    def attach(self, desk: Desk) -> None:
        """Search this desk; the list of results lies over the window."""
        self._desk = desk
        # When the window stands: nobody searches in its first seconds, and a large index takes longer.
        QTimer.singleShot(_LATER, self, self._keep_ready)
        self._panel = QFrame(self.window())
        self._panel.setProperty("role", "sheet")
        self._model = _Results(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_TwoLines(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.clicked.connect(self._choose)
        self._foot = QLabel()
        self._foot.setProperty("role", "small")
        self._foot.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 4, 1, 4)
        column.setSpacing(0)
        column.addWidget(self._list)
        column.addWidget(self._foot)
        self._panel.hide()
        self.window().installEventFilter(self)

    def _keep_ready(self) -> None:
        from ..desk import searching

        assert self._desk is not None
        searching.keep_ready(self._desk.ws)

    @property
    def results(self) -> list[Hit]:
        """What the list shows now."""
        return list(self._model.hits) if self._panel and self._panel.isVisible() else []

    def close_results(self) -> None:
        """Take the list away."""
        if self._panel:
            self._panel.hide()

    def _search(self, text: str) -> None:
        desk = self._desk
        text = text.encode("utf-8", "ignore").decode().strip()  # half an emoji is no text
        self._asked = text
        if desk is None:
            return
        if not text:
            self.close_results()
            return

        def find(_monitor: Monitor) -> Hits:
            from ..desk import searching  # not needed before the first search

            return searching.find(desk.ws, text, _LIMIT)

        desk.runner.run(
            find,
            on_done=lambda hits: self._show(text, hits),
            quiet=True,
            key="search",
        )

    def _show(self, text: str, hits: Hits) -> None:
        if text != self._asked or self._panel is None:
            return
        self._model.set_hits(hits.hits)
        if not hits.hits:
            self._foot.setText(self.tr("没有找到“{text}”。试试少写几个字。").format(text=text))
        elif hits.more:
            self._foot.setText(self.tr("只列出前 {n} 条，多写几个字可以缩小范围。").format(n=len(hits.hits)))
        else:
            self._foot.setText(self.tr("共 {n} 条，按回车打开。").format(n=len(hits.hits)))
        self._list.setVisible(bool(hits.hits))
        if hits.hits:
            self._list.setCurrentIndex(self._model.index(0))
        self._place()
        self._panel.show()
        self._panel.raise_()
        if self._open_first and hits.hits:
            self._choose(self._list.currentIndex())
        self._open_first = False

    def _place(self) -> None:
        assert self._panel is not None
        window = self.window()
        width = max(self.width(), style.scaled(480))
        row = self._list.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        rows = min(len(self._model.hits), 9)
        height = row * rows + self._foot.sizeHint().height() + 16
        below = self.mapTo(window, QPoint(0, self.height() + 6))
        left = max(8, min(below.x(), window.width() - width - 16))
        self._panel.setGeometry(left, below.y(), width, min(height, window.height() - below.y() - 16))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            hit = self._model.hits[index.row()]
            self.close_results()
            self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        shown = self._panel is not None and self._panel.isVisible()
        if shown and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = max(0, min(self._list.currentIndex().row() + step, len(self._model.hits) - 1))
            self._list.setCurrentIndex(self._model.index(row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if shown and self._model.hits:
                self._choose(self._list.currentIndex())
            elif self.text().strip():
                self._open_first = not shown
                self._search(self.text())
        elif key == Qt.Key.Key_Escape and (shown or self.text()):
            if shown:
                self.close_results()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.text().strip():
            self._search(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_results()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.close_results()
        return super().eventFilter(watched, event)
