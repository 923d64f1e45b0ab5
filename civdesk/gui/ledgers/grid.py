"""The grid of records: sortable, with a filter over it and the totals under it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ...domain.fields import Kind
from ...domain.ledgers import Ledger
from ...settings import Settings
from .. import style
from ..table_model import PagedTableModel
from .source import LedgerSource

# Columns are sized to the rows one sees first: measuring 100,000 rows takes seconds.
_MEASURED = 60
_WIDEST = {Kind.LONG: 18, Kind.TEXT: 14}


class RecordGrid(QTableView):
    """The records of one ledger.

    Signals:
        chosen(str): the current record changed by the clerk ("" when none is).
        wants_delete(): the Delete key.
    """

    chosen = Signal(str)
    wants_delete = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings: Settings | None = None
        self._ledger: Ledger | None = None
        self._widened: list[str] = []
        self.paged = PagedTableModel(parent=self)
        self.setModel(self.paged)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(False)
        head.setSortIndicatorClearable(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # A selection model of its own: else Ctrl+A asks the header for each of 100,000 rows.
        head.setSelectionModel(QItemSelectionModel(self.paged, head))
        head.sectionResized.connect(self._resized)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._choose_columns)
        self.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self._quiet = False
        self._fit_rows()

    def attach(self, settings: Settings) -> None:
        """Keep widths and hidden columns in these settings."""
        self._settings = settings

    def _kept(self) -> dict[str, Any]:
        assert self._ledger is not None
        return dict(self._settings["columns"].get(self._ledger.key, {})) if self._settings else {}

    def _keep(self, **values: object) -> None:
        if self._settings and self._ledger:
            self._settings["columns"] = {
                **self._settings["columns"],
                self._ledger.key: {**self._kept(), **values},
            }

    def show_ledger(self, ledger: Ledger) -> None:
        """Size the columns for a ledger that was just put into the model."""
        self._ledger = ledger
        self._quiet = True
        kept = self._kept()
        widths = kept.get("widths", {})
        hidden = self._hidden()
        order = self.paged.order
        columns = self.paged.columns
        self.horizontalHeader().setSortIndicator(
            next((n for n, c in enumerate(columns) if c.key == order[0]), -1),
            Qt.SortOrder.DescendingOrder if order[1] else Qt.SortOrder.AscendingOrder,
        )
        for n, one in enumerate(ledger.fields):
            # Kept as at 100 %, so that they grow with the text.
            kept_width = style.scaled(widths[one.key]) if one.key in widths else self._natural_width(n)
            self.setColumnWidth(n, kept_width)
            self.setColumnHidden(n, one.key in hidden)
        self._quiet = False

    def show_filled(self) -> None:
        """After a change: a column that got its first value appears."""
        if self._ledger is not None:
            hidden = self._hidden()
            for n, one in enumerate(self._ledger.fields):
                if self.isColumnHidden(n) and one.key not in hidden:
                    self._quiet = True
                    self.setColumnHidden(n, False)
                    self.setColumnWidth(n, self._natural_width(n))
                    self._quiet = False

    def _hidden(self) -> set[str]:
        """What the clerk hid; without a choice of hers, columns that nobody has filled yet."""
        kept = self._kept()
        if "hidden" in kept or self._ledger is None or not isinstance(self.paged.source, LedgerSource):
            return set(kept.get("hidden", ()))
        if not self.paged.rowCount():
            return set()
        filled = self.paged.source.filled() | {self._ledger.title_field, self._ledger.date_field}
        return {one.key for one in self._ledger.fields if not one.required and one.key not in filled}

    def _natural_width(self, column: int) -> int:
        assert self._ledger is not None
        one = self._ledger.fields[column]
        metrics, small = QFontMetrics(style.font()), QFontMetrics(style.font("small"))
        most = _WIDEST.get(one.kind, 12) + (6 if one.key == self._ledger.title_field else 0)
        room = style.scaled(26) + 8  # the padding of both sides, and what Qt leaves free beside a text
        wide = small.horizontalAdvance(self.paged.columns[column].title)
        for row in range(min(_MEASURED, self.paged.rowCount())):
            wide = max(wide, metrics.horizontalAdvance(str(self.paged.index(row, column).data())))
        return min(wide, most * metrics.horizontalAdvance("文")) + room

    def select_id(self, id: str) -> None:
        """Make a record the current one, without telling."""
        self._quiet = True
        row = self.paged.row_of(id) if id else None
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            # Not selectRow(): while Ctrl is still held (Ctrl+Z) it would toggle.
            index = self.paged.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._quiet = False

    @property
    def current_id(self) -> str:
        """The current record, "" when there is none."""
        index = self.currentIndex()
        return self.paged.id_at(index.row()) if index.isValid() else ""

    def chosen_ids(self) -> list[str]:
        """Every selected record, in the order of the grid."""
        return self.paged.ids_in(self.selectionModel().selection())

    def keep(self) -> None:
        """Write the widths down that the clerk chose."""
        if self._ledger is None or not self._widened:
            return
        widths = dict(self._kept().get("widths", {}))
        keys = self._ledger.keys
        for key in self._widened:
            if width := self.columnWidth(keys.index(key)):
                widths[key] = round(width * 100 / style.scaled(100))
        self._keep(widths=widths)
        self._widened = []

    def _choose_columns(self, place: QPoint) -> None:
        """The menu of the head: which columns are shown."""
        ledger = self._ledger
        if ledger is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for n, one in enumerate(ledger.fields):
            action = menu.addAction(one.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(n))
            action.setEnabled(one.key != ledger.title_field)
            action.toggled.connect(lambda shown, n=n: self._show_column(n, shown))
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _show_column(self, column: int, shown: bool) -> None:
        assert self._ledger is not None
        self.setColumnHidden(column, not shown)
        if shown and not self.columnWidth(column):
            self.setColumnWidth(column, self._natural_width(column))
        self._keep(hidden=[f.key for n, f in enumerate(self._ledger.fields) if self.isColumnHidden(n)])

    def _resized(self, column: int, _old: int, _new: int) -> None:
        if not self._quiet and self._ledger and column < len(self._ledger.fields):
            self._widened.append(self._ledger.fields[column].key)

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet:
            self.chosen.emit(self.paged.id_at(now.row()) if now.isValid() else "")

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(style.scaled(38))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.wants_delete.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()
            if self._ledger is not None:
                self.show_ledger(self._ledger)
