"""The grid of records: cells and whole rows to choose, columns to sort, filter, move and hide."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ...domain.fields import Field
from ...domain.ledgers import Ledger
from ...settings import Settings
from ...store.selecting import BY_PROOFS
from .. import style
from ..table_model import PagedTableModel
from . import ticks
from .columns import Columns
from .head import GridHead

_VERTICAL = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)


# So many chosen cells go along when the rows are sorted; more would take seconds.
_CARRIED = 5000


class RecordGrid(QTableView):
    """The records of one ledger.

    A click or ← → chooses a cell, dragging and Shift a range of cells; a row is chosen whole by its number
    or Shift+Space, and stays so under ↑ ↓. What Delete does follows from that: it deletes whole rows and
    empties cells.

    Signals:
        chosen(str): the current record changed by the clerk ("" when none is).
        wants_delete(), wants_clear(): the Delete key on whole rows, on cells.
        wants_edit(object): a key or double click that begins editing: None to look at what stands there, a
            text that was typed, an event of an input method.
        wants_proofs(str): the mark of a role was clicked.
        wants_filter(str): the key of a column.
        wants_copy(bool), wants_paste(), wants_fill(): Ctrl+C (with heads: Ctrl+Shift+C), Ctrl+V, Ctrl+D.
        wants_menu(object): the menu of the cells, at a place of the screen.
    """

    chosen = Signal(str)
    wants_delete = Signal()
    wants_clear = Signal()
    wants_edit = Signal(object)
    wants_proofs = Signal(str)
    wants_filter = Signal(str)
    wants_copy = Signal(bool)
    wants_paste = Signal()
    wants_fill = Signal()
    wants_menu = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._quiet = False
        self.paged = PagedTableModel(parent=self)
        self.head = GridHead(self)
        self.setHorizontalHeader(self.head)
        self.setModel(self.paged)
        self.columns = Columns(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # Qt asks the flags of each cell before it edits; the editor is opened by hand (cell_editing).
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        numbers = self.verticalHeader()
        numbers.setObjectName("rows")
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setHighlightSections(False)
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head.setSectionsMovable(True)
        self.head.setSortIndicatorClearable(True)
        self.head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # Selection models of their own: else Ctrl+A asks the heads for each of 100,000 rows.
        for head in (self.head, numbers):
            head.setSelectionModel(QItemSelectionModel(self.paged, head))
        self.head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.head.customContextMenuRequested.connect(self.columns.menu)
        self.head.wants_filter.connect(lambda n: self.wants_filter.emit(self.paged.columns[n].key))
        self.columns.wants_filter.connect(self.wants_filter)
        self.setSortingEnabled(True)
        self.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.paged.modelReset.connect(self._fit_numbers)
        self.paged.about_to_sort.connect(self._let_go)
        self._fit_rows()

    def attach(self, settings: Settings) -> None:
        """Keep widths, order and hidden columns in these settings."""
        self.columns.settings = settings

    def show_ledger(self, ledger: Ledger, roles: Mapping[str, str] | None = None) -> None:
        """Arrange the columns for a ledger that was just put into the model."""
        self._ledger = ledger
        self.head.show_ledger(ledger, roles or {})
        proofs = self.paged.column_of(BY_PROOFS)
        for n in range(self.paged.columnCount()):
            self.setItemDelegateForColumn(n, ticks.TickDelegate(self) if n == proofs else None)
        self.columns.show_ledger(ledger)

    def show_filled(self) -> None:
        """After a change: a column that got its first value appears."""
        self.columns.show_filled()

    def keep(self) -> None:
        """Write down how the clerk arranged the columns."""
        self.columns.keep()

    def field_at(self, column: int) -> Field | None:
        """The field of a column, None for the proofs."""
        key = self.paged.columns[column].key if 0 <= column < self.paged.columnCount() else BY_PROOFS
        return None if self._ledger is None or key == BY_PROOFS else self._ledger.field(key)

    # --- what is chosen ------------------------------------------------------------------------------

    def select_id(self, id: str, column: int | None = None) -> None:
        """Make a record the current one without telling: the whole row, or its cell in a column."""
        self._quiet = True
        row = self.paged.row_of(id) if id else None
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            # Not selectRow(): while Ctrl is still held (Ctrl+Z) it would toggle.
            flags = QItemSelectionModel.SelectionFlag
            whole = column is None
            index = self.paged.index(row, self.first_column() if column is None else column)
            self.selectionModel().setCurrentIndex(
                index, flags.ClearAndSelect | (flags.Rows if whole else flags.NoUpdate)
            )
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._quiet = False

    def first_column(self) -> int:
        """The leftmost column that is shown and holds a field."""
        shown = self.shown_columns()
        return next((n for n in shown if self.paged.columns[n].key != BY_PROOFS), 0)

    def shown_columns(self) -> list[int]:
        """The columns that are not hidden, from left to right as they stand."""
        order = (self.head.logicalIndex(n) for n in range(self.head.count()))
        return [n for n in order if not self.isColumnHidden(n)]

    @property
    def current_id(self) -> str:
        """The current record, "" when there is none."""
        index = self.currentIndex()
        return self.paged.id_at(index.row()) if index.isValid() else ""

    def chosen_ids(self) -> list[str]:
        """Every record with a chosen cell, in the order of the grid."""
        return self.paged.ids_in(self.selectionModel().selection())

    @property
    def chosen_count(self) -> int:
        """How many records have a chosen cell."""
        rows: set[int] = set()
        for part in self._parts():
            if part.height() == self.paged.rowCount():
                return part.height()
            rows.update(range(part.top(), part.bottom() + 1))
        return len(rows)

    def chosen_columns(self) -> list[int]:
        """Every column with a chosen cell, from left to right as they stand."""
        parts = self._parts()
        return [n for n in self.shown_columns() if any(p.left() <= n <= p.right() for p in parts)]

    @property
    def whole_rows(self) -> bool:
        """Whether rows are chosen whole (and not single cells of them)."""
        parts, last = self._parts(), self.paged.columnCount() - 1
        return bool(parts) and all(part.left() == 0 and part.right() == last for part in parts)

    def select_rows(self) -> None:
        """Shift+Space: the rows of the chosen cells, whole."""
        flags = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        model.select(model.selection(), flags.Select | flags.Rows)

    def move(self, down: int = 0, right: int = 0) -> None:
        """Make the cell so many rows below, or columns that are shown to the right, the current one."""
        index = self.currentIndex()
        shown = self.shown_columns()
        place = shown.index(index.column()) if index.column() in shown else 0
        row = max(0, min(index.row() + down, self.paged.rowCount() - 1))
        column = shown[max(0, min(place + right, len(shown) - 1))]
        flags = QItemSelectionModel.SelectionFlag
        how = flags.ClearAndSelect | (flags.Rows if self.whole_rows and not right else flags.NoUpdate)
        self.selectionModel().setCurrentIndex(self.paged.index(row, column), how)
        self.scrollTo(self.currentIndex())

    def _let_go(self) -> None:
        if sum(part.height() * part.width() for part in self._parts()) > _CARRIED:
            self.clearSelection()

    def _parts(self) -> list[QItemSelection]:
        selection = self.selectionModel().selection()
        return [selection.at(n) for n in range(selection.count())]

    def selectionCommand(
        self, index: QModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        command = super().selectionCommand(index, event)
        key = event.key() if isinstance(event, QKeyEvent) else None
        if key in _VERTICAL and self.whole_rows:
            command |= QItemSelectionModel.SelectionFlag.Rows
        return command

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, now.isValid())
        self.viewport().update()  # the band of the current row
        if not self._quiet and now.row() != before.row():
            self.chosen.emit(self.paged.id_at(now.row()) if now.isValid() else "")

    # --- keys and mouse ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        index = self.currentIndex()
        if key == Qt.Key.Key_Delete:
            (self.wants_delete if self.whole_rows else self.wants_clear).emit()
        elif event.matches(QKeySequence.StandardKey.Copy) or (control and shift and key == Qt.Key.Key_C):
            self.wants_copy.emit(shift)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.wants_paste.emit()
        elif control and key == Qt.Key.Key_D:
            self.wants_fill.emit()
        elif alt and key == Qt.Key.Key_Down and self.paged.columnCount():
            column = index.column() if index.isValid() else self.first_column()
            self.wants_filter.emit(self.paged.columns[column].key)
        elif key == Qt.Key.Key_Space and (shift or control):
            self.select_rows() if shift else self.selectColumn(max(index.column(), 0))
        elif key == Qt.Key.Key_F2 and index.isValid():
            self.wants_edit.emit(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control and not alt:
            self.move(down=-1 if shift else 1)
        elif index.isValid() and not control and not alt and event.text().isprintable() and event.text():
            self.wants_edit.emit(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese is typed by an input method: it begins editing as a key does."""
        if self.currentIndex().isValid() and (event.preeditString() or event.commitString()):
            self.wants_edit.emit(event)
        else:
            super().inputMethodEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.wants_edit.emit(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if self._ledger is None or not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if self.paged.columns[index.column()].key == BY_PROOFS and index == self.currentIndex():
            offset = place.x() - self.columnViewportPosition(index.column())
            if role := ticks.role_at(self._ledger, offset):
                self.wants_proofs.emit(role)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.wants_menu.emit(place)

    # --- the look ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if not index.isValid():
            return
        painter = QPainter(self.viewport())
        cell = self.visualRect(index)
        band = style.colour("accent")
        band.setAlpha(14)
        painter.fillRect(QRect(0, cell.top(), self.viewport().width(), cell.height()), band)
        if self.hasFocus() and not self.isColumnHidden(index.column()):
            pen = QPen(style.colour("accent"), 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(cell.adjusted(1, 1, -1, -1))
        painter.end()

    def head_place(self, key: str) -> QPoint:
        """Under the head of a column, on the screen."""
        column = max(self.paged.column_of(key), 0)
        self.scrollTo(self.paged.index(max(self.currentIndex().row(), 0), column))
        left = max(0, self.head.sectionViewportPosition(column))
        return self.head.viewport().mapToGlobal(QPoint(left, self.head.height()))

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(style.scaled(38))
        self._fit_numbers()

    def _fit_numbers(self) -> None:
        digits = max(2, len(str(self.paged.rowCount())))
        wide = QFontMetrics(style.font("small")).horizontalAdvance("8" * digits) + style.scaled(18)
        self.verticalHeader().setFixedWidth(wide)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "columns"):
            self._fit_rows()
            if self._ledger is not None:
                self.columns.show_ledger(self._ledger)
