"""Writing the archive folder: aside, sealed, read back, then renamed; it is whole or it is not there."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from ..errors import Damaged, Locked, Refused
from ..files import FileLock, cannot_write, free_space
from ..jobs import Monitor
from ..media import pictures
from ..sheets.write import Table, write_csv, write_table
from ..store import blobs
from ..store.workspace import Workspace
from . import archive_page, bag, catalogues, index_page, record_table
from .bag import Sealed
from .plan import FRONT, THUMBS, Piece, Plan

THUMB_SIDE = 320  # what every import keeps; only where it is missing a photo is decoded for it
_MARK = ".未完成-"  # in the name of a folder that is not finished


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What was written.

    `missing` are the files whose content the workspace no longer holds (by path, relative to the folder);
    everything else is there. `seal` is the SHA-256 of the manifest, `evidence` the ids that went out.
    """

    folder: Path
    files: int
    bytes: int
    missing: list[str]
    unlinked: int
    gaps: int
    seal: str = ""
    evidence: frozenset[str] = field(default=frozenset(), repr=False)


def export(
    ws: Workspace,
    plan: Plan,
    out: Path,
    *,
    unit: str,
    codes: Mapping[str, str],
    filed: bool,
    on: date,
    now: datetime,
    monitor: Monitor | None = None,
) -> ArchiveReport:
    """Write what `plan` says to the new folder `out`.

    `codes` are reference codes by evidence, `filed` whether the unit gives any. Raises Refused when `out`
    exists and holds something, when the disk is too small or fails; Cancelled. In every such case nothing
    is left behind; a killed process leaves a folder marked 未完成, which the next export to `out` removes.
    """
    monitor = monitor or Monitor()
    out = out.absolute()
    aside = out.with_name(f"{out.name}{_MARK}{os.getpid()}")
    try:
        check_target(out, plan.bytes)
        _remove_leftovers(out)
        with _unfinished(aside):
            writing = _Writing(ws, plan, aside, monitor)
            writing.everything(unit=unit, codes=codes, filed=filed, on=on, now=now)
            _flush(aside)
            verified = bag.verify(aside, monitor)
            if not verified.whole:
                bad = (verified.changed + verified.missing + verified.extra)[0]
                raise Refused(
                    f"写出的文件读回来不一致（{bad}），磁盘可能有故障，请换一个位置再试。", kind="bad_disk"
                )
            monitor.check()
            _rename(aside, out)
    except OSError as error:
        raise cannot_write(out, error) from error
    sizes = dict(bag.walk(out))
    return ArchiveReport(
        folder=out,
        files=len(sizes),
        bytes=sum(sizes.values()),
        missing=sorted(writing.missing),
        unlinked=plan.unlinked,
        gaps=sum(len(asked.lacks) for standard in plan.standards for asked in standard.indicators),
        seal=bag.digest(out / bag.MANIFEST).sha256,
        evidence=frozenset(p.evidence.id for p in plan.pieces() if p.path in writing.placed),
    )


# --- the target --------------------------------------------------------------------------------------


def check_target(out: Path, size: int) -> None:
    """Raise Refused unless a folder of about `size` bytes can come to stand at `out`."""
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise Refused(f"“{out}”已经存在而且不是空文件夹，请换一个文件夹名。", kind="exists")
    if not out.parent.is_dir():
        raise Refused(f"文件夹“{out.parent}”不存在，请先建立它。", kind="no_folder")
    if (free := free_space(out.parent)) < size:
        raise Refused(
            f"磁盘空间不足：导出约需 {size / 1e9:.1f} GB，“{out.parent}”只剩 {free / 1e9:.1f} GB。",
            kind="disk_full",
        )


def _lock_of(aside: Path) -> Path:
    return aside.with_name(f"{aside.name}.lock")


def _remove_leftovers(out: Path) -> None:
    """Remove what killed exports to the same folder left: nobody holds their lock any more."""
    ours = re.compile(re.escape(out.name + _MARK) + r"\d+(\.lock)?")
    for place in [place for place in out.parent.iterdir() if ours.fullmatch(place.name)]:
        folder = place.with_name(place.name.removesuffix(".lock"))
        lock = FileLock(_lock_of(folder))
        try:
            lock.acquire()
        except Locked:
            continue
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


@contextlib.contextmanager
def _unfinished(aside: Path) -> Iterator[None]:
    """A new folder that is removed at the end, unless it bears another name by then."""
    lock = FileLock(_lock_of(aside))
    # Where a network drive knows no locks the export goes on; only leftovers cannot be told apart there.
    with contextlib.suppress(Locked):
        lock.acquire()
    try:
        aside.mkdir()
        try:
            yield
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    finally:
        lock.release()


def _rename(aside: Path, out: Path) -> None:
    """Give the folder its name. On Windows a virus scanner may hold a fresh file open for a moment."""
    if out.exists():
        out.rmdir()
    for wait in (0.1, 0.3, 1.0, 3.0):
        try:
            aside.rename(out)
            return
        except PermissionError:
            time.sleep(wait)
    aside.rename(out)


def _flush(folder: Path) -> None:
    """Onto the disk: at once where the system can, else file by file."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


# --- the content -------------------------------------------------------------------------------------


class _Writing:
    """One export under way: what was written, what was missing, how far it is.

    Attributes:
        files: the payload so far, by path.
        placed: planned path of a piece → where it went (a HEIC that cannot be turned goes as it is).
        missing: path → why.
        thumbs: SHA-256 → path of the preview.
        turned: paths of photos that were turned into JPEG.
    """

    def __init__(self, ws: Workspace, plan: Plan, folder: Path, monitor: Monitor) -> None:
        self.ws, self.plan, self.folder, self.monitor = ws, plan, folder, monitor
        self.files: dict[str, Sealed] = {}
        self.placed: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        self.thumbs: dict[str, str] = {}
        self.turned: list[str] = []
        self._total = sum(piece.evidence.size for piece in plan.pieces())
        self._done = 0
        self._guard = threading.Lock()

    def everything(
        self, *, unit: str, codes: Mapping[str, str], filed: bool, on: date, now: datetime
    ) -> None:
        """All files of the folder; the seal comes last."""
        db, plan = self.ws.reader(), self.plan
        for sheet in plan.sheets():
            table = record_table.table(db, sheet.ledger, sheet.ids, public=plan.public)
            self._sheet(sheet.path, [table])
        self._contents()
        for holding in plan.holdings:
            if listed := catalogues.photos(holding, codes, self.placed):
                self._sheet(f"{holding.folder}/照片目录.xlsx", [listed])
        self._sheet(f"{FRONT}/归档文件目录.xlsx", [catalogues.filing(plan, codes, self.placed)])
        if not plan.public:  # what a unit still lacks is its own business
            self._sheet(f"{FRONT}/缺项清单.xlsx", catalogues.lacking(plan, self.missing, filed=filed))
        events = catalogues.events(plan, self.placed, self.missing, self.turned, now)
        write_csv(self._target(f"{FRONT}/事件记录.csv"), catalogues.EVENTS, events)
        self._seal_written(f"{FRONT}/事件记录.csv")

        page = archive_page.page_of(db, plan, unit=unit, on=on, placed=self.placed, thumbs=self.thumbs)
        with (self.folder / "index.html").open("x", encoding="utf-8", newline="\n") as file:
            for part in index_page.render(page):
                file.write(part)
        info = [
            ("Source-Organization", unit or "未填写单位名称"),
            ("External-Description", f"迎检档案：{'、'.join(standard.title for standard in plan.standards)}"),
            ("Bag-Software-Agent", catalogues.TOOL),
        ]
        bag.seal(self.folder, self.files, on=now.date(), info=info)

    def _contents(self) -> None:
        """Stored files and previews, on several threads: reading, hashing and writing let go of the lock."""
        pieces = list(self.plan.pieces())
        for path in {piece.path.rpartition("/")[0] for piece in pieces}:
            (self.folder / path).mkdir(parents=True, exist_ok=True)
        photos = {piece.evidence.sha256: piece for piece in pieces if piece.evidence.kind == "photo"}
        if photos:
            (self.folder / THUMBS).mkdir(parents=True, exist_ok=True)
        tasks: list[Callable[[], None]] = [lambda piece=piece: self._piece(piece) for piece in pieces]  # type: ignore[misc]
        tasks += [lambda piece=piece: self._thumb(piece) for piece in photos.values()]  # type: ignore[misc]
        with ThreadPoolExecutor(bag.THREADS, thread_name_prefix="archive") as pool:
            futures = [pool.submit(task) for task in tasks]
            try:
                for future in futures:
                    future.result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _piece(self, piece: Piece) -> None:
        """One stored file, in its place, verified against its SHA-256; or noted as missing."""
        try:
            if piece.turned:
                self._turned(piece)
            else:
                self._copy(piece, piece.path)
                self.placed[piece.path] = piece.path
        except Damaged as error:
            self.missing[piece.path] = error.message

    def _copy(self, piece: Piece, path: str) -> None:
        try:
            self.files[path] = bag.write(self.folder / path, self._read(piece), piece.evidence.sha256)
        except Damaged:
            (self.folder / path).unlink(missing_ok=True)
            raise

    def _read(self, piece: Piece) -> Iterator[bytes]:
        for data in blobs.read(self.ws.reader(), piece.evidence.sha256):
            with self._guard:
                self._done += len(data)
            self.monitor.report(self._done, self._total, "正在写出影像和文件", piece.title)
            yield data

    def _turned(self, piece: Piece) -> None:
        """A HEIC as upright JPEG, with its original beside it where the plan wants that."""
        content = b"".join(self._read(piece))
        try:
            copy = pictures.jpeg_copy(content)
        except (Damaged, Refused):
            # Rather the original alone than nothing: another program may show it.
            stem = (piece.original or piece.path).rpartition(".")[0]
            path = f"{stem}.{piece.evidence.format}"
            self.files[path] = bag.write(self.folder / path, [content])
            self.placed[piece.path] = path
            return
        self.files[piece.path] = bag.write(self.folder / piece.path, [copy])
        self.placed[piece.path] = piece.path
        self.turned.append(piece.path)
        if piece.original:
            self.files[piece.original] = bag.write(self.folder / piece.original, [content])

    def _thumb(self, piece: Piece) -> None:
        """The preview of a photo for the index page, once for all its places."""
        sha256 = piece.evidence.sha256
        self.monitor.check()
        db = self.ws.reader()
        if kept := blobs.preview(db, sha256, THUMB_SIDE):
            data = kept.data
        else:
            try:
                data = pictures.preview(b"".join(blobs.read(db, sha256)), THUMB_SIDE).data
            except (Damaged, Refused):
                return
        path = f"{THUMBS}/{sha256[:24]}.jpg"
        self.files[path] = bag.write(self.folder / path, [data])
        self.thumbs[sha256] = path

    def _sheet(self, path: str, tables: list[Table]) -> None:
        write_table(self._target(path), tables, monitor=self.monitor)
        self._seal_written(path)

    def _target(self, path: str) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _seal_written(self, path: str) -> None:
        self.files[path] = bag.digest(self.folder / path)
