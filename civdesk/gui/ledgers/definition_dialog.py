"""设置台账: the fields of a ledger and what is said of them; also how a new ledger is made."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from ...desk import definitions, records
from ...desk.definitions import Defined
from ...domain import definitions as changing
from ...domain.definition_merge import free_title
from ...domain.definitions import Unfit
from ...domain.fields import Field, Kind
from ...domain.ledgers import Ledger
from ...domain.text import normal
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..forms.ui_definition_dialog import Ui_DefinitionDialog
from ..icons import icon
from ..messages import Action
from ..undoing import undo_action
from .definition_field import FieldProperties
from .definition_files import Say, export_to_file, import_from_file


def edit_ledger(desk: Desk, ledger_key: str, parent: QWidget, say: Say) -> DefinitionDialog:
    """Open 设置台账 over `parent`'s window; `say` shows what came of it at the edge of the window."""
    dialog = DefinitionDialog(desk, say, records.ledger(desk.ws, ledger_key), parent.window())
    dialog.open()
    return dialog


def new_ledger(desk: Desk, parent: QWidget, say: Say) -> DefinitionDialog:
    """Open 新建台账; its signal `made` names the ledger."""
    dialog = DefinitionDialog(desk, say, None, parent.window())
    dialog.open()
    return dialog


class DefinitionDialog(QDialog):
    """Edits a draft; nothing is changed before 保存, and then all of it as one step.

    Signals:
        made(str): the key of the ledger that was saved.
    """

    made = Signal(str)

    def __init__(self, desk: Desk, say: Say, ledger: Ledger | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._say = desk, say
        self._before = ledger
        self._others = [
            one for one in records.all_ledgers(desk.ws).values() if ledger is None or one.key != ledger.key
        ]
        self._added: set[str] = set()
        self._taken = definitions.taken_fields(desk.ws, ledger) if ledger else set()
        self.draft = ledger or self._start(None)
        self.ui = Ui_DefinitionDialog()
        self.ui.setupUi(self)
        self.properties = FieldProperties(self.ui, self)
        self._build()
        style.resize(self, style.scaled(940), style.scaled(720))
        self._show(self.draft.keys[0])
        self.ui.title.setFocus()
        if ledger is not None:
            self.ui.fields.setFocus()

    def _build(self) -> None:
        ui, new = self.ui, self._before is None
        self.setWindowTitle(self.tr("新建台账") if new else self.tr("设置台账"))
        for label in (ui.titleProblem, ui.groupProblem, ui.problem):
            label.hide()
        self.properties.say("", "")
        ui.group.addItems(list(dict.fromkeys(one.group for one in self._others)))
        ui.group.setEditText(self.draft.group)
        ui.group.lineEdit().setPlaceholderText(self.tr("选一组，或写个新的"))
        ui.title.setText("" if new else self.draft.title)
        ui.help.setText(self.draft.help)
        ui.help.setCursorPosition(0)
        ui.group.lineEdit().setCursorPosition(0)
        ui.start.addItem(self.tr("空白台账"), "")
        for one in self._others:
            ui.start.addItem(self.tr("照《{title}》的样子").format(title=one.title), one.key)
        for widget in (ui.startLabel, ui.start, ui.importButton):
            widget.setVisible(new)
        for widget in (ui.exportButton, ui.stays):
            widget.setVisible(not new)
        ui.upButton.setIcon(icon("up", "soft"))
        ui.downButton.setIcon(icon("down", "soft"))
        ui.addButton.setIcon(icon("add"))
        ui.leftSheet.setMinimumWidth(min(style.scaled(260), 300))
        ui.saveButton.setText(self.tr("建立台账") if new else self.tr("保存"))
        ui.title.textEdited.connect(lambda text: self._change(title=text.strip()))
        ui.group.editTextChanged.connect(lambda text: self._change(group=text.strip()))
        ui.help.textEdited.connect(lambda text: self._change(help=text.strip()))
        ui.start.activated.connect(lambda _: self._start_from(ui.start.currentData()))
        ui.fields.chosen.connect(self._show)
        ui.fields.wants_move.connect(self.move_field)
        ui.fields.wants_eye.connect(self._eye)
        ui.upButton.clicked.connect(lambda: ui.fields.move_current(-1))
        ui.downButton.clicked.connect(lambda: ui.fields.move_current(1))
        ui.addButton.clicked.connect(self.add_field)
        ui.dropButton.clicked.connect(self.drop_field)
        self.properties.edited.connect(self._edited)
        ui.exportButton.clicked.connect(self._export)
        ui.importButton.clicked.connect(self._import)
        ui.cancelButton.clicked.connect(self.reject)
        ui.saveButton.clicked.connect(self.save)

    # --- the draft -----------------------------------------------------------------------------------

    def _start(self, like: Ledger | None) -> Ledger:
        """A new ledger without a name yet, empty or with the fields of another one."""
        base = changing.new_ledger("x", "x", [], like=like)
        return replace(base, title="", group=like.group if like else self.tr("自建台账"))

    def _start_from(self, key: str) -> None:
        like = next((one for one in self._others if one.key == key), None)
        made = self._start(like)
        written = self.ui.group.currentText().strip()
        group = written if written not in ("", self._start(None).group) else made.group
        self.draft = replace(made, title=self.ui.title.text().strip(), group=group)
        self.ui.group.setEditText(group)
        self._show(self.draft.keys[0])

    def _change(self, **changes: str) -> None:
        self.draft = replace(self.draft, **changes)
        self._judge()

    def _edited(self, field: Field) -> None:
        if field.kind is not self.draft.field(field.key).kind:
            self._let_go(field.key)
        made = tuple(field if one.key == field.key else one for one in self.draft.fields)
        self.draft = replace(self.draft, fields=made)
        self.ui.fields.set_fields(self.draft.fields, field.key)
        self._judge()

    def _let_go(self, key: str) -> None:
        """A field of a new ledger goes or becomes something else: it can serve as its date no more."""
        register = self.draft.register
        if register and key in (register.start, register.end):
            register = None
        date_field = "" if self.draft.date_field == key else self.draft.date_field
        self.draft = replace(self.draft, date_field=date_field, register=register)

    def _is_new(self, key: str) -> bool:
        return self._before is None or key not in self._before.keys

    def _show(self, key: str) -> None:
        """Show a field at the right, and the list as it is now."""
        ui = self.ui
        ui.fields.set_fields(self.draft.fields, key)
        free = self._is_new(key) and key != self.draft.title_field
        self.properties.show_field(self.draft.field(key), new=free)
        ui.dropButton.setEnabled(free)
        row = self.draft.keys.index(key)
        ui.upButton.setEnabled(row > 0)
        ui.downButton.setEnabled(row + 1 < len(self.draft.fields))
        self._judge()

    def move_field(self, key: str, to: int) -> None:
        """Put a field at another place."""
        self.draft = changing.move_field(self.draft, key, to)
        self._show(key)

    def _eye(self, key: str) -> None:
        field = self.draft.field(key)
        self._edited(replace(field, hidden=not field.hidden))
        self._show(key)

    def add_field(self) -> None:
        """A new field behind the current one; its name is typed next."""
        fields = self.draft.fields
        used = {normal(name) for one in fields for name in (one.title, *one.synonyms)}
        title = free_title(self.tr("新栏目"), used)
        # Its key is made of its name, which is still to come: see `_keyed`.
        key = changing.make_key("", {*self._taken, *self.draft.keys, *self._added})
        self._added.add(key)
        at = self.draft.keys.index(self.ui.fields.key) + 1 if self.ui.fields.key else len(fields)
        made = (*fields[:at], Field(key, title, Kind.TEXT), *fields[at:])
        self.draft = replace(self.draft, fields=made)
        self._show(key)
        self.ui.name.setFocus()
        self.ui.name.selectAll()

    def drop_field(self) -> None:
        """Take away a field that was not saved yet."""
        key = self.ui.fields.key
        if not self._is_new(key) or key == self.draft.title_field:
            return
        row = self.draft.keys.index(key)
        fields = tuple(one for one in self.draft.fields if one.key != key)
        self._let_go(key)
        self.draft = replace(self.draft, fields=fields)
        self._show(self.draft.keys[min(row, len(fields) - 1)])

    def _keyed(self) -> tuple[Ledger, dict[str, str]]:
        """The draft with keys made of the names that new fields got, and the keys they had till now."""
        taken = {*self._taken, *self.draft.keys}
        made, keys = [], dict[str, str]()
        for one in self.draft.fields:
            if one.key in self._added:
                key = changing.make_key(one.title, taken)
                taken.add(key)
                keys[key] = one.key
                one = replace(one, key=key)
            made.append(one)
        dates = [one.key for one in made if one.kind is Kind.DATE]
        date_field = self.draft.date_field
        if self._before is None and not date_field and dates:
            date_field = dates[0]  # the date by which a new ledger is put in order
        return replace(self.draft, fields=tuple(made), date_field=date_field), keys

    # --- what is wrong -------------------------------------------------------------------------------

    def _judge(self) -> None:
        """Say what is wrong where it is; a name that is still empty is no mistake before 保存."""
        try:
            changing.checked(self.draft, self._others, about=self.ui.fields.key)
        except Unfit as error:
            waits = not error.field and error.part and not getattr(self.draft, error.part)
            self._tell(None if waits else error)
        else:
            self._tell(None)

    def _tell(self, error: Unfit | None) -> None:
        """Say it at the name, the group, the part of the field that is shown, or below everything."""
        ui = self.ui
        text, field, part = (error.message, error.field, error.part) if error else ("", "", "")
        _note(ui.titleProblem, ui.title, text if (field, part) == ("", "title") else "")
        _note(ui.groupProblem, ui.group, text if (field, part) == ("", "group") else "")
        at_field = self.properties.say(part if field and field == ui.fields.key else "", text)
        placed = at_field or (not field and part in ("title", "group"))
        ui.problem.setText("" if placed else text)
        ui.problem.setVisible(bool(ui.problem.text()))

    def _go_to(self, error: Unfit) -> None:
        """Show what a sentence is about, and the sentence there."""
        if error.field in self.draft.keys:
            self._show(error.field)
        self._tell(error)
        if error.field:
            self.properties.focus(error.part)
        elif error.part in ("title", "group"):
            (self.ui.title if error.part == "title" else self.ui.group).setFocus()

    # --- doing ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """保存: the draft becomes the ledger, as one step; what stands in the way is said at its place."""
        try:
            changing.checked(self.draft, self._others, about=self.ui.fields.key)
            done = self._saved(*self._keyed())
        except Unfit as error:
            self._go_to(error)
            return
        except DeskError as error:
            self._tell(Unfit(error.message))
            return
        self.accept()
        if done.operation is not None:
            said = self.tr("《{title}》已保存：{changes}。")
            if self._before is None:
                said = self.tr("已建立《{title}》。")
            text = said.format(title=done.ledger.title, changes="；".join(done.changes))
            self._say(text, undo_action(self._desk, done.operation, self._say))
        self.made.emit(done.ledger.key)

    def _saved(self, draft: Ledger, keys: dict[str, str]) -> Defined:
        try:
            if self._before is None:
                return definitions.save_new(self._desk.ws, changing.placed(draft, self._others))
            if draft.group != self._before.group:
                draft = changing.placed(draft, self._others)
            return definitions.save(self._desk.ws, draft)
        except Unfit as error:
            error.field = keys.get(error.field, error.field)
            raise

    # --- to and from files ---------------------------------------------------------------------------

    def _export(self) -> None:
        assert self._before is not None
        export_to_file(self._desk, self._before, self, self._say)

    def _import(self) -> None:
        """A ledger that comes as a file needs no draft."""
        told: list[str] = []

        def say(text: str, action: Action | None) -> None:
            told.append(text)
            self._say(text, action)

        if key := import_from_file(self._desk, self, say):
            self.accept()
            self.made.emit(key)
        elif told:
            self._tell(Unfit(told[-1]))


def _note(label: QLabel, widget: QWidget, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
    if widget.property("wrong") != bool(text):
        widget.setProperty("wrong", bool(text))
        style.restyle(widget)
