"""改规则: the rules of an indicator: edited, taken from the usual ones, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import evidence, records
from ...desk import standards as desk_standards
from ...domain.definition_errors import DefinitionError
from ...domain.rule_data import read_rule
from ...domain.sentences import sentence
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..undoing import undo_latest
from ..widgets.complaint import Complaint
from ..widgets.empty import EmptyPlace
from ..widgets.flow import Flow
from ..widgets.rows import Row, RowsList
from ..widgets.three_parts import sheet
from .rule_editor import RuleEditor


class RulesDialog(QDialog):
    """The rules of one indicator; nothing is saved before 保存.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, key: str, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._key, self._code = desk, key, code
        self._ledgers, self._roles = records.all_ledgers(desk.ws), evidence.roles()
        found = desk_standards.indicator(desk_standards.standard(desk.ws, key), code)
        self._rules: list[dict[str, Any]] = [dict(one.data) for one in found.rules]
        self._saved = [dict(one) for one in self._rules]
        self._wrong: set[int] = set()  # rules that do not hold as they are typed now
        self.setWindowTitle(self.tr("规则：{code} {title}").format(code=code, title=found.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked = QLabel(found.asked or found.requirement or found.title)
        asked.setWordWrap(True)
        asked.setProperty("role", "soft")
        self.list = RowsList()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.editor = RuleEditor(self._ledgers, self._roles, desk.today())
        self.editor.changed.connect(self._edited)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.editor.setObjectName("scrolled")
        scroll.setWidget(self.editor)
        self.nothing = EmptyPlace(icon_name="assess")
        self.places = QStackedWidget()
        self.places.addWidget(scroll)
        self.places.addWidget(self.nothing)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(sheet(self.list, margins=(1, 8, 1, 8)))
        parts.addWidget(sheet(self.places, margins=(1, 1, 1, 1)))
        parts.setSizes([style.scaled(300), style.scaled(640)])
        self.list.setMinimumWidth(160)
        parts.setStretchFactor(1, 1)
        self.told = Complaint()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(asked)
        column.addWidget(parts, 1)
        column.addWidget(self.told)
        column.addLayout(self._buttons())
        style.resize(self, style.scaled(1040), style.scaled(680))
        self._list(0)

    def _buttons(self) -> QVBoxLayout:
        self.offer_button = QPushButton(self.tr("从常用规则中选…"))
        self.new_button = QPushButton(self.tr("新规则"))
        self.drop_button = QPushButton(self.tr("删除这条"))
        self.save_button = QPushButton(self.tr("保存"))
        self.save_button.setProperty("role", "primary")
        cancel = QPushButton(self.tr("取消"))
        self.offer_button.clicked.connect(self.offer)
        self.new_button.clicked.connect(self.begin)
        self.drop_button.clicked.connect(self.drop)
        self.save_button.clicked.connect(self.save)
        cancel.clicked.connect(self.reject)
        line = QWidget()
        flow = Flow(line)
        for button in (self.offer_button, self.new_button, self.drop_button):
            button.setAutoDefault(False)
            flow.addWidget(button)
        self.save_button.setDefault(True)
        self.save_button.setToolTip(self.tr("保存  Ctrl+S"))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, 1)
        for button in (cancel, self.save_button):
            row.addWidget(button)
        column = QVBoxLayout()
        column.addLayout(row)
        return column

    # --- the list ------------------------------------------------------------------------------------

    @property
    def rules(self) -> list[dict[str, Any]]:
        """The rules as they stand here."""
        return self._rules

    def _list(self, current: int) -> None:
        """Show the list anew, with one rule chosen."""
        self.list.set_rows(
            [Row(self._said(rule), under=self._under(n)) for n, rule in enumerate(self._rules)]
        )
        there = bool(self._rules)
        self.places.setCurrentIndex(0 if there else 1)
        self.drop_button.setEnabled(there)
        self.nothing.show_text(
            self.tr("还没有规则"),
            self.tr("有了规则，这一项就能按台账自动算出达没达标；没有规则就由您自己判断。"),
            (self.tr("从常用规则中选…"), self.offer),
            (self.tr("自己写一条"), self.begin),
        )
        if there:
            self.list.setCurrentIndex(self.list.model().index(max(0, min(current, len(self._rules) - 1)), 0))
            self._show_current()

    def _said(self, data: Mapping[str, Any]) -> str:
        try:
            return sentence(read_rule(data), self._ledgers, self._roles)
        except DefinitionError:
            return self.tr("（没写完的规则）")

    def _under(self, row: int) -> str:
        if row in self._wrong:
            return self.tr("还没写完")
        book = self._ledgers.get(self._rules[row].get("ledger", ""))
        return book.title if book else ""

    def _show_current(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._rules):
            self.editor.show_rule(self._rules[row])

    def _edited(self, data: dict[str, Any] | None) -> None:
        row = self.list.currentIndex().row()
        if data is None:
            self._wrong.add(row)
        else:
            self._wrong.discard(row)
            self._rules[row] = data
        rows = [Row(self._said(rule), under=self._under(n)) for n, rule in enumerate(self._rules)]
        # Only the words of the list change: what is chosen, and the cursor in the editor, stay.
        self.list.listed.rows = rows
        self.list.viewport().update()

    # --- verbs ---------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A new rule, to be written."""
        first = next((book.key for book in self._ledgers.values() if not book.hidden), "")
        self._rules.append({"ledger": first, "at_least": 1, "per": "year"})
        self._list(len(self._rules) - 1)
        self.editor.ledger.setFocus()

    def offer(self) -> None:
        """Choose among the usual rules."""
        from .offered_dialog import OfferedDialog

        self.offered = OfferedDialog(self._desk, self._ledgers, self._roles, self)
        self.offered.chosen.connect(self.take)
        self.offered.open()

    def take(self, rules: list[Mapping[str, Any]]) -> None:
        """Add these rules behind the others."""
        new = [dict(rule) for rule in rules if dict(rule) not in self._rules]
        self._rules += new
        if new:
            self._list(len(self._rules) - 1)

    def drop(self) -> None:
        """Take the chosen rule away."""
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._rules):
            del self._rules[row]
            self._wrong = {n if n < row else n - 1 for n in self._wrong if n != row}
            self._list(row)

    def save(self) -> None:
        """Let the indicator have these rules."""
        if self._wrong:
            self.told.say(self.tr("有规则还没写完，请补全或删除后再保存。"))
            self.list.setCurrentIndex(self.list.model().index(min(self._wrong), 0))
            return
        if self._rules != self._saved:
            try:
                desk_standards.set_rules(self._desk.ws, self._key, self._code, self._rules)
            except DeskError as error:
                self.told.say(error.message)
                return
            said = self.tr("已保存 {code} 的规则，共 {n} 条").format(code=self._code, n=len(self._rules))
            self.said.emit(said, undo_latest(self._desk, "set_rules", self.said.emit))
        self._saved = self._rules
        self.accept()

    def reject(self) -> None:
        if self._rules != self._saved and not self.told.isVisible():
            self.told.say(self.tr("改过的规则还没保存。再按一次“取消”就放弃修改。"))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.setAccepted(not self.isVisible())
