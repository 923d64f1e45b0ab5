"""Tasks and the days they fall on: those of the standards, and the clerk's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .decide import BucketResult, RuleResult
from .periods import Period
from .phrases import deadlines, recurs
from .rules import State
from .sentences import show_day, subject_of
from .standards import Indicator


class TaskState(StrEnum):
    """How an occurrence stands; `label` is what the clerk reads."""

    DONE = "done"
    PENDING = "pending"
    OVERDUE = "overdue"
    UNJUDGED = "unjudged"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    TaskState.DONE: "已完成",
    TaskState.PENDING: "未到期",
    TaskState.OVERDUE: "逾期",
    TaskState.UNJUDGED: "待判断",
    TaskState.NOT_APPLICABLE: "不适用",
}
# What a bucket's state is for a task.
_AS_TASK = {
    State.MET: TaskState.DONE,
    State.PENDING: TaskState.PENDING,
    State.OVERDUE: TaskState.OVERDUE,
    State.UNJUDGED: TaskState.UNJUDGED,
    State.NOT_APPLICABLE: TaskState.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the clerk's own. `phrase` is a day (2026-11-20) or a phrase (3月底前, 每季度, 每月10日前);
    `year` is the year of a phrase that does not recur and names none."""

    title: str
    phrase: str
    year: int | None = None
    lead: str = ""
    owner: str = ""
    note: str = ""
    id: str = ""

    def days(self, period: Period) -> tuple[date, ...]:
        """Its deadlines within a period; none where the phrase names no day."""
        try:
            days: tuple[date, ...] = (date.fromisoformat(self.phrase),)
        except ValueError:
            years = period.years if recurs(self.phrase) or self.year is None else (self.year,)
            days = tuple(day for year in years for day in deadlines(self.phrase, year))
        return tuple(dict.fromkeys(day for day in days if day in period))


@dataclass(frozen=True, slots=True)
class Mark:
    """That an occurrence was done, on a day."""

    done_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A task on one of its days. `key` with `deadline` is what a mark names.

    `standard` and `indicator` (a code) are empty for a task of the clerk's own; `done_on` is a mark's day.
    """

    key: str
    task: str
    on: date
    deadline: date
    phrase: str
    state: TaskState
    lead: str = ""
    owner: str = ""
    standard: str = ""
    indicator: str = ""
    done_on: date | None = None
    note: str = ""


Marks = Mapping[tuple[str, date], Mark]


def state_by_date(deadline: date, on: date) -> TaskState:
    """What is not done is pending up to its deadline, that day included."""
    return TaskState.PENDING if on <= deadline else TaskState.OVERDUE


def own_occurrences(tasks: Iterable[Task], period: Period, on: date, marks: Marks) -> Iterator[Occurrence]:
    """The occurrences of the clerk's own tasks in a period."""
    for task in tasks:
        for day in task.days(period):
            occurrence = Occurrence(
                key=task.id,
                task=task.title,
                on=day,
                deadline=day,
                phrase=task.phrase,
                state=state_by_date(day, on),
                lead=task.lead,
                owner=task.owner,
                note=task.note,
            )
            yield _marked(occurrence, on, marks)


def indicator_occurrences(
    standard: str,
    indicator: Indicator,
    results: Iterable[tuple[str, RuleResult]],
    state: State,
    judged: State | None,
    marks: Marks,
    year: int,
    on: date,
) -> Iterator[Occurrence]:
    """What an indicator makes due in a year: each bucket with a deadline of its rules (given by rule id), and
    each due date of the plan that no bucket covers.

    `state` is the indicator's; `judged` what the clerk said of it, which settles what rules leave open.
    """
    covered: set[date] = set()
    phrases = {day: due.phrase for due in indicator.due for day in due.days(year)}
    lead, owner = "、".join(indicator.lead), "、".join(indicator.owner)
    results = list(results)
    alone = sum(any(b.bucket.deadline for b in result.buckets) for _, result in results) == 1
    for rule_id, result in results:
        for bucket in result.buckets:
            deadline = bucket.bucket.deadline
            if deadline is None:
                continue
            covered.add(deadline)
            occurrence = Occurrence(
                key=rule_id,
                task=_title(indicator, result, bucket, alone and deadline in phrases),
                on=deadline,
                deadline=deadline,
                phrase=phrases.get(deadline, f"{show_day(deadline)}前"),
                state=_settled(_AS_TASK.get(bucket.state, state_by_date(deadline, on)), judged),
                lead=lead,
                owner=owner,
                standard=standard,
                indicator=indicator.code,
            )
            yield _marked(occurrence, on, marks)
    for due in indicator.due:
        for day in due.days(year):
            if day in covered:
                continue
            done = TaskState.DONE if state is State.MET else state_by_date(day, on)
            occurrence = Occurrence(
                key=f"{indicator.id}/{due.phrase}",
                task=f"{indicator.title}：{due.title}" if due.title else indicator.title,
                on=day,
                deadline=day,
                phrase=due.phrase,
                state=_settled(done, judged),
                lead=lead,
                owner=owner,
                standard=standard,
                indicator=indicator.code,
            )
            yield _marked(occurrence, on, marks)


def _title(indicator: Indicator, result: RuleResult, bucket: BucketResult, planned: bool) -> str:
    """The indicator's title, with what is counted unless the plan's own due date stands for this one rule."""
    subject = subject_of(result.rule.counted, result.inquiry.frame.ledgers)
    title = indicator.title if planned or subject in indicator.title else f"{indicator.title}：{subject}"
    return f"{title}（{bucket.bucket.title}）" if len(result.buckets) > 1 else title


def _settled(state: TaskState, judged: State | None) -> TaskState:
    if judged is State.NOT_APPLICABLE:
        return TaskState.NOT_APPLICABLE
    return TaskState.DONE if judged is State.MET else state


def _marked(occurrence: Occurrence, on: date, marks: Marks) -> Occurrence:
    mark = marks.get((occurrence.key, occurrence.deadline))
    if mark is None or mark.done_on > on:
        return occurrence
    note = mark.note or occurrence.note
    return replace(occurrence, state=TaskState.DONE, done_on=mark.done_on, note=note)
