"""Contents of files, stored once by SHA-256 in chunks, and their previews. None of it is in the log."""

from __future__ import annotations

import hashlib
import io
import sqlite3
from collections.abc import Iterator
from typing import IO, NamedTuple

from ..errors import Damaged

CHUNK = 1 << 20  # bytes of every chunk but the last
BATCH = 8 << 20  # most bytes of one transaction: saves pass between two of them


class StoredPreview(NamedTuple):
    """A small upright JPEG and its size in pixels."""

    data: bytes
    width: int
    height: int


# --- in ----------------------------------------------------------------------------------------------


def is_whole(db: sqlite3.Connection, sha256: str) -> bool:
    """Whether a content is stored completely."""
    row = db.execute("select whole from blob where sha256 = ?", (sha256,)).fetchone()
    return bool(row and row[0])


def begin(db: sqlite3.Connection, sha256: str, size: int) -> None:
    """Make place for a content; chunks that a dead import left there are used or replaced."""
    db.execute("insert into blob(sha256, size) values (?, ?) on conflict do nothing", (sha256, size))


def put_chunks(db: sqlite3.Connection, sha256: str, first: int, data: bytes | memoryview) -> None:
    """Write `data` as the chunks from number `first` on, and read each one back.

    Raises Damaged when the file gives back something else than it was given.
    """
    view = memoryview(data)
    for at in range(0, len(view), CHUNK):
        key, piece = (sha256, first + at // CHUNK), view[at : at + CHUNK]
        db.execute(
            "insert into blob_chunk(sha256, n, data) values (?, ?, ?)"
            " on conflict(sha256, n) do update set data = excluded.data where data is not excluded.data",
            (*key, piece),
        )
        (same,) = db.execute(
            "select data = ? from blob_chunk where sha256 = ? and n = ?", (piece, *key)
        ).fetchone()
        if not same:
            raise Damaged("写入工作区的内容读回来不一致，磁盘可能有故障；请先备份，再检查磁盘。")


def finish(db: sqlite3.Connection, sha256: str) -> None:
    """Mark a content as whole. Raises Damaged when chunks are missing."""
    size, count, last, total = db.execute(
        "select b.size, count(c.n), max(c.n), sum(length(c.data)) from blob b"
        " left join blob_chunk c on c.sha256 = b.sha256 where b.sha256 = ? group by b.sha256",
        (sha256,),
    ).fetchone()
    if total != size or count != last + 1:
        raise Damaged("文件内容没有全部写入工作区，请重新导入。")
    db.execute("update blob set whole = 1 where sha256 = ?", (sha256,))


def put(db: sqlite3.Connection, sha256: str, data: bytes) -> None:
    """Store a content of at most `BATCH` bytes at once, unless it is there."""
    if not is_whole(db, sha256):
        begin(db, sha256, len(data))
        put_chunks(db, sha256, 0, data)
        finish(db, sha256)


def drop_partial(db: sqlite3.Connection, sha256: str) -> None:
    """Forget a content whose chunks are not all there."""
    if not is_whole(db, sha256):
        db.execute("delete from blob_chunk where sha256 = ?", (sha256,))
        db.execute("delete from blob where sha256 = ?", (sha256,))


# --- out ---------------------------------------------------------------------------------------------


def size_of(db: sqlite3.Connection, sha256: str) -> int:
    """Bytes of a content. Raises Damaged when it is not there, or not wholly."""
    row = db.execute("select size from blob where sha256 = ? and whole = 1", (sha256,)).fetchone()
    if row is None:
        raise Damaged("工作区里没有这个文件的完整内容，请从备份恢复。")
    return int(row[0])


def read(db: sqlite3.Connection, sha256: str) -> Iterator[bytes]:
    """A content chunk by chunk, each by its own short query, so that nobody holds the log of the database.

    Raises Damaged at the end when what was read is not what its SHA-256 says: the receiver must drop it.
    """
    left = size_of(db, sha256)
    digest = hashlib.sha256()
    number = 0
    while left > 0:
        data = _chunk(db, sha256, number)
        digest.update(data)
        yield data
        left -= len(data)
        number += 1
    if left or digest.hexdigest() != sha256:
        raise Damaged("工作区里这个文件的内容已损坏，请从备份恢复。")


def copy_out(db: sqlite3.Connection, sha256: str, stream: IO[bytes]) -> int:
    """Write a content to a stream; the number of bytes. Raises Damaged at the end as `read` does."""
    written = 0
    for data in read(db, sha256):
        stream.write(data)
        written += len(data)
    return written


def open_blob(db: sqlite3.Connection, sha256: str) -> io.BufferedReader:
    """A content as a file that can be read and sought, without holding all of it (nothing is verified)."""
    return io.BufferedReader(_Blob(db, sha256), CHUNK)


class _Blob(io.RawIOBase):
    """Reads chunks where they are wanted; keeps the last one, decoders read in small steps."""

    def __init__(self, db: sqlite3.Connection, sha256: str) -> None:
        self._db, self._sha256, self._size = db, sha256, size_of(db, sha256)
        self._at = 0
        self._number, self._data = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("negative position")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, CHUNK)
        if number != self._number:
            self._number, self._data = number, _chunk(self._db, self._sha256, number)
        piece = self._data[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _chunk(db: sqlite3.Connection, sha256: str, number: int) -> bytes:
    row = db.execute("select data from blob_chunk where sha256 = ? and n = ?", (sha256, number)).fetchone()
    if row is None or not row[0]:
        raise Damaged("工作区里这个文件的内容缺了一块，请从备份恢复。")
    return bytes(row[0])


# --- previews ----------------------------------------------------------------------------------------


def preview(db: sqlite3.Connection, sha256: str, side: int) -> StoredPreview | None:
    """The small picture made for `side` pixels, if one was stored."""
    row = db.execute(
        "select data, width, height from preview where sha256 = ? and side = ?", (sha256, side)
    ).fetchone()
    return StoredPreview(bytes(row[0]), row[1], row[2]) if row else None


def put_preview(db: sqlite3.Connection, sha256: str, side: int, data: bytes, width: int, height: int) -> None:
    """Keep a small picture, in the place of an older one for the same `side`."""
    db.execute(
        "insert into preview(sha256, side, width, height, data) values (?, ?, ?, ?, ?)"
        " on conflict(sha256, side) do update set width = excluded.width, height = excluded.height,"
        " data = excluded.data",
        (sha256, side, width, height, data),
    )
