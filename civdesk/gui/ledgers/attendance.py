"""打印签到表: whose names stand on it, how many rows, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...desk import attendance, picking, records
from ...domain.fields import Field, Kind
from ...domain.ledgers import Ledger
from ...errors import DeskError
from ...output.attendance import Attendance, page
from .. import printing, style
from ..context import Desk

_PARTICIPANTS, _DEPARTMENT, _NOBODY = range(3)


class AttendanceDialog(QDialog):
    """Asks for the names and rows of a blank 签到表, and prints or saves it.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, ledger: Ledger, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ledger, self._record = desk, ledger, record
        self.setWindowTitle(self.tr("打印签到表"))
        there = attendance.participants(ledger, records.get(desk.ws, ledger.key, record))
        self.whose = QButtonGroup(self)
        self.departments = QComboBox()
        self.departments.setAccessibleName(self.tr("科室"))
        self.departments.addItems(self._departments())
        names = QGridLayout()
        names.setVerticalSpacing(4)
        for n, text in enumerate(
            (
                self.tr("记录里的参加人员（{n} 人）").format(n=len(there)),
                self.tr("一个科室的全部在岗人员"),
                self.tr("不印姓名，只印空行"),
            )
        ):
            button = QRadioButton(text)
            self.whose.addButton(button, n)
            names.addWidget(button, n, 0)
        names.addWidget(self.departments, _DEPARTMENT, 1)
        names.setColumnStretch(1, 1)
        self.whose.button(_PARTICIPANTS).setEnabled(bool(there))
        self.whose.button(_DEPARTMENT).setEnabled(bool(self.departments.count()))
        self.whose.button(_PARTICIPANTS if there else _NOBODY).setChecked(True)
        self.rows = QSpinBox()
        self.rows.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.rows.setRange(1, 2000)
        self.rows.setValue(max(attendance.ROWS, len(there)))
        self.rows.setAccessibleName(self.tr("至少多少行"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self._build(names)
        self.whose.idToggled.connect(lambda *_: self._tell())
        self.departments.currentIndexChanged.connect(lambda _: self._department_chosen())
        self.rows.valueChanged.connect(lambda _: self._tell())
        self._tell()
        style.resize(self, style.scaled(560), self.sizeHint().height())

    def _build(self, names: QGridLayout) -> None:
        head = QLabel(self.tr("姓名"))
        head.setProperty("role", "soft")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(QLabel(self.tr("至少")))
        line.addWidget(self.rows)
        line.addWidget(QLabel(self.tr("行，名单印完后留空行给临时参加的人")), 1)
        self.excel_button = QPushButton(self.tr("另存为 Excel…"))
        self.pdf_button = QPushButton(self.tr("另存为 PDF…"))
        self.print_button = QPushButton(self.tr("预览和打印…"))
        self.print_button.setProperty("role", "primary")
        self.print_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.excel_button, self.pdf_button, self.print_button):
            button.setAutoDefault(button is self.print_button)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(head)
        column.addLayout(names)
        column.addLayout(line)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addLayout(buttons)
        self.excel_button.clicked.connect(lambda: self._save_as("xlsx", self.tr("Excel 工作簿 (*.xlsx)")))
        self.pdf_button.clicked.connect(lambda: self._save_as("pdf", self.tr("PDF 文件 (*.pdf)")))
        self.print_button.clicked.connect(self.preview)

    def _departments(self) -> Sequence[str]:
        """Departments that have people, in the order of their register."""
        filled = dict.fromkeys(attendance.departments(self._desk.ws).values())
        known = picking.offered(
            self._desk.ws, self._ledger, Field("department", "", Kind.DEPARTMENT), on=self._desk.today()
        )
        return list(dict.fromkeys([*(one.name for one in known if one.name in filled), *filled]))

    def _department_chosen(self) -> None:
        self.whose.button(_DEPARTMENT).setChecked(True)
        self._tell()

    # --- the sheet -----------------------------------------------------------------------------------

    def sheet(self) -> Attendance | None:
        """The 签到表 as it is asked for now; None, and told, where it cannot be made."""
        whose = self.whose.checkedId()
        try:
            return attendance.sheet(
                self._desk.ws,
                self._ledger.key,
                self._record,
                people=[] if whose == _NOBODY else None,
                department=self.departments.currentText() if whose == _DEPARTMENT else "",
                rows=self.rows.value(),
                today=self._desk.today(),
            )
        except DeskError as error:
            self._say(error.message, wrong=True)
            return None

    def _tell(self) -> None:
        made = self.sheet()
        if made:
            text = self.tr("共 {rows} 行，印 {names} 个姓名。")
            self._say(text.format(rows=len(made.rows), names=len(made.people)))
        for button in (self.excel_button, self.pdf_button, self.print_button):
            button.setEnabled(made is not None)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setProperty("role", "problem" if wrong else "small")
        style.restyle(self.told)

    # --- where it goes -------------------------------------------------------------------------------

    def _save_as(self, ending: str, kinds: str) -> None:
        name = self.tr("签到表.{ending}").format(ending=ending)
        target, _ = QFileDialog.getSaveFileName(self, self.tr("另存为"), name, kinds)
        if target:
            path = Path(target)
            self.save(
                path if path.suffix.lower() == f".{ending}" else path.with_name(f"{path.name}.{ending}")
            )

    def save(self, target: Path) -> None:
        """Write it there; the dialog for files has asked already whether something may be replaced."""
        made = self.sheet()
        if made is None:
            return
        try:
            attendance.write(made, target, print_pdf=printing.write_pdf, overwrite=True)
        except DeskError as error:
            self._say(error.message, wrong=True)
            return
        self.said.emit(self.tr("已写出签到表：{path}").format(path=target), None)
        self.accept()

    def preview(self) -> None:
        """Show the pages as they will be printed; printing is a button there."""
        made = self.sheet()
        if made is not None:
            self.shown = printing.preview(self, page(made), self.tr("签到表"))
