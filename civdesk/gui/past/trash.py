"""回收站: what was deleted, what stood in it, and bringing it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QPushButton, QVBoxLayout, QWidget

from ...desk import records, trash
from ...desk.trash import Restored
from ...store.workspace import Workspace
from ..context import Desk
from ..table_model import Column
from ..undoing import undo_action
from .listing import Listing, Say, moment

_REASONS = 5


class TrashSource:
    """What is in the bin as rows of a table."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        word = QCoreApplication.translate
        self.columns: Sequence[Column] = (
            Column("title", word("Trash", "名称")),
            Column("place", word("Trash", "原来在")),
            Column("day", word("Trash", "日期")),
            Column("at", word("Trash", "删除时间")),
            Column("who", word("Trash", "操作人")),
        )

    def ids(self, order: str, descending: bool) -> list[str]:
        return [str(one) for one in trash.ids(self._ws)]

    def rows(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        found = trash.items(self._ws, [int(one) for one in ids])
        return {str(i.change): (i.title, i.place, i.day, moment(i.at), i.who) for i in found}


class TrashDialog(Listing):
    """The bin, filtered by text, kind and ledger; Enter brings back what is selected."""

    def __init__(self, desk: Desk, say: Say, ledger: str = "", parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("Trash", "回收站")
        super().__init__(desk, title, TrashSource(desk.ws), say, parent)
        self.text.setPlaceholderText(self.tr("找删除了的内容"))
        self.text.setAccessibleName(self.tr("找删除了的内容"))
        kinds = [(word, word) for word in trash.KINDS]
        self.kind = self.add_choice(self.tr("种类"), [(self.tr("全部种类"), ""), *kinds])
        books = [(book.title, key) for key, book in records.all_ledgers(desk.ws).items()]
        self.ledger = self.add_choice(self.tr("台账"), [(self.tr("全部台账"), ""), *books])
        self.undone = QCheckBox(self.tr("包括撤销掉的"))
        self.undone.setChecked(True)
        self.undone.toggled.connect(lambda _: self.reload())
        self.ledger.setCurrentIndex(max(self.ledger.findData(ledger), 0))
        self.add_filter(self.undone)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.restore_button = QPushButton()
        self.restore_button.setProperty("role", "primary")
        self.restore_button.clicked.connect(lambda: self.activate())
        self.close_button = QPushButton(self.tr("关闭"))
        self.close_button.clicked.connect(self.close)
        for button in (self.restore_button, self.close_button):
            button.setAutoDefault(False)
            self.foot.addWidget(button)
        every = QShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll), self.table)
        every.setContext(Qt.ShortcutContext.WidgetShortcut)
        every.activated.connect(self.table.selectAll)
        self._tell_empty()
        self._label()
        self.reload()

    def asked(self) -> Callable[[], list[int]]:
        kind, ledger = self.kind.currentData(), self.ledger.currentData()
        text, undone = self.text.text(), self.undone.isChecked()
        ws = self._desk.ws
        self._tell_empty()
        return lambda: trash.ids(ws, kind=kind, ledger=ledger, text=text, undone=undone)

    def _tell_empty(self) -> None:
        narrowed = self.text.text().strip() or self.kind.currentData() or self.ledger.currentData()
        if narrowed:
            self.empty.show_text(self.tr("回收站里没有这样的内容"), self.tr("换个词或放宽条件再找。"))
        else:
            self.empty.show_text(
                self.tr("回收站是空的"), self.tr("删除的记录、影像、任务都会留在这里，随时可以恢复。")
            )

    def tell_count(self, many: int) -> None:
        self.count.setText(self.tr("{n:,} 项").format(n=many))
        self._label()

    def _fit_columns(self) -> None:
        self.table.set_widths(0, 7, 6, 9, 5)

    def _label(self) -> None:
        many = len(self.chosen())
        text = self.tr("恢复选中的 {n:,} 项").format(n=many) if many > 1 else self.tr("恢复")
        self.restore_button.setText(text)
        self.restore_button.setEnabled(many > 0 and self._desk.ws.writable)

    # --- one thing -----------------------------------------------------------------------------------

    def show_one(self, number: str) -> None:
        self._label()
        looked = trash.look(self._desk.ws, int(number)) if number else None
        self.show_full((lambda column: self._tell(column, looked)) if looked else None)

    def _tell(self, column: QVBoxLayout, looked: trash.Looked) -> None:
        item = looked.item
        self.line(column, item.title, "large")
        said = self.tr("{place}　{at} {who}").format(place=item.place, at=moment(item.at), who=item.who)
        self.line(column, said, "small")
        self.line(column, item.by, "small")
        if looked.obstacle:
            self.line(column, self.tr("现在还不能恢复：{why}").format(why=looked.obstacle), "warning")
        column.addSpacing(6)
        for title, text in looked.contents:
            self.line(column, f"{title}：{text}")
        if looked.proofs:
            column.addSpacing(6)
            head = self.tr("一起恢复的佐证关联 {n} 条").format(n=len(looked.proofs))
            self.line(column, head, "soft")
            for text in looked.proofs:
                self.line(column, text, "small")

    def activate(self) -> None:
        """恢复: everything that is selected, as one step."""
        wanted = self.chosen()
        if not wanted or not self._desk.ws.writable:
            return
        self.restore_button.setEnabled(False)
        self._desk.runner.run(
            lambda monitor: trash.restore(self._desk.ws, wanted, monitor),
            on_done=self._restored,
            on_error=lambda error: self.tell(error.message, None),
            on_stopped=self.reload,
            title=self.tr("正在恢复 {n:,} 项").format(n=len(wanted)),
        )

    def _restored(self, done: Restored) -> None:
        parts = []
        if done.restored:
            name = done.restored[0].title
            parts.append(
                self.tr("已恢复“{name}”。").format(name=name)
                if len(done.restored) == 1
                else self.tr("已恢复“{name}”等 {n:,} 项。").format(name=name, n=len(done.restored))
            )
        for item, reason in done.refused[:_REASONS]:
            parts.append(self.tr("“{name}”没有恢复：{why}").format(name=item.title, why=reason))
        if len(done.refused) > _REASONS:
            parts.append(self.tr("还有 {n:,} 项没有恢复。").format(n=len(done.refused) - _REASONS))
        parts += done.notes[:_REASONS]
        self.tell("".join(parts), undo_action(self._desk, done.operation, self.tell))
