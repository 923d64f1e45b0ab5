"""The frame of a dialog that lists the past: filters above, a long table, one thing in full beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from .. import style
from ..context import Desk
from ..table_model import PagedTableModel, Source
from ..widgets.empty import EmptyPlace
from ..widgets.flow import Flow
from ..widgets.plain_table import CalmTable
from ..widgets.three_parts import sheet

Say = Callable[[str, object], object]
# The list follows the filter after this pause, so that fast typing does not ask for every letter.
_PAUSE = 150
_WIDE = 720


class Listing(QDialog):
    """Asks for the ids of what fits the filters beside the window, and shows one of them in full.

    Signals:
        open_record(str, str), open_evidence(str): look at it in its tab.
    """

    open_record = Signal(str, str)
    open_evidence = Signal(str)

    def __init__(
        self, desk: Desk, title: str, source: Source, say: Say, parent: QWidget | None = None
    ) -> None:
        """`say` tells at the edge of the window, also when this dialog is closed by then."""
        super().__init__(parent)
        self._desk, self._source, self._say = desk, source, say
        self._gone = False
        self.finished.connect(self._leave)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QLineEdit()
        self.text.setProperty("role", "search")
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(lambda _: self._pause.start())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.reload)
        self.rows = PagedTableModel(parent=self)
        self.table = CalmTable()
        self.table.setModel(self.rows)
        self.table.setSortingEnabled(False)
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.table.opened.connect(lambda _row: self.activate())
        self.empty = EmptyPlace()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.full = QScrollArea()
        self.full.setWidgetResizable(True)
        self.full.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = QLabel()
        self.count.setProperty("role", "small")
        self._filters = QWidget()
        self._flow = Flow(self._filters)
        self._flow.addWidget(self.text)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addWidget(self.count, 1)
        self.parts = parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(sheet(self.stack, margins=(1, 1, 1, 1)))
        parts.addWidget(sheet(self.full, margins=(1, 1, 1, 1)))
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._filters)
        column.addWidget(parts, 1)
        column.addWidget(self.note)
        column.addLayout(self.foot)
        style.resize(self, style.scaled(1080), style.scaled(680))
        self._fit()
        parts.setSizes([300, 200])

    # --- filters -------------------------------------------------------------------------------------

    def add_filter(self, widget: QWidget) -> None:
        """Put a filter behind the others."""
        widget.setMinimumHeight(self.text.sizeHint().height())
        self._flow.addWidget(widget)

    def add_choice(self, name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
        """A filter of which one is chosen; the first means all."""
        box = QComboBox()
        box.setAccessibleName(name)
        for text, value in choices:
            box.addItem(text, value)
        box.setMaxVisibleItems(20)
        box.currentIndexChanged.connect(lambda _: self.reload())
        self.add_filter(box)
        return box

    # --- the list ------------------------------------------------------------------------------------

    def asked(self) -> Callable[[], list[int]]:
        """What finds the numbers of what is to be listed; called beside the window."""
        raise NotImplementedError

    def reload(self) -> None:
        """Ask anew what is to be listed; what was chosen stays so."""
        if self._gone:
            return
        self._pause.stop()
        kept, find = self.current, self.asked()
        self._desk.runner.run(
            lambda _monitor: [str(one) for one in find()],
            on_done=lambda ids: self._listed(ids, kept),
            quiet=True,
            key=f"past-{id(self)}",
        )

    def _listed(self, ids: list[str], kept: str) -> None:
        if self._gone:
            return
        self.rows.set_source(self._source, ids=ids)
        self._fit_columns()
        self.stack.setCurrentWidget(self.table if ids else self.empty)
        self.tell_count(len(ids))
        row = self.rows.row_of(kept) if kept else None
        if ids:
            self.table.setCurrentIndex(self.rows.index(row or 0, 0))
        else:
            self.show_one("")

    def tell(self, text: str, action: object) -> None:
        """Say what came of something, at the edge of the window and here."""
        self._say(text, action)
        if not self._gone:
            self.note.setText(text)
            self.note.setVisible(bool(text))
            self.reload()

    def _leave(self) -> None:
        self._gone = True  # what was asked for beside the window may still come

    def tell_count(self, many: int) -> None:
        """Say how many are listed."""

    def _fit_columns(self) -> None:
        """Give the columns their widths: they are known when there is a source."""

    @property
    def current(self) -> str:
        """The number of what is shown in full, "" for nothing."""
        index = self.table.currentIndex()
        return self.rows.id_at(index.row()) if index.isValid() else ""

    def chosen(self) -> list[int]:
        """The numbers of what is selected."""
        return [int(one) for one in self.rows.ids_in(self.table.selectionModel().selection())]

    def _chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.show_one(self.current)

    def show_one(self, number: str) -> None:
        """Show one thing in full ("" for nothing)."""

    def activate(self) -> None:
        """Enter or a double click on a row."""

    # --- one in full ---------------------------------------------------------------------------------

    def show_full(self, build: Callable[[QVBoxLayout], None] | None) -> None:
        """Fill the right side."""
        place = QWidget()
        place.setObjectName("scrolled")
        column = QVBoxLayout(place)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(8)
        if build:
            build(column)
        column.addStretch(1)
        self.full.setWidget(place)

    @staticmethod
    def line(column: QVBoxLayout, text: str, role: str = "") -> QLabel:
        """A text of the right side."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setMinimumWidth(1)  # a long word is broken, and not the place widened for it
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            label.setProperty("role", role)
        column.addWidget(label)
        return label

    def _fit(self) -> None:
        self.text.setFixedWidth(style.scaled(240))
        # On a small screen with large text one thing stands below the list.
        wide = self.width() >= style.scaled(_WIDE)
        self.parts.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "text"):
            self._fit()
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and hasattr(self, "foot"):
            self.reload()  # the clerk was in the window and may have changed something


def moment(iso: str) -> str:
    """A moment of the log as people read it."""
    return iso[:16].replace("T", " ")
