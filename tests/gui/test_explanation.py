"""说明报告: counted as it is typed, drafted from the records, saved on leaving, found again after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from civdesk.desk import explaining, records
from civdesk.gui.indicators.page import IndicatorsPage
from civdesk.gui.indicators.records import EXPLANATION
from civdesk.gui.main_window import CHECKLISTS, MainWindow

STANDARD = "province_unit"


def settle(page: IndicatorsPage, qtbot: QtBot) -> None:
    """Nothing is under way, and what came has been shown."""
    qtbot.waitUntil(lambda: page.found is not None and not page.desk.runner.jobs)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[IndicatorsPage]:
    window.ui.tabs.setCurrentIndex(CHECKLISTS)
    made = window.page(CHECKLISTS).part("indicators")
    assert isinstance(made, IndicatorsPage)
    settle(made, qtbot)
    yield made


def drafts(page: IndicatorsPage) -> list[Path]:
    return list((page.desk.settings.path.parent / "drafts").glob("*.json"))


def test_an_explanation_counts_and_is_saved_on_leaving(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    page.records.tabs.setCurrentIndex(EXPLANATION)
    text = page.records.explanation
    text.edit.setPlainText("全年学习 6 次。")
    assert text.count.text() == "7/500" and text.save_button.text() == "保存"
    text.edit.setPlainText("学" * 512)
    assert text.count.text() == "512/500，超 12 字"
    text.edit.setPlainText("全年集体学习六次。")
    page.go(STANDARD, "三-2")
    settle(page, qtbot)
    assert text.text == ""
    assert explaining.get(page.desk.ws, STANDARD, "三-1", page.desk.today()) == "全年集体学习六次。"
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    assert text.text == "全年集体学习六次。" and text.save_button.text() == "已保存"


def test_an_explanation_is_drafted_from_the_records(page: IndicatorsPage, qtbot: QtBot) -> None:
    raw = {"title": "学习贯彻会议精神", "date": "2026-01-10", "department": "党政办"}
    records.add(page.desk.ws, "study", raw, today=page.desk.today())
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    page.records.tabs.setCurrentIndex(EXPLANATION)
    text = page.records.explanation
    text.draft.click()
    qtbot.waitUntil(lambda: bool(text.text))
    assert "1" in text.text and text.dirty, "a draft waits for the clerk's own reading"
    text.edit.setFocus()
    QTest.keyClick(text.edit, "s", Qt.KeyboardModifier.ControlModifier)
    assert not text.dirty


def test_what_was_typed_outlives_a_crash(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    text = page.records.explanation
    text.edit.setPlainText("写到一半")
    qtbot.waitUntil(lambda: bool(drafts(page)))
    # Another window on the same workspace, as after a crash: nothing of the first one was closed.
    again = IndicatorsPage(page.desk)
    qtbot.addWidget(again)
    told: list[tuple[str, object]] = []
    again.said.connect(lambda said, action: told.append((said, action)))
    again.refresh(None)
    again.shown()
    assert "已经找回：三-1" in told[0][0]
    settle(again, qtbot)
    told[0][1].run()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: again.records.explanation.text == "写到一半")
    assert again.records.tabs.currentIndex() == EXPLANATION
    assert explaining.get(page.desk.ws, STANDARD, "三-1", page.desk.today()) == "", "it waits for the clerk"
    again.leave()
    assert explaining.get(page.desk.ws, STANDARD, "三-1", page.desk.today()) == "写到一半"
    assert not drafts(page)


def test_what_was_taken_back_is_no_draft(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    text = page.records.explanation
    text.edit.setPlainText("写错了")
    qtbot.waitUntil(lambda: bool(drafts(page)))
    text.edit.undo()
    page.go(STANDARD, "三-2")
    settle(page, qtbot)
    assert not drafts(page)
