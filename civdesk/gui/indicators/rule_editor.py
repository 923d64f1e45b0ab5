"""One rule, edited by plain controls, with the sentence that it makes following every change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.asking import Frame, inquire
from ...domain.definition_errors import DefinitionError
from ...domain.fields import Field, Kind
from ...domain.ledgers import Ledger, Role
from ...domain.periods import Per, calendar_year
from ...domain.rule_data import read_rule
from ...domain.rule_drafts import MEASURES, TESTS, WORDS, Draft, DraftError, complaint, data_of, draft_of
from ...domain.rules import Condition, Test
from ...domain.sentences import sentence
from ...domain.text import split_list
from .. import style
from ..icons import icon

_NUMBERS = (Kind.INTEGER, Kind.AMOUNT)


class RuleEditor(QWidget):
    """The controls.

    Signals:
        changed(object): the data of the rule as it stands there; None while it is none.
    """

    changed = Signal(object)

    def __init__(
        self,
        ledgers: Mapping[str, Ledger],
        roles: Mapping[str, Role],
        on: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ledgers, self._roles, self._on = ledgers, roles, on
        self._draft = Draft()
        self._filling = False
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "large")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "problem")
        self.note = QLabel(
            self.tr("这条规则里还有这里不能改的内容（如逐人逐科室核对、比例的分子分母），会照原样保留。")
        )
        self.note.setWordWrap(True)
        self.note.setProperty("role", "small")
        self._make()
        self._lay_out()
        self._connect()

    # --- building ------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.ledger = QComboBox()
        shown = [book for book in self._ledgers.values() if not book.hidden]
        for book in sorted(shown, key=lambda book: book.position):
            self.ledger.addItem(book.title, book.key)
        self.filter = QComboBox()
        self.conditions = QVBoxLayout()
        self.more = QPushButton(self.tr("加条件"))
        self.more.setProperty("role", "quiet")
        self.measure, self.field = QComboBox(), QComboBox()
        for key, title in MEASURES.items():
            self.measure.addItem(title, key)
        self.word, self.amount = QComboBox(), QLineEdit()
        for key, title in WORDS.items():
            self.word.addItem(title, key)
        self.amount.setPlaceholderText(self.tr("如 6、30%、6 个月"))
        self.unit = QLabel()
        self.each = QCheckBox(self.tr("每条记录都要符合"))
        self.per, self.by = QComboBox(), QLineEdit()
        self.per.addItem(self.tr("不分时段"), "")
        for per in Per:
            self.per.addItem(per.every, per.value)
        self.by.setPlaceholderText(self.tr("另有期限时写，如 06-30、11-30"))
        self.proofs = QVBoxLayout()
        self.more_proofs = QPushButton(self.tr("加佐证"))
        self.more_proofs.setProperty("role", "quiet")
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("不写就用上面这句话"))
        for box in (self.ledger, self.filter, self.measure, self.field, self.word, self.per):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)
        for widget, name in (
            (self.ledger, self.tr("台账")),
            (self.filter, self.tr("只算哪些")),
            (self.measure, self.tr("怎么算")),
            (self.field, self.tr("算哪一项")),
            (self.word, self.tr("怎么比")),
            (self.amount, self.tr("要达到的数")),
            (self.per, self.tr("多久一次")),
            (self.by, self.tr("期限")),
            (self.title, self.tr("自己的说法")),
        ):
            widget.setAccessibleName(name)

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for lines in (self.conditions, self.proofs):
            lines.setSpacing(6)
        self._row(self.tr("台账"), self.ledger, self.filter)
        self._row(self.tr("条件"), _stacked(self.conditions, self.more))
        self._row(self.tr("怎么算"), self.measure, self.field)
        self._row(self.tr("要求"), self.word, self.amount, self.unit)
        self._row("", self.each)
        self._row(self.tr("多久一次"), self.per, self.by)
        self._row(self.tr("须有佐证"), _stacked(self.proofs, self.more_proofs))
        self._row(self.tr("自己的说法"), self.title)
        # A share counts in two places, which no control shows.
        self._of_one_ledger = (0, 1, 2, 4, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addWidget(self.problem)
        column.addLayout(self.form)
        column.addWidget(self.note)
        column.addStretch(1)

    def _row(self, title: str, *widgets: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in widgets:
            line.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
            widget.setMinimumWidth(1)
        label = QLabel(title)
        label.setProperty("role", "soft")
        self.form.addRow(label, line)

    def _connect(self) -> None:
        self.ledger.activated.connect(lambda _: self._ledger_chosen())
        self.measure.activated.connect(lambda _: self._measure_chosen())
        for box in (self.filter, self.field, self.word, self.per):
            box.activated.connect(lambda _: self._typed())
        for line in (self.amount, self.by, self.title):
            line.textEdited.connect(lambda _: self._typed())
        self.each.toggled.connect(lambda _: self._typed())
        self.more.clicked.connect(lambda: self._add_condition(None))
        self.more_proofs.clicked.connect(lambda: self._add_proof("photo", 1))

    # --- filling -------------------------------------------------------------------------------------

    def show_rule(self, data: Mapping[str, Any]) -> None:
        """Show a rule."""
        self._draft = draft = draft_of(data)
        self._filling = True
        self._fill_ledger(draft)
        self._choose(self.measure, draft.measure, draft.measure)
        self._fill_fields(draft.field)
        self._choose(self.word, draft.word, draft.word)
        self.amount.setText(draft.amount)
        self.each.setChecked(draft.each)
        self._choose(self.per, draft.per, draft.per)
        self.by.setText(draft.by)
        self.title.setText(draft.title)
        self.title.setCursorPosition(0)
        _clear(self.conditions)
        for condition in draft.where:
            self._add_condition(condition)
        _clear(self.proofs)
        for role, wanted in draft.proofs:
            self._add_proof(role, wanted)
        for row in self._of_one_ledger:
            self.form.setRowVisible(row, not draft.share)
        self.note.setVisible(not draft.plain)
        self._filling = False
        self._fit()
        self._tell(self._read())

    def _fill_ledger(self, draft: Draft) -> None:
        if draft.share:
            self.ledger.setCurrentIndex(-1)
        else:
            book = self._ledgers.get(draft.ledger)
            self._choose(self.ledger, draft.ledger, book.title if book else draft.ledger)
        self.filter.clear()
        self.filter.addItem(self.tr("全部"), ())
        for name in self._filters():
            self.filter.addItem(name, (name,))
        if draft.filters:
            self._choose(self.filter, draft.filters, "、".join(draft.filters))

    def _filters(self) -> Sequence[str]:
        book = self._book()
        return [one.title for one in book.filters] if book else []

    def _fill_fields(self, chosen: str) -> None:
        self.field.clear()
        book, measure = self._book(), self.measure.currentData()
        for one in book.visible if book else ():
            fits = {"sum": one.kind in _NUMBERS, "age": one.kind is Kind.DATE}.get(measure, True)
            if fits or one.key == chosen:
                self.field.addItem(one.title, one.key)
        if chosen:
            self._choose(self.field, chosen, chosen)

    @staticmethod
    def _choose(box: QComboBox, value: object, title: str) -> None:
        """Choose a value; one that is not offered joins what is."""
        for n in range(box.count()):
            if box.itemData(n) == value:
                box.setCurrentIndex(n)
                return
        box.addItem(title, value)
        box.setCurrentIndex(box.count() - 1)

    def _book(self) -> Ledger | None:
        return self._ledgers.get(self.ledger.currentData() or "")

    def _ledger_chosen(self) -> None:
        self._fill_ledger(Draft(ledger=self.ledger.currentData()))
        _clear(self.conditions)
        self._fill_fields("")
        self._typed()

    def _measure_chosen(self) -> None:
        self._fill_fields("")
        if self.measure.currentData() == "age":
            self._choose(self.word, "at_most", "at_most")
        self._typed()

    def _fit(self) -> None:
        """Show what has a meaning for what is chosen."""
        measure = self.measure.currentData()
        self.field.setVisible(measure in ("sum", "distinct", "age") or bool(self._draft.field))
        self.word.setEnabled(measure != "age")
        for widget in (self.per, self.by):
            widget.setEnabled(not self.each.isChecked() and measure != "age")
        book = self._book()
        unit = ""
        if book and self.field.currentData() in book.keys and measure == "sum":
            unit = book.field(self.field.currentData()).unit
        self.unit.setText(unit)
        self.unit.setVisible(bool(unit))

    # --- lines of conditions and proofs --------------------------------------------------------------

    def _add_condition(self, condition: Condition | None) -> None:
        book = self._book()
        if book is None:
            return
        line = _ConditionLine(book, condition)
        line.edited.connect(self._typed)
        line.dropped.connect(lambda: self._drop(self.conditions, line))
        self.conditions.addWidget(line)
        if condition is None:
            line.field.setFocus()

    def _add_proof(self, role: str, wanted: int) -> None:
        line = _ProofLine(self._roles, role, wanted)
        line.edited.connect(self._typed)
        line.dropped.connect(lambda: self._drop(self.proofs, line))
        self.proofs.addWidget(line)
        self._typed()

    def _drop(self, lines: QVBoxLayout, line: QWidget) -> None:
        lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._typed()

    # --- reading -------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self._filling:
            return
        self._fit()
        draft = self._draft
        if not draft.share:
            shows = self.measure.currentData() in ("sum", "distinct", "age") or bool(draft.field)
            draft = replace(
                draft,
                ledger=self.ledger.currentData() or "",
                filters=self.filter.currentData() or (),
                where=tuple(one for line in _lines(self.conditions) if (one := line.condition) is not None),
                measure=self.measure.currentData(),
                field=(self.field.currentData() or "") if shows else "",
            )
        self._draft = replace(
            draft,
            word=self.word.currentData(),
            amount=self.amount.text(),
            each=self.each.isChecked(),
            per=self.per.currentData(),
            by=self.by.text(),
            proofs=tuple({line.role: line.wanted for line in _lines(self.proofs)}.items()),
            title=self.title.text().strip(),
        )
        data = self._read()
        self._tell(data)
        self.changed.emit(data)

    def _read(self) -> dict[str, Any] | None:
        """The data of the rule; None, and said, where it is none yet."""
        try:
            data = data_of(self._draft)
            read_rule(data)
        except DraftError as error:
            self.problem.setText(str(error))
            return None
        except DefinitionError as error:
            self.problem.setText(complaint(error))
            return None
        self.problem.setText("")
        return data

    def _tell(self, data: Mapping[str, Any] | None) -> None:
        if data is not None:
            rule = read_rule(data)
            self.sentence.setText(sentence(rule, self._ledgers, self._roles))
            frame = Frame(calendar_year(self._on.year), self._on, self._ledgers, {}, self._roles)
            reason = inquire(rule, frame).reason
            # A day that is not set yet is no mistake of the rule.
            self.problem.setText("" if rule.window else reason)
        self.problem.setVisible(bool(self.problem.text()))
        style.restyle(self.sentence)


class _Line(QWidget):
    """A line that can be taken away."""

    edited = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)

    def finish(self) -> None:
        drop = QToolButton()
        drop.setIcon(icon("close", "soft"))
        drop.setToolTip(self.tr("去掉这一行"))
        drop.setAccessibleName(self.tr("去掉这一行"))
        drop.clicked.connect(self.dropped)
        self.row.addWidget(drop)


class _ConditionLine(_Line):
    """A field, a test, values."""

    def __init__(self, book: Ledger, condition: Condition | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.field, self.test, self.values = QComboBox(), QComboBox(), QLineEdit()
        for one in book.visible:
            self.field.addItem(one.title, one.key)
        for test, title in TESTS.items():
            self.test.addItem(title, (test, True))
        self.test.addItem(self.tr("没有填写"), (Test.SET, False))
        self.values.setPlaceholderText(self.tr("几个用顿号隔开"))
        for box in (self.field, self.test):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(5)
        if condition is not None:
            RuleEditor._choose(self.field, condition.field, condition.field)
            wanted = condition.test is not Test.SET or bool(condition.values[0])
            RuleEditor._choose(self.test, (condition.test, wanted), condition.test.value)
            self.values.setText("、".join(_shown(value) for value in condition.values))
        self.field.activated.connect(lambda _: self.edited.emit())
        self.test.activated.connect(lambda _: self._tested())
        self.values.textEdited.connect(lambda _: self.edited.emit())
        for widget, stretch in ((self.field, 2), (self.test, 1), (self.values, 3)):
            self.row.addWidget(widget, stretch)
        self.finish()
        self.values.setVisible(self.test.currentData()[0] is not Test.SET)

    def _tested(self) -> None:
        self.values.setVisible(self.test.currentData()[0] is not Test.SET)
        self.edited.emit()

    @property
    def condition(self) -> Condition | None:
        """What stands there; None while there is no value."""
        test, wanted = self.test.currentData()
        key = self.field.currentData()
        if test is Test.SET:
            return Condition(key, test, (wanted,))
        field = self._book.field(key) if key in self._book.keys else None
        values = tuple(_meant(text, field) for text in split_list(self.values.text()))
        return Condition(key, test, values) if values else None


class _ProofLine(_Line):
    """A role of proofs and how many files are wanted in it."""

    def __init__(
        self, roles: Mapping[str, Role], role: str, wanted: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.box, self.number = QComboBox(), QSpinBox()
        for key, one in roles.items():
            self.box.addItem(one.title, key)
        shown = "或".join(roles[key].title if key in roles else key for key in role.split("|"))
        RuleEditor._choose(self.box, role, shown)
        self.number.setRange(1, 99)
        self.number.setValue(wanted)
        self.number.setSuffix(self.tr(" 件"))
        self.box.activated.connect(lambda _: self.edited.emit())
        self.number.valueChanged.connect(lambda _: self.edited.emit())
        self.row.addWidget(self.box, 1)
        self.row.addWidget(self.number)
        self.finish()

    @property
    def role(self) -> str:
        return str(self.box.currentData())

    @property
    def wanted(self) -> int:
        return self.number.value()


def _shown(value: str | int | bool | float) -> str:
    """A value of a condition as people write it."""
    if isinstance(value, bool):
        tr = QCoreApplication.translate
        return tr("RuleEditor", "是") if value else tr("RuleEditor", "否")
    return str(value)


def _meant(text: str, field: Field | None) -> str | int | bool | float:
    """What a typed value means for a field."""
    if field and field.kind is Kind.YES_NO and text in ("是", "否"):
        return text == "是"
    if field and field.kind is Kind.INTEGER and text.isdigit():
        return int(text)
    return text


def _stacked(lines: QVBoxLayout, button: QPushButton) -> QWidget:
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addLayout(lines)
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    return place


def _lines(layout: QVBoxLayout) -> list[Any]:
    return [layout.itemAt(n).widget() for n in range(layout.count())]


def _clear(layout: QVBoxLayout) -> None:
    while taken := layout.takeAt(0):
        if widget := taken.widget():
            widget.hide()
            widget.deleteLater()
