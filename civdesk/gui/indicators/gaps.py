"""The right: what is lacking, who is to do it and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...desk.assessing import Assessment, Gap, IndicatorReport
from .. import style

GAP = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A gap of an indicator."""

    code: str
    title: str
    gap: Gap
    on: date
    owner: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is lacking, without who: that stands below it."""
        return self.gap.what

    @property
    def foot(self) -> str:
        """Who, and by when with the days that are left."""
        owner = tuple(name for name in self.owner if name not in self.gap.who)
        parts = ["、".join(names) for names in (self.gap.who, owner) if names]
        if self.gap.by:
            parts.append(due_text(self.gap.by, self.on))
        return "　".join(parts)

    @property
    def late(self) -> bool:
        return self.gap.by is not None and self.gap.by < self.on


def due_text(by: date, on: date) -> str:
    """2026-11-30，还有 9 天; 已逾期 22 天; 今天到期."""
    days = (by - on).days
    tr = QCoreApplication.translate
    if days < 0:
        said = tr("Due", "已逾期 {n} 天").format(n=-days)
    elif days == 0:
        said = tr("Due", "今天到期")
    else:
        said = tr("Due", "还有 {n} 天").format(n=days)
    return f"{by.isoformat()}　{said}"


def gaps_of(found: Assessment, reports: Sequence[IndicatorReport]) -> list[ShownGap]:
    """The gaps of these indicators: what was due first stands first, what has no day last."""
    shown = [
        ShownGap(one.code, one.title, gap, found.on, one.indicator.owner)
        for one in reports
        for gap in one.gaps
    ]
    return sorted(shown, key=lambda one: (one.gap.by is None, one.gap.by or found.on))


class _Gaps(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gaps: list[ShownGap] = []

    def set_gaps(self, gaps: list[ShownGap]) -> None:
        self.beginResetModel()
        self.gaps = gaps
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.gaps)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        one = self.gaps[index.row()]
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            return f"{one.code} {one.title}　{one.text}　{one.foot}"
        return one if role == GAP else None


class _Painted(QStyledItemDelegate):
    """Code and title in small letters, the sentence, who and when."""

    def __init__(self, view: GapList) -> None:
        super().__init__(view)
        self._view = view

    def _parts(self, one: ShownGap) -> list[tuple[str, str, str]]:
        head = [(f"{one.code}　{one.title}", "small", "soft")] if self._view.with_titles else []
        foot = [(one.foot, "small", "overdue" if one.late else "soft")] if one.foot else []
        return [*head, (one.text, "base", "ink"), *foot]

    def _room(self) -> int:
        return max(self._view.viewport().width() - style.scaled(36), 80)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        high = style.scaled(20)
        for text, role, _ in self._parts(index.data(GAP)):
            area = QRect(0, 0, self._room(), 10_000)
            high += QFontMetrics(style.font(role)).boundingRect(area, _WRAP, text).height() + style.scaled(3)
        return QSize(self._room(), high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        one: ShownGap = index.data(GAP)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, style.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, style.colour("raised"))
        painter.setPen(style.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        left, top = option.rect.left() + style.scaled(18), option.rect.top() + style.scaled(10)
        for text, role, ink in self._parts(one):
            font = style.font(role)
            area = QRect(left, top, self._room(), 10_000)
            painter.setFont(font)
            painter.setPen(style.colour(ink))
            painter.drawText(area, _WRAP, text)
            top += QFontMetrics(font).boundingRect(area, _WRAP, text).height() + style.scaled(3)
        painter.restore()


_WRAP = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class GapList(QListView):
    """The gaps.

    Signals:
        opened(str): the code of the indicator that the chosen gap belongs to.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("还缺什么"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.with_titles = False
        self._rows = _Gaps(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painted(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.opened.emit(self._rows.gaps[index.row()].code))

    @property
    def gaps(self) -> list[ShownGap]:
        """What is shown."""
        return self._rows.gaps

    def show_gaps(self, gaps: list[ShownGap], *, with_titles: bool) -> None:
        """Show these; with the title of its indicator above each where there are several."""
        self.with_titles = with_titles
        self._rows.set_gaps(gaps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._rows.gaps[self.currentIndex().row()].code)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
