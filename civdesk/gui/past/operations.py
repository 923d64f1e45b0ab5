"""操作记录: everything that was done at this desk, by whom and when; going there, and taking it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...desk import records, telling
from ...domain.dates import DateError
from ...domain.spans import read_period
from ...store import history as log
from ...store.history import Entry, Wanted
from ...store.workspace import Workspace
from ..context import Desk
from ..table_model import Column
from ..undoing import undo_action
from .listing import Listing, Say, moment

_FAR = "9999-12-31"


def state_word(entry: Entry) -> str:
    """What became of an operation, where that is not simply that it stands."""
    if entry.undone:
        return QCoreApplication.translate("Operations", "已撤销")
    if entry.state == "interrupted":
        return QCoreApplication.translate("Operations", "中断")
    if entry.state == "open":
        return QCoreApplication.translate("Operations", "进行中")
    return ""


class OperationsSource:
    """Operations as rows of a table."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        word = QCoreApplication.translate
        self.columns: Sequence[Column] = (
            Column("at", word("Operations", "时间")),
            Column("title", word("Operations", "操作")),
            Column("who", word("Operations", "操作人")),
            Column("state", word("Operations", "状态")),
        )

    def ids(self, order: str, descending: bool) -> list[str]:
        return [str(one) for one in log.ids(self._ws.reader(), Wanted())]

    def rows(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        found = log.entries(self._ws.reader(), [int(one) for one in ids])
        return {str(e.operation): (moment(e.at), e.title, e.who, state_word(e)) for e in found}


class OperationsDialog(Listing):
    """The operations, filtered by text, kind, person, ledger and day."""

    def __init__(self, desk: Desk, say: Say, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("Operations", "操作记录")
        super().__init__(desk, title, OperationsSource(desk.ws), say, parent)
        db = desk.ws.reader()
        self.text.setPlaceholderText(self.tr("找操作"))
        self.text.setAccessibleName(self.tr("找操作"))
        self.day = QLineEdit()
        self.day.setPlaceholderText(self.tr("哪一天，如 3月5日、2026年3月"))
        self.day.setAccessibleName(self.tr("日期或时段"))
        self.day.setClearButtonEnabled(True)
        self.day.textChanged.connect(lambda _: self._pause.start())
        self.add_filter(self.day)
        there = set(log.kinds(db))
        kinds = [(word, kinds) for word, kinds in telling.KINDS.items() if there & set(kinds)]
        self.kind = self.add_choice(self.tr("操作种类"), [(self.tr("全部操作"), ()), *kinds])
        people = [(who or self.tr("（没有记名）"), who) for who in log.people(db)]
        self.who = self.add_choice(self.tr("操作人"), [(self.tr("所有操作人"), None), *people])
        books = [(book.title, key) for key, book in records.all_ledgers(desk.ws).items()]
        self.ledger = self.add_choice(self.tr("台账"), [(self.tr("全部台账"), ""), *books])
        self.empty.show_text(self.tr("没有这样的操作"), self.tr("换个词或放宽条件再找。"))
        self.open_button = QPushButton(self.tr("打开记录"))
        self.undo_button = QPushButton(self.tr("撤销这一步"))
        self.close_button = QPushButton(self.tr("关闭"))
        for button, run in (
            (self.undo_button, self.undo),
            (self.open_button, self.activate),
            (self.close_button, self.close),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, run=run: run())
            self.foot.addWidget(button)
        self._place: tuple[str, str] | None = None
        self._entry: Entry | None = None
        self._fit()
        self.reload()

    def asked(self) -> Callable[[], list[int]]:
        start, end = self._days()
        wanted = Wanted(
            self.text.text().strip(),
            start,
            end,
            tuple(self.kind.currentData()),
            self.who.currentData(),
            self.ledger.currentData(),
        )
        ws = self._desk.ws
        return lambda: log.ids(ws.reader(), wanted)

    def _days(self) -> tuple[str, str]:
        """The days asked for; what is no day is marked, and asks for nothing."""
        text = self.day.text().strip()
        try:
            first, last = read_period(text, self._desk.today().year) if text else (None, None)
        except DateError as error:
            self._mark_day(str(error))
            return "", ""
        self._mark_day("")
        if first is None:
            return "", ""
        return first.isoformat(), last.isoformat() if last else _FAR

    def _mark_day(self, problem: str) -> None:
        self.day.setProperty("wrong", bool(problem))
        self.day.setToolTip(problem)
        self.day.style().unpolish(self.day)
        self.day.style().polish(self.day)

    def tell_count(self, many: int) -> None:
        self.count.setText(self.tr("{n:,} 步操作").format(n=many))

    def _fit_columns(self) -> None:
        self.table.set_widths(9, 0, 5, 4)

    def _fit(self) -> None:
        super()._fit()
        if hasattr(self, "day"):
            self.day.setFixedWidth(self.text.width())

    # --- one operation -------------------------------------------------------------------------------

    def show_one(self, number: str) -> None:
        found = log.entry(self._desk.ws.reader(), int(number)) if number else None
        self._entry, self._place = found, None
        self.show_full((lambda column: self._tell(column, found)) if found else None)
        self.open_button.setEnabled(self._place is not None)
        self.undo_button.setEnabled(found is not None and self._why_not(found) == "")

    def _tell(self, column: QVBoxLayout, entry: Entry) -> None:
        self.line(column, entry.title, "large")
        state = state_word(entry)
        about = [moment(entry.at), entry.who, self.tr("{n:,} 处改动").format(n=entry.count), state]
        self.line(column, "　".join(filter(None, about)), "small")
        if why := self._why_not(entry):
            self.line(column, why, "small")
        things: dict[tuple[str, str], list[telling.Told]] = defaultdict(list)
        for one in telling.Teller(self._desk.ws.reader()).tell(entry.changes):
            things[one.table, one.record].append(one)
            if self._place is None and (one.ledger or one.table == "evidence"):
                self._place = (one.ledger, one.record)
        for told in things.values():
            # A record that comes or goes brings its proofs along.
            main = next((one for one in told if one.what != "set"), told[0])
            column.addSpacing(6)
            self.line(column, f"{_what_word(main.what)}{main.title}")
            for one in sorted(told, key=lambda one: one is not main):
                for line in one.lines:
                    self.line(column, line.text, "small")
        more = entry.count - len(entry.changes)
        if more > 0:
            self.line(column, self.tr("还有 {n:,} 处改动没有列出。").format(n=more), "faint")

    def _why_not(self, entry: Entry) -> str:
        """Why an operation cannot be undone as such, "" where it may be tried."""
        if entry.kind in ("undo", "redo"):
            return self.tr("撤销和重做本身不能再撤销。")
        if entry.kind in ("freeze", "unfreeze"):
            return self.tr("锁定和解锁不能撤销，请到“锁定已报送时段…”里办。")
        if not entry.undoable:
            return self.tr("这一步不能撤销。")
        return ""

    def activate(self) -> None:
        if self._place is None:
            return
        ledger, id = self._place
        if ledger:
            self.open_record.emit(ledger, id)
        else:
            self.open_evidence.emit(id)

    def undo(self) -> None:
        """撤销这一步: what stands against it is said."""
        if self._entry is None:
            return
        action = undo_action(self._desk, self._entry.operation, self.tell)
        if action:
            action.run()


def _what_word(what: str) -> str:
    return {
        "add": QCoreApplication.translate("Operations", "新增："),
        "set": QCoreApplication.translate("Operations", "修改："),
        "delete": QCoreApplication.translate("Operations", "删除："),
    }[what]
