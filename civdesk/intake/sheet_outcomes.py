"""What became of the rows of a sheet, and what they were compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from civdesk.domain.fields import Value
from civdesk.domain.rowkinds import RowKind
from civdesk.domain.text import normal
from civdesk.sheets.book import Cell

Form = tuple[object, ...]


class Fault(NamedTuple):
    """What is wrong with one cell of a row: the field's key, the column, what stands there, why; `ask` is the
    kind of question whose answer puts it right ("" for none)."""

    key: str
    column: str
    value: str
    reason: str
    ask: str = ""


class Place(NamedTuple):
    """A row of a sheet of the workbook."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot come in: the first faulty column, what stands in it, all reasons; each fault."""

    row: int
    column: str
    value: str
    reason: str
    sheet: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that equals another row (a number, of the sheet named) or a record (its id)."""

    row: int
    same_as: int | str
    sheet: str = ""
    same_sheet: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record, and what it is; `text` is how it begins."""

    row: int
    kind: RowKind
    sheet: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What looks odd but came in; row 0 is the whole sheet. `serious`: all of it may be a mistake."""

    row: int
    text: str
    sheet: str = ""
    serious: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that comes in: all values of a new record, or the changes to the one named and what was there."""

    row: int
    values: dict[str, Value]
    record: str = ""
    old: Mapping[str, Value] = field(default_factory=dict)
    sheet: str = ""


@dataclass(slots=True)
class Asked:
    """Cells that only a person can read: how many, the first ones, the largest number among them."""

    count: int = 0
    examples: list[str] = field(default_factory=list)
    largest: float = 0.0


@dataclass(slots=True)
class Known:
    """What is there already: `forms` for duplicates gives a record's id or a row of an earlier sheet, `keys`
    the ids for updates, `taken` the row that had a key first, `closed` says why nothing may come in on a
    day."""

    forms: dict[Form, str | Place] = field(default_factory=dict)
    keys: dict[Form, list[str]] = field(default_factory=dict)
    taken: dict[Form, Place] = field(default_factory=dict)
    record: Callable[[str], Mapping[str, Value]] = lambda id: {}
    closed: Callable[[Value], str] = lambda day: ""


@dataclass(slots=True)
class Plan:
    """The outcome for every row; `faulty` are the cells of the rejected ones, `nameless` are columns that
    hold something but have no header, `asked` what only a person knows, by kind and column."""

    accepted: list[Accepted] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    faulty: list[dict[int, Cell]] = field(default_factory=list)
    nameless: set[int] = field(default_factory=set)
    asked: dict[tuple[str, str], Asked] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the year of dates without one, today for warnings, what to do with duplicates.

    `month` completes dates that are only a day, `date_order` says what comes first in 01/02/2026 ("month" or
    "day"), `merged` whether a number merged over rows counts for "each" or the "first" of them,
    `split_names` that 张三和李四 are two, `day` (ISO) the date of all rows of a table without one.
    """

    year: int | None = None
    today: date | None = None
    keep_duplicates: bool = False
    key: tuple[str, ...] = ()
    month: int | None = None
    date_order: str = ""
    merged: str = ""
    split_names: bool = False
    day: str = ""


def forms_of(keys: Sequence[str], values: Mapping[str, Value]) -> Form:
    """The values of these fields as they are compared."""
    return tuple([form_of(values.get(key)) for key in keys])


def form_of(value: Value) -> object:
    if isinstance(value, str):
        return normal(value)
    return tuple([normal(item) for item in value]) if isinstance(value, list) else value
