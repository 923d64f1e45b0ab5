"""编辑检查表: its name, cadence, whom it looks at, its items; on a second page what most leave as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ...desk import forms as changing
from ...domain.forms import EVERY_DAY, WORKDAYS, Form, Subject
from ...domain.periods import Per
from ...domain.text import split_list
from ...errors import DeskError
from .. import style
from .editor_items import ItemsTable
from .editor_more import MoreSettings, Offered


class FormDialog(QDialog):
    """Signals:
    saved(object): the form as it was edited; the page saves it.
    """

    saved = Signal(object)

    def __init__(self, form: Form, offered: Offered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.setWindowTitle(self.tr("编辑检查表"))
        self.title, self.group, self.filter = QLineEdit(form.title), QLineEdit(form.group), QLineEdit()
        self.filter.setText("、".join(form.subject.only) or form.subject.filter)
        self.filter.setPlaceholderText(self.tr("全部；或写一组，如 股室、重点备检点；或写几个名称"))
        self.per, self.days, self.register = QComboBox(), QComboBox(), QComboBox()
        self.per.addItem(self.tr("不定期"), "")
        for one in Per:
            if one is not Per.CYCLE:
                self.per.addItem(one.every, one.value)
        self.times = QSpinBox()
        self.times.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.times.setRange(1, 24)
        self.times.setSuffix(self.tr(" 次"))
        self.times.setValue(form.times)
        self.days.addItem(self.tr("只在工作日"), WORKDAYS)
        self.days.addItem(self.tr("天天都查"), EVERY_DAY)
        self.register.addItem(self.tr("整个单位，不分对象"), "")
        for key, title in offered.registers.items():
            self.register.addItem(self.tr("《{title}》里的").format(title=title), key)
        for box, value in (
            (self.per, form.per),
            (self.days, form.days),
            (self.register, form.subject.register),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.items = ItemsTable(form.items)
        self.more = MoreSettings(form, offered)
        self.told = QLabel()
        self.told.setProperty("role", "problem")
        self.told.setWordWrap(True)
        self.told.hide()
        self._build()
        self.per.currentIndexChanged.connect(lambda _: self._fit())
        self.register.currentIndexChanged.connect(lambda _: self._fit())
        self._fit()
        style.resize(self, style.scaled(880), style.scaled(680))

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setObjectName("parts")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(self.tr("检查项目"))
        self.tabs.addTab(self.tr("更多设置"))
        pages = QStackedWidget()
        pages.addWidget(self._items_page())
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.more.setObjectName("scrolled")
        scroll.setWidget(self.more)
        pages.addWidget(scroll)
        self.tabs.currentChanged.connect(pages.setCurrentIndex)
        save, cancel = QPushButton(self.tr("保存")), QPushButton(self.tr("取消"))
        save.setProperty("role", "primary")
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (cancel, save):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self.tabs)
        column.addWidget(pages, 1)
        column.addWidget(self.told)
        column.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        left, right = QFormLayout(), QFormLayout()
        for rows in (left, right):
            rows.setSpacing(8)
        cadence = QHBoxLayout()
        cadence.setSpacing(8)
        cadence.addWidget(self.per, 1)
        cadence.addWidget(self.times)
        cadence.addWidget(self.days)
        left.addRow(self.tr("名称"), self.title)
        left.addRow(self.tr("多久一次"), cadence)
        right.addRow(self.tr("分组"), self.group)
        subject = QHBoxLayout()
        subject.setSpacing(8)
        subject.addWidget(self.register)
        subject.addWidget(self.filter, 1)
        right.addRow(self.tr("检查对象"), subject)
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addLayout(left, 1)
        head.addLayout(right, 1)
        return head

    def _items_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.items, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, work in (
            (self.tr("增加一项"), self.items.new),
            (self.tr("上移"), lambda: self.items.move(-1)),
            (self.tr("下移"), lambda: self.items.move(1)),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, work=work: self._try(work))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return page

    def _fit(self) -> None:
        self.days.setVisible(self.per.currentData() == Per.DAY.value)
        self.times.setVisible(bool(self.per.currentData()))
        self.filter.setVisible(bool(self.register.currentData()))

    # --- saving --------------------------------------------------------------------------------------

    def form(self) -> Form:
        """The form as it is edited now; raises WrongUse."""
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
            subject=Subject(register, group, only) if register else Subject(),
        )
        return changing.with_items(
            self.more.apply(made), [self.items.read(row) for row in range(self.items.rowCount())]
        )

    def _save(self) -> None:
        self._try(lambda: self.saved.emit(self.form()))

    def _try(self, work: Callable[[], object]) -> None:
        self.told.hide()
        try:
            work()
        except DeskError as error:
            self.say(error.message)

    def say(self, text: str) -> None:
        """Say why it cannot be saved."""
        self.told.setText(text)
        self.told.show()
