"""The second page of a form's editor: what becomes of a failed item, where a round is recorded, flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...desk import forms as changing
from ...domain.dates import DateError, read_date
from ...domain.fields import Field, Kind
from ...domain.forms import BY_VARIANT, OUTCOMES, Finding, Flag, Form, RecordTo
from ...domain.ledgers import Ledger
from ...domain.text import split_list
from ...errors import WrongUse
from ..ledgers.editors import DateEditor

_PERIODS = ("month", "quarter", "half_year", "year")


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen: other forms, registers by key, ledgers that take the record of a round, kinds and
    sources of problems."""

    forms: Mapping[str, Form]
    registers: Mapping[str, str]
    ledgers: Mapping[str, Ledger]
    kinds: tuple[str, ...]
    sources: tuple[str, ...]


class MoreSettings(QWidget):
    """What most forms leave as it is."""

    def __init__(self, form: Form, offered: Offered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._offered = form, offered
        self.feeds = QComboBox()
        self.feeds.addItem(self.tr("不汇总"), "")
        for one in offered.forms.values():
            if one.key != form.key:
                self.feeds.addItem(one.title, one.key)
        self.feeds.setCurrentIndex(max(0, self.feeds.findData(form.feeds)))
        self.since = DateEditor(Field("since", self.tr("从哪天起"), Kind.DATE))
        self.since.set_text(form.since.isoformat() if form.since else "")
        self.since.line.setPlaceholderText(self.tr("不填：从第一次检查那天起"))
        self.variants = QLineEdit("、".join(form.variants))
        self.variants.setPlaceholderText(self.tr("有几种方式的写，如 明察、暗访"))
        self.kind = _open_box(offered.kinds, form.finding.kind, self.tr("不填"))
        self._by_variant = self.tr("按检查方式")
        by_variant = form.finding.source == BY_VARIANT
        self.source = _open_box(
            (*offered.sources, self._by_variant), self._by_variant if by_variant else form.finding.source
        )
        self.limit = _spin(0, 365, form.finding.days, self.tr(" 天"), self.tr("按整改的设置"))
        self.pass_from = _spin(1, 100, form.pass_from, self.tr(" %"))
        self.book = QComboBox()
        self.book.addItem(self.tr("不记入台账"), "")
        for key, ledger in offered.ledgers.items():
            self.book.addItem(self.tr("《{title}》").format(title=ledger.title), key)
        self.book.setCurrentIndex(max(0, self.book.findData(form.record.ledger if form.record else "")))
        self.book_kind = _open_box((), form.record.values.get("kind", "") if form.record else "")
        self.book.currentIndexChanged.connect(lambda _: self._fit())
        self.quotas: dict[str, QSpinBox] = {}
        there = {one.outcome: one.quota for one in form.flags}
        for outcome in dict.fromkeys((*OUTCOMES, *there)):
            self.quotas[outcome] = _spin(0, 20, there.get(outcome, 0), self.tr(" 个"), self.tr("不评"))
            self.quotas[outcome].setAccessibleName(outcome)
            self.quotas[outcome].valueChanged.connect(lambda _: self._fit())
        self.flags_per = QComboBox()
        names = (self.tr("每月评"), self.tr("每季度评"), self.tr("每半年评"), self.tr("每年评"))
        for key, name in zip(_PERIODS, names, strict=True):
            self.flags_per.addItem(name, key)
        self.flags_per.setCurrentIndex(max(0, self.flags_per.findData(form.flags_per)))
        self.talk = _spin(0, 100, form.talk_below, self.tr(" %"), self.tr("不提示"))
        self.shown = QCheckBox(self.tr("启用这张检查表"))
        self.shown.setChecked(not form.hidden)
        self._build()
        self._fit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        flags = QHBoxLayout()
        flags.setSpacing(8)
        for outcome, box in self.quotas.items():
            flags.addWidget(QLabel(outcome))
            flags.addWidget(box)
        flags.addWidget(self.flags_per)
        flags.addStretch(1)
        recorded = QHBoxLayout()
        recorded.setSpacing(8)
        recorded.addWidget(self.book, 1)
        self.book_kind_label = QLabel(self.tr("类型记为"))
        recorded.addWidget(self.book_kind_label)
        recorded.addWidget(self.book_kind, 1)
        problem = QHBoxLayout()
        problem.setSpacing(8)
        problem.addWidget(self.kind, 1)
        for text, box in ((self.tr("来源"), self.source), (self.tr("期限"), self.limit)):
            problem.addWidget(QLabel(text))
            problem.addWidget(box, 1)
        parts: tuple[tuple[str, tuple[tuple[str, QHBoxLayout | QWidget], ...]], ...] = (
            (
                self.tr("什么时候查"),
                (
                    (self.tr("从哪天起"), self.since),
                    (self.tr("汇总到"), self.feeds),
                    (self.tr("检查方式"), self.variants),
                ),
            ),
            (
                self.tr("查到问题"),
                (
                    (self.tr("问题类型"), problem),
                    (self.tr("打分的及格线"), self.pass_from),
                ),
            ),
            (self.tr("完成以后"), ((self.tr("记入"), recorded),)),
            (self.tr("考评"), ((self.tr("名额"), flags), (self.tr("低于多少谈话"), self.talk))),
        )
        for title, rows in parts:
            head = QLabel(title)
            head.setProperty("role", "soft")
            column.addWidget(head)
            layout = QFormLayout()
            layout.setSpacing(8)
            layout.setContentsMargins(0, 0, 0, 8)
            for name, widget in rows:
                layout.addRow(name, widget)
            column.addLayout(layout)
        column.addWidget(self.shown)
        column.addStretch(1)

    def _fit(self) -> None:
        ledger = self._offered.ledgers.get(str(self.book.currentData()))
        there = ledger is not None and "kind" in ledger.keys
        for widget in (self.book_kind, self.book_kind_label):
            widget.setVisible(there)
        if there and ledger is not None:
            text = self.book_kind.currentText()
            self.book_kind.clear()
            self.book_kind.addItems(list(ledger.field("kind").choices))
            self.book_kind.setEditText(text)
        self.flags_per.setVisible(any(box.value() for box in self.quotas.values()))

    def apply(self, form: Form) -> Form:
        """The form with what is set here; raises WrongUse."""
        source = self.source.currentText().strip()
        made = replace(
            form,
            feeds=str(self.feeds.currentData()),
            since=self._since(),
            variants=tuple(split_list(self.variants.text())),
            finding=Finding(
                self.kind.currentText().strip(),
                BY_VARIANT if source == self._by_variant else source,
                self.limit.value(),
            ),
            record=self._record(),
            talk_below=self.talk.value(),
            flags_per=str(self.flags_per.currentData()),
            hidden=not self.shown.isChecked(),
        )
        kept = {one.outcome: one for one in self._form.flags}
        flags = [
            replace(kept.get(outcome, Flag(outcome, worst=outcome == "黄牌")), quota=box.value())
            for outcome, box in self.quotas.items()
        ]
        return changing.set_pass(changing.set_flags(made, flags), self.pass_from.value())

    def _since(self) -> date | None:
        try:
            return read_date(self.since.text()) if self.since.text().strip() else None
        except DateError as error:
            raise WrongUse(str(error)) from error

    def _record(self) -> RecordTo | None:
        key = str(self.book.currentData())
        ledger = self._offered.ledgers.get(key)
        if ledger is None:
            return None
        before = self._form.record
        values = dict(before.values) if before and before.ledger == key else {}
        if not values and "result" in ledger.keys and not ledger.field("result").choices:
            values["result"] = "{found}"
        if "kind" in ledger.keys:
            values["kind"] = self.book_kind.currentText().strip()
        return RecordTo(key, {name: text for name, text in values.items() if text})


def _open_box(choices: Sequence[str], value: str, hint: str = "") -> QComboBox:
    """Words to choose from, or others."""
    box = QComboBox()
    box.setEditable(True)
    box.addItems(list(choices))
    box.setEditText(value)
    line = box.lineEdit()
    if line is not None:
        line.setPlaceholderText(hint)
    return box


def _spin(least: int, most: int, value: int, unit: str, nothing: str = "") -> QSpinBox:
    box = QSpinBox()
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    box.setRange(least, most)
    box.setSuffix(unit)
    box.setSpecialValueText(nothing)
    box.setValue(value)
    return box
