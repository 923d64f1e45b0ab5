"""The grid like a spreadsheet program, by keyboard: cells edited in place, filled down, copied, pasted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from civdesk.desk import history, records
from civdesk.gui.context import Desk
from civdesk.gui.ledgers.columns import Columns
from civdesk.gui.ledgers.multi_edit import MultiEdit
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.main_window import LEDGERS, MainWindow
from civdesk.store.workspace import Workspace
from tests.filling import prove, put

KEY = "activity"
Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def settled(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.processEvents()  # changes are told by a queued signal
    qtbot.waitUntil(lambda: not window.desk.runner.jobs and not window.changes.pending)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[LedgersPage]:
    """Five activities, the latest first: 第5次 … 第1次; the first cell of the grid is the current one."""
    rows = [
        {
            "title": f"第{n}次",
            "date": f"2026-0{n}-05",
            "people": n * 10,
            "place": "广场",
            "department": "办公室",
        }
        for n in range(1, 6)
    ]
    put(window.desk.ws, KEY, *rows)
    QTest.keySequence(window, QKeySequence("Ctrl+2"))
    page = window.page(LEDGERS)
    assert isinstance(page, LedgersPage)
    page.show_ledger(KEY)
    settled(window, qtbot)
    page.grid.setFocus()
    yield page


def at(page: LedgersPage, row: int, key: str) -> None:
    """Make a cell the current one."""
    page.grid.select_id(page.grid.paged.id_at(row), page.grid.paged.column_of(key))


def shown(page: LedgersPage, key: str) -> list[str]:
    column = page.grid.paged.column_of(key)
    return [str(page.grid.paged.index(n, column).data()) for n in range(page.grid.paged.rowCount())]


def values(desk: Desk, key: str) -> list[object]:
    """In the file, the latest first."""
    found = records.find(desk.ws, KEY)
    return [one.values[key] for one in found]


def press(page: LedgersPage, *keys: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for one in keys:
        key, held = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
        QTest.keyClick(focused(), key, held)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def current(page: LedgersPage) -> tuple[int, str]:
    index = page.grid.currentIndex()
    return index.row(), page.grid.paged.columns[index.column()].key


# --- editing in place --------------------------------------------------------------------------------


def test_a_cell_is_edited_and_the_next_below_comes(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    at(page, 0, "people")
    press(page, Key.Key_F2)
    assert focused().selectedText() == "50"  # type: ignore[attr-defined]
    QTest.keyClicks(focused(), "55")
    press(page, Key.Key_Return)
    assert page.grid.hasFocus() and current(page) == (1, "people")
    assert "已修改“参加人数”" in window.messages.text.text()
    at(page, 1, "date")
    QTest.keyClicks(page.grid, "2")
    QTest.keyClicks(focused(), "026.4.7")
    press(page, Key.Key_Tab)
    settled(window, qtbot)
    assert values(window.desk, "people")[0] == 55
    assert "2026-04-07" in values(window.desk, "date")
    assert current(page) == (1, "title"), "Tab goes to the right"
    window.messages.button.click()
    settled(window, qtbot)
    assert values(window.desk, "people")[0] == 55 and "2026-04-07" not in values(window.desk, "date")


def test_escape_leaves_the_cell_as_it_was(window: MainWindow, page: LedgersPage) -> None:
    page.go(KEY, page.grid.paged.id_at(0))
    at(page, 0, "people")
    QTest.keyClicks(page.grid, "9")
    assert page.pane.editing.is_open
    press(page, Key.Key_Escape)
    assert not page.pane.editing.is_open and page.grid.hasFocus()
    assert values(window.desk, "people")[0] == 50
    assert page.detail.is_open, "it closed the cell, not the record"


def test_what_is_wrong_is_said_at_the_cell(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    at(page, 0, "date")
    press(page, Key.Key_F2)
    QTest.keyClicks(focused(), "2026.2.30")
    press(page, Key.Key_Return)
    editing = page.pane.editing
    assert editing.is_open and editing.bubble.isVisible() and "2月只有28天" in editing.bubble.text()
    focused().selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(focused(), "2026.2.28")
    assert not editing.bubble.isVisible()
    press(page, Key.Key_Return)
    settled(window, qtbot)
    assert "2026-02-28" in values(window.desk, "date")
    assert shown(page, "title")[0] == "第5次", "a row that was edited stays where it is"


def test_chinese_begins_editing_by_an_input_method(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    at(page, 0, "place")
    event = QInputMethodEvent()
    event.setCommitString("大礼堂")
    QApplication.sendEvent(page.grid, event)
    assert page.pane.editing.editor is not None and page.pane.editing.editor.text() == "大礼堂"
    press(page, Key.Key_Return)
    if page.pane.editing.is_open:  # the first took a name from the list
        press(page, Key.Key_Return)
    settled(window, qtbot)
    assert values(window.desk, "place")[0] == "大礼堂"


def test_a_click_elsewhere_saves(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    at(page, 0, "people")
    QTest.keyClicks(page.grid, "7")
    page.ui.filter.setFocus()
    settled(window, qtbot)
    assert not page.pane.editing.is_open and values(window.desk, "people")[0] == 7


def test_a_long_text_is_edited_in_the_form(page: LedgersPage) -> None:
    content = page.grid.paged.column_of("content")
    page.grid.setColumnHidden(content, False)
    at(page, 0, "content")
    press(page, Key.Key_F2)
    assert not page.pane.editing.is_open
    assert page.detail.form.field("content").isAncestorOf(focused())


def test_what_is_open_for_reading_is_not_edited(
    window: MainWindow, page: LedgersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.desk.ws, "writable", False)
    at(page, 0, "people")
    press(page, Key.Key_F2)
    assert not page.pane.editing.is_open and "只读" in window.messages.text.text()


# --- choosing, deleting and emptying -----------------------------------------------------------------


def test_delete_empties_cells_and_deletes_whole_rows(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    at(page, 0, "people")
    press(page, (Key.Key_Down, SHIFT), Key.Key_Delete)
    settled(window, qtbot)
    assert values(window.desk, "people") == [None, None, 30, 20, 10]
    assert "Shift+空格" in window.messages.text.text()
    window.messages.button.click()
    settled(window, qtbot)
    assert values(window.desk, "people")[:2] == [50, 40]
    at(page, 1, "people")
    press(page, (Key.Key_Space, SHIFT))
    assert page.grid.whole_rows
    press(page, Key.Key_Down)
    assert page.grid.whole_rows and page.grid.chosen_count == 1, "↓ goes on by rows"
    press(page, Key.Key_Delete)
    settled(window, qtbot)
    assert shown(page, "title") == ["第5次", "第4次", "第2次", "第1次"]


def test_a_required_field_cannot_be_emptied(window: MainWindow, page: LedgersPage) -> None:
    at(page, 0, "title")
    press(page, Key.Key_Delete)
    assert "不能为空" in window.messages.text.text()
    assert shown(page, "title")[0] == "第5次"


def test_sorting_lets_go_of_a_huge_selection(page: LedgersPage) -> None:
    page.grid.selectAll()
    assert page.grid.chosen_count == 5
    page.pane.sort("people", False)
    assert shown(page, "people") == ["10", "20", "30", "40", "50"]


# --- many cells --------------------------------------------------------------------------------------


def test_fill_down_and_back(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    records.change(
        window.desk.ws, KEY, page.grid.paged.id_at(0), {"place": "礼堂"}, today=window.desk.today()
    )
    settled(window, qtbot)
    at(page, 0, "place")
    press(page, (Key.Key_Down, SHIFT), (Key.Key_Down, SHIFT), (Key.Key_D, CONTROL))
    settled(window, qtbot)
    assert values(window.desk, "place") == ["礼堂", "礼堂", "礼堂", "广场", "广场"]
    assert history.history(window.desk.ws, limit=1)[0].title == "向下填充《活动》：活动地点"
    QTest.keySequence(window, QKeySequence("Ctrl+Z"))
    settled(window, qtbot)
    assert values(window.desk, "place") == ["礼堂", "广场", "广场", "广场", "广场"]
    # Of one cell alone: what stands above it.
    at(page, 1, "place")
    press(page, (Key.Key_D, CONTROL))
    settled(window, qtbot)
    assert values(window.desk, "place")[:3] == ["礼堂", "礼堂", "广场"]


def test_one_value_for_many(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    at(page, 0, "people")
    press(page, (Key.Key_Space, CONTROL))
    page.pane.edit_many()
    dialog = window.findChild(MultiEdit)
    assert dialog is not None and dialog.current.key == "people"
    assert not dialog.buttons.buttons()[0].isEnabled(), "nothing written is no wish to empty it"
    qtbot.waitUntil(lambda: dialog.isAncestorOf(focused()))
    QTest.keyClicks(focused(), "many")
    qtbot.waitUntil(lambda: dialog.told.property("role") == "problem")
    focused().selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(focused(), "30")
    qtbot.waitUntil(lambda: "将修改 4 条，另有 1 条" in dialog.told.text())
    press(page, Key.Key_Return)
    settled(window, qtbot)
    assert values(window.desk, "people") == [30] * 5
    window.messages.button.click()
    settled(window, qtbot)
    assert values(window.desk, "people") == [50, 40, 30, 20, 10]


def test_one_day_without_its_year_for_many(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    at(page, 0, "date")
    press(page, (Key.Key_Down, SHIFT))
    page.pane.edit_many()
    dialog = window.findChild(MultiEdit)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.isAncestorOf(focused()))
    QTest.keyClicks(focused(), "6.7")
    qtbot.waitUntil(lambda: "将修改" in dialog.told.text())
    press(page, Key.Key_Return)
    settled(window, qtbot)
    assert values(window.desk, "date").count("2026-06-07") == 2


def test_copy_takes_whole_texts_and_heads(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    long = "一" * 200 + "\n第二行"
    records.change(window.desk.ws, KEY, page.grid.paged.id_at(0), {"place": long}, today=window.desk.today())
    settled(window, qtbot)
    at(page, 0, "people")
    press(page, (Key.Key_Down, SHIFT), (Key.Key_C, CONTROL | SHIFT))
    assert QGuiApplication.clipboard().text() == "参加人数（人次）\n50\n40"
    at(page, 0, "place")
    press(page, (Key.Key_C, CONTROL))
    assert QGuiApplication.clipboard().text().startswith("一" * 200)
    press(page, (Key.Key_Space, SHIFT), (Key.Key_C, CONTROL))
    assert "2026-05-05\t第5次" in QGuiApplication.clipboard().text()


def test_a_block_is_pasted_over_cells(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("活动日期\t活动地点\r\n2026.5.6\t礼堂\r\n2026年4月6日\t广场\r\n")
    at(page, 0, "date")
    press(page, (Key.Key_V, CONTROL))
    settled(window, qtbot)
    assert values(window.desk, "date")[:2] == ["2026-05-06", "2026-04-06"], "the head line is no row"
    assert values(window.desk, "place")[:2] == ["礼堂", "广场"]
    assert "已粘贴 2 行 × 2 列" in window.messages.text.text()
    window.messages.button.click()
    settled(window, qtbot)
    assert values(window.desk, "date")[:2] == ["2026-05-05", "2026-04-05"]


def test_what_has_a_head_goes_by_its_names(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("序号\t参加人数\t活动日期\r\n1\t77\t2026.5.6\r\n2\t66\t2026.4.6\r\n")
    at(page, 0, "title")
    press(page, (Key.Key_V, CONTROL))
    settled(window, qtbot)
    assert values(window.desk, "people")[:2] == [77, 66]
    assert values(window.desk, "date")[:2] == ["2026-05-06", "2026-04-06"]
    assert shown(page, "title")[:2] == ["第5次", "第4次"]


def test_one_cell_is_pasted_into_all_that_are_chosen(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("综合股\n")
    at(page, 0, "department")
    press(page, (Key.Key_Down, SHIFT), (Key.Key_V, CONTROL))
    settled(window, qtbot)
    assert values(window.desk, "department") == ["综合股", "综合股", "办公室", "办公室", "办公室"]


def test_a_cell_that_cannot_be_read_is_shown_before_anything_is_pasted(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("51\n四十几\n31\n21\n11\n1")
    at(page, 0, "people")
    press(page, (Key.Key_V, CONTROL))
    settled(window, qtbot)
    dialog = page.pane.pasting.dialog
    assert dialog is not None and dialog.isVisible()
    assert [dialog.rows.index(0, n).data() for n in range(3)] == ["2", "参加人数", "四十几"]
    assert values(window.desk, "people") == [50, 40, 30, 20, 10]
    dialog.go.click()
    settled(window, qtbot)
    assert values(window.desk, "people") == [51, 40, 31, 21, 11]
    assert "多出的 1 行没有粘贴" in window.messages.text.text()


def test_rows_are_pasted_as_records_into_an_empty_ledger(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    page.show_ledger("moral_lecture")
    settled(window, qtbot)
    QGuiApplication.clipboard().setText(
        "讲堂主题\t日期\t参加人数\n爱岗敬业\t2026.3.5\t30\n孝老爱亲\t2026.4.31\t40\n诚实守信\t2026.5.5\t50\n"
    )
    page.ui.empty.setFocus()
    page.pane.pasting.paste_new()
    settled(window, qtbot)
    dialog = page.pane.pasting.dialog
    assert dialog is not None and dialog.rows.rowCount() == 1
    assert dialog.go.text() == "新增 2 条"
    dialog.go.click()
    settled(window, qtbot)
    assert set(shown(page, "title")) == {"爱岗敬业", "诚实守信"}
    window.messages.button.click()
    settled(window, qtbot)
    assert page.ui.stack.currentWidget() is page.ui.empty


# --- columns and proofs ------------------------------------------------------------------------------


def test_day_and_title_stand_first_without_scrolling(page: LedgersPage) -> None:
    columns, head = page.grid.paged.columns, page.grid.head
    assert [columns[head.logicalIndex(n)].key for n in range(3)] == ["proofs:", "date", "title"]
    page.show_ledger("leading_group")
    columns = page.grid.paged.columns
    shown = [columns[head.logicalIndex(n)].key for n in range(len(columns))]
    assert shown.index(records.ledger(page.desk.ws, "leading_group").title_field) < 2, "members have names"


def test_the_place_of_a_column_is_kept(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    head = page.grid.head
    people = page.grid.paged.column_of("people")
    head.moveSection(head.visualIndex(people), 0)
    page.show_ledger("study")
    page.show_ledger(KEY)
    settled(window, qtbot)
    assert page.grid.shown_columns()[0] == page.grid.paged.column_of("people")
    menu = opened_menu(page.grid.columns, page.grid, "people")
    next(one for one in menu.actions() if one.text() == "恢复默认的列").trigger()
    assert page.grid.shown_columns()[0] == 0


def test_columns_are_chosen_by_keyboard_too(page: LedgersPage) -> None:
    def shown_menu() -> QMenu:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.hide()
        return menu

    at(page, 0, "people")
    page.ui.moreButton.click()
    next(one for one in shown_menu().actions() if one.text() == "选择和移动列…").trigger()
    offered = {one.text(): one for one in shown_menu().actions()}
    assert {"左移一列", "活动地点"} <= set(offered)
    offered["活动地点"].toggle()
    assert page.grid.isColumnHidden(page.grid.paged.column_of("place"))


def opened_menu(columns: Columns, grid: QWidget, key: str) -> QMenu:
    head = columns._grid.head
    column = columns._grid.paged.column_of(key)
    columns.menu(QPoint(head.sectionViewportPosition(column) + 3, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.hide()
    return menu


def test_proofs_are_told_for_each_record(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    ws: Workspace = window.desk.ws
    prove(ws, KEY, page.grid.paged.id_at(0), "photo", "photo", "attendance")
    settled(window, qtbot)
    first = page.grid.paged.index(0, 0)
    assert first.data() == "现场照片 2/2、签到表 1"
    assert page.grid.paged.index(1, 0).data() == "现场照片 0/2"
    assert page.grid.head.tip(0, QPoint(page.grid.columnWidth(0) - 1, 5))
    page.pane.sort("proofs:", True)
    assert shown(page, "title")[0] == "第5次"
    page.grid.select_id(page.grid.paged.id_at(0), 0)
    press(page, Key.Key_F2)
    assert page.detail.record == page.grid.paged.id_at(0) and not page.pane.editing.is_open
