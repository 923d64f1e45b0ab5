"""缺口与得分: what to do first, the page of a department, another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from civdesk.gui.context import Desk
from civdesk.gui.indicators.outlook import Outlook
from tests.filling import on_days

ON = date(2026, 7, 31)


def _outlook(desk: Desk, qtbot: QtBot) -> Outlook:
    dialog = Outlook(desk, "province_unit", ON)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.then.text()) and not desk.runner.jobs)
    return dialog


def test_the_first_gain_leads_to_its_indicator(desk: Desk, qtbot: QtBot) -> None:
    dialog = _outlook(desk, qtbot)
    first = dialog.gains.listed.rows[0]
    with qtbot.waitSignal(dialog.open_indicator) as went:
        dialog.gains.activated.emit(dialog.gains.model().index(0, 0))
    assert went.args == ["province_unit", first.target]
    assert not dialog.isVisible()


def test_the_page_of_a_department_is_saved_alone(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _outlook(desk, qtbot)
    dialog.tabs.setCurrentIndex(1)
    names = [row.title for row in dialog.names.listed.rows]
    assert "党政办" in names
    dialog.names.setCurrentIndex(dialog.names.model().index(names.index("党政办"), 0))
    assert any("三-1" in row.title for row in dialog.lines.listed.rows)
    dialog.only.setCurrentIndex(1)
    dialog.save(tmp_path / "党政办.xlsx")
    assert openpyxl.load_workbook(tmp_path / "党政办.xlsx").sheetnames == ["党政办"], "nobody else's"


def test_another_day(desk: Desk, qtbot: QtBot) -> None:
    on_days(desk.ws, "study", ("2026-01-10", "2026-03-11", "2026-05-12", "2026-07-13"))
    dialog = _outlook(desk, qtbot)
    dialog.tabs.setCurrentIndex(2)
    dialog.at.setDate(QDate(2026, 9, 1))
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    assert not any("三-1" in row.title for row in dialog.coming.listed.rows)
    dialog.at.setDate(QDate(2026, 11, 1))
    qtbot.waitUntil(lambda: any("9–10月" in row.under for row in dialog.coming.listed.rows))
    assert str(len(dialog.coming.listed.rows)) in dialog.then.text()
