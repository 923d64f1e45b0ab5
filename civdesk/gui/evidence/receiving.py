"""What is dropped or pasted on the window: files, or a picture without a file, which becomes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QMimeData, QTemporaryDir
from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Received:
    """Files to bring in; `folder` holds what was made for it, and must live until they are in."""

    paths: list[Path]
    folder: QTemporaryDir | None = None


def carries(data: QMimeData) -> bool:
    """Whether there is something to take: files of this computer, or a picture."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def received(data: QMimeData, today: date) -> Received | None:
    """The files; of a screenshot or a picture dragged out of another program a PNG named by the moment.
    None where there is nothing."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return Received(paths)
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    if image.isNull():
        return None
    folder = QTemporaryDir(QDir.temp().filePath("civdesk-粘贴-XXXXXX"))
    name = QCoreApplication.translate("Receiving", "截图 {moment}.png")
    at = datetime.combine(today, datetime.now().time())
    path = Path(folder.path()) / name.format(moment=at.strftime("%Y-%m-%d %H.%M.%S"))
    return Received([path], folder) if image.save(str(path), "PNG") else None
