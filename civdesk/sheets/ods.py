"""An .ods workbook (also flat, .fods): repeated cells stay few, blank ones cost nothing.

python-calamine was tried first: it gives errors as empty cells, knows no merged ranges here, and holds every
repeated cell, up to 100 million.
"""

from __future__ import annotations

import contextlib
import datetime
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

from civdesk.errors import Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import (
    LAST_COLUMN,
    LAST_ROW,
    MERGES_LIMIT,
    PICTURE_LIMIT,
    Cell,
    LostPicture,
    Range,
    Reader,
    Row,
    SheetInfo,
    SheetPicture,
    named_once,
)
from civdesk.sheets.cellvalues import iso_cell, number_cell, text_cell
from civdesk.sheets.textfile import NOT_A_TABLE
from civdesk.sheets.xmlparts import Attributes, Package, Scanner, bad_zip_is_damage, damaged

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
_PROTECTED = "文件设有密码，请先在 WPS 或 LibreOffice 中取消密码后另存，再导入。"
_REPEATED = "第 {row} 行起大量的行或列内容完全相同，可能是误填充的，请删除多余的部分后再导入。"
_REPEATED_LIMIT = 20_000  # rows with the same content below each other: more were filled down by mistake
_EXPANDED_LIMIT = 3_000_000  # cells that stand in the file only as repetitions

_DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d*)?S)?")
_ERROR_TYPES = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


class _Frame(NamedTuple):
    """A picture as a sheet names it; row 0: it lies on the sheet and not on a cell."""

    row: int
    column: int
    part: str


class _Table(NamedTuple):
    offset: int  # of its start tag in the document
    info: SheetInfo
    merges: list[Range]
    frames: list[_Frame]


class OdsBook(Reader):
    """An open .ods. `package` is None for a flat one, whose `stream` is the document itself."""

    def __init__(self, stream: IO[bytes], package: Package | None) -> None:
        super().__init__(stream)
        self._package = package
        with bad_zip_is_damage():
            if package is not None:
                _refuse_encrypted(package)
            scanner = _Tables()
            with self._content() as content:
                for _ in scanner.run(content):
                    pass
        tables = {table.info.name: table for table in reversed(scanner.tables)}
        self._sheets = named_once(table.info for table in scanner.tables)
        self._tables = [tables[sheet.name] for sheet in self._sheets]
        self._around = scanner.around
        if not self._sheets:
            raise Refused(NOT_A_TABLE, kind="not_a_spreadsheet")

    def rows(self, sheet: str, monitor: Monitor | None = None) -> Iterator[Row]:
        offset = self._tables[self._position(sheet)].offset
        with bad_zip_is_damage(), self._content() as content:
            yield from _Rows().rows(content, self._around, offset, monitor)

    def merges(self, sheet: str, monitor: Monitor | None = None) -> list[Range]:
        return list(self._tables[self._position(sheet)].merges)

    def pictures(self, sheet: str, monitor: Monitor | None = None) -> list[SheetPicture]:
        found = []
        for row, column, part in self._tables[self._position(sheet)].frames:
            if row and self._package is not None and 0 < self._package.size(part) <= PICTURE_LIMIT:
                name, size = posixpath.basename(part), self._package.size(part)
                found.append(SheetPicture(row, column, name, size, "drawing", self._package.reader(part)))
        return sorted(found, key=lambda one: (one.row, one.column))

    def lost_pictures(self, sheet: str, monitor: Monitor | None = None) -> list[LostPicture]:
        lost = []
        for row, column, part in self._tables[self._position(sheet)].frames:
            size = -1 if self._package is None else self._package.size(part)
            if not row:
                lost.append(LostPicture(0, 0, "图片没有放在单元格上"))
            elif size <= 0:
                lost.append(LostPicture(row, column, "图片不在文件里"))
            elif size > PICTURE_LIMIT:
                lost.append(LostPicture(row, column, "图片过大"))
        return lost

    def _content(self) -> contextlib.AbstractContextManager[IO[bytes]]:
        if self._package is not None:
            return self._package.open(CONTENT)
        assert self._stream is not None
        self._stream.seek(0)
        return contextlib.nullcontext(self._stream)


def _refuse_encrypted(package: Package) -> None:
    """Raise Refused when the manifest says that the content cannot be read without a password."""

    def start(tag: str, _attributes: Attributes) -> None:
        if tag == "encryption-data":
            raise Refused(_PROTECTED, kind="encrypted")

    if MANIFEST in package:
        package.read(MANIFEST, start)


class _Walker(Scanner):
    """Follows the tables, rows and cells of a document; sub-classes look at what stands in them.

    Prefixes are taken as every program writes them. Only tables straight in the spreadsheet are sheets:
    linked and tracked data, charts and headers hold tables too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.row = self.column = 0  # of the cell at hand, from 1
        self.rows_here = self.columns_here = 1  # how often it stands there
        self._path: list[str] = []
        self._depth = 0  # of the sheet at hand in the path, 0 outside
        self._held_out = 0  # of what hides its content: tracked changes, annotations, shapes' texts
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def enter_table(self, attributes: Attributes) -> None: ...
    def leave_table(self) -> None: ...
    def leave_row(self) -> None: ...
    def enter_cell(self, attributes: Attributes) -> None: ...
    def leave_cell(self) -> None: ...
    def enter_other(self, tag: str, attributes: Attributes) -> None: ...
    def leave_other(self, tag: str) -> None: ...

    def _start(self, tag: str, attributes: Attributes) -> None:
        path = self._path
        path.append(tag)
        if len(path) > 200:
            raise damaged()
        if self._held_out:
            self.enter_other(tag, attributes)
        elif not self._depth:
            if tag == "table:table" and path[-2:-1] == ["office:spreadsheet"]:
                self._depth = len(path)
                self.row, self.rows_here = 0, 1
                self.enter_table(attributes)
            else:
                self.enter_other(tag, attributes)
        elif tag == "table:table-row":
            self.row += self.rows_here
            self.rows_here = _count(attributes.get("table:number-rows-repeated"))
            self.column, self.columns_here = 0, 1
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.column += self.columns_here
            self.columns_here = _count(attributes.get("table:number-columns-repeated"))
            self.enter_cell(attributes)
        else:
            if tag in _HIDING or tag.startswith("draw:"):
                self._held_out = len(path)
            self.enter_other(tag, attributes)

    def _end(self, tag: str) -> None:
        depth = len(self._path)
        self._path.pop()
        if self._held_out:
            if depth == self._held_out:
                self._held_out = 0
            self.leave_other(tag)
        elif not self._depth:
            self.leave_other(tag)
        elif depth == self._depth:
            self._depth = 0
            self.leave_table()
        elif tag == "table:table-row":
            self.leave_row()
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.leave_cell()
        else:
            self.leave_other(tag)


_HIDING = ("office:annotation", "table:shapes")


class _Tables(_Walker):
    """Finds the sheets with their merged ranges and pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self.around = b""  # the tags that are open where sheets start
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._in_shapes = self._in_frame = False

    def enter_table(self, attributes: Attributes) -> None:
        hidden = attributes.get("table:style-name", "") in self._hidden_styles
        self.around = "".join(f"<{tag}>" for tag in self._path[:-1]).encode()
        info = SheetInfo(attributes.get("table:name", ""), hidden)
        self.tables.append(_Table(self.parser.CurrentByteIndex, info, [], []))

    def enter_cell(self, attributes: Attributes) -> None:
        across = _count(attributes.get("table:number-columns-spanned"))
        down = _count(attributes.get("table:number-rows-spanned"))
        if (across > 1 or down > 1) and self.column <= LAST_COLUMN:
            bottom, right = min(self.row + down - 1, LAST_ROW), min(self.column + across - 1, LAST_COLUMN)
            merges = self.tables[-1].merges
            merges.append(Range(self.row, self.column, bottom, right))
            if len(merges) > MERGES_LIMIT:
                raise Refused("合并单元格过多，请取消不必要的合并后再导入。", kind="too_large")

    def enter_other(self, tag: str, attributes: Attributes) -> None:
        if tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties":
            if attributes.get("table:display") == "false":
                self._hidden_styles.add(self._style)
        elif tag == "table:shapes":
            self._in_shapes = True
        elif tag == "draw:frame":
            self._in_frame = True
        elif tag == "draw:image" and self._in_frame and self._depth:
            self._in_frame = False  # other forms of the same picture may follow
            href = attributes.get("xlink:href", "").removeprefix("./")
            row, column = (0, 0) if self._in_shapes else (self.row, self.column)
            if not href.startswith("ObjectReplacements/"):  # how a chart looks
                self.tables[-1].frames.append(_Frame(row, column, href))

    def leave_other(self, tag: str) -> None:
        if tag == "table:shapes":
            self._in_shapes = False
        elif tag == "draw:frame":
            self._in_frame = False


class _Rows(_Walker):
    """Reads the rows of the first sheet that it meets."""

    def __init__(self) -> None:
        super().__init__()
        self._here = self._done = False
        self._found: list[Row] = []
        self._expanded = 0
        self._cells: dict[int, Cell] = {}
        self._cell: Attributes = {}
        self._paragraphs = 0

    def rows(self, stream: IO[bytes], around: bytes, offset: int, monitor: Monitor | None) -> Iterator[Row]:
        """The rows with cells of the sheet that starts there, as the stream is read."""
        for _ in self.run_within(around, stream, offset, monitor):
            yield from self._found
            self._found.clear()
            if self._done:
                return

    def enter_table(self, attributes: Attributes) -> None:
        self._here = not self._done

    def leave_table(self) -> None:
        self._done = self._done or self._here
        self._here = False

    def leave_row(self) -> None:
        if not self._here or not self._cells:
            return
        self._expanded += (self.rows_here - 1) * len(self._cells)
        if self.rows_here > _REPEATED_LIMIT or self._expanded > _EXPANDED_LIMIT:
            raise Refused(_REPEATED.format(row=self.row), kind="too_large")
        last = min(self.row + self.rows_here - 1, LAST_ROW)
        self._found += [Row(number, self._cells) for number in range(self.row, last + 1)]
        self._cells = {}

    def enter_cell(self, attributes: Attributes) -> None:
        self._cell, self._paragraphs = attributes, 0
        self.text.clear()

    def leave_cell(self) -> None:
        if not self._here:
            return
        self.collect(None)
        text = "".join(self.text)
        self.text.clear()
        cell = _cell(self._cell, text) if text or len(self._cell) else None
        if cell is not None:
            right = min(self.column + self.columns_here, LAST_COLUMN + 1)
            self._expanded += max(0, right - self.column - 1)
            for column in range(self.column, right):
                self._cells[column] = cell

    def enter_other(self, tag: str, attributes: Attributes) -> None:
        if not self._here or self._held_out:
            self.collect(None)
        elif tag == "text:p":
            if self._paragraphs:
                self.text.append("\n")
            self._paragraphs += 1
            self.collect(self.text)
        elif tag == "text:s":
            self.text.append(" " * min(_count(attributes.get("text:c")), 1_000))
        elif tag == "text:tab":
            self.text.append("\t")
        elif tag == "text:line-break":
            self.text.append("\n")

    def leave_other(self, tag: str) -> None:
        if tag == "text:p":
            self.collect(None)
        elif self._here and not self._held_out and "text:p" in self._path[self._depth :]:
            self.collect(self.text)  # a picture stood in the middle of the text


def _cell(attributes: Attributes, text: str) -> Cell | None:
    """What stands in a cell: the stored value, or its text where that is the value."""
    kind = attributes.get("office:value-type", "")
    formula = attributes.get("table:formula", "")
    if "DISPIMG(" in formula:
        return None
    if attributes.get("calcext:value-type") == "error" or (formula and text in _ERROR_TYPES):
        return Cell(text or "#N/A", "error")
    convert: dict[str, tuple[str, Callable[[str], Cell | None]]] = {
        "float": ("office:value", number_cell),
        "percentage": ("office:value", number_cell),
        "currency": ("office:value", number_cell),
        "date": ("office:date-value", iso_cell),
        "time": ("office:time-value", _duration_cell),
        "boolean": ("office:boolean-value", lambda raw: Cell(raw == "true", "bool")),
    }
    if kind in convert:
        name, read = convert[kind]
        return read(attributes.get(name, "") or text)
    if not text and formula and kind != "string":
        return Cell("=" + formula.partition("=")[2], "formula")
    return text_cell(attributes.get("office:string-value") or text)


def _duration_cell(raw: str) -> Cell | None:
    """A time of day, or what is longer than a day as text."""
    match = _DURATION.fullmatch(raw.strip())
    if match is None or match[1]:
        return text_cell(raw)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    hours += days * 24
    minutes, seconds = minutes + seconds // 60, seconds % 60
    hours, minutes = hours + minutes // 60, minutes % 60
    if hours < 24:
        return Cell(datetime.time(hours, minutes, seconds), "time")
    return Cell(f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else ""), "text")


def _count(raw: str | None) -> int:
    """A number of repetitions, at least 1; raises Damaged for none."""
    if raw is None:
        return 1
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 9:
        raise damaged()
    return max(1, int(raw))
