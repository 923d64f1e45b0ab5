"""The lower middle: the records of a rule that count, those that nearly do, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ...desk.close_up import CloseUp, NearRecord, RuleRecords
from ...domain import fields
from ...domain.ledgers import Ledger
from ...store import evidence as stored
from ...store import ledgers as kept
from ...store.workspace import Workspace
from ..context import Desk
from ..table_model import Column, PagedTableModel
from ..widgets.plain_table import CalmTable, ShortTable
from ..widgets.previews import Previews
from ..widgets.thumbs import Thumbs

# Beside date and title a record is told apart by these, as far as its ledger has them.
_MORE = ("department", "place", "hours", "people", "status")
_COLUMNS = 4


class CountedSource:
    """The records of one ledger with these ids."""

    def __init__(self, ws: Workspace, ledger: Ledger, ids: Sequence[str]) -> None:
        self._ws, self._ledger, self._ids = ws, ledger, list(ids)
        wanted = [ledger.date_field, ledger.title_field, *(key for key in _MORE if key in ledger.keys)]
        self.keys = [key for key in dict.fromkeys(wanted) if key][:_COLUMNS]
        self.columns: Sequence[Column] = [Column(key, ledger.field(key).title) for key in self.keys]

    def ids(self, order: str, descending: bool) -> list[str]:
        if not order:
            return self._ids
        wanted = set(self._ids)
        ordered = kept.ids(self._ws.reader(), self._ledger, order=order, descending=descending)
        return [id for id in ordered if id in wanted]

    def rows(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        found = {}
        for record in kept.records(self._ws.reader(), self._ledger, ids):
            texts = [fields.show(self._ledger.field(key), record.values.get(key)) for key in self.keys]
            found[record.id] = [text.replace("\n", " ") for text in texts]
        return found


class RuleRecordsView(QWidget):
    """Three tabs.

    Signals:
        open_record(str, str): ledger and id.
        open_evidence(str): id.
    """

    open_record = Signal(str, str)
    open_evidence = Signal(str)

    def __init__(self, desk: Desk, previews: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ledger = ""
        self._near: Sequence[NearRecord] = ()
        self.counted = CalmTable()
        self.model = PagedTableModel(parent=self)
        self.counted.setModel(self.model)
        self.counted.opened.connect(lambda row: self.open_record.emit(self._ledger, self.model.id_at(row)))
        self.near = CalmTable()
        self._near_rows = ShortTable(
            (self.tr("日期"), self.tr("名称"), self.tr("科室"), self.tr("还缺什么")), self
        )
        self.near.setModel(self._near_rows)
        self.near.set_widths(6, 0, 5, 13)
        self.near.opened.connect(lambda row: self.open_record.emit(self._ledger, self._near[row].id))
        self.thumbs = Thumbs(previews, width=132)
        self.thumbs.opened.connect(self.open_evidence)
        self.tabs = QTabWidget()
        self._places: list[tuple[QStackedWidget, QLabel]] = []
        for widget in (self.counted, self.near, self.thumbs):
            empty = QLabel()
            empty.setProperty("role", "soft")
            empty.setWordWrap(True)
            empty.setContentsMargins(24, 16, 24, 16)
            place = QStackedWidget()
            place.addWidget(widget)
            place.addWidget(empty)
            self._places.append((place, empty))
            self.tabs.addTab(place, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.addWidget(self.tabs)
        self.clear()

    def clear(self) -> None:
        """Nothing is chosen."""
        self._near = ()
        self._fill(0, 0, self.tr("计入的记录"), "")
        self._fill(1, 0, self.tr("还差一点"), "")
        self._fill(2, 0, self.tr("佐证"), "")

    def show_rule(self, close: CloseUp, rule: RuleRecords | None, ledgers: Mapping[str, Ledger]) -> None:
        """Show the records of one rule and the evidence of its indicator."""
        self.clear()
        if rule is not None and rule.ledger in ledgers:
            book = ledgers[rule.ledger]
            self._ledger = rule.ledger
            self.model.set_source(CountedSource(self._desk.ws, book, rule.counted))
            widths = [0 if c.key == book.title_field else 6 for c in self.model.columns]
            self.counted.set_widths(*widths)
            self._near = rule.near
            self._near_rows.set_rows([(n.date, n.title, n.department, n.lacks) for n in rule.near])
            self._fill(
                0,
                len(rule.counted),
                self.tr("计入的记录"),
                self.tr("《{title}》里还没有符合这条要求的记录。").format(title=book.title),
            )
            self._fill(1, len(rule.near), self.tr("还差一点"), self.tr("没有只差佐证或只差一项的记录。"))
            if self.tabs.currentIndex() < 2:
                # Where nothing counts yet, what nearly counts is what there is to see.
                self.tabs.setCurrentIndex(1 if rule.near and not rule.counted else 0)
        pieces = stored.many(self._desk.ws.reader(), close.evidence)
        self.thumbs.set_items(pieces)
        self._fill(
            2, len(pieces), self.tr("佐证"), self.tr("这项指标和它的记录还没有照片或文件。"), close.more
        )

    def _fill(self, n: int, number: int, title: str, empty: str, more: bool = False) -> None:
        place, label = self._places[n]
        place.setCurrentIndex(0 if number else 1)
        label.setText(empty)
        self.tabs.setTabText(n, f"{title}  {number}{'+' if more else ''}" if empty else title)
