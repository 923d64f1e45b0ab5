"""Where paper goes: a file of the clerk's choice, or the preview for printing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ..desk import handouts
from ..domain import names
from ..errors import DeskError
from ..output.handout_page import page
from ..sheets.handout import Handout
from . import printing

Say = Callable[[str, object], object]


def ask_target(parent: QWidget, title: str, endings: Sequence[str]) -> Path | None:
    """Ask where a file goes that is called `title` at first, of one of these kinds (xlsx, pdf), which its
    name gets; None where the clerk thought better of it."""
    tr = QCoreApplication.translate
    words = {
        "xlsx": tr("HandingOut", "Excel 工作簿 (*.xlsx)"),
        "pdf": tr("HandingOut", "PDF 文件 (*.pdf)"),
    }
    kinds = {ending: words[ending] for ending in endings}
    first = f"{names.safe(title)}.{endings[0]}"
    target, chosen = QFileDialog.getSaveFileName(
        parent, tr("HandingOut", "另存为"), first, ";;".join(kinds.values())
    )
    if not target:
        return None
    path = Path(target)
    if path.suffix.lower().lstrip(".") in kinds:
        return path
    ending = next((one for one, word in kinds.items() if word == chosen), endings[0])
    return path.with_name(f"{path.name}.{ending}")


def save(
    parent: QWidget,
    make: Callable[[], Handout],
    title: str,
    say: Say,
    endings: Sequence[str] = ("xlsx", "pdf"),
) -> Path | None:
    """Ask where a sheet goes, write it there and say so; the file, None where it was not written."""
    path = ask_target(parent, title, endings)
    if path is None:
        return None
    try:
        handouts.write(make(), path, print_pdf=printing.write_pdf, overwrite=True)
    except DeskError as error:
        say(error.message, None)
        return None
    say(QCoreApplication.translate("HandingOut", "已写出：{path}").format(path=path), None)
    return path


def preview(parent: QWidget, make: Callable[[], Handout], title: str, say: Say) -> QWidget | None:
    """Show the pages as they will be printed; None, and said, where the sheet cannot be made."""
    try:
        made = make()
    except DeskError as error:
        say(error.message, None)
        return None
    return printing.preview(parent, page(made), title)
