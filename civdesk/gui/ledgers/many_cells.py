"""What is done to several cells at once: copy, fill down, empty, one value for many records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ...desk import records
from ...desk.records import InvalidMany, ManySaved
from ...domain import fields
from ...domain.fields import Field
from ...domain.ledgers import Ledger
from ...errors import DeskError
from ...store import ledgers
from ..context import Desk
from ..undoing import undo_action
from .grid import RecordGrid

# So many records are changed or copied while one waits; more of them beside the window.
_AT_ONCE = 500

Changes = Mapping[str, Mapping[str, str]]


class ManyCells(QObject):
    """Works on what is chosen in the grid; each verb is one operation that 撤销 takes back.

    Signals:
        said(str, object): for the edge of the window.
        done(): records were changed, or refused.
    """

    said = Signal(str, object)
    done = Signal()

    def __init__(self, desk: Desk, grid: RecordGrid) -> None:
        super().__init__(grid)
        self._desk, self._grid = desk, grid
        self.ledger: Ledger | None = None
        grid.wants_copy.connect(self.copy)
        grid.wants_fill.connect(self.fill_down)
        grid.wants_clear.connect(self.clear)

    def chosen_fields(self) -> list[Field]:
        """The fields of the chosen columns, without the proofs."""
        return [f for n in self._grid.chosen_columns() if (f := self._grid.field_at(n))]

    # --- copying -------------------------------------------------------------------------------------

    def copy(self, with_heads: bool = False) -> None:
        """Ctrl+C: the chosen cells as a spreadsheet program takes them, whole texts and not what fits."""
        ledger, ids, chosen = self.ledger, self._grid.chosen_ids(), self.chosen_fields()
        if ledger is None or not ids or not chosen:
            return
        head = [[self._head(one) for one in chosen]] if with_heads else []
        ws = self._desk.ws

        def read() -> str:
            rows = [
                [fields.show(one, record.values.get(one.key)) for one in chosen]
                for record in ledgers.records(ws.reader(), ledger, ids)
            ]
            return tab_separated([*head, *rows])

        def take(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.said.emit(
                self.tr("已复制 {rows:,} 行 × {columns} 列。").format(rows=len(ids), columns=len(chosen)),
                None,
            )

        if len(ids) <= _AT_ONCE:
            take(read())
        else:
            self._desk.runner.run(lambda _monitor: read(), on_done=take, title=self.tr("正在复制"))

    def _head(self, one: Field) -> str:
        return f"{one.title}（{one.unit}）" if one.unit else one.title

    # --- changing ------------------------------------------------------------------------------------

    def fill_down(self) -> None:
        """Ctrl+D: the topmost chosen cells go into those below; of one row alone, what stands above it."""
        ledger, ids, chosen = self.ledger, self._grid.chosen_ids(), self.chosen_fields()
        if ledger is None or not ids or not chosen:
            return
        if len(ids) == 1:
            row = self._grid.paged.row_of(ids[0]) or 0
            if row == 0:
                self.said.emit(self.tr("上面没有可以照抄的一行。"), None)
                return
            ids = [self._grid.paged.id_at(row - 1), *ids]
        if self._grid.whole_rows:
            self.said.emit(self.tr("请先选中要向下填充的格子，不是整行。"), None)
            return
        shown = records.shown(ledger, records.get(self._desk.ws, ledger.key, ids[0]))
        raw = {one.key: shown[one.key] for one in chosen}
        titles = "、".join(one.title for one in chosen)
        self.change(
            dict.fromkeys(ids[1:], raw),
            self.tr("向下填充《{ledger}》：{titles}").format(ledger=ledger.title, titles=titles),
            self.tr("已向下填充“{titles}”").format(titles=titles),
        )

    def clear(self) -> None:
        """Delete on cells: they are emptied; the records stay."""
        ledger, ids, chosen = self.ledger, self._grid.chosen_ids(), self.chosen_fields()
        if ledger is None or not ids or not chosen:
            return
        titles = "、".join(one.title for one in chosen)
        self.change(
            {id: {one.key: "" for one in chosen} for id in ids},
            self.tr("清空《{ledger}》：{titles}").format(ledger=ledger.title, titles=titles),
            self.tr("已清空“{titles}”（要删除整条，先按 Shift+空格选中整行）").format(titles=titles),
        )

    def set_value(self, ids: Sequence[str], one: Field, text: str) -> None:
        """批量修改: one value into a field of many records."""
        assert self.ledger is not None
        self.change(
            {id: {one.key: text} for id in ids},
            self.tr("批量修改《{ledger}》：{title}").format(ledger=self.ledger.title, title=one.title),
            self.tr("已把“{title}”改为“{text}”").format(title=one.title, text=text or self.tr("空白")),
        )

    def change(
        self,
        changes: Changes,
        title: str,
        said: str,
        on_refused: Callable[[InvalidMany], object] | None = None,
    ) -> None:
        """Change records as one operation called `title`, and say `said` with how many it were."""
        ledger, ws, today = self.ledger, self._desk.ws, self._desk.today()
        assert ledger is not None
        if not ws.writable:
            self.said.emit(self.tr("这个工作区是以只读方式打开的，不能修改。"), None)
            return

        def work() -> ManySaved:
            return records.change_many(ws, ledger.key, changes, today=today, title=title)

        def saved(outcome: ManySaved) -> None:
            self._tell(outcome, said)
            self.done.emit()

        def refused(error: DeskError) -> None:
            if isinstance(error, InvalidMany) and on_refused:
                on_refused(error)
            else:
                self.said.emit(error.message, None)
            self.done.emit()

        if len(changes) > _AT_ONCE:
            self._desk.runner.run(lambda _monitor: work(), on_done=saved, on_error=refused, title=title)
            return
        try:
            outcome = work()
        except DeskError as error:
            refused(error)
        else:
            saved(outcome)

    def _tell(self, outcome: ManySaved, said: str) -> None:
        if outcome.operation is None:
            self.said.emit(self.tr("没有要改的：内容本来就是这样。"), None)
            return
        text = self.tr("{said}：{n:,} 条。").format(said=said, n=len(outcome.ids))
        if outcome.warnings:
            text += "；".join(outcome.warnings.values()) + "。"
        self.said.emit(text, undo_action(self._desk, outcome.operation, self.said.emit))


def tab_separated(rows: Sequence[Sequence[str]]) -> str:
    """Rows as spreadsheet programs put them on the clipboard: cells with breaks between quotes."""
    return "\n".join("\t".join(_cell(text) for text in row) for row in rows)


def _cell(text: str) -> str:
    if any(mark in text for mark in "\t\n\r"):
        return '"' + text.replace('"', '""') + '"'
    return text
