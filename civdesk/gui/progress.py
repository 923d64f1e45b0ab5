"""The strip at the lower edge while long work runs: what it does, how far it is, a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from .runner import Job, JobRunner

# Short work shows no strip: it would only flicker.
_AFTER, _EVERY = 400, 100
# Bytes and database pages: people do not count them, and a QProgressBar only up to 2 GB.
_COUNTED, _FINE = 10_000, 1000


class ProgressStrip(QFrame):
    """Shows the oldest job that people should see; the number of others stands beside it."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressStrip")
        self._runner = runner
        self._job: Job | None = None
        self.text = QLabel()
        self.detail = QLabel()
        self.detail.setProperty("role", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = QPushButton(self.tr("停止"))
        self.stop.setProperty("role", "quiet")
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click takes nobody out of what is typed
        self.stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 16, 6)
        row.setSpacing(16)
        row.addWidget(self.text)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.detail, 1)
        row.addWidget(self.stop)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER)
        self._wait.timeout.connect(self._show)
        self._poll = QTimer(self)
        self._poll.setInterval(_EVERY)
        self._poll.timeout.connect(self._update)
        runner.started.connect(self._started)
        runner.finished.connect(self._finished)
        self.hide()

    def _visible_jobs(self) -> list[Job]:
        return [job for job in self._runner.jobs if not job.quiet]

    def _started(self, job: Job) -> None:
        if not job.quiet and not self._poll.isActive() and not self._wait.isActive():
            self._wait.start()

    def _finished(self, _job: Job) -> None:
        if not self._visible_jobs():
            self._wait.stop()
            self._poll.stop()
            self._job = None
            self.hide()

    def _show(self) -> None:
        if self._visible_jobs():
            self._poll.start()
            self._update()
            self.show()

    def _update(self) -> None:
        jobs = self._visible_jobs()
        if not jobs:
            return
        job = jobs[0]
        if job is not self._job:
            self._job = job
            self.stop.setEnabled(True)
        progress = job.monitor.latest()
        title = progress.text or job.title
        if job.monitor.cancelled:
            title = self.tr("正在停止：{title}").format(title=job.title)
        if len(jobs) > 1:
            title = self.tr("{title}（另有 {n} 项在进行）").format(title=title, n=len(jobs) - 1)
        self.text.setText(title)
        part = progress.done * _FINE // progress.total if progress.total else 0
        self.bar.setRange(0, _FINE if progress.total else 0)
        self.bar.setValue(part)
        count = f"{progress.done} / {progress.total}" if progress.total else ""
        if progress.total > _COUNTED:
            count = f"{part * 100 // _FINE}%"
        self.detail.setText("  ".join(part for part in (count, progress.detail) if part))

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()
            self.stop.setEnabled(False)
            self._update()
