"""Rounds and reports on paper from the window: preview and printing, files that are asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ...desk import rounds, rounds_sheets
from ...output import round_report, round_sheet
from .. import printing, style
from ..context import Desk
from ..undoing import Say, tried, undo_action


class Paper(QObject):
    """Asks where something goes and says what came of it. `how` is print or xlsx.

    Signals:
        imported(object): a filled sheet was read (RoundImported).
    """

    imported = Signal(object)

    def __init__(self, desk: Desk, say: Say, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._say, self._window = desk, say, window
        self.shown: QWidget | None = None
        self.printer: object = None

    def blank(self, form_key: str, how: str) -> None:
        """An empty sheet of a form, to be filled in and brought back."""
        tried(lambda: self._sheet(how, form_key=form_key), self._say)

    def round(self, id: str, how: str) -> None:
        """A round as it is filled in."""
        tried(lambda: self._sheet(how, round=id), self._say)

    def _sheet(self, how: str, *, round: str = "", form_key: str = "") -> None:
        made = rounds_sheets.sheet(self._desk.ws, round, form_key=form_key, on=self._desk.today())
        if how == "print":
            self.preview(round_sheet.page(made), made.round.title)
            return
        self.save(
            made.round.title,
            lambda path: rounds_sheets.write(made, path, print_pdf=None, overwrite=True),
        )

    def report(self, id: str, how: str, *, down: bool = False) -> None:
        """A 周报 or 月报; the 通报 (`down`) of any round."""
        ws, on = self._desk.ws, self._desk.today()

        def work() -> None:
            if how == "print":
                made = rounds_sheets.paper(ws, id, on, down=down)
                self.preview(round_report.page(made), made.title)
            else:
                title = rounds.get(ws, id).title
                self.save(title, lambda path: rounds_sheets.write_report(ws, id, path, on, overwrite=True))

        tried(work, self._say)

    def preview(self, html: str, title: str) -> None:
        """Show pages as they will be printed; printing is a button there."""
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printing.lay_out(printer)
        printer.setDocName(title)
        dialog = QPrintPreviewDialog(printer, self._window.window())
        dialog.setWindowTitle(self.tr("打印预览：{title}").format(title=title))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.paintRequested.connect(lambda device: printing.paint(html, device))
        style.resize(dialog, style.scaled(900), style.scaled(760))
        self.shown, self.printer = dialog, printer  # the printer lives as long as its preview
        dialog.open()

    def save(self, title: str, write: Callable[[Path], object]) -> None:
        """Ask for a place of an .xlsx and write it there; the dialog asks whether a file may be replaced."""
        name = "".join("-" if char in '\\/:*?"<>|' else char for char in title)
        target, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("另存为"), f"{name}.xlsx", self.tr("Excel 工作簿 (*.xlsx)")
        )
        if not target:
            return
        path = Path(target)
        if path.suffix.lower() != ".xlsx":
            path = path.with_name(f"{path.name}.xlsx")
        write(path)
        self._say(self.tr("已写出：{path}").format(path=path), None)

    # --- what comes back -----------------------------------------------------------------------------

    def choose(self, form_key: str) -> None:
        """Ask for a filled sheet, and read it; `form_key` is what it is taken for where it does not say."""
        kinds = self.tr("表格 (*.xlsx *.xls *.et *.ods *.csv)")
        source, _ = QFileDialog.getOpenFileName(self._window, self.tr("导入填好的检查表"), "", kinds)
        if source:
            self.bring(Path(source), form_key)

    def bring(self, path: Path, form_key: str) -> None:
        """Read this filled sheet."""
        ws, on = self._desk.ws, self._desk.today()
        self._desk.runner.run(
            lambda _: rounds_sheets.import_round(ws, path, on=on, form_key=form_key),
            on_done=self._tell,
            on_error=lambda error: self._say(error.message, None),
            title=self.tr("正在导入检查表"),
        )

    def _tell(self, found: rounds_sheets.RoundImported) -> None:
        self.imported.emit(found)
        said = self.tr("《{title}》填入 {n} 项").format(title=found.title, n=found.answers)
        if found.rejected:
            said += self.tr("；{n} 格没有读懂").format(n=len(found.rejected))
        if found.skipped:
            said += self.tr("；{n} 处跳过").format(n=len(found.skipped))
        if found.rejected or found.skipped:
            said += self.tr("，见右边")
        self._say(said, undo_action(self._desk, found.operation, self._say))
