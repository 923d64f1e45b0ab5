"""The agenda as a list: the day large at the left, what is due, and how long there still is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...domain.tasks import Occurrence, TaskState
from .. import style
from ..widgets.chip import chip_size, paint_chip
from .model import ROW, AgendaModel, Month

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def countdown(one: Occurrence, on: date) -> str:
    """还有 9 天; 已逾期 22 天; 今天到期; nothing for what is done."""
    tr = QCoreApplication.translate
    days = (one.deadline - on).days
    if one.state in (TaskState.DONE, TaskState.NOT_APPLICABLE):
        return tr("Countdown", "{day} 完成").format(day=one.done_on.isoformat()) if one.done_on else ""
    if days < 0:
        return tr("Countdown", "已逾期 {n} 天").format(n=-days)
    return tr("Countdown", "还有 {n} 天").format(n=days) if days else tr("Countdown", "今天到期")


def weekday(day: date) -> str:
    """周三."""
    tr = QCoreApplication.translate
    return (
        tr("Weekday", "周一"),
        tr("Weekday", "周二"),
        tr("Weekday", "周三"),
        tr("Weekday", "周四"),
        tr("Weekday", "周五"),
        tr("Weekday", "周六"),
        tr("Weekday", "周日"),
    )[day.weekday()]


class _Painted(QStyledItemDelegate):
    def __init__(self, view: AgendaView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        base, small = QFontMetrics(style.font()).height(), QFontMetrics(style.font("small")).height()
        if isinstance(index.data(ROW), Month):
            return QSize(0, QFontMetrics(style.font("large")).height() + style.scaled(24))
        return QSize(0, base + small + style.scaled(22))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row = index.data(ROW)
        painter.save()
        area: QRect = option.rect.adjusted(style.scaled(20), 0, -style.scaled(16), 0)
        if isinstance(row, Month):
            self._month(painter, area, row)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen or option.state & QStyle.StateFlag.State_MouseOver:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.colour("accent_soft" if chosen else "raised"))
                painter.drawRoundedRect(option.rect.adjusted(8, 1, -8, -1), 6, 6)
            self._occurrence(painter, area, row, chosen)
        painter.restore()

    def _month(self, painter: QPainter, area: QRect, month: Month) -> None:
        font = style.font("large", bold=True)
        line = area.adjusted(0, 0, 0, -style.scaled(6))
        painter.setFont(font)
        painter.setPen(style.colour("ink"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, month.title)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("soft"))
        said = self.tr("{n} 件").format(n=month.number)
        if month.done:
            said = self.tr("{n} 件，完成 {done} 件").format(n=month.number, done=month.done)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, said)

    def _occurrence(self, painter: QPainter, area: QRect, one: Occurrence, chosen: bool) -> None:
        on = self._view.on
        late = one.state is TaskState.OVERDUE
        base, small = style.font(), style.font("small")
        first, second = QFontMetrics(base), QFontMetrics(small)
        top = area.top() + style.scaled(10)
        under = top + first.height() + style.scaled(2)
        # The day.
        wide = style.scaled(64)
        painter.setFont(style.font(bold=True))
        painter.setPen(style.colour("overdue" if late else "accent_deep" if chosen else "ink"))
        day = self.tr("{n}日").format(n=one.deadline.day)
        painter.drawText(QRect(area.left(), top, wide, first.height()), _LEFT, day)
        painter.setFont(small)
        painter.setPen(style.colour("soft"))
        painter.drawText(QRect(area.left(), under, wide, second.height()), _LEFT, weekday(one.deadline))
        # The state and how long there is.
        chip = chip_size(one.state)
        middle = top + first.height() / 2
        place = QRectF(area.right() - chip.width(), middle - chip.height() / 2, chip.width(), chip.height())
        paint_chip(painter, place, one.state)
        said = countdown(one, on)
        painter.setFont(small)
        painter.setPen(style.colour("overdue" if late else "soft"))
        right = QRect(area.left(), under, area.width(), second.height())
        painter.drawText(right, _RIGHT, said)
        # What, and who.
        left = area.left() + wide
        room = area.right() - chip.width() - style.scaled(16) - left
        painter.setFont(base)
        painter.setPen(style.colour("accent_deep" if chosen else "ink"))
        title = first.elidedText(one.task, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top, room, first.height()), _LEFT, title)
        room = area.right() - second.horizontalAdvance(said) - style.scaled(16) - left
        who = "　".join(part for part in (one.phrase, one.lead, one.owner) if part)
        painter.setFont(small)
        painter.setPen(style.colour("soft"))
        who = second.elidedText(who, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, under, room, second.height()), _LEFT, who)


class AgendaView(QListView):
    """The list.

    Signals:
        toggled(): Space on an occurrence: done, or not done.
        deleted(): Delete.
    """

    toggled = Signal()
    deleted = Signal()

    def __init__(self, model: AgendaModel, on: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on = on
        self.setAccessibleName(self.tr("日程"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)
        self.setItemDelegate(_Painted(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggled.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
