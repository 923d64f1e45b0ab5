"""Backups: whole copies through SQLite's backup API, verified by opening; restoring one."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path

from ..errors import Damaged, DeskError, Refused
from ..files import FileLock, cannot_write, free_space
from ..jobs import Monitor
from .schema import APPLICATION_ID
from .workspace import world_error

# Pages at a time: the writer is free between two of them.
_STEP = 4096


def backup(source: Path, target: Path, monitor: Monitor | None = None) -> None:
    """Copy the workspace `source` (open or not) to `target`, which must not exist; verified, then named.

    A plain copy of the file would miss what is still in the -wal file. Raises Refused or Damaged.
    """
    if target.exists():
        raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
    if free_space(target.parent) < source.stat().st_size:
        raise Refused(f"“{target.parent}”所在磁盘空间不足，无法备份，请换一个磁盘。", kind="disk_full")
    aside = target.with_name(f".{target.name}.part")
    try:
        aside.unlink(missing_ok=True)
        with contextlib.closing(_connect(source)) as old, contextlib.closing(sqlite3.connect(aside)) as new:

            def progress(status: int, remaining: int, total: int) -> None:
                if monitor:
                    monitor.report(total - remaining, total, "正在备份")

            old.backup(new, pages=_STEP, progress=progress)
            # One file, without -wal beside it, wherever it is carried.
            new.execute("pragma journal_mode = delete")
        check(aside)
        aside.rename(target)
    except sqlite3.Error as error:
        raise world_error(error, target) from error
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        for rest in (aside, *(aside.with_name(aside.name + end) for end in ("-journal", "-wal", "-shm"))):
            rest.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Open a workspace file and let SQLite read all of it; raises Damaged when it is not whole."""
    try:
        with contextlib.closing(_connect(path)) as db:
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
    lock = FileLock(target.with_name(target.name + ".lock"))
    lock.acquire()
    try:
        fresh = target.with_name(f".{target.name}.restoring")
        fresh.unlink(missing_ok=True)
        backup(source, fresh, monitor)
        kept = None
        if target.exists():
            kept = target.with_name(
                f"{target.stem}.恢复前-{datetime.now().strftime('%Y%m%d-%H%M%S')}{target.suffix}"
            )
            # A -wal left over belongs to the old file; beside the new one it would be poison.
            for end in ("-wal", "-shm"):
                part = target.with_name(target.name + end)
                if part.exists():
                    part.rename(kept.with_name(kept.name + end))
            target.rename(kept)
        fresh.rename(target)
        return kept
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        lock.release()


def counts(path: Path) -> dict[str, int]:
    """Records, evidence and operations in a backup, to show what it holds."""
    try:
        with contextlib.closing(_connect(path)) as db:
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


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma query_only = on")
    return db
