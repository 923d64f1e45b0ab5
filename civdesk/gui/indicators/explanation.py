"""说明报告: the text of an indicator, with how long it may be; drafted from the records, saved on leaving."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ...desk import explaining, standards
from ...domain.explanations import LIMIT, characters
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..icons import icon
from ..kept import KeptFile
from ..undoing import undo_latest
from ..widgets.flow import Flow

Typed = tuple[str, str, int]  # standard, code, year

# What is typed is on disk after this pause at the latest (milliseconds).
_KEEP = 1000


class Explanation(QWidget):
    """The text of one indicator. What is not saved, or could not be, is kept on disk until it is;
    `found` is what the last run of the program left there.

    Signals:
        said(str, object): for the edge of the window.
        counted(int): how many characters there are.
    """

    said = Signal(str, object)
    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._place: tuple[str, str, date] | None = None  # standard, code, day
        self._saved = ""
        self._file = KeptFile(desk, "explanations")
        self._on_disk = self._file.read()
        self._unsaved = _read(desk, self._on_disk)
        self.found = tuple(self._unsaved)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_KEEP)
        self._pause.timeout.connect(self._keep)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(self.tr("说明报告"))
        self.edit.setPlaceholderText(
            self.tr("写明这一项做了什么、做到什么程度，{n} 字以内。可以先从台账起草，再改。").format(n=LIMIT)
        )
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.count = QLabel()
        self.count.setAccessibleName(self.tr("字数"))
        self.draft = QPushButton(icon("edit", "soft"), self.tr("起草"))
        self.draft.setToolTip(self.tr("按计入的记录写一段，只写台账里有的，写完自己再改"))
        self.draft.setAutoDefault(False)
        self.draft.clicked.connect(self._draft)
        self.save_button = QPushButton(icon("save", "soft"), "")
        self.save_button.setToolTip(self.tr("保存（Ctrl+S），离开时也会自动保存"))
        self.save_button.setAutoDefault(False)
        self.save_button.setProperty("role", "quiet")
        self.save_button.clicked.connect(self.save)
        keys = QShortcut(QKeySequence("Ctrl+S"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.save)
        row = Flow()
        for widget in (self.draft, self.save_button, self.count):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.edit, 1)
        column.addLayout(row)

    # --- which one -----------------------------------------------------------------------------------

    def expect(self, standard: str, code: str, on: date) -> None:
        """Another indicator is about to be shown: what was typed of this one is saved."""
        if self._place is not None and self._place != (standard, code, on):
            self.clear()

    def show_indicator(self, standard: str, code: str, on: date, saved: str) -> None:
        """Show the text of an indicator as it is in the file."""
        place = (standard, code, on)
        if self._place == place and self.dirty:
            return  # somebody is writing
        self.save()
        self._place, self._saved = place, saved
        self._show(self._unsaved.pop(_key(place), self._saved))

    def clear(self) -> None:
        """No indicator is shown."""
        self.save()
        self._place, self._saved = None, ""
        self._show("")

    def _show(self, text: str) -> None:
        if text != self.text:
            self.edit.setPlainText(text)
        self.setEnabled(self._place is not None)
        self._typed()

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    @property
    def dirty(self) -> bool:
        """Whether something is typed and not saved."""
        return self._place is not None and self.text.strip() != self._saved.strip()

    # --- writing -------------------------------------------------------------------------------------

    def _typed(self) -> None:
        number = characters(self.text)
        over = number > LIMIT
        said = f"{number}/{LIMIT}"
        self.count.setText(self.tr("{n}，超 {m} 字").format(n=said, m=number - LIMIT) if over else said)
        role = "problem" if over else "small"
        if self.count.property("role") != role:
            self.count.setProperty("role", role)
            style.restyle(self.count)
        self.save_button.setEnabled(self.dirty)
        saved = bool(self._saved.strip()) and not self.dirty
        self.save_button.setText(self.tr("已保存") if saved else self.tr("保存"))
        self.counted.emit(number)
        if self.dirty and not self._pause.isActive():
            self._pause.start()

    def _keep(self) -> None:
        """Put on disk what is not saved, with what is being written."""
        kept = dict(self._unsaved)
        if self._place is not None and self.dirty:
            kept[_key(self._place)] = self.text
        listed = [[*place, text] for place, text in kept.items()]
        if listed != self._on_disk:
            self._file.write(listed)
            self._on_disk = listed

    def _draft(self) -> None:
        """A draft takes the place of what stands there; Ctrl+Z in the text brings it back."""
        if self._place is None:
            return
        standard, code, on = self._place

        def done(text: str) -> None:
            if self._place != (standard, code, on):
                return
            if not text:
                self.said.emit(self.tr("台账里还没有可写的，先登记记录再起草。"), None)
                return
            cursor = self.edit.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text)
            self.edit.setFocus()

        self._desk.runner.run(
            lambda _monitor: explaining.draft(self._desk.ws, standard, code, on),
            on_done=done,
            quiet=True,
            key="indicators-draft",
        )

    def save(self) -> None:
        """Save what was typed; nothing happens where nothing was."""
        self._pause.stop()
        if not self.dirty or self._place is None:
            self._keep()  # what was taken back is no draft any more
            return
        standard, code, on = self._place
        text = self.text.strip()
        try:
            explaining.put(self._desk.ws, standard, code, text, on)
        except DeskError as error:
            self._unsaved[_key(self._place)] = self.text
            self._keep()
            self.said.emit(error.message, None)
            return
        self._saved = text
        self._keep()
        self._typed()
        undo = undo_latest(self._desk, "explain", self.said.emit)
        self.said.emit(self.tr("说明报告已保存：{code}").format(code=code), undo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and self._left(event):
            self.save()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys, written = QKeySequence.StandardKey, self.edit.document()
            undo = event.matches(keys.Undo) and not written.isUndoAvailable()
            redo = event.matches(keys.Redo) and not written.isRedoAvailable()
            if undo or redo:  # nothing of its own: the last step of the desk is meant
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _left(self, event: QFocusEvent) -> bool:
        """Whether the clerk went on, and did not just open a menu or look at another window."""
        return event.reason() not in (
            event.reason().PopupFocusReason,
            event.reason().ActiveWindowFocusReason,
            event.reason().MenuBarFocusReason,
        )


def _key(place: tuple[str, str, date]) -> Typed:
    standard, code, on = place
    return standard, code, on.year


def _read(desk: Desk, listed: list[Any]) -> dict[Typed, str]:
    """What was kept, of indicators that are still there."""
    found: dict[Typed, str] = {}
    for one in listed:
        try:
            key, code, year, text = one
            standards.standard(desk.ws, key).indicator(code)
            found[key, code, int(year)] = str(text)
        except (TypeError, ValueError, KeyError, DeskError):
            continue
    return found
