"""The records that nearly count: what each lacks, and a file dropped or pasted on a row mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ...desk import evidence
from ...desk.close_up import NearRecord
from ...domain.ledgers import Ledger
from ..context import Desk
from ..evidence.bringing import Bringing
from ..evidence.receiving import Received, carries, received
from ..icons import icon
from ..widgets.plain_table import ShortTable
from .counted import RecordTable

_TITLE = 0


class NearTable(RecordTable):
    """The rows.

    Signals:
        said(str, object): for the edge of the window.
        open_record(str, str): ledger and id.
    """

    said = Signal(str, object)
    open_record = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bringing = Bringing(desk, self.said.emit, self)
        self.near: Sequence[NearRecord] = ()
        self.menu: QMenu | None = None
        # What is lacking stands before what is left out where there is little room.
        heads = (self.tr("名称"), self.tr("还缺什么"), self.tr("日期"), self.tr("科室"))
        self._one = ShortTable(heads, self)
        self._several = ShortTable((*heads, self.tr("台账")), self)
        self.setModel(self._one)
        self.set_link(_TITLE)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.opened.connect(lambda row: self.open_record.emit(self.near[row].ledger, self.near[row].id))

    def show_near(self, near: Sequence[NearRecord], ledgers: Mapping[str, Ledger]) -> None:
        """Show these."""
        self.near = near
        several = len({one.ledger for one in near}) > 1
        rows = [(n.title, n.lacks, n.date, n.department, ledgers[n.ledger].title) for n in near]
        shown = self._several if several else self._one
        shown.set_rows(rows if several else [row[:-1] for row in rows])
        self.setModel(shown)
        self.set_widths(*((0, 9, 6, 5, 6) if several else (0, 9, 6, 5)))

    # --- mending -------------------------------------------------------------------------------------

    def mend(self, row: int, got: Received) -> None:
        """Bring files in as the proof that a record lacks; where it lacks several kinds one is asked for."""
        one = self.near[row]
        if not one.roles:
            self.said.emit(self.tr("这条缺的不是佐证，请打开记录修改。"), None)
            return
        if len(one.roles) == 1:
            self._bring(one, one.roles[0], got)
            return
        titles = evidence.roles()
        self.ask(
            [(self.tr("作为{role}").format(role=titles[r].title), lambda r=r: self._bring(one, r, got))
             for r in one.roles]
        )  # fmt: skip

    def _bring(self, one: NearRecord, role: str, got: Received) -> None:
        self._bringing.take(got.paths, record=(one.ledger, one.id), role=role, hold=got.folder)

    def choose_files(self, row: int, role: str) -> None:
        """Ask for the files of a role."""
        title = self.tr("添加{role}").format(role=evidence.roles()[role].title)
        paths, _ = QFileDialog.getOpenFileNames(self, title)
        if paths:
            self._bring(self.near[row], role, Received([Path(path) for path in paths]))

    def ask(self, entries: Sequence[tuple[str, Callable[[], object]]], at: QPoint | None = None) -> None:
        """A menu of what can be done."""
        self.menu = QMenu(self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, run in entries:
            self.menu.addAction(text).triggered.connect(lambda _=False, run=run: run())
        self.menu.popup(at or QCursor.pos())

    def _menu(self, place: QPoint) -> None:
        row = self.rowAt(place.y())
        if not 0 <= row < len(self.near):
            return
        self.ask(
            [
                (self.tr("打开记录"), lambda: self.opened.emit(row)),
                *(
                    (
                        self.tr("添加{role}…").format(role=evidence.roles()[role].title),
                        lambda role=role: self.choose_files(row, role),
                    )
                    for role in self.near[row].roles
                ),
            ],
            self.viewport().mapToGlobal(place),
        )
        assert self.menu is not None
        for action in self.menu.actions()[1:]:
            action.setIcon(icon("attach", "soft"))

    def take(self, row: int, data: QMimeData) -> None:
        """Files, or a picture, for a row."""
        got = received(data, self._desk.today())
        if got and 0 <= row < len(self.near):
            self.selectRow(row)
            self.mend(row, got)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(self.currentIndex().row(), QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def _row_under(self, event: QDropEvent) -> int:
        row = self.rowAt(event.position().toPoint().y())
        return row if carries(event.mimeData()) and 0 <= row < len(self.near) else -1

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(carries(event.mimeData()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        row = self._row_under(event)
        event.setAccepted(row >= 0)
        if row >= 0:
            self.selectRow(row)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self._row_under(event)
        if row >= 0:
            event.acceptProposedAction()
            self.take(row, event.mimeData())
