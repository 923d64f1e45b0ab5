"""Connections to a workspace file, also where nothing can be written; and the errors that they meet."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from ..errors import Damaged, DeskError, Locked, Refused, WrongUse
from .schema import APPLICATION_ID

# What SQLite may have left beside a file.
ENDS = ("-wal", "-shm", "-journal")
# SQLite opens no path of more than 512 bytes (a Chinese character has three), with -journal behind it.
_LONGEST_PATH = 500


def connect_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection, rows by name, for any one thread at a time.

    Where nothing can be written (a CD, another person's folder) the file is read as it lies there,
    unless saves that are not yet in it stand beside it.
    """
    # Not mode=ro: such a connection cannot tidy up the -wal file when it closes last.
    db = connect(path)
    try:
        db.execute("pragma query_only = on")
        db.execute("select 1 from sqlite_master limit 1")  # only now SQLite reads the file
    except sqlite3.Error as error:
        db.close()
        unwritable = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not unwritable or not path.is_file() or beside(path, "-wal").exists():
            raise
        db = connect(path, "mode=ro&immutable=1")
    return db


def connect(path: Path, mode: str = "mode=rw") -> sqlite3.Connection:
    """A connection to a file that is there, rows by name, transactions by hand."""
    # By URI: under a plain path SQLite would make an empty file in the place of one that is gone.
    place = quote(os.fsencode(path.absolute().as_posix()), safe="/:")
    uri = f"file://{'' if place.startswith('/') else '/'}{place}?{mode}"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.execute("pragma busy_timeout = 5000")
    return db


def beside(path: Path, end: str) -> Path:
    """What SQLite keeps beside a file: its name with -wal, -shm or -journal."""
    return path.with_name(path.name + end)


def remove(path: Path) -> None:
    """Take away a database that is none any more, and what SQLite may have left beside it."""
    for end in ("", *ENDS):
        beside(path, end).unlink(missing_ok=True)


def check_is_workspace(path: Path) -> None:
    """Look whether the file is a workspace at all: a text file must not be called a broken database.

    Through SQLite and never by reading the file ourselves: on POSIX, closing a file drops all locks that
    this process has on it, and those of a window that has the workspace open keep its -wal file alive.
    """
    try:
        if not path.is_file():
            raise WrongUse(f"找不到工作区文件“{path}”。", kind="not_found")
        with contextlib.closing(connect_reading(path)) as db:
            ours = db.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
    except OSError as error:
        raise Refused(f"无法读取“{path}”（{error.strerror}），请检查权限。", kind="no_access") from error
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise world_error(error, path) from error
        ours = False
    if not ours:
        raise Damaged(f"“{path.name}”不是 civdesk 工作区文件，或文件已损坏；请用备份恢复。")


def world_error(error: sqlite3.Error, path: Path) -> DeskError | sqlite3.Error:
    """The world's SQLite errors as sentences, by code; ours stay as they are."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary == sqlite3.SQLITE_FULL:
        return Refused("磁盘空间不足，这一步没有保存，请清理磁盘后再试。", kind="disk_full")
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Locked("工作区正被别的程序占用，请稍候再试。")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Damaged(f"“{path.name}”已损坏，请用最近的备份恢复。")
    if primary == sqlite3.SQLITE_CANTOPEN and not path.parent.is_dir():
        return Refused(f"找不到文件夹“{path.parent}”，请检查移动盘或网络连接。", kind="no_folder")
    if primary == sqlite3.SQLITE_CANTOPEN and len(os.fsencode(path)) > _LONGEST_PATH:
        return Refused("文件夹层次太深或名称太长，请把工作区移到路径较短的文件夹。", kind="path_too_long")
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return Refused(f"没有写入“{path}”的权限，请检查文件夹权限或只读属性。", kind="no_access")
    if primary == sqlite3.SQLITE_IOERR:
        return Refused(f"读写“{path.name}”时出错，请检查磁盘或网络连接。", kind="io_error")
    return error
