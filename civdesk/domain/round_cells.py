"""What stands in a cell of a printed round: a mark, points or a count, and words behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..errors import WrongUse
from .forms import Item
from .rounds import Answer, put, shown

MARK = "civdesk-round"  # begins the hidden cell by which a filled sheet is known again
WHOLE = "检查结果"  # stands where a form looks at the whole
_UNITS = frozenset("个处次件盆分")
# A mark at the beginning, then blanks or a break, then words.
_MARKED = re.compile(
    r"\s*(✓|√|✔|✗|×|✘|不合格|合格|无此项|[-—/xX]|[-+]?\d+(?:\.\d+)?分?)(?: |[\s，,；;：:]+)(.+)", re.S
)
_BREAK = re.compile(r"[\s，,；;：:]+")


def cell_text(item: Item, answer: Answer) -> str:
    """An answer as it is printed: the mark, then what was said."""
    mark = shown(item, answer)
    if item.how == "text" or not answer.note:
        return mark
    return f"{mark or '·'} {answer.note}"


def read_cell(item: Item, answer: Answer, raw: object) -> Answer:
    """The answer with what a cell says; an empty cell is no answer. Raises WrongUse with a sentence."""
    if item.how == "text" or not isinstance(raw, str):
        return put(item, replace(answer, note=""), raw)
    text = raw.strip()
    if text.startswith("·"):
        return replace(put(item, answer, ""), note=text[1:].strip())
    found = _MARKED.fullmatch(text)
    # Of points “- 2” is what is taken off, and 3 个 is a number with its word.
    if found and found[2].strip() not in _UNITS and not (item.how == "score" and found[1] == "-"):
        return replace(put(item, answer, found[1]), note=found[2].strip())
    if item.how == "yes_no" and (said := _worded(item, answer, text)):
        return said
    return replace(put(item, answer, text), note="")


def _worded(item: Item, answer: Answer, text: str) -> Answer | None:
    """A mark in words and what was said behind it (差，窗台有灰); None where it is written otherwise."""
    mark, *more = _BREAK.split(text, maxsplit=1)
    note = more[0].strip() if more else ""
    if not note:
        return None
    try:
        made = put(item, answer, mark)
    except WrongUse:
        return None
    return replace(made, note=note) if made.result else None
