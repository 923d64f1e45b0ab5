"""The items of a form in its editor: a table that is typed into, a row for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ...domain.forms import HOW, Item, show_points
from ...domain.numbers import NumberError, read_number
from ...errors import WrongUse
from .. import style

TITLE, _HOW, _POINTS, _LEAST, _MOST, _STANDARD, _RED, _SHOWN = range(8)
_ITEM = int(Qt.ItemDataRole.UserRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ItemsTable(QTableWidget):
    """Items by rows. 分值 stands there for what is scored or weighed, 最少 and 最多 only while something is
    counted."""

    def __init__(self, items: Iterable[Item], parent: QWidget | None = None) -> None:
        super().__init__(0, 8, parent)
        self.setAccessibleName(self.tr("检查项目"))
        self.setHorizontalHeaderLabels(
            (
                self.tr("检查项目"),
                self.tr("怎样记"),
                self.tr("分值"),
                self.tr("最少"),
                self.tr("最多"),
                self.tr("标准"),
                self.tr("红线"),
                self.tr("使用"),
            )
        )
        self.setShowGrid(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (TITLE, _STANDARD):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        tips = (
            (_POINTS, self.tr("满分多少；都不写，每项算一分")),
            (_LEAST, self.tr("计数的：至少要有多少才合格")),
            (_MOST, self.tr("计数的：最多有多少还合格；两栏都不写，一个也不能有")),
            (_RED, self.tr("不合格就不能评红旗、标兵")),
            (_SHOWN, self.tr("去掉勾，新的检查不再问这一项，以前的仍在")),
        )
        for column, tip in tips:
            self.horizontalHeaderItem(column).setToolTip(tip)
        for item in items:
            self._add(item)
        self._fit()

    # --- rows ----------------------------------------------------------------------------------------

    def new(self) -> None:
        """Another row, to be typed into."""
        self._add(Item("", ""))
        row = self.rowCount() - 1
        self.setCurrentCell(row, TITLE)
        self.editItem(self.item(row, TITLE))

    def move(self, by: int) -> None:
        """The current row one up or down."""
        row = self.currentRow()
        to = row + by
        if row < 0 or not 0 <= to < self.rowCount():
            return
        one, other = self.read(row), self.read(to)
        self._fill(row, other)
        self._fill(to, one)
        self.setCurrentCell(to, self.currentColumn())

    def read(self, row: int) -> Item:
        """The item of a row; raises WrongUse for what is no number."""
        before = self.item(row, TITLE).data(_ITEM)
        how = self.cellWidget(row, _HOW)
        assert isinstance(before, Item) and isinstance(how, QComboBox)
        counted = how.currentData() == "count"
        return replace(
            before,
            title=self._text(row, TITLE),
            how=str(how.currentData()),
            points=self._number(row, _POINTS, 2) or 0,
            at_least=self._number(row, _LEAST) if counted else None,
            at_most=self._number(row, _MOST) if counted else None,
            standard=self._text(row, _STANDARD),
            red_line=self._ticked(row, _RED),
            hidden=not self._ticked(row, _SHOWN),
        )

    def _add(self, item: Item) -> None:
        row = self.rowCount()
        self.insertRow(row)
        self._fill(row, item)

    def _fill(self, row: int, item: Item) -> None:
        title = QTableWidgetItem(item.title)
        title.setData(_ITEM, item)
        self.setItem(row, TITLE, title)
        how = QComboBox()
        for key, text in HOW.items():
            how.addItem(text, key)
        how.setCurrentIndex(max(0, how.findData(item.how)))
        how.setAccessibleName(self.tr("怎样记"))
        how.currentIndexChanged.connect(lambda _: self._fit())
        self.setCellWidget(row, _HOW, how)
        numbers = (
            (_POINTS, show_points(item.points) if item.points else ""),
            (_LEAST, "" if item.at_least is None else str(item.at_least)),
            (_MOST, "" if item.at_most is None else str(item.at_most)),
        )
        for column, text in numbers:
            number = QTableWidgetItem(text)
            number.setTextAlignment(_RIGHT)
            self.setItem(row, column, number)
        self.setItem(row, _STANDARD, QTableWidgetItem(item.standard))
        for column, on in ((_RED, item.red_line), (_SHOWN, not item.hidden)):
            box = QTableWidgetItem()
            box.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            box.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.setItem(row, column, box)

    # --- cells ---------------------------------------------------------------------------------------

    def _text(self, row: int, column: int) -> str:
        found = self.item(row, column)
        return found.text().strip() if found else ""

    def _ticked(self, row: int, column: int) -> bool:
        found = self.item(row, column)
        return found is not None and found.checkState() == Qt.CheckState.Checked

    def _number(self, row: int, column: int, decimals: int = 0) -> int | None:
        text = self._text(row, column)
        if not text:
            return None
        try:
            return read_number(text, decimals=decimals, minimum=0)
        except NumberError as error:
            name = self.horizontalHeaderItem(column).text()
            title = self._text(row, TITLE)
            raise WrongUse(
                self.tr("“{title}”的{name}“{text}”不是数。").format(title=title, name=name, text=text)
            ) from error

    # --- looks ---------------------------------------------------------------------------------------

    def _fit(self) -> None:
        hows = [self.cellWidget(row, _HOW) for row in range(self.rowCount())]
        counted = any(isinstance(how, QComboBox) and how.currentData() == "count" for how in hows)
        for column in (_LEAST, _MOST):
            self.setColumnHidden(column, not counted)
        numbers = ((_POINTS, 56), (_LEAST, 56), (_MOST, 56))
        for column, width in ((_HOW, 152), *numbers, (_RED, 52), (_SHOWN, 52)):
            self.setColumnWidth(column, style.scaled(width))
        self.verticalHeader().setDefaultSectionSize(style.scaled(38))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
