"""导出迎检档案: where to, of what, for whom; then it runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QWidget

from ..desk import archive, records, standards, workspaces
from ..desk.archive import ArchiveReport
from ..domain import fields
from ..domain.fields import Field, FieldError, Kind
from ..domain.names import safe
from ..errors import DeskError, Refused
from ..jobs import Monitor
from ..output.archive import check_target
from ..output.plan import Plan
from . import style
from .context import Desk
from .forms.ui_export_dialog import Ui_ExportDialog
from .ledgers.editors import DateEditor
from .messages import Action

# What is typed is judged after this pause; planning reads the whole workspace.
_PAUSE = 250
Say = Callable[[str, Action | None, bool], object]
_RUNNING, _PLANNING = "export-archive", "plan-archive"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to go out: one standard or all active ones (None), between two days, for whom."""

    standard: str | None
    start: date | None
    end: date | None
    public: bool


class ExportDialog(QDialog):
    """Choose, see how large it gets, start. It closes at the start, and comes back when the export failed.

    `say` shows what came of it at the edge of the window (text, action, whether it stays).
    """

    def __init__(self, desk: Desk, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._say = desk, say
        self.ui = Ui_ExportDialog()
        self.ui.setupUi(self)
        # Room for a sentence at a field without squeezing the others.
        style.resize(self, style.scaled(760), self.sizeHint().height() + style.scaled(32))
        self._plan: Plan | None = None
        self._planned: Wish | None = None
        self._wish: Wish | None = None
        self._dates = [DateEditor(Field(key, key, Kind.DATE), self) for key in ("start", "end")]
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        self.look()

    @property
    def start_editor(self) -> DateEditor:
        """The first day."""
        return self._dates[0]

    @property
    def end_editor(self) -> DateEditor:
        """The last day."""
        return self._dates[1]

    def _build(self) -> None:
        ui, desk = self.ui, self._desk
        ui.target.setText(str(self._proposed()))
        every = standards.all_standards(desk.ws)
        active = [one for one in every if one.active]
        if len(active) != 1:
            text = self.tr("启用的全部 {n} 套").format(n=len(active)) if active else self.tr("没有启用的标准")
            ui.standard.addItem(text, None)
        for one in every:
            title = one.title if one.active else self.tr("{title}（未启用）").format(title=one.title)
            ui.standard.addItem(title, one.key)
        for place, (editor, name) in enumerate(
            zip(self._dates, (self.tr("从哪一天"), self.tr("到哪一天")), strict=True)
        ):
            editor.line.setAccessibleName(name)
            editor.setFixedWidth(style.scaled(168))
            editor.edited.connect(self._changed)
            editor.left.connect(self._tidy_dates)
            ui.periodRow.insertWidget(2 * place, editor)
        ui.periodRow.addStretch(1)
        ui.periodLabel.setBuddy(self.start_editor.line)
        ui.publicHint.setText(self._left_out())
        order = [
            ui.target,
            ui.browse,
            ui.standard,
            self.start_editor.line,
            self.end_editor.line,
            ui.complete,
            ui.public_,
            ui.cancelButton,
            ui.startButton,
        ]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        ui.target.textEdited.connect(self._check_target)
        ui.browse.clicked.connect(self._browse)
        ui.standard.activated.connect(lambda _: self._changed())
        ui.public_.toggled.connect(lambda _: self._changed())
        ui.cancelButton.clicked.connect(self.reject)
        ui.startButton.clicked.connect(self.start)
        self.rejected.connect(self._left)
        ui.target.setFocus()
        ui.target.setCursorPosition(len(ui.target.text()))

    def _proposed(self) -> Path:
        """A folder beside the workspace that is not there yet."""
        unit = str(workspaces.setting(self._desk.ws, "unit")).strip()
        parts = [self.tr("迎检档案"), unit, f"{self._desk.today():%Y%m%d}"]
        name = safe("-".join(part for part in parts if part))
        folder, number = self._desk.ws.path.parent, 1
        path = folder / name
        while path.exists():
            number += 1
            path = folder / f"{name}-{number}"
        return path

    def _left_out(self) -> str:
        """What the public version leaves out; the ledgers say which columns are sensitive."""
        books = records.all_ledgers(self._desk.ws).values()
        titles = dict.fromkeys(one.title for book in books for one in book.visible if one.sensitive)
        return self.tr(
            "不含：{fields}等栏目；密级不是“公开”的文件；没有对应指标的台账和影像；未关联影像；缺项清单；全部台账的总表。"
            "照片和扫描件的画面不作遮挡，发出前请过目。"
        ).format(fields="、".join(titles) or self.tr("敏感"))

    # --- what is chosen ------------------------------------------------------------------------------

    @property
    def target(self) -> Path:
        """The folder that is to be made."""
        return Path(self.ui.target.text().strip())

    def _check_target(self) -> bool:
        """Say at the field what is wrong with the folder; whether it can be made."""
        problem = ""
        if not self.ui.target.text().strip():
            problem = self.tr("请写明存到哪个新文件夹。")
        elif not self.target.is_absolute():
            problem = self.tr("请写完整的位置，或用“换个位置”来选。")
        else:
            try:
                check_target(self.target, self._plan.bytes if self._plan else 0)
            except Refused as error:
                problem = error.message
            except OSError as error:
                problem = self.tr("这个位置用不了（{why}），请换个位置。").format(why=error.strerror)
        _note(self.ui.targetProblem, problem)
        _mark(self.ui.target, bool(problem))
        self._update_start()
        return not problem

    def _read_wish(self) -> Wish | None:
        """What is chosen; None with a sentence at the dates when these cannot be read."""
        days: list[date | None] = []
        problem = ""
        for editor in self._dates:
            try:
                value = fields.read(Field("day", "", Kind.DATE), editor.text()).value
            except FieldError as error:
                problem = problem or f"{error}。"
                editor.set_wrong(True)
                days.append(None)
            else:
                editor.set_wrong(False)
                days.append(date.fromisoformat(value) if isinstance(value, str) else None)
        start, end = days
        if not problem and start and end and end < start:
            problem = self.tr("结束的日子早于开始的日子。")
            self.end_editor.set_wrong(True)
        _note(self.ui.periodProblem, problem)
        if problem:
            return None
        return Wish(self.ui.standard.currentData(), start, end, self.ui.public_.isChecked())

    def _tidy_dates(self) -> None:
        wish = self._read_wish()
        if wish:
            for editor, day in zip(self._dates, (wish.start, wish.end), strict=True):
                editor.set_text(day.isoformat() if day else "")

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("放在哪个文件夹里"), str(self.target.parent if self.target.is_absolute() else "")
        )
        if folder:
            self.ui.target.setText(str(Path(folder) / (self.target.name or self._proposed().name)))
            self._check_target()

    # --- how large it gets ---------------------------------------------------------------------------

    def _changed(self) -> None:
        self._pause.start()
        self._update_start()

    def look(self) -> None:
        """Count what would go out, writing nothing."""
        self._pause.stop()
        wish = self._wish = self._read_wish()
        self._check_target()
        if wish is None:
            self._plan = None
            self.ui.plan.setText(self.tr("时段改好后再计算大小"))
            self.ui.planHint.setText("")
            self._update_start()
            return
        if wish == self._planned and self._plan:
            self._show_plan(self._plan)
            return
        self._plan = None
        self.ui.plan.setText(self.tr("正在计算…"))
        self.ui.planHint.setText("")
        self._update_start()
        ws, today = self._desk.ws, self._desk.today()
        self._desk.runner.run(
            lambda _monitor: archive.plan_archive(
                ws, on=today, standard=wish.standard, start=wish.start, end=wish.end, public=wish.public
            ),
            on_done=lambda plan: self._take_plan(wish, plan),
            on_error=self._not_planned,
            key=_PLANNING,
        )

    def _take_plan(self, wish: Wish, plan: Plan) -> None:
        self._planned, self._plan = wish, plan
        self._show_plan(plan)

    def _not_planned(self, error: DeskError) -> None:
        self.ui.plan.setText(self.tr("还不能导出"))
        self.ui.planHint.setText(error.message)

    def _show_plan(self, plan: Plan) -> None:
        pieces = sum(1 + bool(piece.original) for piece in plan.pieces())
        sheets = sum(1 for _ in plan.sheets())
        gaps = sum(len(one.lacks) for standard in plan.standards for one in standard.indicators)
        self.ui.plan.setText(
            self.tr("影像和文件 {n} 个，台账表 {m} 张，约 {size}").format(
                n=pieces, m=sheets, size=style.size_text(plan.bytes)
            )
        )
        parts = [self.tr("缺项 {n} 条，列在缺项清单里").format(n=gaps) if gaps else self.tr("没有缺项")]
        if plan.unlinked:
            text = (
                self.tr("未关联影像 {n} 件，不导出")
                if plan.public
                else self.tr("未关联影像 {n} 件，单独放一个文件夹")
            )
            parts.append(text.format(n=plan.unlinked))
        if not plan.standards:
            parts.append(self.tr("没有启用的测评标准，档案里只有台账和影像"))
        self.ui.planHint.setText("；".join(parts) + "。")
        self._check_target()

    def _update_start(self) -> None:
        waiting = self._pause.isActive() if hasattr(self, "_pause") else False
        good = self._plan is not None and not waiting and not self.ui.targetProblem.text()
        self.ui.startButton.setEnabled(good)

    # --- doing ---------------------------------------------------------------------------------------

    def start(self) -> None:
        """开始导出: the dialog goes, the work runs on with its progress at the edge of the window."""
        wish = self._wish
        if wish is None or self._plan is None or not self._check_target():
            return
        if any(job.key == _RUNNING for job in self._desk.runner.jobs):
            _note(self.ui.targetProblem, self.tr("另一份档案正在导出，等它完成后再开始。"))
            return
        self._desk.runner.run(
            self._work(wish, self.target),
            on_done=self._done,
            on_error=self._failed,
            on_stopped=self._stopped,
            title=self.tr("正在导出迎检档案"),
            key=_RUNNING,
        )
        self.accept()

    def _work(self, wish: Wish, target: Path) -> Callable[[Monitor], ArchiveReport]:
        ws, today, now = self._desk.ws, self._desk.today(), datetime.now()

        def work(monitor: Monitor) -> ArchiveReport:
            return archive.export_archive(
                ws,
                target,
                on=today,
                now=now,
                standard=wish.standard,
                start=wish.start,
                end=wish.end,
                public=wish.public,
                monitor=monitor,
            )

        return work

    def _done(self, report: ArchiveReport) -> None:
        parts = [
            self.tr("已导出并核对“{name}”：{n} 个文件，{size}").format(
                name=report.folder.name, n=report.files, size=style.size_text(report.bytes)
            )
        ]
        if report.gaps:
            parts.append(self.tr("缺项 {n} 条").format(n=report.gaps))
        if report.unlinked:
            parts.append(self.tr("未关联影像 {n} 件").format(n=report.unlinked))
        if report.missing:
            parts.append(self.tr("{n} 个文件的内容已不在工作区里，没能导出").format(n=len(report.missing)))
        folder, say = report.folder, self._say
        open_folder = Action(self.tr("打开文件夹"), lambda: _open_folder(folder, say))
        self._say("，".join(parts) + "。", open_folder, True)
        self.deleteLater()

    def _failed(self, error: DeskError) -> None:
        self._planned = None
        self._say(error.message, Action(self.tr("改一改再导出"), self._again), True)

    def _stopped(self) -> None:
        self._say(self.tr("已停止导出，没有留下任何文件。"), None, False)
        self.deleteLater()

    def _again(self) -> None:
        self.open()
        self.look()

    def _left(self) -> None:
        for job in self._desk.runner.jobs:
            if job.key == _PLANNING:
                job.superseded = True
        self.deleteLater()


def _open_folder(folder: Path, say: Say) -> None:
    """Show the folder in the file manager; the dialog is gone by then."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        text = QCoreApplication.translate("ExportDialog", "打不开文件夹，它在：{path}")
        say(text.format(path=folder), None, True)


def _note(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _mark(widget: QWidget, wrong: bool) -> None:
    if widget.property("wrong") != wrong:
        widget.setProperty("wrong", wrong)
        style.restyle(widget)
