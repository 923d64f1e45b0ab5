"""Web pages with tables, which many office systems hand out under the name .xls.

The tags are told apart here and not by html.parser, whose time grows with the square of some broken pages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from civdesk.errors import Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import (
    LAST_COLUMN,
    LAST_ROW,
    MERGES_LIMIT,
    Cell,
    LostPicture,
    Range,
    Reader,
    Row,
    SheetInfo,
)
from civdesk.sheets.cellvalues import text_cell
from civdesk.sheets.xmlparts import damaged

_NO_TABLE = "这个网页里没有表格，请在浏览器或 Excel、WPS 中打开后另存为 .xlsx 再导入。"
_TOO_LARGE = "表格中的合并单元格过多，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"

_BLOCK = 1 << 16
_HELD_LIMIT = 1 << 20  # of one tag or one text
_SPANNED_LIMIT = 5_000_000  # how often a cell makes way for a merged one

# Quotation marks may hold a ">", and may be left open; nothing is tried twice.
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w:.-]*+)((?:[^<>"']|"[^"<]*+"|'[^'<]*+'|["'])*+)>""")
_SPAN = re.compile(r"""\b(col|row)span\s*=\s*["']?\s*(\d{1,7})""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANKS_INSIDE = re.compile(r"[ \t]{2,}")
_AROUND = re.compile(r" ?\n ?")

_SILENT = frozenset({"script", "style", "title", "xml", "o:documentproperties"})
_BREAKING = frozenset(
    {"br", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "center", "body", "form"}
)


class WebTableBook(Reader):
    """A web page: one sheet, named like the file, its tables below each other."""

    def __init__(self, path: Path, encoding: str) -> None:
        super().__init__()
        self._path, self._encoding = path, encoding
        self._sheets = [SheetInfo(path.stem, hidden=False)]
        self._page = _Page()
        for _ in self._read(self._page, None):
            pass
        if not self._page.tabular:
            raise Refused(_NO_TABLE, kind="not_a_spreadsheet")

    def rows(self, sheet: str, monitor: Monitor | None = None) -> Iterator[Row]:
        self._position(sheet)
        return self._read(_Page(), monitor)

    def merges(self, sheet: str, monitor: Monitor | None = None) -> list[Range]:
        self._position(sheet)
        return list(self._page.merges)

    def lost_pictures(self, sheet: str, monitor: Monitor | None = None) -> list[LostPicture]:
        self._position(sheet)
        return list(self._page.pictures)

    def _read(self, page: _Page, monitor: Monitor | None) -> Iterator[Row]:
        with self._path.open(encoding=self._encoding, errors="replace") as text:
            held = ""
            while block := text.read(_BLOCK):
                if monitor is not None:
                    monitor.check()
                held = page.take(held + block)
                if len(held) > _HELD_LIMIT:
                    raise damaged()
                yield from page.found
                page.found.clear()
        if page.open_tables > 0:
            raise damaged()  # cut off: else what is missing would not be noticed
        page.text(held)
        page.end_row()
        yield from page.found


class _Page:
    """Turns tags and texts into rows; `found` are those that are whole."""

    def __init__(self) -> None:
        self.found: list[Row] = []
        self.merges: list[Range] = []
        self.pictures: list[LostPicture] = []
        self.tabular = False
        self.open_tables = 0
        self._number = 0
        self._cells: dict[int, Cell] | None = None  # None: between rows
        self._column = self._first = 0
        self._in_cell = False
        self._pieces: list[str] = []
        self._busy: dict[int, int] = {}  # by column, up to which row a cell from above reaches
        self._spanned = 0
        self._until = ""  # what ends the part that is passed over

    def take(self, held: str) -> str:
        """Deal with all that is whole; the rest is to come again with more behind it."""
        at = 0
        while True:
            if self._until:
                end = held.lower().find(self._until, at) if self._until != "-->" else held.find("-->", at)
                if end < 0:
                    return held[max(at, len(held) - len(self._until)) :]
                at, self._until = end + len(self._until), ""
            start = held.find("<", at)
            if start < 0:
                return held[at:]
            if held.startswith("<!--", start):
                self.text(held[at:start])
                at, self._until = start + 4, "-->"
                continue
            match = _TAG.match(held, start)
            if match is not None:
                self.text(held[at:start])
                self._tag(match[2].lower(), bool(match[1]), match[3])
                at = match.end()
                continue
            end = held.find(">", start)
            if end < 0:
                return held[at:]
            self.text(held[at:start])
            # Declarations and conditions are passed over; any other sign is text.
            at = end + 1 if held[start + 1 : start + 2] in ("!", "?", "/") else start + 1
            if at == start + 1:
                self._pieces.append("<")

    def text(self, text: str) -> None:
        """What stands between two tags."""
        if text:
            self._pieces.append(_BLANKS.sub(" ", html.unescape(text)))

    def _tag(self, name: str, closing: bool, attributes: str) -> None:
        if name in _SILENT and not closing and not attributes.endswith("/"):
            self._until = f"</{name}>"
        elif name in ("td", "th"):
            self._end_cell()
            if not closing:
                self._begin_cell(attributes)
        elif name == "tr":
            self.end_row()
            if not closing:
                self._begin_row()
        elif name == "table":
            self.end_row()
            self._busy.clear()
            self.open_tables += -1 if closing else 1
        elif name == "img" and self._in_cell:
            self.pictures.append(LostPicture(self._number, self._column, "网页表格里的图片不在文件里"))
        elif name in _BREAKING:
            if self._in_cell:
                self._pieces.append("\n")
            elif self._cells is None:
                self.end_row()

    def _begin_row(self) -> None:
        self._number += 1
        if self._number > LAST_ROW:
            raise damaged()
        self._cells, self._column = {}, 0

    def _begin_cell(self, attributes: str) -> None:
        if self._cells is None:
            self._begin_row()
        self.tabular = self._in_cell = True
        spans = {kind.lower(): max(1, int(count)) for kind, count in _SPAN.findall(attributes)}
        across, down = spans.get("col", 1), spans.get("row", 1)
        column = self._column + 1
        while self._busy.get(column, 0) >= self._number:
            column += 1
            self._spanned += 1
        if self._spanned > _SPANNED_LIMIT:
            raise Refused(_TOO_LARGE, kind="too_large")
        self._first = column
        self._column = min(column + across - 1, LAST_COLUMN + 1)
        if across == down == 1 or column > LAST_COLUMN:
            return
        bottom = min(self._number + down - 1, LAST_ROW)
        self.merges.append(Range(self._number, column, bottom, min(self._column, LAST_COLUMN)))
        if down > 1:
            self._busy.update(dict.fromkeys(range(column, self._column + 1), bottom))
            self._spanned += self._column - column + 1
        if len(self.merges) > MERGES_LIMIT or self._spanned > _SPANNED_LIMIT:
            raise Refused(_TOO_LARGE, kind="too_large")

    def _end_cell(self) -> None:
        if self._in_cell and self._cells is not None and self._first <= LAST_COLUMN:
            cell = text_cell(self._gathered())
            if cell is not None:
                self._cells[self._first] = cell
        self._in_cell = False
        self._pieces.clear()

    def end_row(self) -> None:
        """The row is whole; text that stands outside of tables is a row of its own, as Excel shows it."""
        if self._cells is None:
            cell = text_cell(self._gathered())
            self._pieces.clear()
            if cell is not None:
                self._begin_row()
                self.found.append(Row(self._number, {1: cell}))
        else:
            self._end_cell()
            if self._cells:
                self.found.append(Row(self._number, self._cells))
        self._cells = None

    def _gathered(self) -> str:
        text = _AROUND.sub("\n", _BLANKS_INSIDE.sub(" ", "".join(self._pieces).replace("\xa0", " ")))
        return text.strip()
