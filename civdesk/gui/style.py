"""The look: reads resources/style/theme.toml and makes a palette, a font and a style sheet of it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from .. import resources

# What a window manager puts around a window, in pixels: the title at most.
_FRAME = 40

SMALLEST, LARGEST, STEP = 100, 200, 10
_APPLIED = "civdeskTextSize"  # what the application wears: the factor of its texts

_PALETTE = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "sheet",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "sheet",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "accent_soft",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "sheet",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Accent: "accent",
}


@functools.cache
def theme() -> dict[str, Any]:
    """The look as data; it never changes while the program runs."""
    return resources.toml("style", "theme.toml")


@functools.cache
def _rgb(name: str) -> int:
    return QColor(theme()["colours"][name]).rgb()


def colour(name: str) -> QColor:
    """A colour of the theme: ink, soft, line, accent, overdue …; KeyError for an unknown name. It is the
    caller's own, to be made paler."""
    return QColor(_rgb(name))


@dataclass(frozen=True, slots=True)
class StateLook:
    """How a state looks: the colour of its word, of what lies behind it, of a bar or dot."""

    ink: QColor
    soft: QColor
    solid: QColor


# Words that several places use for one look: a finished task looks like a met indicator.
_SAME = {"done": "met", "closed": "met", "open": "pending", "late": "short"}


@functools.cache
def state_look(state: str) -> StateLook:
    """The colours of a state of an indicator, a task or a problem; the words are in `state_word`."""
    entry = theme()["states"][_SAME.get(state, state)]
    return StateLook(QColor(entry["ink"]), QColor(entry["soft"]), QColor(entry["solid"]))


def state_word(state: str) -> str:
    """The Chinese word of a state."""
    return {
        "met": QCoreApplication.translate("State", "达标"),
        "pending": QCoreApplication.translate("State", "未到期"),
        "overdue": QCoreApplication.translate("State", "逾期"),
        "short": QCoreApplication.translate("State", "不足"),
        "unstated": QCoreApplication.translate("State", "未声明"),
        "unjudged": QCoreApplication.translate("State", "待判断"),
        "not_applicable": QCoreApplication.translate("State", "不适用"),
        "done": QCoreApplication.translate("State", "已完成"),
        "open": QCoreApplication.translate("State", "整改中"),
        "closed": QCoreApplication.translate("State", "已完成"),
        "late": QCoreApplication.translate("State", "补记"),
    }[state]


def scaled(length: float) -> int:
    """A length of the theme in pixels at the present text size."""
    size = QApplication.font().pixelSize()
    return round(length * (size if size > 0 else theme()["type"]["base"]) / theme()["type"]["base"])


def font(role: str = "base", *, bold: bool = False) -> QFont:
    """A font of the theme at the present text size, for what is painted by hand."""
    made = QFont(QApplication.font())
    made.setPixelSize(scaled(theme()["type"][role]))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def apply(app: QApplication, per_cent: int) -> None:
    """Give the whole window its look at a text size."""
    factor = max(SMALLEST, min(per_cent, LARGEST)) / 100
    applied = app.property(_APPLIED)
    if applied == factor:
        return  # every widget there is would be polished anew
    if applied is None:
        app.setStyle("Fusion")
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("faint"))
    app.setPalette(palette)
    base = QFont()
    here = set(QFontDatabase.families())
    families = [name for name in theme()["type"]["families"] if name in here]
    if families:
        base.setFamilies(families)
    base.setPixelSize(round(theme()["type"]["base"] * factor))
    app.setFont(base)
    app.setStyleSheet(_sheet(factor))
    app.setProperty(_APPLIED, factor)


def _sheet(factor: float) -> str:
    sizes, unit = theme()["type"], theme()["space"]["unit"]
    lengths = {
        **{name: sizes[name] for name in ("small", "large", "title", "figure")},
        "control_radius": theme()["radius"]["control"],
        "sheet_radius": theme()["radius"]["sheet"],
        "search_radius": 2 * unit,
        "button": 22,
        "field": 24,
        "row": 4 * unit,
        "arrow": 16,
        "drop": 3 * unit,
        "tab_pad": 14,
        "cell_pad": 10,
        "funnel": 22,  # at the right of a head that can be filtered by
        "head_pad": 13,  # Qt puts three pixels more before the text of a cell
        "icon": 18,
        "dot_icon": 10,
        "check": 16,
    }
    values = {name: QColor(value).name() for name, value in theme()["colours"].items()}
    for name, length in lengths.items():
        # A radius larger than half the height would be no radius at all.
        size = length if name.endswith("radius") else round(length * factor)
        values[name if name.endswith(("radius", "pad")) else f"{name}_px"] = f"{size}px"
    # A radio button is round: half its side, borders included. Chosen, it has a border of 5 instead of 1
    # and the same side, so that its words stay where they are.
    side = round(lengths["check"] * factor) + 2
    values["round"], values["dot_px"] = f"{side // 2}px", f"{side - 10}px"
    values["check_image"] = resources.path("style", "check.svg").as_posix()
    values["arrow_image"] = resources.path("style", "arrow.svg").as_posix()
    text = resources.path("style", "window.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda found: values[found[1]], text.split("*/", 1)[1])


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property of the widget changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def resize(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog this size in pixels, but never more than the screen holds with a frame around it."""
    room = dialog.screen().availableSize()
    dialog.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME))


def size_text(size: int) -> str:
    """A number of bytes as people read it: 3.2 MB."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1024, larger
    return f"{amount:.0f} {unit}" if amount >= 100 or unit == "B" else f"{amount:.1f} {unit}"
