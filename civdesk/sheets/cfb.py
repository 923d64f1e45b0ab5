"""A compound file (OLE2), which .xls, .et and every .xlsx with a password are: its streams by name.

Source: [MS-CFB]. Only what stands at the top is a workbook's own: embedded objects have streams of the same
names inside storages. Nothing is trusted: chains are as long as the file at most, links may be anywhere.
"""

from __future__ import annotations

import io
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from typing import IO, NamedTuple

from civdesk.sheets.xmlparts import damaged

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<28xHHH10xII4xIIIII")
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_LAST_SECTOR = 0xFFFF_FFFA  # what is above are marks: end of chain, free, table
_NOBODY = 0xFFFF_FFFF
_IN_HEADER = 109  # numbers of the table's first sectors
_DIRECTORY_LIMIT = 4 << 20  # 32,768 entries


class _Entry(NamedTuple):
    start: int
    size: int


class CompoundFile:
    """The streams at the top of a compound file. It does not own the file's stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Raises Damaged when its tables make no sense."""
        self._stream = stream
        self._length = stream.seek(0, 2)
        stream.seek(0)
        head = stream.read(512)
        if len(head) < 512 or not head.startswith(MAGIC):
            raise damaged()
        order, shift, mini_shift, tables, directory, cutoff, mini, minis, more, _ = _HEADER.unpack(
            head[: _HEADER.size]
        )
        if order != 0xFFFE or shift not in (9, 12) or mini_shift != 6:
            raise damaged()
        self._shift, self._cutoff = shift, cutoff
        self._next = self._table(head[_HEADER.size :], tables, more)
        self._entries: dict[str, _Entry] = {}
        self._root = _Entry(_NOBODY, 0)
        self._read_directory(directory)
        self._mini_start, self._mini_count = mini, minis

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def open(self, name: str) -> IO[bytes]:
        """A stream, which may be read and sought in while the file is open; raises Damaged."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise damaged()
        if entry.size >= self._cutoff:
            return self._chain(entry.start, entry.size)
        next_mini = array("I")
        next_mini.frombytes(_whole(self._chain(self._mini_start, self._mini_count << self._shift).read()))
        _little(next_mini)
        held = self._chain(self._root.start, self._root.size).read()
        pieces: list[bytes] = []
        at, left = entry.start, (entry.size + 63) // 64
        while left > 0 and at < len(next_mini):
            pieces.append(held[at * 64 : at * 64 + 64])
            at, left = next_mini[at], left - 1
        return io.BytesIO(b"".join(pieces)[: entry.size])

    def _sector(self, number: int) -> bytes:
        self._stream.seek((number + 1) << self._shift)
        return self._stream.read(1 << self._shift)

    def _table(self, listed: bytes, count: int, more: int) -> array[int]:
        """Which sector follows each sector."""
        most = (self._length >> self._shift) + 1
        numbers = array("I", listed[: _IN_HEADER * 4])
        _little(numbers)
        while more < _LAST_SECTOR and len(numbers) < count <= most:
            piece = array("I", _whole(self._sector(more)))
            _little(piece)
            if not piece:
                raise damaged()
            more = piece.pop()
            numbers.extend(piece)
        table = array("I")
        for number in numbers[: min(count, most)]:
            if number < _LAST_SECTOR:
                table.frombytes(_whole(self._sector(number)))
        _little(table)
        return table

    def _chain(self, start: int, size: int) -> IO[bytes]:
        """The stream that starts in this sector; neighbouring sectors are one piece."""
        wanted = -(-size >> self._shift)
        if wanted > len(self._next):
            raise damaged()
        runs: list[list[int]] = []  # first sector, how many
        while wanted and start < len(self._next):
            if runs and sum(runs[-1]) == start:
                runs[-1][1] += 1
            else:
                runs.append([start, 1])
            start, wanted = self._next[start], wanted - 1
        pieces = (((first + 1) << self._shift, count << self._shift) for first, count in runs)
        return io.BufferedReader(Segments(self._stream, pieces, size), 1 << 16)

    def _read_directory(self, start: int) -> None:
        """Note the streams that are children of the root, which are a tree by left and right."""
        size = min(len(self._next) << self._shift, _DIRECTORY_LIMIT)
        held = self._chain(start, size).read()
        entries = [_ENTRY.unpack_from(held, at) for at in range(0, len(held) - 127, 128)]
        if not entries:
            raise damaged()
        *_, child, first, length = entries[0]
        self._root = _Entry(first, length & 0xFFFF_FFFF)
        waiting, seen = [child], set[int]()
        while waiting:
            number = waiting.pop()
            if number >= len(entries) or number in seen:
                continue
            seen.add(number)
            name, used, kind, left, right, _, first, length = entries[number]
            waiting += [left, right]
            if kind == 2:
                text = name[: max(0, used - 2)].decode("utf-16-le", "replace").lower()
                # Old programs leave rubbish in the upper half of the size.
                self._entries.setdefault(text, _Entry(first, length & 0xFFFF_FFFF))


class Segments(io.RawIOBase):
    """Pieces of a stream, each a start and a length, read as if they stood one behind the other."""

    def __init__(self, stream: IO[bytes], pieces: Iterable[tuple[int, int]], size: int | None = None) -> None:
        super().__init__()
        self._stream = stream
        self._starts: list[int] = []
        self._begins = [0]  # of each piece in the whole, and the end
        for start, length in pieces:
            self._starts.append(start)
            self._begins.append(self._begins[-1] + length)
        self._size = self._begins[-1] if size is None else min(size, self._begins[-1])
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        index = bisect_right(self._begins, self._at) - 1
        end = min(self._begins[index + 1], self._size)
        self._stream.seek(self._starts[index] + self._at - self._begins[index])
        piece = self._stream.read(min(len(buffer), end - self._at))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _whole(data: bytes) -> bytes:
    return data[: len(data) & ~3]


def _little(numbers: array[int]) -> None:
    if sys.byteorder == "big":
        numbers.byteswap()
