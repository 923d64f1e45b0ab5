"""Progress and cancellation of long work. No Qt: the command line runs the same jobs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


class Cancelled(Exception):
    """Raised inside a job when the clerk asked it to stop."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` (0: unknown), what it does, and on what."""

    done: int = 0
    total: int = 0
    text: str = ""
    detail: str = ""


class Monitor:
    """The job calls `report`; whoever watches polls `latest` and may `cancel`.

    Progress is pulled, not pushed: a job may report a million times without flooding anyone.
    """

    def __init__(self, interval: float = 0.05) -> None:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._latest = Progress()
        self._next = 0.0
        self._interval = interval
        self.on_cancel: Callable[[], None] = lambda: None

    def cancel(self) -> None:
        """Ask the job to stop at its next `report` or `check`."""
        self._stop.set()
        self.on_cancel()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the job was asked to stop."""
        if self._stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
        """Say how far the job is; raises `Cancelled` when it was asked to stop."""
        self.check()
        now = time.monotonic()
        if now < self._next and done != total:
            return
        self._next = now + self._interval
        with self._lock:
            self._latest = Progress(done, total, text, detail)

    def latest(self) -> Progress:
        with self._lock:
            return self._latest
