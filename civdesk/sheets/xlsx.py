"""An .xlsx workbook (transitional or strict): its sheets, styles and strings, rows on demand."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Self

from civdesk.errors import Damaged, Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import Range, Row, SheetInfo, unknown_sheet
from civdesk.sheets.cellvalues import Look, look_of
from civdesk.sheets.xlsxrows import MergeScanner, RowScanner, Strings, StringScanner
from civdesk.sheets.xmlparts import Attributes, Package, damaged, local

_NO_WORKBOOK = "这不是可以读取的表格文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"


class XlsxBook:
    """An open .xlsx; it owns the stream. Styles and strings are read when the first row is wanted."""

    def __init__(self, stream: IO[bytes]) -> None:
        with _bad_zip_is_damage():
            self._package = Package(stream)
            self._stream = stream
            self._sheets: list[SheetInfo] = []
            self._parts: dict[str, str] = {}
            self._epoch_1904 = False
            self._strings_part = self._styles_part = ""
            self._strings: Strings | None = None
            self._looks: list[Look] | None = None
            self._read_workbook()

    @property
    def sheets(self) -> list[SheetInfo]:
        return list(self._sheets)

    def rows(self, sheet: str, monitor: Monitor | None = None) -> Iterator[Row]:
        part = self._part(sheet)
        with _bad_zip_is_damage():
            if self._strings is None:
                self._strings = self._read_strings(monitor)
            if self._looks is None:
                self._looks = self._read_looks()
            with self._package.open(part) as stream:
                yield from RowScanner(self._strings, self._looks, self._epoch_1904).rows(stream, monitor)

    def merges(self, sheet: str, monitor: Monitor | None = None) -> list[Range]:
        with _bad_zip_is_damage(), self._package.open(self._part(sheet)) as stream:
            return MergeScanner().read(stream, monitor)

    def close(self) -> None:
        self._package.zip.close()
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def _part(self, sheet: str) -> str:
        if sheet not in self._parts:
            raise unknown_sheet(sheet, self._sheets)
        return self._parts[sheet]

    def _read_workbook(self) -> None:
        """Find the sheets and their parts; charts and macros on tabs of their own are no sheets."""
        main = [part for _, kind, part in self._package.relations("") if kind == "officeDocument"]
        workbook = main[0] if main else "xl/workbook.xml"
        if workbook.lower().endswith(".bin") or workbook not in self._package:
            raise Refused(_NO_WORKBOOK, kind="not_a_spreadsheet")
        worksheets: dict[str, str] = {}
        for key, kind, part in self._package.relations(workbook):
            if kind == "worksheet":
                worksheets[key] = part
            elif kind == "sharedStrings":
                self._strings_part = part
            elif kind == "styles":
                self._styles_part = part

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "workbookPr":
                self._epoch_1904 = attributes.get("date1904") in ("1", "true", "on")
            elif tag == "sheet":
                key = next((value for name, value in attributes.items() if _is_reference(name)), "")
                name = attributes.get("name", "")
                if key in worksheets and name not in self._parts:
                    self._parts[name] = worksheets[key]
                    hidden = attributes.get("state", "visible") != "visible"
                    self._sheets.append(SheetInfo(name, hidden))

        self._package.read(workbook, start)
        if not self._sheets:
            raise Refused(_NO_WORKBOOK, kind="not_a_spreadsheet")

    def _read_strings(self, monitor: Monitor | None) -> Strings:
        scanner = StringScanner()
        if self._strings_part in self._package:
            with self._package.open(self._strings_part) as stream:
                for _ in scanner.run(stream, monitor):
                    pass
        return scanner.strings

    def _read_looks(self) -> list[Look]:
        """How each cell style shows its number."""
        codes: dict[str, str] = {}
        formats: list[str] = []
        group = ""

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal group
            if tag == "numFmt" and group == "numFmts":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif tag in ("numFmts", "cellStyleXfs", "cellXfs", "dxfs"):
                group = tag
            elif tag == "xf" and group == "cellXfs":
                formats.append(attributes.get("numFmtId", "0"))

        if self._styles_part in self._package:
            self._package.read(self._styles_part, start)
        known: dict[str, Look] = {
            key: look_of(int(key) if key.isdecimal() else 0, codes.get(key)) for key in set(formats)
        }
        return [known[key] for key in formats]


def _is_reference(name: str) -> bool:
    return ":" in name and local(name) == "id"


@contextlib.contextmanager
def _bad_zip_is_damage() -> Iterator[None]:
    """Say what zipfile and zlib raise on bad bytes as the one error for a damaged workbook."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged() from error
    except OSError as error:
        raise Damaged("读取表格时出错，请把文件复制到本机后再试。") from error
