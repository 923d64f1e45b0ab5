"""Photos and other files into the workspace: one operation, copies recognised, each file whole or absent."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from ..errors import DeskError, Refused
from ..jobs import Cancelled, Monitor
from ..store import blobs, evidence, proofs
from ..store.evidence import Evidence
from ..store.ids import new_id
from ..store.workspace import Workspace
from .looking import HELD, PREVIEW_SIDE, Looked, Turned, look, shown, unreadable

_WORKERS = 2
_AHEAD = 5  # files looked at before they are stored, as long as they hold no more than
_MOST_HELD = 128 << 20  # bytes together
_TOGETHER = 64  # small files in one transaction
_GIVE_UP = 5  # failures of the disk in a row
_JUNK = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store"})
_JUNK_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})

# Role of a proof where none is named.
ROLES = {"photo": "photo", "video": "video"}
OTHER_ROLE = "other"


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """An accepted path and the evidence that holds its content; `latitude` and `longitude` in degrees."""

    id: str
    sha256: str
    path: str
    kind: str
    taken_at: str | None
    latitude: float | None
    longitude: float | None
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class FilesReport:
    """What came in: `stored` new pieces of evidence, `copies` paths whose content was there already, `proofs`
    new links; everything sorted by path. `operation` is None when nothing changed; `stopped`: the clerk
    stopped it, and what had come in stays."""

    stored: int
    copies: int
    proofs: int
    rejected: list[tuple[str, str]]
    warnings: list[tuple[str, str]]
    evidence: list[EvidenceEntry]
    operation: int | None
    stopped: bool = False


def import_files(
    ws: Workspace,
    paths: Iterable[Path],
    *,
    today: date,
    record: tuple[str, str] | None = None,
    role: str = "",
    recursive: bool = True,
    monitor: Monitor | None = None,
) -> FilesReport:
    """Bring files and folders in, as one operation that can be undone.

    With `record` (key of a ledger, id) every accepted file becomes a proof of it in `role`, a key of
    roles.toml; without a role photos are 现场照片, videos 视频, the rest 其他. Photos are decoded once, so
    damaged ones are known: they come in and are marked. Cancelled by the monitor, it returns what came in
    so far.

    Raises WrongUse for an unknown record, Refused when the disk is full or the source is gone; what came
    in before stays, as one operation.
    """
    monitor = monitor or Monitor()
    if record:
        proofs.check_subject(ws.reader(), *record)
    files, turned = _files(ws, paths, recursive)
    operation = ws.begin("import_files", "导入文件")
    run = Run(ws, operation, record, role, monitor, len(files), turned)
    stopped = False
    try:
        try:
            with contextlib.closing(_looked(files, today, monitor)) as answers:
                for answer in answers:
                    run.take(answer)
        except Cancelled:
            stopped = True
        run.flush()
    except BaseException as error:
        with contextlib.suppress(DeskError):  # on a full disk the next opening closes it
            ws.finish(operation, run.title())
        if isinstance(error, Refused) and run.stored:
            said = f"{error.message}此前已导入 {run.stored} 个文件，可以撤销。"
            raise Refused(said, kind=error.kind) from error
        raise
    return FilesReport(
        run.stored,
        run.copies,
        run.proofs,
        sorted((shown(one.path), one.reason) for one in run.rejected),
        sorted(run.warnings),
        sorted(run.entries, key=lambda entry: entry.path),
        ws.finish(operation, run.title()),
        stopped,
    )


@dataclass(slots=True)
class Run:
    """An import under way: what waits for the next transaction, and what came of the earlier ones."""

    ws: Workspace
    operation: int
    record: tuple[str, str] | None
    role: str
    monitor: Monitor
    total: int
    rejected: list[Turned]
    done: int = 0
    stored: int = 0
    copies: int = 0
    proofs: int = 0
    warnings: list[tuple[str, str]] = field(default_factory=list)
    entries: list[EvidenceEntry] = field(default_factory=list)
    waiting: list[Looked] = field(default_factory=list)
    failures: int = 0  # of the disk, in a row

    def title(self) -> str:
        """What the history says."""
        return f"导入 {self.stored} 个文件" if self.stored else f"关联 {self.proofs} 个文件"

    def take(self, answer: Looked | Turned) -> None:
        """Store a file, alone if it is large, else together with others."""
        self._report(answer.path)
        self.done += 1
        if isinstance(answer, Turned):
            self.rejected.append(answer)
            self.failures = self.failures + 1 if answer.world else 0
            if self.failures >= _GIVE_UP:
                self.flush()
                raise Refused(
                    f"连续 {_GIVE_UP} 个文件读不出来，U 盘或网络盘可能已断开；接好后再导入一次即可。",
                    kind="source_gone",
                )
            return
        self.failures = 0
        if answer.size > blobs.BATCH:
            self.flush()
            if turned := self._feed(answer):
                self.rejected.append(turned)
                return
        full = sum(one.size for one in self.waiting) + answer.size > blobs.BATCH
        if full or len(self.waiting) >= _TOGETHER:
            self.flush()
        self.waiting.append(answer)
        if answer.size > blobs.BATCH:
            self.flush()

    def flush(self) -> None:
        """Store what waits, in one transaction."""
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        came_at = datetime.now().isoformat(timespec="seconds")
        stored = self.ws.step(self.operation, lambda db: [self._store(db, one, came_at) for one in waiting])
        for looked, (entry, new, linked) in zip(waiting, stored, strict=True):
            self.entries.append(entry)
            self.stored += new
            self.copies += not new
            self.proofs += linked
            self.warnings += [(entry.path, said) for said in looked.warnings]

    def _store(
        self, db: sqlite3.Connection, looked: Looked, came_at: str
    ) -> tuple[EvidenceEntry, bool, bool]:
        """The evidence of a file, whether it is new, and whether a proof was made of it."""
        one, new = store_looked(db, looked, came_at)
        linked = False
        if self.record:
            role = self.role or ROLES.get(one.kind, OTHER_ROLE)
            linked = proofs.find(db, one.id, *self.record, role) is None
            proofs.link(db, one.id, *self.record, role)
        return _entry(one, shown(looked.path)), new, linked

    def _feed(self, looked: Looked) -> Turned | None:
        """Write the content of a large file, by transactions between which saves pass; why not, if not."""
        ws, sha256 = self.ws, looked.sha256
        if blobs.is_whole(ws.reader(), sha256):
            return None
        ws.unlogged(lambda db: blobs.begin(db, sha256, looked.size))
        written = 0
        try:
            with contextlib.closing(_batches(looked, self.monitor.check)) as batches:
                for batch in batches:
                    self._put(sha256, written, batch)
                    written += len(batch)
                    self._report(looked.path, f"（{written * 100 // looked.size}%）")
        except OSError as error:
            self._drop(sha256)
            return unreadable(looked.path, error)
        except _Changed:
            self._drop(sha256)
            return Turned(looked.path, "文件在导入过程中被改动，请等它写完再导入。")
        except BaseException:
            self._drop(sha256)
            raise
        return None

    def _put(self, sha256: str, written: int, batch: bytes) -> None:
        self.ws.unlogged(lambda db: blobs.put_chunks(db, sha256, written // blobs.CHUNK, batch))

    def _report(self, path: Path, more: str = "") -> None:
        name = shown(Path(path.name))
        self.monitor.report(self.done, self.total, "正在导入文件", name + more)

    def _drop(self, sha256: str) -> None:
        with contextlib.suppress(DeskError):  # the next opening clears it away
            self.ws.unlogged(lambda db: blobs.drop_partial(db, sha256))


def store_looked(db: sqlite3.Connection, looked: Looked, came_at: str) -> tuple[Evidence, bool]:
    """The evidence that holds a file's content, made if it is not there, and whether it is new.

    A content that is too large for one transaction, or that `looked` no longer holds, was stored before.
    """
    if there := evidence.find_by_hash(db, looked.sha256):
        return there, False
    one = _evidence(looked, came_at)
    if looked.size > blobs.BATCH or looked.data is None:
        blobs.finish(db, looked.sha256)
    else:
        blobs.put(db, looked.sha256, looked.data)
    if small := looked.preview:
        blobs.put_preview(db, one.sha256, PREVIEW_SIDE, small.data, small.width, small.height)
    evidence.insert(db, one)
    return one, True


class _Changed(Exception):
    """A file was not the same when it was read again."""


def _batches(looked: Looked, check: Callable[[], None]) -> Generator[bytes, None, None]:
    """The content of a large file by `BATCH`, the next one read and hashed while one is being written."""
    if looked.data is not None:
        for at in range(0, looked.size, blobs.BATCH):
            check()
            yield looked.data[at : at + blobs.BATCH]
        return
    with looked.path.open("rb") as stream, ThreadPoolExecutor(1, "civdesk-reading") as ahead:
        digest = hashlib.sha256()

        def read() -> bytes:
            batch = stream.read(blobs.BATCH)
            digest.update(batch)
            return batch

        batch = read()
        while batch:
            check()
            following = ahead.submit(read)
            yield batch
            batch = following.result()
        if digest.hexdigest() != looked.sha256:
            raise _Changed


def _looked(files: Sequence[Path], today: date, monitor: Monitor) -> Generator[Looked | Turned, None, None]:
    """The files looked at by two threads, in their order, a few ahead of who stores them."""
    halt = threading.Event()

    def check() -> None:
        monitor.check()
        if halt.is_set():
            raise Cancelled

    pool = ThreadPoolExecutor(_WORKERS, "civdesk-intake")
    ahead: deque[tuple[int, Future[Looked | Turned]]] = deque()
    try:
        for path in files:
            size = _held(path)
            while ahead and (len(ahead) > _AHEAD or sum(held for held, _ in ahead) + size > _MOST_HELD):
                yield ahead.popleft()[1].result()
            ahead.append((size, pool.submit(look, path, today, check)))
        while ahead:
            yield ahead.popleft()[1].result()
    finally:
        halt.set()
        pool.shutdown(cancel_futures=True)


def _held(path: Path) -> int:
    """How many bytes of a file will be held in memory."""
    try:
        size = path.stat().st_size
    except OSError:
        return 0  # it will say so itself when it is looked at
    return size if size <= HELD else 0


def _files(ws: Workspace, paths: Iterable[Path], recursive: bool) -> tuple[list[Path], list[Turned]]:
    """The files to look at, sorted, each once; what programs leave lying about and the workspace itself
    are passed over."""
    found: dict[str, Path] = {}
    turned: list[Turned] = []

    def take(path: Path) -> None:
        if not ws.is_own(path) and not _junk(path.name):
            found.setdefault(str(path.absolute()), path)

    for path in map(Path, paths):
        try:
            if not path.is_dir():
                path.stat()
                take(path)
                continue
            walk = os.walk(path, onerror=lambda error: turned.append(unreadable(Path(error.filename), error)))
            for folder, folders, names in walk:
                inner = [one for one in folders if one.lower() not in _JUNK_FOLDERS and one[0] != "."]
                folders[:] = inner if recursive else []
                for name in names:
                    if name[0] != ".":
                        take(Path(folder, name))
        except OSError as error:
            turned.append(unreadable(path, error))
    return sorted(found.values(), key=str), turned


def _junk(name: str) -> bool:
    return name.lower() in _JUNK or name.startswith(("~$", "._"))


def _evidence(looked: Looked, came_at: str) -> Evidence:
    return Evidence(
        id=new_id(),
        sha256=looked.sha256,
        name=looked.name,
        kind=looked.kind,
        format=looked.format,
        size=looked.size,
        came_from=looked.came_from or shown(looked.path.absolute()),
        came_at=came_at,
        taken_at=looked.taken_at,
        taken_from=looked.taken_from,
        latitude=looked.latitude,
        longitude=looked.longitude,
        camera=looked.camera,
        orientation=looked.orientation,
        width=looked.width,
        height=looked.height,
        pages=looked.pages,
        seconds=looked.seconds,
        damaged=looked.damaged,
    )


def _entry(one: Evidence, path: str) -> EvidenceEntry:
    return EvidenceEntry(
        one.id,
        one.sha256,
        path,
        one.kind,
        one.taken_at,
        None if one.latitude is None else one.latitude / 10**7,
        None if one.longitude is None else one.longitude / 10**7,
        one.width,
        one.height,
    )
