"""The paged table model: what Qt demands of a model, and that 100,000 rows stay cheap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from PySide6.QtCore import QItemSelection, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from civdesk.gui.ledgers.grid import RecordGrid
from civdesk.gui.table_model import Column, PagedTableModel


class Numbers:
    """A source of `many` rows that counts how often it is asked for a page."""

    columns = (Column("name", "名称"), Column("hours", "时长", number=True))

    def __init__(self, many: int) -> None:
        self.known = [f"{n:06}" for n in range(many)]
        self.pages = 0

    def ids(self, order: str, descending: bool) -> list[str]:
        return sorted(self.known, reverse=descending)

    def rows(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        self.pages += 1
        return {id: (f"第{id}条", str(int(id) * 2)) for id in ids if id in self.known}


@pytest.fixture
def large() -> Numbers:
    return Numbers(100_000)


def test_qt_finds_no_fault_with_it(qtbot: QtBot) -> None:
    source = Numbers(500)
    model = PagedTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_source(source)
    assert model.rowCount() == 500
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 0).data() == "第000499条"
    source.known.remove("000499")
    model.load(frozenset(["000499"]))
    assert model.rowCount() == 499
    model.load(frozenset(["000001"]))
    tester.deleteLater()


def test_only_the_rows_in_sight_are_read(qtbot: QtBot, large: Numbers) -> None:
    grid = RecordGrid()
    qtbot.addWidget(grid)
    grid.paged.set_source(large)
    grid.resize(800, 600)
    with qtbot.waitExposed(grid):
        grid.show()
    grid.scrollToBottom()
    grid.grab()
    assert grid.paged.rowCount() == 100_000
    assert large.pages <= 6, "the first page and the last one, not the 500 between"


def test_sorting_keeps_what_is_selected(large: Numbers) -> None:
    model = PagedTableModel()
    model.set_source(large)
    kept = QPersistentModelIndex(model.index(7, 0))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert kept.isValid() and model.id_at(kept.row()) == "000007"
    assert model.order == ("name", True)


def test_everything_can_be_selected_and_named(qtbot: QtBot, large: Numbers) -> None:
    grid = RecordGrid()
    qtbot.addWidget(grid)
    grid.paged.set_source(large)
    grid.selectAll()
    assert len(grid.chosen_ids()) == 100_000


def test_ids_of_a_broken_selection_come_in_the_order_of_the_rows(large: Numbers) -> None:
    model = PagedTableModel()
    model.set_source(large)
    selection = QItemSelection(model.index(10, 0), model.index(11, 1))
    selection.select(model.index(2, 0), model.index(2, 1))
    assert model.ids_in(selection) == ["000002", "000010", "000011"]


def test_numbers_stand_at_the_right_and_have_a_head() -> None:
    model = PagedTableModel()
    model.set_source(Numbers(3))
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(1, 1).data() == "2"
    assert Qt.AlignmentFlag(model.index(0, 1).data(role)) & Qt.AlignmentFlag.AlignRight
    assert Qt.AlignmentFlag(model.index(0, 0).data(role)) & Qt.AlignmentFlag.AlignLeft
    assert model.headerData(1, Qt.Orientation.Horizontal) == "时长"


def test_a_row_that_is_gone_shows_blank_until_the_next_load() -> None:
    source = Numbers(3)
    model = PagedTableModel()
    model.set_source(source)
    source.known.remove("000001")
    assert model.index(1, 0).data() == ""
    model.load()
    assert model.row_of("000001") is None
    assert model.row_of("000002") == 1
