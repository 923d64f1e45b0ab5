"""The clerk's daily work in the tab 台账: by keyboard, with mistakes, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame, QWidget
from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui.context import Desk
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.main_window import LEDGERS, MainWindow


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LedgersPage:
    """The tab 台账 at the moral lectures, empty."""
    QTest.keySequence(window, QKeySequence("Ctrl+2"))
    page = window.page(LEDGERS)
    assert isinstance(page, LedgersPage)
    page.show_ledger("moral_lecture")
    settled(window, qtbot)
    return page


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """What was changed has reached the page."""
    QApplication.processEvents()  # changes are told by a queued signal
    qtbot.waitUntil(lambda: not window.desk.runner.jobs and not window.changes.pending)


def write(widget: QWidget | None, text: str) -> None:
    """As an input method does: Chinese does not come by keys."""
    assert widget is not None
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def add(desk: Desk, title: str, day: str, people: str = "") -> str:
    raw = {"title": title, "date": day, "people": people}
    return records.add(desk.ws, "moral_lecture", raw, today=desk.today()).id


def titles(page: LedgersPage) -> list[str]:
    column = [c.key for c in page.grid.paged.columns].index("title")
    return [str(page.grid.paged.index(n, column).data()) for n in range(page.grid.paged.rowCount())]


def test_an_empty_ledger_says_what_to_do_first(page: LedgersPage) -> None:
    assert page.ui.stack.currentWidget() is page.ui.empty
    said = " ".join(label.text() for label in page.ui.empty.findChildren(type(page.ui.count)))
    assert "道德讲堂" in said and "还没有记录" in said


def test_a_record_is_added_by_keyboard_alone(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    QTest.keySequence(window, QKeySequence("Ctrl+N"))
    write(focused(), "第一期")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "2026.3.5")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    write(focused(), "我们的价值观")
    QTest.keySequence(focused(), QKeySequence("Ctrl+S"))
    settled(window, qtbot)
    (record,) = records.find(window.desk.ws, "moral_lecture")
    assert record.values["number"] == "第一期"
    assert record.values["date"] == "2026-03-05"
    assert titles(page) == ["我们的价值观"]
    assert "已新增" in window.messages.text.text() and window.messages.button.text() == "撤销"
    assert page.detail.form.field("date").editor.text() == "2026-03-05"


def test_what_is_wrong_is_said_at_its_field_while_typing(page: LedgersPage, qtbot: QtBot) -> None:
    page.add()
    field = page.detail.form.field("date")
    field.editor.setFocus()
    QTest.keyClicks(focused(), "2026.2.30")
    qtbot.waitUntil(lambda: bool(field.problem))
    assert "2月只有28天" in field.note.text() and field.note.isVisible()
    assert not page.detail.save()
    assert page.detail.form.field("title").problem, "a required field that is empty is marked on saving"
    assert not page.grid.paged.rowCount()
    # Mended at the very key that makes it right.
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    field.editor.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_End)
    for _ in "30":
        QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    QTest.keyClicks(focused(), "28")
    assert not field.problem


def test_edit_undo_redo_and_delete(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    id = add(window.desk, "爱岗敬业", "2026-03-26", "30")
    settled(window, qtbot)
    page.go("moral_lecture", id)
    people = page.detail.form.field("people").editor
    people.setFocus()
    focused().selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(focused(), "42")
    assert page.detail.dirty
    QTest.keySequence(focused(), QKeySequence("Ctrl+Return"))
    settled(window, qtbot)

    def now() -> object:
        return records.get(window.desk.ws, "moral_lecture", id).values["people"]

    assert now() == 42
    QTest.keySequence(window, QKeySequence("Ctrl+Z"))
    qtbot.waitUntil(lambda: now() == 30)
    qtbot.waitUntil(lambda: people.text() == "30")
    assert "已撤销" in window.messages.text.text()
    QTest.keySequence(window, QKeySequence("Ctrl+Y"))
    qtbot.waitUntil(lambda: now() == 42 and people.text() == "42")
    settled(window, qtbot)
    page.grid.setFocus()
    page.grid.select_id(id)
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    settled(window, qtbot)
    assert not page.grid.paged.rowCount() and not page.detail.is_open
    window.messages.button.click()
    qtbot.waitUntil(lambda: titles(page) == ["爱岗敬业"])


def test_two_presses_of_undo_take_back_two_steps(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    add(window.desk, "第一讲", "2026-01-05")
    add(window.desk, "第二讲", "2026-02-05")
    settled(window, qtbot)
    QTest.keySequence(window, QKeySequence("Ctrl+Z"))
    QTest.keySequence(window, QKeySequence("Ctrl+Z"))
    qtbot.waitUntil(lambda: not records.find(window.desk.ws, "moral_lecture"))
    qtbot.waitUntil(lambda: not window.ui.actionUndo.isEnabled())


def test_sorting_by_a_click_on_the_head(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    for title, day, people in (
        ("甲", "2026-01-05", "9"),
        ("乙", "2026-02-05", "120"),
        ("丙", "2026-03-05", "30"),
    ):
        add(window.desk, title, day, people)
    settled(window, qtbot)
    assert titles(page) == ["丙", "乙", "甲"], "the latest first"
    head = page.grid.horizontalHeader()
    column = [c.key for c in page.grid.paged.columns].index("people")
    page.grid.scrollTo(page.grid.paged.index(0, column))
    place = QPoint(head.sectionViewportPosition(column) + 10, 10)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert titles(page) == ["甲", "丙", "乙"]
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert titles(page) == ["乙", "丙", "甲"]


def test_filter_and_totals(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    add(window.desk, "孝老爱亲", "2026-01-05", "40")
    add(window.desk, "爱岗敬业", "2026-02-05", "60")
    settled(window, qtbot)
    qtbot.waitUntil(lambda: "100 人次" in page.ui.totals.text())
    page.ui.filter.setText("孝老")
    qtbot.waitUntil(lambda: titles(page) == ["孝老爱亲"])
    qtbot.waitUntil(lambda: "40 人次" in page.ui.totals.text())
    assert "找到 1 条" in page.ui.count.text()


def test_what_is_typed_waits_while_one_looks_elsewhere(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    id = add(window.desk, "爱岗敬业", "2026-03-26")
    other = add(window.desk, "孝老爱亲", "2026-04-26")
    settled(window, qtbot)
    page.go("moral_lecture", id)
    write(page.detail.form.field("content").editor.focusProxy(), "写到一半")
    page.go("moral_lecture", other)
    assert "还没有保存" in window.messages.text.text()
    assert page.detail.form.field("content").editor.text() == ""
    window.messages.button.click()
    assert page.detail.record == id
    assert page.detail.form.field("content").editor.text() == "写到一半"
    assert records.get(window.desk.ws, "moral_lecture", id).values["content"] is None


def test_the_window_does_not_close_over_unsaved_words(window: MainWindow, page: LedgersPage) -> None:
    page.add()
    write(page.detail.form.field("title").editor.focusProxy(), "没写完")
    assert not window.close()
    assert "没保存" in window.messages.text.text() and window.isVisible()


def test_copy_last_and_save_and_next(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    add(window.desk, "爱岗敬业", "2026-03-26", "30")
    settled(window, qtbot)
    page.add()
    QTest.keySequence(focused(), QKeySequence("Ctrl+D"))
    assert page.detail.form.field("people").editor.text() == "30"
    assert page.detail.form.field("date").editor.text() == "", "a copied day would pass for a typed one"
    QTest.keyClicks(focused(), "2026-04-26")
    QTest.keySequence(focused(), QKeySequence("Ctrl+Shift+Return"))
    settled(window, qtbot)
    assert len(records.find(window.desk.ws, "moral_lecture")) == 2
    assert page.detail.record == "" and page.detail.form.field("people").editor.text() == ""


def test_several_deleted_at_once_come_back_at_once(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    for n in range(5):
        add(window.desk, f"第{n + 1}讲", f"2026-0{n + 1}-05")
    settled(window, qtbot)
    page.grid.selectAll()
    assert "5 条" in page.ui.deleteButton.text()
    page.ui.deleteButton.click()
    qtbot.waitUntil(lambda: not page.grid.paged.rowCount())
    qtbot.waitUntil(lambda: "已删除 5 条" in window.messages.text.text())
    window.messages.button.click()
    qtbot.waitUntil(lambda: page.grid.paged.rowCount() == 5)


def test_the_history_tells_old_and_new(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    id = add(window.desk, "爱岗敬业", "2026-03-26", "30")
    records.change(window.desk.ws, "moral_lecture", id, {"people": "42"}, today=window.desk.today())
    settled(window, qtbot)
    page.go("moral_lecture", id)
    page.detail.ui.tabs.setCurrentWidget(page.detail.ui.history)
    assert "参加人数：30 → 42" in page.detail.ui.history.lines


def test_a_known_name_is_offered(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    records.add(window.desk.ws, "staff", {"title": "王小明"}, today=window.desk.today())
    settled(window, qtbot)
    page.add()
    editor = page.detail.form.field("speaker").editor
    editor.setFocus()
    write(focused(), "小明")
    completer = editor._completer  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: completer.popup().isVisible())
    assert completer.currentCompletion() == "王小明"
    completer.activated.emit("王小明")
    completer.popup().hide()
    assert editor.text() == "王小明"


def test_ledgers_are_found_by_their_names(page: LedgersPage) -> None:
    page.list.search.setText("讲堂")
    assert page.list.listed.row_of("moral_lecture") >= 0
    assert page.list.listed.row_of("staff") < 0
    page.list.search.setText("")
    assert page.list.listed.row_of("staff") >= 0


def test_columns_that_nobody_fills_wait_for_their_first_value(window: MainWindow, qtbot: QtBot) -> None:
    ws = window.desk.ws
    one = records.add(ws, "department", {"名称": "党政办", "类型": "股室"}, today=window.desk.today())
    window.go(1, "department", one.id)
    page = window.page(1)
    keys = records.ledger(ws, "department").keys
    shown = lambda: {key for n, key in enumerate(keys) if not page.grid.isColumnHidden(n)}  # noqa: E731
    assert shown() == {"title", "kind"}
    records.change(ws, "department", one.id, {"联络员": "王秀红"}, today=window.desk.today())
    qtbot.waitUntil(lambda: shown() == {"title", "kind", "contact"})


def test_a_default_is_replaced_by_typing(page: LedgersPage) -> None:
    page.show_ledger("cycle")
    page.add()
    assert focused().text() == "省级文明单位"  # type: ignore[attr-defined]
    write(focused(), "市级文明单位")
    assert page.detail.form.texts()["title"] == "市级文明单位"


def test_the_text_of_an_open_choice_is_whole_while_it_is_typed(page: LedgersPage) -> None:
    page.show_ledger("cycle")
    page.add()
    line = page.detail.form.field("level").editor.line
    line.setFocus()
    QApplication.processEvents()
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    assert room.height() >= line.fontMetrics().height()
