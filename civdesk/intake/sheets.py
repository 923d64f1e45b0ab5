"""Handed-in spreadsheets into ledgers: what can be read comes in as one operation, the rest is listed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from civdesk.domain.fields import Field, Kind, as_text
from civdesk.domain.headers import SEARCHED_ROWS, Header, Rectangle, find_header, letters
from civdesk.domain.ledgers import Ledger
from civdesk.domain.text import normal
from civdesk.errors import WrongUse
from civdesk.intake.sheet_plan import (
    Accepted,
    Duplicate,
    Known,
    Notice,
    Options,
    Plan,
    Rejected,
    Skipped,
    forms_of,
    names_of,
    plan_rows,
)
from civdesk.jobs import Monitor
from civdesk.sheets import write
from civdesk.sheets.book import Book, Row
from civdesk.sheets.read import open_book
from civdesk.store import ledgers
from civdesk.store.workspace import Workspace

_REPORTED_EVERY = 500


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no register knows, or a free choice; kept as written. `field` is the field's key."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Update:
    """A row that changes a record: the record's id, and the keys of the fields that change."""

    row: int
    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What an import did, or with dry_run would do.

    `mapping` is header → field key; `unmapped` are the headers of columns left out; `year_in_title` is the
    year that stands over the table, which only a person may take for the year of the dates. `operation` is
    None when nothing changed.
    """

    ledger: str
    sheet: str
    imported: int
    updated: int
    rejected: tuple[Rejected, ...]
    duplicates: tuple[Duplicate, ...]
    skipped: tuple[Skipped, ...]
    unknown: tuple[Unknown, ...]
    warnings: tuple[Notice, ...]
    mapping: dict[str, str]
    unmapped: tuple[str, ...]
    year_in_title: int | None
    operation: int | None
    updates: tuple[Update, ...] = ()


def import_sheet(
    ws: Workspace,
    path: Path,
    ledger_key: str,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    year: int | None = None,
    key: Sequence[str] = (),
    dry_run: bool = False,
    keep_duplicates: bool = False,
    rejects: Path | None = None,
    today: date,
    monitor: Monitor | None = None,
) -> SheetReport:
    """Bring the rows of a spreadsheet into a ledger, all that can be read or none.

    Without `sheet` the visible sheet whose header fits best is taken. `mapping` says by hand what columns
    are (header or letters → field key or title, "" to leave it out). `year` completes dates without one.
    With `key` fields, a row whose key is there already changes that record: its cells replace, its empty
    cells leave what was there. `rejects` is where rejected rows, if any, are written with their reasons.

    Raises WrongUse for an unknown ledger, sheet, column or field and when no header is found; Refused and
    Damaged when the file cannot be read; Cancelled when stopped, with nothing in.
    """
    if rejects is not None and rejects.absolute() == path.absolute():
        raise WrongUse("退回的行不能写到要导入的文件里，请换一个文件名。")
    ledger = ledgers.definition(ws.reader(), ledger_key)
    if ws.is_own(path):
        raise WrongUse(f"“{path.name}”是工作区文件，不是表格，请另选文件。")
    options = Options(year, today, keep_duplicates, tuple(_field(ledger, name).key for name in key))
    with open_book(path) as book:
        found = _find(book, ledger, sheet, mapping, path)
        known = _known(ws, ledger, found.header, options.key)
        rows = _watched(book.rows(found.sheet, monitor), monitor)
        plan = plan_rows(rows, found.merges, found.header, ledger, known, options)
    if rejects is not None and plan.rejected:
        write_rejects(rejects, found.header, plan, path.name)
    report = SheetReport(
        ledger=ledger.key,
        sheet=found.sheet,
        imported=sum(not one.record for one in plan.accepted),
        updated=sum(bool(one.record) for one in plan.accepted),
        rejected=tuple(plan.rejected),
        duplicates=tuple(plan.duplicates),
        skipped=tuple(plan.skipped),
        unknown=tuple(_unknown(ws, ledger, plan.accepted)),
        warnings=(*found.warnings, *_missing_columns(ledger, found.header), *plan.warnings),
        mapping={column.title: column.field.key for column in found.header.mapped if column.field},
        unmapped=(*found.header.unmapped, *(f"{letters(index)}列" for index in sorted(plan.nameless))),
        year_in_title=found.year,
        operation=None,
        updates=tuple(Update(one.row, one.record, tuple(one.values)) for one in plan.accepted if one.record),
    )
    if dry_run or not plan.accepted:
        return report
    return replace(report, operation=_bring_in(ws, ledger, plan.accepted, monitor))


# --- the sheet and its header ------------------------------------------------------------------------


class _Found(NamedTuple):
    sheet: str
    header: Header
    merges: list[Rectangle]
    year: int | None
    warnings: list[Notice]


def _find(
    book: Book, ledger: Ledger, sheet: str | None, mapping: Mapping[str, str] | None, path: Path
) -> _Found:
    """The sheet to read and its header."""
    if sheet is not None:
        names = [sheet]
    else:
        names = [one.name for one in book.sheets if not one.hidden] or [one.name for one in book.sheets]
    fitting: list[_Found] = []
    complaint: WrongUse | None = None
    for name in names:
        top = list(islice(book.rows(name), SEARCHED_ROWS))
        merges: list[Rectangle] = list(book.merges(name))
        near = [(row.number, {index: cell.value for index, cell in row.cells.items()}) for row in top]
        try:
            header = find_header(near, merges, ledger, mapping)
        except WrongUse as error:
            # A column named by hand may stand in one sheet only.
            complaint = error
            continue
        if header:
            year = _year_over(top, header)
            fitting.append(_Found(name, header, merges, year, []))
    if not fitting:
        raise complaint or _no_header(ledger, names, path)
    best = max(fitting, key=lambda found: found.header.score)
    if others := [found.sheet for found in fitting if found is not best and found.header.score > 2]:
        said = f"只导入了工作表“{best.sheet}”；“{'”“'.join(others)}”看起来也是这样的表，需要时请另行导入"
        best.warnings.append(Notice(0, said))
    return best


def _no_header(ledger: Ledger, names: Sequence[str], path: Path) -> WrongUse:
    wanted = [one.title for one in ledger.fields if one.required]
    wanted += [one.title for one in ledger.fields if not one.required][: 6 - len(wanted)]
    where = f"“{path.name}”" + (f"的工作表“{names[0]}”" if len(names) == 1 else "的各个工作表")
    return WrongUse(
        f"在{where}里没有找到《{ledger.title}》的表头；找的是“{'”“'.join(wanted)}”等列名，"
        "请检查是否选对了台账和工作表，或指明哪一列对应哪一项。"
    )


def _year_over(top: Iterable[Row], header: Header) -> int | None:
    """The one year that the rows above the header name."""
    years = {
        int(year)
        for row in top
        if row.number < header.top
        for cell in row.cells.values()
        for year in re.findall(r"(?<!\d)((?:19|20)\d\d)\s*年", as_text(cell.value))
    }
    return years.pop() if len(years) == 1 else None


def _missing_columns(ledger: Ledger, header: Header) -> list[Notice]:
    there = {column.field.key for column in header.mapped if column.field}
    missing = [f.title for f in ledger.fields if f.required and not f.default and f.key not in there]
    return [Notice(0, f"表里没有必填的列“{title}”") for title in missing]


def _field(ledger: Ledger, name: str) -> Field:
    for one in ledger.fields:
        if name == one.key or normal(name) == normal(one.title):
            return one
    raise WrongUse(
        f"《{ledger.title}》没有“{name}”这一栏；可用的有：{'、'.join(f.title for f in ledger.fields)}。"
    )


# --- what is there already ---------------------------------------------------------------------------


def _known(ws: Workspace, ledger: Ledger, header: Header, key: tuple[str, ...]) -> Known:
    """The ledger's records by the values that decide about duplicates, and by the key."""
    mapped = [column.field.key for column in header.mapped if column.field]
    db = ws.reader()
    known = Known(record=lambda id: ledgers.get(db, ledger, id).values)
    for record in ledgers.records(db, ledger):
        known.forms.setdefault(forms_of(mapped, record.values), record.id)
        if key:
            known.keys.setdefault(forms_of(key, record.values), []).append(record.id)
    return known


def _unknown(ws: Workspace, ledger: Ledger, accepted: Sequence[Accepted]) -> list[Unknown]:
    """The names in what comes in that no register knows, each once, and the free choices."""
    found: dict[Unknown, None] = {}
    for one in ledger.fields:
        if (names_in := names_of(one)) is None:
            continue
        names = {name: None for row in accepted for name in names_in(row.values.get(one.key))}
        if not names:
            continue
        known = set() if one.kind in (Kind.CHOICE, Kind.CHOICES) else _members(ws, ledger, accepted, one.kind)
        found |= {Unknown(one.key, name): None for name in names if not known & _spellings(name)}
    return list(found)


def _spellings(name: str) -> set[str]:
    """A name as compared, also without what follows it in brackets: 张三（组长）."""
    form = normal(name)
    return {form, re.sub(r"[(\[].*$", "", form) or form}


def _members(ws: Workspace, ledger: Ledger, accepted: Sequence[Accepted], kind: Kind) -> set[str]:
    """The names that registers know for a kind of field, those that come in just now included."""
    names: set[str] = set()
    for register in ledgers.definitions(ws.reader()).values():
        if register.register is None or kind not in register.register.kinds:
            continue
        names.update(normal(name) for name in ledgers.names(ws.reader(), register))
        if register.key == ledger.key:
            own = (row.values.get(register.register.name) for row in accepted)
            names.update(normal(name) for name in own if isinstance(name, str))
    return names


# --- in and out --------------------------------------------------------------------------------------


def _bring_in(
    ws: Workspace, ledger: Ledger, accepted: Sequence[Accepted], monitor: Monitor | None
) -> int | None:
    new = [one for one in accepted if not one.record]
    changed = [one for one in accepted if one.record]
    parts = [f"导入《{ledger.title}》{len(new)} 条"] if new else [f"按表更新《{ledger.title}》"]
    if changed:
        parts.append(f"更新 {len(changed)} 条")

    def work(db: sqlite3.Connection) -> None:
        ledgers.insert_many(db, ledger, (one.values for one in _checked(new, monitor)))
        for one in _checked(changed, monitor):
            ledgers.update(db, ledger, one.record, one.values)

    return ws.operate("import_sheet", "，".join(parts), work).operation


def _checked(rows: Sequence[Accepted], monitor: Monitor | None) -> Iterator[Accepted]:
    for at, row in enumerate(rows, 1):
        if monitor is not None and (at % _REPORTED_EVERY == 0 or at == len(rows)):
            monitor.report(at, len(rows), "正在存入")
        yield row


def _watched(rows: Iterable[Row], monitor: Monitor | None) -> Iterator[Row]:
    for at, row in enumerate(rows, 1):
        if monitor is not None and at % _REPORTED_EVERY == 0:
            monitor.report(at, 0, "正在读取表格")
        yield row


def write_rejects(target: Path, header: Header, plan: Plan, source: str) -> None:
    """The rejected rows as they were, with their row numbers and reasons, ready to be corrected and imported.

    Raises Refused when the target cannot be written.
    """
    columns = list(header.columns.values())
    titles = []
    for column in columns:
        if column.field and len(column.path) > 1:
            # A header over two rows becomes one, which must find its field again.
            unit = column.unit or column.field.unit
            titles.append(column.field.title + (f"（{unit}）" if unit else ""))
        else:
            titles.append(column.title)
    rows = [
        [*(cells[c.index].value if c.index in cells else None for c in columns), one.row, one.reason]
        for one, cells in zip(plan.rejected, plan.faulty, strict=True)
    ]
    table = write.Table(
        name="未导入的行",
        title=f"{source} 中未导入的行",
        columns=[
            *(write.Column(title) for title in titles),
            write.Column("行号", kind="integer"),
            write.Column("原因"),
        ],
        rows=rows,
    )
    write.write_table(target, [table])
