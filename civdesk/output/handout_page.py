"""A sheet to be filled in by hand, as HTML for printing; as a workbook `sheets.handout` writes it."""

from __future__ import annotations

from html import escape

from ..sheets.handout import Handout
from .printed import TABLE


def page(made: Handout) -> str:
    """The title, the facts, the table; its head is repeated on every page by whoever lays it out."""
    *above, title = made.title.split("\n")
    parts = [f'<p align="center" style="font-size:14pt; margin:0">{escape(line)}</p>' for line in above]
    parts.append(
        f'<p align="center" style="font-size:20pt; font-weight:600; margin:4pt 0 10pt 0">{escape(title)}</p>'
    )
    if made.above:
        parts.append('<table width="100%" cellspacing="0" cellpadding="3">')
        for line in made.above:
            if len(line) == 1:
                parts.append(f'<tr><td colspan="2">{_lines(line[0])}</td></tr>')
            else:
                parts.append(
                    "<tr>" + "".join(f'<td width="50%">{_lines(text)}</td>' for text in line) + "</tr>"
                )
        parts.append('</table><p style="font-size:5pt; margin:0">&nbsp;</p>')
    columns = made.columns[made.hidden :]
    total = sum(width for _, width in columns)
    heads = "".join(
        f'<th width="{round(width * 100 / total)}%" bgcolor="#f2f2f2">{_lines(title)}</th>'
        for title, width in columns
    )
    parts.append(f"{TABLE}<thead><tr>{heads}</tr></thead>")
    for row in made.rows:
        cells = "".join(
            f'<td align="{"left" if n in made.left else "center"}" valign="middle">'
            f"{_lines(text) or '&nbsp;'}</td>"
            for n, text in enumerate(row)
            if n >= made.hidden
        )
        parts.append(f"<tr>{cells}</tr>")
    parts.append("</table>")
    parts += [f"<p>{'　　'.join(_lines(text) for text in line)}</p>" for line in made.below]
    return "".join(parts)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
