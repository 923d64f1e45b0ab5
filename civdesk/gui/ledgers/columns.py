"""The columns of the grid: which are shown, in which order, how wide; kept for each ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from ...domain.fields import Kind
from ...domain.ledgers import Ledger
from ...settings import Settings
from ...store.selecting import BY_PROOFS
from .. import style
from . import ticks
from .source import LedgerSource

if TYPE_CHECKING:
    from .grid import RecordGrid

# Columns are sized to the rows one sees first: measuring 100,000 rows takes seconds.
_MEASURED = 60
# The widest a column becomes by itself, in characters.
_WIDEST = {Kind.LONG: 18, Kind.TEXT: 14}


class Columns(QObject):
    """Arranges the sections of a grid's head.

    Signals:
        wants_filter(str): chosen in the menu of a head.
    """

    wants_filter = Signal(str)

    def __init__(self, grid: RecordGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self.settings: Settings | None = None
        self._ledger: Ledger | None = None
        self._widened: set[str] = set()
        self._quiet = False
        grid.head.sectionResized.connect(self._resized)
        grid.head.sectionMoved.connect(lambda *_: self._moved())

    # --- what is kept --------------------------------------------------------------------------------

    def _kept(self) -> dict[str, Any]:
        assert self._ledger is not None
        return dict(self.settings["columns"].get(self._ledger.key, {})) if self.settings else {}

    def _keep(self, **values: object) -> None:
        if self.settings and self._ledger:
            self.settings["columns"] = {
                **self.settings["columns"],
                self._ledger.key: {**self._kept(), **values},
            }

    def keep(self) -> None:
        """Write the widths down that the clerk chose."""
        if self._ledger is None or not self._widened:
            return
        widths = dict(self._kept().get("widths", {}))
        for key in self._widened:
            column = self._grid.paged.column_of(key)
            if column >= 0 and (width := self._grid.columnWidth(column)):
                widths[key] = round(width * 100 / style.scaled(100))
        self._keep(widths=widths)
        self._widened = set()

    # --- arranging -----------------------------------------------------------------------------------

    def show_ledger(self, ledger: Ledger) -> None:
        """Arrange the columns of a ledger."""
        self._ledger = ledger
        self._quiet = True
        grid, columns = self._grid, self._grid.paged.columns
        widths, hidden = self._kept().get("widths", {}), self._hidden()
        self.show_order()
        self._put_in_order(self._kept().get("order") or self._first())
        for n, column in enumerate(columns):
            # Kept as at 100 %, so that they grow with the text.
            kept = column.key in widths and column.key != BY_PROOFS
            grid.setColumnWidth(n, style.scaled(widths[column.key]) if kept else self._natural_width(n))
            grid.setColumnHidden(n, column.key in hidden)
        self._quiet = False

    def show_order(self) -> None:
        """Mark the column by which the rows are sorted now."""
        order, descending = self._grid.paged.order
        self._grid.head.setSortIndicator(
            self._grid.paged.column_of(order) if order else -1,
            Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder,
        )

    def _put_in_order(self, keys: list[str] | tuple[str, ...]) -> None:
        """As the clerk put them; columns that came since stand where the definition has them, at the end."""
        head, paged = self._grid.head, self._grid.paged
        wanted = [n for key in keys if (n := paged.column_of(key)) >= 0]
        wanted += [n for n in range(paged.columnCount()) if n not in wanted]
        for place, column in enumerate(wanted):
            head.moveSection(head.visualIndex(column), place)

    def _first(self) -> tuple[str, ...]:
        """Proofs, day and title: on a small screen these are seen without scrolling. Members of a register
        are known by their name alone."""
        assert self._ledger is not None
        day = "" if self._ledger.register else self._ledger.date_field
        return (BY_PROOFS, *filter(None, (day, self._ledger.title_field)))

    def show_filled(self) -> None:
        """After a change: a column that got its first value appears."""
        if self._ledger is None:
            return
        hidden = self._hidden()
        for n, column in enumerate(self._grid.paged.columns):
            if self._grid.isColumnHidden(n) and column.key not in hidden:
                self._quiet = True
                self._grid.setColumnHidden(n, False)
                self._grid.setColumnWidth(n, self._natural_width(n))
                self._quiet = False

    def _hidden(self) -> set[str]:
        """What the clerk hid; without a choice of hers, columns that nobody has filled yet."""
        kept, source = self._kept(), self._grid.paged.source
        if "hidden" in kept or self._ledger is None or not isinstance(source, LedgerSource):
            return set(kept.get("hidden", ()))
        if not self._grid.paged.rowCount():
            return set()
        filled = source.filled() | {self._ledger.title_field, self._ledger.date_field}
        return {one.key for one in self._ledger.visible if not one.required and one.key not in filled}

    def _natural_width(self, column: int) -> int:
        assert self._ledger is not None
        paged = self._grid.paged
        key = paged.columns[column].key
        if key == BY_PROOFS:
            return ticks.block_width(self._ledger)
        one = self._ledger.field(key)
        metrics, small = QFontMetrics(style.font()), QFontMetrics(style.font("small"))
        most = _WIDEST.get(one.kind, 12) + (6 if key == self._ledger.title_field else 0)
        room = style.scaled(26) + 8  # the padding of both sides, and what Qt leaves free beside a text
        wide = small.horizontalAdvance(paged.columns[column].title) + style.scaled(14)
        for row in range(min(_MEASURED, paged.rowCount())):
            wide = max(wide, metrics.horizontalAdvance(str(paged.index(row, column).data())))
        return min(wide, most * metrics.horizontalAdvance("文")) + room

    # --- what the clerk does -------------------------------------------------------------------------

    def menu(self, place: QPoint) -> None:
        """The menu of a head: filter, move, and which columns are shown."""
        ledger, grid = self._ledger, self._grid
        if ledger is None:
            return
        menu = QMenu(grid)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = grid.head.logicalIndexAt(place)
        if here >= 0:
            key = grid.paged.columns[here].key
            menu.addAction(self.tr("筛选…")).triggered.connect(lambda: self.wants_filter.emit(key))
            at = grid.head.visualIndex(here)
            for title, step in ((self.tr("左移一列"), -1), (self.tr("右移一列"), 1)):
                action = menu.addAction(title)
                target = self._neighbour(at, step)
                action.setEnabled(target is not None)
                action.triggered.connect(lambda _=False, at=at, to=target: grid.head.moveSection(at, to))
            menu.addSeparator()
        for n, column in enumerate(grid.paged.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not grid.isColumnHidden(n))
            action.setEnabled(column.key != ledger.title_field)
            action.toggled.connect(lambda shown, n=n: self._show_column(n, shown))
        menu.addSeparator()
        menu.addAction(self.tr("恢复默认的列")).triggered.connect(self._forget)
        menu.popup(grid.head.mapToGlobal(place))

    def _neighbour(self, visual: int, step: int) -> int | None:
        """The next place in a direction that is not hidden."""
        head = self._grid.head
        place = visual + step
        while 0 <= place < head.count():
            if not head.isSectionHidden(head.logicalIndex(place)):
                return place
            place += step
        return None

    def _show_column(self, column: int, shown: bool) -> None:
        grid = self._grid
        grid.setColumnHidden(column, not shown)
        if shown and not grid.columnWidth(column):
            grid.setColumnWidth(column, self._natural_width(column))
        self._keep(hidden=[c.key for n, c in enumerate(grid.paged.columns) if grid.isColumnHidden(n)])

    def _moved(self) -> None:
        if not self._quiet and self._ledger is not None:
            head, columns = self._grid.head, self._grid.paged.columns
            self._keep(order=[columns[head.logicalIndex(n)].key for n in range(len(columns))])

    def _resized(self, column: int, _old: int, _new: int) -> None:
        if not self._quiet and self._ledger and column < len(self._grid.paged.columns):
            self._widened.add(self._grid.paged.columns[column].key)

    def _forget(self) -> None:
        assert self._ledger is not None
        if self.settings:
            self.settings["columns"] = {
                key: kept for key, kept in self.settings["columns"].items() if key != self._ledger.key
            }
        self._widened = set()
        self.show_ledger(self._ledger)
