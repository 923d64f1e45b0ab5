"""打印: the blank questionnaire, the sheet to type answers into, or the list of people that was drawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ...desk import questionnaires, sampling
from ...desk.surveys import SurveyReport
from ...sheets.handout import Handout
from ...store.sampling import Sampling
from .. import handing_out
from ..context import Desk


class PaperButton(QPushButton):
    """A button with its menu, for the survey or the list that is shown.

    Signals:
        said(str, object): what came of it.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._report: SurveyReport | None = None
        self._sampling: Sampling | None = None
        self.shown: QWidget | None = None
        self.setText(self.tr("打印"))
        self.setProperty("role", "quiet")
        menu = QMenu(self)
        menu.addAction(self.tr("预览和打印…"), self.preview)
        menu.addAction(self.tr("另存为 Excel 或 PDF…"), self.save)
        self._line = menu.addSeparator()
        self._entry = menu.addAction(self.tr("答卷录入表（Excel，一份一行）…"), self.save_entry)
        self.setMenu(menu)

    def offer(self, report: SurveyReport | None, one: Sampling | None) -> None:
        """Offer the paper of this survey, or of this list."""
        self._report, self._sampling = report, one
        self.setEnabled(one is not None or bool(report and report.questions))
        for action in (self._line, self._entry):
            action.setVisible(report is not None)

    def _paper(self) -> tuple[Callable[[], Handout], str]:
        ws = self._desk.ws
        if one := self._sampling:
            return (lambda: sampling.handout(ws, one.id)), one.title
        assert self._report is not None
        survey, name = self._report.record.id, self._report.text("title")
        return (lambda: questionnaires.questionnaire(ws, survey)), self.tr("{title}问卷").format(title=name)

    def preview(self) -> None:
        """The blank questionnaire, or the list, as it will be printed."""
        make, title = self._paper()
        self.shown = handing_out.preview(self.window(), make, title, self.said.emit)

    def save(self) -> None:
        """The blank questionnaire, or the list, as a file."""
        make, title = self._paper()
        handing_out.save(self.window(), make, title, self.said.emit)

    def save_entry(self) -> None:
        """The sheet into which filled questionnaires are typed, as a workbook."""
        assert self._report is not None
        survey, name = self._report.record.id, self._report.text("title")
        handing_out.save(
            self.window(),
            lambda: questionnaires.entry_sheet(self._desk.ws, survey),
            self.tr("{title}答卷录入表").format(title=name),
            self.said.emit,
            endings=("xlsx",),
        )
