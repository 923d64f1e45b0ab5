"""The current cell of a round: its detail filled, its problem made or opened, its photos taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ...desk import records, rounds_problems
from ...domain.fields import Kind
from ...domain.forms import Form
from ...domain.problems import state_at
from ...domain.rounds import BAD, Answer, Round
from ...errors import DeskError
from ...store import evidence, proofs
from ..context import Desk
from ..evidence.bringing import Bringing
from ..evidence.receiving import received
from ..messages import Action
from .detail import CellDetail

_LEDGER = rounds_problems.LEDGER


class CellWork(QObject):
    """Signals:
    said(str, object): for the edge of the window.
    open_record(str, str): go to the problem.
    changed(): something was saved.
    """

    said = Signal(str, object)
    open_record = Signal(str, str)
    changed = Signal()

    def __init__(self, desk: Desk, detail: CellDetail, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._detail, self._page = desk, detail, page
        self._bringing = Bringing(desk, self.said.emit, page)
        self._round: Round | None = None
        self._answer: Answer | None = None
        detail.wants_problem.connect(self.to_problem)
        detail.dropped.connect(self.take)
        detail.wants_photos.connect(self._choose_photos)

    def show(self, form: Form | None, round: Round | None, answer: Answer | None) -> None:
        """Show a cell; nothing without one."""
        self._round, self._answer = round, answer
        if form is None or round is None or answer is None:
            self._detail.show_cell(None, None, "", closed=True)
            return
        whom = rounds_problems.Whom(self._desk.ws)
        places = whom.is_kind(form, Kind.PLACE)
        own = whom.text(form, answer.subject, round.starts, "standard") if places else ""
        self._detail.show_cell(form.item(answer.item), answer, own, closed=round.closed)
        if answer.problem:
            self._show_problem(answer.problem)

    def _show_problem(self, problem: str) -> None:
        db = self._desk.ws.reader()
        try:
            record = records.get(self._desk.ws, _LEDGER, problem)
        except DeskError:  # deleted by hand since
            self._detail.problem_text.setText(self.tr("这个问题已被删除，可以重新转一次。"))
            return
        state = state_at(record.values, self._desk.today())
        links = proofs.of_subject(db, _LEDGER, problem)
        photos = list(evidence.many(db, [link.evidence for link in links]))
        title, deadline = str(record.values.get("title") or ""), record.values.get("deadline")
        told = self.tr("{title}\n限 {day} 前整改").format(title=title, day=deadline) if deadline else title
        self._detail.show_problem(told, state.value if state else "open", photos)

    # --- the problem ---------------------------------------------------------------------------------

    def to_problem(self) -> None:
        """F8: make a problem of the current cell, or open the one that is there."""
        if self._answer is None or self._round is None:
            return
        there = self._answer.problem
        if there and self._is_there(there):
            self.open_record.emit(_LEDGER, there)
            return
        if made := self.made(self._round.id, self._answer):
            self.changed.emit()
            self.said.emit(
                self.tr("已转为问题，责任单位和期限已填好。"),
                Action(self.tr("打开"), lambda: self.open_record.emit(_LEDGER, made)),
            )

    def made(self, round: str, answer: Answer) -> str:
        """The problem of a failed item, made now if it is not there; "" and said where it did not fail."""
        today = self._desk.today()
        try:
            return rounds_problems.problem(
                self._desk.ws, round, answer.item, answer.subject, today=today
            ).problem
        except DeskError as error:
            self.said.emit(error.message, None)
            return ""

    def _is_there(self, problem: str) -> bool:
        try:
            records.get(self._desk.ws, _LEDGER, problem)
        except DeskError:
            return False
        return True

    # --- photos --------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Ctrl+V of pictures or files: photos of the problem of the current cell."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, data: object) -> None:
        """Pictures or files for the current cell, as photos before the mending."""
        got = received(data, self._desk.today()) if isinstance(data, QMimeData) else None
        if got:
            self._bring(got.paths, got.folder)

    def _choose_photos(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self._page, self.tr("添加整改前照片"))
        if paths:
            self._bring([Path(path) for path in paths])

    def _bring(self, paths: Sequence[Path], hold: object = None) -> None:
        answer = self._answer
        if answer is None or self._round is None:
            return
        if answer.result != BAD and not answer.problem:
            self.said.emit(self.tr("照片附在问题上：请先把这一项记为不合格。"), None)
            return
        problem = answer.problem if answer.problem and self._is_there(answer.problem) else ""
        if not problem:
            problem = self.made(self._round.id, answer)
            self.changed.emit()
        if problem:
            self._bringing.take(paths, record=(_LEDGER, problem), role="before", hold=hold)
