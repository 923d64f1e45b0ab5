"""The right part of 设置台账: what can be said of one field."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ...domain.definitions import CHOSEN, COUNTED, DECIMALS, KIND_TITLES
from ...domain.fields import Field, Kind
from ...domain.ledgers import UNITS
from ...domain.text import join_names, normal, split_list
from .. import style
from ..forms.ui_definition_dialog import Ui_DefinitionDialog


class FieldProperties(QObject):
    """Fills the widgets from a field, and says what the field becomes while one types.

    Signals:
        edited(object): the field as it stands there now.
    """

    edited = Signal(object)

    def __init__(self, ui: Ui_DefinitionDialog, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._field: Field | None = None
        self._filling = False
        for kind, title in KIND_TITLES.items():
            ui.kind.addItem(title, kind)
        ui.unit.addItem("")
        ui.unit.addItems(sorted(UNITS, key=lambda unit: (len(unit), unit)))
        # What a sentence is about, where it stands, and what gets the focus.
        self._parts: dict[str, tuple[QLabel, QWidget]] = {
            "title": (ui.nameProblem, ui.name),
            "unit": (ui.unitProblem, ui.unit),
            "choices": (ui.choicesProblem, ui.choices),
            "required": (ui.requiredProblem, ui.required),
            "totals": (ui.totalsProblem, ui.totals),
            "hidden": (ui.hiddenProblem, ui.hidden),
            "default": (ui.defaultProblem, ui.default_),
            "synonyms": (ui.synonymsProblem, ui.synonyms),
        }
        for line in (ui.name, ui.default_, ui.synonyms, ui.fieldHelp):
            line.textEdited.connect(self._typed)
        ui.unit.editTextChanged.connect(self._typed)
        ui.choices.textChanged.connect(self._typed)
        for box in (ui.required, ui.totals, ui.sensitive, ui.hidden, ui.open):
            box.toggled.connect(self._typed)
        ui.kind.currentIndexChanged.connect(self._kind_chosen)

    def show_field(self, field: Field, *, new: bool) -> None:
        """Show a field; only a `new` one, not saved yet, can still become another kind."""
        if field == self._field:
            return
        ui = self._ui
        self._field, self._filling = field, True
        _set(ui.name, field.title)
        ui.kind.setCurrentIndex(list(KIND_TITLES).index(field.kind))
        ui.kind.setEnabled(new)
        ui.kindNote.setText(
            "" if new else self.tr("类型定了就不再改。要换类型，请增加一栏，再把这一栏隐藏，原来的数据都在。")
        )
        ui.kindNote.setVisible(not new)
        if ui.unit.currentText() != field.unit:
            ui.unit.setEditText(field.unit)
        lines = "\n".join(field.choices)
        if split_lines(ui.choices.toPlainText()) != list(field.choices):
            ui.choices.setPlainText(lines)
        for box, on in (
            (ui.required, field.required),
            (ui.totals, field.totals),
            (ui.sensitive, field.sensitive),
            (ui.hidden, field.hidden),
            (ui.open, field.open),
        ):
            box.setChecked(on)
        _set(ui.default_, field.default)
        if split_list(ui.synonyms.text()) != list(field.synonyms):
            ui.synonyms.setText(join_names(field.synonyms))
            ui.synonyms.setCursorPosition(0)
        _set(ui.fieldHelp, field.help)
        self._fit(field.kind)
        self._filling = False

    def _fit(self, kind: Kind) -> None:
        """Only what has a meaning for the kind is asked."""
        ui, counted, chosen = self._ui, kind in COUNTED, kind in CHOSEN
        for widget in (ui.unitLabel, ui.unit, ui.totals):
            widget.setVisible(counted)
        for widget in (ui.choicesLabel, ui.choices, ui.open):
            widget.setVisible(chosen)
        ui.choices.setFixedHeight(style.scaled(118))

    def _kind_chosen(self) -> None:
        if self._filling or self._field is None:
            return
        kind = Kind(self._ui.kind.currentData())
        before = self._field
        made = Field(
            before.key, before.title, kind, required=before.required, synonyms=before.synonyms,
            help=before.help, sensitive=before.sensitive, decimals=DECIMALS if kind is Kind.AMOUNT else 0,
        )  # fmt: skip
        self._field = None
        self.show_field(made, new=True)
        self.edited.emit(made)

    def _typed(self) -> None:
        if self._filling or self._field is None:
            return
        ui, kind = self._ui, self._field.kind
        title = ui.name.text().strip()
        # What was another name and becomes the name is no other name any more.
        others = [name for name in split_list(ui.synonyms.text()) if normal(name) != normal(title)]
        made = replace(
            self._field,
            title=title,
            unit=ui.unit.currentText().strip() if kind in COUNTED else "",
            totals=ui.totals.isChecked() and kind in COUNTED,
            choices=tuple(split_lines(ui.choices.toPlainText())) if kind in CHOSEN else (),
            open=ui.open.isChecked() and kind in CHOSEN,
            required=ui.required.isChecked(),
            sensitive=ui.sensitive.isChecked(),
            hidden=ui.hidden.isChecked(),
            default=ui.default_.text().strip(),
            synonyms=tuple(dict.fromkeys(others)),
            help=ui.fieldHelp.text().strip(),
        )
        if made != self._field:
            self._field = made
            self.edited.emit(made)

    # --- what is wrong -------------------------------------------------------------------------------

    def say(self, part: str, text: str) -> bool:
        """Say a sentence where it belongs and take the others away; False where it has no place here."""
        for name, (label, widget) in self._parts.items():
            wrong = name == part and bool(text)
            label.setText(text if wrong else "")
            label.setVisible(wrong)
            if widget.property("wrong") != wrong:
                widget.setProperty("wrong", wrong)
                style.restyle(widget)
        return part in self._parts

    def focus(self, part: str) -> None:
        """Go to where a sentence stands."""
        if part in self._parts:
            self._parts[part][1].setFocus()


def split_lines(text: str) -> list[str]:
    """One choice a line, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _set(line: QWidget, text: str) -> None:
    if line.text().strip() != text:  # type: ignore[attr-defined]
        line.setText(text)  # type: ignore[attr-defined]
