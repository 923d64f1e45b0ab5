"""What comes in by the tool bar or is dropped on the window: sheets into ledgers, files into the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from .context import Desk

SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"})


class Incoming(QObject):
    """Asks for files where none were given, and starts their import.

    Signals:
        said(str, object): a message for the edge of the window.
        imported(str): a sheet came into this ledger.
    """

    said = Signal(str, object)
    imported = Signal(str)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        # The ledger that is open, which an imported sheet most likely belongs to; "" when none is.
        self.current_ledger: Callable[[], str] = lambda: ""

    def choose_sheet(self, ledger: str = "") -> None:
        """导入表格: choose one file."""
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SHEETS))
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("导入表格"), "", self.tr("表格 ({kinds})").format(kinds=kinds)
        )
        if path:
            self.open_sheet(Path(path), ledger)

    def open_sheet(self, path: Path, ledger: str = "") -> QWidget:
        """Show what a sheet would bring, before anything is imported."""
        from .import_dialog import ImportDialog  # not needed before the first sheet

        dialog = ImportDialog(self._desk, path, self.said.emit, ledger or self.current_ledger(), self._window)
        dialog.imported.connect(self.imported)
        dialog.is_evidence.connect(lambda: self.take_files([path]))
        dialog.open()
        return dialog

    def choose_files(self) -> None:
        """导入照片: choose files."""
        paths, _ = QFileDialog.getOpenFileNames(self._window, self.tr("导入照片、视频和文件"))
        if paths:
            self.take_files([Path(path) for path in paths])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Bring files and folders into the evidence, linked to nothing yet."""
        from .evidence.bringing import Bringing

        Bringing(self._desk, self.said.emit, self._window).take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """What was dropped on the window: one sheet is imported into a ledger, all else is evidence."""
        sheets = [path for path in paths if path.suffix.lower() in SHEETS]
        if len(paths) == 1 and sheets:
            self.open_sheet(sheets[0])
        else:
            self.take_files(paths)
