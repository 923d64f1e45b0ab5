"""The icons: one family of 24-pixel line drawings in resources/icons, tinted by the style."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from .. import resources
from .style import colour

# In pixels of the screen: buttons, the tool bar, both at 150 %, the tool bar on a fine screen. Qt scales
# the next larger one down; more of them would cost the start more than they are seen.
_SIZES = (18, 20, 30, 40)


@functools.lru_cache(maxsize=256)
def _drawing(name: str, shade: str) -> QSvgRenderer:
    source = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", shade).encode()))


@functools.lru_cache(maxsize=512)
def pixmap(name: str, tint: str = "ink", size: int = 24, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of `size` pixels, in a colour of the theme (or #rrggbb)."""
    renderer = _drawing(name, tint if tint.startswith("#") else colour(tint).name())
    side = round(size * ratio)
    picture = QPixmap(QSize(side, side))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@functools.lru_cache(maxsize=256)
def icon(name: str, tint: str = "ink") -> QIcon:
    """An icon for buttons and actions; greyed by the theme when disabled."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, tint, size))
    made.addPixmap(pixmap(name, "faint", _SIZES[-1]), QIcon.Mode.Disabled)
    return made
