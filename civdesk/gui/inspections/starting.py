"""新建一轮: on which day, at what time, who looks, and whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...desk.picking import Pick
from ...domain import fields
from ...domain.dates import DateError, read_date
from ...domain.fields import Field, FieldError, Kind
from ...domain.forms import Form
from ...domain.round_cadence import span_of
from ...domain.rounds import Round
from ...domain.text import split_names
from .. import style
from ..ledgers.editors import DateEditor, Line, PickEditor


class StartDialog(QDialog):
    """Signals:
    wanted(object, str, str, object, object, str): day, time, department, inspectors, subjects (None: all),
        which of the form's ways.
    """

    wanted = Signal(object, str, str, object, object, str)

    def __init__(
        self,
        form: Form,
        on: date,
        people: Callable[[], Sequence[Pick]],
        subjects: Sequence[str],
        inspectors: Sequence[str],
        there: Sequence[Round],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form, self._on, self._there = form, on, there
        self.setWindowTitle(self.tr("新建一轮：{form}").format(form=form.title))
        self.day = DateEditor(Field("day", self.tr("日期"), Kind.DATE))
        self.day.set_text(on.isoformat())
        self.time = Line()
        self.time.setPlaceholderText(self.tr("一天查几次的，写时间，如 9:00"))
        self.people = PickEditor(
            Field("inspectors", self.tr("检查人"), Kind.PEOPLE), people, self.tr("可填多个，用顿号分开")
        )
        self.people.set_text("、".join(inspectors))
        self.whom = PickEditor(
            Field("subjects", self.tr("检查对象"), Kind.DEPARTMENTS),
            lambda: [Pick(name) for name in subjects],
            self.tr("不填：按检查表全部查（{n} 个）").format(n=len(subjects)),
        )
        self.department = Line()
        self.department.setPlaceholderText(self.tr("只查一个科室时写"))
        rows = QFormLayout()
        rows.setSpacing(8)
        rows.addRow(self.tr("日期"), self.day)
        rows.addRow(self.tr("时间"), self.time)
        self.way = QComboBox()
        self.way.addItems(list(form.variants))
        if form.variants:
            rows.addRow(self.tr("方式"), self.way)
        rows.addRow(self.tr("检查人"), self.people)
        if form.subject.register:
            rows.addRow(self.tr("检查对象"), self.whom)
        else:
            rows.addRow(self.tr("受检科室"), self.department)
        self.twice = QLabel()
        self.twice.setProperty("role", "warning")
        self.twice.setWordWrap(True)
        self.day.line.textChanged.connect(lambda _: self._look())
        self.told = QLabel()
        self.told.setProperty("role", "problem")
        self.told.setWordWrap(True)
        self.told.hide()
        self.start_button = QPushButton(self.tr("开始填写"))
        self.start_button.setProperty("role", "primary")
        self.start_button.setDefault(True)
        self.start_button.clicked.connect(self._start)
        cancel = QPushButton(self.tr("取消"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.start_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        if form.help:
            hint = QLabel(form.help)
            hint.setProperty("role", "soft")
            hint.setWordWrap(True)
            column.addWidget(hint)
        column.addLayout(rows)
        column.addWidget(self.twice)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addLayout(foot)
        self._look()
        self.time.setVisible(form.times > 1 or form.per == "")
        rows.labelForField(self.time).setVisible(self.time.isVisibleTo(self))
        style.resize(self, style.scaled(520), self.sizeHint().height())
        self.start_button.setFocus()

    def _look(self) -> None:
        """Say what there is already in the span of the day: another round counts beside it."""
        try:
            day = read_date(self.day.text(), self._on.year)
        except DateError:
            self.twice.hide()
            return
        start, end = span_of(self._form.per, day)
        same = [one for one in self._there if start <= one.starts <= end]
        self.twice.setVisible(bool(same) and bool(self._form.per))
        waiting = next((one for one in same if not one.closed), None)
        if self._form.times > 1:
            text = self.tr("{day} 已有 {n} 轮，一共要 {m} 次。")
            self.twice.setText(text.format(day=day.isoformat(), n=len(same), m=self._form.times))
        elif waiting:
            text = self.tr("{title} 还没有填完；再建一轮会另算一次。")
            self.twice.setText(text.format(title=waiting.title))
        elif same:
            text = self.tr("{title} 已经完成；再建一轮会另算一次。")
            self.twice.setText(text.format(title=same[0].title))

    def _start(self) -> None:
        try:
            value = fields.read(
                Field("day", self.tr("日期"), Kind.DATE), self.day.text(), year=self._on.year, today=self._on
            ).value
            time = _time(self.time.text())
        except FieldError as error:
            self.say(str(error))
            return
        day = date.fromisoformat(value) if isinstance(value, str) else self._on
        names = split_names(self.whom.text()) or None
        people = split_names(self.people.text())
        way = self.way.currentText() if self._form.variants else ""
        self.wanted.emit(day, time, self.department.text().strip(), people, names, way)

    def say(self, text: str) -> None:
        """Say why it cannot begin."""
        self.told.setText(text)
        self.told.show()


def _time(text: str) -> str:
    """9:00 as 09:00; raises FieldError for what is none."""
    given = text.strip().replace("：", ":").replace("点", ":").rstrip(":")
    if not given:
        return ""
    hours, _, minutes = given.partition(":")
    if not (hours.isdigit() and (minutes or "0").isdigit() and int(hours) < 24 and int(minutes or 0) < 60):
        raise FieldError(f"“{text}”不是时间，请写成 9:00。")
    return f"{int(hours):02}:{int(minutes or 0):02}"
