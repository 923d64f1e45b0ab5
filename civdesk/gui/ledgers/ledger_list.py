"""The list of ledgers by group, with counts, narrowed while one types."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.ledgers import Ledger
from ...domain.text import normal
from .. import style

KEY_ROLE = int(Qt.ItemDataRole.UserRole)
COUNT_ROLE = KEY_ROLE + 1


class LedgerModel(QAbstractListModel):
    """Groups (not selectable) and their ledgers, in the order of the desk."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledgers: list[Ledger] = []
        self._counts: dict[str, int] = {}
        self._rows: list[Ledger | str] = []
        self._wanted = ""

    def set_ledgers(self, ledgers: list[Ledger]) -> None:
        if ledgers != self._ledgers:
            self._ledgers = ledgers
            self._rebuild()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        if dict(counts) == self._counts:
            return
        self._counts = dict(counts)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def narrow(self, text: str) -> None:
        """Only ledgers whose title, synonyms or group hold the text."""
        self._wanted = normal(text)
        self._rebuild()

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._rows = []
        groups: dict[str, list[Ledger]] = {}
        for ledger in self._ledgers:
            names = (ledger.title, ledger.group, *ledger.synonyms)
            if not self._wanted or any(self._wanted in normal(name) for name in names):
                groups.setdefault(ledger.group, []).append(ledger)
        for group, members in groups.items():
            self._rows += [group, *members]
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of a ledger, -1 when it is not listed."""
        for row, one in enumerate(self._rows):
            if isinstance(one, Ledger) and one.key == key:
                return row
        return -1

    def first(self) -> str:
        """The first ledger listed, or ""."""
        return next((one.key for one in self._rows if isinstance(one, Ledger)), "")

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], Ledger):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex, role: int = 0) -> object:
        one = self._rows[index.row()]
        if isinstance(one, str):
            return one if role == 0 else None
        if role == 0:
            return one.title
        if role == KEY_ROLE:
            return one.key
        if role == COUNT_ROLE:
            return self._counts.get(one.key)
        return one.help or None if role == int(Qt.ItemDataRole.ToolTipRole) else None


class _Row(QStyledItemDelegate):
    """A group in small letters, or a ledger with its count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        if index.data(KEY_ROLE) is None:
            return QSize(100, style.scaled(34 if index.row() else 26))
        return QSize(100, style.scaled(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        area: QRect = option.rect
        pad = style.scaled(16)
        painter.save()
        if index.data(KEY_ROLE) is None:
            painter.setFont(style.font("small"))
            painter.setPen(style.colour("faint"))
            place = area.adjusted(pad, 0, -pad, -style.scaled(4))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, index.data())
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(area.adjusted(8, 1, -8, -1), 6, 6)
        count = index.data(COUNT_ROLE)
        small = style.font("small")
        number = "" if count is None else f"{count:,}"
        wide = QFontMetrics(small).horizontalAdvance(number)
        painter.setFont(small)
        painter.setPen(style.colour("soft" if count else "faint"))
        right = area.adjusted(pad, 0, -pad, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        font = style.font(bold=chosen)
        painter.setFont(font)
        painter.setPen(style.colour("accent_deep" if chosen else "ink"))
        left = area.adjusted(pad, 0, -pad - wide - 8, 0)
        title = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


class LedgerList(QWidget):
    """The search field and the list.

    Signals:
        chosen(str): the clerk chose a ledger.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(self.tr("找台账"))
        self.search.setAccessibleName(self.tr("找台账"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.listed = LedgerModel(self)
        self.view = QListView()
        self.view.setModel(self.listed)
        self.view.setItemDelegate(_Row(self.view))
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("台账"))
        self.view.selectionModel().currentChanged.connect(self._current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addWidget(self.view, 1)

    def show_key(self, key: str) -> None:
        """Mark the ledger that is open, without telling."""
        self._key = key
        row = self.listed.row_of(key)
        self.view.selectionModel().blockSignals(True)
        if row >= 0:
            self.view.setCurrentIndex(self.listed.index(row))
        else:
            self.view.clearSelection()
        self.view.selectionModel().blockSignals(False)
        self.view.viewport().update()

    def _narrow(self, text: str) -> None:
        self.listed.narrow(text)
        self.show_key(self._key)

    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        key = now.data(KEY_ROLE) if now.isValid() else None
        if key and key != self._key:
            self._key = key
            self.chosen.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if first := self.listed.first():
                    self.show_key(first)
                    self.chosen.emit(first)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.view.scheduleDelayedItemsLayout()
