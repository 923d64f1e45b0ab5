"""锁定已报送时段: choosing a period, ledgers and a reason; the locks that there are, and lifting them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...desk import freezing, records
from ...domain.dates import DateError
from ...domain.periods import Period, add_months
from ...domain.spans import read_period
from ...errors import DeskError
from ...store.frozen import Lock
from .. import style
from ..context import Desk
from ..widgets.flow import Flow
from ..widgets.plain_table import CalmTable, ShortTable
from .listing import moment

_KEY = Qt.ItemDataRole.UserRole


class FreezingDialog(QDialog):
    """Locks and unlocks; both want a reason.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, lock: str = "", parent: QWidget | None = None) -> None:
        """`lock` is the one to be lifted, chosen at the start."""
        super().__init__(parent)
        self._desk = desk
        self._locks: list[Lock] = []
        self.setWindowTitle(self.tr("锁定已报送时段"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Large text on a small screen: what is above scrolls, the buttons stay.
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(32, 24, 32, 8)
        column.setSpacing(12)
        intro = QLabel(
            self.tr(
                "报表交上去以后，把这段时间锁定：其中的记录和佐证不能再新增、修改、删除；确需改动，"
                "先解锁并写明原因，锁定和解锁都会留下记录。影像说明和台账设置不受影响。"
            )
        )
        intro.setWordWrap(True)
        intro.setProperty("role", "soft")
        column.addWidget(intro)
        column.addLayout(self._new_lock())
        column.addSpacing(8)
        column.addWidget(self._there(), 1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 24)
        around.addWidget(area, 1)
        around.addLayout(self._foot())
        self.period.textChanged.connect(lambda _: self._tell())
        self.some.toggled.connect(self._some_toggled)
        self.books.itemChanged.connect(lambda _: self._tell())
        self.reason.textChanged.connect(lambda _: self._tell())
        self.reason.returnPressed.connect(self.freeze)
        self.why.textChanged.connect(lambda _: self._tell_chosen())
        self.why.returnPressed.connect(self.lift)
        self.period.setText(freezing.title_of(freezing.last_quarter(desk.today())))
        self.reload(lock)
        style.resize(self, style.scaled(820), style.scaled(680))
        if lock:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building ------------------------------------------------------------------------------------

    def _new_lock(self) -> QGridLayout:
        self.period = QLineEdit()
        self.period.setPlaceholderText(self.tr("2026年第三季度、2026年3月、2026-01-01 至 2026-03-31"))
        self.period.setAccessibleName(self.tr("时段"))
        quick = QWidget()
        flow = Flow(quick)
        for text, period in self._quick():
            button = QPushButton(text)
            button.setProperty("role", "pick")
            button.setAutoDefault(False)
            said = freezing.title_of(period)
            button.setToolTip(said)
            button.clicked.connect(lambda _=False, said=said: self.period.setText(said))
            flow.addWidget(button)
        self.some = QCheckBox(self.tr("只锁选定的台账（不选就锁全部有日期的台账）"))
        self.books = QListWidget()
        self.books.setAccessibleName(self.tr("要锁定的台账"))
        self.books.setFixedHeight(style.scaled(150))
        for key, book in records.all_ledgers(self._desk.ws).items():
            if book.date_field and not book.hidden:
                item = QListWidgetItem(book.title)
                item.setData(_KEY, key)
                item.setCheckState(Qt.CheckState.Unchecked)
                self.books.addItem(item)
        self.books.hide()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("必填，如：已报送市文明办"))
        self.reason.setAccessibleName(self.tr("锁定原因"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.freeze_button = QPushButton(self.tr("锁定"))
        self.freeze_button.setProperty("role", "primary")
        self.freeze_button.setAutoDefault(False)
        self.freeze_button.clicked.connect(self.freeze)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (text, widget) in enumerate(
            ((self.tr("时段"), self.period), ("", quick), ("", self.some), ("", self.books))
        ):
            grid.addWidget(QLabel(text), row, 0)
            grid.addWidget(widget, row, 1, 1, 2)
        grid.addWidget(QLabel(self.tr("原因")), 4, 0)
        grid.addWidget(self.reason, 4, 1)
        grid.addWidget(self.freeze_button, 4, 2)
        grid.addWidget(self.told, 5, 1, 1, 2)
        return grid

    def _quick(self) -> Sequence[tuple[str, Period]]:
        today = self._desk.today()
        before = add_months(today.replace(day=1), -1)
        quarter = freezing.last_quarter(today)
        half = (
            Period(date(today.year, 1, 1), date(today.year, 6, 30))
            if today.month > 6
            else Period(date(today.year - 1, 7, 1), date(today.year - 1, 12, 31))
        )
        return (
            (self.tr("上个月"), freezing.month(before.year, before.month)),
            (self.tr("上一季度"), quarter),
            (self.tr("上半年") if half.start.month == 1 else self.tr("去年下半年"), half),
            (self.tr("去年"), freezing.year_of(today.year - 1)),
        )

    def _there(self) -> QWidget:
        self.rows = ShortTable((self.tr("时段"), self.tr("台账"), self.tr("锁定"), self.tr("现在")), self)
        self.table = CalmTable()
        self.table.setModel(self.rows)
        self.table.set_widths(13, 7, 12, 0)
        self.table.setAccessibleName(self.tr("锁定过的时段"))
        self.table.setMinimumHeight(style.scaled(150))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.table.opened.connect(lambda _row: self.why.setFocus())
        return self.table

    def _foot(self) -> QVBoxLayout:
        self.chosen_told = QLabel()
        self.chosen_told.setWordWrap(True)
        self.why = QLineEdit()
        self.why.setPlaceholderText(self.tr("解锁原因（必填），如：市里退回补充材料"))
        self.why.setAccessibleName(self.tr("解锁原因"))
        self.lift_button = QPushButton(self.tr("解锁"))
        close = QPushButton(self.tr("关闭"))
        self.lift_button.clicked.connect(self.lift)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.why, 1)
        for button in (self.lift_button, close):
            button.setAutoDefault(False)
            row.addWidget(button)
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.setContentsMargins(32, 0, 32, 0)
        foot.addWidget(self.chosen_told)
        foot.addLayout(row)
        return foot

    # --- locking -------------------------------------------------------------------------------------

    def wanted(self) -> Period | None:
        """The period that stands there; None, and told, where it is none."""
        try:
            first, last = read_period(self.period.text().strip(), self._desk.today().year)
        except DateError as error:
            self._say(self.told, str(error), wrong=True)
            return None
        if last is None:
            self._say(self.told, self.tr("请写明到哪一天为止。"), wrong=True)
            return None
        return Period(first, last)

    def ledgers(self) -> list[str]:
        """Keys of the ledgers to be locked, none for all."""
        if not self.some.isChecked():
            return []
        items = [self.books.item(n) for n in range(self.books.count())]
        return [item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _some_toggled(self, on: bool) -> None:
        self.books.setVisible(on)
        self._tell()

    def _tell(self) -> None:
        period = self.wanted() if self.period.text().strip() else None
        ready = period is not None and (not self.some.isChecked() or bool(self.ledgers()))
        if period:
            text, many = self.tr("{start} 至 {end}，请勾选要锁定的台账。"), 0
            if ready:
                many = freezing.count(self._desk.ws, period, self.ledgers())
                text = self.tr("{start} 至 {end}，其中现有 {n:,} 条记录。")
            self._say(self.told, text.format(start=period.start, end=period.end, n=many))
        self.freeze_button.setEnabled(ready and bool(self.reason.text().strip()) and self._desk.ws.writable)

    def freeze(self) -> None:
        """锁定."""
        period = self.wanted()
        if period is None or not self.freeze_button.isEnabled():
            return
        try:
            made = freezing.freeze(self._desk.ws, period, self.ledgers(), reason=self.reason.text())
        except DeskError as error:
            self._say(self.told, error.message, wrong=True)
            return
        self.said.emit(self.tr("已锁定：{title}").format(title=freezing.title_of(period)), None)
        self.reason.clear()
        self.reload(made[0])
        self._say(self.told, self.tr("已锁定：{title}").format(title=freezing.title_of(period)))

    # --- the locks -----------------------------------------------------------------------------------

    def reload(self, chosen: str = "") -> None:
        """List the locks, one of them chosen."""
        titles = {key: book.title for key, book in records.all_ledgers(self._desk.ws).items()}
        self._locks = freezing.locks(self._desk.ws)
        self.rows.set_rows([self._row(one, titles) for one in self._locks])
        self.table.set_widths(13, 7, 12, 0)
        at = next((n for n, one in enumerate(self._locks) if one.id == chosen), 0)
        if self._locks:
            self.table.setCurrentIndex(self.rows.index(at, 0))
        self._tell_chosen()

    def _row(self, one: Lock, titles: dict[str, str]) -> Sequence[str]:
        now = self.tr("已锁定：{reason}").format(reason=one.reason)
        if one.lifted_at:
            now = self.tr("{at} {who} 解锁：{reason}").format(
                at=moment(one.lifted_at), who=one.lifted_by, reason=one.lift_reason
            )
        where = titles.get(one.ledger, one.ledger) if one.ledger else self.tr("全部台账")
        return one.title, where, f"{moment(one.frozen_at)} {one.frozen_by}", now

    @property
    def lock(self) -> Lock | None:
        """The lock that is chosen."""
        index = self.table.currentIndex()
        return self._locks[index.row()] if index.isValid() and index.row() < len(self._locks) else None

    def _tell_chosen(self) -> None:
        one = self.lock
        if one is None:
            self._say(self.chosen_told, self.tr("还没有锁定过时段。"))
        elif one.holds:
            text = self.tr("要改“{title}”（{start} 至 {end}）里的记录，写明原因后解锁：")
            self._say(self.chosen_told, text.format(title=one.title, start=one.start, end=one.end))
        else:
            self._say(self.chosen_told, self.tr("“{title}”已经解锁。").format(title=one.title))
        holds = one is not None and one.holds and self._desk.ws.writable
        self.why.setEnabled(holds)
        self.lift_button.setEnabled(holds and bool(self.why.text().strip()))

    def lift(self) -> None:
        """解锁."""
        one = self.lock
        if one is None or not self.lift_button.isEnabled():
            return
        try:
            freezing.unfreeze(self._desk.ws, one.id, reason=self.why.text())
        except DeskError as error:
            self._say(self.chosen_told, error.message, wrong=True)
            return
        self.said.emit(self.tr("已解锁：{title}").format(title=one.title), None)
        self.why.clear()
        self.reload(one.id)
        self._tell()

    @staticmethod
    def _say(label: QLabel, text: str, *, wrong: bool = False) -> None:
        label.setText(text)
        label.setProperty("role", "problem" if wrong else "small")
        style.restyle(label)
