"""The form of one record, grown from the definition of its ledger; it judges while one types."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ...desk import records
from ...domain import fields
from ...domain.fields import Field, Kind
from ...domain.ledgers import Ledger
from .. import style
from ..context import Desk
from .editors import Editor, editor_for

# A half-typed date is no mistake yet: judged after this pause, or at once when the focus goes on.
_PAUSE = 350
_MUCH, _SOME = 420, 280
_SHORT = frozenset({Kind.YES_NO, Kind.DATE, Kind.INTEGER, Kind.AMOUNT})
_WIDE = frozenset({Kind.LONG, Kind.PEOPLE, Kind.DEPARTMENTS, Kind.CHOICES})


class Room(Enum):
    """How wide the form is for its text size."""

    MUCH = 1
    SOME = 2
    LITTLE = 3


class FormField(QWidget):
    """Label, widget, and under it what is wrong or odd.

    Signals:
        edited(): the clerk changed it.
    """

    edited = Signal()

    def __init__(self, desk: Desk, ledger: Ledger, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._ledger, self._today = ledger, desk.today
        self.editor: Editor = editor_for(field, lambda: records.choices(desk.ws, field))
        self.label = QLabel(self._caption())
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setBuddy(self.editor)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        self.setToolTip(field.help)
        target = self.editor.focusProxy() or self.editor
        target.setAccessibleName(field.title)
        target.setAccessibleDescription(field.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(self.editor)
        column.addWidget(self.note)
        column.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.judge)
        self.editor.edited.connect(self._typed)
        self.editor.left.connect(self._tidy)
        self.problem = ""

    def wide(self, room: Room) -> bool:
        """Whether it takes both columns; where there is less room only short ones share a row."""
        if self.field.kind in _WIDE or self.field.key == self._ledger.title_field:
            return True
        return room is Room.LITTLE or (room is Room.SOME and self.field.kind not in _SHORT)

    def _caption(self) -> str:
        text = _coloured(self.field.title, "soft")
        if self.field.required:
            must = self.tr("必填")
            text += " " + _coloured(must, "accent")
        return text

    def set_text(self, text: str) -> None:
        """Show a stored value."""
        self._pause.stop()
        self.editor.set_text(text)
        self.say("")

    def say(self, problem: str, warning: str = "") -> None:
        """Show what is wrong (red) or odd (amber)."""
        self.problem = problem
        self.editor.set_wrong(bool(problem))
        role = "problem" if problem else "warning"
        if self.note.property("role") != role:
            self.note.setProperty("role", role)
            style.restyle(self.note)
        self.note.setText(problem or warning)
        self.note.setVisible(bool(problem or warning))

    def _typed(self) -> None:
        if self.problem:  # it may be mended by this very key
            self.judge()
        else:
            self._pause.start()
        self.edited.emit()

    def judge(self) -> str | None:
        """Read what was typed and say what is wrong; how it would be shown, None when it cannot be read."""
        self._pause.stop()
        name = self.field.key
        values, problems, warnings = records.read_values(
            self._ledger, {name: self.editor.text()}, today=self._today()
        )
        if name in problems:
            self.say(problems[name])
            return None
        self.say("", warnings.get(name, ""))
        return fields.show(self.field, values.get(name))

    def _tidy(self) -> None:
        shown = self.judge()
        if shown is not None and shown != self.editor.text() and self.field.kind is not Kind.LONG:
            self.editor.set_text(shown)


class RecordForm(QWidget):
    """The fields of one ledger; filled anew for each record.

    Signals:
        edited(): something was typed.
    """

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._desk = desk
        self.ledger: Ledger | None = None
        self._fields: dict[str, FormField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(14)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._room: Room | None = None

    def set_ledger(self, ledger: Ledger) -> None:
        """Grow the fields of a ledger."""
        if ledger == self.ledger:
            return
        for old in self._fields.values():
            self._grid.removeWidget(old)
            old.deleteLater()
        self.ledger = ledger
        self._fields = {one.key: FormField(self._desk, ledger, one, self) for one in ledger.fields}
        for field in self._fields.values():
            field.edited.connect(self.edited)
        self._room = None
        self._arrange()

    def fill(self, shown: Mapping[str, str]) -> None:
        """Show a record (or a draft) by field key."""
        for key, field in self._fields.items():
            field.set_text(shown.get(key, ""))

    def texts(self) -> dict[str, str]:
        """What stands in the fields, as typed."""
        return {key: field.editor.text() for key, field in self._fields.items()}

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark what could not be saved and go to the first of it."""
        for key, text in problems.items():
            self._fields[key].say(text)
        first = next((key for key in self._fields if key in problems), None)
        if first:
            self._fields[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def judge_all(self) -> None:
        """Judge every field that has something in it, as for a draft."""
        for field in self._fields.values():
            if field.editor.text():
                field.judge()

    def field(self, key: str) -> FormField:
        """One field by its key."""
        return self._fields[key]

    def focus_first(self) -> None:
        """Begin with the first field."""
        first = next(iter(self._fields.values()), None)
        if first:
            first.editor.setFocus(Qt.FocusReason.TabFocusReason)  # a default is selected: typing replaces it

    @property
    def has_focus(self) -> bool:
        """Whether one types in it now."""
        widget = self.focusWidget()
        return widget is not None and widget.hasFocus()

    def _arrange(self) -> None:
        width = self.width()
        room = (
            Room.MUCH
            if width >= style.scaled(_MUCH)
            else Room.SOME
            if width >= style.scaled(_SOME)
            else Room.LITTLE
        )
        if room == self._room:
            return
        self._room = room
        for field in self._fields.values():
            self._grid.removeWidget(field)
        row = place = 0
        for field in self._fields.values():
            span = 2 if field.wide(room) else 1
            if place + span > 2:
                row, place = row + 1, 0
            self._grid.addWidget(field, row, place, 1, span)
            place += span

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()


def _coloured(text: str, name: str) -> str:
    return f'<span style="color:{style.colour(name).name()}">{escape(text)}</span>'
