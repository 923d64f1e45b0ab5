"""修改指标: what an indicator asks, who answers for it, by when, and how its points are given."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...desk import picking, standards
from ...desk.assessing import points_number
from ...desk.picking import Pick
from ...domain import fields, text
from ...domain.fields import Field, FieldError, Kind
from ...domain.standards import Due, Indicator, Scoring, Standard
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..ledgers.editors import Editor, editor_for
from ..widgets.complaint import Complaint
from ..widgets.decision import decision
from .dues import Dues

_LISTS = {"lead": Kind.DEPARTMENTS, "support": Kind.DEPARTMENTS, "leader": Kind.PEOPLE, "owner": Kind.PEOPLE}
_USUAL = ("材料审核", "网络查看", "网络审核", "实地考察", "问卷调查", "听取汇报", "随机访谈", "明察暗访")


class IndicatorDialog(QDialog):
    """One indicator. Accepting saves what was changed as one operation."""

    def __init__(self, desk: Desk, standard: Standard, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._standard = desk, standard
        self.before: Indicator = standards.indicator(standard, code)
        self.changed = False
        self.setWindowTitle(self.tr("修改指标 {code}").format(code=code))
        self.title = QLineEdit(self.before.title)
        self.asked = QPlainTextEdit(self.before.asked)
        self.requirement = QPlainTextEdit(self.before.requirement)
        self.lists: dict[str, Editor] = {}
        self.points = QLineEdit(_points(self.before.points))
        self.way = QComboBox()
        self.each = QLineEdit(_points(self.before.scoring.each))
        self.each_label = QLabel()
        self.dues = Dues(self.before.due, desk.today().year)
        self.spans = [self._day(self.tr("从")), self._day(self.tr("到"))]
        self.wrong = Complaint()
        self._build()
        self._fill()
        style.resize(self, style.scaled(720), style.scaled(720))

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(24, 16, 24, 16)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        lines = style.scaled(68)
        for area in (self.asked, self.requirement):
            area.setFixedHeight(lines)
            area.setTabChangesFocus(True)
        self._put(0, 0, self.tr("名称"), self.title, 2)
        self._put(1, 0, self.tr("要求做什么"), self.asked, 2)
        self._put(2, 0, self.tr("做到什么程度"), self.requirement, 2)
        titles = {
            "lead": self.tr("牵头科室"),
            "support": self.tr("配合科室"),
            "leader": self.tr("责任领导"),
            "owner": self.tr("责任人"),
        }
        for n, (name, title) in enumerate(titles.items()):
            field = Field(name, title, _LISTS[name])
            self.lists[name] = editor_for(field, lambda field=field: self._names(field))
            self._put(3 + n // 2, n % 2, title, self.lists[name])
        methods = Field("methods", self.tr("测评方式"), Kind.CHOICES, open=True)
        self.lists["methods"] = editor_for(methods, self._methods)
        self._put(5, 0, methods.title, self.lists["methods"], 2)
        self._put(6, 0, self.tr("期限"), self.dues, 2)
        self._put(7, 0, self.tr("分值"), self._points_row(), 2)
        self._put(8, 0, self.tr("时间范围（不填就是测评的那一年）"), self._span_row(), 2)
        self._grid.setRowStretch(9, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.ok, buttons = decision(self, self.tr("保存"))
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 20)
        foot.addWidget(self.wrong)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def _put(self, row: int, place: int, title: str, widget: QWidget, span: int = 1) -> None:
        label = QLabel(title)
        label.setProperty("role", "soft")
        label.setBuddy(widget)
        (widget.focusProxy() or widget).setAccessibleName(title)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(widget)
        column.addStretch(1)
        self._grid.addLayout(column, row, place, 1, span)

    def _points_row(self) -> QWidget:
        for way, title in (
            ("all", self.tr("全部做到才得分")),
            ("share", self.tr("按完成的比例得分")),
            ("bonus", self.tr("加分项")),
            ("minus", self.tr("扣分项")),
        ):
            self.way.addItem(title, way)
        for line, hint in ((self.points, self.tr("没有")), (self.each, self.tr("不分项"))):
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setFixedWidth(style.scaled(88))
            line.setPlaceholderText(hint)
        self.each.setAccessibleName(self.tr("每项的分值"))
        self.way.setAccessibleName(self.tr("怎样给分"))
        self.way.currentIndexChanged.connect(lambda _: self._way_changed())
        return _row(self.points, QLabel(self.tr("分")), self.way, self.each_label, self.each)

    def _span_row(self) -> QWidget:
        return _row(self.spans[0], QLabel(self.tr("至")), self.spans[1])

    def _day(self, name: str) -> Editor:
        editor = editor_for(Field("day", name, Kind.DATE), list)
        (editor.focusProxy() or editor).setAccessibleName(name)
        return editor

    def _way_changed(self) -> None:
        way = self.way.currentData()
        there = way in ("bonus", "minus")
        self.each_label.setText(self.tr("每项加") if way == "bonus" else self.tr("每项扣"))
        self.each_label.setVisible(there)
        self.each.setVisible(there)

    # --- what is offered -----------------------------------------------------------------------------

    def _names(self, field: Field) -> list[Pick]:
        """Who is in the registers, and who else is named in this standard."""
        there = picking.known(self._desk.ws, field, on=self._desk.today())
        known = {one.name for one in there}
        same = [name for name, kind in _LISTS.items() if kind is field.kind]
        others = (n for one in self._standard.indicators for name in same for n in getattr(one, name))
        return [*there, *(Pick(name) for name in dict.fromkeys(others) if name not in known)]

    def _methods(self) -> list[str]:
        there = (name for one in self._standard.indicators for name in one.methods)
        return list(dict.fromkeys((*there, *_USUAL)))

    # --- what stands there ---------------------------------------------------------------------------

    def _fill(self) -> None:
        for name, editor in self.lists.items():
            editor.set_text("、".join(getattr(self.before, name)))
        self.way.setCurrentIndex(max(self.way.findData(self.before.scoring.way), 0))
        self._way_changed()
        for editor, day in zip(self.spans, (self.before.span or "/").split("/"), strict=True):
            editor.set_text(day)

    def changes(self) -> dict[str, Any]:
        """What was changed; raises ValueError with a sentence for what cannot be read."""
        title = self.title.text().strip()
        if not title:
            raise ValueError(self.tr("名称不能为空。"))
        way = str(self.way.currentData())
        each = self._number(self.each) if way in ("bonus", "minus") else None
        values: dict[str, Any] = {
            "title": title,
            "asked": self.asked.toPlainText().strip(),
            "requirement": self.requirement.toPlainText().strip(),
            "points": self._number(self.points),
            "scoring": Scoring(way, each),
            "span": self._span(),
            "due": self.dues.dues(),
        }
        for name, editor in self.lists.items():
            split = text.split_list if name == "methods" else text.split_names
            values[name] = tuple(split(editor.text()))
        return {name: value for name, value in values.items() if value != getattr(self.before, name)}

    def _number(self, line: QLineEdit) -> int | None:
        typed = line.text().strip()
        if not typed:
            return None
        try:
            hundredths = Fraction(typed) * 100
        except (ValueError, ZeroDivisionError):
            hundredths = Fraction(-1)
        if hundredths < 0 or hundredths.denominator != 1:
            raise ValueError(self.tr("“{text}”不是分值，填 3、1.5 这样的数。").format(text=typed))
        return int(hundredths)

    def _span(self) -> str:
        days = [self._read_day(editor.text()) for editor in self.spans]
        if not any(days):
            return ""
        if not all(days):
            raise ValueError(self.tr("时间范围的两头都要填。"))
        if days[0] > days[1]:
            raise ValueError(self.tr("时间范围的开始晚于结束。"))
        return "/".join(days)

    def _read_day(self, typed: str) -> str:
        try:
            value = fields.read(Field("day", "", Kind.DATE), typed, year=self._desk.today().year).value
        except FieldError as error:
            raise ValueError(f"{error.message}。") from error
        return str(value) if value else ""

    def accept(self) -> None:
        try:
            changes = self.changes()
            if changes:
                for name in ("scoring", "due"):
                    if name in changes:
                        changes[name] = _plain(changes[name])
                standards.set_indicator(self._desk.ws, self._standard.key, self.before.code, changes)
                self.changed = True
        except (ValueError, DeskError) as error:
            self.wrong.say(error.message if isinstance(error, DeskError) else str(error))
            return
        super().accept()


def _plain(value: Scoring | tuple[Due, ...]) -> Any:
    """As the desk takes it."""
    return asdict(value) if isinstance(value, Scoring) else [asdict(due) for due in value]


def _points(hundredths: int | None) -> str:
    return "" if hundredths is None else str(points_number(hundredths))


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    holder.setFocusProxy(widgets[0])
    return holder
