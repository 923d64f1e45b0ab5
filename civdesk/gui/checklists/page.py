"""测评: one tab for indicators, inspections, problems, surveys and evaluations, each a page of its own."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ...store.workspace import Changed
from ..changes import merged
from ..context import Desk
from ..page import Page

PARTS = ("indicators", "inspections", "problems", "surveys", "evaluations")


class ChecklistsPage(Page):
    """The parts of 测评. A part is made when it is first shown; Alt+1 … Alt+5 go to them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._made: dict[str, Page] = {}
        self._unseen: dict[str, Changed | None] = {}
        self.bar = QTabBar()
        self.bar.setObjectName("parts")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setAccessibleName(self.tr("测评的各部分"))
        self.stack = QStackedWidget()
        titles = (self.tr("指标"), self.tr("检查"), self.tr("整改"), self.tr("调查"), self.tr("评比"))
        for n, title in enumerate(titles):
            self.bar.addTab(title)
            self.bar.setTabToolTip(n, self.tr("{title}  Alt+{n}").format(title=title, n=n + 1))
            self.stack.addWidget(QWidget())
            shortcut = QShortcut(QKeySequence(f"Alt+{n + 1}"), self)
            shortcut.activated.connect(lambda n=n: self._to_part(n))
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 0)
        row.addWidget(self.bar)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        kept = (desk.settings["window"] or {}).get("part", PARTS[0])
        self.bar.setCurrentIndex(PARTS.index(kept) if kept in PARTS else 0)
        self.bar.currentChanged.connect(lambda _: self._show())

    # --- parts ---------------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The key of the part that is shown."""
        return PARTS[self.bar.currentIndex()]

    def part(self, key: str) -> Page:
        """One of the pages; made when it is first asked for."""
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(key)
            made.said.connect(self.said)
            made.open_record.connect(self.open_record)
            made.open_evidence.connect(self.open_evidence)
            made.open_indicator.connect(self.open_indicator)
            made.open_date.connect(self.open_date)
            made.open_part.connect(self.open_part)
            if layout := made.layout():
                layout.setContentsMargins(16, 8, 16, 16)  # the bar above gives the rest
            number = PARTS.index(key)
            place = self.stack.widget(number)
            self.stack.removeWidget(place)
            place.deleteLater()
            self.stack.insertWidget(number, made)
            self._unseen[key] = None
        return made

    def _make(self, key: str) -> Page:
        # Imported late: what a part needs is read when it is first shown.
        match key:
            case "indicators":
                from ..indicators.page import IndicatorsPage as Made
            case "inspections":
                from ..inspections.page import InspectionsPage as Made
            case "problems":
                from ..problems.page import ProblemsPage as Made
            case "surveys":
                from ..surveys.page import SurveysPage as Made
            case _:
                from ..evaluations.page import EvaluationsPage as Made
        return Made(self.desk)

    def _show(self) -> None:
        key = self.current
        page = self.part(key)
        self.stack.setCurrentIndex(PARTS.index(key))
        if key in self._unseen:
            page.refresh(self._unseen.pop(key))
        page.shown()

    def _to_part(self, number: int) -> None:
        self.bar.setCurrentIndex(number)
        self._show()
        self.part(self.current).take_keyboard()

    # --- what the main window asks -------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        for key in self._made:
            if changed is not None and key in self._unseen:
                self._unseen[key] = merged(self._unseen[key], changed)
            else:
                self._unseen[key] = changed
        self._show_if_made()

    def _show_if_made(self) -> None:
        key = self.current
        if key in self._made and key in self._unseen:
            self._made[key].refresh(self._unseen.pop(key))

    def shown(self) -> None:
        self._show()

    def go(self, *where: object) -> None:
        """Go to a part (its key, then where in it), or to an indicator (standard, code)."""
        if where and where[0] in PARTS:
            key, rest = str(where[0]), where[1:]
        else:
            key, rest = "indicators", where
        self.bar.setCurrentIndex(PARTS.index(key))
        self._show()
        if rest:
            self.part(key).go(*rest)

    def add(self) -> None:
        self.part(self.current).add()

    def back(self) -> bool:
        return self.part(self.current).back()

    def unsaved(self) -> int:
        return sum(page.unsaved() for page in self._made.values())

    def to_unsaved(self) -> None:
        for key, page in self._made.items():
            if page.unsaved():
                self.bar.setCurrentIndex(PARTS.index(key))
                page.to_unsaved()
                return

    def leave(self) -> None:
        for page in self._made.values():
            page.leave()
        window = dict(self.desk.settings["window"] or {})
        self.desk.settings["window"] = window | {"part": self.current}
