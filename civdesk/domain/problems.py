"""Problems that were found: how far each is at a day, what follows from it, and the way it went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .fields import Value

FAILED, PASSED = "不合格", "合格"
OPENED, MENDING, HARD, DONE = "待整改", "整改中", "难以整改", "已完成"
SOON = timedelta(days=3)
# T65: 两次以上整改不力.
MOST_FAILURES = 2
# T66: 被市级通报; who stands above the city counts all the more.
_HIGH = ("市级", "省级", "国家级", "中央")


class ProblemState(StrEnum):
    """Overdue ones are open ones; `label` is what the clerk reads."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"open": "整改中", "overdue": "逾期", "closed": "已完成"}[self.value]


def state_at(values: Mapping[str, Value], on: date) -> ProblemState | None:
    """The state of a problem (the values of its record) at a day; None before it was found.

    It is closed with a finish date up to that day. A recheck that failed since then reopens it: one without a
    date too, for it cannot be older than what it checks. The deadline itself is still in time.
    """
    day = on.isoformat()
    if text_of(values, "date") > day:
        return None
    if _finished(values, day):
        return ProblemState.CLOSED
    deadline = text_of(values, "deadline")
    return ProblemState.OVERDUE if deadline and deadline < day else ProblemState.OPEN


def _finished(values: Mapping[str, Value], day: str) -> bool:
    finished = text_of(values, "finished_on")
    if not finished or finished > day:
        return False
    rechecked = text_of(values, "recheck_on") or finished
    return values.get("recheck") != FAILED or not finished <= rechecked <= day


def is_hard(values: Mapping[str, Value]) -> bool:
    """L04, L16: 难以立即整改, told by the mark or by the status that was handed in."""
    return bool(values.get("hard")) or values.get("status") == HARD


def awaits_recheck(values: Mapping[str, Value], on: date) -> bool:
    """L10: finished, and nobody has looked at it again yet."""
    rechecked = bool(values.get("recheck")) and text_of(values, "recheck_on") <= on.isoformat()
    return state_at(values, on) is ProblemState.CLOSED and not rechecked


def in_time(values: Mapping[str, Value]) -> bool | None:
    """Whether it was finished up to its deadline, that day included; None without one of the two days."""
    finished, deadline = text_of(values, "finished_on"), text_of(values, "deadline")
    return finished <= deadline if finished and deadline else None


def text_of(values: Mapping[str, Value], key: str) -> str:
    """A text, or several names, as people read them; "" where nothing stands."""
    value = values.get(key)
    if isinstance(value, list):
        return "、".join(value)
    return "" if value is None else str(value)


# --- what follows -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody is called to account: `key` is stable, `kind` a 追究情形, `text` the fact."""

    key: str
    kind: str
    text: str


def grounds(values: Mapping[str, Value], loss: int | None) -> list[Ground]:
    """What of a problem calls for 责任追究 (T65, T66, T67); `loss` is the number of points, in hundredths,
    from which on a loss is 较大 (None: the unit has not said)."""
    found = []
    failures = values.get("failures")
    if isinstance(failures, int) and failures >= MOST_FAILURES:
        found.append(Ground("failures", "两次以上整改不力", f"整改不力 {failures} 次"))
    level = text_of(values, "circulated_level")
    if values.get("circulated") and level.startswith(_HIGH):
        found.append(Ground("circulated", "被市级通报", f"被{level}通报"))
    deducted = values.get("deducted")
    if loss is not None and isinstance(deducted, int) and deducted >= loss > 0:
        points = f"{deducted / 100:.2f}".rstrip("0").rstrip(".")
        found.append(Ground("loss", "较大失分", f"失分 {points} 分"))
    return found


def repeated(problems: Iterable[Mapping[str, Value]], year: int) -> tuple[Ground | None, list[int]]:
    """T65 for a unit, of whose problems these are: 两次以上整改不力的单位 is called to account also where no
    single problem was mended badly twice. What a problem calls for by itself is left to it. The ground, and
    the places of the problems that failed once in the year, by their recheck or else their finding."""
    once = [
        n
        for n, values in enumerate(problems)
        if values.get("failures") == 1
        and (text_of(values, "recheck_on") or text_of(values, "date")).startswith(f"{year}-")
    ]
    if len(once) < MOST_FAILURES:
        return None, once
    said = f"{year} 年有 {len(once)} 个问题整改不力"
    return Ground(f"unit-{year}", "两次以上整改不力", said), once


def penalty(earlier: int) -> str:
    """T68: what the rule 首违免罚、屡违重罚 asks for after so many earlier violations of the same shop."""
    if not earlier:
        return "首次违规，免罚教育，上门劝导"
    return f"第 {earlier + 1} 次违规，按屡违重罚处理"


def default_deadline(found: date, source: str, kind: str, days: Mapping[str, int], other: int) -> date:
    """The day it has to be mended by: so many days after it was found, by its kind, else by its source."""
    return found + timedelta(days=days.get(kind, days.get(source, other)))


# --- the way it went ----------------------------------------------------------------------------------


class StepKind(StrEnum):
    """What may happen to a problem."""

    FOUND = "found"
    ASSIGNED = "assigned"
    URGED = "urged"
    CIRCULATED = "circulated"
    MEASURE = "measure"
    HARD = "hard"
    EXTENDED = "extended"
    FINISHED = "finished"
    FEEDBACK = "feedback"
    RECHECKED = "rechecked"
    REOPENED = "reopened"
    CLOSED = "closed"
    ACCOUNTABLE = "accountable"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    StepKind.FOUND: "发现问题",
    StepKind.ASSIGNED: "下达整改通知",
    StepKind.URGED: "督办",
    StepKind.CIRCULATED: "通报",
    StepKind.MEASURE: "整改措施",
    StepKind.HARD: "难以立即整改",
    StepKind.EXTENDED: "延期",
    StepKind.FINISHED: "整改完成",
    StepKind.FEEDBACK: "反馈答复",
    StepKind.RECHECKED: "复查",
    StepKind.REOPENED: "重新整改",
    StepKind.CLOSED: "销号",
    StepKind.ACCOUNTABLE: "责任追究",
}
_ORDER = {kind: n for n, kind in enumerate(StepKind)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its day (ISO, "" unknown), who did it, what was said, and a word that programs read (合格,
    the level of a 通报, how the deadline was `moved`). Without an id it is only read from the record."""

    id: str
    kind: StepKind
    at: str
    who: str = ""
    text: str = ""
    result: str = ""


def path(values: Mapping[str, Value], steps: Sequence[Step]) -> list[Step]:
    """The steps in order, those that were written down and those that only the record tells.

    A record may be typed or imported without any step, and changed after one: what its fields say now is
    always on the way.
    """
    # A deadline that was moved since is not the one that was set at first.
    moved = any(step.kind in (StepKind.EXTENDED, StepKind.REOPENED) for step in steps)
    more = [step for step in _told_by(values, moved=moved) if not any(_same(step, one) for one in steps)]
    # What happened on one day keeps the order in which it was entered.
    place = {one.id: n for n, one in enumerate(steps)}
    return sorted(
        [*steps, *more],
        key=lambda one: (
            one.kind is not StepKind.FOUND,
            one.at or "9999",
            place.get(one.id, len(place)),
            _ORDER[one.kind],
        ),
    )


def _same(told: Step, written: Step) -> bool:
    if told.kind is not written.kind:
        return False
    if told.kind in (StepKind.FINISHED, StepKind.FEEDBACK):
        return told.at == written.at or not told.at
    if told.kind is StepKind.RECHECKED:
        return told.result == written.result and (told.at == written.at or not told.at)
    return True  # once is enough of the others: the step tells it better than the record


def _told_by(values: Mapping[str, Value], *, moved: bool) -> list[Step]:
    """What the fields of a record tell of its way."""

    def said(key: str) -> str:
        return text_of(values, key)

    steps = [
        Step("", StepKind.FOUND, said("date"), text="，".join(filter(None, (said("source"), said("place")))))
    ]
    who = "，".join(filter(None, (said("department"), said("owner"))))
    limit = f"限 {said('deadline')} 前完成" if said("deadline") and not moved else ""
    # Who is to mend it may be known before anybody was told so.
    if who and said("status") != OPENED:
        steps.append(Step("", StepKind.ASSIGNED, said("date"), text="，".join(filter(None, (who, limit)))))
    if said("measures"):
        steps.append(Step("", StepKind.MEASURE, said("date"), text=said("measures")))
    if is_hard(values):
        reason = "；".join(filter(None, (said("reason"), said("timetable"))))
        steps.append(Step("", StepKind.HARD, said("date"), text=reason))
    if values.get("circulated"):
        steps.append(
            Step("", StepKind.CIRCULATED, "", text=said("circulated_level"), result=said("circulated_level"))
        )
    if said("finished_on"):
        steps.append(Step("", StepKind.FINISHED, said("finished_on"), text=said("result")))
    if said("feedback") or said("feedback_on"):
        steps.append(Step("", StepKind.FEEDBACK, said("feedback_on"), text=said("feedback")))
    if said("recheck"):
        day = said("recheck_on") or said("finished_on")
        steps.append(Step("", StepKind.RECHECKED, day, said("rechecker"), said("recheck"), said("recheck")))
    return steps
