"""A blank 签到表 from the detail of a record."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui.ledgers.attendance import AttendanceDialog
from civdesk.gui.main_window import LEDGERS, MainWindow


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> AttendanceDialog:
    """Opened by Ctrl+P on a volunteer activity with two participants."""
    ws, today = window.desk.ws, window.desk.today()
    for name, where in (("王秀红", "党政办"), ("李志强", "党政办"), ("单晓明", "法规股")):
        records.add(ws, "staff", {"title": name, "department": where}, today=today)
    raw = {"title": "义务植树", "date": "2026-03-12", "participants": "单晓明、外来人员"}
    one = records.add(ws, "volunteer_activity", raw, today=today)
    window.go(LEDGERS, "volunteer_activity", one.id)
    page = window.page(LEDGERS)
    page.detail.form.focus_first()  # type: ignore[attr-defined]
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, QKeySequence("Ctrl+P"))
    (found,) = window.findChildren(AttendanceDialog)
    return found


def test_whose_names(dialog: AttendanceDialog) -> None:
    assert "印 2 个姓名" in dialog.told.text() and "共 20 行" in dialog.told.text()
    dialog.departments.setCurrentText("法规股")
    dialog.departments.setCurrentText("党政办")
    assert "印 2 个姓名" in dialog.told.text()
    made = dialog.sheet()
    assert made and [name for name, _ in made.people] == ["王秀红", "李志强"]
    dialog.whose.button(2).setChecked(True)
    dialog.rows.setValue(12)
    assert dialog.told.text() == "共 12 行，印 0 个姓名。"


def test_it_is_saved(
    window: MainWindow, dialog: AttendanceDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = str(tmp_path / "植树签到")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    dialog.excel_button.click()
    sheet = openpyxl.load_workbook(target + ".xlsx").active
    assert sheet is not None
    assert any(cell.value == "单晓明" for row in sheet.iter_rows() for cell in row)
    assert "已写出签到表" in window.messages.text.text()
    dialog.pdf_button.click()
    assert Path(target + ".pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_written_is_told(dialog: AttendanceDialog, tmp_path: Path) -> None:
    dialog.save(tmp_path / "没有这个文件夹" / "签到表.xlsx")
    assert dialog.isVisible() and "无法写入" in dialog.told.text()


def test_the_preview_paints_its_pages(dialog: AttendanceDialog, qtbot: QtBot) -> None:
    dialog.rows.setValue(70)
    dialog.preview()
    with qtbot.waitExposed(dialog.shown):
        pass
    from PySide6.QtPrintSupport import QPrintPreviewWidget

    (shown,) = dialog.shown.findChildren(QPrintPreviewWidget)
    qtbot.waitUntil(lambda: shown.pageCount() > 2)
    dialog.shown.reject()
