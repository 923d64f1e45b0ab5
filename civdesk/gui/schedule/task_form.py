"""A task of the clerk's own: typing a new one, changing one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QWidget

from ...domain.dates import DateError, read_date
from ...domain.phrases import deadlines, unclear
from ...domain.sentences import show_day
from ...domain.tasks import Task
from ..forms.ui_task_form import Ui_TaskForm

_FIELDS = ("title", "due", "lead", "owner", "note")


class TaskForm(QWidget):
    """The form.

    Signals:
        saved(str, dict): the id of the task ("" for a new one) and its texts by key.
        cancelled().
    """

    saved = Signal(str, dict)
    cancelled = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_TaskForm()
        self.ui.setupUi(self)
        self._today = today
        self._id = ""
        ui = self.ui
        ui.due.textChanged.connect(lambda _: self._show_days())
        ui.title.textChanged.connect(lambda _: self._typed())
        ui.saveButton.clicked.connect(self.save)
        ui.cancelButton.clicked.connect(self.cancelled)
        for key in ("title", "due", "owner", "note"):
            getattr(ui, key).returnPressed.connect(self.save)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.activated.connect(self.save)
        self.tell("")

    def begin(self, task: Task | None, departments: Sequence[str], people: Sequence[str]) -> None:
        """Type a new task, or change this one."""
        ui = self.ui
        self._id = task.id if task else ""
        ui.heading.setText(self.tr("修改任务") if task else self.tr("新建任务"))
        ui.lead.clear()
        ui.lead.addItems(["", *departments])
        ui.owner.setCompleter(QCompleter(list(people), ui.owner))
        ui.title.setText(task.title if task else "")
        ui.due.setText(_phrase(task) if task else "")
        ui.lead.setCurrentText(task.lead if task else "")
        ui.owner.setText(task.owner if task else "")
        ui.note.setText(task.note if task else "")
        self.tell("")
        self._show_days()

    @property
    def is_draft(self) -> bool:
        """Whether a new task was begun and not saved."""
        return not self._id and any(self._values().values())

    def forget(self) -> None:
        """Empty the form."""
        self.begin(None, (), ())

    def _values(self) -> dict[str, str]:
        ui = self.ui
        return {
            "title": ui.title.text().strip(),
            "due": self._due(),
            "lead": ui.lead.currentText().strip(),
            "owner": ui.owner.text().strip(),
            "note": ui.note.text().strip(),
        }

    def _due(self) -> str:
        """What was typed; a date in another way of writing (11.30) as the phrase that means it."""
        text = self.ui.due.text().strip()
        if not text or _days(text, self._today.year):
            return text
        try:
            return read_date(text, self._today.year).isoformat()
        except DateError:
            return text

    def _days(self) -> tuple[date, ...]:
        return _days(self._due(), self._today.year)

    def _show_days(self) -> None:
        """What the phrase means, while it is typed."""
        text, days = self.ui.due.text().strip(), self._days()
        if not text:
            said = self.tr("写日期，或“3月底前”“每季度”“每月10日前”这样的说法。")
        elif days:
            shown = "、".join(show_day(day, self._today) for day in days[:4])
            said = self.tr("就是 {days}").format(days=shown)
            if len(days) > 4:
                said = self.tr("{said} 等，一年 {n} 次").format(said=said, n=len(days))
        else:
            said = self.tr("还看不出是哪一天。")
        self.ui.days.setText(said)
        self._typed()

    def _typed(self) -> None:
        self.ui.saveButton.setEnabled(bool(self.ui.title.text().strip() and self._days()))

    def save(self) -> None:
        """Hand over what was typed, once it says what and when."""
        if self.ui.saveButton.isEnabled():
            self.saved.emit(self._id, self._values())

    def tell(self, problem: str) -> None:
        """Why it was not saved."""
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))


def _days(text: str, year: int) -> tuple[date, ...]:
    try:
        return (date.fromisoformat(text),)
    except ValueError:
        return () if unclear(text) else deadlines(text, year)


def _phrase(task: Task) -> str:
    """The due phrase as it has to be typed again to mean the same year."""
    return f"{task.year}年{task.phrase}" if task.year and not task.phrase[:4].isdigit() else task.phrase
