"""One problem in detail: its state, its photos, what can be done next, the way it went."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...desk import problems, problems_notice
from ...desk.problems import Problem
from ...desk.problems_notice import Proposal
from ...domain.problems import text_of
from .. import style
from ..context import Desk
from ..icons import icon
from ..widgets.flow import Flow
from ..widgets.previews import Previews
from ..widgets.three_parts import hairline
from .looks import ProblemChip, left_text
from .photos import Photos
from .verbs import Verb, next_of, verbs
from .way import Way


class ProblemDetail(QWidget):
    """The loop of the problem that is current, or the verbs for several that are chosen.

    Signals:
        wants(str): a verb, by its key.
        wants_edit(): the whole record.
        wants_account(object), wants_notice(object): follow up a Proposal; show its notice.
        open_account(str): the id of a record of 责任追究.
    """

    wants = Signal(str)
    wants_edit = Signal()
    wants_account = Signal(object)
    wants_notice = Signal(object)
    open_account = Signal(str)

    def __init__(self, desk: Desk, previews: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.verbs: dict[str, Verb] = {one.key: one for one in verbs()}
        self.chip = ProblemChip()
        self.left = QLabel()
        self.left.setProperty("role", "soft")
        self.edit_button = QPushButton(icon("edit", "soft"), self.tr("修改"))
        self.edit_button.setProperty("role", "quiet")
        self.edit_button.setToolTip(self.tr("修改全部内容（回车）"))
        self.edit_button.clicked.connect(self.wants_edit)
        self.title = QLabel()
        self.title.setProperty("role", "large")
        self.facts = QLabel()
        for label in (self.title, self.facts):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.advice = QLabel()
        self.advice.setProperty("role", "warning")
        self.advice.setWordWrap(True)
        self.several = QLabel()
        self.several.setProperty("role", "small")
        self.several.setWordWrap(True)
        self.photos = Photos(desk, previews)
        self.way = Way()
        self.way.open_account.connect(self.open_account)
        self.buttons: dict[str, QPushButton] = {}
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.chip)
        head.addWidget(self.left, 1)
        head.addWidget(self.edit_button)
        self.next_button = QPushButton()
        self.next_button.setProperty("role", "primary")
        self.next_button.clicked.connect(lambda: self.wants.emit(self._next))
        self._next = ""
        holder = QWidget()
        flow = Flow(holder, spacing=6)
        flow.addWidget(self.next_button)
        for key, verb in self.verbs.items():
            button = QPushButton(verb.title)
            button.setProperty("role", "choice")
            button.setToolTip(f"{verb.title}（{verb.keys}）")
            button.clicked.connect(lambda _=False, key=key: self.wants.emit(key))
            flow.addWidget(button)
            self.buttons[key] = button
        self.due = QFrame()
        self.due.setProperty("role", "card")
        self._due = QVBoxLayout(self.due)
        self._due.setContentsMargins(14, 10, 14, 10)
        self._due.setSpacing(6)
        way = QLabel(self.tr("整改经过"))
        way.setProperty("role", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.advice)
        column.addWidget(self.due)
        column.addWidget(self.several)
        column.addWidget(holder)
        column.addWidget(self.photos)
        column.addWidget(hairline())
        column.addWidget(way)
        column.addWidget(self.way)
        column.addStretch(1)

    def show_problem(self, one: Problem, chosen: Sequence[Problem], due: Sequence[Proposal]) -> None:
        """Show one; where several are `chosen`, the buttons are for all of them. `due` calls for 责任追究."""
        self.chip.show_problem(one)
        self.left.setText(left_text(one))
        late = one.days_left is not None and one.days_left < 0
        self.left.setProperty("late", late)
        style.restyle(self.left)
        self.title.setText(one.title)
        self.facts.setText("<br>".join(_facts(one)))
        advice = problems_notice.penalty_of(self._desk.ws, one.id)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self._show_due([proposal for proposal in due if one.id in proposal.records])
        self._offer(one, chosen)
        self.photos.show_record(one.id)
        self.way.show_steps(problems.way(self._desk.ws, one.id))

    def _offer(self, one: Problem, chosen: Sequence[Problem]) -> None:
        many = len(chosen) > 1
        group = list(chosen) if many else [one]
        self.several.setVisible(many)
        self.several.setText(self.tr("下面的按钮对选中的 {n} 个问题一起办理。").format(n=len(group)))
        offered = [key for key in self.verbs if self.usable(key, group)]
        wanted = next_of(one)
        self._next = wanted if wanted in offered else ""
        self.next_button.setVisible(bool(self._next))
        if self._next:
            verb = self.verbs[self._next]
            self.next_button.setText(verb.title)
            self.next_button.setToolTip(
                self.tr("{verb}（空格，{keys}）").format(verb=verb.title, keys=verb.keys)
            )
        for key, button in self.buttons.items():
            button.setVisible(key in offered and key != self._next)

    @property
    def next(self) -> str:
        """The key of the obvious next verb; "" where there is none."""
        return self._next

    def usable(self, key: str, group: Sequence[Problem]) -> bool:
        """Whether a verb makes sense for these problems together."""
        verb = self.verbs[key]
        return all(map(verb.fits, group)) and (verb.several or len(group) == 1)

    def _show_due(self, due: Sequence[Proposal]) -> None:
        while self._due.count():
            widget = self._due.takeAt(0).widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        self.due.setVisible(bool(due))
        for proposal in due:
            said = QLabel(self.tr("应追究责任：{why}").format(why=proposal.ground.text))
            said.setProperty("role", "warning")
            said.setWordWrap(True)
            account = QPushButton(self.tr("登记责任追究"))
            account.clicked.connect(lambda _=False, one=proposal: self.wants_account.emit(one))
            notice = QPushButton(self.tr("通知书…"))
            notice.setProperty("role", "quiet")
            notice.clicked.connect(lambda _=False, one=proposal: self.wants_notice.emit(one))
            row = QWidget()
            flow = Flow(row, spacing=6)
            flow.addWidget(account)
            flow.addWidget(notice)
            self._due.addWidget(said)
            self._due.addWidget(row)


def _facts(one: Problem) -> list[str]:
    """Two or three lines: number, source, site and kind; whose it is; the deadline and what is written."""
    soft = style.colour("soft").name()

    def line(*parts: str) -> str:
        return "&nbsp;&nbsp; ".join(escape(part) for part in parts if part)

    lines = [
        f'<span style="color:{soft}">{line(one.number, one.found, one.source)}</span>',
        line(one.site, one.kind, text_of(one.values, "subject"), text_of(one.values, "deficit")),
        line(one.unit, one.owner, one.deadline and f"限 {one.deadline} 前完成"),
    ]
    return [text for text in lines if text]
