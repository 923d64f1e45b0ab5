"""Pasting rows from Excel or WPS: over existing cells, or as new records."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ...desk import importing
from ...desk.importing import PasteReport
from ...desk.records import InvalidMany
from ...domain.fields import Field
from ...domain.ledgers import Ledger
from ...domain.text import normal
from ...errors import DeskError
from ..context import Desk
from ..undoing import undo_action
from .grid import RecordGrid
from .many_cells import ManyCells
from .paste_dialog import PasteDialog, Trouble


class Pasting(QObject):
    """Ctrl+V in the grid, and “粘贴为新记录”.

    Signals:
        said(str, object): for the edge of the window.
        added(str): the id of the first record that was pasted.
    """

    said = Signal(str, object)
    added = Signal(str)

    def __init__(self, desk: Desk, grid: RecordGrid, cells: ManyCells) -> None:
        super().__init__(grid)
        self._desk, self._grid, self._cells = desk, grid, cells
        self.ledger: Ledger | None = None
        self.dialog: PasteDialog | None = None
        grid.wants_paste.connect(self.paste)

    def paste(self) -> None:
        """What was copied goes into the cells from the current one on; without one it becomes records."""
        text = QGuiApplication.clipboard().text()
        if self.ledger is None or not self._ready(text):
            return
        if not self._grid.paged.rowCount() or not self._grid.currentIndex().isValid():
            self.paste_new()
            return
        self._over(importing.pasted_rows(text))

    def _ready(self, text: str) -> bool:
        if not text.strip():
            self.said.emit(self.tr("剪贴板里没有文字；请先在 Excel 或 WPS 里复制几行。"), None)
            return False
        if not self._desk.ws.writable:
            self.said.emit(self.tr("这个工作区是以只读方式打开的，不能修改。"), None)
            return False
        return True

    # --- over cells ----------------------------------------------------------------------------------

    def _over(self, rows: list[list[str]]) -> None:
        ledger, grid = self.ledger, self._grid
        assert ledger is not None
        ids, chosen = grid.chosen_ids(), self._cells.chosen_fields()
        if len(rows) == 1 and len(rows[0]) == 1 and ids and chosen and not grid.whole_rows:
            # One cell into all that are chosen, as every spreadsheet program does.
            same = {one.key: rows[0][0] for one in chosen}
            self._write(dict.fromkeys(ids, same), len(ids), len(chosen))
            return
        index = grid.currentIndex()
        shown = grid.shown_columns()
        top = min((grid.paged.row_of(id) or 0 for id in ids[:1]), default=index.row())
        left = grid.chosen_columns()[0] if chosen else index.column()
        if grid.whole_rows:
            left = grid.first_column()
        columns: list[Field | None] = [f for n in shown[shown.index(left) :] if (f := grid.field_at(n))]
        if len(rows) > 1 and (named := self._named(ledger, rows[0])):
            columns, rows = named, rows[1:]
        wide = max((len(row) for row in rows), default=0)
        below = list(grid.paged.ids[top : top + len(rows)])
        changes = {
            id: {one.key: text for one, text in zip(columns, row, strict=False) if one}
            for id, row in zip(below, rows, strict=False)
        }
        lost = []
        if len(rows) > len(below):
            lost.append(
                self.tr("多出的 {n} 行没有粘贴（可用右键“粘贴为新记录”）").format(n=len(rows) - len(below))
            )
        if wide > len(columns):
            lost.append(self.tr("右边多出的 {n} 列没有粘贴").format(n=wide - len(columns)))
        self._write(changes, len(below), min(wide, len(columns)), lost)

    @staticmethod
    def _named(ledger: Ledger, row: Sequence[str]) -> list[Field | None]:
        """The fields that a copied line names, where it is a head: whatever their order, each column goes
        into its own. None stands for a column without one (序号); nothing where the line is no head."""
        fields: dict[str, Field | None] = {"": None, normal("序号"): None}
        for one in ledger.visible:
            for name in (one.title, f"{one.title}({one.unit})", *one.synonyms):
                fields.setdefault(normal(name), one)
        words = [normal(text) for text in row]
        found = [fields[word] for word in words if word in fields]
        return found if len(found) == len(words) and any(found) else []

    def _write(
        self, changes: dict[str, dict[str, str]], many: int, wide: int, lost: Sequence[str] = ()
    ) -> None:
        ledger = self.ledger
        assert ledger is not None
        said = self.tr("已粘贴 {rows} 行 × {columns} 列").format(rows=many, columns=wide)
        if lost:
            said += "，" + "，".join(lost)
        title = self.tr("粘贴到《{ledger}》{n} 条").format(ledger=ledger.title, n=many)

        def refused(error: InvalidMany) -> None:
            self._show_refused(error, changes, title, said)

        self._cells.change(changes, title, said, refused)

    def _show_refused(
        self, error: InvalidMany, changes: dict[str, dict[str, str]], title: str, said: str
    ) -> None:
        """Nothing was pasted: say which cells cannot be read, and offer to paste the others."""
        ledger = self.ledger
        assert ledger is not None
        troubles = [
            Trouble(
                str((self._grid.paged.row_of(id) or 0) + 1),
                ledger.field(key).title,
                changes[id].get(key, ""),
                reason,
            )
            for id, found in error.problems.items()
            for key, reason in found.items()
        ]
        good = {
            id: {key: text for key, text in row.items() if key not in error.problems.get(id, {})}
            for id, row in changes.items()
        }
        cells = sum(len(row) for row in good.values())
        self._ask(
            self.tr("有 {n} 格读不出来，还没有粘贴。").format(n=len(troubles)),
            troubles,
            self.tr("只粘贴其余 {n} 格").format(n=cells) if cells else "",
            lambda: self._cells.change(good, title, said),
        )

    # --- as records ----------------------------------------------------------------------------------

    def paste_new(self) -> None:
        """Every line that was copied becomes a record; what cannot be read is listed before anything is."""
        ledger, text = self.ledger, QGuiApplication.clipboard().text()
        if ledger is None or not self._ready(text):
            return
        grid = self._grid
        columns = [f.key for n in grid.shown_columns() if (f := grid.field_at(n))]
        if not grid.paged.rowCount():
            columns = [one.key for one in ledger.visible]
        self._desk.runner.run(
            lambda monitor: importing.paste(
                self._desk.ws, ledger.key, text, columns, self._desk.today(), dry_run=True, monitor=monitor
            ),
            on_done=lambda report: self._judged(ledger, text, columns, report),
            on_error=lambda error: self.said.emit(error.message, None),
            title=self.tr("正在看粘贴的内容"),
            key="paste",
        )

    def _judged(self, ledger: Ledger, text: str, columns: list[str], report: PasteReport) -> None:
        if self.ledger is not ledger:
            return
        troubles = [Trouble(str(r.row), r.column, r.value, r.reason) for r in report.rejected]
        troubles += [
            Trouble(str(d.row), "", "", self.tr("和第 {row} 行重复").format(row=d.same_as))
            if isinstance(d.same_as, int)
            else Trouble(str(d.row), "", "", self.tr("台账里已经有同样的一条"))
            for d in report.duplicates
        ]
        if not troubles and report.added:
            self._add(ledger, text, columns)
            return
        told = self.tr("能新增 {n:,} 条，另有 {bad:,} 行不能新增。").format(n=report.added, bad=len(troubles))
        if not troubles:
            told = self.tr("粘贴的内容里没有能成为记录的行。")
        self._ask(
            told,
            troubles,
            self.tr("新增 {n:,} 条").format(n=report.added) if report.added else "",
            lambda: self._add(ledger, text, columns),
        )

    def _add(self, ledger: Ledger, text: str, columns: list[str]) -> None:
        self._desk.runner.run(
            lambda monitor: importing.paste(
                self._desk.ws, ledger.key, text, columns, self._desk.today(), monitor=monitor
            ),
            on_done=self._added,
            on_error=self._refused,
            title=self.tr("正在粘贴"),
        )

    def _added(self, report: PasteReport) -> None:
        parts = [self.tr("已新增 {n:,} 条").format(n=report.added)]
        if report.unknown:
            names = "、".join(dict.fromkeys(one.value for one in report.unknown[:5]))
            parts.append(self.tr("名册里没有：{names}").format(names=names))
        parts += [notice.text for notice in report.warnings[:2]]
        self.said.emit("，".join(parts) + "。", undo_action(self._desk, report.operation, self.said.emit))
        if report.records:
            self.added.emit(report.records[0])

    def _refused(self, error: DeskError) -> None:
        self.said.emit(error.message, None)

    def _ask(self, told: str, troubles: list[Trouble], go: str, run: object) -> None:
        self.dialog = PasteDialog(told, troubles, go, self._grid.window())
        self.dialog.accepted.connect(run)
        self.dialog.open()
