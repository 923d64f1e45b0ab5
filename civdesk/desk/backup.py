"""Backups: on demand, once a day on start, thinned by day, week and month; and restoring."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..domain.thinning import kept
from ..errors import Refused, WrongUse
from ..files import unused
from ..jobs import Monitor
from ..store import backup as copies
from ..store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: where it is, its size in bytes, what it holds."""

    path: str
    size: int
    records: int
    evidence: int


def backup(path: Path, folder: Path, *, now: datetime, monitor: Monitor | None = None) -> Backup:
    """Copy the workspace file at `path` into `folder`, verified by opening the copy."""
    if not path.is_file():
        raise WrongUse(f"找不到工作区文件“{path}”。", kind="not_found")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"不能建立备份文件夹“{folder}”，请换一个位置。", kind="no_access") from error
    target = unused(folder / f"{path.stem}-备份-{now.strftime('%Y%m%d-%H%M%S')}.civdesk")
    copies.backup(path, target, monitor)
    counts = copies.counts(target)
    return Backup(str(target), target.stat().st_size, counts["records"], counts["evidence"])


def restore(source: Path, target: Path, *, monitor: Monitor | None = None) -> Path | None:
    """Put a backup in the place of a workspace; where the replaced file was kept, or None.

    Raises Damaged when the backup is not whole (nothing is touched then), Locked when the workspace is open.
    """
    if not source.is_file():
        raise WrongUse(f"找不到备份文件“{source}”。", kind="not_found")
    return copies.restore(source, target, monitor)


def folder_for(path: Path, chosen: str = "") -> Path:
    """Where the daily backups of a workspace lie: the chosen folder, or one beside the file."""
    return Path(chosen) if chosen else path.with_name(f"{path.stem}-备份")


def daily(ws: Workspace, folder: Path, *, now: datetime, monitor: Monitor | None = None) -> Backup | None:
    """The automatic backup: at most one a day, older ones thinned. None when today's is there."""
    times = _times(folder, ws.path.stem)
    if any(time.date() == now.date() for time in times):
        return None
    made = backup(ws.path, folder, now=now, monitor=monitor)
    times = _times(folder, ws.path.stem)
    for time in set(times) - kept(times):
        # A clock gone back makes today's backup look like the oldest.
        if str(times[time]) != made.path:
            times[time].unlink(missing_ok=True)
    return made


def _times(folder: Path, stem: str) -> dict[datetime, Path]:
    name = re.compile(re.escape(stem) + r"-备份-(\d{8}-\d{6})\.civdesk")
    found = {}
    for file in folder.iterdir() if folder.is_dir() else ():
        if stamp := name.fullmatch(file.name):
            with contextlib.suppress(ValueError):  # a number that is no date: not ours
                found[datetime.strptime(stamp[1], "%Y%m%d-%H%M%S")] = file
    return found
