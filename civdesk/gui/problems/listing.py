"""The list of problems: deadline, state, what and where, whose it is, how long there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...desk.problems import Problem
from .. import style
from ..widgets.chip import paint_chip
from ..widgets.plain_table import CalmTable
from .looks import chip_width, left_text, look

PROBLEM = int(Qt.ItemDataRole.UserRole)
STATE, LEFT = 1, 3  # the columns of the chip, and of how long there is


class ProblemModel(QAbstractTableModel):
    """Problems in the order they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problems: list[Problem] = []
        self._titles = [
            self.tr("整改时限"),
            self.tr("状态"),
            self.tr("问题"),
            self.tr("剩余"),
            self.tr("责任单位"),
            self.tr("点位"),
            self.tr("责任人"),
        ]

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        self.beginResetModel()
        self.problems = list(problems)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        one = self.problems[index.row()]
        if role == PROBLEM:
            return one
        if role in (0, int(Qt.ItemDataRole.ToolTipRole)):
            texts = (
                one.deadline,
                "" if role == 0 else look(one)[1],
                one.title if role == 0 else f"{one.number} {one.title}".strip(),
                left_text(one),
                one.unit,
                one.site,
                one.owner,
            )
            return texts[index.column()]
        if role == int(Qt.ItemDataRole.AccessibleTextRole) and index.column() == STATE:
            return look(one)[1]
        if role == int(Qt.ItemDataRole.ForegroundRole):
            late = one.days_left is not None and one.days_left < 0
            if index.column() == LEFT:
                return style.colour("overdue" if late else "soft")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == 0 and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None


class _Chip(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, style.colour("accent_soft"))
        state, word = look(index.data(PROBLEM))
        size = chip_width(word)
        area = QRectF(
            option.rect.left() + style.scaled(8),
            option.rect.center().y() - size.height() / 2 + 1,
            min(size.width(), option.rect.width() - style.scaled(8)),
            size.height(),
        )
        paint_chip(painter, area, state, word)


class ProblemList(CalmTable):
    """The list; several may be chosen together.

    Signals:
        current(object): the problem that became current (None: none).
        wants_next(): 空格, the obvious next step of the chosen ones.
    """

    current = Signal(object)
    wants_next = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("问题"))
        self.listed = ProblemModel(self)
        self.setModel(self.listed)
        self.least, self.kept = 14, 3  # what the problem is comes before where it is, not before its state
        self.set_widths(6, 5, 0, 6, 4, 6, 5)
        self.setItemDelegateForColumn(STATE, _Chip(self))
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current.emit(self.problem()))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """The chip is as wide as its longest word."""
        if hasattr(self, "listed"):
            self.setColumnWidth(STATE, chip_width(self.tr("难以整改")).width() + style.scaled(16))

    def set_problems(self, problems: Sequence[Problem], *, anew: bool = False) -> None:
        """Show these; the current one stays current where it is still there, else the one that takes its
        place becomes it, or the first one of a list that is shown `anew`."""
        at, row = self.problem().id if self.problem() else "", self.currentIndex().row()
        chosen = {one.id for one in self.chosen()}
        still = {one.id for one in problems}
        before = self.listed.problems[:row] if row > 0 and not anew else []
        self.listed.set_problems(problems)
        rows = {one.id: n for n, one in enumerate(problems)}
        if at not in rows and problems:  # who was above it may have gone with it
            at = problems[min(sum(one.id in still for one in before), len(problems) - 1)].id
        self.select(at)
        for id in chosen & rows.keys():
            self.selectionModel().select(
                self.listed.index(rows[id], 0),
                QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
            )
        if not problems:
            self.current.emit(None)

    def select(self, id: str) -> bool:
        """Make a problem current; whether it is in the list."""
        for n, one in enumerate(self.listed.problems):
            if one.id == id:
                self.setCurrentIndex(self.listed.index(n, 0))
                return True
        return False

    def problem(self) -> Problem | None:
        """The current one."""
        index = self.currentIndex()
        return index.data(PROBLEM) if index.isValid() else None

    def chosen(self) -> list[Problem]:
        """The selected ones, in the order of the list."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.listed.problems[row] for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.wants_next.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()
