"""What becomes of the rows of a handed-in sheet: accepted, rejected with a reason, duplicate, no record.

Pure: no file and no workspace; what is already there comes in as a `Known`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from civdesk.domain.fields import (
    Field,
    FieldError,
    Kind,
    Value,
    as_text,
    check_record,
    limits_before,
    read,
    show,
)
from civdesk.domain.headernames import COUNTED
from civdesk.domain.headers import Column, Header, Rectangle
from civdesk.domain.ledgers import Ledger
from civdesk.domain.rowkinds import RowKind, row_kind
from civdesk.errors import WrongUse
from civdesk.intake.sheet_outcomes import (
    Accepted,
    Asked,
    Duplicate,
    Fault,
    Form,
    Known,
    Notice,
    Options,
    Place,
    Plan,
    Rejected,
    Skipped,
    form_of,
    forms_of,
)
from civdesk.sheets.book import Cell, Row

MONEY = ("元", "万元")
_DITTO = frozenset({"同上", "〃"})
_MOST_EMPTY = 1000  # gaps are listed for who looks for a row, not for who left a million free
_CACHED = 20_000
_SHOWN, _LONGEST = 6, 120  # how much is kept of a row that is no record
_EXAMPLES = 3


def plan_rows(
    rows: Iterable[Row],
    merges: Sequence[Rectangle],
    header: Header,
    ledger: Ledger,
    known: Known,
    options: Options,
    sheet: str = "",
) -> Plan:
    """Decide about every row of a sheet, in its order. Raises WrongUse when a key field has no column."""
    return _Planner(header, ledger, known, options, sheet).run(rows, merges)


class _Read(NamedTuple):
    """What a cell holds: its value, the form that is compared, what is odd, or why it cannot be read; `ask`
    is what a person could say about it."""

    value: Value = None
    form: object = None
    warnings: tuple[str, ...] = ()
    fault: str = ""
    ask: str = ""


_NOTHING = _Read()
# 张三和李四: a name, or two?
_JOINED = re.compile(r"(?<=[㐀-鿿]{2})(?:[和与及.．&+]|-+)(?=[㐀-鿿]{2})")
_BARE = re.compile(r"\d+(?:[,.]\d+)*")


class _Reader:
    """Reads the cells of one column; the same content is read once."""

    def __init__(self, column: Column, one: Field, options: Options) -> None:
        self.index, self.title, self.key, self.field = column.index, column.title, one.key, one
        self._unit, self._options = column.unit, options
        # Told in 元, or in 万元 without saying so? The header does not say.
        self._may_be_money = one.unit in MONEY and one.kind in COUNTED and not column.unit
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
        options, raw, ask = self._options, cell.value, ""
        if self.field.kind is Kind.PEOPLE and isinstance(raw, str) and _JOINED.search(raw):
            if options.split_names:
                raw = _JOINED.sub("、", raw)
            else:
                ask = "people"
        try:
            reading = read(
                self.field,
                raw,
                year=options.year,
                month=options.month,
                order=options.date_order,
                today=options.today,
                unit=self._unit,
            )
        except FieldError as error:
            if cell.kind == "formula":
                return _Read(fault="公式还没有算出结果，请用 Excel 或 WPS 打开保存一次再导入")
            return _Read(fault=error.message, ask=error.ask)
        if self._may_be_money and _BARE.fullmatch(as_text(raw).strip()):
            ask = "unit"
        return _Read(reading.value, form_of(reading.value), reading.warnings, ask=ask)


class _Planner:
    """Goes through the rows once; what earlier rows were decides about later ones."""

    def __init__(self, header: Header, ledger: Ledger, known: Known, options: Options, sheet: str) -> None:
        self.header, self.ledger, self.known, self.options = header, ledger, known, options
        self.sheet = sheet
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
        # What a new record must have, and no column tells.
        day = ledger.date_field if ledger.date_field in self.required else ""
        self.dateless = day if day not in self.titles else ""
        if self.dateless and options.day:
            self.defaults[self.dateless] = options.day
        self.seen: dict[Form, int] = {}
        self.above: Mapping[int, Cell] = {}
        self.plan = Plan()

    def run(self, rows: Iterable[Row], merges: Sequence[Rectangle]) -> Plan:
        before: RowKind | None = None
        last, empty = 0, 0
        for row, filled in fill_down(rows, self._meant(merges), self.header.bottom):
            gap = range(last + 1, min(row.number, last + 1 + _MOST_EMPTY - empty))
            self.plan.skipped += [Skipped(number, RowKind.EMPTY, self.sheet) for number in gap]
            empty += len(gap)
            last = row.number
            if gap and before is None:
                before = RowKind.EMPTY
            before = self._kind(row, before)
            if before is not None:
                text = "　".join(as_text(cell.value).strip() for cell in list(row.cells.values())[:_SHOWN])
                self.plan.skipped.append(Skipped(row.number, before, self.sheet, text[:_LONGEST]))
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
        faults: dict[str, Fault] = {}
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
                shown = as_text(cell.value).strip()
                faults[reader.key] = Fault(reader.key, reader.title, shown, found.fault, found.ask)
            if found.ask and cell is not None:
                self._ask(found.ask, reader, cell)
            if found.warnings:
                notices += [Notice(number, text, self.sheet) for text in found.warnings]
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
                faults.setdefault(key, Fault(key, title, "", reason, "day" if key == self.dateless else ""))
                if key == self.dateless:
                    self.plan.asked.setdefault(("day", title), Asked()).count += 1
        if faults:
            self._reject(number, cells, list(faults.values()))
        elif not self._is_duplicate(number, tuple(forms), record, changes, whole):
            if self.options.key and (first := self._same_key(number, values)):
                key = self.options.key[0]
                title = self.titles[key]
                where = f"工作表“{first.sheet}”" if first.sheet != self.sheet else ""
                said = f"与{where}第{first.row}行的“{title}”相同，但内容不同"
                shown = show(self.ledger.field(key), values[key])
                self._reject(number, cells, [Fault(key, title, shown, said)])
                return
            if held := self._closed(old, whole):
                self._reject(number, cells, [held])
                return
            self.plan.warnings += notices
            self.plan.warnings += [
                Notice(number, text, self.sheet)
                for key, text in limits_before(self.ledger, whole)
                if key in changes
            ]
            before = {key: old.get(key) for key in changes} if record else {}
            self.plan.accepted.append(
                Accepted(number, changes if record else whole, record, before, self.sheet)
            )

    def _ask(self, kind: str, reader: _Reader, cell: Cell) -> None:
        asked = self.plan.asked.setdefault((kind, reader.title), Asked())
        asked.count += 1
        shown = as_text(cell.value).strip()[:40]
        if len(asked.examples) < _EXAMPLES and shown not in asked.examples:
            asked.examples.append(shown)
        if kind == "unit":
            asked.largest = max(asked.largest, float(shown.replace(",", "")))

    def _existing(self, values: Mapping[str, Value], faults: dict[str, Fault]) -> str:
        """The record that a row updates ("" for none); what is wrong with its key becomes a fault."""
        keys = self.options.key
        if any(key in faults for key in keys):
            return ""
        one = self.ledger.field(keys[0])
        if all(values[key] is None for key in keys):
            said = f"“{one.title}”为空，无法对应已有记录"
            faults[one.key] = Fault(one.key, self.titles[one.key], "", said)
            return ""
        found = self.known.keys.get(forms_of(keys, values), [])
        if len(found) > 1:
            reason = f"已有{len(found)}条记录的“{one.title}”与它相同"
            faults[one.key] = Fault(one.key, self.titles[one.key], show(one, values[one.key]), reason)
        return found[0] if len(found) == 1 else ""

    def _is_duplicate(
        self,
        number: int,
        form: Form,
        record: str,
        changes: Mapping[str, Value],
        whole: Mapping[str, Value],
    ) -> bool:
        """Note a row that says nothing new; True when it is not to come in."""
        if record:
            old = self.known.record(record)
            if all(form_of(value) == form_of(old.get(key)) for key, value in changes.items()):
                self.plan.duplicates.append(Duplicate(number, record, self.sheet, "", whole))
                return True
        same: str | int | Place | None = self.known.forms.get(form) or self.seen.get(form)
        self.seen.setdefault(form, number)
        if same is None or record:
            return False
        sheet, same_as = (same.sheet, same.row) if isinstance(same, Place) else (self.sheet, same)
        same_sheet = "" if isinstance(same_as, str) else sheet
        self.plan.duplicates.append(Duplicate(number, same_as, self.sheet, same_sheet, whole))
        return not self.options.keep_duplicates

    def _same_key(self, number: int, values: Mapping[str, Value]) -> Place | None:
        """The earlier row that has this row's key."""
        here = Place(self.sheet, number)
        first = self.known.taken.setdefault(forms_of(self.options.key, values), here)
        return first if first != here else None

    def _closed(self, old: Mapping[str, Value], whole: Mapping[str, Value]) -> Fault | None:
        """What keeps a row out whose record is, or would be, in a locked period."""
        key = self.ledger.date_field
        for day in dict.fromkeys((old.get(key), whole.get(key))):
            if key and isinstance(day, str) and (said := self.known.closed(day)):
                return Fault(key, self.titles.get(key) or self.ledger.field(key).title, day, said)
        return None

    def _reject(self, number: int, cells: Mapping[int, Cell], faults: Sequence[Fault]) -> None:
        first = faults[0]
        reason = first.reason
        if len(faults) > 1:
            reason = "；".join(f"{fault.column}：{fault.reason}" for fault in faults)
        self.plan.rejected.append(
            Rejected(number, first.column, first.value, reason, self.sheet, tuple(faults))
        )
        self.plan.faulty.append(dict(cells))

    def _meant(self, merges: Sequence[Rectangle]) -> Sequence[Rectangle]:
        """The merged cells that hold for all their rows; numbers do not where the clerk said so."""
        meant = set(self.header.columns)
        if self.options.merged == "first":
            meant -= {reader.index for reader in self.readers if reader.field.kind in COUNTED}
        return [merge for merge in merges if merge[1] in meant]

    def _warn_of_merged_numbers(self, merges: Sequence[Rectangle]) -> None:
        """A number merged over rows may be meant for each or for all of them; it is taken for each."""
        if self.options.merged:
            return
        counted = {reader.index: reader for reader in self.readers if reader.field.kind in COUNTED}
        for top, left, bottom, _ in merges:
            if left in counted and bottom > top > self.header.bottom:
                title = counted[left].title
                text = f"第{top}至{bottom}行的“{title}”是合并的单元格，每行都按同一个数记，请核对"
                self.plan.warnings.append(Notice(top, text, self.sheet))
                asked = self.plan.asked.setdefault(("merged", title), Asked())
                asked.count += 1
                if len(asked.examples) < _EXAMPLES:
                    asked.examples.append(f"第{top}至{bottom}行")


def fill_down(
    rows: Iterable[Row], merges: Sequence[Rectangle], above: int
) -> Iterator[tuple[Row, Mapping[int, Cell]]]:
    """Each row with its cells as meant: a cell merged over rows below the header holds for all of them."""
    ahead = sorted((m for m in merges if m[2] > m[0] > above), reverse=True)  # the next one last
    active: dict[int, tuple[int, Cell]] = {}  # by column, as merged cells do not overlap: last row, value
    for row in rows:
        while ahead and ahead[-1][0] <= row.number:
            top, left, bottom, _ = ahead.pop()
            if top == row.number and (cell := row.cells.get(left)):
                active[left] = (bottom, cell)
        if active:
            active = {left: held for left, held in active.items() if held[0] >= row.number}
            yield row, {**{left: cell for left, (_, cell) in active.items()}, **row.cells}
        else:
            yield row, row.cells


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
