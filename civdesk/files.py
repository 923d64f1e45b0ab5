"""Small tools for files: hashing, writing aside, locking, free space, unhurried removal."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from .errors import Locked, Refused

PIECE = 1 << 20


def sha256_of(path: Path, each: Callable[[int], None] | None = None) -> str:
    """The SHA-256 of a file in hex, read in pieces; `each` hears how many bytes were read."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            if each:
                each(len(piece))
    return digest.hexdigest()


@contextlib.contextmanager
def written_aside(target: Path) -> Iterator[IO[bytes]]:
    """A stream beside `target` that replaces it only when the block ends well.

    Raises Refused in Chinese when the folder cannot be written or the disk is full.
    """
    aside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        # Not tempfile: its files are for nobody else to read, and these go out to colleagues.
        with aside.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise cannot_write(target, error) from error
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def cannot_write(target: Path, error: OSError) -> Refused:
    """The sentence for a file that cannot be written, by what the system said."""
    if error.errno == 28:  # ENOSPC
        return Refused(f"磁盘空间不足，无法写入“{target}”，请清理后再试。", kind="disk_full")
    if error.errno in (13, 1, 30):  # EACCES, EPERM, EROFS
        return Refused(
            f"没有写入“{target}”的权限，请换一个文件夹，或关闭正在使用它的程序。", kind="no_access"
        )
    return Refused(
        f"无法写入“{target}”（{error.strerror or error}），请换一个位置再试。", kind="cannot_write"
    )


def unused(path: Path) -> Path:
    """The path itself, or with -2, -3 … before its suffix when something stands there."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def free_space(folder: Path) -> int:
    """Free bytes on the disk that holds `folder` (or its nearest existing parent)."""
    place = folder.resolve()
    while not place.exists() and place != place.parent:
        place = place.parent
    return shutil.disk_usage(place).free


class FileLock:
    """An exclusive lock that dies with its process: a locked file beside the thing it guards.

    The operating system drops the lock when the process ends, however it ends, so there is no
    stale lock to clean up. The file says who holds it, for the message to the second comer.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stream: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock; raises Locked with the holder's name and process when it is taken."""
        while True:
            try:
                stream = self.path.open("a+", encoding="utf-8")
            except PermissionError as error:
                # The lock is our affair; the clerk knows the folder.
                raise Refused(
                    f"文件夹“{self.path.parent}”不能写入，请把工作区复制到能写入的文件夹再打开。",
                    kind="no_access",
                ) from error
            except OSError as error:
                raise cannot_write(self.path, error) from error
            try:
                taken = not _try_lock(stream)
            except OSError as error:
                stream.close()
                raise Refused(
                    f"“{self.path.parent}”所在的磁盘或网络位置不支持加锁，请把工作区放到本机硬盘上。",
                    kind="no_lock",
                ) from error
            if taken:
                holder = _holder(stream)
                stream.close()
                raise Locked(f"这个工作区正被另一个窗口或程序使用（{holder}），请先关闭它再试。")
            # Whoever released the lock also removed the file; a lock on a removed file guards nothing.
            if _same_file(stream, self.path):
                break
            stream.close()
        self._stream = stream
        # Who holds it is a courtesy; on a full disk the lock holds without it.
        with contextlib.suppress(OSError):
            os.ftruncate(stream.fileno(), 0)
            os.write(stream.fileno(), json.dumps({"pid": os.getpid(), "host": platform.node()}).encode())

    def release(self) -> None:
        """Let go and remove the lock file, so that a closed workspace is one file."""
        if self._stream is None:
            return
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # the disk was pulled out: the lock goes all the same
                self.path.unlink(missing_ok=True)
        self._stream.close()
        self._stream = None
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def _holder(stream: IO[str]) -> str:
    try:
        stream.seek(0)
        said = json.loads(stream.read() or "{}")
        return f"{said['host']}，进程 {said['pid']}"
    except (OSError, ValueError, KeyError):
        return "进程未知"


def _same_file(stream: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    # A byte far behind the text: Windows locks are mandatory, and the text must stay readable.
    _LOCK_AT = 1 << 20

    def _try_lock(stream: IO[str]) -> bool:
        os.lseek(stream.fileno(), _LOCK_AT, os.SEEK_SET)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(stream: IO[str]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
