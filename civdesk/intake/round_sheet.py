"""A sheet of a round that was printed, filled in and typed or written on: which cell answers what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from ..domain.dates import DateError, read_date
from ..domain.forms import Form
from ..domain.round_cells import MARK, WHOLE
from ..domain.text import normal, split_names
from ..errors import WrongUse
from ..sheets.book import Row, Value
from ..sheets.read import open_book

_OWN = frozenset(map(normal, ("序号", "检查项目", "项目", "标准", "分值", "备注", "要求", "检查内容")))
_WHOLE = frozenset(map(normal, (WHOLE, "结果", "检查情况", "得分", "情况", "")))
_DATE = re.compile(r"日\s*期\s*[：:]\s*([^\s　]+)")
_TIME = re.compile(r"(?<!\d)(\d{1,2}[:：]\d{2})(?!\d)")
_WHO = re.compile(r"检查人\s*[：:]\s*([^\s_　][^_]*)")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled cell: where it stands, what it answers, what it says."""

    sheet: str
    row: int
    column: int
    item: str
    subject: str
    value: Value


@dataclass(frozen=True, slots=True)
class SheetRound:
    """What a file says of one round. `round` is "" for a blank that was printed for none in particular."""

    form: str
    round: str
    on: date | None = None
    time: str = ""
    inspectors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    cells: tuple[SheetCell, ...] = ()
    skipped: tuple[tuple[str, int, str], ...] = ()  # sheet, row, why


@dataclass
class _Found:
    today: date
    form: str = ""
    round: str = ""
    on: date | None = None
    time: str = ""
    inspectors: tuple[str, ...] = ()
    subjects: list[str] = field(default_factory=list)
    cells: list[SheetCell] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)


def read(path: Path, forms: Mapping[str, Form], form_key: str = "", *, on: date) -> SheetRound:
    """What a filled sheet says. The form is told by the hidden marks of our own sheets, else by `form_key`; a
    sheet whose marks were lost is read by the titles of its items. A date without a year is of the year of
    `on`, unless that lies ahead.

    A row that is no item of the form is listed with its row and passed over. Raises WrongUse where the file
    has no sheet of a form, Refused and Damaged where it cannot be read.
    """
    found = _Found(today=on)
    with open_book(path) as book:
        sheets = [(info.name, list(book.rows(info.name))) for info in book.sheets if not info.hidden]
        # Marked sheets first: they say what form the others are of.
        for name, rows in sorted(sheets, key=lambda one: _marked(one[1]) is None):
            _sheet(found, name, rows, forms, found.form or form_key)
    if not found.form:
        raise WrongUse(f"“{path.name}”里没有找到检查表的项目；不是由本程序印出的表，请先选好是哪一张检查表。")
    return SheetRound(
        found.form,
        found.round,
        found.on,
        found.time,
        found.inspectors,
        tuple(dict.fromkeys(found.subjects)),
        tuple(found.cells),
        tuple(found.skipped),
    )


def _marked(rows: list[Row]) -> Row | None:
    """The head row of one of our own sheets."""
    return next(
        (row for row in rows for cell in row.cells.values() if str(cell.value).startswith(MARK)), None
    )


def _sheet(found: _Found, name: str, rows: list[Row], forms: Mapping[str, Form], form_key: str) -> None:
    head = _marked(rows)
    keys: dict[str, str] = {}
    if head is not None:
        column = next(n for n, cell in head.cells.items() if str(cell.value).startswith(MARK))
        _, key, round = [*str(head.cells[column].value).split(":"), "", ""][:3]
        form = forms.get(key)
        if form is None:
            raise WrongUse(f"这张表属于“{key}”，而工作区里没有这张检查表。")
        if found.form and (found.form, found.round) != (key, round):
            raise WrongUse("一个文件里有几轮不同的检查，请分开导入。")
        found.form, found.round = key, round
        keys = {item.key: item.key for item in form.items}
    else:
        if form_key not in forms:
            return
        form = forms[form_key]
        keys = {normal(item.title): item.key for item in form.items}
        place = _titles_at(rows, keys)
        if place is None:
            return
        head, column = place
        found.form = form.key
    _facts(found, name, [row for row in rows if row.number < head.number])
    titles = {normal(item.title): item.key for item in form.items}
    subjects = {
        at: "" if normal(str(cell.value)) in _WHOLE else str(cell.value).strip()
        for at, cell in head.cells.items()
        if at > column and normal(str(cell.value)) not in _OWN
    }
    found.subjects += subjects.values()
    for row in rows:
        if row.number <= head.number:
            continue
        cell = row.cells.get(column)
        mark = str(cell.value).strip() if cell else ""
        item = keys.get(mark) or keys.get(normal(mark))
        if item is None:  # the mark was lost: the title tells
            named = (titles.get(normal(str(one.value))) for one in row.cells.values())
            item = next(filter(None, named), None)
        if item is None:
            if any(at in subjects for at in row.cells):
                found.skipped.append((name, row.number, "不是这张检查表的项目"))
            continue
        found.cells += [
            SheetCell(name, row.number, at, item, subject, row.cells[at].value)
            for at, subject in subjects.items()
            if at in row.cells
        ]


def _titles_at(rows: list[Row], titles: Mapping[str, str]) -> tuple[Row, int] | None:
    """The head row of a sheet without marks, and the column of its items."""
    for n, row in enumerate(rows):
        for column, cell in row.cells.items():
            if n and normal(str(cell.value)) in titles:
                return rows[n - 1], column
    return None


def _facts(found: _Found, name: str, rows: list[Row]) -> None:
    """Day, time and inspectors, as they are written above the table; the first sheet says them for all."""
    for row in rows:
        for cell in row.cells.values():
            if isinstance(cell.value, datetime | date):
                day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
                _day(found, name, row.number, day)
                continue
            text = str(cell.value)
            if told := _DATE.search(text):
                try:
                    day = read_date(told[1], found.today.year)
                    if day > found.today and str(day.year) not in told[1]:
                        raise DateError(told[1])
                    _day(found, name, row.number, day)
                except DateError:
                    found.skipped.append((name, row.number, f"看不出日期：{told[1]}"))
                if not found.time and (time := _TIME.search(text[told.end() :])):
                    found.time = time[1].replace("：", ":")
            if not found.inspectors and (who := _WHO.search(text)):
                found.inspectors = tuple(split_names(who[1]))


def _day(found: _Found, name: str, row: int, day: date) -> None:
    if found.on is None:
        found.on = day
    elif day != found.on:
        found.skipped.append((name, row, f"日期写的是 {day}，与第一张的 {found.on} 不同，以第一张为准"))
