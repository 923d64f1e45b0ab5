"""Who is proposed for the red flag, the yellow card …, who is to be talked with: confirmed by a click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ...desk.rounds_results import Standing
from ...domain.round_ranks import Proposal
from ..widgets.flow import Flow


class StandingPane(QWidget):
    """Signals:
    given(str, str): an outcome for a name.
    talked(str): the leader talked with a department.
    """

    given = Signal(str, str)
    talked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setProperty("role", "large")
        self.rule = QLabel(
            self.tr(
                "名次按得分排；得分相同的，红线项少的在前，再看不合格项；还相同就并列，由人来定。"
                "有红线项不合格的不评红旗、标兵。只算已完成的检查。"
            )
        )
        self.rule.setWordWrap(True)
        self.rule.setProperty("role", "soft")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addLayout(self.lines)
        column.addWidget(self.rule)
        column.addStretch(1)

    def show_standing(self, found: Standing | None) -> None:
        """Show how it stands in the month, quarter … of the form."""
        while self.lines.count():
            if widget := self.lines.takeAt(0).widget():
                widget.deleteLater()
        self.title.setText(self.tr("成绩怎么排"))
        if found is None or not (found.form.flags or found.low):
            return
        self.title.setText(found.title)
        given: dict[str, list[str]] = {}
        for outcome, name, _ in found.given:
            given.setdefault(outcome, []).append(name)
        for one in found.proposals:
            self._flag(one, given.get(one.flag.outcome, []))
        if found.low:
            low = tuple(one.name for one in found.low if one.name not in found.talked)
            title = self.tr("得分低于 {n}%").format(n=found.form.talk_below)
            told = self.tr("领导谈话后点名称登记") if low else self.tr("都已登记谈话")
            self._line(title, told, low, self.talked.emit)

    def _flag(self, one: Proposal, there: list[str]) -> None:
        outcome, quota = one.flag.outcome, one.flag.quota
        wanted = () if len(there) >= quota else (*one.chosen, *one.tied)
        names = tuple(name for name in wanted if name not in there)
        if there and not names:
            told = self.tr("已评：{names}").format(names="、".join(there))
        elif one.tied:
            told = self.tr("并列，还要选 {n} 个").format(n=one.open)
        elif names:
            told = self.tr("建议，点名称确定")
        else:
            told = self.tr("还没有合适的")
        title = self.tr("{outcome}（{n} 个名额）").format(outcome=outcome, n=quota)
        self._line(title, told, names, lambda name: self.given.emit(outcome, name))

    def _line(self, title: str, told: str, names: tuple[str, ...], run: Callable[[str], object]) -> None:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        hint = QLabel(told)
        hint.setProperty("role", "soft")
        hint.setWordWrap(True)
        column.addWidget(QLabel(title))
        column.addWidget(hint)
        if names:
            flow = Flow()
            for name in names:
                button = QPushButton(name)
                button.setProperty("role", "pick")
                button.clicked.connect(lambda _=False, name=name: run(name))
                flow.addWidget(button)
            column.addLayout(flow)
        self.lines.addWidget(line)
