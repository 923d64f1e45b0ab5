"""A small month with a dot under each day on which something is due."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QToolTip, QVBoxLayout, QWidget

from ...domain.periods import add_months
from .. import style
from ..icons import icon
from .view import weekday

# The worst state of a day gives its dot the colour.
_ORDER = ("overdue", "unjudged", "pending", "done", "not_applicable")


class _Days(QWidget):
    """The days of one month, weeks from Monday."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.today = self.day = today
        self.month = today.replace(day=1)
        self.states: Mapping[date, list[str]] = {}

    def _weeks(self) -> list[list[date]]:
        weeks = calendar.Calendar(0).monthdatescalendar(self.month.year, self.month.month)
        while len(weeks) < 6:  # six lines always: the list below stays where it is
            last = weeks[-1][-1]
            weeks.append([last + timedelta(days=n) for n in range(1, 8)])
        return weeks

    def sizeHint(self) -> QSize:
        line = QFontMetrics(style.font("small")).height()
        return QSize(style.scaled(200), line + style.scaled(6) + 6 * (line + style.scaled(10)))

    def _area(self, week: int, column: int) -> QRectF:
        line = QFontMetrics(style.font("small")).height()
        head, high, wide = line + style.scaled(6), line + style.scaled(10), self.width() / 7
        return QRectF(column * wide, head + week * high, wide, high)

    def _day_at(self, place: QPointF) -> date | None:
        for week, days in enumerate(self._weeks()):
            for column, day in enumerate(days):
                if self._area(week, column).contains(place):
                    return day
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(style.font("small"))
        weeks = self._weeks()
        painter.setPen(style.colour("soft"))
        for column, day in enumerate(weeks[0]):
            area = self._area(0, column)
            head = QRectF(area.left(), 0, area.width(), area.top())
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, weekday(day)[-1])
        for week, days in enumerate(weeks):
            for column, day in enumerate(days):
                self._paint_day(painter, self._area(week, column), day)
        painter.end()

    def _paint_day(self, painter: QPainter, area: QRectF, day: date) -> None:
        inside = day.month == self.month.month
        painter.setPen(Qt.PenStyle.NoPen)
        tile = area.adjusted(1, 1, -1, -1)
        if day == self.day:
            painter.setBrush(style.colour("accent_soft"))
            painter.drawRoundedRect(tile, 6, 6)
        if day == self.today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(style.colour("accent"))
            painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(style.colour("ink" if inside else "faint"))
        number = area.adjusted(0, -style.scaled(3), 0, -style.scaled(3))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        states = self.states.get(day)
        if states:
            worst = min(states, key=_ORDER.index)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.state_look(worst).solid)
            radius = style.scaled(2.5)
            painter.drawEllipse(QPointF(area.center().x(), area.bottom() - style.scaled(5)), radius, radius)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if day := self._day_at(event.position()):
            self.chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(self.day + timedelta(days=step))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(QPointF(event.pos()))
            many = len(self.states.get(day, ())) if day else 0
            text = self.tr("{day}：{n} 件").format(day=day.isoformat(), n=many) if day and many else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)


class MonthCalendar(QWidget):
    """The month with its head.

    Signals:
        day_chosen(date): a day was clicked or reached by the arrows.
        year_shown(int): the year of the month that is shown, when it became another.
    """

    day_chosen = Signal(object)
    year_shown = Signal(int)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = _Days(today)
        self.days.chosen.connect(self._chosen)
        self.title = QLabel()
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        back = self._button("left", self.tr("上个月"), -1)
        on = self._button("right", self.tr("下个月"), 1)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(self.title, 1)
        head.addWidget(on)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.days)
        self._show_title()

    def _button(self, name: str, tip: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name, "soft"))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.show_month(add_months(self.days.month, step)))
        return button

    def show_states(self, states: Mapping[date, list[str]]) -> None:
        """Put the dots of these days."""
        self.days.states = states
        self.days.update()

    def show_month(self, day: date) -> None:
        """Show the month of a day."""
        before = self.days.month.year
        self.days.month = day.replace(day=1)
        self._show_title()
        self.days.update()
        if day.year != before:
            self.year_shown.emit(day.year)

    def choose(self, day: date) -> None:
        """Mark a day, without telling."""
        self.days.day = day
        if (day.year, day.month) != (self.days.month.year, self.days.month.month):
            self.show_month(day)
        self.days.update()

    def _chosen(self, day: date) -> None:
        self.choose(day)
        self.day_chosen.emit(day)

    def _show_title(self) -> None:
        month = self.days.month
        said = self.tr("{year}年{month}月").format(year=month.year, month=month.month)
        self.title.setText(said)
        self.days.setAccessibleName(said)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "days"):
            self.days.updateGeometry()
