"""The lower middle: the records of a rule that count, those that nearly do, the proofs, the explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ...desk.close_up import CloseUp, LedgerRecords, RuleRecords
from ...desk.uses import Use
from ...domain.ledgers import Ledger
from ...store import evidence as stored
from .. import style
from ..context import Desk
from ..table_model import PagedTableModel
from ..widgets.links import link
from ..widgets.previews import Previews
from .counted import DATE, DEPARTMENT, LEDGER, TITLE, CountedSource, RecordTable
from .explanation import Explanation
from .indicator_proofs import IndicatorProofs
from .near import NearTable

COUNTED, NEAR, PROOFS, EXPLANATION = range(4)
_SHOWN = 6  # indicators that are named as places where a record counts too


class RuleRecordsView(QWidget):
    """Four tabs.

    Signals:
        open_record(str, str): ledger and id; "" for a new one.
        open_evidence(str): id.
        open_indicator(str, str): standard and code.
        looked_at(str, str): ledger and id of the record that became current.
        said(str, object): for the edge of the window.
    """

    open_record = Signal(str, str)
    open_evidence = Signal(str)
    open_indicator = Signal(str, str)
    looked_at = Signal(str, str)
    said = Signal(str, object)

    def __init__(self, desk: Desk, previews: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._here = ("", "")
        self._rule = ""
        self._counted: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._numbers = ["", "", "", ""]
        self._aside = False  # at the proofs only because there was nothing to count
        self.current: tuple[str, str] | None = None
        self.counted = RecordTable()
        self.model = PagedTableModel(parent=self)
        self.counted.setModel(self.model)
        self.counted.opened.connect(lambda row: self.open_record.emit(*self._counted_at(row)))
        self.counted.moved.connect(lambda row: self._look_at(*self._counted_at(row)))
        self.near = NearTable(desk)
        self.near.open_record.connect(self.open_record)
        self.near.said.connect(self.said)
        self.near.moved.connect(lambda row: self._look_at(self.near.near[row].ledger, self.near.near[row].id))
        self.proofs = IndicatorProofs(desk, previews)
        self.proofs.open_evidence.connect(self.open_evidence)
        self.proofs.said.connect(self.said)
        self.explanation = Explanation(desk)
        self.explanation.said.connect(self.said)
        self.explanation.counted.connect(self._count)
        self.uses = QLabel()
        self.uses.setProperty("role", "small")
        self.uses.setWordWrap(True)
        self.uses.setContentsMargins(12, 4, 12, 0)
        self.uses.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.uses.linkActivated.connect(self._follow)
        self.uses.hide()
        self.hint = QLabel(self.tr("文件拖到那一行就补上，也可选中后粘贴。"))
        self.hint.setProperty("role", "faint")
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(12, 4, 12, 0)
        self.counted.setAccessibleName(self.tr("计入的记录"))
        self.near.setAccessibleName(self.tr("还差一点的记录"))
        self.tabs = QTabWidget()
        self._places: list[tuple[QStackedWidget, QLabel]] = []
        for widget in (self.counted, self.near):
            empty = QLabel()
            empty.setProperty("role", "soft")
            empty.setWordWrap(True)
            empty.setAlignment(Qt.AlignmentFlag.AlignTop)
            empty.setContentsMargins(24, 16, 24, 16)
            empty.linkActivated.connect(lambda ledger: self.open_record.emit(ledger, ""))
            place = QStackedWidget()
            place.addWidget(widget)
            place.addWidget(empty)
            self._places.append((place, empty))
            self.tabs.addTab(place, "")
        self.tabs.addTab(self.proofs, "")
        self.tabs.addTab(self.explanation, "")
        self.tabs.currentChanged.connect(lambda _: self._foot())
        self.tabs.tabBarClicked.connect(lambda _: self._stay())
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(0)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.uses)
        column.addWidget(self.hint)
        self.clear()

    # --- showing -------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Nothing is chosen."""
        self.current, self._counted = None, ()
        self.near.near = ()
        self._fill(COUNTED, 0, "")
        self._fill(NEAR, 0, "")
        self.show_uses(())

    def show_indicator(self, close: CloseUp, id: str) -> None:
        """Show the proofs and the explanation of an indicator (its id)."""
        self._here = (close.standard, close.code)
        self.proofs.show_indicator(id)
        pieces = stored.many(self._desk.ws.reader(), close.evidence)
        self.proofs.show_records(pieces, more=close.more)
        self._numbers[PROOFS] = f"{len(pieces)}{'+' if close.more else ''}"
        self._name_tabs()

    def show_rule(self, rule: RuleRecords | None, ledgers: Mapping[str, Ledger]) -> None:
        """Show the records of one rule. The same rule again leaves tab, row and keyboard where they are."""
        same = rule is not None and rule.rule == self._rule
        self._rule = rule.rule if rule else ""
        parts = [part for part in rule.parts if part.ledger in ledgers] if rule else []
        if not parts:
            self._show_none(rule)
            return
        number, near = sum(len(part.counted) for part in parts), [n for part in parts for n in part.near]
        self._show_counted(parts, ledgers, same=same)
        row = self.near.currentIndex().row() if same else -1
        if not same or near != list(self.near.near):
            self.near.show_near(near, ledgers)
        self._fill(NEAR, len(near), self.tr("没有只差佐证或只差一项的记录。"))
        if near and row >= 0:
            self.near.selectRow(min(row, len(near) - 1))  # the one after what was just mended
        if not same:
            self.current = None
            self.show_uses(())
            if self.tabs.currentIndex() < PROOFS or self._aside:
                # Where nothing counts yet, what nearly counts is what there is to see.
                self.tabs.setCurrentIndex(NEAR if near and not number else COUNTED)
                self._aside = False
        self._foot()

    def _show_none(self, rule: RuleRecords | None) -> None:
        self.clear()
        if rule is not None:  # of ledgers that this workspace does not have
            return
        none = self.tr("这一项没有自动核对的规则，也就没有计入的记录。")
        self._fill(COUNTED, 0, none)
        self._fill(NEAR, 0, none)
        if self.tabs.currentIndex() < PROOFS:
            self.tabs.setCurrentIndex(PROOFS)
            self._aside = True

    def _show_counted(
        self, parts: Sequence[LedgerRecords], ledgers: Mapping[str, Ledger], *, same: bool
    ) -> None:
        seen = [part for part in parts if part.counted] or parts[:1]
        counted = tuple((part.ledger, part.counted) for part in seen)
        if same and counted == self._counted:
            self.model.touch(frozenset())  # what stands in the rows may have changed
            self.counted.viewport().update()
        else:
            self._counted = counted
            heads = {
                DATE: self.tr("日期"),
                TITLE: self.tr("名称"),
                DEPARTMENT: self.tr("科室"),
                LEDGER: self.tr("台账"),
            }
            pairs = [(ledgers[part.ledger], part.counted) for part in seen]
            source = CountedSource(self._desk.ws, pairs, heads)
            self.model.set_source(source)
            title = source.title_column
            self.counted.set_link(title)
            self.counted.set_widths(*(0 if n == title else 6 for n in range(len(source.columns))))
        titles = "、".join(f"《{ledgers[part.ledger].title}》" for part in parts)
        none = self.tr("{books}里还没有符合这条要求的记录。").format(books=titles)
        ways = (
            link(p.ledger, self.tr("去《{book}》登记").format(book=ledgers[p.ledger].title)) for p in parts
        )
        number = sum(len(part.counted) for part in parts)
        self._fill(COUNTED, number, f"{none}&nbsp;&nbsp; {'&nbsp;&nbsp; '.join(ways)}")
        row = self.model.row_of(self.current[1]) if same and self.current else None
        if row is not None:
            self.counted.selectRow(row)

    def _fill(self, n: int, number: int, empty: str) -> None:
        place, label = self._places[n]
        place.setCurrentIndex(0 if number else 1)
        label.setText(empty)
        self._numbers[n] = str(number) if empty else ""
        self._name_tabs()

    def _count(self, number: int) -> None:
        self._numbers[EXPLANATION] = str(number) if number else ""
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Whole names where all of them have room, else short ones."""
        whole = (self.tr("计入的记录"), self.tr("还差一点"), self.tr("佐证"), self.tr("说明报告"))
        short = (self.tr("计入"), self.tr("还差"), self.tr("佐证"), self.tr("说明"))
        for names in (whole, short):
            for n, name in enumerate(names):
                self.tabs.setTabText(n, f"{name}  {self._numbers[n]}".rstrip())
            if self.tabs.tabBar().sizeHint().width() <= self.width() - style.scaled(36):
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_tabs()

    def _foot(self) -> None:
        """What stands under the table of the tab that is open."""
        at = self.tabs.currentIndex()
        self.uses.setVisible(bool(self.uses.text()) and at in (COUNTED, NEAR))
        self.hint.setVisible(at == NEAR and any(one.roles for one in self.near.near))

    def _stay(self) -> None:
        """The clerk chose a tab: it stays for the next indicator."""
        self._aside = False

    # --- one record ----------------------------------------------------------------------------------

    def _counted_at(self, row: int) -> tuple[str, str]:
        id, source = self.model.id_at(row), self.model.source
        assert isinstance(source, CountedSource)
        return source.ledger_of(id).key, id

    def _look_at(self, ledger: str, id: str) -> None:
        self.current = (ledger, id)
        self.show_uses(())
        self.looked_at.emit(ledger, id)

    def show_uses(self, uses: tuple[Use, ...]) -> None:
        """Say for which other indicators the current record counts."""
        others = [use for use in uses if (use.standard, use.code) != self._here]
        named = "、".join(
            link(f"{use.standard}\n{use.code}", f"{use.code} {use.title}") for use in others[:_SHOWN]
        )
        said = self.tr("这条还用于 {n} 个指标：{named}").format(n=len(others), named=named)
        if len(others) > _SHOWN:
            said += self.tr(" 等")
        self.uses.setText(said if others else "")
        self._foot()

    def _follow(self, target: str) -> None:
        standard, _, code = target.partition("\n")
        self.open_indicator.emit(standard, code)
