"""Filling in the round that is shown: marks, words, what is left over, more subjects; saved at each step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from ...desk import rounds
from ...desk.rounds import Noted
from ...domain.rounds import BAD, SIGNS
from ..context import Desk
from ..undoing import tried, undo_latest
from .cell import CellWork
from .grid import RoundGrid


class Filling(QObject):
    """Signals:
    said(str, object): for the edge of the window.
    answered(): answers of the round were saved, and nothing else.
    changed(): more than answers was saved.
    """

    said = Signal(str, object)
    answered = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, grid: RoundGrid, cell: CellWork, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._grid, self._cell, self._page = desk, grid, cell, page

    @property
    def _round(self) -> str:
        return self._grid.rows.round.id if self._grid.rows.round else ""

    def put(self, item: str, subject: str, raw: str) -> None:
        """One cell."""
        self._noted(lambda: rounds.answer(self._desk.ws, self._round, item, subject, raw))

    def put_many(self, cells: list[tuple[str, str, str]]) -> None:
        """Several cells, all or none."""
        self._noted(lambda: rounds.answer_many(self._desk.ws, self._round, cells))

    def put_current(self, sign: str) -> None:
        """The current cell; the same mark again takes it away."""
        if answer := self._grid.current():
            again = SIGNS[answer.result] == sign
            self.put(answer.item, answer.subject, "" if again else sign)

    def note(self, text: str) -> None:
        """Words about the current cell."""
        if answer := self._grid.current():
            item, subject = answer.item, answer.subject
            self._noted(lambda: rounds.note(self._desk.ws, self._round, item, subject, text))

    def fill(self, subject: str | None = None) -> None:
        """The rest is good: of a subject, or of all; the keyboard goes on to what is still open."""
        self._noted(lambda: rounds.fill_good(self._desk.ws, self._round, subject=subject))
        self._grid.go_on()

    def _noted(self, work: Callable[[], Noted]) -> None:
        def run() -> None:
            for text in work().warnings:
                self.said.emit(text, None)

        tried(run, self.said.emit)
        self.answered.emit()

    # --- more than answers ---------------------------------------------------------------------------

    def problems(self) -> None:
        """Make problems of all that failed."""
        shown = self._grid.rows
        if shown.round is None:
            return
        id = shown.round.id
        waiting = [one for one in shown.round.answers if one.result == BAD and not one.problem]
        made = [problem for one in waiting if (problem := self._cell.made(id, one))]
        self.changed.emit()
        if made:
            self.said.emit(self.tr("转为问题 {n} 个。").format(n=len(made)), None)
        else:
            self.said.emit(self.tr("没有不合格的项要转为问题。"), None)

    def add_subject(self) -> None:
        """Look at one more."""
        name, good = QInputDialog.getText(self._page, self.tr("增加检查对象"), self.tr("名称"))
        if good and name.strip():
            tried(lambda: rounds.add_subject(self._desk.ws, self._round, name), self.said.emit)
            self.changed.emit()

    def remove_subject(self) -> None:
        """Leave out the one in whose column the keyboard is."""
        if answer := self._grid.current():
            name, ws, id = answer.subject, self._desk.ws, self._round
            if tried(lambda: rounds.remove_subject(ws, id, name), self.said.emit):
                self.said.emit(
                    self.tr("这一轮不再查“{name}”").format(name=name),
                    undo_latest(self._desk, "round", self.said.emit),
                )
            self.changed.emit()
