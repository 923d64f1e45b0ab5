"""Handed-in spreadsheets into ledgers: what can be read comes in as one operation, the rest is listed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from civdesk.domain.fields import Field
from civdesk.domain.ledgers import Ledger
from civdesk.domain.text import normal
from civdesk.errors import WrongUse
from civdesk.intake import sheet_memory
from civdesk.intake.sheet_choices import TODAY, Choices, sheet_month
from civdesk.intake.sheet_find import Found, find_sheets
from civdesk.intake.sheet_outcomes import Accepted, Options, Place
from civdesk.intake.sheet_pictures import Kept, Pictures, find_pictures, keep_pictures, link_pictures
from civdesk.intake.sheet_plan import plan_rows
from civdesk.intake.sheet_records import Before, bring_in
from civdesk.intake.sheet_rejects import write_rejects
from civdesk.intake.sheet_report import Part, SheetReport, report_of
from civdesk.jobs import Monitor
from civdesk.sheets.book import Book, Row
from civdesk.sheets.read import open_book
from civdesk.store import ledgers
from civdesk.store.workspace import Workspace

_REPORTED_EVERY = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook as it would come in: row by row, and the report of it."""

    path: Path
    ledger: Ledger
    choices: Choices
    parts: tuple[Part, ...]
    report: SheetReport


def import_sheet(
    ws: Workspace,
    path: Path,
    ledger_key: str,
    choices: Choices | None = None,
    *,
    dry_run: bool = False,
    rejects: Path | None = None,
    today: date,
    monitor: Monitor | None = None,
    remember: bool = False,
    **said: Any,
) -> SheetReport:
    """Bring the rows of a spreadsheet into a ledger, all that can be read or none, as one operation; the
    pictures on those rows become their evidence in the same operation.

    `said` are choices by name, beside or in place of `choices`. With `key` fields, a row whose key is there
    already changes that record: its cells replace, its empty cells leave what was there. `rejects` is where
    rejected rows, if any, are written with their reasons. With `remember` the next sheet with such a header
    is proposed to be read the same way.

    Raises WrongUse for an unknown ledger, sheet, column or field and when no header is found; Refused and
    Damaged when the file cannot be read; Cancelled when stopped, with nothing in.
    """
    whole = replace(choices or Choices(), **said)
    draft = _run(ws, path, ledger_key, whole, dry_run, rejects, today, monitor)
    if remember and not dry_run:
        headers = [(part.found.print, part.found.header) for part in draft.parts]
        sheet_memory.remember(ws, draft.ledger, headers, whole)
    return draft.report


def draft_sheet(
    ws: Workspace,
    path: Path,
    ledger_key: str,
    choices: Choices,
    *,
    rejects: Path | None = None,
    today: date,
    monitor: Monitor | None = None,
) -> Draft:
    """What `import_sheet` would do, with every row; raises what it raises."""
    return _run(ws, path, ledger_key, choices, True, rejects, today, monitor)


def save_rejects(draft: Draft, target: Path) -> None:
    """Write the rejected rows of a draft with their reasons; after the import too, when reading the sheet
    again would compare it with the rows that came in.

    Raises WrongUse for the file that is imported, Refused when the target cannot be written.
    """
    _check_target(target, draft.path)
    write_rejects(target, draft.parts, draft.path.name)


def _check_target(target: Path, source: Path) -> None:
    if target.absolute() == source.absolute():
        raise WrongUse("退回的行不能写到要导入的文件里，请换一个文件名。")


def _run(
    ws: Workspace,
    path: Path,
    ledger_key: str,
    choices: Choices,
    dry_run: bool,
    rejects: Path | None,
    today: date,
    monitor: Monitor | None,
) -> Draft:
    if rejects is not None:
        _check_target(rejects, path)
    ledger = ledgers.definition(ws.reader(), ledger_key)
    if ws.is_own(path):
        raise WrongUse(f"“{path.name}”是工作区文件，不是表格，请另选文件。")
    with open_book(path) as book:
        found, left_out = find_sheets(book, ledger, choices, path)
        key = tuple(_field(ledger, name).key for name in choices.key)
        parts = _plans(ws, book, ledger, found, choices, key, today, monitor)
        pictures = Pictures()
        if choices.pictures:
            for part in parts:
                find_pictures(book, part.found, part.plan, pictures, monitor)
        report = report_of(ws, ledger, parts, left_out, pictures, key)
        if rejects is not None and report.rejected:
            write_rejects(rejects, parts, path.name)
        accepted = [one for part in parts for one in part.plan.accepted]
        if accepted and not dry_run:
            kept = keep_pictures(ws, path, pictures, today, monitor)
            report = _bring_in(ws, ledger, accepted, kept, pictures, report, monitor)
    return Draft(path, ledger, choices, tuple(parts), report)


def _plans(
    ws: Workspace,
    book: Book,
    ledger: Ledger,
    sheets: Sequence[Found],
    choices: Choices,
    key: tuple[str, ...],
    today: date,
    monitor: Monitor | None,
) -> list[Part]:
    """What becomes of the rows of each sheet, one after the other."""
    before = Before(ws, ledger, key)
    parts = []
    for found in sheets:
        year, month = sheet_month(found.sheet) if choices.dates_from_sheet else (None, None)
        options = Options(
            year=year or choices.year,
            month=month,
            today=today,
            keep_duplicates=choices.keep_duplicates,
            key=key,
            date_order=choices.date_order,
            merged=choices.merged,
            split_names=choices.split_names,
            day=today.isoformat() if choices.day == TODAY else choices.day,
        )
        rows = _watched(book.rows(found.sheet, monitor), monitor, found.sheet if len(sheets) > 1 else "")
        known = before.known(found.fields)
        plan = plan_rows(rows, found.merges, found.header, ledger, known, options, found.sheet)
        before.add(plan.accepted)
        parts.append(Part(found, plan))
    return parts


def _field(ledger: Ledger, name: str) -> Field:
    for one in ledger.fields:
        if name == one.key or normal(name) == normal(one.title):
            return one
    raise WrongUse(
        f"《{ledger.title}》没有“{name}”这一栏；可用的有：{'、'.join(f.title for f in ledger.fields)}。"
    )


def _bring_in(
    ws: Workspace,
    ledger: Ledger,
    accepted: Sequence[Accepted],
    kept: Sequence[Kept],
    pictures: Pictures,
    report: SheetReport,
    monitor: Monitor | None,
) -> SheetReport:
    parts = [f"导入《{ledger.title}》{report.imported} 条"] if report.imported else []
    if report.updated:
        parts.append(
            f"更新 {report.updated} 条" if parts else f"按表更新《{ledger.title}》{report.updated} 条"
        )
    if kept:
        parts.append(f"照片 {len(kept)} 张")

    def work(db: sqlite3.Connection) -> tuple[int, int]:
        records = bring_in(db, ledger, accepted, monitor)
        places = {Place(one.sheet, one.row): id for one, id in zip(accepted, records, strict=True)}
        return link_pictures(db, ledger.key, kept, places)

    outcome = ws.operate("import_sheet", "，".join(parts), work)
    stored, linked = outcome.result
    told = replace(report.pictures, stored=stored, linked=linked, lost=tuple(pictures.lost))
    return replace(report, operation=outcome.operation, pictures=told)


def _watched(rows: Iterable[Row], monitor: Monitor | None, sheet: str) -> Iterator[Row]:
    for at, row in enumerate(rows, 1):
        if monitor is not None and at % _REPORTED_EVERY == 0:
            monitor.report(at, 0, "正在读取表格", sheet)
        yield row
