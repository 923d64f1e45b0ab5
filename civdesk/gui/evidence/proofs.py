"""What one piece of evidence proves: a line for each link, to go there or to take it away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...desk import assessing, evidence, records
from ...domain import fields
from ...errors import DeskError
from ...store import proofs
from ...store.proofs import INDICATOR
from ...store.workspace import Workspace
from .. import style
from ..icons import icon
from ..widgets.link import ElidedLink


@dataclass(frozen=True, slots=True)
class Shown:
    """A link in words: the role, the title and day of the record, the ledger (or standard) that holds it."""

    id: str
    role: str
    title: str
    day: str
    where: str
    ledger: str  # "" for an indicator
    subject: str  # id of the record, or code of the indicator
    standard: str = ""


def shown_proofs(ws: Workspace, id: str) -> list[Shown]:
    """What evidence proves, in the order it was linked."""
    db = ws.reader()
    found = []
    for proof in proofs.of_evidence(db, id):
        role = evidence.roles()[proof.role].title if proof.role in evidence.roles() else proof.role
        if proof.subject_kind == INDICATOR:
            found += _indicator(ws, proof.id, role, proof.subject)
            continue
        try:
            book = records.ledger(ws, proof.subject_kind)
            values = records.get(ws, proof.subject_kind, proof.subject).values
        except DeskError:
            continue
        title = fields.show(book.field(book.title_field), values.get(book.title_field))
        day = fields.show(book.field(book.date_field), values.get(book.date_field)) if book.date_field else ""
        found.append(
            Shown(proof.id, role, title.replace("\n", " "), day, book.title, book.key, proof.subject)
        )
    return found


def _indicator(ws: Workspace, id: str, role: str, subject: str) -> Iterator[Shown]:
    for listed in assessing.all_standards(ws):
        for one in assessing.standard(ws, listed.key).indicators:
            if one.id == subject:
                title = f"{one.code} {one.title}"
                yield Shown(id, role, title, "", listed.title, "", one.code, listed.key)


def told_by_record(ws: Workspace, shown: Shown) -> dict[str, str]:
    """What a record says of a picture of it, by the columns of the caption."""
    try:
        book = records.ledger(ws, shown.ledger)
        values = records.get(ws, shown.ledger, shown.subject).values
    except DeskError:
        return {}
    sources = {
        "title": book.title_field,
        "event": book.title_field,
        "time": book.date_field,
        "place": "place",
        "people": "participants",
    }
    told = {
        column: fields.show(book.field(key), values.get(key)).replace("\n", " ")
        for column, key in sources.items()
        if key in book.keys
    }
    return {column: text for column, text in told.items() if text}


class ProofLines(QWidget):
    """The lines.

    Signals:
        opened(Shown): go to the record or indicator.
        taken_away(str): the id of the link to be taken away.
    """

    opened = Signal(object)
    taken_away = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[Shown] | None = None

    def show_lines(self, lines: list[Shown]) -> None:
        """Show these links; the same ones again are left as they are."""
        if lines == self._lines:
            return
        self._lines = lines
        while taken := self._column.takeAt(0):
            taken.widget().deleteLater()
        for line in lines:
            self._column.addWidget(self._line(line))
        if not lines:
            empty = QLabel(self.tr("还没有关联到任何记录，检查时看不到它证明了什么。"))
            empty.setProperty("role", "warning")
            empty.setWordWrap(True)
            self._column.addWidget(empty)

    def _line(self, line: Shown) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        role = QLabel(line.role)
        role.setProperty("role", "tag")
        title = ElidedLink(line.title)
        title.setToolTip(self.tr("打开《{where}》：{title}").format(where=line.where, title=line.title))
        title.clicked.connect(lambda: self.opened.emit(line))
        day = QLabel(line.day or line.where)
        day.setProperty("role", "small")
        away = QToolButton()
        away.setIcon(icon("close", "soft"))
        away.setIconSize(QSize(style.scaled(16), style.scaled(16)))
        away.setToolTip(self.tr("取消关联（文件仍在，可撤销）"))
        away.setAccessibleName(self.tr("取消关联：{title}").format(title=line.title))
        away.clicked.connect(lambda: self.taken_away.emit(line.id))
        across.addWidget(role)
        across.addWidget(title, 1)
        across.addWidget(day)
        across.addWidget(away, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
