"""The workspace file: making, locking, opening, migrating it, one writer thread and its readers."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from ..errors import Newer, Refused
from ..files import FileLock, cannot_write
from ..settings import operator
from . import guards, operations
from .connections import check_is_workspace, connect, connect_reading, remove, world_error
from .schema import APPLICATION_ID, STEPS, quoted, table_of
from .watching import watch

T = TypeVar("T")

# Photos make the file large: bigger pages mean fewer of them for a chunk of 1 MB.
_PAGE_SIZE = 16_384
# Above this many rows a change is told as "many": views re-read instead of patching.
_MANY = 2000
# Empty in a safety copy: the contents of files never change, the rest can be made anew.
_MADE_ANEW = frozenset(
    {"blob_chunk", "preview", "search", "search_place", "search_doc", "search_state", "evidence_text"}
)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a commit changed. `ids` is None when too many rows changed to name them."""

    tables: frozenset[str]
    ids: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What an operation returned, its number in the log (None: nothing changed), and what it changed."""

    result: T
    operation: int | None
    changed: Changed


class Workspace:
    """One unit's file, open. All writing happens on one thread, as operations; reading anywhere.

    Attributes:
        path: the file.
        writable: whether this process holds the lock.
        interrupted: numbers of operations that an earlier process left without an end.
        who: the person at the desk, written into every operation.
    """

    def __init__(self, path: Path, lock: FileLock | None) -> None:
        self.path = path
        self.writable = lock is not None
        self.interrupted: list[int] = []
        self.who = operator() if lock else ""
        self._lock = lock
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._listeners: list[Callable[[Changed], None]] = []
        self._closing: list[Callable[[], None]] = []
        self._pool = ThreadPoolExecutor(1, "civdesk-writer") if lock else None
        self._db: sqlite3.Connection | None = None  # lives on the writer thread
        self._watched = False

    # --- making and opening --------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, fill: Callable[[Workspace], None] | None = None) -> Workspace:
        """Make a workspace, empty or with what `fill` puts into it before it gets its name.

        Raises Refused when the file exists or cannot be written.
        """
        path = Path(path).absolute()
        try:
            if path.exists():
                raise Refused(f"“{path.name}”已经存在，请换一个文件名。", kind="exists")
            if not path.parent.is_dir():
                raise Refused(f"文件夹“{path.parent}”不存在，请先建立它。", kind="no_folder")
        except OSError as error:  # a name too long to look for
            raise cannot_write(path, error) from error
        # Built aside and renamed: a file that stands under its name is whole.
        aside = path.with_name(f".{path.name}.new")
        try:
            remove(aside)
            db = sqlite3.connect(aside, isolation_level=None)
            try:
                db.execute(f"pragma page_size = {_PAGE_SIZE}")
                db.execute("pragma auto_vacuum = incremental")
                db.execute(f"pragma application_id = {APPLICATION_ID}")
                db.execute("pragma journal_mode = wal")
                _migrate(db)
            finally:
                db.close()
        except sqlite3.Error as error:
            remove(aside)
            raise world_error(error, path) from error
        except OSError as error:
            raise cannot_write(path, error) from error
        try:
            if fill:
                with cls.open(aside) as workspace:
                    fill(workspace)
            try:
                aside.rename(path)
            except OSError as error:
                raise cannot_write(path, error) from error
        finally:
            remove(aside)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, write: bool = True) -> Workspace:
        """Open a workspace; with `write` the lock is taken first, before anything is migrated.

        Raises WrongUse when there is no such file, Damaged when it is not a workspace, Newer when a
        newer civdesk made it, Locked when another desk holds it.
        """
        path = Path(path).absolute()
        check_is_workspace(path)
        lock = FileLock(path.with_name(path.name + ".lock"))
        if write:
            lock.acquire()
        try:
            _bring_up_to_date(path, lock, held=write)
            workspace = cls(path, lock if write else None)
            if write:
                workspace._call(workspace._start)
                workspace._watch_soon()
        except sqlite3.Error as error:
            lock.release()
            raise world_error(error, path) from error
        except BaseException:
            lock.release()
            raise
        return workspace

    def close(self) -> None:
        """Finish what is queued, checkpoint, leave one file."""
        for stop in self._closing:
            stop()
        with self._guard:
            readers, self._readers = self._readers, []
        for reader in readers:
            reader.close()
        self._local = threading.local()
        if self._pool:
            self._pool.submit(self._stop).result()
            self._pool.shutdown(wait=True)
            self._pool = None
        if self._lock:
            self._lock.release()
            self._lock = None
        self.writable = False

    def is_own(self, path: Path) -> bool:
        """Whether a path, by whatever name, is this file or one of those that SQLite keeps beside it.

        Nobody else may open it in this process: on POSIX, closing it would drop SQLite's locks.
        """
        if path.name.startswith(self.path.name) and path.absolute().parent == self.path.parent:
            return True
        try:
            return path.samefile(self.path)
        except OSError:
            return False

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *args: object) -> None:
        self.close()

    # --- reading -------------------------------------------------------------------------------------

    def reader(self) -> sqlite3.Connection:
        """This thread's read-only connection, rows by name."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = connect_reading(self.path)
            with self._guard:
                self._readers.append(db)
        return db

    # --- writing -------------------------------------------------------------------------------------

    def operate(
        self,
        kind: str,
        title: str,
        work: Callable[[sqlite3.Connection], T],
        *,
        undoable: bool = True,
        undoes: int | None = None,
    ) -> Outcome[T]:
        """Do `work` in one transaction as one operation of the log; all of it or nothing.

        `work` gets the writing connection, on the writer thread. Raises whatever it raises.
        """

        def run(db: sqlite3.Connection) -> Outcome[T]:
            with _transaction(db):
                operation = operations.begin(db, kind, title, undoable=undoable, undoes=undoes, who=self.who)
                operations.enter(db, operation)
                try:
                    result = work(db)
                finally:
                    operations.enter(db, None)
                changed = Changed(*operations.changed_by(db, operation, _MANY))
                if changed.tables or undoes is not None:
                    operations.end(db, operation)
                    return Outcome(result, operation, changed)
                # Nothing changed, so nothing happened: the log stays as it was.
                db.execute("delete from operation where id = ?", (operation,))
                return Outcome(result, None, changed)

        outcome = self._call(run)
        self._tell(outcome.changed)
        return outcome

    def begin(self, kind: str, title: str) -> int:
        """Open an operation that takes several transactions; saves pass between its steps."""

        def run(db: sqlite3.Connection) -> int:
            with _transaction(db):
                return operations.begin(db, kind, title, who=self.who)

        return self._call(run)

    def step(self, operation: int, work: Callable[[sqlite3.Connection], T]) -> T:
        """One transaction of an operation opened by `begin`."""

        def run(db: sqlite3.Connection) -> tuple[T, Changed]:
            with _transaction(db):
                last = db.execute("select coalesce(max(id), 0) from change").fetchone()[0]
                operations.enter(db, operation)
                try:
                    result = work(db)
                finally:
                    operations.enter(db, None)
                rows = db.execute("select distinct tbl, record from change where id > ?", (last,)).fetchall()
                return result, Changed(frozenset(r[0] for r in rows), frozenset(r[1] for r in rows))

        result, changed = self._call(run)
        self._tell(changed)
        return result

    def finish(self, operation: int, title: str | None = None) -> int | None:
        """Close an operation opened by `begin`; None (and no trace) when it changed nothing."""

        def run(db: sqlite3.Connection) -> int | None:
            with _transaction(db):
                if db.execute("select 1 from change where operation = ? limit 1", (operation,)).fetchone():
                    operations.end(db, operation, title=title)
                    return operation
                db.execute("delete from operation where id = ?", (operation,))
                return None

        return self._call(run)

    def unlogged(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """A transaction outside the log, for blobs and previews only (logged tables refuse)."""

        def run(db: sqlite3.Connection) -> T:
            with _transaction(db):
                return work(db)

        return self._call(run)

    def outside(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Work on the writing connection outside any transaction (backup, clean-up)."""
        return self._call(work)

    def subscribe(self, listener: Callable[[Changed], None]) -> None:
        """Hear of every commit. The listener is called on the thread that asked for the change."""
        self._listeners.append(listener)

    def before_close(self, stop: Callable[[], None]) -> None:
        """Have something stopped that works on this workspace by itself."""
        self._closing.append(stop)

    def unsubscribe(self, listener: Callable[[Changed], None]) -> None:
        self._listeners.remove(listener)

    # --- the writer thread ---------------------------------------------------------------------------

    def _call(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._pool is None:
            raise Refused("这个工作区是以只读方式打开的，不能修改。", kind="read_only")
        future: Future[T] = self._pool.submit(self._on_writer, work)
        try:
            return future.result()
        except sqlite3.Error as error:
            raise world_error(error, self.path) from error

    def _on_writer(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._db is None:
            self._db = _connect(self.path)
        try:
            if not self._watched and work != self._start:
                watch(self._db, [table_of(row[0]) for row in self._db.execute("select id from ledger")])
                self._watched = True
            return work(self._db)
        except sqlite3.IntegrityError as error:
            if refused := guards.refusal(self._db, error):
                raise refused from error
            raise

    def _start(self, db: sqlite3.Connection) -> None:
        db.execute("pragma journal_mode = wal")
        with _transaction(db):
            self.interrupted = operations.close_interrupted(db)
            # Nobody imports while we hold the lock: a blob without its end is rubbish of a dead import.
            db.execute(
                "delete from blob_chunk where sha256 in (select sha256 from blob where whole = 0"
                " and sha256 not in (select sha256 from evidence))"
            )
            db.execute("delete from blob where whole = 0 and sha256 not in (select sha256 from evidence)")

    def _watch_soon(self) -> None:
        """Let the writer make the log's triggers (three for each ledger) before anything is written, while
        whoever opened the file reads. Should they fail, the first write tries again, and says so."""
        if self._pool:
            self._pool.submit(self._on_writer, lambda db: None)

    def _stop(self) -> None:
        if self._db is None:
            return
        with contextlib.suppress(sqlite3.Error):  # closing must not fail; SQLite recovers the rest
            self._db.execute("pragma optimize")
            self._db.execute("pragma wal_checkpoint(truncate)")
        self._db.close()
        self._db = None

    def _tell(self, changed: Changed) -> None:
        if changed.tables:
            for listener in list(self._listeners):
                listener(changed)


def _connect(path: Path) -> sqlite3.Connection:
    db = connect(path)
    db.execute("pragma synchronous = full")
    db.execute("pragma foreign_keys = on")
    return db


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _applied(db: sqlite3.Connection) -> set[str]:
    exists = db.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchone()
    if not exists:
        return set()
    return {
        row[0] for row in db.execute("select name from _sqlite_migrations where migration_set = 'civdesk'")
    }


def _bring_up_to_date(path: Path, lock: FileLock, *, held: bool) -> None:
    with contextlib.closing(connect_reading(path)) as db:
        applied = _applied(db)
    if applied - set(STEPS):
        raise Newer(f"“{path.name}”是由更新版本的 civdesk 建立的，请升级本机程序后再打开。")
    if set(STEPS) <= applied:
        return
    if not held:
        lock.acquire()
    try:
        with contextlib.closing(connect(path)) as db:
            _safety_copy(db, path)
            _migrate(db)
    finally:
        if not held:
            lock.release()


def _migrate(db: sqlite3.Connection) -> None:
    from sqlite_utils import Database  # slow to import, and needed only here

    from .migrations import migrations

    db.execute("pragma foreign_keys = off")  # has no effect inside a transaction, so here
    migrations.apply(Database(db, execute_plugins=False, recursive_triggers=False))
    if broken := db.execute("pragma foreign_key_check").fetchall():
        raise sqlite3.IntegrityError(f"migration broke foreign keys: {broken[:5]}")


def _safety_copy(db: sqlite3.Connection, path: Path) -> Path:
    """Everything but the files' contents, whose tables never change, beside the workspace."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    copy = path.with_name(f"{path.stem}.升级前-{stamp}{path.suffix}")
    db.execute("attach ? as copy", (str(copy),))
    try:
        db.execute("begin")
        db.execute(f"pragma copy.application_id = {APPLICATION_ID}")  # else nothing opens it
        for name, sql in db.execute(
            "select name, sql from main.sqlite_master where type = 'table'"
            " and name not like 'sqlite\\_%' escape '\\'"
            # A virtual table makes its own shadow tables.
            " and name not in (select name from pragma_table_list where type = 'shadow')"
        ).fetchall():
            db.execute(re.sub(r"(?i)^create (virtual )?table ", r"create \1table copy.", sql))
            if name not in _MADE_ANEW:
                db.execute(f"insert into copy.{quoted(name)} select * from main.{quoted(name)}")
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        db.execute("detach copy")
        remove(copy)  # half a copy is no safety
        raise
    db.execute("detach copy")
    return copy
