"""How much, how often and by when, in the words of a standard: 不少于6次, 每两个月, 3月底前."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from . import phrases
from .periods import Per
from .text import half_width

_HAN = {char: n for n, char in enumerate("零一二三四五六七八九十")} | {"两": 2, "〇": 0}
_ONES = "[一二三四五六七八九]"
_N = rf"(?:\d+(?:\.\d+)?万?|{_ONES}?十{_ONES}?|{_ONES}|两)"
_UNITS = (
    "人次|场次|课时|学时|小时|个月|次|场|期|篇|条|份|项|处|块|幅|名|人|户|盆|张|段|件|批|台|支|堂|遍|轮|家|类"
    "|种|个|分|本(?!单位|级|部门|年|市|县|省|区)"
)
_FLOOR = r"不得?少于|不得?低于|不得?小于|至少|最少|不下于|达到|达|≥|>="
_ABOVE, _CEILING, _UNDER = (
    r"超过|多于|高于|大于|>",
    r"不得?超过|不得?多于|不得?高于|至多|最多|≤|<=",
    r"少于|低于|小于|不足",
)
_VERB = (
    r"(?:[要应须]?(?:开展|组织|召开|举办|举行|研究|更新|参加|完成|撰写|出版|编发|发布|进行|有|建立|结对))?"
)
_AMOUNT = re.compile(
    rf"(?:(?P<ceiling>{_CEILING})|(?P<floor>{_FLOOR})|(?P<above>{_ABOVE})|(?P<under>{_UNDER}))?\s*{_VERB}\s*"
    rf"(?<![第\d.])(?P<n>{_N})\s*(?:[-~—–至到]\s*(?P<m>{_N}))?\s*(?:余|多)?(?P<u>{_UNITS})"
    rf"\s*(?P<end>[(（]含[)）]以上|及以上|或以上|以上|以下|以内|之内)?"
)
_EACH_ONE = re.compile(
    r"每(?:天|日|周|月|季度?|年)一(?=[^-\d][^，,。；;、]?)(?!次|场|期|篇|条|份|项|个|名|人|户|张|家|件)"
)
_NOT_SO_MANY = re.compile(r"一(?:票|把手|线|站|体|致|律|定|年|批|系列|方面|起)|第[一二三四五六七八九十]")
_CADENCES: tuple[tuple[Per, re.Pattern[str]], ...] = tuple(
    (per, re.compile(words))
    for per, words in (
        (Per.TWO_MONTHS, r"每[两二2]个?月"),
        (Per.HALF_MONTH, r"每半个?月"),
        (Per.HALF_YEAR, r"每半年|每个半年|半年(?=(?:不|至少|一|1|开展|召开|更新))"),
        (Per.TERM, r"每个?学期"),
        (Per.QUARTER, r"每个?季度?|按季"),
        (Per.WEEK, r"每个?(?:周|星期)|按周"),
        (Per.DAY, r"每[天日]|每个工作日|天天"),
        (Per.MONTH, r"每个?月|按月|逐月"),
        (Per.CYCLE, r"创建周期内|周期内|届期内"),
        (Per.YEAR, r"每个?年度?|全年|年度内?|年内|一年|当年|本年"),
    )
)
_YEARS = re.compile(r"(?:每|近)[2-9两二三四五]年|(?<![\d第])[2-9两二三四五]年(?:内|来|里|一次|1次)")
_DEADLINE = re.compile(
    r"(?:(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(?:\d{1,2}[日号]|上旬|中旬|下旬|月?底|末)?|[上下]半年底?|年底|第?[一二三四1-4]季度末?)"
    r"(?:之前|以前|前)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: `need` is the comparison as a rule has it, `start` where the number begins,
    `low` its whole part."""

    need: Mapping[str, Any]
    unit: str
    start: int
    low: int
    whole: bool


def amounts(text: str) -> list[Amount]:
    """The numbers of things in a text. 以上 and 不少于 include the number, 超过 does not, 以下 and 以内
    include it; a bare number is at least that; 1—2次 is between. 每天一清扫 is once."""
    text = half_width(text)
    found = []
    for match in _AMOUNT.finditer(text):
        if _NOT_SO_MANY.match(text, match.start("n")):
            continue
        low = _exact(match["n"])
        number = _plain(low)
        end = match["end"] or ""
        if match["m"]:
            high = _exact(match["m"])
            if high < low:
                continue
            need: dict[str, Any] = {"between": [number, _plain(high)]}
        elif match["ceiling"] or end in ("以下", "以内", "之内"):
            need = {"at_most": number}
        elif match["above"]:
            need = {"more_than": number}
        elif match["under"]:
            need = {"less_than": number}
        else:
            need = {"at_least": number}
        if not match["m"] and low == 0:
            continue
        found.append(Amount(need, match["u"], match.start("n"), int(low), low.denominator == 1))
    if not found and (once := _EACH_ONE.search(text)):
        found.append(Amount({"at_least": 1}, "次", once.end() - 1, 1, True))
    return found


def cadence(text: str) -> str:
    """How often (a key of `Per`): the first that is named, the longer words first; "" for none."""
    best: tuple[int, str] | None = None
    for per, words in _CADENCES:
        if (match := words.search(half_width(text))) and (best is None or match.start() < best[0]):
            best = (match.start(), per.value)
    return best[1] if best else ""


def over_years(text: str) -> bool:
    """Whether something is asked once in several years (每两年一次), which no cadence says."""
    return bool(_YEARS.search(half_width(text)))


def deadline_in(text: str) -> str:
    """The day by which something is due in every year, as 03-31; "" where none, or more than one,
    is named."""
    text = half_width(text)
    days = {
        f"{day:%m-%d}"
        for match in _DEADLINE.finditer(text)
        if (day := phrases.deadline(match[0], 2001)) is not None
    }
    return days.pop() if len(days) == 1 else ""


def half_year_words(text: str) -> bool:
    """Whether a text asks for something after half a year beside that at its end (半年、全年各有总结)."""
    return bool(re.search(r"(?:上?半年)[、和及与]", half_width(text)))


def number_of(text: str) -> int:
    """A whole number in digits or in Chinese: 24, 两, 十二."""
    return int(_exact(half_width(text)))


def _exact(text: str) -> Fraction:
    if text.endswith("万"):
        return _exact(text[:-1]) * 10_000
    if text[0].isdigit():
        return Fraction(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return Fraction((_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0))
    return Fraction(_HAN[text])


def _plain(number: Fraction) -> int | str:
    """A number as TOML has it: text where it is not whole."""
    return number.numerator if number.denominator == 1 else f"{float(number):g}"
