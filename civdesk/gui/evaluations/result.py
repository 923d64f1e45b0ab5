"""The right side of an evaluation: prizes and their quotas, what is to be decided, publishing, proofs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...desk.evaluations import Report
from ...desk.publishing import Lacking
from ...domain.evaluations import winners
from ...domain.text import join_names
from ..widgets.count import CountChip


class ResultPanel(QWidget):
    """Shows what comes out.

    Signals:
        publish(bool): let the result stand, with entries in 荣誉 or without. reopen(). open_record(id).
    """

    publish = Signal(bool)
    reopen = Signal()
    open_record = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = QLabel()
        self.state.setProperty("role", "large")
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.open_points = QLabel()
        self.open_points.setProperty("role", "warning")
        for label in (self.state, self.told, self.open_points):
            label.setWordWrap(True)
        self.prizes = QWidget()
        self._prizes = QVBoxLayout(self.prizes)
        self._prizes.setContentsMargins(0, 8, 0, 0)
        self._prizes.setSpacing(10)
        self.proofs = QWidget()
        self._proofs = QVBoxLayout(self.proofs)
        self._proofs.setContentsMargins(0, 8, 0, 0)
        self._proofs.setSpacing(4)
        self.honours = QCheckBox(self.tr("同时给当选的各记一条荣誉"))
        self.publish_button = QPushButton(self.tr("公布结果"))
        self.publish_button.setProperty("role", "primary")
        self.publish_button.clicked.connect(lambda: self.publish.emit(self.honours.isChecked()))
        self.reopen_button = QPushButton(self.tr("重新打开"))
        self.reopen_button.clicked.connect(self.reopen)
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        for widget in (self.state, self.told, self.prizes, self.open_points, self.proofs):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 8, 20, 14)
        foot.setSpacing(8)
        foot.addWidget(self.honours)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.publish_button)
        row.addWidget(self.reopen_button)
        row.addStretch(1)
        foot.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)

    def show_report(self, report: Report, lacking: Sequence[Lacking]) -> None:
        """Show this evaluation's result."""
        one = report.evaluation
        there, wanted = report.scored
        self.state.setText(self.tr("结果已公布") if one.closed else self.tr("评比结果"))
        told = [
            self.tr("评分 {n}/{all}").format(n=there, all=wanted)
            if wanted
            else self.tr("还没有评委，请在“设置”里填写")
        ]
        told += [one.plan.adding.value] if wanted else []
        self.told.setText("　".join(told))
        self._show_prizes(report)
        self.open_points.setText("\n".join(report.open_points))
        self.open_points.setVisible(bool(report.open_points) and not one.closed)
        self._show_proofs(lacking)
        self.honours.setVisible(not one.closed)
        self.honours.setChecked(bool(one.plan.honours))
        self.publish_button.setVisible(not one.closed)
        self.publish_button.setEnabled(not report.open_points and any(row.prizes for row in report.rows))
        self.reopen_button.setVisible(one.closed)

    def _show_prizes(self, report: Report) -> None:
        _clear(self._prizes)
        for prize in report.evaluation.plan.prizes:
            there = winners(report.rows, prize.title)
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            name = QLabel(prize.title)
            name.setProperty("role", "large")
            quota = QLabel(prize.quota)
            quota.setProperty("role", "small")
            chip = CountChip()
            chip.set_count(len(there), prize.at_least or 0)
            row.addWidget(name)
            row.addWidget(quota)
            row.addStretch(1)
            row.addWidget(chip)
            names = QLabel(join_names(one.candidate.name for one in there) or self.tr("（空缺）"))
            names.setWordWrap(True)
            names.setProperty("role", "" if there else "soft")
            self._prizes.addWidget(line)
            self._prizes.addWidget(names)
        if not report.evaluation.plan.prizes:
            empty = QLabel(self.tr("还没有奖项，请在“设置”里填写奖项和名额。"))
            empty.setProperty("role", "soft")
            empty.setWordWrap(True)
            self._prizes.addWidget(empty)

    def _show_proofs(self, lacking: Sequence[Lacking]) -> None:
        _clear(self._proofs)
        for one in lacking:
            missing = join_names(one.roles)
            said = (
                self.tr("{title}：还缺{roles}").format(title=one.title, roles=missing)
                if missing
                else self.tr("{title}：方案和表彰文件都有").format(title=one.title)
            )
            label = QLabel(said)
            label.setProperty("role", "warning" if missing else "small")
            label.setWordWrap(True)
            button = QPushButton(self.tr("打开台账记录"))
            button.setProperty("role", "link")
            button.clicked.connect(lambda _=False, id=one.record: self.open_record.emit(id))
            self._proofs.addWidget(label)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self._proofs.addLayout(row)


def _clear(column: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (item := column.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            _clear(inner)
