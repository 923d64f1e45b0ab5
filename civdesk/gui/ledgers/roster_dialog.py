"""名单…: who is in a register on a day, what changed since another, copied, written out, or reshuffled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...desk import rosters
from ...desk.rosters import Roster
from ...domain import fields
from ...domain.dates import DateError, read_date
from ...domain.fields import Field, Kind
from ...domain.ledgers import Ledger
from ...domain.names import file_name
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..undoing import undo_action
from ..widgets.plain_table import CalmTable, ShortTable
from .editors import DateEditor
from .reshuffle_dialog import ReshuffleDialog

_PAUSE = 250


class RosterDialog(QDialog):
    """The list of a day.

    Signals:
        said(str, object): for the edge of the window.
        opened(str): the record of a member.
    """

    said = Signal(str, object)
    opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        part: str = "",
        on: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._ledger = desk, ledger
        self.made: Roster | None = None
        self.setWindowTitle(self.tr("《{ledger}》名单").format(ledger=ledger.title))
        self.on = DateEditor(Field("on", "", Kind.DATE))
        self.on.set_text((on or desk.today()).isoformat())
        self.compare = DateEditor(Field("compare", "", Kind.DATE))
        self.part = QComboBox()
        self.filter = QComboBox()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.changes = QLabel()
        self.changes.setWordWrap(True)
        self.changes.setProperty("role", "soft")
        self.rows = ShortTable([self.tr("序号"), *(field.title for field in self._columns())], self)
        self.table = CalmTable()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("名单"))
        self.table.opened.connect(self._open)
        self._fill_parts(part)
        self.filter.addItem(self.tr("全部"), "")
        for one in ledger.filters:
            self.filter.addItem(one.title, one.title)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.show_list)
        self.on.edited.connect(self._pause.start)
        self.compare.edited.connect(self._pause.start)
        self.part.currentIndexChanged.connect(lambda _: self.show_list())
        self.filter.currentIndexChanged.connect(lambda _: self.show_list())
        self.show_list()
        style.resize(self, style.scaled(760), style.scaled(560))

    def _fill_parts(self, chosen: str) -> None:
        self.part.blockSignals(True)
        self.part.clear()
        self.part.addItem(self.tr("全部"), "")
        for name in rosters.parts(self._desk.ws, self._ledger.key):
            self.part.addItem(name, name)
        self.part.setCurrentIndex(max(self.part.findData(chosen), 0))
        self.part.setMinimumContentsLength(10)
        self.part.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.part.blockSignals(False)

    def _columns(self) -> list[Field]:
        """Role, name, post and days: what a list that is handed on has."""
        keys = ["role", self._ledger.title_field, "position", "department"]
        keys += [] if "role" in self._ledger.keys else ["kind"]
        how = self._ledger.register
        keys += [how.start, how.end] if how else []
        return [self._ledger.field(key) for key in dict.fromkeys(keys) if key in self._ledger.keys]

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        asked = [
            (self.tr("在册日期"), self.on),
            (self.tr("与哪天相比（可不填）"), self.compare),
            (self.tr("范围"), self.part),
            (self.tr("筛选"), self.filter),
        ]
        for n, (title, widget) in enumerate(asked):
            label = QLabel(title)
            label.setProperty("role", "soft")
            label.setBuddy(widget)
            (widget.focusProxy() or widget).setAccessibleName(title)
            grid.addWidget(label, 2 * (n // 2), n % 2)
            grid.addWidget(widget, 2 * (n // 2) + 1, n % 2)
            label.setVisible(widget is not self.filter or bool(self._ledger.filters))
            widget.setVisible(widget is not self.filter or bool(self._ledger.filters))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        dates = {Kind.DATE: 6, Kind.PERSON: 5, Kind.DEPARTMENT: 7}
        widths = [dates.get(field.kind, 7) for field in self._columns()]
        if self._ledger.title_field in self._ledger.keys and "position" in self._ledger.keys:
            keys = [field.key for field in self._columns()]
            widths[keys.index("position")] = 0
        else:
            widths[0] = 0
        self.table.set_widths(3, *widths)
        self.copy_button = QPushButton(self.tr("复制"))
        self.copy_button.clicked.connect(self.copy)
        self.export_button = QPushButton(self.tr("导出 Excel…"))
        self.export_button.clicked.connect(self._export)
        self.reshuffle_button = QPushButton(self.tr("按新名单调整…"))
        self.reshuffle_button.clicked.connect(self.reshuffle)
        how = self._ledger.register
        able = bool(how and how.start and how.end and "role" in self._ledger.keys)
        self.reshuffle_button.setVisible(able and self._desk.ws.writable)
        close = QPushButton(self.tr("关闭"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.reshuffle_button)
        buttons.addStretch(1)
        for button in (self.copy_button, self.export_button, close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.reshuffle_button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(self.changes)
        column.addLayout(buttons)

    # --- showing -------------------------------------------------------------------------------------

    def show_list(self) -> None:
        """The list as it is asked for now."""
        self._pause.stop()
        self.made = None
        try:
            on = self._day(self.on)
            compare = self._day(self.compare)
            self.made = rosters.roster(
                self._desk.ws,
                self._ledger.key,
                on=on or self._desk.today(),
                part=str(self.part.currentData() or ""),
                filters=[name] if (name := str(self.filter.currentData() or "")) else [],
                compare=compare,
            )
        except DeskError as error:
            self._say(error.message, wrong=True)
        except DateError as error:
            self._say(str(error), wrong=True)
        made = self.made
        for button in (self.copy_button, self.export_button):
            button.setEnabled(made is not None and bool(made.members))
        if made is None:
            self.rows.set_rows([])
            self.changes.hide()
            return
        self.rows.set_rows(self._texts(made))
        many = self.tr("{n} 人") if rosters.of_people(self._ledger) else self.tr("{n} 个")
        self._say(f"{made.title}　{many.format(n=len(made.members))}")
        self.changes.setText("\n".join(self._changes(made)))
        self.changes.setVisible(made.before is not None)

    def _changes(self, made: Roster) -> list[str]:
        if made.before is None:
            return []
        head = self.tr("与 {day} 相比：").format(day=made.before)
        return [head, *made.lines] if made.lines else [head + self.tr("没有变化")]

    def _texts(self, made: Roster) -> list[list[str]]:
        columns = self._columns()
        return [
            [str(n), *(fields.show(field, one.values.get(field.key)) for field in columns)]
            for n, one in enumerate(made.members, 1)
        ]

    def _day(self, editor: DateEditor) -> date | None:
        text = editor.text().strip()
        return read_date(text, self._desk.today().year) if text else None

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setProperty("role", "problem" if wrong else "large")
        style.restyle(self.told)

    def _open(self, row: int) -> None:
        if self.made is not None:
            self.opened.emit(self.made.members[row].id)
            self.accept()

    # --- what is done with it ------------------------------------------------------------------------

    def copy(self) -> None:
        """The list as a table for a document or a sheet."""
        if self.made is None:
            return
        head = [self.tr("序号"), *(field.title for field in self._columns())]
        lines = [self.made.title, "\t".join(head), *("\t".join(row) for row in self._texts(self.made))]
        QGuiApplication.clipboard().setText("\n".join([*lines, *self._changes(self.made)]))
        self.copy_button.setText(self.tr("已复制"))

    def _export(self) -> None:
        if self.made is None:
            return
        name = file_name(self.made.title, "xlsx")
        target, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出名单"), name, self.tr("Excel 工作簿 (*.xlsx)")
        )
        if target:
            path = Path(target)
            self.export(path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx"))

    def export(self, target: Path) -> None:
        """Write it there; the dialog for files has asked already whether something may be replaced."""
        assert self.made is not None
        try:
            rosters.write_roster(self._desk.ws, self.made, target)
        except DeskError as error:
            self._say(error.message, wrong=True)
            return
        self.said.emit(self.tr("已写出名单：{path}").format(path=target), None)
        self.accept()

    def reshuffle(self) -> None:
        """按新名单调整…"""
        dialog = ReshuffleDialog(
            self._desk, self._ledger, str(self.part.currentData() or ""), self.made, self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self._reshuffled)
        self.asking = dialog
        dialog.open()

    def _reshuffled(self, part: str, on: date, made: rosters.Reshuffled) -> None:
        self._fill_parts(part)
        self.on.set_text(on.isoformat())
        self.compare.set_text(date.fromordinal(on.toordinal() - 1).isoformat())
        self.show_list()
        text = self.tr("已调整“{part}”：离任 {closed} 人，新任 {opened} 人，不变 {stayed} 人。")
        said = text.format(part=part, closed=len(made.closed), opened=len(made.opened), stayed=made.stayed)
        self.said.emit(said, undo_action(self._desk, made.operation, self.said.emit))
