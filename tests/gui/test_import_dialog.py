"""导入表格: sheets, columns, rows; what would come in is shown before it does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from civdesk.desk import importing, records
from civdesk.gui.import_dialog import COLUMNS, PREVIEW, SHEETS, ImportDialog
from civdesk.gui.main_window import LEDGERS, MainWindow

HEADER = ["期次", "日期", "主题", "参加人数", "花絮"]
Open = Callable[[Path], ImportDialog]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Two good rows, a date that is none, a duplicate; the year only in the title."""
    book = Workbook()
    page = book.active
    page.append(["某某局2026年道德讲堂登记表"])
    page.append(HEADER)
    page.append(["第一期", "3月5日", "爱岗敬业", 30, "x"])
    page.append(["第二期", "2月30日", "孝老爱亲", 25, ""])
    page.append(["第三期", "5月8日", "诚实守信", 41, ""])
    page.append(["第三期", "5月8日", "诚实守信", 41, ""])
    path = tmp_path / "道德讲堂登记表（办公室）.xlsx"
    book.save(path)
    return path


@pytest.fixture
def months(tmp_path: Path) -> Path:
    """Two months, a hidden copy and a cover; the header in words that no ledger has."""
    book = Workbook()
    book.active.append(["各股室填报说明"])
    book.active.title = "说明"
    for name, day in (("1月", "2026-1-8"), ("2月", "2026-2-9"), ("底稿", "2026-2-9")):
        page = book.create_sheet(name)
        page.append(["集体学习台账"])
        page.append(["学习日期", "学习内容", "应到人数", "搞了多久"])
        page.append([day, f"{name}学习", 20, 2])
    book["底稿"].sheet_state = "hidden"
    path = tmp_path / "集体学习.xlsx"
    book.save(path)
    return path


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> Open:
    def open_one(path: Path) -> ImportDialog:
        made = window.incoming.open_sheet(path)
        assert isinstance(made, ImportDialog)
        qtbot.waitUntil(lambda: not made._busy)
        return made

    return open_one


@pytest.fixture
def dialog(opened: Open, sheet: Path) -> ImportDialog:
    return opened(sheet)


def settled(dialog: ImportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.report is not None)


def answer_year(dialog: ImportDialog, qtbot: QtBot, year: str = "2026") -> None:
    (question,) = (one for one in dialog.report.questions if one.kind == "year")
    dialog.columns.answer(question, year)
    settled(dialog, qtbot)


# --- the first step ----------------------------------------------------------------------------------


def test_ledger_sheets_and_header_are_guessed(dialog: ImportDialog) -> None:
    assert dialog.ledger.key == "moral_lecture"
    assert dialog.sheets.ticked == ["Sheet"]
    model = dialog.sheets.model
    assert [row for row in range(model.rowCount()) if model.is_header(row)] == [1]
    assert "第 2 行" in dialog.sheets.ui.headerLabel.text()


def test_what_is_asked_has_the_focus(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.show_step(1)
    assert dialog.columns.unanswered is not None and dialog.columns.unanswered.hasFocus()
    answer_year(dialog, qtbot)
    assert dialog.columns.unanswered is None
    dialog.show_step(0)
    dialog.show_step(1)
    assert dialog.ui.nextButton.hasFocus()


def test_several_sheets_and_hidden_ones(opened: Open, months: Path, window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(months)
    assert (dialog.ledger.key, dialog.sheets.ticked) == ("study", ["1月", "2月"])
    shown = [dialog.sheets.ui.sheets.item(row).text() for row in range(4)]
    assert shown == ["说明", "1月", "2月", "底稿（隐藏）"]
    dialog.sheets.ui.sheets.item(1).setCheckState(Qt.CheckState.Unchecked)
    settled(dialog, qtbot)
    assert dialog.report.imported == 1
    dialog.sheets.ui.sheets.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert "至少选一个" in dialog.ui.hint.text() and not dialog.ui.nextButton.isEnabled()
    for row in (1, 2):
        dialog.sheets.ui.sheets.item(row).setCheckState(Qt.CheckState.Checked)
    settled(dialog, qtbot)
    dialog.confirm()
    qtbot.waitUntil(lambda: len(records.find(window.desk.ws, "study")) == 2)
    qtbot.waitUntil(lambda: window.messages.button.isVisible())
    window.messages.button.click()
    qtbot.waitUntil(lambda: not records.find(window.desk.ws, "study"))


def test_a_header_is_pointed_at(dialog: ImportDialog, qtbot: QtBot) -> None:
    table = dialog.sheets.ui.raw
    table.setCurrentIndex(dialog.sheets.model.index(2, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    settled(dialog, qtbot)
    assert "指定的第 3 行" in dialog.sheets.ui.headerLabel.text()
    assert dialog.report.unmapped[:2] == ("第一期", "3月5日")
    dialog.sheets.ui.autoButton.click()
    settled(dialog, qtbot)
    assert dialog.report.mapping["主题"] == "title"


def test_a_wrong_ledger_says_so(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.choose_ledger("staff")
    qtbot.waitUntil(lambda: "还不能导入" in dialog.ui.summary.text())
    assert "人员花名册" in dialog.ui.hint.text() and not dialog.ui.confirmButton.isEnabled()
    dialog.ui.columnsButton.click()
    assert dialog.step == SHEETS
    dialog.choose_ledger("moral_lecture")
    settled(dialog, qtbot)
    assert dialog.ui.nextButton.isEnabled()


# --- the second step ---------------------------------------------------------------------------------


def test_the_year_is_asked_and_never_guessed(dialog: ImportDialog, qtbot: QtBot) -> None:
    assert dialog.report.imported == 0
    assert dialog.ui.summary.text() == "先回答 1 个问题，就能导入约 3 条；另有 1 行退回"
    assert "先回答问题" in dialog.ui.confirmButton.text() and not dialog.ui.confirmButton.isEnabled()
    assert "请在第 2 步确认" in dialog.ui.hint.text()
    dialog.show_step(COLUMNS)
    ((kind, _),) = dialog.columns.answers
    box = dialog.columns.answers[next(iter(dialog.columns.answers))]
    texts = [box.itemText(at) for at in range(box.count())]
    assert kind == "year" and "2026年（标题里写着）" in texts
    answer_year(dialog, qtbot)
    assert "将导入 2 条" in dialog.ui.summary.text()
    # An answer can be changed, and another year typed.
    assert box is dialog.columns.answers["year", "日期"] and box.currentData() == "2026"
    box.setCurrentIndex(box.findData("other"))
    box.activated.emit(box.currentIndex())
    QTest.keyClicks(box.lineEdit(), "2025")
    settled(dialog, qtbot)
    assert dialog.choices.year == 2025 and dialog.report.imported == 2


def test_a_day_for_all_rows_is_asked_once(opened: Open, tmp_path: Path, qtbot: QtBot) -> None:
    book = Workbook()
    for line in (["点位", "存在问题", "责任单位"], ["大院", "烟头未清", "综合股"], ["书屋", "灯不亮", ""]):
        book.active.append(line)
    book.save(tmp_path / "暗访问题清单.xlsx")
    dialog = opened(tmp_path / "暗访问题清单.xlsx")
    assert dialog.ledger.key == "problem"
    assert dialog.ui.summary.text() == "先回答 1 个问题，就能导入约 2 条"
    dialog.show_step(COLUMNS)
    box = dialog.columns.answers["day", "发现日期"]
    box.setCurrentIndex(box.findData("today"))
    box.activated.emit(box.currentIndex())
    settled(dialog, qtbot)
    assert dialog.report.imported == 2 and dialog.choices.day == "today"
    box.setCurrentIndex(box.findData("other"))
    box.activated.emit(box.currentIndex())
    QTest.keyClicks(box.lineEdit(), "2026-7")
    box.lineEdit().editingFinished.emit()
    assert dialog.choices.day == "today", "that is no day yet"
    QTest.keyClicks(box.lineEdit(), "-20")
    box.lineEdit().editingFinished.emit()
    settled(dialog, qtbot)
    assert dialog.choices.day == "2026-07-20" and dialog.report.imported == 2


def test_a_column_is_given_to_a_field_by_hand(dialog: ImportDialog, qtbot: QtBot) -> None:
    box = dialog.columns.boxes["花絮"]
    box.setCurrentIndex(box.findData("extra"))
    box.activated.emit(box.currentIndex())
    settled(dialog, qtbot)
    assert dialog.report.mapping["花絮"] == "extra"
    # One field, one column: the other one is let go.
    dialog.columns.map("花絮", "title")
    settled(dialog, qtbot)
    assert dialog.report.mapping["花絮"] == "title" and "主题" in dialog.report.unmapped
    assert dialog.columns.boxes["主题"].currentData() == ""


def test_the_next_sheet_is_read_as_the_last_one(
    opened: Open, months: Path, window: MainWindow, qtbot: QtBot
) -> None:
    first = opened(months)
    first.columns.map("搞了多久", "note")
    settled(first, qtbot)
    first.confirm()
    qtbot.waitUntil(lambda: len(records.find(window.desk.ws, "study")) == 2)
    qtbot.waitUntil(lambda: not window.desk.runner.jobs)
    again = opened(months)
    assert again.sheets.ui.remembered.isVisibleTo(again)
    assert "按上次的对应" in again.ui.hint.text()
    assert again.report.mapping["搞了多久"] == "note"
    assert len(again.report.duplicates) == 2


def test_records_are_updated_by_what_they_are_called(
    opened: Open, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def staff(name: str, *rows: list[object]) -> Path:
        book = Workbook()
        for row in (["工号", "姓名", "科室", "手机号"], *rows):
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    ws = window.desk.ws
    importing.import_sheet(
        ws, staff("一.xlsx", ["1", "张三", "甲股", None]), "staff", today=window.desk.today()
    )
    dialog = opened(staff("二.xlsx", ["1", "张三", "乙股", None], ["2", "李四", "甲股", None]))
    dialog.show_step(COLUMNS)
    dialog.columns.ui.update.click()
    settled(dialog, qtbot)
    assert dialog.choices.key == ("number",)
    assert "更新 1 条" in dialog.ui.summary.text()
    dialog.show_step(PREVIEW)
    dialog.preview.buttons["changed"].click()
    model = dialog.preview.rows
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert model.rowCount() == 1 and "甲股 → 乙股" in shown and "张三" in shown
    dialog.ui.confirmButton.click()
    qtbot.waitUntil(lambda: len(records.find(ws, "staff")) == 2)


# --- the third step ----------------------------------------------------------------------------------


def test_every_row_is_shown_with_what_becomes_of_it(dialog: ImportDialog, qtbot: QtBot) -> None:
    answer_year(dialog, qtbot)
    dialog.show_step(PREVIEW)
    page = dialog.preview
    model = page.rows
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "跳过：标题", "跳过：表头", "新增", "退回", "新增", "重复",
    ]  # fmt: skip
    assert {state: button.text() for state, button in page.buttons.items() if state != "changed"} == {
        "all": "全部 6", "new": "新增 2", "rejected": "退回 1", "same": "重复 1", "skipped": "跳过 2",
    }  # fmt: skip
    page.buttons["rejected"].click()
    assert model.rowCount() == 1
    cells = {
        model.headerData(c, Qt.Orientation.Horizontal): model.index(0, c) for c in range(model.columnCount())
    }
    assert cells["主题"].data() == "孝老爱亲" and cells["主题"].data(Qt.ItemDataRole.BackgroundRole) is None
    date = next(cell for cell in cells.values() if cell.data(Qt.ItemDataRole.BackgroundRole))
    assert date.data() == "2月30日" and "2月只有28天" in date.data(Qt.ItemDataRole.ToolTipRole)
    page.buttons["all"].click()
    notes = {(row, what): (column, why) for _, row, what, column, _, why in page.notes.rows}
    assert notes[4, "退回"][0] == "日期" and "第 5 行" in notes[6, "重复"][1]
    # A note leads to its row.
    page.ui.notes.selectRow(next(at for at, row in enumerate(page.notes.rows) if row[2] == "退回"))
    assert model.row(page.ui.rows.currentIndex().row()).row == 4


def test_nothing_is_in_before_it_is_confirmed(window: MainWindow, dialog: ImportDialog, qtbot: QtBot) -> None:
    answer_year(dialog, qtbot)
    assert not records.find(window.desk.ws, "moral_lecture")
    dialog.show_step(PREVIEW)
    assert "导入 2 条" in dialog.ui.confirmButton.text()
    dialog.ui.confirmButton.click()
    qtbot.waitUntil(lambda: len(records.find(window.desk.ws, "moral_lecture")) == 2)
    qtbot.waitUntil(dialog.ui.doneButton.isVisible)
    dialog.ui.doneButton.click()
    qtbot.waitUntil(lambda: "已导入 2 条" in window.messages.text.text())
    page = window.page(LEDGERS)
    assert window.ui.tabs.currentIndex() == LEDGERS
    assert page.ledger_key == "moral_lecture"  # type: ignore[attr-defined]
    window.messages.button.click()
    qtbot.waitUntil(lambda: not records.find(window.desk.ws, "moral_lecture"))


def test_rejected_rows_are_written_out(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    answer_year(dialog, qtbot)
    target = tmp_path / "退回.xlsx"
    dialog.save_rejects(target)
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "已存为" in dialog.ui.hint.text())
    cells = [cell.value for row in load_workbook(target).active for cell in row]
    assert "孝老爱亲" in cells


def test_what_did_not_come_in_can_still_be_handed_back(
    window: MainWindow, dialog: ImportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    answer_year(dialog, qtbot)
    dialog.show_step(PREVIEW)
    dialog.ui.confirmButton.click()
    qtbot.waitUntil(dialog.ui.doneButton.isVisible)
    assert dialog.ui.summary.text() == "已导入 2 条；1 行没有导入"
    assert dialog.preview.rows.rowCount() == 1 and dialog.ui.rejectsButton.isVisible()
    gone = (dialog.ui.confirmButton, dialog.ui.cancelButton, dialog.ui.backButton, dialog.ui.columnsButton)
    assert not any(button.isVisible() for button in gone)
    dialog.confirm()  # once is enough
    target = tmp_path / "退回.xlsx"
    dialog.save_rejects(target)
    qtbot.waitUntil(lambda: "已存为" in dialog.ui.hint.text())
    rows = [[cell.value for cell in row] for row in load_workbook(target).active]
    assert len(rows) == 3 and "孝老爱亲" in rows[-1]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "已导入 2 条，退回 1 行" in window.messages.text.text())
    assert len(records.find(window.desk.ws, "moral_lecture")) == 2
    window.messages.button.click()
    qtbot.waitUntil(lambda: not records.find(window.desk.ws, "moral_lecture"))


def test_the_sheet_itself_is_not_written_over(dialog: ImportDialog, sheet: Path, qtbot: QtBot) -> None:
    answer_year(dialog, qtbot)
    before = sheet.read_bytes()
    dialog.save_rejects(sheet)
    qtbot.waitUntil(lambda: "换一个文件名" in dialog.ui.hint.text())
    assert sheet.read_bytes() == before


def test_names_changed_by_a_wrong_column_are_warned_of(
    opened: Open, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def staff(names: str) -> Path:
        book = Workbook()
        book.active.append(["工号", "姓名", "科室"])
        for number, name in enumerate(names.split(), 1):
            book.active.append([str(number), name, "甲股"])
        book.save(tmp_path / "名册.xlsx")
        return tmp_path / "名册.xlsx"

    importing.import_sheet(window.desk.ws, staff("张三 李四 王五"), "staff", today=window.desk.today())
    dialog = opened(staff("李四 王五 张三"))
    dialog.columns.ui.update.click()
    settled(dialog, qtbot)
    dialog.show_step(PREVIEW)
    warning = dialog.preview.ui.warning
    assert warning.isVisible()
    assert warning.text() == "按工号更新会改掉 3 条中 3 条的姓名，请核对是否选错了对应列。"
    dialog.columns.ui.append.click()
    settled(dialog, qtbot)
    assert not warning.isVisible()


def test_the_keyboard_alone_is_enough(window: MainWindow, opened: Open, months: Path, qtbot: QtBot) -> None:
    dialog = opened(months)
    for step in (COLUMNS, PREVIEW):
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
        assert dialog.step == step
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(records.find(window.desk.ws, "study")) == 2)
    qtbot.waitUntil(lambda: window.ui.tabs.currentIndex() == LEDGERS)


# --- beside it ---------------------------------------------------------------------------------------


def test_a_dropped_sheet_that_is_a_proof_is_stored_as_a_file(
    window: MainWindow, dialog: ImportDialog, qtbot: QtBot
) -> None:
    dialog.ui.evidenceButton.click()
    qtbot.waitUntil(lambda: "已存入 1 件" in window.messages.text.text())


def test_a_file_that_cannot_be_read_says_why(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(b"")
    dialog = opened(path)
    assert dialog.ui.summary.text() == "还不能导入" and "空的" in dialog.ui.hint.text()


@pytest.mark.parametrize("bringing_in", [False, True])
def test_esc_while_it_works_breaks_nothing(
    window: MainWindow, opened: Open, months: Path, qtbot: QtBot, bringing_in: bool
) -> None:
    dialog = opened(months)
    (dialog.confirm if bringing_in else dialog.look)()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    del dialog
    qtbot.waitUntil(lambda: not window.desk.runner.jobs)
    assert ("已导入 2 条" in window.messages.text.text()) == bringing_in
    assert len(records.find(window.desk.ws, "study")) == (2 if bringing_in else 0)
