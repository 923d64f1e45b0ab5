"""The numbers that standards put before their indicators (Ⅰ-1, 3.1, ①), and the criteria in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .text import half_width

_HAN = "一二三四五六七八九十百"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_DASH = "[-－—–‐]"
# What stands behind 5.4 or 3 when it is a day, a number of things or a time, and no code.
_NO_CODE = r"(?!\s*[年月日次个项篇条场期处名人分元米倍%％岁天周种级届小余多])(?!.{0,4}节)"

# (style, what it looks like); the first that fits is it. A style is a rank in an outline.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        ("roman", rf"([{_ROMAN}]+(?:\s*(?:{_DASH}|[.．])\s*\d+)*)\s*[.、．:：]?\s*"),
        ("roman", rf"([IVX]{{1,4}}(?:{_DASH}\d+)+)\s*[.、．:：]?\s*"),
        ("part", rf"(第[{_HAN}\d]+(?:部分|章|节|条|项|类|板块))\s*[:：、]?\s*"),
        (
            "han_sub",
            rf"([{_HAN}]{{1,3}}(?:{_DASH}\d+)+[{CIRCLED}]?|[{_HAN}]{{1,3}}[{CIRCLED}])\s*[、.．]?\s*",
        ),
        ("han", rf"([{_HAN}]{{1,3}})\s*[、.．]\s*"),
        ("(han)", rf"([(（]\s*[{_HAN}]{{1,3}}\s*[)）])\s*[、]?\s*"),
        ("circled", rf"([{CIRCLED}])\s*[、.．]?\s*"),
        ("(num)", r"([(（]\s*\d{1,3}\s*[)）])\s*"),
        ("num)", r"(\d{1,3}\s*[)）])\s*"),
        ("letter_num", rf"([A-Z]{_DASH}?\d{{1,3}}(?:[-.．]\d{{1,3}})*)(?![A-Za-z0-9])\s*[.、．:：]?\s*"),
        ("letter", r"([A-Za-z])\s*[.、．)）]\s*"),
        ("num.num", rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,8}})\s*[、.．]?\s*{_NO_CODE}"),
        ("num-num", rf"(\d{{1,2}}(?:{_DASH}\d{{1,2}})+)(?![\d月日])\s*[、.．]?\s*{_NO_CODE}"),
        ("num", r"(\d{1,3})\s*(?:[、．]|\.(?!\d))\s*"),
    )
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BARE = re.compile(rf"[{_HAN}]{{1,3}}|\d{{1,4}}(?:[.．]\d{{1,2}})*")
_NEVER_TITLES = frozenset({"roman", "num.num", "letter_num", "han_sub"})
_RELATIVE = frozenset({"num", "num)", "(num)", "circled", "letter", "(han)", "bare"})


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is printed, without blanks and what only closes it (一、 is 一), and its style;
    "" for none."""

    text: str = ""
    style: str = ""

    @property
    def relative(self) -> bool:
        """Whether such numbers begin anew under each parent, so that the code alone names nothing."""
        return self.style in _RELATIVE

    @property
    def first(self) -> bool:
        """Whether it is the first of its kind: 一, 1, ①, (1), A."""
        return bool(re.search(r"(?:^|[^\d])(?:1|一|①|A|Ⅰ|a|I)[)）]?$", self.text))


NO_CODE = Code()


def split_code(text: str) -> tuple[Code, str]:
    """The code at the start of a text, and what follows it; a text that is nothing but a code keeps it as
    text too. 2026年 and 9.9重阳节 have none."""
    text = text.strip()
    for style, pattern in _STYLES:
        if (match := pattern.match(text)) and (rest := text[match.end() :].strip()):
            return Code(_tidy(match[1]), style), rest
    return NO_CODE, text


def read_code(text: str) -> tuple[Code, bool]:
    """A cell of a column of codes, as a code; True when the spreadsheet program had made a date of it
    (1-2 → 2026-01-02)."""
    text = text.strip()
    if match := _DAY.fullmatch(text):
        return Code(f"{int(match[2])}-{int(match[3])}", "num-num"), True
    for style, pattern in _STYLES:
        if (match := pattern.match(text)) and match.end() == len(text):
            return Code(_tidy(match[1]), style), False
    if _BARE.fullmatch(half_width(text)):
        return Code(_tidy(text), "bare"), False
    return Code(_tidy(text), "own" if text else ""), False


def code_and_title(text: str) -> tuple[Code, str]:
    """The code and the title in a cell of a level; 3.1 and Ⅱ-2 alone are codes without a title."""
    code, title = split_code(text)
    if not code.text and (alone := read_code(text)[0]).style in _NEVER_TITLES:
        return alone, ""
    return code, title


def is_below(code: str, above: str) -> bool:
    """Whether a code goes on another one: 四-3① on 四-3, 1.1 on 1; but 11 does not go on 1."""
    if not above or not code.startswith(above):
        return False
    rest = code[len(above) :]
    return bool(re.fullmatch(rf"[{CIRCLED}]|(?:{_DASH}|[.．])\d+|[(（]\d+[)）]", rest))


def _tidy(text: str) -> str:
    return re.sub(_DASH, "-", "".join(text.split())).replace("（", "(").replace("）", ")").replace("．", ".")


# --- several criteria in one cell --------------------------------------------------------------------

_START = r"(?:^|(?<=[\n;；。，,:：、\s]))\s*"
_MARKERS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{_START}(?P<n>[(（]\s*\d{{1,2}}\s*[)）])"),
    re.compile(rf"{_START}(?P<n>\d{{1,2}}\s*[)）])"),
    re.compile(rf"\s*(?P<n>[{CIRCLED}])[、.．]?"),
    re.compile(rf"{_START}(?P<n>\d{{1,2}})\s*(?:[、．]|\.(?!\d))"),
    re.compile(rf"{_START}(?P<n>[(（]\s*[{_HAN}]{{1,3}}\s*[)）])[、]?"),
    re.compile(rf"{_START}(?P<n>[{_HAN}]{{1,3}})、(?=.{{4,}})"),
    re.compile(rf"{_START}(?P<n>[A-Ha-h])\s*[.．)）]"),
)
_NUMBERS = {char: n for n, char in enumerate(CIRCLED, 1)} | {char: n for n, char in enumerate(_HAN, 1)}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of several demands in a cell: its printed number (1), ①) and its words, without what ends it."""

    number: str
    text: str


def split_criteria(text: str) -> tuple[str, tuple[Criterion, ...]]:
    """What stands before the first number, and the numbered criteria of a cell; none where nothing is
    numbered. What is numbered inside a criterion (1)…①…②…) stays in it; gaps and repetitions of the printed
    numbers do not matter, numbers that run backwards are no numbering."""
    best: tuple[str, tuple[Criterion, ...]] = (text.strip(), ())
    begun = len(text) + 1
    for marker in _MARKERS:
        found = _rising([m for m in marker.finditer(text) if text[m.end() :].strip()])
        if not found or found[0].start("n") >= begun:
            continue
        ends = [m.start() for m in found[1:]] + [len(text)]
        parts = [text[m.end() : end].strip(" \t\n;；") for m, end in zip(found, ends, strict=True)]
        if not all(parts):
            continue
        begun = found[0].start("n")
        criteria = tuple(Criterion(_tidy(m["n"]), part) for m, part in zip(found, parts, strict=True))
        best = (text[:begun].strip(" \t\n;；:："), criteria)
    return best


def _rising(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The markers that follow each other from one of the first numbers on, upwards or repeated."""
    kept: list[re.Match[str]] = []
    last = 0
    for match in found:
        number = _number(match["n"])
        if not kept and number > 3:
            return []
        if number < last:
            continue
        kept.append(match)
        last = number
    return kept


def _number(text: str) -> int:
    bare = half_width(text).strip("()（） ")
    if bare.isdigit():
        return int(bare)
    if text.strip() in _NUMBERS:
        return _NUMBERS[text.strip()]
    if bare in _NUMBERS:
        return _NUMBERS[bare]
    if bare.startswith("十"):
        return 10 + _NUMBERS.get(bare[1:], 0)
    return ord(bare[0].lower()) - ord("a") + 1 if bare.isascii() and bare else 99
