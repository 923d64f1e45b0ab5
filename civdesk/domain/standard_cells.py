"""Cells of a standard that say several things at once: methods by criterion, who leads and who helps."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .standard_codes import CIRCLED
from .text import half_width, split_list

_ONE = rf"(?:[(（]?\s*\d{{1,2}}\s*[)）]|\d{{1,2}}\s*[、．.](?!\d)|[{CIRCLED}])"
_RUN = re.compile(rf"{_ONE}(?:\s*[-—–~～至,，、]?\s*{_ONE})*\s*[:：]?")
_RANGE = re.compile(rf"({_ONE})\s*[-—–~～至]\s*({_ONE})")
_ROLE = re.compile(
    r"(?P<role>牵头|主办|主责|责任|负责|承办|配合|协办|协助|参与|参加)(?:单位|科室|股室|处室|部门)?\s*[:：]\s*"
)
_AFTER = re.compile(
    r"\s*[(（](?P<role>牵头|主办|主责|负责|承办|配合|协办|协助|参与)(?:单位|科室|股室|部门)?[)）]"
)
_HELPING = frozenset({"配合", "协办", "协助", "参与", "参加"})


def read_methods(text: str) -> tuple[list[str], Mapping[int, list[str]]]:
    """The methods that a cell names, without numbers, and those of each criterion by its number.

    1）3）材料审核；2）材料审核、问卷调查 names two methods; the second criterion has both of them.
    """
    runs = list(_RUN.finditer(text))
    if not runs or text[: runs[0].start()].strip():
        return _once(split_list(text)), {}
    everything: list[str] = []
    by_number: dict[int, list[str]] = {}
    ends = [run.start() for run in runs[1:]] + [len(text)]
    for run, end in zip(runs, ends, strict=True):
        methods = _once(split_list(text[run.end() : end].strip(" ;；。\n")))
        everything += methods
        for number in _numbers(run[0]):
            by_number[number] = _once([*by_number.get(number, []), *methods])
    return _once(everything), {number: methods for number, methods in by_number.items() if methods}


def number_in(code: str) -> int:
    """The number that a printed one stands for: 2), （2）, 2. and ② are 2; 0 for any other."""
    bare = half_width(code).strip()
    if bare[:1] in CIRCLED and bare:
        return CIRCLED.index(bare[0]) + 1
    match = re.fullmatch(r"\(?\s*(\d{1,2})\s*[).、]?", bare)
    return int(match[1]) if match else 0


def led_and_helped(text: str) -> tuple[str, str]:
    """Who leads and who helps, as the cell's own words say: 牵头：甲；配合：乙, or 甲（牵头）、乙（配合）; a
    cell without such words leads."""
    marks = list(_ROLE.finditer(text))
    if marks and not text[: marks[0].start()].strip():
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        parts: tuple[list[str], list[str]] = ([], [])
        for mark, end in zip(marks, ends, strict=True):
            parts[mark["role"] in _HELPING].append(text[mark.end() : end].strip(" ;；。\n"))
        return "、".join(parts[0]), "、".join(parts[1])
    if not _AFTER.search(text):
        return text, ""
    lead: list[str] = []
    helping: list[str] = []
    for name in split_list(text):
        match = _AFTER.search(name)
        bare = _AFTER.sub("", name)
        (helping if match and match["role"] in _HELPING else lead).append(bare)
    return "、".join(lead), "、".join(helping)


def _numbers(run: str) -> list[int]:
    if match := _RANGE.fullmatch(run.strip(" :：")):
        return list(range(number_in(match[1]), number_in(match[2]) + 1))
    return [number for one in re.findall(_ONE, run) if (number := number_in(one))]


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))
