"""A widget for each kind of field: what is typed goes out as text, the desk reads and judges it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QObject, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain import text as texts
from ...domain.fields import Field, Kind
from .. import style
from ..icons import icon
from ..widgets.month import month

Choices = Callable[[], Sequence[str]]


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

    def set_wrong(self, wrong: bool) -> None:
        """Mark it red, or not."""
        target = self.focusProxy() or self
        if target.property("wrong") != wrong:
            target.setProperty("wrong", wrong)
            style.restyle(target)


class Line(QLineEdit):
    """A line that leaves Ctrl+Z to the desk when there is no typing to take back."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class LineEditor(Editor):
    """One line: texts, numbers (with their unit behind), document numbers, spans of time."""

    def __init__(self, field: Field, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = Line()
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

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)


class DateEditor(LineEditor):
    """A line that takes any way to write a date, with a calendar."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, "", parent)
        self.line.setPlaceholderText(self.tr("如 2026.3.5"))
        self._open_action = QAction(icon("calendar", "soft"), self.tr("打开日历（Alt+↓）"), self)
        self._open_action.triggered.connect(self.open_calendar)
        self.line.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if _asks_for_list(event):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Show a calendar under the line."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("role", "sheet")
        calendar = month()
        shown = QDate.fromString(self.line.text(), Qt.DateFormat.ISODate)
        if shown.isValid():
            calendar.setSelectedDate(shown)
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)

        def choose(day: QDate) -> None:
            popup.close()
            self.set_text(day.toString(Qt.DateFormat.ISODate))
            self.edited.emit()
            self.left.emit()
            self.line.setFocus()

        calendar.activated.connect(choose)
        calendar.clicked.connect(choose)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()
        calendar.setFocus()


class NamesEditor(LineEditor):
    """A line with a list of known names; with `several`, names are separated by 、.

    The list is asked for when the field gets the focus: registers change while the window is open.
    """

    def __init__(self, field: Field, choices: Choices, several: bool, parent: QWidget | None = None) -> None:
        super().__init__(field, "", parent)
        self._choices, self._several = choices, several
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(10)
        self._completer.popup().setObjectName("popup")
        self._completer.setWidget(self.line)
        self._completer.activated.connect(self._take)
        self.line.textEdited.connect(self._offer)
        self.line.installEventFilter(self)
        self._open_action = QAction(icon("down", "soft"), self.tr("可选的名字（Alt+↓）"), self)
        self._open_action.triggered.connect(self.open_list)
        self.line.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        if several:
            self.line.setPlaceholderText(self.tr("可填多个，用顿号分开"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._model.setStringList(list(self._choices()))
        elif _asks_for_list(event):
            self.open_list()
            return True
        elif (
            event.type() == QEvent.Type.KeyPress
            and self._completer.popup().isVisible()
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)  # type: ignore[attr-defined]
        ):
            index = self._completer.popup().currentIndex()
            self._completer.popup().hide()
            if index.isValid():
                self._take(index.data())
                return event.key() != Qt.Key.Key_Tab  # type: ignore[attr-defined]
        return super().eventFilter(watched, event)

    def open_list(self) -> None:
        """Every known name; with `several`, a menu to tick them."""
        names = list(self._choices())
        if self._several:
            self._open_menu(names)
            return
        self.line.setFocus()
        self._model.setStringList(names)
        self._completer.setCompletionPrefix("")
        if names:
            self._completer.complete()

    def _open_menu(self, names: list[str]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = texts.split_names(self.line.text())
        for name in dict.fromkeys([*chosen, *names]):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name in chosen)
            action.toggled.connect(lambda on, name=name: self._tick(name, on))
        if not menu.isEmpty():
            menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))

    def _tick(self, name: str, on: bool) -> None:
        chosen = [one for one in texts.split_names(self.line.text()) if one != name]
        self.set_text(texts.join_names([*chosen, name] if on else chosen))
        self.edited.emit()

    def _piece(self) -> tuple[str, str]:
        """What stands before the name being typed, and that name."""
        text = self.line.text()
        if not self._several:
            return "", text
        cut = max(text.rfind(mark) for mark in "、，,；; ") + 1
        return text[:cut], text[cut:]

    def _offer(self, _text: str) -> None:
        piece = self._piece()[1].strip()
        if not piece:
            self._completer.popup().hide()
            return
        self._completer.setCompletionPrefix(piece)
        only = self._completer.completionCount() == 1 and self._completer.currentCompletion() == piece
        if self._completer.completionCount() and not only:
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def _take(self, name: str) -> None:
        self.line.setText(self._piece()[0] + name)
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
            if undo or redo:
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


class ChoiceEditor(Editor):
    """One of several words; an open one also takes another."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = _Box()
        self.box.addItems(["", *field.choices])
        self.box.setMaxVisibleItems(16)
        if field.open:
            self.box.setEditable(True)
            self.box.setLineEdit(Line())
            self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self.box.lineEdit().setPlaceholderText(self.tr("可选，也可自己填写"))
            self.box.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            self.box.completer().setFilterMode(Qt.MatchFlag.MatchContains)
            self.box.completer().popup().setObjectName("popup")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)
        self._quiet = False
        self.box.currentTextChanged.connect(self._changed)
        self.box.left.connect(self.left)

    def _changed(self, _text: str) -> None:
        if not self._quiet:
            self.edited.emit()

    def text(self) -> str:
        return self.box.currentText()

    def set_text(self, text: str) -> None:
        self._quiet = True
        place = self.box.findText(text)
        if place < 0 and not self.box.isEditable():
            # Kept as it came, before the choice was closed: nothing is lost by looking at it.
            self.box.addItem(text)
            place = self.box.count() - 1
        if place >= 0:
            self.box.setCurrentIndex(place)
        else:
            self.box.setEditText(text)
        self._quiet = False


class _Box(QComboBox):
    """A wheel over an unfocused box scrolls the form instead of changing the record."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def wheelEvent(self, event: QEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class YesNoEditor(Editor):
    """是 or 否, or neither yet: 1, 0 and Delete on the keyboard."""

    def __init__(self, _field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._buttons: list[QPushButton] = []
        for word in (self.tr("是"), self.tr("否")):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, button=button: self._clicked(button))
            button.installEventFilter(self)
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self._buttons[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            wanted = {Qt.Key.Key_1: "是", Qt.Key.Key_0: "否", Qt.Key.Key_Delete: "", Qt.Key.Key_Backspace: ""}
            key = Qt.Key(event.key())
            if key in wanted and not event.modifiers():
                self.set_text(wanted[key])
                self.edited.emit()
                return True
        return super().eventFilter(watched, event)

    def _clicked(self, button: QPushButton) -> None:
        for other in self._buttons:
            if other is not button:
                other.setChecked(False)
        self.edited.emit()

    def text(self) -> str:
        yes, no = (button.isChecked() for button in self._buttons)
        return "是" if yes else "否" if no else ""

    def set_text(self, text: str) -> None:
        self._buttons[0].setChecked(text == "是")
        self._buttons[1].setChecked(text == "否")


def _asks_for_list(event: QEvent) -> bool:
    return (
        event.type() == QEvent.Type.KeyPress
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Down
        and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    )


def editor_for(field: Field, choices: Choices) -> Editor:
    """The widget for a field; `choices` gives the known names when they are needed."""
    match field.kind:
        case Kind.LONG:
            return LongEditor(field)
        case Kind.DATE:
            return DateEditor(field)
        case Kind.CHOICE:
            return ChoiceEditor(field)
        case Kind.YES_NO:
            return YesNoEditor(field)
        case Kind.CHOICES | Kind.PEOPLE | Kind.DEPARTMENTS:
            return NamesEditor(field, choices, several=True)
        case Kind.PERSON | Kind.DEPARTMENT | Kind.PLACE:
            return NamesEditor(field, choices, several=False)
        case Kind.PERIOD:
            return LineEditor(field, QCoreApplication.translate("Editor", "如 2026年上半年、2026.1-2026.6"))
        case Kind.SPAN:
            return LineEditor(field, QCoreApplication.translate("Editor", "如 9:00-11:30"))
        case _:
            return LineEditor(field)
