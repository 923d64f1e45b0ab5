"""Under the grid: what the listed records add up to, and by group with 其中."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...desk import totals as desk_totals
from ...domain.ledgers import Ledger
from ...domain.selecting import Selection
from ...domain.totals import Totals, amount_in, by_title, summed, table, unit_of
from .. import style
from ..context import Desk
from ..widgets.flow import Flow
from ..widgets.plain_table import CalmTable, ShortTable
from .many_cells import tab_separated

_UNITS = ("元", "万元", "亿元")


class _Numbers(ShortTable):
    """Numbers stand at the right."""

    def __init__(self, rows: Sequence[Sequence[str]], parent: QObject | None = None) -> None:
        super().__init__(rows[0], parent)
        self.set_rows(rows[1:])

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole and index.column():
            return _grouped(str(super().data(index, role)))
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return super().headerData(section, orientation, role)


class _Table(CalmTable):
    """Ctrl+C copies all of it.

    Signals:
        wants_copy().
    """

    wants_copy = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.wants_copy.emit()
        else:
            super().keyPressEvent(event)


class TotalsPanel(QFrame):
    """One line of totals, and a table of groups when the clerk asks for it.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ledger: Ledger | None = None
        self._selection = Selection()
        self._totals: Totals | None = None
        self.by, self.of, self.unit = "", "", ""
        self.group = self._pick(self._open_groups)
        self.part = self._pick(self._open_parts)
        self.money = self._pick(self._open_units)
        self.copy_button = QPushButton(self.tr("复制表格"))
        self.copy_button.setProperty("role", "pick")
        self.copy_button.setToolTip(self.tr("复制到剪贴板，可粘贴到 Excel 或 WPS（Ctrl+C）"))
        self.copy_button.clicked.connect(self.copy)
        self.line = QLabel()
        self.line.setProperty("role", "soft")
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = _Table()
        self.table.setAccessibleName(self.tr("分组合计"))
        self.table.wants_copy.connect(self.copy)
        self.table.hide()
        self._parts: list[str] = []
        self._picks = QWidget()
        flow = Flow(self._picks, spacing=4)
        for button in (self.group, self.part, self.money, self.copy_button):
            flow.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(20, 6, 16, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._picks, 2)
        self._row.addWidget(self.line, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table)
        column.addLayout(self._row)

    def _pick(self, run: object) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "pick")
        button.clicked.connect(run)
        return button

    # --- showing -------------------------------------------------------------------------------------

    def show_ledger(self, ledger: Ledger) -> None:
        """Begin with a ledger, ungrouped."""
        self._ledger, self._totals = ledger, None
        self.by = self.of = self.unit = ""
        self.line.setText("")
        self._parts = []
        self.table.hide()
        self._name_picks()

    def ask(self, selection: Selection) -> None:
        """Add up these records, beside the window."""
        ledger = self._ledger
        if ledger is None:
            return
        self._selection = selection
        by = tuple(one for one in (self.by, self.of) if one)
        self._desk.runner.run(
            lambda _monitor: desk_totals.totals(self._desk.ws, ledger.key, selection, by),
            on_done=lambda found: self._show(ledger, by, found),
            quiet=True,
            key="ledger-totals",
        )

    def _show(self, ledger: Ledger, by: tuple[str, ...], found: Totals) -> None:
        if ledger is not self._ledger or by != tuple(one for one in (self.by, self.of) if one):
            return
        self._totals = found
        self._show_line(found)
        self._show_table(found)

    def _show_line(self, found: Totals) -> None:
        total, parts = found.total, list[str]()
        for one in found.added:
            if one.key in total.sums:
                number = _grouped(amount_in(one, total.sums[one.key], self.unit))
                parts.append(f"{one.title} {number} {unit_of(one, self.unit)}".rstrip())
        tip = ""
        if total.visits:
            parts.append(self.tr("参加 {n:,} 人次").format(n=total.visits))
        if total.people:
            parts.append(self.tr("名单里 {n:,} 人").format(n=total.people))
            tip = self.tr("人次：每次都算，没写人数的按名单；人：名单里不同的名字。")
            if total.outside:
                names = "、".join(found.strangers[:20]) + ("…" if total.outside > 20 else "")
                tip += self.tr("\n其中名册外 {n:,} 人：{names}").format(n=total.outside, names=names)
        self._parts = [self.tr("合计"), *parts] if parts else []
        self.line.setToolTip(tip)
        self._lay_line()

    def _lay_line(self) -> None:
        """The sums in as many lines as they need: Qt would break between any two characters."""
        metrics, room = self.line.fontMetrics(), self.line.width()
        lines = [""]
        for part in self._parts:
            longer = f"{lines[-1]}　{part}" if lines[-1] else part
            if lines[-1] and metrics.horizontalAdvance(longer) > room:
                lines.append(part)
            else:
                lines[-1] = longer
        text = "\n".join(lines)
        if text != self.line.text():
            self.line.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self._lay_line)  # when the line has its new width

    def _show_table(self, found: Totals) -> None:
        self.table.setVisible(bool(found.by))
        self.copy_button.setVisible(bool(found.by))
        if not found.by:
            return
        rows = table(found, self.unit)
        old = self.table.model()
        self.table.setModel(_Numbers(rows, self.table))
        if old is not None:
            old.deleteLater()
        self.table.resizeColumnsToContents()
        self.table.scrollToTop()
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, but it leaves the greater part to the records; as wide as there is room."""
        model, above = self.table.model(), self.parentWidget()
        if model is None or above is None or self.table.isHidden():
            return
        each = self.table.verticalHeader().defaultSectionSize()
        whole = each * model.rowCount() + self.table.horizontalHeader().height() + style.scaled(14)
        self.table.setFixedHeight(min(whole, above.height() * 2 // 5))
        others = sum(self.table.columnWidth(n) for n in range(1, model.columnCount()))
        least = self.table.sizeHintForColumn(0)
        self.table.setColumnWidth(0, max(least, self.table.viewport().width() - others))

    # --- choosing ------------------------------------------------------------------------------------

    def _name_picks(self) -> None:
        ledger = self._ledger
        if ledger is None:
            return
        none = self.tr("不分组")
        self.group.setText(self.tr("分组：{by} ▾").format(by=by_title(ledger, self.by) if self.by else none))
        self.part.setText(
            self.tr("其中：{of} ▾").format(of=by_title(ledger, self.of) if self.of else self.tr("不分"))
        )
        self.part.setVisible(bool(self.by))
        direction = QBoxLayout.Direction.TopToBottom if self.by else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)  # grouped there is more to choose, and less room for the sums
        money = any(one.unit in _UNITS for one in summed(ledger))
        self.money.setText(self.tr("金额：{unit} ▾").format(unit=self.unit or self.tr("元")))
        self.money.setVisible(money)
        self.copy_button.setVisible(bool(self.by))
        self.group.setVisible(bool(desk_totals.groupings(ledger)))

    def set_groups(self, by: str, of: str = "") -> None:
        """Group by a field or a time (domain.totals.TIMES), inside it by another; "" not at all."""
        self.by, self.of = by, of if by and of != by else ""
        self._name_picks()
        self.ask(self._selection)

    def _open_groups(self) -> None:
        self._open(self.group, {"": self.tr("不分组")}, self.by, lambda key: self.set_groups(key, self.of))

    def _open_parts(self) -> None:
        self._open(self.part, {"": self.tr("不分")}, self.of, lambda key: self.set_groups(self.by, key))

    def _open(self, button: QPushButton, first: dict[str, str], now: str, take: object) -> None:
        assert self._ledger is not None
        choices = first | desk_totals.groupings(self._ledger)
        if button is self.part:
            choices.pop(self.by, None)
        self._popup(button, choices, now, take)

    def _open_units(self) -> None:
        def take(unit: str) -> None:
            self.unit = unit
            self._name_picks()
            if self._totals is not None:
                self._show_line(self._totals)
                self._show_table(self._totals)

        self._popup(self.money, {unit: unit for unit in _UNITS}, self.unit or _UNITS[0], take)

    def _popup(self, button: QPushButton, choices: dict[str, str], now: str, take: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, title in choices.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(key == now)
            action.triggered.connect(lambda _=False, key=key: take(key))
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))

    def copy(self) -> None:
        """The table of groups as a spreadsheet program takes it."""
        if self._totals is None or not self._totals.by:
            return
        rows = table(self._totals, self.unit)
        QGuiApplication.clipboard().setText(tab_separated(rows))
        self.said.emit(self.tr("已复制分组合计，共 {n} 行。").format(n=len(rows) - 1), None)


def _grouped(number: str) -> str:
    """1234567.5 as 1,234,567.5."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else number
