"""Files of the workspace in other programs: a read-only copy opened, or saved elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QObject, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ..desk import evidence
from ..store import evidence as store
from .context import Desk


class Opener(QObject):
    """Opens copies out of a folder that goes away with the window.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent
        self._folder: QTemporaryDir | None = None

    def open(self, id: str) -> None:
        """Show a file in the program that this computer has for it."""
        if self._folder is None:
            self._folder = QTemporaryDir(QDir.temp().filePath("civdesk-查看-XXXXXX"))
        folder = Path(self._folder.path())
        self._desk.runner.run(
            lambda _monitor: evidence.open_copy(self._desk.ws, id, folder),
            on_done=self._opened,
            title=self.tr("正在取出文件"),
        )

    def _opened(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.said.emit(self.tr("打开的是只读副本，修改它不会改变工作区里的原件。"), None)
        else:
            self.said.emit(
                self.tr("本机没有能打开“{name}”的程序，可以用“另存为”取出。").format(name=path.name), None
            )

    def save_as(self, id: str) -> None:
        """Ask where to, and write the file there as it came in."""
        name = store.get(self._desk.ws.reader(), id).name
        target, _ = QFileDialog.getSaveFileName(self._window, self.tr("另存为"), name)
        if target:
            self.save_to(id, Path(target))

    def save_to(self, id: str, target: Path) -> None:
        """Write the file to `target`; the dialog has asked already whether it may be replaced."""
        self._desk.runner.run(
            lambda _monitor: evidence.save_out(self._desk.ws, id, target, overwrite=True),
            on_done=lambda _size: self.said.emit(self.tr("已另存为：{path}").format(path=target), None),
            title=self.tr("正在另存文件"),
        )
