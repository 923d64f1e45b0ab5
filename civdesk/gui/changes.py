"""Commits of the workspace, told to the pages: on this thread, merged, and not too often."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ..store.workspace import Changed, Workspace

# Changes that come thick and fast (an import) reach the pages at most this often.
_EVERY = 300


class Changes(QObject):
    """What each page has not seen yet.

    Signals:
        due(): something waits to be taken.
    """

    due = Signal()
    _told = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._unseen: dict[int, Changed | None] = {}
        self._pages: set[int] = set()
        self._fresh = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fire)
        # Commits are told on the thread that asked for them.
        self._told.connect(self._note, Qt.ConnectionType.QueuedConnection)
        self._listener = self._told.emit
        ws.subscribe(self._listener)

    def add_page(self, number: int) -> None:
        """A new page has seen nothing."""
        self._pages.add(number)
        self._unseen[number] = None

    def waits_for(self, number: int) -> bool:
        """Whether a page has something to see."""
        return number in self._unseen

    def take(self, number: int) -> Changed | None:
        """What a page has not seen; None means everything."""
        return self._unseen.pop(number)

    @property
    def pending(self) -> bool:
        """Whether something is about to be told."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Hear no more: the window closes."""
        self._ws.unsubscribe(self._listener)
        self._told.disconnect(self._note)
        self._timer.stop()

    @Slot(object)
    def _note(self, changed: Changed) -> None:
        for number in self._pages:
            self._unseen[number] = (
                merged(self._unseen[number], changed) if number in self._unseen else changed
            )
        self._fresh = True
        if not self._timer.isActive():
            self._timer.start(0)

    def _fire(self) -> None:
        if self._fresh:
            self._fresh = False
            self.due.emit()
            self._timer.start(_EVERY)


def merged(one: Changed | None, other: Changed) -> Changed | None:
    """Two changes as one; None (everything) swallows all."""
    if one is None:
        return None
    ids = None if one.ids is None or other.ids is None else one.ids | other.ids
    return Changed(one.tables | other.tables, ids)
