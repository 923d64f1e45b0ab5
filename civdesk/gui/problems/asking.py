"""The small dialogs of the loop: what a verb asks, and the whole record of a problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from ...desk import records
from ...desk.problems import LEDGER, Problem
from ...domain import fields
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..ledgers.form_field import FormField
from ..ledgers.record_form import RecordForm
from ..undoing import undo_action
from ..widgets.decision import decision
from .verbs import Ask, Verb


class VerbDialog(QDialog):
    """Asks what a verb needs and does it; what the desk refuses is said, and can be mended here.

    Signals:
        done(str, object): what was done, and its operation.
    """

    done = Signal(str, object)

    def __init__(
        self, desk: Desk, verb: Verb, chosen: Sequence[Problem], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._verb, self._chosen = desk, verb, list(chosen)
        self._book = records.ledger(desk.ws, LEDGER)
        self.setWindowTitle(verb.title)
        what = QLabel(
            self._chosen[0].title
            if len(self._chosen) == 1
            else self.tr("选中的 {n} 个问题").format(n=len(self._chosen))
        )
        what.setProperty("role", "large")
        what.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(what)
        self.fields: dict[str, FormField] = {}
        for ask in (*verb.asks, Ask(verb.day, self.tr("日期"), must=True)):
            field = replace(self._book.field(ask.field), title=ask.title, required=ask.must, help="")
            made = FormField(desk, self._book, field)
            there = self._there(ask)
            made.set_text(there[0] if len(there) == 1 else "")
            if len(there) > 1:
                made.say("", hint=self.tr("选中的各不相同，不填则各自不变。"))
            self.fields[ask.field] = made
            column.addWidget(made)
        self.refusal = QLabel()
        self.refusal.setProperty("role", "problem")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        column.addWidget(self.refusal)
        column.addStretch(1)
        self.ok, row = decision(self, verb.title)
        column.addLayout(row)
        style.resize(self, style.scaled(520), self.sizeHint().height())
        first = next(iter(self.fields.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _there(self, ask: Ask) -> list[str]:
        """What a field may begin with: the day today, else what the chosen ones have already."""
        if ask.field == self._verb.day:
            return [self._desk.today().isoformat()]
        if not ask.kept:
            return []
        field = self._book.field(ask.field)
        return list(dict.fromkeys(fields.show(field, one.values.get(ask.field)) for one in self._chosen))

    def accept(self) -> None:
        texts = {key: field.editor.text() for key, field in self.fields.items()}
        today = self._desk.today()
        values, problems, _ = records.read_values(self._book, texts, today=today, year=today.year)
        for key, field in self.fields.items():
            if not values.get(key) and key not in problems and field.field.required:
                problems[key] = self.tr("请填写{field}").format(field=field.field.title)
            if key in problems:
                field.say(problems[key])
        if problems:
            self.fields[next(iter(problems))].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        on = date.fromisoformat(str(values[self._verb.day]))
        try:
            operation = self._verb.run(self._desk.ws, [one.id for one in self._chosen], values, on)
        except DeskError as error:
            self.refusal.setText(error.message)
            self.refusal.show()
            return
        many = len(self._chosen)
        said = self.tr("已{verb}：{title}").format(verb=self._verb.title, title=self._chosen[0].title)
        if many > 1:
            said = self.tr("已{verb}：{n} 个问题").format(verb=self._verb.title, n=many)
        self.done.emit(said, operation)
        super().accept()


class EditDialog(QDialog):
    """The whole record of a problem, as the ledger has it.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._id = desk, id
        self.setWindowTitle(self.tr("修改问题"))
        book = records.ledger(desk.ws, LEDGER)
        self.form = RecordForm(desk)
        self.form.set_ledger(book)
        self.form.begin(id)
        self._before = records.shown(book, records.get(desk.ws, LEDGER, id))
        self.form.fill(self._before)
        self.form.said.connect(self.said)
        holder = QWidget()
        holder.setObjectName("scrolled")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(24, 20, 24, 8)
        inside.addWidget(self.form)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        self.refusal = QLabel()
        self.refusal.setProperty("role", "problem")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.ok, row = decision(self, self.tr("保存"))
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 20)
        foot.addWidget(self.refusal)
        foot.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        style.resize(self, style.scaled(640), style.scaled(680))

    def accept(self) -> None:
        changed = {k: text for k, text in self.form.texts().items() if text != self._before.get(k, "")}
        today = self._desk.today()
        try:
            saved = records.change(self._desk.ws, LEDGER, self._id, changed, today=today, year=today.year)
        except records.Invalid as error:
            self.form.show_problems(error.problems)
            return
        except DeskError as error:
            self.refusal.setText(error.message)
            self.refusal.show()
            return
        self.said.emit(self.tr("已保存"), undo_action(self._desk, saved.operation, self.said.emit))
        super().accept()
