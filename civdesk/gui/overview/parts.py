"""The sheets of the tab 总览: a section with a list, and the big calm numbers of a standard."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from .. import style
from ..widgets.elided import ElidedLabel
from ..widgets.rows import Row, RowsList
from ..widgets.segments import SegmentBar

if TYPE_CHECKING:
    from ...desk.assessing import Assessment
    from ...store.standards import Listed

# What stands in large figures, in this order; 不适用 only in the bar.
FIGURES = ("met", "pending", "overdue", "short", "unstated", "unjudged")


class Section(QFrame):
    """A sheet with a head, a list, and a sentence for when the list is empty.

    Signals:
        opened(object): the target of a row that was chosen.
    """

    opened = Signal(object)

    def __init__(
        self, title: str, empty: str, *, two_lines: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        head = QLabel(title)
        head.setProperty("role", "large")
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(20, 0, 16, 0)
        self._head.setSpacing(8)
        self._head.addWidget(head)
        self._head.addWidget(self.count)
        self._head.addStretch(1)
        self.rows = RowsList(two_lines=two_lines)
        self.rows.setAccessibleName(title)
        self.rows.opened.connect(self.opened)
        self._empty = QLabel(empty)
        self._empty.setProperty("role", "soft")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setContentsMargins(20, 8, 20, 8)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 14, 1, 8)
        column.setSpacing(4)
        column.addLayout(self._head)
        column.addLayout(self._stack, 1)
        self._fit()

    def show_rows(self, rows: Sequence[Row], count: str = "") -> None:
        """Show rows, and how many of what beside the head."""
        self.rows.set_rows(rows)
        self.count.setText(count)
        self._stack.setCurrentIndex(0 if rows else 1)

    def _fit(self) -> None:
        self.setMinimumHeight(style.scaled(220))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


class Figure(QWidget):
    """A large number and its word; a click asks for what it counts.

    Signals:
        clicked(str): the state.
    """

    clicked = Signal(str)

    def __init__(self, state: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.number = QLabel("–")
        self.number.setProperty("role", "figure")
        word = QLabel(style.state_word(state))
        word.setProperty("role", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(word)

    def set_count(self, count: int) -> None:
        """Show a count: overdue in red, nothing in grey."""
        self.number.setText(str(count))
        if not count:
            ink = style.colour("faint")
        elif self.state == "overdue":
            ink = style.colour("overdue")
        else:
            ink = style.colour("ink") if self.state != "met" else style.colour("accent")
        self.number.setStyleSheet(f"color: {ink.name()};")
        self.setAccessibleName(f"{style.state_word(self.state)} {count}")


class StandardSheet(QFrame):
    """凭什么算达标: the active standard, its figures, its bar, its points.

    Signals:
        chosen(str): another standard.
        wants_indicators(str): go to the tab 测评.
    """

    chosen = Signal(str)
    wants_indicators = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self._key = ""
        self.title = ElidedLabel()
        self.title.setProperty("role", "large")
        self.points = QLabel()
        self.points.setProperty("role", "soft")
        self.pick = QComboBox()
        self.pick.setAccessibleName(self.tr("测评标准"))
        self.pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.pick.setMinimumWidth(120)
        self.pick.setMaximumWidth(style.scaled(520))
        self.pick.activated.connect(lambda _: self.chosen.emit(self.pick.currentData()))
        self.more = QPushButton(self.tr("逐条查看依据"))
        self.more.setProperty("role", "link")
        self.more.clicked.connect(lambda: self.wants_indicators.emit(self._key))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title)
        head.addWidget(self.pick)
        head.addWidget(self.points)
        head.addStretch(1)
        head.addWidget(self.more)
        self.figures = {state: Figure(state) for state in FIGURES}
        row = QHBoxLayout()
        row.setSpacing(40)
        for figure in self.figures.values():
            row.addWidget(figure)
        row.addStretch(1)
        self.bar = SegmentBar()
        self.note = QLabel()
        self.note.setProperty("role", "small")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 18)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.note)

    def show_standard(self, assessment: Assessment | None, standards: Sequence[Listed]) -> None:
        """Show an assessment; None when no standard is switched on."""
        self.setVisible(True)
        several = len(standards) > 1
        self.pick.setVisible(several)
        self.title.setVisible(not several)
        self.more.setVisible(assessment is not None)
        if assessment is None:
            self._key = ""
            self.title.setText(self.tr("还没有启用测评标准"))
            self.points.setText("")
            self.note.setText(self.tr("到“测评”里启用一个标准，这里就会显示还缺什么。"))
            for figure in self.figures.values():
                figure.set_count(0)
            self.bar.set_counts({})
            return
        self._key = assessment.standard.key
        self.title.setText(assessment.standard.title)
        if [self.pick.itemData(n) for n in range(self.pick.count())] != [one.key for one in standards]:
            self.pick.clear()
            for one in standards:
                self.pick.addItem(one.title, one.key)
        self.pick.setCurrentIndex(self.pick.findData(self._key))
        counts = {state.value: n for state, n in assessment.counts.items()}
        for state, figure in self.figures.items():
            figure.set_count(counts.get(state, 0))
            # What nothing is of is not in the way; the four that one always asks for stay.
            figure.setVisible(state in ("met", "pending", "overdue", "unjudged") or counts.get(state, 0) > 0)
        self.bar.set_counts({state: counts.get(state, 0) for state in (*FIGURES, "not_applicable")})
        total = sum(counts.values())
        asked = total - counts.get("not_applicable", 0)
        self.note.setText(
            self.tr("{asked} 项指标中已达标 {met} 项；测评期 {period}，截至 {on}。").format(
                asked=asked,
                met=counts.get("met", 0),
                period=assessment.period.title,
                on=assessment.on.isoformat(),
            )
        )
        score = assessment.score
        if score is None:
            self.points.setText("")
        else:
            self.points.setText(
                self.tr("得分 {got} / {possible}").format(
                    got=_points(score.got), possible=_points(score.possible)
                )
            )


def _points(hundredths: int) -> str:
    value = Fraction(hundredths, 100)
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0").rstrip(".")
