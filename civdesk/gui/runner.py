"""Runs long work off the GUI thread and brings its result back to it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ..errors import DeskError
from ..jobs import Cancelled, Monitor

T = TypeVar("T")
log = logging.getLogger(__name__)

# Enough that a long import leaves room for what the pages read; the store writes on one thread anyway.
_THREADS = 4


class Job:
    """One piece of work under way: its title, its monitor (progress, cancel), whether people see it."""

    def __init__(self, title: str, quiet: bool, key: str) -> None:
        self.title = title
        self.quiet = quiet or not title
        self.key = key
        self.monitor = Monitor()
        self.superseded = False

    def cancel(self) -> None:
        """Ask it to stop at its next report."""
        self.monitor.cancel()


class JobRunner(QObject):
    """A small pool of threads; callbacks run on the GUI thread.

    Signals:
        started(Job), finished(Job): also for quiet ones.
        failed(str): a sentence for the edge of the window: an error that nobody handled.
    """

    started = Signal(object)
    finished = Signal(object)
    failed = Signal(str)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(_THREADS, "civdesk-work")
        self._jobs: dict[Job, Future[None]] = {}
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Monitor], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[DeskError], object] | None = None,
        on_stopped: Callable[[], object] | None = None,
        title: str = "",
        quiet: bool = False,
        key: str = "",
    ) -> Job:
        """Do `work` on a thread; `on_done(result)` comes on the GUI thread.

        A DeskError goes to `on_error`, or is said at the edge of the window; other exceptions reach
        sys.excepthook. `title` is shown with the progress unless `quiet`. Of jobs with the same `key`
        only the latest counts: an earlier one is stopped and its result dropped.
        """
        job = Job(title, quiet, key)
        if self._closed:  # a last timer of a window that is closing
            job.cancel()
            return job
        if key:
            for other in self._jobs:
                if other.key == key:
                    other.superseded = True
                    other.cancel()

        def perform() -> None:
            result: Any = None
            error: BaseException | None = None
            try:
                job.monitor.check()
                result = work(job.monitor)
            except BaseException as raised:  # delivered, never lost
                error = raised
            self._arrived.emit((job, result, error, on_done, on_error, on_stopped))

        self._jobs[job] = self._pool.submit(perform)
        self.started.emit(job)
        return job

    @property
    def jobs(self) -> list[Job]:
        """What is under way, in the order it was asked for."""
        return list(self._jobs)

    @Slot(object)
    def _deliver(self, packet: tuple[Any, ...]) -> None:
        job, result, error, on_done, on_error, on_stopped = packet
        self._jobs.pop(job, None)
        if self._closed:
            return
        self.finished.emit(job)
        if job.superseded:
            return
        if error is None:
            on_done(result)
        elif isinstance(error, Cancelled):
            if on_stopped:
                on_stopped()
            elif not job.quiet:
                self.failed.emit(self.tr("已停止：{title}").format(title=job.title))
        elif isinstance(error, DeskError):
            if on_error:
                on_error(error)
            else:
                self.failed.emit(error.message)
        else:
            raise error  # to sys.excepthook, which writes it down and tells once

    def shutdown(self) -> None:
        """Stop what runs and wait for it; results that come late are dropped."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        log.debug("runner closed")
