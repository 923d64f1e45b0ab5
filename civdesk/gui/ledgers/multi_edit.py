"""批量修改: one field of many records gets one value; what will change is said before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ...desk import picking, records
from ...desk.records import InvalidMany
from ...domain.fields import Field, show
from ...domain.ledgers import Ledger
from ...errors import DeskError
from .. import style
from ..context import Desk
from .editors import Editor, editor_for

_PAUSE = 200
_COUNTED = 5000  # records that are tried before; of more it is said only how many are chosen


class MultiEdit(QDialog):
    """Field and value.

    Signals:
        chosen(object, str): the Field and what was typed.
    """

    chosen = Signal(object, str)

    def __init__(
        self, desk: Desk, ledger: Ledger, ids: Sequence[str], first: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._ledger, self._ids = desk, ledger, list(ids)
        self.setWindowTitle(self.tr("批量修改 {n:,} 条").format(n=len(ids)))
        self.fields = [f for f in ledger.visible if f.key != ledger.title_field] or list(ledger.visible)
        self.field = QComboBox()
        self.field.setAccessibleName(self.tr("要改的栏目"))
        self.field.addItems([one.title for one in self.fields])
        self.editor: Editor | None = None
        self.told = QLabel()
        self.told.setWordWrap(True)
        self._place = QVBoxLayout()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("修改"))
        self._ok.setProperty("role", "primary")
        style.restyle(self._ok)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(8)
        for title, widget in ((self.tr("要改的栏目"), self.field), (self.tr("改为"), None)):
            label = QLabel(title)
            label.setProperty("role", "soft")
            column.addWidget(label)
            if widget is not None:
                column.addWidget(widget)
        column.addLayout(self._place)
        column.addWidget(self.told)
        column.addSpacing(8)
        column.addWidget(self.buttons)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._count)
        keys = [one.key for one in self.fields]
        self.field.currentIndexChanged.connect(lambda _: self._show_editor())
        self.field.setCurrentIndex(keys.index(first) if first in keys else 0)
        self._show_editor()
        if first in keys and self.editor:
            self.editor.setFocus()  # the column is known: what one types is its new content
        style.resize(self, style.scaled(460), self.sizeHint().height())

    @property
    def current(self) -> Field:
        """The field that is to be changed."""
        return self.fields[self.field.currentIndex()]

    def _show_editor(self) -> None:
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.deleteLater()
        one, desk, ledger = self.current, self._desk, self._ledger
        self.editor = editor_for(one, lambda: picking.offered(desk.ws, ledger, one, on=desk.today()))
        (self.editor.focusProxy() or self.editor).setAccessibleName(self.tr("改为"))
        self.editor.edited.connect(self._pause.start)
        self._place.addWidget(self.editor)
        self._count()

    def _count(self) -> None:
        """How many would change, or why they cannot."""
        assert self.editor is not None
        self._pause.stop()
        one, text, many = self.current, self.editor.text(), len(self._ids)
        if not text.strip():
            # Nothing written is no wish to empty the field: that is said by Delete.
            self._say(self.tr("写上新的内容；要清空，请在表格里选中这些格按 Delete。"))
            self._ok.setEnabled(False)
            return
        if many > _COUNTED:
            self._say(self.tr("将修改选中的 {n:,} 条。").format(n=many))
            return
        try:
            outcome = records.change_many(
                self._desk.ws,
                self._ledger.key,
                {id: {one.key: text} for id in self._ids},
                today=self._desk.today(),
                year=self._desk.today().year,
                dry_run=True,
            )
        except InvalidMany as error:
            self._say(next(iter(next(iter(error.problems.values())).values())), wrong=True)
            return
        except DeskError as error:
            self._say(error.message, wrong=True)
            return
        changed = len(outcome.ids)
        if not changed:
            self._say(self.tr("选中的 {n:,} 条本来就是这样。").format(n=many))
            self._ok.setEnabled(False)
        elif changed == many:
            self._say(self.tr("将修改选中的 {n:,} 条。").format(n=many))
        else:
            self._say(
                self.tr("将修改 {n:,} 条，另有 {same:,} 条本来就是这样。").format(
                    n=changed, same=many - changed
                )
            )

    def _say(self, text: str, *, wrong: bool = False) -> None:
        assert self.editor is not None
        self.editor.set_wrong(wrong)
        self.told.setProperty("role", "problem" if wrong else "soft")
        style.restyle(self.told)
        self.told.setText(text)
        self._ok.setEnabled(not wrong)

    def accept(self) -> None:
        assert self.editor is not None
        if self._pause.isActive():
            self._count()
        if not self._ok.isEnabled():
            return
        super().accept()
        self.chosen.emit(self.current, self._shown())

    def _shown(self) -> str:
        """What was written, as it is shown once it is saved: a day without a year is one of this year."""
        assert self.editor is not None
        one, text, today = self.current, self.editor.text(), self._desk.today()
        values, problems, _ = records.read_values(self._ledger, {one.key: text}, today=today, year=today.year)
        return text if problems else show(one, values[one.key])
