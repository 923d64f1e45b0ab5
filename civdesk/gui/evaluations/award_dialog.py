"""手工评定: which prizes a candidate has, and why that differs from the ranks."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...desk import evaluations
from ...desk.evaluations import Report
from ...domain.evaluations import Standing
from ...domain.text import join_names
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..widgets.decision import decision


class AwardDialog(QDialog):
    """Gives a candidate prizes by hand; `operation` once it is accepted."""

    def __init__(self, desk: Desk, report: Report, row: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._id, self._row = desk, report.evaluation.id, row
        self.operation: int | None = None
        self.setWindowTitle(self.tr("评定：{name}").format(name=row.candidate.name))
        by_rank = join_names(row.proposed) or self.tr("不授奖")
        told = QLabel(self.tr("按名次和名额：{prizes}").format(prizes=by_rank))
        told.setProperty("role", "soft")
        self.boxes = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(told)
        for prize in report.evaluation.plan.prizes:
            box = QCheckBox(self.tr("{title}（{quota}）").format(title=prize.title, quota=prize.quota))
            box.setChecked(prize.title in row.prizes)
            self.boxes[prize.title] = box
            column.addWidget(box)
        self.reason = QLineEdit(row.reason)
        self.reason.setPlaceholderText(self.tr("理由，如 评委会集体研究"))
        self.wrong = QLabel()
        self.wrong.setProperty("role", "problem")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.ok, buttons = decision(self, self.tr("确定"))
        column.addWidget(self.reason)
        column.addWidget(self.wrong)
        column.addStretch(1)
        column.addLayout(buttons)
        style.resize(self, style.scaled(440), self.sizeHint().height())

    def accept(self) -> None:
        """Save it; beyond the quota or without a reason the dialog says so and stays."""
        chosen = [title for title, box in self.boxes.items() if box.isChecked()]
        try:
            self.operation = evaluations.award(
                self._desk.ws, self._id, self._row.candidate.id, chosen, self.reason.text()
            )
        except DeskError as error:
            self.wrong.setText(error.message)
            self.wrong.show()
            return
        super().accept()
