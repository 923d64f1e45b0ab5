"""The records of an .xls (BIFF): one after the other, their texts, numbers and errors.

Source: [MS-XLS]. A record is its type, its length and its data; what is longer than 8,224 bytes goes on in
CONTINUE records.
"""

from __future__ import annotations

import codecs
import struct
from typing import IO

from civdesk.jobs import Monitor
from civdesk.sheets.xmlparts import TOKEN_LIMIT, damaged

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
FILE_PASS, CODE_PAGE, DATE_MODE = 0x002F, 0x0042, 0x0022
BOUND_SHEET, FORMAT, XF, SST = 0x0085, 0x041E, 0x00E0, 0x00FC
LABEL_SST, NUMBER, RK, MUL_RK, LABEL, R_STRING = 0x00FD, 0x0203, 0x027E, 0x00BD, 0x0204, 0x00D6
BOOL_ERROR, FORMULA, STRING, MERGED = 0x0205, 0x0006, 0x0207, 0x00E5
DRAWING_GROUP, DRAWING, OBJECT = 0x00EB, 0x00EC, 0x005D

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}

_BLOCK = 1 << 20
_LONGEST = 4 + 0xFFFF
_HEAD = struct.Struct("<HH")
_DOUBLE = struct.Struct("<d")
_SIGNED = struct.Struct("<i")


class Records:
    """Goes through the records of a stream; a record that is cut off raises Damaged."""

    def __init__(self, stream: IO[bytes], at: int = 0, monitor: Monitor | None = None) -> None:
        self._stream, self._monitor = stream, monitor
        self._held, self._at, self._ended = b"", 0, False
        self._offset = at

    def next(self) -> tuple[int, bytes] | None:
        """The type and data of the next record, None at the end."""
        held, at = self._held, self._at
        if len(held) - at < _LONGEST and not self._ended:
            held, at = self._more_bytes()
        if len(held) - at < 4:
            return None
        kind, length = _HEAD.unpack_from(held, at)
        end = at + 4 + length
        if end > len(held):
            raise damaged()
        self._at = end
        return kind, held[at + 4 : end]

    @property
    def place(self) -> int:
        """Where the next record starts, which is where the last one's data end."""
        return self._offset - len(self._held) + self._at

    def continued(self) -> bytes | None:
        """The data of the next record if it goes on with this one, else None and it stays."""
        before = self._at, self._held
        following = self.next()
        if following is not None and following[0] == CONTINUE:
            return following[1]
        if self._held is before[1]:
            self._at = before[0]
        elif following is not None:  # more bytes were fetched, and it stands at their start
            self._at = 0
        return None

    def _more_bytes(self) -> tuple[bytes, int]:
        if self._monitor is not None:
            self._monitor.check()
        self._stream.seek(self._offset)  # several may go through one stream, in turns
        block = self._stream.read(_BLOCK)
        self._offset += len(block)
        self._ended = not block
        self._held, self._at = self._held[self._at :] + block, 0
        return self._held, 0


class Text:
    """Reads a record and those that continue it as one, texts included, which may be cut anywhere."""

    def __init__(self, records: Records, data: bytes, at: int = 0) -> None:
        self._records, self._data, self._at = records, data, at

    def take(self, count: int) -> bytes:
        """The next bytes."""
        end = self._at + count
        if end <= len(self._data):
            piece = self._data[self._at : end]
            self._at = end
            return piece
        piece = self._data[self._at :]
        if count > TOKEN_LIMIT:
            raise damaged()
        while len(piece) < count:
            self._turn()
            self._at = min(count - len(piece), len(self._data))
            piece += self._data[: self._at]
        return piece

    def text(self) -> str:
        """The next text with its length, its form (and readings), which are left out, in front and behind."""
        count, flags = struct.unpack("<HB", self.take(3))
        runs = int.from_bytes(self.take(2), "little") if flags & 8 else 0
        extra = int.from_bytes(self.take(4), "little") if flags & 4 else 0
        found = self.characters(count, flags)
        self.take(runs * 4 + extra)
        return found

    def characters(self, count: int, flags: int) -> str:
        """So many characters, of two bytes if the first flag says so; each continuation says it anew."""
        pieces: list[str] = []
        while count:
            if self._at >= len(self._data):
                self._turn()
                if not self._data:
                    raise damaged()
                flags, self._at = self._data[0], 1
            width = 2 if flags & 1 else 1
            here = min(count, (len(self._data) - self._at) // width)
            if not here:
                raise damaged()
            end = self._at + here * width
            pieces.append(
                self._data[self._at : end].decode("utf-16-le" if width == 2 else "latin-1", "replace")
            )
            self._at, count = end, count - here
        return "".join(pieces)

    def _turn(self) -> None:
        following = self._records.continued()
        if following is None:
            raise damaged()
        self._data, self._at = following, 0


def unicode_text(data: bytes, at: int, count: int) -> str:
    """A text of one record: its form, then so many characters."""
    if len(data) <= at:
        return ""
    wide = data[at] & 1
    end = at + 1 + count * (2 if wide else 1)
    return data[at + 1 : end].decode("utf-16-le" if wide else "latin-1", "replace")


def codec_of(page: int) -> str:
    """The Python codec of a code page; what is unknown is taken for Chinese."""
    if page == 936:
        return "gb18030"
    try:
        return codecs.lookup(
            {1200: "utf-16-le", 65001: "utf-8", 32768: "mac-roman"}.get(page, f"cp{page}")
        ).name
    except LookupError:
        return "gb18030"


def rk_number(data: bytes) -> float:
    """A number in four bytes: a double's upper ones or 30 bits of an integer, perhaps a hundredfold."""
    bits = data[0]
    if bits & 2:
        number: float = _SIGNED.unpack(data)[0] >> 2
    else:
        number = _DOUBLE.unpack(b"\0\0\0\0" + bytes((bits & 0xFC,)) + data[1:])[0]
    return number / 100 if bits & 1 else float(number)
