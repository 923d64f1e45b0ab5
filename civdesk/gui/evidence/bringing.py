"""Files into the workspace from the window: progress at the edge, then what came in and what did not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from ...desk import evidence
from ...intake.files import FilesReport
from .. import style
from ..context import Desk
from ..forms.ui_import_report import Ui_ImportReport
from ..messages import Action
from ..undoing import Say, undo_action
from ..widgets.plain_table import ShortTable


class ImportReport(QDialog):
    """Every file that was not taken, and what looked odd about those that were."""

    def __init__(self, report: FilesReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ImportReport()
        self.ui.setupUi(self)
        style.resize(self, style.scaled(880), style.scaled(480))
        self.lines = [
            *((path, self.tr("退回：{why}").format(why=why)) for path, why in report.rejected),
            *((path, self.tr("已存入，{what}").format(what=what)) for path, what in report.warnings),
        ]
        parts = []
        if report.rejected:
            parts.append(self.tr("退回 {n} 件").format(n=len(report.rejected)))
        if report.warnings:
            parts.append(self.tr("{n} 件已存入，请核对").format(n=len(report.warnings)))
        self.ui.title.setText("，".join(parts))
        table = ShortTable((self.tr("文件"), self.tr("说明")), self)
        table.set_rows([(path.replace("\\", "/").rpartition("/")[2], said) for path, said in self.lines])
        self.ui.rows.setModel(table)
        self.ui.rows.set_widths(14, 0)
        self.ui.copyButton.clicked.connect(self._copy)
        self.ui.closeButton.clicked.connect(self.accept)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{path}\t{said}" for path, said in self.lines))


class Bringing(QObject):
    """Imports files and says what came of it; one for each page that takes files."""

    def __init__(self, desk: Desk, say: Say, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._say, self._window = desk, say, window
        self.report: ImportReport | None = None

    def take(
        self,
        paths: Sequence[Path],
        *,
        record: tuple[str, str] | None = None,
        role: str = "",
        on_done: Callable[[FilesReport], object] | None = None,
        hold: object = None,
    ) -> None:
        """Bring files and folders in, as proofs of `record` where one is given. `hold` is kept until they are
        in: the folder of files that were made for it."""

        def done(report: FilesReport) -> None:
            self._tell(report)
            if on_done:
                on_done(report)

        self._desk.runner.run(
            lambda monitor, _held=hold: evidence.import_files(
                self._desk.ws, paths, today=self._desk.today(), record=record, role=role, monitor=monitor
            ),
            on_done=done,
            title=self.tr("正在导入文件"),
        )

    def _tell(self, report: FilesReport) -> None:
        parts = [self.tr("已存入 {n} 件").format(n=report.stored)]
        if report.proofs:
            parts.append(self.tr("关联 {n} 件").format(n=report.proofs))
        if report.copies:
            parts.append(self.tr("重复 {n} 件").format(n=report.copies))
        if report.rejected:
            parts.append(self.tr("退回 {n} 件").format(n=len(report.rejected)))
        said = "，".join(parts)
        if report.stopped:
            said = self.tr("已停止：{what}").format(what=said)
        if report.warnings:
            said = self.tr("{what}；{n} 件请核对").format(what=said, n=len(report.warnings))
        if report.rejected or report.warnings:
            self._say(said, Action(self.tr("查看原因"), lambda: self._open(report)))
        else:
            self._say(said, undo_action(self._desk, report.operation, self._say))

    def _open(self, report: FilesReport) -> None:
        self.report = ImportReport(report, self._window.window())
        self.report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.report.open()
