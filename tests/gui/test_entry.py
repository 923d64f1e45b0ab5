"""Entering records by keyboard alone: picking names, mistakes, what stays, what is there already."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui.ledgers.editors import PickEditor
from civdesk.gui.ledgers.form_field import FormField
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.main_window import LEDGERS, MainWindow
from tests.gui.test_ledgers_journey import focused, settled, write

STAFF = ("王秀红", "王晓华", "单晓明", "李志强")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LedgersPage:
    """A new moral lecture under way in a unit with some people, two departments and a hall."""
    ws, today = window.desk.ws, window.desk.today()
    records.add_many(ws, "staff", [{"title": name} for name in STAFF], today=today)
    left = {"title": "王旭辉", "left_on": "2026-02-01"}
    records.add(ws, "staff", left, today=today)
    records.add_many(ws, "department", [{"title": "党政办"}, {"title": "法规股"}], today=today)
    records.add(ws, "site", {"title": "三楼会议室"}, today=today)
    window.go(LEDGERS, "moral_lecture", "")
    page = window.page(LEDGERS)
    assert isinstance(page, LedgersPage)
    page.add()
    settled(window, qtbot)
    return page


def into(page: LedgersPage, key: str) -> FormField:
    """The focus is in that field, as after Tab."""
    field = page.detail.form.field(key)
    field.editor.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return field


def picks(field: FormField) -> list[str]:
    QApplication.processEvents()  # offscreen a list that opens becomes active, if only for a moment
    assert isinstance(field.editor, PickEditor)
    return field.editor.offered


def test_initials_find_a_name_and_enter_takes_it(page: LedgersPage) -> None:
    field = into(page, "host")
    QTest.keyClicks(focused(), "wxh")
    assert picks(field) == ["王秀红", "王晓华", "王旭辉"], "who has left comes last"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert field.editor.text() == "王秀红" and not picks(field)
    assert page.detail.dirty


def test_initials_are_no_name_while_the_list_is_open(page: LedgersPage) -> None:
    field = into(page, "host")
    QTest.keyClicks(focused(), "wxh")
    field._pause.timeout.emit()
    assert picks(field) and not field.note.text()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    field._pause.timeout.emit()
    assert "名册里没有“wxh”" in field.note.text()


def test_several_names_one_after_the_other(page: LedgersPage) -> None:
    field = into(page, "speaker")
    QTest.keyClicks(focused(), "sxm")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "lzq")
    assert picks(field) == ["李志强"]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert field.editor.text() == "单晓明、李志强"
    assert not field.editor.isAncestorOf(focused()), "Tab goes on to the next field"
    assert field.editor.line.text() == "单晓明、李志强"  # type: ignore[attr-defined]


def test_down_opens_the_list_and_ticks_several(page: LedgersPage, qtbot: QtBot) -> None:
    field = into(page, "speaker")
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert picks(field)[: len(STAFF) + 1] == [*STAFF, "王旭辉"], "the words for groups come last"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(picks(field)))
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(picks(field)))
    assert field.editor.text() == "王秀红、王晓华"
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.editor.text() == "王秀红" and bool(picks(field)))
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not picks(field) and page.detail.is_open, "Esc closes the list, not the record"


def test_who_has_left_is_marked_by_the_day_of_the_record(page: LedgersPage) -> None:
    page.detail.form.field("date").editor.set_text("2026-01-15")
    field = into(page, "host")
    QTest.keyClicks(focused(), "wxh")
    assert picks(field) == ["王秀红", "王晓华", "王旭辉"]
    marks = [one.mark for one in field.editor._listed.picks]  # type: ignore[attr-defined]
    assert marks == ["", "", ""], "on that day he was still there"


def test_chinese_typed_is_left_as_typed(page: LedgersPage) -> None:
    field = into(page, "host")
    write(focused(), "王秀")
    assert picks(field) == ["王秀红"]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert field.editor.text() == "王秀"


def test_a_stranger_is_told_softly_and_entered_by_one_key(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    field = into(page, "host")
    write(focused(), "赵钱孙")
    qtbot.waitUntil(lambda: "名册里没有“赵钱孙”，照原样保存" in field.note.text())
    assert not field.problem
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert [r.values["title"] for r in records.find(window.desk.ws, "staff", text="赵钱孙")] == ["赵钱孙"]
    assert not field.note.text() and "已加入《人员花名册》" in window.messages.text.text()
    window.messages.button.click()
    qtbot.waitUntil(lambda: not records.find(window.desk.ws, "staff", text="赵钱孙"))


def test_without_a_register_nobody_is_a_stranger(page: LedgersPage, window: MainWindow) -> None:
    ids = [record.id for record in records.find(window.desk.ws, "site")]
    records.delete(window.desk.ws, "site", ids)
    field = into(page, "place")
    write(focused(), "大礼堂")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert not field.note.text()


def test_places_used_before_are_offered_too(window: MainWindow, page: LedgersPage) -> None:
    raw = {"title": "甲", "date": "2026-03-01", "place": "A座大厅"}
    records.add(window.desk.ws, "moral_lecture", raw, today=window.desk.today())
    field = into(page, "place")
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert picks(field) == ["A座大厅", "三楼会议室"], "what was used lately first"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    QTest.keyClicks(focused(), "sl")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert field.editor.text() == "三楼会议室"


def test_letters_may_be_meant_as_they_stand_where_a_text_is_asked(
    window: MainWindow, page: LedgersPage
) -> None:
    raw = {"title": "甲", "date": "2026-03-01", "extra": "安全知识问答"}
    records.add(window.desk.ws, "moral_lecture", raw, today=window.desk.today())
    field = into(page, "extra")
    QTest.keyClicks(focused(), "A")
    assert picks(field) == ["安全知识问答"]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert field.editor.text() == "A"
    into(page, "extra")
    focused().selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(focused(), "aq")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert field.editor.text() == "安全知识问答"


def test_a_closed_choice_is_found_by_initials_and_refuses_another_word(page: LedgersPage) -> None:
    page.show_ledger("staff")
    page.add()
    field = into(page, "status")
    focused().selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(focused(), "tx")
    assert picks(field) == ["退休"]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert field.editor.text() == "退休" and not field.problem
    into(page, "status")
    focused().selectAll()  # type: ignore[attr-defined]
    write(focused(), "请假")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert "不在可选范围内" in field.problem


@pytest.mark.parametrize(
    ("ledger", "key", "typed", "said"),
    [
        ("moral_lecture", "date", "2026.2.30", "2月只有28天"),
        ("moral_lecture", "date", "前天", "前天"),
        ("moral_lecture", "people", "三十多x", "三十多x"),
        ("moral_lecture", "people", "-3", "-3"),
        ("moral_lecture", "people", "3.5", "3.5"),
        ("volunteer_activity", "hours", "1.2345", "1.2345"),
        ("volunteer_activity", "hours", "-2", "-2"),
        ("volunteer_activity", "time", "11:00-9:00", "11:00"),
        ("cycle", "period", "2027-2026", "202"),
    ],
)
def test_each_kind_of_mistake_is_told_at_its_field(
    page: LedgersPage, qtbot: QtBot, ledger: str, key: str, typed: str, said: str
) -> None:
    page.show_ledger(ledger)
    page.add()
    field = into(page, key)
    write(focused(), typed)
    qtbot.waitUntil(lambda: bool(field.problem))
    assert said in field.problem and field.note.isVisible()


def test_a_day_without_a_year_is_one_of_this_year(window: MainWindow, page: LedgersPage) -> None:
    into(page, "title")
    write(focused(), "廉洁家风")
    into(page, "date")
    QTest.keyClicks(focused(), "3.5")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    field = page.detail.form.field("date")
    assert field.editor.text() == "2026-03-05" and not field.problem, "the year is shown before it is saved"
    into(page, "date")
    focused().selectAll()  # type: ignore[attr-defined]
    write(focused(), "6月7日")
    QTest.keyClick(focused(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (saved,) = records.find(window.desk.ws, "moral_lecture")
    assert saved.values["date"] == "2026-06-07", "Ctrl+S does not leave the field first"


def test_an_end_before_the_beginning_is_told_at_once(page: LedgersPage) -> None:
    page.show_ledger("staff")
    page.add()
    into(page, "joined_on")
    QTest.keyClicks(focused(), "2026-03-01")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "2026-02-01")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert "早于“到岗日期”" in page.detail.form.field("left_on").problem


def test_what_is_required_is_told_on_leaving_and_the_first_mistake_gets_the_focus(page: LedgersPage) -> None:
    field = into(page, "title")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert "不能为空" in field.problem
    assert not page.detail.save()
    assert page.detail.form.field("date").editor.isAncestorOf(focused())
    assert page.detail.form.field("date").problem


def test_the_next_record_begins_without_reproach(page: LedgersPage) -> None:
    page.show_ledger("volunteer_activity")
    page.add()
    into(page, "title")
    write(focused(), "廉洁家风")
    into(page, "date")
    QTest.keyClicks(focused(), "2026-03-05")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focused(), Qt.Key.Key_Return, both)
    assert not page.detail.record and page.detail.form.field("title").editor.isAncestorOf(focused())
    assert not page.detail.form.field("date").problem, "it was left by the desk, not by the clerk"


def test_what_is_typed_is_saved_from_the_list_too(window: MainWindow, page: LedgersPage) -> None:
    into(page, "date")
    QTest.keyClicks(focused(), "2026-03-05")
    into(page, "title")
    write(focused(), "廉洁家风")
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [one.values["title"] for one in records.find(window.desk.ws, "moral_lecture")] == ["廉洁家风"]


def test_right_takes_over_what_the_last_one_had(window: MainWindow, page: LedgersPage) -> None:
    raw = {"title": "甲", "date": "2026-03-01", "department": "党政办", "number": "2026-013"}
    records.add(window.desk.ws, "moral_lecture", raw, today=window.desk.today())
    page.add()
    field = into(page, "department")
    assert "党政办" in focused().placeholderText() and field.editor.text() == ""  # type: ignore[attr-defined]
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert field.editor.text() == "党政办"
    number = into(page, "number")
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert number.editor.text() == "2026-014"
    assert "甲" not in page.detail.form.field("title").editor.line.placeholderText()  # type: ignore[attr-defined]


def test_a_pinned_field_stays_for_the_next_record(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    for key, text in (("number", "第9期"), ("date", "2026-03-01"), ("title", "甲"), ("department", "党政办")):
        into(page, key)
        write(focused(), text)
        if key in ("number", "department"):
            QTest.keySequence(focused(), QKeySequence("Ctrl+L"))
    QTest.keySequence(focused(), QKeySequence("Ctrl+Shift+Return"))
    settled(window, qtbot)
    texts = page.detail.form.texts()
    assert (texts["department"], texts["number"], texts["title"]) == ("党政办", "第10期", "")
    assert not page.detail.dirty, "what stayed by itself is nothing unsaved"
    assert window.desk.settings["pinned"] == {"moral_lecture": ["number", "department"]}
    page.show_ledger("staff")
    page.show_ledger("moral_lecture")
    page.add()
    assert page.detail.form.field("department").pin.isChecked()


def test_a_record_is_copied_without_its_days(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    raw = {"title": "甲", "date": "2026-03-01", "people": "30", "number": "007", "content": "内容"}
    one = records.add(window.desk.ws, "moral_lecture", raw, today=window.desk.today())
    settled(window, qtbot)
    page.go("moral_lecture", one.id)
    into(page, "title")
    QTest.keySequence(focused(), QKeySequence("Ctrl+Shift+D"))
    texts = page.detail.form.texts()
    assert page.detail.record == ""
    assert (texts["title"], texts["people"], texts["number"], texts["date"]) == ("甲", "30", "008", "")
    assert page.detail.form.field("date").editor.isAncestorOf(focused())
    QTest.keyClicks(focused(), "2026-04-01")
    QTest.keySequence(focused(), QKeySequence("Ctrl+S"))
    settled(window, qtbot)
    assert len(records.find(window.desk.ws, "moral_lecture")) == 2


def test_one_that_is_there_already_is_told(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    raw = {"title": "爱岗敬业", "date": "2026-03-01"}
    one = records.add(window.desk.ws, "moral_lecture", raw, today=window.desk.today())
    settled(window, qtbot)
    page.add()
    into(page, "date")
    QTest.keyClicks(focused(), "2026.3.1")
    field = into(page, "title")
    write(focused(), "爱岗敬业")
    qtbot.waitUntil(lambda: "同一天已有一条同名的记录" in field.note.text())
    assert not field.problem, "it may be meant"
    field.note.linkActivated.emit(one.id)
    assert page.detail.record == one.id
    assert page.detail.drafts == 1


def test_a_draft_outlives_a_crash(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    into(page, "title")
    write(focused(), "写到一半")
    page.detail._writing.stop()
    page.detail._writing.timeout.emit()
    # Another window on the same workspace, as after a crash: nothing of the first one was closed.
    again = LedgersPage(window.desk)
    qtbot.addWidget(again)
    said: list[str] = []
    again.said.connect(lambda text, _action: said.append(text))
    qtbot.waitUntil(lambda: bool(said))
    assert "上次有 1 条写了没保存，已经找回" in said[0]
    again.go("moral_lecture", "")
    assert again.detail.form.field("title").editor.text() == "写到一半"
    again.detail.leave()
    assert not list((window.desk.settings.path.parent / "drafts").glob("*.json"))


def test_a_saved_draft_leaves_nothing_behind(window: MainWindow, page: LedgersPage) -> None:
    into(page, "title")
    write(focused(), "写完了")
    into(page, "date")
    QTest.keyClicks(focused(), date(2026, 3, 1).isoformat())
    page.detail._writing.timeout.emit()
    folder = window.desk.settings.path.parent / "drafts"
    assert len(list(folder.glob("*.json"))) == 1
    QTest.keySequence(focused(), QKeySequence("Ctrl+S"))
    assert not list(folder.glob("*.json"))
