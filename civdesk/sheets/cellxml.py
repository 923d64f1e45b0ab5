"""Values as the XML of spreadsheet cells: text always as text, numbers and dates as what they are."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from civdesk.sheets.book import column_letters
from civdesk.sheets.cellvalues import FORBIDDEN

TALLEST = 400  # points; Excel's rows end at 409
TEXT_LIMIT = 32_767  # UTF-16 units in a cell; Excel cuts silently what is longer
_LINE = 16  # points
# Chinese glyphs are a little broader than two Latin ones, and lines break before they are full.
_FULL = 0.93
_SIZE = 1.06  # 宋体 11 against the type that widths count in
_LONG = 255  # longer text in a cell of format @ shows as ##### in older programs
_EXACT = 10**15  # a spreadsheet's numbers hold 15 digits
_FIRST_DAY = 61  # 1900-03-01; before it the programs disagree by a day
_EPOCH = datetime.datetime(1899, 12, 30)
_DAY = datetime.timedelta(days=1)

_ODD = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|_x|  |^\\s|\\s$")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Plain = str | int | float | bool | Decimal | datetime.date | datetime.datetime | datetime.time | None


class Styles(NamedTuple):
    """Style numbers for the cells of one column, by what the value is."""

    text: int
    long: int
    number: int
    date: int
    moment: int
    dated: bool  # ISO text in this column is a date


class CellWriter:
    """Rows of values to XML, in the styles of their columns; counts what could not be written as it was."""

    def __init__(self, styles: Sequence[Styles], widths: Sequence[float]) -> None:
        """`widths` are those of the columns, in characters: longer text makes its row higher."""
        self.cut = 0
        self.cleaned = 0
        self._columns = [
            (
                f'<c r="{column_letters(column)}',
                f'" s="{style.text}" t="inlineStr"><is><t>',
                f'" s="{style.number}"><v>',
                0 if style.dated else _LONG,  # plain text up to this length needs no second look
                width / _SIZE,
                style,
            )
            for column, (style, width) in enumerate(zip(styles, widths, strict=True), 1)
        ]

    def row(self, number: int, values: Sequence[Plain], height: float | None = None) -> str:
        """The row's XML; short rows are filled with blank cells. `height` in points, by the text if None.

        Raises ValueError for more values than columns, TypeError for a value that is no plain type.
        """
        missing = len(self._columns) - len(values)
        if missing:
            values = (*values, *(None,) * missing)
        parts = [""]
        lines = 1
        for (start, text, numeral, limit, width, style), value in zip(self._columns, values, strict=True):
            if isinstance(value, str):
                size = len(value)
                if size * 2 > width and breadth(value) > width:
                    lines = max(lines, wrapped_lines(value, width))
                if value.isalnum() or not _ODD.search(value):
                    if 0 < size <= limit:
                        parts.append(f"{start}{number}{text}{value}</t></is></c>")
                        continue
                elif "\n" in value:
                    lines = max(lines, wrapped_lines(value, width))
            elif (type(value) is int and -_EXACT < value < _EXACT) or (
                isinstance(value, float) and math.isfinite(value)
            ):
                parts.append(f"{start}{number}{numeral}{value!r}</v></c>")
                continue
            parts.append(self._cell(f"{start}{number}", style, value))
        if height is not None:
            parts[0] = f'<row r="{number}" ht="{height:g}" customHeight="1">'
        elif lines > 1:
            # Excel fits rows to wrapped text when it opens a file, LibreOffice and some WPS do not.
            parts[0] = f'<row r="{number}" ht="{min(lines * _LINE, TALLEST):g}">'
        else:
            parts[0] = f'<row r="{number}">'
        parts.append("</row>")
        return "".join(parts)

    def _cell(self, start: str, style: Styles, value: Plain) -> str:
        if value is None or value == "":
            return f'{start}" s="{style.text}"/>'
        if isinstance(value, str) and style.dated and len(value) == 10:
            value = _iso_date(value)
        if isinstance(value, Decimal) and value.is_finite() and len(value.as_tuple().digits) <= 15:
            return f'{start}" s="{style.number}"><v>{value}</v></c>'
        if isinstance(value, datetime.date):
            moment = datetime.datetime(value.year, value.month, value.day)
            if isinstance(value, datetime.datetime):
                moment = value.replace(tzinfo=None)
            days = (moment - _EPOCH) / _DAY
            if days >= _FIRST_DAY:
                if days.is_integer():
                    return f'{start}" s="{style.date}"><v>{int(days)}</v></c>'
                return f'{start}" s="{style.moment}"><v>{days!r}</v></c>'
        return self._text(start, style, words(value))

    def _text(self, start: str, style: Styles, text: str) -> str:
        written, preserve = self.text(text)
        number = style.long if len(text) > _LONG else style.text
        space = ' xml:space="preserve"' if preserve else ""
        return f'{start}" s="{number}" t="inlineStr"><is><t{space}>{written}</t></is></c>'

    def text(self, text: str) -> tuple[str, bool]:
        """Text made fit for XML (cleaned, cut, escaped), and whether its white space must be kept."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        clean = FORBIDDEN.sub("", text)
        self.cleaned += clean != text
        if len(clean) * 2 > TEXT_LIMIT:
            units = clean.encode("utf-16-le")
            if len(units) > TEXT_LIMIT * 2:
                clean = units[: TEXT_LIMIT * 2].decode("utf-16-le", "ignore")
                self.cut += 1
        preserve = bool(_ODD.search(clean))
        clean = _ESCAPED.sub("_x005F_", clean)
        return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), preserve


def breadth(text: str) -> float:
    """The breadth of one line in Latin characters; a Chinese one counts as two (and has three bytes)."""
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) / 2


def wrapped_lines(text: str, width: float, size: float = 1.0) -> int:
    """How many lines a text takes in a column; `size` is its type against the one that widths count in."""
    return sum(max(math.ceil(breadth(line) * size / (width * _FULL)), 1) for line in text[:4_000].split("\n"))


def _iso_date(text: str) -> str | datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _clock(time: datetime.time) -> str:
    return time.strftime("%H:%M:%S" if time.second else "%H:%M")


def words(value: object) -> str:
    """A value as text: 是 and 否, times by the clock, dates by ISO; raises TypeError for no plain value."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.time):
        return _clock(value)
    if isinstance(value, datetime.datetime):
        day = value.date().isoformat()
        return day if value.time() == datetime.time() else f"{day} {_clock(value.time())}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (str, int, float, Decimal)):
        return str(value)
    raise TypeError(f"no plain value: {value!r}")
