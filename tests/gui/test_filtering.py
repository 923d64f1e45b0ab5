"""Filtering by column, filters kept under a name, periods, and totals by group, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from civdesk.desk import filters, history, records
from civdesk.domain.filters import Filter
from civdesk.gui.ledgers.filter_bar import AskPopup
from civdesk.gui.ledgers.filter_popup import FilterPopup
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.main_window import LEDGERS, MainWindow
from tests.filling import prove, put

KEY = "activity"
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def settled(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.desk.runner.jobs and not window.changes.pending)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[LedgersPage]:
    """Four activities of this year and one of the last; today is 2026-07-31."""
    put(
        window.desk.ws,
        KEY,
        {
            "title": "植树",
            "date": "2026-03-12",
            "department": "办公室",
            "people": 30,
            "participants": ["张三", "李四"],
        },
        {
            "title": "诵读",
            "date": "2026-04-23",
            "department": "综合股",
            "people": 20,
            "participants": ["张三"],
        },
        {"title": "慰问", "date": "2026-07-01", "department": "综合股", "people": 10, "money": 123450},
        {"title": "宣讲", "date": "2026-07-02"},
        {"title": "去年", "date": "2025-10-01", "department": "办公室", "people": 5},
    )
    QTest.keySequence(window, QKeySequence("Ctrl+2"))
    page = window.page(LEDGERS)
    assert isinstance(page, LedgersPage)
    page.show_ledger(KEY)
    settled(window, qtbot)
    page.grid.setFocus()
    yield page


def titles(page: LedgersPage) -> list[str]:
    column = page.grid.paged.column_of("title")
    return [str(page.grid.paged.index(n, column).data()) for n in range(page.grid.paged.rowCount())]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def popup(window: MainWindow, page: LedgersPage, qtbot: QtBot, key: str) -> FilterPopup:
    """Alt+↓ on a column."""
    page.grid.setColumnHidden(page.grid.paged.column_of(key), False)
    page.grid.select_id(page.grid.paged.id_at(0), page.grid.paged.column_of(key))
    page.grid.setFocus()
    QTest.keyClick(page.grid, Key.Key_Down, ALT)
    settled(window, qtbot)
    found = page.pane.popup
    assert found is not None and found.isVisible()
    return found


def test_values_are_ticked_by_keyboard(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    shown = popup(window, page, qtbot, "department")
    assert shown.list is not None
    lines = [shown.list.item(n).text() for n in range(shown.list.count())]
    assert lines == ["（空白）　1", "办公室　2", "综合股　2"]
    QTest.keyClick(focused(), Key.Key_Down)
    QTest.keyClick(focused(), Key.Key_Down)
    QTest.keyClick(focused(), Key.Key_Space)
    QTest.keyClick(focused(), Key.Key_Return)
    settled(window, qtbot)
    assert titles(page) == ["植树", "去年"]
    assert page.pane.bar.chips == ["牵头科室：办公室"]
    assert "department" in page.grid.head.filtered and "找到 2 条" in page.ui.count.text()
    # Together with the typed text, and each part of it taken away again.
    page.ui.filter.setText("植")
    qtbot.waitUntil(lambda: titles(page) == ["植树"])
    page.pane.bar._chips[0].click()
    settled(window, qtbot)
    assert titles(page) == ["植树"] and page.pane.bar.chips == []
    page.pane.bar.clear.click()
    settled(window, qtbot)
    assert len(titles(page)) == 5 and page.ui.filter.text() == ""


def test_a_text_that_is_contained(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    shown = popup(window, page, qtbot, "title")
    assert shown.search is not None and shown.search.hasFocus()
    shown.search.setText("读")
    QTest.keyClick(focused(), Key.Key_Return)
    settled(window, qtbot)
    assert titles(page) == ["诵读"] and page.pane.bar.chips == ["活动名称：包含“读”"]


def test_a_range_of_numbers_says_what_is_wrong_with_it(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    shown = popup(window, page, qtbot, "people")
    QTest.keyClicks(focused(), "x")
    QTest.keyClick(focused(), Key.Key_Return)
    assert shown.isVisible() and shown.problem.text()
    QTest.keyClick(focused(), Key.Key_Backspace)
    QTest.keyClicks(focused(), "15")
    QTest.keyClick(focused(), Key.Key_Return)
    settled(window, qtbot)
    assert titles(page) == ["诵读", "植树"] and page.pane.bar.chips == ["参加人数：15 以上"]
    again = popup(window, page, qtbot, "people")
    assert again.low is not None and again.low.text() == "15"
    again.clear()
    settled(window, qtbot)
    assert len(titles(page)) == 5


def test_the_period_is_one_with_the_column_of_the_date(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    page.pane.bar.period.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == "本季").trigger()
    menu.hide()
    settled(window, qtbot)
    assert titles(page) == ["宣讲", "慰问"] and "本季" in page.pane.bar.period.text()
    shown = popup(window, page, qtbot, "date")
    assert shown.low is not None and shown.low.text() == "2026-07-01"
    shown.low.line.selectAll()
    QTest.keyClicks(shown.low.line, "2026.4.1")
    QTest.keyClick(shown.low.line, Key.Key_Return)
    settled(window, qtbot)
    assert titles(page) == ["宣讲", "慰问", "诵读"]
    assert "2026-04-01 至 2026-09-30" in page.pane.bar.period.text()


def test_members_of_a_day(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    put(window.desk.ws, "staff", {"title": "在的"}, {"title": "走了", "left_on": "2026-01-01"})
    page.show_ledger("staff")
    settled(window, qtbot)
    assert page.pane.bar.on.isVisible() and not page.pane.bar.period.isVisible()
    page.pane.set_filter(Filter(on="today"))
    settled(window, qtbot)
    assert titles(page) == ["在的"] and "今天" in page.pane.bar.on.text()
    page.pane.bar._ask_day()
    ask = next(one for one in page.pane.bar.findChildren(AskPopup) if one.isVisible())
    ask.line.selectAll()
    QTest.keyClicks(ask.line, "2025.13.1")
    QTest.keyClick(ask.line, Key.Key_Return)
    assert ask.problem.isVisible()
    ask.line.selectAll()
    QTest.keyClicks(ask.line, "2025.12.1")
    QTest.keyClick(ask.line, Key.Key_Return)
    settled(window, qtbot)
    assert titles(page) == ["在的", "走了"]


def test_what_lacks_a_proof(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    whole = page.grid.paged.id_at(0)
    prove(window.desk.ws, KEY, whole, "photo", "photo")
    settled(window, qtbot)
    shown = popup(window, page, qtbot, "proofs:")
    assert shown.list is not None and shown.list.item(0).text() == "缺现场照片　4"
    QTest.keyClick(focused(), Key.Key_Space)
    QTest.keyClick(focused(), Key.Key_Return)
    settled(window, qtbot)
    assert titles(page) == ["慰问", "诵读", "植树", "去年"]
    assert page.pane.bar.chips == ["缺：现场照片"]


def test_a_filter_is_kept_and_comes_back(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    page.pane.set_filter(Filter(period="year"))
    page.pane.sort("people", True)
    settled(window, qtbot)
    page.pane.bar.ask_name()
    ask = next(one for one in page.pane.bar.findChildren(AskPopup) if one.isVisible())
    assert ask.line.text() == "时间：本年"
    ask.line.setText("今年人多的")
    QTest.keyClick(ask.line, Key.Key_Return)
    settled(window, qtbot)
    assert "今年人多的" in page.pane.bar.kept.text()
    page.show_ledger("study")
    page.show_ledger(KEY)
    settled(window, qtbot)
    assert len(titles(page)) == 5
    page.pane.bar.kept.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.hide()
    settled(window, qtbot)
    assert titles(page) == ["植树", "诵读", "慰问", "宣讲"]
    assert page.grid.head.sortIndicatorSection() == page.grid.paged.column_of("people")
    window.ui.actionUndo.trigger()
    qtbot.waitUntil(lambda: filters.kept(window.desk.ws, KEY) == [])
    assert history.history(window.desk.ws, limit=1)[0].kind == "undo"


def test_groups_of_what_is_listed(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    page.pane.set_filter(Filter(period="year"))
    page.pane.totals.set_groups("department", "quarter")
    settled(window, qtbot)
    panel = page.pane.totals
    assert panel.table.isVisible()
    assert "参加 60 人次" in panel.line.text() and "名单里 2 人" in panel.line.text()
    assert "名册外 2 人" in panel.line.toolTip()
    panel.table.setFocus()
    QTest.keySequence(panel.table, QKeySequence("Ctrl+C"))
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["牵头科室", "条数"]
    assert lines[1].split("\t")[0] == "综合股" and lines[-1].split("\t")[:2] == ["合计", "4"]
    assert "　其中：2026年第2季度\t1" in lines[2]
    # They follow the list.
    page.ui.filter.setText("植")
    qtbot.waitUntil(lambda: "参加 30 人次" in panel.line.text())
    panel.set_groups("")
    settled(window, qtbot)
    assert not panel.table.isVisible()


def test_only_what_is_like_this_cell(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    page.grid.select_id(page.grid.paged.id_at(1), page.grid.paged.column_of("department"))
    page.pane.only_this()
    settled(window, qtbot)
    assert titles(page) == ["慰问", "诵读"]


def test_going_to_a_record_that_is_filtered_out_lists_all(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    last = page.grid.paged.ids[-1]
    page.pane.set_filter(Filter(period="year"))
    settled(window, qtbot)
    page.go(KEY, last)
    settled(window, qtbot)
    assert page.grid.current_id == last and len(titles(page)) == 5


def test_an_edited_record_stays_although_it_is_filtered_out_now(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    page.pane.set_filter(Filter(period="year", text="植"))
    settled(window, qtbot)
    page.grid.select_id(page.grid.paged.id_at(0), page.grid.paged.column_of("date"))
    page.grid.setFocus()
    QTest.keyClick(page.grid, Key.Key_F2)
    QTest.keyClicks(focused(), "2025.3.12")
    QTest.keyClick(focused(), Key.Key_Return)
    settled(window, qtbot)
    assert titles(page) == ["植树"]
    assert records.find(window.desk.ws, KEY, text="植")[0].values["date"] == "2025-03-12"
    page.pane.set_filter(Filter(period="year"))
    settled(window, qtbot)
    assert "植树" not in titles(page)


def test_nothing_found_says_how_to_go_on(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    page.pane.set_filter(Filter(period="2020-01-01/2020-12-31"))
    settled(window, qtbot)
    assert page.ui.stack.currentWidget() is page.ui.empty
    page.pane.clear_filter()
    settled(window, qtbot)
    assert page.ui.stack.currentWidget() is page.ui.gridPage
