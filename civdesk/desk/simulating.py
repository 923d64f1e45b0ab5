"""A standard at another day: what falls due until then, and what it costs if nothing more is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..domain.decide import BucketResult
from ..domain.rules import State
from ..errors import WrongUse
from ..store.memory import Memory
from ..store.workspace import Workspace
from .assessing import Assessment, IndicatorReport, RuleReport, assess, points_number

_LOST = (State.OVERDUE, State.SHORT, State.UNSTATED)
_APART = 3  # pieces of one demand that are told one by one


@dataclass(frozen=True, slots=True)
class Coming:
    """A demand of an indicator that is not lost today and would be then. `by` is the day it is due, None for
    what grows old or begins only then. `times`: so many in a row of the same demand (each day, each week),
    `by` then being the first."""

    code: str
    title: str
    sentence: str
    bucket: str
    by: date | None
    state: State
    who: tuple[str, ...]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Simulation:
    """A standard today and on another day, with the records there are (those dated in between as well)."""

    now: Assessment
    then: Assessment
    coming: tuple[Coming, ...]

    @property
    def lost(self) -> int | None:
        """Hundredths of points that go; None without points. Less than nothing where some come."""
        if self.now.score is None or self.then.score is None:
            return None
        return self.now.score.got - self.then.score.got


def simulate(ws: Workspace, key: str, on: date, at: date, *, memory: Memory | None = None) -> Simulation:
    """How a standard will stand on the day `at` if nothing is entered until then, with the due days of
    what nobody can compute; what comes due first stands first, what has no day last.

    Raises WrongUse for a day before `on` or an unknown standard.
    """
    if at < on:
        raise WrongUse("要看的日期早于今天，请选今天以后的日期。")
    now = assess(ws, key, on, records=False, memory=memory)
    then = assess(ws, key, at, records=False)
    lost_now = {
        (report.code, n, bucket.bucket.start)
        for report in now.indicators
        for n, rule in enumerate(report.rules)
        for bucket in rule.buckets
        if bucket.state in _LOST
    }
    coming = [
        one
        for report in then.indicators
        if not (report.judged and report.judged.state in (State.MET, State.NOT_APPLICABLE))
        for n, rule in enumerate(report.rules)
        for one in _drawn_together(
            [
                _coming(report, rule, bucket)
                for bucket in rule.buckets
                if bucket.state in _LOST and (report.code, n, bucket.bucket.start) not in lost_now
            ]
        )
    ]
    coming += [
        Coming(
            report.code, report.title, f"{due.phrase} {due.title}".strip(), "", day,
            report.state, _who(report),
        )
        for report in then.indicators
        if not report.rules and report.judged is None
        for due in report.indicator.due
        for year in range(on.year, at.year + 1)
        for day in due.days(year)
        if on <= day < at
    ]  # fmt: skip
    coming.sort(key=lambda one: (one.by is None, one.by or at))
    return Simulation(now, then, tuple(coming))


def simulation_data(found: Simulation) -> dict[str, Any]:
    """The JSON of `simulate`."""
    return {
        "standard": found.now.standard.key,
        "on": found.now.on.isoformat(),
        "at": found.then.on.isoformat(),
        "points": found.now.score
        and found.then.score
        and {
            "now": points_number(found.now.score.got),
            "then": points_number(found.then.score.got),
            "lost": points_number(found.lost),
        },
        "coming": [
            {
                "code": one.code,
                "title": one.title,
                "sentence": one.sentence,
                "bucket": one.bucket or None,
                "times": one.times,
                "by": one.by and one.by.isoformat(),
                "state": one.state.value,
                "who": list(one.who),
            }
            for one in found.coming
        ],
    }


def _coming(report: IndicatorReport, rule: RuleReport, bucket: BucketResult) -> Coming:
    day = bucket.bucket.deadline
    return Coming(report.code, report.title, rule.sentence, _title(bucket), day, bucket.state, _who(report))


def _drawn_together(coming: list[Coming]) -> list[Coming]:
    """Of one demand: very many pieces (each day of a month) as one, from the first to the last."""
    if len(coming) <= _APART:
        return coming
    first, last = coming[0], coming[-1]
    said = f"{first.bucket}至{last.bucket}，共 {len(coming)} 个时段"
    return [replace(first, bucket=said, times=len(coming))]


def _title(bucket: BucketResult) -> str:
    return bucket.bucket.title if bucket.bucket.deadline else ""


def _who(report: IndicatorReport) -> tuple[str, ...]:
    return report.indicator.lead or report.indicator.owner or report.indicator.support
