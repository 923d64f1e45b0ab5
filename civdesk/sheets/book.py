"""What every readable spreadsheet is to its reader: sheets, sparse rows, cells, merged ranges."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Literal, NamedTuple, Protocol, Self

from civdesk.errors import Refused, WrongUse
from civdesk.jobs import Monitor

LAST_ROW = 1_048_576  # the limits of the format, and of what Excel and WPS open
LAST_COLUMN = 16_384
PICTURE_LIMIT = 100 << 20  # bytes of one picture
MERGES_LIMIT = 100_000
_SHEETS_LIMIT = 2_000

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


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture on a sheet: `cell` stands in a cell as its content, `drawing` lies over the cells.

    `row` and `column` are those of the cell at its top left. `name` is the file's inside the book (one file
    may be used several times), `size` its bytes; `read()` gives them while the book is open, at most
    PICTURE_LIMIT, and raises Damaged when they cannot be read.
    """

    row: int
    column: int
    name: str
    size: int
    source: Literal["cell", "drawing"]
    read: Callable[[], bytes] = field(repr=False, compare=False)


class LostPicture(NamedTuple):
    """A picture that the file shows and that cannot be had, and why; row 0: nobody can say which row."""

    row: int
    column: int
    reason: str


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

    def pictures(self, sheet: str, monitor: Monitor | None = None) -> list[SheetPicture]:
        """The pictures of a sheet by row and column. A cell that holds one counts as empty in `rows`."""
        ...

    def lost_pictures(self, sheet: str, monitor: Monitor | None = None) -> list[LostPicture]:
        """The pictures that are not among `pictures`, each with its reason."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *details: object) -> None: ...


class Reader:
    """What the readers of single formats share: known sheets, a stream to close, no merges, no pictures."""

    def __init__(self, stream: IO[bytes] | None = None) -> None:
        self._stream = stream
        self._sheets: Sequence[SheetInfo] = ()

    @property
    def sheets(self) -> list[SheetInfo]:
        return list(self._sheets)

    def merges(self, sheet: str, monitor: Monitor | None = None) -> list[Range]:
        self._position(sheet)
        return []

    def pictures(self, sheet: str, monitor: Monitor | None = None) -> list[SheetPicture]:
        self._position(sheet)
        return []

    def lost_pictures(self, sheet: str, monitor: Monitor | None = None) -> list[LostPicture]:
        self._position(sheet)
        return []

    def close(self) -> None:
        """Close the file, if it is kept open."""
        if self._stream is not None:
            self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def _position(self, sheet: str) -> int:
        """Which of the sheets it is, from 0; raises WrongUse for a name that is not there."""
        for position, one in enumerate(self._sheets):
            if one.name == sheet:
                return position
        raise unknown_sheet(sheet, self.sheets)


def named_once(sheets: Iterable[SheetInfo]) -> list[SheetInfo]:
    """The first sheet of each name; raises Refused when there are more than anybody looks through."""
    found: dict[str, SheetInfo] = {}
    for sheet in sheets:
        found.setdefault(sheet.name, sheet)
    if len(found) > _SHEETS_LIMIT:
        raise Refused("文件里的工作表过多，请拆成几个文件后再导入。", kind="too_large")
    return list(found.values())


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
