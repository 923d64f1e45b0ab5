"""导入表格, first step: which sheets of the workbook, into which ledger, and where the header stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ..desk.importing import BookView, SheetView
from ..domain.fields import as_text
from ..domain.headers import Header, letters
from ..domain.ledgers import Ledger
from . import style
from .forms.ui_import_sheets import Ui_ImportSheets

_COLUMNS = 60  # shown of a sheet; what is read has no such limit
_WIDEST = 16  # characters of a column
_PADDING = 20  # pixels beside the text of a cell, whatever the text size


class Marked(QStyledItemDelegate):
    """Paints the background that a model gives: beside a style sheet for items Qt leaves it out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        colour = index.data(Qt.ItemDataRole.BackgroundRole)
        if colour is not None:
            painter.fillRect(option.rect, colour)
        super().paint(painter, option, index)


class RawModel(QAbstractTableModel):
    """The first rows of a sheet as they stand there; those of the header are marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: SheetView | None = None
        self._header: Header | None = None
        self._wide = 0

    def set_view(self, view: SheetView | None, header: Header | None) -> None:
        """Show this sheet with this header."""
        self.beginResetModel()
        self._view, self._header = view, header
        columns = [column for row in view.rows for column in row.cells] if view else []
        self._wide = min(max(columns, default=0), _COLUMNS)
        self.endResetModel()

    def number(self, row: int) -> int:
        """The number of a shown row in the sheet."""
        assert self._view is not None
        return self._view.rows[row].number

    def is_header(self, row: int) -> bool:
        """Whether a shown row belongs to the header."""
        return self._header is not None and self._header.top <= self.number(row) <= self._header.bottom

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() or self._view is None else len(self._view.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._wide

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid() or self._view is None:
            return None
        if role in (0, Qt.ItemDataRole.ToolTipRole):
            cell = self._view.rows[index.row()].cells.get(index.column() + 1)
            return as_text(cell.value).strip().replace("\n", " ") if cell else None
        if self.is_header(index.row()):
            if role == Qt.ItemDataRole.BackgroundRole:
                return style.colour("accent_soft")
            if role == Qt.ItemDataRole.FontRole:
                return style.font(bold=True)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role != 0:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return letters(section + 1)
        number = str(self.number(section))
        return self.tr("表头 {n}").format(n=number) if self.is_header(section) else number


class SheetsPage(QWidget):
    """Ticks, the ledger, the header.

    Signals:
        ledger_chosen(str): another ledger.
        chosen(): other sheets, or another header row.
        header_pointed(str, object): this sheet's header ends in this row (None: to be found again).
    """

    ledger_chosen = Signal(str)
    chosen = Signal()
    header_pointed = Signal(str, object)

    def __init__(self, books: Mapping[str, Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ImportSheets()
        self.ui.setupUi(self)
        self._view: BookView | None = None
        self._headers: dict[str, Header | None] = {}
        self._pointed: dict[str, int] = {}
        self._remembered = False
        for book in books.values():
            # The title first: it is what must be seen where the room is short.
            self.ui.ledger.addItem(
                self.tr("{title}（{group}）").format(title=book.title, group=book.group), book.key
            )
        self.model = RawModel(self)
        calm(self.ui.raw)
        self.ui.raw.setModel(self.model)
        self.ui.raw.installEventFilter(self)
        self.ui.ledger.activated.connect(lambda _: self.ledger_chosen.emit(self.ui.ledger.currentData()))
        self.ui.sheets.currentRowChanged.connect(lambda _: self._show_sheet())
        self.ui.sheets.itemChanged.connect(lambda _: self.chosen.emit())
        self.ui.raw.clicked.connect(lambda index: self._point(index.row()))
        self.ui.raw.verticalHeader().sectionClicked.connect(self._point)
        self.ui.autoButton.clicked.connect(lambda: self.header_pointed.emit(self.sheet, None))

    @property
    def sheet(self) -> str:
        """The sheet that is looked at."""
        item = self.ui.sheets.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else ""

    @property
    def ticked(self) -> list[str]:
        """The sheets to read."""
        items = (self.ui.sheets.item(row) for row in range(self.ui.sheets.count()))
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def set_ledger(self, key: str) -> None:
        """Show the ledger that was guessed or chosen."""
        self.ui.ledger.setCurrentIndex(self.ui.ledger.findData(key))

    def set_book(self, view: BookView, ticked: Sequence[str]) -> None:
        """Show the sheets of a workbook."""
        self._view = view
        self.ui.sheets.blockSignals(True)
        self.ui.sheets.clear()
        for one in view.sheets:
            title = self.tr("{name}（隐藏）").format(name=one.name) if one.hidden else one.name
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, one.name)
            item.setToolTip(one.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if one.name in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.ui.sheets.addItem(item)
        names = [one.name for one in view.sheets]
        self.ui.sheets.setCurrentRow(names.index(ticked[0]) if ticked else 0)
        self.ui.sheets.blockSignals(False)

    def set_headers(self, headers: Mapping[str, Header | None], pointed: Mapping[str, int]) -> None:
        """Show where the headers stand; those in `pointed` were chosen by hand."""
        self._headers = dict(headers)
        self._pointed = dict(pointed)
        self.ui.sheets.blockSignals(True)
        for row in range(self.ui.sheets.count()):
            item = self.ui.sheets.item(row)
            found = self._headers.get(item.data(Qt.ItemDataRole.UserRole))
            item.setForeground(style.colour("ink" if found else "faint"))
        self.ui.sheets.blockSignals(False)
        self._show_sheet()

    def set_remembered(self, remembered: bool) -> None:
        """Say that what is shown is as the clerk chose it the last time."""
        self._remembered = remembered
        self.ui.remembered.setText(self.tr("按上次导入这种表时的对应，可以再改。") if remembered else "")
        self.ui.remembered.setVisible(remembered)

    def _show_sheet(self) -> None:
        name = self.sheet
        views = [one for one in self._view.sheets if one.name == name] if self._view else []
        header = self._headers.get(name)
        self.model.set_view(views[0] if views else None, header)
        fit_columns(self.ui.raw)
        if header is None:
            said = self.tr("没有找到这本台账的表头；点一下表头所在的行。")
        elif name in self._pointed and self._remembered:
            said = self.tr("按上次，表头在第 {row} 行；不对的话，点一下表头所在的行。").format(
                row=header.bottom
            )
        elif name in self._pointed:
            said = self.tr("表头是指定的第 {row} 行。").format(row=header.bottom)
        else:
            said = self.tr("表头在第 {row} 行；不对的话，点一下表头所在的行。").format(row=header.bottom)
        self.ui.headerLabel.setText(said)
        self.ui.autoButton.setVisible(name in self._pointed)

    def _point(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            self.header_pointed.emit(self.sheet, self.model.number(row))

    def eventFilter(self, watched: QObject, event: object) -> bool:
        """Enter and the space bar do what a click does."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            if event.key() in keys and self.ui.raw.currentIndex().isValid():
                self._point(self.ui.raw.currentIndex().row())
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]


def calm(table: QTableView) -> None:
    """A table to look at: rows as high as the text, cells cut with …"""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setWordWrap(False)
    table.setItemDelegate(Marked(table))
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().setDefaultSectionSize(QFontMetrics(style.font()).height() + style.scaled(12))
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setHighlightSections(False)


def fit_columns(table: QTableView) -> None:
    """As wide as what the first rows hold, within bounds."""
    model = table.model()
    metrics = QFontMetrics(style.font(bold=True))
    one = metrics.horizontalAdvance("文")
    for column in range(model.columnCount()):
        texts = (str(model.index(row, column).data() or "") for row in range(model.rowCount()))
        # Titles that run over the whole table say nothing about their column.
        wide = max((metrics.horizontalAdvance(text) for text in texts if len(text) <= _WIDEST), default=0)
        table.setColumnWidth(column, max(wide, 3 * one) + style.scaled(20) + _PADDING)
