"""The boxes of MP4, MOV and HEIC files (ISO/IEC 14496-12): is it whole, how long, which small picture."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_MOST_PADDING = 64 << 20


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its four-letter kind and where its content lies. `end` may lie behind the file's end."""

    kind: bytes
    start: int
    end: int


def is_whole(stream: BinaryIO) -> bool:
    """False when a box says that it goes on behind the end of the file: the copy was broken off.

    What programs append behind the last box (Samsung's trailers, zeros) is no damage.
    """
    size = stream.seek(0, io.SEEK_END)
    boxes = list(_boxes(stream, 0, size))
    return bool(boxes) and all(box.end <= size for box in boxes)


def padded(data: bytes) -> bytes:
    """The file with zeros for what is missing at its end, so that a decoder still opens what is there."""
    boxes = _boxes(io.BytesIO(data), 0, len(data))
    missing = max((box.end for box in boxes), default=0) - len(data)
    return data + bytes(missing) if 0 < missing <= _MOST_PADDING else data


def without_odd_names(data: bytes) -> bytes:
    """A HEIC file whose item entries (`infe`) are plain ASCII: on bytes there that are no text pi_heif 1.4
    does not raise but crashes the whole program."""
    changed: bytearray | None = None
    at = data.find(b"infe")
    while at >= 0:
        # Behind version, flags, id and protection: the item's type and its zero-ended texts.
        start, end = at + 12, min(max(at - 4 + int.from_bytes(data[at - 4 : at], "big"), at + 16), at + 300)
        if not data[start:end].isascii():
            changed = changed if changed is not None else bytearray(data)
            changed[start:end] = bytes(byte if byte < 128 else 0x3F for byte in data[start:end])
        at = data.find(b"infe", at + 4)
    return data if changed is None else bytes(changed)


def seconds(stream: BinaryIO) -> int | None:
    """How long a film or a recording runs, in full seconds, by its movie header; None without one."""
    size = stream.seek(0, io.SEEK_END)
    header = _find(stream, 0, size, b"moov", b"mvhd")
    if header is None:
        return None
    stream.seek(header.start)
    data = stream.read(32)
    long = data[:1] == b"\x01"
    scale, length = (data[20:24], data[24:32]) if long else (data[12:16], data[16:20])
    scale_value = int.from_bytes(scale, "big")
    # All bits set says "not known" (a live recording); a hundred days is a broken header.
    if scale_value == 0 or set(length) <= {0xFF}:
        return None
    value = round(int.from_bytes(length, "big") / scale_value)
    return value if value < 8_640_000 else None


def with_thumbnail_first(data: bytes) -> bytes | None:
    """A HEIC file in which the embedded small picture stands in the place of the large one; None when
    none is embedded.

    pi_heif decodes only main pictures (12 MP: 280 ms; the small one: 2 ms), so the primary item is
    re-pointed (`pitm`) and the reference that calls the other one a thumbnail is renamed.
    """
    stream = io.BytesIO(data)
    meta = _find(stream, 0, len(data), b"meta")
    if meta is None:
        return None
    parts = {box.kind: box for box in _boxes(stream, meta.start + 4, meta.end)}
    primary, references = parts.get(b"pitm"), parts.get(b"iref")
    if primary is None or references is None or references.end > len(data):
        return None
    wide = 2 if data[primary.start] == 0 else 4
    place = slice(primary.start + 4, primary.start + 4 + wide)
    wide = 2 if data[references.start] == 0 else 4
    for box in _boxes(stream, references.start + 4, references.end):
        if box.kind != b"thmb":
            continue
        small = data[box.start : box.start + wide]
        of = data[box.start + wide + 2 : box.start + 2 * wide + 2]
        if int.from_bytes(of, "big") == int.from_bytes(data[place], "big"):
            changed = bytearray(data)
            changed[place] = int.from_bytes(small, "big").to_bytes(place.stop - place.start, "big")
            changed[box.start - 4 : box.start] = b"skip"
            return bytes(changed)
    return None


def _boxes(stream: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places, until something stands there that is none."""
    at = start
    while at + 8 <= end:
        stream.seek(at)
        head = stream.read(16)
        size, kind, begin = int.from_bytes(head[:4], "big"), head[4:8], at + 8
        if size == 1:
            size, begin = int.from_bytes(head[8:16], "big"), at + 16
        elif size == 0:
            size = end - at
        if size < begin - at or not all(32 <= letter < 127 or letter == 0xA9 for letter in kind):
            return
        yield Box(kind, begin, at + size)
        at += size


def _find(stream: BinaryIO, start: int, end: int, *kinds: bytes) -> Box | None:
    """A box by its way from outside in; None when it is not there or reaches behind the end."""
    for kind in kinds:
        box = next((box for box in _boxes(stream, start, end) if box.kind == kind), None)
        if box is None or box.end > end:
            return None
        start, end = box.start, box.end
    return Box(kinds[-1], start, end)
