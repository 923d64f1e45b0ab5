"""A day: typed in any way one writes it, or picked from a calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ....domain.fields import Field
from ...icons import icon
from ...widgets.month import month
from .base import LineEditor


class DateEditor(LineEditor):
    """A line that takes any way to write a date, with a calendar."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, "", parent)
        self.line.setPlaceholderText(self.tr("如 2026.3.5"))
        self._open_action = QAction(icon("calendar", "soft"), self.tr("打开日历（Alt+↓）"), self)
        self._open_action.triggered.connect(self.open_calendar)
        self.line.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if asks_for_list(event):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Show a calendar under the line."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("role", "sheet")
        calendar = month()
        shown = QDate.fromString(self.line.text(), Qt.DateFormat.ISODate)
        if shown.isValid():
            calendar.setSelectedDate(shown)
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)

        def choose(day: QDate) -> None:
            popup.close()
            self.set_text(day.toString(Qt.DateFormat.ISODate))
            self.edited.emit()
            self.left.emit()
            self.line.setFocus()

        calendar.activated.connect(choose)
        calendar.clicked.connect(choose)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()
        calendar.setFocus()


def asks_for_list(event: QEvent) -> bool:
    """Alt+↓, as everywhere in Windows."""
    return (
        event.type() == QEvent.Type.KeyPress
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Down
        and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    )
