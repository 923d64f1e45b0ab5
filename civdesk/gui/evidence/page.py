"""影像: the pictures and files, sorted by what is to be done with them; one of them in detail."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import evidence, records
from ...errors import WrongUse
from ...store import albums as counted
from ...store import evidence as stored
from ...store.workspace import Changed
from .. import style
from ..context import Desk
from ..opening import Opener
from ..page import Page
from ..undoing import tried, undo_action
from ..widgets.choices import ChoiceList
from ..widgets.empty import EmptyPlace
from ..widgets.previews import Previews
from ..widgets.three_parts import ThreeParts, hairline, sheet
from ..widgets.undo_key import UndoKey
from ..widgets.widening import keep_usable, widened
from . import albums
from .bringing import Bringing
from .detail import EvidenceDetail
from .grid import TileView
from .large import LargeView
from .linking import LinkDialog
from .model import EvidenceModel
from .proofs import Shown
from .several import EvidenceSeveral
from .splitting import ask_split

_TABLES = frozenset({"evidence", "proof"})
_SEARCH_AFTER = 150  # milliseconds after the last key


class EvidencePage(Page):
    """Three parts: albums, tiles, one piece of evidence."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.previews = Previews(desk, self)
        self.model = EvidenceModel(desk.ws, self)
        self.choices = ChoiceList(self.tr("影像分类"))
        self.grid = TileView(self.model, self.previews)
        self.detail = EvidenceDetail(desk, self.previews)
        self.several = EvidenceSeveral()
        self.bringing = Bringing(desk, self.said.emit, self)
        self.opener = Opener(desk, self)
        self.opener.said.connect(self.said)
        self.link_dialog: LinkDialog | None = None
        self._build()
        self.large = LargeView(desk, self.previews, self.model, self)
        self._connect()
        self.setAcceptDrops(True)

    # --- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setProperty("role", "large")
        self.number = QLabel()
        self.number.setProperty("role", "soft")
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("查找"))
        self.text.setAccessibleName(self.tr("在影像里查找"))
        UndoKey(self.text)
        self.text.setClearButtonEnabled(True)
        self.text.setMaximumWidth(style.scaled(240))
        self.order = QComboBox()
        self.order.setAccessibleName(self.tr("排列"))
        for key, title in (
            ("taken", self.tr("按拍摄时间")),
            ("came", self.tr("按存入先后")),
            ("name", self.tr("按文件名")),
        ):
            self.order.addItem(title, key)
        self.add_button = QPushButton(self.tr("导入…"))
        self.add_button.setToolTip(self.tr("导入照片、视频和文件；也可以直接拖进来"))
        self.add_button.setProperty("role", "primary")
        self.head = head = QWidget()
        head.installEventFilter(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.number)
        row.addStretch(1)
        row.addWidget(self.text, 2)
        row.addWidget(self.order)
        row.addWidget(self.add_button)
        self.nothing = EmptyPlace(icon_name="photo")
        self.tiles = QStackedWidget()
        self.tiles.addWidget(self.grid)
        self.tiles.addWidget(self.nothing)
        around = QWidget()
        inner = QVBoxLayout(around)
        inner.setContentsMargins(12, 8, 0, 0)
        inner.addWidget(self.tiles)
        middle = sheet(head, hairline(), around, margins=(0, 0, 0, 8))
        self.unchosen = EmptyPlace(icon_name="photo")
        self.right = QStackedWidget()
        for widget in (self.unchosen, self.detail, self.several):
            self.right.addWidget(widget)
        self.parts = ThreeParts(
            self.desk.settings,
            "evidence",
            [sheet(self.choices, margins=(0, 8, 0, 8)), middle, sheet(self.right)],
            (widened(216), 744, widened(432)),
        )
        keep_usable(self.parts, 160, 300, 300)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.parts)

    def _connect(self) -> None:
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_SEARCH_AFTER)
        self._typing.timeout.connect(self._load)
        self.text.textChanged.connect(lambda _: self._typing.start())
        self.text.returnPressed.connect(self.grid.setFocus)
        self.order.activated.connect(lambda _: self._load())
        self.choices.chosen.connect(lambda _: self._choose_album())
        self.add_button.clicked.connect(self.add)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())
        self.model.modelReset.connect(self._show_selected)
        self.grid.opened.connect(self.open)
        self.grid.deleted.connect(lambda: self.delete(self.grid.ids()))
        self.large.moved.connect(self.grid.choose)
        self.large.closed.connect(self.grid.setFocus)
        self.large.wants_open.connect(self.opener.open)
        detail = self.detail
        detail.said.connect(self.said)
        detail.wants_large.connect(self.open)
        detail.wants_link.connect(lambda id: self.link([id]))
        detail.wants_split.connect(lambda id: ask_split(self.desk, id, self.window(), self.said.emit))
        detail.wants_delete.connect(lambda id: self.delete([id]))
        detail.wants_open.connect(self.opener.open)
        detail.wants_save_as.connect(self.opener.save_as)
        detail.proof_opened.connect(self._open_proof)
        detail.proof_taken_away.connect(self._unlink)
        self.several.filled.connect(self._fill_several)
        self.several.wants_link.connect(lambda: self.link(self.grid.ids()))
        self.several.wants_delete.connect(lambda: self.delete(self.grid.ids()))

    # --- what the main window asks -------------------------------------------------------------------

    def refresh(self, changed: Changed | None) -> None:
        if changed is not None and not self._concerns(changed):
            return
        if changed is None:
            self.previews.forget()
        found = counted.albums(self.desk.ws.reader())
        self.choices.set_rows(albums.rows(found, records.all_ledgers(self.desk.ws)))
        self._load()
        if not self.detail.reload():
            self._show_selected()

    def _concerns(self, changed: Changed) -> bool:
        return bool(changed.tables & _TABLES) or any(table.startswith("ledger") for table in changed.tables)

    def go(self, *where: object) -> None:
        """Choose evidence by id; where the filter hides it, all is shown."""
        id = str(where[0])
        if self.grid.choose(id):
            self.grid.setFocus()
            return
        self.text.clear()
        self.choices.choose("all")
        self._load()
        if self.grid.choose(id):
            self.grid.setFocus()
        else:
            self.said.emit(self.tr("这件影像已经不在了。"), None)

    def add(self) -> None:
        """Choose files to bring in."""
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("导入照片和文件"),
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation),
            self.tr("全部文件 (*);;照片 (*.jpg *.jpeg *.png *.heic *.tif *.tiff *.webp *.bmp)"),
        )
        if paths:
            self.take([Path(path) for path in paths])

    def take(self, paths: Sequence[Path]) -> None:
        """Bring these files and folders in."""
        self.bringing.take(paths)

    def back(self) -> bool:
        if self.large.isVisible():
            self.large.close_view()
            return True
        if self.text.text():
            self.text.clear()
            return True
        if self.grid.selectionModel().hasSelection():
            self.grid.clearSelection()
            return True
        return False

    def leave(self) -> None:
        self.detail.save()
        self.parts.keep()

    # --- the parts -----------------------------------------------------------------------------------

    def _choose_album(self) -> None:
        self._load()
        if self.model.rowCount() and not self.grid.selectionModel().hasSelection():
            self.grid.choose(self.model.id_at(0))

    def _load(self) -> None:
        self._typing.stop()
        text = self.text.text().strip()
        chosen = self.grid.ids()
        self.model.load(albums.filter_of(self.choices.key, text), self.order.currentData())
        row = self.choices.currentIndex().data(Qt.ItemDataRole.UserRole)
        self.title.setText(row.title if row else "")
        many = self.model.rowCount()
        self.number.setText(self.tr("{n} 件").format(n=many))
        self.tiles.setCurrentIndex(0 if many else 1)
        if not many:
            self._say_nothing(bool(text))
        kept = [id for id in chosen if self.model.row_of(id) is not None]
        if not self.grid.selectionModel().hasSelection() and len(kept) == 1:
            self.grid.choose(kept[0])
        self._show_selected()

    def _say_nothing(self, searched: bool) -> None:
        action = (self.tr("导入照片和文件…"), self.add)
        if searched:
            self.nothing.show_text(self.tr("没有找到"), self.tr("少写几个字，或者在左边换一类再找。"))
        elif self.choices.key == "unlinked":
            self.nothing.show_text(self.tr("都关联好了"), self.tr("每一件影像都说明了它证明什么。"))
        elif self.choices.key == "incomplete":
            self.nothing.show_text(
                self.tr("说明都齐了"), self.tr("每张照片都有事由、时间、地点、人物、背景、摄影者。")
            )
        else:
            self.nothing.show_text(
                self.tr("还没有影像"),
                self.tr("把 U 盘里的照片、视频、扫描件拖到这里，或者点下面的按钮。"),
                action,
            )

    def _show_selected(self) -> None:
        ids = self.grid.ids()
        before = self.detail.one
        if before is not None and ids != [before.id]:
            self.detail.save()
        if len(ids) == 1:
            try:
                self.detail.show_evidence(stored.get(self.desk.ws.reader(), ids[0]))
            except WrongUse:
                self.right.setCurrentWidget(self.unchosen)  # deleted meanwhile: the grid follows at once
                return
            self.right.setCurrentWidget(self.detail)
        elif ids:
            self.several.show_ids(ids)
            self.right.setCurrentWidget(self.several)
        else:
            self.unchosen.show_text(
                self.tr("选一张看看"),
                self.tr("方向键移动，空格看大图，\n按住 Ctrl 或 Shift 可以选几张一起填写。"),
            )
            self.right.setCurrentWidget(self.unchosen)

    # --- doing ---------------------------------------------------------------------------------------

    def open(self, id: str) -> None:
        """A photo is shown large; what only another program can show opens there, as a read-only copy."""
        try:
            one = stored.get(self.desk.ws.reader(), id)
        except WrongUse:
            return  # deleted a moment ago: the grid will follow
        (self.large.open_at if one.kind == "photo" else self.opener.open)(id)

    def link(self, ids: Sequence[str]) -> None:
        """Ask which record these prove."""
        pieces = stored.many(self.desk.ws.reader(), ids)
        if not pieces:
            return
        dialog = LinkDialog(self.desk, pieces, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._linked(list(ids), dialog))
        self.link_dialog = dialog
        dialog.open()

    def _linked(self, ids: list[str], dialog: LinkDialog) -> None:
        found = dialog.found
        if found is None:
            return
        done: list[int | None] = []
        if tried(
            lambda: done.append(evidence.link_all(self.desk.ws, ids, found.ledger, found.id, dialog.role)),
            self.said.emit,
        ):
            said = self.tr("已关联到“{title}”").format(title=found.title)
            self.said.emit(said, undo_action(self.desk, done[0], self.said.emit))

    def _unlink(self, proof: str) -> None:
        done: list[int | None] = []
        if tried(lambda: done.append(evidence.unlink(self.desk.ws, [proof])), self.said.emit):
            self.said.emit(self.tr("已取消关联"), undo_action(self.desk, done[0], self.said.emit))

    def _fill_several(self, values: dict[str, str]) -> None:
        ids, done = self.grid.ids(), list[int | None]()
        if tried(lambda: done.append(evidence.caption_all(self.desk.ws, ids, values)), self.said.emit):
            said = self.tr("已写入 {n} 件影像的说明").format(n=len(ids))
            self.said.emit(said, undo_action(self.desk, done[0], self.said.emit))

    def delete(self, ids: Sequence[str]) -> None:
        """Delete these; the message offers to take it back."""
        if not ids:
            return
        done: list[int | None] = []
        row = self.grid.currentIndex().row()
        if tried(lambda: done.append(evidence.delete(self.desk.ws, list(ids))), self.said.emit):
            said = self.tr("已删除 {n} 件影像").format(n=len(ids))
            self.said.emit(said, undo_action(self.desk, done[0], self.said.emit))
            self.model.reload()
            if self.model.rowCount():
                self.grid.choose(self.model.id_at(min(max(row, 0), self.model.rowCount() - 1)))

    def _open_proof(self, shown: Shown) -> None:
        if shown.ledger:
            self.open_record.emit(shown.ledger, shown.subject)
        else:
            self.open_indicator.emit(shown.standard, shown.subject)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.head and event.type() == QEvent.Type.Resize:
            # What is needed least goes first where there is no room.
            self.number.setVisible(self.head.width() >= style.scaled(400))
            self.order.setVisible(self.head.width() >= style.scaled(340))
        return super().eventFilter(watched, event)

    # --- dropping ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)
