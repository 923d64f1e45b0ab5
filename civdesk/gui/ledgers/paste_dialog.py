"""What of a paste cannot be read, cell by cell, and whether to paste the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from .. import style
from ..widgets.plain_table import CalmTable, ShortTable


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that cannot be read, or a whole row that is not taken."""

    row: str
    column: str
    value: str
    reason: str


class PasteDialog(QDialog):
    """A list of troubles; `accepted` is the wish to paste what is good (nothing is where `go` is empty)."""

    def __init__(
        self, told: str, troubles: Sequence[Trouble], go: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("粘贴"))
        label = QLabel(told)
        label.setProperty("role", "large")
        label.setWordWrap(True)
        self.rows = ShortTable((self.tr("行"), self.tr("栏目"), self.tr("内容"), self.tr("原因")), self)
        self.rows.set_rows([(one.row, one.column, one.value, one.reason) for one in troubles])
        table = CalmTable()
        table.setModel(self.rows)
        table.set_widths(3, 7, 8, 0)
        table.setAccessibleName(self.tr("不能粘贴的内容"))
        table.setVisible(bool(troubles))
        buttons = QDialogButtonBox()
        self.go = QPushButton(go)
        if go:
            self.go.setProperty("role", "primary")
            self.go.setDefault(True)
            buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        leave = QPushButton(self.tr("不粘贴") if go else self.tr("关闭"))
        buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(label)
        column.addWidget(table, 1)
        column.addWidget(buttons)
        style.resize(self, style.scaled(920), style.scaled(440 if troubles else 180))
