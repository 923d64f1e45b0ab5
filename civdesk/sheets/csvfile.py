"""Text tables (CSV, TSV): the delimiter found out, then row by row."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

from civdesk.errors import Damaged
from civdesk.jobs import Monitor
from civdesk.sheets.book import Cell, Reader, Row, SheetInfo
from civdesk.sheets.cellvalues import is_blank, is_picture
from civdesk.sheets.textfile import SAMPLE

DELIMITERS = ",\t;|"
# What may be taken for a formula (CWE-1236); the full-width signs come with Chinese input.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_GUARDED = tuple("'" + start for start in FORMULA_STARTS)

_KEPT_AS_TEXT = re.compile('="([^"]*)"')  # ="0012", by which office systems keep zeros in front

_LINE_LIMIT = 1 << 20


class CsvBook(Reader):
    """A text table: one sheet, named like the file. Nothing stays open between reads."""

    def __init__(self, path: Path, encoding: str, sample: str) -> None:
        """`sample` is how the text starts, for the delimiter."""
        super().__init__()
        self._path, self._encoding = path, encoding
        self._sheets = [SheetInfo(path.stem, hidden=False)]
        self._delimiter = _delimiter(sample)

    def rows(self, sheet: str, monitor: Monitor | None = None) -> Iterator[Row]:
        self._position(sheet)
        with self._path.open(encoding=self._encoding, newline="") as text:
            lines = _Lines(text)
            number = 0
            try:
                for fields in csv.reader(lines, delimiter=self._delimiter):
                    number += 1
                    if monitor is not None and not number % 1000:
                        monitor.check()
                    if lines.ended:  # the reader wanted one more line: a quotation mark was never closed
                        raise _unclosed(number)
                    cells: dict[int, Cell] = {}
                    for column, field in enumerate(fields, 1):
                        if field.startswith(_GUARDED):  # the apostrophe against formulas, ours or another's
                            field = field[1:]
                        elif match := _KEPT_AS_TEXT.fullmatch(field):
                            field = match[1]
                        if not is_blank(field) and not is_picture(field):
                            cells[column] = Cell(field, "text")
                    if cells:
                        yield Row(number, cells)
            except (csv.Error, UnicodeError) as error:
                raise _unclosed(number + 1) from error


class _Lines:
    """The lines of a text for csv.reader, none without bound; `ended` once one was asked for in vain."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self.ended = False
        self._first = True

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LINE_LIMIT)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) == _LINE_LIMIT:
            raise csv.Error("line too long")
        if self._first:
            self._first = False
            return line.removeprefix("\ufeff")
        return line


def _unclosed(number: int) -> Damaged:
    return Damaged(
        f"第 {number} 行起引号没有配对或文字过长，请用 Excel 或 WPS 打开检查后另存为 .xlsx 再导入。"
    )


def _delimiter(sample: str) -> str:
    """The delimiter that gives most rows the same number of fields, more than one; the comma if none does.

    (csv.Sniffer is not used: it takes letters that happen to be regular for delimiters and fails on titles.)
    """
    lines = sample.splitlines(keepends=True)
    if len(lines) > 1 and len(sample) > SAMPLE // 8:
        lines.pop()  # cut off by the end of the sample
    best, choice = (0, 0), ","
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(fields) for fields in csv.reader(lines, delimiter=delimiter) if fields)
        except csv.Error:
            continue
        del widths[1]
        if widths:
            width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (rows, width) > best:
                best, choice = (rows, width), delimiter
    return choice
