"""Periods of time and the buckets into which a cadence cuts them."""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

_DAY = timedelta(days=1)


class Per(StrEnum):
    """A cadence: how often something is asked for."""

    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    TERM = "term"
    YEAR = "year"
    CYCLE = "cycle"

    @property
    def every(self) -> str:
        """The cadence in words: 每季度."""
        return _EVERY[self]


_EVERY = {
    Per.DAY: "每天",
    Per.WEEK: "每周",
    Per.HALF_MONTH: "每半月",
    Per.MONTH: "每月",
    Per.TWO_MONTHS: "每两个月",
    Per.QUARTER: "每季度",
    Per.HALF_YEAR: "每半年",
    Per.TERM: "每学期",
    Per.YEAR: "每年",
    Per.CYCLE: "创建周期内",
}

# Cadences of whole calendar months, and how many months each takes: only these can have named deadlines.
MONTHS = {Per.MONTH: 1, Per.TWO_MONTHS: 2, Per.QUARTER: 3, Per.HALF_YEAR: 6, Per.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"时段的结束早于开始：{self.start}/{self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def years(self) -> range:
        """The calendar years it touches."""
        return range(self.start.year, self.end.year + 1)

    @property
    def title(self) -> str:
        """For people: 2026年 for a calendar year, else both dates."""
        if self == calendar_year(self.start.year):
            return f"{self.start.year}年"
        return f"{self.start.isoformat()} 至 {self.end.isoformat()}"


@dataclass(frozen=True, slots=True)
class Bucket:
    """One piece of a cadence: what is dated from `start` to `end` counts, and is due by `deadline`.

    The deadline may lie before the end (下半年 asked for by 11-30); None where nothing is due on a day.
    """

    start: date
    end: date
    deadline: date | None
    title: str


def calendar_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def parse_period(text: str) -> Period:
    """`2026` or `2026-01-01/2026-12-31`; raises ValueError with a Chinese sentence."""
    try:
        if "/" not in text:
            return calendar_year(int(text))
        start, _, end = text.partition("/")
        first, last = date.fromisoformat(start.strip()), date.fromisoformat(end.strip())
    except ValueError as error:
        raise ValueError(f"时段“{text}”不是“年份”或“开始日期/结束日期”") from error
    return Period(first, last)


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier); the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_day(text: str, year: int) -> date:
    """`03-31` in that year; 02-29 is the last of February in a common year. Raises ValueError."""
    month, _, day = text.partition("-")
    leap = date(2000, int(month), int(day))
    return date(year, leap.month, min(leap.day, calendar.monthrange(year, leap.month)[1]))


def buckets(period: Period, per: Per, by: Sequence[str] = ()) -> tuple[Bucket, ...]:
    """The pieces of `per` in `period`, in order.

    Cadences of months are cut off at the ends of the period, so their buckets together are the period.
    Weeks (Monday to Sunday) and school terms are not cut, for half a week cannot be asked for a whole
    week's work: they belong to the period in which most of their days lie, and may reach over its ends.

    `by` names the deadlines (month-day) of the buckets of each year, when they are not the buckets' last
    days; what is due by a day outside the period is not asked for in it. The length of `by` must be that of
    `per` in a year. Raises ValueError otherwise.
    """
    return _buckets(period, per, tuple(by))


@functools.lru_cache(maxsize=256)  # many rules have the same cadence
def _buckets(period: Period, per: Per, by: tuple[str, ...]) -> tuple[Bucket, ...]:
    several = len(period.years) > 1
    pieces: list[Bucket] = []
    for start, end, title in _units(period, per):
        deadline = end
        if by:
            if per not in MONTHS or len(by) != 12 // MONTHS[per]:
                raise ValueError(f"{len(by)} deadlines do not fit the cadence {per.value}")
            deadline = month_day(by[(start.month - 1) // MONTHS[per]], start.year)
            if deadline not in period:
                continue
        if several and per not in (Per.CYCLE, Per.YEAR):
            title = f"{start.year}年{title}"
        elif several and per is Per.YEAR:
            title = f"{start.year}年"
        if per not in (Per.WEEK, Per.TERM):
            start, end = max(start, period.start), min(end, period.end)
            deadline = deadline if by else end
        pieces.append(Bucket(start, end, deadline, title))
    return tuple(pieces)


def buckets_before(anchor: date, months: int, per: Per | None) -> tuple[Bucket, ...]:
    """The pieces of a cadence that runs back from a date, in order: `months` months that end the day before.

    They are counted from the anchor, not by the calendar: before 10-20 a half month is 10-05 to 10-19.
    Without `per` the whole window is one piece. Raises ValueError where the cadence does not go into it.
    """
    edges = sorted(_edges_before(anchor, months, per))
    return tuple(
        Bucket(start, after - _DAY, after - _DAY, f"{_short(start)}至{_short(after - _DAY)}")
        for start, after in pairwise(edges)
    )


def _edges_before(anchor: date, months: int, per: Per | None) -> set[date]:
    """The first day of each piece, and the anchor."""
    first = add_months(anchor, -months)
    if months < 1 or per in (Per.TERM, Per.CYCLE) or months % MONTHS.get(per or Per.MONTH, 1):
        raise ValueError(f"{months} months cannot be cut into {per}")
    if per is None:
        return {first, anchor}
    if per in MONTHS:
        return {add_months(anchor, -n) for n in range(0, months + 1, MONTHS[per])}
    if per is Per.HALF_MONTH:
        whole = {add_months(anchor, -n) for n in range(months + 1)}
        return whole | {edge + 15 * _DAY for edge in whole - {anchor}}
    step = 1 if per is Per.DAY else 7
    edges = [anchor - n * _DAY for n in range(0, (anchor - first).days + 1, step)]
    # What is left over at the far end is no whole week and joins its neighbour.
    return {*edges[:-1], first}


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _units(period: Period, per: Per) -> Iterator[tuple[date, date, str]]:
    """The uncut units of a cadence that belong to a period: first day, last day, name within a year."""
    if per is Per.CYCLE:
        yield period.start, period.end, "创建周期"
    elif per is Per.DAY:
        for n in range((period.end - period.start).days + 1):
            day = period.start + n * _DAY
            yield day, day, _short(day)
    elif per is Per.WEEK:
        monday = period.start - period.start.weekday() * _DAY
        while monday <= period.end:
            # The Thursday decides, as in ISO 8601: most days of the week lie on its side.
            if monday + 3 * _DAY in period:
                yield monday, monday + 6 * _DAY, f"第{monday.isocalendar().week}周"
            monday += 7 * _DAY
    elif per is Per.TERM:
        for year in range(period.start.year - 1, period.end.year + 1):
            for start, end, title in (
                (date(year, 2, 1), date(year, 7, 31), "春季学期"),
                (date(year, 8, 1), date(year + 1, 1, 31), "秋季学期"),
            ):
                if start + (end - start) // 2 in period:
                    yield start, end, title
    else:
        for unit in _month_units(period, per):
            if unit[1] >= period.start and unit[0] <= period.end:
                yield unit


def _month_units(period: Period, per: Per) -> Iterator[tuple[date, date, str]]:
    for year in period.years:
        if per is Per.HALF_MONTH:
            for month in range(1, 13):
                yield date(year, month, 1), date(year, month, 15), f"{month}月上半月"
                yield date(year, month, 16), month_end(year, month), f"{month}月下半月"
            continue
        length = MONTHS[per]
        for first in range(1, 13, length):
            last = first + length - 1
            title = {
                Per.MONTH: f"{first}月",
                Per.TWO_MONTHS: f"{first}–{last}月",
                Per.QUARTER: f"第{(first + 2) // 3}季度",
                Per.HALF_YEAR: "上半年" if first == 1 else "下半年",
                Per.YEAR: "全年",
            }[per]
            yield date(year, first, 1), month_end(year, last), title
