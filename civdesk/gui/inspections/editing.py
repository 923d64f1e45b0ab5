"""Editing forms from the page: the dialog opened, what it made saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ...desk import forms, records, rounds, rounds_closing, rounds_problems
from ...domain.fields import Kind
from ...domain.forms import Form
from ...errors import DeskError
from ..context import Desk
from ..undoing import undo_action
from .editor import FormDialog
from .editor_more import Offered
from .pausing import PauseDialog

_KINDS = {Kind.PLACE, Kind.DEPARTMENT, Kind.PERSON}


class FormEditing(QObject):
    """Signals:
    said(str, object): for the edge of the window.
    saved(str): the key of a form that was saved.
    paused(): forms rest, or ask again.
    """

    said = Signal(str, object)
    saved = Signal(str)
    paused = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: FormDialog | None = None
        self.pausing: PauseDialog | None = None

    def new(self, group: str) -> None:
        """Make a form."""
        self.edit(forms.new(self._desk.ws, self.tr("新检查表"), group))

    def edit(self, form: Form) -> None:
        """Edit a form."""
        ws = self._desk.ws
        registers = {
            key: book.title
            for key, book in records.all_ledgers(ws).items()
            if book.register and _KINDS & set(book.register.kinds)
        }
        problem = records.ledger(ws, rounds_problems.LEDGER)
        offered = Offered(
            rounds.forms(ws, hidden=True),
            registers,
            rounds_closing.takers(ws),
            problem.field("kind").choices,
            problem.field("source").choices,
        )
        dialog = FormDialog(form, offered, self._page.window())
        dialog.saved.connect(lambda made: self._save(dialog, made))
        self.dialog = dialog
        dialog.open()

    def pause(self, form: Form, used: Sequence[str]) -> None:
        """Let a form rest; one that rests asks again from today on."""
        on = self._desk.today()
        if form.paused(on):
            operation = forms.resume(self._desk.ws, [form.key], on)
            self._told(self.tr("从今天起恢复检查。"), undo_action(self._desk, operation, self.said.emit))
            return
        self.pausing = PauseDialog(self._desk, form, used, self._page.window())
        self.pausing.said.connect(self._told)
        self.pausing.open()

    def _told(self, text: str, action: object) -> None:
        self.paused.emit()
        self.said.emit(text, action)

    def _save(self, dialog: FormDialog, made: Form) -> None:
        try:
            operation = forms.save(self._desk.ws, made)
        except DeskError as error:
            dialog.say(error.message)
            return
        dialog.accept()
        self.saved.emit(made.key)
        self.said.emit(self.tr("已保存检查表。"), undo_action(self._desk, operation, self.said.emit))
