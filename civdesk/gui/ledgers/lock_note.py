"""The line above a frozen record: why it cannot be changed, and the way to unlock it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ...store.frozen import Lock


class LockNote(QFrame):
    """Shown while a lock holds the record.

    Signals:
        wants_unlock(str): open the dialog with this lock.
    """

    wants_unlock = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lock: Lock | None = None
        self.setObjectName("lockNote")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setProperty("role", "warning")
        self.button = QPushButton(self.tr("解锁…"))
        self.button.setProperty("role", "pick")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.lock and self.wants_unlock.emit(self.lock.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def show_lock(self, lock: Lock | None) -> None:
        """Say which lock holds the record; None: none does."""
        self.lock = lock
        self.setVisible(lock is not None)
        if lock:
            said = self.tr(
                "已锁定：“{title}”（{reason}）。要改这条记录，先解锁并写明原因；影像说明仍可修改。"
            )
            self.text.setText(said.format(title=lock.title, reason=lock.reason))
