"""An .xlsx workbook (transitional or strict): its sheets, styles and strings, rows on demand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from civdesk.errors import Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import LostPicture, Range, Reader, Row, SheetInfo, SheetPicture, named_once
from civdesk.sheets.cellvalues import Look, look_of
from civdesk.sheets.xlsxpictures import CellImages, cell_images, find_pictures
from civdesk.sheets.xlsxrows import MergeScanner, RowScanner, Strings, StringScanner
from civdesk.sheets.xmlparts import Attributes, Package, bad_zip_is_damage, local

_BINARY = "这是二进制格式的工作簿（.xlsb），请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
_NO_WORKBOOK = "这不是可以读取的表格文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"


class XlsxBook(Reader):
    """An open .xlsx; it owns the stream. Styles and strings are read when the first row is wanted."""

    def __init__(self, stream: IO[bytes], package: Package) -> None:
        super().__init__(stream)
        self._package = package
        self._parts: dict[str, str] = {}
        self._epoch_1904 = False
        self._strings_part = self._styles_part = ""
        self._strings: Strings | None = None
        self._looks: list[Look] | None = None
        self._images: CellImages | None = None
        self._pictures: dict[str, tuple[list[SheetPicture], list[LostPicture]]] = {}
        with bad_zip_is_damage():
            self._read_workbook()

    def rows(self, sheet: str, monitor: Monitor | None = None) -> Iterator[Row]:
        part = self._part(sheet)
        with bad_zip_is_damage():
            if self._strings is None:
                self._strings = self._read_strings(monitor)
            if self._looks is None:
                self._looks = self._read_looks()
            with self._package.open(part) as stream:
                pictured = frozenset(map(str, self._known_images().numbered))
                scanner = RowScanner(self._strings, self._looks, self._epoch_1904, pictured)
                yield from scanner.rows(stream, monitor)

    def merges(self, sheet: str, monitor: Monitor | None = None) -> list[Range]:
        with bad_zip_is_damage(), self._package.open(self._part(sheet)) as stream:
            return MergeScanner().read(stream, monitor)

    def pictures(self, sheet: str, monitor: Monitor | None = None) -> list[SheetPicture]:
        return list(self._found_pictures(sheet, monitor)[0])

    def lost_pictures(self, sheet: str, monitor: Monitor | None = None) -> list[LostPicture]:
        return list(self._found_pictures(sheet, monitor)[1])

    def _found_pictures(
        self, sheet: str, monitor: Monitor | None
    ) -> tuple[list[SheetPicture], list[LostPicture]]:
        part = self._part(sheet)
        if sheet not in self._pictures:
            with bad_zip_is_damage():
                self._pictures[sheet] = find_pictures(self._package, part, self._known_images(), monitor)
        return self._pictures[sheet]

    def _known_images(self) -> CellImages:
        if self._images is None:
            self._images = cell_images(self._package, self._workbook)
        return self._images

    def _part(self, sheet: str) -> str:
        self._position(sheet)
        return self._parts[sheet]

    def _read_workbook(self) -> None:
        """Find the sheets and their parts; charts and macros on tabs of their own are no sheets."""
        main = [part for _, kind, part in self._package.relations("") if kind == "officeDocument"]
        workbook = main[0] if main else "xl/workbook.xml"
        if workbook.lower().endswith(".bin") or "xl/workbook.bin" in self._package:
            raise Refused(_BINARY, kind="old_format")
        if workbook not in self._package:
            raise Refused(_NO_WORKBOOK, kind="not_a_spreadsheet")
        self._workbook = workbook
        worksheets: dict[str, str] = {}
        for key, kind, part in self._package.relations(workbook):
            if kind == "worksheet":
                worksheets[key] = part
            elif kind == "sharedStrings":
                self._strings_part = part
            elif kind == "styles":
                self._styles_part = part

        found: list[SheetInfo] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "workbookPr" and "date1904" in attributes:  # an extension has the same name
                self._epoch_1904 = attributes.get("date1904") in ("1", "true", "on")
            elif tag == "sheet":
                key = next((value for name, value in attributes.items() if _is_reference(name)), "")
                name = attributes.get("name", "")
                if key in worksheets and name not in self._parts:
                    self._parts[name] = worksheets[key]
                    hidden = attributes.get("state", "visible") != "visible"
                    found.append(SheetInfo(name, hidden))

        self._package.read(workbook, start)
        self._sheets = named_once(found)
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
