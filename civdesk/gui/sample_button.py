"""打开示例: makes the sample workspace once, beside the window, and hands over its path."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ..desk import sample
from ..errors import DeskError
from ..jobs import Monitor
from .runner import Job, JobRunner

_EVERY = 100


class SampleButton(QPushButton):
    """Says on itself how far it is.

    Signals:
        made(Path): the sample workspace is there, closed.
        failed(str): why it could not be made.
    """

    made = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self.tr("打开示例")
        self.setText(self._title)
        self.setToolTip(self.tr("一个虚构单位两年的台账和照片，可以随便试"))
        self.setAutoDefault(False)
        self._runner = JobRunner(self)
        self._job: Job | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(_EVERY)
        self._poll.timeout.connect(self._show_progress)
        self.destroyed.connect(self._runner.shutdown)
        self.clicked.connect(lambda: self.make(self.place()))

    def place(self) -> Path:
        """Where the sample lies on this computer."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(folder) / self.tr("文明创建示例.civdesk")

    def make(self, path: Path, today: date | None = None) -> None:
        """Make the sample at `path`, or hand over the one that is there."""
        if path.is_file():
            self.made.emit(path)
            return
        self.setEnabled(False)
        self._poll.start()
        self._job = self._runner.run(
            lambda monitor: self._work(path, today or date.today(), monitor),
            on_done=self._done,
            on_error=self._failed,
            title=self._title,
        )

    def _work(self, path: Path, today: date, monitor: Monitor) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        sample.new(path, today=today, monitor=monitor).close()
        return path

    def _show_progress(self) -> None:
        progress = self._job.monitor.latest() if self._job else None
        if progress and progress.total:
            self.setText(self.tr("正在准备示例 {n}%").format(n=progress.done * 100 // progress.total))

    def _done(self, path: Path) -> None:
        self._rest()
        self.made.emit(path)

    def _failed(self, error: DeskError) -> None:
        self._rest()
        self.failed.emit(error.message)

    def _rest(self) -> None:
        self._poll.stop()
        self.setEnabled(True)
        self.setText(self._title)
