"""The forms on the left: in groups, with what they ask for now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ...desk import rounds_due
from ...desk.rounds_due import Due
from ...domain.forms import Form
from ...domain.rounds import Round
from ..icons import icon
from ..widgets.choices import Choice, ChoiceList, Heading
from ..widgets.flow import Flow

_STATES = {rounds_due.DONE: "met", rounds_due.PENDING: "pending", rounds_due.OVERDUE: "overdue"}


class FormsList(QWidget):
    """Signals:
    chosen(str): a form became current.
    wants_new(), wants_edit(): a new form; edit the current one.
    wants_pause(): let the current form rest, or ask again.
    """

    chosen = Signal(str)
    wants_new = Signal()
    wants_edit = Signal()
    wants_pause = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sums: set[str] = set()  # keys of the forms that sum others up
        self.list = ChoiceList(self.tr("检查表"))
        self.list.chosen.connect(self.chosen)
        self.edit_button = QPushButton(icon("edit", "soft"), self.tr("编辑…"))
        self.new_button = QPushButton(icon("add", "soft"), self.tr("新建…"))
        self.pause_button = QPushButton()
        foot = Flow(spacing=4)
        foot.setContentsMargins(8, 4, 8, 8)
        for button, wanted in (
            (self.edit_button, self.wants_edit),
            (self.new_button, self.wants_new),
            (self.pause_button, self.wants_pause),
        ):
            button.setProperty("role", "quiet")
            button.clicked.connect(lambda _=False, wanted=wanted: wanted.emit())
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def show_forms(self, forms: Mapping[str, Form], rounds: Sequence[Round], on: date) -> None:
        """Show the forms: those in use first, with what they ask for on a day; the others in their groups."""
        used = self.used(forms, rounds)
        self._sums = {one.feeds for one in forms.values()}
        rows: list[Choice | Heading] = []
        first, last = self.tr("正在用"), self.tr("已停用")
        groups: dict[str, list[Form]] = {first: []}
        for one in forms.values():
            group = last if one.hidden else first if one.key in used else one.group
            groups.setdefault(group, []).append(one)
        order = [group for group in groups if groups[group] and group != last]
        for group in [*order, *([last] if last in groups else [])]:
            rows.append(Heading(group))
            for one in groups[group]:
                rest = one.paused(on) if one.key in used and not one.hidden else None
                if rest:
                    mark = self.tr("停查至 {day}").format(day=f"{rest.end:%m-%d}")
                    rows.append(Choice(one.key, one.title, mark=mark))
                else:
                    rows.append(self._choice(one, rounds_due.now(one, rounds, on)))
        self.list.set_rows(rows)

    @staticmethod
    def used(forms: Mapping[str, Form], rounds: Sequence[Round]) -> set[str]:
        """The keys of the forms in use: looked at already, or to be from a day on."""
        return {one.form for one in rounds} | {one.key for one in forms.values() if one.since}

    def show_pause(self, form: Form | None, on: date) -> None:
        """What can be done about the rest of the current form."""
        rests = form is not None and form.paused(on) is not None
        self.pause_button.setText(self.tr("恢复检查") if rests else self.tr("停查…"))
        self.pause_button.setVisible(form is not None and bool(form.per) and not form.hidden)

    def _choice(self, form: Form, due: Due | None) -> Choice:
        if due is None:
            return Choice(form.key, form.title)
        if due.done >= due.needed:
            return Choice(form.key, form.title, state=_STATES[due.state], mark=self._done(form))
        return Choice(form.key, form.title, state=_STATES[due.state], mark=self._waiting(form, due))

    def _done(self, form: Form) -> str:
        text = self.tr("{span}已报") if form.key in self._sums else self.tr("{span}已查")
        return text.format(span=self._span(form))

    def _waiting(self, form: Form, due: Due) -> str:
        if due.needed > 1:
            return self.tr("{span} {done}/{needed}").format(
                span=self._span(form), done=due.done, needed=due.needed
            )
        text = self.tr("{span}未报") if form.key in self._sums else self.tr("{span}未查")
        return text.format(span=self._span(form))

    def _span(self, form: Form) -> str:
        return {
            "day": self.tr("今天"),
            "week": self.tr("本周"),
            "half_month": self.tr("本半月"),
            "month": self.tr("本月"),
            "two_months": self.tr("这两月"),
            "quarter": self.tr("本季"),
            "half_year": self.tr("本半年"),
            "term": self.tr("本学期"),
            "year": self.tr("今年"),
        }.get(form.per, "")
