"""Stretches of time as people write them: periods (2026年1月至3月) and hours (上午9点至11点半)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from civdesk.domain.dates import DateError, plain_text, read_date

_Y = r"(?P<y>\d{4})\s*"
_FORMS = (
    ("year", re.compile(_Y + r"年?\s*(?:度|全年)?")),
    ("half", re.compile(rf"(?:{_Y}年?度?)?\s*(?P<n>[上下])半年度?")),
    ("quarter", re.compile(rf"(?:{_Y}年?度?)?\s*第?\s*(?P<n>[一二三四1-4])\s*季度?")),
    ("month", re.compile(_Y + r"(?:年|[-./])\s*(?P<n>\d{1,2})\s*月?份?|(?P<m>\d{1,2})\s*月份?")),
    ("day", re.compile(r"(?P<n>\d{1,2})\s*[日号]")),
    ("bare", re.compile(r"(?P<n>\d{1,2})")),
)
_TO = re.compile(r"\s*(?:至|到|~+|-+|/)\s*")
_OPEN_END = re.compile(r"\s*(?:[-/~]+|(?:[-~]|至|到)*今|起|以来)\s*$")


class _Level(IntEnum):
    """How fine a point of time is; both ends of a shortened range share it."""

    YEAR = 1
    PART = 2
    MONTH = 3
    DAY = 4


@dataclass(frozen=True, slots=True)
class _Point:
    start: date
    end: date
    level: _Level
    whole: bool  # the year was written, not inherited


_Period = tuple[date, date | None]


def read_period(raw: object, year: int | None = None) -> _Period:
    """First and last day of a period; the last is None for an open one (2026年1月至今).

    Taken are a year, half-year, quarter, month or day, and ranges of two such, the second shortened or not:
    2026.1-2026.3, 2026年1月至3月, 2026年3月5日—7日, 2024-2026, 2026年上半年, 2026-01-01/2026-03-31. `year`
    completes what is written without one. Raises DateError for what is none, ends before it begins, or
    could be two.
    """
    if isinstance(raw, float) and not raw.is_integer():
        if re.fullmatch(r"\d{4}\.1", f"{raw:.15g}"):
            raise DateError(f"“{raw:.15g}”在数字格里分不清是1月还是10月，请写成 2026年1月 这样")
        raw = f"{raw:.15g}"
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = str(int(raw))
    if not isinstance(raw, str):
        day = read_date(raw)
        return day, day
    shown = raw.strip()[:40]
    text = re.sub(r"^[自从]\s*|\s*止$", "", plain_text(raw))
    if match := re.fullmatch(r"(\d{4})(\d{2})", text):
        text = f"{match[1]}-{match[2]}"
    found, complaint = _whole(text, year, shown)
    if not found:
        found, about_range = _ranges(text, year, shown)
        complaint = about_range or complaint
    if len(found) == 1:
        return found.pop()
    if found:
        raise DateError(f"“{shown}”可以读成几段不同的时间，请写成 2026-01-01至2026-03-31 这样")
    raise complaint or DateError(f"“{shown}”不是一段时间，请写成 2026-01-01至2026-03-31 这样")


def write_period(start: date, end: date | None) -> str:
    """The stored form, `start/end` in ISO; an open period ends with the slash."""
    return f"{start.isoformat()}/{end.isoformat() if end else ''}"


def show_period(period: str) -> str:
    """A stored period for people: `2026-01-01至2026-03-31`, `2026-01-01至今`, one day as that day."""
    start, _, end = period.partition("/")
    return start if start == end else f"{start}至{end or '今'}"


def _whole(text: str, year: int | None, shown: str) -> tuple[set[_Period], DateError | None]:
    """The readings of a text without a range: one point, or one point and an open end."""
    complaint: DateError | None = None
    for stem, is_open in ((text, False), (_OPEN_END.sub("", text), True)):
        if is_open and stem == text:
            break
        try:
            if point := _point(stem, year, None, shown):
                return {(point.start, None if is_open else point.end)}, None
        except DateError as error:
            complaint = error
    return set(), complaint


def _ranges(text: str, year: int | None, shown: str) -> tuple[set[_Period], DateError | None]:
    """Every reading of a text as "from – to", over all places where it can be cut in two."""
    found: set[_Period] = set()
    complaint: DateError | None = None
    for cut in _TO.finditer(text):
        head, tail = text[: cut.start()], text[cut.end() :]
        try:
            if re.fullmatch(r"\d{1,2}", head) and re.fullmatch(r"\d{1,2}\s*月份?", tail):
                head += "月"  # 1-3月
            left = _point(head, year, None, shown)
            right = left and _point(tail, year, left, shown)
        except DateError as error:
            complaint = complaint or error
            continue
        if left is None or right is None or (right.level != left.level and not right.whole):
            continue
        if right.end < left.start:
            complaint = DateError(f"“{shown}”的结束早于开始，请检查后重写")
            continue
        found.add((left.start, right.end))
    return found, complaint


def _point(text: str, year: int | None, before: _Point | None, shown: str) -> _Point | None:
    """One end of a period. `before` is the other end, from which a shortened one takes year and month."""
    text = text.strip()
    home = before.start.year if before else year
    for name, form in _FORMS:
        if not (match := form.fullmatch(text)):
            continue
        groups = match.groupdict()
        if name in ("day", "bare"):
            return _shortened(name, int(groups["n"]), before, shown)
        of = int(groups["y"]) if groups["y"] else home
        if of is None:
            raise DateError(f"“{shown}”没有写年份，请写成 2026年1月至3月 这样，或在导入时指定年份")
        if not 1900 <= of <= 2100:
            raise DateError(f"“{shown}”的年份不对，请检查后重写")
        first, last, level = _months_of(name, groups, shown)
        end = date(of, last, calendar.monthrange(of, last)[1])
        return _Point(date(of, first, 1), end, level, bool(groups["y"]))
    if not re.search(r"\d\D+\d|^\d{8}$|^\d{5}(?:\.\d+)?$|[一二三四五六七八九十][日号]?$", text):
        return None
    try:
        day = read_date(text, home)
    except DateError:
        # What is made like a date complains as one; anything else is just no point of time.
        if re.fullmatch(r"(?:\d{4}\s*[年./-]\s*)?\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?|\d{8}", text):
            raise
        return None
    return _Point(day, day, _Level.DAY, re.match(r"\d{4}|[〇零○一二三四五六七八九]{4}", text) is not None)


def _months_of(name: str, groups: dict[str, str | None], shown: str) -> tuple[int, int, _Level]:
    """First and last month of a year, half-year, quarter or month."""
    if name == "year":
        return 1, 12, _Level.YEAR
    if name == "half":
        return (1, 6, _Level.PART) if groups["n"] == "上" else (7, 12, _Level.PART)
    if name == "quarter":
        quarter = "一二三四1234".index(groups["n"] or "") % 4
        return quarter * 3 + 1, quarter * 3 + 3, _Level.PART
    month = int(groups["n"] or groups["m"] or 0)
    if not 1 <= month <= 12:
        raise DateError(f"“{shown}”没有{month}月，请检查后重写")
    return month, month, _Level.MONTH


def _shortened(name: str, number: int, before: _Point | None, shown: str) -> _Point | None:
    """The second end as one number: 7日, or a bare 7 that is a month after a month and a day after a day."""
    if before is None:
        return None
    if before.level is _Level.DAY:
        day = read_date(f"{before.start.year}-{before.start.month}-{number}")
        return _Point(day, day, _Level.DAY, False)
    if name == "bare" and before.level is _Level.MONTH:
        return _point(f"{number}月", before.start.year, before, shown)
    return None


_CLOCK = re.compile(
    r"(?P<part>上午|早上|早晨|下午|晚上|夜间|中午|凌晨|次日|第二天|翌日)?\s*(?P<h>\d{1,2})\s*"
    r"(?::\s*(?P<m1>\d{1,2})(?:\s*:\s*\d{2})?"
    r"|[时点]\s*(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<m2>\d{1,2})\s*分?|整)?)"
)
_AFTERNOON = ("下午", "晚上", "夜间")
_NEXT_DAY = ("次日", "第二天", "翌日")
_STORED_HOURS = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d/(?:[01]\d|2[0-4]):[0-5]\d")


def read_span(raw: object) -> str:
    """Two times of one day as `HH:MM/HH:MM`.

    Taken are 9:00-11:30, 上午9点至11点半, 9时30分—11时, 下午2点至4点; the end may be on the next day only
    when it says so (22:00-次日6:00) or comes in the stored form. Raises DateError (in Chinese) otherwise.
    """
    if not isinstance(raw, str):
        raise DateError("请写起止时间，如 9:00-11:30")
    shown = raw.strip()[:40]
    text = plain_text(raw)
    ends = [_CLOCK.fullmatch(part) for part in _TO.split(text)]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        raise DateError(f"“{shown}”不是起止时间，请写成 9:00-11:30 这样")
    start, end = _minutes(ends[0], None, shown), _minutes(ends[1], ends[0]["part"], shown)
    if ends[1]["part"] is None and ends[0]["part"] == "上午" and end <= start:
        raise DateError(f"“{shown}”分不清结束是上午还是下午，请写成 9:00-14:30 这样")
    overnight = ends[1]["part"] in _NEXT_DAY or (_STORED_HOURS.fullmatch(text) and end != start)
    if (end <= start and not overnight) or start >= 24 * 60 or ends[0]["part"] in _NEXT_DAY:
        raise DateError(f"“{shown}”的结束不晚于开始，请检查后重写；到第二天的写成 22:00-次日6:00")
    if ends[1]["part"] in _NEXT_DAY and end >= start:
        raise DateError(f"“{shown}”超过了一天，请检查后重写")
    return f"{start // 60:02}:{start % 60:02}/{end // 60:02}:{end % 60:02}"


def show_span(span: str) -> str:
    """A stored span for people: `09:00-11:30`, `22:00-次日06:00`."""
    start, _, end = span.partition("/")
    return f"{start}-{'次日' if end <= start else ''}{end}"


def _minutes(match: re.Match[str], inherited: str | None, shown: str) -> int:
    """Minutes after midnight. The second time inherits 下午 from the first, as people speak."""
    hour = int(match["h"])
    minute = 30 if match["half"] else {"一": 15, "三": 45}.get(match["quarter"] or "", 0)
    minute = int(match["m1"] or match["m2"] or minute)
    part = match["part"] or (inherited if inherited in _AFTERNOON else None)
    if hour < 12 and (part in _AFTERNOON or (part == "中午" and hour < 10)):
        hour += 12
    elif hour == 12 and part in ("晚上", "夜间"):
        hour = 24
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise DateError(f"“{shown}”里的时间不对，请检查后重写")
    return hour * 60 + minute
