"""A sheet that is printed and written on by hand: a title, some facts above, a table with room to write."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
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
    widths in characters; `rows` of texts; `height` of a row in points: what a signature needs."""

    name: str
    title: str
    above: Sequence[Sequence[str]]
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[str]]
    height: float = 27


def write_handout(path: Path, handout: Handout) -> None:
    """Write it as .xlsx, A4 portrait, the head of the table on every page; whole or not at all.

    Raises Refused in Chinese when the target cannot be written.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", handout.name).strip(" '")[:31] or None)
    base = {"font_name": "宋体", "font_size": 12, "valign": "vcenter", "text_wrap": True}
    last = len(handout.columns) - 1
    middle = (len(handout.columns) + 1) // 2
    widths = [width for _, width in handout.columns]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    large = book.add_format({**base, "font_size": 20, "bold": True, "align": "center"})
    row = _merged(sheet, 0, [handout.title], _TITLE, widths, middle, large, 1.8)
    plain = book.add_format({**base, "align": "left"})
    for texts in handout.above:
        row = _merged(sheet, row, texts, _LINE, widths, middle, plain, 1.15)
    head = book.add_format({**base, "bold": True, "align": "center", "border": 1, "bg_color": "#F2F2F2"})
    sheet.set_row(row, _HEAD)
    for column, (title, _) in enumerate(handout.columns):
        sheet.write_string(row, column, _text(title), head)
    sheet.repeat_rows(row)
    centred = book.add_format({**base, "align": "center", "border": 1, "num_format": "@"})
    for n, texts in enumerate(handout.rows, row + 1):
        lines = max(wrapped_lines(text, width, 1.15) for text, width in zip(texts, widths, strict=True))
        sheet.set_row(n, max(handout.height, lines * 17))
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(n, column, _text(text), centred)
            else:
                sheet.write_blank(n, column, None, centred)
    sheet.print_area(0, 0, row + len(handout.rows), last)
    sheet.set_paper(_A4)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.7, right=0.7, top=0.7, bottom=0.8)
    sheet.set_footer(_FOOTER)
    book.close()
    with written_aside(path) as stream:
        stream.write(made.getvalue())


def _merged(
    sheet: Any,
    row: int,
    texts: Sequence[str],
    height: float,
    widths: Sequence[float],
    middle: int,
    look: Any,
    size: float,
) -> int:
    """One text over all columns, or two over the halves; the next row. Merged cells do not grow by
    themselves, so their height is given."""
    last = len(widths) - 1
    places = [(0, last)] if len(texts) == 1 else [(0, middle - 1), (middle, last)]
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
