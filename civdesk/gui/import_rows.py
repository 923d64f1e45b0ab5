"""Every row of a sheet that is to be imported, with what becomes of it; and what is to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from ..desk import records
from ..desk.importing import Draft, SheetReport
from ..domain.fields import Value, as_text, show
from ..domain.ledgers import Ledger
from ..domain.text import join_names
from ..intake.sheet_outcomes import Accepted, Duplicate, Rejected, Skipped
from ..intake.sheet_report import Change
from ..sheets.book import Cell
from ..store.workspace import Workspace
from . import style

STATES = ("new", "changed", "rejected", "same", "skipped")
_ALIGN = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def state_word(state: str) -> str:
    """What becomes of a row, in a word."""
    return {
        "all": QCoreApplication.translate("ImportRows", "全部"),
        "new": QCoreApplication.translate("ImportRows", "新增"),
        "changed": QCoreApplication.translate("ImportRows", "更新"),
        "rejected": QCoreApplication.translate("ImportRows", "退回"),
        "same": QCoreApplication.translate("ImportRows", "重复"),
        "skipped": QCoreApplication.translate("ImportRows", "跳过"),
    }[state]


def kind_word(kind: str) -> str:
    """What a row is that is no record."""
    return {
        "title": QCoreApplication.translate("ImportRows", "标题"),
        "header": QCoreApplication.translate("ImportRows", "表头"),
        "empty": QCoreApplication.translate("ImportRows", "空行"),
        "total": QCoreApplication.translate("ImportRows", "合计"),
        "signature": QCoreApplication.translate("ImportRows", "落款"),
        "note": QCoreApplication.translate("ImportRows", "说明"),
        "group": QCoreApplication.translate("ImportRows", "分组"),
    }[kind]


class Note(NamedTuple):
    """What is to be looked at: the sheet and row (0: no row), what it is, column, content, why."""

    sheet: str
    row: int
    what: str
    column: str
    content: str
    why: str


class PreviewRow(NamedTuple):
    """A row of a sheet (`part` of the draft) and its outcome; `cells` of a rejected one."""

    part: int
    row: int
    state: str
    outcome: Accepted | Rejected | Duplicate | Skipped
    cells: dict[int, Cell] | None = None


class Preview(NamedTuple):
    """All rows in their order, the places of each state among them, the columns (field keys), the notes."""

    rows: list[PreviewRow]
    places: dict[str, list[int]]
    columns: list[str]
    notes: list[Note]


def preview(draft: Draft) -> Preview:
    """The rows of a draft; long for a long sheet, so it is made beside the window."""
    rows: list[PreviewRow] = []
    for at, (_, plan) in enumerate(draft.parts):
        coming = {one.row for one in plan.accepted}
        found = [PreviewRow(at, one.row, "changed" if one.record else "new", one) for one in plan.accepted]
        found += [
            PreviewRow(at, one.row, "rejected", one, cells)
            for one, cells in zip(plan.rejected, plan.faulty, strict=True)
        ]
        # A duplicate that comes in all the same is a new row.
        found += [PreviewRow(at, one.row, "same", one) for one in plan.duplicates if one.row not in coming]
        found += [PreviewRow(at, one.row, "skipped", one) for one in plan.skipped]
        found.sort(key=lambda row: row.row)
        rows += found
    places: dict[str, list[int]] = {state: [] for state in STATES}
    for at, row in enumerate(rows):
        places[row.state].append(at)
    mapped = {key for part in draft.parts for key in part.found.fields}
    columns = [one.key for one in draft.ledger.fields if one.key in mapped]
    return Preview(rows, places, columns, notes(draft.report, draft.ledger))


def notes(report: SheetReport, ledger: Ledger) -> list[Note]:
    """What is to be looked at, in the order of the sheets; names that nobody knows come last."""
    rows: list[Note] = []
    for r in report.rejected:
        word = state_word("rejected")
        rows += [Note(r.sheet, r.row, word, f.column, f.value, f.reason) for f in r.faults]
    for d in report.duplicates:
        rows.append(Note(d.sheet, d.row, state_word("same"), "", "", same_as(d)))
    for c in report.changes:
        rows.append(Note(c.sheet, c.row, state_word("changed"), *_change(c, ledger)))
    word = QCoreApplication.translate("ImportRows", "提醒")
    rows += [Note(w.sheet, w.row, word, "", "", w.text) for w in report.warnings]
    word = QCoreApplication.translate("ImportRows", "照片")
    rows += [Note(p.sheet, p.row, word, p.cell, "", p.reason) for p in report.pictures.lost]
    order = {part.sheet: at for at, part in enumerate(report.sheets)}
    rows.sort(key=lambda row: (order.get(row.sheet, 0), row.row))
    for part in report.sheets:
        if part.skipped:
            rows.append(Note(part.sheet, 0, state_word("skipped"), "", "", part.skipped))
    word = QCoreApplication.translate("ImportRows", "新名字")
    said = QCoreApplication.translate("ImportRows", "名册里没有，照原样导入")
    for unknown in report.unknown:
        rows.append(Note("", 0, word, ledger.field(unknown.field).title, unknown.value, said))
    return rows


def _change(one: Change, ledger: Ledger) -> tuple[str, str, str]:
    """The column, 旧 → 新, and whose record it is."""
    field = ledger.field(one.field)
    empty = QCoreApplication.translate("ImportRows", "（空）")
    said = [
        join_names(v) if isinstance(v, list) else as_text(v) if v is not None else empty
        for v in (one.old, one.new)
    ]
    return field.title, " → ".join(said), one.title


def same_as(one: Duplicate) -> str:
    """What a row repeats."""
    if not isinstance(one.same_as, int):
        return QCoreApplication.translate("ImportRows", "台账里已有同样的一条")
    if one.same_sheet in ("", one.sheet):
        return QCoreApplication.translate("ImportRows", "与第 {row} 行相同").format(row=one.same_as)
    said = QCoreApplication.translate("ImportRows", "与工作表“{sheet}”第 {row} 行相同")
    return said.format(sheet=one.same_sheet, row=one.same_as)


class RowsModel(QAbstractTableModel):
    """The rows, those of one state or all; wrong cells are red and say why, changed ones show 旧 → 新."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._draft: Draft | None = None
        self._preview = Preview([], {}, [], [])
        self._shown: Sequence[int] = ()
        self._indexes: list[dict[str, int]] = []  # for each sheet: field key → column
        self._record = lru_cache(256)(self._read_record)

    def set_draft(self, draft: Draft | None, made: Preview | None, state: str = "all") -> None:
        """Show the rows of a draft, those of a state only."""
        self.beginResetModel()
        self._draft, self._preview = draft, made or Preview([], {}, [], [])
        self._record.cache_clear()
        self._indexes = [
            {column.field.key: column.index for column in part.found.header.mapped if column.field}
            for part in (draft.parts if draft else ())
        ]
        self._shown = self._of(state)
        self.endResetModel()

    def show_state(self, state: str) -> None:
        """Show the rows of one state ("all": of each)."""
        self.beginResetModel()
        self._shown = self._of(state)
        self.endResetModel()

    def _of(self, state: str) -> Sequence[int]:
        if state == "all":
            return range(len(self._preview.rows))
        return self._preview.places.get(state, ())

    @property
    def _fixed(self) -> int:
        """The columns before the fields: the sheet where there are several, and the state."""
        return 2 if self._draft and len(self._draft.parts) > 1 else 1

    def row(self, at: int) -> PreviewRow:
        """A shown row."""
        return self._preview.rows[self._shown[at]]

    def place_of(self, sheet: str, number: int) -> int:
        """Where a row of a sheet is shown, -1 for nowhere."""
        if self._draft is None:
            return -1
        for at in range(len(self._shown)):
            one = self.row(at)
            if one.row == number and self._draft.parts[one.part].found.sheet == sheet:
                return at
        return -1

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._draft is None:
            return 0
        return self._fixed + len(self._preview.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if self._draft is None or role not in (0, Qt.ItemDataRole.TextAlignmentRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self.row(section).row) if role == 0 else int(_ALIGN)
        if role:
            return None
        if section >= self._fixed:
            return self._draft.ledger.field(self._preview.columns[section - self._fixed]).title
        return self.tr("情况") if section == self._fixed - 1 else self.tr("工作表")

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid() or self._draft is None:
            return None
        one = self.row(index.row())
        if index.column() < self._fixed:
            return self._first(one, index.column(), role)
        key = self._preview.columns[index.column() - self._fixed]
        if role == 0:
            return self._text(one, key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._reason(one, key) or self._text(one, key)
        if role == Qt.ItemDataRole.BackgroundRole:
            if isinstance(one.outcome, Rejected) and self._reason(one, key):
                return style.colour("overdue_soft")
            if one.state == "changed" and isinstance(one.outcome, Accepted) and key in one.outcome.values:
                return style.colour("warn_soft")
        if role == Qt.ItemDataRole.ForegroundRole:
            if isinstance(one.outcome, Rejected) and self._reason(one, key):
                return style.colour("overdue")
            if one.state in ("same", "skipped"):
                return style.colour("faint")
        return None

    def _first(self, one: PreviewRow, column: int, role: int) -> object:
        assert self._draft is not None
        if column < self._fixed - 1:
            return self._draft.parts[one.part].found.sheet if role in (0, 3) else None
        if role == 0:
            if isinstance(one.outcome, Skipped):
                return f"{state_word(one.state)}：{kind_word(str(one.outcome.kind))}"
            return state_word(one.state)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._why(one)
        if role == Qt.ItemDataRole.ForegroundRole:
            look = {"new": "met", "changed": "short", "rejected": "overdue"}.get(one.state, "unjudged")
            return style.state_look(look).ink
        return None

    def _why(self, one: PreviewRow) -> str:
        match one.outcome:
            case Rejected():
                return one.outcome.reason
            case Duplicate():
                return same_as(one.outcome)
            case Skipped():
                return one.outcome.text
            case _:
                return ""

    def _text(self, one: PreviewRow, key: str) -> str:
        assert self._draft is not None
        field = self._draft.ledger.field(key)
        match one.outcome:
            case Accepted():
                if not one.outcome.record:
                    return show(field, one.outcome.values.get(key))
                if key in one.outcome.values:
                    old = show(field, one.outcome.old.get(key)) or self.tr("（空）")
                    return f"{old} → {show(field, one.outcome.values[key])}"
                return show(field, self._record(one.outcome.record).get(key))
            case Rejected():
                index = self._indexes[one.part].get(key)
                cell = one.cells.get(index) if one.cells and index else None
                return as_text(cell.value).strip() if cell else ""
            case Duplicate():
                return show(field, one.outcome.values.get(key))
            case _:
                first = self._preview.columns[0] == key
                return one.outcome.text if first else ""

    def _reason(self, one: PreviewRow, key: str) -> str:
        if not isinstance(one.outcome, Rejected):
            return ""
        return "；".join(fault.reason for fault in one.outcome.faults if fault.key == key)

    def _read_record(self, id: str) -> dict[str, Value]:
        assert self._draft is not None
        return dict(records.get(self._ws, self._draft.ledger.key, id).values)


class NotesModel(QAbstractTableModel):
    """What to look at: rejected and odd rows, names nobody knows, lost pictures, sheets left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Note] = []
        self._shown: list[Note] = []
        self._sheets = False

    def set_notes(self, found: list[Note]) -> None:
        """Show these; the sheet stands before the row where there are several."""
        self.beginResetModel()
        self.rows = self._shown = found
        self._sheets = len({one.sheet for one in found if one.sheet}) > 1
        self.endResetModel()

    def show_state(self, state: str) -> None:
        """Only what concerns rows of a state ("all": everything)."""
        self.beginResetModel()
        word = state_word(state)
        self._shown = [one for one in self.rows if state == "all" or one.what == word]
        self.endResetModel()

    def place(self, at: int) -> tuple[str, int]:
        """The sheet and the row that a note is about (0 for none)."""
        return self._shown[at].sheet, self._shown[at].row

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid() or role not in (0, int(Qt.ItemDataRole.ToolTipRole)):
            return None
        sheet, row, *rest = self._shown[index.row()]
        if index.column():
            return rest[index.column() - 1]
        number = str(row) if row else ""
        return f"{sheet} {number}".strip() if self._sheets else number

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role != 0 or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("行"), self.tr("情况"), self.tr("列"), self.tr("内容"), self.tr("说明"))[section]
