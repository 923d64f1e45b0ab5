"""A table that is filled in by typing: digits begin, Enter goes on to the next cell to be typed into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from .. import style

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Typed(QStyledItemDelegate):
    """Enter and Tab commit and go on; a line edit as flat as the cell."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setStyleSheet("border-radius: 0; padding: 0 6px; min-height: 0;")
        return line

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, **dict.fromkeys(_ENTER, 1)}
            if event.key() in steps:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                view = self.parent()
                assert isinstance(view, TypedCells)
                view.step(steps[event.key()])
                return True
        return super().eventFilter(editor, event)


class TypedCells(QTableView):
    """The look and the keys of such a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Typed(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.restyled()

    def restyled(self) -> None:
        """The size of the text changed."""
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(style.font()).height() + style.scaled(14))

    def step(self, rows: int) -> None:
        """Go to the next cell of the column that can be typed into; from the last one to the top of the next
        column."""
        model, at = self.model(), self.currentIndex()
        row, column = at.row() + rows, at.column()
        while 0 <= row < model.rowCount():
            index = model.index(row, column)
            if index.flags() & Qt.ItemFlag.ItemIsEditable and not self.isRowHidden(row):
                self.setCurrentIndex(index)
                return
            row += rows
        if rows > 0:
            for other in range(column + 1, model.columnCount()):
                for row in range(model.rowCount()):
                    if model.index(row, other).flags() & Qt.ItemFlag.ItemIsEditable:
                        self.setCurrentIndex(model.index(row, other))
                        return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.state() != QAbstractItemView.State.EditingState:
            self.step(1)
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            index = self.currentIndex()
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.model().setData(index, "", int(Qt.ItemDataRole.EditRole))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.restyled()
