"""The right of the page: a cell, the problems of a report, the standing, the items of a form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...desk.rounds_reports import Report
from ...desk.rounds_sheets import RoundImported
from ...domain.forms import HOW, Form, show_points
from ..widgets.rows import Row, RowsList
from .detail import CellDetail
from .standing import StandingPane

_CELL, _STANDING, _ROWS = range(3)


class RightPart(QStackedWidget):
    """Signals:
    open_record(str, str): a problem was opened.
    """

    open_record = Signal(str, str)

    def __init__(self, detail: CellDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing = StandingPane()
        for widget in (detail, self.standing):
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            widget.setObjectName("scrolled")
            scroll.setWidget(widget)
            self.addWidget(scroll)
        self.title = QLabel()
        self.title.setProperty("role", "large")
        self.hint = QLabel()
        self.hint.setProperty("role", "soft")
        self.hint.setWordWrap(True)
        self.rows = RowsList()
        self.rows.opened.connect(lambda id: self.open_record.emit("problem", str(id)))
        listed = QWidget()
        head = QVBoxLayout()
        head.setContentsMargins(18, 14, 18, 0)
        head.setSpacing(6)
        head.addWidget(self.title)
        head.addWidget(self.hint)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        self.addWidget(listed)

    def show_cell(self) -> None:
        """Show the cell."""
        self.setCurrentIndex(_CELL)

    def show_standing(self) -> None:
        """Show the standing."""
        self.setCurrentIndex(_STANDING)

    def show_problems(self, found: Report) -> None:
        """Show the problems of a report."""
        self.title.setText(self.tr("转入整改的问题"))
        self.hint.setText("" if found.problems else self.tr("这段时间的检查没有转出问题。"))
        self.hint.setVisible(not found.problems)
        self.rows.set_rows(
            [Row(one.title, one.unit, right=one.state, target=one.id) for one in found.problems]
        )
        self.setCurrentIndex(_ROWS)

    def show_unread(self, found: RoundImported) -> None:
        """Show what of a filled sheet could not be read, to be filled in by hand."""
        self.title.setText(self.tr("没有读懂的格子"))
        self.hint.setText(self.tr("其余的都填好了；这些请对着纸表补填。"))
        self.hint.show()
        rows = [
            Row(self.tr("第 {row} 行：{value}").format(row=row, value=value), why, right=sheet)
            for sheet, row, _, value, why in found.rejected
        ]
        rows += [
            Row(self.tr("第 {row} 行跳过").format(row=row), why, right=sheet)
            for sheet, row, why in found.skipped
        ]
        self.rows.set_rows(rows)
        self.setCurrentIndex(_ROWS)

    def show_items(self, form: Form) -> None:
        """Show what a form asks."""
        self.title.setText(self.tr("检查项目"))
        self.hint.setText(form.help)
        self.hint.setVisible(bool(form.help))
        rows = []
        for item in form.shown:
            points = self.tr("{n} 分").format(n=show_points(item.points)) if item.points else ""
            under = "　".join(filter(None, (item.standard, HOW[item.how] if item.how != "yes_no" else "")))
            rows.append(Row(item.title, under, right=points or (self.tr("红线") if item.red_line else "")))
        self.rows.set_rows(rows)
        self.setCurrentIndex(_ROWS)
