"""Pieces of printed pages as HTML for paper: headings, paragraphs, tables with their head on every page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

BODY = "font-size:12pt; margin:0 0 6pt 0; line-height:150%"
TABLE = (
    '<table width="100%" border="1" cellspacing="0" cellpadding="5"'
    ' style="border-collapse:collapse; border-style:solid; border-color:#000000">'
)


def heading(title: str, under: str = "") -> str:
    """The title of a page, and a smaller line under it."""
    said = (
        f'<p align="center" style="font-size:20pt; font-weight:600; margin:4pt 0 10pt 0">{escape(title)}</p>'
    )
    return said + (f'<p align="center" style="{BODY}">{escape(under)}</p>' if under else "")


def paragraph(text: str, *, indent: bool = True) -> str:
    """A paragraph of running text, indented by two characters."""
    said = escape(text).replace("\n", "<br>")
    # Blanks that are not drawn together; Qt takes an indent for points of the device.
    return f'<p style="{BODY}">{"&nbsp;" * 8 if indent else ""}{said}</p>'


def table(
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    aligned: Sequence[str] = (),
    points: int = 12,
) -> str:
    """A table: titles with their share of the breadth in per cent, and rows of texts of so many points.
    `aligned` says how each column stands; without it the first stands at the left, numbers at the right."""
    size = f"font-size:{points}pt"
    heads = "".join(
        f'<th width="{width}%" bgcolor="#f2f2f2" style="{size}">{escape(title)}</th>'
        for title, width in columns
    )
    ways = aligned or ["left", *["right"] * (len(columns) - 1)]
    parts = [TABLE, f"<thead><tr>{heads}</tr></thead>"]
    for row in rows:
        cells = "".join(
            f'<td align="{way}" valign="top" style="{size}">{_lines(text) or "&nbsp;"}</td>'
            for text, way in zip(row, ways, strict=True)
        )
        parts.append(f"<tr>{cells}</tr>")
    return "".join([*parts, "</table>"])


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
