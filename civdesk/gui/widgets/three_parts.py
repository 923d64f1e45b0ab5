"""The three parts of every tab: what to choose from, the things, the one thing in detail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from ...settings import Settings

_MIDDLE = 1  # what grows with the window


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
        kept = (settings["window"] or {}).get("splitters", {}).get(name)
        self._wanted = list(kept) if kept and len(kept) == len(parts) else list(sizes)
        self.splitterMoved.connect(self._moved)

    def _moved(self) -> None:
        self._wanted = self.sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sides are as wide as they were wanted last, the middle has the rest; where that is too little,
        the sides give way, the right one first, until there is room again. (The stretch factors of Qt start
        from what a smaller window left over: then each start would make the right side wider.)"""
        super().resizeEvent(event)
        parts = [self.widget(n) for n in range(self.count())]
        least = [part.minimumWidth() or part.minimumSizeHint().width() for part in parts]
        sizes = list(self._wanted)
        room = self.width() - self.handleWidth() * (len(parts) - 1)
        sizes[_MIDDLE] = room - sum(sizes) + sizes[_MIDDLE]
        for n in reversed(range(len(sizes))):
            if n != _MIDDLE and (short := least[_MIDDLE] - sizes[_MIDDLE]) > 0:
                given = max(0, min(short, sizes[n] - least[n]))
                sizes[n] -= given
                sizes[_MIDDLE] += given
        self.setSizes([max(*pair) for pair in zip(sizes, least, strict=True)])

    def keep(self) -> None:
        """Write the sizes down; called when the window closes."""
        window = dict(self._settings["window"] or {})
        window["splitters"] = {**window.get("splitters", {}), self._name: self._wanted}
        self._settings["window"] = window
