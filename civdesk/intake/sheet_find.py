"""Which sheets of a workbook are read, and where their headers stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple

from civdesk.domain.fields import as_text
from civdesk.domain.headers import SEARCHED_ROWS, Header, Rectangle, find_header, names_missing
from civdesk.domain.ledgers import Ledger
from civdesk.domain.numbers import converts
from civdesk.errors import WrongUse
from civdesk.intake.sheet_choices import ANY_SHEET, Choices
from civdesk.intake.sheet_memory import header_print
from civdesk.intake.sheet_outcomes import Notice
from civdesk.sheets.book import Book, Row

_LOWEST_HEADER = 1000


class Found(NamedTuple):
    """A sheet to read: its header, its merged cells, the one year that stands over the table, notices, the
    fingerprint of the header."""

    sheet: str
    header: Header
    merges: list[Rectangle]
    year: int | None
    notices: list[Notice]
    print: str = ""

    @property
    def fields(self) -> list[str]:
        """The keys of the fields that its columns are, from left to right."""
        return [column.field.key for column in self.header.mapped if column.field]


class NotRead(NamedTuple):
    """A sheet that is left out, and why."""

    sheet: str
    reason: str


def find_sheets(
    book: Book, ledger: Ledger, choices: Choices, path: Path
) -> tuple[list[Found], list[NotRead]]:
    """The sheets to read with their headers, in the order of the book; and those left out.

    Raises WrongUse when no header is found, or a column or field named by hand is nowhere.
    """
    several = choices.all_sheets or len(choices.sheets) > 1
    fitting: list[Found] = []
    left_out: list[NotRead] = []
    complaint: WrongUse | None = None
    names = _names(book, choices)
    used: set[str] = set()
    for name in names:
        top, merges, header = _header(book, name, ledger, choices)
        if header is None:
            left_out.append(NotRead(name, "没有找到表头"))
            continue
        lacking = names_missing(header, choices.mapping)
        used |= choices.mapping.keys() - set(lacking)
        if lacking and not several:
            titles = "、".join(column.title for column in header.columns.values())
            complaint = WrongUse(f"表里没有“{lacking[0]}”这一列；有这些列：{titles}。")
            continue
        if choices.all_sheets and (missing := missing_columns(ledger, header)):
            left_out.append(NotRead(name, f"没有“{'”“'.join(missing)}”这样的列"))
            continue
        found = Found(name, _with_units(header, choices.units), merges, _year_over(top, header), [])
        fitting.append(found._replace(print=header_print(header, top)))
    if several and fitting and (unused := choices.mapping.keys() - used):
        raise WrongUse(f"这些工作表里都没有“{'”“'.join(sorted(unused))}”这一列。")
    if not fitting:
        raise complaint or _no_header(ledger, names, path)
    if several:
        return fitting, left_out
    best = max(fitting, key=lambda found: found.header.score)
    if others := [found.sheet for found in fitting if found is not best and found.header.score > 2]:
        said = f"只导入了工作表“{best.sheet}”；“{'”“'.join(others)}”看起来也是这样的表，需要时请另行导入"
        best.notices.append(Notice(0, said, best.sheet))
    return [best], []


def missing_columns(ledger: Ledger, header: Header) -> list[str]:
    """The titles of required fields without a column."""
    there = {column.field.key for column in header.mapped if column.field}
    return [f.title for f in ledger.fields if f.required and not f.default and f.key not in there]


def near_top(rows: Iterable[Row], header_row: int | None = None) -> list[Row]:
    """The rows in which a header is looked for."""
    if header_row is None:
        return list(islice(rows, SEARCHED_ROWS))
    if not 1 <= header_row <= _LOWEST_HEADER:
        raise WrongUse(f"表头只能在第 1 至 {_LOWEST_HEADER} 行。")
    return list(takewhile(lambda row: row.number <= header_row + 1, rows))


def bare(rows: Iterable[Row]) -> list[tuple[int, Mapping[int, object]]]:
    """Rows as the search for headers takes them."""
    return [(row.number, {index: cell.value for index, cell in row.cells.items()}) for row in rows]


def _names(book: Book, choices: Choices) -> Sequence[str]:
    if choices.sheets:
        order = [one.name for one in book.sheets]
        # One that is not there comes first and raises when it is opened.
        return sorted(dict.fromkeys(choices.sheets), key=lambda n: order.index(n) if n in order else -1)
    return [one.name for one in book.sheets if not one.hidden] or [one.name for one in book.sheets]


def _header(
    book: Book, name: str, ledger: Ledger, choices: Choices
) -> tuple[list[Row], list[Rectangle], Header | None]:
    row = choices.header_rows.get(name, choices.header_rows.get(ANY_SHEET))
    top = near_top(book.rows(name), row)
    merges: list[Rectangle] = list(book.merges(name))
    header = find_header(bare(top), merges, ledger, choices.mapping, last_row=row, strict=False)
    return top, merges, header


def _with_units(header: Header, units: Mapping[str, str]) -> Header:
    """The header with the units that a person gave to columns; raises WrongUse for one that cannot be."""
    if not units:
        return header
    columns = dict(header.columns)
    for column in header.mapped:
        unit = units.get(column.title, "")
        if unit and column.field:
            if not converts(unit, column.field.unit):
                raise WrongUse(f"“{column.title}”的单位不能是“{unit}”，台账里是“{column.field.unit}”。")
            columns[column.index] = replace(column, unit=unit)
    return replace(header, columns=columns)


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
    years = set(_years(row for row in top if row.number < header.top))
    return years.pop() if len(years) == 1 else None


def _years(rows: Iterable[Row]) -> Iterator[int]:
    for row in rows:
        for cell in row.cells.values():
            for year in re.findall(r"(?<!\d)((?:19|20)\d\d)\s*年", as_text(cell.value)):
                yield int(year)
