"""导入表格, third step: all rows with what becomes of them, and what is to be looked at."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QWidget

from ..desk.importing import Draft
from ..store.workspace import Workspace
from . import style
from .forms.ui_import_preview import Ui_ImportPreview
from .import_rows import STATES, NotesModel, Preview, RowsModel, state_word
from .import_sheets import calm

_WIDTHS = {"title": 15, "date": 7, "content": 15, "note": 10}  # characters of a field's column
_USUAL = 8


class PreviewPage(QWidget):
    """The grid of rows, filtered by what becomes of them, over the list of notes.

    Signals:
        state_chosen(str): another filter.
    """

    state_chosen = Signal(str)

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ImportPreview()
        self.ui.setupUi(self)
        self.state = "all"
        self.rows = RowsModel(ws, self)
        self.notes = NotesModel(self)
        for table, model in ((self.ui.rows, self.rows), (self.ui.notes, self.notes)):
            calm(table)
            table.setModel(model)
            table.setShowGrid(table is self.ui.rows)
        self.ui.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.ui.notes.verticalHeader().hide()
        self.ui.notes.setAlternatingRowColors(True)
        one = QFontMetrics(style.font()).horizontalAdvance("文")
        for column, wide in enumerate((5, 4, 9, 10)):
            self.ui.notes.setColumnWidth(column, wide * one + style.scaled(26))
        self.ui.notes.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.ui.parts.setStretchFactor(0, 3)
        self.ui.parts.setStretchFactor(1, 2)
        self.buttons: dict[str, QPushButton] = {
            "all": self.ui.all,
            "new": self.ui.new,
            "changed": self.ui.changed,
            "rejected": self.ui.rejected,
            "same": self.ui.same,
            "skipped": self.ui.skipped,
        }
        for state, button in self.buttons.items():
            button.clicked.connect(lambda _=False, state=state: self.show_state(state))
        self.ui.notes.activated.connect(self._go)
        self.ui.notes.selectionModel().currentRowChanged.connect(lambda now, _before: self._go(now))

    def show_draft(self, draft: Draft | None, made: Preview | None) -> None:
        """Show the rows of a draft."""
        if made and self.state != "all" and not made.places[self.state]:
            self.state = "all"
        self.rows.set_draft(draft, made, self.state)
        self.notes.set_notes(made.notes if made else [])
        self.notes.show_state(self.state)
        serious = [one.text for one in draft.report.warnings if one.serious] if draft else []
        self.ui.warning.setText("\n".join(dict.fromkeys(f"{text}。" for text in serious)))
        self.ui.warning.setVisible(bool(serious))
        counts = {state: len(made.places[state]) if made else 0 for state in STATES}
        counts["all"] = sum(counts.values())
        for state, button in self.buttons.items():
            button.setText(f"{state_word(state)} {counts[state]}")
            button.setEnabled(bool(counts[state]))
            button.setVisible(state in ("all", "new", "rejected") or bool(counts[state]))
        self.buttons[self.state].setChecked(True)
        self.ui.notes.setVisible(bool(self.notes.rowCount()))
        if draft and made:
            self._fit(draft, made)

    def show_state(self, state: str) -> None:
        """Show the rows of one state only."""
        self.state = state
        self.buttons[state].setChecked(True)
        self.rows.show_state(state)
        self.notes.show_state(state)
        self.ui.notes.setVisible(bool(self.notes.rowCount()))
        self.state_chosen.emit(state)

    def _fit(self, draft: Draft, made: Preview) -> None:
        one = QFontMetrics(style.font()).horizontalAdvance("文")
        first = self.rows.columnCount() - len(made.columns)
        changed = {one.field for one in draft.report.changes}
        for column in range(first):
            self.ui.rows.setColumnWidth(column, 6 * one + style.scaled(26))
        for at, key in enumerate(made.columns):
            wide = _WIDTHS["title" if key == draft.ledger.title_field else key] if key in _WIDTHS else _USUAL
            wide = max(wide, len(draft.ledger.field(key).title))
            if key in changed:  # 旧 → 新
                wide = 2 * wide
            self.ui.rows.setColumnWidth(first + at, wide * one + style.scaled(26))

    def _go(self, index: QModelIndex) -> None:
        """Show the row that a note is about, at the cell that is wrong."""
        if not index.isValid():
            return
        sheet, number = self.notes.place(index.row())
        place = self.rows.place_of(sheet, number) if number else -1
        if place < 0:
            return
        column = next(
            (
                c
                for c in range(self.rows.columnCount())
                if self.rows.index(place, c).data(Qt.ItemDataRole.BackgroundRole)
            ),
            0,
        )
        self.ui.rows.setCurrentIndex(self.rows.index(place, column))
        self.ui.rows.scrollTo(self.rows.index(place, column))
