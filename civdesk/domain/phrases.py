"""Deadlines as plans write them (3月底前, 12月上旬前) turned into days; what is unclear stays unresolved."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from .periods import month_end
from .text import half_width

_MONTHS = {
    name: n
    for n, name in enumerate(
        ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), start=1
    )
}
_MONTH = r"(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?"
_BY = r"(?:之前|以前|前|之内|以内|内)?"
_YEAR = re.compile(r"(?:(?P<y>\d{4})年(?:度)?|(?P<rel>次年|翌年|明年|本年(?:度)?|今年|当年|当年度))")


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text]


def _month_part(match: re.Match[str], year: int) -> date:
    month, part = _month(match["m"]), match["part"]
    if part == "上旬":
        return date(year, month, 10)
    if part in ("中旬", "中"):
        return date(year, month, 20)
    return month_end(year, month)


def _before_month(match: re.Match[str], year: int) -> date:
    # 11月前 is before November begins; 11月底前 is a month later.
    return date(year, _month(match["m"]), 1) - timedelta(days=1)


def _day(match: re.Match[str], year: int) -> date:
    return date(year, _month(match["m"]), int(match["d"]))


def _quarter(match: re.Match[str], year: int) -> date:
    return month_end(year, 3 * (int(match["q"]) if match["q"].isdigit() else _MONTHS[match["q"]]))


# Each shape, tried as a whole: a phrase with anything more in it is not understood, and so not resolved.
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], date]], ...] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (_MONTH + r"(?P<part>上旬|中旬|下旬|月?底|末)" + _BY, _month_part),
        (_MONTH + r"(?P<d>\d{1,2})[日号]" + _BY, _day),
        (_MONTH + r"(?:之前|以前|前)", _before_month),
        (_MONTH + r"(?P<part>)(?:之内|以内|内)?", _month_part),
        (r"第?(?P<q>[1-4一二三四])季度?(?:底|末)?" + _BY, _quarter),
        (r"上半年(?:底|末)?" + _BY, lambda _, year: date(year, 6, 30)),
        (r"(?:下半年(?:底|末)?|年底|年末|年终|全年|年内)" + _BY, lambda _, year: date(year, 12, 31)),
    )
)
# What plans add without changing the day: 6月底前开展一次.
_TAIL = re.compile(
    r"(?:至少)?(?:开展|组织|完成|举办|举行|召开|上报|报送|更新)?(?:至少)?(?:[一二两三四1-9][次期场])?$"
)
_EACH = re.compile(r"(每(?:两个月|两月|季度|季|半年|年|月))(?:底|末)?前?[^\d月日旬底前]{0,12}(?:\d次)?")
_EACH_MONTH = re.compile(rf"每月(?P<d>\d{{1,2}})[日号]{_BY}")
_RECURRING = {
    "每月": range(1, 13),
    "每两个月": range(2, 13, 2),
    "每两月": range(2, 13, 2),
    "每季度": range(3, 13, 3),
    "每季": range(3, 13, 3),
    "每半年": (6, 12),
    "每年": (12,),
}


def deadline(phrase: str, year: int) -> date | None:
    """The last day that a phrase leaves, in `year` unless the phrase names its own; None if it is not clear.

    The day itself is included: 4月4日前 is done on 4 April. 上旬 ends on the 10th, 中旬 on the 20th, 下旬
    and 底 with the month; 11月前 is 31 October. Phrases that hang on something else (节前, 换季前, 本月底)
    are None: nothing is guessed (C63).
    """
    text = "".join(half_width(phrase).split()).removeprefix("在").removeprefix("于")
    if match := _YEAR.match(text):
        if match["y"]:
            year = int(match["y"])
        elif match["rel"] in ("次年", "翌年", "明年"):
            year += 1
        text = text[match.end() :] or "全年"
        if text[0] in "底末":  # 2026年底前
            text = "年" + text
    text = _TAIL.sub("", text)
    for shape, resolve in _SHAPES:
        if found := shape.fullmatch(text):
            try:
                return resolve(found, year)
            except (ValueError, KeyError, OverflowError):  # 13月, 2月30日, 0001年1月前
                return None
    return None


def deadlines(phrase: str, year: int) -> tuple[date, ...]:
    """Every day of a year by which something is due: 6月底前；11月底前 has two, 每季度 four.

    A part that is not clear is left out; `unclear` names it.
    """
    days: set[date] = set()
    for part in _parts(phrase):
        days.update(_recurring(part, year) or filter(None, [deadline(part, year)]))
    return tuple(sorted(days))


def recurs(phrase: str) -> bool:
    """Whether the phrase asks for something again and again (每半年更新一次)."""
    return any(_recurring(part, 2000) for part in _parts(phrase))


def unclear(phrase: str) -> tuple[str, ...]:
    """The parts of a phrase that name no day."""
    return tuple(part for part in _parts(phrase) if not _recurring(part, 2000) and not deadline(part, 2000))


def _parts(phrase: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;、，,\n]", phrase) if part.strip()]


def _recurring(part: str, year: int) -> tuple[date, ...]:
    """The days of what is due again and again: 每季度一次, 每半年更新一次, 每月10日前, 每年3月底前."""
    text = "".join(half_width(part).split())
    if match := _EACH_MONTH.fullmatch(text):
        last = int(match["d"])
        return tuple(date(year, month, last) for month in range(1, 13)) if 1 <= last <= 28 else ()
    if match := _EACH.fullmatch(text):
        return tuple(month_end(year, month) for month in _RECURRING[match[1]])
    if text.startswith("每年") and (day := deadline(text.removeprefix("每年"), year)):
        return (day,)
    return ()
