"""Registers in the window: the list of a day, a reshuffle, a person, a new name, filters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from civdesk.desk import records, rosters
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.ledgers.person_dialog import PersonDialog
from civdesk.gui.ledgers.rename_dialog import RenameDialog
from civdesk.gui.ledgers.reshuffle_dialog import ReshuffleDialog
from civdesk.gui.ledgers.roster_dialog import RosterDialog
from civdesk.gui.main_window import LEDGERS, MainWindow
from tests.filling import put

BODY = "创建工作领导小组"


def settled(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.desk.runner.jobs and not window.changes.pending)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LedgersPage:
    """A leading group before and after a change, two departments, three people, an activity."""
    ws = window.desk.ws
    put(
        ws,
        "leading_group",
        {"body": BODY, "role": "组长", "person": "甲", "position": "局长", "started_on": "2025-09-01"},
        {"body": BODY, "role": "成员", "person": "乙", "started_on": "2025-09-01", "ended_on": "2026-04-12"},
        {"body": BODY, "role": "成员", "person": "丙", "started_on": "2026-04-13"},
    )
    put(
        ws,
        "department",
        {"title": "党政办", "kind": "股室", "head": "甲"},
        {"title": "综合股", "kind": "股室"},
    )
    put(
        ws,
        "staff",
        {"title": "甲", "status": "在职", "department": "党政办"},
        {"title": "乙", "status": "退休", "left_on": "2026-06-30"},
        {"title": "丙", "status": "在职", "politics": "中共党员"},
    )
    put(
        ws,
        "activity",
        {"title": "植树", "date": "2026-03-12", "support": ["各股室"], "participants": ["甲"]},
        {"title": "诵读", "date": "2026-04-23", "department": "党政办"},
    )
    QTest.keySequence(window, QKeySequence("Ctrl+2"))
    made = window.page(LEDGERS)
    assert isinstance(made, LedgersPage)
    settled(window, qtbot)
    return made


def show(page: LedgersPage, key: str, window: MainWindow, qtbot: QtBot) -> None:
    page.show_ledger(key)
    settled(window, qtbot)


def titles(page: LedgersPage, key: str) -> list[str]:
    column = page.grid.paged.column_of(key)
    return [str(page.grid.paged.index(n, column).data()) for n in range(page.grid.paged.rowCount())]


def listed(dialog: RosterDialog) -> list[str]:
    assert dialog.made is not None
    return [one.name for one in dialog.made.members]


def roster(page: LedgersPage) -> RosterDialog:
    page.pane.ui.moreButton.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == "名单…").trigger()
    menu.hide()
    dialog = page.pane.roster
    assert isinstance(dialog, RosterDialog) and dialog.isVisible()
    return dialog


def test_the_list_of_a_day_and_what_changed(
    window: MainWindow, page: LedgersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    show(page, "leading_group", window, qtbot)
    dialog = roster(page)
    assert listed(dialog) == ["甲", "丙"] and "2 人" in dialog.told.text()
    assert dialog.changes.isHidden()
    dialog.compare.set_text("2026-4-1")
    dialog.show_list()
    assert "新增 1 人：丙（成员）" in dialog.changes.text() and "离开 1 人：乙" in dialog.changes.text()
    dialog.on.set_text("2026-04-12")
    dialog.show_list()
    assert listed(dialog) == ["甲", "乙"]
    dialog.on.set_text("哪天")
    dialog.show_list()
    assert dialog.told.property("role") == "problem" and not dialog.export_button.isEnabled()
    dialog.on.set_text("2026-07-31")
    dialog.show_list()
    dialog.copy()
    assert "1\t组长\t甲\t局长" in QGuiApplication.clipboard().text()
    target = tmp_path / "名单.xlsx"
    dialog.export(target)
    assert openpyxl.load_workbook(target).active is not None and not dialog.isVisible()


def test_a_reshuffle_from_the_list(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    show(page, "leading_group", window, qtbot)
    dialog = roster(page)
    dialog.part.setCurrentText(BODY)
    dialog.reshuffle_button.click()
    asking = dialog.asking
    assert isinstance(asking, ReshuffleDialog)
    assert asking.lines.toPlainText() == "组长：甲（局长）\n成员：丙" and not asking.ok.isEnabled()
    asking.lines.setPlainText("组长：甲\n副组长：丙\n成员：丁")
    asking.tell()
    assert "离任：丙" in asking.told.text() and "新任：丙、丁" in asking.told.text()
    asking.lines.setPlainText("组长")
    asking.tell()
    assert asking.told.property("role") == "problem" and not asking.ok.isEnabled()
    asking.lines.setPlainText("组长：甲\n副组长：丙\n成员：丁")
    asking.number.setText("示交〔2026〕20号")
    asking.accept()
    settled(window, qtbot)
    assert listed(dialog) == ["甲", "丙", "丁"] and "新增 1 人：丁" in dialog.changes.text()
    before = rosters.roster(window.desk.ws, on=date(2026, 7, 30), part=BODY)
    assert [one.name for one in before.members] == ["甲", "丙"]
    dialog.reject()


def test_filters_of_the_definition_ask_about_a_day(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    show(page, "staff", window, qtbot)
    page.pane.bar.toggle("在职")
    settled(window, qtbot)
    assert titles(page, "title") == ["甲", "丙"] and page.pane.asked.on == "today"
    page.pane.bar.toggle("党员")
    settled(window, qtbot)
    assert titles(page, "title") == ["丙"]
    page.pane.clear_filter()
    page.pane.bar.toggle("退休")
    settled(window, qtbot)
    assert titles(page, "title") == ["乙"]


def test_the_day_works_for_every_register(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    for key, book in records.all_ledgers(window.desk.ws).items():
        if book.register is None:
            continue
        show(page, key, window, qtbot)
        dated = bool(book.register.start or book.register.end)
        assert page.pane.bar.on.isVisible() == dated, key
        page.pane.show_roster()
        assert page.pane.roster is not None and page.pane.roster.made is not None, key
        page.pane.roster.reject()


def test_who_looks_for_a_department_sees_the_duties_of_its_group(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    found = records.find(window.desk.ws, "activity", {"配合科室": "综合股"})
    assert [one.values["title"] for one in found] == ["植树"]


def test_a_department_gets_another_name_everywhere(
    window: MainWindow, page: LedgersPage, qtbot: QtBot
) -> None:
    (one,) = records.find(window.desk.ws, "department", {"名称": "党政办"})
    show(page, "department", window, qtbot)
    page.go("department", one.id)
    actions = page.detail.members
    assert actions.rename_action.isVisible() and not actions.person_action.isVisible()
    actions.rename_action.trigger()
    dialog = actions.dialog
    assert isinstance(dialog, RenameDialog) and not dialog.ok.isEnabled()
    dialog.line.setText("办公室")
    dialog.tell()
    assert "《活动》 牵头科室 1 处" in dialog.told.text()
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert page.detail.ui.title.text() == "办公室"
    assert records.find(window.desk.ws, "activity", {"牵头科室": "办公室"})
    show(page, "activity", window, qtbot)
    page.go("activity", records.find(window.desk.ws, "activity")[0].id)
    assert not actions.rename_action.isVisible()


def test_a_person_and_what_stays_when_they_leave(window: MainWindow, page: LedgersPage, qtbot: QtBot) -> None:
    (one,) = records.find(window.desk.ws, "staff", {"姓名": "甲"})
    show(page, "staff", window, qtbot)
    page.go("staff", one.id)
    page.detail.members.person_action.trigger()
    dialog = page.detail.members.dialog
    assert isinstance(dialog, PersonDialog)
    qtbot.waitUntil(lambda: dialog.card is not None)
    assert dialog.card is not None
    assert {duty.role for duty in dialog.card.duties} == {"主要负责人", "组长"}
    assert [(part.title, part.count) for part in dialog.card.parts] == [("活动", 1)]
    row = next(n for n, duty in enumerate(dialog.card.duties) if duty.role == "主要负责人")
    dialog.duty_table.opened.emit(row)
    settled(window, qtbot)
    assert page.ledger_key == "department" and page.detail.ui.title.text() == "党政办"
    page.go("staff", one.id)
    page.detail.form.field("left_on").editor.set_text("2026-07-31")
    told: list[str] = []
    page.detail.said.connect(lambda text, _action: told.append(text))
    assert page.detail.save()
    settled(window, qtbot)
    assert any("还有 2 件事" in text for text in told), told
