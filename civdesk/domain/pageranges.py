"""Pages of a document as people write them: 1-2,3,4-6."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..errors import WrongUse
from .text import half_width

_ONE = re.compile(r"第?\s*(\d{1,6})\s*页?\s*(?:(-)\s*第?\s*(\d{1,6})?\s*页?)?")
_DASHES = re.compile("[—–―‒~～〜至到]+|-+")
_BREAKS = re.compile(r"[,，、;；\s]+")


class Pages(NamedTuple):
    """A run of pages, counted from 1, the last one included."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def read_ranges(text: str, total: int) -> list[Pages]:
    """The runs of pages in a text, in their order, for a document of `total` pages; `4-` goes to the end.

    Raises WrongUse with a sentence for what is no page, or none of this document, or runs backwards.
    """
    plain = re.sub(r"\s*-\s*", "-", _DASHES.sub("-", half_width(text)))
    found = []
    for piece in filter(None, _BREAKS.split(plain)):
        match = _ONE.fullmatch(piece)
        if match is None:
            raise WrongUse(f"“{piece[:20]}”不是页码，请写成 1-2,3,4-6 这样。")
        first = int(match[1])
        last = int(match[3]) if match[3] else total if match[2] else first
        if not 1 <= first <= total or last > total:
            raise WrongUse(f"“{piece}”超出范围：这份文件共 {total} 页。")
        if last < first:
            raise WrongUse(f"“{piece}”的页码前大后小，请改成 {last}-{first}。")
        found.append(Pages(first, last))
    if not found:
        raise WrongUse("请写出要拆的页码，如 1-2,3,4-6。")
    return found


def show_ranges(ranges: Iterable[Pages]) -> str:
    """Runs of pages as `read_ranges` reads them."""
    return ",".join(map(str, ranges))
