"""When a form asks for rounds: days, weeks, months, but for holidays and the time it rests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .forms import WORKDAYS, Form
from .periods import Per, Period, buckets

IsWorkday = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Expected:
    """A day, week, month … in which a form asks for `needed` rounds."""

    start: date
    end: date
    title: str
    needed: int


def spans(per: str, start: date, end: date) -> Iterator[tuple[date, date, str]]:
    """The whole days, weeks, months … of a cadence that touch the days from `start` to `end`: first and last
    day, name. Nothing for a form without a cadence."""
    if not per:
        return
    cadence = Per(per)
    wide = Period(date(start.year - 1, 1, 1), date(end.year + 1, 12, 31))
    if cadence in (Per.DAY, Per.WEEK):
        wide = Period(start - timedelta(days=7), end + timedelta(days=7))
    for one in buckets(wide, cadence):
        if one.end >= start and one.start <= end:
            yield one.start, one.end, one.title


def span_of(per: str, day: date) -> tuple[date, date]:
    """The first and last day of the week, month … of a day; the day itself without a cadence."""
    return next(((first, last) for first, last, _ in spans(per, day, day)), (day, day))


def expected(form: Form, start: date, end: date, is_workday: IsWorkday) -> list[Expected]:
    """When the form asks for rounds between two days: spans that begin before `start` or end after `end` are
    there with those that touch. A span asks for nothing when each of its days is in a pause of the form, or
    no workday where the form asks for workdays only (a day of a holiday, a week of 国庆)."""

    def asked(day: date) -> bool:
        return not form.paused(day) and (form.days != WORKDAYS or is_workday(day))

    found = []
    for first, last, title in spans(form.per, start, end):
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        if any(asked(day) for day in days):
            found.append(Expected(first, last, title, form.times))
    return found
