"""导入表格: from a workbook to records in three steps, with nothing changed before the last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ..desk import importing, records
from ..desk.importing import BookView, Choices, Draft, Fit, SheetReport, Start
from ..domain.ledgers import Ledger
from ..errors import DeskError
from ..jobs import Monitor
from . import style
from .context import Desk
from .forms.ui_import_dialog import Ui_ImportDialog
from .import_columns import ColumnsPage
from .import_preview import PreviewPage
from .import_rows import Preview, preview
from .import_sheets import SheetsPage
from .progress import ProgressStrip
from .undoing import Say, undo_action

SHEETS, COLUMNS, PREVIEW = range(3)
_KEY = "import-sheet"


class ImportDialog(QDialog):
    """Choose sheets and ledger, say what the columns are, see every row, import.

    The sheet is read anew beside the window whenever something is chosen; `report` is what would come of it
    now (None while it is being read). What came of the import is told to `say`, which outlives the dialog:
    撤销 is pressed when it is gone.

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
        style.resize(self, style.scaled(1120), style.scaled(760))
        self.choices = Choices()
        self.view: BookView | None = None
        self.draft: Draft | None = None
        self._books = {key: book for key, book in records.all_ledgers(desk.ws).items() if not book.hidden}
        self._ledger = ledger if ledger in self._books else next(iter(self._books))
        self._remembered = False
        self._fits: dict[str, Fit] = {}  # the header of each sheet
        self._busy = False
        self._gone = False  # closed while something was still under way
        self.done_with: SheetReport | None = None  # what the import did, once it is done
        self.ui.file.setText(path.name)
        self.sheets = SheetsPage(self._books)
        self.columns = ColumnsPage()
        self.preview = PreviewPage(desk.ws)
        for page in (self.sheets, self.columns, self.preview):
            self.ui.steps.addWidget(page)
        self.ui.column.insertWidget(self.ui.column.count() - 1, ProgressStrip(desk.runner, self))
        self._connect()
        self.show_step(SHEETS)
        self._open(ledger)

    def _connect(self) -> None:
        self.sheets.ledger_chosen.connect(self.choose_ledger)
        self.sheets.chosen.connect(self._sheets_chosen)
        self.sheets.header_pointed.connect(self.point_at_header)
        self.columns.chosen.connect(self.choose)
        steps = (self.ui.sheetsButton, self.ui.columnsButton, self.ui.previewButton)
        for step, button in enumerate(steps):
            button.clicked.connect(lambda _=False, step=step: self.show_step(step))
        self.ui.nextButton.clicked.connect(lambda: self.show_step(self.step + 1))
        self.ui.backButton.clicked.connect(lambda: self.show_step(self.step - 1))
        self.ui.confirmButton.clicked.connect(self.confirm)
        self.ui.cancelButton.clicked.connect(self.reject)
        self.ui.doneButton.clicked.connect(self.accept)
        self.ui.evidenceButton.clicked.connect(self._store_as_evidence)
        self.ui.rejectsButton.clicked.connect(self._choose_rejects)

    # --- the steps -----------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self.ui.steps.currentIndex()

    def show_step(self, step: int) -> None:
        """Go to a step; beyond the first only with a table that can be read."""
        if step != SHEETS and self.draft is None and not self._busy:
            step = SHEETS
        self.ui.steps.setCurrentIndex(step)
        (self.ui.sheetsButton, self.ui.columnsButton, self.ui.previewButton)[step].setChecked(True)
        self.ui.backButton.setVisible(step != SHEETS)
        self.ui.nextButton.setVisible(step != PREVIEW)
        self.ui.confirmButton.setVisible(step == PREVIEW)
        self.ui.rejectsButton.setVisible(step == PREVIEW)
        self.ui.evidenceButton.setVisible(step == SHEETS)
        primary = self.ui.confirmButton if step == PREVIEW else self.ui.nextButton
        primary.setDefault(True)
        primary.setFocus()
        if step == COLUMNS and (box := self.columns.unanswered):
            box.setFocus()  # by keyboard too, what is asked comes before what is next

    # --- what is chosen ------------------------------------------------------------------------------

    @property
    def ledger(self) -> Ledger:
        """The ledger it would go into."""
        return self._books[self._ledger]

    @property
    def report(self) -> SheetReport | None:
        """What would come of it; None while that is not known."""
        return self.draft.report if self.draft and not self._busy else None

    def choose(self, choices: Choices) -> None:
        """Read it in another way."""
        if choices != self.choices:
            self.choices = choices
            self.look()

    def choose_ledger(self, key: str) -> None:
        """Import into this ledger instead; what was said about columns was said of another one."""
        kept = self.choices
        self.choices = Choices(year=kept.year, date_order=kept.date_order, pictures=kept.pictures)
        self._begin(key)

    def point_at_header(self, sheet: str, row: int | None) -> None:
        """This row is the (last) row of the sheet's header; None: look for it again."""
        rows = {name: at for name, at in self.choices.header_rows.items() if name != sheet}
        if row is not None:
            rows[sheet] = row
        self.choices = replace(self.choices, header_rows=rows)
        self._remembered = False  # what is shown is no longer what was chosen the last time
        self.sheets.set_remembered(False)
        assert self.view is not None
        (view,) = (one for one in self.view.sheets if one.name == sheet)
        self._fits[sheet] = importing.fit(view, self.ledger, self.choices.mapping, row)
        self._show_headers()
        self.look()

    def _sheets_chosen(self) -> None:
        self.choose(replace(self.choices, sheets=tuple(self.sheets.ticked)))

    # --- looking -------------------------------------------------------------------------------------

    def _open(self, current: str) -> None:
        self._wait(self.tr("正在打开表格…"))
        ws, path = self._desk.ws, self._path
        self._desk.runner.run(
            lambda monitor: importing.look_into(ws, path, current, monitor),
            on_done=self._opened,
            on_error=self._not_readable,
            on_stopped=self._stopped,
            title=self.tr("正在打开表格"),
            key=_KEY,
        )

    def _opened(self, view: BookView) -> None:
        self.view = view
        self._begin(view.ledger if view.ledger in self._books else self._ledger)

    def _begin(self, key: str) -> None:
        """Propose how to read the workbook into a ledger."""
        self._ledger = key
        self.sheets.set_ledger(key)
        if self.view is None:
            return
        self._wait(self.tr("正在读取表格…"))
        ws, view, choices = self._desk.ws, self.view, self.choices
        self._desk.runner.run(
            lambda _monitor: importing.start(ws, view, key, choices),
            on_done=self._begun,
            on_error=self._not_readable,
            on_stopped=self._stopped,
            title=self.tr("正在读取表格"),
            key=_KEY,
        )

    def _begun(self, start: Start) -> None:
        assert self.view is not None
        self.choices, self._remembered, self._fits = start
        self.sheets.set_remembered(self._remembered)
        self.sheets.set_book(self.view, self.choices.sheets)
        self._show_headers()
        self.look()

    def _show_headers(self) -> None:
        headers = {name: one.header for name, one in self._fits.items()}
        self.sheets.set_headers(headers, self.choices.header_rows)

    def look(self) -> None:
        """Read the sheets as they would be imported, changing nothing."""
        if not self.choices.sheets:
            self.draft = None
            self._busy = False
            self._show_nothing(self.tr("请至少选一个工作表。"))
            return
        self._wait(self.tr("正在读取表格…"))
        ws, path, key, choices = self._desk.ws, self._path, self._ledger, self.choices
        today = self._desk.today()

        def work(monitor: Monitor) -> tuple[Draft, Preview]:
            draft = importing.draft_sheet(ws, path, key, choices, today=today, monitor=monitor)
            return draft, preview(draft)

        self._desk.runner.run(
            work,
            on_done=self._looked,
            on_error=self._not_readable,
            on_stopped=self._stopped,
            title=self.tr("正在读取表格"),
            key=_KEY,
        )

    def _wait(self, text: str) -> None:
        self._busy = True
        self.ui.summary.setText(text)
        self.ui.hint.setText("")
        self.ui.confirmButton.setEnabled(False)
        self.ui.rejectsButton.setEnabled(False)

    def _looked(self, found: tuple[Draft, Preview]) -> None:
        self._busy = False
        self.draft, made = found
        assert self.view is not None
        report = self.draft.report
        self.columns.show_draft(self.draft, self.view, self.choices)
        self.preview.show_draft(self.draft, made)
        self.ui.summary.setText(self._summary(report))
        self.ui.hint.setText(self._hint(report))
        coming = report.imported + report.updated
        if coming:
            verb = self.tr("导入 {n} 条(&I)").format(n=coming)
        else:
            verb = self.tr("先回答问题") if report.waiting else self.tr("没有可导入的行")
        self.ui.confirmButton.setText(verb)
        self._enable(coming > 0, bool(report.rejected))

    def _enable(self, can_import: bool, has_rejected: bool = False) -> None:
        self.ui.confirmButton.setEnabled(can_import)
        self.ui.rejectsButton.setEnabled(has_rejected)
        for button in (self.ui.nextButton, self.ui.columnsButton, self.ui.previewButton):
            button.setEnabled(self.draft is not None)
        if self.step == PREVIEW and can_import and not self.focusWidget():
            self.ui.confirmButton.setFocus()

    def _not_readable(self, error: DeskError) -> None:
        self._busy = False
        self.draft = None
        self._show_nothing(error.message)

    def _stopped(self) -> None:
        self._not_readable(DeskError(self.tr("已停止读取。")))

    def _show_nothing(self, why: str) -> None:
        self.preview.show_draft(None, None)
        self.ui.summary.setText(self.tr("还不能导入"))
        self.ui.hint.setText(why)
        self.ui.confirmButton.setText(self.tr("没有可导入的行"))
        self.show_step(SHEETS)
        self._enable(False)

    def _summary(self, report: SheetReport) -> str:
        if report.waiting:
            # The rows are not wrong, only not yet understood: "退回" would alarm for nothing.
            said = self.tr("先回答 {questions} 个问题，就能导入约 {n} 条").format(
                questions=len(report.holding), n=report.imported + report.updated + report.waiting
            )
            wrong = len(report.rejected) - report.waiting
            return self.tr("{said}；另有 {n} 行退回").format(said=said, n=wrong) if wrong else said
        new = report.imported or not report.updated
        parts = [self.tr("将导入 {n} 条").format(n=report.imported)] if new else []
        if report.updated:
            parts.append(self.tr("更新 {n} 条").format(n=report.updated))
        if report.pictures.found:
            parts.append(self.tr("照片 {n} 张").format(n=report.pictures.found))
        if report.rejected:
            parts.append(self.tr("退回 {n} 行").format(n=len(report.rejected)))
        if report.duplicates:
            parts.append(self.tr("重复 {n} 行").format(n=len(report.duplicates)))
        return "，".join(parts)

    def _hint(self, report: SheetReport) -> str:
        read = [part.sheet for part in report.sheets if not part.skipped]
        names = "、".join(read[:4]) + (self.tr("等 {n} 个").format(n=len(read)) if len(read) > 4 else "")
        parts = [self.tr("工作表：{names}").format(names=names)]
        if self._remembered:
            parts.append(self.tr("按上次的对应"))
        if report.questions:
            parts.append(self.tr("有 {n} 个问题请在第 2 步确认").format(n=len(report.questions)))
        if report.unmapped:
            parts.append(self.tr("没有用到的列：{names}").format(names="、".join(report.unmapped)))
        return "；".join(parts) + "。"

    # --- doing ---------------------------------------------------------------------------------------

    def confirm(self) -> None:
        """导入: everything that can be read comes in, as one operation."""
        if self.report is None or self.done_with:
            return
        self._wait(self.tr("正在导入…"))
        ws, path, key, choices = self._desk.ws, self._path, self._ledger, self.choices
        today = self._desk.today()
        self._desk.runner.run(
            lambda monitor: importing.import_sheet(
                ws, path, key, choices, today=today, monitor=monitor, remember=True
            ),
            on_done=self._imported,
            on_error=lambda error: self._tell(error.message) if self._gone else self._not_readable(error),
            on_stopped=lambda: self._tell(self.tr("已停止，没有导入")) if self._gone else self.look(),
            title=self.tr("正在导入表格"),
        )

    def _imported(self, report: SheetReport) -> None:
        self._busy = False
        if self._gone:
            self._say_done(report)
            return
        self.done_with = report
        if report.rejected:
            self._show_result(report)
        else:
            self.accept()

    def _show_result(self, report: SheetReport) -> None:
        """Some rows did not come in: they are shown until the clerk has what is to be handed back."""
        self.show_step(PREVIEW)
        self.preview.show_state("rejected")
        self.preview.ui.warning.hide()
        self.ui.summary.setText(
            self.tr("已导入 {n} 条；{m} 行没有导入").format(
                n=report.imported + report.updated, m=len(report.rejected)
            )
        )
        self.ui.hint.setText(self.tr("没有导入的行可以导出为退回表，改正后再导入。"))
        steps = (self.ui.sheetsButton, self.ui.columnsButton, self.ui.previewButton)
        for button in (*steps, self.ui.backButton, self.ui.cancelButton, self.ui.confirmButton):
            button.hide()
        self.ui.rejectsButton.setEnabled(True)
        self.ui.doneButton.show()
        self.ui.doneButton.setDefault(True)
        self.ui.doneButton.setFocus()

    def _say_done(self, report: SheetReport) -> None:
        text = self.tr("《{ledger}》已导入 {n} 条").format(
            ledger=self._books[report.ledger].title, n=report.imported + report.updated
        )
        if report.pictures.linked:
            text = self.tr("{text}，照片 {n} 张").format(text=text, n=report.pictures.linked)
        if report.rejected:
            text = self.tr("{text}，退回 {n} 行").format(text=text, n=len(report.rejected))
        self._say(text, undo_action(self._desk, report.operation, self._say))

    def _tell(self, text: str) -> None:
        """Said here, or at the edge of the window when this is closed."""
        if self._gone:
            self._say(text, None)
        else:
            self.ui.hint.setText(text)

    def _choose_rejects(self) -> None:
        proposed = self._path.with_name(self.tr("{name}-退回.xlsx").format(name=self._path.stem))
        target, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出退回表"), str(proposed), self.tr("表格 (*.xlsx)")
        )
        if target:
            self.save_rejects(Path(target))

    def save_rejects(self, target: Path) -> None:
        """Write the rejected rows with their reasons, to be corrected and imported again."""
        draft = self.draft
        assert draft is not None
        self._desk.runner.run(
            lambda _monitor: importing.save_rejects(draft, target),
            on_done=lambda _none: self._tell(self.tr("退回表已存为：{path}").format(path=target)),
            on_error=lambda error: self._tell(error.message),
            title=self.tr("正在导出退回表"),
        )

    def _store_as_evidence(self) -> None:
        self.is_evidence.emit()
        self.reject()

    def done(self, result: int) -> None:
        """Closed, however: what is being looked at is of no use any more; what is being imported comes in."""
        self._gone = True
        for job in self._desk.runner.jobs:
            if job.key == _KEY:
                job.superseded = True
                job.cancel()
        if self.done_with:
            # Only now: while this window is open, nobody can press 撤销 below it.
            self._say_done(self.done_with)
            self.imported.emit(self.done_with.ledger)
        super().done(result)
