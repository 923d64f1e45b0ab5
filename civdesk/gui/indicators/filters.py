"""The filters above the tree: a text, states to press, behind a button department, method, person, day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.rules import WORST_FIRST, State
from .. import style
from ..icons import icon
from ..widgets.flow import Flow
from ..widgets.links import link
from ..widgets.undo_key import UndoKey
from .filtering import Facets, Wanted

_STATES = (*WORST_FIRST, State.NOT_APPLICABLE)


class Filters(QWidget):
    """What is looked for, and as of which day.

    Signals:
        changed(): another choice.
        day_changed(): another day.
        left_downwards(): ↓ or Enter in the text: on to the tree.
        folded(bool): the choices behind the button were shown or put away.
    """

    changed = Signal()
    day_changed = Signal()
    left_downwards = Signal()
    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.wanted = Wanted()
        self._today = date.min
        self.text = QLineEdit()
        self.text.setProperty("role", "search")
        self.text.setPlaceholderText(self.tr("筛选指标"))
        self.text.setToolTip(self.tr("编号、名称、首字母或要求里的字；在指标树上按 / 到这里"))
        self.text.setAccessibleName(self.tr("筛选指标"))
        self.text.setClearButtonEnabled(True)
        UndoKey(self.text)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(lambda text: self._choose(text=text.strip()))
        self.more = QToolButton()
        self.more.setIcon(icon("filter", "soft"))
        self.more.setCheckable(True)
        self.more.setToolTip(self.tr("按科室、测评方式、责任人筛选，选截至日期"))
        self.more.setAccessibleName(self.tr("更多筛选"))
        self.more.toggled.connect(self._fold)
        self.states = QWidget()
        self._flow = Flow(self.states, spacing=5)
        self.buttons: dict[State, QPushButton] = {}
        self.department, self.method, self.person = QComboBox(), QComboBox(), QComboBox()
        self.on = QDateEdit()
        self.today_button = QPushButton(self.tr("今天"))
        self.panel = QWidget()
        self.told = QLabel()
        self.told.setProperty("role", "small")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.told.linkActivated.connect(lambda _: self.clear(day=True))
        self._build()

    def _build(self) -> None:
        for state in _STATES:
            button = QPushButton()
            button.setProperty("role", "state")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False: self._press())
            self._flow.addWidget(button)
            self.buttons[state] = button
        grid = QGridLayout(self.panel)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for row, (box, title, name) in enumerate(
            (
                (self.department, self.tr("科室"), "department"),
                (self.method, self.tr("方式"), "method"),
                (self.person, self.tr("责任人"), "person"),
            )
        ):
            label = QLabel(title)
            label.setProperty("role", "soft")
            label.setBuddy(box)
            box.setAccessibleName(title)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.activated.connect(
                lambda _, box=box, name=name: self._choose(**{name: str(box.currentData() or "")})
            )
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(1, 1)
        label = QLabel(self.tr("截至"))
        label.setProperty("role", "soft")
        label.setBuddy(self.on)
        self.on.setAccessibleName(self.tr("截至日期"))
        self.on.setDisplayFormat("yyyy-MM-dd")
        self.on.setCalendarPopup(True)
        self.on.calendarWidget().setGridVisible(False)
        self.on.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.on.dateChanged.connect(lambda _: self._day_changed())
        self.today_button.setAutoDefault(False)
        self.today_button.setProperty("role", "quiet")
        self.today_button.clicked.connect(lambda: self.set_day(self._today))
        day = QHBoxLayout()
        day.setSpacing(8)
        day.addWidget(self.on, 1)
        day.addWidget(self.today_button)
        grid.addWidget(label, 3, 0)
        grid.addLayout(day, 3, 1)
        self.panel.hide()
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.text, 1)
        top.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.states)
        column.addWidget(self.panel)
        column.addWidget(self.told)

    # --- the day -------------------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """As of which day is assessed."""
        return self.on.date().toPython()

    def begin(self, today: date, wanted: Wanted, *, unfolded: bool) -> None:
        """Begin as it was left last, as of today."""
        self._today, self.wanted = today, wanted
        self.more.setChecked(unfolded)
        self.set_day(today)
        self.today_button.hide()
        self._tell(wanted)

    def set_day(self, day: date) -> None:
        """Assess as of another day."""
        self.on.setDate(QDate(day.year, day.month, day.day))

    def _day_changed(self) -> None:
        self.today_button.setVisible(self.day != self._today)
        self._tell(self.wanted)
        self.day_changed.emit()

    # --- the choices ---------------------------------------------------------------------------------

    def offer(self, facets: Facets, effective: Wanted, *, none: bool) -> None:
        """Say how many each choice would leave; `effective` is what of it this standard knows; `none`:
        nothing is left."""
        for state, button in self.buttons.items():
            number = facets.states.get(state.value, 0)
            chosen = state.value in self.wanted.states
            button.setText(f"{style.state_word(state)} {number}")
            button.setIcon(_dot(state.value))
            button.setChecked(chosen)
            button.setVisible(bool(number) or chosen)
        self._flow.invalidate()
        self.states.updateGeometry()
        departments = [
            (self._department(name, *numbers), name)
            for name, numbers in sorted(facets.departments.items(), key=lambda one: -sum(one[1]))
        ]
        _refill(self.department, [(self.tr("全部科室"), ""), *departments], effective.department)
        _refill(self.method, [(self.tr("全部方式"), ""), *_numbered(facets.methods)], effective.method)
        _refill(self.person, [(self.tr("所有人"), ""), *_numbered(facets.people)], effective.person)
        self.person.setEnabled(bool(facets.people) or bool(effective.person))
        self.method.setEnabled(bool(facets.methods) or bool(effective.method))
        self._tell(effective, none=none)

    def _department(self, name: str, leads: int, helps: int) -> str:
        if leads and helps:
            return self.tr("{name}　牵头 {leads} 配合 {helps}").format(name=name, leads=leads, helps=helps)
        if leads:
            return self.tr("{name}　牵头 {leads}").format(name=name, leads=leads)
        return self.tr("{name}　配合 {helps}").format(name=name, helps=helps)

    def clear(self, *, day: bool = False) -> None:
        """Show everything; with `day` also as of today."""
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)
        self.wanted = Wanted()
        if day:
            self.set_day(self._today)
        self.changed.emit()

    def _press(self) -> None:
        self._choose(states=frozenset(state.value for state, b in self.buttons.items() if b.isChecked()))

    def _choose(self, **choice: object) -> None:
        self.wanted = replace(self.wanted, **choice)
        self.changed.emit()

    def _fold(self, shown: bool) -> None:
        self.panel.setVisible(shown)
        self._tell(self.wanted)
        self.folded.emit(shown)

    def _tell(self, effective: Wanted, *, none: bool = False) -> None:
        """What the choices that are out of sight hide, and a way back."""
        parts = [effective.department, effective.method, effective.person]
        if self.day != self._today:
            parts.append(self.tr("截至 {day}").format(day=self.day.isoformat()))
        if self.more.isChecked():
            parts = []
        said = " · ".join(filter(None, parts))
        if effective.states or effective.text or said:
            clear = link("clear", self.tr("看全部"))
            said = self.tr("只看：{what}　{clear}").format(what=said, clear=clear) if said else clear
            if none:
                said = self.tr("没有符合的指标。{clear}").format(clear=clear)
        self.told.setText(said)
        self.told.setVisible(bool(said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left_downwards.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.text.text():
                self.text.clear()
                return True
        elif (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.text.text()
        ):
            event.accept()  # it clears the text, and nothing else
            return True
        return super().eventFilter(watched, event)


def _numbered(numbers: object) -> list[tuple[str, str]]:
    ordered = sorted(dict(numbers).items(), key=lambda one: -one[1])
    return [(f"{name}　{number}", name) for name, number in ordered]


def _dot(state: str) -> QIcon:
    side = style.scaled(10)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.state_look(state).solid)
    painter.drawEllipse(QRectF(1, 1, side - 2, side - 2))
    painter.end()
    return QIcon(picture)


def _refill(box: QComboBox, entries: list[tuple[str, str]], chosen: str) -> None:
    """Offer these with one chosen, which is offered even where it would leave nothing."""
    if chosen and chosen not in [data for _, data in entries]:
        entries.append((f"{chosen}　0", chosen))
    if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] != entries:
        box.clear()
        for text, data in entries:
            box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(chosen), 0))
