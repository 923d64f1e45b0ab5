"""A new problem in one line: what, where, whose; a pasted photo is its 整改前."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...desk import problems, records
from ...desk.problems import LEDGER
from ...errors import DeskError
from ..context import Desk
from ..evidence.receiving import Received, received
from ..ledgers.form_field import FormField

# The first takes a whole line; the others stand under it as far as there is room.
_FIELDS = ("title", "place", "department", "kind", "source")


class QuickLine(QFrame):
    """The line; Enter saves it, Esc puts it away.

    Signals:
        saved(str, object, object): the id of the new problem, its operation, the photo to bring in (or None).
        put_away(): the clerk does not want it now.
    """

    saved = Signal(str, object, object)
    put_away = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._photo: Received | None = None
        book = records.ledger(desk.ws, LEDGER)
        self.fields = {key: FormField(desk, book, book.field(key), None, self) for key in _FIELDS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.fields["title"], 0, 0, 1, 2)
        for n, key in enumerate(_FIELDS[1:]):
            grid.addWidget(self.fields[key], 1 + n // 2, n % 2)
            grid.setColumnStretch(n % 2, 1)
        self.told = QLabel()
        self.told.setProperty("role", "small")
        self.told.setWordWrap(True)
        self.refusal = QLabel()
        self.refusal.setProperty("role", "problem")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.save_button = QPushButton(self.tr("登记"))
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.save)
        self.away_button = QPushButton(self.tr("取消"))
        self.away_button.clicked.connect(self.cancel)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.away_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.refusal)
        column.addLayout(foot)
        self._tell()

    @property
    def is_draft(self) -> bool:
        """Whether something was typed or pasted that is not saved."""
        return self._photo is not None or bool(self.fields["title"].editor.text().strip())

    def begin(self) -> None:
        """Go on with what is typed, or type a new one."""
        self.fields["title"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self, data: QMimeData) -> bool:
        """Keep a pasted or dropped photo for the problem; whether there was one."""
        got = received(data, self._desk.today())
        if got is None:
            return False
        self._photo = got
        self._tell()
        return True

    def _tell(self) -> None:
        if self._photo:
            said = self.tr("已带上 {n} 张整改前照片。回车登记，自动编号、定时限。").format(
                n=len(self._photo.paths)
            )
        else:
            said = self.tr("Ctrl+V 粘贴照片；回车登记，自动编号、定时限。")
        self.told.setText(said)

    def save(self) -> None:
        """Write the problem down; today, with its number and deadline."""
        texts = {
            key: field.editor.text() for key, field in self.fields.items() if field.editor.text().strip()
        }
        today = self._desk.today()
        try:
            made = problems.add(self._desk.ws, {"date": today.isoformat(), **texts}, today=today)
        except records.Invalid as error:
            for key, text in error.problems.items():
                if key in self.fields:
                    self.fields[key].say(text)
            self.begin()
            return
        except DeskError as error:
            self.refusal.setText(error.message)
            self.refusal.show()
            return
        photo = self._photo
        self._clear(keep=("place", "source"))
        self.saved.emit(made.id, made.operation, photo)

    def cancel(self) -> None:
        """Forget what was typed."""
        self._clear()
        self.put_away.emit()

    def _clear(self, keep: tuple[str, ...] = ()) -> None:
        """Empty the line; where one found one problem, the next is likely."""
        self._photo = None
        self.refusal.hide()
        for key, field in self.fields.items():
            if key not in keep:
                field.set_text("")
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)
