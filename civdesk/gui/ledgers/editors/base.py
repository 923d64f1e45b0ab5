"""What all widgets of fields share, and the plain ones: a line, several lines."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ....domain.fields import Field, Kind
from ... import style


class Editor(QWidget):
    """One field's widget.

    Signals:
        edited(): the clerk changed the text.
        left(): the focus went elsewhere; what was typed may be tidied.
    """

    edited = Signal()
    left = Signal()

    def text(self) -> str:
        """What stands there, as typed."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show a text without telling."""
        raise NotImplementedError

    def propose(self, text: str) -> None:
        """Offer a text in grey, which → takes over while nothing is typed; "" for none."""

    @property
    def choosing(self) -> bool:
        """Whether a list is open, so that what stands there is only a way to find something."""
        return False

    def set_wrong(self, wrong: bool) -> None:
        """Mark it red, or not."""
        target = self.focusProxy() or self
        if target.property("wrong") != wrong:
            target.setProperty("wrong", wrong)
            style.restyle(target)


def leaves_paste(event: QKeyEvent) -> bool:
    """Whether a paste is none of text: files or a screenshot, which whoever is around takes as evidence."""
    if not event.matches(QKeySequence.StandardKey.Paste):
        return False
    data = QGuiApplication.clipboard().mimeData()
    files = any(url.isLocalFile() for url in data.urls())
    return files or (data.hasImage() and not data.hasText())


class Line(QLineEdit):
    """A line that leaves Ctrl+Z to the desk when there is no typing to take back.

    Signals:
        left(): the focus went elsewhere.
        taken(): → was pressed on a proposal.
    """

    left = Signal()
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal = ""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo or leaves_paste(event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Right and not event.modifiers() and self.proposal and not self.text():
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class LineEditor(Editor):
    """One line: texts, numbers (with their unit behind), document numbers, spans of time."""

    def __init__(self, field: Field, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = Line()
        self._hint = hint
        self.line.setPlaceholderText(hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        if field.kind in (Kind.INTEGER, Kind.AMOUNT):
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        if field.unit:
            unit = QLabel(field.unit)
            unit.setProperty("role", "soft")
            row.addWidget(unit)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.line.left.connect(self.left)
        self.line.taken.connect(self._take_proposal)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def propose(self, text: str) -> None:
        self.line.proposal = text
        shown = QCoreApplication.translate("Editor", "{text}　按 → 填入").format(text=text)
        self.line.setPlaceholderText(shown if text else self._hint)

    def _take_proposal(self) -> None:
        self.line.setText(self.line.proposal)
        self.edited.emit()


class LongEditor(Editor):
    """Several lines; Tab goes to the next field."""

    def __init__(self, _field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = _Area()
        self.area.setTabChangesFocus(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.area)
        self.setFocusProxy(self.area)
        self._quiet = False
        self.area.textChanged.connect(self._changed)
        self.area.left.connect(self.left)

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def text(self) -> str:
        return self.area.toPlainText()

    def set_text(self, text: str) -> None:
        if text != self.area.toPlainText():
            self._quiet = True
            self.area.setPlainText(text)
            self._quiet = False


class _Area(QPlainTextEdit):
    """Three lines high, more when more is in it."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def _fit(self) -> None:
        lines = max(3, min(10, int(self.document().size().height())))
        height = QFontMetrics(self.font()).lineSpacing() * lines + style.scaled(18)
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo or leaves_paste(event):
                event.ignore()
                return False
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
