"""The photos of a problem, before and after side by side; each place takes dropped and pasted ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...store import evidence as stored
from ...store import proofs
from ...store.evidence import Evidence
from .. import style
from ..context import Desk
from ..evidence.picture import Picture
from ..evidence.receiving import carries
from ..icons import icon
from ..widgets.previews import Previews

LEDGER = "problem"


class PhotoPlace(QWidget):
    """The photos of one role: the first one large, arrows to the others, a place to drop on when empty.

    Signals:
        dropped(str, object): the role and what was dropped, as QMimeData.
        wants_files(str): the clerk asked to choose files for the role.
        opened(str): a photo was clicked.
    """

    dropped = Signal(str, object)
    wants_files = Signal(str)
    opened = Signal(str)

    def __init__(
        self, desk: Desk, previews: Previews, role: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.role, self._title = role, title
        self.items: list[Evidence] = []
        self._at = 0
        self.setAcceptDrops(True)
        self.head = QLabel(title)
        self.head.setProperty("role", "soft")
        self.add_button = QPushButton(icon("add", "soft"), "")
        self.add_button.setProperty("role", "quiet")
        self.add_button.setToolTip(self.tr("添加{role}照片").format(role=title))
        self.add_button.setAccessibleName(self.tr("添加{role}照片").format(role=title))
        self.add_button.clicked.connect(lambda: self.wants_files.emit(self.role))
        self.next_button = QPushButton()
        self.next_button.setProperty("role", "quiet")
        self.next_button.clicked.connect(lambda: self._show(self._at + 1))
        self.picture = Picture()
        self.picture.attach(desk, previews)
        self.picture.clicked.connect(self._open)
        self.picture.setCursor(Qt.CursorShape.PointingHandCursor)
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.empty = _Empty(self.tr("把照片拖到这里\n或点一下选择"), self)
        self.empty.clicked.connect(lambda: self.wants_files.emit(self.role))
        self.places = QStackedWidget()
        self.places.addWidget(self.picture)
        self.places.addWidget(self.empty)
        self.caption = QLabel()
        self.caption.setProperty("role", "small")
        self.caption.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.head, 1)
        head.addWidget(self.next_button)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.places)
        column.addWidget(self.caption)
        column.addStretch(1)

    def show_items(self, items: Sequence[Evidence]) -> None:
        """Show these photos, from the first one."""
        same = [one.id for one in items] == [one.id for one in self.items]
        self.items = list(items)
        self.places.setFixedHeight(style.scaled(150))
        self._show(self._at if same else 0)

    def _show(self, at: int) -> None:
        many = len(self.items)
        self._at = at % many if many else 0
        one = self.items[self._at] if many else None
        self.picture.show_evidence(one)
        self.places.setCurrentIndex(0 if one else 1)
        self.next_button.setVisible(many > 1)
        self.next_button.setText(f"{self._at + 1}/{many}")
        self.next_button.setToolTip(self.tr("下一张"))
        self.caption.setText("　".join(filter(None, ((one.taken_at or "")[:10], one.title))) if one else "")
        self.caption.setVisible(bool(self.caption.text()))

    def _open(self) -> None:
        if self.items:
            self.opened.emit(self.items[self._at].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.items:
            self._open()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(self.role, event.mimeData())


class _Empty(QLabel):
    """Where a photo is missing.

    Signals:
        clicked(): it was clicked.
    """

    clicked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "drop")
        self.setWordWrap(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(style.scaled(160), style.scaled(140))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class Photos(QWidget):
    """整改前 and 整改后 of one problem.

    Signals:
        dropped(str, object), wants_files(str), opened(str): as of a place.
    """

    dropped = Signal(str, object)
    wants_files = Signal(str)
    opened = Signal(str)

    def __init__(self, desk: Desk, previews: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.before = PhotoPlace(desk, previews, "before", self.tr("整改前"))
        self.after = PhotoPlace(desk, previews, "after", self.tr("整改后"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for n, place in enumerate((self.before, self.after)):
            grid.addWidget(place, 0, n)
            grid.setColumnStretch(n, 1)
            place.dropped.connect(self.dropped)
            place.wants_files.connect(self.wants_files)
            place.opened.connect(self.opened)

    def show_record(self, id: str) -> None:
        """Show the photos of a problem."""
        db = self._desk.ws.reader()
        links = proofs.of_subject(db, LEDGER, id)
        files = {one.id: one for one in stored.many(db, [link.evidence for link in links])}
        for place in (self.before, self.after):
            place.show_items(
                [files[one.evidence] for one in links if one.role == place.role and one.evidence in files]
            )

    @property
    def ids(self) -> list[str]:
        """All photos, those before first."""
        return [one.id for one in (*self.before.items, *self.after.items)]

    def role_for(self, data: QMimeData, *, closed: bool) -> str:
        """Where a pasted picture belongs: before, until there is one or the problem is mended."""
        at = self.focusWidget()
        if at and self.after.isAncestorOf(at):
            return "after"
        if at and self.before.isAncestorOf(at):
            return "before"
        return "after" if self.before.items or closed else "before"
