"""What an import of a workbook did, or would do, in the words of its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from civdesk.domain.fields import plain
from civdesk.domain.headers import letters
from civdesk.domain.ledgers import Ledger
from civdesk.intake.sheet_choices import Question, questions, sheet_month
from civdesk.intake.sheet_find import Found, NotRead, missing_columns
from civdesk.intake.sheet_outcomes import Accepted, Duplicate, Notice, Plan, Rejected, Skipped, form_of
from civdesk.intake.sheet_pictures import LostPicture, Pictures
from civdesk.intake.sheet_records import Unknown, unknown_names
from civdesk.store import ledgers
from civdesk.store.workspace import Workspace

MOST_CHANGES = 1000  # told one by one; their number is always whole
_FEWEST_RENAMED = 3  # one or two people may well have a new name


@dataclass(frozen=True, slots=True)
class Update:
    """A row that changes a record: the record's id, and the keys of the fields that change."""

    row: int
    id: str
    fields: tuple[str, ...]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changes in one field (its key) of a record with this title; values as JSON has them."""

    row: int
    record: str
    title: str
    field: str
    old: object
    new: object
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class PictureReport:
    """The pictures of the rows: `found` on rows that come in, `stored` new pieces of evidence, `linked` new
    proofs, `lost` ones; `columns` is header → role of those that hold pictures."""

    found: int = 0
    stored: int = 0
    linked: int = 0
    lost: tuple[LostPicture, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)


class SheetPart(NamedTuple):
    """What came of one sheet; `skipped` says why it was not read."""

    sheet: str
    imported: int = 0
    updated: int = 0
    rejected: int = 0
    duplicates: int = 0
    header_row: int = 0
    year_in_title: int | None = None
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What an import did, or with dry_run would do.

    `mapping` is header → field key; `unmapped` are the headers of columns left out; `year_in_title` is the
    year that stands over the table, which only a person may take for the year of the dates; `sheet` is the
    first sheet read, `sheets` tells of each. `operation` is None when nothing changed.
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
    changes: tuple[Change, ...] = ()
    changes_total: int = 0
    sheets: tuple[SheetPart, ...] = ()
    questions: tuple[Question, ...] = ()
    pictures: PictureReport = PictureReport()

    @property
    def waiting(self) -> int:
        """How many of the rejected rows only an answer to a question keeps out."""
        return sum(bool(one.faults) and all(fault.ask for fault in one.faults) for one in self.rejected)

    @property
    def holding(self) -> tuple[Question, ...]:
        """The questions whose missing answers keep rows out."""
        kinds = {fault.ask for one in self.rejected for fault in one.faults}
        return tuple(one for one in self.questions if one.kind in kinds)


class Part(NamedTuple):
    """A sheet that is read, and what becomes of its rows."""

    found: Found
    plan: Plan


def report_of(
    ws: Workspace,
    ledger: Ledger,
    parts: Sequence[Part],
    left_out: Sequence[NotRead],
    pictures: Pictures,
    key: Sequence[str] = (),
) -> SheetReport:
    """The report of what is planned, before anything is done; `key` are the keys of the fields that records
    are updated by."""
    plans = [part.plan for part in parts]
    accepted = [one for plan in plans for one in plan.accepted]
    mapping: dict[str, str] = {}
    for part in parts:
        for column in part.found.header.mapped:
            if column.field:
                mapping.setdefault(column.title, column.field.key)
    unmapped = [title for part in parts for title in _unmapped(part) if title not in pictures.columns]
    years = {
        "title": list(dict.fromkeys(part.found.year for part in parts if part.found.year)),
        "sheet": list(dict.fromkeys(y for part in parts if (y := sheet_month(part.found.sheet)[0]))),
    }
    return SheetReport(
        ledger=ledger.key,
        sheet=parts[0].found.sheet,
        imported=sum(not one.record for one in accepted),
        updated=sum(bool(one.record) for one in accepted),
        rejected=tuple(one for plan in plans for one in plan.rejected),
        duplicates=tuple(one for plan in plans for one in plan.duplicates),
        skipped=tuple(one for plan in plans for one in plan.skipped),
        unknown=tuple(unknown_names(ws, ledger, accepted)),
        warnings=(*_renamings(ledger, parts, key), *_warnings(ledger, parts)),
        mapping=mapping,
        unmapped=tuple(dict.fromkeys(unmapped)),
        year_in_title=parts[0].found.year,
        operation=None,
        updates=tuple(Update(o.row, o.record, tuple(o.values), o.sheet) for o in accepted if o.record),
        changes=tuple(_changes(ws, ledger, accepted)),
        changes_total=sum(len(one.values) for one in accepted if one.record),
        sheets=(*map(_part, parts), *(SheetPart(one.sheet, skipped=one.reason) for one in left_out)),
        questions=questions(plans, years),
        pictures=PictureReport(
            found=len(pictures.placed), lost=tuple(pictures.lost), columns=pictures.columns
        ),
    )


def _part(part: Part) -> SheetPart:
    plan = part.plan
    updated = sum(bool(one.record) for one in plan.accepted)
    return SheetPart(
        part.found.sheet,
        len(plan.accepted) - updated,
        updated,
        len(plan.rejected),
        len(plan.duplicates),
        part.found.header.bottom,
        part.found.year,
    )


def _unmapped(part: Part) -> list[str]:
    nameless = [f"{letters(index)}列" for index in sorted(part.plan.nameless)]
    return [*part.found.header.unmapped, *nameless]


def _renamings(ledger: Ledger, parts: Sequence[Part], key: Sequence[str]) -> Iterator[Notice]:
    """Sheets that would give most of the records they update another name: more likely the column of the key,
    or that of the names, is the wrong one."""
    title = ledger.title_field
    if title in key:
        return
    for found, plan in parts:
        updates = [one for one in plan.accepted if one.record]
        renamed = sum(_is_renamed(one, title) for one in updates)
        if len(updates) >= _FEWEST_RENAMED and 2 * renamed > len(updates):
            by = "、".join(ledger.field(one).title for one in key)
            yield Notice(
                0,
                f"按{by}更新会改掉 {len(updates)} 条中 {renamed} 条的{ledger.field(title).title}，"
                "请核对是否选错了对应列",
                found.sheet,
                serious=True,
            )


def _is_renamed(one: Accepted, title: str) -> bool:
    """Has it a name, and gets another that is not the same one typed differently?"""
    old = one.old.get(title)
    return old is not None and title in one.values and form_of(one.values[title]) != form_of(old)


def _warnings(ledger: Ledger, parts: Sequence[Part]) -> Iterator[Notice]:
    for found, plan in parts:
        yield from found.notices
        for title in missing_columns(ledger, found.header):
            yield Notice(0, f"表里没有必填的列“{title}”", found.sheet)
        yield from plan.warnings


def _changes(ws: Workspace, ledger: Ledger, accepted: Sequence[Accepted]) -> Iterator[Change]:
    told = 0
    for one in accepted:
        if not one.record:
            continue
        record = ledgers.get(ws.reader(), ledger, one.record)
        title = str(record.values.get(ledger.title_field) or "")
        for key, value in one.values.items():
            if told == MOST_CHANGES:
                return
            told += 1
            what = ledger.field(key)
            old, new = plain(what, one.old.get(key)), plain(what, value)
            yield Change(one.row, one.record, title, key, old, new, one.sheet)
