"""缺口与得分: the next gains, a page for each department, and how things will stand on another day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import gains as desk_gains
from ...desk import gap_lists, simulating
from ...desk.assessing import Assessment, assess, points_number
from ...desk.gains import Gain
from ...desk.simulating import Simulation
from ...domain.rules import State
from ...domain.sentences import show_day
from ...errors import DeskError
from ...output import gap_sheet
from ...output.gap_sheet import GapPage, GapPaper
from .. import handing_out, printing, style
from ..context import Desk
from ..widgets.empty import EmptyPlace
from ..widgets.month import month
from ..widgets.rows import Row, RowsList
from ..widgets.segments import SegmentBar
from ..widgets.three_parts import sheet
from .gaps import due_text


class Outlook(QDialog):
    """A standard as of a day: what to do first, who has to do what, what falls due until another day.

    Signals:
        open_indicator(standard, code): the clerk wants to see it.
        said(str, object): for the edge of the window.
    """

    open_indicator = Signal(str, str)
    said = Signal(str, object)

    def __init__(self, desk: Desk, key: str, on: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._key, self._on = desk, key, on
        self._gone = False
        self._paper: GapPaper | None = None
        self._found: Assessment | None = None
        self.setWindowTitle(self.tr("缺口与得分"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(self._leave)
        self.title = QLabel()
        self.title.setProperty("role", "large")
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.told.setWordWrap(True)
        self.bar = SegmentBar()
        self.tabs = QTabWidget()
        self.tabs.addTab(self._build_gains(), self.tr("先补哪几项"))
        self.tabs.addTab(self._build_pages(), self.tr("各科室还缺什么"))
        self.tabs.addTab(self._build_then(), self.tr("到某一天会怎样"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for widget in (self.title, self.told, self.bar):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)
        style.resize(self, style.scaled(1040), style.scaled(700))
        self._run(self._work, self._show)

    # --- building ------------------------------------------------------------------------------------

    def _build_gains(self) -> QWidget:
        self.gains = RowsList()
        self.gains.opened.connect(self._open)
        self.no_gains = EmptyPlace(icon_name="check")
        self.gain_places = _places(self.gains, self.no_gains)
        self.hint = QLabel()
        self.hint.setProperty("role", "small")
        self.hint.setWordWrap(True)
        return _page(self.hint, sheet(self.gain_places, margins=(1, 8, 1, 8)))

    def _build_pages(self) -> QWidget:
        self.by = QComboBox()
        self.by.setAccessibleName(self.tr("按什么分页"))
        for text, by in (
            (self.tr("按科室"), "department"),
            (self.tr("按责任人"), "owner"),
            (self.tr("按责任领导"), "leader"),
        ):
            self.by.addItem(text, by)
        self.by.currentIndexChanged.connect(lambda _: self._regroup())
        self.print_button = QPushButton(self.tr("预览和打印…"))
        self.save_button = QPushButton(self.tr("另存为 Excel、PDF…"))
        self.only = QComboBox()
        self.only.setAccessibleName(self.tr("打印哪些"))
        self.only.addItem(self.tr("全部"), False)
        self.only.addItem(self.tr("只要选中的"), True)
        self.print_button.clicked.connect(self.print_)
        self.save_button.clicked.connect(self._save_as)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.by)
        row.addStretch(1)
        for widget in (self.only, self.save_button, self.print_button):
            row.addWidget(widget)
        self.names = RowsList(two_lines=False)
        self.names.opened.connect(lambda name: self._show_page(str(name)))
        self.names.selectionModel().currentChanged.connect(lambda *_: self._current_page())
        self.lines = RowsList()
        self.lines.opened.connect(self._open)
        self.no_pages = EmptyPlace(icon_name="check")
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(sheet(self.names, margins=(1, 8, 1, 8)))
        parts.addWidget(sheet(self.lines, margins=(1, 8, 1, 8)))
        parts.setSizes([style.scaled(260), style.scaled(720)])
        parts.setStretchFactor(1, 1)
        self.page_places = _places(parts, self.no_pages)
        return _page(row, self.page_places)

    def _build_then(self) -> QWidget:
        self.at = QDateEdit()
        self.at.setDisplayFormat("yyyy-MM-dd")
        self.at.setCalendarPopup(True)
        self.at.setCalendarWidget(month())
        self.at.setAccessibleName(self.tr("看哪一天"))
        self.at.setMinimumDate(QDate(self._on.year, self._on.month, self._on.day))
        self.at.setDate(QDate(self._on.year, 12, 31))
        self.at.dateChanged.connect(lambda _: self._look_ahead())
        self.then = QLabel()
        self.then.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(QLabel(self.tr("到")))
        row.addWidget(self.at)
        row.addWidget(self.then, 1)
        self.coming = RowsList()
        self.coming.opened.connect(self._open)
        self.nothing_coming = EmptyPlace(icon_name="check")
        self.coming_places = _places(self.coming, self.nothing_coming)
        return _page(row, sheet(self.coming_places, margins=(1, 8, 1, 8)))

    # --- working -------------------------------------------------------------------------------------

    def _run(self, work: Callable[[], object], show: Callable[[object], None]) -> None:
        """Work beside the window; what comes when this is closed is let go."""
        self._desk.runner.run(
            lambda _monitor: work(),
            on_done=lambda found: None if self._gone else show(found),
            on_error=lambda error: None if self._gone else self.told.setText(error.message),
            quiet=True,
            key=f"outlook-{id(self)}-{show.__name__}",
        )

    def _work(self) -> tuple[Assessment, list[Gain], GapPaper]:
        found = assess(self._desk.ws, self._key, self._on, records=False)
        return found, desk_gains.gains(found), gap_lists.paper(self._desk.ws, found, self.by.currentData())

    def _show(self, made: object) -> None:
        found, listed, paper = made  # type: ignore[misc]
        self._found, self._paper = found, paper
        self.title.setText(f"《{found.standard.title}》")
        self.bar.set_counts({state.value: n for state, n in found.counts.items()})
        self.told.setText(self._said(found))
        self.gains.set_rows([self._gain_row(one) for one in listed])
        self.gain_places.setCurrentIndex(0 if listed else 1)
        if listed:
            self.gains.setCurrentIndex(self.gains.model().index(0, 0))
            self.gains.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hint.setText(self._hint(found, listed))
        self.no_gains.show_text(self.tr("没有要补的"), self.tr("能补的都补齐了。"))
        self._show_pages(paper)
        inspection = found.standard.anchors.get("inspection")
        if inspection and inspection > self._on:
            self.at.setDate(QDate(inspection.year, inspection.month, inspection.day))
        self._look_ahead()

    def _said(self, found: Assessment) -> str:
        counts = found.counts
        parts = [self.tr("截至 {day}").format(day=show_day(found.on))]
        if found.score:
            parts.append(
                self.tr("得 {got} 分，满分 {possible} 分，可能失分 {risk} 分").format(
                    got=points_number(found.score.got),
                    possible=points_number(found.score.possible),
                    risk=points_number(found.score.at_risk),
                )
            )
        parts += [
            self.tr("{word} {n} 项").format(word=style.state_word(state.value), n=counts[state])
            for state in State
            if counts[state]
        ]
        return "　".join(parts)

    def _hint(self, found: Assessment, listed: list[Gain]) -> str:
        """By what the gains are ordered."""
        if found.score is None:
            said = self.tr("这套标准没有分值，按哪项最省力排，同样的看谁先到期；点一条去看那项指标。")
        else:
            said = self.tr("按花同样力气能补回多少分排，同样的看谁先到期；点一条去看那项指标。")
        if any(one.keeps for one in listed):
            said += self.tr("“保”是不做就会被扣掉的分。")
        return said

    def _gain_row(self, one: Gain) -> Row:
        said = self.tr("保 {n} 分") if one.keeps else self.tr("+{n} 分")
        points = said.format(n=points_number(one.points)) if one.points else ""
        if one.late:
            when = self.tr("有的时段已过，要能补记才算")
        else:
            when = due_text(one.by, self._on) if one.by else ""
        return Row(
            title=f"{one.code} {one.title}",
            under="；".join(one.what),
            left=points,
            right=when,
            target=one.code,
        )

    # --- a page for each -----------------------------------------------------------------------------

    def _regroup(self) -> None:
        found, by = self._found, self.by.currentData()
        if found is not None:
            self._run(lambda: gap_lists.paper(self._desk.ws, found, by), self._show_pages)

    def _show_pages(self, paper: object) -> None:
        assert isinstance(paper, GapPaper)
        self._paper = paper
        self.names.set_rows(
            [
                Row(page.name, right=self.tr("{n} 项").format(n=len(page.lines)), target=page.name)
                for page in paper.pages
            ]
        )
        there = bool(paper.pages)
        self.page_places.setCurrentIndex(0 if there else 1)
        self.no_pages.show_text(self.tr("什么都不缺"), self.tr("每个科室都到位了。"))
        for button in (self.print_button, self.save_button):
            button.setEnabled(there)
        if there:
            self.names.setCurrentIndex(self.names.model().index(0, 0))
            self._current_page()

    def _chosen(self) -> GapPage | None:
        row = self.names.currentIndex().row()
        return self._paper.pages[row] if self._paper and 0 <= row < len(self._paper.pages) else None

    def _current_page(self) -> None:
        page = self._chosen()
        if page:
            self._show_page(page.name)

    def _show_page(self, name: str) -> None:
        page = next((one for one in self._paper.pages if one.name == name), None) if self._paper else None
        lines = page.lines if page else ()
        self.lines.set_rows(
            [
                Row(
                    title=f"{one.code} {one.title}",
                    under=one.text,
                    right=due_text(one.by, self._on) if one.by else "",
                    target=one.code,
                )
                for one in lines
            ]
        )

    def _wanted(self) -> GapPaper | None:
        """What is to be printed: all pages, or the one that is chosen."""
        page = self._chosen()
        if self._paper and self.only.currentData() and page:
            paper = self._paper
            return GapPaper(paper.unit, paper.standard, paper.on, paper.said, (page,))
        return self._paper

    def _save_as(self) -> None:
        page = self._chosen() if self.only.currentData() else None
        name = self.tr("缺口清单")
        name = self.tr("{name}（{whose}）").format(name=name, whose=page.name) if page else name
        target = handing_out.ask_target(self, name, ("xlsx", "pdf"))
        if target:
            self.save(target)

    def save(self, target: Path) -> None:
        """Write the pages there; the dialog for files has asked already whether something may be replaced."""
        paper = self._wanted()
        if paper is None:
            return
        try:
            gap_lists.write(paper, target, print_pdf=printing.write_pdf, overwrite=True)
        except DeskError as error:
            self.told.setText(error.message)
            return
        said = self.tr("已写出缺口清单：{path}").format(path=target)
        self.told.setText(said)
        self.said.emit(said, None)

    def print_(self) -> None:
        """Show the pages as they will be printed."""
        paper = self._wanted()
        if paper is not None:
            self.shown = printing.preview(self, gap_sheet.html(paper), self.tr("缺口清单"))

    # --- another day ---------------------------------------------------------------------------------

    def _look_ahead(self) -> None:
        day = self.at.date()
        at = date(day.year(), day.month(), day.day())
        self._run(lambda: simulating.simulate(self._desk.ws, self._key, self._on, at), self._show_then)

    def _show_then(self, made: object) -> None:
        assert isinstance(made, Simulation)
        on = made.now.on
        if made.coming:
            said = self.tr("如果不再做什么，有 {n} 项会到期没完成").format(n=len(made.coming))
            if made.lost:
                said += self.tr("，少 {points} 分").format(points=points_number(made.lost))
        else:
            said = self.tr("到这一天没有新到期的事项")
        self.then.setText(said)
        self.coming.set_rows(
            [
                Row(
                    title=f"{one.code} {one.title}",
                    under=f"{one.bucket}　{one.sentence}".strip("　")
                    + (f"　{'、'.join(one.who)}" if one.who else ""),
                    left=show_day(one.by, on) if one.by else self.tr("届时"),
                    state=one.state.value,
                    target=one.code,
                )
                for one in made.coming
            ]
        )
        self.coming_places.setCurrentIndex(0 if made.coming else 1)
        self.nothing_coming.show_text(self.tr("没有新到期的"), self.tr("到这一天为止，要求的都已经到位。"))

    def _open(self, code: object) -> None:
        self.open_indicator.emit(self._key, str(code))
        self.accept()

    def _leave(self) -> None:
        self._gone = True


def _places(full: QWidget, empty: QWidget) -> QStackedWidget:
    places = QStackedWidget()
    places.addWidget(full)
    places.addWidget(empty)
    return places


def _page(head: QWidget | QHBoxLayout, body: QWidget) -> QWidget:
    """A tab: something above, the list below."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(10)
    if isinstance(head, QWidget):
        column.addWidget(head)
    else:
        column.addLayout(head)
    column.addWidget(body, 1)
    return page
