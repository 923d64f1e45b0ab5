"""日程: what is due, by month; one of it in detail; the clerk's own tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import agenda, assessing, records
from ...desk.agenda import Agenda
from ...domain.periods import calendar_year
from ...domain.tasks import Occurrence, TaskState
from ...errors import DeskError
from ...store.workspace import Changed
from ..context import Desk
from ..indicators.figures import bucket_figures
from ..page import Page
from ..undoing import tried, undo_latest
from ..widgets.choices import Choice, ChoiceList, Heading
from ..widgets.empty import EmptyPlace
from ..widgets.three_parts import ThreeParts, hairline, sheet
from ..widgets.widening import keep_usable, widened
from .calendar import MonthCalendar
from .detail import OccurrenceDetail
from .model import ROW, AgendaModel
from .task_form import TaskForm
from .view import AgendaView

_TABLES = frozenset({"standard", "indicator", "rule", "finding", "proof", "ledger", "task", "occurrence"})
_OPEN = frozenset({TaskState.PENDING, TaskState.OVERDUE, TaskState.UNJUDGED})
# Deadlines early next year are already a matter of this one.
_AHEAD = timedelta(days=120)


class SchedulePage(Page):
    """Three parts: month and filters, the list, one occurrence."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        today = desk.today()
        self.found: Agenda | None = None
        self._years = {today.year}
        self._wanted: tuple[str, date | None] | None = None
        self.calendar = MonthCalendar(today)
        self.choices = ChoiceList(self.tr("日程筛选"))
        self.model = AgendaModel(self)
        self.list = AgendaView(self.model, today)
        self.detail = OccurrenceDetail()
        self.form = TaskForm(today)
        self._build()
        self._connect()

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setProperty("role", "large")
        self.number = QLabel()
        self.number.setProperty("role", "soft")
        self.add_button = QPushButton(self.tr("新建任务"))
        self.add_button.setProperty("role", "primary")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.number)
        row.addStretch(1)
        row.addWidget(self.add_button)
        self.nothing = EmptyPlace(icon_name="calendar")
        self.places = QStackedWidget()
        self.places.addWidget(self.list)
        self.places.addWidget(self.nothing)
        middle = sheet(head, hairline(), self.places, margins=(0, 0, 0, 8))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        self.detail.setObjectName("scrolled")
        scroll.setWidget(self.detail)
        self.unchosen = EmptyPlace(icon_name="calendar")
        self.unchosen.show_text(self.tr("选一件看看"), self.tr("方向键移动，空格标记完成。"))
        self.right = QStackedWidget()
        for widget in (self.unchosen, scroll, self.form):
            self.right.addWidget(widget)
        left = sheet(self.calendar, hairline(), self.choices, margins=(0, 0, 0, 8), spacing=4)
        left.layout().setStretchFactor(self.choices, 1)
        self.parts = ThreeParts(
            self.desk.settings,
            "schedule",
            [left, middle, sheet(self.right)],
            (widened(256), 736, widened(400)),
        )
        keep_usable(self.parts, 210, 330, 260)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.parts)

    def _connect(self) -> None:
        self.calendar.day_chosen.connect(self._go_to_day)
        self.calendar.year_shown.connect(self._need_year)
        self.choices.chosen.connect(lambda _: self._choose())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.list.toggled.connect(self._toggle)
        self.list.deleted.connect(self._delete_task)
        self.add_button.clicked.connect(self.add)
        self.detail.marked.connect(self._mark)
        self.detail.unmarked.connect(self._unmark)
        self.detail.wants_edit.connect(self._edit_task)
        self.detail.wants_delete.connect(self._delete_task)
        self.detail.wants_indicator.connect(self._open_indicator)
        self.form.saved.connect(self._save_task)
        self.form.cancelled.connect(self._put_away)

    # --- what the main window asks -------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is None or any(t in _TABLES or t.startswith("ledger_") for t in changed.tables):
            self._load()

    def go(self, *where: object) -> None:
        """Go to a day, or to what a task (its id) makes due next."""
        if isinstance(where[0], date):
            self.calendar.choose(where[0])
            self._go_to_day(where[0])
            return
        self._wanted = (str(where[0]), None)
        if self.found is not None:
            self._go_to_wanted()

    def add(self) -> None:
        """Type a new task, or go on with the one that was being typed."""
        if not self.form.is_draft:
            self.form.begin(None, self._names("department"), self._names("staff"))
        self.right.setCurrentWidget(self.form)
        self.form.ui.title.setFocus()

    def back(self) -> bool:
        if self.right.currentWidget() is self.form:
            self._put_away()
            return True
        if self.list.currentIndex().isValid():
            self.list.clearSelection()
            self.list.setCurrentIndex(self.model.index(-1))
            self.right.setCurrentIndex(0)
            return True
        return False

    def unsaved(self) -> int:
        return int(self.form.is_draft)

    def to_unsaved(self) -> None:
        self.add()

    def leave(self) -> None:
        self.parts.keep()

    # --- loading -------------------------------------------------------------------------------------

    def _need_year(self, year: int) -> None:
        if year not in self._years:
            self._years.add(year)
            self._load()

    def _load(self) -> None:
        today = self.desk.today()
        start = date(min(self._years), 1, 1)
        end = max(date(max(self._years), 12, 31), today + _AHEAD)
        self.desk.runner.run(
            lambda _monitor: agenda.agenda(self.desk.ws, start, end, today),
            on_done=self._loaded,
            on_error=lambda error: self.said.emit(error.message, None),
            quiet=True,
            key="schedule",
        )

    def _loaded(self, found: Agenda) -> None:
        first = self.found is None
        self.found = found
        states: dict[date, list[str]] = {}
        for one in found.occurrences:
            states.setdefault(one.deadline, []).append(one.state.value)
        self.calendar.show_states(states)
        self._offer()
        self._show_list()
        if self._wanted:
            self._go_to_wanted()
        elif first:
            self._choose()

    def _fits(self, key: str, one: Occurrence) -> bool:
        today = self.desk.today()
        monday = today - timedelta(days=today.weekday())
        kind, _, value = key.partition(":")
        match kind:
            case "overdue":
                return one.state is TaskState.OVERDUE
            case "week":
                return one.state in _OPEN and monday <= one.deadline < monday + timedelta(days=7)
            case "month":
                same = (one.deadline.year, one.deadline.month) == (today.year, today.month)
                return one.state in _OPEN and same
            case "later":
                return one.state in _OPEN and one.deadline > today
            case "done":
                return one.state in (TaskState.DONE, TaskState.NOT_APPLICABLE)
            case "lead":
                return one.state in _OPEN and self.found is not None and value in self.found.departments(one)
            case "own":
                return not one.standard
            case "open":
                return one.state in _OPEN
            case _:
                return True

    def _offer(self) -> None:
        assert self.found is not None
        all_of = self.found.occurrences

        def count(key: str) -> int:
            return sum(self._fits(key, one) for one in all_of)

        rows: list[Choice | Heading] = [
            Choice("open", self.tr("没有完成的"), count("open")),
            Choice("overdue", self.tr("逾期"), count("overdue"), "overdue" if count("overdue") else "met"),
            Choice("week", self.tr("本周到期"), count("week")),
            Choice("month", self.tr("本月到期"), count("month")),
            Choice("later", self.tr("今天以后"), count("later")),
            Choice("done", self.tr("已完成"), count("done")),
            Choice("own", self.tr("自己的任务"), count("own")),
            Choice("all", self.tr("全部"), len(all_of)),
        ]
        leads = dict.fromkeys(
            name for one in all_of if one.state in _OPEN for name in self.found.departments(one)
        )
        if leads:
            rows.append(Heading(self.tr("牵头科室（没有完成的）")))
            rows += [Choice(f"lead:{name}", name, count(f"lead:{name}")) for name in leads]
        self.choices.set_rows(rows)

    # --- showing -------------------------------------------------------------------------------------

    @property
    def current(self) -> Occurrence | None:
        """The occurrence in detail."""
        row = self.list.currentIndex().data(ROW) if self.list.currentIndex().isValid() else None
        return row if isinstance(row, Occurrence) else None

    def _shown(self) -> Iterable[Occurrence]:
        key = self.choices.key
        return (one for one in self.found.occurrences if self._fits(key, one)) if self.found else ()

    def _show_list(self) -> None:
        kept = self.current
        typing = self.right.currentWidget() is self.form
        shown = list(self._shown())
        self.model.show_occurrences(shown)
        row = self.choices.currentIndex().data(ROW)
        self.title.setText(row.title if row else "")
        self.number.setText(self.tr("{n} 件").format(n=len(shown)))
        self.places.setCurrentIndex(0 if shown else 1)
        if not shown:
            self._say_nothing()
        at = self.model.row_of(kept.key, kept.deadline) if kept else None
        if at is not None:
            self.list.setCurrentIndex(self.model.index(at))
        if typing:
            self.right.setCurrentWidget(self.form)
        else:
            self._show_current()

    def _say_nothing(self) -> None:
        key = self.choices.key
        if key == "overdue":
            self.nothing.show_text(self.tr("没有逾期的"), self.tr("该做的都按时做了。"))
        elif key in ("week", "month", "open", "later"):
            self.nothing.show_text(self.tr("这段时间没有要到期的"), self.tr("可以提前准备下个月的。"))
        elif key == "own":
            self.nothing.show_text(
                self.tr("还没有自己的任务"),
                self.tr("测评标准里的时限会自动排进日程；别的事可以自己加。"),
                (self.tr("新建任务"), self.add),
            )
        else:
            self.nothing.show_text(
                self.tr("日程是空的"),
                self.tr("启用一套测评标准，它的时限就会排进来；也可以自己加任务。"),
                (self.tr("新建任务"), self.add),
            )

    def _choose(self) -> None:
        """Another filter: begin with what is overdue, or with what comes next."""
        self._show_list()
        if self.found is None or self.current is not None:
            return
        late = next((n for n, r in enumerate(self.model.rows) if getattr(r, "state", "") == "overdue"), None)
        at = late if late is not None else self.model.first_from(self.desk.today())
        if at is not None:
            self._make_current(at)

    def _make_current(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row))
        self.list.scrollTo(self.model.index(row))

    def _go_to_day(self, day: date) -> None:
        self._need_year(day.year)
        at = self.model.first_from(day)
        if at is None or self.model.rows[at].deadline < day:
            self.choices.choose("all")
            at = self.model.first_from(day)
        if at is not None:
            self._make_current(at)

    def _go_to_wanted(self) -> None:
        assert self.found is not None and self._wanted is not None
        key, self._wanted = self._wanted[0], None
        mine = [one for one in self.found.occurrences if one.key == key]
        if not mine:
            self.said.emit(self.tr("这个任务在所看的年份里没有到期的日子。"), None)
            return
        today = self.desk.today()
        best = next((one for one in mine if one.deadline >= today), mine[-1])
        if self.model.row_of(best.key, best.deadline) is None:
            self.choices.choose("all")
        at = self.model.row_of(best.key, best.deadline)
        if at is not None:
            self._make_current(at)

    def _show_current(self) -> None:
        one = self.current
        if one is None:
            self.right.setCurrentIndex(0)
            return
        self.right.setCurrentIndex(1)
        self.calendar.choose(one.deadline)
        behind = self.found.meant.told(one.lead.split("、")) if self.found else ""
        self.detail.show_occurrence(one, self.desk.today(), behind)
        if one.standard:
            self._look_behind(one)

    def _look_behind(self, one: Occurrence) -> None:
        today, ws = self.desk.today(), self.desk.ws

        def work(_monitor: object) -> tuple[str, str, str]:
            found = assessing.assess(ws, one.standard, today, calendar_year(one.deadline.year), records=False)
            report = found.indicator(one.indicator)
            books = records.all_ledgers(ws)
            told = [
                f"{bucket.bucket.title}：{bucket_figures(bucket, demanded.rule, books)}"
                for rule, demanded in zip(report.rules, report.indicator.rules, strict=True)
                for bucket in rule.buckets
                if rule.id == one.key and bucket.bucket.deadline == one.deadline
            ]
            # What only says that something is lacking stands there already; what could be mended does not.
            gaps = [gap.text for gap in report.gaps if gap.by == one.deadline and gap.records]
            return f"{report.code} {report.title}", "\n".join(told), "\n".join(gaps)

        def done(told: tuple[str, str, str]) -> None:
            if self.current == one:
                self.detail.show_behind(*told)

        self.desk.runner.run(
            work, on_done=done, on_error=lambda _error: None, quiet=True, key="schedule-behind"
        )

    # --- doing ---------------------------------------------------------------------------------------

    def _toggle(self) -> None:
        one = self.current
        if one is not None and one.done_on is not None:
            self._unmark()
        elif one is not None and one.state in _OPEN:
            self._mark("")

    def _mark(self, note: str) -> None:
        one = self.current
        if one is None:
            return
        today = self.desk.today()
        if tried(lambda: agenda.mark(self.desk.ws, one.key, one.deadline, today, note), self.said.emit):
            self._tell(self.tr("已标记完成：{title}").format(title=one.task), "mark")

    def _unmark(self) -> None:
        one = self.current
        if one is not None and tried(
            lambda: agenda.unmark(self.desk.ws, one.key, one.deadline), self.said.emit
        ):
            self._tell(self.tr("已取消完成标记：{title}").format(title=one.task), "unmark")

    def _open_indicator(self) -> None:
        one = self.current
        if one is not None and one.standard:
            self.open_indicator.emit(one.standard, one.indicator)

    def _names(self, ledger: str) -> list[str]:
        try:
            book = records.ledger(self.desk.ws, ledger)
            return [
                str(record.values.get(book.title_field) or "")
                for record in records.find(self.desk.ws, ledger)
            ]
        except DeskError:
            return []  # a workspace may have its registers under other names: then nothing is offered

    def _put_away(self) -> None:
        """The form is closed by the clerk: what was typed is not wanted."""
        self.form.forget()
        self._show_current()

    def _edit_task(self) -> None:
        one = self.current
        task = next((t for t in agenda.tasks(self.desk.ws) if one is not None and t.id == one.key), None)
        if task is not None:
            self.form.begin(task, self._names("department"), self._names("staff"))
            self.right.setCurrentWidget(self.form)
            self.form.ui.title.setFocus()

    def _save_task(self, id: str, values: dict[str, str]) -> None:
        today, ws = self.desk.today(), self.desk.ws
        try:
            if id:
                agenda.set_task(ws, id, values, on=today)
            else:
                id = agenda.add_task(ws, values.pop("title"), values.pop("due"), on=today, **values)
        except DeskError as error:
            self.form.tell(error.message)
            return
        self._wanted = (id, None)
        self.form.forget()
        self.right.setCurrentIndex(0)
        self.said.emit(self.tr("任务已保存"), None)

    def _delete_task(self) -> None:
        one = self.current
        if one is None or one.standard:
            return
        if tried(lambda: agenda.delete_task(self.desk.ws, one.key), self.said.emit):
            self._tell(self.tr("已删除任务：{title}").format(title=one.task), "delete_task")

    def _tell(self, text: str, kind: str) -> None:
        self.said.emit(text, undo_latest(self.desk, kind, self.said.emit))
