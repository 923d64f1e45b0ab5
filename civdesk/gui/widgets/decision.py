"""The two buttons that end a small dialog: do it (Enter), or leave things as they are (Esc)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton


def decision(dialog: QDialog, text: str) -> tuple[QPushButton, QHBoxLayout]:
    """The button that accepts a dialog, and the row at its lower edge that holds it and 取消."""
    ok = QPushButton(text)
    ok.setProperty("role", "primary")
    ok.setDefault(True)
    ok.clicked.connect(dialog.accept)
    cancel = QPushButton(QCoreApplication.translate("Decision", "取消"))
    cancel.setAutoDefault(False)
    cancel.clicked.connect(dialog.reject)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    row.addWidget(cancel)
    row.addWidget(ok)
    return ok, row
