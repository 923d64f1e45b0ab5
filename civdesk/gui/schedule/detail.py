"""The right: one occurrence, what stands behind it, and marking it as done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ...domain.tasks import Occurrence, TaskState
from .. import style
from ..forms.ui_occurrence_detail import Ui_OccurrenceDetail
from ..widgets.chip import StateChip
from .view import countdown, weekday


class OccurrenceDetail(QWidget):
    """One occurrence.

    Signals:
        marked(str): it is done; the note.
        unmarked(): it is not done after all.
        wants_edit(), wants_delete(): of a task of the clerk's own.
        wants_indicator(): go to the indicator behind it.
    """

    marked = Signal(str)
    unmarked = Signal()
    wants_edit = Signal()
    wants_delete = Signal()
    wants_indicator = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_OccurrenceDetail()
        self.ui.setupUi(self)
        self.state = StateChip("pending")
        self.ui.stateRow.addWidget(self.state)
        self._one: Occurrence | None = None
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        for n, (key, title) in enumerate(
            (
                ("phrase", self.tr("期限")),
                ("lead", self.tr("牵头")),
                ("owner", self.tr("责任人")),
                ("note", self.tr("备注")),
            )
        ):
            label, value = QLabel(title), QLabel()
            label.setProperty("role", "soft")
            value.setWordWrap(True)
            self.ui.facts.addWidget(label, n, 0, Qt.AlignmentFlag.AlignTop)
            self.ui.facts.addWidget(value, n, 1)
            self._facts[key] = (label, value)
        self.ui.facts.setColumnStretch(1, 1)
        ui = self.ui
        ui.markButton.clicked.connect(lambda: self.marked.emit(ui.markNote.text().strip()))
        ui.markNote.returnPressed.connect(ui.markButton.click)
        ui.unmarkButton.clicked.connect(self.unmarked)
        ui.editButton.clicked.connect(self.wants_edit)
        ui.deleteButton.clicked.connect(self.wants_delete)
        ui.indicatorButton.clicked.connect(self.wants_indicator)

    def show_occurrence(self, one: Occurrence, on: date, behind: str = "") -> None:
        """Show this one; `behind` says who 各股室 are; what stands behind it follows by `show_behind`."""
        same = self._one is not None and (self._one.key, self._one.deadline) == (one.key, one.deadline)
        self._one = one
        ui = self.ui
        ui.when.setText(f"{one.deadline.isoformat()}　{weekday(one.deadline)}")
        ui.title.setText(one.task)
        self.state.set_state(one.state)
        said = countdown(one, on)
        ui.countdown.setText(said)
        ui.countdown.setVisible(bool(said))
        ui.countdown.setProperty("late", "true" if one.state is TaskState.OVERDUE else "false")
        style.restyle(ui.countdown)
        for key, (label, value) in self._facts.items():
            text = getattr(one, key)
            value.setText(text)
            value.setToolTip(behind if key == "lead" else "")
            label.setVisible(bool(text))
            value.setVisible(bool(text))
        ui.indicatorButton.setVisible(bool(one.standard))
        ui.indicatorButton.setText(self.tr("测评指标 {code}").format(code=one.indicator))
        own = not one.standard
        for widget in (ui.line3, ui.editButton, ui.deleteButton):
            widget.setVisible(own)
        if not same:
            ui.markNote.clear()
            self.show_behind("", "", "")
        self._show_mark(one)

    def _show_mark(self, one: Occurrence) -> None:
        ui = self.ui
        by_hand = one.done_on is not None
        open_ = one.state in (TaskState.PENDING, TaskState.OVERDUE, TaskState.UNJUDGED)
        ui.markNote.setVisible(open_)
        ui.markButton.setVisible(open_)
        ui.unmarkButton.setVisible(by_hand)
        if one.done_on is not None:
            said = self.tr("已在 {day} 标记完成。").format(day=one.done_on.isoformat())
        elif one.state is TaskState.DONE:
            said = self.tr("台账里的记录已经够了，自动算作完成。")
        elif one.state is TaskState.NOT_APPLICABLE:
            said = self.tr("已判断为不适用。")
        elif one.standard:
            said = self.tr("台账补齐后会自动完成；也可以在这里标记。")
        else:
            said = self.tr("做完了就在这里标记，可以取消。")
        ui.markHint.setText(said)

    def show_behind(self, title: str, figures: str, gaps: str) -> None:
        """What the indicator behind it needs and has, and what is lacking."""
        ui = self.ui
        if title:
            ui.indicatorButton.setText(self.tr("测评指标 {title}").format(title=title))
        ui.figures.setText(figures)
        ui.figures.setVisible(bool(figures))
        ui.gaps.setText(gaps)
        ui.gaps.setVisible(bool(gaps))
