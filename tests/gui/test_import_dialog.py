"""导入表格: what would come in is shown before it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui.import_dialog import ImportDialog
from civdesk.gui.main_window import LEDGERS, MainWindow


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Two good rows, a date that is none, a duplicate; the year only in the title."""
    book = Workbook()
    page = book.active
    page.append(["某某局2026年道德讲堂登记表"])
    page.append(["期次", "日期", "主题", "参加人数", "花絮"])
    page.append(["第一期", "3月5日", "爱岗敬业", 30, "x"])
    page.append(["第二期", "2月30日", "孝老爱亲", 25, ""])
    page.append(["第三期", "5月8日", "诚实守信", 41, ""])
    page.append(["第三期", "5月8日", "诚实守信", 41, ""])
    path = tmp_path / "道德讲堂登记表（办公室）.xlsx"
    book.save(path)
    return path


@pytest.fixture
def dialog(window: MainWindow, sheet: Path, qtbot: QtBot) -> ImportDialog:
    made = window.incoming.open_sheet(sheet)
    assert isinstance(made, ImportDialog)
    qtbot.waitUntil(lambda: made.report is not None)
    return made


def test_ledger_and_year_are_proposed(dialog: ImportDialog) -> None:
    assert dialog.ledger.key == "moral_lecture"
    assert dialog.year == 2026
    assert "将导入 2 条" in dialog.ui.summary.text()


def test_what_stays_out_is_listed_with_its_reason(dialog: ImportDialog) -> None:
    rows = {(row, what): (column, why) for row, what, column, _, why in dialog.notes.rows}
    column, why = rows[(4, "退回")]
    assert column == "日期" and "2月只有28天" in why
    assert "第 5 行" in rows[(6, "重复")][1]
    assert "花絮" in dialog.ui.hint.text()


def test_nothing_is_in_before_it_is_confirmed(window: MainWindow, dialog: ImportDialog, qtbot: QtBot) -> None:
    assert not records.find(window.desk.ws, "moral_lecture")
    dialog.ui.confirmButton.click()
    qtbot.waitUntil(lambda: len(records.find(window.desk.ws, "moral_lecture")) == 2)
    qtbot.waitUntil(lambda: "已导入 2 条" in window.messages.text.text())
    page = window.page(LEDGERS)
    assert window.ui.tabs.currentIndex() == LEDGERS
    assert page.ledger_key == "moral_lecture"  # type: ignore[attr-defined]
    window.messages.button.click()
    qtbot.waitUntil(lambda: not records.find(window.desk.ws, "moral_lecture"))


def test_a_column_is_given_to_a_field_by_hand(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog._map("花絮", "extra")
    qtbot.waitUntil(lambda: dialog.report is not None and dialog.report.mapping.get("花絮") == "extra")


def test_rejected_rows_are_written_out(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "退回.xlsx"
    dialog.save_rejects(target)
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "已存为" in dialog.ui.hint.text())
    cells = [cell.value for row in load_workbook(target).active for cell in row]
    assert "孝老爱亲" in cells


def test_a_wrong_ledger_says_so(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.choose_ledger("staff")
    qtbot.waitUntil(lambda: "还不能导入" in dialog.ui.summary.text())
    assert "人员花名册" in dialog.ui.hint.text() and not dialog.ui.confirmButton.isEnabled()


def test_a_dropped_sheet_that_is_a_proof_is_stored_as_a_file(
    window: MainWindow, dialog: ImportDialog, qtbot: QtBot
) -> None:
    dialog.ui.evidenceButton.click()
    qtbot.waitUntil(lambda: "已存入 1 件" in window.messages.text.text())


@pytest.mark.parametrize("importing", [False, True])
def test_esc_while_it_works_breaks_nothing(
    window: MainWindow, dialog: ImportDialog, qtbot: QtBot, importing: bool
) -> None:
    (dialog.confirm if importing else dialog.look)()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    del dialog
    qtbot.waitUntil(lambda: not window.desk.runner.jobs)
    assert ("已导入 2 条" in window.messages.text.text()) == importing
    assert len(records.find(window.desk.ws, "moral_lecture")) == (2 if importing else 0)
