"""A workbook before it is read into a ledger: its sheets, their first rows, and what they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from civdesk.domain.fields import as_text
from civdesk.domain.headernames import LONGEST_HEADER, is_familiar
from civdesk.domain.headers import Header, Rectangle, find_header
from civdesk.domain.ledgers import Ledger
from civdesk.domain.text import normal
from civdesk.intake.sheet_find import bare, missing_columns, near_top
from civdesk.intake.sheet_memory import Remembered, recall
from civdesk.jobs import Monitor
from civdesk.sheets.book import Row
from civdesk.sheets.read import open_book
from civdesk.store import ledgers
from civdesk.store.workspace import Workspace

_TRIED = 8  # ledgers and sheets that are looked at closely
_NAMED = 3.0  # what a ledger gains whose name stands in the file's name or over the table
_COMPLETE = 1.5  # what it gains when no required column is missing


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet's name, whether its tab is hidden, its rows near the top, its merged cells."""

    name: str
    hidden: bool
    rows: tuple[Row, ...]
    merges: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class BookView:
    """A workbook's sheets; the ledger it most likely belongs to ("" for none); how the last sheet with such
    a header was read, by sheet, with the last row of the header."""

    path: Path
    sheets: tuple[SheetView, ...]
    ledger: str
    remembered: Mapping[str, tuple[Remembered, int]]


class Fit(NamedTuple):
    """How a sheet's header fits a ledger; `whole`: nothing that a record must have is missing."""

    header: Header | None
    whole: bool


def look_into(ws: Workspace, path: Path, current: str = "", monitor: Monitor | None = None) -> BookView:
    """Open a workbook and guess what it is: by how it was read before, by names, by its headers; `current` is
    the ledger that is open, which decides between equals.

    Raises Refused and Damaged when the file cannot be read.
    """
    sheets = []
    with open_book(path) as book:
        for one in book.sheets:
            if monitor is not None:
                monitor.check()
            rows = tuple(near_top(book.rows(one.name, monitor)))
            sheets.append(SheetView(one.name, one.hidden, rows, tuple(book.merges(one.name, monitor))))
    remembered = {one.name: found for one in sheets if (found := recall(ws, one.rows))}
    shown = [one for one in sheets if not one.hidden] or sheets
    known = [remembered[one.name][0].ledger for one in shown if one.name in remembered]
    there = ledgers.definitions(ws.reader())
    ledger = next((key for key in known if key in there), "")
    if not ledger:
        ledger = _likeliest([one for one in there.values() if not one.hidden], shown, path, current, monitor)
    return BookView(path, tuple(sheets), ledger, remembered)


def fit(
    view: SheetView, ledger: Ledger, mapping: Mapping[str, str] | None = None, row: int | None = None
) -> Fit:
    """The header of a sheet for a ledger, where a person pointed at `row` there."""
    header = find_header(bare(view.rows), view.merges, ledger, mapping, last_row=row, strict=False)
    return Fit(header, header is not None and not missing_columns(ledger, header))


def fits(
    view: BookView, ledger: Ledger, mapping: Mapping[str, str], rows: Mapping[str, int]
) -> dict[str, Fit]:
    """`fit` of every sheet; `rows` are those that a person pointed at."""
    return {one.name: fit(one, ledger, mapping, rows.get(one.name)) for one in view.sheets}


def key_of_returned(
    ws: Workspace, ledger: Ledger, view: BookView, fits: Mapping[str, Fit]
) -> tuple[str, ...]:
    """The fields by which a sheet that was handed out and comes back updates its records: the number, with
    the date where numbers begin anew each year; none where most rows are not known by number and title. Rows
    that are alike in one of the two may be of another year."""
    if "number" not in ledger.keys or ledger.title_field == "number":
        return ()
    db = ws.reader()
    rows = same = 0
    key: tuple[str, ...] = ("number",)
    for one in view.sheets:
        header = fits[one.name].header
        columns = (
            {column.field.key: column.index for column in header.mapped if column.field} if header else {}
        )
        if header is None or not {"number", ledger.title_field} <= columns.keys():
            continue
        for row in one.rows:
            number, title = (row.cells.get(columns[key]) for key in ("number", ledger.title_field))
            if row.number <= header.bottom or number is None or title is None:
                continue
            rows += 1
            ids = ledgers.ids(db, ledger, where={"number": as_text(number.value).strip()})
            found = [str(record.values[ledger.title_field]) for record in ledgers.records(db, ledger, ids)]
            same += normal(as_text(title.value)) in map(normal, found)
            if len(found) > 1 and ledger.date_field in columns:
                key = ("number", ledger.date_field)
    return key if same * 2 > rows else ()


def _likeliest(
    there: Sequence[Ledger], sheets: Sequence[SheetView], path: Path, current: str, monitor: Monitor | None
) -> str:
    """The ledger whose header and name fit best; only those that look like it at all are tried."""
    texts = [
        {text for cell in row.cells.values() if len(text := as_text(cell.value).strip()) <= LONGEST_HEADER}
        for view in sheets[:_TRIED]
        for row in view.rows
    ]
    rough = []
    for at, ledger in enumerate(there):
        if monitor is not None:
            monitor.check()
        hits = max((sum(is_familiar(ledger, text) for text in row) for row in texts), default=0)
        said = _NAMED if _length_named(ledger, normal(path.stem)) else 0
        rough.append((hits + said + (ledger.key == current), -at))
    likely = [there[-at] for score, at in sorted(rough, reverse=True)[:_TRIED] if score > 0]
    best, most = "", 0.0
    for ledger in likely:
        score = max(_score(ledger, view, path, monitor) for view in sheets[:_TRIED])
        score += 0.25 * (ledger.key == current and score > 0)
        if score > most:
            best, most = ledger.key, score
    return best


def _score(ledger: Ledger, view: SheetView, path: Path, monitor: Monitor | None) -> float:
    if monitor is not None:
        monitor.check()
    header, whole = fit(view, ledger)
    if header is None:
        return 0.0
    over = "".join(
        normal(as_text(cell.value))
        for row in view.rows
        if row.number < header.top
        for cell in row.cells.values()
    )
    said = max(_length_named(ledger, text) for text in (normal(path.stem), normal(view.name), over))
    return header.score + _COMPLETE * whole + (_NAMED + said / 100) * (said > 0)


def _length_named(ledger: Ledger, text: str) -> int:
    """The length of the ledger's longest name in a text: the longer, the surer."""
    names = map(normal, (ledger.title, *ledger.synonyms))
    return max((len(name) for name in names if name in text), default=0)
