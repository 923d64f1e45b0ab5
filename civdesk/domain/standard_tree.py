"""From the tree that was read off a sheet to the indicators of a standard: codes, points, people, days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import phrases
from .dates import DateError
from .spans import read_period
from .standard_cells import led_and_helped, number_in, read_methods
from .standard_codes import Code, split_code, split_criteria
from .standard_columns import Meaning
from .standard_nodes import Item, Node, Passed, Reading
from .standard_points import (
    NO_POINTS,
    points_in_text,
    points_in_title,
    points_of_each,
    read_points,
    without_points,
)
from .standards import points_text
from .text import half_width, one_line, split_names

_APART = frozenset({"bonus", "minus"})  # not in what is possible
_BONUS, _MINUS = re.compile("加分"), re.compile("扣分|减分")
# What follows the criteria of a cell: 符合上述3项为A；符合2项为B.
_STATES = re.compile(
    r"\s*(?:参加测评的[^，,]{0,10}[，,])?(?:同时|全部)?(?:符合|达到|满足|完成|具备|做到)[^。；;\n]{0,20}[为得]"
    r"\s*[A-D](?![A-Za-z]).*$",
    re.S,
)
_TITLE_END = re.compile(r"[,，。;；:：(（\n]")
_LONGEST_TITLE = 24
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_HAN = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
)
_REQUIREMENTS = (Meaning.REQUIREMENT, Meaning.PROOFS, Meaning.SCORING, Meaning.NOTE)


@dataclass(frozen=True, slots=True)
class Known:
    """Names that the registers know, by which names that run together are told apart."""

    departments: Collection[str] = ()
    people: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Grown:
    """The indicators as data that `read_standard` takes, in reading order; what to look at, by row; the row
    in which each indicator stands, by code."""

    indicators: tuple[dict[str, Any], ...]
    doubts: tuple[Passed, ...]
    rows: Mapping[str, int]


@dataclass(slots=True, eq=False)
class _Draft:
    """An indicator being made."""

    title: str
    row: int
    code: Code
    data: dict[str, Any]
    children: list[_Draft]
    given: bool = True  # the code stands in the sheet
    scored: bool = False  # its own row says what it is worth
    methods: Mapping[int, list[str]] = field(default_factory=dict)  # of single criteria, by their numbers


def grow(reading: Reading, known: Known) -> Grown:
    """The indicators of a tree.

    Several rows, or several numbered criteria in one cell, become indicators of their own below the one they
    belong to. Printed codes stay; one that names nothing alone (1), ①) gets its parent's in front, one that
    stands there twice is told apart, and what has none gets one that fits the others. Raises nothing: what
    cannot be read is left out and stands in `doubts`.
    """
    doubts = list(reading.doubts)
    roots = [_draft(node, known, doubts) for node in reading.roots]
    for root in roots:
        _scored(root, "")
        _summed(root, doubts)
    _coded(roots, doubts)
    indicators = tuple(_listed(roots, ""))
    rows = {one.code.text: one.row for root in roots for one in _every(root)}
    return Grown(indicators, tuple(sorted(doubts, key=lambda one: one.row)), rows)


def headline(text: str) -> str:
    """What a demand is called that has no name of its own: its first words."""
    text = without_points(one_line(split_code(text)[1])).strip()
    end = next((m for m in _TITLE_END.finditer(text, 2) if m[0] not in "(（" or m.start() > 5), None)
    cut = text[: end.start()] if end and end.start() <= _LONGEST_TITLE else text
    return cut if len(cut) <= _LONGEST_TITLE else cut[: _LONGEST_TITLE - 1] + "…"


def names_in(text: str, known: Collection[str]) -> list[str]:
    """The names in a cell; names that run together (党政办综合股) are told apart where the register knows
    every one of them."""
    found: list[str] = []
    for name in split_names(text):
        found += (name not in known and _cut_up(name, known)) or [name]
    return list(dict.fromkeys(found))


def _cut_up(text: str, known: Collection[str]) -> list[str]:
    """The known names of which a text is made, without a rest; none where it is not, or in two ways."""
    ways: list[list[list[str]]] = [[[]], *([] for _ in text)]
    for end in range(1, len(text) + 1):
        for start in range(end):
            if ways[start] and text[start:end] in known:
                ways[end] += [[*way, text[start:end]] for way in ways[start][:2]]
    return ways[-1][0] if len(ways[-1]) == 1 and len(ways[-1][0]) > 1 else []


# --- indicators of nodes -----------------------------------------------------------------------------


def _draft(node: Node, known: Known, doubts: list[Passed]) -> _Draft:
    title, points = points_in_title(node.title)
    draft = _Draft(title, node.row, node.code, {}, [])
    _give_points(draft, node.points or points, doubts)
    only = node.items[0] if len(node.items) == 1 else None
    if only is not None and (not only.code.text or not node.code.text):
        if not node.code.text:
            draft.code = only.code
        _say(draft, only, known, doubts)
        _with_criteria(draft, doubts)
    else:
        draft.children = [_row(item, known, doubts) for item in node.items]
    if not draft.title:
        said = headline(draft.data.get("asked") or draft.data.get("requirement") or "")
        draft.title = said or node.code.text or "（未命名）"
    draft.children += [_draft(child, known, doubts) for child in node.children]
    return draft


def _row(item: Item, known: Known, doubts: list[Passed]) -> _Draft:
    """One of several rows of an indicator, as an indicator below it."""
    draft = _Draft("", item.row, item.code, {}, [])
    _say(draft, item, known, doubts)
    asked = str(draft.data.get("asked", ""))
    code, rest = split_code(asked)
    if code.text and not draft.code.text and len(split_criteria(asked)[1]) < 2:
        draft.code, draft.data["asked"] = code, rest
    draft.title = headline(draft.data.get("asked") or draft.data.get("requirement") or "") or "（未命名）"
    _with_criteria(draft, doubts)
    return draft


def _with_criteria(draft: _Draft, doubts: list[Passed]) -> None:
    """Several numbered criteria of a cell become indicators below it."""
    _, criteria = split_criteria(str(draft.data.get("asked", "")))
    if len(criteria) < 2:
        return
    for one in criteria:
        text, points = points_in_text(_STATES.sub("", one.text) or one.text)
        child = _Draft(headline(text), draft.row, Code(one.number, "num)"), {"asked": text}, [])
        if points is not None:
            child.data["points"] = points_text(points)
        if methods := draft.methods.get(number_in(one.number)):
            child.data["methods"] = methods
        draft.children.append(child)


def _say(draft: _Draft, item: Item, known: Known, doubts: list[Passed]) -> None:
    """What a row says, as the keys of an indicator."""
    values = item.values
    texts = {
        "asked": values.get(Meaning.ASKED, ""),
        "requirement": "\n".join(values[m] for m in _REQUIREMENTS if m in values),
    }
    draft.data |= {key: text for key, text in texts.items() if text}
    if Meaning.POINTS in values:
        _give_points(draft, values[Meaning.POINTS], doubts)
        draft.scored = True
    elif "points" not in draft.data:
        _points_of_its_words(draft)
    methods, draft.methods = read_methods(values.get(Meaning.METHODS, ""))
    lead, helping = led_and_helped(values.get(Meaning.LEAD, ""))
    support = "\n".join(filter(None, [helping, values.get(Meaning.SUPPORT, "")]))
    for key, names in (
        ("methods", methods),
        ("lead", names_in(lead, known.departments)),
        ("support", names_in(support, known.departments)),
        ("leader", names_in(values.get(Meaning.LEADER, ""), known.people)),
        ("owner", names_in(values.get(Meaning.OWNER, ""), known.people)),
    ):
        if kept := [name for name in names if name not in NO_POINTS]:
            draft.data[key] = list(dict.fromkeys(kept))
    if due := values.get(Meaning.DUE):
        draft.data["due"] = [_due(part) for part in _parts(due)]
    if span := values.get(Meaning.SPAN):
        _span(draft, span, doubts)


def _parts(due: str) -> list[str]:
    """The deadlines in a cell; 6月底、12月底前 are two, where each part names a day by itself."""
    parts = [part.strip() for part in re.split(r"[；;\n]", due) if part.strip()]
    single = [piece.strip() for part in parts for piece in re.split(r"[、，,]", part) if piece.strip()]
    return single if all(phrases.deadline(one, 2001) for one in single) else parts


def _due(phrase: str) -> dict[str, str]:
    """A deadline as written, with the day it means where it is the same in every year."""
    phrase = phrase.strip()
    days = {phrases.deadline(phrase, year) for year in (2001, 2004)}
    same = {f"{day:%m-%d}" for day in days if day}
    named = any(day and day.year not in (2001, 2004) for day in days)
    if len(same) != 1 or None in days or named or phrases.recurs(phrase):
        return {"phrase": phrase}
    return {"phrase": phrase, "date": same.pop()}


def _span(draft: _Draft, text: str, doubts: list[Passed]) -> None:
    try:
        start, end = read_period(text)
        if end is None:
            raise DateError("没有截止日期")
        draft.data["span"] = f"{start.isoformat()}/{end.isoformat()}"
    except DateError:
        doubts.append(Passed(draft.row, text, "读不出这段时间，测评时段按整套标准的来，原文记在要求里"))
        draft.data["requirement"] = "\n".join(filter(None, [draft.data.get("requirement"), f"时段：{text}"]))


# --- points ------------------------------------------------------------------------------------------


def _give_points(draft: _Draft, text: str, doubts: list[Passed]) -> None:
    shown = half_width(text).strip()
    if not shown or shown in NO_POINTS:
        return
    found = read_points(shown)
    if found is None:
        draft.data["requirement"] = "\n".join(filter(None, [draft.data.get("requirement"), f"分值：{text}"]))
        if not re.search("否决", shown):
            said = "分值不是一个数，没有计入，原文记在要求里；请在指标里补上"
            doubts.append(Passed(draft.row, text, said))
        return
    draft.data["points"] = points_text(found.hundredths)
    if found.way:
        draft.data["scoring"] = found.way


def _points_of_its_words(draft: _Draft) -> None:
    """Points that stand in the demand: 列入工作要点（4分）. Those of several criteria are left to them."""
    for key in ("asked", "requirement"):
        text = str(draft.data.get(key, ""))
        if len(split_criteria(text)[1]) > 1:
            return
        text, points = points_in_text(text)
        if points is not None:
            draft.data |= {key: text, "points": points_text(points)}
            return


def _scored(draft: _Draft, way: str) -> None:
    """Points below 加分项 come on top, those below 扣分项 are taken away; 每项加0.5分 is for each case."""
    if _BONUS.search(draft.title):
        way = "bonus"
    elif _MINUS.search(draft.title):
        way = "minus"
    if way and "points" in draft.data:
        draft.data.setdefault("scoring", way)
    if _way(draft):
        said = f"{draft.data.get('asked', '')}{draft.data.get('requirement', '')}"
        if (each := points_of_each(said)) is not None:
            draft.data["each"] = points_text(each)
    for child in draft.children:
        _scored(child, way)


def _summed(draft: _Draft, doubts: list[Passed]) -> None:
    """Points of a heading that are not the sum of those below it would be counted beside them: where all
    below have points these count, where only some have, the heading's. A row with points of its own keeps
    them. The sheet's mistakes are told."""
    for child in draft.children:
        _summed(child, doubts)
    way = _way(draft)
    given = {id(child): points for child in draft.children if (points := _points(child, way)) is not None}
    scored = [child for child in draft.children if id(child) in given]
    if "points" not in draft.data or not scored:
        return
    own, below = _points(draft, way) or 0, sum(given.values())
    if below == own and not way:
        return
    said = f"分值 {points_text(own)} 与下面各项之和 {points_text(below)} 不一致"
    if draft.scored and not way and any(child.row != draft.row for child in scored):
        doubts.append(Passed(draft.row, draft.title, f"{said}，两者都计了分；请核对"))
        return
    rest = [child for child in draft.children if id(child) not in given and _way(child) == way]
    if not rest:
        del draft.data["points"]
        if below != own:
            doubts.append(Passed(draft.row, draft.title, f"{said}，按下面各项计分；请核对"))
        return
    for child in (one for top in scored for one in _every(top) if "points" in one.data):
        text = f"分值：{child.data.pop('points')}"
        child.data["requirement"] = "\n".join(filter(None, [child.data.get("requirement"), text]))
        child.data.pop("scoring", None)
        child.data.pop("each", None)
    doubts.append(Passed(draft.row, draft.title, f"{said}（有的没写分值），按上一级计分；请核对"))


def _points(draft: _Draft, way: str) -> int | None:
    """The hundredths that an indicator and, where it has none, those below it give in this way; None for
    none."""
    if "points" in draft.data:
        return round(float(draft.data["points"]) * 100) if _way(draft) == way else None
    found = [points for child in draft.children if (points := _points(child, way)) is not None]
    return sum(found) if found else None


def _way(draft: _Draft) -> str:
    way = str(draft.data.get("scoring", ""))
    return way if way in _APART else ""


# --- codes -------------------------------------------------------------------------------------------


def _every(draft: _Draft) -> Iterator[_Draft]:
    yield draft
    for child in draft.children:
        yield from _every(child)


def _coded(roots: list[_Draft], doubts: list[Passed]) -> None:
    """Give every indicator a code of its own."""
    everything = [one for root in roots for one in _every(root)]
    printed = Counter(one.code.text for one in everything if one.code.text)
    again = {
        style
        for style in {one.code.style for one in everything if one.code.relative}
        if any(printed[one.code.text] > 1 for one in everything if one.code.style == style)
    }
    taken: set[str] = set()
    _code_family(roots, "", printed, again, taken, doubts)


def _code_family(
    family: list[_Draft],
    parent: str,
    printed: Counter[str],
    again: set[str],
    taken: set[str],
    doubts: list[Passed],
) -> None:
    made = iter(_made(family, parent, printed))
    for one in family:
        wanted = one.code.text
        if not wanted:
            one.given = False
            code = next(made)
        elif parent and one.code.relative and (one.code.style in again or one.code.style != "bare"):
            code = _joined(parent, wanted)
        else:
            code = wanted
        if code in taken:
            fresh = _joined(parent, wanted or code) if parent else code
            n = 2
            while fresh in taken:
                fresh = f"{code}({n})"
                n += 1
            if one.given:
                said = f"编号“{wanted}”不止一处，这一处记为“{fresh}”"
                doubts.append(Passed(one.row, one.title, said))
            code = fresh
        taken.add(code)
        one.code = Code(code, one.code.style)
        _code_family(one.children, code, printed, again, taken, doubts)


def _joined(parent: str, code: str) -> str:
    """Ⅲ-1 and 1) are Ⅲ-1·1)."""
    return f"{parent}{code}" if code[0] in "①②③④⑤⑥⑦⑧⑨⑩(" else f"{parent}·{code}"


def _made(family: Iterable[_Draft], parent: str, printed: Mapping[str, int]) -> list[str]:
    """Codes for those of a family that have none, in a style that stands nowhere in the sheet."""
    bare = [one for one in family if not one.code.text]
    if parent:
        return [f"{parent}-{n}" for n in range(1, len(bare) + 1)]
    for style in (_HAN, _ROMAN) if any(one.children for one in bare) else ():
        codes = list(style[: len(bare)])
        if len(codes) == len(bare) and not any(code in printed for code in codes):
            return codes
    return [f"{n}" if str(n) not in printed else f"第{n}项" for n in range(1, len(bare) + 1)]


def _listed(family: Iterable[_Draft], parent: str) -> Iterator[dict[str, Any]]:
    for one in family:
        above = {"parent": parent} if parent else {}
        yield {"code": one.code.text, "title": one.title, **above, **one.data}
        yield from _listed(one.children, one.code.text)
