"""What becomes of the rows of a handed-in sheet: accepted, rejected with a reason, duplicate, no record.

Pure: no file and no workspace; what is already there comes in as a `Known`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from civdesk.domain.fields import Field, FieldError, Kind, Value, as_text, check_record, read, show
from civdesk.domain.headernames import COUNTED
from civdesk.domain.headers import Column, Header, Rectangle
from civdesk.domain.ledgers import Ledger
from civdesk.domain.rowkinds import RowKind, row_kind
from civdesk.domain.text import normal
from civdesk.errors import WrongUse
from civdesk.sheets.book import Cell, Row

Form = tuple[object, ...]
_DITTO = frozenset({"同上", "〃"})
_MOST_EMPTY = 1000  # gaps are listed for who looks for a row, not for who left a million free
_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot come in: the first faulty column, what stands in it, and all reasons."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that equals another row of the sheet (a number) or a record (its id)."""

    row: int
    same_as: int | str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record, and what it is."""

    row: int
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Notice:
    """What looks odd but came in; row 0 is the whole sheet."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that comes in: all values of a new record, or the changes to the one named."""

    row: int
    values: dict[str, Value]
    record: str = ""


@dataclass(slots=True)
class Known:
    """What the ledger holds: `forms` for duplicates, `keys` for updates; each gives ids."""

    forms: dict[Form, str] = field(default_factory=dict)
    keys: dict[Form, list[str]] = field(default_factory=dict)
    record: Callable[[str], Mapping[str, Value]] = lambda id: {}


@dataclass(slots=True)
class Plan:
    """The outcome for every row; `faulty` are the cells of the rejected ones, `nameless` are columns that
    hold something but have no header."""

    accepted: list[Accepted] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    faulty: list[dict[int, Cell]] = field(default_factory=list)
    nameless: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the year of dates without one, today for warnings, and what to do with duplicates."""

    year: int | None = None
    today: date | None = None
    keep_duplicates: bool = False
    key: tuple[str, ...] = ()


def plan_rows(
    rows: Iterable[Row],
    merges: Sequence[Rectangle],
    header: Header,
    ledger: Ledger,
    known: Known,
    options: Options,
) -> Plan:
    """Decide about every row of a sheet, in its order. Raises WrongUse when a key field has no column."""
    return _Planner(header, ledger, known, options).run(rows, merges)


def forms_of(keys: Sequence[str], values: Mapping[str, Value]) -> Form:
    """The values of these fields as they are compared."""
    return tuple([_form(values.get(key)) for key in keys])


def _form(value: Value) -> object:
    if isinstance(value, str):
        return normal(value)
    return tuple([normal(item) for item in value]) if isinstance(value, list) else value


class _Fault(NamedTuple):
    column: str
    value: str
    reason: str


class _Read(NamedTuple):
    """What a cell holds: its value, the form that is compared, what is odd, or why it cannot be read."""

    value: Value = None
    form: object = None
    warnings: tuple[str, ...] = ()
    fault: str = ""


_NOTHING = _Read()


class _Reader:
    """Reads the cells of one column; the same content is read once."""

    def __init__(self, column: Column, one: Field, options: Options) -> None:
        self.index, self.title, self.key, self.field = column.index, column.title, one.key, one
        self._unit, self._options = column.unit, options
        self._cache: dict[object, _Read] = {}

    def read(self, cell: Cell) -> _Read:
        value = cell.value
        # 1, 1.0 and True are one key to a dict.
        content = value if type(value) is str else (type(value), value)
        found = self._cache.get(content)
        if found is None:
            if len(self._cache) > _CACHED:
                self._cache.clear()
            found = self._cache[content] = self._read(cell)
        return found

    def _read(self, cell: Cell) -> _Read:
        if cell.kind == "error":
            return _Read(fault=f"单元格里是错误值 {cell.value}，请在表格程序里改正")
        year, today = self._options.year, self._options.today
        try:
            reading = read(self.field, cell.value, year=year, today=today, unit=self._unit)
        except FieldError as error:
            if cell.kind == "formula":
                return _Read(fault="公式还没有算出结果，请用 Excel 或 WPS 打开保存一次再导入")
            return _Read(fault=error.message)
        return _Read(reading.value, _form(reading.value), reading.warnings)


class _Planner:
    """Goes through the rows once; what earlier rows were decides about later ones."""

    def __init__(self, header: Header, ledger: Ledger, known: Known, options: Options) -> None:
        self.header, self.ledger, self.known, self.options = header, ledger, known, options
        self.readers = [_Reader(column, column.field, options) for column in header.mapped if column.field]
        self.titles = {reader.key: reader.title for reader in self.readers}
        if missing := [ledger.field(key).title for key in options.key if key not in self.titles]:
            raise WrongUse(f"表里没有用来对应已有记录的列：{'、'.join(missing)}。")
        self.required = [one.key for one in ledger.fields if one.required]
        self.defaults = {
            one.key: read(one, one.default).value
            for one in ledger.fields
            if one.default and one.key not in self.titles
        }
        self.seen: dict[Form, int] = {}
        self.seen_keys: dict[Form, int] = {}
        self.above: Mapping[int, Cell] = {}
        self.plan = Plan()

    def run(self, rows: Iterable[Row], merges: Sequence[Rectangle]) -> Plan:
        before: RowKind | None = None
        last, empty = 0, 0
        for row, filled in fill_down(rows, merges, self.header.bottom):
            gap = range(last + 1, min(row.number, last + 1 + _MOST_EMPTY - empty))
            self.plan.skipped += [Skipped(number, RowKind.EMPTY) for number in gap]
            empty += len(gap)
            last = row.number
            if gap and before is None:
                before = RowKind.EMPTY
            before = self._kind(row, before)
            if before is not None:
                self.plan.skipped.append(Skipped(row.number, before))
            else:
                self._record(row.number, filled)
                if not row.cells.keys() <= self.header.columns.keys():
                    self.plan.nameless |= row.cells.keys() - self.header.columns.keys()
        self._warn_of_merged_numbers(merges)
        return self.plan

    def _kind(self, row: Row, before: RowKind | None) -> RowKind | None:
        if row.number < self.header.top:
            return RowKind.TITLE
        if row.number <= self.header.bottom:
            return RowKind.HEADER
        return row_kind(self.header, {index: cell.value for index, cell in row.cells.items()}, before)

    def _record(self, number: int, cells: Mapping[int, Cell]) -> None:
        """One row that is meant as a record."""
        values: dict[str, Value] = {}
        forms: list[object] = []
        faults: dict[str, _Fault] = {}
        notices: list[Notice] = []
        for reader in self.readers:
            cell = cells.get(reader.index)
            if cell is not None and cell.value in _DITTO:
                cell = self.above.get(reader.index)
                cells = {i: c for i, c in {**cells, reader.index: cell}.items() if c is not None}
            found = _NOTHING if cell is None else reader.read(cell)
            values[reader.key] = found.value
            forms.append(found.form)
            if found.fault and cell is not None:
                faults[reader.key] = _Fault(reader.title, as_text(cell.value).strip(), found.fault)
            if found.warnings:
                notices += [Notice(number, text) for text in found.warnings]
        self.above = cells
        record = self._existing(values, faults) if self.options.key else ""
        old = self.known.record(record) if record else self.defaults
        changes = values
        if record:
            changes = {k: v for k, v in values.items() if v is not None and v != old.get(k)}
        whole: dict[str, Value] = {**old, **changes}
        if self.ledger.register or any(whole.get(key) is None for key in self.required):
            for key, reason in check_record(self.ledger, whole):
                title = self.titles.get(key) or self.ledger.field(key).title
                faults.setdefault(key, _Fault(title, "", reason))
        if faults:
            self._reject(number, cells, list(faults.values()))
        elif not self._is_duplicate(number, tuple(forms), record, changes):
            if self.options.key and (first := self._same_key(number, values)):
                title = self.titles[self.options.key[0]]
                self._reject(number, cells, [_Fault(title, "", f"与第{first}行的“{title}”相同，但内容不同")])
                return
            self.plan.warnings += notices
            self.plan.accepted.append(Accepted(number, changes if record else whole, record))

    def _existing(self, values: Mapping[str, Value], faults: dict[str, _Fault]) -> str:
        """The record that a row updates ("" for none); what is wrong with its key becomes a fault."""
        keys = self.options.key
        if any(key in faults for key in keys):
            return ""
        one = self.ledger.field(keys[0])
        if all(values[key] is None for key in keys):
            faults[one.key] = _Fault(self.titles[one.key], "", f"“{one.title}”为空，无法对应已有记录")
            return ""
        found = self.known.keys.get(forms_of(keys, values), [])
        if len(found) > 1:
            reason = f"已有{len(found)}条记录的“{one.title}”与它相同"
            faults[one.key] = _Fault(self.titles[one.key], show(one, values[one.key]), reason)
        return found[0] if len(found) == 1 else ""

    def _is_duplicate(self, number: int, form: Form, record: str, changes: Mapping[str, Value]) -> bool:
        """Note a row that says nothing new; True when it is not to come in."""
        if record:
            old = self.known.record(record)
            if all(_form(value) == _form(old.get(key)) for key, value in changes.items()):
                self.plan.duplicates.append(Duplicate(number, record))
                return True
        same_as: int | str | None = self.known.forms.get(form) or self.seen.get(form)
        self.seen.setdefault(form, number)
        if same_as is None or record:
            return False
        self.plan.duplicates.append(Duplicate(number, same_as))
        return not self.options.keep_duplicates

    def _same_key(self, number: int, values: Mapping[str, Value]) -> int | None:
        """The earlier row of the sheet that has this row's key."""
        first = self.seen_keys.setdefault(forms_of(self.options.key, values), number)
        return first if first != number else None

    def _reject(self, number: int, cells: Mapping[int, Cell], faults: Sequence[_Fault]) -> None:
        first = faults[0]
        reason = first.reason
        if len(faults) > 1:
            reason = "；".join(f"{fault.column}：{fault.reason}" for fault in faults)
        self.plan.rejected.append(Rejected(number, first.column, first.value, reason))
        self.plan.faulty.append(dict(cells))

    def _warn_of_merged_numbers(self, merges: Sequence[Rectangle]) -> None:
        """A number merged over rows may be meant for each or for all of them; it is taken for each."""
        counted = {reader.index: reader.title for reader in self.readers if reader.field.kind in COUNTED}
        for top, left, bottom, _ in merges:
            if left in counted and bottom > top > self.header.bottom:
                text = f"第{top}至{bottom}行的“{counted[left]}”是合并的单元格，每行都按同一个数记，请核对"
                self.plan.warnings.append(Notice(top, text))


def fill_down(
    rows: Iterable[Row], merges: Sequence[Rectangle], above: int
) -> Iterator[tuple[Row, Mapping[int, Cell]]]:
    """Each row with its cells as meant: a cell merged over rows below the header holds for all of them."""
    ahead = sorted((m for m in merges if m[2] > m[0] > above), reverse=True)  # the next one last
    active: list[tuple[int, int, Cell]] = []  # last row, column, value
    for row in rows:
        while ahead and ahead[-1][0] <= row.number:
            top, left, bottom, _ = ahead.pop()
            if top == row.number and (cell := row.cells.get(left)):
                active.append((bottom, left, cell))
        active = [entry for entry in active if entry[0] >= row.number] if active else active
        yield row, {**{left: cell for _, left, cell in active}, **row.cells} if active else row.cells


def names_of(one: Field) -> Callable[[Value], Sequence[str]] | None:
    """What finds the names of people, departments or places, or the free choices, in a field's values."""
    if one.kind in (Kind.CHOICE, Kind.CHOICES):
        if not one.open:
            return None
        return lambda value: [name for name in _several(value) if name not in one.choices]
    return _several if one.kind in _NAMING else None


_NAMING = frozenset({Kind.PERSON, Kind.PEOPLE, Kind.DEPARTMENT, Kind.DEPARTMENTS, Kind.PLACE})


def _several(value: Value) -> Sequence[str]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else ()
