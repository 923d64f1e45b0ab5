"""The rows, shared strings and merged ranges of an .xlsx, read in a stream and never as a rectangle."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from typing import IO

from civdesk.errors import Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import LAST_COLUMN, LAST_ROW, MERGES_LIMIT, Cell, Range, Row, column_number
from civdesk.sheets.cellvalues import Look, iso_cell, number_cell, text_cell
from civdesk.sheets.xmlparts import BLOCK, PIECE_LIMIT, Attributes, Scanner, damaged, local

Convert = Callable[[str], Cell | None]

_TEXT = rb"[^<&\x00-\x08\x0b-\x1f]"  # what needs no parser: no markup, entity, carriage return or control
_STRING = re.compile(rb'\s*<si><t(?: xml:space="preserve")?>(' + _TEXT + rb"*)</t>")
_ROW = re.compile(rb'<row(?: r="(\d{1,7})")?([^<>]*)>')
# One cell, or any other "<", which then has no letters: a row whose every match has letters is understood.
_CELL = re.compile(
    rb'<(?:c r="([A-Z]{1,3})\d{1,7}"([^<>/]*)(?:/>|>(?:'
    rb"(?:<f[^<>]*(?:/>|>[^<]*</f>))?<v>(" + _TEXT + rb"+)</v>|"
    rb'<is><t(?: xml:space="preserve")?>(' + _TEXT + rb"*)</t></is>)?</c>))?"
)
_ATTRIBUTES = re.compile(rb'(?:\s+[\w:]+="[^"&]*")*\s*')
_ATTRIBUTE = re.compile(rb'\s([st])="(\w*)"')
_SHEET_DATA = re.compile(rb"<((?:\w+:)?sheetData)(?:\s[^<>]*)?(?<!/)>")

_READY_COUNT, _READY_LENGTH = 500_000, 24 << 20  # so many strings (bytes) are ready cells: 100 MB
_PACKED_BYTES = 100 << 20
_KEPT_VALUES, _KEPT_SIZE, _KEPT_KINDS = 4_096, 64, 64


class Strings:
    """The shared strings by index: ready cells for the first, which most cells use, packed bytes after."""

    def __init__(self) -> None:
        self.ready: list[Cell | None] = []
        self._length = 0
        self._packed = bytearray()
        self._ends = array("Q", [0])

    def add(self, raw: bytes) -> None:
        """Append the next string, in UTF-8; raises Refused when there is more text than can be held."""
        self._length += len(raw)
        if len(self.ready) < _READY_COUNT and self._length < _READY_LENGTH:
            self.ready.append(text_cell(raw.decode()))
            return
        self._length = _READY_LENGTH  # from here on all are packed
        self._packed += raw
        self._ends.append(len(self._packed))
        if len(self._packed) > _PACKED_BYTES:
            raise Refused("表格中的文字过多，请拆成几个文件后再导入。", kind="too_large")

    def cell(self, index: int) -> Cell | None:
        """The string's cell, None where it is blank; raises Damaged for an index that is not there."""
        packed = index - len(self.ready)
        if index < 0 or packed >= len(self._ends) - 1:
            raise damaged()
        if packed < 0:
            return self.ready[index]
        try:
            return text_cell(self._packed[self._ends[packed] : self._ends[packed + 1]].decode())
        except UnicodeDecodeError:
            raise damaged() from None


class StringScanner(Scanner):
    """Reads xl/sharedStrings.xml: the runs of a rich text are joined, readings (rPh) left out."""

    closing = b"</si>"

    def __init__(self) -> None:
        super().__init__()
        self.strings = Strings()
        self._between = False
        self._reading = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def take(self, piece: bytes) -> bool:
        match = _STRING.fullmatch(piece) if self._between else None
        if match is None:
            return False
        try:
            self.strings.add(match[1])
        except UnicodeDecodeError:
            return False
        return True

    def _start(self, tag: str, _attributes: Attributes) -> None:
        name = local(tag)
        if name == "t":
            if not self._reading:
                self.collect(self.text)
        elif name == "si":
            self._between = False
        elif name == "rPh":
            self._reading = True
        elif name == "sst":
            self._between = True

    def _end(self, tag: str) -> None:
        name = local(tag)
        if name == "t":
            self.collect(None)
        elif name == "rPh":
            self._reading = False
        elif name == "si":
            self.strings.add("".join(self.text).encode())
            self.text.clear()
            self._between = True


class _Values(dict[bytes, Cell | None]):
    """Cells by their stored text, for one style and type: dates and small numbers come again and again."""

    def __init__(self, convert: Convert) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, raw: bytes) -> Cell | None:
        cell = self._convert(raw.decode())
        if len(raw) <= _KEPT_SIZE and len(self) < _KEPT_VALUES:
            self[raw] = cell
        return cell


class _Columns(dict[bytes, int]):
    def __missing__(self, letters: bytes) -> int:
        column = self[letters] = column_number(letters.decode())
        return column


class RowScanner(Scanner):
    """Reads one worksheet part; `found` gathers the rows of the last block."""

    closing = b"</row>"

    def __init__(
        self,
        strings: Strings,
        looks: list[Look],
        epoch_1904: bool,
        pictured: frozenset[str] = frozenset(),
    ) -> None:
        """`pictured`: the metadata (attribute vm) of cells that show a picture and so are empty."""
        super().__init__()
        self.found: list[Row] = []
        self._strings = strings
        self._looks = looks
        self._epoch_1904 = epoch_1904
        self._values: dict[bytes, _Values | None] = {}
        self._columns = _Columns()
        self._texts = _Values(text_cell)
        self._pictured = pictured
        self._vm = ""
        self._between = False  # inside sheetData, not inside a row
        self._number = 0
        self._cells: dict[int, Cell] = {}
        self._column = 0
        self._type = self._style = self._formula = ""
        self._valued = self._reading = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def rows(self, stream: IO[bytes], monitor: Monitor | None = None) -> Iterator[Row]:
        """The rows with cells, as the stream is read."""
        for _ in self.run(stream, monitor):
            yield from self.found
            self.found.clear()

    def take(self, piece: bytes) -> bool:
        head = _ROW.match(piece) if self._between else None
        number = self._plain_number(head)
        if not number or head is None or b"DISPIMG" in piece:
            return False
        cells: dict[int, Cell] = {}
        kinds, columns, ready, texts = self._values, self._columns, self._strings.ready, self._texts
        try:
            for letters, attributes, raw, text in _CELL.findall(piece, head.end()):
                if raw:
                    try:
                        values = kinds[attributes]
                    except KeyError:
                        values = self._values_of(attributes)
                    if values is not None:
                        cell = values[raw]
                    else:
                        index = int(raw)
                        cell = ready[index] if 0 <= index < len(ready) else self._strings.cell(index)
                elif text:
                    cell = texts[text]
                elif letters:
                    continue
                else:
                    return False
                if cell is not None:
                    cells[columns[letters]] = cell
        except ValueError:  # no UTF-8, no number, no column: the parser's way says what it is
            return False
        self._number = number
        if cells:
            self.found.append(Row(number, cells))
        return True

    def _plain_number(self, head: re.Match[bytes] | None) -> int:
        """The number of the row that starts like this, 0 for what only the parser understands."""
        if head is None or head[2].endswith(b"/") or (head[2] and not head[1]):
            return 0
        number = int(head[1]) if head[1] else self._number + 1
        return number if number <= LAST_ROW else 0

    def _values_of(self, attributes: bytes) -> _Values | None:
        """How cells with these attributes are read; None: their text is the index of a shared string.

        Raises ValueError for attributes that only the parser understands.
        """
        if not _ATTRIBUTES.fullmatch(attributes) or (b" vm=" in attributes and self._pictured):
            raise ValueError(attributes)
        given = {key: value.decode() for key, value in _ATTRIBUTE.findall(attributes)}
        kind = given.get(b"t", "n")
        if len(self._values) >= _KEPT_KINDS:
            self._values.clear()
        values = None if kind == "s" else _Values(self._convert(kind, given.get(b"s", "")))
        self._values[attributes] = values
        return values

    def _convert(self, kind: str, style: str) -> Convert:
        if kind == "s":
            return lambda raw: self._strings.cell(int(raw))
        if kind == "b":
            return lambda raw: Cell(raw.strip() in ("1", "true"), "bool")
        if kind == "e":
            return lambda raw: Cell(raw.strip(), "error")
        if kind in ("str", "inlineStr"):
            return text_cell
        if kind == "d":
            return iso_cell
        index = int(style or 0)
        look = self._looks[index] if index < len(self._looks) else "plain"
        return lambda raw: number_cell(raw, look, epoch_1904=self._epoch_1904)

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = local(tag) if ":" in tag else tag
        if name in ("v", "f") or (name == "t" and not self._reading):
            self._valued = self._valued or name == "v"
            self.collect(self.text)
        elif name == "c":
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._formula, self._valued = "", False
            self._vm = attributes.get("vm", "")
            reference = attributes.get("r")
            try:
                letters = reference.rstrip("0123456789").upper() if reference else ""
                self._column = column_number(letters) if letters else self._column + 1
            except ValueError:
                raise damaged() from None
        elif name == "row":
            self._begin_row(attributes.get("r", ""))
        elif name == "rPh":
            self._reading = True
        elif name == "sheetData":
            self._between = True

    def _begin_row(self, reference: str) -> None:
        if not self._between:
            raise damaged()
        self._between = False
        self._cells, self._column = {}, 0
        self._number = int(reference) if reference.isdecimal() and len(reference) < 8 else self._number + 1
        if not 0 < self._number <= LAST_ROW:
            raise damaged()

    def _end(self, tag: str) -> None:
        name = local(tag) if ":" in tag else tag
        if name in ("v", "t"):
            self.collect(None)
        elif name == "f":
            self.collect(None)
            self._formula = "".join(self.text)
            self.text.clear()
        elif name == "rPh":
            self._reading = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._between = True
            if self._cells:
                self.found.append(Row(self._number, self._cells))
        elif name == "sheetData":
            self._between = False

    def _end_cell(self) -> None:
        raw = "".join(self.text)
        self.text.clear()
        cell: Cell | None = None
        if "DISPIMG(" in self._formula or (self._vm in self._pictured and self._type == "e"):
            return
        if raw:
            try:
                cell = self._convert(self._type, self._style)(raw)
            except ValueError:
                raise damaged() from None
        elif self._formula and not (self._type == "str" and self._valued):
            # An empty cached text is a result; elsewhere an empty <v/> means that nobody computed it.
            cell = Cell("=" + self._formula.removeprefix("="), "formula")
        if cell is not None and self._column <= LAST_COLUMN:
            self._cells[self._column] = cell


class PlaceScanner(RowScanner):
    """Finds the cells that may show a picture, without looking at the others."""

    def __init__(self) -> None:
        super().__init__(Strings(), [], False)
        self._places: list[tuple[int, int, str, int]] = []

    def places(
        self, stream: IO[bytes], monitor: Monitor | None = None
    ) -> Iterator[tuple[int, int, str, int]]:
        """Row, column, formula (or "") and the number of the metadata (or 0) of these cells."""
        for _ in self.run(stream, monitor):
            yield from self._places
            self._places.clear()

    def take(self, piece: bytes) -> bool:
        number = self._plain_number(_ROW.match(piece) if self._between else None)
        if not number or b"DISPIMG" in piece or b"vm=" in piece:
            return False
        self._number = number
        return True

    def _end_cell(self) -> None:
        self.text.clear()
        number = int(self._vm) if self._vm.isdecimal() and len(self._vm) < 9 else 0
        if "DISPIMG(" in self._formula or (number and self._type == "e"):
            self._places.append((self._number, self._column, self._formula, number))


class MergeScanner(Scanner):
    """Reads the merged ranges, which stand behind the rows, without parsing the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Range] = []
        self.parser.StartElementHandler = self._start

    def read(self, stream: IO[bytes], monitor: Monitor | None = None) -> list[Range]:
        """All merged ranges of a worksheet part."""
        held = stream.read(PIECE_LIMIT)
        opening = _SHEET_DATA.search(held)
        if opening is not None:
            self.feed(held[: opening.end()])
            closing = b"</" + opening[1] + b">"
            held = held[opening.end() :]
            while (at := held.find(closing)) < 0:
                if monitor is not None:
                    monitor.check()
                block = stream.read(BLOCK)
                if not block:
                    raise damaged()
                held = held[-len(closing) :] + block
            held = held[at:]
        self.feed(held)
        for _ in self.run(stream, monitor):
            pass
        return self.found

    def _start(self, tag: str, attributes: Attributes) -> None:
        if local(tag) != "mergeCell":
            return
        first, _, second = attributes.get("ref", "").replace("$", "").upper().partition(":")
        try:
            corners = [_corner(reference) for reference in (first, second or first)]
        except ValueError:
            raise damaged() from None
        rows, columns = zip(*corners, strict=True)
        self.found.append(Range(min(rows), min(columns), max(rows), max(columns)))
        if len(self.found) > MERGES_LIMIT:
            raise Refused("合并单元格过多，请取消不必要的合并后另存为 .xlsx 再试。", kind="too_large")


def _corner(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    row = int(reference[len(letters) :][:8])
    if not 0 < row <= LAST_ROW:
        raise ValueError(reference)
    return row, column_number(letters)
