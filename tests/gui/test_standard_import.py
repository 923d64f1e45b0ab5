"""导入标准, 建议的规则, 报送: the dialogs, with a sheet as a superior sends it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from civdesk.desk import assessing, history, proposals, standards
from civdesk.gui.context import Desk
from civdesk.gui.indicators.proposals_dialog import ProposalsDialog
from civdesk.gui.indicators.standard_import import StandardImport

ROWS = (
    ("示例市文明单位测评标准（2026年版）", None, None, None, None),
    ("测评项目", "测评内容", "测评标准", "分值", "责任部门"),
    ("思想道德", "道德讲堂", "每月不少于1次，图片不少于2张", 10, "党政办"),
    (None, "集体学习", "全年不少于6次", 6, "综合股"),
    ("社会责任", "志愿服务", "注册志愿者占在职职工30%以上", 8, "各股室"),
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in ROWS:
        page.append(row)
    page.merge_cells("A1:E1")
    page.merge_cells("A3:A4")
    path = tmp_path / "测评标准.xlsx"
    book.save(path)
    return path


def _imported(desk: Desk, qtbot: QtBot, path: Path) -> StandardImport:
    dialog = StandardImport(desk, path)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not desk.runner.jobs and not dialog._pause.isActive())
    return dialog


def test_it_shows_what_will_come_in_and_takes_it(desk: Desk, qtbot: QtBot, sheet: Path) -> None:
    before = {one.key for one in standards.all_standards(desk.ws)}
    dialog = _imported(desk, qtbot, sheet)
    assert "2026年版" in dialog.title.text()
    assert dialog.tree.topLevelItemCount() == 2
    assert "思想道德" in dialog.tree.topLevelItem(0).text(0)
    assert dialog.tree.topLevelItem(0).child(0).text(1) == "10"
    assert any("道德讲堂" in row.title for row in dialog.proposals.listed.rows)
    with qtbot.waitSignal(dialog.taken) as came:
        dialog.accept()
    key = came.args[0]
    assert key not in before
    made = standards.standard(desk.ws, key)
    assert [one.title for one in made.indicators if not one.parent] == ["思想道德", "社会责任"]
    assert not any(one.rules for one in made.indicators), "a rule waits for a yes"
    history.undo(desk.ws)
    assert {one.key for one in standards.all_standards(desk.ws)} == before


def test_a_column_is_named_by_hand(desk: Desk, qtbot: QtBot, sheet: Path) -> None:
    dialog = _imported(desk, qtbot, sheet)
    box = dialog._meanings["责任部门"]
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not desk.runner.jobs and not dialog._pause.isActive())
    assert all(not one.lead for one in dialog._plan.standard.indicators)


def test_what_is_no_standard_is_told_and_cannot_be_taken(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    openpyxl.Workbook().save(path)
    dialog = _imported(desk, qtbot, path)
    assert dialog.problem.isVisible()
    assert not dialog.ok.isEnabled()


def test_a_new_edition_says_what_changed(desk: Desk, qtbot: QtBot, sheet: Path) -> None:
    first = _imported(desk, qtbot, sheet)
    with qtbot.waitSignal(first.taken) as came:
        first.accept()
    key = came.args[0]
    code = next(one.code for one in standards.standard(desk.ws, key).indicators if one.title == "集体学习")
    assessing.judge(desk.ws, key, code, "met", "见会议记录", desk.today())
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0]["D3"] = 12
    book.save(sheet)
    dialog = _imported(desk, qtbot, sheet)
    assert dialog.problem.isVisible(), "a standard of the same name is there"
    dialog.edition.setCurrentIndex(dialog.edition.findData(key))
    dialog.edition.activated.emit(dialog.edition.currentIndex())
    qtbot.waitUntil(lambda: not desk.runner.jobs and not dialog._pause.isActive())
    assert dialog.tabs.isTabVisible(4)
    assert any("10 → 12" in row.under for row in dialog.compared.list.listed.rows)
    said: list[str] = []
    dialog.said.connect(lambda text, _action: said.append(text))
    with qtbot.waitSignal(dialog.taken) as came:
        dialog.accept()
    assert "1 条判断" in said[0]
    carried = assessing.assess(desk.ws, came.args[0], desk.today()).indicator(code)
    assert carried.judged is not None
    assert carried.judged.reason == "见会议记录"


def test_proposals_wait_for_a_yes(desk: Desk, qtbot: QtBot, sheet: Path) -> None:
    first = _imported(desk, qtbot, sheet)
    with qtbot.waitSignal(first.taken) as came:
        first.accept()
    key = came.args[0]
    dialog = ProposalsDialog(desk, key)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    many = len(proposals.waiting(desk.ws, key))
    assert many >= 3
    sure = next(n for n, one in enumerate(proposals.waiting(desk.ws, key)) if one.certain)
    dialog.list.setCurrentIndex(dialog.list.model().index(sure, 0))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert len(proposals.waiting(desk.ws, key)) == many - 1
    assert sum(len(one.rules) for one in standards.standard(desk.ws, key).indicators) == 1
    dialog.list.setFocus()
    dialog.decline()
    assert len(proposals.waiting(desk.ws, key)) == many - 2
    assert sum(len(one.rules) for one in standards.standard(desk.ws, key).indicators) == 1


def test_all_that_are_certain_are_taken_at_once(desk: Desk, qtbot: QtBot, sheet: Path) -> None:
    first = _imported(desk, qtbot, sheet)
    with qtbot.waitSignal(first.taken) as came:
        first.accept()
    key = came.args[0]
    waiting = proposals.waiting(desk.ws, key)
    sure = sum(one.certain for one in waiting)
    dialog = ProposalsDialog(desk, key)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    said: list[str] = []
    dialog.said.connect(lambda text, _action: said.append(text))
    dialog.all_button.click()
    assert said[0].startswith(f"已采用 {sure} 条")
    assert len(proposals.waiting(desk.ws, key)) == len(waiting) - sure
    history.undo(desk.ws)
    assert len(proposals.waiting(desk.ws, key)) == len(waiting)
    # For one indicator there is no button that would take those of the others.
    single = ProposalsDialog(desk, key, waiting[0].code)
    single.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(single)
    single.show()
    assert not single.all_button.isVisible()
