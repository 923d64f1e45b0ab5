"""A row that goes on in the next line where it has no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Widgets from left to right, wrapped like words."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        self._heights: dict[int, int] = {}  # by width: Qt asks for the same one very often
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """The height it takes in this width."""
        inner = area.marginsRemoved(self.contentsMargins())
        left, top = inner.left(), inner.top()
        line: list[tuple[QLayoutItem, QRect]] = []
        high = 0
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint().boundedTo(QSize(max(inner.width(), 1), 10_000))
            if line and left + size.width() > inner.right() + 1:
                self._place(line, high, move=move)
                left, top, line, high = inner.left(), top + high + self.spacing(), [], 0
            line.append((item, QRect(QPoint(left, top), size)))
            left += size.width() + self.spacing()
            high = max(high, size.height())
        self._place(line, high, move=move)
        return top + high - area.top() + self.contentsMargins().bottom()

    @staticmethod
    def _place(line: list[tuple[QLayoutItem, QRect]], high: int, *, move: bool) -> None:
        """What is lower than its neighbours stands in the middle of the line."""
        for item, place in line if move else []:
            item.setGeometry(place.translated(0, (high - place.height()) // 2))
