"""The proofs of one record by role: what is there, what is wanted, adding and opening them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from ...desk import evidence
from ...domain.ledgers import Ledger
from ...errors import DeskError
from ...store import evidence as pieces
from ...store import proofs
from ...store.evidence import Evidence
from ...store.proofs import Proof
from ..context import Desk
from ..evidence.bringing import Bringing
from ..evidence.receiving import Received, carries, received
from ..evidence.splitting import ask_split
from ..icons import icon
from ..opening import Opener
from ..undoing import undo_action
from ..widgets.count import CountChip
from ..widgets.links import link as as_link
from ..widgets.previews import Previews
from ..widgets.thumbs import Thumbs


class RoleRow(QWidget):
    """One role: its name, how many of how many, its pictures; files may be dropped on it.

    Signals:
        wants_files(str): the clerk asked to add files in this role.
        dropped(str, object): files or a picture were dropped on it, as QMimeData.
    """

    wants_files = Signal(str)
    dropped = Signal(str, object)

    def __init__(self, previews: Previews, role: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.setAcceptDrops(True)
        name = QLabel(title)
        self.count = CountChip()
        add = QPushButton(icon("add", "soft"), self.tr("添加"))
        add.setProperty("role", "quiet")
        add.setAutoDefault(False)
        add.setAccessibleName(self.tr("添加{role}").format(role=title))
        add.clicked.connect(lambda: self.wants_files.emit(self.role))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(add)
        self.thumbs = Thumbs(previews, grows=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.thumbs)

    def show_items(self, items: Sequence[Evidence], wanted: int) -> None:
        """Show what is there of what is wanted."""
        self.count.set_count(len(items), wanted)
        self.thumbs.set_items(items)
        self.thumbs.setVisible(bool(items))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(self.role, event.mimeData())


class ProofsPanel(QWidget):
    """All roles of a ledger for one record.

    Signals:
        said(str, object): for the edge of the window.
        open_evidence(str): look at a piece in the tab 影像.
        told(str): what is there and what is missing, in one line.
    """

    said = Signal(str, object)
    open_evidence = Signal(str)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self._desk = desk
        self._previews = Previews(desk, self)
        self._bringing = Bringing(desk, self.said.emit, self)
        self._opener = Opener(desk, self)
        self._opener.said.connect(self.said)
        self._ledger: Ledger | None = None
        self._record = ""
        # Set by whoever can: saves a new record so that something can be linked to it.
        self.save_first: Callable[[], bool] = lambda: False
        self._links: list[Proof] = []
        self._rows: dict[str, RoleRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._head = QLabel(title or self.tr("佐证"))
        self._head.setProperty("role", "large")
        self._column.addWidget(self._head)
        self._hint = QLabel()
        self._hint.setProperty("role", "faint")
        self._hint.setWordWrap(True)
        self._column.addWidget(self._hint)
        self._others = QLabel()
        self._others.setWordWrap(True)
        self._others.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self._others.linkActivated.connect(self.choose_files)
        self._column.addWidget(self._others)

    def show_record(self, ledger: Ledger, record: str) -> None:
        """Show the proofs of a record; "" for a new one, which has to be saved first."""
        self._ledger, self._record = ledger, record
        self.reload()

    def reload(self) -> None:
        """Read the links anew."""
        ledger = self._ledger
        if ledger is None:
            return
        db = self._desk.ws.reader()
        self._links = proofs.of_subject(db, ledger.key, self._record) if self._record else []
        files = {one.id: one for one in pieces.many(db, list({link.evidence for link in self._links}))}
        by_role: dict[str, list[Evidence]] = defaultdict(list)
        for link in self._links:
            if link.evidence in files:
                by_role[link.role].append(files[link.evidence])
        wanted = {one.role: one.wanted for one in ledger.proofs}
        shown = [role for role in wanted if wanted[role] or by_role.get(role)]
        shown += [role for role in by_role if role not in shown]
        self._make_rows(shown)
        for role, row in self._rows.items():
            row.show_items(by_role.get(role, ()), wanted.get(role, 0))
        self.told.emit(self._line(wanted, by_role) if self._record else "")
        offered = [role for role in wanted if role not in shown]
        if "other" not in shown:
            offered.append("other")
        self._offer(offered)
        hint = self.tr("把照片、扫描件拖到对应的一行就能添加，截图直接粘贴（Ctrl+V）；双击打开副本。")
        if not self._record:
            hint = self.tr("拖来或粘贴（Ctrl+V）照片、扫描件时，先保存这条记录，再添加。")
        self._hint.setText(hint)

    def _line(self, wanted: Mapping[str, int], there: Mapping[str, Sequence[Evidence]]) -> str:
        titles = evidence.roles()
        missing = [
            f"{titles[role].title} {n - len(there.get(role, ()))}"
            for role, n in wanted.items()
            if n > len(there.get(role, ()))
        ]
        if missing:
            return self.tr("佐证还差：{roles}").format(roles="、".join(missing))
        many = sum(len(items) for items in there.values())
        return (
            self.tr("佐证 {n} 件，齐了").format(n=many)
            if any(wanted.values())
            else (self.tr("佐证 {n} 件").format(n=many) if many else "")
        )

    def _make_rows(self, roles: Sequence[str]) -> None:
        if list(self._rows) == list(roles):
            return
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = {}
        titles = evidence.roles()
        for n, role in enumerate(roles):
            row = RoleRow(self._previews, role, titles[role].title if role in titles else role)
            row.wants_files.connect(self.choose_files)
            row.dropped.connect(self._dropped)
            row.thumbs.opened.connect(self._opener.open)
            row.thumbs.menu_wanted.connect(partial(self._menu, role))
            self._column.insertWidget(2 + n, row)
            self._rows[role] = row

    def _offer(self, roles: Sequence[str]) -> None:
        titles = evidence.roles()
        links = "　".join(as_link(role, titles[role].title) for role in roles)
        self._others.setText(self.tr("还可以添加：{roles}").format(roles=links))
        self._others.setVisible(bool(roles))

    def row(self, role: str) -> RoleRow:
        """The row of a role that is shown."""
        return self._rows[role]

    # --- adding --------------------------------------------------------------------------------------

    def choose_files(self, role: str) -> None:
        """Ask for files to add in a role."""
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.tr("添加{role}").format(role=evidence.roles()[role].title)
        )
        if paths:
            self.add_files(role, [Path(path) for path in paths])

    def add_files(self, role: str, paths: Sequence[Path]) -> None:
        """Bring files in as proofs of the record; a new one is saved first."""
        self._add(role, Received(list(paths)))

    def receive(self, data: QMimeData) -> None:
        """Take what was dropped beside the rows or pasted: into the role that has the focus, else a picture
        that is no file into the first role for pictures, and files where their kind belongs."""
        at = self.focusWidget()
        focused = next((role for role, row in self._rows.items() if at and row.isAncestorOf(at)), "")
        files = any(url.isLocalFile() for url in data.urls())
        self._dropped(focused or ("" if files else self._picture_role()), data)

    def _dropped(self, role: str, data: QMimeData) -> None:
        got = received(data, self._desk.today())
        if got:
            self._add(role, got)

    def _picture_role(self) -> str:
        roles = [one.role for one in self._ledger.proofs] if self._ledger else []
        pictures = [role for role in roles if role in evidence.roles() and evidence.roles()[role].pictures]
        return "" if "photo" in roles or not pictures else pictures[0]

    def _add(self, role: str, got: Received) -> None:
        if self._ledger is None or not (self._record or self.save_first()):
            return
        record = (self._ledger.key, self._record)
        self._bringing.take(got.paths, record=record, role=role, hold=got.folder)

    # --- one piece -----------------------------------------------------------------------------------

    def _menu(self, role: str, id: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("打开副本"), lambda: self._opener.open(id))
        menu.addAction(self.tr("另存为…"), lambda: self._opener.save_as(id))
        menu.addAction(self.tr("在影像中查看"), lambda: self.open_evidence.emit(id))
        if any(one.id == id and one.format == "pdf" for one in self._rows[role].thumbs.pictures.items):
            menu.addAction(self.tr("按页拆分…"), lambda: self.split(id))
        menu.addSeparator()
        menu.addAction(self.tr("取消关联（文件仍在影像里）"), lambda: self.unlink(role, id))
        menu.popup(place)

    def split(self, id: str) -> None:
        """Ask how a scanned PDF is to be cut into several proofs of this record."""
        record = (self._ledger.key, self._record) if self._ledger else None
        ask_split(self._desk, id, self.window(), self.said.emit, record)

    def unlink(self, role: str, id: str) -> None:
        """Take the selected pieces of a role (or this one) off the record; the files stay."""
        chosen = set(self._rows[role].thumbs.chosen_ids()) | {id}
        links = [link.id for link in self._links if link.role == role and link.evidence in chosen]
        try:
            operation = evidence.unlink(self._desk.ws, links)
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        undo = undo_action(self._desk, operation, self.said.emit)
        self.said.emit(self.tr("已取消关联 {n} 件，文件仍在影像里。").format(n=len(links)), undo)
