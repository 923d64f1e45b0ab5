"""按新名单调整: the new members of a leading group, from which day, and what that changes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ...desk import rosters
from ...desk.rosters import Reshuffled, Roster
from ...domain.dates import DateError, read_date
from ...domain.fields import Field, Kind
from ...domain.ledgers import Ledger
from ...domain.roster_lines import read_lines
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..widgets.decision import decision
from .editors import DateEditor

_PAUSE = 300


class ReshuffleDialog(QDialog):
    """Body, day, number, reason, and the list.

    Signals:
        done_with(str, object, object): the body, the day and what was done.
    """

    done_with = Signal(str, object, object)

    def __init__(
        self, desk: Desk, ledger: Ledger, part: str, now: Roster | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._ledger = desk, ledger
        self.setWindowTitle(self.tr("按新名单调整"))
        self.part = QComboBox()
        self.part.setEditable(True)
        self.part.addItems(rosters.parts(desk.ws, ledger.key))
        self.part.setCurrentText(part or self.part.itemText(0) or self._default_part())
        self.on = DateEditor(Field("on", "", Kind.DATE))
        self.on.set_text(desk.today().isoformat())
        self.number = QLineEdit()
        self.reason = QLineEdit()
        self.lines = QPlainTextEdit()
        self.lines.setTabChangesFocus(True)
        self.lines.setPlaceholderText(self.tr("组长：张三（局长）\n副组长：李四、王五\n成员：赵六"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(self.told.fontMetrics().height() * 3)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build()
        if now is not None and now.part == self.part.currentText():
            self.lines.setPlainText(self._as_lines(now))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.tell)
        for changed in (self.lines.textChanged, self.part.currentTextChanged, self.on.edited):
            changed.connect(lambda *_: self._pause.start())
        self.tell()
        style.resize(self, style.scaled(560), style.scaled(520))

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for n, (title, widget) in enumerate(
            (
                (self.tr("机构"), self.part),
                (self.tr("从哪天起"), self.on),
                (self.tr("调整文号"), self.number),
                (self.tr("调整原因"), self.reason),
            )
        ):
            label = QLabel(title)
            label.setProperty("role", "soft")
            label.setBuddy(widget)
            (widget.focusProxy() or widget).setAccessibleName(title)
            grid.addWidget(label, 2 * (n // 2), n % 2)
            grid.addWidget(widget, 2 * (n // 2) + 1, n % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        head = QLabel(self.tr("新名单，每行一种职务或一个人；可以直接粘贴"))
        head.setProperty("role", "soft")
        head.setBuddy(self.lines)
        self.lines.setAccessibleName(head.text())
        self.ok, buttons = decision(self, self.tr("调整"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(head)
        column.addWidget(self.lines, 1)
        column.addWidget(self.told)
        column.addLayout(buttons)

    def _default_part(self) -> str:
        return self._ledger.field("body").default if "body" in self._ledger.keys else ""

    def _as_lines(self, now: Roster) -> str:
        """The present list, as a beginning for the new one."""
        lines = []
        for one in now.members:
            role, post = one.values.get("role") or self.tr("成员"), one.values.get("position")
            lines.append(f"{role}：{one.name}" + (f"（{post}）" if post else ""))
        return "\n".join(lines)

    # --- what it would do ----------------------------------------------------------------------------

    def tell(self) -> None:
        """Say what would change, or why it cannot."""
        self._pause.stop()
        made = self._try(dry_run=True)
        if made is None:
            return
        parts = [self.tr("不变 {n} 人").format(n=made.stayed)] if made.stayed else []
        if made.closed:
            parts.append(self.tr("离任：{names}").format(names="、".join(made.closed)))
        if made.opened:
            parts.append(self.tr("新任：{names}").format(names="、".join(made.opened)))
        able = bool(made.closed or made.opened)
        self._say("；".join(parts) if able else self.tr("与现在的名单一样，没有要调整的。"))
        self.ok.setEnabled(able)

    def _try(self, *, dry_run: bool) -> Reshuffled | None:
        try:
            rows = read_lines(self.lines.toPlainText(), self._ledger.field("role").choices)
            if not rows:
                self._say(self.tr("请写上或粘贴新的名单。"))
                self.ok.setEnabled(False)
                return None
            return rosters.reshuffle(
                self._desk.ws,
                " ".join(self.part.currentText().split()),
                rows,
                on=self.day(),
                today=self._desk.today(),
                number=self.number.text().strip(),
                reason=self.reason.text().strip(),
                key=self._ledger.key,
                dry_run=dry_run,
            )
        except DeskError as error:
            self._say(error.message, wrong=True)
        except DateError as error:
            self._say(str(error), wrong=True)
        self.ok.setEnabled(False)
        return None

    def day(self) -> date:
        """From which day; raises DateError."""
        return read_date(self.on.text(), self._desk.today().year)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setProperty("role", "problem" if wrong else "soft")
        style.restyle(self.told)

    def accept(self) -> None:
        made = self._try(dry_run=False)
        if made is not None:
            super().accept()
            self.done_with.emit(" ".join(self.part.currentText().split()), self.day(), made)
