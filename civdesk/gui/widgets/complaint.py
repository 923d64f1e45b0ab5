"""A line in a dialog that says what is wrong, and is not there while nothing is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget


class Complaint(QLabel):
    """Says a sentence in red; hiding it takes it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setProperty("role", "problem")
        self.hide()

    def say(self, text: str) -> None:
        """Show this; nothing to say hides it."""
        self.setText(text)
        self.setVisible(bool(text))
