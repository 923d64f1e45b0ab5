"""Writing a sheet that is filled in by hand: as a workbook or as pages."""

from __future__ import annotations

from pathlib import Path

from ..errors import Refused, WrongUse
from ..output.handout_page import page
from ..sheets.handout import Handout, write_handout
from .attendance import PrintPdf


def write(made: Handout, target: Path, *, print_pdf: PrintPdf | None, overwrite: bool = False) -> Path:
    """Write it as .xlsx or .pdf, by the name of the target, which is returned. Raises WrongUse for another
    kind of file, Refused when the target exists or cannot be written."""
    if target.exists() and not overwrite:
        raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
    if target.suffix.lower() == ".xlsx":
        write_handout(target, made)
    elif target.suffix.lower() == ".pdf":
        assert print_pdf is not None  # handed in by __main__ and by the window
        print_pdf(page(made), target)
    else:
        raise WrongUse("只能写成 .xlsx 或 .pdf 文件。")
    return target
