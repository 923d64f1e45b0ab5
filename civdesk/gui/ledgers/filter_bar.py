"""Over the grid: the period, the kept filters, and a chip for everything the list is filtered by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from ...desk import filters
from ...domain.dates import DateError, read_date
from ...domain.filters import PERIODS, TODAY, Filter, period_words, words
from ...domain.ledgers import Ledger
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..widgets.flow import Flow


class FilterBar(QWidget):
    """The controls, behind the field `text`; the list itself is filtered by whoever hears `changed`.

    Signals:
        changed(object): the Filter that the list should have now (its text too).
        wants_period(object): the clerk wants to write a period herself; a place of the screen.
        said(str, object): for the edge of the window.
    """

    changed = Signal(object)
    wants_period = Signal(object)
    said = Signal(str, object)

    def __init__(self, desk: Desk, text: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ledger: Ledger | None = None
        self._roles: Mapping[str, str] = {}
        self.asked = Filter()
        self.period = QPushButton()
        self.period.setProperty("role", "pick")
        self.period.clicked.connect(self._open_period)
        self.on = QPushButton()
        self.on.setProperty("role", "pick")
        self.on.clicked.connect(self._open_on)
        self.kept = QPushButton()
        self.kept.setProperty("role", "pick")
        self.kept.clicked.connect(self.open_kept)
        self.clear = QPushButton(self.tr("全部清除"))
        self.clear.setProperty("role", "link")
        self.clear.clicked.connect(self.clear_all)
        self._chips: list[QPushButton] = []
        self._flow = Flow(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        for widget in (text, self.period, self.on, self.kept, self.clear):
            self._flow.addWidget(widget)

    # --- showing -------------------------------------------------------------------------------------

    def show_ledger(self, ledger: Ledger, roles: Mapping[str, str]) -> None:
        """Begin with a ledger, unfiltered."""
        self._ledger, self._roles = ledger, roles
        register = ledger.register
        self.on.setVisible(register is not None and bool(register.start or register.end))
        self.period.setVisible(bool(ledger.date_field))
        self.show_filter(Filter())

    def show_filter(self, asked: Filter) -> None:
        """Show what the list is filtered by."""
        self.asked = asked
        ledger = self._ledger
        if ledger is None:
            return
        self.period.setText(
            self.tr("时间：{period} ▾").format(
                period=period_words(asked.period) if asked.period else self.tr("全部")
            )
        )
        on = self.tr("不限") if not asked.on else self.tr("今天") if asked.on == TODAY else asked.on
        self.on.setText(self.tr("在册：{day} ▾").format(day=on))
        self.kept.setText(
            self.tr("筛选：{name} ▾").format(name=asked.name) if asked.name else self.tr("常用筛选 ▾")
        )
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        self._flow.removeWidget(self.clear)
        for part, said in words(ledger, asked, self._roles):
            if part in ("period:", "on:"):
                continue  # their buttons say it
            chip = QPushButton(f"{said}　✕")
            chip.setProperty("role", "chip")
            chip.setToolTip(self.tr("不再按它筛选：{what}").format(what=said))
            chip.clicked.connect(lambda _=False, part=part: self._tell(self.asked.without(part)))
            chip.setMaximumWidth(style.scaled(360))
            self._flow.addWidget(chip)
            self._chips.append(chip)
        self._flow.addWidget(self.clear)
        for chip in self._chips:
            chip.show()
        self.clear.setVisible(asked.selects)
        self._flow.invalidate()
        self.updateGeometry()

    def note_order(self, order: str, descending: bool) -> None:
        """The list was sorted: a filter that is kept keeps that too."""
        self.asked = replace(self.asked, order=order, descending=descending)

    @property
    def chips(self) -> list[str]:
        """What the chips say."""
        return [chip.text().removesuffix("　✕") for chip in self._chips]

    def clear_all(self) -> None:
        """全部清除: every record, in the order they have now."""
        self._tell(Filter(order=self.asked.order, descending=self.asked.descending))

    def _tell(self, asked: Filter) -> None:
        self.changed.emit(replace(asked, name="") if asked != self.asked else asked)

    # --- menus ---------------------------------------------------------------------------------------

    def _under(self, button: QPushButton) -> QPoint:
        return button.mapToGlobal(QPoint(0, button.height() + 2))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _open_period(self) -> None:
        menu = self._menu()
        for word, title in {"": self.tr("全部"), **PERIODS}.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(word == self.asked.period)
            action.triggered.connect(lambda _=False, word=word: self._tell(replace(self.asked, period=word)))
        place = self._under(self.period)
        menu.addAction(self.tr("自定…")).triggered.connect(lambda: self.wants_period.emit(place))
        menu.popup(place)

    def _open_on(self) -> None:
        menu = self._menu()
        for word, title in (("", self.tr("不限")), (TODAY, self.tr("今天在册的"))):
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(word == self.asked.on)
            action.triggered.connect(lambda _=False, word=word: self._tell(replace(self.asked, on=word)))
        menu.addAction(self.tr("某一天在册的…")).triggered.connect(self._ask_day)
        menu.popup(self._under(self.on))

    def _ask_day(self) -> None:
        def take(text: str) -> str:
            try:
                day = read_date(text, self._desk.today().year)
            except DateError as error:
                return str(error)
            self._tell(replace(self.asked, on=day.isoformat()))
            return ""

        AskPopup(
            self.tr("哪一天在册"), self.asked.on.removeprefix(TODAY), self.tr("如 2026.3.5"), take, self
        ).open_at(self._under(self.on))

    def open_kept(self) -> None:
        """The menu of kept filters."""
        ledger = self._ledger
        if ledger is None:
            return
        menu = self._menu()
        for named in ledger.filters:
            action = menu.addAction(named.title)
            action.setCheckable(True)
            action.setChecked(named.title in self.asked.named)
            action.triggered.connect(lambda _=False, name=named.title: self.toggle(name))
        if ledger.filters:
            menu.addSeparator()
        kept = filters.kept(self._desk.ws, ledger.key)
        for one in kept:
            action = menu.addAction(one.name)
            action.setCheckable(True)
            action.setChecked(one.name == self.asked.name)
            action.triggered.connect(lambda _=False, one=one: self.changed.emit(one))
        if not kept:
            menu.addAction(self.tr("还没有存过筛选")).setEnabled(False)
        menu.addSeparator()
        keep = menu.addAction(self.tr("把现在的筛选存下来…"))
        keep.setEnabled((self.asked.selects or bool(self.asked.order)) and self._desk.ws.writable)
        keep.triggered.connect(self.ask_name)
        if kept and self._desk.ws.writable:
            for title, run in ((self.tr("改名"), self._ask_rename), (self.tr("删除"), self._remove)):
                part = menu.addMenu(title)
                for one in kept:
                    part.addAction(one.name).triggered.connect(
                        lambda _=False, name=one.name, run=run: run(name)
                    )
        menu.popup(self._under(self.kept))

    def toggle(self, name: str) -> None:
        """A filter of the ledger's definition joins the others, or leaves them."""
        named = self.asked.named
        joined = tuple(one for one in named if one != name) if name in named else (*named, name)
        # Who is in service is asked of a day: today, unless another one was chosen.
        on = self.asked.on or (TODAY if joined and self.on.isVisibleTo(self) else "")
        self._tell(replace(self.asked, named=joined, on=on))

    def ask_name(self) -> None:
        """Ask for the name of the present filter and keep it."""
        ledger = self._ledger
        assert ledger is not None
        parts = [said for _, said in words(ledger, self.asked, self._roles)] or [self.asked.text]
        proposal = self.asked.name or "，".join(parts)[: filters.LONGEST_NAME]

        def take(name: str) -> str:
            made = replace(self.asked, name=" ".join(name.split()))
            return self._try(lambda: filters.keep(self._desk.ws, ledger.key, made), made)

        AskPopup(self.tr("给这个筛选起名"), proposal, "", take, self).open_at(self._under(self.kept))

    def _ask_rename(self, old: str) -> None:
        ledger = self._ledger
        assert ledger is not None

        def take(name: str) -> str:
            now = replace(self.asked, name=name) if self.asked.name == old else self.asked
            return self._try(lambda: filters.rename(self._desk.ws, ledger.key, old, name), now)

        AskPopup(self.tr("新的名称"), old, "", take, self).open_at(self._under(self.kept))

    def _remove(self, name: str) -> None:
        ledger = self._ledger
        assert ledger is not None
        now = replace(self.asked, name="") if self.asked.name == name else self.asked
        if problem := self._try(lambda: filters.remove(self._desk.ws, ledger.key, name), now):
            self.said.emit(problem, None)
        else:
            self.said.emit(self.tr("已删除筛选：{name}").format(name=name), None)

    def _try(self, work: Callable[[], object], now: Filter) -> str:
        """Do it; what the filter is called now is shown. What is wrong, "" where nothing is."""
        try:
            work()
        except DeskError as error:
            return error.message
        self.show_filter(now)
        return ""


class AskPopup(QFrame):
    """One line to write, under the button that asks for it; Enter takes it, Esc leaves."""

    def __init__(self, title: str, text: str, hint: str, take: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self._take = take
        self.line = QLineEdit(text)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(title)
        self.line.returnPressed.connect(self.accept)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        done = QPushButton(self.tr("确定"))
        done.setProperty("role", "primary")
        done.clicked.connect(self.accept)
        label = QLabel(title)
        label.setProperty("role", "soft")
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.setMinimumWidth(style.scaled(320))

    def accept(self) -> None:
        """Take what was written; what is wrong with it is said under it."""
        problem = self._take(self.line.text())
        if problem:
            self.problem.setText(problem)
            self.problem.show()
            self.adjustSize()
        else:
            self.close()

    def open_at(self, place: QPoint) -> None:
        """Show it there."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        self.move(max(room.left(), min(place.x(), room.right() - self.width())), place.y())
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.selectAll()
