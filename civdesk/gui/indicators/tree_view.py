"""How the tree of indicators looks and is walked: titles, states, points, how far each group is."""

from __future__ import annotations

import functools

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ...desk.assessing import IndicatorReport, points_number
from ...domain import pinyin
from ...domain.rules import WORST_FIRST, State
from .. import style
from ..icons import pixmap
from ..widgets.chip import chip_size, paint_chip
from .tree import REPORT, SUMS, Sums

_LINES = 3
_BAR = (State.MET, *reversed(WORST_FIRST[:-1]), State.NOT_APPLICABLE)


def points_text(report: IndicatorReport, sums: Sums | None) -> str:
    """4.5 / 6 of an indicator or of all below it; +0.5 of what only adds, −1 of what takes away."""
    way = report.indicator.scoring.way
    if report.leaf and way in ("bonus", "minus"):
        return f"{'+' if way == 'bonus' else '−'}{points_number(abs(report.got or 0))}"
    if sums is None or sums.possible is None:
        return ""
    return f"{points_number(sums.got)} / {points_number(sums.possible)}"


class IndicatorRows(QStyledItemDelegate):
    """The title in up to three lines; at the right the state, under it the points; under the title of a group
    a thin bar of the states below it."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def _widths(self, index: QModelIndex) -> tuple[int, int]:
        """Room for the title, and the width of what stands at the right."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        report: IndicatorReport = index.data(REPORT)
        right = _right_width(report.state, points_text(report, index.data(SUMS)), style.scaled(100))
        room = self._view.viewport().width() - depth * self._view.indentation() - right - style.scaled(24)
        return max(room, style.scaled(60)), right

    def _lines(self, index: QModelIndex, room: int) -> tuple[str, ...]:
        report: IndicatorReport = index.data(REPORT)
        return _cut(report.code, report.title, not report.leaf, room, style.scaled(100))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        room, _ = self._widths(index)
        report: IndicatorReport = index.data(REPORT)
        base, small = _heights(style.scaled(100))
        left = len(self._lines(index, room)) * base + (0 if report.leaf else style.scaled(12))
        right = base + (small if points_text(report, index.data(SUMS)) else 0)
        return QSize(0, max(left + style.scaled(16), right + style.scaled(13)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        report: IndicatorReport = index.data(REPORT)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        room, wide = self._widths(index)
        font = style.font(bold=not report.leaf)
        metrics = QFontMetrics(font)
        area: QRect = option.rect
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, style.colour("accent_soft" if chosen else "raised"))
        painter.setFont(font)
        painter.setPen(style.colour("soft"))
        top = area.top() + style.scaled(8)
        place = QRect(area.left(), top, room, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, report.code)
        painter.setPen(style.colour("accent_deep" if chosen else "ink"))
        left = area.left() + _code_width(report.code, not report.leaf, style.scaled(100))
        for line in self._lines(index, room):
            place = QRect(left, top, area.left() + room - left, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
            top += metrics.height()
        sums: Sums | None = index.data(SUMS)
        if not report.leaf and sums:
            bar = QRectF(left, top + style.scaled(5), area.left() + room - left, style.scaled(4))
            _progress(painter, bar, sums)
        self._right(painter, area, wide, report, points_text(report, sums))
        painter.restore()

    def _right(self, painter: QPainter, area: QRect, wide: int, report: IndicatorReport, points: str) -> None:
        chip = chip_size(report.state)
        edge = area.right() - style.scaled(12)
        middle = area.top() + style.scaled(8) + QFontMetrics(style.font()).height() / 2
        place = QRectF(edge - chip.width(), middle - chip.height() / 2, chip.width(), chip.height())
        paint_chip(painter, place, report.state)
        if points:
            small = style.font("small")
            painter.setFont(small)
            painter.setPen(style.colour("soft"))
            under = QRectF(edge - wide, middle + chip.height() / 2, wide, QFontMetrics(small).height())
            painter.drawText(under, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, points)


# Rows are measured again and again, at each change of a state: what a text takes is remembered, by the size
# of texts (`size`: 100 scaled).


@functools.lru_cache(maxsize=64)
def _heights(size: int) -> tuple[int, int]:
    return QFontMetrics(style.font()).height(), QFontMetrics(style.font("small")).height()


@functools.lru_cache(maxsize=1024)
def _right_width(state: str, points: str, size: int) -> int:
    return max(chip_size(state).width(), QFontMetrics(style.font("small")).horizontalAdvance(points))


@functools.lru_cache(maxsize=4096)
def _code_width(code: str, bold: bool, size: int) -> int:
    return QFontMetrics(style.font(bold=bold)).horizontalAdvance(code) + style.scaled(8)


@functools.lru_cache(maxsize=8192)
def _cut(code: str, title: str, bold: bool, room: int, size: int) -> tuple[str, ...]:
    """The title cut into lines by hand: Chinese may break anywhere, and the last one is elided."""
    metrics = QFontMetrics(style.font(bold=bold))
    rest, room, lines = title, room - _code_width(code, bold, size), list[str]()
    while len(lines) < _LINES - 1 and metrics.horizontalAdvance(rest) > room:
        cut = min(len(rest), max(room // max(metrics.horizontalAdvance("文"), 1), 1))
        while cut < len(rest) and metrics.horizontalAdvance(rest[: cut + 1]) <= room:
            cut += 1
        while cut > 1 and metrics.horizontalAdvance(rest[:cut]) > room:
            cut -= 1
        # No line begins with what closes something.
        while cut > 1 and rest[cut] in "、，。；：）”》":
            cut -= 1
        lines.append(rest[:cut])
        rest = rest[cut:]
    return (*lines, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room))


def _progress(painter: QPainter, area: QRectF, sums: Sums) -> None:
    """How many of the leaves below are in which state, as a thin bar."""
    total = sum(sums.leaves.values())
    if not total:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setClipPath(path)
    left = area.left()
    for state in _BAR:
        wide = area.width() * sums.leaves.get(state, 0) / total
        if wide:
            piece = QRectF(left, area.top(), max(wide - 1, 1), area.height())
            painter.fillRect(piece, style.state_look(state).solid)
        left += wide
    painter.restore()


class IndicatorView(QTreeView):
    """The tree with its arrows, which the style sheet cannot tint.

    Signals:
        wants_filter(): / was pressed.
        opened(): Enter on an indicator.
    """

    wants_filter = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed, self._since = "", QElapsedTimer()
        self.setHeaderHidden(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setExpandsOnDoubleClick(True)
        self.setItemDelegate(IndicatorRows(self))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._fit()

    def _fit(self) -> None:
        self.setIndentation(style.scaled(16))
        self.scheduleDelayedItemsLayout()

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        chosen = self.selectionModel() is not None and self.selectionModel().isSelected(index)
        painter.fillRect(rect, style.colour("accent_soft" if chosen else "sheet"))
        if not index.model().hasChildren(index):
            return
        side = style.scaled(14)
        arrow = pixmap("down" if self.isExpanded(index) else "right", "soft", side, self.devicePixelRatioF())
        middle = QFontMetrics(style.font()).height() // 2 + style.scaled(8)
        painter.drawPixmap(rect.right() - self.indentation() + 3, rect.top() + middle - side // 2, arrow)

    # --- keys ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "/":
            self.wants_filter.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Chinese that is typed looks for a title; the view itself would open an editor for it.
        if event.commitString():
            self.keyboardSearch(event.commitString())
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Go to the next indicator whose code begins so, or whose title is meant: 三-4, jtxx, 学习."""
        pause = QApplication.keyboardInputInterval()
        if not self._since.isValid() or self._since.elapsed() > pause:
            self._typed = ""
        self._since.start()
        self._typed += search
        here = self.currentIndex()
        # A longer text may still mean where one is; a first letter goes on from there.
        index = here if len(self._typed) > 1 and here.isValid() else self._below(here)
        first = index
        while index.isValid():
            report: IndicatorReport = index.data(REPORT)
            if report.code.startswith(self._typed) or pinyin.found_at(self._typed, report.title) is not None:
                self.setCurrentIndex(index)
                return
            index = self._below(index)
            if index == first:
                return

    def _below(self, index: QModelIndex) -> QModelIndex:
        """The next row, after the last one the first."""
        following = self.indexBelow(index) if index.isValid() else QModelIndex()
        return following if following.isValid() else self.model().index(0, 0)

    # --- the size of things --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Titles wrap: the rows of another width have other heights.
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
