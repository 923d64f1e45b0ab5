"""One question: its words, its options, which of them count."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...desk import surveys
from ...domain.surveys import Option, Question, SurveyError, checked
from .. import style
from ..widgets.decision import decision

_ROWS = 10  # at least so many lines for options


class QuestionDialog(QDialog):
    """Edits a question; `question` is it as it was accepted. Numbers stay with their option."""

    def __init__(self, question: Question | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = question or Question("", ())
        self.question: Question | None = None
        self.setWindowTitle(self.tr("修改题目") if question else self.tr("加题目"))
        self.title = QLineEdit(self._before.title)
        self.title.setPlaceholderText(self.tr("如 您知道本单位正在创建文明单位吗？"))
        self.scale = QComboBox()
        self.scale.addItem(self.tr("套用一组选项…"))
        self.scale.addItems(list(surveys.SCALES))
        self.scale.activated.connect(self._take_scale)
        self.options = QTableWidget(max(_ROWS, len(self._before.options) + 2), 2)
        self.options.setHorizontalHeaderLabels([self.tr("选项"), self.tr("计入")])
        self.options.verticalHeader().hide()
        self.options.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.options.setAccessibleName(self.tr("选项"))
        metrics = QFontMetrics(style.font())
        self.options.verticalHeader().setDefaultSectionSize(metrics.height() + style.scaled(12))
        self.options.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.options.setColumnWidth(1, metrics.horizontalAdvance(self.tr("计入")) + style.scaled(40))
        self.options.setMinimumHeight(style.scaled(260))
        self._fill(self._before.options)
        self.multiple = QCheckBox(self.tr("可以选几项（多选题）"))
        self.multiple.setChecked(self._before.multiple)
        hint = QLabel(self.tr("勾“计入”的选项合起来，就是知晓或满意的人数。"))
        hint.setProperty("role", "small")
        self.wrong = QLabel()
        self.wrong.setProperty("role", "problem")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.ok, buttons = decision(self, self.tr("确定"))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow(self.tr("题目"), self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addLayout(form)
        for widget in (self.scale, self.options, self.multiple, hint, self.wrong):
            column.addWidget(widget)
        column.addLayout(buttons)
        style.resize(self, style.scaled(560), self.sizeHint().height())

    def _fill(self, options: tuple[Option, ...]) -> None:
        for row in range(self.options.rowCount()):
            option = options[row] if row < len(options) else Option("")
            name = QTableWidgetItem(option.title)
            name.setData(Qt.ItemDataRole.UserRole, option.number)
            self.options.setItem(row, 0, name)
            tick = QTableWidgetItem()
            tick.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            tick.setCheckState(Qt.CheckState.Checked if option.favourable else Qt.CheckState.Unchecked)
            self.options.setItem(row, 1, tick)

    def _take_scale(self, place: int) -> None:
        if place:
            self._fill(surveys.scale(self.scale.itemText(place)))
            self.scale.setCurrentIndex(0)

    def accept(self) -> None:
        """Check it; what does not hold is said here and the dialog stays."""
        options = []
        for row in range(self.options.rowCount()):
            name = self.options.item(row, 0)
            title = name.text().strip()
            if title:
                counts = self.options.item(row, 1).checkState() == Qt.CheckState.Checked
                options.append(Option(title, name.data(Qt.ItemDataRole.UserRole), counts))
        made = replace(
            self._before,
            title=self.title.text(),
            options=tuple(options),
            multiple=self.multiple.isChecked(),
        )
        try:
            (self.question,) = checked([made])
        except SurveyError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return
        super().accept()
