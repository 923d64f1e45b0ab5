"""What is due: the deadlines of the active standards and the clerk's own tasks. Reading writes nothing."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..domain.periods import Period, calendar_year
from ..domain.phrases import deadlines, recurs, unclear
from ..domain.tasks import Mark, Occurrence, Task, TaskState, indicator_occurrences, own_occurrences
from ..errors import WrongUse
from ..store import measures, schedule, standards
from ..store.workspace import Workspace
from .judging import Judging
from .registers import Meant, meant


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due from `start` to `end` as it stands on the day `on`, by deadline."""

    start: date
    end: date
    on: date
    occurrences: tuple[Occurrence, ...]
    meant: Meant = field(default_factory=Meant)

    def departments(self, occurrence: Occurrence) -> tuple[str, ...]:
        """Who leads: those behind 各股室."""
        return self.meant.of(name for name in occurrence.lead.split("、") if name)

    def count(self, state: TaskState) -> int:
        return sum(occurrence.state is state for occurrence in self.occurrences)


def agenda(ws: Workspace, start: date, end: date, on: date) -> Agenda:
    """Every occurrence whose deadline lies between two days (both included); raises WrongUse when they are
    the wrong way round."""
    if end < start:
        raise WrongUse("结束日期早于开始日期，请检查。")
    db = ws.reader()
    span = Period(start, end)
    with measures.snapshot(db):
        marks = schedule.marks(db)
        found = list(own_occurrences(schedule.tasks(db), span, on, marks))
        # Weeks and terms of the year before may reach over its end.
        years = range(start.year - (start.month == 1), end.year + 1)
        for listed in standards.listed(db):
            if not listed.active:
                continue
            standard = standards.read(db, listed.key)
            for year in years:
                judging = Judging.begin(db, standard.key, on, calendar_year(year), {})
                for one in standard.indicators:
                    finding = judging.findings.get(one.id)
                    ids = (demanded.id for demanded in one.rules)
                    found += indicator_occurrences(
                        standard.key,
                        one,
                        zip(ids, judging.results[one.code], strict=True),
                        judging.states[one.code],
                        finding.state if finding else None,
                        marks,
                        year,
                        on,
                    )
    # A window before a named day is the same in whichever year one looks.
    distinct = {(o.key, o.deadline): o for o in found if o.deadline in span}
    ordered = sorted(distinct.values(), key=lambda o: (o.deadline, o.standard, o.indicator, o.task))
    leads = (name for one in ordered for name in one.lead.split("、"))
    return Agenda(start, end, on, tuple(ordered), meant(db, leads, on))


def agenda_data(report: Agenda) -> dict[str, Any]:
    """The JSON of `agenda`."""
    occurrences = []
    for occurrence in report.occurrences:
        data = dataclasses.asdict(occurrence)
        for name in ("on", "deadline", "done_on"):
            data[name] = data[name] and data[name].isoformat()
        departments = list(report.departments(occurrence))
        occurrences.append(data | {"state": occurrence.state.value, "departments": departments})
    return {
        "from": report.start.isoformat(),
        "to": report.end.isoformat(),
        "on": report.on.isoformat(),
        "occurrences": occurrences,
    }


# --- the clerk's own tasks ---------------------------------------------------------------------------


def tasks(ws: Workspace) -> list[Task]:
    """The clerk's own tasks, in order of entry."""
    return schedule.tasks(ws.reader())


def add_task(
    ws: Workspace, title: str, due: str, *, on: date, lead: str = "", owner: str = "", note: str = ""
) -> str:
    """Add a task; its id. `due` is a day (2026-11-20) or a phrase (3月底前, 每季度, 每月10日前).

    A phrase that names no year is of the year of `on`. Raises WrongUse when it names no day.
    """
    task = _checked(Task(title.strip(), due.strip(), None, lead, owner, note), on)
    return ws.operate("add_task", f"新增任务：{task.title}", lambda db: schedule.add_task(db, task)).result


def set_task(ws: Workspace, id: str, changes: dict[str, str], *, on: date) -> None:
    """Change a task: title, due, lead, owner, note. Raises WrongUse."""
    before = _task(ws, id)
    values = dict(changes)
    due = values.pop("due", None)
    task = dataclasses.replace(before, **values)  # type: ignore[arg-type]
    if due is not None:
        task = dataclasses.replace(task, phrase=due.strip(), year=None)
    checked = _checked(task, on) if due is not None else task
    ws.operate("set_task", f"修改任务：{task.title}", lambda db: schedule.set_task(db, checked))


def delete_task(ws: Workspace, id: str) -> None:
    """Delete a task and its marks; raises WrongUse when it is not there."""
    task = _task(ws, id)
    ws.operate("delete_task", f"删除任务：{task.title}", lambda db: schedule.delete_task(db, id))


def mark(ws: Workspace, task: str, deadline: date, done_on: date, note: str = "") -> None:
    """Mark an occurrence (the `key` and `deadline` of one in the agenda) as done on a day."""
    done = Mark(done_on, note)
    ws.operate("mark", "标记任务完成", lambda db: schedule.mark(db, task, deadline, done))


def unmark(ws: Workspace, task: str, deadline: date) -> None:
    """Take the mark of an occurrence away."""
    ws.operate("unmark", "取消任务完成标记", lambda db: schedule.unmark(db, task, deadline))


def _task(ws: Workspace, id: str) -> Task:
    for task in schedule.tasks(ws.reader()):
        if task.id == id:
            return task
    raise WrongUse("这个任务已经不在了。")


def _checked(task: Task, on: date) -> Task:
    """The task with its year settled; raises WrongUse when its due phrase names no day."""
    if not task.title:
        raise WrongUse("任务要有名称。")
    try:
        date.fromisoformat(task.phrase)
        return task
    except ValueError:
        pass
    if unclear(task.phrase) or not deadlines(task.phrase, on.year):
        raise WrongUse(f"看不出“{task.phrase}”是哪一天，请写成 2026-11-20，或“3月底前”“每季度”这样。")
    return task if recurs(task.phrase) else dataclasses.replace(task, year=on.year)
