"""The pictures of an .xls: the workbook holds the files, a sheet's drawing the places where they are shown.

Source: [MS-ODRAW]. A record there is a version and an instance, a type and a length; version 15 holds others.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from civdesk.sheets.book import PICTURE_LIMIT, LostPicture, SheetPicture
from civdesk.sheets.xmlparts import damaged

_HEAD = struct.Struct("<HHI")
_BLIP_ENTRY, _SHAPE, _OPTIONS, _CLIENT_ANCHOR = 0xF007, 0xF004, 0xF00B, 0xF010
_ENTRY_LENGTH = 36
_PICTURE_SHOWN = 0x0104  # the option that names a picture; fills are named by another
_SUFFIXES = {0xF01D: "jpg", 0xF02A: "jpg", 0xF01E: "png", 0xF029: "tif", 0xF01F: "bmp"}
_TWO_DIGESTS = frozenset({0x46B, 0x6E3, 0x6E1, 0x6E5, 0x7A9})  # instances with a second one before the data
_COUNT_LIMIT = 50_000


class _Blip(NamedTuple):
    """Where a picture stands and what it is; no suffix: it cannot be had."""

    start: int
    length: int
    suffix: str


class Blips:
    """The pictures that a workbook holds, in the order in which drawings count them."""

    def __init__(self, raw: io.RawIOBase) -> None:
        """`raw` is the workbook's drawing group."""
        self._stream = io.BufferedReader(raw, 1 << 16)
        self.found = list(self._find(self._stream.seek(0, 2)))

    def read(self, blip: _Blip) -> bytes:
        """The picture as a file; raises Damaged when it is cut off."""
        self._stream.seek(blip.start)
        data = self._stream.read(blip.length)
        if len(data) < blip.length:
            raise damaged()
        return _bitmap_head(data) + data if blip.suffix == "bmp" else data

    def _find(self, end: int) -> Iterator[_Blip]:
        at = 0
        for _ in range(_COUNT_LIMIT):
            head = self._bytes(at, _HEAD.size)
            if len(head) < _HEAD.size:
                return
            version, kind, length = _HEAD.unpack(head)
            if version & 15 == 15:
                at += _HEAD.size
                continue
            if kind == _BLIP_ENTRY:
                yield self._blip(at + _HEAD.size, length, end)
            at += _HEAD.size + length

    def _blip(self, at: int, length: int, end: int) -> _Blip:
        entry = self._bytes(at, _ENTRY_LENGTH)
        start = at + _ENTRY_LENGTH + (entry[33] if len(entry) > 33 else 0)  # behind its name
        head = self._bytes(start, _HEAD.size)
        if length <= _ENTRY_LENGTH + _HEAD.size or len(head) < _HEAD.size:
            return _Blip(0, 0, "")
        version, kind, size = _HEAD.unpack(head)
        before = 33 if version >> 4 in _TWO_DIGESTS else 17
        first = start + _HEAD.size + before
        if size <= before or first + size - before > end:
            return _Blip(0, 0, "")
        return _Blip(first, size - before, _SUFFIXES.get(kind, ""))

    def _bytes(self, at: int, count: int) -> bytes:
        self._stream.seek(at)
        return self._stream.read(count)


def find_pictures(drawing: bytes, blips: Blips) -> tuple[list[SheetPicture], list[LostPicture]]:
    """The pictures that a sheet's drawing shows, and those that cannot be had."""
    found: list[SheetPicture] = []
    lost: list[LostPicture] = []
    for row, column, number in _shown(drawing):
        blip = blips.found[number - 1] if 0 < number <= len(blips.found) else _Blip(0, 0, "")
        if not blip.suffix:
            reason = "是图元文件，不是照片" if blip.length else "图片不在文件里"
            lost.append(LostPicture(row, column, reason))
        elif blip.length > PICTURE_LIMIT:
            lost.append(LostPicture(row, column, "图片过大"))
        else:
            read = partial(blips.read, blip)
            name = f"image{number}.{blip.suffix}"
            found.append(SheetPicture(row, column, name, blip.length, "drawing", read))
    found.sort(key=lambda one: (one.row, one.column))
    return found, lost


def _shown(drawing: bytes) -> Iterator[tuple[int, int, int]]:
    """Row, column and number of each picture shown. Shapes in a group have the place of the group."""
    at = 0
    row = column = number = 0
    while at + _HEAD.size <= len(drawing):
        version, kind, length = _HEAD.unpack_from(drawing, at)
        at += _HEAD.size
        if version & 15 == 15:
            if kind == _SHAPE and number:
                yield row, column, number
            if kind == _SHAPE:
                number = 0
            continue
        end = min(at + length, len(drawing))
        if kind == _OPTIONS:
            for place in range(at, min(at + 6 * (version >> 4), end - 5), 6):
                option, value = struct.unpack_from("<HI", drawing, place)
                if option & 0x3FFF == _PICTURE_SHOWN:
                    number = value
        elif kind == _CLIENT_ANCHOR and end - at >= 8:
            left, _, top = struct.unpack_from("<HHH", drawing, at + 2)
            row, column = top + 1, left + 1
        at = end
    if number:
        yield row, column, number


def _bitmap_head(data: bytes) -> bytes:
    """What a .bmp file has in front of the bitmap ([MS-WMF] 2.2.2.9)."""
    size, _, _, _, bits, packing = struct.unpack_from("<IiiHHI", data)
    used = struct.unpack_from("<I", data, 32)[0] if size >= 36 else 0
    colours = used or (1 << bits if bits <= 8 else 0)
    masks = 12 if size == 40 and packing == 3 else 0
    return struct.pack("<2sIHHI", b"BM", 14 + len(data), 0, 0, 14 + size + masks + 4 * min(colours, 256))
