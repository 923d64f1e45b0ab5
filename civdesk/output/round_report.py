"""A 周报, 月报 or 通报 on paper: as a workbook with its tables, and as a page to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ..sheets.write import Column, Table, write_table

_SOURCES = (("检查表", 26), ("频次", 14), ("应查", 8), ("已查", 8), ("检查次数", 10), ("未查", 40))
_PLACES = (("名次", 8), ("科室", 22), ("得分", 22), ("不合格项", 10), ("说明", 36))
_ITEMS = (("检查项目", 34), ("不合格次数", 12), ("检查次数", 12))
_PROBLEMS = (("问题", 46), ("责任单位", 20), ("整改期限", 14), ("状态", 12))


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """What stands on it. `sources`: form, cadence, asked, done, rounds, missing; `places`: rank, department,
    points, failed items, why; `items`: title, failed, judged; `problems`: title, unit, deadline, state;
    `reported`: when it went to whom."""

    unit: str
    title: str
    summary: str
    reported: str
    sources: tuple[tuple[str, str, int, int, int, str], ...]
    places: tuple[tuple[int, str, str, int, str], ...]
    items: tuple[tuple[str, int, int], ...]
    problems: tuple[tuple[str, str, str, str], ...]

    @property
    def sections(self) -> list[tuple[str, Sequence[tuple[str, int]], Sequence[Sequence[str | int]]]]:
        """Name, columns and rows of each table that has rows."""
        found: list[tuple[str, Sequence[tuple[str, int]], Sequence[Sequence[str | int]]]] = [
            ("检查情况", _SOURCES, self.sources),
            ("科室成绩", _PLACES, self.places),
            ("不合格项目", _ITEMS, self.items),
            ("转入整改的问题", _PROBLEMS, self.problems),
        ]
        return [one for one in found if one[2]]


def write_xlsx(path: Path, made: ReportPaper) -> None:
    """As a workbook, a sheet for each table, the summary above the first."""
    notes = [made.summary] + ([made.reported] if made.reported else [])
    tables = []
    for n, (name, columns, rows) in enumerate(made.sections or [("检查情况", _SOURCES, ())]):
        title = "　".join(filter(None, (made.unit, made.title))) if not n else f"{made.title}　{name}"
        kinds = [isinstance(cell, int) for cell in rows[0]] if rows else [False] * len(columns)
        listed = [
            Column(head, width=width, kind="integer" if number else "text")
            for (head, width), number in zip(columns, kinds, strict=True)
        ]
        tables.append(
            Table(name=name, title=title, columns=listed, rows=list(rows), notes=() if n else notes)
        )
    write_table(path, tables)


def page(made: ReportPaper) -> str:
    """As HTML for printing."""
    parts = []
    if made.unit:
        parts.append(f'<p align="center" style="font-size:14pt; margin:0">{escape(made.unit)}</p>')
    parts.append(
        '<p align="center" style="font-size:18pt; font-weight:600; margin:4pt 0 10pt 0">'
        f"{escape(made.title)}</p>"
    )
    told = escape(made.summary).replace("\n", "<br>")
    parts.append(f'<p style="line-height:150%; text-indent:24pt">{told}</p>')
    if made.reported:
        parts.append(f"<p>{escape(made.reported)}</p>")
    for name, columns, rows in made.sections:
        parts.append(f'<p style="font-weight:600; margin:12pt 0 4pt 0">{name}</p>')
        total = sum(width for _, width in columns)
        heads = "".join(
            f'<th width="{round(width * 100 / total)}%" bgcolor="#f2f2f2">{head}</th>'
            for head, width in columns
        )
        body = "".join("<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in rows)
        parts.append(
            '<table width="100%" border="1" cellspacing="0" cellpadding="4"'
            ' style="border-collapse:collapse; border-style:solid; border-color:#000000">'
            f"<thead><tr>{heads}</tr></thead>{body}</table>"
        )
    return "".join(parts)


def _cell(cell: str | int) -> str:
    side = "center" if isinstance(cell, int) else "left"
    return f'<td align="{side}">{escape(str(cell)) or "&nbsp;"}</td>'
