"""The grid of a round: items down, subjects across; marks by single keys, text and pictures pasted."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ...domain.forms import Form, Item, show_points
from ...domain.rounds import BAD, EMPTY, NONE, Answer, Round, by_subject, shown
from .. import style

_CELL = int(Qt.ItemDataRole.UserRole)
_LEAST, _WIDEST = 5, 12  # characters of a column
_ITEMS = 14  # characters of the column of items
_FILL, _FILL_ALL = QKeySequence("Ctrl+Shift+G"), QKeySequence("Ctrl+G")
_OURS = (_FILL, _FILL_ALL, QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter"))


class RoundModel(QAbstractTableModel):
    """The answers of a round.

    Signals:
        typed(str, str, str): item, subject and what was typed in an editor.
    """

    typed = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.round: Round | None = None
        self.form: Form | None = None
        self.items: list[Item] = []
        self.subjects: list[str] = []
        self._answers: dict[tuple[str, str], Answer] = {}
        self._heads: list[str] = []

    def show_round(self, form: Form | None, round: Round | None) -> None:
        """Show a round; where it is the same one, the cells that differ are told and nothing is lost."""
        items = [form.item(key) for key in round.items] if form and round else []
        subjects = list(round.subjects) if round else []
        answers = {(one.item, one.subject): one for one in round.answers} if round else {}
        same = (items, subjects) == (self.items, self.subjects) and (round and round.id) == (
            self.round and self.round.id
        )
        heads = self._told(form, round) if form and round else []
        if not same:
            self.beginResetModel()
        self.round, self.form, self.items, self.subjects = round, form, items, subjects
        self._answers, self._heads = answers, heads
        if not same:
            self.endResetModel()
        elif items and subjects:
            self.dataChanged.emit(self.index(0, 0), self.index(len(items) - 1, len(subjects) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(subjects) - 1)

    def _told(self, form: Form, round: Round) -> list[str]:
        got = by_subject(form, round)
        heads = []
        for name in round.subjects:
            points = got[name]
            told = f"{show_points(points.got)}/{show_points(points.possible)}" if points.possible else " "
            title = name or self.tr("检查结果")
            heads.append(f"{title}\n{told}")
        return heads

    def answer(self, index: QModelIndex) -> Answer | None:
        """The answer of a cell."""
        if not index.isValid():
            return None
        return self._answers.get((self.items[index.row()].key, self.subjects[index.column()]))

    def place(self, item: str, subject: str) -> QModelIndex:
        """The cell of an item at a subject; an invalid index where there is none."""
        keys = [one.key for one in self.items]
        if item in keys and subject in self.subjects:
            return self.index(keys.index(item), self.subjects.index(subject))
        return QModelIndex()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.subjects)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        answer = self.answer(index)
        if answer is None:
            return None
        item = self.items[index.row()]
        if role == _CELL:
            return item, answer
        if role in (0, int(Qt.ItemDataRole.EditRole)):
            return shown(item, answer)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return answer.note or None
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            told = shown(item, answer) or self.tr("未填")
            return "　".join(filter(None, (answer.subject, item.title, told, answer.note)))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == 0:
            return self._heads[section] if orientation == Qt.Orientation.Horizontal else self._item(section)
        if role == int(Qt.ItemDataRole.ToolTipRole) and orientation == Qt.Orientation.Vertical:
            return "\n".join(filter(None, (self.items[section].title, self.items[section].standard)))
        return None

    def _item(self, row: int) -> str:
        item = self.items[row]
        more = self.tr("（{n}分）").format(n=show_points(item.points)) if item.points else ""
        return item.title + more + (self.tr("（红线）") if item.red_line else "")

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.round and not self.round.closed:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def setData(self, index: QModelIndex, value: object, role: int = 2) -> bool:
        self.typed.emit(self.items[index.row()].key, self.subjects[index.column()], str(value))
        return True


class _Cells(QStyledItemDelegate):
    """A mark in the middle; behind it a dot for words, a bar for a problem."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        found = index.data(_CELL)
        if found is None:
            return
        item, answer = found
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        bad = answer.result == BAD
        ground = "warn_soft" if bad else "accent_soft" if chosen else ""
        if ground:
            painter.fillRect(option.rect, style.colour(ground))
        ink = "warn" if bad else "faint" if answer.result in (NONE, EMPTY) else "accent_deep"
        text = shown(item, answer)
        if item.how == "text":
            ink = "ink"
        painter.setFont(style.font(bold=bad))
        painter.setPen(style.colour(ink))
        area = option.rect.adjusted(style.scaled(6), 0, -style.scaled(6), 0)
        told = QFontMetrics(painter.font()).elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width()
        )
        left = item.how == "text"
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, told)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        dot = style.scaled(6)
        if answer.note and item.how != "text":
            painter.setBrush(style.colour("soft"))
            painter.drawEllipse(QRect(option.rect.right() - 2 * dot, option.rect.top() + dot, dot, dot))
        if answer.problem:
            painter.setBrush(style.state_look("pending").solid)
            bar = QRect(
                option.rect.left() + 1,
                option.rect.bottom() - style.scaled(3),
                option.rect.width() - 2,
                style.scaled(3),
            )
            painter.drawRect(bar)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(style.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        return QLineEdit(parent)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())


class RoundGrid(QTableView):
    """The grid and its keys.

    Signals:
        put(str, str, str): item, subject, what it is (✓ ✗ — or what was typed).
        wants_note(), wants_problem(): F2, F8 (or p) on the current cell.
        wants_fill(object): the rest of a subject is good (Ctrl+Shift+G), of all (None, Ctrl+G).
        wants_close(): the round is done (Ctrl+Enter).
        pasted(object): cells (item, subject, text) from the clipboard.
        pictured(): pictures or files are on the clipboard for the current cell.
        moved(): another cell is current.
    """

    put = Signal(str, str, str)
    wants_note = Signal()
    wants_problem = Signal()
    wants_fill = Signal(object)
    wants_close = Signal()
    pasted = Signal(object)
    pictured = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RoundModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(self.tr("检查表"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setHighlightSections(False)
            head.setSectionsClickable(False)
        self.verticalHeader().setObjectName("items")
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.rows.typed.connect(self.put)
        self.rows.modelReset.connect(self._begin)

    # --- where ---------------------------------------------------------------------------------------

    def current(self) -> Answer | None:
        """The answer of the current cell."""
        return self.rows.answer(self.currentIndex())

    def _begin(self) -> None:
        self.fit()
        if self.rows.items and self.rows.subjects and not self.go_on():
            self.setCurrentIndex(self.rows.index(0, 0))
        self.moved.emit()

    def go_on(self) -> bool:
        """Go to the first cell that nothing was said of; False where there is none."""
        for column in range(len(self.rows.subjects)):
            for row, item in enumerate(self.rows.items):
                index = self.rows.index(row, column)
                answer = self.rows.answer(index)
                if item.judged and answer is not None and not answer.result:
                    self.setCurrentIndex(index)
                    return True
        return False

    def fit(self) -> None:
        """Columns as wide as their names, rows as high as their items, within limits."""
        metrics = QFontMetrics(style.font())
        one = metrics.horizontalAdvance("文")
        text = any(item.how == "text" for item in self.rows.items)
        for column, name in enumerate(self.rows.subjects):
            wide = max(_LEAST, min(_WIDEST, len(name) + 1), 14 if text and len(self.rows.subjects) < 4 else 0)
            self.setColumnWidth(column, wide * one + style.scaled(12))
        longest = max(
            (
                metrics.horizontalAdvance(str(self.rows.headerData(n, Qt.Orientation.Vertical)))
                for n in range(len(self.rows.items))
            ),
            default=0,
        )
        self.verticalHeader().setFixedWidth(min(longest, _ITEMS * one) + style.scaled(30))
        lines = 2 if longest > _ITEMS * one else 1
        self.verticalHeader().setDefaultSectionSize(metrics.height() * lines + style.scaled(14))
        self.horizontalHeader().setFixedHeight(metrics.height() * 2 + style.scaled(14))
        two = 2 * self.verticalHeader().defaultSectionSize() + style.scaled(16)  # and the bar below
        self.setMinimumHeight(self.horizontalHeader().height() + two)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "rows"):
            self.fit()

    def down(self) -> None:
        """The next cell below; after the last the first of the next subject."""
        at = self.currentIndex()
        if not at.isValid():
            return
        row, column = at.row() + 1, at.column()
        if row >= len(self.rows.items):
            row, column = 0, column + 1
        if column < len(self.rows.subjects):
            self.setCurrentIndex(self.rows.index(row, column))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:  # Enter, as in a spreadsheet
            self.down()

    # --- keys ----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (
                QKeySequence(event.keyCombination()) in _OURS
                or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_F8)
                or event.matches(QKeySequence.StandardKey.Paste)
            )
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._took(event):
            super().keyPressEvent(event)

    def _took(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
            return True
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return True
        keys = QKeySequence(event.keyCombination())
        if keys in _OURS:
            if keys == _FILL:
                if self.currentIndex().isValid():
                    self.wants_fill.emit(self.rows.subjects[self.currentIndex().column()])
            elif keys == _FILL_ALL:
                self.wants_fill.emit(None)
            else:
                self.wants_close.emit()
            return True
        key = event.key()
        if key == Qt.Key.Key_F2:
            self.wants_note.emit()
            return True
        if key == Qt.Key.Key_F8:
            self.wants_problem.emit()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self.down()
            return True
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        return plain and self._typed(event)

    def _typed(self, event: QKeyEvent) -> bool:
        index = self.currentIndex()
        answer = self.rows.answer(index)
        if answer is None:
            return False
        item, text = self.rows.items[index.row()], event.text()
        if event.key() == Qt.Key.Key_Delete:
            self._put_all("")
            return True
        if item.how == "text" and text.strip() and text.isprintable():
            self._edit(index, text)
            return True
        if text.lower() == "p":
            self.wants_problem.emit()
            return True
        if item.how == "yes_no":
            mark = {"1": "✓", " ": "✓", "0": "✗", "x": "✗", "-": "—"}.get(text.lower(), "")
        else:
            mark = {" ": "✓" if item.how == "score" else "0"}.get(text, "")
            if text.isdigit() or (text == "-" and item.how == "score"):
                self._edit(index, text)
                return True
            mark = "—" if text == "-" else mark
        if not mark:
            return text.isprintable() and text != ""
        self._put_all(mark)
        # What is bad waits for words, a photo, F8; everything else goes on.
        if mark != "✗" and len(self.selectedIndexes()) == 1:
            self.down()
        return True

    def _put_all(self, mark: str) -> None:
        cells = [
            (self.rows.items[i.row()].key, self.rows.subjects[i.column()], mark)
            for i in self.selectedIndexes()
        ]
        if len(cells) > 1:
            self.pasted.emit(cells)
        elif cells:
            self.put.emit(*cells[0])

    def _edit(self, index: QModelIndex, text: str) -> None:
        if not self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.put.emit(self.rows.items[index.row()].key, self.rows.subjects[index.column()], text)
            return
        self.edit(index)
        line = self.indexWidget(index)
        if isinstance(line, QLineEdit):
            line.setText(text)

    # --- the clipboard -------------------------------------------------------------------------------

    def _copy(self) -> None:
        chosen = self.selectedIndexes()
        if not chosen:
            return
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        lines = [
            "\t".join(str(self.rows.index(row, column).data() or "") for column in columns) for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        files = any(url.isLocalFile() for url in data.urls())
        if files or (data.hasImage() and not data.hasText()):
            self.pictured.emit()
            return
        at = self.currentIndex()
        if not at.isValid() or not data.hasText():
            return
        cells = []
        for n, line in enumerate(data.text().rstrip("\n").split("\n")):
            for m, text in enumerate(line.split("\t")):
                row, column = at.row() + n, at.column() + m
                if row < len(self.rows.items) and column < len(self.rows.subjects):
                    cells.append((self.rows.items[row].key, self.rows.subjects[column], text.strip()))
        self.pasted.emit(cells)
