"""The grids of an evaluation: one judge's scores to be typed, and everybody's standing."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ...desk.evaluations import Report
from ...domain.evaluations import show_points
from ...domain.text import join_names
from .. import style
from ..widgets.typed_cells import TypedCells

_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
NAME = 0
POINTS = 3  # of the standings


class ScoresModel(QAbstractTableModel):
    """Candidates × criteria of one judge; with one criterion only, candidates × judges.

    Signals:
        scored(candidate id, judge, criterion, text): typed.
    """

    scored = Signal(str, str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report: Report | None = None
        self.judge = ""
        self.columns: list[tuple[str, str, str]] = []  # judge, criterion, head

    def show_report(self, report: Report | None, judge: str) -> None:
        """Show this; where rows and columns are the same they are only painted again."""
        columns: list[tuple[str, str, str]] = []
        if report:
            plan = report.evaluation.plan
            if len(plan.asked) == 1:
                columns = [(name, plan.asked[0].title, name) for name in plan.judges]
            elif judge:
                columns = [(judge, one.title, self._head(one)) for one in plan.asked]
        same = (
            report is not None
            and self.report is not None
            and columns == self.columns
            and report.candidates == self.report.candidates
            and report.evaluation.state == self.report.evaluation.state
        )
        if same:
            self.report, self.judge = report, judge
            if report and report.candidates:
                last = self.index(len(report.candidates) - 1, len(columns))
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.report, self.judge, self.columns = report, judge, columns
        self.endResetModel()

    def _head(self, one) -> str:
        most = self.tr("（{n} 分）").format(n=show_points(Fraction(one.most))) if one.most else ""
        weight = f" {one.weight}%" if one.weight is not None else ""
        return f"{one.title}{most}{weight}"

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() or self.report is None else len(self.report.candidates)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 + len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (0, int(Qt.ItemDataRole.ToolTipRole)):
            return self.tr("参评对象") if section == NAME else self.columns[section - 1][2]
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _LEFT if section == NAME else _RIGHT
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() != NAME and self.report and not self.report.evaluation.closed:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if self.report is None:
            return None
        one = self.report.candidates[index.row()]
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)):
            if index.column() == NAME:
                return one.name
            judge, criterion, _ = self.columns[index.column() - 1]
            points = self.report.scores.get((one.id, judge, criterion))
            return "" if points is None else show_points(Fraction(points))
        if role == int(Qt.ItemDataRole.ToolTipRole) and index.column() == NAME:
            return one.department or None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _LEFT if index.column() == NAME else _RIGHT
        return None

    def setData(self, index: QModelIndex, value: object, role: int = 2) -> bool:
        if self.report is None or index.column() == NAME:
            return False
        text = str(value).strip()
        if text == index.data():
            return False
        judge, criterion, _ = self.columns[index.column() - 1]
        self.scored.emit(self.report.candidates[index.row()].id, judge, criterion, text)
        return True


class ScoresGrid(TypedCells):
    """The grid: digits begin, Enter goes down, from the last candidate to the next column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = ScoresModel(self)
        self.setModel(self.scores)
        self.setAccessibleName(self.tr("评分"))
        self.scores.modelReset.connect(self._spread)

    def _spread(self) -> None:
        """Scores are as wide as their heads; the names have what is left over, or what they need."""
        metrics = QFontMetrics(style.font())
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        least, taken = metrics.horizontalAdvance("100.00"), 0
        for column, (_, _, title) in enumerate(self.scores.columns, 1):
            wide = max(metrics.horizontalAdvance(title), least) + style.scaled(24)
            self.setColumnWidth(column, wide)
            taken += wide
        names = [one.name for one in self.scores.report.candidates] if self.scores.report else []
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + style.scaled(28)
        needed = min(widest, metrics.horizontalAdvance("参评对象" * 2))
        if self.scores.columnCount():
            self.setColumnWidth(NAME, max(self.viewport().width() - taken, needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def restyled(self) -> None:
        super().restyled()
        if hasattr(self, "scores"):
            self._spread()


class StandingsModel(QAbstractTableModel):
    """Everybody in order of rank, with what they get."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report: Report | None = None

    def show_report(self, report: Report | None) -> None:
        """Show these."""
        self.beginResetModel()
        self.report = report
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() or self.report is None else len(self.report.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == 0 and orientation == Qt.Orientation.Horizontal:
            heads = (self.tr("名次"), self.tr("参评对象"), self.tr("结果"), self.tr("得分"), self.tr("说明"))
            return heads[section]
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and section == POINTS:
            return _RIGHT
        return None

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if self.report is None:
            return None
        row = self.report.rows[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return self._text(row, index.column())
        if role == int(Qt.ItemDataRole.ToolTipRole):  # what a narrow window leaves out, too
            return "　".join(filter(None, (self._text(row, column) for column in range(5))))
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _RIGHT if index.column() == POINTS else _LEFT
        if role == int(Qt.ItemDataRole.FontRole) and row.prizes and index.column() in (1, 2):
            return style.font(bold=True)
        return None

    def _text(self, row, column: int) -> str:
        if column == 0:
            return "" if row.rank is None else str(row.rank)
        if column == 1:
            return row.candidate.name
        if column == 2:
            return join_names(row.prizes)
        if column == POINTS:
            return show_points(row.points)
        said = []
        if row.tied:
            said.append(self.tr("与{names}并列").format(names=join_names(row.tied)))
        if row.missing:
            said.append(self.tr("缺评分：{names}").format(names=join_names(row.missing)))
        if row.dropped:
            said.append(self.tr("去掉{names}").format(names=join_names(row.dropped)))
        if row.reason:
            said.append(self.tr("手工评定：{reason}").format(reason=row.reason))
        return "；".join(said)
