"""The right part while several are chosen: one caption for all of them, one record, one deletion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..forms.ui_evidence_several import Ui_EvidenceSeveral

_FIELDS = ("event", "time", "place", "people", "background", "photographer")


class EvidenceSeveral(QWidget):
    """What can be done with several pieces of evidence at once.

    Signals:
        filled(dict): elements by column, to be written into all of them.
        wants_link(), wants_delete().
    """

    filled = Signal(dict)
    wants_link = Signal()
    wants_delete = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_EvidenceSeveral()
        self.ui.setupUi(self)
        self.ids: tuple[str, ...] = ()
        self.ui.fillButton.clicked.connect(self._fill)
        self.ui.linkButton.clicked.connect(self.wants_link)
        self.ui.deleteButton.clicked.connect(self.wants_delete)
        for key in _FIELDS:
            getattr(self.ui, key).textChanged.connect(lambda _: self._typed())
            getattr(self.ui, key).returnPressed.connect(self._fill)
        self._typed()

    def show_ids(self, ids: Sequence[str]) -> None:
        """These are chosen; what was typed for others is forgotten."""
        if tuple(ids) == self.ids:
            return
        self.ids = tuple(ids)
        self.ui.title.setText(self.tr("已选 {n} 件").format(n=len(ids)))
        for key in _FIELDS:
            getattr(self.ui, key).clear()

    def _values(self) -> dict[str, str]:
        texts = {key: getattr(self.ui, key).text().strip() for key in _FIELDS}
        return {key: text for key, text in texts.items() if text}

    def _typed(self) -> None:
        self.ui.fillButton.setEnabled(bool(self._values()))

    def _fill(self) -> None:
        if values := self._values():
            self.filled.emit(values)
