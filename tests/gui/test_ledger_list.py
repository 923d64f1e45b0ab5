"""The list of ledgers: finding, folding, pinning, hiding, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from civdesk.desk import history, records
from civdesk.gui.context import Desk
from civdesk.gui.ledgers.ledger_list import LedgerList
from civdesk.gui.ledgers.ledger_model import Group, Item, Note
from civdesk.settings import Settings


class Listed:
    """The list on its own, and what it said."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.list = LedgerList(desk)
        self.chosen: list[str] = []
        self.entered = 0
        self.said: list[str] = []
        self.list.chosen.connect(self.chosen.append)
        self.list.entered.connect(self._enter)
        self.list.said.connect(lambda text, _action: self.said.append(text))
        self.update()

    def _enter(self) -> None:
        self.entered += 1

    def update(self) -> None:
        self.list.listed.set_ledgers(list(records.all_ledgers(self.desk.ws).values()))
        self.list.listed.set_counts(records.counts(self.desk.ws))

    @property
    def rows(self) -> list[str]:
        """What is listed: groups in brackets."""
        shown = {Group: lambda r: f"[{r.title}]", Item: lambda r: r.ledger.title, Note: lambda r: r.text}
        return [shown[type(row)](row) for row in self.list.listed.rows]

    def go(self, title: str) -> None:
        """Put the keyboard on a row."""
        self.list.view.setFocus()
        self.list.view.setCurrentIndex(self.list.listed.index(self.rows.index(title)))

    def key(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


@pytest.fixture
def listed(desk: Desk, qtbot: QtBot) -> Iterator[Listed]:
    made = Listed(desk)
    qtbot.addWidget(made.list)
    made.list.resize(260, 800)
    with qtbot.waitExposed(made.list):
        made.list.show()
    made.list.activateWindow()
    yield made
    made.list.close()


def test_every_ledger_stands_in_its_group(listed: Listed) -> None:
    books = [one for one in records.all_ledgers(listed.desk.ws).values() if not one.hidden]
    assert [row for row in listed.rows if not row.startswith("[")] == [
        one.title for group in dict.fromkeys(b.group for b in books) for one in books if one.group == group
    ]
    assert [row for row in listed.rows if row.startswith("[")] == [
        f"[{group}]" for group in dict.fromkeys(one.group for one in books)
    ]


def test_enter_takes_the_title_before_another_name(listed: Listed) -> None:
    listed.list.search.setFocus()
    QTest.keyClicks(listed.list.search, "ddjt")
    assert listed.rows[0] == "道德讲堂"
    listed.key(Qt.Key.Key_Return)
    assert (listed.chosen, listed.entered) == (["moral_lecture"], 1)
    assert listed.list.search.text() == "" and "[" in listed.rows[0], "the whole list is back"
    listed.list.search.setText("花名册")
    assert listed.rows[0] == "人员花名册"


def test_nothing_found_is_said(listed: Listed) -> None:
    listed.list.search.setFocus()
    listed.list.search.setText("没有这种东西")
    assert listed.rows == ["没有这样的台账"]
    listed.key(Qt.Key.Key_Return)
    assert listed.chosen == []
    listed.key(Qt.Key.Key_Escape)
    assert listed.list.search.text() == ""


def test_arrows_open_what_they_come_to_and_pass_over_heads(listed: Listed) -> None:
    listed.list.show_key("cycle")
    listed.list.view.setFocus()
    listed.key(Qt.Key.Key_Down)
    first = listed.chosen[-1]
    assert first != "cycle"
    listed.key(Qt.Key.Key_Up)
    assert listed.chosen[-1] == "cycle"
    listed.key(Qt.Key.Key_Up)
    assert listed.chosen[-1] == "cycle", "a head opens nothing"


def test_letters_typed_in_the_list_search(listed: Listed) -> None:
    listed.go("道德讲堂")
    listed.key(Qt.Key.Key_Z)
    assert listed.list.search.hasFocus() and listed.list.search.text() == "z"
    QTest.keyClicks(listed.list.search, "y")
    assert any("志愿" in row for row in listed.rows)


def test_a_group_folds_by_mouse_and_keyboard_and_stays_so(listed: Listed, desk: Desk) -> None:
    head = listed.list.listed.rows[0]
    assert isinstance(head, Group)
    after = listed.rows[1]
    index = listed.list.listed.index(0)
    place = listed.list.view.visualRect(index).center()
    QTest.mouseClick(listed.list.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert listed.rows[1] != after and listed.chosen == []
    again = LedgerList(Desk(desk.ws, Settings(desk.settings.path), desk.runner, desk.today))
    again.listed.set_ledgers(list(records.all_ledgers(desk.ws).values()))
    row = again.listed.rows[0]
    assert isinstance(row, Group) and row.folded, "kept for this person"
    again.deleteLater()
    listed.list.view.setFocus()
    listed.key(Qt.Key.Key_Right)
    assert listed.rows[1] == after
    listed.key(Qt.Key.Key_Space)
    assert listed.rows[1] != after
    listed.key(Qt.Key.Key_Return)
    assert listed.rows[1] == after


def test_left_goes_to_the_head_of_the_group(listed: Listed) -> None:
    listed.go("道德讲堂")
    listed.key(Qt.Key.Key_Left)
    row = listed.list.listed.rows[listed.list.view.currentIndex().row()]
    assert isinstance(row, Group)
    listed.key(Qt.Key.Key_Left)
    assert "道德讲堂" not in listed.rows


def test_only_those_in_use_and_pinned(listed: Listed, desk: Desk) -> None:
    listed.list._which.button(0).click()
    assert listed.rows == ["还没有用过的台账，请在“全部”里选"]
    records.add(desk.ws, "moral_lecture", {"日期": "2026-07-01", "主题": "甲"}, today=desk.today())
    listed.update()
    assert [row for row in listed.rows if "[" not in row] == ["道德讲堂"]
    listed.list.listed.pin("staff", True)
    listed.list.show_key("study")
    assert [row for row in listed.rows if "[" not in row][:1] == ["人员花名册"], "pinned ones come first"
    assert listed.list.listed.row_of("study") >= 0, "and the open one is there"
    listed.list._which.button(1).click()
    assert len(listed.rows) > 20


def test_a_ledger_is_hidden_and_comes_back(listed: Listed, desk: Desk) -> None:
    book = records.ledger(desk.ws, "moral_lecture")
    menu = listed.list.menu_of(book)
    assert [a.text() for a in menu.actions() if a.text()] == [
        "置顶",
        "设置台账…",
        "导出台账定义…",
        "隐藏这本台账",
    ]
    menu.actions()[-1].trigger()
    listed.update()
    assert "已隐藏《道德讲堂》" in listed.said[0]
    assert "道德讲堂" not in listed.rows and listed.rows[-1] == "[已隐藏]"
    listed.go("[已隐藏]")
    listed.key(Qt.Key.Key_Right)
    assert listed.rows[-1] == "道德讲堂"
    listed.list.search.setText("道德讲堂")
    assert listed.rows[-1] == "道德讲堂", "it is still found"
    listed.list.search.clear()
    back = listed.list.menu_of(records.ledger(desk.ws, "moral_lecture"))
    assert back.actions()[-1].text() == "恢复显示"
    back.actions()[-1].trigger()
    listed.update()
    assert listed.rows.count("道德讲堂") == 1 and "[已隐藏]" not in listed.rows
    assert [entry.title for entry in history.history(desk.ws)[:2]] == [
        "设置《道德讲堂》：恢复显示台账",
        "设置《道德讲堂》：隐藏台账",
    ]
    menu.deleteLater()
    back.deleteLater()


def test_the_menu_opens_at_the_ledger(listed: Listed, qtbot: QtBot) -> None:
    listed.go("道德讲堂")
    place = listed.list.view.visualRect(listed.list.view.currentIndex()).center()
    from PySide6.QtGui import QContextMenuEvent

    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, place, listed.list.view.mapToGlobal(QPoint(0, 0))
    )
    QApplication.sendEvent(listed.list.view, event)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_the_open_ledger_is_remembered_for_this_file(listed: Listed, desk: Desk) -> None:
    books = records.all_ledgers(desk.ws)
    assert listed.list.first_key(books) == next(iter(books))
    listed.list.show_key("study")
    listed.list.keep()
    again = LedgerList(Desk(desk.ws, Settings(desk.settings.path), desk.runner, desk.today))
    assert again.first_key(books) == "study"
    again.deleteLater()


def test_folding_and_pinning_leave_the_list_where_it_is(listed: Listed) -> None:
    bar = listed.list.view.verticalScrollBar()
    view = listed.list.view
    bar.setValue(300)
    listed.list.listed.pin("staff", True)
    assert bar.value() == 300
    listed.list.show_key(listed.list.listed.rows[-1].ledger.key)  # type: ignore[union-attr]
    assert bar.value() > 300, "but the ledger that is opened comes into sight"
    listed.list.show_key("moral_lecture")

    def place() -> int:
        row = listed.list.listed.row_of("moral_lecture")
        return view.visualRect(listed.list.listed.index(row)).top()

    before = place()
    listed.list.listed.pin("site", True)
    listed.list.listed.fold(" pinned", True)
    assert place() == before, "and stays where it is looked at"
