"""The statistics of problems: asked, as JSON, as a sheet, as a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ..domain.problem_counts import By, Counts, Line, count
from ..output import printed
from ..sheets.write import Column, Table, write_table
from ..store import settings
from ..store.workspace import Workspace
from .problems import as_they_were

_COUNTS = ("found", "closed", "open", "overdue", "in_time", "repeated")
# What stands over a line: a column of the statistics is one word.
HEADS = ("", "发现", "已完成", "未完成", "逾期", "按期完成率", "平均天数", "重复出现")


def counts(ws: Workspace, by: By, *, start: date | None = None, end: date | None = None, on: date) -> Counts:
    """The problems found from `start` to `end` (None: open), as they stand on `on`."""
    return count((record.values for record in as_they_were(ws, on)), by, start, end, on)


def counts_data(found: Counts) -> dict[str, Any]:
    """The JSON of `problem-stats`: the rate with its numerator and denominator, null where there is none."""
    return {
        "by": found.by.value,
        "from": found.start.isoformat() if found.start else None,
        "to": found.end.isoformat() if found.end else None,
        "on": found.on.isoformat(),
        "text": sentence(found),
        "lines": [_line_data(line) for line in found.lines],
        "total": _line_data(found.total),
    }


def _line_data(line: Line) -> dict[str, Any]:
    return {
        "title": line.title,
        **{name: getattr(line, name) for name in _COUNTS},
        "in_time_rate": line.rate,
        "in_time_numerator": line.in_time,
        "in_time_denominator": line.with_deadline,
        "average_days": round(line.average, 1) if line.average is not None else None,
    }


def period_text(found: Counts) -> str:
    """Of which problems the figures speak: 2026-01-01 至 2026-06-30 发现，截至 2026-11-22."""
    start = found.start.isoformat() if found.start else "起初"
    end = found.end.isoformat() if found.end else found.on.isoformat()
    return f"{start} 至 {end} 发现的问题，截至 {found.on} 的情况"


def sentence(found: Counts) -> str:
    """The figures as a sentence for a 汇报, shares with numerator and denominator."""
    start, end, on, total = found.start, found.end, found.on, found.total
    day = f"{on.year}年{on.month}月{on.day}日"
    if start and end and (start, end) == (date(end.year, 1, 1), date(end.year, 12, 31)):
        when = f"{end.year}年"
    else:
        when = "" if start is None and end is None else period_text(found).partition("发现")[0].rstrip()
    if not total.found:
        return f"截至{day}，{when}没有发现问题。"
    done = f"{total.closed}/{total.found}（{total.closed / total.found:.1%}）"
    parts = [f"截至{day}，{when}共发现问题 {total.found} 个，已整改完成 {total.closed} 个，完成率 {done}"]
    if total.rate is not None:
        parts.append(f"按期完成率 {total.rate_text}")
    left = f"还有 {total.open} 个正在整改" + (f"，其中逾期 {total.overdue} 个" if total.overdue else "")
    return "，".join(parts) + (f"；{left}。" if total.open else "。")


def shown(line: Line) -> list[str]:
    """A line as texts under HEADS: counts, the rate with numerator and denominator, days on average."""
    average = f"{line.average:.1f}" if line.average is not None else ""
    counts = (line.found, line.closed, line.open, line.overdue)
    return [line.title, *map(str, counts), line.rate_text, average, str(line.repeated)]


def titles(found: Counts) -> list[str]:
    """The heads over what `shown` gives."""
    return [found.by.label, *HEADS[1:]]


def write(ws: Workspace, found: Counts, target: Path) -> None:
    """Write the statistics as .xlsx; raises Refused when the target cannot be written."""

    def row(line: Line) -> list[str | int]:
        texts = shown(line)
        return [texts[0], line.found, line.closed, line.open, line.overdue, *texts[5:7], line.repeated]

    heads = titles(found)
    kinds = dict.fromkeys((*heads[1:5], heads[-1]))
    columns = [Column(one, kind="integer" if one in kinds else "text") for one in heads]
    unit = str(settings.get(ws.reader(), "unit"))
    write_table(
        target,
        [
            Table(
                name=f"按{found.by.label}",
                title=f"{unit}问题整改统计",
                columns=columns,
                rows=[row(line) for line in found.lines],
                notes=[period_text(found), "按期完成率 = 按期完成的问题数 / 有整改时限的已完成问题数"],
                total_row=row(found.total),
            )
        ],
    )


def page(ws: Workspace, found: Counts) -> str:
    """The statistics as HTML for paper."""
    widths = (22, 9, 9, 9, 9, 22, 10, 10)
    rows = [shown(line) for line in (*found.lines, found.total)]
    unit = str(settings.get(ws.reader(), "unit"))
    return printed.heading(f"{unit}问题整改统计", period_text(found)) + printed.table(
        list(zip(titles(found), widths, strict=True)), rows
    )
