"""整改: the problems by what is to be done, the list, the loop of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import problems, problems_notice
from ...desk.problems import LEDGER, Problem
from ...desk.problems_notice import Proposal
from ...domain.phases import Gate
from ...errors import WrongUse
from ...jobs import Monitor
from ...output import problem_notice
from ...store.workspace import Changed
from .. import printing
from ..context import Desk
from ..evidence.bringing import Bringing
from ..evidence.receiving import Received, carries, received
from ..incoming import SHEETS
from ..page import Page
from ..undoing import tried, undo_action
from ..widgets.choices import ChoiceList
from ..widgets.empty import EmptyPlace
from ..widgets.previews import Previews
from ..widgets.three_parts import ThreeParts, hairline, sheet
from ..widgets.widening import keep_usable, widened
from .asking import EditDialog, VerbDialog
from .detail import ProblemDetail
from .exporting import Exporting
from .listing import ProblemList
from .looks import fits, views
from .photo_view import PhotoView
from .quick import QuickLine
from .settings_dialog import LimitsDialog
from .statistics import Statistics

_TABLES = frozenset({"ledger_problem", "problem_step", "proof", "evidence", "setting", "ledger"})
_TABLES |= {"ledger_accountability", "ledger_score_loss", "ledger_shop"}


@dataclass(frozen=True, slots=True)
class _Read:
    problems: tuple[Problem, ...]
    due: tuple[Proposal, ...]
    gate: Gate | None


class ProblemsPage(Page):
    """Three parts: views with counts and the gate, the list or the statistics, one problem."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: _Read | None = None
        self._wanted = ""
        self._seen: tuple[str, list[str]] | None = None
        self.previews = Previews(desk, self)
        self.choices = ChoiceList(self.tr("整改筛选"))
        self.list = ProblemList()
        self.detail = ProblemDetail(desk, self.previews)
        self.quick = QuickLine(desk)
        self.statistics = Statistics(desk)
        self.exporting = Exporting(desk, self)
        self.large = PhotoView(desk, self.previews, self)
        self.dialog: QWidget | None = None
        self._bringing = Bringing(desk, self.said.emit, self)
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.warning, self.band = QLabel(), QLabel()
        self.warning.setProperty("role", "caution")
        self.band.setProperty("role", "small")
        for label in (self.warning, self.band):
            label.setWordWrap(True)
        self.limits_button = QPushButton(self.tr("阶段和期限…"))
        self.limits_button.setProperty("role", "quiet")
        band = QWidget()
        inside = QVBoxLayout(band)
        inside.setContentsMargins(12, 12, 12, 8)
        inside.setSpacing(4)
        inside.addWidget(self.warning)
        inside.addWidget(self.band)
        inside.addWidget(self.limits_button, 0, Qt.AlignmentFlag.AlignLeft)
        left = sheet(self.choices, hairline(), band, margins=(0, 8, 0, 0))
        left.layout().setStretchFactor(self.choices, 1)
        self.number = QLabel()
        self.number.setProperty("role", "soft")
        self.number.setMinimumWidth(0)
        self.statistics_button = QPushButton(self.tr("统计"))
        self.statistics_button.setCheckable(True)
        self.statistics_button.setProperty("role", "choice")
        self.export_button = QPushButton(self.tr("导出和打印"))
        self.export_button.setMenu(self._export_menu())
        self.add_button = QPushButton(self.tr("登记问题"))
        self.add_button.setProperty("role", "primary")
        self.add_button.setToolTip(self.tr("登记一个问题（Ctrl+N）"))
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addStretch(1)
        for widget in (self.statistics_button, self.export_button, self.add_button):
            row.addWidget(widget)
        self.nothing = EmptyPlace(icon_name="check")
        self.places = QStackedWidget()
        for widget in (self.list, self.nothing, self.statistics):
            self.places.addWidget(widget)
        self.quick_line = hairline()
        self.quick.hide()
        self.quick_line.hide()
        middle = sheet(head, hairline(), self.quick, self.quick_line, self.places, margins=(0, 0, 0, 8))
        middle.layout().setStretchFactor(self.places, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail.setObjectName("scrolled")
        scroll.setWidget(self.detail)
        self.unchosen = EmptyPlace(icon_name="flag")
        self.unchosen.show_text(self.tr("选一个问题看看"), self.tr("方向键移动，空格办下一步。"))
        self.right = QStackedWidget()
        self.right.addWidget(self.unchosen)
        self.right.addWidget(scroll)
        self.parts = ThreeParts(
            self.desk.settings,
            "problems",
            [left, middle, sheet(self.right)],
            (widened(224), 720, widened(440)),
        )
        keep_usable(self.parts, 190, 360, 320)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.parts)

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("整改前后对照…"), lambda: self.exporting.pages(self._listed()))
        menu.addAction(self.tr("打印整改前后对照…"), lambda: self.exporting.print_pages(self._listed()))
        menu.addAction(self.tr("整改通知单（交各单位填写）…"), lambda: self.exporting.notices(self._listed()))
        menu.addSeparator()
        menu.addAction(self.tr("复制“存在的不足”（汇报用）"), self._copy_text)
        return menu

    def _connect(self) -> None:
        self.choices.chosen.connect(lambda _: self._choose())
        self.limits_button.clicked.connect(self._ask_limits)
        self.list.current.connect(lambda _: self._show_detail())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_detail())
        self.list.wants_next.connect(self._next)
        self.list.opened.connect(lambda _: self._edit())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.add_button.clicked.connect(self.add)
        self.statistics_button.toggled.connect(lambda _: self._show_list())
        self.statistics.said.connect(self.said)
        self.exporting.said.connect(self.said)
        self.quick.saved.connect(self._added)
        self.quick.put_away.connect(self._put_away)
        self.detail.wants.connect(self.ask)
        self.detail.wants_edit.connect(self._edit)
        self.detail.wants_account.connect(self._account)
        self.detail.wants_notice.connect(self._notice)
        self.detail.open_account.connect(lambda id: self.open_record.emit("accountability", id))
        self.detail.photos.dropped.connect(self._dropped)
        self.detail.photos.wants_files.connect(self._choose_files)
        self.detail.photos.opened.connect(lambda id: self.large.open_at(self.detail.photos.ids, id))
        self.large.wants_evidence.connect(self.open_evidence)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        for key, verb in self.detail.verbs.items():
            shortcut = QShortcut(QKeySequence(verb.keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda key=key: self.ask(key))

    # --- what the main window asks -------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is None or changed.tables & _TABLES:
            self.desk.runner.run(self._read, on_done=self._loaded, quiet=True, key="problems")

    def go(self, *where: object) -> None:
        """Go to a problem (its id), after the key of its ledger or alone."""
        self._wanted = str(where[-1])
        if self.found is not None:
            self._go_to_wanted()

    def add(self) -> None:
        self.quick.show()
        self.quick_line.show()
        self.quick.begin()

    def back(self) -> bool:
        if self.large.isVisible():
            self.large.close_view()
        elif self.quick.isVisible():
            self._put_away()
        elif self.statistics_button.isChecked():
            self.statistics_button.setChecked(False)
        else:
            return False
        return True

    def unsaved(self) -> int:
        return int(self.quick.is_draft)

    def to_unsaved(self) -> None:
        self.add()

    def leave(self) -> None:
        self.parts.keep()

    # --- loading -------------------------------------------------------------------------------------

    def _read(self, monitor: Monitor) -> _Read:
        ws, today = self.desk.ws, self.desk.today()
        try:
            listed = problems.problems(ws, today).problems
        except WrongUse:  # this workspace keeps no problems
            return _Read((), (), None)
        monitor.check()
        return _Read(listed, tuple(problems_notice.proposals(ws, today)), problems.gate_at(ws, today))

    def _loaded(self, found: _Read) -> None:
        self.found = found
        self._show_gate()
        self.choices.set_rows(views(found.problems, self._due_ids))
        self._show_list()
        if self._wanted:
            self._go_to_wanted()

    @property
    def _due_ids(self) -> frozenset[str]:
        return frozenset(id for one in self.found.due for id in one.records) if self.found else frozenset()

    def _show_gate(self) -> None:
        gate = self.found.gate if self.found else None
        late = gate is not None and not gate.passed
        self.warning.setVisible(late)
        self.band.setVisible(not late)
        said = gate.text if gate else self.tr("设好自查、迎检的日期，迎检前会提醒没改完的问题。")
        (self.warning if late else self.band).setText(said)

    def _listed(self) -> list[Problem]:
        """What an export is about: the selected ones where several are, else the whole view."""
        chosen = self.list.chosen()
        return chosen if len(chosen) > 1 else self.list.listed.problems

    def _choose(self) -> None:
        """Who chooses other problems wants to see them; the statistics are of all."""
        self.statistics_button.setChecked(False)
        self._show_list(anew=True)

    def _show_list(self, *, anew: bool = False) -> None:
        if self.found is None:
            return
        view = self.choices.key or "open"
        self._seen = None  # what it says may have changed
        shown = [one for one in self.found.problems if fits(view, one, self._due_ids)]
        if view in ("closed", "all"):
            shown.reverse()  # the latest is what one looks for
        self.list.set_problems(shown, anew=anew)
        self.number.setText(self.tr("{n} 个").format(n=len(shown)))
        counting = self.statistics_button.isChecked()
        self.number.setVisible(not counting)
        self._widen(counting)
        if counting:
            self.statistics.load()
            self.places.setCurrentWidget(self.statistics)
            return
        self.places.setCurrentWidget(self.list if shown else self.nothing)
        if not self.found.problems:
            self.nothing.show_text(
                self.tr("还没有登记问题"),
                self.tr("检查、暗访、投诉发现的问题记在这里，定责任人和时限，一步一步整改到位。"),
                (self.tr("登记问题"), self.add),
            )
        else:
            self.nothing.show_text(self.tr("这里没有问题"), self.tr("左边可以换一类看。"))
        self._show_detail()

    def _widen(self, wide: bool) -> None:
        """Give the room of the right part to the middle, or take it back; the left stays as it is."""
        right = self.parts.widget(2)
        if right.isHidden() == wide:
            return
        left, middle, rest = self.parts.sizes()
        right.setVisible(not wide)
        if wide:
            self.parts.setSizes([left, middle + rest, 0])
        else:  # it knows itself how wide the parts were wanted
            QApplication.sendEvent(self.parts, QResizeEvent(self.parts.size(), self.parts.size()))

    def _show_detail(self) -> None:
        one = self.list.problem()
        if one is None or self.found is None:
            self._seen = None
            self.right.setCurrentIndex(0)
            return
        chosen = self.list.chosen()
        seen = (one.id, [other.id for other in chosen])
        if seen == self._seen:
            return
        self._seen = seen
        try:
            self.detail.show_problem(one, chosen, self.found.due)
        except WrongUse:  # deleted a moment ago: the list will follow
            self.right.setCurrentIndex(0)
            return
        self.right.setCurrentIndex(1)

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        self.statistics_button.setChecked(False)
        if not self.list.select(wanted):
            self.choices.choose("all")
            self.list.select(wanted)

    # --- doing ---------------------------------------------------------------------------------------

    def _group(self) -> Sequence[Problem]:
        one = self.list.problem()
        chosen = self.list.chosen()
        return chosen if len(chosen) > 1 else [one] if one else []

    def _next(self) -> None:
        if self.detail.next and self._group():
            self.ask(self.detail.next)

    def _menu(self, place: QPoint) -> None:
        group = self._group()
        if not group:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, verb in self.detail.verbs.items():
            if self.detail.usable(key, group):
                menu.addAction(f"{verb.title}\t{verb.keys}", lambda key=key: self.ask(key))
        menu.addSeparator()
        menu.addAction(self.tr("修改…"), self._edit)
        menu.addAction(self.tr("在台账里打开"), lambda: self.open_record.emit(LEDGER, self.list.problem().id))
        menu.popup(self.list.viewport().mapToGlobal(place))

    def ask(self, key: str) -> None:
        """Ask what a verb needs for the chosen problems, and do it."""
        group = self._group()
        if not group or not self.detail.usable(key, group):
            self.said.emit(
                self.tr("选中的问题现在不能“{verb}”。").format(verb=self.detail.verbs[key].title), None
            )
            return
        made = VerbDialog(self.desk, self.detail.verbs[key], group, self.window())
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.done.connect(self._done)
        self.dialog = made
        made.open()

    def _done(self, said: str, operation: object) -> None:
        number = operation if isinstance(operation, int) else None
        self.said.emit(said, undo_action(self.desk, number, self.said.emit))
        self.list.setFocus()

    def _edit(self) -> None:
        one = self.list.problem()
        if one is None:
            return
        made = EditDialog(self.desk, one.id, self.window())
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.said.connect(self.said)
        self.dialog = made
        made.open()

    def _account(self, proposal: Proposal) -> None:
        def work() -> None:
            saved = problems_notice.call_to_account(self.desk.ws, proposal, on=self.desk.today())
            undo = undo_action(self.desk, saved.operation, self.said.emit)
            self.said.emit(self.tr("已登记责任追究：{who}").format(who=proposal.text), undo)

        tried(work, self.said.emit)

    def _notice(self, proposal: Proposal) -> None:
        html = problem_notice.page(problems_notice.notice(self.desk.ws, proposal, on=self.desk.today()))
        self.dialog = printing.preview(self, html, self.tr("责任追究通知书"))

    def _ask_limits(self) -> None:
        made = LimitsDialog(self.desk, self.window())
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.accepted.connect(lambda: self.said.emit(self.tr("阶段和期限已保存"), None))
        self.dialog = made
        made.open()

    def _copy_text(self) -> None:
        text = problems.text(self.desk.ws, self.desk.today())
        QGuiApplication.clipboard().setText(text)
        self.said.emit(self.tr("已复制，可以粘贴到汇报里。"), None)

    # --- a new one -----------------------------------------------------------------------------------

    def _added(self, id: str, operation: object, photo: object) -> None:
        self._wanted = id
        number = operation if isinstance(operation, int) else None
        made = problems.problem(self.desk.ws, id, self.desk.today())
        said = self.tr("已登记 {number}，限 {day} 前完成").format(number=made.number, day=made.deadline)
        self.said.emit(said, undo_action(self.desk, number, self.said.emit))
        if isinstance(photo, Received):
            self._bring(id, "before", photo)
        self.quick.begin()

    def _put_away(self) -> None:
        self.quick.hide()
        self.quick_line.hide()
        self.list.setFocus()

    # --- photos --------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Ctrl+V: a screenshot or files out of the clipboard, into the new problem or the current one."""
        self._take("", QGuiApplication.clipboard().mimeData())

    def _take(self, role: str, data: QMimeData) -> None:
        if not carries(data):
            return
        if not role and self.quick.isVisible() and self.quick.paste(data):
            return
        one = self.list.problem()
        if one is not None:
            closed = one.state.value == "closed"
            self._dropped(role or self.detail.photos.role_for(data, closed=closed), data)

    def _dropped(self, role: str, data: QMimeData) -> None:
        one, got = self.list.problem(), received(data, self.desk.today())
        if one is not None and got is not None:
            self._bring(one.id, role, got)

    def _bring(self, id: str, role: str, got: Received) -> None:
        self._bringing.take(got.paths, record=(LEDGER, id), role=role, hold=got.folder)

    def _choose_files(self, role: str) -> None:
        paths = self.exporting.choose_photos()
        one = self.list.problem()
        if paths and one is not None:
            self._bring(one.id, role, Received(paths))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # A sheet is for the whole window: 整改通知单 that come back filled.
        sheets = any(Path(url.toLocalFile()).suffix.lower() in SHEETS for url in event.mimeData().urls())
        if carries(event.mimeData()) and not sheets and (self.quick.isVisible() or self.list.problem()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take("", event.mimeData())
