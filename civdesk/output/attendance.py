"""A blank 签到表: as a workbook, and as a page to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from ..sheets.handout import Handout, write_handout

COLUMNS = (("序号", 7.0), ("姓名", 14.0), ("科室", 24.0), ("签名", 23.0), ("备注", 12.0))
_BLANK = "____________"


@dataclass(frozen=True, slots=True)
class Attendance:
    """What stands on it: `facts` are names and values ("" to be written by hand), `people` are names and
    departments, `blanks` the number of empty rows after them."""

    unit: str
    title: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    blanks: int

    @property
    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """The rows of the table."""
        everybody = [*self.people, *(("", "") for _ in range(self.blanks))]
        return [(str(n), name, where, "", "") for n, (name, where) in enumerate(everybody, 1)]

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The facts as lines: the first and long ones alone, short ones side by side."""
        said = [f"{name}：{value or _BLANK}" for name, value in self.facts]
        lines: list[tuple[str, ...]] = [(text,) for text in said[:1]]
        waiting = ""
        for text in said[1:]:
            if len(text) > 20:
                lines += [(waiting, ""), (text,)] if waiting else [(text,)]
                waiting = ""
            elif waiting:
                lines.append((waiting, text))
                waiting = ""
            else:
                waiting = text
        return [*lines, (waiting, "")] if waiting else lines


def write_xlsx(path: Path, sheet: Attendance) -> None:
    """As a workbook; see `write_handout`."""
    write_handout(
        path,
        Handout(
            name="签到表",
            title="\n".join(filter(None, (sheet.unit, sheet.title))),
            above=sheet.lines,
            columns=COLUMNS,
            rows=sheet.rows,
        ),
    )


def page(sheet: Attendance) -> str:
    """As HTML for printing: the head of the table is repeated on every page by whoever lays it out."""
    parts = []
    if sheet.unit:
        parts.append(f'<p align="center" style="font-size:14pt; margin:0">{escape(sheet.unit)}</p>')
    parts.append(
        f'<p align="center" style="font-size:20pt; font-weight:600; margin:4pt 0 10pt 0">'
        f"{escape(sheet.title)}</p>"
    )
    parts.append('<table width="100%" cellspacing="0" cellpadding="3">')
    for line in sheet.lines:
        cells = "".join(f'<td width="50%">{escape(text)}</td>' for text in line)
        whole = f'<td colspan="2">{escape(line[0])}</td>'
        parts.append(f"<tr>{whole if len(line) == 1 else cells}</tr>")
    parts.append('</table><p style="font-size:5pt; margin:0">&nbsp;</p>')
    total = sum(width for _, width in COLUMNS)
    heads = "".join(
        f'<th width="{round(width * 100 / total)}%" bgcolor="#f2f2f2">{title}</th>'
        for title, width in COLUMNS
    )
    parts.append(
        '<table width="100%" border="1" cellspacing="0" cellpadding="5"'
        ' style="border-collapse:collapse; border-style:solid; border-color:#000000">'
        f"<thead><tr>{heads}</tr></thead>"
    )
    for row in sheet.rows:
        cells = "".join(f'<td align="center" valign="middle">{escape(text) or "&nbsp;"}</td>' for text in row)
        parts.append(f"<tr>{cells}</tr>")
    parts.append("</table>")
    return "".join(parts)
