"""What can be done with a member of a register, in the menu of its record: rename, look at the person."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ...desk import people, rosters
from ...desk.people import Duty
from ...desk.renaming import Renaming
from ...domain.fields import Kind
from ...domain.ledgers import Ledger
from ..context import Desk
from ..messages import Action
from ..undoing import undo_action
from .person_dialog import PersonDialog
from .rename_dialog import RenameDialog


class MemberActions(QObject):
    """Two actions at the end of a menu, shown for registers only.

    Signals:
        said(str, object): for the edge of the window.
        wants_record(str, str): ledger and id.
    """

    said = Signal(str, object)
    wants_record = Signal(str, str)

    def __init__(self, desk: Desk, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent
        self._ledger: Ledger | None = None
        self._record = self._name = ""
        self.rename_action = menu.addAction(self.tr("改名并同步…"), self.rename)
        self.person_action = menu.addAction(self.tr("职责和参加的…"), self.show_person)
        self.dialog: RenameDialog | PersonDialog | None = None

    def show_for(self, ledger: Ledger, record: str, values: Mapping[str, str]) -> None:
        """Offer what this record allows."""
        how = ledger.register
        self._ledger, self._record = ledger, record
        self._name = values.get(how.name, "") if how else ""
        there = bool(how and record and self._name)
        self.rename_action.setVisible(there and bool(how and how.kinds) and self._desk.ws.writable)
        self.person_action.setVisible(there and rosters.of_people(ledger))

    def rename(self) -> None:
        """改名并同步…"""
        assert self._ledger is not None
        dialog = RenameDialog(self._desk, self._ledger.key, self._record, self._name, self._parent.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.renamed.connect(self._renamed)
        self.dialog = dialog
        dialog.open()

    def _renamed(self, told: Renaming) -> None:
        text = self.tr("已改名：{old} → {new}，同步 {n} 处。")
        said = text.format(old=told.old, new=told.new, n=told.count)
        self.said.emit(said, undo_action(self._desk, told.operation, self.said.emit))

    def show_person(self, name: str = "") -> None:
        """职责和参加的…"""
        dialog = PersonDialog(self._desk, name or self._name, self._parent.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open_record.connect(self.wants_record)
        self.dialog = dialog
        dialog.open()

    def note_leaving(self, ledger: Ledger, before: Mapping[str, str], now: Mapping[str, str]) -> None:
        """Somebody got a last day: say what still names them, once it is found out beside the window."""
        how = ledger.register
        if not (
            how and how.end and Kind.PERSON in how.kinds and now.get(how.end) and not before.get(how.end)
        ):
            return
        name, today = now.get(how.name, ""), self._desk.today()

        def tell(found: tuple[Duty, ...]) -> None:
            if found:
                said = self.tr("{name}填了离岗日期，还有 {n} 件事写着由本人负责。")
                self.said.emit(
                    said.format(name=name, n=len(found)),
                    Action(self.tr("看看"), lambda: self.show_person(name)),
                )

        self._desk.runner.run(
            lambda _monitor: people.leaving(self._desk.ws, name, today), on_done=tell, quiet=True
        )
