"""The tab 台账: ledgers on the left, the records of one in the middle, one record on the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...desk import records
from ...domain.ledgers import Ledger
from ...errors import DeskError, WrongUse
from ...store.schema import table_of
from ...store.workspace import Changed
from .. import style
from ..context import Desk
from ..forms.ui_records_pane import Ui_RecordsPane
from ..icons import icon
from ..page import Page
from ..undoing import undo_action
from ..widgets.three_parts import ThreeParts, sheet
from .detail import RecordDetail
from .ledger_list import LedgerList
from .source import LedgerSource

# The grid follows the filter after this pause, so that fast typing does not ask for every letter.
_PAUSE = 120
# From so many records on the list is sorted beside the window.
_LARGE = 5000


class LedgersPage(Page):
    """See the three parts: ledger_list, grid, detail.

    Signals:
        wants_sheet(str): import a sheet into this ledger.
    """

    wants_sheet = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._ledger: Ledger | None = None
        self.list = LedgerList()
        self.pane = QFrame()
        self.ui = Ui_RecordsPane()
        self.ui.setupUi(self.pane)
        self.grid = self.ui.grid
        self.grid.attach(desk.settings)
        self.detail = RecordDetail(desk)
        self.left = sheet(self.list)
        self.parts = ThreeParts(
            desk.settings, "ledgers", (self.left, self.pane, self.detail), (248, 676, 480)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.parts)
        self.ui.addButton.setIcon(icon("add", "on_accent"))
        self.ui.deleteButton.setIcon(icon("delete", "soft"))
        self.ui.addButton.clicked.connect(self.add)
        self.ui.deleteButton.clicked.connect(self.delete_chosen)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._filter)
        self.ui.filter.textChanged.connect(lambda _: self._pause.start())
        self.list.chosen.connect(self.show_ledger)
        self.grid.chosen.connect(self._chosen)
        self.grid.wants_delete.connect(self.delete_chosen)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._count_chosen())
        self.pane.installEventFilter(self)
        self.detail.said.connect(self.said)
        self.detail.saved.connect(self._saved)
        self.detail.wants_record.connect(self.go)
        self.detail.wants_delete.connect(lambda id: self.delete([id]))
        self.detail.closed.connect(lambda: self.grid.select_id(""))
        self.detail.open_evidence.connect(self.open_evidence)
        self._fit()

    # --- what the window asks ------------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is None or "ledger" in changed.tables:
            books = records.all_ledgers(self.desk.ws)
            self.list.listed.set_ledgers(list(books.values()))
            if self._ledger is None or self._ledger.key not in books:
                if books:
                    self.show_ledger(next(iter(books)))
            elif books[self._ledger.key] != self._ledger:
                self.show_ledger(self._ledger.key)
            self.list.show_key(self.ledger_key)
        touched = changed is None or self._ledger is None or table_of(self._ledger.key) in changed.tables
        if touched and self._ledger is not None:
            self._reload(changed.ids if changed else None)
        if touched or (changed and "proof" in changed.tables):
            self.detail.refresh()
        if changed is None or any(table.startswith("ledger") for table in changed.tables):
            self._count()

    def go(self, *where: object) -> None:
        """Go to a record (ledger, id); "" for the new one that was being typed."""
        key, id = str(where[0]), str(where[1])
        self.show_ledger(key)
        if self._ledger is None:
            return
        if id and self.grid.paged.row_of(id) is None and self.ui.filter.text():
            self.ui.filter.clear()
            self._filter()
        self._open(id)
        self.grid.select_id(id)
        self.grid.setFocus()

    def add(self) -> None:
        """Ctrl+N: a new record of the open ledger."""
        if self._ledger is None:
            return
        self.grid.select_id("")
        self.detail.show_record(self._ledger, "")
        self.ui.stack.setCurrentWidget(self.ui.gridPage if self.grid.paged.ids else self.ui.empty)
        self.detail.form.focus_first()

    def back(self) -> bool:
        if not self.detail.is_open:
            return False
        self.detail.close_record()
        self.grid.setFocus()
        return True

    def unsaved(self) -> int:
        """How many records have something typed that is not saved."""
        return self.detail.drafts

    def to_unsaved(self) -> None:
        if not self.detail.dirty and (draft := self.detail.first_draft()):
            self.go(*draft)

    def leave(self) -> None:
        self.grid.keep()
        self.parts.keep()

    @property
    def ledger_key(self) -> str:
        """The open ledger, "" when there is none."""
        return self._ledger.key if self._ledger else ""

    # --- the middle ----------------------------------------------------------------------------------

    def show_ledger(self, key: str) -> None:
        """Open a ledger by its key."""
        if key == self.ledger_key:
            return
        try:
            ledger = records.ledger(self.desk.ws, key)
        except WrongUse as error:
            self.said.emit(error.message, None)
            return
        self.detail.clear()
        self.grid.keep()
        self._ledger = ledger
        self.ui.filter.blockSignals(True)
        self.ui.filter.clear()
        self.ui.filter.blockSignals(False)
        self.ui.title.setText(ledger.title)
        self.grid.paged.set_source(LedgerSource(self.desk.ws, ledger))
        self.grid.show_ledger(ledger)
        self.list.show_key(key)
        self._show_sums()

    def _filter(self) -> None:
        if self._ledger is None:
            return
        self._pause.stop()
        current = self.grid.current_id
        order, descending = self.grid.paged.order
        source = LedgerSource(self.desk.ws, self._ledger, self.ui.filter.text().strip())
        self.grid.paged.set_source(source, order, descending)
        self.grid.select_id(current)
        self._show_sums()

    def _reload(self, changed: frozenset[str] | None) -> None:
        """What is listed may have changed. Sorting a large ledger takes its time: beside the window."""
        model = self.grid.paged
        if model.rowCount() < _LARGE or model.source is None:
            self._reloaded(changed, None)
            return
        source, order = model.source, model.order

        def arrived(ids: list[str]) -> None:
            if (source, order) == (model.source, model.order):
                self._reloaded(changed, ids)

        self.desk.runner.run(
            lambda _monitor: source.ids(*order), on_done=arrived, quiet=True, key="ledger-ids"
        )

    def _reloaded(self, changed: frozenset[str] | None, ids: list[str] | None) -> None:
        current, chosen = self.grid.current_id, self.grid.chosen_ids()
        self.grid.paged.load(changed, ids)
        if self.grid.paged.rowCount() < _LARGE:
            self.grid.show_filled()
        if len(chosen) <= 1:
            self.grid.select_id(self.detail.record or current)
        self._show_sums()

    def _show_sums(self) -> None:
        """The number of records, and the totals under the grid."""
        ledger, text = self._ledger, self.ui.filter.text().strip()
        if ledger is None:
            return
        many = len(self.grid.paged.ids)
        self.ui.count.setText(
            self.tr("找到 {n:,} 条").format(n=many) if text else self.tr("{n:,} 条").format(n=many)
        )
        self._show_empty(many, text)
        self.desk.runner.run(
            lambda _monitor: records.totals(self.desk.ws, ledger.key, text=text),
            on_done=lambda sums: self._show_totals(ledger, sums[1]),
            quiet=True,
            key="ledger-totals",
        )

    def _show_totals(self, ledger: Ledger, sums: dict[str, str]) -> None:
        if self._ledger is not ledger:
            return
        parts = [
            f"{f.title} {_grouped(sums[f.key])} {f.unit}".rstrip() for f in ledger.fields if f.key in sums
        ]
        self.ui.totals.setText(self.tr("合计　{sums}").format(sums="　".join(parts)) if parts else "")
        self.ui.totals.setVisible(bool(parts))
        self.ui.line.setVisible(bool(parts))

    def _show_empty(self, many: int, text: str) -> None:
        ledger = self._ledger
        assert ledger is not None
        if many:
            self.ui.stack.setCurrentWidget(self.ui.gridPage)
            return
        if text:
            self.ui.empty.show_text(
                self.tr("没有找到“{text}”").format(text=text),
                self.tr("试试少写几个字，或清空筛选。"),
                (self.tr("清空筛选"), self.ui.filter.clear),
            )
        else:
            self.ui.empty.show_text(
                self.tr("《{ledger}》还没有记录").format(ledger=ledger.title),
                ledger.help or self.tr("先新增一条，或导入科室交来的表格。"),
                (self.tr("新增第一条"), self.add),
                (self.tr("导入表格…"), lambda: self.wants_sheet.emit(ledger.key)),
            )
        self.ui.stack.setCurrentWidget(self.ui.empty)

    def _count(self) -> None:
        self.desk.runner.run(
            lambda _monitor: records.counts(self.desk.ws),
            on_done=self.list.listed.set_counts,
            quiet=True,
            key="ledger-counts",
        )

    def _count_chosen(self) -> None:
        many = sum(
            part.bottom() - part.top() + 1
            for n in range(self.grid.selectionModel().selection().count())
            if (part := self.grid.selectionModel().selection().at(n))
        )
        self.ui.deleteButton.setEnabled(bool(many))
        if many > 1:
            text = self.tr("删除 {n} 条").format(n=many)
        else:
            text = self.tr("删除") if self.pane.width() >= style.scaled(520) else ""
        self.ui.deleteButton.setText(text)

    # --- the right -----------------------------------------------------------------------------------

    def _chosen(self, id: str) -> None:
        if id:
            self._open(id)

    def _open(self, id: str) -> None:
        if self._ledger is None or (self.detail.ledger is self._ledger and self.detail.record == id != ""):
            return
        try:
            self.detail.show_record(self._ledger, id)
        except WrongUse as error:
            self.said.emit(error.message, None)

    def _saved(self, _ledger: str, id: str) -> None:
        if self.grid.paged.rowCount() < _LARGE:  # at once where that costs nothing; else with the refresh
            self._reload(frozenset((id,)))

    # --- deleting ------------------------------------------------------------------------------------

    def delete_chosen(self) -> None:
        """Delete what is selected in the grid."""
        self.delete(self.grid.chosen_ids())

    def delete(self, ids: list[str]) -> None:
        """Delete records as one operation, which the message can take back."""
        ledger = self._ledger
        ids = [id for id in ids if id]
        if ledger is None or not ids:
            return
        following = self._after(ids)

        def done(operation: int | None) -> None:
            for id in ids:
                self.detail.drop_draft(ledger.key, id)
            self.detail.refresh()
            self._reload(None)
            text = self.tr("已删除 {n} 条，文件仍在影像里。").format(n=len(ids))
            self.said.emit(text, undo_action(self.desk, operation, self.said.emit))
            # The next one in the list is what one looks at next.
            if following:
                self._open(following)
                self.grid.select_id(following)

        if len(ids) == 1:
            try:
                operation = records.delete(self.desk.ws, ledger.key, ids)
            except DeskError as error:
                self.said.emit(error.message, None)
                return
            done(operation)
            return
        self.desk.runner.run(
            lambda _monitor: records.delete(self.desk.ws, ledger.key, ids),
            on_done=done,
            title=self.tr("正在删除 {n} 条").format(n=len(ids)),
        )

    def _after(self, ids: list[str]) -> str:
        """The record that follows those which are about to go, or the one before them."""
        gone, listed = set(ids), self.grid.paged.ids
        row = self.grid.paged.row_of(ids[0]) or 0
        near = [*range(row, min(row + len(ids) + 1, len(listed))), *range(row - 1, max(row - 2, -1), -1)]
        return next((listed[n] for n in near if listed[n] not in gone), "")

    def _fit(self) -> None:
        self.ui.filter.setMinimumWidth(min(style.scaled(84), 110))
        # Large text must still fit a small screen: what does not find room is scrolled or cut with ….
        self.left.setMinimumWidth(min(style.scaled(190), 240))
        self.detail.setMinimumWidth(min(style.scaled(320), 460))
        self.pane.setMinimumWidth(min(style.scaled(360), 472))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.pane and event.type() == QEvent.Type.Resize:
            self._count_chosen()
            self.ui.filter.setMaximumWidth(min(style.scaled(220), self.pane.width() * 3 // 10))
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "parts"):
            self._fit()


def _grouped(number: str) -> str:
    """1234567.5 as 1,234,567.5."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"
