"""测评 · 调查: surveys and samples at the left, counts or names in the middle, the rate at the right."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import records, sampling, surveys
from ...desk.surveys import SurveyReport
from ...domain.surveys import Question
from ...errors import DeskError
from ...store.sampling import Sampling
from ...store.workspace import Changed
from ..context import Desk
from ..page import Page
from ..undoing import undo_action
from ..widgets.choices import Choice, ChoiceList, Heading
from ..widgets.empty import EmptyPlace
from ..widgets.three_parts import ThreeParts, hairline, sheet
from ..widgets.widening import keep_usable, widened
from .counts import CountsGrid
from .draw_dialog import DrawDialog
from .figures import SurveyFigures
from .import_dialog import SurveyImportDialog
from .paper import PaperButton
from .question_dialog import QuestionDialog
from .sample import SampleDetail, SampleList
from .survey_dialog import SurveyDialog

_TABLES = frozenset({"survey_question", "sampling", "ledger_survey", "ledger"})
_SURVEY, _SAMPLE = "survey:", "sample:"
_GRID, _NO_QUESTION, _NAMES, _NOTHING = range(4)


class SurveysPage(Page):
    """Three parts: what was asked or drawn, the counts, what they say."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.report: SurveyReport | None = None
        self.sampling: Sampling | None = None
        self.dialog: QWidget | None = None
        self.list = ChoiceList(self.tr("调查和抽样名单"))
        self.new_button = QPushButton(self.tr("新建调查"))
        self.new_button.setProperty("role", "primary")
        self.draw_button = QPushButton(self.tr("随机抽样"))
        self.title = QLabel()
        self.title.setProperty("role", "large")
        self.title.setWordWrap(True)
        self.under = QLabel()
        self.under.setProperty("role", "soft")
        self.under.setWordWrap(True)
        self.add_button = self._tool(self.tr("加题目"))
        self.edit_button = self._tool(self.tr("修改题目"))
        self.import_button = self._tool(self.tr("导入结果…"))
        self.paper_button = PaperButton(desk)
        self.grid = CountsGrid()
        self.names = SampleList()
        self.no_question = EmptyPlace(icon_name="assess")
        self.nothing = EmptyPlace(icon_name="people")
        self.figures = SurveyFigures()
        self.sample = SampleDetail()
        self._build()
        self._connect()

    def _tool(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "quiet")
        return button

    def _build(self) -> None:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(12, 12, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.new_button, 1)
        row.addWidget(self.draw_button, 1)
        left = sheet(buttons, self.list, margins=(0, 0, 0, 8))
        self.head = QWidget()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(14, 14, 12, 8)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.under)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.setContentsMargins(0, 4, 0, 0)
        for button in (self.add_button, self.edit_button, self.import_button, self.paper_button):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            tools.addWidget(button)
        tools.addStretch(1)
        column.addLayout(tools)
        self.places = QStackedWidget()
        for widget in (self.grid, self.no_question, self.names, self.nothing):
            self.places.addWidget(widget)
        self.places.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.head_line = hairline()
        middle = sheet(self.head, self.head_line, self.places, margins=(0, 0, 0, 8))
        self.sides = QStackedWidget()
        self.no_figures = EmptyPlace(icon_name="assess")
        self.no_figures.show_text(
            self.tr("比率在这里"), self.tr("分子、分母、样本数和误差，选一次调查就看得到。")
        )
        for widget in (self.figures, self.sample, self.no_figures):
            self.sides.addWidget(widget)
        self.parts = ThreeParts(
            self.desk.settings,
            "surveys",
            [left, middle, sheet(self.sides)],
            (widened(272), 660, widened(372)),
        )
        keep_usable(self.parts, 220, 380, 280)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.parts)

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _: self._show())
        self.new_button.clicked.connect(self.add)
        self.draw_button.clicked.connect(lambda: self.draw())
        self.add_button.clicked.connect(lambda: self.edit_question(None))
        self.edit_button.clicked.connect(self._edit_current)
        self.import_button.clicked.connect(self._ask_file)
        self.paper_button.said.connect(self.said)
        counts = self.grid.counts
        counts.counted.connect(self._counted)
        counts.ticked.connect(self._ticked)
        counts.refused.connect(lambda text: self.said.emit(text, None))
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._offer_edit())
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._menu)
        self.figures.changed.connect(self._change)
        self.figures.decided.connect(self._decide)
        self.figures.follow.connect(self._follow)
        self.figures.listed.connect(self._list)
        self.figures.open_list.connect(lambda id: self.list.choose(_SAMPLE + id))
        self.figures.open_ledger.connect(
            lambda: self.report and self.open_record.emit(surveys.LEDGER, self.report.record.id)
        )
        self.sample.check.connect(self._check)
        self.sample.again.connect(lambda: self.draw(self.sampling))
        self.sample.void.connect(self._void)
        self.sample.open_survey.connect(lambda id: self.list.choose(_SURVEY + id))

    # --- what the main window asks -------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is not None and not _TABLES & changed.tables:
            return
        found = surveys.all_surveys(self.desk.ws)
        drawn = sampling.samplings(self.desk.ws)
        rows: list[Choice | Heading] = []
        if found:
            rows.append(Heading(self.tr("调查")))
            names = Counter(one.text("title") for one in found)
            for one in found:
                title = one.text("title")
                if names[title] > 1:  # the same every year
                    title = self.tr("{year} {title}").format(title=title, year=one.text("date")[:4])
                rows.append(Choice(_SURVEY + one.record.id, title))
        if drawn:
            rows.append(Heading(self.tr("抽样名单")))
            rows += [Choice(_SAMPLE + one.id, one.title, len(one.chosen)) for one in drawn]
        self.list.set_rows(rows)
        self._show()

    def go(self, *where: object) -> None:
        """Go to a survey (its id)."""
        self.list.choose(_SURVEY + str(where[-1]))

    def add(self) -> None:
        """Ctrl+N: a new survey."""
        made = SurveyDialog(self.desk, self.window())
        made.accepted.connect(lambda: self._added(made))
        self._open(made)

    def leave(self) -> None:
        self.parts.keep()

    def _open(self, dialog: QWidget) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _added(self, made: SurveyDialog) -> None:
        assert made.saved is not None
        self.refresh(None)
        self.list.choose(_SURVEY + made.saved.id)
        self._say(self.tr("已新建调查"), made.saved.operation)

    # --- showing -------------------------------------------------------------------------------------

    def _show(self) -> None:
        key = self.list.key
        self.report = self.sampling = None
        try:
            if key.startswith(_SURVEY):
                self.report = surveys.survey(self.desk.ws, key.removeprefix(_SURVEY))
            elif key.startswith(_SAMPLE):
                self.sampling = sampling.sampling_of(self.desk.ws, key.removeprefix(_SAMPLE))
        except DeskError:  # taken back a moment ago: the list follows
            pass
        for button in (self.add_button, self.edit_button, self.import_button):
            button.setVisible(self.report is not None)
        there = self.report is not None or self.sampling is not None
        for widget in (self.head, self.head_line):
            widget.setVisible(there)
        if self.report:
            self._show_survey(self.report)
        elif self.sampling:
            one = self.sampling
            self._offer_edit()
            self.title.setText(one.title)
            book = records.ledger(self.desk.ws, one.register)
            told = [self.tr("《{title}》").format(title=book.title), *one.conditions["filters"]]
            self.under.setText("　".join([*told, self.tr("种子 {seed}").format(seed=one.seed)]))
            self.names.show_sampling(one)
            self.sample.show_sampling(one, self._survey_of(one))
            self.places.setCurrentIndex(_NAMES)
            self.sides.setCurrentIndex(1)
        else:
            self.grid.counts.show_report(None)
            self.places.setCurrentIndex(_NOTHING)
            self.sides.setCurrentIndex(2)
            self.nothing.show_text(
                self.tr("还没有调查"),
                self.tr("新建一次知晓率或满意度调查，填上各选项的份数，比率就出来了。"),
                (self.tr("新建调查"), self.add),
                (self.tr("先抽一份名单"), lambda: self.draw()),
            )

    def _survey_of(self, one: Sampling) -> str:
        if one.survey:
            with contextlib.suppress(DeskError):  # deleted since
                return surveys.survey(self.desk.ws, one.survey).text("title")
        return ""

    def _show_survey(self, report: SurveyReport) -> None:
        self.title.setText(report.text("title"))
        told = [report.text(key) for key in ("date", "kind", "audience", "method")]
        self.under.setText("　".join(filter(None, told)))
        self.grid.counts.show_report(report)
        drawn = sampling.samplings(self.desk.ws)
        self.figures.show_report(report, records.ledger(self.desk.ws, surveys.LEDGER), drawn)
        self.sides.setCurrentIndex(0)
        self._offer_edit()
        if report.questions:
            self.places.setCurrentIndex(_GRID)
            return
        self.places.setCurrentIndex(_NO_QUESTION)
        self.no_question.show_text(
            self.tr("还没有题目"),
            self.tr("加上题目和选项，再填各选项的份数；也可以直接导入问卷结果的表格。"),
            (self.tr("加题目"), lambda: self.edit_question(None)),
            (self.tr("导入结果…"), self._ask_file),
        )

    def _offer_edit(self) -> None:
        self.edit_button.setEnabled(self._current() is not None)
        self.paper_button.offer(self.report, self.sampling)

    def _current(self) -> Question | None:
        found = self.grid.counts.question(self.grid.currentIndex().row())
        return found.question if found else None

    # --- counting ------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], int | None], said: str = "") -> None:
        try:
            operation = work()
        except DeskError as error:
            self.said.emit(error.message, None)
            self._show()
            return
        self._show()
        if said:
            self._say(said, operation)

    def _say(self, text: str, operation: int | None) -> None:
        self.said.emit(text, undo_action(self.desk, operation, self.said.emit))

    def _counted(self, question: str, option: str, number: int | None) -> None:
        if self.report is None:
            return
        id = self.report.record.id
        if option:
            self._do(lambda: surveys.count(self.desk.ws, id, question, {option: number}))
        else:
            self._replace(question, lambda one: replace(one, answered=number))

    def _ticked(self, question: str, option: str, on: bool) -> None:
        def with_tick(one: Question) -> Question:
            options = tuple(
                replace(each, favourable=on) if each.title == option else each for each in one.options
            )
            return replace(one, options=options)

        self._replace(question, with_tick)

    def _replace(self, id: str, change: Callable[[Question], Question], said: str = "") -> None:
        if self.report is None:
            return
        wanted = [
            change(one.question) if one.question.id == id else one.question for one in self.report.questions
        ]
        survey = self.report.record.id
        self._do(lambda: surveys.save_questions(self.desk.ws, survey, wanted), said)

    # --- questions -----------------------------------------------------------------------------------

    def edit_question(self, question: Question | None) -> None:
        """Ask for a new question, or change one."""
        made = QuestionDialog(question, self.window())
        made.accepted.connect(lambda: self._edited(made))
        self._open(made)

    def _edit_current(self) -> None:
        if one := self._current():
            self.edit_question(one)

    def _edited(self, made: QuestionDialog) -> None:
        if self.report is None or made.question is None:
            return
        one, there = made.question, [each.question for each in self.report.questions]
        wanted = [one if each.id == one.id else each for each in there] if one.id else [*there, one]
        survey = self.report.record.id
        said = self.tr("已修改题目") if one.id else self.tr("已加上题目，可以填份数了")
        self._do(lambda: surveys.save_questions(self.desk.ws, survey, wanted), said)
        self.grid.begin()

    def _menu(self, place: object) -> None:
        one = self._current()
        if one is None or self.report is None:
            return
        titles = [each.question.id for each in self.report.questions]
        at = titles.index(one.id)
        menu = QMenu(self)
        menu.addAction(self.tr("修改题目…"), lambda: self.edit_question(one))
        up = menu.addAction(self.tr("上移"), lambda: self._move(at, -1))
        up.setEnabled(at > 0)
        down = menu.addAction(self.tr("下移"), lambda: self._move(at, 1))
        down.setEnabled(at + 1 < len(titles))
        menu.addAction(self.tr("台账的比率取自这道题"), lambda: self._decide(one.id))
        menu.addSeparator()
        menu.addAction(self.tr("删除这道题"), lambda: self._remove(one.id))
        menu.popup(self.grid.viewport().mapToGlobal(place))

    def _move(self, at: int, by: int) -> None:
        if self.report is None:
            return
        wanted = [each.question for each in self.report.questions]
        wanted[at], wanted[at + by] = wanted[at + by], wanted[at]
        survey = self.report.record.id
        self._do(lambda: surveys.save_questions(self.desk.ws, survey, wanted))

    def _remove(self, id: str) -> None:
        if self.report is None:
            return
        wanted = [each.question for each in self.report.questions if each.question.id != id]
        survey = self.report.record.id
        self._do(lambda: surveys.save_questions(self.desk.ws, survey, wanted), self.tr("已删除题目"))

    def _decide(self, id: str) -> None:
        if self.report is None:
            return
        wanted = [replace(each.question, decisive=each.question.id == id) for each in self.report.questions]
        survey = self.report.record.id
        said = self.tr("台账的比率改为取自这道题")
        self._do(lambda: surveys.save_questions(self.desk.ws, survey, wanted), said)

    # --- the ledger ----------------------------------------------------------------------------------

    def _change(self, key: str, text: str) -> None:
        if self.report:
            survey = self.report.record.id
            self._do(lambda: surveys.change(self.desk.ws, survey, {key: text}, today=self.desk.today()))

    def _follow(self) -> None:
        if self.report:
            survey = self.report.record.id
            self._do(lambda: surveys.follow(self.desk.ws, survey), self.tr("台账已按题目更新"))

    # --- from a sheet --------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        kinds = self.tr("表格 (*.xlsx *.xls *.et *.ods *.csv)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("导入调查结果"), "", kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Read a sheet beside the window, then show what it would bring."""
        if self.report is None:
            return
        survey = self.report.record.id
        self.desk.runner.run(
            lambda _monitor: surveys.look(path),
            on_done=lambda sheets: self._ask_import(survey, sheets),
            on_error=lambda error: self.said.emit(error.message, None),
            title=self.tr("正在读取表格"),
        )

    def _ask_import(self, survey: str, sheets: list) -> None:
        made = SurveyImportDialog(self.desk, survey, sheets, self.window())
        made.accepted.connect(lambda: self._imported(made))
        self._open(made)

    def _imported(self, made: SurveyImportDialog) -> None:
        assert made.taken is not None
        shown = made.taken.preview
        text = self.tr("已导入 {n} 道题").format(n=len(shown.changed))
        if shown.rejected:
            text = self.tr("{said}，{n} 处没有计入").format(said=text, n=len(shown.rejected))
        self._show()
        self._say(text, made.taken.operation)

    # --- samples -------------------------------------------------------------------------------------

    def draw(self, before: Sampling | None = None) -> None:
        """Draw a sample, by the conditions of another one where it is given; it is of the survey that is
        shown."""
        made = DrawDialog(self.desk, before, self.report, self.window())
        made.accepted.connect(lambda: self._drawn(made))
        self._open(made)

    def _drawn(self, made: DrawDialog) -> None:
        assert made.drawn is not None
        if made.survey:
            sampling.assign(self.desk.ws, made.drawn.id, made.survey)
        self.refresh(None)
        self.list.choose(_SAMPLE + made.drawn.id)
        self.said.emit(self.tr("已抽取 {n} 名，名单已留存。").format(n=len(made.drawn.chosen)), None)

    def _list(self, id: str) -> None:
        if self.report is None:
            return
        survey = self.report.record.id
        if id:
            self._do(lambda: sampling.assign(self.desk.ws, id, survey), self.tr("已说明用的是哪份名单"))
        else:
            self._do(lambda: sampling.release(self.desk.ws, survey), self.tr("已改为没有用名单"))

    def _check(self) -> None:
        if self.sampling is None:
            return
        try:
            same = sampling.again(self.desk.ws, self.sampling.id)
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        self.said.emit(
            self.tr("用同一种子重抽，结果与名单一致。")
            if same
            else self.tr("重抽的结果不同：名册里那一天在册的人员后来改过。"),
            None,
        )

    def _void(self, reason: str) -> None:
        if self.sampling:
            id = self.sampling.id
            self._do(lambda: sampling.void(self.desk.ws, id, reason), self.tr("名单已作废，仍然留存"))
