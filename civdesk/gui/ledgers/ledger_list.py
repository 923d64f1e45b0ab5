"""The left part of the tab 台账: finding, choosing, pinning and hiding ledgers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...desk import definitions
from ...domain.ledgers import Ledger
from .. import style
from ..context import Desk
from ..icons import icon
from ..undoing import tried, undo_action
from ..widgets.undo_key import UndoKey
from .definition_files import export_to_file, import_from_file
from .ledger_model import KEY_ROLE, ROW_ROLE, Group, Item, LedgerModel
from .ledger_row import LedgerRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# As many workspaces are remembered with the ledger that was open in them.
_REMEMBERED = 20


class LedgerList(QWidget):
    """The search field, the switch between all ledgers and those in use, and the list.

    Signals:
        chosen(str): the clerk chose a ledger.
        entered(): and wants to go on with its records (Enter).
        said(str, object): what was done, for the edge of the window.
        wants_freezing(str), wants_trash(str): lock periods; what was deleted of this ledger.
    """

    chosen = Signal(str)
    entered = Signal()
    said = Signal(str, object)
    wants_freezing = Signal(str)
    wants_trash = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._learned = False  # the pinyin of the names
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(self.tr("找台账"))
        self.search.setToolTip(self.tr("名称、别名或拼音首字母，回车打开第一个"))
        self.search.setAccessibleName(self.tr("找台账"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        UndoKey(self.search)
        self.search.installEventFilter(self)
        self.listed = LedgerModel(desk.settings, self)
        self.listed.modelAboutToBeReset.connect(self._keep_place)
        self.listed.modelReset.connect(self._mark)
        self._place, self._open_at = 0, None
        self.view = QListView()
        self.view.setModel(self.listed)
        self.view.setItemDelegate(LedgerRow(self.view))
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("台账"))
        self.view.clicked.connect(self._clicked)
        self.view.installEventFilter(self)
        self.view.selectionModel().currentChanged.connect(self._current)
        self.more = QToolButton()
        self.more.setIcon(icon("settings", "soft"))
        self.more.setToolTip(self.tr("新建和设置台账"))
        self.more.setAccessibleName(self.tr("新建和设置台账"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._more_menu())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(8)
        column.addLayout(self._top())
        column.addLayout(self._switch())
        column.addWidget(self.view, 1)

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 8, 0)
        top.setSpacing(4)
        top.addWidget(self.search, 1)
        top.addWidget(self.more)
        return top

    def _switch(self) -> QHBoxLayout:
        """全部 and 常用."""
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self._which = QButtonGroup(self)
        for all_, text, told in (
            (True, self.tr("全部"), self.tr("全部台账")),
            (False, self.tr("常用"), self.tr("有记录的和置顶的台账")),
        ):
            button = QPushButton(text)
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setToolTip(told)
            button.setChecked(all_ is self.listed.shows_all)
            self._which.addButton(button, int(all_))
            row.addWidget(button)
        row.addStretch(1)
        self._which.idClicked.connect(lambda id: self.listed.show_all(bool(id)))
        return row

    # --- which is open -------------------------------------------------------------------------------

    def show_key(self, key: str) -> None:
        """Mark the ledger that is open, without telling."""
        new = key != self.listed.open_key
        self.listed.open_key = key
        if key and self.listed.row_of(key) < 0 and not self.search.text() and not self.listed.shows_all:
            self.listed.rebuild()  # the open one is listed, in use or not
        self._keep_place()
        self._mark()
        if new and self.view.currentIndex().isValid():
            self.view.scrollTo(self.view.currentIndex())

    def first_key(self, books: dict[str, Ledger]) -> str:
        """Which ledger to open at the start: the one that was open last, else the first that is shown."""
        kept = self._desk.settings["ledgers_open"].get(str(self._desk.ws.path), "")
        if kept in books:
            return str(kept)
        return next((key for key, one in books.items() if not one.hidden), next(iter(books), ""))

    def keep(self) -> None:
        """Remember which ledger is open, for the next start of this person with this file."""
        path, kept = str(self._desk.ws.path), self._desk.settings["ledgers_open"]
        others = [(name, key) for name, key in kept.items() if name != path][-_REMEMBERED + 1 :]
        if self.listed.open_key:
            self._desk.settings["ledgers_open"] = {**dict(others), path: self.listed.open_key}

    def _keep_place(self) -> None:
        """The list is made anew: it stays scrolled to where it is, the open ledger where it is in sight."""
        self._place = self.view.verticalScrollBar().value()
        self._open_at = self._open_place()

    def _open_place(self) -> int | None:
        """How far down in the window the open ledger is; None where it is not in sight."""
        row = self.listed.row_of(self.listed.open_key)
        if row < 0:
            return None
        area = self.view.visualRect(self.listed.index(row))
        return area.top() if area.intersects(self.view.viewport().rect()) else None

    def _mark(self) -> None:
        row = self.listed.row_of(self.listed.open_key)
        model = self.view.selectionModel()
        model.blockSignals(True)
        if row >= 0:
            self.view.setCurrentIndex(self.listed.index(row))
        else:
            self.view.clearSelection()
        model.blockSignals(False)
        self.view.doItemsLayout()
        bar = self.view.verticalScrollBar()
        bar.setValue(self._place)
        if row >= 0 and self._open_at is not None:
            bar.setValue(self._place + self.view.visualRect(self.listed.index(row)).top() - self._open_at)
        self.view.viewport().update()

    def _narrow(self, text: str) -> None:
        self.listed.narrow(text)
        if text:
            self.view.scrollToTop()
        elif self.listed.row_of(self.listed.open_key) >= 0:
            self.view.scrollTo(self.view.currentIndex())

    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        key = now.data(KEY_ROLE) if now.isValid() else None
        if key and key != self.listed.open_key:
            self.listed.open_key = key
            self.view.viewport().update()
            self.chosen.emit(key)

    def _clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Group):
            self._fold(row, not row.folded)

    def _fold(self, group: Group, folded: bool) -> None:
        self.listed.fold(group.name, folded)
        model = self.view.selectionModel()
        model.blockSignals(True)  # stays where it is: folding opens nothing
        self.view.setCurrentIndex(self.listed.index(self.listed.group_row(group.name)))
        model.blockSignals(False)

    # --- the keyboard --------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and not self._learned:
            self._learned = True
            self._desk.runner.run(self.listed.learn(), on_done=lambda _: None, quiet=True, key="ledger-names")
        if isinstance(event, QKeyEvent) and watched is self.search:
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                if self.search.text():
                    event.accept()  # it empties the field first; the window hears the next one
                    return True
            elif event.type() == QEvent.Type.KeyPress:
                return self._search_key(event)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._list_key(event)
        elif watched is self.view and isinstance(event, QContextMenuEvent):
            self._show_menu(event)
            return True
        return super().eventFilter(watched, event)

    def _search_key(self, event: QKeyEvent) -> bool:
        if event.key() in _ENTER:
            if first := self.listed.first():
                self._choose(first)
            return True
        if event.key() == Qt.Key.Key_Down:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            row = self.listed.row_of(self.listed.first())
            if self.search.text() and row >= 0:
                self.view.setCurrentIndex(self.listed.index(row))
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    def _choose(self, key: str) -> None:
        self.search.clear()
        self.show_key(key)
        self.chosen.emit(key)
        self.entered.emit()

    def _list_key(self, event: QKeyEvent) -> bool:
        row = self.view.currentIndex().data(ROW_ROLE) if self.view.currentIndex().isValid() else None
        key = event.key()
        if isinstance(row, Group) and key in (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right):
            folded = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}.get(Qt.Key(key), not row.folded)
            self._fold(row, folded)
            return True
        if isinstance(row, Item) and key in _ENTER:
            self._choose(row.ledger.key)
            return True
        if isinstance(row, Item) and key == Qt.Key.Key_Left and not self.search.text():
            return self._to_group(self.view.currentIndex().row())
        # Letters go on in the search field: pinyin initials find what has no letters.
        text = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and text.isprintable() and text.strip():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.setText(text)
            return True
        return False

    def _to_group(self, row: int) -> bool:
        """From a ledger to the head of its group."""
        for n in range(row, -1, -1):
            if isinstance(self.listed.rows[n], Group):
                self.view.setCurrentIndex(self.listed.index(n))
                return True
        return False

    # --- menus ---------------------------------------------------------------------------------------

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(icon("add"), self.tr("新建台账…"), self.new_ledger)
        menu.addAction(icon("settings"), self.tr("设置当前台账…"), self.edit_open)
        menu.addAction(icon("import"), self.tr("导入台账定义…"), self.import_definition)
        menu.addSeparator()
        menu.addAction(icon("keep"), self.tr("锁定已报送时段…"), lambda: self.wants_freezing.emit(""))
        trash = self.tr("回收站…")
        menu.addAction(icon("inbox"), trash, lambda: self.wants_trash.emit(self.listed.open_key))
        return menu

    def _show_menu(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.view.currentIndex() if keyboard else self.view.indexAt(event.pos())
        row = index.data(ROW_ROLE) if index.isValid() else None
        if not isinstance(row, Item):
            return
        place = self.view.visualRect(index).bottomLeft() + QPoint(style.scaled(24), 0)
        menu = self.menu_of(row.ledger)
        menu.popup(self.view.viewport().mapToGlobal(place if keyboard else event.pos()))

    def menu_of(self, ledger: Ledger) -> QMenu:
        """What can be done with a ledger."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pinned = self.listed.is_pinned(ledger.key)
        if not ledger.hidden:
            menu.addAction(
                icon("to_top"),
                self.tr("取消置顶") if pinned else self.tr("置顶"),
                lambda: self.listed.pin(ledger.key, not pinned),
            )
        export = partial(export_to_file, self._desk, ledger, self, self.said.emit)
        menu.addAction(icon("settings"), self.tr("设置台账…"), lambda: self.edit(ledger.key))
        menu.addAction(icon("export"), self.tr("导出台账定义…"), export)
        menu.addSeparator()
        text = self.tr("恢复显示") if ledger.hidden else self.tr("隐藏这本台账")
        menu.addAction(text, lambda: self.hide_ledger(ledger, not ledger.hidden))
        return menu

    def edit_open(self) -> None:
        """设置当前台账…"""
        if self.listed.open_key:
            self.edit(self.listed.open_key)

    def edit(self, key: str) -> None:
        """设置台账…"""
        from .definition_dialog import edit_ledger

        edit_ledger(self._desk, key, self, self.said.emit)

    def new_ledger(self) -> None:
        """新建台账…"""
        from .definition_dialog import new_ledger

        dialog = new_ledger(self._desk, self, self.said.emit)
        dialog.made.connect(self._to_new)

    def _to_new(self, key: str) -> None:
        self.search.clear()
        self.chosen.emit(key)

    def hide_ledger(self, ledger: Ledger, hidden: bool) -> None:
        """Put a ledger away or bring it back; its records stay."""

        def work() -> None:
            done = definitions.change_ledger(self._desk.ws, ledger.key, hidden=hidden)
            text = (
                self.tr("已隐藏《{title}》，记录都在，可在列表末尾恢复显示。")
                if hidden
                else self.tr("《{title}》已恢复显示。")
            )
            undo = undo_action(self._desk, done.operation, self.said.emit)
            self.said.emit(text.format(title=ledger.title), undo)

        tried(work, self.said.emit)

    def import_definition(self) -> None:
        """导入台账定义…"""
        if key := import_from_file(self._desk, self, self.said.emit):
            self._to_new(key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.view.scheduleDelayedItemsLayout()
