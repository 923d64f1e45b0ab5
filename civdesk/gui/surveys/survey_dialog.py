"""新建调查: its name, kind, day and people, with a first question where one is wanted."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...desk import records, surveys
from ...desk.records import Saved
from ...domain.surveys import Question
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..widgets.decision import decision


class SurveyDialog(QDialog):
    """Makes a survey; `saved` is what came of it once it is accepted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.saved: Saved | None = None
        self.setWindowTitle(self.tr("新建调查"))
        book = records.ledger(desk.ws, surveys.LEDGER)
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("如 2026 年干部职工创建知晓率调查"))
        self.kind = self._choices(book.field("kind").choices)
        self.audience = self._choices(book.field("audience").choices)
        self.method = self._choices(book.field("method").choices)
        today = desk.today()
        self.date = QDateEdit(QDate(today.year, today.month, today.day))
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.question = QLineEdit()
        self.question.setPlaceholderText(self.tr("可以以后再加"))
        self.scale = QComboBox()
        for name in surveys.SCALES:
            self.scale.addItem(name)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        form.addRow(self.tr("调查名称"), self.title)
        form.addRow(self.tr("调查类型"), self.kind)
        form.addRow(self.tr("调查日期"), self.date)
        form.addRow(self.tr("调查对象"), self.audience)
        form.addRow(self.tr("调查方法"), self.method)
        form.addRow(self.tr("第一题"), self.question)
        form.addRow(self.tr("选项"), self.scale)
        self.wrong = QLabel()
        self.wrong.setProperty("role", "problem")
        self.wrong.setWordWrap(True)
        self.ok, buttons = decision(self, self.tr("新建"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.wrong)
        column.addStretch(1)
        column.addLayout(buttons)
        self.wrong.hide()
        style.resize(self, style.scaled(520), self.sizeHint().height())

    def _choices(self, names: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.addItems(list(names))
        return box

    def accept(self) -> None:
        """Save it; what cannot be is said here and the dialog stays."""
        raw = {
            "title": self.title.text(),
            "kind": self.kind.currentText(),
            "date": self.date.date().toString("yyyy-MM-dd"),
            "audience": self.audience.currentText(),
            "method": self.method.currentText(),
        }
        questions = []
        if self.question.text().strip():
            questions = [Question(self.question.text(), surveys.scale(self.scale.currentText()))]
        try:
            self.saved = surveys.add(self._desk.ws, raw, questions, today=self._desk.today())
        except DeskError as error:
            self.wrong.setText(error.message)
            self.wrong.show()
            return
        super().accept()
