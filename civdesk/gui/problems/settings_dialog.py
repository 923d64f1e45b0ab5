"""阶段和期限: the phases of the work, days to mend a problem, what loss of points is a large one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...desk import problems, records
from ...domain import fields
from ...domain.fields import Field, FieldError, Kind
from ...domain.phases import Phase
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..ledgers.editors import Editor, editor_for
from ..widgets.decision import decision

_PHASES = 4  # lines to fill in, more where more are there
_MOST_DAYS = 365


class LimitsDialog(QDialog):
    """Phases and limits of the unit; saved as settings that travel with the workspace."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("阶段和期限"))
        self.phases: list[tuple[QLineEdit, Editor, Editor]] = []
        self.days: dict[str, QSpinBox] = {}
        holder = QWidget()
        holder.setObjectName("scrolled")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(24, 20, 24, 8)
        inside.setSpacing(12)
        inside.addWidget(self._head(self.tr("创建阶段")))
        hint = QLabel(self.tr("自查阶段的问题要在“迎检”开始前全部整改完；阶段可以重叠、跨年。"))
        hint.setProperty("role", "small")
        hint.setWordWrap(True)
        inside.addWidget(hint)
        inside.addLayout(self._phase_lines(problems.phases(desk.ws)))
        inside.addWidget(self._head(self.tr("整改期限")))
        inside.addLayout(self._day_lines())
        inside.addWidget(self._head(self.tr("追究责任")))
        inside.addLayout(self._loss_line())
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        self.refusal = QLabel()
        self.refusal.setProperty("role", "problem")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.ok, row = decision(self, self.tr("保存"))
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 20)
        foot.addWidget(self.refusal)
        foot.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        style.resize(self, style.scaled(620), style.scaled(640))

    def _head(self, text: str) -> QLabel:
        made = QLabel(text)
        made.setProperty("role", "large")
        return made

    def _phase_lines(self, phases: Sequence[Phase]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for n, title in enumerate((self.tr("阶段"), self.tr("从"), self.tr("到"))):
            label = QLabel(title)
            label.setProperty("role", "soft")
            grid.addWidget(label, 0, n)
            grid.setColumnStretch(n, 1)
        names = ("自查自纠", "整改提高", "迎检")
        for n in range(max(_PHASES, len(phases) + 1)):
            one = phases[n] if n < len(phases) else None
            name = QLineEdit(one.title if one else "")
            name.setPlaceholderText(names[n] if not phases and n < len(names) else "")
            name.setAccessibleName(self.tr("第 {n} 个阶段的名称").format(n=n + 1))
            days = []
            for word, day in ((self.tr("从"), one and one.start), (self.tr("到"), one and one.end)):
                made = editor_for(Field("day", word, Kind.DATE), list)
                made.set_text(day.isoformat() if day else "")
                (made.focusProxy() or made).setAccessibleName(word)
                days.append(made)
            grid.addWidget(name, n + 1, 0)
            for column, made in enumerate(days, 1):
                grid.addWidget(made, n + 1, column)
            self.phases.append((name, days[0], days[1]))
        return grid

    def _day_lines(self) -> QGridLayout:
        """Days for all, and for kinds that differ (0: as for all)."""
        days, other, _ = problems.limits(self._desk.ws)
        kinds = records.ledger(self._desk.ws, problems.LEDGER).field("kind").choices
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.other = self._spin(1, other)
        self.other.setAccessibleName(self.tr("一般"))
        grid.addWidget(QLabel(self.tr("一般")), 0, 0)
        grid.addWidget(self.other, 0, 1)
        for n, kind in enumerate(dict.fromkeys((*kinds, *days)), 1):
            spin = self._spin(0, days.get(kind, 0))
            spin.setSpecialValueText(self.tr("同一般"))
            spin.setAccessibleName(kind)
            self.days[kind] = spin
            grid.addWidget(QLabel(kind), n // 2, n % 2 * 2)
            grid.addWidget(spin, n // 2, n % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _spin(self, least: int, value: int) -> QSpinBox:
        made = QSpinBox()
        made.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        made.setRange(least, _MOST_DAYS)
        made.setSuffix(self.tr(" 天"))
        made.setValue(value)
        return made

    def _loss_line(self) -> QGridLayout:
        loss = problems.limits(self._desk.ws)[2]
        self._points = Field("loss", self.tr("较大失分"), Kind.AMOUNT, unit="分", decimals=2)
        self.loss = editor_for(self._points, list)
        self.loss.set_text(fields.show(self._points, loss))
        (self.loss.focusProxy() or self.loss).setAccessibleName(self.tr("较大失分，从多少分起"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.addWidget(QLabel(self.tr("较大失分，从")), 0, 0)
        grid.addWidget(self.loss, 0, 1)
        more = QLabel(self.tr("起（不填则不按失分追究）；两次以上整改不力、被市级以上通报总是提出。"))
        more.setProperty("role", "small")
        more.setWordWrap(True)
        grid.addWidget(more, 1, 0, 1, 3)
        grid.setColumnStretch(2, 1)
        return grid

    def accept(self) -> None:
        listed = []
        try:
            for name, start, end in self.phases:
                title = name.text().strip()
                if not title and not start.text().strip() and not end.text().strip():
                    continue
                listed.append(
                    {"title": title, "start": self._day(start, title), "end": self._day(end, title)}
                )
            loss = fields.read(self._points, self.loss.text()).value
            days = {kind: spin.value() for kind, spin in self.days.items() if spin.value()}
            ws = self._desk.ws
            # Asked first, saved after: of two settings none is saved when one is wrong.
            problems.check_phases(listed)
            if (days, self.other.value(), loss) != problems.limits(ws):
                problems.set_limits(ws, days, self.other.value(), loss if isinstance(loss, int) else None)
            problems.set_phases(ws, listed)
        except (DeskError, FieldError) as error:
            self.refusal.setText(str(error))
            self.refusal.show()
            return
        super().accept()

    def _day(self, editor: Editor, title: str) -> str:
        """A typed day as ISO; raises FieldError with a sentence."""
        today = self._desk.today()
        read = fields.read(Field("day", title, Kind.DATE), editor.text(), year=today.year, today=today).value
        if not isinstance(read, str):
            raise FieldError(self.tr("“{title}”要写明从哪天到哪天。").format(title=title))
        return read
