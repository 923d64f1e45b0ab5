"""导入表格, second step: which column is which field, what only the clerk knows, new records or updates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from ..desk.evidence import roles
from ..desk.importing import BookView, Choices, Draft, Question, answered
from ..domain.dates import DateError, read_date
from ..domain.fields import as_text
from ..domain.headers import Column, Header
from ..domain.ledgers import Ledger
from ..domain.numbers import converts
from . import style
from .forms.ui_import_columns import Ui_ImportColumns
from .widgets.elided import ElidedLabel

_EXAMPLES = 3
_OTHER = "other"  # an answer that is typed
_UNITS = ("元", "万元", "亿元", "小时", "分钟", "米", "公里", "平方米", "万平方米", "公斤", "吨")
_USER = Qt.ItemDataRole.UserRole


class ColumnsPage(QWidget):
    """The mapping, the questions, the way of importing.

    Signals:
        chosen(object): other Choices.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ImportColumns()
        self.ui.setupUi(self)
        self._choices = Choices()
        self._ledger: Ledger | None = None
        self._draft: Draft | None = None
        self.boxes: dict[str, QComboBox] = {}  # header → the field it becomes
        self.units: dict[str, QComboBox] = {}
        self.answers: dict[tuple[str, str], QComboBox] = {}  # kind and column of a question → its answer
        self._asked: dict[tuple[str, str], Question] = {}
        self._built: object = None
        self.ui.append.toggled.connect(lambda _: self._how())
        self.ui.key.activated.connect(lambda _: self._how())
        self.ui.secondKey.activated.connect(lambda _: self._how())
        self.ui.keepDuplicates.toggled.connect(lambda _: self._how())
        self.ui.pictures.toggled.connect(lambda _: self._how())

    def show_draft(self, draft: Draft, view: BookView, choices: Choices) -> None:
        """Show how the columns are read."""
        self._choices, self._draft = choices, draft
        columns = _columns(draft)
        pictures = draft.report.pictures.columns
        built = (draft.ledger, list(columns), dict(pictures))
        if built != self._built:
            self._built = built
            self._build_mapping(draft.ledger, columns, _examples(draft, view), pictures)
        self._ledger = draft.ledger
        for title, column in columns.items():
            if title in pictures:
                continue
            box = self.boxes[title]
            box.setCurrentIndex(max(0, box.findData(column.field.key if column.field else "")))
            self._show_unit(title, column)
        self._show_questions(draft)
        self._show_how(draft)

    # --- the mapping ---------------------------------------------------------------------------------

    def _build_mapping(
        self,
        ledger: Ledger,
        columns: Mapping[str, Column],
        examples: Mapping[str, str],
        pictures: Mapping[str, str],
    ) -> None:
        place = QWidget()
        place.setObjectName("scrolled")
        grid = QGridLayout(place)
        grid.setContentsMargins(16, 8, 16, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for at, text in enumerate((self.tr("表里的列"), self.tr("导入为"), self.tr("单位"))):
            head = QLabel(text)
            head.setProperty("role", "small")
            grid.addWidget(head, 0, at)
        fields = QStandardItemModel(self)
        # A field that was put away can still be what a column is; it comes last.
        put_away = [one for one in ledger.fields if one.hidden]
        offered = [(one.title + (" *" if one.required else ""), one.key) for one in ledger.visible]
        offered += [(self.tr("{field}（已隐藏）").format(field=one.title), one.key) for one in put_away]
        for text, key in ((self.tr("（不导入）"), ""), *offered):
            item = QStandardItem(text)
            item.setData(key, _USER)
            fields.appendRow(item)
        self.boxes, self.units = {}, {}
        for row, title in enumerate(columns, 1):
            label = ElidedLabel()
            label.setText(title.replace("\n", " "))
            example = ElidedLabel()
            example.setText(examples.get(title, ""))
            example.setProperty("role", "small")
            told = QVBoxLayout()
            told.setSpacing(0)
            told.addWidget(label)
            told.addWidget(example)
            grid.addLayout(told, row, 0)
            if title in pictures:
                role = roles()[pictures[title]].title
                grid.addWidget(QLabel(self.tr("照片，作为佐证“{role}”").format(role=role)), row, 1, 1, 2)
                continue
            box = QComboBox()
            box.setModel(fields)
            box.setMaxVisibleItems(20)
            box.setAccessibleName(title)
            _shrinking(box, 8)
            box.activated.connect(lambda _, title=title, box=box: self.map(title, box.currentData()))
            label.setBuddy(box)
            unit = QComboBox()
            _shrinking(unit, 3)
            unit.setAccessibleName(self.tr("{column}的单位").format(column=title))
            unit.activated.connect(lambda _, title=title, unit=unit: self._unit(title, unit.currentData()))
            self.boxes[title], self.units[title] = box, unit
            grid.addWidget(box, row, 1)
            grid.addWidget(unit, row, 2)
        for at, stretch in enumerate((5, 4, 2)):
            grid.setColumnStretch(at, stretch)
        grid.setColumnMinimumWidth(0, style.scaled(150))
        grid.setRowStretch(len(columns) + 1, 1)
        self.ui.mapping.setWidget(place)

    def _show_unit(self, title: str, column: Column) -> None:
        box = self.units[title]
        own = column.field.unit if column.field else ""
        offered = [unit for unit in _UNITS if own and converts(unit, own)]
        box.clear()
        for unit in offered or ([own] if own else []):
            box.addItem(unit, unit)
        box.setCurrentIndex(max(0, box.findData(column.unit or own)))
        box.setEnabled(len(offered) > 1)
        box.setVisible(bool(own) and column.field is not None)

    def map(self, title: str, key: str) -> None:
        """This column is this field ("" for none); no other column is it then."""
        mapping = {**self._choices.mapping, title: key}
        if key and self._draft:
            for other, column in _columns(self._draft).items():
                if other != title and column.field and column.field.key == key:
                    mapping[other] = ""
        self.chosen.emit(replace(self._choices, mapping=mapping))

    def _unit(self, title: str, unit: str) -> None:
        self.chosen.emit(replace(self._choices, units={**self._choices.units, title: unit}))

    # --- questions -----------------------------------------------------------------------------------

    def _show_questions(self, draft: Draft) -> None:
        asked = {(one.kind, one.column): one for one in draft.report.questions}
        # What was answered is asked no more; it stays to be changed.
        kept = {k: q for k, q in self._asked.items() if k not in asked and self._answer(q)}
        self._asked = {**kept, **asked}
        self.ui.questionsTitle.setVisible(bool(self._asked))
        if list(self.answers) != list(self._asked):
            self._build_questions()
        for key, question in self._asked.items():
            box, value = self.answers[key], self._answer(question)
            at = box.findData(value)
            if at < 0 and box.isEditable():
                box.setEditText(value)
            else:
                box.setCurrentIndex(max(0, at))

    def _build_questions(self) -> None:
        while (item := self.ui.questions.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.answers = {}
        for key, question in self._asked.items():
            label = QLabel(question.text)
            label.setWordWrap(True)
            box = QComboBox()
            box.setAccessibleName(question.text)
            _shrinking(box, 10)
            box.addItem(self.tr("先不定：{what}").format(what=question.otherwise), "")
            for answer in question.answers:
                box.addItem(answer.text, answer.value)
            if question.kind in ("year", "day"):
                other = self.tr("写上年份…") if question.kind == "year" else self.tr("写上日期…")
                box.addItem(other, _OTHER)
            label.setBuddy(box)
            box.activated.connect(lambda _, key=key: self._answered(key))
            self.ui.questions.addWidget(label)
            self.ui.questions.addWidget(box)
            self.answers[key] = box

    def _answered(self, key: tuple[str, str]) -> None:
        box, question = self.answers[key], self._asked[key]
        if box.currentData() == _OTHER:
            # The box becomes a line for the year or the day.
            box.setEditable(True)
            line = box.lineEdit()
            if question.kind == "year":
                line.setValidator(QIntValidator(1949, 2100, box))
                line.setPlaceholderText(self.tr("四位年份"))
                line.textEdited.connect(lambda text: len(text) == 4 and self.answer(question, text))
            else:
                line.setPlaceholderText(self.tr("如 2026-11-20"))
                line.editingFinished.connect(lambda: self._answer_day(question, line.text()))
            box.setEditText("")
            box.setFocus()
            return
        self.answer(question, box.currentData() or "")

    def _answer_day(self, question: Question, text: str) -> None:
        try:
            day = read_date(text).isoformat()
        except DateError:  # it stays there, and the question with it
            return
        if day != self._answer(question):
            self.answer(question, day)

    @property
    def unanswered(self) -> QComboBox | None:
        """The first question that waits for its answer."""
        return next((self.answers[key] for key, one in self._asked.items() if not self._answer(one)), None)

    def answer(self, question: Question, value: str) -> None:
        """Answer a question ("" takes it back)."""
        self.chosen.emit(answered(self._choices, question, value))

    def _answer(self, question: Question) -> str:
        """What was answered, "" for nothing."""
        choices = self._choices
        match question.kind:
            case "year":
                return "sheet" if choices.dates_from_sheet else str(choices.year or "")
            case "month":
                return "sheet" if choices.dates_from_sheet else ""
            case "order":
                return choices.date_order
            case "day":
                return choices.day
            case "merged":
                return choices.merged
            case "people":
                return "split" if choices.split_names else ""
            case _:
                return choices.units.get(question.column, "")

    # --- the way of importing ------------------------------------------------------------------------

    def _show_how(self, draft: Draft) -> None:
        choices, mapped = self._choices, list(dict.fromkeys(draft.report.mapping.values()))
        widgets = (self.ui.append, self.ui.update, self.ui.keepDuplicates, self.ui.pictures)
        for widget in widgets:
            widget.blockSignals(True)
        (self.ui.update if choices.key else self.ui.append).setChecked(True)
        self.ui.keepDuplicates.setChecked(choices.keep_duplicates)
        self.ui.pictures.setChecked(choices.pictures)
        for widget in widgets:
            widget.blockSignals(False)
        for at, box in enumerate((self.ui.key, self.ui.secondKey)):
            wanted = choices.key[at] if at < len(choices.key) else ""
            box.clear()
            if at:
                box.addItem(self.tr("（只看这一项）"), "")
            for key in mapped:
                text = draft.ledger.field(key).title
                box.addItem(self.tr("并且“{field}”").format(field=text) if at else text, key)
            box.setCurrentIndex(max(0, box.findData(wanted)))
            box.setVisible(bool(choices.key))
        self.ui.keyLabel.setVisible(bool(choices.key))
        self.ui.keepDuplicates.setEnabled(not choices.key)
        found, lost = draft.report.pictures.found, len(draft.report.pictures.lost)
        self.ui.pictures.setVisible(bool(found or lost) or not choices.pictures)
        parts = [self.tr("找到 {n} 张").format(n=found)] if found else []
        if lost:
            parts.append(self.tr("{n} 张不能导入，见下一步").format(n=lost))
        self.ui.picturesHint.setText("；".join(parts))
        self.ui.picturesHint.setVisible(bool(parts))

    def _how(self) -> None:
        key: tuple[str, ...] = ()
        if self.ui.update.isChecked() and self._ledger:
            first = self.ui.key.currentData() if self._choices.key else self._likely_key()
            second = self.ui.secondKey.currentData() if self._choices.key else ""
            key = tuple(dict.fromkeys(one for one in (first, second) if one))
        self.chosen.emit(
            replace(
                self._choices,
                key=key,
                keep_duplicates=self.ui.keepDuplicates.isChecked() and not key,
                pictures=self.ui.pictures.isChecked(),
            )
        )

    def _likely_key(self) -> str:
        """The field that tells records apart: their number, else their title."""
        assert self._draft is not None and self._ledger is not None
        mapped = list(self._draft.report.mapping.values())
        for key in ("number", self._ledger.title_field):
            if key in mapped:
                return key
        return mapped[0] if mapped else ""


def _shrinking(box: QComboBox, characters: int) -> None:
    """Let a box be narrower than its longest entry."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(characters)


def _columns(draft: Draft) -> dict[str, Column]:
    """The columns of all sheets by title, without serial numbers; one that is a field goes before."""
    found: dict[str, Column] = {}
    for part in draft.parts:
        header: Header = part.found.header
        for column in header.columns.values():
            if not column.is_serial and (column.title not in found or not found[column.title].field):
                found[column.title] = column
    return found


def _examples(draft: Draft, view: BookView) -> dict[str, str]:
    """The first contents of each column."""
    rows = {one.name: one.rows for one in view.sheets}
    found: dict[str, list[str]] = {}
    for part in draft.parts:
        header = part.found.header
        for column in header.columns.values():
            texts = found.setdefault(column.title, [])
            for row in rows[part.found.sheet]:
                cell = row.cells.get(column.index)
                if row.number > header.bottom and cell and len(texts) < _EXAMPLES:
                    text = as_text(cell.value).strip().replace("\n", " ")
                    if text not in texts:
                        texts.append(text)
    return {title: "　".join(texts) for title, texts in found.items()}
