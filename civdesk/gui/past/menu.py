"""The entries of the menu about the past, and about who works here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QWidget

from ...settings import operator
from ..context import Desk
from ..icons import icon


class Past(QObject):
    """操作记录, 回收站, 锁定已报送时段, 本机操作人.

    Signals:
        said(str, object): for the edge of the window.
        open_record(str, str), open_evidence(str): look at it in its tab.
    """

    said = Signal(str, object)
    open_record = Signal(str, str)
    open_evidence = Signal(str)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        desk.ws.who = operator(desk.settings)
        self.actions = [
            self._action("history", self.tr("操作记录…"), self.show_operations),
            self._action("inbox", self.tr("回收站…"), self.show_trash),
            self._action("keep", self.tr("锁定已报送时段…"), self.show_freezing),
            self._action("people", self.tr("本机操作人…"), self.ask_operator),
        ]

    def _action(self, name: str, text: str, run: object) -> QAction:
        action = QAction(icon(name), text, self)
        action.triggered.connect(lambda _=False: run())
        return action

    def show_operations(self) -> None:
        """操作记录…"""
        from .operations import OperationsDialog

        dialog = OperationsDialog(self._desk, self.said.emit, self._window)
        dialog.open_record.connect(self.open_record)
        dialog.open_evidence.connect(self.open_evidence)
        dialog.show()  # beside the window: one goes to and fro

    def show_trash(self, ledger: str = "") -> None:
        """回收站…, of one ledger where it is named."""
        from .trash import TrashDialog

        dialog = TrashDialog(self._desk, self.said.emit, ledger, self._window)
        dialog.show()

    def show_freezing(self, lock: str = "") -> None:
        """锁定已报送时段…; with a lock, to lift that one."""
        from .freezing import FreezingDialog

        dialog = FreezingDialog(self._desk, lock, self._window)
        dialog.said.connect(self.said)
        dialog.open()

    def ask_operator(self) -> None:
        """本机操作人…: the name that the history will have."""
        settings = self._desk.settings
        text, good = QInputDialog.getText(
            self._window,
            self.tr("本机操作人"),
            self.tr("姓名，写进操作记录（不填则用本机用户名）："),
            text=settings["operator"] or operator(settings),
        )
        if good:
            settings["operator"] = text.strip()
            self._desk.ws.who = operator(settings)
            self.said.emit(self.tr("操作记录里写作：{name}").format(name=self._desk.ws.who), None)
