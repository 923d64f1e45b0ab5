"""A sheet that is printed and written on by hand: a title, some facts above, a table with room to write."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from civdesk.files import written_aside
from civdesk.sheets.cellvalues import FORBIDDEN
from civdesk.sheets.cellxml import wrapped_lines

_A4 = 9
_TITLE, _LINE, _HEAD = 30, 21, 26  # points
_FOOTER = "&C第 &P 页 共 &N 页"


@dataclass(frozen=True, slots=True)
class Handout:
    """`above`: rows of facts, each one text over the whole breadth or two side by side; `columns`: titles and
    widths in characters; `rows` of texts; `height` of a row in points: what a signature needs; `left`: the
    columns (the first is 0) whose texts stand at the left; `below`: rows of facts under the table. The
    first `hidden` columns are not shown: by what they hold a filled sheet is known again; `landscape`: the
    paper lies on its long side."""

    name: str
    title: str
    above: Sequence[Sequence[str]]
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[str]]
    height: float = 27
    left: Collection[int] = ()
    below: Sequence[Sequence[str]] = ()
    hidden: int = 0
    landscape: bool = False


def write_handout(path: Path, handout: Handout) -> None:
    """Write it as .xlsx, A4, the head of the table on every page; whole or not at all.

    Raises Refused in Chinese when the target cannot be written.
    """
    write_handouts(path, [handout])


def write_handouts(path: Path, handouts: Sequence[Handout]) -> None:
    """The same of several, a worksheet each; their names must differ."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for handout in handouts:
        _sheet(book, handout)
    book.close()
    with written_aside(path) as stream:
        stream.write(made.getvalue())


def _sheet(book: Any, handout: Handout) -> None:
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", handout.name).strip(" '")[:31] or None)
    base = {"font_name": "宋体", "font_size": 12, "valign": "vcenter", "text_wrap": True}
    start, last = handout.hidden, len(handout.columns) - 1
    middle = (start + len(handout.columns) + 1) // 2
    widths = [width for _, width in handout.columns]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, None, {"hidden": True} if column < start else None)
    large = book.add_format({**base, "font_size": 20, "bold": True, "align": "center"})
    row = _merged(sheet, 0, [handout.title], _TITLE, widths, start, middle, large, 1.8)
    plain = book.add_format({**base, "align": "left"})
    for texts in handout.above:
        row = _merged(sheet, row, texts, _LINE, widths, start, middle, plain, 1.15)
    head = book.add_format({**base, "bold": True, "align": "center", "border": 1, "bg_color": "#F2F2F2"})
    titles = [title for title, _ in handout.columns]
    shown_heads = zip(titles[start:], widths[start:], strict=True)
    tallest = max(wrapped_lines(*pair, 1.15) for pair in shown_heads)
    sheet.set_row(row, _HEAD if tallest == 1 else tallest * 19)
    for column, title in enumerate(titles):
        sheet.write_string(row, column, _text(title), head)
    sheet.repeat_rows(row)
    centred = book.add_format({**base, "align": "center", "border": 1, "num_format": "@"})
    flush = book.add_format({**base, "align": "left", "border": 1, "num_format": "@"})
    for n, texts in enumerate(handout.rows, row + 1):
        shown = zip(texts[start:], widths[start:], strict=True)
        sheet.set_row(n, max(handout.height, max(wrapped_lines(*pair, 1.15) for pair in shown) * 17))
        for column, text in enumerate(texts):
            look = flush if column in handout.left else centred
            if text:
                sheet.write_string(n, column, _text(text), look)
            else:
                sheet.write_blank(n, column, None, look)
    row += len(handout.rows) + 1
    for texts in handout.below:
        row = _merged(sheet, row, texts, _LINE, widths, start, middle, plain, 1.15)
    sheet.print_area(0, start, row - 1, last)
    sheet.set_paper(_A4)
    sheet.set_landscape() if handout.landscape else sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.7, right=0.7, top=0.7, bottom=0.8)
    sheet.set_footer(_FOOTER)


def _merged(
    sheet: Any,
    row: int,
    texts: Sequence[str],
    height: float,
    widths: Sequence[float],
    start: int,
    middle: int,
    look: Any,
    size: float,
) -> int:
    """One text over all columns, or two over the halves; the next row. Merged cells do not grow by
    themselves, so their height is given."""
    last = len(widths) - 1
    places = [(start, last)] if len(texts) == 1 else [(start, middle - 1), (middle, last)]
    lines = 1
    for text, (first, final) in zip(texts, places, strict=True):
        if first == final:
            sheet.write_string(row, first, _text(text), look)
        else:
            sheet.merge_range(row, first, row, final, _text(text), look)
        lines = max(lines, wrapped_lines(text, sum(widths[first : final + 1]), size))
    sheet.set_row(row, height * lines)
    return row + 1


def _text(text: str) -> str:
    """A text as XlsxWriter may have it: it takes one that begins with <r> for XML, and = for a formula in
    merged cells."""
    clean = FORBIDDEN.sub("", text)[:32_000]
    return f" {clean}" if clean.startswith(("<r>", "=", "{=")) else clean
