"""The form of one record, grown from the definition of its ledger; it judges while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ...desk import entering, picking, records
from ...domain.fields import Kind
from ...domain.ledgers import Ledger
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..undoing import undo_action
from ..widgets.links import link
from .form_field import FormField

_MUCH, _SOME = 420, 280
_SHORT = frozenset({Kind.YES_NO, Kind.DATE, Kind.INTEGER, Kind.AMOUNT})
_WIDE = frozenset({Kind.LONG, Kind.PEOPLE, Kind.DEPARTMENTS, Kind.CHOICES})


class Room(Enum):
    """How wide the form is for its text size."""

    MUCH = 1
    SOME = 2
    LITTLE = 3


class RecordForm(QWidget):
    """The fields of one ledger; filled anew for each record.

    Signals:
        edited(): something was typed.
        said(str, object): for the edge of the window.
        wants_record(str): look at another record of this ledger.
    """

    edited = Signal()
    said = Signal(str, object)
    wants_record = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._desk = desk
        self.ledger: Ledger | None = None
        self.record = ""
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
            old.blockSignals(True)  # losing the focus it would still speak of its own ledger
            self._grid.removeWidget(old)
            old.deleteLater()
        self.ledger = ledger
        self._fields = {
            one.key: FormField(self._desk, ledger, one, self._day, self) for one in ledger.visible
        }
        for key, field in self._fields.items():
            field.edited.connect(self.edited)
            field.judged.connect(partial(self._look_around, key))
            field.pinned.connect(lambda _: self._keep_pins())
            field.wants_members.connect(partial(self._add_members, key))
            field.link_activated.connect(self.wants_record)
            field.set_pinned(key in self.pins)
        self._room = None
        self._arrange()

    def begin(self, record: str) -> None:
        """Say which record is about to be filled in ("" for a new one, to which the last one is proposed)."""
        self.record = record
        assert self.ledger is not None
        proposed = {} if record else entering.again(self._desk.ws, self.ledger)
        for key, field in self._fields.items():
            field.editor.propose(proposed.get(key, ""))

    def fill(self, shown: Mapping[str, str]) -> None:
        """Show a record (or a draft) by field key."""
        for key, field in self._fields.items():
            field.set_text(shown.get(key, ""))

    def texts(self) -> dict[str, str]:
        """What stands in the fields, as typed."""
        return {key: field.editor.text() for key, field in self._fields.items()}

    def show_problems(self, problems: Mapping[str, str]) -> FormField | None:
        """Mark what could not be saved and go to the first of it, which is returned."""
        for key, text in problems.items():
            if key in self._fields:
                self._fields[key].say(text)
        first = next((self._fields[key] for key in self._fields if key in problems), None)
        if first:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return first

    def judge_all(self) -> None:
        """Judge every field that has something in it, as for a draft."""
        for field in self._fields.values():
            if field.editor.text():
                field.judge()

    # --- what depends on several fields ----------------------------------------------------------------

    def _day(self) -> date:
        """The day of the record, today where it has none yet."""
        ledger = self.ledger
        field = self._fields.get(ledger.date_field) if ledger else None
        if ledger is None or field is None:
            return self._desk.today()
        typed = {field.field.key: field.editor.text()}
        today = self._desk.today()
        value = records.read_values(ledger, typed, today=today, year=today.year)[0].get(field.field.key)
        return date.fromisoformat(value) if isinstance(value, str) else today

    def _look_around(self, key: str) -> None:
        """A field was read and holds: whether it fits the others, and whether the record is there already."""
        ledger, field = self.ledger, self._fields[key]
        if ledger is None or field.note.text():
            return
        typed = self.texts()
        said, refused = entering.out_of_order(ledger, typed, self._desk.today()).get(key, ("", False))
        if said:
            field.say(said if refused else "", said)
        elif key in (ledger.title_field, ledger.date_field) and ledger.title_field in self._fields:
            self._tell_twin(ledger, typed)

    def _tell_twin(self, ledger: Ledger, typed: Mapping[str, str]) -> None:
        title = self._fields[ledger.title_field]
        if title.problem:
            return
        twin = entering.alike(
            self._desk.ws,
            ledger,
            typed[ledger.title_field],
            typed.get(ledger.date_field, ""),
            self.record,
            year=self._desk.today().year,
        )
        hint = ""
        if twin:
            hint = self.tr("同一天已有一条同名的记录。") + " " + link(twin, self.tr("去看看"))
        if hint or title.note.property("role") == "small":
            title.say("", "", hint)

    # --- pins, registers -------------------------------------------------------------------------------

    @property
    def pins(self) -> list[str]:
        """Keys of the fields that stay for the next record of this ledger; this person's choice."""
        return self._desk.settings["pinned"].get(self.ledger.key, []) if self.ledger else []

    def _keep_pins(self) -> None:
        assert self.ledger is not None
        on = [key for key, field in self._fields.items() if field.pin.isChecked()]
        self._desk.settings["pinned"] = {**self._desk.settings["pinned"], self.ledger.key: on}

    def _add_members(self, key: str, names: Sequence[str]) -> None:
        ws, field = self._desk.ws, self._fields[key]
        try:
            saved = picking.add_members(ws, field.field, names, today=self._desk.today())
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        field.judge()
        book = records.ledger(ws, saved[0].ledger).title
        self.said.emit(
            self.tr("已加入《{book}》：{names}").format(book=book, names="、".join(names)),
            undo_action(self._desk, saved[0].operation, self.said.emit),
        )

    # --- where things stand ----------------------------------------------------------------------------

    def field(self, key: str) -> FormField:
        """One field by its key."""
        return self._fields[key]

    def focus_first(self) -> None:
        """Begin with the first field."""
        first = next(iter(self._fields.values()), None)
        if first:
            first.editor.setFocus(Qt.FocusReason.TabFocusReason)  # a default is selected: typing replaces it
        for field in self._fields.values():
            if field.problem and not field.editor.text():
                field.say("")  # the focus came from it, but of this record nothing was left out yet

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
            span = 2 if self._wide(field, room) else 1
            if place + span > 2:
                row, place = row + 1, 0
            self._grid.addWidget(field, row, place, 1, span)
            place += span

    def _wide(self, field: FormField, room: Room) -> bool:
        """Whether it takes both columns; where there is less room only short ones share a row."""
        kind = field.field.kind
        if kind in _WIDE or (self.ledger and field.field.key == self.ledger.title_field):
            return True
        return room is Room.LITTLE or (room is Room.SOME and kind not in _SHORT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()
