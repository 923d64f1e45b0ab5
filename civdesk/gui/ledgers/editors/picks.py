"""A line with a list to pick from, found by Chinese or by the first letters of its pinyin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ....desk.picking import Pick
from ....domain import pinyin
from ....domain import text as texts
from ....domain.fields import LIST_KINDS, Field, Kind
from ... import style
from ...icons import icon
from .base import LineEditor
from .dates import asks_for_list

Choices = Callable[[], Sequence[str | Pick]]

_MARK = int(Qt.ItemDataRole.UserRole) + 1
_LINES = 10
# Where letters may well be meant as they stand (LED屏, A座), Tab leaves them.
_LITERAL = frozenset({Kind.TEXT, Kind.PLACE})
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Listed(QAbstractListModel):
    """What is offered at the moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picks: list[Pick] = []

    def show(self, picks: list[Pick]) -> None:
        self.beginResetModel()
        self.picks = picks
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.picks)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        pick = self.picks[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{pick.name}　{pick.mark}".rstrip()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return pick.name
        return pick.mark if role == _MARK else None


class _Marked(QStyledItemDelegate):
    """The name on the left, a word about it in grey on the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().paint(painter, option, index)
        mark = index.data(_MARK)
        if mark:
            painter.save()
            painter.setFont(style.font("small"))
            chosen = option.state & QStyle.StateFlag.State_Selected
            painter.setPen(style.colour("accent_deep" if chosen else "faint"))
            area = option.rect.adjusted(0, 0, -style.scaled(10), 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, mark)
            painter.restore()


class PickEditor(LineEditor):
    """One name, word or text; of a kind that holds several, separated by 、.

    The list is read when it is first wanted after the field got the focus: registers change while the
    window is open. ↓ opens it, Enter takes; typing filters it. With several it stays open to tick more.
    """

    def __init__(self, field: Field, choices: Choices, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(field, hint, parent)
        self._field, self._choices = field, choices
        self._several = field.kind in LIST_KINDS
        self._read: list[Pick] | None = None
        self._ticking = False
        self._listed = _Listed(self)
        self._completer = QCompleter(self._listed, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_LINES)
        self._completer.setWidget(self.line)
        self._popup = self._completer.popup()
        self._popup.setObjectName("popup")
        self._popup.setUniformItemSizes(True)  # 5,000 names would be measured one by one
        self._popup.setItemDelegate(_Marked(self._popup))
        self._completer.activated.connect(self._take)
        self._popup.installEventFilter(self)  # before the completer's own: the later one is asked first
        self.line.installEventFilter(self)
        self.line.textEdited.connect(lambda _: self._offer())
        self.line.left.connect(self._trim)
        if field.kind is not Kind.TEXT:
            action = QAction(icon("down", "soft"), self.tr("可选的内容（↓）"), self)
            action.triggered.connect(self.open_list)
            self.line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    @property
    def offered(self) -> list[str]:
        """What the open list shows; empty when it is closed."""
        return [pick.name for pick in self._listed.picks] if self._popup.isVisible() else []

    @property
    def choosing(self) -> bool:
        return self._popup.isVisible()

    def text(self) -> str:
        text = self.line.text()
        return text.rstrip("、 ") if self._several else text

    def set_text(self, text: str) -> None:
        if text != self.text():
            super().set_text(text)

    def _trim(self) -> None:
        """The 、 that waited for another name goes."""
        if self.line.text() != self.text():
            self.line.setText(self.text())

    # --- the list ------------------------------------------------------------------------------------

    def open_list(self) -> bool:
        """Show everything that can be picked; whether there is anything."""
        self.line.setFocus()
        picks = self._picks()
        self._ticking = self._several
        if picks:
            self._show(self._ticked(picks), self._row_of(picks))
        return bool(picks)

    def _picks(self) -> list[Pick]:
        if self._read is None:
            offered = self._choices() or self._field.choices
            self._read = [Pick(one) if isinstance(one, str) else one for one in offered]
        return self._read

    def _ticked(self, picks: list[Pick]) -> list[Pick]:
        chosen = set(self._chosen()) if self._several else ()
        return [Pick(one.name, self.tr("✓ 已选")) if one.name in chosen else one for one in picks]

    def _row_of(self, picks: list[Pick]) -> int:
        """Where one begins: at what stands there, else at the top."""
        now = "" if self._several else self.line.text().strip()
        return next((n for n, one in enumerate(picks) if one.name == now), 0)

    def _show(self, picks: list[Pick], row: int) -> None:
        self._listed.show(picks)
        self._completer.complete()
        self._make_room()
        self._popup.setCurrentIndex(self._listed.index(row) if row >= 0 else QModelIndex())

    def _make_room(self) -> None:
        """A short list without a scroll bar: the completer leaves out what the style puts around it."""
        lines = min(len(self._listed.picks), _LINES) * self._popup.sizeHintForRow(0)
        around = self._popup.height() - self._popup.viewport().height()
        short = lines + around - self._popup.height()
        if short > 0:
            above = self._popup.y() < self.line.mapToGlobal(QPoint(0, 0)).y()
            self._popup.resize(self._popup.width(), self._popup.height() + short)
            if above:
                self._popup.move(self._popup.x(), self._popup.y() - short)

    def _offer(self) -> None:
        """Follow the typing: show what it may mean."""
        self._ticking = False
        piece = self._piece()[1].strip()
        found = [
            (at, pick) for pick in self._picks() if (at := pinyin.found_at(piece, pick.name)) is not None
        ]
        if not piece or not found or (len(found) == 1 and found[0][1].name == piece):
            self._popup.hide()
            return
        found.sort(key=lambda one: (bool(one[1].mark), one[0] > 0))
        # Letters are a way to pick, Chinese may be what is meant: it is only taken when one goes to it.
        self._show([pick for _, pick in found], 0 if piece.isascii() and piece.isalpha() else -1)

    def _piece(self) -> tuple[str, str]:
        """What stands before the name being typed, and that name."""
        text = self.line.text()
        if not self._several:
            return "", text
        marks = "、，,；;" if self._field.kind is Kind.CHOICES else "、，,；; "
        cut = max(text.rfind(mark) for mark in marks) + 1
        return text[:cut], text[cut:]

    def _chosen(self) -> list[str]:
        split = texts.split_list if self._field.kind is Kind.CHOICES else texts.split_names
        return split(self.line.text())

    def _take(self, name: str) -> None:
        if not self._several:
            self.line.setText(name)
        elif self._ticking:
            chosen = self._chosen()
            chosen = [one for one in chosen if one != name] if name in chosen else [*chosen, name]
            self.line.setText(texts.join_names(chosen) + ("、" if chosen else ""))
            following = self._popup.currentIndex().row() + 1
            QTimer.singleShot(0, self, lambda: self._go_on(following))
        else:
            self.line.setText(self._piece()[0] + name + "、")
        self.edited.emit()

    def _go_on(self, row: int) -> None:
        """The list stays open for the next one to be ticked."""
        if self._ticking and self.line.hasFocus():
            picks = self._ticked(self._picks())
            self._show(picks, min(row, len(picks) - 1))

    # --- keys ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusIn:
            if not self._popup.isVisible():
                self._read = None
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self._popup.isVisible():
                event.accept()  # it closes the list, not the record
                return True
        elif (
            watched is self.line
            and event.type() == QEvent.Type.MouseButtonRelease
            and self._field.choices
            and not self._popup.isVisible()
        ):
            QTimer.singleShot(0, self, self.open_list)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """What the list does with a key; True where that is all."""
        key = event.key()
        if not self._popup.isVisible():
            plain_down = (
                key == Qt.Key.Key_Down and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            )
            return (plain_down or asks_for_list(event)) and self.open_list()
        index = self._popup.currentIndex()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            last = len(self._listed.picks) - 1
            row = index.row() + (1 if key == Qt.Key.Key_Down else -1)
            self._popup.setCurrentIndex(self._listed.index(max(0, min(row, last))))
            return True
        if key in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.close_list()
                return False
            self._popup.hide()
            if index.isValid():
                self._take(index.data())
            return True
        if key == Qt.Key.Key_Tab:
            typed = not self._ticking and index.isValid() and self._field.kind not in _LITERAL
            self.close_list()
            if typed and self._piece()[1].strip():
                self._take(index.data())
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Backtab):
            self.close_list()
            return key == Qt.Key.Key_Escape
        return False

    def close_list(self) -> None:
        """Put the list away; nothing is taken."""
        self._ticking = False
        self._popup.hide()
