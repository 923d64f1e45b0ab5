"""常用规则: the rules that can be taken for an indicator, searched and read before they are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...desk import offered
from ...desk.offered import Offered
from ...domain.ledgers import Ledger, Role
from ...domain.rule_data import read_rule
from ...domain.sentences import sentence
from ...domain.text import normal
from .. import style
from ..context import Desk
from ..widgets.decision import decision
from ..widgets.rows import Row, RowsList
from ..widgets.three_parts import sheet


class OfferedDialog(QDialog):
    """A list with a search field; several can be taken one after the other.

    Signals:
        chosen(list): the data of the rules that were taken.
    """

    chosen = Signal(list)

    def __init__(
        self,
        desk: Desk,
        ledgers: Mapping[str, Ledger],
        roles: Mapping[str, Role],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ledgers, self._roles = ledgers, roles
        self._all = list(offered.offered())
        self._shown: list[Offered] = []
        self._kinds = {"N": self.tr("必达"), "P": self.tr("参考"), "S": self.tr("追责"), "Q": self.tr("核对")}
        self.setWindowTitle(self.tr("常用规则"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QLineEdit()
        self.text.setProperty("role", "search")
        self.text.setPlaceholderText(self.tr("搜索，如 学习、志愿、30%"))
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(lambda _: self._list())
        self.list = RowsList()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.list.doubleClicked.connect(lambda _: self.accept())
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "soft")
        self.ok, row = decision(self, self.tr("选用"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.text)
        column.addWidget(sheet(self.list, margins=(1, 8, 1, 8)), 1)
        column.addWidget(self.told)
        column.addLayout(row)
        style.resize(self, style.scaled(760), style.scaled(620))
        self._list()

    def _list(self) -> None:
        words = normal(self.text.text()).split()
        self._shown = [
            one
            for one in self._all
            if all(word in normal(f"{one.title}{one.group}{one.note}{self._said(one)}") for word in words)
        ]
        self.list.set_rows(
            [
                Row(one.title, under=self._said(one), right=f"{one.group}　{self._kinds.get(one.kind, '')}")
                for one in self._shown
            ]
        )
        if self._shown:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.ok.setEnabled(bool(self._shown))
        self._show_current()

    def _said(self, one: Offered) -> str:
        return sentence(read_rule(one.rule), self._ledgers, self._roles)

    def _current(self) -> Offered | None:
        row = self.list.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_current(self) -> None:
        one = self._current()
        self.told.setText("　".join(filter(None, (self._said(one), one.note))) if one else "")

    def accept(self) -> None:
        one = self._current()
        if one is not None:
            self.chosen.emit([dict(one.rule)])
        super().accept()
