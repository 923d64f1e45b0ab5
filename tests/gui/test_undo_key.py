"""Ctrl+Z in the lines that one searches in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.main_window import LEDGERS, MainWindow
from tests.filling import put

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("where", ["ledgers", "records", "everything"])
def test_without_typing_it_takes_back_the_last_step(window: MainWindow, qtbot: QtBot, where: str) -> None:
    put(window.desk.ws, "activity", {"title": "第1次", "date": "2026-01-05"})
    window.go(LEDGERS, "activity", "")
    page = window.page(LEDGERS)
    assert isinstance(page, LedgersPage)
    qtbot.waitUntil(window.ui.actionUndo.isEnabled)
    lines: dict[str, QLineEdit] = {
        "ledgers": page.list.search,
        "records": page.ui.filter,
        "everything": window.ui.search,
    }
    line = lines[where]
    line.setFocus()
    QTest.keyClicks(line, "ab")
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert not line.text() and records.find(window.desk.ws, "activity"), "first what was typed"
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: not records.find(window.desk.ws, "activity"))
    qtbot.waitUntil(lambda: not window.desk.runner.jobs and not window.changes.pending)
