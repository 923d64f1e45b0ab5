"""The middle of the tab 台账: one ledger's records, filtered, edited in place, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from ...desk import evidence, filters
from ...domain.filters import Filter
from ...domain.ledgers import Ledger
from ...domain.rules import Condition, Test
from ...domain.selecting import Selection
from ...store import ledgers
from ...store.selecting import BY_PROOFS
from .. import style
from ..context import Desk
from ..forms.ui_records_pane import Ui_RecordsPane
from ..icons import icon
from ..widgets.undo_key import UndoKey
from .cell_editing import CellEditing
from .filter_bar import FilterBar
from .filter_popup import FilterPopup
from .many_cells import ManyCells
from .multi_edit import MultiEdit
from .pasting import Pasting
from .roster_dialog import RosterDialog
from .source import LedgerSource
from .totals_panel import TotalsPanel

# The grid follows the filter after this pause, so that fast typing does not ask for every letter.
_PAUSE = 120
# From so many records on the list is read and sorted beside the window.
_LARGE = 5000


class RecordsPane(QFrame):
    """Title, filters, grid, totals.

    Signals:
        said(str, object): for the edge of the window.
        wants_add(), wants_delete(): a new record, deleting what is chosen.
        wants_sheet(str): import a sheet into this ledger.
    """

    said = Signal(str, object)
    wants_add = Signal()
    wants_delete = Signal()
    wants_sheet = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ledger: Ledger | None = None
        self.ui = Ui_RecordsPane()
        self.ui.setupUi(self)
        self.grid = self.ui.grid
        self.grid.attach(desk.settings)
        self.roles = {key: role.title for key, role in evidence.roles().items()}
        UndoKey(self.ui.filter)
        self.bar = FilterBar(desk, self.ui.filter)
        self.ui.headColumn.addWidget(self.bar)
        self.totals = TotalsPanel(desk)
        self.ui.gridColumn.addWidget(self.totals)
        self.ui.totals = self.totals.line
        self.editing = CellEditing(desk, self.grid)
        self.cells = ManyCells(desk, self.grid)
        self.pasting = Pasting(desk, self.grid, self.cells)
        self.popup: FilterPopup | None = None
        self._own: set[str] = set()  # records whose cells were edited here, and that stay where they are
        self.ui.addButton.setIcon(icon("add", "on_accent"))
        self.ui.deleteButton.setIcon(icon("delete", "soft"))
        self.ui.addButton.clicked.connect(self.wants_add)
        self.ui.deleteButton.clicked.connect(self.wants_delete)
        self.ui.moreButton.clicked.connect(lambda: self._menu(self._under(self.ui.moreButton)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.apply_text)
        self.ui.filter.textChanged.connect(lambda _: self._pause.start())
        self.bar.changed.connect(self.set_filter)
        self.bar.wants_period.connect(lambda place: self._open_popup(self.ledger.date_field, place))
        self.grid.wants_filter.connect(lambda key: self._open_popup(key, self.grid.head_place(key)))
        self.grid.wants_delete.connect(self.wants_delete)
        self.grid.wants_menu.connect(self._menu)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._count_chosen())
        self.grid.paged.layoutChanged.connect(lambda: self.bar.note_order(*self.grid.paged.order))
        self.editing.saved.connect(self._own.add)
        for one in (self.bar, self.totals, self.editing, self.cells, self.pasting):
            one.said.connect(self.said)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.ui.empty)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.pasting.paste_new)
        self.installEventFilter(self)
        self.fit()

    # --- what is listed ------------------------------------------------------------------------------

    @property
    def asked(self) -> Filter:
        """What the list is filtered by, the typed text included."""
        return self.bar.asked

    def show_ledger(self, ledger: Ledger) -> None:
        """Open a ledger, unfiltered."""
        self.grid.keep()
        self.ledger = ledger
        self._own.clear()
        self.cells.ledger = self.pasting.ledger = ledger
        self.editing.set_ledger(ledger)
        self._set_text("")
        self.ui.title.setText(ledger.title)
        self.bar.show_ledger(ledger, self.roles)
        self.totals.show_ledger(ledger)
        self.grid.head.set_filtered(frozenset())
        self.grid.paged.set_source(self._source())
        self.grid.show_ledger(ledger, self.roles)
        self.grid.horizontalScrollBar().setValue(0)
        self._show_sums()
        self.fit()

    def _source(self) -> LedgerSource:
        assert self.ledger is not None
        return LedgerSource(self._desk.ws, self.ledger, self._selection(), self.roles)

    def _selection(self) -> Selection:
        assert self.ledger is not None
        return self.asked.selection(self._desk.today(), self.ledger)

    def set_filter(self, asked: Filter) -> None:
        """Filter the list, and sort it where the filter says how."""
        self._set_text(asked.text)
        order, descending = self.grid.paged.order
        if asked.order and (asked.order, asked.descending) != (order, descending):
            order, descending = asked.order, asked.descending
        self._list(asked, order, descending)

    def sort(self, key: str, descending: bool) -> None:
        """Sort by a column."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.grid.sortByColumn(self.grid.paged.column_of(key), order)

    def apply_text(self) -> None:
        """Filter by what was typed."""
        self._pause.stop()
        text = self.ui.filter.text().strip()
        if self.ledger is not None and text != self.asked.text:
            self._list(replace(self.asked, text=text), *self.grid.paged.order)

    def clear_filter(self) -> None:
        """List every record, at once."""
        self._set_text("")
        self._list(Filter(), *self.grid.paged.order, at_once=True)

    def _set_text(self, text: str) -> None:
        self._pause.stop()
        self.ui.filter.blockSignals(True)
        self.ui.filter.setText(text)
        self.ui.filter.blockSignals(False)

    def _list(self, asked: Filter, order: str, descending: bool, *, at_once: bool = False) -> None:
        ledger, current, column = self.ledger, self.grid.current_id, self._column()
        assert ledger is not None
        self.editing.cancel()
        self._own.clear()
        self.bar.show_filter(replace(asked, order=order, descending=descending))
        marked = {condition.field for condition in asked.conditions}
        marked |= {BY_PROOFS} if asked.lacking else set()
        marked |= {ledger.date_field} if asked.period else set()
        self.grid.head.set_filtered(frozenset(marked))
        source, paged = self._source(), self.grid.paged

        def arrived(ids: list[str] | None) -> None:
            if self.ledger is not ledger or source.selection != self.asked.selection(
                self._desk.today(), self.ledger
            ):
                return
            paged.set_source(source, order, descending, ids)
            self.grid.columns.show_order()
            self.grid.select_id(current, column)
            self._show_sums()

        if at_once or not self._large():
            arrived(None)
        else:
            self._desk.runner.run(
                lambda _monitor: source.ids(order, descending), on_done=arrived, quiet=True, key="ledger-ids"
            )

    def _large(self) -> bool:
        if self.grid.paged.rowCount() >= _LARGE:
            return True
        assert self.ledger is not None
        return self.asked.selects and ledgers.count(self._desk.ws.reader(), self.ledger) >= _LARGE

    def reload(self, changed: frozenset[str] | None, opened: str) -> None:
        """The records may have changed; `opened` is the one in the detail.

        Records edited in their cells stay where they are until the list is filtered or sorted again: a row
        that jumps away from under one's hands loses one's place.
        """
        model = self.grid.paged
        if changed and changed <= self._own:
            self._own -= changed
            model.touch(changed)
            self.grid.show_filled()
            self._show_sums()
            return
        self._own.clear()
        if model.rowCount() < _LARGE or model.source is None:
            self._reloaded(changed, None, opened)
            return
        source, order = model.source, model.order

        def arrived(ids: list[str]) -> None:
            if (source, order) == (model.source, model.order):
                self._reloaded(changed, ids, opened)

        self._desk.runner.run(
            lambda _monitor: source.ids(*order), on_done=arrived, quiet=True, key="ledger-ids"
        )

    def _reloaded(self, changed: frozenset[str] | None, ids: list[str] | None, opened: str) -> None:
        current, chosen, column = self.grid.current_id, self.grid.chosen_ids(), self._column()
        before = self.grid.paged.ids
        self.grid.paged.load(changed, ids)
        if self.grid.paged.rowCount() < _LARGE:
            self.grid.show_filled()
        if len(chosen) <= 1 or self.grid.paged.ids is not before:
            self.grid.select_id(opened or current, column)
        self._show_sums()

    def _column(self) -> int | None:
        """The column of the current cell, None where its row is chosen whole."""
        index = self.grid.currentIndex()
        return index.column() if index.isValid() and not self.grid.whole_rows else None

    # --- what stands around it -----------------------------------------------------------------------

    def _show_sums(self) -> None:
        many, selects = len(self.grid.paged.ids), self.asked.selects
        self.ui.count.setText(
            self.tr("找到 {n:,} 条").format(n=many) if selects else self.tr("{n:,} 条").format(n=many)
        )
        self._show_empty(many)
        self.totals.ask(self._selection())

    def _show_empty(self, many: int) -> None:
        ledger = self.ledger
        assert ledger is not None
        if many:
            self.ui.stack.setCurrentWidget(self.ui.gridPage)
            return
        if self.asked.selects:
            text = self.asked.text
            title = self.tr("没有找到“{text}”").format(text=text) if text else self.tr("没有这样的记录")
            self.ui.empty.show_text(
                title,
                self.tr("试试放宽筛选，或看全部记录。"),
                (self.tr("清空筛选"), self.clear_filter),
            )
        else:
            self.ui.empty.show_text(
                self.tr("《{ledger}》还没有记录").format(ledger=ledger.title),
                ledger.help or self.tr("先新增一条，或导入科室交来的表格。"),
                (self.tr("新增第一条"), self.wants_add.emit),
                (self.tr("导入表格…"), lambda: self.wants_sheet.emit(ledger.key)),
                (self.tr("粘贴从 Excel 或 WPS 复制的行"), self.pasting.paste_new),
            )
        self.ui.stack.setCurrentWidget(self.ui.empty)

    def _open_popup(self, key: str, place: QPoint) -> None:
        if self.ledger is None or not key:
            return
        self.popup = FilterPopup(self._desk, self.ledger, key, self.asked, self.roles, self)
        self.popup.chosen.connect(lambda asked: self.set_filter(replace(asked, name="")))
        self.popup.sorted.connect(self.sort)
        self.popup.open_at(place)

    # --- the menu ------------------------------------------------------------------------------------

    def _under(self, widget: QWidget) -> QPoint:
        return widget.mapToGlobal(QPoint(0, widget.height() + 2))

    def _menu(self, place: QPoint) -> None:
        """What can be done to the chosen cells and rows."""
        if self.ledger is None:
            return
        grid, menu = self.grid, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ids, index = grid.chosen_ids(), grid.currentIndex()
        field = grid.field_at(index.column()) if index.isValid() else None
        writable = self._desk.ws.writable

        def add(text: str, run: Callable[[], object], able: bool = True, keys: str = "") -> None:
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.setEnabled(able)
            action.triggered.connect(lambda _=False: run())

        add(self.tr("编辑这一格"), self.editing.open, writable and field is not None, "F2")
        add(self.tr("批量修改 {n:,} 条…").format(n=len(ids)), self.edit_many, writable and bool(ids))
        add(self.tr("向下填充"), self.cells.fill_down, writable and bool(ids), "Ctrl+D")
        add(self.tr("清空这些格"), self.cells.clear, writable and bool(ids) and not grid.whole_rows, "Delete")
        menu.addSeparator()
        add(self.tr("复制"), self.cells.copy, bool(ids), "Ctrl+C")
        add(self.tr("复制（带栏目名）"), lambda: self.cells.copy(True), bool(ids), "Ctrl+Shift+C")
        add(self.tr("粘贴"), self.pasting.paste, writable, "Ctrl+V")
        add(self.tr("粘贴为新记录"), self.pasting.paste_new, writable)
        menu.addSeparator()
        if field is not None:
            add(self.tr("只看这一格这样的"), self.only_this)
            by_it = self.tr("按“{title}”筛选…").format(title=field.title)
            add(by_it, lambda: grid.wants_filter.emit(field.key), keys="Alt+↓")
        add(self.tr("选择和移动列…"), self._choose_columns)
        if self.ledger.register:
            add(self.tr("名单…"), self.show_roster)
        add(self.tr("选中整行"), grid.select_rows, bool(ids), "Shift+空格")
        add(self.tr("删除 {n:,} 条").format(n=len(ids)), self.wants_delete.emit, writable and bool(ids))
        menu.popup(place)

    def _choose_columns(self) -> None:
        """The menu of the head over the current column, which a right click opens too."""
        head, index = self.grid.head, self.grid.currentIndex()
        left = head.sectionViewportPosition(max(index.column(), 0))
        self.grid.columns.menu(QPoint(max(0, min(left, head.width() - 1)), head.height() - 1))

    def edit_many(self) -> None:
        """批量修改 what is chosen."""
        ids = self.grid.chosen_ids()
        if self.ledger is None or not ids:
            return
        column = self.grid.field_at(self.grid.currentIndex().column())
        dialog = MultiEdit(self._desk, self.ledger, ids, column.key if column else "", self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda field, text: self.cells.set_value(ids, field, text))
        dialog.open()

    def only_this(self) -> None:
        """Filter by what stands in the current cell."""
        index = self.grid.currentIndex()
        field = self.grid.field_at(index.column()) if index.isValid() else None
        if self.ledger is None or field is None:
            return
        db = self._desk.ws.reader()
        value = ledgers.get(db, self.ledger, self.grid.paged.id_at(index.row())).values.get(field.key)
        items = value if isinstance(value, list) else ["" if value is None else value]
        conditions = [Condition(field.key, Test.ONE_OF, (item,)) for item in items]
        self.set_filter(replace(self.asked.having(field.key, *conditions), name=""))

    def show_roster(self) -> None:
        """名单…: who is in this register on the day that is looked at."""
        if self.ledger is None:
            return
        on = self.asked.selection(self._desk.today(), self.ledger).on
        dialog = RosterDialog(self._desk, self.ledger, on=on, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.said.connect(self.said)
        dialog.opened.connect(self.grid.select_id)
        self.roster = dialog
        dialog.open()

    def kept(self) -> list[Filter]:
        """The filters that are kept for this ledger."""
        return filters.kept(self._desk.ws, self.ledger.key) if self.ledger else []

    # --- sizes ---------------------------------------------------------------------------------------

    def _count_chosen(self) -> None:
        many = self.grid.chosen_count
        self.ui.deleteButton.setEnabled(bool(many))
        if many > 1:
            text = self.tr("删除 {n} 条").format(n=many)
        else:
            text = self.tr("删除") if self.width() >= style.scaled(520) else ""
        if text != self.ui.deleteButton.text():
            self.ui.deleteButton.setText(text)
            self.fit()

    def fit(self) -> None:
        """The title stays whole: where the buttons leave it no room, they go under it."""
        ui = self.ui
        ui.filter.setMinimumWidth(min(style.scaled(84), 110))
        ui.filter.setMaximumWidth(min(style.scaled(220), max(self.width(), 200) * 3 // 10))
        metrics = ui.title.fontMetrics()
        room = self.width() - ui.buttons.sizeHint().width() - 52
        beside = metrics.horizontalAdvance(ui.title.text()) + 8 <= room
        if ui.buttons.property("beside") != beside:
            ui.titleRow.removeWidget(ui.buttons)
            ui.countRow.removeWidget(ui.buttons)
            (ui.titleRow if beside else ui.countRow).addWidget(ui.buttons)
            ui.buttons.setProperty("beside", beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self and event.type() == QEvent.Type.Resize:
            self._count_chosen()
            self.fit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "totals"):
            self.fit()
