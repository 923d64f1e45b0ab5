"""Points as superiors write them: 5分, +2, 10%, 创建机制（20分）, 有方案（0.5分），有总结（0.5分）."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from .text import half_width

_NUMBER = r"(\d+(?:\.\d{1,2})?)"
_POINTS = re.compile(rf"([-+＋加－—−–扣减])?\s*{_NUMBER}\s*(分|%|％)?")
_LEAD_IN = r"(?:共|计|满分|分值|合计|赋|占)?\s*[:：]?\s*"
_IN_TITLE = re.compile(rf"\s*[(（【\[]\s*{_LEAD_IN}{_NUMBER}\s*分\s*[)）】\]]|[\s　]+{_NUMBER}\s*分$")
_IN_TEXT = re.compile(rf"[(（【\[]\s*{_LEAD_IN}{_NUMBER}\s*分\s*[)）】\]]")
_AT_END = re.compile(
    rf"\s*[(（【\[]\s*{_LEAD_IN}{_NUMBER}\s*分\s*[)）】\]]\s*[;；。.]?$|[,，。;；]\s*{_NUMBER}分\s*[;；。]?$"
)
_EACH = re.compile(rf"每\S{{0,12}}?(?:加|扣|减|得|计)\s*{_NUMBER}\s*分")
NO_POINTS = frozenset({"/", "-", "--", "—", "——", "不计分", "无", "不设分值"})


@dataclass(frozen=True, slots=True)
class Points:
    """Points in hundredths; `way` is bonus or minus where a sign says so."""

    hundredths: int
    way: str = ""


def read_points(text: str) -> Points | None:
    """The points in a cell of their own; None for what is no number. A share (10%) counts as points."""
    match = _POINTS.fullmatch(half_width(text).strip())
    if match is None:
        return None
    way = "" if not match[1] else "bonus" if match[1] in "+＋加" else "minus"
    return Points(_hundredths(match[2]), way)


def share_as_points(text: str) -> str:
    """A share that was kept as a fraction (0.125) as points (12.5); other texts as they are."""
    match = re.fullmatch(r"[01](?:\.\d{1,4})?", half_width(text).strip())
    return f"{float(Fraction(match[0]) * 100):g}" if match else text


def points_in_title(title: str) -> tuple[str, str]:
    """A title and the points that stand in it: 创建机制（20分）."""
    match = _IN_TITLE.search(title)
    if match is None:
        return title, ""
    return (title[: match.start()] + title[match.end() :]).strip() or title, match[1] or match[2]


def points_in_text(text: str) -> tuple[str, int | None]:
    """A demand and the points that it names, added up; None for none. What stands alone at its end goes."""
    shown = half_width(text)
    named = _IN_TEXT.findall(shown)
    if (end := _AT_END.search(text)) and len(named) <= 1:
        return text[: end.start()].strip(), _hundredths(end[1] or end[2])
    return text, sum(_hundredths(one) for one in named) if named else None


def without_points(text: str) -> str:
    """A text without the points in it: 有计划（2分），有总结（3分） is 有计划，有总结."""
    return _IN_TEXT.sub("", text)


def points_of_each(text: str) -> int | None:
    """What each counted case gives or takes: 每篇加0.5分; None for none."""
    match = _EACH.search(half_width(text))
    return _hundredths(match[1]) if match else None


def _hundredths(number: str) -> int:
    return int(Fraction(half_width(number)) * 100)
