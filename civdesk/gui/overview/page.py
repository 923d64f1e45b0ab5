"""The tab 总览: 还缺什么？什么时候交？谁负责？凭什么算达标？"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ...jobs import Monitor
from ...store.workspace import Changed
from .. import style
from ..context import Desk
from ..page import Page
from ..widgets.elided import ElidedLabel
from ..widgets.previews import Previews
from ..widgets.rows import Row
from ..widgets.thumbs import ID_ROLE, Thumbs
from .parts import Section, StandardSheet

if TYPE_CHECKING:
    from ...desk.rounds_due import Due
    from ...domain.tasks import Occurrence
    from ...store.history import Entry
    from .reading import Lacking, Load, Reading

# From this width on the sections stand in three columns.
_THREE_FROM = 1120
# What is due within these days is counted beside the head.
_AHEAD = timedelta(days=30)


class OverviewPage(Page):
    """All read by one job; a change asks for it anew, and only the latest answer counts."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.reading: Reading | None = None
        self._chosen = ""
        self.unit = ElidedLabel()
        self.unit.setProperty("role", "title")
        self.cycle = ElidedLabel()
        self.cycle.setProperty("role", "soft")
        self.day = ElidedLabel()
        self.day.setProperty("role", "soft")
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(16)
        head.addWidget(self.unit)
        head.addWidget(self.cycle)
        head.addStretch(1)
        head.addWidget(self.day)
        self.standard = StandardSheet()
        self.standard.chosen.connect(self._choose)
        self.standard.wants_indicators.connect(lambda key: self.open_indicator.emit(key, ""))
        self.lacking = Section(self.tr("还缺什么"), self.tr("没有欠缺。已到期的要求都达标了。"))
        self.due = Section(self.tr("什么时候交"), self.tr("没有逾期的，今后 30 天也没有要交的。"))
        self.loads = Section(self.tr("谁负责"), self.tr("眼下没有等着谁去办的事。"), two_lines=False)
        self.problems = Section(self.tr("没整改完的问题"), self.tr("没有未完成的整改。"))
        self.recent = Section(self.tr("最近动态"), self.tr("还没有动过。"), two_lines=False)
        self.photos = self._photo_sheet()
        self.sections: list[QWidget] = [
            self.lacking,
            self.due,
            self.loads,
            self.problems,
            self.photos,
            self.recent,
        ]
        for section in (self.lacking, self.due, self.loads, self.problems, self.recent):
            section.opened.connect(self._open)
        place = QWidget()
        place.setObjectName("scrolled")
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        column = QVBoxLayout(place)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.standard)
        column.addLayout(self._grid, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(place)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._columns = 0
        self._arrange()

    def _photo_sheet(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "sheet")
        head = QLabel(self.tr("最近的照片"))
        head.setProperty("role", "large")
        head.setContentsMargins(20, 0, 20, 0)
        self.thumbs = Thumbs(Previews(self.desk, self), width=116)
        self.thumbs.setAccessibleName(self.tr("最近的照片"))
        self.thumbs.opened.connect(self.open_evidence)
        self.thumbs.clicked.connect(lambda index: self.open_evidence.emit(index.data(ID_ROLE)))
        self.no_photos = QLabel(self.tr("还没有照片。把照片拖到窗口里就能存入。"))
        self.no_photos.setProperty("role", "soft")
        self.no_photos.setWordWrap(True)
        self.no_photos.setContentsMargins(20, 8, 20, 8)
        self.no_photos.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 14, 1, 8)
        column.setSpacing(4)
        column.addWidget(head)
        inner = QHBoxLayout()
        inner.setContentsMargins(14, 0, 8, 0)
        inner.addWidget(self.thumbs)
        column.addLayout(inner, 1)
        column.addWidget(self.no_photos, 1)
        return frame

    # --- what the window asks ------------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        ws, today, chosen = self.desk.ws, self.desk.today(), self._chosen

        def work(monitor: Monitor) -> Reading:
            from .reading import read  # all of the assessing comes along, so beside the window

            return read(ws, today, chosen, monitor)

        self.desk.runner.run(work, on_done=self._show, quiet=True, key="overview")

    def _choose(self, key: str) -> None:
        self._chosen = key
        self.refresh(None)

    def _show(self, reading: Reading) -> None:
        self.reading = reading
        self.unit.setText(reading.unit or self.tr("未填写单位名称"))
        self.cycle.setText(reading.cycle)
        self.day.setText(
            self.tr("{day}　{records:,} 条记录　{evidence:,} 件影像").format(
                day=_long_day(reading.on), records=reading.records, evidence=reading.evidence
            )
        )
        self.standard.show_standard(reading.assessment, reading.standards)
        self.lacking.show_rows(
            [self._lacking_row(one) for one in reading.lacking], self._number(len(reading.lacking))
        )
        overdue = sum(one.state == "overdue" for one in reading.due)
        ahead = sum(reading.on <= one.deadline <= reading.on + _AHEAD for one in reading.due)
        parts = [self.tr("逾期 {n}").format(n=overdue)] if overdue else []
        if ahead:
            parts.append(self.tr("{days} 天内 {n}").format(days=_AHEAD.days, n=ahead))
        rows = [(one.deadline, self._due_row(one, reading.on)) for one in reading.due]
        rows += [(one.end, self._round_row(one, reading.on)) for one in reading.rounds]
        rows.sort(key=lambda row: row[0])
        self.due.show_rows([row for _, row in rows], "　".join(parts))
        self.loads.show_rows([self._load_row(one) for one in reading.loads])
        self.problems.show_rows(
            [
                Row(
                    one.title,
                    " · ".join(part for part in (one.unit, one.owner) if part),
                    left=_short_day(date.fromisoformat(one.deadline), reading.on) if one.deadline else "",
                    state=one.state.value,
                    red=one.state.value == "overdue",
                    target=("part", "problems", one.id),
                )
                for one in reading.problems
            ],
            self._number(len(reading.problems)),
        )
        self.recent.show_rows([_entry_row(one, reading.on) for one in reading.entries])
        self.thumbs.set_items(reading.photos)
        self.thumbs.setVisible(bool(reading.photos))
        self.no_photos.setVisible(not reading.photos)

    def _number(self, n: int) -> str:
        return self.tr("{n} 项").format(n=n) if n else ""

    def _lacking_row(self, one: Lacking) -> Row:
        return Row(
            f"{one.code} {one.title}",
            one.text or self.tr("没有可自动核对的规则，需要人工判断"),
            state=one.state.value,
            target=("indicator", one.standard, one.code),
        )

    def _due_row(self, one: Occurrence, on: date) -> Row:
        late = one.state == "overdue"
        days = (one.deadline - on).days
        if late:
            when = self.tr("已过 {n} 天").format(n=-days)
        elif days == 0:
            when = self.tr("今天到期")
        else:
            when = self.tr("还有 {n} 天").format(n=days)
        who = " · ".join(part for part in (one.lead, one.owner) if part) or self.tr("没有指定牵头")
        if late:
            who = f"{who} · {when}"
        target = ("indicator", one.standard, one.indicator) if one.indicator else ("date", one.deadline)
        return Row(
            one.task,
            who,
            left=_short_day(one.deadline, on),
            state="overdue" if late else "",
            right=when,
            red=late,
            target=target,
        )

    def _round_row(self, one: Due, on: date) -> Row:
        """A routine inspection that this day, week or month still lacks."""
        if one.end == on:
            when = self.tr("今天要查")
        else:
            when = self.tr("还有 {n} 天").format(n=(one.end - on).days)
        return Row(
            one.form.title,
            self.tr("检查　{title}").format(title=one.title),
            left=_short_day(one.end, on),
            right=when,
            target=("part", "inspections", one.form.key),
        )

    def _load_row(self, one: Load) -> Row:
        parts = [self.tr("逾期 {n}").format(n=one.overdue)] if one.overdue else []
        if one.open:
            parts.append(self.tr("待办 {n}").format(n=one.open))
        return Row(one.who, right="　".join(parts), red=bool(one.overdue), target=("who", one.who))

    # --- going there ---------------------------------------------------------------------------------

    def _open(self, target: tuple[object, ...]) -> None:
        match target:
            case ("record", str(ledger), str(id)):
                self.open_record.emit(ledger, id)
            case ("indicator", str(standard), str(code)):
                self.open_indicator.emit(standard, code)
            case ("part", str(part), str(id)):
                self.open_part.emit(part, id)
            case ("date", date() as day):
                self.open_date.emit(day)
            case ("who", str(who)):
                self._only_for(who)

    def _only_for(self, who: str) -> None:
        """Move what one department has to do to the top of both lists, and mark it."""
        for section in (self.lacking, self.due):
            rows = section.rows.listed.rows
            model = section.rows.listed
            place = next((n for n, row in enumerate(rows) if who in row.under), None)
            if place is not None:
                index = model.index(place)
                section.rows.setCurrentIndex(index)
                section.rows.scrollTo(index)

    # --- layout --------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        columns = 3 if self.width() >= style.scaled(_THREE_FROM) else 2
        if columns == self._columns:
            return
        self._columns = columns
        for section in self.sections:
            self._grid.removeWidget(section)
        for n, section in enumerate(self.sections):
            self._grid.addWidget(section, n // columns, n % columns)
        widths = (5, 5, 4) if columns == 3 else (1, 1, 0)
        for n, stretch in enumerate(widths):
            self._grid.setColumnStretch(n, stretch)
        for n in range(3):
            self._grid.setRowStretch(n, 1 if n * columns < len(self.sections) else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_scroll"):
            self._arrange()


def _entry_row(entry: Entry, on: date) -> Row:
    at = datetime.fromisoformat(entry.at)
    left = at.strftime("%H:%M") if at.date() == on else _short_day(at.date(), on)
    target = None
    change = entry.changes[0] if entry.count == 1 and entry.changes else None
    if change and change.table.startswith("ledger_") and change.what != "delete" and not entry.undone:
        target = ("record", change.table.removeprefix("ledger_"), change.record)
    return Row(entry.title, left=left, target=target)


def _short_day(day: date, on: date) -> str:
    """3月5日; with the year when it is another one."""
    text = f"{day.month}月{day.day}日"
    return text if day.year == on.year else f"{day.year}年{text}"


def _long_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日　星期{'一二三四五六日'[day.weekday()]}"
