"""The clerk's own judgement of an indicator: a state and its reason, and taking it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...desk.assessing import IndicatorReport
from ...domain.rules import State
from ..forms.ui_judgement import Ui_Judgement

_OFFERED = (State.MET, State.SHORT, State.NOT_APPLICABLE, State.UNJUDGED, State.PENDING, State.OVERDUE)


class Judgement(QWidget):
    """A small form.

    Signals:
        judged(str, str): a state and why.
        withdrawn(): the judgement is taken back.
    """

    judged = Signal(str, str)
    withdrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Judgement()
        self.ui.setupUi(self)
        self._code = ""
        for state in _OFFERED:
            self.ui.state.addItem(state.label, state.value)
        self.ui.reason.textChanged.connect(lambda _: self._typed())
        self.ui.reason.returnPressed.connect(self._judge)
        self.ui.judgeButton.clicked.connect(self._judge)
        self.ui.withdrawButton.clicked.connect(self.withdrawn)
        self._typed()

    def show_report(self, report: IndicatorReport) -> None:
        """Show what was judged of this indicator."""
        if report.code != self._code:
            self._code = report.code
            self.ui.reason.clear()
        judged = report.judged
        self.ui.withdrawButton.setVisible(judged is not None)
        if judged:
            self.ui.now.setText(
                self.tr("已于 {day} 判断为“{state}”，以此为准。").format(
                    day=judged.on.isoformat(), state=judged.state.label
                )
            )
        elif report.rules:
            self.ui.now.setText(self.tr("台账说不清的，可以自己判断，写明理由，检查时查得到。"))
        else:
            self.ui.now.setText(self.tr("这一项没有能自动核对的要求，请自己判断并写明理由。"))

    def _typed(self) -> None:
        self.ui.judgeButton.setEnabled(bool(self.ui.reason.text().strip()))

    def _judge(self) -> None:
        if reason := self.ui.reason.text().strip():
            self.judged.emit(str(self.ui.state.currentData()), reason)
            self.ui.reason.clear()
