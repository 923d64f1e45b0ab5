"""停查: from when to when a form asks for nothing, and why; one form, or all that are in use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...desk import forms as changing
from ...domain.dates import DateError, read_date
from ...domain.fields import Field, Kind
from ...domain.forms import Form
from ...errors import DeskError
from ..context import Desk
from ..ledgers.editors import DateEditor
from ..undoing import undo_action
from ..widgets.decision import decision


class PauseDialog(QDialog):
    """Signals:
    said(str, object): for the edge of the window, once it is done.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, form: Form, used: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._form, self._used = desk, form, used
        self.setWindowTitle(self.tr("停查：{form}").format(form=form.title))
        told = QLabel(self.tr("停查的日子不算漏查，左边也不提醒。法定节假日本来就不查，不用写。"))
        told.setProperty("role", "soft")
        told.setWordWrap(True)
        self.start = DateEditor(Field("start", self.tr("从"), Kind.DATE))
        self.end = DateEditor(Field("end", self.tr("到"), Kind.DATE))
        self.start.set_text(desk.today().isoformat())
        self.why = QLineEdit()
        self.why.setPlaceholderText(self.tr("如 暑假、搬迁"))
        self.everything = QCheckBox(self.tr("正在用的 {n} 张检查表都停").format(n=len(used)))
        self.everything.setVisible(len(used) > 1)
        rows = QFormLayout()
        rows.setSpacing(8)
        rows.addRow(self.tr("从"), self.start)
        rows.addRow(self.tr("到"), self.end)
        rows.addRow(self.tr("原因"), self.why)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.ok, foot = decision(self, self.tr("停查"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(rows)
        column.addWidget(self.everything)
        column.addWidget(self.problem)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)

    def accept(self) -> None:
        keys = self._used if self.everything.isChecked() else [self._form.key]
        try:
            start, end = self._day(self.start), self._day(self.end)
            operation = changing.pause(self._desk.ws, keys, start, end, self.why.text())
        except DateError as error:
            self._say(str(error))
        except DeskError as error:
            self._say(error.message)
        else:
            super().accept()
            text = self.tr("{start} 至 {end} 停查。").format(start=start.isoformat(), end=end.isoformat())
            self.said.emit(text, undo_action(self._desk, operation, self.said.emit))

    def _day(self, editor: DateEditor) -> date:
        return read_date(editor.text(), self._desk.today().year)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
