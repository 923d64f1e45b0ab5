"""首次设置: a whole first start by keyboard; what was put off comes again; all of it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from civdesk.app import start_qt
from civdesk.desk import first_steps, history, records, standards, workspaces
from civdesk.desk.first_steps import Progress, Step
from civdesk.gui.context import Desk
from civdesk.gui.first_start import FirstStart, offer
from civdesk.gui.import_dialog import ImportDialog
from civdesk.gui.main_window import MainWindow
from civdesk.gui.runner import JobRunner
from civdesk.settings import Settings
from civdesk.store.workspace import Workspace

from .conftest import TODAY


@pytest.fixture
def fresh(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A new workspace that nobody has named yet."""
    settings = Settings(tmp_path / "settings.json")
    start_qt(settings)
    runner = JobRunner()
    yield Desk(workspace, settings, runner, lambda: TODAY)
    runner.shutdown()


@pytest.fixture
def shown(fresh: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(fresh)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: not fresh.runner.jobs)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def dialog(shown: MainWindow, qtbot: QtBot) -> FirstStart:
    made = offer(shown.desk, shown.say, shown)
    assert made is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.ui.unit)
    return made


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Five people, one without a name, one whose date cannot be."""
    book = openpyxl.Workbook()
    rows = [
        ["青山县交通运输局干部职工花名册"],
        ["序号", "姓名", "所在科室", "是否注册志愿者", "注册日期"],
        [1, "张三", "党政办", "是", "2024.3.5"],
        [2, "李四", "综合股", "否", ""],
        [3, "王五", "后勤组", "是", "2025-05-04"],
        [4, "", "党政办", "否", ""],
        [5, "赵六", "党政办", "是", "2026.2.30"],
    ]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "花名册.xlsx")
    return tmp_path / "花名册.xlsx"


def write(text: str) -> None:
    """As an input method does: Chinese does not come by keys."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def stand(desk: Desk) -> list[str]:
    return [str(one) for one in first_steps.progress(desk.ws).values()]


def test_a_whole_first_start_by_keyboard(
    dialog: FirstStart, shown: MainWindow, sheet: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = shown.desk.ws
    write("青山县交通运输局")
    press(Qt.Key.Key_Return)
    assert workspaces.setting(ws, "unit") == "青山县交通运输局"

    assert dialog.step is Step.CYCLE and focused().text() == "省级文明单位"  # type: ignore[attr-defined]
    for text in ("省级", "保持", "2024-2026"):
        press(Qt.Key.Key_Tab)
        write(text)
    press(Qt.Key.Key_Return)
    (cycle,) = records.find(ws, "cycle")
    assert cycle.values["unit"] == "青山县交通运输局" and cycle.values["level"] == "省级"
    assert cycle.values["goal"] == "保持" and cycle.values["period"] == "2024-01-01/2026-12-31"

    assert dialog.step is Step.DEPARTMENTS and focused() is dialog.ui.departments
    write("党政办")
    press(Qt.Key.Key_Return)
    QApplication.clipboard().setText("1\t综合股\t李四\n2\t党政办\t张三\n3\t运输股\t")
    QTest.keySequence(focused(), QKeySequence.StandardKey.Paste)
    assert "将添加 3 个科室" in dialog.ui.departmentsCount.text()
    assert "重复的不再添加：党政办" in dialog.ui.departmentsCount.text()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    titles = [one.values["title"] for one in records.find(ws, "department")]
    assert titles == ["党政办", "综合股", "运输股"]

    assert dialog.step is Step.STAFF and focused() is dialog.ui.nextButton
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(sheet), ""))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.staff.coming == 3)
    assert dialog.ui.staffSummary.text() == "3 人可导入，2 行退回"
    assert "第 7 行" in dialog.ui.staffNotes.text() and "2月只有28天" in dialog.ui.staffNotes.text()
    assert "后勤组" in dialog.ui.staffNotes.text()
    assert records.counts(ws)["staff"] == 0, "looking changes nothing"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: records.counts(ws)["staff"] == 3 and not shown.desk.runner.jobs)
    assert dialog.step is Step.STAFF, "what was sent back is shown before going on"
    assert "2 行退回" in dialog.ui.staffSummary.text() and dialog.ui.nextButton.text() == "继续"
    press(Qt.Key.Key_Return)

    assert dialog.step is Step.STANDARD and dialog.ui.nextButton.text() == "保存，完成"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert stand(shown.desk) == ["done"] * 5 and not FirstStart.wanted(shown.desk)
    assert shown.messages.text.text() == "首次设置完成。"
    assert offer(shown.desk, shown.say, shown) is None


def test_every_step_can_be_undone_one_operation_each(dialog: FirstStart, shown: MainWindow) -> None:
    ws = shown.desk.ws
    dialog.ui.unit.setText("甲局")
    dialog.save()
    dialog.cycle["period"].editor.set_text("2024-2026")
    dialog.save()
    dialog.ui.departments.setPlainText("党政办\n综合股\n计财股")
    dialog.save()
    dialog.reject()
    assert [history.next_titles(ws)[0], history.undo(ws).title] == ["新增《科室》：党政办 等 3 条"] * 2
    assert records.counts(ws)["department"] == 0
    assert history.undo(ws).title.startswith("新增《单位与创建周期》")
    history.undo(ws)
    assert workspaces.setting(ws, "unit") == ""
    assert history.next_titles(ws)[0] is None
    assert FirstStart.wanted(shown.desk), "what was undone is asked for again"


def test_what_was_put_off_comes_again_from_the_menu_and_as_a_reminder(
    dialog: FirstStart, shown: MainWindow, qtbot: QtBot
) -> None:
    QTest.keySequence(dialog, QKeySequence("Alt+L"))
    qtbot.waitUntil(lambda: dialog.step is Step.CYCLE)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert stand(shown.desk) == ["later"] * 5 and not FirstStart.wanted(shown.desk)
    assert "首次设置" in shown.messages.text.text()
    # The next start reminds at the edge instead of asking.
    assert offer(shown.desk, shown.say, shown) is None
    assert "单位名称、创建周期、科室、人员花名册、测评标准" in shown.messages.text.text()
    shown.messages.button.click()
    (again,) = [one for one in shown.findChildren(FirstStart) if one.isVisible()]
    again.ui.unit.setText("甲局")
    again.save()
    again.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(again))
    shown.ui.actionFirstStart.trigger()
    (menu,) = [one for one in shown.findChildren(FirstStart) if one.isVisible()]
    assert menu.step is Step.CYCLE, "the first that is not done"
    assert menu.ui.steps.listed.rows[0].under == "甲局" and menu.ui.steps.listed.rows[1].right == "稍后"


def test_a_step_says_what_is_wrong_and_stays(dialog: FirstStart, shown: MainWindow) -> None:
    dialog.save()
    assert dialog.ui.unitProblem.isVisible() and dialog.step is Step.UNIT
    dialog.put_off()
    assert dialog.cycle["unit"].isVisible(), "asked for here where the first step was put off"
    dialog.cycle["period"].editor.set_text("2026-2024")
    dialog.save()
    assert dialog.step is Step.CYCLE and records.counts(shown.desk.ws)["cycle"] == 0
    assert dialog.cycle["period"].problem and dialog.cycle["unit"].problem
    dialog.cycle["unit"].editor.set_text("甲局")
    dialog.cycle["period"].editor.set_text("2024-2026")
    dialog.save()
    assert workspaces.setting(shown.desk.ws, "unit") == "甲局"
    assert dialog.step is Step.DEPARTMENTS
    dialog.save()
    assert dialog.step is Step.DEPARTMENTS and "至少" in dialog.ui.departmentsCount.text()
    dialog.show_step(Step.CYCLE)
    dialog.cycle["period"].editor.set_text("2025-2027")
    dialog.save()
    (cycle,) = records.find(shown.desk.ws, "cycle")
    assert cycle.values["period"] == "2025-01-01/2027-12-31", "corrected, not entered twice"


def test_rejected_people_are_saved_as_a_sheet_that_imports_again(
    dialog: FirstStart, sheet: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.show_step(Step.STAFF)
    dialog.staff.take(sheet)
    qtbot.waitUntil(lambda: dialog.ui.staffRejects.isVisible())
    target = tmp_path / "退回.xlsx"
    dialog.staff.save_rejects(target)
    qtbot.waitUntil(lambda: str(target) in dialog.ui.staffNotes.text())
    cells = [cell for row in openpyxl.load_workbook(target).active.values for cell in row]
    assert "赵六" in cells and "张三" not in cells
    dialog.staff.take(tmp_path / "没有.xlsx")
    qtbot.waitUntil(lambda: dialog.ui.staffSummary.text() == "还不能导入")
    assert dialog.ui.nextButton.text() == "选择表格…"


def test_standards_are_switched_and_one_is_needed(dialog: FirstStart, shown: MainWindow) -> None:
    dialog.show_step(Step.STANDARD)
    (first, *_) = [one for one in standards.all_standards(shown.desk.ws) if one.active]
    for box in dialog._boxes.values():
        box.setChecked(False)
    dialog.save()
    assert dialog.ui.standardProblem.isVisible()
    dialog._boxes[first.key].setChecked(True)
    dialog.save()
    assert first_steps.progress(shown.desk.ws)[Step.STANDARD] is Progress.DONE


def test_nothing_is_asked_where_all_of_it_was_said(desk: Desk, window: MainWindow) -> None:
    workspaces.set_setting(desk.ws, "first_start", [str(step) for step in Step], "完成首次设置")
    assert not FirstStart.wanted(desk)
    assert offer(desk, window.say, window) is None
    assert not window.messages.isVisible()


def test_the_staff_can_be_brought_in_column_by_column(
    dialog: FirstStart, shown: MainWindow, sheet: Path, qtbot: QtBot
) -> None:
    dialog.show_step(Step.STAFF)
    dialog.staff.take(sheet)
    qtbot.waitUntil(lambda: dialog.ui.staffDetails.isVisible())
    dialog.staff.details()
    (by_hand,) = dialog.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: by_hand.ui.confirmButton.isEnabled())
    by_hand.confirm()
    qtbot.waitUntil(by_hand.ui.doneButton.isVisible)  # a row was rejected, which is shown first
    by_hand.ui.doneButton.click()
    qtbot.waitUntil(lambda: dialog.step is Step.STANDARD)
    assert records.counts(shown.desk.ws)["staff"] == 3
    assert "已导入 3 条" in shown.messages.text.text() and shown.messages.button.text() == "撤销"
