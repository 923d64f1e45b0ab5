"""Filtering by one column: values to tick, a range, or what is empty, by the kind of the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain import fields
from ...domain.fields import Field, FieldError, Kind
from ...domain.filters import PERIODS, Filter, days_of
from ...domain.ledgers import Ledger
from ...domain.rules import Condition, Test
from ...domain.text import normal
from ...store import selecting
from ...store.selecting import BY_PROOFS, Found
from .. import style
from ..context import Desk
from ..widgets.flow import Flow
from .editors import DateEditor
from .source import NUMBERS

_VALUE = int(Qt.ItemDataRole.UserRole)
_MOST = 500
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterPopup(QFrame):
    """What one column is filtered by; BY_PROOFS is the column of the proofs.

    Signals:
        chosen(object): the Filter that the list should have now.
        sorted(str, bool): sort by this key, downwards or not.
    """

    chosen = Signal(object)
    sorted = Signal(str, bool)

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        key: str,
        asked: Filter,
        roles: Mapping[str, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self._desk, self._ledger, self._key, self._asked, self._roles = desk, ledger, key, asked, roles
        self.field: Field | None = None if key == BY_PROOFS else ledger.field(key)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self.search: QLineEdit | None = None
        self.list: QListWidget | None = None
        self.low: DateEditor | QLineEdit | None = None
        self.high: DateEditor | QLineEdit | None = None
        self._build_head()
        ranged = self.field is not None and (self.field.kind in NUMBERS or self.field.kind is Kind.DATE)
        if ranged:
            self._build_range()
        elif self.field is None or self.field.kind is not Kind.LONG:
            self._build_list()
        else:
            self._build_search()
        self.empty = QCheckBox(self.tr("只看空白的"))
        self.given = QCheckBox(self.tr("只看已填的"))
        if self.field is not None:
            self._build_empty()
        self._column.addWidget(self.problem)
        self._build_foot()
        self.setMinimumWidth(style.scaled(280))

    # --- building ------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        title = QLabel(self.field.title if self.field else self.tr("佐证"))
        title.setProperty("role", "large")
        self._column.addWidget(title)
        row = QHBoxLayout()
        row.setSpacing(16)
        words = (self.tr("升序排列"), self.tr("降序排列"))
        if self.field is None:
            words = (self.tr("不齐的排前面"), self.tr("齐全的排前面"))
        elif self.field.kind is Kind.DATE:
            words = (self.tr("从早到晚排"), self.tr("从晚到早排"))
        elif self.field.kind in NUMBERS:
            words = (self.tr("从小到大排"), self.tr("从大到小排"))
        for word, down in zip(words, (False, True), strict=True):
            button = QPushButton(word)
            button.setProperty("role", "link")
            button.clicked.connect(lambda _=False, down=down: self._sort(down))
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def _build_range(self) -> None:
        assert self.field is not None
        low, high = self._range()
        if self.field.kind is Kind.DATE:
            quick = QWidget()
            flow = Flow(quick)
            for word, said in PERIODS.items():
                button = QPushButton(said)
                button.setProperty("role", "choice")
                button.clicked.connect(lambda _=False, word=word: self._take_period(word))
                flow.addWidget(button)
            self._column.addWidget(quick)
            self.low, self.high = DateEditor(self.field), DateEditor(self.field)
        else:
            self.low, self.high = QLineEdit(), QLineEdit()
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("从")))
        row.addWidget(self.low, 1)
        row.addWidget(QLabel(self.tr("到")))
        row.addWidget(self.high, 1)
        if self.field.unit:
            row.addWidget(QLabel(self.field.unit))
        self._column.addLayout(row)
        for editor, text in ((self.low, low), (self.high, high)):
            if isinstance(editor, QLineEdit):
                editor.setText(text)
                editor.installEventFilter(self)
            else:
                editor.set_text(text)
                editor.line.installEventFilter(self)
        self.setFocusProxy(self.low)

    def _range(self) -> tuple[str, str]:
        """From and to, as they stand in the filter now."""
        assert self.field is not None
        if self._is_period:
            start, end = days_of(self._asked.period, self._desk.today())
            return start.isoformat() if start else "", end.isoformat() if end else ""
        found = {c.test: fields.show(self.field, c.values[0]) for c in self._asked.of(self._key)
                 if c.test in (Test.AT_LEAST, Test.AT_MOST)}  # fmt: skip
        return found.get(Test.AT_LEAST, ""), found.get(Test.AT_MOST, "")

    @property
    def _is_period(self) -> bool:
        return self._key == self._ledger.date_field

    def _build_search(self) -> None:
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(self.tr("包含的文字"))
        self.search.setAccessibleName(self.tr("包含的文字"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        for condition in self._asked.of(self._key):
            if condition.test is Test.CONTAINS:
                self.search.setText(str(condition.values[0]))
        self._column.addWidget(self.search)
        self.setFocusProxy(self.search)

    def _build_list(self) -> None:
        if self.field is not None:
            self._build_search()
            assert self.search is not None
            self.search.setPlaceholderText(self.tr("找一个值，或写要包含的文字"))
            self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("要看的值"))
        self.list.installEventFilter(self)
        self.list.setMinimumHeight(style.scaled(220))
        # A long value is cut in its middle: how many there are stands behind it.
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column.addWidget(self.list, 1)
        if self.field is None:
            self.setFocusProxy(self.list)
        self._load()

    def _build_empty(self) -> None:
        chosen = [c.values[0] for c in self._asked.of(self._key) if c.test is Test.SET]
        self.given.setChecked(True in chosen)
        self.empty.setChecked(False in chosen)
        self.empty.toggled.connect(lambda on: on and self.given.setChecked(False))
        self.given.toggled.connect(lambda on: on and self.empty.setChecked(False))
        row = QHBoxLayout()
        row.setSpacing(16)
        if self.list is None:  # the list has a line of its own for what is empty
            row.addWidget(self.empty)
        row.addWidget(self.given)
        row.addStretch(1)
        self._column.addLayout(row)
        for box in (self.empty, self.given):
            box.installEventFilter(self)

    def _build_foot(self) -> None:
        row = QHBoxLayout()
        clear = QPushButton(self.tr("不按它筛选"))
        clear.setProperty("role", "quiet")
        clear.clicked.connect(self.clear)
        done = QPushButton(self.tr("筛选"))
        done.setProperty("role", "primary")
        done.clicked.connect(self.apply)
        row.addWidget(clear)
        row.addStretch(1)
        row.addWidget(done)
        self._column.addLayout(row)

    # --- the values ----------------------------------------------------------------------------------

    def _load(self) -> None:
        """The values among what the rest of the filter leaves, read beside the window."""
        others = self._asked.without("lacking:" if self.field is None else self._key)
        selection, ledger = others.selection(self._desk.today(), self._ledger), self._ledger
        ws, key = self._desk.ws, self._key
        assert self.list is not None
        waiting = QListWidgetItem(self.tr("正在统计…"))
        waiting.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(waiting)
        if self.field is None:
            self._desk.runner.run(
                lambda _monitor: selecting.lacks(ws.reader(), ledger, selection),
                on_done=self._show_roles,
                quiet=True,
                key="filter-values",
            )
        else:
            self._desk.runner.run(
                lambda _monitor: selecting.values(ws.reader(), ledger, key, selection, limit=_MOST),
                on_done=self._show_values,
                quiet=True,
                key="filter-values",
            )

    def _show_roles(self, lacks: Mapping[str, int]) -> None:
        if self.list is None:
            return
        self.list.clear()
        for role, many in lacks.items():
            title = self.tr("缺{role}").format(role=self._roles.get(role, role))
            self._add(title, many, role, role in self._asked.lacking)
        self.list.setCurrentRow(0)

    def _show_values(self, found: list[Found]) -> None:
        if self.list is None or self.field is None:
            return
        self.list.clear()
        ticked = {v for c in self._asked.of(self._key) if c.test is Test.ONE_OF for v in c.values}
        there = {"" if one.value is None else one.value for one in found}
        for value in sorted(ticked - there, key=str):
            self._add(self._said(value), 0, value, True)
        for one in found:
            value = "" if one.value is None else one.value
            self._add(self._said(value), one.count, value, value in ticked)
        if len(found) >= _MOST:
            more = QListWidgetItem(self.tr("只列出最多的 {n} 个，其余请写文字查找").format(n=_MOST))
            more.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(more)
        self.list.setCurrentRow(0)
        self._narrow(self.search.text() if self.search else "")

    def _said(self, value: str | int | bool | float) -> str:
        assert self.field is not None
        if value == "":
            return self.tr("（空白）")
        return fields.show(self.field, int(value) if isinstance(value, bool | float) else value)

    def _add(self, title: str, many: int, value: object, ticked: bool) -> None:
        assert self.list is not None
        item = QListWidgetItem(f"{title}　{many:,}")
        item.setToolTip(title)
        item.setData(_VALUE, value)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _narrow(self, text: str) -> None:
        """Only the values that hold the text."""
        assert self.list is not None
        wanted = normal(text)
        for n in range(self.list.count()):
            item = self.list.item(n)
            item.setHidden(bool(wanted) and wanted not in normal(item.toolTip() or item.text()))

    def _ticked(self) -> list[str | int]:
        assert self.list is not None
        items = [self.list.item(n) for n in range(self.list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return [item.data(_VALUE) for item in ticked]

    # --- what comes of it ----------------------------------------------------------------------------

    def apply(self) -> None:
        """Filter by what is ticked, written or chosen; a mistake is said instead."""
        try:
            made = self._made()
        except FieldError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.close()
        self.chosen.emit(made)

    def clear(self) -> None:
        """不按它筛选."""
        self.close()
        cleared = self._asked.without("lacking:" if self.field is None else self._key)
        self.chosen.emit(cleared.without("period:") if self._is_period else cleared)

    def _made(self) -> Filter:
        if self.field is None:
            return replace(self._asked, lacking=tuple(str(role) for role in self._ticked()))
        conditions: list[Condition] = []
        if self.given.isChecked() or self.empty.isChecked():
            conditions.append(Condition(self._key, Test.SET, (self.given.isChecked(),)))
        if self.low is not None:
            return self._made_range(conditions)
        ticked = self._ticked() if self.list is not None else []
        text = self.search.text().strip() if self.search else ""
        if ticked:
            conditions.append(Condition(self._key, Test.ONE_OF, tuple(ticked)))
        elif text:
            conditions.append(Condition(self._key, Test.CONTAINS, (text,)))
        return self._asked.having(self._key, *conditions)

    def _made_range(self, conditions: list[Condition]) -> Filter:
        assert self.field is not None
        low, high = (self._read(editor) for editor in (self.low, self.high))
        if low is not None and high is not None and low > high:
            raise FieldError(self.tr("“从”比“到”大，请检查"))
        if self._is_period:
            period = f"{low or ''}/{high or ''}"
            start, end = days_of(self._asked.period, self._desk.today())
            same = (low or "", high or "") == (
                start.isoformat() if start else "",
                end.isoformat() if end else "",
            )
            kept = replace(self._asked, period=self._asked.period if same else period.strip("/") and period)
            return kept.having(self._key, *conditions)
        for test, value in ((Test.AT_LEAST, low), (Test.AT_MOST, high)):
            if value is not None:
                conditions.append(Condition(self._key, test, (value,)))
        return self._asked.having(self._key, *conditions)

    def _read(self, editor: DateEditor | QLineEdit | None) -> str | int | None:
        assert self.field is not None and editor is not None
        # A range may begin below what the field itself takes.
        field, year = replace(self.field, minimum=None), self._desk.today().year
        value = fields.read(field, editor.text(), year=year).value
        assert not isinstance(value, list)
        return value

    def _take_period(self, word: str) -> None:
        self.close()
        if self._is_period:
            self.chosen.emit(replace(self._asked, period=word))
            return
        start, end = days_of(word, self._desk.today())
        assert start is not None and end is not None
        conditions = (
            Condition(self._key, Test.AT_LEAST, (start.isoformat(),)),
            Condition(self._key, Test.AT_MOST, (end.isoformat(),)),
        )
        self.chosen.emit(self._asked.having(self._key, *conditions))

    def _sort(self, down: bool) -> None:
        self.close()
        self.sorted.emit(self._key, down)

    # --- place and keys ------------------------------------------------------------------------------

    def open_at(self, place: QPoint) -> None:
        """Show it there, inside the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(place.x(), room.right() - self.width())
        top = min(place.y(), room.bottom() - self.height())
        self.move(max(room.left(), left), max(room.top(), top))
        self.show()
        (self.focusProxy() or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.list = None  # what arrives from now on has no place to be shown

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QApplication.activePopupWidget() not in (self, None):
            return False
        if event.key() in _ENTER:
            self.apply()
            return True
        if event.key() == Qt.Key.Key_Down and watched is self.search and self.list is not None:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False
