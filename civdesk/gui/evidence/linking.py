"""Choosing the record that evidence proves: the ledger, a few words, the record, the role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from shiboken6 import isValid

from ...desk import assessing, evidence, records, searching
from ...domain import fields
from ...domain.ledgers import Ledger
from ...store import albums, ledgers
from ...store.evidence import Evidence
from ...store.proofs import INDICATOR
from ...store.workspace import Workspace
from .. import style
from ..context import Desk
from ..forms.ui_link_dialog import Ui_LinkDialog

_LIMIT = 80
_USER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Found:
    """A record that may be meant; or an indicator, whose ledger is "indicator"."""

    ledger: str
    id: str
    title: str
    where: str


def candidates(ws: Workspace, ledger: str, text: str, day: str) -> list[Found]:
    """Records that hold `text`, of one ledger or (with "") of all; without a text those dated nearest to
    the day the picture was taken on, or the latest ones."""
    if ledger == INDICATOR:
        return _indicators(ws, text)
    books = records.all_ledgers(ws)
    db = ws.reader()
    if text and not ledger:
        hits = searching.find(ws, text, _LIMIT * 2).hits
        ids = {hit.id: hit.place for hit in hits if hit.kind == "record"}
        found: list[Found] = []
        for key in dict.fromkeys(ids.values()):
            wanted = [id for id, place in ids.items() if place == key]
            found += _found(books[key], ledgers.records(db, books[key], wanted))
        return found[:_LIMIT]
    offered = [book for book in books.values() if not (book.register or book.hidden)]
    chosen = [books[ledger]] if ledger else offered
    if text:
        ids_of = ledgers.ids(db, chosen[0], text=text)[:_LIMIT]
        return _found(chosen[0], ledgers.records(db, chosen[0], ids_of))
    if day:
        near = sorted(
            (days, book.position, id, book.key)
            for book in chosen
            for id, days in albums.records_near(db, book, day, _LIMIT if ledger else 12)
        )[:_LIMIT]
        ids_in = {key: [id for _, _, id, place in near if place == key] for *_, key in near}
        shown = {
            (one.ledger, one.id): one
            for key, wanted in ids_in.items()
            for one in _found(books[key], ledgers.records(db, books[key], wanted))
        }
        return [shown[key, id] for _, _, id, key in near if (key, id) in shown]
    latest: list[Found] = []
    for book in chosen:
        share = _LIMIT if ledger else 3
        latest += _found(book, ledgers.records(db, book, ledgers.ids(db, book)[:share]))
    return latest[:_LIMIT]


def _indicators(ws: Workspace, text: str) -> list[Found]:
    """The indicators of the active standards whose code, title or demand holds the text."""
    found = [
        Found(INDICATOR, one.id, f"{one.code}　{one.title}", one.asked or listed.title)
        for listed in assessing.all_standards(ws)
        if listed.active
        for one in assessing.standard(ws, listed.key).indicators
        if text in f"{one.code} {one.title} {one.asked}"
    ]
    return found[:_LIMIT]


def _found(book: Ledger, rows: Iterable[ledgers.Record]) -> list[Found]:
    found = []
    for record in rows:
        title = fields.show(book.field(book.title_field), record.values.get(book.title_field))
        parts = [f"《{book.title}》"]
        keys = dict.fromkeys((book.date_field, "department", "place"))
        parts += [
            fields.show(book.field(key), record.values.get(key)) for key in keys if key and key in book.keys
        ]
        found.append(Found(book.key, record.id, title.replace("\n", " "), "　".join(filter(None, parts))))
    return found


class _Hits(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: list[Found] = []

    def set_found(self, found: list[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        one = self.found[index.row()]
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            return f"{one.title}　{one.where}"
        return one if role == _USER else None


class _TwoLines(QStyledItemDelegate):
    """The title, and under it the ledger, the day and the place."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        height = QFontMetrics(style.font()).height() + QFontMetrics(style.font("small")).height()
        return QSize(0, height + style.scaled(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        one: Found = index.data(_USER)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, style.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, style.colour("raised"))
        area = option.rect.adjusted(style.scaled(12), style.scaled(6), -style.scaled(12), -style.scaled(6))
        for text, role, ink, side in (
            (one.title, "base", "ink", Qt.AlignmentFlag.AlignTop),
            (one.where, "small", "soft", Qt.AlignmentFlag.AlignBottom),
        ):
            font = style.font(role)
            painter.setFont(font)
            painter.setPen(style.colour(ink))
            line = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, side | Qt.AlignmentFlag.AlignLeft, line)


class LinkDialog(QDialog):
    """Asks for a record and a role. `found` and `role` are the answer when it was accepted."""

    def __init__(self, desk: Desk, pieces: Sequence[Evidence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ui = Ui_LinkDialog()
        self.ui.setupUi(self)
        style.resize(self, style.scaled(640), style.scaled(560))
        self._day = (pieces[0].taken_at or "")[:10]
        self._books = records.all_ledgers(desk.ws)
        ui = self.ui
        what = pieces[0].title or pieces[0].name
        if len(pieces) > 1:
            ui.hint.setText(
                self.tr("把“{what}”等 {n} 件作为哪条记录的佐证？").format(what=what, n=len(pieces))
            )
        else:
            ui.hint.setText(self.tr("把“{what}”作为哪条记录的佐证？").format(what=what))
        ui.ledger.addItem(self.tr("全部台账"), "")
        for book in self._books.values():
            if not book.hidden:
                ui.ledger.addItem(book.title, book.key)
        ui.ledger.addItem(self.tr("测评指标"), INDICATOR)
        self._default_role = {"photo": "photo", "video": "video"}.get(pieces[0].kind, "other")
        self._chose_role = False
        self._hits = _Hits(self)
        ui.hits.setModel(self._hits)
        ui.hits.setItemDelegate(_TwoLines(ui.hits))
        ui.hits.setMouseTracking(True)
        ui.ledger.currentIndexChanged.connect(lambda _: self._search())
        ui.text.textChanged.connect(lambda _: self._search())
        ui.hits.selectionModel().currentChanged.connect(lambda *_: self._current_changed())
        ui.hits.doubleClicked.connect(lambda _: self.accept())
        ui.role.activated.connect(lambda _: setattr(self, "_chose_role", True))
        ui.linkButton.clicked.connect(self.accept)
        ui.cancelButton.clicked.connect(self.reject)
        self._offer_roles(None)
        self._search()
        ui.text.setFocus()

    @property
    def found(self) -> Found | None:
        """The chosen record."""
        index = self.ui.hits.currentIndex()
        return self._hits.found[index.row()] if index.isValid() else None

    @property
    def role(self) -> str:
        """The key of the chosen role."""
        return str(self.ui.role.currentData())

    def _search(self) -> None:
        ledger, text = str(self.ui.ledger.currentData()), self.ui.text.text().strip()
        self.desk.runner.run(
            lambda _monitor: candidates(self.desk.ws, ledger, text, self._day),
            on_done=self._show,
            quiet=True,
            key="link-candidates",
        )

    def _show(self, found: list[Found]) -> None:
        if not isValid(self):
            return  # closed while the records were being looked for
        self._hits.set_found(found)
        if found:
            self.ui.hits.setCurrentIndex(self._hits.index(0))
        day = date.fromisoformat(self._day) if self._day else None
        if not found:
            said = self.tr("没有找到。可以先到“台账”里新增这条记录。")
        elif self.ui.text.text().strip() or self.ui.ledger.currentData() == INDICATOR:
            said = self.tr("找到 {n} 条").format(n=len(found))
        elif day:
            said = self.tr("日期离拍摄那天（{m}月{d}日）最近的记录排在前面").format(m=day.month, d=day.day)
        else:
            said = self.tr("列出的是最近的记录，输入几个字可以查找")
        self.ui.foot.setText(said)
        self._current_changed()

    def _current_changed(self) -> None:
        found = self.found
        self.ui.linkButton.setEnabled(found is not None)
        self._offer_roles(found.ledger if found else None)

    def _offer_roles(self, ledger: str | None) -> None:
        """All roles, those that the ledger asks for first."""
        kept = self.role if self._chose_role else self._default_role
        asked = [proof.role for proof in self._books[ledger].proofs] if ledger in self._books else []
        keys = list(dict.fromkeys([*asked, *evidence.roles()]))
        self.ui.role.clear()
        for key in keys:
            self.ui.role.addItem(evidence.roles()[key].title, key)
        # A photo of a problem is most likely the one that shows what was wrong.
        if not self._chose_role and kept == "photo" and "photo" not in asked and asked:
            kept = next((key for key in asked if evidence.roles()[key].pictures), kept)
        self.ui.role.setCurrentIndex(max(0, self.ui.role.findData(kept)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The arrows move in the list while one types.
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._hits.found:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = max(0, min(self.ui.hits.currentIndex().row() + step, len(self._hits.found) - 1))
            self.ui.hits.setCurrentIndex(self._hits.index(row))
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        if self.found is not None:
            super().accept()
