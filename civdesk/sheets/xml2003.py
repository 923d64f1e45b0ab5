"""XML tables of Excel 2003 (SpreadsheetML), which office systems also hand out under the name .xls."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from civdesk.errors import Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import (
    LAST_COLUMN,
    LAST_ROW,
    MERGES_LIMIT,
    Cell,
    Range,
    Reader,
    Row,
    SheetInfo,
    named_once,
)
from civdesk.sheets.cellvalues import iso_cell, number_cell, text_cell
from civdesk.sheets.textfile import NOT_A_TABLE
from civdesk.sheets.xmlparts import Attributes, Scanner, damaged, local


class Xml2003Book(Reader):
    """A workbook in one XML file. Nothing stays open between reads."""

    def __init__(self, path: Path, encoding: str) -> None:
        super().__init__()
        self._path, self._encoding = path, encoding
        survey = _Sheets()
        for _ in self._read(survey, None):
            pass
        self._sheets = named_once(SheetInfo(name, name in survey.hidden) for name in survey.merged)
        self._merges, self._offsets, self._around = survey.merged, survey.offsets, survey.around
        if not self._sheets:
            raise Refused(NOT_A_TABLE, kind="not_a_spreadsheet")

    def rows(self, sheet: str, monitor: Monitor | None = None) -> Iterator[Row]:
        self._position(sheet)
        return self._read(_Sheets(sheet), monitor, self._offsets[sheet])

    def merges(self, sheet: str, monitor: Monitor | None = None) -> list[Range]:
        self._position(sheet)
        return list(self._merges[sheet])

    def _read(self, scanner: _Sheets, monitor: Monitor | None, offset: int = 0) -> Iterator[Row]:
        with self._path.open(encoding=self._encoding, errors="replace") as text:
            stream = cast("IO[bytes]", _Utf8(text))
            around = self._around if offset else b""
            for _ in scanner.run_within(around, stream, offset, monitor):
                yield from scanner.found
                scanner.found.clear()
                if scanner.done:
                    return


class _Utf8:
    """A text as the bytes that the parser takes: it knows few encodings by itself."""

    def __init__(self, text: IO[str]) -> None:
        self._text, self._held = text, b""

    def read(self, size: int) -> bytes:
        if len(self._held) < size:
            self._held += self._text.read(size).encode("utf-8", "replace")
        piece, self._held = self._held[:size], self._held[size:]
        return piece


class _Sheets(Scanner):
    """Reads the rows of the sheet `wanted`; None: only the sheets' names and merged ranges."""

    def __init__(self, wanted: str | None = None) -> None:
        super().__init__("utf-8")
        self.found: list[Row] = []
        self.merged: dict[str, list[Range]] = {}
        self.offsets: dict[str, int] = {}  # of the start tags, in UTF-8
        self.hidden: set[str] = set()
        self.around = b""  # the tag of the workbook, which is open where sheets start
        self.done = False
        self._wanted = wanted
        self._name = ""
        self._new = False  # the name was not there before
        self._row = self._column = self._right = 0
        self._skipped = 0
        self._cells: dict[int, Cell] = {}
        self._type = self._formula = ""
        self._in_comment = self._in_cell = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name == "Cell":
            self._begin_cell({local(key): value for key, value in attributes.items()})
        elif name == "Data":
            if self._in_cell and not self._in_comment:
                self._type = next((value for key, value in attributes.items() if local(key) == "Type"), "")
                self.collect(self.text)
        elif name == "Row":
            given = {local(key): value for key, value in attributes.items()}
            self._row = _number(given.get("Index"), self._row + 1 + self._skipped)
            self._skipped = _number(given.get("Span"), 0)
            self._right = 0
            if not 0 < self._row <= LAST_ROW:
                raise damaged()
        elif name == "Comment":
            self._in_comment = True
        elif name == "Visible":
            self.collect(self.text)
        elif name == "Workbook":
            self.around = f"<{tag}>".encode()
        elif name == "Worksheet":
            self._name = next((value for key, value in attributes.items() if local(key) == "Name"), "")
            self._new = self._name not in self.merged
            self.merged.setdefault(self._name, [])
            self.offsets.setdefault(self._name, self.parser.CurrentByteIndex)
            self._row = self._skipped = 0

    def _begin_cell(self, given: Attributes) -> None:
        self._column = _number(given.get("Index"), self._right + 1)
        across, down = _number(given.get("MergeAcross"), 0), _number(given.get("MergeDown"), 0)
        if self._column < 1 or self._row < 1:
            raise damaged()
        self._right = self._column + across
        self._formula, self._type, self._in_cell = given.get("Formula", ""), "", True
        self.text.clear()
        if (across or down) and self._new and self._column <= LAST_COLUMN:
            bottom, right = min(self._row + down, LAST_ROW), min(self._right, LAST_COLUMN)
            merged = self.merged[self._name]
            merged.append(Range(self._row, self._column, bottom, right))
            if len(merged) > MERGES_LIMIT:
                raise Refused("合并单元格过多，请取消不必要的合并后再导入。", kind="too_large")

    def _end(self, tag: str) -> None:
        name = local(tag)
        if name == "Data":
            self.collect(None)
        elif name == "Comment":
            self._in_comment = False
        elif name == "Cell":
            self._in_cell = False
            text = "".join(self.text)
            self.text.clear()
            if self._name == self._wanted and self._new and self._column <= LAST_COLUMN:
                cell = _cell(self._type, text, self._formula)
                if cell is not None:
                    self._cells[self._column] = cell
        elif name == "Row":
            if self._cells:
                self.found.append(Row(self._row, self._cells))
                self._cells = {}
        elif name == "Visible":
            self.collect(None)
            if "".join(self.text).strip() in ("SheetHidden", "SheetVeryHidden"):
                self.hidden.add(self._name)
            self.text.clear()
        elif name == "Worksheet":
            self.done = self._name == self._wanted


def _cell(kind: str, text: str, formula: str) -> Cell | None:
    if "DISPIMG(" in formula:
        return None
    if kind == "Number":
        return number_cell(text) if text.strip() else None
    if kind == "DateTime":
        cell = iso_cell(text)
        if cell and isinstance(cell.value, datetime.datetime) and cell.value.year < 1900:
            return Cell(cell.value.time(), "time")  # a time of day has the day before the first
        return cell
    if kind == "Boolean":
        return Cell(text.strip() == "1", "bool")
    if kind == "Error":
        return Cell(text.strip(), "error")
    if not text and formula:
        return Cell("=" + formula.removeprefix("="), "formula")
    return text_cell(text)


def _number(raw: str | None, otherwise: int) -> int:
    """An index or a count; raises Damaged for what is none."""
    if raw is None:
        return otherwise
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 9:
        raise damaged()
    return int(raw)
