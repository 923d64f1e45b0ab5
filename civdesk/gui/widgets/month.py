"""A month to choose a day from: Qt's calendar in the look of the desk (red is for what is overdue)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from .. import style
from ..icons import icon


def month() -> QCalendarWidget:
    """The calendar, beginning on Monday."""
    calendar = QCalendarWidget()
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    plain, head = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(style.colour("ink"))
    head.setForeground(style.colour("soft"))
    head.setBackground(style.colour("sheet"))
    calendar.setHeaderTextFormat(head)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    for name, picture in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
        if button := calendar.findChild(QToolButton, name):
            button.setIcon(icon(picture, "soft"))
    return calendar
