"""导入调查结果: what a sheet would bring is seen before it comes in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...desk import surveys
from ...errors import DeskError
from ...intake.survey_sheet import Choices, Layout, Preview, Sheet
from .. import style
from ..context import Desk
from ..widgets.decision import decision
from ..widgets.plain_table import CalmTable, ShortTable

_SHOWN = 500  # rejected cells that are listed


class SurveyImportDialog(QDialog):
    """Shows the preview of a sheet and takes it; `taken` is what came in once it is accepted."""

    def __init__(
        self, desk: Desk, survey: str, sheets: Sequence[Sheet], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._survey, self._sheets = desk, survey, list(sheets)
        self.taken: surveys.Taken | None = None
        self.shown: Preview | None = None
        self.setWindowTitle(self.tr("导入调查结果"))
        self.sheet = QComboBox()
        self.sheet.addItems([one.name for one in self._sheets])
        self.layout_box = QComboBox()
        for one in Layout:
            self.layout_box.addItem(one.label, one)
        self.columns = QTableWidget(0, 3)
        self.columns.setHorizontalHeaderLabels([self.tr("列"), self.tr("是题目"), self.tr("多选")])
        self.columns.verticalHeader().hide()
        self.columns.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.columns.setAccessibleName(self.tr("列"))
        head = self.columns.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        wide = QFontMetrics(style.font()).horizontalAdvance(self.tr("是题目")) + style.scaled(32)
        for column in (1, 2):
            self.columns.setColumnWidth(column, wide)
        self.columns.verticalHeader().setDefaultSectionSize(
            QFontMetrics(style.font()).height() + style.scaled(12)
        )
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.hints = QLabel()
        self.hints.setProperty("role", "warning")
        self.hints.setWordWrap(True)
        titles = (self.tr("行"), self.tr("列"), self.tr("内容"), self.tr("为什么不计"))
        self._rejected = ShortTable(titles, self)
        self.rejected = CalmTable()
        self.rejected.setModel(self._rejected)
        self.rejected.set_widths(3, 6, 5, 0)
        self.rejected.setAccessibleName(self.tr("没有计入的内容"))
        self.ok, buttons = decision(self, self.tr("导入"))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow(self.tr("工作表"), self.sheet)
        form.addRow(self.tr("这是"), self.layout_box)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.columns, 1)
        column.addWidget(self.told)
        column.addWidget(self.hints)
        column.addWidget(self.rejected, 1)
        # Large type on a small screen: what does not fit is scrolled, never squeezed.
        line = self.columns.verticalHeader().defaultSectionSize()
        self.columns.setMinimumHeight(5 * line)
        self.rejected.setMinimumHeight(4 * line)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 20)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.sheet.activated.connect(lambda _: self._other_sheet())
        self.layout_box.activated.connect(lambda _: self._ask(fresh=True))
        self.columns.itemChanged.connect(lambda _: self._ask())
        self._other_sheet()
        style.resize(self, style.scaled(680), style.scaled(640))

    def _other_sheet(self) -> None:
        sheet = self._sheets[self.sheet.currentIndex()]
        self.layout_box.setCurrentIndex(self.layout_box.findData(sheet.layout))
        self._ask(fresh=True)

    def choices(self, *, fresh: bool = False) -> Choices:
        """What is chosen now; `fresh`: the columns as they are proposed."""
        ticked = [self._ticked(column) for column in (1, 2)]
        answers = self.layout_box.currentData() == Layout.ANSWERS
        return Choices(
            self.sheet.currentText(),
            self.layout_box.currentData(),
            None if fresh or not answers else tuple(ticked[0]),
            frozenset(ticked[1]),
        )

    def _ticked(self, column: int) -> list[str]:
        return [
            self.columns.item(row, 0).text()
            for row in range(self.columns.rowCount())
            if self.columns.item(row, column).checkState() == Qt.CheckState.Checked
        ]

    def _ask(self, *, fresh: bool = False) -> None:
        try:
            self.shown = surveys.preview(self._desk.ws, self._survey, self._sheets, self.choices(fresh=fresh))
        except DeskError as error:
            self.shown = None
            self._tell(error.message, wrong=True)
            self.columns.setVisible(False)
            self.hints.hide()
            self._rejected.set_rows([])
            self.ok.setEnabled(False)
            return
        if fresh:
            self._offer(self.shown)
        self._show(self.shown)

    def _offer(self, shown: Preview) -> None:
        self.columns.setVisible(shown.layout is Layout.ANSWERS)
        self.columns.blockSignals(True)
        self.columns.setRowCount(len(shown.offered))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        for row, title in enumerate(shown.offered):
            name = QTableWidgetItem(title)
            name.setFlags(flags)
            self.columns.setItem(row, 0, name)
            for column, on in ((1, title not in shown.left), (2, shown.known.get(title, False))):
                tick = QTableWidgetItem()
                # What a question of the survey allows is said there, not here.
                fixed = column == 2 and title in shown.known
                tick.setFlags(flags if fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)
                tick.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self.columns.setItem(row, column, tick)
        self.columns.blockSignals(False)

    def _show(self, shown: Preview) -> None:
        counted = [one for one in shown.questions if one.title in shown.changed]
        lines = [
            self.tr("{title}　{counts}").format(
                title=one.title, counts="、".join(f"{o.title} {o.number}" for o in one.options)
            )
            for one in counted[:6]
        ]
        if len(counted) > 6:
            lines.append(self.tr("……共 {n} 道题").format(n=len(counted)))
        if shown.returned is not None:
            lines.append(self.tr("收回份数将记为 {n} 份").format(n=shown.returned))
        if shown.rejected:
            lines.append(self.tr("{n} 处没有计入，列在下面").format(n=len(shown.rejected)))
        self._tell("\n".join(lines) or self.tr("没有可以取的题目。"), wrong=not counted)
        self.hints.setText("\n".join(shown.hints))
        self.hints.setVisible(bool(shown.hints))
        self._rejected.set_rows(
            [(str(one.row), one.column, one.value, one.reason) for one in shown.rejected[:_SHOWN]]
        )
        self.rejected.setVisible(bool(shown.rejected))
        self.ok.setEnabled(bool(counted))

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setProperty("role", "problem" if wrong else "")
        style.restyle(self.told)

    def accept(self) -> None:
        """Take what is shown; what cannot be is said here and the dialog stays."""
        if self.shown is None:
            return
        try:
            self.taken = surveys.take(self._desk.ws, self._survey, self.shown)
        except DeskError as error:
            self._tell(error.message, wrong=True)
            return
        super().accept()
