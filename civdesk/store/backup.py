"""Backups: whole copies through SQLite's backup API, verified by opening; restoring one."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path

from ..errors import Damaged, DeskError, Refused
from ..files import FileLock, cannot_write, free_space, unused
from ..jobs import Monitor
from .connections import ENDS, beside, connect_reading, remove, world_error
from .schema import APPLICATION_ID

# Pages between two reports of progress.
_STEP = 4096


def backup(source: Path, target: Path, monitor: Monitor | None = None) -> None:
    """Copy the workspace `source` (open or not) to `target`, which must not exist; verified, then named.

    A plain copy of the file would miss what is still in the -wal file. Raises Refused or Damaged.
    """
    aside = target.with_name(f".{target.name}.part")
    try:
        if target.exists():
            raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
        if free_space(target.parent) < source.stat().st_size:
            raise Refused(f"“{target.parent}”所在磁盘空间不足，无法备份，请换一个磁盘。", kind="disk_full")
        remove(aside)
        with (
            contextlib.closing(connect_reading(source)) as old,
            contextlib.closing(sqlite3.connect(aside)) as new,
        ):
            # One moment of the source: otherwise each save meanwhile would make the copy begin anew.
            old.execute("begin")
            old.execute("select 1 from sqlite_master limit 1")

            def progress(status: int, remaining: int, total: int) -> None:
                if monitor:
                    monitor.report(total - remaining, total, "正在备份")

            old.backup(new, pages=_STEP, progress=progress)
            # One file, without -wal beside it, wherever it is carried.
            new.execute("pragma journal_mode = delete")
        try:
            check(aside)
        except Damaged as error:
            raise Damaged(
                f"备份核对没有通过，没有留下这份备份：“{source.name}”可能已损坏，或备份所在的磁盘有故障。"
            ) from error
        aside.rename(target)
    except sqlite3.Error as error:
        raise world_error(error, target) from error
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with contextlib.suppress(OSError):  # the disk was pulled out
            remove(aside)


def check(path: Path) -> None:
    """Open a workspace file and let SQLite read all of it; raises Damaged when it is not whole."""
    try:
        with contextlib.closing(connect_reading(path)) as db:
            if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
                raise Damaged(f"“{path.name}”不是 civdesk 工作区文件。")
            said = [row[0] for row in db.execute("pragma integrity_check(5)")]
            if said != ["ok"] or db.execute("pragma foreign_key_check").fetchone():
                raise Damaged(f"“{path.name}”已损坏（{said[0]}），请换一份备份。")
    except sqlite3.DatabaseError as error:
        raise Damaged(f"“{path.name}”已损坏，无法打开，请换一份备份。") from error


def restore(source: Path, target: Path, monitor: Monitor | None = None) -> Path | None:
    """Put the backup `source` in the place of `target`; where the old file went, or None.

    The backup is verified first, and what stood at `target` is kept under another name: restoring
    the wrong backup must not cost anything. Works when the old workspace itself will not open.
    """
    check(source)
    lock = FileLock(beside(target, ".lock"))
    lock.acquire()
    fresh = target.with_name(f".{target.name}.restoring")
    try:
        remove(fresh)
        backup(source, fresh, monitor)
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        kept = unused(target.with_name(f"{target.stem}.恢复前-{stamp}{target.suffix}"))
        try:
            # What is left over beside the old file belongs to it; beside the new one it would be poison.
            _move(target, kept)
            fresh.rename(target)
        except OSError:
            _move(kept, target)
            raise
        return kept if kept.exists() else None
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        lock.release()


def _move(file: Path, to: Path) -> None:
    """Rename a database, if it is there, with all that SQLite left beside it."""
    for end in (*ENDS, ""):
        part = beside(file, end)
        if part.exists():
            part.rename(beside(to, end))


def counts(path: Path) -> dict[str, int]:
    """Records, evidence and operations in a backup, to show what it holds."""
    try:
        with contextlib.closing(connect_reading(path)) as db:
            tables = [row[0] for row in db.execute("select id from ledger")]
            return {
                "records": sum(
                    db.execute(f'select count(*) from "ledger_{key}"').fetchone()[0] for key in tables
                ),
                "evidence": db.execute("select count(*) from evidence").fetchone()[0],
                "operations": db.execute("select count(*) from operation").fetchone()[0],
            }
    except sqlite3.Error as error:
        converted = world_error(error, path)
        raise converted if isinstance(converted, DeskError) else Damaged(str(error)) from error
