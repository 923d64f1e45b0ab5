"""A read-only table over the workspace: all ids in memory, rows fetched in pages as they are seen.

What makes it fast on 100,000 rows: no Python `flags()` (the base class answers 800,000 calls at Ctrl+A),
`data()` compares bare integers and hands out strings made once a page, sorting is done by SQL.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QModelIndex, QObject, Qt, Signal

_PAGE, _KEEP = 200, 50
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key for sorting, its head, whether it holds numbers (aligned right)."""

    key: str
    title: str
    number: bool = False


class Source(Protocol):
    """Where the rows come from."""

    columns: Sequence[Column]

    def ids(self, order: str, descending: bool) -> list[str]:
        """Every id in order; without `order` in the order of the source."""

    def rows(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """The texts of some rows by id; what was deleted meanwhile is left out."""


class PagedTableModel(QAbstractTableModel):
    """Rows of a source. `load` asks it anew, `sort` orders it, `id_at` and `row_of` translate.

    Signals:
        about_to_sort(): before rows change places: a view may let go of a large selection, which Qt would
            carry along cell by cell.
    """

    about_to_sort = Signal()

    def __init__(self, source: Source | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._ids: list[str] = []
        self._rows_by_id: dict[str, int] | None = None
        self._pages: OrderedDict[int, Mapping[str, Sequence[str]]] = OrderedDict()
        self._order, self._descending = "", False
        self._columns: list[Column] = []
        self._aligned: list[int] = []

    # --- what the page asks --------------------------------------------------------------------------

    def set_source(
        self, source: Source, order: str = "", descending: bool = False, ids: list[str] | None = None
    ) -> None:
        """Show another source (with `ids`, asked of it elsewhere in that order)."""
        if ids is None:
            ids = source.ids(order, descending)  # fetched before the reset: no events inside it
        self.beginResetModel()
        self._source, self._ids, self._rows_by_id = source, ids, None
        self._order, self._descending = order, descending
        self._columns = list(source.columns)
        self._aligned = [_RIGHT if column.number else _LEFT for column in self._columns]
        self._pages.clear()
        self.endResetModel()

    def load(self, changed: frozenset[str] | None = None, ids: list[str] | None = None) -> None:
        """Ask the source anew (or take `ids`, asked for elsewhere in the present order).

        With `changed` and the same ids in the same order only those rows repaint.
        """
        if self._source is None:
            return
        if ids is None:
            ids = self._source.ids(self._order, self._descending)
        if changed is not None and ids == self._ids:
            self.touch(changed)
            return
        self.beginResetModel()
        self._ids, self._rows_by_id = ids, None
        self._pages.clear()
        self.endResetModel()

    def touch(self, changed: frozenset[str]) -> None:
        """Repaint these rows where they stand, even where they would now stand elsewhere or not be listed."""
        self._pages.clear()
        for id in changed:
            row = self.row_of(id)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    @property
    def ids(self) -> Sequence[str]:
        """Every id in the present order."""
        return self._ids

    @property
    def source(self) -> Source | None:
        """Where the rows come from."""
        return self._source

    @property
    def order(self) -> tuple[str, bool]:
        """The column it is sorted by ("" the source's own order), and whether downwards."""
        return self._order, self._descending

    @property
    def columns(self) -> Sequence[Column]:
        return self._columns

    def id_at(self, row: int) -> str:
        """The id of a row."""
        return self._ids[row]

    def row_of(self, id: str) -> int | None:
        """The row of an id, None when it is not listed."""
        if self._rows_by_id is None:
            self._rows_by_id = {each: row for row, each in enumerate(self._ids)}
        return self._rows_by_id.get(id)

    def column_of(self, key: str) -> int:
        """The place of a column, -1 where there is none."""
        return next((n for n, column in enumerate(self._columns) if column.key == key), -1)

    def ids_in(self, selection: QItemSelection) -> list[str]:
        """The ids of a selection, by its ranges: `selectedRows()` takes 1.5 s for 100,000."""
        rows: set[int] = set()
        for n in range(selection.count()):
            part = selection.at(n)
            rows.update(range(part.top(), part.bottom() + 1))
        return [self._ids[row] for row in sorted(rows)]

    # --- what Qt asks --------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: QModelIndex, role: int = _DISPLAY) -> object:
        if role == _DISPLAY:
            return self._text(index.row(), index.column())
        if role == _ALIGN:
            return self._aligned[index.column()]
        if role == _TIP:
            return self._text(index.row(), index.column()) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == _DISPLAY else None
        if not 0 <= section < len(self._columns):
            return None
        if role in (_DISPLAY, _TIP):
            return self._columns[section].title
        return self._aligned[section] if role == _ALIGN else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self._source is None:
            return
        key = self._columns[column].key if 0 <= column < len(self._columns) else ""
        descending = bool(key) and order == Qt.SortOrder.DescendingOrder
        if (key, descending) == (self._order, self._descending):
            return
        ids = self._source.ids(key, descending)
        self.about_to_sort.emit()
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._ids[index.row()]) for index in self.persistentIndexList()]
        self._ids, self._rows_by_id = ids, None
        self._order, self._descending = key, descending
        self._pages.clear()
        for old, id in kept:
            row = self.row_of(id)
            self.changePersistentIndex(old, QModelIndex() if row is None else self.index(row, old.column()))
        self.layoutChanged.emit()

    def _text(self, row: int, column: int) -> str:
        number = row // _PAGE
        page = self._pages.get(number)
        if page is None:
            assert self._source is not None
            page = self._source.rows(self._ids[number * _PAGE : (number + 1) * _PAGE])
            self._pages[number] = page
            if len(self._pages) > _KEEP:
                self._pages.popitem(last=False)
        texts = page.get(self._ids[row])
        return "" if texts is None else texts[column]  # deleted a moment ago: blank until the reload
