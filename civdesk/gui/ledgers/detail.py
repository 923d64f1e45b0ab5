"""One record in detail: its form, its proofs, its history, and the buttons that save it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QWidget

from ...desk import entering, freezing, records
from ...desk.records import Invalid, Saved
from ...domain import pinyin
from ...domain.ledgers import Ledger
from ...errors import DeskError, WrongUse
from ..context import Desk
from ..evidence.receiving import carries
from ..forms.ui_record_detail import Ui_RecordDetail
from ..icons import icon
from ..messages import Action
from ..undoing import undo_action
from ..widgets.links import link
from .drafts import Drafts
from .lock_note import LockNote
from .member_actions import MemberActions
from .proofs_panel import ProofsPanel
from .record_form import RecordForm

# What is being typed goes to disk after this pause, against a crash.
_PAUSE = 1500
_SETTLED = 600


class RecordDetail(QFrame):
    """The right part of the tab 台账.

    Signals:
        said(str, object): for the edge of the window.
        saved(str, str): ledger and id of a record that was saved.
        wants_record(str, str): go back to a record with a draft ("" for a new one).
        wants_delete(str): delete this record.
        closed(): the clerk closed the detail.
        open_evidence(str): look at a piece of evidence in its tab.
        wants_unlock(str): lift the lock that holds the record.
    """

    said = Signal(str, object)
    saved = Signal(str, str)
    wants_record = Signal(str, str)
    wants_delete = Signal(str)
    closed = Signal()
    open_evidence = Signal(str)
    wants_unlock = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ui = Ui_RecordDetail()
        self.ui.setupUi(self)
        self.setAcceptDrops(True)
        self.ledger: Ledger | None = None
        self.record = ""
        self._before: dict[str, str] = {}
        self._drafts = Drafts(desk)
        self._writing = QTimer(self)
        self._writing.setSingleShot(True)
        self._writing.setInterval(_PAUSE)
        self._writing.timeout.connect(self._write_drafts)
        self.form = RecordForm(desk)
        self.proofs = ProofsPanel(desk)
        self.lock_note = LockNote()
        self.lock_note.wants_unlock.connect(self.wants_unlock)
        self.ui.recordColumn.insertWidget(1, self.lock_note)
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
        self.form.edited.connect(self._writing.start)
        self.form.said.connect(self.said)
        self.form.wants_record.connect(lambda id: self.ledger and self.wants_record.emit(self.ledger.key, id))
        self.proofs.save_first = self._save_for_proofs
        self.proofs.said.connect(self.said)
        self.proofs.told.connect(self._proofs_told)
        self.ui.proofsLine.linkActivated.connect(lambda _: self.show_proofs())
        self.proofs.open_evidence.connect(self.open_evidence)
        self.ui.history.said.connect(self.said)
        for keys, run in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+Shift+Return", self.save_and_next),
            ("Ctrl+D", self.copy_last),
            ("Ctrl+Shift+D", self.copy_record),
            ("Ctrl+P", self.print_attendance),
            ("Ctrl+V", self.paste),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        self._build_more()
        self.clear()
        # The dictionary of pinyin takes a moment to load: not at the first letter that is typed, and not
        # while the page is drawn.
        QTimer.singleShot(_SETTLED, self, self._learn_pinyin)
        QTimer.singleShot(0, self, self._tell_restored)

    def _learn_pinyin(self) -> None:
        self._desk.runner.run(lambda _monitor: pinyin.warm(), on_done=lambda _: None, quiet=True)

    def _build_more(self) -> None:
        menu = QMenu(self)
        self._copy_action = menu.addAction(icon("copy"), self.tr("复制为新记录"), self.copy_record)
        self._print_action = menu.addAction(self.tr("打印签到表…"), self.print_attendance)
        menu.addAction(icon("attach"), self.tr("粘贴截图或文件"), self.paste)
        for action, keys in zip(menu.actions(), ("Ctrl+Shift+D", "Ctrl+P", "Ctrl+V"), strict=True):
            action.setText(f"{action.text()}\t{keys}")  # shown only: the shortcuts are those of the detail
        self.members = MemberActions(self._desk, menu, self)
        self.members.said.connect(self.said)
        self.members.wants_record.connect(self.wants_record)
        self.ui.moreButton.setIcon(icon("menu", "soft"))
        self.ui.moreButton.setMenu(menu)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries(event.mimeData()) and self.is_open:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped beside the rows of roles: photos become 现场照片, other files 其他."""
        event.acceptProposedAction()
        self.proofs.receive(event.mimeData())

    def paste(self) -> None:
        """Ctrl+V: files copied elsewhere, or a screenshot, become evidence of the record."""
        data = QGuiApplication.clipboard().mimeData()
        if self.is_open and carries(data):
            self.proofs.receive(data)
        else:
            self.said.emit(self.tr("剪贴板里没有图片或文件。"), None)

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
        if record:
            before = records.shown(ledger, records.get(self._desk.ws, ledger.key, record))
        else:
            before = {one.key: one.default for one in ledger.visible}
        self.form.set_ledger(ledger)
        self.form.begin(record)
        self.ledger, self.record = ledger, record
        draft = self._drafts.take((ledger.key, record))
        if not record:
            before |= entering.kept(self._desk.ws, ledger, self.form.pins)
        self.form.fill(before)
        self._before = self.form.texts()
        if draft:
            self.form.fill(draft)
            self.form.judge_all()
        elif start:
            self.form.fill({**before, **start})
        self.proofs.show_record(ledger, record)
        self.ui.stack.setCurrentWidget(self.ui.record)
        self.ui.tabs.setCurrentIndex(0)
        self.ui.contents.verticalScrollBar().setValue(0)
        self.ui.copyButton.setVisible(not record)
        self._copy_action.setEnabled(bool(record))
        self.members.show_for(ledger, record, self._before)
        self._print_action.setVisible(any(one.role == "attendance" for one in ledger.proofs))
        self._show_lock()
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
        now = {key: now[key] for key in typed}
        mine = {key: text for key, text in typed.items() if text != self._before.get(key)}
        if now != self._before:
            # What the clerk typed stays; all else is as it is now.
            self.form.fill(now)
            self._before = self.form.texts()
            if mine:
                self.form.fill({**now, **mine})
                self.form.judge_all()
        self.members.show_for(self.ledger, self.record, self._before)
        self.proofs.reload()
        self._show_lock()
        self._show_history()
        self._edited()

    def _proofs_told(self, line: str) -> None:
        self.ui.proofsLine.setText(link("proofs", line))
        self.ui.proofsLine.setVisible(bool(line))

    def show_proofs(self) -> None:
        """Bring the proofs of the record into sight."""
        self.ui.tabs.setCurrentIndex(0)
        bar = self.ui.contents.verticalScrollBar()
        bar.setValue(min(self.proofs.y() - 16, bar.maximum()))

    def _show_history(self) -> None:
        if self.ui.tabs.currentWidget() is self.ui.history:
            locked = self.lock_note.lock is not None
            key = self.ledger.key if self.ledger else ""
            self.ui.history.show_record(self._desk, self.record, key, locked=locked)

    def _show_lock(self) -> None:
        """A frozen record is only to be read."""
        ledger = self.ledger
        lock = freezing.of_record(self._desk.ws, ledger.key, self.record) if ledger and self.record else None
        self.lock_note.show_lock(lock)
        self.form.setEnabled(lock is None)
        self.ui.deleteButton.setEnabled(lock is None)

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
        # What one may want next; all of them side by side have no room where the text is large.
        self.ui.discardButton.setVisible(dirty and bool(self.record))
        self.ui.deleteButton.setVisible(not dirty and bool(self.record))
        self.ui.saveButton.setEnabled((dirty or not self.record) and self.lock_note.lock is None)

    # --- drafts --------------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """What is typed and not saved stays until the record is shown again; said at the edge."""
        if self.ledger is None or not self.dirty:
            return
        key, record = self.ledger.key, self.record
        self._drafts.keep((key, record), self.form.texts())
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
        return self._drafts.first()

    def drop_draft(self, ledger: str, record: str) -> None:
        """Forget a draft, as of a record that was deleted."""
        self._drafts.drop((ledger, record))

    def _write_drafts(self) -> None:
        """What is in the form goes to disk beside the drafts; nothing of it when it is saved."""
        under_way = None
        if self.ledger is not None and self.dirty:
            under_way = (self.ledger.key, self.record), self.form.texts()
        self._drafts.write(under_way)

    def _tell_restored(self) -> None:
        place = self._drafts.first() if self._drafts.restored else None
        if place:
            said = self.tr("上次有 {n} 条写了没保存，已经找回。").format(n=self._drafts.restored)
            self.said.emit(said, Action(self.tr("接着写"), lambda: self.wants_record.emit(*place)))

    def leave(self) -> None:
        """The window closes; it has asked about what is not saved."""
        self._writing.stop()
        self._drafts.clear()

    def discard(self) -> None:
        """放弃修改: as it was saved."""
        if self.ledger is None:
            return
        typed, ledger, record = self.form.texts(), self.ledger, self.record
        self.form.fill(self._before)
        self._edited()
        self._write_drafts()

        def back() -> None:
            self._drafts.keep((ledger.key, record), typed)
            self.wants_record.emit(ledger.key, record)

        self.said.emit(self.tr("已放弃修改。"), Action(self.tr("撤销"), back))

    def close_record(self) -> None:
        """Close the detail; what is typed stays as a draft."""
        self.clear()
        self.closed.emit()

    # --- saving --------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save the record; what is wrong is marked at its field. Whether it was saved."""
        return self._save(self.tr("还没有保存：请先改好标红的 {n} 处。"))

    def _save_for_proofs(self) -> bool:
        """Evidence is linked to a record that is there: a new one is saved for it."""
        return self._save(self.tr("先保存这条记录，才能添加佐证：请改好标红的 {n} 处。"))

    def _save(self, refusal: str) -> bool:
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
                saved = records.change(ws, ledger.key, self.record, changed, today=today, year=today.year)
            else:
                saved = records.add(ws, ledger.key, typed, today=today, year=today.year)
        except Invalid as error:
            first = self.form.show_problems(error.problems)
            if first:
                self.ui.tabs.setCurrentIndex(0)
                QApplication.sendPostedEvents()  # the note under it has its height now
                self.ui.contents.ensureWidgetVisible(first)
            unseen = [text for key, text in error.problems.items() if key not in self.form.texts()]
            said = unseen[0] if unseen else refusal.format(n=len(error.problems))
            self.said.emit(said, None)
            return False
        except DeskError as error:
            self.said.emit(error.message, None)
            return False
        self._after(ledger, saved, new=not self.record)
        return True

    def _after(self, ledger: Ledger, saved: Saved, *, new: bool) -> None:
        self.record = saved.id
        now = records.shown(ledger, records.get(self._desk.ws, ledger.key, saved.id))
        self.members.show_for(ledger, saved.id, now)
        if not new:
            self.members.note_leaving(ledger, self._before, now)
        self.form.begin(saved.id)
        self.form.fill(now)
        self._before = self.form.texts()
        self._write_drafts()
        for key, text in saved.warnings.items():
            self.form.field(key).say("", text)
        self.ui.copyButton.hide()
        self._copy_action.setEnabled(True)
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
        """Fill a new record with what was entered last, but its dates (nobody could tell a copied day from a
        typed one) and with the next number; what is typed already stays."""
        ledger = self.ledger
        if ledger is None or self.record:
            return
        last = records.last_values(self._desk.ws, ledger.key)
        if not last:
            self.said.emit(self.tr("这本台账还没有上一条。"), None)
            return
        typed = {key: text for key, text in self.form.texts().items() if text != self._before.get(key)}
        start = entering.copied(self._desk.ws, ledger, last)
        self.form.fill({**self._before, **start, **typed})
        self._edited()
        self._focus_date(ledger)

    def copy_record(self) -> None:
        """复制为新记录: a new record that begins as this one, without its dates and evidence."""
        ledger = self.ledger
        if ledger is None or not self.record:
            return
        if (ledger.key, "") in self._drafts:
            self.wants_record.emit(ledger.key, "")
            self.said.emit(self.tr("先保存或清空这条没写完的新增，再复制。"), None)
            return
        start = entering.copied(self._desk.ws, ledger, self.form.texts())
        self.closed.emit()
        self.show_record(ledger, "", start)
        self._focus_date(ledger)

    def _focus_date(self, ledger: Ledger) -> None:
        """The day is what is asked for next."""
        if ledger.date_field in self.form.texts():
            self.form.field(ledger.date_field).editor.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.form.focus_first()

    # --- paper ---------------------------------------------------------------------------------------

    def print_attendance(self) -> None:
        """打印签到表: of this record, which is saved first."""
        if self.ledger is None or not self._print_action.isVisible() or not self.save():
            return
        from .attendance import AttendanceDialog

        dialog = AttendanceDialog(self._desk, self.ledger, self.record, self.window())
        dialog.said.connect(self.said)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
