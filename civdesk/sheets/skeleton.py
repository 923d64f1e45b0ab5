"""The empty workbook around our rows: XlsxWriter makes styles, print set-up, merges and filters.

XlsxWriter takes 12 s for 100,000 × 15 styled cells and writes a text like "<r>…</r>" as raw XML, so the rows
are ours (`cellxml`) and it never sees a value.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import xlsxwriter

from civdesk.sheets.cellxml import Styles

_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_BOLD = {"bold": True}
_LINED = {"border": 1}
_FILL = {"bg_color": "#E8EEF7"}
_FOOTER = "&C第 &P 页 共 &N 页"
_A4 = 9
_DIMENSION = re.compile(rb"<dimension [^>]*>")  # of the empty sheet: readers count for themselves without it


class Layout(NamedTuple):
    """Where things stand on one sheet; rows count from 1, `last` is the last row of records."""

    name: str
    widths: tuple[float, ...]
    forms: tuple[str, ...]  # the number format of each column
    dated: tuple[bool, ...]
    merged: tuple[int, ...]  # rows merged over all columns
    header: int
    last: int
    landscape: bool


T = TypeVar("T")


class Palette(NamedTuple, Generic[T]):
    """One thing for each sort of row on a sheet: the styles of its columns, or who writes it."""

    title: T
    note: T
    header: T
    body: T
    total: T


class Skeleton(NamedTuple):
    """The parts of an empty workbook; of each sheet's part what stands before and after its rows."""

    parts: dict[str, bytes]
    sheets: list[tuple[str, bytes, bytes]]
    palettes: list[Palette[list[Styles]]]


class _Formats:
    """The workbook's formats by their properties; a format's number is known once the book is closed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def number(self, *properties: dict[str, Any]) -> int:
        """The style number; before the book is closed only notes that the format is wanted."""
        merged = {key: value for part in (_FONT, *properties) for key, value in part.items()}
        key = tuple(sorted(merged.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(merged)
        return int(self._made[key].xf_index or 0)

    def use_all(self, sheet: Any) -> None:
        """Use each format in a cell: unused ones are left out of the styles."""
        for position, made in enumerate(self._made.values()):
            sheet.write_blank(position, 0, None, made)

    def palette(self, layout: Layout) -> Palette[list[Styles]]:
        """The styles for one sheet."""

        def same(*properties: dict[str, Any]) -> list[Styles]:
            number = self.number(*properties)
            return [Styles(number, number, number, number, number, False)] * len(layout.forms)

        def cells(weight: dict[str, Any]) -> list[Styles]:
            left, middle, right = (
                {"align": align, **_LINED, **weight} for align in ("left", "center", "right")
            )
            return [
                Styles(
                    text=self.number(left, {"num_format": "@"}),
                    long=self.number(left, {"quote_prefix": True}),
                    number=self.number(right, {"num_format": form, "indent": 1}),
                    date=self.number(middle, {"num_format": "yyyy-mm-dd"}),
                    moment=self.number(middle, {"num_format": "yyyy-mm-dd hh:mm"}),
                    dated=dated,
                )
                for form, dated in zip(layout.forms, layout.dated, strict=True)
            ]

        centred = {"align": "center"}
        return Palette(
            title=same(_BOLD, centred, {"font_size": 20}),
            note=same({"align": "left"}),
            header=same(_BOLD, centred, _LINED, _FILL),
            body=cells({}),
            total=cells(_BOLD),
        )


def skeleton(layouts: Sequence[Layout]) -> Skeleton:
    """The workbook for these layouts, without a single row; the style numbers depend on their forms alone."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    formats = _Formats(book)
    for layout in layouts:
        formats.palette(layout)
        _lay_out(book.add_worksheet(layout.name), layout)
    formats.use_all(book.worksheets()[0])
    book.close()
    with zipfile.ZipFile(target) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    sheets: list[tuple[str, bytes, bytes]] = []
    for position in range(1, len(layouts) + 1):
        name = f"xl/worksheets/sheet{position}.xml"
        before, _, rest = parts.pop(name).partition(b"<sheetData")
        after = rest.partition(b"/>" if rest.startswith(b"/>") else b"</sheetData>")[2]
        sheets.append((name, _DIMENSION.sub(b"", before), after))
    return Skeleton(parts, sheets, [formats.palette(layout) for layout in layouts])


def _lay_out(sheet: Any, layout: Layout) -> None:
    right = len(layout.widths) - 1
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width)
    if right:
        for row in layout.merged:
            sheet.merge_range(row - 1, 0, row - 1, right, "")
    sheet.freeze_panes(layout.header, 0)
    sheet.autofilter(layout.header - 1, 0, layout.last - 1, right)
    sheet.repeat_rows(layout.header - 1)
    sheet.set_paper(_A4)
    if layout.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer(_FOOTER)
