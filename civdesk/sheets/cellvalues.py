"""What the text of a stored cell means: numbers, dates by number format, escapes."""

from __future__ import annotations

import datetime
import math
import re
from typing import Literal

from civdesk.sheets.book import Cell

Look = Literal["plain", "date", "time", "elapsed"]

# ECMA-376 18.8.30. 27–36 and 50–58 are the Chinese forms (31 is yyyy"年"m"月"d"日"), which Excel and WPS
# store by number alone; openpyxl 3.1 knows only those up to 49.
_DATES = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
_TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56}
_ELAPSED = {46}

_SILENT = re.compile(r'"[^"]*"?|\\.|_.|\*.|am/pm|a/p', re.IGNORECASE)
_ELAPSED_PART = re.compile(r"\[(h+|m+|s+)\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE_PART = re.compile(r"[yd]|aaa|e(?![+-])")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What XML cannot hold; spreadsheet programs refuse or lose it.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_SECOND = 86_400


def look_of(number: int, code: str | None) -> Look:
    """How a number of this format is shown; `code` is the format's text where the file gives one."""
    if code is None:
        if number in _DATES:
            return "date"
        if number in _TIMES:
            return "time"
        return "elapsed" if number in _ELAPSED else "plain"
    shown = _SILENT.sub("", code.split(";")[0]).lower()
    if _ELAPSED_PART.search(shown):
        return "elapsed"
    shown = _BRACKETS.sub("", shown)
    if "general" in shown:
        return "plain"
    time = "h" in shown or "s" in shown
    if _DATE_PART.search(shown) or ("m" in shown and not time):
        return "date"
    return "time" if time else "plain"


def text_cell(text: str) -> Cell | None:
    """A text; blank is None. Excel stores odd characters as `_x000D_`, which are given back here."""
    if "_x" in text:
        text = FORBIDDEN.sub("", _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))
    return None if is_blank(text) or is_picture(text) else Cell(text, "text")


def is_picture(text: str) -> bool:
    """Whether this is what WPS leaves as the text of a cell that shows a picture."""
    return text.startswith(("=DISPIMG(", "=_xlfn.DISPIMG("))


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing: blanks, and what is invisible on purpose (zero-width space, BOM)."""
    return not text or text.isspace() or (len(text) < 9 and not text.strip(" \u3000\n\u200b\u2060\ufeff"))


def number_cell(raw: str, look: Look = "plain", *, epoch_1904: bool = False) -> Cell | None:
    """A number, or the date or time that its format shows. "22" is an int, "22.5" and "22.0" are floats.

    Floats are rounded to the 15 digits that spreadsheet programs show (0.30000000000000004 is 0.3).
    What is no number stays text.
    """
    raw = raw.strip()
    number: int | float
    if raw.removeprefix("-").isdecimal() and raw.isascii() and len(raw) < 400:
        number = int(raw)
    else:
        try:
            number = float(raw)
        except ValueError:
            return text_cell(raw)
        if not math.isfinite(number) or "_" in raw:
            return text_cell(raw)
        number = float(f"{number:.15g}")
    return _shown(number, look, epoch_1904)


def binary_cell(number: float, look: Look = "plain", *, epoch_1904: bool = False) -> Cell:
    """A finite number stored in binary, as `number_cell` would give it; whole numbers are ints."""
    whole = number.is_integer() and abs(number) < 1e15
    return _shown(int(number) if whole else float(f"{number:.15g}"), look, epoch_1904)


def _shown(number: float, look: Look, epoch_1904: bool) -> Cell:
    shown = None if look == "plain" else _moment(number, look, epoch_1904)
    return shown or Cell(number, "number")


def iso_cell(raw: str) -> Cell | None:
    """A cell of type d (ISO 8601, written by strict OOXML)."""
    text = raw.strip()
    try:
        if len(text) <= 10 and ":" not in text:
            return Cell(datetime.date.fromisoformat(text), "date")
        if "T" not in text:
            return Cell(datetime.time.fromisoformat(text), "time")
        return _date_cell(datetime.datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return text_cell(raw)


def _moment(serial: float, look: Look, epoch_1904: bool) -> Cell | None:
    """The date or time of a serial number; None where the program would show none either.

    Serial 60 is 1900-02-29, which never was; below it Excel's days are one off, so the epoch differs.
    """
    if not 0 <= serial < 2_958_466:  # 9999-12-31
        return None
    milliseconds = round(serial * _SECOND * 1000)
    days, rest = divmod(milliseconds, _SECOND * 1000)
    if look == "elapsed" and days:
        minutes, seconds = divmod(round(rest / 1000) + days * _SECOND, 60)
        hours, minutes = divmod(minutes, 60)
        return Cell(f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else ""), "text")
    after = datetime.timedelta(milliseconds=rest)
    if look != "date" and not days:
        return Cell((datetime.datetime.min + after).time(), "time")
    if epoch_1904:
        start = datetime.datetime(1904, 1, 1)
    elif days in (0, 60):
        return None
    else:
        start = datetime.datetime(1899, 12, 31 if days < 60 else 30)
    try:
        return _date_cell(start + datetime.timedelta(days) + after)
    except OverflowError:
        return None


def _date_cell(moment: datetime.datetime) -> Cell:
    if moment.time() == datetime.time():
        return Cell(moment.date(), "date")
    return Cell(moment, "date")
