"""Exact numbers with units as people write them: integers, and amounts scaled to whole numbers."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

from civdesk.domain.text import half_width

LARGEST = 2**53  # beyond it spreadsheets and JSON readers lose digits

# Dimensions: what one of each unit is in the first one. 亩 is no whole fraction of 平方米 and 天 no number of
# 小时 that all agree on, so they convert to nothing.
_DIMENSIONS: tuple[dict[str, Fraction], ...] = (
    {"元": Fraction(1), "百元": Fraction(100), "千元": Fraction(1000), "万元": Fraction(10**4)}
    | {"百万元": Fraction(10**6), "千万元": Fraction(10**7), "亿元": Fraction(10**8)},
    {
        "小时": Fraction(1),
        "时": Fraction(1),
        "h": Fraction(1),
        "分钟": Fraction(1, 60),
        "min": Fraction(1, 60),
    },
    {"米": Fraction(1), "m": Fraction(1), "公里": Fraction(1000), "千米": Fraction(1000)}
    | {"km": Fraction(1000), "厘米": Fraction(1, 100), "cm": Fraction(1, 100)},
    {"平方米": Fraction(1), "平米": Fraction(1), "m2": Fraction(1), "万平方米": Fraction(10**4)}
    | {"万平米": Fraction(10**4), "公顷": Fraction(10**4), "平方公里": Fraction(10**6)},
    {"亩": Fraction(1), "万亩": Fraction(10**4)},
    {
        "公斤": Fraction(1),
        "千克": Fraction(1),
        "kg": Fraction(1),
        "克": Fraction(1, 1000),
        "g": Fraction(1, 1000),
    }
    | {"斤": Fraction(1, 2), "吨": Fraction(1000), "t": Fraction(1000)},
    {"毫升": Fraction(1), "ml": Fraction(1), "cc": Fraction(1), "升": Fraction(1000), "l": Fraction(1000)}
    | {"立方米": Fraction(10**6), "m3": Fraction(10**6)},
    # Of one event the number of people and of attendances is the same; over several it is not, but a
    # cell tells of one.
    {"人次": Fraction(1), "人": Fraction(1), "名": Fraction(1), "位": Fraction(1)},
    {"次": Fraction(1), "场": Fraction(1), "场次": Fraction(1), "回": Fraction(1)},
    {"学时": Fraction(1), "课时": Fraction(1)},
    # Counting words: beside the same thing (心得体会) they count the same.
    dict.fromkeys(["个", "份", "篇", "件", "项", "条", "张", "幅", "块", "处", "本", "册"], Fraction(1)),
    {"天": Fraction(1), "日": Fraction(1)},
)
_DIMENSION_OF = {unit: table for table in _DIMENSIONS for unit in table}
_MULTIPLIERS = {"百万": 10**6, "千万": 10**7, "万": 10**4, "亿": 10**8, "千": 1000, "百": 100}

_NUMBER = re.compile(
    r"(?P<n>[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)\s*(?P<tail>k?m[23]|\D*)", re.I
)
_HOURS = re.compile(r"(?:(?P<h>\d+)个?小时)?(?P<m>\d+)分钟?|(?P<n>\d+)(?:个小时半|小时半|个半小时)|半个?小时")
_VAGUE = re.compile(r"[约近余多几数左右上下]|以上|以下|不足|不到|超|若干|十来|\?|？|>|<|≥|≤|±")
_RANGE = re.compile(r"\d\s*[^\s\d.,]*\s*(?:[-~至到—–])\s*\d")
_DASHES = re.compile("[—–―‒‐‑−─]+")


class NumberError(ValueError):
    """The text is no exact number for the field; the message is a Chinese sentence that says what to do."""


def read_number(
    raw: object, *, unit: str = "", decimals: int = 0, given: str = "", minimum: int | None = None
) -> int:
    """The number in a cell or a typed text, as an integer scaled by 10**decimals, in the field's `unit`.

    A unit behind the number must be the field's own or convert into it (1.5万元 → 15000元, 90分钟 → 1.5小时);
    a bare number is in the unit `given` (from the column's header), or else in the field's own. Full
    width, thousands separators and blanks are taken. Numbers of a spreadsheet count with their 15 digits, so
    that 0.1 + 0.2 is 0.3.

    Raises NumberError for words around the number (约30), ranges, what is below `minimum` (in `unit`), what
    has more decimals than the field (never rounded), and what is beyond 2**53 scaled.
    """
    shown = _shown(raw)
    if isinstance(raw, str):
        value = _from_text(raw, unit, given, shown)
    else:
        value = _from_number(raw, shown) * _factor(given or unit, unit, shown)
        if unit == "%" and 0 < value <= 1:
            # A cell that shows 95% holds 0.95.
            raise NumberError(
                f"“{shown}”分不清是{shown}%还是{show_number(round(value * 100))}%，请写成带%的文字"
            )
    scale: int = 10**decimals
    scaled = value * scale
    if scaled.denominator != 1:
        raise NumberError(_too_fine(shown, unit, decimals, value))
    if minimum is not None and value < minimum:
        raise NumberError(f"“{shown}”小于{minimum}，请检查后重写")
    if abs(scaled.numerator) > LARGEST:
        raise NumberError(f"“{shown}”太大，请检查后重写")
    return scaled.numerator


def show_number(value: int, decimals: int = 0) -> str:
    """A scaled number for people, exact, without needless zeros: 2250 with two decimals is 22.5."""
    if decimals == 0:
        return str(value)
    digits = f"{Decimal(value).scaleb(-decimals):f}"
    return digits.rstrip("0").rstrip(".")


def converts(unit: str, into: str) -> bool:
    """Whether numbers in one unit can be told exactly in the other."""
    unit, into = _unit(unit), _unit(into)
    return unit == into or unit in _DIMENSION_OF.get(into, ())


def is_unit(text: str) -> bool:
    """Whether the text is a unit that converts at all (小时, 万元 …); others are only equal to themselves."""
    return _unit(text) in _DIMENSION_OF


def is_same(unit: str, other: str) -> bool:
    """Whether one of the one unit is one of the other, as of counting words: 3块 beside 3幅."""
    return converts(unit, other) and _factor(unit, other, "") == 1


def _shown(raw: object) -> str:
    text = raw.strip() if isinstance(raw, str) else f"{raw:.15g}" if isinstance(raw, float) else str(raw)
    return text[:40]


def _from_number(raw: object, shown: str) -> Fraction:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise NumberError(f"“{shown}”不是数字，请写阿拉伯数字")
    if abs(raw) > LARGEST:
        raise NumberError(f"“{shown}”太大，请检查后重写")
    if isinstance(raw, int) or raw.is_integer():
        return Fraction(int(raw))
    return Fraction(f"{raw:.15g}")


def _from_text(raw: str, unit: str, given: str, shown: str) -> Fraction:
    text = re.sub(r"\s+", " ", _DASHES.sub("-", half_width(raw)))
    if converts("元", unit):
        text = re.sub(r"^(?:人民币|¥)\s*(?=\d)|(?<=元)整$", "", text)
    if converts("小时", unit) and (match := _HOURS.fullmatch(text.replace(" ", ""))):
        hours, minutes = int(match["h"] or match["n"] or 0), int(match["m"] or 30)
        return (hours + Fraction(minutes, 60)) * _factor("小时", unit, shown)
    text = re.sub(r"^(?:总共|共计|合计|总计|共)\s*(?=\d)", "", text)
    match = _NUMBER.fullmatch(text) if len(text) <= 60 else None
    if match is None or _VAGUE.search(match["tail"]):
        raise NumberError(_complaint(text, shown))
    number = Fraction(re.sub("[, ]", "", match["n"]))
    tail = re.sub(r"^个(?=小时|学时|月|人)", "", match["tail"].strip())
    if not tail:
        return number * _factor(given or unit, unit, shown)
    if converts(tail, unit):
        return number * _factor(tail, unit, shown)
    if multiplied := _multiplied(tail, given or unit, unit, shown):
        return number * multiplied
    if not re.search(r"\d", tail) and len(tail) <= 6 and not _VAGUE.search(text):
        ours = f"这一项要“{unit}”，请换算后只写数字" if unit else "这一项没有单位，请只写数字"
        raise NumberError(f"“{shown}”的单位是“{tail}”，{ours}")
    raise NumberError(_complaint(text, shown))


def _multiplied(tail: str, home: str, unit: str, shown: str) -> Fraction | None:
    """What 万人次 in 1.2万人次, or 万 in 3.5万, makes of the number before it; None when it is no such word.

    Under a header that says 万元 itself, 3.5万 is 3.5万元 and not 3.5万 times 万元.
    """
    for word, times in _MULTIPLIERS.items():
        rest = tail.removeprefix(word).strip()
        if rest == tail:
            continue
        if not rest and home.startswith(word):
            return _factor(home, unit, shown)
        rest = rest or home
        if converts(rest, unit) and not rest.startswith(tuple(_MULTIPLIERS)):
            return times * _factor(rest, unit, shown)
    return None


def _unit(text: str) -> str:
    """A unit as it is compared."""
    return half_width(text).replace(" ", "").casefold()


def _factor(unit: str, into: str, shown: str) -> Fraction:
    unit, into = _unit(unit), _unit(into)
    if unit == into:
        return Fraction(1)
    table = _DIMENSION_OF.get(into, {})
    if unit not in table:
        raise NumberError(f"“{shown}”的单位“{unit}”不能换算成“{into}”，请换算后重写")
    return table[unit] / table[into]


def _too_fine(shown: str, unit: str, decimals: int, value: Fraction) -> str:
    if decimals == 0:
        return f"“{shown}”不是整数，请写整数"
    places = f"最多{decimals}位小数"
    if re.fullmatch(r"[+-]?[\d.,]+", shown):
        return f"“{shown}”的小数太多，这一项{places}，请检查后重写"
    return f"“{shown}”换算成{unit}后除不尽，这一项{places}，请换算后重写"


def _complaint(text: str, shown: str) -> str:
    """Why a text is no exact number, in a sentence that says what to do."""
    if _RANGE.search(text):
        return f"“{shown}”是一个范围，请写一个确切的数字"
    if _VAGUE.search(text):
        return f"“{shown}”不是确切的数字，请写确切的阿拉伯数字"
    return f"“{shown}”不是数字，请写阿拉伯数字"
