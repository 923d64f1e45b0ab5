"""The photos of a problem over the whole page: arrows go on, Esc goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..context import Desk
from ..evidence.large import LargeView
from ..evidence.model import EvidenceModel
from ..widgets.previews import Previews


class _Some(EvidenceModel):
    """Just these pieces of evidence, in their order."""

    def set_ids(self, ids: Sequence[str]) -> None:
        self.beginResetModel()
        self._ids, self._rows = list(ids), None
        self._pages.clear()
        self.endResetModel()


class PhotoView(LargeView):
    """The large view of 影像, for the photos of one problem.

    Signals:
        wants_evidence(str): look at the photo in the tab 影像.
    """

    wants_evidence = Signal(str)

    def __init__(self, desk: Desk, previews: Previews, parent: QWidget) -> None:
        self._some = _Some(desk.ws)
        super().__init__(desk, previews, self._some, parent)
        self.wants_open.connect(self._leave)

    def open_at(self, ids: Sequence[str], id: str) -> None:  # type: ignore[override]
        """Show one of these over the page."""
        self._some.set_ids(ids)
        super().open_at(id)

    def _leave(self, id: str) -> None:
        self.close_view()
        self.wants_evidence.emit(id)
