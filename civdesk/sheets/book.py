"""What every readable spreadsheet is to its reader: sheets, sparse rows, cells, merged ranges."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol, Self

from civdesk.errors import WrongUse
from civdesk.jobs import Monitor

LAST_ROW = 1_048_576  # the limits of the format, and of what Excel and WPS open
LAST_COLUMN = 16_384

Value = str | int | float | bool | datetime.date | datetime.datetime | datetime.time
Kind = Literal["text", "number", "bool", "date", "time", "error", "formula"]


class Cell(NamedTuple):
    """What stands in a cell: `kind` date covers dates and moments, formula is one without a cached value."""

    value: Value
    kind: Kind


class Row(NamedTuple):
    """The non-empty cells of one row by column (A is 1); `number` is what the spreadsheet program shows."""

    number: int
    cells: dict[int, Cell]


class Range(NamedTuple):
    """A rectangle of cells, all four sides included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class SheetInfo(NamedTuple):
    """A sheet's name on its tab, and whether the tab is hidden."""

    name: str
    hidden: bool


class Book(Protocol):
    """An open spreadsheet file; close it, or use it in a `with`."""

    @property
    def sheets(self) -> list[SheetInfo]: ...

    def rows(self, sheet: str, monitor: Monitor | None = None) -> Iterator[Row]:
        """The rows that hold anything, in file order, read as they are asked for.

        Blank text counts as empty. Raises Damaged or Refused midway if the file turns out to be bad,
        Cancelled when the monitor says so.
        """
        ...

    def merges(self, sheet: str, monitor: Monitor | None = None) -> list[Range]:
        """The merged ranges; a value stands in the top left cell only."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *details: object) -> None: ...


def unknown_sheet(name: str, known: list[SheetInfo]) -> WrongUse:
    """The error for a sheet that the book does not have."""
    return WrongUse(f"没有名为“{name}”的工作表，现有：{'、'.join(sheet.name for sheet in known)}。")


def column_letters(column: int) -> str:
    """1 → A, 27 → AA, 16384 → XFD."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, XFD → 16384; raises ValueError for what is no column."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(letters)
    return number
