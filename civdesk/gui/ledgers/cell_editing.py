"""Editing one cell in its place: the editor of its field lies over it, what is wrong is said under it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from ...desk import picking, records
from ...desk.records import InvalidMany
from ...domain.fields import Field, Kind
from ...domain.ledgers import Ledger
from ...errors import DeskError, WrongUse
from .. import style
from ..context import Desk
from ..undoing import undo_action
from .editors import Editor, editor_for
from .grid import RecordGrid

_LEAST = {Kind.DATE: 168, Kind.YES_NO: 160}
_WIDER = 140  # what every other editor has at least, at 100 % text
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellEditing(QObject):
    """Opens, commits and cancels the editor of one cell.

    Signals:
        said(str, object): for the edge of the window.
        saved(str): the id of a record of which a cell was saved.
        wants_form(str): a field that needs more room than a cell: its key, to be edited in the form.
    """

    said = Signal(str, object)
    saved = Signal(str)
    wants_form = Signal(str)

    def __init__(self, desk: Desk, grid: RecordGrid) -> None:
        super().__init__(grid)
        self._desk, self._grid = desk, grid
        self._ledger: Ledger | None = None
        self._frame: QFrame | None = None
        self._editor: Editor | None = None
        self._field: Field | None = None
        self._id, self._column, self._before = "", 0, ""
        self.bubble = QLabel(grid)
        self.bubble.setProperty("role", "bubble")
        self.bubble.setWordWrap(True)
        self.bubble.hide()
        grid.wants_edit.connect(self.open)
        for bar in (grid.verticalScrollBar(), grid.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self._place())
        grid.head.sectionResized.connect(lambda *_: self._place())
        grid.paged.modelAboutToBeReset.connect(self.cancel)
        grid.paged.about_to_sort.connect(self.cancel)
        grid.selectionModel().currentChanged.connect(self._moved_on)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def set_ledger(self, ledger: Ledger) -> None:
        """Edit the cells of this ledger from now on."""
        self.cancel()
        self._ledger = ledger

    @property
    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return self._frame is not None

    @property
    def editor(self) -> Editor | None:
        """The editor that lies over a cell."""
        return self._editor

    # --- opening -------------------------------------------------------------------------------------

    def open(self, begin: str | QInputMethodEvent | None = None) -> bool:
        """Edit the current cell; what was typed replaces what stands there. Whether it can be edited."""
        index, ledger = self._grid.currentIndex(), self._ledger
        field = self._grid.field_at(index.column()) if index.isValid() else None
        if ledger is None or self.is_open:
            return False
        if field is None:
            if begin is None and index.isValid():
                self._grid.wants_proofs.emit("")
            return False
        if not self._desk.ws.writable:
            self.said.emit(self.tr("这个工作区是以只读方式打开的，不能修改。"), None)
            return False
        if field.kind is Kind.LONG:
            if begin is None:
                self.wants_form.emit(field.key)
            return False
        id = self._grid.paged.id_at(index.row())
        try:
            record = records.get(self._desk.ws, ledger.key, id)
        except WrongUse as error:
            self.said.emit(error.message, None)
            return False
        self._id, self._column, self._field = id, index.column(), field
        self._before = records.shown(ledger, record)[field.key]
        self._build(ledger, field)
        self._begin(begin)
        return True

    def _build(self, ledger: Ledger, field: Field) -> None:
        desk = self._desk
        self._frame = QFrame(self._grid.viewport())
        self._frame.setProperty("role", "cell")
        self._editor = editor_for(field, lambda: picking.offered(desk.ws, ledger, field, on=desk.today()))
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._editor)
        self._editor.edited.connect(lambda: self._say(""))
        for widget in (self._editor, *self._editor.findChildren(QWidget)):
            widget.installEventFilter(self)
        target = self._editor.focusProxy() or self._editor
        target.setAccessibleName(field.title)
        self._place()
        self._frame.show()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, begin: str | QInputMethodEvent | None) -> None:
        assert self._editor is not None
        target = self._editor.focusProxy() or self._editor
        if begin is None:
            self._editor.set_text(self._before)
            if isinstance(target, QLineEdit):
                target.selectAll()
        elif isinstance(begin, str):
            assert self._field is not None
            if self._field.kind is Kind.YES_NO:
                self._editor.set_text({"1": "是", "0": "否"}.get(begin, self._before))
            elif isinstance(target, QLineEdit):
                target.insert(begin)
                target.textEdited.emit(target.text())  # as typed by hand: lists follow it
        else:
            QCoreApplication.sendEvent(target, begin)

    def _place(self) -> None:
        """Lie over the cell, wide enough to type in."""
        if self._frame is None or self._editor is None or self._field is None:
            return
        row = self._grid.paged.row_of(self._id)
        if row is None:
            self.cancel()
            return
        cell = self._grid.visualRect(self._grid.paged.index(row, self._column))
        least = style.scaled(_LEAST.get(self._field.kind, _WIDER))
        wide = max(cell.width(), least, self._editor.minimumSizeHint().width())
        high = max(cell.height(), self._editor.minimumSizeHint().height())
        left = max(0, min(cell.left(), self._grid.viewport().width() - wide))
        self._frame.setGeometry(left, cell.top(), wide, high)
        self._frame.raise_()
        self._place_bubble()

    # --- closing -------------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Save what stands in the editor; what is wrong is said at the cell. Whether it is closed."""
        if self._editor is None or self._ledger is None or self._field is None:
            return True
        text, key, id = self._editor.text(), self._field.key, self._id
        if text == self._before:
            self.cancel()
            return True
        try:
            today = self._desk.today()
            saved = records.change_many(
                self._desk.ws, self._ledger.key, {id: {key: text}}, today=today, year=today.year
            )
        except InvalidMany as error:
            self._say(next(iter(error.problems[id].values())))
            return False
        except DeskError as error:
            self._say(error.message)
            return False
        title = self._field.title
        self.cancel()
        if saved.operation is not None:
            self.saved.emit(id)
            odd = saved.warnings.get(key, "")
            self.said.emit(
                (self.tr("已修改“{title}”。") if not odd else self.tr("已修改“{title}”：{odd}。")).format(
                    title=title, odd=odd
                ),
                undo_action(self._desk, saved.operation, self.said.emit),
            )
        return True

    def cancel(self) -> None:
        """Close the editor; the cell stays as it was."""
        frame, self._frame, self._editor = self._frame, None, None
        self.bubble.hide()
        if frame is not None:
            had = frame.isAncestorOf(QApplication.focusWidget()) if QApplication.focusWidget() else False
            frame.hide()
            frame.deleteLater()
            if had:
                self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved_on(self, now: QModelIndex, _before: QModelIndex) -> None:
        """Another cell became the current one while this one was open."""
        if self._frame is None:
            return
        if now.isValid() and (self._grid.paged.id_at(now.row()), now.column()) == (self._id, self._column):
            return
        said = self.bubble.text()
        if not self.commit():
            assert self._field is not None
            self.said.emit(
                self.tr("“{title}”没有保存：{why}").format(
                    title=self._field.title, why=self.bubble.text() or said
                ),
                None,
            )
            self.cancel()

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A click elsewhere saves, as in every table; its own lists and calendars are not elsewhere."""
        if self._frame is None or now is None or QApplication.activePopupWidget() is not None:
            return
        above: QObject | None = now
        while above is not None:
            if above is self._frame:
                return
            above = above.parent()
        self.commit()

    # --- keys and words ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._frame is None or not isinstance(event, QKeyEvent):
            return False
        key, held = event.key(), event.modifiers()
        if QApplication.activePopupWidget() is not None:
            return False  # a list is open: the key is for it
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        mine = key == Qt.Key.Key_Escape or key in _ENTER or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if not mine or held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # Esc would close the detail
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape:
            self.cancel()
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.commit():
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
            if key in _ENTER:
                self._grid.move(down=-1 if shift else 1)
            else:
                self._grid.move(right=-1 if key == Qt.Key.Key_Backtab or shift else 1)
        return True

    def _say(self, text: str) -> None:
        if self._editor is not None:
            self._editor.set_wrong(bool(text))
        self.bubble.setText(text)
        self.bubble.setVisible(bool(text))
        self._place_bubble()

    def _place_bubble(self) -> None:
        if self._frame is None or not self.bubble.isVisible():
            return
        wide = min(style.scaled(320), self._grid.viewport().width())
        self.bubble.setFixedWidth(wide)
        high = self.bubble.heightForWidth(wide)
        self.bubble.setFixedHeight(high)
        corner = self._frame.mapTo(self._grid, QPoint(0, self._frame.height() + 4))
        if corner.y() + high > self._grid.height():
            corner.setY(max(0, corner.y() - self._frame.height() - high - 8))
        left = max(0, min(corner.x(), self._grid.width() - wide))
        self.bubble.move(left, corner.y())
        self.bubble.raise_()
