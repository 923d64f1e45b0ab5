"""What is done with whole rounds and their results, each said with 撤销."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from ...desk import records, rounds, rounds_closing, rounds_reports, rounds_results
from ...errors import DeskError
from ..context import Desk
from ..messages import Action
from ..undoing import undo_action


class Verbs(QObject):
    """Signals:
    said(str, object): for the edge of the window.
    changed(): something was saved.
    """

    said = Signal(str, object)
    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def close(self, id: str, rest: str = "") -> None:
        """完成检查; where something is open the message offers to leave it out."""
        ws = self._desk.ws
        try:
            operation = rounds_closing.close(ws, id, today=self._desk.today(), rest=rest)
        except DeskError as error:
            action = None
            if error.kind == "open":
                action = Action(self.tr("没填的记为无此项"), lambda: self.close(id, "none"))
            self.said.emit(error.message, action)
            return
        written = rounds_closing.record_of(ws, rounds.get(ws, id))
        said = self.tr("已完成。")
        if written:
            title = records.ledger(ws, written[0]).title
            said = self.tr("已完成，记入《{title}》。").format(title=title)
        self._tell(operation, said)

    def reopen(self, id: str) -> None:
        """Let it be filled in again."""
        self._do(lambda: rounds_closing.reopen(self._desk.ws, id), self.tr("可以重新填写了。"))

    def delete(self, id: str) -> None:
        """Delete it, and the record that it wrote."""
        self._do(lambda: rounds.delete(self._desk.ws, id), self.tr("已删除这一轮检查。"))

    def report_up(self, id: str, to: str) -> None:
        """记为已上报."""
        today = self._desk.today()
        self._do(lambda: rounds_reports.reported(self._desk.ws, id, to, today), self.tr("已记为上报。"))

    def circulate(self, id: str, to: str = "") -> None:
        """记为已通报."""
        whom = to.strip() or self.tr("受检科室")
        today = self._desk.today()
        self._do(
            lambda: rounds_reports.circulated(self._desk.ws, id, whom, today),
            self.tr("已记为通报{whom}。").format(whom=whom),
        )

    def give(self, form: str, day: date, outcome: str, name: str) -> None:
        """Let somebody have a red flag, a yellow card …"""
        today = self._desk.today()
        self._do(
            lambda: rounds_results.give(self._desk.ws, form, day, outcome, name, today=today).operation,
            self.tr("已评{outcome}：{name}，记入《评选表彰》。").format(outcome=outcome, name=name),
        )

    def talk(self, form: str, day: date, name: str) -> None:
        """Note that the leader talked with a department."""
        today = self._desk.today()
        self._do(
            lambda: rounds_results.talk(self._desk.ws, form, day, name, today=today).operation,
            self.tr("已登记与{name}的谈话，记入《责任追究》。").format(name=name),
        )

    def _do(self, work: Callable[[], int | None], said: str) -> None:
        try:
            operation = work()
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        self._tell(operation, said)

    def _tell(self, operation: int | None, said: str) -> None:
        self.changed.emit()
        self.said.emit(said, undo_action(self._desk, operation, self.said.emit))
