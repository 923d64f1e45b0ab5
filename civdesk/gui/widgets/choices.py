"""The left part of a tab: what to choose from, in groups, with numbers aligned right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from .. import style

_USER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: a stable key, what it is called, how many there are, or a word instead (`mark`);
    `state` colours a dot."""

    key: str
    title: str
    count: int | None = None
    state: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a group of choices."""

    title: str


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Choice | Heading] = []

    def set_rows(self, rows: Sequence[Choice | Heading]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _USER:
            return row
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, Heading):
                return row.title
            return f"{row.title}　{row.mark}" if row.mark else row.title + _told(row.count)
        return row.title if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _told(count: int | None) -> str:
    return "" if count is None else f"　{count}"


class _Painted(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        if isinstance(index.data(_USER), Heading):
            return QSize(
                0, QFontMetrics(style.font("small")).height() + style.scaled(20 if index.row() else 14)
            )
        return QSize(0, QFontMetrics(style.font()).height() + style.scaled(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row = index.data(_USER)
        area: QRect = option.rect.adjusted(style.scaled(16), 0, -style.scaled(16), 0)
        painter.save()
        if isinstance(row, Heading):
            painter.setFont(style.font("small"))
            painter.setPen(style.colour("soft"))
            line = area.adjusted(0, 0, 0, -style.scaled(4))
            painter.drawText(line, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.title)
        else:
            self._choice(painter, option, area, row)
        painter.restore()

    def _choice(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: Choice) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(option.rect.adjusted(8, 1, -8, -1), 6, 6)
        if row.state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.state_look(row.state).solid)
            dot = style.scaled(8)
            painter.drawEllipse(QRect(area.left(), area.center().y() - dot // 2 + 1, dot, dot))
            area = area.adjusted(style.scaled(16), 0, 0, 0)
        number = row.mark or ("" if row.count is None else str(row.count))
        small = style.font("small")
        painter.setFont(small)
        painter.setPen(style.colour("accent_deep" if chosen else "soft"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)
        area = area.adjusted(0, 0, -QFontMetrics(small).horizontalAdvance(number) - style.scaled(8), 0)
        base = style.font(bold=chosen)
        painter.setFont(base)
        quiet = row.count == 0 and not chosen
        painter.setPen(style.colour("accent_deep" if chosen else "soft" if quiet else "ink"))
        text = QFontMetrics(base).elidedText(row.title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class ChoiceList(QListView):
    """A list of which one choice is always current.

    Signals:
        chosen(str): the key of the choice that became current, by mouse, keyboard or `choose`.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painted(self))
        self._key = ""

    @property
    def key(self) -> str:
        """The key of the current choice; "" before there is one."""
        return self._key

    def set_rows(self, rows: Sequence[Choice | Heading]) -> None:
        """Show these; the current choice stays where it still is there, else the first becomes it."""
        if rows == self._rows.rows:
            return
        at = self.verticalScrollBar().value()
        self._rows.set_rows(rows)
        keys = [row.key for row in rows if isinstance(row, Choice)]
        wanted = self._key if self._key in keys else keys[0] if keys else ""
        self.choose(wanted)
        self.verticalScrollBar().setValue(at)

    def choose(self, key: str) -> None:
        """Make a choice current; nothing happens where there is no such key."""
        for n, row in enumerate(self._rows.rows):
            if isinstance(row, Choice) and row.key == key:
                self.setCurrentIndex(self._rows.index(n))
                return

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        row = current.data(_USER) if current.isValid() else None
        if isinstance(row, Choice) and row.key != self._key:
            self._key = row.key
            self.chosen.emit(row.key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
