"""How problems look: the chip of each, the days that are left, the views they are sorted into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...desk.problems import Problem
from ...domain.problems import SOON, ProblemState
from .. import style
from ..widgets.chip import paint_chip
from ..widgets.choices import Choice, Heading


def look(one: Problem) -> tuple[str, str]:
    """The state whose colours a problem wears, and its word."""
    if one.state is ProblemState.OVERDUE:
        return "overdue", QCoreApplication.translate("Problems", "逾期")
    if one.hard:
        return "short", QCoreApplication.translate("Problems", "难以整改")
    if one.state is ProblemState.OPEN:
        return "open", QCoreApplication.translate("Problems", "整改中")
    if one.to_recheck:
        return "unstated", QCoreApplication.translate("Problems", "待复查")
    if one.written_off:
        return "closed", QCoreApplication.translate("Problems", "已销号")
    return "closed", QCoreApplication.translate("Problems", "已完成")


def left_text(one: Problem) -> str:
    """How long there is: 还有 3 天, 今天到期, 逾期 4 天; "" for what is closed or has no deadline."""
    days = one.days_left
    if days is None:
        return ""
    if days < 0:
        return QCoreApplication.translate("Problems", "逾期 {n} 天").format(n=-days)
    if not days:
        return QCoreApplication.translate("Problems", "今天到期")
    return QCoreApplication.translate("Problems", "还有 {n} 天").format(n=days)


def fits(view: str, one: Problem, due: frozenset[str]) -> bool:
    """Whether a problem belongs to a view; `due` are the ids that call for 责任追究."""
    kind, _, name = view.partition(":")
    open_ = one.state is not ProblemState.CLOSED
    match kind:
        case "open":
            return open_
        case "overdue":
            return one.state is ProblemState.OVERDUE
        case "soon":
            return one.days_left is not None and 0 <= one.days_left <= SOON.days
        case "hard":
            return one.hard
        case "recheck":
            return one.to_recheck
        case "account":
            return one.id in due
        case "closed":
            return not open_
        case "unit":
            return open_ and one.unit == name
        case "source":
            return open_ and one.source == name
        case _:
            return True


def views(listed: Sequence[Problem], due: frozenset[str]) -> list[Choice | Heading]:
    """What to choose from, with counts; units and sources with their open problems, the most first."""

    def many(view: str) -> int:
        return sum(fits(view, one, due) for one in listed)

    rows: list[Choice | Heading] = [
        Choice("open", QCoreApplication.translate("Problems", "未完成"), many("open")),
        Choice("overdue", QCoreApplication.translate("Problems", "逾期"), many("overdue"), "overdue"),
        Choice("soon", QCoreApplication.translate("Problems", "三天内到期"), many("soon"), "open"),
        Choice("hard", QCoreApplication.translate("Problems", "难以整改"), many("hard"), "short"),
        Choice("recheck", QCoreApplication.translate("Problems", "待复查"), many("recheck"), "unstated"),
        Choice("account", QCoreApplication.translate("Problems", "应追责"), many("account")),
        Choice("closed", QCoreApplication.translate("Problems", "已完成"), many("closed"), "closed"),
        Choice("all", QCoreApplication.translate("Problems", "全部"), len(listed)),
    ]
    for key, title, values in (
        (
            "unit",
            QCoreApplication.translate("Problems", "责任单位（未完成）"),
            [one.unit for one in listed if fits("open", one, due)],
        ),
        (
            "source",
            QCoreApplication.translate("Problems", "来源（未完成）"),
            [one.source for one in listed if fits("open", one, due)],
        ),
    ):
        counted = Counter(values).most_common()
        if counted:
            rows.append(Heading(title))
            rows += [
                Choice(f"{key}:{name}", name or QCoreApplication.translate("Problems", "（未填）"), n)
                for name, n in counted
            ]
    return rows


def chip_width(word: str) -> QSize:
    """How large a chip with this word is at the present text size."""
    metrics = QFontMetrics(style.font("small"))
    return QSize(metrics.horizontalAdvance(word) + style.scaled(30), metrics.height() + style.scaled(6))


class ProblemChip(QWidget):
    """The chip of a problem."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look = ("open", "")

    def show_problem(self, one: Problem) -> None:
        """Show its state."""
        self._look = look(one)
        self.setAccessibleName(self._look[1])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_width(self._look[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), *self._look)
        painter.end()
