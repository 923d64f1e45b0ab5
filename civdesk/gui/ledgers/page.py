"""The tab 台账: ledgers on the left, the records of one in the middle, one record on the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...desk import records
from ...domain.ledgers import Ledger
from ...errors import DeskError, WrongUse
from ...store.schema import table_of
from ...store.workspace import Changed
from .. import style
from ..context import Desk
from ..page import Page
from ..undoing import undo_action
from ..widgets.three_parts import ThreeParts, sheet
from .detail import RecordDetail
from .ledger_list import LedgerList
from .records_pane import RecordsPane


class LedgersPage(Page):
    """See the three parts: ledger_list, records_pane, detail.

    Signals:
        wants_sheet(str): import a sheet into this ledger.
        wants_freezing(str): lock periods, or lift this lock.
        wants_trash(str): what was deleted, of this ledger.
    """

    wants_sheet = Signal(str)
    wants_freezing = Signal(str)
    wants_trash = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._ledger: Ledger | None = None
        self.list = LedgerList(desk)
        self.pane = RecordsPane(desk)
        self.ui = self.pane.ui
        self.grid = self.pane.grid
        self.detail = RecordDetail(desk)
        self.left = sheet(self.list)
        self.parts = ThreeParts(
            desk.settings, "ledgers", (self.left, self.pane, self.detail), (248, 676, 480)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.parts)
        self.list.chosen.connect(self.show_ledger)
        self.list.entered.connect(self.grid.setFocus)
        self.list.said.connect(self.said)
        self.list.wants_freezing.connect(self.wants_freezing)
        self.list.wants_trash.connect(self.wants_trash)
        self.pane.said.connect(self.said)
        self.pane.wants_add.connect(self.add)
        self.pane.wants_delete.connect(self.delete_chosen)
        self.pane.wants_sheet.connect(self.wants_sheet)
        self.pane.editing.wants_form.connect(self._to_field)
        self.pane.pasting.added.connect(lambda id: self.go(self.ledger_key, id))
        self.grid.chosen.connect(self._chosen)
        self.grid.wants_proofs.connect(self._to_proofs)
        self.detail.said.connect(self.said)
        self.detail.wants_unlock.connect(self.wants_freezing)
        self.detail.saved.connect(self._saved)
        self.detail.wants_record.connect(self.go)
        self.detail.wants_delete.connect(lambda id: self.delete([id]))
        self.detail.closed.connect(lambda: self.grid.select_id(""))
        self.detail.open_evidence.connect(self.open_evidence)
        # The record that is open is meant from the list as well.
        for keys, run in (("Ctrl+S", self._save), ("Ctrl+P", self.detail.print_attendance)):
            shortcut = QShortcut(QKeySequence(keys), self.pane)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        self._fit()

    # --- what the window asks ------------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is None or "ledger" in changed.tables:
            books = records.all_ledgers(self.desk.ws)
            self.list.listed.set_ledgers(list(books.values()))
            if self._ledger is None or self._ledger.key not in books:
                if books:
                    self.show_ledger(self.list.first_key(books))
            elif books[self._ledger.key] != self._ledger:
                self._show_anew(self._ledger.key)
            self.list.show_key(self.ledger_key)
        touched = changed is None or self._ledger is None or table_of(self._ledger.key) in changed.tables
        if touched and self._ledger is not None:
            self.pane.reload(changed.ids if changed else None, self.detail.record)
        if not touched and changed and "proof" in changed.tables:
            self.grid.paged.touch(frozenset())  # every tick is read anew
            self.grid.viewport().update()
        if touched or (changed and changed.tables & {"proof", "frozen_period"}):
            self.detail.refresh()
        if changed is None or any(table.startswith("ledger") for table in changed.tables):
            self._count()

    def go(self, *where: object) -> None:
        """Go to a record (ledger, id); "" for the new one that was being typed."""
        key, id = str(where[0]), str(where[1])
        self.show_ledger(key)
        if self._ledger is None:
            return
        if id and self.grid.paged.row_of(id) is None and self.pane.asked.selects:
            self.pane.clear_filter()
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
        self.detail.leave()
        self.list.keep()
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
        self._ledger = ledger
        self.pane.show_ledger(ledger)
        self.list.show_key(key)

    def _show_anew(self, key: str) -> None:
        """Its definition changed: other columns, another form, for the record that is open too."""
        record = self.detail.record if self.detail.is_open else None
        self._ledger = None
        self.show_ledger(key)
        if record:
            self._open(record)
            self.grid.select_id(record)

    def _count(self) -> None:
        self.desk.runner.run(
            lambda _monitor: records.counts(self.desk.ws),
            on_done=self.list.listed.set_counts,
            quiet=True,
            key="ledger-counts",
        )

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
        if self.grid.paged.row_of(id) is None:  # a new one is listed at once, not with the next refresh
            self.pane.reload(frozenset((id,)), id)

    def _save(self) -> None:
        if self.pane.editing.commit() and self.detail.dirty:
            self.detail.save()

    def _to_field(self, key: str) -> None:
        """A field that needs more room than a cell is edited in the form."""
        self._open(self.grid.current_id)
        if self.detail.is_open:
            self.detail.form.field(key).editor.setFocus()

    def _to_proofs(self, _role: str) -> None:
        """The marks of a record were clicked: its proofs."""
        self._open(self.grid.current_id)
        self.detail.show_proofs()

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
            self.pane.reload(None, self.detail.record)
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
        # Large text must still fit a small screen: what does not find room is scrolled or cut with ….
        self.left.setMinimumWidth(min(style.scaled(190), 240))
        self.detail.setMinimumWidth(min(style.scaled(336), 504))
        self.pane.setMinimumWidth(min(style.scaled(360), 472))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "parts"):
            self._fit()
