"""Dates, periods and times of day as people write them; what could be two things is asked, never guessed."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, datetime, timedelta

from civdesk.domain.text import half_width

_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's serial numbers from March 1900 on
FIRST_SERIAL = (date(1990, 1, 1) - _EPOCH).days
LAST_SERIAL = (date(2099, 12, 31) - _EPOCH).days
_YEARS = range(1900, 2101)

_PART = "(?:上午|下午|早上|早晨|清晨|晚上|傍晚|晚间|中午|凌晨|全天|早|晚)"
_TIME = (
    r"(?<!\d)(?:[01]?\d|2[0-4])\s*"
    r"(?::\s*[0-5]?\d(?:\s*:\s*[0-5]?\d(?:\.\d+)?)?|[时点]\s*(?:半|[0-5]?\d\s*分?)?)"
)
_CLOCK = rf"(?:{_PART}?\s*{_TIME}(?:\s*[-~至到]\s*{_PART}?\s*{_TIME})?|{_PART})"
_WEEKDAY = "(?:星期|周|礼拜)[一二三四五六日天]"
_TAIL = rf"\s*(?:{_WEEKDAY}|\({_WEEKDAY}\s*{_CLOCK}?\))?\s*T?\s*{_CLOCK}?"
_FULL = re.compile(
    r"(?P<y>\d{4})\s*(?:年\s*(?P<m1>\d{1,2})\s*[月.]\s*(?P<d1>\d{1,2})"
    r"|(?P<sep>[-./、·・,\\ ])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<d2>\d{1,2}))\s*[日号]?[.。]?" + _TAIL
)
_NO_YEAR = re.compile(r"(?P<m>\d{1,2})(?:\s*月\s*|[-./])(?P<d>\d{1,2})\s*[日号]?[.。]?" + _TAIL)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})" + _TAIL)
_SHORT_YEAR = re.compile(r"'?\d{2}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]?|[-./]\d{1,2}[-./]\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})" + _TAIL)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_DAY_ONLY = re.compile(r"(\d{1,2})\s*[日号]?")
_YEAR_ONLY = re.compile(r"\d{4}\s*年?度?")
_MONTH_ONLY = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?(?:份|初|底|上旬|中旬|下旬)?|\d{6}")
_CHINESE_DATE = re.compile(
    r"([〇零○O0一二三四五六七八九]{4}|\d{4})年([一二三四五六七八九十]{1,3}|\d{1,2})月"
    r"([一二三四五六七八九十]{1,3}|\d{1,2})[日号]?" + _TAIL
)
# Without 日 it may be lunar: 八月十五.
_CHINESE_NO_YEAR = re.compile(r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]" + _TAIL)
_DIGITS = {char: digit for digit, chars in enumerate(("〇零○O0", *"一二三四五六七八九")) for char in chars}
# Behind a whole date these only say what day it was: 2026年2月17日（正月初一）, 4月5日（清明节）.
_FESTIVE = re.compile(
    r"(?<=[\d日号])\s*\((?:农历|阴历)?[^()\d前后拟暂待约至到起]{0,6}"
    r"(?:节|除夕|元旦|元宵|清明|端午|七夕|中秋|重阳|国庆|[初十廿三][一二三四五六七八九十])\)"
)
_LUNAR = re.compile(r"农历|阴历|腊月|正月|冬月|初[一二三四五六七八九十]|闰")


class DateError(ValueError):
    """The text is no date, or could be several; the message is a Chinese sentence that says what to do.
    `ask` says what only a person knows of it: its "year", its "month", or the "order" of day and month."""

    def __init__(self, message: str, ask: str = "") -> None:
        super().__init__(message)
        self.ask = ask


def read_date(raw: object, year: int | None = None, *, month: int | None = None, order: str = "") -> date:
    """The day that a cell or a typed text means.

    Taken are dates and times of Python, serial numbers of spreadsheets between 1990 and 2099 (also as
    text), and texts with the year in front: 2026-1-2, 2026.1.2, 2026/1/2, 2026年1月2日（星期五）, 20260102,
    二〇二六年一月二日, with or without a time of day, in full width too. `year` completes 8月12日 and 8.12,
    with `month` also 12日 and 12; `order` says what comes first in 01/02/2026: "month" or "day".

    Raises DateError for what is impossible (2026.2.30), incomplete (2026年3月), lunar, a range, two digits of
    a year, or two dates at once (01/02/2026): no guessing.
    """
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        # 5 typed into a cell formatted as a date is shown as a day of January 1900.
        return _day(raw.year if raw.year > 1900 else 0, raw.month, raw.day, raw.isoformat())
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise DateError(f"“{raw}”不是日期，请写成 2026-01-02 这样")
    if isinstance(raw, int | float):
        return _from_number(raw, year, month)
    return _from_text(raw, year, month, order)


def _from_number(raw: int | float, year: int | None, month: int | None) -> date:
    if not math.isfinite(raw):
        raise DateError("这个单元格里没有日期，请写成 2026-01-02 这样")
    if FIRST_SERIAL <= raw < LAST_SERIAL + 1:
        return _EPOCH + timedelta(days=int(raw))
    if isinstance(raw, int) or raw.is_integer():
        return _from_text(str(int(raw)), year, month)
    # 8.12 typed into an unformatted cell is a number, and 8.10 has become 8.1.
    text = f"{raw:.15g}"
    if re.fullmatch(r"\d{1,2}\.[123]", text):
        raise DateError(f"“{text}”在数字格里分不清是{text[-1]}日还是{text[-1]}0日，请写成 2026-01-02 这样")
    return _from_text(text, year)


def _from_text(raw: str, year: int | None, month: int | None = None, order: str = "") -> date:
    text = plain_text(raw)
    shown = raw.strip()[:40]
    text = _FESTIVE.sub("", text)
    if match := _FULL.fullmatch(text):
        return _day(int(match["y"]), int(match["m1"] or match["m2"]), int(match["d1"] or match["d2"]), shown)
    if match := _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), shown)
    if match := _CHINESE_DATE.fullmatch(text):
        years = int("".join(str(_DIGITS.get(char, char)) for char in match[1]))
        return _day(years, _chinese_number(match[2]), _chinese_number(match[3]), shown)
    if _SERIAL.fullmatch(text) and FIRST_SERIAL <= float(text) < LAST_SERIAL + 1:
        return _EPOCH + timedelta(days=int(float(text)))
    if match := _NO_YEAR.fullmatch(text) or _CHINESE_NO_YEAR.fullmatch(text):
        of, day = _chinese_number(match[1]), _chinese_number(match[2])
        if year is None:
            if not _in_some_year(of, day):
                raise DateError(f"“{shown}”没有这一天，请检查后重写")
            said = f"“{shown}”没有写年份，请写成 2026-01-02 这样，或在导入时指定年份"
            raise DateError(said, "year")
        return _day(year, of, day, shown)
    if match := _YEAR_LAST.fullmatch(text):
        return _either_order(int(match[1]), int(match[2]), int(match[3]), shown, order)
    if (match := _DAY_ONLY.fullmatch(text)) and 1 <= int(match[1]) <= 31:
        if year is not None and month is not None:
            return _day(year, month, int(match[1]), shown)
        raise DateError(_complaint(text, shown), "month")
    raise DateError(_complaint(text, shown))


def plain_text(raw: str) -> str:
    """Half width, one kind of dash, the ideographic full stop as a dot; for all patterns here."""
    text = re.sub("[—–―‒‐‑−─]+", "-", half_width(raw))
    return text.replace("。", ".").replace("〜", "~").replace("∼", "~")


def _day(year: int, month: int, day: int, shown: str) -> date:
    if year not in _YEARS:
        raise DateError(f"“{shown}”的年份不对，请检查后重写")
    if not 1 <= month <= 12:
        raise DateError(f"“{shown}”没有{month}月，请检查后重写")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateError(f"“{shown}”没有这一天（{year}年{month}月只有{last}天），请检查后重写")
    return date(year, month, day)


def _in_some_year(month: int, day: int) -> bool:
    """Whether there is such a day at all; 2月29日 is one."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]


def _either_order(first: int, second: int, year: int, shown: str, order: str) -> date:
    """A date with the year last is taken if just one order of day and month makes a date, or `order` says
    which is meant."""
    readings = set()
    for month, day in ((first, second), (second, first)):
        if year in _YEARS and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            readings.add(date(year, month, day))
    if len(readings) == 1:
        return readings.pop()
    if readings:
        if order:
            return date(year, first, second) if order == "month" else date(year, second, first)
        one, other = (f"{day.month}月{day.day}日" for day in sorted(readings))
        raise DateError(f"“{shown}”分不清是{one}还是{other}，请写成 2026-01-02 这样", "order")
    raise DateError(f"“{shown}”没有这一天，请检查后重写")


def _chinese_number(text: str) -> int:
    """十二 → 12, 三十一 → 31, 12 → 12; nonsense gives a number that is no day."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[ones] if len(ones) == 1 else 99
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 99
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _complaint(text: str, shown: str) -> str:
    """Why a text that is no date is none, in a sentence that says what to do."""
    if _LUNAR.search(text):
        return f"“{shown}”是农历，请换成公历日期，如 2026-01-02"
    if _SHORT_YEAR.match(text):
        return f"“{shown}”的年份只有两位，请写四位年份，如 2026-01-02"
    if _YEAR_ONLY.fullmatch(text):
        return f"“{shown}”只有年份，请写到日，如 2026-01-02"
    if _MONTH_ONLY.fullmatch(text):
        return f"“{shown}”只到月份，请写到日，如 2026-01-02"
    if re.search(r"\d\s*(?:[-~至到/、,，;；]|\s)\s*\d", text) and re.search(r"\d{4}", text):
        return f"“{shown}”不是一个日期，请只写一天，如 2026-01-02"
    return f"“{shown}”不是日期，请写成 2026-01-02 这样"
