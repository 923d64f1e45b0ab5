"""整改缺口清单: what a department still lacks, as sheets of a workbook and as pages to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from ..sheets.write import Column, Table, write_table
from .printed import table

_COLUMNS = (
    Column("序号", kind="integer", width=6),
    Column("指标", width=24),
    Column("还缺什么", width=56),
    Column("完成时限", width=22),
    Column("需要的佐证", width=20),
    Column("责任人", width=12),
    Column("完成情况", width=16),
)
_WIDTHS = (6, 16, 35, 15, 13, 7, 8)  # per cent of a printed page
_ALIGN = ("center", "left", "left", "center", "left", "center", "left")
_SIGN = "签收人：________________　　签收日期：________年____月____日"


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap; `by` is the day it is or was due, `late` whether that day is over."""

    code: str
    title: str
    text: str
    by: date | None
    proofs: str
    who: str
    state: str
    late: bool

    @property
    def due(self) -> str:
        """2026-11-30, 2026-06-30（已逾期）, or nothing."""
        return "" if self.by is None else self.by.isoformat() + ("（已逾期）" if self.late else "")


@dataclass(frozen=True, slots=True)
class GapPage:
    """What one department or person has to do."""

    name: str
    lines: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class GapPaper:
    """All pages, and what stands above each: the unit, the standard, the day, how things stand."""

    unit: str
    standard: str
    on: date
    said: str
    pages: tuple[GapPage, ...]

    @property
    def day(self) -> str:
        return f"{self.on.year}年{self.on.month}月{self.on.day}日"


def write_xlsx(path: Path, paper: GapPaper) -> None:
    """A first sheet of everything, then one for each page; one page alone stands alone. Raises Refused when
    it cannot be written."""
    notes = (f"{paper.unit}　截至 {paper.day}".strip(), paper.said)
    everything = Table(
        "总表",
        f"《{paper.standard}》缺口总表",
        (Column("责任单位", width=16), *_COLUMNS),
        _everything(paper),
        notes,
    )
    names = _sheet_names([page.name for page in paper.pages])
    tables = [
        Table(
            name,
            f"{page.name}　还缺什么（《{paper.standard}》）",
            _COLUMNS,
            _rows(page),
            (*notes, _SIGN),
        )
        for name, page in zip(names, paper.pages, strict=True)
    ]
    write_table(path, tables if len(tables) == 1 else [everything, *tables])


def html(paper: GapPaper) -> str:
    """A printed page for each department: the head of the table is repeated by whoever lays it out."""
    parts = []
    for n, page in enumerate(paper.pages):
        start = ' style="page-break-before:always; ' if n else ' style="'
        parts.append(
            f'<p align="center"{start}font-size:18pt; font-weight:600; margin:0 0 6pt 0">'
            f"{escape(page.name)}　创建工作缺口清单</p>"
            f'<p align="center" style="font-size:10pt; margin:0">{escape(paper.unit)}　'
            f"《{escape(paper.standard)}》　截至 {paper.day}</p>"
            f'<p style="font-size:10pt; margin:8pt 0 6pt 0">下列 {len(page.lines)} 项尚未到位，'
            "请在时限前完成，并把佐证材料交创建办。</p>"
        )
        columns = [(column.title, width) for column, width in zip(_COLUMNS, _WIDTHS, strict=True)]
        parts.append(table(columns, [[str(cell) for cell in row] for row in _rows(page)], _ALIGN, points=10))
        parts.append(f'<p align="right" style="font-size:11pt; margin:16pt 0 0 0">{_SIGN}</p>')
    return "".join(parts) or '<p align="center" style="font-size:14pt">没有缺口。</p>'


def _rows(page: GapPage) -> Iterator[Sequence[str | int]]:
    for n, one in enumerate(page.lines, 1):
        yield n, f"{one.code} {one.title}", one.text, one.due, one.proofs, one.who, ""


def _everything(paper: GapPaper) -> Iterator[Sequence[str | int]]:
    n = 0
    for page in paper.pages:
        for row in _rows(page):
            n += 1
            yield (page.name, n, *row[1:])


def _sheet_names(names: Sequence[str]) -> list[str]:
    """Names of sheets: cut to what a sheet may be called, and no two alike."""
    made: list[str] = []
    for name in names:
        short, n = name[:28], 2
        while short in made or short == "总表":
            short, n = f"{name[:26]}{n}", n + 1
        made.append(short)
    return made
