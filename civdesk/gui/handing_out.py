"""Where a sheet goes that is filled in by hand: a file of the clerk's choice, or the preview for printing."""

from __future__ import annotations

from collections.abc import Callable
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


def save(parent: QWidget, make: Callable[[], Handout], title: str, say: Say) -> Path | None:
    """Ask where a sheet goes (xlsx or pdf), write it there and say so; the file, None where it was not
    written."""
    tr = QCoreApplication.translate
    kinds = {
        "xlsx": tr("HandingOut", "Excel 工作簿 (*.xlsx)"),
        "pdf": tr("HandingOut", "PDF 文件 (*.pdf)"),
    }
    first = f"{names.safe(title)}.xlsx"
    target, chosen = QFileDialog.getSaveFileName(
        parent, tr("HandingOut", "另存为"), first, ";;".join(kinds.values())
    )
    if not target:
        return None
    path = Path(target)
    if path.suffix.lower().lstrip(".") not in kinds:
        ending = next((one for one, words in kinds.items() if words == chosen), "xlsx")
        path = path.with_name(f"{path.name}.{ending}")
    try:
        handouts.write(make(), path, print_pdf=printing.write_pdf, overwrite=True)
    except DeskError as error:
        say(error.message, None)
        return None
    say(tr("HandingOut", "已写出：{path}").format(path=path), None)
    return path


def preview(parent: QWidget, make: Callable[[], Handout], title: str, say: Say) -> QWidget | None:
    """Show the pages as they will be printed; None, and said, where the sheet cannot be made."""
    try:
        made = make()
    except DeskError as error:
        say(error.message, None)
        return None
    return printing.preview(parent, page(made), title)
