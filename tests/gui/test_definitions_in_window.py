"""A ledger that changes while it is open, and an older file that is opened."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from civdesk.app import _bring_up_to_date
from civdesk.desk import definitions, history, records
from civdesk.domain.fields import Kind
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.main_window import LEDGERS, MainWindow
from civdesk.store import definitions as store


def settled(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.desk.runner.jobs and not window.changes.pending)


def page_of(window: MainWindow, qtbot: QtBot) -> LedgersPage:
    window.ui.tabs.setCurrentIndex(LEDGERS)
    page = window.page(LEDGERS)
    assert isinstance(page, LedgersPage)
    page.show_ledger("moral_lecture")
    settled(window, qtbot)
    return page


def columns(page: LedgersPage) -> list[str]:
    return [one.key for one in page.grid.paged.columns]


def test_the_open_ledger_follows_its_definition(window: MainWindow, qtbot: QtBot) -> None:
    desk, page = window.desk, page_of(window, qtbot)
    raw = {"日期": "2026-07-01", "主题": "甲", "地点": "礼堂"}
    one = records.add(desk.ws, "moral_lecture", raw, today=desk.today()).id
    settled(window, qtbot)
    page.go("moral_lecture", one)
    definitions.add_field(desk.ws, "moral_lecture", "形式", Kind.TEXT)
    definitions.change_field(desk.ws, "moral_lecture", "地点", hidden=True)
    settled(window, qtbot)
    assert "x_xs" in columns(page) and "place" not in columns(page)
    assert page.detail.record == one, "the record that was open is open"
    editor = page.detail.form.field("x_xs").editor
    editor.set_text("宣讲")
    editor.edited.emit()
    assert page.detail.save()
    settled(window, qtbot)
    values = records.get(desk.ws, "moral_lecture", one).values
    assert (values["x_xs"], values["place"]) == ("宣讲", "礼堂"), "what is hidden is kept"
    for _ in range(3):
        history.undo(desk.ws)
    settled(window, qtbot)
    assert "x_xs" not in columns(page) and "place" in columns(page)


def test_a_ledger_that_is_undone_while_it_is_open(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, qtbot)
    made = definitions.new_ledger(window.desk.ws, "食堂检查", group="后勤").ledger
    settled(window, qtbot)
    page.show_ledger(made.key)
    settled(window, qtbot)
    assert page.ui.title.text() == "食堂检查"
    history.undo(window.desk.ws)
    settled(window, qtbot)
    assert page.ledger_key in records.all_ledgers(window.desk.ws)
    assert page.list.listed.row_of(made.key) < 0


def test_an_older_file_is_brought_up_to_date_and_it_is_said(window: MainWindow, qtbot: QtBot) -> None:
    ws = window.desk.ws
    _bring_up_to_date(ws, window)
    assert "已补上" not in window.messages.text.text()
    ws.operate(
        "test", "旧版", lambda db: db.execute("delete from ledger where id = 'document'"), undoable=False
    )
    ws.unlogged(lambda db: store.mark_shipped(db, 1))
    _bring_up_to_date(ws, window)
    settled(window, qtbot)
    assert "已补上程序新带的台账 1 本" in window.messages.text.text()
    assert "document" in records.all_ledgers(ws)
