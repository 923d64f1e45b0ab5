"""The proofs of an indicator itself, by role, and under them those of its records."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ...domain.ledgers import Ledger, ProofRole
from ...store.evidence import Evidence
from ...store.proofs import INDICATOR
from ..context import Desk
from ..evidence.receiving import carries
from ..ledgers.proofs_panel import ProofsPanel
from ..widgets.previews import Previews
from ..widgets.thumbs import Thumbs

# What is offered to be added to an indicator; none of it is missed.
_ROLES = ("plan", "notice", "summary", "brief", "photo", "commendation", "certificate")


class IndicatorProofs(QScrollArea):
    """Both; files may be dropped anywhere on it.

    Signals:
        said(str, object): for the edge of the window.
        open_evidence(str): look at a piece in the tab 影像.
    """

    said = Signal(str, object)
    open_evidence = Signal(str)

    def __init__(self, desk: Desk, previews: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.panel = ProofsPanel(desk, title=self.tr("这一项自己的佐证"))
        self.panel.said.connect(self.said)
        self.panel.open_evidence.connect(self.open_evidence)
        self._records = QLabel(self.tr("各条记录的佐证"))
        self._records.setProperty("role", "large")
        self.thumbs = Thumbs(previews, width=132, grows=True)
        self.thumbs.opened.connect(self.open_evidence)
        self.more = QLabel(self.tr("还有更多，请打开记录查看。"))
        self.more.setProperty("role", "small")
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in (self.panel, self._records, self.thumbs, self.more):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(inside)
        paste = QShortcut(QKeySequence("Ctrl+V"), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    def show_indicator(self, id: str) -> None:
        """Show the proofs of an indicator itself."""
        roles = tuple(ProofRole(role, 0) for role in _ROLES)
        book = Ledger(INDICATOR, self.tr("指标"), "", (), "", proofs=roles)
        self.panel.show_record(book, id)

    def show_records(self, pieces: Sequence[Evidence], *, more: bool) -> None:
        """Show what proves the records."""
        self.thumbs.set_items(pieces)
        for widget in (self._records, self.thumbs):
            widget.setVisible(bool(pieces))
        self.more.setVisible(more)

    def paste(self) -> None:
        """Ctrl+V: a screenshot or files out of the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if carries(data):
            self.panel.receive(data)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(carries(event.mimeData()))

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.panel.receive(event.mimeData())
