"""The cheapest next gains: what each indicator that still costs points lacks, and how much work that is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..domain.decide import BucketResult
from ..domain.rules import Measure, Rule, State
from ..domain.standards import Demanded
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
    next day something of it is due. `late`: it wants something whose time is over, so only what was done then
    and never written down can still count. `keeps`: the points are not won, but would be taken away.
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
    keeps: bool = False


def gains(found: Assessment) -> list[Gain]:
    """What can still be won, the most points for the least work first; then what is due first. What only a
    record of days gone by could mend stands last, and what can no longer be mended is left out.

    Where points are given in proportion, the demands whose time is not over are what is to be won; a bonus
    with points for each case is won case by case. What the clerk found wanting by hand counts as an activity.
    Points that stand above several criteria are won by all of these together.
    """
    parts = _parts(found)
    listed = [
        gain
        for report in found.indicators
        if report.code in parts and (gain := _gain(found, report, parts[report.code])) is not None
    ]

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
            "keeps": one.keeps,
            "effort": one.effort,
            "what": list(one.what),
            "who": list(one.who),
            "by": one.by and one.by.isoformat(),
            "late": one.late,
        }
        for one in listed
    ]


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing to do; `effort` None where nothing can be done any more. `over`: its time is over. `part` is
    how much of the points it brings where they are given in proportion."""

    effort: int | None
    by: date | None
    over: bool = False
    part: Fraction = Fraction(0)


def _parts(found: Assessment) -> dict[str, list[IndicatorReport]]:
    """What has to be done for each indicator, by code: its own demands, and those of what stands below it
    without points of its own, where the points stand above."""
    reports = {report.code: report for report in found.indicators}
    parts: dict[str, list[IndicatorReport]] = {}
    for report in found.indicators:
        above: IndicatorReport | None = report
        while above is not None and above.points is None:
            above = reports.get(above.indicator.parent)
        # Points beside which demands of their own stand depend on these alone.
        carrier = report if above is None or _telling(above) else above
        parts.setdefault(carrier.code, []).append(report)
    return parts


def _gain(found: Assessment, report: IndicatorReport, parts: Sequence[IndicatorReport]) -> Gain | None:
    """What an indicator still lacks, in its own demands and in those of its parts; None where nothing can be
    done about it."""
    if report.judged is not None and report.judged.state in (State.MET, State.NOT_APPLICABLE):
        return None
    if _case_by_case(report):
        return _next_case(found, report)
    if report.state not in _OPEN:
        return None
    steps = [step for part in parts for step in _part_steps(part)]
    share = report.indicator.scoring.way == "share" and report.judged is None and bool(report.rules)
    if share:
        steps = [step for step in steps if step.effort is not None]
        steps = [step for step in steps if not step.over] or steps
    if not steps or any(step.effort is None for step in steps):
        return None
    effort = sum(step.effort or 0 for step in steps)
    points, keeps = _worth(report)
    if share and points is not None and report.points is not None:
        points = min(points, int(report.points * sum(step.part for step in steps)))
    what = [gap.what if part is report else f"{part.code} {gap.what}" for part in parts for gap in part.gaps]
    return _made(found, report, points, effort, what, steps, keeps=keeps, others=parts)


def _part_steps(part: IndicatorReport) -> list[_Step]:
    """What the own demands of an indicator want, as far as they are open."""
    if part.judged is not None and part.judged.state in (State.MET, State.NOT_APPLICABLE):
        return []
    steps = [step for one in _open_rules(part) for step in _steps(*one, part)]
    if steps or part.state not in _OPEN:
        return steps
    if part.judged is not None:
        return [_Step(_ACTIVITY, None)]
    return [_Step(_WORD, None)] if part.leaf and not part.rules else []  # a judgement


def _made(
    found: Assessment,
    report: IndicatorReport,
    points: int | None,
    effort: int,
    what: Iterable[str],
    steps: Sequence[_Step],
    *,
    keeps: bool = False,
    others: Sequence[IndicatorReport] = (),
) -> Gain:
    one = report.indicator
    asked = [one.lead or one.owner or one.support, *(part.indicator.lead for part in others)]
    days = (step.by for step in steps if step.by and step.by >= found.on)
    return Gain(
        code=report.code,
        title=report.title,
        state=report.state,
        points=points,
        effort=effort,
        what=tuple(what),
        who=tuple(dict.fromkeys(name for names in asked for name in names)),
        by=min(days, default=None),
        late=any(step.over for step in steps),
        keeps=keeps,
    )


def _worth(report: IndicatorReport) -> tuple[int | None, bool]:
    """The points that mending an indicator brings, and whether they are only kept."""
    if report.points is None:
        return None, False
    got, scoring = report.got or 0, report.indicator.scoring
    if scoring.way != "minus":
        return max(report.points - got, 0), False
    if got < 0:
        return -got, False
    # Nothing is taken away yet.
    return (report.points if scoring.each is None else min(report.points, scoring.each)), True


# --- a bonus for each case -----------------------------------------------------------------------------


def _case_by_case(report: IndicatorReport) -> bool:
    scoring, rules = report.indicator.scoring, report.indicator.rules
    return (
        scoring.way == "bonus"
        and scoring.each is not None
        and report.judged is None
        and bool(rules)
        and all(one.rule.counted.measure is Measure.COUNT and not one.rule.each_record for one in rules)
    )


def _next_case(found: Assessment, report: IndicatorReport) -> Gain | None:
    """One more case of a bonus, as long as there is anything left to be added."""
    each, left = report.indicator.scoring.each or 0, (report.points or 0) - (report.got or 0)
    if left <= 0 or not each:
        return None
    near = any(gap.near for gap in report.gaps)
    days = [b.bucket.deadline for rule in report.rules for b in rule.buckets if b.bucket.deadline]
    coming = [day for day in days if day >= found.on]
    step = _Step(_PROOF if near else _ACTIVITY, min(coming, default=None), bool(days) and not coming)
    said = f"每多 1 项加 {points_number(min(each, left))} 分，最多还能加 {points_number(left)} 分"
    what = (said, *(gap.what for gap in report.gaps))
    return _made(found, report, min(each, left), step.effort or 0, what, [step])


# --- steps ---------------------------------------------------------------------------------------------


def _telling(report: IndicatorReport) -> list[tuple[RuleReport, Demanded]]:
    """The rules that ask for anything: not those for each record where there is no record."""
    return [
        (shown, demanded)
        for shown, demanded in zip(report.rules, report.indicator.rules, strict=True)
        if shown.state is not State.NOT_APPLICABLE
        and not (demanded.rule.each_record and all(b.needed == 0 for b in shown.buckets))
    ]


def _open_rules(report: IndicatorReport) -> list[tuple[RuleReport, Demanded, Fraction]]:
    """The rules that are not met, each with its share of the points where they are given in proportion."""
    pairs = _telling(report)
    return [(shown, asked, Fraction(1, len(pairs))) for shown, asked in pairs if shown.state in _OPEN]


def _steps(shown: RuleReport, demanded: Demanded, part: Fraction, report: IndicatorReport) -> Iterator[_Step]:
    if shown.state is State.UNJUDGED:
        # Without a record, or without anybody to count: one record is the beginning.
        yield _Step(_ACTIVITY, None, part=part)
        return
    near = [day for gap in report.gaps if gap.rule == shown.id for day in gap.days]
    for bucket in shown.buckets:
        if bucket.state in _OPEN:
            yield _step(demanded.rule, bucket, _within(near, bucket), part / len(shown.buckets))


def _within(days: Sequence[str], bucket: BucketResult) -> int:
    """How many of the records that only lack a proof belong to a bucket."""
    start, end = bucket.bucket.start.isoformat(), bucket.bucket.end.isoformat()
    return sum(not day or start <= day <= end for day in days)


def _step(rule: Rule, bucket: BucketResult, near: int, part: Fraction) -> _Step:
    by, over = bucket.bucket.deadline, bucket.state is State.OVERDUE
    if bucket.state is State.UNSTATED:
        return _Step(_WORD, by, part=part)
    if rule.age:
        return _Step(_FIELD, by, part=part)
    if rule.grade:
        return _Step(_ACTIVITY, by, over, part)
    short = _short(bucket)
    if short is None:
        return _Step(None, by, over, part)  # there is too much of it already
    if rule.each_record:
        return _Step(short * (_PROOF if rule.proofs else _FIELD), by, part=part)
    if rule.members or bucket.denominator is not None:
        return _Step(short * _PERSON, by, over, part)
    mended = min(near, short)
    kind = _PAPER if rule.counted.measure is Measure.PRESENCE else _ACTIVITY
    # What was done in time and only lacks a proof is not too late.
    return _Step(mended * _PROOF + (short - mended) * kind, by, over and mended < short, part)


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
