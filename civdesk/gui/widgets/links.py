"""Links inside a line of text, in the accent colour."""

from __future__ import annotations

from html import escape

from .. import style


def link(target: str, text: str) -> str:
    """A link as rich text; QLabel.linkActivated gives `target`."""
    colour = style.colour("accent").name()
    return f'<a href="{escape(target)}" style="color:{colour}; text-decoration:none">{escape(text)}</a>'
