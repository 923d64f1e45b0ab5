"""One cell of a round: what is asked, what was found, in words, its photos, its problem."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.forms import Item, show_points
from ...domain.rounds import BAD, GOOD, NONE, SIGNS, Answer, shown
from .. import style
from ..evidence.receiving import carries
from ..icons import icon
from ..widgets.chip import StateChip
from ..widgets.previews import Previews
from ..widgets.three_parts import hairline
from ..widgets.thumbs import Thumbs


class _Note(QPlainTextEdit):
    """Signals:
    done(): the focus goes elsewhere, or Ctrl+Enter, or Esc was pressed.
    back(): the keyboard goes back to the grid.
    """

    done = Signal()
    back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) and not (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.done.emit()


class CellDetail(QWidget):
    """Signals:
    put(str): the cell is ✓ ✗ — now.
    noted(str): words about it.
    back(): the keyboard goes back to the grid.
    wants_problem(): make a problem of it, or open the one that is there.
    dropped(object): files or a picture for it, as QMimeData.
    wants_photos(): choose photos for it.
    open_evidence(str): look at a photo.
    """

    put = Signal(str)
    noted = Signal(str)
    back = Signal()
    wants_problem = Signal()
    dropped = Signal(object)
    wants_photos = Signal()
    open_evidence = Signal(str)

    def __init__(self, previews: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._text = ""
        self.subject, self.title, self.standard = QLabel(), QLabel(), QLabel()
        self.subject.setProperty("role", "soft")
        self.title.setProperty("role", "large")
        self.standard.setProperty("role", "soft")
        for label in (self.subject, self.title, self.standard):
            label.setWordWrap(True)
        self.marks = QButtonGroup(self)
        self.marks.setExclusive(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        for n, (result, text) in enumerate(
            ((GOOD, self.tr("✓ 合格")), (BAD, self.tr("✗ 不合格")), (NONE, self.tr("— 无此项")))
        ):
            button = QPushButton(text)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            button.clicked.connect(lambda _=False, sign=SIGNS[result]: self.put.emit(sign))
            self.marks.addButton(button, n)
            row.addWidget(button)
        row.addStretch(1)
        self.value = QLabel()
        self.value.setProperty("role", "title")
        self.note = _Note()
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(self.tr("查到的情况（F2）：哪里、怎样"))
        self.note.setAccessibleName(self.tr("说明"))
        self.note.done.connect(self._tell)
        self.note.back.connect(self.back)
        self.state = StateChip("pending")
        self.problem_text = QLabel()
        self.problem_text.setWordWrap(True)
        self.problem_button = QPushButton()
        self.problem_button.clicked.connect(self.wants_problem)
        head = QHBoxLayout()
        head.setSpacing(8)
        name = QLabel(self.tr("整改"))
        name.setProperty("role", "large")
        head.addWidget(name)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.problem_button)
        self.photo_button = QPushButton(icon("add", "soft"), self.tr("添加照片"))
        self.photo_button.setProperty("role", "quiet")
        self.photo_button.clicked.connect(self.wants_photos)
        self.photos = Thumbs(previews, grows=True)
        self.photos.opened.connect(self.open_evidence)
        self.hint = QLabel(self.tr("整改前的照片拖到这里，截图直接粘贴（Ctrl+V），会自动转为问题。"))
        self.hint.setProperty("role", "faint")
        self.hint.setWordWrap(True)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        for widget in (self.subject, self.title, self.standard):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.value)
        column.addWidget(self.note)
        column.addSpacing(4)
        column.addWidget(hairline())
        column.addLayout(head)
        column.addWidget(self.problem_text)
        column.addWidget(self.photos)
        column.addWidget(self.photo_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.hint)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.body)
        self._fit()

    def _fit(self) -> None:
        self.note.setFixedHeight(style.scaled(92))

    def show_cell(self, item: Item | None, answer: Answer | None, standard: str, *, closed: bool) -> None:
        """Show a cell; nothing without one. `standard`: the subject's own."""
        self.body.setVisible(item is not None and answer is not None)
        if item is None or answer is None:
            return
        self.subject.setText(answer.subject or self.tr("整体"))
        self.subject.setVisible(bool(answer.subject))
        points = self.tr("{n} 分").format(n=show_points(item.points)) if item.points else ""
        self.title.setText(item.title)
        told = [standard, item.standard, points, self.tr("红线项") if item.red_line else ""]
        self.standard.setText("\n".join(text for text in told if text))
        self.standard.setVisible(bool(self.standard.text()))
        marks = item.how == "yes_no"
        for n, result in enumerate((GOOD, BAD, NONE)):
            button = self.marks.button(n)
            button.setVisible(marks)
            button.setEnabled(not closed)
            button.setChecked(answer.result == result)
        self.value.setVisible(not marks and item.how != "text")
        self.value.setText(shown(item, answer) or self.tr("未填"))
        self.note.setReadOnly(closed)
        if not self.note.hasFocus() or self.note.toPlainText() == self._text:
            self._text = answer.note
            if self.note.toPlainText() != answer.note:
                self.note.setPlainText(answer.note)
        bad = answer.result == BAD
        self.problem_button.setVisible(bad or bool(answer.problem))
        self.photo_button.setVisible(bad or bool(answer.problem))
        self.hint.setVisible(bad and not answer.problem)
        self.photos.setVisible(bool(answer.problem))
        if not answer.problem:
            self.state.hide()
            self.problem_button.setText(self.tr("转为问题（F8）"))
            self.problem_button.setProperty("role", "primary")
            text = self.tr("这一项不合格，还没有转入整改。") if bad else self.tr("这一项没有问题。")
            self.problem_text.setText(text)
        style.restyle(self.problem_button)

    def show_problem(self, title: str, state: str, photos: list[object]) -> None:
        """Show the problem of the cell: its title, its state, its photos."""
        self.state.set_state(state)
        self.state.show()
        self.problem_text.setText(title)
        self.problem_button.setText(self.tr("打开（F8）"))
        self.problem_button.setProperty("role", "quiet")
        style.restyle(self.problem_button)
        self.photos.set_items(photos)  # type: ignore[arg-type]
        self.photos.setVisible(bool(photos))

    def _tell(self) -> None:
        text = self.note.toPlainText().strip()
        if text != self._text and not self.note.isReadOnly():
            self._text = text
            self.noted.emit(text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())


def as_mime(data: object) -> QMimeData:
    """What a signal carried."""
    assert isinstance(data, QMimeData)
    return data
