"""导入表格: what a handed-in sheet would bring, row by row, before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QLabel,
    QWidget,
)

from ..desk import importing, records
from ..desk.importing import SheetReport
from ..domain.ledgers import Ledger
from ..domain.text import normal
from ..errors import DeskError
from ..jobs import Monitor
from . import style
from .context import Desk
from .forms.ui_import_dialog import Ui_ImportDialog
from .undoing import Say, undo_action


class NotesModel(QAbstractTableModel):
    """Rows that stay out, and rows that come in but look odd: number, what, column, content, reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[int, str, str, str, str]] = []

    def set_report(self, report: SheetReport | None, ledger: Ledger | None) -> None:
        """Show what a report says."""
        self.beginResetModel()
        self.rows = self._rows(report, ledger) if report and ledger else []
        self.endResetModel()

    def _rows(self, report: SheetReport, ledger: Ledger) -> list[tuple[int, str, str, str, str]]:
        rows = [(r.row, self.tr("退回"), r.column, r.value, r.reason) for r in report.rejected]
        for d in report.duplicates:
            same = (
                self.tr("与第 {row} 行相同").format(row=d.same_as)
                if isinstance(d.same_as, int)
                else self.tr("台账里已有同样的一条")
            )
            rows.append((d.row, self.tr("重复"), "", "", same))
        rows += [(w.row, self.tr("提醒"), "", "", w.text) for w in report.warnings]
        rows.sort(key=lambda row: row[0])
        for unknown in report.unknown:
            title = ledger.field(unknown.field).title
            rows.append((0, self.tr("新名字"), title, unknown.value, self.tr("名册里没有，照原样导入")))
        return rows

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def data(self, index: QModelIndex, role: int = 0) -> object:
        value = self.rows[index.row()][index.column()]
        if role in (0, int(Qt.ItemDataRole.ToolTipRole)):
            return (str(value) if value else "") if index.column() == 0 else value
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role != 0 or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("行"), self.tr("情况"), self.tr("列"), self.tr("内容"), self.tr("说明"))[section]


class ImportDialog(QDialog):
    """Choose the ledger and the year, see what would come in, confirm.

    What came of it is told to `say`, which outlives the dialog: 撤销 is pressed when it is gone.

    Signals:
        imported(str): the ledger that got rows.
        is_evidence(): the file is no ledger but a proof (a signed list), and is to be stored as it is.
    """

    imported = Signal(str)
    is_evidence = Signal()

    def __init__(
        self, desk: Desk, path: Path, say: Say, ledger: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._path, self._say = desk, path, say
        self.ui = Ui_ImportDialog()
        self.ui.setupUi(self)
        style.resize(self, style.scaled(920), style.scaled(640))
        self.report: SheetReport | None = None
        self._books = records.all_ledgers(desk.ws)
        self._mapping: dict[str, str] = {}
        self._year_by_hand = False
        self._busy = False
        self._gone = False  # closed while something was still under way
        # Ledgers to try by themselves, likeliest first; what the clerk chooses ends the trying.
        self._candidates = _candidates(list(self._books.values()), path.stem, ledger)
        self.ui.file.setText(path.name)
        for book in self._books.values():
            self.ui.ledger.addItem(f"{book.group} · {book.title}", book.key)
        self.ui.year.setValidator(QIntValidator(1949, 2100, self))
        self.ui.year.setFixedWidth(style.scaled(84))
        self.notes = NotesModel(self)
        table = self.ui.notes
        table.setModel(self.notes)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(style.scaled(36))
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((64, 80, 140, 180)):
            table.setColumnWidth(column, style.scaled(width))
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.ui.tabs.tabBar().setDrawBase(False)
        self._show_ledger(self._candidates[0] if self._candidates else next(iter(self._books)))
        self.ui.ledger.activated.connect(self._ledger_chosen)
        self.ui.year.textEdited.connect(self._year_typed)
        self.ui.year.editingFinished.connect(self._year_done)
        self.ui.keepDuplicates.toggled.connect(lambda _: self.look())
        self.ui.confirmButton.clicked.connect(self.confirm)
        self.ui.cancelButton.clicked.connect(self.reject)
        self.ui.evidenceButton.clicked.connect(self._store_as_evidence)
        self.ui.rejectsButton.clicked.connect(self._choose_rejects)
        self.look()

    # --- what is chosen ------------------------------------------------------------------------------

    @property
    def ledger(self) -> Ledger:
        """The ledger it would go into."""
        return self._books[self.ui.ledger.currentData()]

    @property
    def year(self) -> int | None:
        """The year of dates that have none."""
        text = self.ui.year.text()
        return int(text) if len(text) == 4 else None

    def choose_ledger(self, key: str) -> None:
        """Import into this ledger instead."""
        self._candidates = []
        self._mapping = {}
        self._show_ledger(key)
        self.look()

    def _show_ledger(self, key: str) -> None:
        self.ui.ledger.setCurrentIndex(self.ui.ledger.findData(key))

    def _ledger_chosen(self, _index: int) -> None:
        self.choose_ledger(self.ui.ledger.currentData())

    def _year_typed(self, _text: str) -> None:
        self._year_by_hand = True

    def _year_done(self) -> None:
        if self._year_by_hand and self.ui.year.isModified():
            self.ui.year.setModified(False)
            self.look()

    # --- looking -------------------------------------------------------------------------------------

    def look(self) -> None:
        """Read the sheet as it would be imported, changing nothing."""
        self._wait(self.tr("正在读取表格…"))
        self._desk.runner.run(
            self._work(dry_run=True),
            on_done=self._looked,
            on_error=self._not_readable,
            title=self.tr("正在读取表格"),
            key="import-sheet",
        )

    def _work(self, *, dry_run: bool, rejects: Path | None = None) -> Callable[[Monitor], SheetReport]:
        ws, path, key, year = self._desk.ws, self._path, self.ledger.key, self.year
        mapping, keep = dict(self._mapping), self.ui.keepDuplicates.isChecked()
        today = self._desk.today()

        def work(monitor: Monitor) -> SheetReport:
            return importing.import_sheet(
                ws,
                path,
                key,
                mapping=mapping or None,
                year=year,
                keep_duplicates=keep,
                dry_run=dry_run,
                rejects=rejects,
                today=today,
                monitor=monitor,
            )

        return work

    def _wait(self, text: str) -> None:
        self._busy = True
        self.report = None
        self.ui.summary.setText(text)
        self.ui.hint.setText("")
        self.ui.confirmButton.setEnabled(False)
        self.ui.rejectsButton.setEnabled(False)

    def _looked(self, report: SheetReport) -> None:
        self._busy = False
        if report.year_in_title and not self._year_by_hand and not self.ui.year.text():
            self.ui.year.setText(str(report.year_in_title))
            self.look()
            return
        self._candidates = []
        self.report = report
        self.notes.set_report(report, self.ledger)
        self._show_mapping(report)
        self.ui.summary.setText(self._summary(report))
        self.ui.hint.setText(self._hint(report))
        coming = report.imported + report.updated
        self.ui.confirmButton.setEnabled(coming > 0)
        self.ui.confirmButton.setText(
            self.tr("确认导入 {n} 条").format(n=coming) if coming else self.tr("没有可导入的行")
        )
        self.ui.rejectsButton.setEnabled(bool(report.rejected))
        if coming:
            self.ui.confirmButton.setFocus()

    def _not_readable(self, error: DeskError) -> None:
        # A wrong ledger is the likeliest reason: the next likely one is tried.
        self._busy = False
        if self.ledger.key in self._candidates:
            self._candidates = self._candidates[self._candidates.index(self.ledger.key) + 1 :]
            if self._candidates:
                self._show_ledger(self._candidates[0])
                self.look()
                return
        self.notes.set_report(None, None)
        self.ui.summary.setText(self.tr("还不能导入"))
        self.ui.hint.setText(error.message)
        self.ui.confirmButton.setText(self.tr("没有可导入的行"))

    def _summary(self, report: SheetReport) -> str:
        parts = [self.tr("将导入 {n} 条").format(n=report.imported)]
        if report.updated:
            parts.append(self.tr("更新 {n} 条").format(n=report.updated))
        if report.rejected:
            parts.append(self.tr("退回 {n} 行").format(n=len(report.rejected)))
        if report.duplicates:
            parts.append(self.tr("重复 {n} 行").format(n=len(report.duplicates)))
        return "，".join(parts)

    def _hint(self, report: SheetReport) -> str:
        parts = [self.tr("工作表“{name}”").format(name=report.sheet)]
        if report.year_in_title:
            parts.append(self.tr("标题里写着 {year} 年").format(year=report.year_in_title))
        if report.unmapped:
            parts.append(self.tr("没有用到的列：{names}").format(names="、".join(report.unmapped)))
        if report.rejected:
            parts.append(self.tr("退回的行可以另存成表格，改好再导"))
        return "；".join(parts) + "。"

    def _show_mapping(self, report: SheetReport) -> None:
        """Header → field, each to be changed by hand."""
        place = QWidget()
        place.setObjectName("scrolled")
        grid = QGridLayout(place)
        grid.setContentsMargins(8, 16, 16, 16)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        headers = [*report.mapping, *report.unmapped]
        for row, header in enumerate(headers):
            box = QComboBox()
            box.setAccessibleName(header)
            box.addItem(self.tr("（不导入）"), "")
            for one in self.ledger.fields:
                box.addItem(one.title, one.key)
            box.setCurrentIndex(max(0, box.findData(report.mapping.get(header, ""))))
            box.activated.connect(lambda _, header=header, box=box: self._map(header, box.currentData()))
            label = QLabel(header.replace("\n", " "))
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        grid.setRowStretch(len(headers), 1)
        self.ui.mapping.setWidget(place)

    def _map(self, header: str, key: str) -> None:
        self._mapping[header] = key
        self.look()

    # --- doing ---------------------------------------------------------------------------------------

    def confirm(self) -> None:
        """确认导入: everything that can be read comes in, as one operation."""
        if self.report is None or self._busy:
            return
        self._wait(self.tr("正在导入…"))
        self._desk.runner.run(
            self._work(dry_run=False),
            on_done=self._imported,
            on_error=lambda error: self._tell(error.message) if self._gone else self._not_readable(error),
            on_stopped=lambda: self._tell(self.tr("已停止，没有导入")) if self._gone else self.look(),
            title=self.tr("正在导入表格"),
        )

    def _imported(self, report: SheetReport) -> None:
        self._busy = False
        text = self.tr("《{ledger}》已导入 {n} 条").format(
            ledger=self._books[report.ledger].title, n=report.imported + report.updated
        )
        if report.rejected:
            text = self.tr("{text}，退回 {n} 行").format(text=text, n=len(report.rejected))
        self._say(text, undo_action(self._desk, report.operation, self._say))
        if not self._gone:
            self.imported.emit(report.ledger)
            self.accept()

    def _tell(self, text: str) -> None:
        """Said here, or at the edge of the window when this is closed."""
        if self._gone:
            self._say(text, None)
        else:
            self.ui.hint.setText(text)

    def _choose_rejects(self) -> None:
        proposed = self._path.with_name(self.tr("{name}-退回的行.xlsx").format(name=self._path.stem))
        target, _ = QFileDialog.getSaveFileName(
            self, self.tr("另存退回的行"), str(proposed), self.tr("表格 (*.xlsx)")
        )
        if target:
            self.save_rejects(Path(target))

    def save_rejects(self, target: Path) -> None:
        """Write the rejected rows with their reasons, to be corrected and imported again."""
        self._desk.runner.run(
            self._work(dry_run=True, rejects=target),
            on_done=lambda _report: self._tell(self.tr("退回的行已存为：{path}").format(path=target)),
            on_error=lambda error: self._tell(error.message),
            title=self.tr("正在另存退回的行"),
        )

    def _store_as_evidence(self) -> None:
        self.is_evidence.emit()
        self.reject()

    def done(self, result: int) -> None:
        """Closed, however: what is being looked at is of no use any more; what is being imported comes in."""
        self._gone = True
        for job in self._desk.runner.jobs:
            if job.key == "import-sheet":
                job.superseded = True
                job.cancel()
        super().done(result)


def _candidates(books: Sequence[Ledger], stem: str, current: str) -> list[str]:
    """Ledgers that a file may belong to: those its name names (the longest first), then the open one."""
    said = normal(stem)
    named: list[tuple[int, str]] = []
    for book in books:
        fitting = [len(name) for name in (book.title, *book.synonyms) if normal(name) in said]
        if fitting:
            named.append((-max(fitting), book.key))
    return list(dict.fromkeys([key for _, key in sorted(named)] + ([current] if current else [])))
