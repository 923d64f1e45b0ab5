"""Rows copied from a spreadsheet program and pasted: read as the rows of a handed-in sheet are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from civdesk.domain.headers import Column, Header, find_header, letters
from civdesk.domain.ledgers import Ledger
from civdesk.errors import WrongUse
from civdesk.intake.sheet_outcomes import (
    Accepted,
    Duplicate,
    Notice,
    Options,
    Plan,
    Rejected,
    Skipped,
)
from civdesk.intake.sheet_plan import plan_rows
from civdesk.intake.sheet_records import Before, Unknown, bring_in, unknown_names
from civdesk.jobs import Monitor
from civdesk.sheets.book import Cell, Row
from civdesk.store import ledgers
from civdesk.store.workspace import Workspace

_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class PasteReport:
    """What pasting did, or with dry_run would do; rows count from 1 in what was pasted.

    `columns` are the titles of the columns taken (by the header line when one was pasted along);
    `records` are the ids of the new records; `operation` is None when nothing changed.
    """

    ledger: str
    added: int
    rejected: tuple[Rejected, ...]
    duplicates: tuple[Duplicate, ...]
    skipped: tuple[Skipped, ...]
    unknown: tuple[Unknown, ...]
    warnings: tuple[Notice, ...]
    columns: tuple[str, ...]
    accepted: tuple[Accepted, ...]
    records: tuple[str, ...]
    operation: int | None


def pasted_rows(text: str) -> list[list[str]]:
    """The cells of tab-separated text as Excel and WPS put it on the clipboard.

    A cell that holds a line break, a tab or begins like one stands between quotes, with its own quotes
    doubled; quotes elsewhere are part of the text. The line break after the last row makes no row.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        if at >= len(text):
            break
        at += 1
        if text[at - 1] == "\n":
            if at == len(text):
                break
            rows.append([])
    return rows


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins here, and where it ends (on a tab, a line break or the end)."""
    if text.startswith('"', at):
        end = at + 1
        while (end := text.find('"', end)) >= 0 and text.startswith('""', end):
            end += 2
        inside = text[at + 1 : end] if end > 0 else ""
        # Quotes that only stand in the text: "阳光"行动, or "阳光" alone, are copied as they are.
        if text[end + 1 : end + 2] in ("\t", "\n", "") and any(mark in inside for mark in "\n\t"):
            return inside.replace('""', '"'), end + 1
    ends = [end for end in (text.find("\t", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def paste(
    ws: Workspace,
    ledger_key: str,
    rows: str | Sequence[Sequence[str]],
    fields: Sequence[str],
    today: date,
    *,
    year: int | None = None,
    keep_duplicates: bool = False,
    dry_run: bool = False,
    monitor: Monitor | None = None,
) -> PasteReport:
    """Add pasted rows (tab-separated text, or cells) to a ledger as one operation: all that can be read.

    `fields` are the keys of the columns from left to right; a header line pasted along says itself what the
    columns are. Raises WrongUse for an unknown ledger or field, Cancelled when stopped, with nothing in.
    """
    ledger = ledgers.definition(ws.reader(), ledger_key)
    cells = _rows(rows)
    header = _header(ledger, cells, fields)
    known = Before(ws, ledger).known(column.field.key for column in header.mapped if column.field)
    plan = plan_rows(cells, [], header, ledger, known, Options(year, today, keep_duplicates))
    operation: int | None = None
    made: list[str] = []
    if plan.accepted and not dry_run:
        title = f"粘贴《{ledger.title}》{len(plan.accepted)} 条"
        outcome = ws.operate("paste", title, lambda db: bring_in(db, ledger, plan.accepted, monitor))
        made, operation = outcome.result, outcome.operation
    return PasteReport(
        ledger=ledger.key,
        added=len(plan.accepted),
        rejected=tuple(plan.rejected),
        duplicates=tuple(plan.duplicates),
        skipped=tuple(plan.skipped),
        unknown=tuple(unknown_names(ws, ledger, plan.accepted)),
        warnings=(*_left_out(header, plan), *plan.warnings),
        columns=tuple(column.title for column in header.mapped),
        accepted=tuple(plan.accepted),
        records=tuple(made),
        operation=operation,
    )


def _rows(rows: str | Sequence[Sequence[str]]) -> list[Row]:
    """The rows that hold anything, numbered as pasted."""
    lines = pasted_rows(rows) if isinstance(rows, str) else rows
    found = []
    for number, line in enumerate(lines, 1):
        cells = {index: Cell(text, "text") for index, text in enumerate(line, 1) if text.strip()}
        if cells:
            found.append(Row(number, cells))
    return found


def _header(ledger: Ledger, rows: Sequence[Row], columns: Sequence[str]) -> Header:
    """The header line that was pasted along, or the columns that were pasted into."""
    top = [(row.number, {i: cell.value for i, cell in row.cells.items()}) for row in rows[:_HEADER_ROWS]]
    # Only the first line: what stands above a header in a sheet is not copied with it.
    if (found := find_header(top, [], ledger)) and found.top == top[0][0] and len(found.mapped) > 1:
        return found
    known = {one.key: one for one in ledger.fields}
    if unknown := [key for key in columns if key and key not in known]:
        raise WrongUse(f"《{ledger.title}》没有“{unknown[0]}”这一栏。")
    made = {}
    for index, key in enumerate(columns, 1):
        if key:
            title = known[key].title
            made[index] = Column(index, title, (title,), known[key])
    return Header(0, 0, made, 0.0)


def _left_out(header: Header, plan: Plan) -> list[Notice]:
    """What was pasted beside the columns."""
    if not plan.nameless:
        return []
    names = "、".join(f"第{letters(index)}列" for index in sorted(plan.nameless))
    return [Notice(0, f"粘贴的内容比表格宽，没有放进{names}")]
