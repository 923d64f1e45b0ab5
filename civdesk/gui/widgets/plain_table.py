"""A calm table: whole rows, no grid lines, rows as high as the text; and a model for short lists."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from .. import style


class ShortTable(QAbstractTableModel):
    """Some rows of texts, all in memory."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = list(titles)
        self._rows: list[Sequence[str]] = []

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        if role in (0, 3):  # DisplayRole, ToolTipRole
            return self._rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == 0 and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None


class CalmTable(QTableView):
    """The look of the short tables.

    Signals:
        opened(int): Enter or a double click on a row.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._widths: Sequence[int] = ()
        self.least = 9  # characters of the column that takes what is left over
        self.kept = 0  # so many columns are shown in any case
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._fit()

    def set_widths(self, *widths: int) -> None:
        """How wide the columns are, in characters of the text; 0: what is left over. Where too little is left
        over, the last columns are not shown."""
        self._widths = widths
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(style.font())
        self.verticalHeader().setDefaultSectionSize(metrics.height() + style.scaled(14))
        for column, wide in enumerate(self._widths):
            if column >= self.horizontalHeader().count():
                break
            mode = QHeaderView.ResizeMode.Interactive if wide else QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(column, mode)
            if wide:
                self.setColumnWidth(column, wide * metrics.horizontalAdvance("文") + style.scaled(24))
        self._hide()

    def _hide(self) -> None:
        """Leave out columns from the end until the one that takes the rest has room for some words."""
        if 0 not in self._widths:
            return
        one = QFontMetrics(style.font()).horizontalAdvance("文")
        free = self.viewport().width() - self.least * one
        for column, wide in enumerate(self._widths):
            free -= wide * one + style.scaled(24) if wide else 0
            self.setColumnHidden(column, wide > 0 and free < 0 and column >= self.kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_widths"):
            self._fit()
