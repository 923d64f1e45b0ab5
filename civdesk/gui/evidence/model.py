"""The pictures of the grid: all ids in memory, what is known of them by pages."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ...store import albums, evidence
from ...store.evidence import Evidence, Filter, Order
from ...store.workspace import Workspace

EVIDENCE, LINKED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1

_PAGE, _KEEP = 200, 50


class EvidenceModel(QAbstractListModel):
    """What fits a filter, in an order."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._ids: list[str] = []
        self._rows: dict[str, int] | None = None
        self._pages: OrderedDict[int, tuple[dict[str, Evidence], set[str]]] = OrderedDict()
        self._query: tuple[Filter, Order] = (Filter(), "taken")

    def load(self, only: Filter, order: Order) -> None:
        """Show what fits; a view loses its selection only when the ids are others than before."""
        ids = evidence.ids(self._ws.reader(), only, order)
        self._query = (only, order)
        if ids == self._ids:
            self._repaint()
            return
        self.beginResetModel()
        self._ids, self._rows = ids, None
        self._pages.clear()
        self.endResetModel()

    def reload(self) -> None:
        """The same question again: something changed."""
        self.load(*self._query)

    def id_at(self, row: int) -> str:
        return self._ids[row]

    def row_of(self, id: str) -> int | None:
        """Where evidence stands; None when the filter leaves it out."""
        if self._rows is None:
            self._rows = {id: row for row, id in enumerate(self._ids)}
        return self._rows.get(id)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        if role not in (0, EVIDENCE, LINKED, 3, 11):  # DisplayRole, ToolTipRole, AccessibleTextRole
            return None
        id = self._ids[index.row()]
        known, linked = self._page(index.row() // _PAGE)
        one = known.get(id)
        if role == EVIDENCE:
            return one
        if role == LINKED:
            return id in linked
        if one is None:
            return ""
        return f"{one.title or one.name}\n{one.name}" if role == 3 else one.title or one.name

    def _page(self, number: int) -> tuple[dict[str, Evidence], set[str]]:
        page = self._pages.get(number)
        if page is None:
            ids = self._ids[number * _PAGE : (number + 1) * _PAGE]
            db = self._ws.reader()
            page = ({one.id: one for one in evidence.many(db, ids)}, albums.linked(db, ids))
            self._pages[number] = page
            if len(self._pages) > _KEEP:
                self._pages.popitem(last=False)
        return page

    def _repaint(self) -> None:
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
