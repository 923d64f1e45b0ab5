"""The records that a rule counts, of one ledger or of several, as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...domain import fields
from ...domain.ledgers import Ledger
from ...store import ledgers as kept
from ...store.workspace import Workspace
from .. import style
from ..table_model import Column
from ..widgets.plain_table import CalmTable

# Beside date and title a record is told apart by these, as far as its ledger has them.
_MORE = ("department", "place", "hours", "people", "status")
_COLUMNS = 4
_MANY = 5000  # records of several ledgers that are put in the order of their days at once
DATE, TITLE, DEPARTMENT, LEDGER = "date", "title", "department", "ledger"


class CountedSource:
    """The records of some ledgers with these ids. One ledger shows fields of its own; several show what all
    of them have: day, title, department, and which ledger."""

    def __init__(
        self,
        ws: Workspace,
        parts: Sequence[tuple[Ledger, Sequence[str]]],
        titles: Mapping[str, str],
    ) -> None:
        """`titles` are the heads of the columns that several ledgers share."""
        self._ws, self._parts = ws, list(parts)
        self._of = {id: ledger for ledger, ids in parts for id in ids}
        first = parts[0][0]
        if len(parts) == 1:
            wanted = [first.date_field, first.title_field, *(key for key in _MORE if key in first.keys)]
            self.keys = [key for key in dict.fromkeys(wanted) if key][:_COLUMNS]
            heads = [first.field(key).title for key in self.keys]
        else:
            self.keys = [DATE, TITLE, DEPARTMENT, LEDGER]
            heads = [titles[key] for key in self.keys]
        self.columns: Sequence[Column] = [
            Column(key, head) for key, head in zip(self.keys, heads, strict=True)
        ]
        self.title_column = self.keys.index(first.title_field if len(parts) == 1 else TITLE)

    def ledger_of(self, id: str) -> Ledger:
        """The ledger of a record."""
        return self._of[id]

    def ids(self, order: str, descending: bool) -> list[str]:
        if len(self._parts) == 1:
            ledger, ids = self._parts[0]
            if not order:
                return list(ids)
            wanted = set(ids)
            ordered = kept.ids(self._ws.reader(), ledger, order=order, descending=descending)
            return [id for id in ordered if id in wanted]
        if not order and len(self._of) > _MANY:
            return list(self._of)
        column = self.keys.index(order or DATE)
        shown = self.rows(list(self._of))
        return sorted(shown, key=lambda id: (shown[id][column], id), reverse=descending)

    def rows(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        found: dict[str, Sequence[str]] = {}
        for ledger, _ in self._parts:
            own = [id for id in ids if self._of.get(id) is ledger]
            for record in kept.records(self._ws.reader(), ledger, own) if own else ():
                found[record.id] = [
                    self._text(ledger, key, record.values).replace("\n", " ") for key in self.keys
                ]
        return {id: found[id] for id in ids if id in found}

    def _text(self, ledger: Ledger, key: str, values: Mapping[str, fields.Value]) -> str:
        if len(self._parts) > 1:
            if key == LEDGER:
                return ledger.title
            key = {DATE: ledger.date_field, TITLE: ledger.title_field}.get(key, key)
        return fields.show(ledger.field(key), values.get(key)) if key in ledger.keys else ""


class _Titles(QStyledItemDelegate):
    """A title that opens its record looks like a link."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        option.palette.setColor(option.palette.ColorRole.Text, style.colour("accent"))
        option.palette.setColor(option.palette.ColorRole.HighlightedText, style.colour("accent_deep"))


class RecordTable(CalmTable):
    """A table of records: a click on a title opens it, a click beside it only goes to the row.

    Signals:
        moved(int): another row became current.
    """

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = -1
        self._titles = _Titles(self)
        self.setMouseTracking(True)

    def set_link(self, column: int) -> None:
        """The column of the titles."""
        if self._link >= 0:
            self.setItemDelegateForColumn(self._link, None)
        self._link = column
        self.setItemDelegateForColumn(column, self._titles)

    def _on_link(self, event: QMouseEvent) -> QModelIndex:
        index = self.indexAt(event.position().toPoint())
        return index if index.isValid() and index.column() == self._link and index.data() else QModelIndex()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hand = self._on_link(event).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self._on_link(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(index.row())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.moved.emit(current.row())
