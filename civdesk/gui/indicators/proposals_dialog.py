"""建议的规则: what was read from a superior's sentences waits here for a yes or a no."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import proposals, records
from ...desk.proposals import Waiting
from .. import style
from ..context import Desk
from ..undoing import tried, undo_latest
from ..widgets.complaint import Complaint
from ..widgets.empty import EmptyPlace
from ..widgets.rows import Row, RowsList
from ..widgets.three_parts import sheet


class ProposalsDialog(QDialog):
    """The list; Enter says yes to the one that is chosen, Del says no.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, key: str, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._key, self._code = desk, key, code
        self._waiting: list[Waiting] = []
        self.setWindowTitle(self.tr("建议的规则"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hint = QLabel(
            self.tr("这些规则是从标准的原文里认出来的，您点了“采用”才算数。拿不准统计哪本台账的，先选台账。")
        )
        hint.setWordWrap(True)
        hint.setProperty("role", "soft")
        self.list = RowsList()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.rule = QLabel()
        self.rule.setWordWrap(True)
        self.rule.setProperty("role", "large")
        self.ledger = QComboBox()
        self.ledger.setAccessibleName(self.tr("统计哪本台账"))
        self.told = Complaint()
        self.nothing = EmptyPlace(icon_name="check")
        self.nothing.show_text(
            self.tr("没有等您确认的规则了"),
            self.tr("导入标准时从原文里认出来的规则会列在这里；也可以在指标上“改规则…”，自己加。"),
        )
        self.places = QStackedWidget()
        self.places.addWidget(self.list)
        self.places.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addWidget(sheet(self.places, margins=(1, 8, 1, 8)), 1)
        for widget in (self.words, self.rule, self.ledger, self.told):
            column.addWidget(widget)
        column.addLayout(self._buttons())
        style.resize(self, style.scaled(860), style.scaled(660))
        self._list(0)

    def _buttons(self) -> QHBoxLayout:
        self.all_button = QPushButton(self.tr("拿得准的全部采用"))
        self.no_button = QPushButton(self.tr("不采用"))
        self.yes_button = QPushButton(self.tr("采用"))
        self.yes_button.setProperty("role", "primary")
        self.yes_button.setDefault(True)
        self.no_button.setToolTip(self.tr("不采用  Del"))
        close = QPushButton(self.tr("关闭"))
        self.all_button.clicked.connect(self.accept_all)
        self.no_button.clicked.connect(self.decline)
        self.yes_button.clicked.connect(self.take)
        close.clicked.connect(self.reject)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list).activated.connect(self.decline)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.all_button)
        row.addStretch(1)
        for button in (close, self.no_button, self.yes_button):
            button.setAutoDefault(button is self.yes_button)
            row.addWidget(button)
        return row

    # --- the list ------------------------------------------------------------------------------------

    def _list(self, current: int) -> None:
        self._waiting = proposals.waiting(self._desk.ws, self._key, self._code)
        self.list.set_rows(
            [
                Row(
                    one.words or one.sentence,
                    under=f"{one.code} {one.title}",
                    right="" if one.certain else self.tr("要选台账"),
                )
                for one in self._waiting
            ]
        )
        for button in (self.no_button, self.yes_button):
            button.setEnabled(bool(self._waiting))
        self.all_button.setVisible(not self._code)  # it is for the whole standard
        self.all_button.setEnabled(any(one.certain for one in self._waiting))
        if self._waiting:
            row = max(0, min(current, len(self._waiting) - 1))
            self.list.setCurrentIndex(self.list.model().index(row, 0))
        self._show_current()

    def _current(self) -> Waiting | None:
        row = self.list.currentIndex().row()
        return self._waiting[row] if 0 <= row < len(self._waiting) else None

    def _show_current(self) -> None:
        one = self._current()
        self.told.hide()
        self.ledger.clear()
        self.ledger.setVisible(one is not None and not one.certain)
        self.places.setCurrentIndex(1 if one is None else 0)
        for label in (self.words, self.rule):
            label.setVisible(one is not None)
        if one is None:
            return
        self.words.setText(self.tr("原文：{text}").format(text=one.sentence))
        self.rule.setText(one.words or self.tr("统计哪本台账？"))
        if not one.certain:
            self.ledger.addItem(self.tr("请选台账"), "")
            likely = dict(one.candidates)
            for key, title in likely.items():
                self.ledger.addItem(title, key)
            if likely:
                self.ledger.insertSeparator(self.ledger.count())
            for key, book in records.all_ledgers(self._desk.ws).items():
                if key not in likely and not book.hidden:
                    self.ledger.addItem(book.title, key)

    # --- verbs ---------------------------------------------------------------------------------------

    def take(self) -> None:
        """Yes to the chosen one."""
        one = self._current()
        if one is None:
            return
        ledger = "" if one.certain else self.ledger.currentData()
        if not one.certain and not ledger:
            self.told.say(self.tr("先选这条规则统计哪本台账。"))
            self.ledger.setFocus()
            return
        self._do(
            lambda: proposals.accept(self._desk.ws, one.id, ledger),
            lambda: self.tr("已采用：{code}").format(code=one.code),
            "accept_rule",
        )

    def decline(self) -> None:
        """No to the chosen one."""
        one = self._current()
        if one is not None:
            self._do(
                lambda: proposals.decline(self._desk.ws, one.id),
                lambda: self.tr("没有采用：{code}").format(code=one.code),
                "decline_rule",
            )

    def accept_all(self) -> None:
        """Yes to all of which the ledger is certain."""

        def work() -> None:
            taken, left = proposals.accept_all(self._desk.ws, self._key)
            said = self.tr("已采用 {n} 条").format(n=taken)
            told.append(said + (self.tr("，还有 {n} 条要一条一条看").format(n=left) if left else ""))

        told: list[str] = []
        self._do(work, lambda: told[0], "accept_rule")

    def _do(self, work: Callable[[], object], said: Callable[[], str], kind: str) -> None:
        row = self.list.currentIndex().row()
        if tried(work, lambda text, _action: self.told.say(text)):
            self.said.emit(said(), undo_latest(self._desk, kind, self.said.emit))
            self._list(row)
