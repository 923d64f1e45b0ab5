"""An .xls or .et workbook (BIFF8, BIFF5, or records without a container), row by row.

python-calamine was tried first: it gives error cells as empty ones, panics on some damaged files, and holds
the whole rectangle of every sheet with a copy of each shared text, which a small file can make gigabytes.
"""

from __future__ import annotations

import contextlib
import math
import struct
from collections.abc import Iterator
from itertools import groupby
from typing import IO, NamedTuple

from civdesk.errors import Damaged, Refused
from civdesk.jobs import Monitor
from civdesk.sheets import xlsrecords as biff
from civdesk.sheets.book import (
    MERGES_LIMIT,
    Cell,
    LostPicture,
    Range,
    Reader,
    Row,
    SheetInfo,
    SheetPicture,
    named_once,
)
from civdesk.sheets.cellvalues import Look, binary_cell, look_of, text_cell
from civdesk.sheets.cfb import Segments
from civdesk.sheets.xlspictures import Blips, find_pictures
from civdesk.sheets.xlsrecords import Records, Text
from civdesk.sheets.xlsxrows import Strings
from civdesk.sheets.xmlparts import SMALL_PART_LIMIT, damaged

PROTECTED = "文件设有密码或工作簿保护，请先在 Excel/WPS 中取消后另存，再导入。"
_TOO_OLD = "这是很旧的格式，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
_SHUFFLED = "表格里的内容没有按行的顺序存放，而且太多，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"

_MERGED = "合并单元格过多，请取消不必要的合并后另存为 .xlsx 再试。"
_DRAWN = "表格中的图形过多，请删除不需要的图形后另存为 .xlsx 再试。"

_BIFF8 = 0x0600
_SHUFFLED_LIMIT = 500_000  # cells of a sheet that are held to put them in order
_KEPT = 4_096

_PLACE = struct.Struct("<HHH")  # row, column, style
_LONG = struct.Struct("<I")
_WORD = struct.Struct("<H")
_DOUBLE = struct.Struct("<d")

Found = tuple[int, int, Cell | None]  # row and column from 0


class _Facts(NamedTuple):
    """What one look through a sheet tells."""

    ordered: bool
    merges: list[Range]
    drawing: bytes


class XlsBook(Reader):
    """An open .xls; `stream` is the whole file, `records` the stream of records in it."""

    def __init__(self, stream: IO[bytes], records: IO[bytes]) -> None:
        super().__init__(stream)
        self._records = records
        self._starts: list[int] = []
        self._wide = True  # BIFF8: texts are Unicode
        self._codec = "gb18030"
        self._epoch_1904 = False
        self._looks: list[Look] = []
        self._strings = Strings()
        self._kept: dict[tuple[int, float], Cell] = {}
        self._facts: dict[int, _Facts] = {}
        self._blips_at: list[tuple[int, int]] = []  # where the pictures of all sheets stand
        self._blips: Blips | None = None
        with _bad_records_are_damage():
            self._read_globals()

    def rows(self, sheet: str, monitor: Monitor | None = None) -> Iterator[Row]:
        position = self._position(sheet)
        with _bad_records_are_damage():
            ordered = self._look_through(position, monitor).ordered
            found = self._cells(position, monitor)
            for number, cells in groupby(found if ordered else _sorted(found), lambda one: one[0]):
                row = {column + 1: cell for _, column, cell in cells if cell is not None}
                if row:
                    yield Row(number + 1, row)

    def merges(self, sheet: str, monitor: Monitor | None = None) -> list[Range]:
        with _bad_records_are_damage():
            return self._look_through(self._position(sheet), monitor).merges

    def pictures(self, sheet: str, monitor: Monitor | None = None) -> list[SheetPicture]:
        return self._found_pictures(sheet, monitor)[0]

    def lost_pictures(self, sheet: str, monitor: Monitor | None = None) -> list[LostPicture]:
        return self._found_pictures(sheet, monitor)[1]

    def _found_pictures(
        self, sheet: str, monitor: Monitor | None
    ) -> tuple[list[SheetPicture], list[LostPicture]]:
        with _bad_records_are_damage():
            drawing = self._look_through(self._position(sheet), monitor).drawing
            if self._blips is None:
                self._blips = Blips(Segments(self._records, self._blips_at))
            return find_pictures(drawing, self._blips)

    # --- the workbook ---------------------------------------------------------------------------------

    def _read_globals(self) -> None:
        """Read what stands before the sheets: their names and places, formats and shared texts."""
        records = Records(self._records)
        first = records.next()
        if first is None or first[0] != biff.BOF or len(first[1]) < 4:
            raise Refused(_TOO_OLD, kind="old_format")
        version, kind = _WORD.unpack_from(first[1], 0)[0], _WORD.unpack_from(first[1], 2)[0]
        self._wide = version == _BIFF8
        if kind == 0x10:  # a sheet without a workbook, as some web systems write it
            self._wide = False
            self._sheets, self._starts = [SheetInfo("Sheet1", hidden=False)], [0]
            return
        names: list[tuple[int, int, bytes]] = []
        codes: dict[int, bytes] = {}
        styles: list[int] = []
        while (record := records.next()) is not None and record[0] != biff.EOF:
            what, data = record
            if what == biff.FILE_PASS:
                raise Refused(PROTECTED, kind="encrypted")
            if what == biff.BOUND_SHEET:
                start, state, sort = struct.unpack_from("<IBB", data)
                if not sort:
                    names.append((start, state & 3, data[6:]))
            elif what == biff.FORMAT:
                codes[_WORD.unpack_from(data)[0]] = data[2:]
            elif what == biff.XF:
                styles.append(_WORD.unpack_from(data, 2)[0])
            elif what == biff.SST:
                self._read_strings(Text(records, data, 8), _LONG.unpack_from(data, 4)[0])
            elif what == biff.DRAWING_GROUP:
                self._blips_at.append((records.place - len(data), len(data)))
                while (more := records.continued()) is not None:
                    self._blips_at.append((records.place - len(more), len(more)))
            elif what == biff.DATE_MODE:
                self._epoch_1904 = _WORD.unpack_from(data)[0] == 1
            elif what == biff.CODE_PAGE:
                self._codec = biff.codec_of(_WORD.unpack_from(data)[0])
        if record is None:
            raise damaged()
        looks = {
            number: look_of(number, self._format(codes[number]) if number in codes else None)
            for number in set(styles)
        }
        self._looks = [looks[number] for number in styles]
        sheets = [SheetInfo(self._short(raw), hidden=state != 0) for _, state, raw in names]
        starts = {one.name: start for one, (start, _, _) in reversed(list(zip(sheets, names, strict=True)))}
        self._sheets = named_once(sheets)
        self._starts = [starts[one.name] for one in self._sheets]
        if not self._sheets:
            raise damaged()

    def _read_strings(self, text: Text, count: int) -> None:
        for _ in range(count):
            self._strings.add(text.text().encode("utf-8", "replace"))

    def _short(self, data: bytes) -> str:
        """A text with its length in one byte."""
        if self._wide:
            return biff.unicode_text(data, 1, data[0])
        return data[1 : 1 + data[0]].decode(self._codec, "replace")

    def _format(self, data: bytes) -> str:
        if self._wide:
            return biff.unicode_text(data, 2, _WORD.unpack_from(data)[0])
        return self._short(data)

    # --- a sheet --------------------------------------------------------------------------------------

    def _sheet_records(self, position: int, monitor: Monitor | None) -> Iterator[tuple[int, bytes, Records]]:
        """The records of a sheet without those of charts in it; raises Damaged when the end is missing."""
        records = Records(self._records, self._starts[position], monitor)
        first = records.next()
        if first is None or first[0] != biff.BOF:
            raise damaged()
        depth = 1
        while (record := records.next()) is not None:
            kind, data = record
            if kind == biff.EOF:
                depth -= 1
                if not depth:
                    return
            elif kind == biff.BOF:
                depth += 1
            elif depth == 1:
                yield kind, data, records
        raise damaged()

    def _look_through(self, position: int, monitor: Monitor | None) -> _Facts:
        """Whether the cells stand in order, and what stands behind them."""
        if position in self._facts:
            return self._facts[position]
        ordered, last = True, 0
        merges: list[Range] = []
        drawing = bytearray()
        before = 0
        for kind, data, _ in self._sheet_records(position, monitor):
            if kind in _CELLS:
                row = data[0] | data[1] << 8
                ordered, last = ordered and row >= last, row
            elif kind == biff.MERGED:
                for at in range(2, 2 + 8 * _WORD.unpack_from(data)[0], 8):
                    top, bottom, left, right = struct.unpack_from("<4H", data, at)
                    if top <= bottom and left <= right < 16_384:
                        merges.append(Range(top + 1, left + 1, bottom + 1, right + 1))
                if len(merges) > MERGES_LIMIT:
                    raise Refused(_MERGED, kind="too_large")
            elif kind == biff.DRAWING or (kind == biff.CONTINUE and before in (biff.DRAWING, biff.OBJECT)):
                drawing += data
                if len(drawing) > SMALL_PART_LIMIT:
                    raise Refused(_DRAWN, kind="too_large")
            before = before if kind == biff.CONTINUE else kind
        found = self._facts[position] = _Facts(ordered, merges, bytes(drawing))
        return found

    def _cells(self, position: int, monitor: Monitor | None) -> Iterator[Found]:
        """Every cell with its place, in file order."""
        awaited: tuple[int, int] | None = None  # whose formula has a text as its result
        for kind, data, records in self._sheet_records(position, monitor):
            if kind == biff.STRING:
                if awaited is not None:
                    yield *awaited, text_cell(self._result(data, records))
                    awaited = None
                continue
            if kind not in _CELLS:
                continue
            row, column, style = _PLACE.unpack_from(data)
            if kind == biff.LABEL_SST:
                yield row, column, self._strings.cell(_LONG.unpack_from(data, 6)[0])
            elif kind == biff.RK:
                yield row, column, self._number(style, biff.rk_number(data[6:10]))
            elif kind == biff.NUMBER:
                yield row, column, self._number(style, _DOUBLE.unpack_from(data, 6)[0])
            elif kind == biff.MUL_RK:
                for offset, at in enumerate(range(4, len(data) - 6, 6)):
                    number = biff.rk_number(data[at + 2 : at + 6])
                    yield row, column + offset, self._number(_WORD.unpack_from(data, at)[0], number)
            elif kind == biff.FORMULA:
                if data[12:14] != b"\xff\xff":
                    yield row, column, self._number(style, _DOUBLE.unpack_from(data, 6)[0])
                elif data[6] == 0:
                    awaited = row, column
                elif data[6] in (1, 2):
                    yield row, column, _flag(data[8], error=data[6] == 2)
            elif kind == biff.BOOL_ERROR:
                yield row, column, _flag(data[6], error=data[7] == 1)
            else:
                yield row, column, text_cell(self._label(data))

    def _number(self, style: int, number: float) -> Cell | None:
        if not math.isfinite(number):
            return None
        look = self._looks[style] if style < len(self._looks) else "plain"
        if look == "plain":
            return binary_cell(number)
        cell = self._kept.get((style, number))
        if cell is None:
            cell = binary_cell(number, look, epoch_1904=self._epoch_1904)
            if len(self._kept) < _KEPT:
                self._kept[style, number] = cell
        return cell

    def _label(self, data: bytes) -> str:
        count = _WORD.unpack_from(data, 6)[0]
        if self._wide:
            return biff.unicode_text(data, 8, count)
        return data[8 : 8 + count].decode(self._codec, "replace")

    def _result(self, data: bytes, records: Records) -> str:
        count = _WORD.unpack_from(data)[0]
        if self._wide:
            return Text(records, data, 3).characters(count, data[2]) if count else ""
        return data[2 : 2 + count].decode(self._codec, "replace")


_CELLS = frozenset(
    {
        biff.LABEL_SST,
        biff.NUMBER,
        biff.RK,
        biff.MUL_RK,
        biff.LABEL,
        biff.R_STRING,
        biff.BOOL_ERROR,
        biff.FORMULA,
    }
)


def _flag(value: int, *, error: bool) -> Cell:
    return Cell(biff.ERRORS.get(value, "#N/A"), "error") if error else Cell(value != 0, "bool")


def _sorted(found: Iterator[Found]) -> list[Found]:
    """The cells by row; raises Refused where there are too many to hold them all."""
    held: list[Found] = []
    for one in found:
        held.append(one)
        if len(held) > _SHUFFLED_LIMIT:
            raise Refused(_SHUFFLED, kind="too_large")
    return sorted(held, key=lambda one: one[0])


@contextlib.contextmanager
def _bad_records_are_damage() -> Iterator[None]:
    """Say what unpacking raises on bytes that make no sense as the one error for a damaged workbook."""
    try:
        yield
    except (struct.error, IndexError) as error:
        raise damaged() from error
    except OSError as error:
        raise Damaged("读取表格时出错，请把文件复制到本机后再试。") from error
