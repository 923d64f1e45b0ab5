"""One field of the form: its label with a pin, its widget, and under it what is wrong or worth knowing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ...desk import picking, records
from ...domain import fields
from ...domain.fields import Field, Kind, Value
from ...domain.ledgers import Ledger
from .. import style
from ..context import Desk
from ..icons import icon
from ..widgets.links import link
from .editors import Editor, editor_for

# A half-typed date is no mistake yet: judged after this pause, or at once when the focus goes on.
_PAUSE = 350


class FormField(QWidget):
    """Label, widget, note.

    Signals:
        edited(): the clerk changed it.
        judged(): it was read; what depends on several fields can be looked at.
        pinned(bool): the clerk wants it to stay for the next record, or no longer.
        wants_members(object): enter these names into the register behind the field.
        link_activated(str): a link in a note that the form put there.
    """

    edited = Signal()
    judged = Signal()
    pinned = Signal(bool)
    wants_members = Signal(object)
    link_activated = Signal(str)

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        field: Field,
        day: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`day` is that of the record: who is a member depends on it. Without one the field stands alone,
        outside a form that is filled in again and again, and has no pin."""
        super().__init__(parent)
        self.field = field
        self.problem = ""
        self.strangers: list[str] = []
        self._desk, self._ledger = desk, ledger
        self._pins = day is not None
        self.editor: Editor = editor_for(
            field, lambda: picking.offered(desk.ws, ledger, field, on=(day or desk.today)())
        )
        self.label = QLabel(self._caption())
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setBuddy(self.editor)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.RichText)
        self.note.linkActivated.connect(self._follow)
        self.note.hide()
        self.setToolTip(field.help)
        target = self.editor.focusProxy() or self.editor
        target.setAccessibleName(field.title)
        target.setAccessibleDescription(field.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addWidget(self.editor)
        column.addWidget(self.note)
        column.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._paused)
        self.editor.edited.connect(self._typed)
        self.editor.left.connect(self._tidy)
        works = {"Alt+Return": self.add_strangers, **({"Ctrl+L": self.pin.toggle} if self._pins else {})}
        for keys, run in works.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _head(self) -> QHBoxLayout:
        self.pin = QToolButton()
        self.pin.setCheckable(True)
        self.pin.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+L; Tab goes from field to field
        self.pin.setProperty("role", "pin")
        self.pin.setAccessibleName(self.tr("固定{field}").format(field=self.field.title))
        kept = self.pin.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.pin.setSizePolicy(kept)
        self.pin.toggled.connect(self.pinned)
        self.pin.toggled.connect(lambda _: self._show_pin())
        self._show_pin()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.label, 1)
        row.addWidget(self.pin)
        return row

    def _caption(self) -> str:
        text = _coloured(self.field.title, "soft")
        if self.field.required:
            must = self.tr("必填")
            text += " " + _coloured(must, "accent")
        return text

    # --- the pin -------------------------------------------------------------------------------------

    def set_pinned(self, pinned: bool) -> None:
        """Show whether it stays for the next record, without telling."""
        self.pin.blockSignals(True)
        self.pin.setChecked(pinned)
        self.pin.blockSignals(False)
        self._show_pin()

    def _show_pin(self) -> None:
        on = self.pin.isChecked()
        side = style.scaled(16)
        self.pin.setIcon(icon("keep", "accent" if on else "faint"))
        self.pin.setIconSize(QSize(side, side))
        self.pin.setToolTip(
            self.tr("已固定：新增时沿用上一条（Ctrl+L 取消）")
            if on
            else self.tr("固定：新增时沿用上一条（Ctrl+L）")
        )
        self.pin.setVisible(self._pins and (on or self.underMouse()))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_pin()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_pin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "pin"):
            self._show_pin()

    # --- its text ------------------------------------------------------------------------------------

    def set_text(self, text: str) -> None:
        """Show a stored value."""
        self._pause.stop()
        self.editor.set_text(text)
        self.say("")

    def say(self, problem: str, warning: str = "", hint: str = "") -> None:
        """Show what is wrong (red), odd (amber), or worth knowing (grey; rich text)."""
        self.problem = problem
        self.strangers = []
        self.editor.set_wrong(bool(problem))
        role = "problem" if problem else "warning" if warning else "small"
        if self.note.property("role") != role:
            self.note.setProperty("role", role)
            style.restyle(self.note)
        text = "　".join(filter(None, (escape(problem or warning), hint)))
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _typed(self) -> None:
        if self.problem:  # it may be mended by this very key
            self.judge()
        else:
            self._pause.start()
        self.edited.emit()

    def _paused(self) -> None:
        if not self.editor.choosing:  # initials in front of an open list are no name yet
            self.judge()

    def judge(self) -> str | None:
        """Read what was typed and say what is wrong; how it would be shown, None when it cannot be read."""
        self._pause.stop()
        name = self.field.key
        text = self.editor.text()
        values, problems, warnings = self._read(text)
        if name in problems:
            self.say(problems[name])
            return None
        strangers = picking.unknown(self._desk.ws, self.field, text)
        self.say("", warnings.get(name, ""), self._told(strangers))
        self.strangers = strangers
        self.judged.emit()
        return fields.show(self.field, values.get(name))

    def _read(self, text: str) -> tuple[dict[str, Value], dict[str, str], dict[str, str]]:
        today = self._desk.today()  # a day typed without a year is one of this year; leaving shows it whole
        return records.read_values(self._ledger, {self.field.key: text}, today=today, year=today.year)

    def _told(self, strangers: list[str]) -> str:
        if not strangers:
            return ""
        said = self.tr("名册里没有“{names}”，照原样保存。").format(names="、".join(strangers))
        return escape(said) + " " + link("members", self.tr("加入名册（Alt+回车）"))

    def _tidy(self) -> None:
        shown = self.judge()
        if shown is not None and shown != self.editor.text() and self.field.kind is not Kind.LONG:
            self.editor.set_text(shown)
        if self.field.required and shown == "" and self._went_on():
            self.say(self.tr("“{field}”不能为空").format(field=self.field.title))

    def _went_on(self) -> bool:
        """Whether the clerk is in another field of the form now, and did not just look elsewhere."""
        form, now = self.parentWidget(), QApplication.focusWidget()
        return now is not None and form is not None and form.isAncestorOf(now) and not self.isAncestorOf(now)

    # --- the register --------------------------------------------------------------------------------

    def add_strangers(self) -> None:
        """Enter the names that no register knows into one."""
        self.judge()
        if self.strangers:
            self.wants_members.emit(list(self.strangers))

    def _follow(self, target: str) -> None:
        if target == "members":
            self.add_strangers()
        else:
            self.link_activated.emit(target)


def _coloured(text: str, name: str) -> str:
    return f'<span style="color:{style.colour(name).name()}">{escape(text)}</span>'
