"""测评·检查: forms; the round, its past ones or the results; one cell of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ...desk import (
    picking,
    records,
    rounds,
    rounds_reports,
    rounds_results,
    rounds_sheets,
)
from ...desk.picking import Pick
from ...domain.forms import Form
from ...domain.rounds import Round
from ...errors import DeskError
from ...store.workspace import Changed
from ..context import Desk
from ..icons import icon
from ..page import Page
from ..undoing import tried
from ..widgets.elided import ElidedLabel
from ..widgets.empty import EmptyPlace
from ..widgets.previews import Previews
from ..widgets.rows import Row, RowsList
from ..widgets.three_parts import ThreeParts, sheet
from ..widgets.widening import keep_usable, widened
from .cell import CellWork
from .detail import CellDetail
from .editing import FormEditing
from .filling import Filling
from .forms_list import FormsList
from .paper import Paper
from .results_pane import ResultsPane
from .right import RightPart
from .round_pane import RoundPane
from .starting import StartDialog
from .verbs import Verbs

_TABLES = frozenset({"form", "round", "answer", "proof"}) | {
    f"ledger_{key}"
    for key in ("problem", "department", "site", "staff", "selection", "accountability", "hygiene_check")
}
_FILL, _LIST, _RESULTS = range(3)
_EMPTY = 3


class InspectionsPage(Page):
    """Forms, rounds, results."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._forms: dict[str, Form] = {}
        self._heads: list[Round] = []
        self._round = ""
        self._asked = ""  # the form whose results are shown
        self.starting: StartDialog | None = None
        self.paper = Paper(desk, self.said.emit, self)
        self.left = FormsList()
        self.pane = RoundPane(self._people)
        self.grid = self.pane.grid
        self.list = RowsList()
        self.results = ResultsPane()
        self.detail = CellDetail(Previews(desk, self))
        self.cell = CellWork(desk, self.detail, self)
        self.filling = Filling(desk, self.grid, self.cell, self)
        self.verbs = Verbs(desk, self)
        self.editing = FormEditing(desk, self)
        self.right = RightPart(self.detail)
        self._build()
        self._connect()

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = ElidedLabel()
        self.title.setProperty("role", "large")
        self.cadence = QLabel()
        self.cadence.setProperty("role", "soft")
        self.tabs = QTabBar()
        self.tabs.setObjectName("parts")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("看什么"))
        for text in (self.tr("填写"), self.tr("各轮"), self.tr("成绩")):
            self.tabs.addTab(text)
        self.new_button = QPushButton(icon("add", "on_accent"), self.tr("新建一轮"))
        self.new_button.setProperty("role", "primary")
        self.paper_button = QPushButton(self.tr("空表和导入"))
        self.paper_button.setProperty("role", "quiet")
        menu = QMenu(self)
        menu.addAction(self.tr("打印空表…"), lambda: self.paper.blank(self.left.list.key, "print"))
        menu.addAction(self.tr("空表另存为 Excel…"), lambda: self.paper.blank(self.left.list.key, "xlsx"))
        menu.addAction(self.tr("导入填好的表…"), lambda: self.paper.choose(self.left.list.key))
        self.paper_button.setMenu(menu)
        head = QHBoxLayout()
        head.setContentsMargins(18, 10, 12, 0)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.paper_button)
        head.addWidget(self.new_button)
        below = QHBoxLayout()
        below.setContentsMargins(14, 4, 18, 0)
        below.addWidget(self.tabs)
        below.addStretch(1)
        below.addWidget(self.cadence)
        self.nothing = EmptyPlace(icon_name="check")
        self.places = QStackedWidget()
        for widget in (self.pane, self.list, self.results, self.nothing):
            self.places.addWidget(widget)
        middle = sheet()
        column = middle.layout()
        assert isinstance(column, QVBoxLayout)
        column.setContentsMargins(0, 0, 0, 8)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self.places, 1)
        self.parts = ThreeParts(
            self.desk.settings,
            "inspections",
            [sheet(self.left), middle, sheet(self.right)],
            (widened(272), 760, widened(348)),
        )
        keep_usable(self.parts, 200, 420, 260)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.addWidget(self.parts)

    def _connect(self) -> None:
        self.left.chosen.connect(lambda _: self._form_chosen())
        self.left.wants_new.connect(self._new_form)
        self.left.wants_edit.connect(self._edit_form)
        self.left.wants_pause.connect(self._pause)
        self.tabs.currentChanged.connect(lambda _: self._show())
        self.new_button.clicked.connect(self.add)
        self.list.opened.connect(self._open_round)
        self.grid.put.connect(self.filling.put)
        self.grid.pasted.connect(self.filling.put_many)
        self.grid.pictured.connect(self.cell.paste)
        self.grid.moved.connect(self._show_cell)
        self.grid.wants_note.connect(self.detail.note.setFocus)
        self.grid.wants_problem.connect(self.cell.to_problem)
        self.grid.wants_fill.connect(self.filling.fill)
        self.grid.wants_close.connect(lambda: self._do("close"))
        self.detail.put.connect(self.filling.put_current)
        self.detail.noted.connect(self.filling.note)
        self.filling.said.connect(self.said)
        self.filling.answered.connect(self._show_round)
        self.filling.changed.connect(lambda: self.refresh(None))
        self.detail.back.connect(self.grid.setFocus)
        self.cell.said.connect(self.said)
        self.cell.open_record.connect(self.open_record)
        self.cell.changed.connect(lambda: self.refresh(None))
        self.detail.open_evidence.connect(self.open_evidence)
        self.pane.wants.connect(self._do)
        self.pane.inspectors_changed.connect(lambda names: self._set(inspectors=tuple(names)))
        self.pane.report.summarised.connect(lambda text: self._set(summary=text))
        self.pane.report.wants_draft.connect(self._draft)
        self.pane.report.wants_export.connect(
            lambda how: self.paper.report(
                self._round, "print" if how == "notice" else how, down=how == "notice"
            )
        )
        self.pane.report.reported.connect(lambda to: self.verbs.report_up(self._round, to))
        self.pane.report.circulated.connect(lambda to: self.verbs.circulate(self._round, to))
        self.paper.imported.connect(self._imported)
        self.verbs.said.connect(self.said)
        self.verbs.changed.connect(lambda: self.refresh(None))
        self.editing.said.connect(self.said)
        self.editing.saved.connect(self._form_saved)
        self.editing.paused.connect(lambda: self.refresh(None))
        self.results.asked.connect(self._show_results)
        self.right.standing.given.connect(
            lambda outcome, name: self.verbs.give(self.left.list.key, self._day(), outcome, name)
        )
        self.right.standing.talked.connect(
            lambda name: self.verbs.talk(self.left.list.key, self._day(), name)
        )
        self.right.open_record.connect(self.open_record)

    def _people(self) -> Sequence[Pick]:
        book = records.all_ledgers(self.desk.ws).get("hygiene_check")
        if book is None or "inspector" not in book.keys:
            return []
        return picking.offered(self.desk.ws, book, book.field("inspector"), on=self.desk.today())

    # --- what the main window asks -------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is not None and not changed.tables & _TABLES:
            return
        if changed is not None and changed.tables & _TABLES == {"answer"}:
            self._show()  # at each key: forms and rounds are as they were
            return
        self._forms = rounds.forms(self.desk.ws, hidden=True)
        self._heads = rounds.heads(self.desk.ws)
        self.left.show_forms(self._forms, self._heads, self.desk.today())
        if self._round and self._round not in {one.id for one in self._heads}:
            self._round = ""
        self._show()

    def go(self, *where: object) -> None:
        """Go to a round by id, or to a form by key."""
        wanted = str(where[0])
        head = next((one for one in self._heads if one.id == wanted), None)
        key = head.form if head else wanted
        if key in self._forms:
            self.left.list.choose(key)
        if head:
            self._open_round(wanted)

    def add(self) -> None:
        """新建一轮."""
        form = self.form
        if form is None:
            return
        latest = next((one for one in self._heads if one.form == form.key), None)
        try:
            names = list(rounds.members(self.desk.ws, form, self.desk.today()))
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        dialog = StartDialog(
            form,
            self.desk.today(),
            self._people,
            names,
            latest.inspectors if latest else (),
            [one for one in self._heads if one.form == form.key],
            self.window(),
        )
        dialog.wanted.connect(lambda *what: self._start(dialog, *what))
        self.starting = dialog
        dialog.open()

    def leave(self) -> None:
        self.parts.keep()

    # --- what is shown -------------------------------------------------------------------------------

    @property
    def form(self) -> Form | None:
        """The current form."""
        return self._forms.get(self.left.list.key)

    @property
    def round(self) -> Round | None:
        """The round that is shown."""
        return rounds.get(self.desk.ws, self._round) if self._round else None

    def _new_form(self) -> None:
        self.editing.new(self.form.group if self.form else "")

    def _edit_form(self) -> None:
        if self.form:
            self.editing.edit(self.form)

    def _pause(self) -> None:
        if self.form:
            used = self.left.used(self._forms, self._heads)
            rests = [key for key, one in self._forms.items() if key in used and one.per and not one.hidden]
            self.editing.pause(self.form, rests)

    def _form_saved(self, key: str) -> None:
        self.refresh(None)
        self.left.list.choose(key)

    def _form_chosen(self) -> None:
        self._round = self._latest(self.left.list.key)
        self._show()

    def _latest(self, key: str) -> str:
        """The round of a form to go on with: one that is open, else the last."""
        mine = [one for one in self._heads if one.form == key]
        waiting = next((one for one in mine if not one.closed), None)
        return (waiting or mine[0]).id if mine else ""

    def _show(self) -> None:
        form = self.form
        if form is None:
            self.places.setCurrentIndex(_EMPTY)
            self.nothing.show_text(self.tr("还没有检查表"), self.tr("在左下角新建一张。"))
            return
        if not self._round and self.tabs.currentIndex() == _FILL:
            self._round = self._latest(form.key)
        self.left.show_pause(form, self.desk.today())
        self.title.setText(form.title)
        self.cadence.setText(form.cadence)
        self.new_button.setEnabled(not form.hidden)
        at = self.tabs.currentIndex()
        if at == _RESULTS:
            self.places.setCurrentIndex(_RESULTS)
            self._show_results()
        elif at == _LIST and any(one.form == form.key for one in self._heads):
            self.places.setCurrentIndex(_LIST)
            self._show_list(form)
        elif at == _FILL and self._round:
            self.places.setCurrentIndex(_FILL)
            self._show_round()
        else:
            self._show_nothing(form)
        if self.places.currentIndex() != _FILL:
            self.cell.show(None, None, None)
            if self.places.currentIndex() == _RESULTS:
                self.right.show_standing()
            else:
                self.right.show_items(form)

    def _show_nothing(self, form: Form) -> None:
        self.places.setCurrentIndex(_EMPTY)
        sums = bool(rounds.feeding(self._forms.values(), form))
        if not form.shown and not sums:
            edit = (self.tr("编辑检查表"), self._edit_form)
            self.nothing.show_text(self.tr("这张检查表还没有项目"), form.help, edit)
            return
        start, blank = (
            (self.tr("新建一轮"), self.add),
            (self.tr("打印空表"), lambda: self.paper.blank(form.key, "print")),
        )
        told = self.tr("{cadence}，{n} 项").format(cadence=form.cadence, n=len(form.shown))
        hint = "\n".join(filter(None, (told if form.shown else form.cadence, form.help)))
        actions = (start, blank) if form.shown else (start,)
        self.nothing.show_text(self.tr("还没有查过"), hint, *actions)

    def _show_round(self) -> None:
        one, form = self.round, self.form
        if one is None or form is None:
            return
        report = None
        if rounds_reports.sources_of(self._forms, form):
            report = rounds_reports.report(self.desk.ws, one.id, self.desk.today())
        self.pane.show_round(form, one, report, self.desk.today())
        if report and not one.answers:
            self.right.show_problems(report)
        self._show_cell()

    def _show_list(self, form: Form) -> None:
        rows = []
        for line in rounds.listed(self.desk.ws, form.key):
            one = line.round
            state = (
                self.tr("已完成")
                if one.closed
                else self.tr("已填 {n}/{m}").format(n=line.given, m=line.asked)
            )
            bad = self.tr("不合格 {n} 项").format(n=line.bad) if line.bad else ""
            under = "　".join(
                filter(
                    None,
                    (
                        "、".join(one.inspectors),
                        bad,
                        one.reported_on and self.tr("已上报"),
                        one.circulated_on and self.tr("已通报"),
                    ),
                )
            )
            title = "　".join(filter(None, (_day(one), one.time, one.variant)))
            rows.append(Row(title, under or self.tr("没有不合格"), right=state, target=one.id))
        self.list.set_rows(rows)

    def _show_cell(self) -> None:
        one = self.grid.rows.round
        if self.places.currentIndex() != _FILL or one is None or self.form is None:
            return
        if one.answers:
            self.right.show_cell()
            self.cell.show(self.form, one, self.grid.current())

    def _show_results(self) -> None:
        form = self.form
        if form is None:
            return
        start, end = self.results.span(self.desk.today())
        pane = self.results
        key = "" if pane.everything else form.key
        if self._asked != form.key:
            self._asked = form.key
            pane.clear()
            self.right.standing.show_standing(None)
        self.desk.runner.run(
            lambda _: (
                rounds_results.table(
                    self.desk.ws, start, end, rows=pane.rows_by, columns=pane.columns_by, form_key=key
                ),
                rounds_results.standing(self.desk.ws, form.key, min(end, max(start, self.desk.today()))),
            ),
            on_done=lambda found: (pane.show_table(found[0]), self.right.standing.show_standing(found[1])),
            quiet=True,
            key="inspections-results",
        )

    def _open_round(self, id: object) -> None:
        self._round = str(id)
        self.tabs.setCurrentIndex(_FILL)
        self._show()
        self.grid.setFocus()

    # --- filling in ----------------------------------------------------------------------------------

    def _start(
        self,
        dialog: StartDialog,
        day: date,
        time: str,
        department: str,
        people: object,
        names: object,
        way: str,
    ) -> None:
        assert self.form and isinstance(people, list)
        try:
            one = rounds.new(
                self.desk.ws,
                self.form.key,
                day,
                time=time,
                department=department,
                inspectors=people,
                subjects=names if isinstance(names, list) else None,
                variant=way,
            )
        except DeskError as error:
            dialog.say(error.message)
            return
        dialog.accept()
        self.refresh(None)
        self._open_round(one.id)

    def _set(self, **changes: object) -> None:
        if self._round:
            tried(lambda: rounds.set_head(self.desk.ws, self._round, **changes), self.said.emit)
            self.refresh(None)

    # --- verbs ---------------------------------------------------------------------------------------

    def _do(self, what: str) -> None:
        one = self.round
        if one is None:
            return
        match what:
            case "fill":
                self.filling.fill()
            case "problems":
                self.filling.problems()
            case "add_subject":
                self.filling.add_subject()
            case "remove_subject":
                self.filling.remove_subject()
            case "print" | "xlsx":
                self.paper.round(one.id, what)
            case "close":
                self.verbs.close(one.id)
            case "notice":
                self.paper.report(one.id, "print", down=True)
            case "circulate":
                self.verbs.circulate(one.id)
            case "reopen":
                self.verbs.reopen(one.id)
            case "delete":
                self.verbs.delete(one.id)

    def _imported(self, found: rounds_sheets.RoundImported) -> None:
        self.refresh(None)
        self.go(found.round)
        if found.rejected or found.skipped:
            self.right.show_unread(found)

    # --- 周报, 月报, 成绩 ----------------------------------------------------------------------------

    def _draft(self) -> None:
        found = rounds_reports.report(self.desk.ws, self._round, self.desk.today())
        self._set(summary=rounds_reports.draft(found))

    def _day(self) -> date:
        start, end = self.results.span(self.desk.today())
        return min(end, max(start, self.desk.today()))


def _day(one: Round) -> str:
    if one.starts == one.ends:
        return one.starts.isoformat()
    return f"{one.starts.isoformat()} 至 {one.ends.isoformat()}"
