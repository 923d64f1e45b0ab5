"""The indicators of a standard as a tree: which are shown, and the sums of what stands below each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from ...desk.assessing import Assessment, IndicatorReport
from ...domain.rules import State
from .. import style

REPORT = Qt.ItemDataRole.UserRole
SUMS = int(Qt.ItemDataRole.UserRole) + 1
_COUNTED = ("all", "share")  # ways of giving points that make up what is possible


@dataclass(frozen=True, slots=True)
class Sums:
    """What stands in and below an indicator, shown or not: leaves by state, hundredths of points (None where
    none are given; what does not apply is not possible, 加分 and 扣分 are not either)."""

    leaves: Mapping[State, int]
    got: int | None = None
    possible: int | None = None


@dataclass(slots=True, eq=False)
class _Node:
    report: IndicatorReport | None
    parent: _Node | None
    row: int = 0
    sums: Sums | None = None
    children: list[_Node] = field(default_factory=list)


class IndicatorTree(QAbstractItemModel):
    """What of an assessment passes a test, with everything above it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(None, None)
        self._nodes: dict[str, _Node] = {}

    def show_assessment(
        self, found: Assessment | None, passes: Callable[[IndicatorReport], bool] = lambda _: True
    ) -> bool:
        """Show it; False when only what stands in the rows changed and the rows are the same."""
        kept: set[str] = set()
        reports = {report.code: report for report in found.indicators} if found else {}
        for report in reports.values():
            if passes(report):
                code = report.code
                while code and code not in kept:
                    kept.add(code)
                    code = reports[code].indicator.parent
        codes = [code for code in reports if code in kept]
        sums = sums_of(reports.values())
        if codes == list(self._nodes):
            for code in codes:
                self._nodes[code].report, self._nodes[code].sums = reports[code], sums[code]
            # One signal: the view measures every row anew at each.
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._root.children) - 1, 0))
            return False
        self.beginResetModel()
        self._root = _Node(None, None)
        self._nodes = {}
        for code in codes:
            parent = self._nodes.get(reports[code].indicator.parent, self._root)
            node = _Node(reports[code], parent, len(parent.children), sums[code])
            parent.children.append(node)
            self._nodes[code] = node
        self.endResetModel()
        return True

    def index_of(self, code: str) -> QModelIndex:
        """Where an indicator stands; an invalid index when it is filtered out."""
        node = self._nodes.get(code)
        return self.createIndex(node.row, 0, node) if node else QModelIndex()

    @property
    def codes(self) -> list[str]:
        """The codes that are shown, in reading order."""
        return list(self._nodes)

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        node = parent.internalPointer() if parent.isValid() else self._root
        if column == 0 and 0 <= row < len(node.children):
            return self.createIndex(row, 0, node.children[row])
        return QModelIndex()

    def parent(self, index: QModelIndex) -> QModelIndex:
        node = index.internalPointer() if index.isValid() else None
        if node is None or node.parent is None or node.parent is self._root:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        node = parent.internalPointer() if parent.isValid() else self._root
        return len(node.children)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: QModelIndex, role: int = 0) -> object:
        report: IndicatorReport | None = index.internalPointer().report if index.isValid() else None
        if report is None:
            return None
        if role == REPORT:
            return report
        if role == SUMS:
            return index.internalPointer().sums
        if role == 0:
            return f"{report.code} {report.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{report.code} {report.title}　{style.state_word(report.state)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{report.code} {report.title}\n{report.indicator.asked}".strip()
        return None


def sums_of(reports: Iterable[IndicatorReport]) -> dict[str, Sums]:
    """The sums of each indicator by its code."""
    leaves: dict[str, Counter[State]] = {}
    points: dict[str, tuple[int, int]] = {}
    ordered = list(reports)
    for report in reversed(ordered):  # children before their parents
        code, above = report.code, report.indicator.parent
        if report.leaf:
            leaves[code] = Counter([report.state])
        leaves.setdefault(above, Counter()).update(leaves.get(code, Counter()))
        if report.points is not None:
            got, possible = points.get(code, (0, 0))
            counts = report.state is not State.NOT_APPLICABLE and report.indicator.scoring.way in _COUNTED
            points[code] = (got + (report.got or 0), possible + (report.points if counts else 0))
        if code in points:
            got, possible = points.get(above, (0, 0))
            points[above] = (got + points[code][0], possible + points[code][1])
    return {
        report.code: Sums(leaves.get(report.code, {}), *points.get(report.code, (None, None)))
        for report in ordered
    }
