"""Search over everything the workspace holds, and its index kept up to date beside the clerk's work."""

from __future__ import annotations

import logging
import sqlite3
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass

from .. import resources
from ..domain.searching import variants
from ..errors import DeskError
from ..media import textlayer
from ..store import blobs, ledgers, search, search_index
from ..store.search import Hit
from ..store.workspace import Workspace

log = logging.getLogger(__name__)

_QUIET = 0.4  # seconds after a change before the index follows: saves one after the other are not held up
_kept: weakref.WeakSet[Workspace] = weakref.WeakSet()


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, at most `limit`; `more` when there may be others."""

    hits: list[Hit]
    more: bool


def find(ws: Workspace, text: str, limit: int = 100) -> Hits:
    """Everything that holds the text or a synonym of it; an empty text finds nothing.

    What it finds does not depend on the index, which may be behind or, in a file that was opened for
    reading only, not there: then it takes as long as looking through everything.
    """
    keep_ready(ws)
    texts = variants(text, resources.toml("synonyms.toml")["search"])
    if not texts:
        return Hits([], False)
    db = ws.reader()
    hits = search.search(db, ledgers.definitions(db), texts, limit + 1)
    return Hits(hits[:limit], len(hits) > limit)


def catch_up(ws: Workspace, check: Callable[[], bool] = lambda: True) -> None:
    """Bring the index up to date and read documents that nobody has looked into, in small transactions
    between which saves pass; until it is done or `check` says no."""
    while check() and ws.unlogged(lambda db: search_index.step(db, ledgers.definitions(db))):
        pass
    for sha256, form, size in search_index.without_text(ws.reader(), textlayer.FORMATS):
        if not check():
            return
        text = _text_of(ws, sha256, form, size)
        ws.unlogged(lambda db, sha256=sha256, text=text: search_index.put_text(db, sha256, text))  # type: ignore[misc]


def keep_ready(ws: Workspace) -> None:
    """Let the index follow every change from now on, on a thread of its own, until the workspace closes."""
    if not ws.writable or ws in _kept:
        return
    _kept.add(ws)
    wake, stop = threading.Event(), threading.Event()
    wake.set()

    def follow() -> None:
        while not stop.is_set():
            wake.wait()
            wake.clear()
            stop.wait(_QUIET)
            try:
                catch_up(ws, lambda: not stop.is_set())
            except (DeskError, sqlite3.Error) as error:
                # A full disk, a stick pulled out: searching is slower, and the next change tries again.
                log.info("search index: %s", error)

    def end() -> None:
        stop.set()
        wake.set()
        thread.join()

    thread = threading.Thread(target=follow, name="civdesk-index", daemon=True)
    ws.subscribe(lambda _changed: wake.set())
    ws.before_close(end)
    thread.start()


def _text_of(ws: Workspace, sha256: str, form: str, size: int) -> str:
    if size > textlayer.LARGEST:
        return ""
    try:
        with blobs.open_blob(ws.reader(), sha256) as stream:
            return textlayer.text(stream, form)
    except DeskError as error:  # what is damaged is told by `check`
        log.info("no text of %s: %s", sha256, error)
        return ""
