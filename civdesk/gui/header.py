"""The head of the window: tabs, tools, search, made to fit whatever the width and the text size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from . import style
from .forms.ui_main_window import Ui_MainWindow

# Between the parts of the head, and at its ends.
_GAPS, _GAP = 56, 8


def fit(ui: Ui_MainWindow, tools: Sequence[QToolButton], width: int) -> None:
    """Words beside the icons where there is room, else icons alone, the last ones only in the menu."""
    side = style.scaled(20)
    searching = min(style.scaled(200), max(140, width // 6))
    ui.search.setMinimumWidth(searching)
    ui.search.setMaximumWidth(style.scaled(300))
    ui.menu.setIconSize(QSize(side, side))
    room = width - ui.tabs.sizeHint().width() - searching - ui.menu.sizeHint().width() - _GAPS
    for words in (True, False):
        for button in tools:
            # Undo and redo are known by their arrows.
            plain = button in (ui.undo, ui.redo) or not words
            button.setIconSize(QSize(side, side))
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonIconOnly
                if plain
                else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            )
        if sum(button.sizeHint().width() + _GAP for button in tools) <= room:
            break
    used = 0
    for button in tools:
        used += button.sizeHint().width() + _GAP
        button.setVisible(used <= room)
