"""The cheapest next gains: what each indicator that still costs points lacks, and how much work that is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..domain.decide import BucketResult
from ..domain.rules import Measure, Rule, State
from .assessing import Assessment, IndicatorReport, RuleReport, points_number

_OPEN = (State.OVERDUE, State.SHORT, State.UNSTATED, State.UNJUDGED, State.PENDING)

# How much work one of these is, against adding a file to a record that is there. Their order is what
# matters, not their size: a picture that is in somebody's phone, a day on which nothing happened written
# down, a field filled in, a person asked to register, a paper written, an activity held.
_PROOF, _WORD, _FIELD, _PERSON, _PAPER, _ACTIVITY = 1, 1, 2, 2, 3, 5


@dataclass(frozen=True, slots=True)
class Gain:
    """One indicator that can still be won. `points` are hundredths (None where the standard gives none).

    `effort` is in units of adding one file to a record that is there; `what` says it in words. `by` is the
    next day something of it is due. `late`: all of its time is over, so only what was done then and never
    written down can still count.
    """

    code: str
    title: str
    state: State
    points: int | None
    effort: int
    what: tuple[str, ...]
    who: tuple[str, ...]
    by: date | None
    late: bool


def gains(found: Assessment) -> list[Gain]:
    """What can still be won, the most points for the least work first; then what is due first. What only a
    record of days gone by could mend stands last, and what can no longer be mended is left out."""
    listed = [gain for report in found.indicators if (gain := _gain(found, report)) is not None]

    def order(gain: Gain) -> tuple[bool, Fraction, int, date]:
        worth = Fraction(gain.points, gain.effort) if gain.points else Fraction(0)
        return gain.late, -worth, gain.effort, gain.by or date.max

    return sorted(listed, key=order)


def gains_data(listed: list[Gain]) -> list[dict[str, Any]]:
    """The JSON of `gains`."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "state": one.state.value,
            "points": points_number(one.points),
            "effort": one.effort,
            "what": list(one.what),
            "who": list(one.who),
            "by": one.by and one.by.isoformat(),
            "late": one.late,
        }
        for one in listed
    ]


def _gain(found: Assessment, report: IndicatorReport) -> Gain | None:
    """What an indicator's own demands still lack; None where nothing can be done about it."""
    settled = report.judged is not None and report.judged.state in (State.MET, State.NOT_APPLICABLE)
    if settled or report.state not in _OPEN or not (report.leaf or report.rules):
        return None
    steps = [step for one in _rules(report) for step in one]
    if report.leaf and not report.rules and report.judged is None:
        steps = [_Step(_WORD, None, False)]
    if not steps or any(step.effort is None for step in steps):
        return None
    days = [step.by for step in steps if step.by and step.by >= found.on]
    points = None if report.points is None else report.points - (report.got or 0)
    return Gain(
        code=report.code,
        title=report.title,
        state=report.state,
        points=points,
        effort=sum(step.effort or 0 for step in steps),
        what=tuple(gap.what for gap in report.gaps),
        who=report.indicator.lead or report.indicator.owner or report.indicator.support,
        by=min(days, default=None),
        late=all(step.over for step in steps),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing to do; `effort` None where nothing can be done any more."""

    effort: int | None
    by: date | None
    over: bool  # its time is over


def _rules(report: IndicatorReport) -> Iterator[list[_Step]]:
    for shown, demanded in zip(report.rules, report.indicator.rules, strict=True):
        if shown.state in _OPEN:
            yield list(_steps(shown, demanded.rule, report))


def _steps(shown: RuleReport, rule: Rule, report: IndicatorReport) -> Iterator[_Step]:
    if shown.state is State.UNJUDGED:
        # Without a record, or without anybody to count: one record is the beginning.
        yield _Step(_ACTIVITY, None, False)
        return
    near = sum(len(gap.records) for gap in report.gaps if gap.ledger == shown.ledger)
    for bucket in shown.buckets:
        if bucket.state in _OPEN:
            effort = _effort(rule, bucket, near)
            yield _Step(effort, bucket.bucket.deadline, bucket.state is State.OVERDUE)
            near = 0  # the records that only lack a proof are counted once


def _effort(rule: Rule, bucket: BucketResult, near: int) -> int | None:
    if bucket.state is State.UNSTATED:
        return _WORD
    if rule.age:
        return _FIELD
    if rule.grade:
        return _ACTIVITY
    short = _short(bucket)
    if short is None:
        return None  # there is too much of it already
    if rule.each_record:
        return short * (_PROOF if rule.proofs else _FIELD)
    if rule.members or bucket.denominator is not None:
        return short * _PERSON
    mended = min(near, short)
    kind = _PAPER if rule.counted.measure is Measure.PRESENCE else _ACTIVITY
    return mended * _PROOF + (short - mended) * kind


def _short(bucket: BucketResult) -> int | None:
    """How many of what is counted are lacking, whole; None where it is not a matter of more."""
    if not isinstance(bucket.needed, Fraction):
        return None
    present = bucket.present if isinstance(bucket.present, Fraction) else Fraction(0)
    if bucket.denominator is not None and bucket.numerator is not None:
        lacking = bucket.needed * bucket.denominator - bucket.numerator
    else:
        lacking = bucket.needed - present
    if lacking < 0:
        return None
    # Strict comparisons want one more than the number they name.
    return max(1, math.ceil(lacking))
