"""The indicators of a standard as a tree: code, title, state and points of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from ...desk.assessing import Assessment, IndicatorReport, points_number
from .. import style
from ..icons import pixmap
from ..widgets.chip import chip_size, paint_chip

REPORT = Qt.ItemDataRole.UserRole
_LINES = 3


@dataclass(slots=True, eq=False)
class _Node:
    report: IndicatorReport | None
    parent: _Node | None
    row: int = 0
    children: list[_Node] = field(default_factory=list)


class IndicatorTree(QAbstractItemModel):
    """What of an assessment passes a test, with everything above it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(None, None)
        self._nodes: dict[str, _Node] = {}

    def show_assessment(
        self, found: Assessment | None, passes: Callable[[IndicatorReport], bool] = lambda _: True
    ) -> bool:
        """Show it; False when only what stands in the rows changed and the rows are the same."""
        kept: set[str] = set()
        reports = {report.code: report for report in found.indicators} if found else {}
        for report in reports.values():
            if passes(report):
                code = report.code
                while code and code not in kept:
                    kept.add(code)
                    code = reports[code].indicator.parent
        codes = [code for code in reports if code in kept]
        if codes == list(self._nodes):
            for code in codes:
                self._nodes[code].report = reports[code]
            self._repaint(self._root, QModelIndex())
            return False
        self.beginResetModel()
        self._root = _Node(None, None)
        self._nodes = {}
        for code in codes:
            parent = self._nodes.get(reports[code].indicator.parent, self._root)
            node = _Node(reports[code], parent, len(parent.children))
            parent.children.append(node)
            self._nodes[code] = node
        self.endResetModel()
        return True

    def _repaint(self, node: _Node, index: QModelIndex) -> None:
        if node.children:
            first, last = self.index(0, 0, index), self.index(len(node.children) - 1, 0, index)
            self.dataChanged.emit(first, last)
            for child in node.children:
                self._repaint(child, self.index(child.row, 0, index))

    def index_of(self, code: str) -> QModelIndex:
        """Where an indicator stands; an invalid index when it is filtered out."""
        node = self._nodes.get(code)
        return self.createIndex(node.row, 0, node) if node else QModelIndex()

    @property
    def codes(self) -> list[str]:
        """The codes that are shown, in reading order."""
        return list(self._nodes)

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        node = parent.internalPointer() if parent.isValid() else self._root
        if column == 0 and 0 <= row < len(node.children):
            return self.createIndex(row, 0, node.children[row])
        return QModelIndex()

    def parent(self, index: QModelIndex) -> QModelIndex:
        node = index.internalPointer() if index.isValid() else None
        if node is None or node.parent is None or node.parent is self._root:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        node = parent.internalPointer() if parent.isValid() else self._root
        return len(node.children)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: QModelIndex, role: int = 0) -> object:
        report: IndicatorReport | None = index.internalPointer().report if index.isValid() else None
        if report is None:
            return None
        if role == REPORT:
            return report
        if role == 0:
            return f"{report.code} {report.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{report.code} {report.title}　{style.state_word(report.state)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{report.code} {report.title}\n{report.indicator.asked}".strip()
        return None


class IndicatorRows(QStyledItemDelegate):
    """The title in up to three lines; at the right the state, under it the points."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def _widths(self, index: QModelIndex) -> tuple[int, int]:
        """Room for the title, and the width of the chip."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        report: IndicatorReport = index.data(REPORT)
        chip = chip_size(report.state).width()
        room = self._view.viewport().width() - depth * self._view.indentation() - chip - style.scaled(24)
        return max(room, style.scaled(60)), chip

    def _code_width(self, report: IndicatorReport) -> int:
        metrics = QFontMetrics(style.font(bold=not report.leaf))
        return metrics.horizontalAdvance(report.code) + style.scaled(8)

    def _lines(self, index: QModelIndex, room: int) -> list[str]:
        """The title cut into lines by hand: Chinese may break anywhere, and the last one is elided."""
        report: IndicatorReport = index.data(REPORT)
        metrics = QFontMetrics(style.font(bold=not report.leaf))
        rest, room, lines = report.title, room - self._code_width(report), list[str]()
        while len(lines) < _LINES - 1 and metrics.horizontalAdvance(rest) > room:
            cut = len(rest)
            while cut > 1 and metrics.horizontalAdvance(rest[:cut]) > room:
                cut -= 1
            # No line begins with what closes something.
            while cut > 1 and rest[cut] in "、，。；：）”》":
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
        return [*lines, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        room, _ = self._widths(index)
        report: IndicatorReport = index.data(REPORT)
        lines = max(len(self._lines(index, room)), 1 if report.points is None else 2)
        return QSize(0, lines * QFontMetrics(style.font()).height() + style.scaled(16))

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
        left = area.left() + self._code_width(report)
        for line in self._lines(index, room):
            place = QRect(left, top, area.left() + room - left, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
            top += metrics.height()
        chip = chip_size(report.state)
        left = area.right() - wide - style.scaled(12)
        middle = area.top() + style.scaled(8) + metrics.height() / 2
        paint_chip(
            painter, QRectF(left, middle - chip.height() / 2, chip.width(), chip.height()), report.state
        )
        if report.points is not None:
            small = style.font("small")
            painter.setFont(small)
            painter.setPen(style.colour("soft"))
            points = f"{points_number(report.got)} / {points_number(report.points)}"
            under = QRectF(left, middle + chip.height() / 2, chip.width(), QFontMetrics(small).height())
            painter.drawText(under, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, points)
        painter.restore()


class IndicatorView(QTreeView):
    """The tree with its arrows, which the style sheet cannot tint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setExpandsOnDoubleClick(True)
        self.setItemDelegate(IndicatorRows(self))
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Titles wrap: the rows of another width have other heights.
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
