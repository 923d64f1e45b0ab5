"""改名并同步: a member's new name, where the old one stands, and whether it is changed there too."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...desk import renaming
from ...desk.renaming import Renaming
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..widgets.decision import decision

_PAUSE = 250
_LISTED = 8


class RenameDialog(QDialog):
    """The new name.

    Signals:
        renamed(object): the Renaming that was done.
    """

    renamed = Signal(object)

    def __init__(
        self, desk: Desk, ledger: str, record: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._ledger, self._record = desk, ledger, record
        self.setWindowTitle(self.tr("改名并同步"))
        self.line = QLineEdit(name)
        self.line.setAccessibleName(self.tr("新的名称"))
        self.line.selectAll()
        self.everywhere = QCheckBox(self.tr("写着原名的地方都改过来"))
        self.everywhere.setChecked(True)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.tell)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self.tell()
        style.resize(self, style.scaled(460), style.scaled(400))

    def _build(self) -> None:
        head = QLabel(self.tr("新的名称"))
        head.setProperty("role", "soft")
        head.setBuddy(self.line)
        self.ok, buttons = decision(self, self.tr("改名"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self.line)
        column.addWidget(self.everywhere)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addLayout(buttons)

    def tell(self) -> None:
        """Where the old name stands, or why this cannot be the new one."""
        self._pause.stop()
        try:
            told = renaming.preview(self._desk.ws, self._ledger, self._record, self.line.text())
        except DeskError as error:
            self.ok.setEnabled(False)
            self._say(error.message, wrong=False)
            return
        self.ok.setEnabled(True)
        self._say("\n".join(self._lines(told)))
        if told.shared:
            self.everywhere.setChecked(False)

    def _lines(self, told: Renaming) -> list[str]:
        lines = []
        if told.shared:
            lines.append(self.tr("同时还有同名的成员，分不清各处写的是谁，先不同步。"))
        if told.taken:
            lines.append(self.tr("名册里已经有“{new}”，改名后两者分不开。").format(new=told.new))
        if told.places:
            lines.append(self.tr("“{old}”写在 {n} 处：").format(old=told.old, n=told.count))
            lines += [
                self.tr("　{where} {field} {n} 处").format(where=p.title, field=p.field, n=p.count)
                for p in told.places[:_LISTED]
            ]
            if len(told.places) > _LISTED:
                lines.append(self.tr("　还有另外 {n} 种地方").format(n=len(told.places) - _LISTED))
        else:
            lines.append(self.tr("别的地方没有写着“{old}”。").format(old=told.old))
        if told.frozen:
            lines.append(self.tr("{n} 处在锁定的时段里，保持原名。").format(n=told.frozen))
        return lines

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setProperty("role", "problem" if wrong else "soft")
        style.restyle(self.told)

    def accept(self) -> None:
        if self._pause.isActive():
            self.tell()
        if not self.ok.isEnabled():
            return
        try:
            told = renaming.rename(
                self._desk.ws,
                self._ledger,
                self._record,
                self.line.text(),
                everywhere=self.everywhere.isChecked(),
            )
        except DeskError as error:
            self._say(error.message, wrong=True)
            return
        super().accept()
        self.renamed.emit(told)
