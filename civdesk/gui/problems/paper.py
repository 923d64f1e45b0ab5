"""Pages of the loop on paper: shown as they will be printed, or written where the clerk says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from .. import printing, style


def preview(parent: QWidget, html: str, title: str) -> QWidget:
    """Show the pages as they will be printed; printing is a button there. The dialog, which is open."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printing.lay_out(printer)
    printer.setDocName(title)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(QCoreApplication.translate("Paper", "{title}预览").format(title=title))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.paintRequested.connect(lambda device: printing.paint(html, device))
    dialog.kept = printer  # it lives as long as its preview, which whoever asked holds
    style.resize(dialog, style.scaled(900), style.scaled(760))
    dialog.open()
    return dialog


def ask_target(parent: QWidget, name: str, endings: dict[str, str]) -> Path | None:
    """Ask where to write a file that is called `name` at first; `endings` are kinds by ending (pdf, xlsx),
    one of which the name gets. None where the clerk thought better of it."""
    target, chosen = QFileDialog.getSaveFileName(
        parent,
        QCoreApplication.translate("Paper", "另存为"),
        f"{name}.{next(iter(endings))}",
        ";;".join(endings.values()),
    )
    if not target:
        return None
    path = Path(target)
    ending = next((one for one, words in endings.items() if words == chosen), next(iter(endings)))
    return path if path.suffix.lower().lstrip(".") in endings else path.with_name(f"{path.name}.{ending}")
