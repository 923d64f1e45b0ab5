"""The step 人员花名册 of the first start: a sheet is looked at first, then brought in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ..desk import importing, records
from ..desk.importing import SheetReport
from ..errors import DeskError
from ..jobs import Monitor
from .context import Desk
from .forms.ui_first_start import Ui_FirstStart
from .incoming import SHEETS
from .undoing import Say

_LEDGER = "staff"
_KEY, _SAVING = "first-staff", "first-staff-rejects"
# As many reasons as are read at a glance; all of them stand in the saved sheet.
_SHOWN = 3


class StaffStep(QObject):
    """What stands on the page of the staff sheet.

    Signals:
        changed(): the page or what is there changed.
        finished(): the staff is in; on to the next step.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, ui: Ui_FirstStart, say: Say, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self.ui, self._say, self._window = desk, ui, say, window
        self._path: Path | None = None
        self.report: SheetReport | None = None
        self._busy = False
        self._brought = False  # what `report` tells is in already
        ui.staffChoose.clicked.connect(self.choose)
        ui.staffRejects.clicked.connect(self._choose_rejects)
        ui.staffDetails.clicked.connect(self.details)
        self._tell("", "")

    @property
    def coming(self) -> int:
        """How many people the sheet would bring."""
        if self.report is None or self._brought:
            return 0
        return self.report.imported + self.report.updated

    def _there(self) -> int:
        return records.counts(self._desk.ws)[_LEDGER]

    def show(self) -> QWidget:
        """Show what is there; where the keyboard begins."""
        self._show_there()
        return self.ui.nextButton

    def _show_there(self) -> None:
        there = self._there()
        self.ui.staffThere.setText(self.tr("花名册里已有 {n} 人。").format(n=there))
        self.ui.staffThere.setVisible(there > 0)
        # Where there is nothing yet, choosing a sheet is what the main button does.
        self.ui.staffChoose.setVisible(there > 0 or self._path is not None)

    def next_word(self) -> str:
        """What the main button does here; "" for what it does in every step."""
        if self._busy:
            return self.tr("请稍候…")
        if self.coming:
            return self.tr("导入 {n} 人并继续").format(n=self.coming)
        return self.tr("继续") if self._there() else self.tr("选择表格…")

    def save(self) -> bool:
        """Do what the main button says; True when there is nothing left to do here."""
        if self._busy:
            return False
        if self.coming:
            self._import()
            return False
        if self._there():
            return True
        self.choose()
        return False

    def leave(self) -> None:
        """The dialog closes: nothing is shown any more. What is being brought in comes in all the same."""
        for job in self._desk.runner.jobs:
            if job.key in (_KEY, _SAVING):
                job.superseded = True

    # --- looking -------------------------------------------------------------------------------------

    def choose(self) -> None:
        """选择表格…"""
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SHEETS))
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("选择人员花名册"), "", self.tr("表格 ({kinds})").format(kinds=kinds)
        )
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Look at a sheet, changing nothing."""
        self._path = path
        self._start(self._looked, self.tr("正在读取…"), self._work(path, dry_run=True))

    def _work(
        self, path: Path, *, dry_run: bool, rejects: Path | None = None
    ) -> Callable[[Monitor], SheetReport]:
        ws, today = self._desk.ws, self._desk.today()

        def work(monitor: Monitor) -> SheetReport:
            return importing.import_sheet(
                ws, path, _LEDGER, dry_run=dry_run, rejects=rejects, today=today, monitor=monitor
            )

        return work

    def _start(
        self, done: Callable[[SheetReport], object], text: str, work: Callable[[Monitor], SheetReport]
    ) -> None:
        self._busy, self._brought = True, False
        self.report = None
        self._tell(text, "")
        self._desk.runner.run(
            work, on_done=done, on_error=self._failed, on_stopped=self._stopped, title=text, key=_KEY
        )

    def _looked(self, report: SheetReport) -> None:
        self._busy = False
        self.report = report
        parts = [
            self.tr("{n} 人可导入，{m} 行退回").format(n=self.coming, m=len(report.rejected)),
        ]
        if report.duplicates:
            parts.append(self.tr("重复 {n} 行").format(n=len(report.duplicates)))
        self._tell("，".join(parts), "\n".join(self._notes(report)))
        if self.coming:
            self.ui.nextButton.setFocus()

    def _notes(self, report: SheetReport) -> list[str]:
        lines = []
        for one in report.rejected[:_SHOWN]:
            said = one.reason if one.column in one.reason else f"{one.column}：{one.reason}"
            lines.append(self.tr("第 {row} 行：{reason}").format(row=one.row, reason=said))
        if len(report.rejected) > _SHOWN:
            lines.append(self.tr("…… 其余的在另存的表里"))
        if strangers := [one.value for one in report.unknown if one.field == "department"]:
            lines.append(
                self.tr("科室名册里没有、照原样导入的科室：{names}").format(names="、".join(strangers))
            )
        if report.unmapped:
            lines.append(self.tr("没有导入的列：{names}").format(names="、".join(report.unmapped)))
        if report.warnings:
            lines.append(self.tr("另有 {n} 条提醒，可以逐列核对").format(n=len(report.warnings)))
        return lines

    def _failed(self, error: DeskError) -> None:
        self._busy = False
        self._tell(self.tr("还不能导入"), error.message)

    def _stopped(self) -> None:
        self._busy = False
        self._tell(self.tr("已停止，没有导入"), "")

    def _tell(self, summary: str, notes: str) -> None:
        ui = self.ui
        ui.staffFile.setText(self._path.name if self._path else "")
        for label, text in (
            (ui.staffFile, ui.staffFile.text()),
            (ui.staffSummary, summary),
            (ui.staffNotes, notes),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        chosen = self._path is not None
        ui.staffChoose.setText(self.tr("换一个表格…(&O)") if chosen else self.tr("选择表格…(&O)"))
        ui.staffChoose.setEnabled(not self._busy)
        self._show_there()
        ui.staffRejects.setVisible(bool(self.report and self.report.rejected))
        ui.staffDetails.setVisible(chosen and not self._busy)
        self.changed.emit()

    # --- bringing in ---------------------------------------------------------------------------------

    def _import(self) -> None:
        assert self._path is not None
        self._start(self._imported, self.tr("正在导入…"), self._work(self._path, dry_run=False))

    def _imported(self, report: SheetReport) -> None:
        self._busy = False
        if not report.rejected:
            self._path = None
            self._tell("", "")
            self.finished.emit()
            return
        # What was sent back is shown until the clerk goes on: it may still be saved as a sheet.
        self.report, self._brought = report, True
        text = self.tr("已导入 {n} 人，{m} 行退回").format(
            n=report.imported + report.updated, m=len(report.rejected)
        )
        self._tell(text, "\n".join(self._notes(report)))

    def _choose_rejects(self) -> None:
        assert self._path is not None
        proposed = self._path.with_name(self.tr("{name}-退回的行.xlsx").format(name=self._path.stem))
        target, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("另存退回的行"), str(proposed), self.tr("表格 (*.xlsx)")
        )
        if target:
            self.save_rejects(Path(target))

    def save_rejects(self, target: Path) -> None:
        """Write the rejected rows with their reasons, to be corrected and imported again."""
        assert self._path is not None
        self._desk.runner.run(
            self._work(self._path, dry_run=True, rejects=target),
            on_done=lambda _report: self.ui.staffNotes.setText(
                self.tr("退回的行已存为：{path}").format(path=target)
            ),
            on_error=lambda error: self.ui.staffNotes.setText(error.message),
            title=self.tr("正在另存退回的行"),
            key=_SAVING,
        )

    def details(self) -> None:
        """逐列核对…: the window of every import, where columns can be matched by hand."""
        from .import_dialog import ImportDialog

        assert self._path is not None
        dialog = ImportDialog(self._desk, self._path, self._say, _LEDGER, self._window)
        dialog.ui.evidenceButton.hide()
        dialog.imported.connect(self._imported_by_hand)
        dialog.open()

    def _imported_by_hand(self, _ledger: str) -> None:
        self._path, self.report = None, None
        self._tell("", "")
        self.finished.emit()
