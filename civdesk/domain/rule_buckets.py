"""The buckets of a rule within a period, each with what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .conditions import WEEKDAYS
from .festivals import Calendar
from .periods import MONTHS, Bucket, Per, Period, add_months, buckets, buckets_before
from .rule_timing import WORKDAYS
from .rules import Condition, Festivals, Need, Rule, Span, Test

# What people call the days that a window may run back from.
ANCHORS = {"inspection": "迎检日期", "review": "复审日期", "deadline": "申报截止日期"}
_DAY = timedelta(days=1)


class Unanswerable(Exception):
    """The workspace lacks something the rule needs; the message says what."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A bucket with what it needs, and what else its records must satisfy (to be of its festival)."""

    bucket: Bucket
    need: Need | None
    where: tuple[Condition, ...] = ()


def pieces(
    rule: Rule, period: Period, as_of: date, anchors: Mapping[str, date], calendar: Calendar
) -> list[Piece]:
    """The buckets of a rule; raises Unanswerable for a named day or a festival that nobody knows."""
    if rule.festivals:
        found = list(_festivals(rule, rule.festivals, period, calendar))
    elif rule.needs:
        assert rule.per is not None
        found = [
            Piece(bucket, need)
            for bucket in buckets(period, rule.per, rule.by)
            if (need := rule.needs[_place(bucket, rule.per)])
        ]
    else:
        found = [Piece(bucket, rule.need) for bucket in _buckets(rule, period, as_of, anchors, calendar)]
    # Nothing that must stay away can come due.
    ceilings = {need for need in (rule.need, *rule.needs) if need and need.ceiling}
    if not ceilings:
        return found
    return [
        replace(piece, bucket=replace(piece.bucket, deadline=None)) if piece.need in ceilings else piece
        for piece in found
    ]


def note(rule: Rule, period: Period, calendar: Calendar) -> str:
    """What has to be said of the buckets of a rule: that the holidays of a year are not known."""
    if rule.days != (WORKDAYS,) or not (years := calendar.unknown(period)):
        return ""
    return f"{'、'.join(map(str, years))}年的放假安排还没有公布或录入，按周一至周五计"


def cutoff(age: Span, day: date) -> date:
    """The earliest day that is no older than `age` on `day`."""
    if age.unit == "days":
        return day - timedelta(days=age.number)
    first = add_months(day, -age.number)
    # 28 February and six months is 28 August, so on 31 August that is too old.
    while add_months(first, age.number) < day:
        first += _DAY
    return first


def _buckets(
    rule: Rule, period: Period, as_of: date, anchors: Mapping[str, date], calendar: Calendar
) -> tuple[Bucket, ...]:
    if rule.window:
        anchor = anchors.get(rule.window.before)
        if anchor is None:
            raise Unanswerable(f"没有设定{ANCHORS.get(rule.window.before, rule.window.before)}")
        return buckets_before(anchor, rule.window.months, rule.per)
    if rule.look_back:
        return (Bucket(cutoff(rule.look_back, as_of), as_of, None, f"近 {rule.look_back.title}"),)
    if rule.per:
        found = buckets(period, rule.per, rule.by)
        if rule.only:
            length = MONTHS[rule.per]
            found = tuple(b for b in found if (b.start.month - 1) // length + 1 == rule.only)
        return tuple(_on_days(rule, found, calendar)) if rule.days or rule.weekday is not None else found
    return (Bucket(period.start, period.end, None, period.title),)


def _on_days(rule: Rule, found: tuple[Bucket, ...], calendar: Calendar) -> Iterator[Bucket]:
    """Only the buckets whose day is one of the rule's; a week is due on the day that it is asked for."""
    for bucket in found:
        day = bucket.start if rule.weekday is None else bucket.start + rule.weekday * _DAY
        if rule.days == (WORKDAYS,):
            asked = calendar.works(day)
        else:
            asked = not rule.days or WEEKDAYS[day.weekday()] in rule.days
        if asked:
            yield bucket if rule.weekday is None else replace(bucket, deadline=day)


def _place(bucket: Bucket, per: Per) -> int:
    """Which bucket of its year it is, from 0."""
    if per is Per.TERM:
        return 0 if bucket.start.month == 2 else 1
    if per is Per.HALF_MONTH:
        return 2 * (bucket.start.month - 1) + (bucket.start.day > 15)
    return (bucket.start.month - 1) // MONTHS[per]


def _festivals(rule: Rule, asked: Festivals, period: Period, calendar: Calendar) -> Iterator[Piece]:
    try:
        falling = calendar.falling(asked.names, period)
    except KeyError as error:
        raise Unanswerable(f"节日表里没有“{error.args[0]}”") from None
    several = len(period.years) > 1
    for day, festival in falling:
        start = _shifted(day, asked.before, -1)
        end = day - _DAY if asked.ahead else _shifted(day, asked.after, 1)
        title = f"{day.year}年{festival.name}" if several else festival.name
        where = (Condition(asked.field, Test.ONE_OF, festival.names),) if asked.field else ()
        yield Piece(Bucket(start, end, end, title), rule.need, where)


def _shifted(day: date, by: Span | None, sign: int) -> date:
    if by is None:
        return day
    return add_months(day, sign * by.number) if by.unit == "months" else day + sign * by.number * _DAY
