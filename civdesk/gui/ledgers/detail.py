"""One record in detail: its form, its proofs, its history, and the buttons that save it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from ...desk import records
from ...desk.records import Invalid, Saved
from ...domain.ledgers import Ledger
from ...errors import DeskError, WrongUse
from ..context import Desk
from ..forms.ui_record_detail import Ui_RecordDetail
from ..icons import icon
from ..messages import Action
from ..undoing import undo_action
from ..widgets.links import link
from .proofs_panel import ProofsPanel
from .record_form import RecordForm


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and not saved, and what stood there when it was begun."""

    typed: Mapping[str, str]
    before: Mapping[str, str]


class RecordDetail(QFrame):
    """The right part of the tab 台账.

    Signals:
        said(str, object): for the edge of the window.
        saved(str, str): ledger and id of a record that was saved.
        wants_record(str, str): go back to a record with a draft ("" for a new one).
        wants_delete(str): delete this record.
        closed(): the clerk closed the detail.
        open_evidence(str): look at a piece of evidence in its tab.
    """

    said = Signal(str, object)
    saved = Signal(str, str)
    wants_record = Signal(str, str)
    wants_delete = Signal(str)
    closed = Signal()
    open_evidence = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ui = Ui_RecordDetail()
        self.ui.setupUi(self)
        self.setAcceptDrops(True)
        self.ledger: Ledger | None = None
        self.record = ""
        self._before: dict[str, str] = {}
        self._drafts: dict[tuple[str, str], Draft] = {}
        self.form = RecordForm(desk)
        self.proofs = ProofsPanel(desk)
        self.ui.scrolledColumn.addWidget(self.form)
        self.ui.scrolledColumn.addWidget(self.proofs)
        self.ui.scrolledColumn.addStretch(1)
        self.ui.tabs.tabBar().setDrawBase(False)
        self.ui.closeButton.setIcon(icon("close", "soft"))
        self.ui.saveButton.setIcon(icon("check", "on_accent"))
        self.ui.closeButton.clicked.connect(self.close_record)
        self.ui.saveButton.clicked.connect(self.save)
        self.ui.saveNextButton.clicked.connect(self.save_and_next)
        self.ui.discardButton.clicked.connect(self.discard)
        self.ui.copyButton.clicked.connect(self.copy_last)
        self.ui.deleteButton.clicked.connect(lambda: self.wants_delete.emit(self.record))
        self.ui.tabs.currentChanged.connect(lambda _: self._show_history())
        self.form.edited.connect(self._edited)
        self.proofs.said.connect(self.said)
        self.proofs.told.connect(self._proofs_told)
        self.ui.proofsLine.linkActivated.connect(lambda _: self._to_proofs())
        self.proofs.open_evidence.connect(self.open_evidence)
        self.ui.history.said.connect(self.said)
        for keys, run in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+Shift+Return", self.save_and_next),
            ("Ctrl+D", self.copy_last),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        self.clear()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.record:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files dropped beside the rows of roles: photos become 现场照片, other files 其他."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.proofs.add_files("", paths)

    # --- showing -------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Nothing is chosen."""
        self.keep_draft()
        self.record, self.ledger, self._before = "", None, {}
        self.ui.empty.show_text(
            self.tr("选一条记录看详情"), self.tr("或按 Ctrl+N 新增一条；内容、佐证和历史都在这里。")
        )
        self.ui.stack.setCurrentWidget(self.ui.empty)

    @property
    def is_open(self) -> bool:
        return self.ledger is not None

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.ledger is not None and self.form.texts() != self._before

    def show_record(self, ledger: Ledger, record: str, start: Mapping[str, str] | None = None) -> None:
        """Show a record ("" for a new one that begins with `start`), with its draft where there is one."""
        self.keep_draft()
        self.form.set_ledger(ledger)
        self.ledger, self.record = ledger, record
        draft = self._drafts.pop((ledger.key, record), None)
        if record:
            before = records.shown(ledger, records.get(self._desk.ws, ledger.key, record))
        else:
            before = {one.key: one.default for one in ledger.fields}
        self.form.fill(before)
        self._before = self.form.texts()
        if draft:
            self.form.fill(draft.typed)
            self.form.judge_all()
        elif start:
            self.form.fill({**before, **start})
        self.proofs.show_record(ledger, record)
        self.ui.stack.setCurrentWidget(self.ui.record)
        self.ui.tabs.setCurrentIndex(0)
        self.ui.contents.verticalScrollBar().setValue(0)
        self.ui.copyButton.setVisible(not record)
        self.ui.deleteButton.setVisible(bool(record))
        self._edited()

    def refresh(self) -> None:
        """The record may have changed elsewhere: by undo, by an import."""
        if self.ledger is None:
            return
        if not self.record:
            return
        try:
            now = records.shown(self.ledger, records.get(self._desk.ws, self.ledger.key, self.record))
        except WrongUse:  # it is gone
            self._before = self.form.texts()
            self.clear()
            return
        typed = self.form.texts()
        mine = {key: text for key, text in typed.items() if text != self._before.get(key)}
        if now != self._before:
            # What the clerk typed stays; all else is as it is now.
            self.form.fill(now)
            self._before = self.form.texts()
            if mine:
                self.form.fill({**now, **mine})
                self.form.judge_all()
        self.proofs.reload()
        self._show_history()
        self._edited()

    def _proofs_told(self, line: str) -> None:
        self.ui.proofsLine.setText(link("proofs", line))
        self.ui.proofsLine.setVisible(bool(line))

    def _to_proofs(self) -> None:
        self.ui.tabs.setCurrentIndex(0)
        bar = self.ui.contents.verticalScrollBar()
        bar.setValue(min(self.proofs.y() - 16, bar.maximum()))

    def _show_history(self) -> None:
        if self.ui.tabs.currentWidget() is self.ui.history:
            self.ui.history.show_record(self._desk, self.record)

    def _edited(self) -> None:
        ledger = self.ledger
        if ledger is None:
            return
        name = self.form.field(ledger.title_field).editor.text().replace("\n", " ")
        if self.record:
            self.ui.title.setText(name or self.tr("（没有名称）"))
        else:
            self.ui.title.setText(self.tr("新增：{ledger}").format(ledger=ledger.title))
        dirty = self.dirty
        self.ui.state.setText(
            self.tr("有未保存的修改") if dirty else ledger.title if self.record else self.tr("尚未保存")
        )
        self.ui.discardButton.setVisible(dirty and bool(self.record))
        self.ui.saveButton.setEnabled(dirty or not self.record)

    # --- drafts --------------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """What is typed and not saved stays until the record is shown again; said at the edge."""
        if self.ledger is None or not self.dirty:
            return
        key, record = self.ledger.key, self.record
        self._drafts[(key, record)] = Draft(self.form.texts(), self._before)
        name = self.form.field(self.ledger.title_field).editor.text() or self.tr("没写名称的一条")
        self._before = self.form.texts()
        self.said.emit(
            self.tr("《{ledger}》的“{name}”还没有保存，写的内容先留着。").format(
                ledger=self.ledger.title, name=name
            ),
            Action(self.tr("回去接着写"), lambda: self.wants_record.emit(key, record)),
        )

    @property
    def drafts(self) -> int:
        """How many records have something typed that is not saved."""
        return len(self._drafts) + int(self.dirty)

    def first_draft(self) -> tuple[str, str] | None:
        """Ledger and record of the oldest draft."""
        return next(iter(self._drafts), None)

    def drop_draft(self, ledger: str, record: str) -> None:
        """Forget a draft, as of a record that was deleted."""
        self._drafts.pop((ledger, record), None)

    def discard(self) -> None:
        """放弃修改: as it was saved."""
        if self.ledger is None:
            return
        typed, ledger, record = self.form.texts(), self.ledger, self.record
        self.form.fill(self._before)
        self._edited()

        def back() -> None:
            self._drafts[(ledger.key, record)] = Draft(typed, {})
            self.wants_record.emit(ledger.key, record)

        self.said.emit(self.tr("已放弃修改。"), Action(self.tr("撤销"), back))

    def close_record(self) -> None:
        """Close the detail; what is typed stays as a draft."""
        self.clear()
        self.closed.emit()

    # --- saving --------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save the record; what is wrong is marked at its field. Whether it was saved."""
        ledger = self.ledger
        if ledger is None:
            return False
        typed = self.form.texts()
        ws, today = self._desk.ws, self._desk.today()
        try:
            if self.record:
                changed = {key: text for key, text in typed.items() if text != self._before.get(key)}
                if not changed:
                    return True
                saved = records.change(ws, ledger.key, self.record, changed, today=today)
            else:
                saved = records.add(ws, ledger.key, typed, today=today)
        except Invalid as error:
            self.form.show_problems(error.problems)
            self.said.emit(self.tr("还没有保存：请先改好标红的 {n} 处。").format(n=len(error.problems)), None)
            return False
        except DeskError as error:
            self.said.emit(error.message, None)
            return False
        self._after(ledger, saved, new=not self.record)
        return True

    def _after(self, ledger: Ledger, saved: Saved, *, new: bool) -> None:
        self.record = saved.id
        now = records.shown(ledger, records.get(self._desk.ws, ledger.key, saved.id))
        self.form.fill(now)
        self._before = self.form.texts()
        for key, text in saved.warnings.items():
            self.form.field(key).say("", text)
        self.ui.copyButton.hide()
        self.ui.deleteButton.show()
        self.proofs.show_record(ledger, saved.id)
        self._show_history()
        self._edited()
        name = now.get(ledger.title_field, "")
        text = self.tr("已新增：{name}") if new else self.tr("已保存：{name}")
        self.said.emit(text.format(name=name), undo_action(self._desk, saved.operation, self.said.emit))
        self.saved.emit(ledger.key, saved.id)

    def save_and_next(self) -> None:
        """Save, then begin a new record of the same ledger."""
        ledger = self.ledger
        if ledger is not None and self.save():
            self.show_record(ledger, "")
            self.form.focus_first()

    def copy_last(self) -> None:
        """Fill a new record with what was entered last; what is typed already stays."""
        ledger = self.ledger
        if ledger is None or self.record:
            return
        last = records.last_values(self._desk.ws, ledger.key)
        if not last:
            self.said.emit(self.tr("这本台账还没有上一条。"), None)
            return
        typed = {key: text for key, text in self.form.texts().items() if text != self._before.get(key)}
        self.form.fill({**last, **typed})
        self._edited()
        self.form.focus_first()
