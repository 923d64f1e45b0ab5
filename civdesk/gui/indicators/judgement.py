"""The clerk's own judgement of an indicator: a state, points, the reason, and taking it back."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ...desk.assessing import IndicatorReport, points_number
from ...domain.rules import State
from .. import style
from ..forms.ui_judgement import Ui_Judgement

_OFFERED = (State.MET, State.SHORT, State.NOT_APPLICABLE, State.UNJUDGED, State.PENDING, State.OVERDUE)


class Judgement(QWidget):
    """A small form.

    Signals:
        judged(str, str, object): a state, why, and hundredths of points (None: as the state gives).
        withdrawn(): the judgement is taken back.
    """

    judged = Signal(str, str, object)
    withdrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Judgement()
        self.ui.setupUi(self)
        self._code = ""
        self._most: int | None = None
        for state in _OFFERED:
            self.ui.state.addItem(state.label, state.value)
        self.ui.state.currentIndexChanged.connect(lambda _: self._typed())
        for line in (self.ui.reason, self.ui.points):
            line.textChanged.connect(lambda _: self._typed())
            line.returnPressed.connect(self._judge)
        self.ui.judgeButton.clicked.connect(self._judge)
        self.ui.withdrawButton.clicked.connect(self.withdrawn)
        self._typed()

    def begin(self) -> None:
        """The clerk wants to judge: the keyboard goes to the state."""
        self.ui.state.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_report(self, report: IndicatorReport) -> None:
        """Show what was judged of this indicator."""
        judged = report.judged
        if report.code != self._code:
            self._code = report.code
            self.ui.reason.clear()
            self.ui.points.clear()
        self._most = report.points
        self.ui.points.setFixedWidth(QFontMetrics(style.font()).horizontalAdvance("得分 0000") + 24)
        self._typed()
        self.ui.withdrawButton.setVisible(judged is not None)
        if judged:
            self.ui.now.setText(
                self.tr("已于 {day} 判断为“{state}”，以此为准。").format(
                    day=judged.on.isoformat(), state=judged.state.label
                )
            )
        elif report.rules:
            self.ui.now.setText(self.tr("台账说不清的，可以自己判断。"))
        else:
            self.ui.now.setText(self.tr("这一项没有能自动核对的要求，请自己判断。"))

    @property
    def _points(self) -> int | None:
        """Hundredths; None where none are given. Raises ValueError for what is no number of points."""
        text = self.ui.points.text().strip()
        if not text or self.ui.points.isHidden():
            return None
        try:
            hundredths = Fraction(text) * 100
        except ZeroDivisionError as error:
            raise ValueError(text) from error
        if hundredths.denominator != 1 or not 0 <= hundredths <= (self._most or 0):
            raise ValueError(text)
        return int(hundredths)

    def _typed(self) -> None:
        applies = self.ui.state.currentData() != State.NOT_APPLICABLE
        self.ui.points.setVisible(self._most is not None and applies)
        wrong = ""
        try:
            _ = self._points
        except ValueError:
            wrong = self.tr("得分填 0 到 {most} 之间的数，最多两位小数。").format(
                most=points_number(self._most)
            )
        self.ui.points.setProperty("wrong", "true" if wrong else "false")
        style.restyle(self.ui.points)
        self.ui.wrong.setText(wrong)
        self.ui.wrong.setVisible(bool(wrong))
        self.ui.judgeButton.setEnabled(bool(self.ui.reason.text().strip()) and not wrong)

    def _judge(self) -> None:
        if self.ui.judgeButton.isEnabled():
            points, reason = self._points, self.ui.reason.text().strip()
            self.judged.emit(str(self.ui.state.currentData()), reason, points)
            self.ui.reason.clear()
            self.ui.points.clear()
