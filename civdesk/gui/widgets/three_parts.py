"""The three parts of every tab: what to choose from, the things, the one thing in detail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from ...settings import Settings


def sheet(*contents: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> QFrame:
    """A white sheet on the grey ground, with its contents from top to bottom."""
    frame = QFrame()
    frame.setProperty("role", "sheet")
    column = QVBoxLayout(frame)
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    for widget in contents:
        column.addWidget(widget)
    return frame


def hairline() -> QFrame:
    """A line of one pixel between two things on a sheet."""
    line = QFrame()
    line.setProperty("role", "line")
    return line


class ThreeParts(QSplitter):
    """Left, middle, right; sizes are kept in the settings under `name`."""

    def __init__(
        self,
        settings: Settings,
        name: str,
        parts: Sequence[QWidget],
        sizes: Sequence[int] = (240, 680, 480),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings, self._name = settings, name
        self.setHandleWidth(8)
        self.setChildrenCollapsible(False)
        for part in parts:
            self.addWidget(part)
        # What grows with the window is the middle.
        for n in range(len(parts)):
            self.setStretchFactor(n, 1 if n == 1 else 0)
        kept = (settings["window"] or {}).get("splitters", {}).get(name)
        self.setSizes(list(kept) if kept and len(kept) == len(parts) else list(sizes))

    def keep(self) -> None:
        """Write the sizes down; called when the window closes."""
        window = dict(self._settings["window"] or {})
        window["splitters"] = {**window.get("splitters", {}), self._name: self.sizes()}
        self._settings["window"] = window
