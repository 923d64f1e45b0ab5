"""The pictures on a sheet: each becomes evidence of the record that its row is, in the role of its column."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from civdesk import resources
from civdesk.domain.ledgers import Role, read_roles
from civdesk.domain.text import normal
from civdesk.errors import DeskError
from civdesk.intake.files import store_looked
from civdesk.intake.looking import Looked, look_at
from civdesk.intake.sheet_find import Found
from civdesk.intake.sheet_outcomes import Place, Plan
from civdesk.jobs import Monitor
from civdesk.sheets.book import Book, SheetPicture, column_letters
from civdesk.store import blobs, proofs
from civdesk.store.workspace import Workspace

USUAL_ROLE = "photo"


@dataclass(frozen=True, slots=True)
class LostPicture:
    """A picture that does not come in, and why; row 0: nobody can say on which row it is."""

    row: int
    reason: str
    sheet: str = ""
    cell: str = ""


class Placed(NamedTuple):
    """A picture of a row that comes in."""

    place: Place
    role: str
    picture: SheetPicture


@dataclass(slots=True)
class Pictures:
    """The pictures of a workbook: those of rows that come in, those that do not, and the columns that hold
    them (header → role)."""

    placed: list[Placed] = field(default_factory=list)
    lost: list[LostPicture] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)


class Kept(NamedTuple):
    """A picture whose content is in the workspace, but not yet its evidence."""

    placed: Placed
    looked: Looked


def find_pictures(
    book: Book, found: Found, plan: Plan, pictures: Pictures, monitor: Monitor | None = None
) -> None:
    """Sort the pictures of a sheet into those that come in and those that do not."""
    sheet = found.sheet
    coming = {one.row for one in plan.accepted}
    reasons = {one.row: f"第{one.row}行退回，照片没有导入" for one in plan.rejected}
    reasons |= {
        one.row: f"第{one.row}行重复，照片没有导入" for one in plan.duplicates if one.row not in coming
    }
    # A record over several merged rows: its pictures may lie on any of them.
    rows = {row: top for top, _, bottom, _ in found.merges if top in coming for row in range(top, bottom + 1)}
    for one in book.pictures(sheet, monitor):
        column = found.header.columns.get(one.column)
        below = one.row > found.header.bottom
        role = role_of_header(column.title) if column else USUAL_ROLE
        if column and below and not column.field:
            pictures.columns[column.title] = role
        row = one.row if one.row in coming or one.row in reasons else rows.get(one.row, one.row)
        if row in coming:
            pictures.placed.append(Placed(Place(sheet, row), role, one))
        elif row in reasons:
            pictures.lost.append(LostPicture(one.row, reasons[row], sheet, _cell(one)))
        else:
            said = "不在任何一条记录的行上" if below else "在表头以上，不是记录的照片"
            pictures.lost.append(LostPicture(one.row, said, sheet, _cell(one)))
    for lost in book.lost_pictures(sheet, monitor):
        cell = f"{column_letters(lost.column)}{lost.row}" if lost.row and lost.column else ""
        pictures.lost.append(LostPicture(lost.row, lost.reason, sheet, cell))


def keep_pictures(
    ws: Workspace, path: Path, pictures: Pictures, today: date, monitor: Monitor | None = None
) -> list[Kept]:
    """Put the contents into the workspace, by transactions between which saves pass; what cannot be read is
    added to the lost ones. Without evidence a content is nothing: a clean-up takes it away."""
    seen: dict[tuple[str, str], Looked] = {}
    kept: list[Kept] = []
    for at, placed in enumerate(pictures.placed, 1):
        if monitor is not None:
            monitor.report(at, len(pictures.placed), "正在存入照片")
        one, (sheet, row) = placed.picture, placed.place
        same = (sheet, one.name)
        if same not in seen:
            try:
                looked = look_at(one.name, one.read(), today)
            except DeskError as error:
                pictures.lost.append(LostPicture(one.row, error.message, sheet, _cell(one)))
                continue
            if not isinstance(looked, Looked):
                pictures.lost.append(LostPicture(one.row, looked.reason, sheet, _cell(one)))
                continue
            _store(ws, looked)
            # Image1.png tells nobody anything; where it came from does.
            name = f"{path.stem} {sheet} 第{row}行{Path(one.name).suffix.lower()}"
            source = path.with_name(f"{path.name}!{sheet}!{_cell(one)}")
            seen[same] = replace(looked, data=None, name=name, path=source)
        kept.append(Kept(placed, seen[same]))
    return kept


def link_pictures(
    db: sqlite3.Connection, ledger: str, kept: Sequence[Kept], records: Mapping[Place, str]
) -> tuple[int, int]:
    """Make evidence and proofs of what was kept, inside the operation of the rows; how many are new."""
    came_at = datetime.now().isoformat(timespec="seconds")
    stored = linked = 0
    for (place, role, _), looked in kept:
        evidence, new = store_looked(db, looked, came_at)
        record = records[place]
        linked += proofs.find(db, evidence.id, ledger, record, role) is None
        proofs.link(db, evidence.id, ledger, record, role)
        stored += new
    return stored, linked


def role_of_header(title: str) -> str:
    """The role that a column's header names (整改前照片 → before), 现场照片 where it names none."""
    form = normal(title)
    named = [
        (key != USUAL_ROLE, len(name), key)
        for key, role in _roles().items()
        for name in map(normal, (role.title, *role.synonyms))
        if name in form
    ]
    return max(named)[2] if named else USUAL_ROLE


@functools.cache
def _roles() -> dict[str, Role]:
    return read_roles(resources.toml("roles.toml"))


def _store(ws: Workspace, looked: Looked) -> None:
    data, sha256 = looked.data, looked.sha256
    assert data is not None
    if blobs.is_whole(ws.reader(), sha256):
        return
    ws.unlogged(lambda db: blobs.begin(db, sha256, looked.size))
    for at in range(0, len(data), blobs.BATCH):
        batch = data[at : at + blobs.BATCH]
        ws.unlogged(lambda db, at=at, batch=batch: blobs.put_chunks(db, sha256, at // blobs.CHUNK, batch))  # type: ignore[misc]
    ws.unlogged(lambda db: blobs.finish(db, sha256))


def _cell(one: SheetPicture) -> str:
    return f"{column_letters(one.column)}{one.row}"
