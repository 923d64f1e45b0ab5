"""The window: five tabs, the tools above them, messages and progress at the lower edge."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMainWindow, QMenu, QWidget

from ..store import settings
from . import keys, style
from .changes import Changes
from .context import Desk
from .forms.ui_main_window import Ui_MainWindow
from .header import fit
from .icons import icon
from .incoming import Incoming
from .messages import Action, MessageBar
from .moving import Moves
from .page import Page
from .past.menu import Past
from .progress import ProgressStrip

if TYPE_CHECKING:
    from ..store.search import Hit

OVERVIEW, LEDGERS, EVIDENCE, CHECKLISTS, SCHEDULE = range(5)


class MainWindow(QMainWindow):
    """One open workspace.

    Signals:
        wants_workspace(str): the clerk chose another file; "" to choose or make one.
    """

    wants_workspace = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ui = Ui_MainWindow()
        self.ui.setupUi(self)
        self._pages: dict[int, Page] = {}
        self._warned = False
        self.incoming = Incoming(desk, self)
        self.incoming.said.connect(self.say)
        self.incoming.imported.connect(self._show_imported)
        self.incoming.current_ledger = self._current_ledger
        self._build_edge()
        self._build_header()
        self._build_actions()
        self.changes = Changes(desk.ws, self)
        self.changes.due.connect(self._refresh_current)
        desk.runner.failed.connect(lambda text: self.say(text, None, stays=True))
        self._restore_geometry()
        self._update_title()
        kept = (desk.settings["window"] or {}).get("tab", OVERVIEW)
        self.ui.tabs.setCurrentIndex(kept if kept in range(5) else OVERVIEW)
        self._tab_changed(self.ui.tabs.currentIndex())

    # --- building ------------------------------------------------------------------------------------

    def _build_edge(self) -> None:
        self.messages = MessageBar(self.ui.pages)
        self.ui.column.addWidget(ProgressStrip(self.desk.runner))

    def _build_header(self) -> None:
        ui = self.ui
        titles = (self.tr("总览"), self.tr("台账"), self.tr("影像"), self.tr("测评"), self.tr("日程"))
        for n, title in enumerate(titles):
            ui.tabs.addTab(title)
            ui.tabs.setTabToolTip(n, self.tr("{title}  Ctrl+{n}").format(title=title, n=n + 1))
            ui.pages.addWidget(QWidget())
            shortcut = QShortcut(QKeySequence(f"Ctrl+{n + 1}"), self)
            shortcut.activated.connect(lambda n=n: self._to_page(n))
        # Large text must not make the window larger than the screen: _fit_header hides, pages scroll.
        ui.header.setMinimumWidth(600)
        ui.pages.setMinimumSize(600, 300)
        ui.tabs.setExpanding(False)
        ui.tabs.setDrawBase(False)
        ui.tabs.setUsesScrollButtons(False)
        ui.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        ui.tabs.currentChanged.connect(self._tab_changed)
        ui.search.attach(self.desk)
        ui.search.chosen.connect(self._open_hit)
        self._tools = {
            ui.undo: (ui.actionUndo, "undo"),
            ui.redo: (ui.actionRedo, "redo"),
            ui.importSheet: (ui.actionImportSheet, "import"),
            ui.importPhotos: (ui.actionImportPhotos, "import_photos"),
            ui.export_: (ui.actionExport, "export"),
            ui.backup: (ui.actionBackup, "backup"),
        }
        for button, (action, name) in self._tools.items():
            action.setIcon(icon(name))
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ui.menu.setIcon(icon("menu"))
        ui.menu.setMenu(self._menu())
        self._fit_header()

    def _menu(self) -> QMenu:
        ui = self.ui
        menu = QMenu(self)
        self.past = Past(self.desk, self)
        self.past.said.connect(self.say)
        self.past.open_record.connect(lambda ledger, id: self.go(LEDGERS, ledger, id))
        self.past.open_evidence.connect(lambda id: self.go(EVIDENCE, id))
        groups = (
            (ui.actionImportSheet, ui.actionImportPhotos, ui.actionExport, ui.actionBackup),
            (ui.actionOpen, ui.actionNew, ui.actionRestore),
            self.past.actions,
            (ui.actionUnit, ui.actionFirstStart),
            (ui.actionLarger, ui.actionSmaller, ui.actionNormal),
            (ui.actionKeys, ui.actionQuit),
        )
        for group in groups:
            menu.addActions(group)
            menu.addSeparator()
        for action, name in ((ui.actionOpen, "open"), (ui.actionKeys, "keyboard"), (ui.actionUnit, "edit")):
            action.setIcon(icon(name))
        return menu

    def _build_actions(self) -> None:
        ui = self.ui
        work: dict[QAction, Callable[[], object]] = {
            ui.actionImportSheet: lambda: self.incoming.choose_sheet(),
            ui.actionImportPhotos: self.incoming.choose_files,
            ui.actionExport: self.export,
            ui.actionBackup: self.back_up,
            ui.actionAdd: lambda: self.page(self.ui.tabs.currentIndex()).add(),
            ui.actionSearch: self._focus_search,
            ui.actionKeys: lambda: keys.KeysDialog(self).open(),
            ui.actionOpen: self._choose_workspace,
            ui.actionNew: lambda: self.wants_workspace.emit(""),
            ui.actionRestore: lambda: self.wants_workspace.emit(""),
            ui.actionUnit: self._name_unit,
            ui.actionFirstStart: self.set_up,
            ui.actionLarger: lambda: self.set_text_size(self.desk.settings["text_size"] + style.STEP),
            ui.actionSmaller: lambda: self.set_text_size(self.desk.settings["text_size"] - style.STEP),
            ui.actionNormal: lambda: self.set_text_size(100),
            ui.actionQuit: self.close,
        }
        for action, run in work.items():
            action.triggered.connect(lambda _=False, run=run: run())
            self.addAction(action)
        self.addActions([ui.actionUndo, ui.actionRedo])
        self.moves = Moves(self.desk, ui.actionUndo, ui.actionRedo, self)
        self.moves.said.connect(self.say)
        ui.actionRedo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        ui.actionLarger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self._escape)

    # --- pages ---------------------------------------------------------------------------------------

    def page(self, number: int) -> Page:
        """One of the five pages; made when it is first asked for, so the window opens at once."""
        made = self._pages.get(number)
        if made is None:
            made = self._pages[number] = self._make_page(number)
            made.said.connect(self.say)
            made.open_record.connect(lambda ledger, id: self.go(LEDGERS, ledger, id))
            made.open_evidence.connect(lambda id: self.go(EVIDENCE, id))
            made.open_indicator.connect(lambda standard, code: self.go(CHECKLISTS, standard, code))
            made.open_date.connect(lambda day: self.go(SCHEDULE, day))
            made.open_part.connect(lambda part, id: self.go(CHECKLISTS, part, id))
            if number == LEDGERS:
                made.wants_sheet.connect(self.incoming.choose_sheet)
                made.wants_freezing.connect(self.past.show_freezing)
                made.wants_trash.connect(self.past.show_trash)
            place = self.ui.pages.widget(number)
            self.ui.pages.removeWidget(place)
            place.deleteLater()
            self.ui.pages.insertWidget(number, made)
            self.changes.add_page(number)
        return made

    def _make_page(self, number: int) -> Page:
        # Imported late: what a tab needs is read when it is first shown.
        match number:
            case 0:
                from .overview.page import OverviewPage as Made
            case 1:
                from .ledgers.page import LedgersPage as Made
            case 2:
                from .evidence.page import EvidencePage as Made
            case 3:
                from .checklists.page import ChecklistsPage as Made
            case _:
                from .schedule.page import SchedulePage as Made
        return Made(self.desk)

    def _to_page(self, number: int) -> None:
        """Ctrl+1 … 5: the tab, and the keyboard in it (where it was last) instead of in the tools above."""
        self.ui.tabs.setCurrentIndex(number)
        self.page(number).take_keyboard()

    def go(self, number: int, *where: object) -> None:
        self.ui.tabs.setCurrentIndex(number)
        self.page(number).go(*where)

    def _tab_changed(self, number: int) -> None:
        page = self.page(number)
        self.ui.pages.setCurrentIndex(number)
        self._bring_up_to_date(number)
        page.shown()

    def _bring_up_to_date(self, number: int) -> None:
        if self.changes.waits_for(number):
            self.page(number).refresh(self.changes.take(number))

    def _refresh_current(self) -> None:
        current = self.ui.tabs.currentIndex()
        if self.changes.waits_for(current):
            self._bring_up_to_date(current)
            self.moves.update()
            self._update_title()

    def _current_ledger(self) -> str:
        made = self._pages.get(LEDGERS)
        return made.ledger_key if made and self.ui.tabs.currentIndex() == LEDGERS else ""

    def _show_imported(self, ledger: str) -> None:
        self.ui.tabs.setCurrentIndex(LEDGERS)
        self.page(LEDGERS).show_ledger(ledger)
        self.page(LEDGERS).grid.setFocus()

    # --- saying --------------------------------------------------------------------------------------

    def say(self, text: str, action: Action | None = None, stays: bool = False) -> None:
        """A message at the lower edge."""
        self.messages.say(text, action, stays=stays)

    def _update_title(self) -> None:
        unit = settings.get(self.desk.ws.reader(), "unit") or self.tr("未填写单位名称")
        self.setWindowTitle(
            self.tr("{unit} — {file} — 文明创建工作台").format(unit=unit, file=self.desk.ws.path.name)
        )

    # --- tools ---------------------------------------------------------------------------------------

    def export(self) -> None:
        """导出档案."""
        from .export_dialog import ExportDialog

        ExportDialog(self.desk, self.say, self).open()

    def set_up(self) -> None:
        """首次设置…"""
        from .first_start import FirstStart

        FirstStart(self.desk, self.say, self).open()

    def back_up(self) -> None:
        """Back the workspace up now, into the folder of the daily backups."""
        from ..desk import backup

        path = self.desk.ws.path
        folder = backup.folder_for(path, self.desk.settings["backup_folder"])
        self.desk.runner.run(
            lambda monitor: backup.backup(path, folder, now=datetime.now(), monitor=monitor),
            on_done=lambda made: self.say(
                self.tr("已备份并核对：{name}（{size}）").format(
                    name=made.path, size=style.size_text(made.size)
                )
            ),
            title=self.tr("正在备份"),
        )

    def set_text_size(self, per_cent: int) -> None:
        """Change the size of all text and keep it."""
        per_cent = max(style.SMALLEST, min(per_cent, style.LARGEST))
        self.desk.settings["text_size"] = per_cent
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        style.apply(app, per_cent)
        self._fit_header()
        self.say(self.tr("文字大小：{size}%").format(size=per_cent))

    def _choose_workspace(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("打开工作区"), str(self.desk.ws.path.parent), self.tr("工作区 (*.civdesk)")
        )
        if path and Path(path) != self.desk.ws.path:
            self.wants_workspace.emit(path)

    def _name_unit(self) -> None:
        from ..desk import workspaces  # it brings all of the assessing along

        now = str(workspaces.setting(self.desk.ws, "unit"))
        text, good = QInputDialog.getText(
            self, self.tr("单位名称"), self.tr("单位全称，印在导出的档案和报表上："), text=now
        )
        if good and text.strip() != now:
            workspaces.set_unit(self.desk.ws, text)

    def _focus_search(self) -> None:
        self.ui.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ui.search.selectAll()

    def _open_hit(self, hit: Hit) -> None:
        match hit.kind:
            case "record":
                self.go(LEDGERS, hit.place, hit.id)
            case "evidence":
                self.go(EVIDENCE, hit.id)
            case "indicator":
                self.go(CHECKLISTS, hit.place, hit.title.split(" ", 1)[0])
            case _:
                self.go(SCHEDULE, hit.id)
        self._to_page(self.ui.tabs.currentIndex())

    def _escape(self) -> None:
        if not self.page(self.ui.tabs.currentIndex()).back():
            self.messages.clear()

    # --- the window itself ---------------------------------------------------------------------------

    def _fit_header(self) -> None:
        fit(self.ui, list(self._tools), self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_tools"):
            self._fit_header()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.incoming.take(paths)

    def come_forward(self) -> None:
        """Another start asked for this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _to_unsaved(self) -> None:
        self._warned = False
        for number, page in self._pages.items():
            if page.unsaved():
                self.ui.tabs.setCurrentIndex(number)
                page.to_unsaved()
                return

    def _restore_geometry(self) -> None:
        kept = (self.desk.settings["window"] or {}).get("geometry", "")
        if kept:
            self.restoreGeometry(QByteArray(base64.b64decode(kept)))

    def appear(self) -> None:
        """Show it; it fills a screen that has no room for it and the frame around it."""
        room = self.screen().availableSize()
        if self.width() < room.width() and self.height() < room.height():
            self.show()
        else:
            self.showMaximized()

    def closeEvent(self, event: QCloseEvent) -> None:
        unsaved = sum(page.unsaved() for page in self._pages.values())
        if unsaved and not self._warned:
            # Asked at the edge, not by a dialog: closing once more goes.
            self._warned = True
            self.say(
                self.tr("还有 {n} 条写了没保存。再关一次窗口就放弃它们。").format(n=unsaved),
                Action(self.tr("回去保存"), self._to_unsaved),
                stays=True,
            )
            event.ignore()
            return
        self.changes.stop()
        for page in self._pages.values():
            page.leave()
        window = dict(self.desk.settings["window"] or {})
        window["geometry"] = base64.b64encode(self.saveGeometry().data()).decode()
        window["tab"] = self.ui.tabs.currentIndex()
        self.desk.settings["window"] = window
        self.setEnabled(False)
        # Imports stop at their next file and are whole up to there; nothing runs on behind a closed window.
        self.desk.runner.shutdown()
        super().closeEvent(event)
