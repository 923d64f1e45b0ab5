"""自评与报送: today's self-assessment, handing it in, what was handed in as it was, on paper."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from civdesk.desk import assessing, explaining, handing_in
from civdesk.gui.context import Desk
from civdesk.gui.indicators.handed_in import HandedInDialog
from tests.filling import on_days

KEY = "province_unit"


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> HandedInDialog:
    on_days(desk.ws, "study", ("2026-01-10", "2026-03-11"))
    explaining.put(desk.ws, KEY, "三-1", "学习两次。", desk.today())
    made = HandedInDialog(desk, KEY)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.indicators.listed.rows))
    return made


def _choose(dialog: HandedInDialog, code: str) -> str:
    """What is told of an indicator."""
    row = next(n for n, one in enumerate(dialog.indicators.listed.rows) if one.title.startswith(code))
    dialog.indicators.setCurrentIndex(dialog.indicators.model().index(row, 0))
    return dialog.text.toPlainText()


def test_today_is_shown_before_anything_is_handed_in(dialog: HandedInDialog) -> None:
    assert [row.title for row in dialog.list.listed.rows] == ["今天的自评"]
    assert "截至 2026-07-31" in dialog.head.text()
    told = _choose(dialog, "三-1 ")
    assert "学习两次。" in told and "佐证：集体学习 2 条：1月10日 第1次" in told
    assert _choose(dialog, "二 ") == ""


def test_what_was_handed_in_stays_as_it_was(desk: Desk, dialog: HandedInDialog) -> None:
    dialog.recipient.setFocus()
    QTest.keyClick(dialog.recipient, Qt.Key.Key_Return)
    assert "报送给谁" in dialog.told.text() and dialog.isVisible()
    dialog.recipient.setText("市文明办")
    QTest.keyClick(dialog.recipient, Qt.Key.Key_Return)
    assert not dialog.told.isVisible()
    (one,) = handing_in.listed(desk.ws, KEY)
    assert [row.title for row in dialog.list.listed.rows] == ["今天的自评", "报送给市文明办"]
    assert dialog.list.currentIndex().row() == 1, "what was just handed in is shown"
    before = [row.state for row in dialog.indicators.listed.rows]
    assessing.judge(desk.ws, KEY, "二", "met", "现场看过", desk.today())
    explaining.put(desk.ws, KEY, "三-1", "改了。", desk.today())
    dialog._show_current()
    assert [row.state for row in dialog.indicators.listed.rows] == before
    assert "学习两次。" in _choose(dialog, "三-1 ")
    dialog.void_button.click()
    assert "原因" in dialog.told.text()
    dialog.reason.setText("数字有误")
    dialog.void_button.click()
    assert handing_in.listed(desk.ws, KEY)[0].void_reason == "数字有误"
    assert dialog.list.listed.rows[1].right == "已作废"
    assert not dialog.void_button.isEnabled() and "作废：数字有误" in dialog.head.text()
    assert one.id == handing_in.listed(desk.ws, KEY)[0].id


def test_it_is_saved_where_the_clerk_says(
    dialog: HandedInDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "自评.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    said: list[str] = []
    dialog.said.connect(lambda text, _action: said.append(text))
    dialog.save_button.click()
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None and "自评报告" in str(sheet["A1"].value)
    assert str(target) in said[0]
