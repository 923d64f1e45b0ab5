"""How much room a part is given when the text is larger: more, but not as much more as the text."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter

from .. import style


def widened(length: int) -> int:
    """Pixels for a part that is `length` wide at 100 % text."""
    return length + (style.scaled(length) - length) * 2 // 5


def keep_usable(parts: QSplitter, *least: int) -> None:
    """Let no part become narrower than this (at 100 % text), however small the window is."""
    for n, length in enumerate(least):
        parts.widget(n).setMinimumWidth(widened(length))
