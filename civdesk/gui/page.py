"""What the five tabs have in common: their signals, and what the main window asks of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ..store.workspace import Changed
from .context import Desk


class Page(QWidget):
    """A tab. The main window connects its signals and calls its methods.

    Signals:
        said(str, object): a message for the edge of the window and its action (messages.Action or None).
        open_record(ledger, id), open_evidence(id), open_indicator(standard, code), open_date(date),
            open_part(part of 测评, id): the clerk wants to go there; the main window switches the tab and
            calls that page's `go`.
    """

    said = Signal(str, object)
    open_record = Signal(str, str)
    open_evidence = Signal(str)
    open_indicator = Signal(str, str)
    open_date = Signal(object)
    open_part = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def refresh(self, changed: Changed | None) -> None:
        """Show what is in the workspace now; None: everything may have changed.

        Called on the GUI thread, and only while the tab is the current one: what happened meanwhile
        is handed over, merged, just before `shown`.
        """

    def shown(self) -> None:
        """The tab became the current one."""

    def take_keyboard(self) -> None:
        """Take the keyboard: where it was last, else the first place that can have it."""
        first = place = self.focusWidget() or self
        while not self._can_have_keyboard(place):
            place = place.nextInFocusChain()
            if place is first:
                return
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _can_have_keyboard(self, place: QWidget) -> bool:
        """The chain goes on beyond the page; who is hidden would swallow the keys."""
        inside = self.isAncestorOf(place) and place.isVisibleTo(self) and place.isEnabled()
        return inside and bool(place.focusPolicy() & Qt.FocusPolicy.TabFocus)

    def go(self, *where: object) -> None:
        """Go to a record (ledger, id), evidence (id), indicator (standard, code) or date (date)."""

    def add(self) -> None:
        """Ctrl+N: begin a new one of what this tab holds."""

    def back(self) -> bool:
        """Esc: close the detail; False when there was nothing to close."""
        return False

    def unsaved(self) -> int:
        """How many things are typed and not saved; the window asks before it closes."""
        return 0

    def to_unsaved(self) -> None:
        """Go to one of them."""

    def leave(self) -> None:
        """The window closes: keep what is typed, save sizes. Nothing may be asked here."""
