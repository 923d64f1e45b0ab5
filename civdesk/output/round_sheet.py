"""A round on paper: a blank or filled sheet as a workbook that can be read back, and as a page to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ..domain.forms import Form, show_points
from ..domain.round_cells import MARK, WHOLE, cell_text
from ..domain.rounds import Round
from ..sheets.handout import Handout, write_handouts

ACROSS = 6  # subjects side by side: more go on another sheet
_BLANK = "____________"
_HINT = "合格打 ✓，不合格打 ✗，无此项画 —；打分、计数的写数字。记号后面可写说明，如：✗ 地面有烟头。"


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """What is printed: the unit, the form, the round (unsaved for a blank one), the texts of subjects that
    have a standard of their own."""

    unit: str
    form: Form
    round: Round
    standards: dict[str, str]

    @property
    def mark(self) -> str:
        """By which a filled sheet is known again."""
        return f"{MARK}:{self.form.key}:{self.round.id}"

    @property
    def blocks(self) -> list[tuple[str, ...]]:
        """The subjects of each sheet."""
        names = self.round.subjects or ("",)
        return [names[n : n + ACROSS] for n in range(0, len(names), ACROSS)]

    @property
    def facts(self) -> list[tuple[str, ...]]:
        """The lines above the table."""
        one = self.round
        day = one.starts.isoformat() + (f" 至 {one.ends.isoformat()}" if one.ends != one.starts else "")
        who = "、".join(one.inspectors) or _BLANK
        lines: list[tuple[str, ...]] = [
            (f"日期：{day}{f'　{one.time}' if one.time else ''}", f"检查人：{who}")
        ]
        if one.department:
            lines.append((f"受检单位：{one.department}",))
        return [*lines, (_HINT,)]

    def rows(self, subjects: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Key, number, title, standard, then the cells of these subjects."""
        items = {item.key: item for item in self.form.items}
        cells = {(answer.item, answer.subject): answer for answer in self.round.answers}
        for n, key in enumerate(self.round.items, 1):
            item = items[key]
            told = [self._asked(key)] + [cell_text(item, cells[key, name]) for name in subjects]
            yield (key, str(n), item.title, *told)

    def _asked(self, key: str) -> str:
        item = self.form.item(key)
        parts = [item.standard]
        if item.points:
            parts.append(f"{show_points(item.points)}分")
        if item.red_line:
            parts.append("红线")
        return "；".join(part for part in parts if part)

    @property
    def told(self) -> bool:
        """Whether any item has a standard, points or a red line to print."""
        return any(self._asked(key) for key in self.round.items)


def write_xlsx(path: Path, sheet: RoundSheet) -> None:
    """As a workbook; see `write_handouts`."""
    made = []
    blocks = sheet.blocks
    for n, subjects in enumerate(blocks, 1):
        columns = [
            (sheet.mark, 8.0),
            ("序号", 6.0),
            ("检查项目", 26.0),
            ("标准", 22.0 if sheet.told else 1.0),
        ]
        single = len(subjects) == 1
        columns += [(name or WHOLE, 24.0 if single else 9.0) for name in subjects]
        if not sheet.told:
            columns.pop(3)
        rows = [row if sheet.told else (*row[:3], *row[4:]) for row in sheet.rows(subjects)]
        below = [
            (f"{name}的标准：{sheet.standards[name]}",) for name in subjects if sheet.standards.get(name)
        ]
        made.append(
            Handout(
                name=sheet.form.title[:25] + (f" {n}" if len(blocks) > 1 else ""),
                title="\n".join(filter(None, (sheet.unit, sheet.form.title))),
                above=sheet.facts,
                columns=columns,
                rows=rows,
                height=30,
                left=(2, 3) if sheet.told else (2,),
                below=below,
                hidden=1,
            )
        )
    write_handouts(path, made)


def page(sheet: RoundSheet) -> str:
    """As HTML for printing, a page for each block of subjects."""
    parts = []
    for n, subjects in enumerate(sheet.blocks):
        broken = "page-break-before:always;" if n else ""
        if sheet.unit:
            parts.append(
                f'<p align="center" style="{broken}font-size:14pt; margin:0">{escape(sheet.unit)}</p>'
            )
            broken = ""
        parts.append(
            f'<p align="center" style="{broken}font-size:20pt; font-weight:600; margin:4pt 0 10pt 0">'
            f"{escape(sheet.form.title)}</p>"
        )
        parts.append('<table width="100%" cellspacing="0" cellpadding="3">')
        for line in sheet.facts:
            wide = 100 // len(line)
            span = ' colspan="2"' if len(line) == 1 else ""
            cells = "".join(f'<td width="{wide}%"{span}>{escape(text)}</td>' for text in line)
            parts.append(f"<tr>{cells}</tr>")
        parts.append('</table><p style="font-size:5pt; margin:0">&nbsp;</p>')
        parts.append(_table(sheet, subjects))
        told = [(name, sheet.standards[name]) for name in subjects if sheet.standards.get(name)]
        parts += [f"<p>{escape(name)}的标准：{escape(text)}</p>" for name, text in told]
    return "".join(parts)


def _table(sheet: RoundSheet, subjects: tuple[str, ...]) -> str:
    share = (64 if not sheet.told else 42) // len(subjects)
    widths = [8, 28, *([22] if sheet.told else []), *([share] * len(subjects))]
    titles = ["序号", "检查项目", *(["标准"] if sheet.told else []), *(name or WHOLE for name in subjects)]
    heads = "".join(
        f'<th width="{width}%" bgcolor="#f2f2f2">{escape(title)}</th>'
        for width, title in zip(widths, titles, strict=True)
    )
    rows = []
    for row in sheet.rows(subjects):
        texts = row[1:] if sheet.told else (*row[1:3], *row[4:])
        left = 3 if sheet.told else 2
        cells = "".join(_cell(text, at_left=0 < n < left) for n, text in enumerate(texts))
        rows.append(f"<tr>{cells}</tr>")
    return (
        '<table width="100%" border="1" cellspacing="0" cellpadding="5"'
        ' style="border-collapse:collapse; border-style:solid; border-color:#000000">'
        f"<thead><tr>{heads}</tr></thead>{''.join(rows)}</table>"
    )


def _cell(text: str, *, at_left: bool) -> str:
    side = "left" if at_left else "center"
    return f'<td align="{side}" valign="middle">{escape(text) or "&nbsp;"}</td>'
