"""编辑检查表: its name, cadence, whom it looks at, its items; a table that is typed into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...desk import forms as changing
from ...domain.definition_errors import DefinitionError, told
from ...domain.forms import HOW, Flag, Form, Item, Subject, form_data, read_form, show_points
from ...domain.periods import Per
from ...domain.text import split_list
from ...errors import DeskError
from .. import style

_TITLE, _HOW, _POINTS, _STANDARD, _RED, _SHOWN = range(6)
_KEY = int(Qt.ItemDataRole.UserRole)


class FormDialog(QDialog):
    """Signals:
    saved(object): the form as it was edited; the page saves it.
    """

    saved = Signal(object)

    def __init__(
        self,
        form: Form,
        others: Mapping[str, Form],
        registers: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self.setWindowTitle(self.tr("编辑检查表"))
        self.title, self.group, self.filter = QLineEdit(form.title), QLineEdit(form.group), QLineEdit()
        self.filter.setText("、".join(form.subject.only) or form.subject.filter)
        self.filter.setPlaceholderText(self.tr("全部；或写 股室、重点备检点，或几个名称，用顿号分开"))
        self.per, self.days, self.register, self.feeds = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.per.addItem(self.tr("不定期"), "")
        for one in Per:
            if one is not Per.CYCLE:
                self.per.addItem(one.every, one.value)
        self.times = QSpinBox()
        self.times.setRange(1, 24)
        self.times.setValue(form.times)
        self.days.addItem(self.tr("只在工作日"), "workdays")
        self.days.addItem(self.tr("每天都查"), "all")
        self.register.addItem(self.tr("整个单位，不分对象"), "")
        for key, title in registers.items():
            self.register.addItem(self.tr("《{title}》里的").format(title=title), key)
        self.feeds.addItem(self.tr("不汇总"), "")
        for one_form in others.values():
            if one_form.key != form.key:
                self.feeds.addItem(one_form.title, one_form.key)
        for box, value in (
            (self.per, form.per),
            (self.days, form.days),
            (self.register, form.subject.register),
            (self.feeds, form.feeds),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.limit, self.talk = QSpinBox(), QSpinBox()
        for spin in (self.times, self.limit, self.talk):
            spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.limit.setRange(0, 365)
        self.limit.setValue(form.finding.days)
        self.limit.setSpecialValueText(self.tr("按整改的设置"))
        self.limit.setSuffix(self.tr(" 天"))
        self.talk.setRange(0, 100)
        self.talk.setValue(form.talk_below)
        self.talk.setSpecialValueText(self.tr("不提示"))
        self.talk.setSuffix(" %")
        self.quotas: dict[str, QSpinBox] = {}
        self.shown = QCheckBox(self.tr("启用这张检查表"))
        self.shown.setChecked(not form.hidden)
        self.items = QTableWidget(0, 6)
        self.told = QLabel()
        self.told.setProperty("role", "problem")
        self.told.setWordWrap(True)
        self.told.hide()
        self._build()
        for item in form.items:
            self._add_row(item)
        self.per.currentIndexChanged.connect(lambda _: self._fit())
        self.register.currentIndexChanged.connect(lambda _: self._fit())
        self._fit()
        style.resize(self, style.scaled(900), style.scaled(680))

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        left, right = QFormLayout(), QFormLayout()
        for rows in (left, right):
            rows.setSpacing(8)
        cadence = QHBoxLayout()
        cadence.setSpacing(8)
        cadence.addWidget(self.per, 1)
        cadence.addWidget(self.times)
        self.times.setSuffix(self.tr(" 次"))
        cadence.addWidget(self.days)
        left.addRow(self.tr("名称"), self.title)
        left.addRow(self.tr("分组"), self.group)
        left.addRow(self.tr("多久一次"), cadence)
        left.addRow(self.tr("汇总到"), self.feeds)
        right.addRow(self.tr("检查对象"), self.register)
        right.addRow(self.tr("其中"), self.filter)
        right.addRow(self.tr("整改期限"), self.limit)
        flags = QHBoxLayout()
        flags.setSpacing(6)
        there = {one.outcome: one.quota for one in self._form.flags}
        for outcome in dict.fromkeys(("红旗", "标兵", "黄牌", *there)):
            box = self.quotas[outcome] = QSpinBox()
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            box.setRange(0, 20)
            box.setValue(there.get(outcome, 0))
            box.setAccessibleName(outcome)
            flags.addWidget(QLabel(outcome))
            flags.addWidget(box)
        flags.addWidget(QLabel(self.tr("低分谈话线")))
        flags.addWidget(self.talk)
        flags.addStretch(1)
        right.addRow(self.tr("名额"), flags)
        head = QHBoxLayout()
        head.setSpacing(32)
        head.addLayout(left, 1)
        head.addLayout(right, 1)
        titles = (
            self.tr("检查项目"),
            self.tr("怎样记"),
            self.tr("分值"),
            self.tr("标准"),
            self.tr("红线"),
            self.tr("使用"),
        )
        self.items.setHorizontalHeaderLabels(titles)
        self.items.verticalHeader().hide()
        self.items.setShowGrid(False)
        header = self.items.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_STANDARD, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_HOW, 176), (_POINTS, 70), (_RED, 60), (_SHOWN, 60)):
            self.items.setColumnWidth(column, style.scaled(width))
        self.items.verticalHeader().setDefaultSectionSize(style.scaled(38))
        add = QPushButton(self.tr("增加一项"))
        up, down = QPushButton(self.tr("上移")), QPushButton(self.tr("下移"))
        add.clicked.connect(lambda: self._new_row())
        up.clicked.connect(lambda: self._move(-1))
        down.clicked.connect(lambda: self._move(1))
        save, cancel = QPushButton(self.tr("保存")), QPushButton(self.tr("取消"))
        save.setProperty("role", "primary")
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (add, up, down):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addWidget(self.shown)
        foot.addStretch(1)
        for button in (cancel, save):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.items, 1)
        column.addWidget(self.told)
        column.addLayout(foot)

    def _fit(self) -> None:
        daily = self.per.currentData() == Per.DAY.value
        self.days.setVisible(daily)
        self.times.setVisible(bool(self.per.currentData()))
        self.filter.setEnabled(bool(self.register.currentData()))

    # --- items ---------------------------------------------------------------------------------------

    def _add_row(self, item: Item) -> None:
        row = self.items.rowCount()
        self.items.insertRow(row)
        self._fill(row, item)

    def _fill(self, row: int, item: Item) -> None:
        title = QTableWidgetItem(item.title)
        title.setData(_KEY, item)
        self.items.setItem(row, _TITLE, title)
        how = QComboBox()
        for key, text in HOW.items():
            how.addItem(text, key)
        how.setCurrentIndex(max(0, how.findData(item.how)))
        how.setAccessibleName(self.tr("怎样记"))
        self.items.setCellWidget(row, _HOW, how)
        points = QTableWidgetItem(show_points(item.points) if item.points else "")
        points.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.items.setItem(row, _POINTS, points)
        self.items.setItem(row, _STANDARD, QTableWidgetItem(item.standard))
        for column, on in ((_RED, item.red_line), (_SHOWN, not item.hidden)):
            box = QTableWidgetItem()
            box.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            box.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.items.setItem(row, column, box)

    def _new_row(self) -> None:
        self._add_row(Item("", ""))
        row = self.items.rowCount() - 1
        self.items.setCurrentCell(row, _TITLE)
        self.items.editItem(self.items.item(row, _TITLE))

    def _move(self, by: int) -> None:
        row = self.items.currentRow()
        to = row + by
        if row < 0 or not 0 <= to < self.items.rowCount():
            return
        one, other = self._read(row), self._read(to)
        self._fill(row, other)
        self._fill(to, one)
        self.items.setCurrentCell(to, self.items.currentColumn())

    def _text(self, row: int, column: int) -> str:
        found = self.items.item(row, column)
        return found.text().strip() if found else ""

    def _ticked(self, row: int, column: int) -> bool:
        found = self.items.item(row, column)
        return found is not None and found.checkState() == Qt.CheckState.Checked

    def _read(self, row: int) -> Item:
        """The item of a row, points aside: these are read when it is saved."""
        before = self.items.item(row, _TITLE).data(_KEY)
        how = self.items.cellWidget(row, _HOW)
        assert isinstance(before, Item) and isinstance(how, QComboBox)
        points = read_form(
            {"key": "x", "title": "x", "group": "x", "items": [_points(self._text(row, _POINTS))]}
        ).items[0]
        return replace(
            before,
            title=self._text(row, _TITLE),
            how=str(how.currentData()),
            points=points.points,
            standard=self._text(row, _STANDARD),
            red_line=self._ticked(row, _RED),
            hidden=not self._ticked(row, _SHOWN),
        )

    # --- saving --------------------------------------------------------------------------------------

    def form(self) -> Form:
        """The form as it is edited now; raises DefinitionError or WrongUse."""
        names = split_list(self.filter.text())
        register = str(self.register.currentData())
        group = names[0] if len(names) == 1 and not self._form.subject.only else ""
        only = () if group or not names else tuple(names)
        made = replace(
            self._form,
            title=self.title.text().strip(),
            group=self.group.text().strip(),
            per=str(self.per.currentData()),
            times=self.times.value(),
            days=str(self.days.currentData()),
            feeds=str(self.feeds.currentData()),
            subject=Subject(register, group, only) if register else Subject(),
            finding=replace(self._form.finding, days=self.limit.value()),
            talk_below=self.talk.value(),
            hidden=not self.shown.isChecked(),
            items=(),
        )
        kept = {one.outcome: one for one in self._form.flags}
        flags = [
            replace(kept.get(outcome, Flag(outcome, worst=outcome == "黄牌")), quota=box.value())
            for outcome, box in self.quotas.items()
        ]
        made = changing.set_flags(made, flags)
        for row in range(self.items.rowCount()):
            item = self._read(row)
            if item.key:
                made = replace(made, items=(*made.items, item))
            elif item.title:
                more = {"points": item.points, "standard": item.standard, "red_line": item.red_line}
                taken = replace(made, items=(*made.items, *self._form.items))
                new = changing.add_item(taken, item.title, item.how, **more).items[-1]
                made = replace(made, items=(*made.items, new))
        return read_form(form_data(made))

    def _save(self) -> None:
        try:
            made = self.form()
        except DefinitionError as error:
            self.say(told(error))
            return
        except DeskError as error:
            self.say(error.message)
            return
        self.saved.emit(made)

    def say(self, text: str) -> None:
        """Say why it cannot be saved."""
        self.told.setText(text)
        self.told.show()


def _points(text: str) -> dict[str, str]:
    return {"key": "x", "title": "x", "points": text or "0"}
