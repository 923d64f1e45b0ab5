"""操作记录, 回收站, 锁定已报送时段 and the history of a record, as the clerk uses them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QInputDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from civdesk.desk import freezing, history, records, trash
from civdesk.gui.context import Desk
from civdesk.gui.main_window import LEDGERS, MainWindow
from civdesk.gui.past.freezing import FreezingDialog
from civdesk.gui.past.operations import OperationsDialog
from civdesk.gui.past.trash import TrashDialog
from civdesk.settings import operator
from tests.filling import prove
from tests.gui.conftest import TODAY

SPRING = freezing.quarter(2026, 1)


def study(desk: Desk, title: str, day: str = "2026-03-05") -> str:
    return records.add(desk.ws, "study", {"date": day, "title": title}, today=TODAY).id


def idle(qtbot: QtBot, desk: Desk) -> None:
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()  # what was to happen as soon as the window is free begins now
    qtbot.waitUntil(lambda: not desk.runner.jobs)


def texts(place: Any) -> list[str]:
    return [label.text() for label in place.findChildren(QLabel)]


def button(place: Any, text: str) -> QPushButton:
    return next(one for one in place.findChildren(QPushButton) if one.text().startswith(text))


def column(dialog: Any, number: int) -> list[str]:
    rows = dialog.rows
    return [rows.data(rows.index(row, number)) for row in range(rows.rowCount())]


@pytest.fixture
def said(window: MainWindow) -> Iterator[list[str]]:
    heard: list[str] = []
    window.past.said.connect(lambda text, _action: heard.append(text))
    return heard


def test_what_was_deleted_is_found_looked_at_and_restored(
    window: MainWindow, desk: Desk, qtbot: QtBot, said: list[str]
) -> None:
    one, other = study(desk, "学习党章"), study(desk, "学习条例")
    prove(desk.ws, "study", one, "photo")
    before = records.get(desk.ws, "study", one)
    records.delete(desk.ws, "study", [one, other])
    window.past.show_trash()
    dialog = window.findChild(TrashDialog)
    idle(qtbot, desk)
    assert column(dialog, 0) == ["学习条例", "学习党章"]
    assert column(dialog, 1) == ["集体学习"] * 2
    dialog.text.setText("党章")
    qtbot.waitUntil(lambda: column(dialog, 0) == ["学习党章"])
    assert "学习日期：2026-03-05" in texts(dialog.full)
    assert "一起恢复的佐证关联 1 条" in texts(dialog.full)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["已恢复“学习党章”。"] and dialog.note.text() == said[0]
    assert records.get(desk.ws, "study", one) == before
    dialog.text.clear()
    qtbot.waitUntil(lambda: column(dialog, 0) == ["学习条例"])
    dialog.table.selectAll()
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: len(said) == 2)
    idle(qtbot, desk)
    assert trash.ids(desk.ws) == [] and dialog.stack.currentWidget() is dialog.empty
    dialog.close()


def test_the_bin_says_what_stands_in_the_way(
    window: MainWindow, desk: Desk, qtbot: QtBot, said: list[str]
) -> None:
    one = study(desk, "学习党章")
    records.delete(desk.ws, "study", [one])
    freezing.freeze(desk.ws, SPRING, reason="已报送")
    window.past.show_trash("study")
    dialog = window.findChild(TrashDialog)
    idle(qtbot, desk)
    assert dialog.ledger.currentText() == "集体学习"
    assert any("现在还不能恢复" in text and "2026年第一季度" in text for text in texts(dialog.full))
    dialog.activate()
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith("“学习党章”没有恢复：") and "已锁定" in said[0]
    idle(qtbot, desk)
    dialog.close()


def test_the_operations_are_filtered_opened_and_undone(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.ws.who = "李敏"
    one = study(desk, "学习党章")
    desk.ws.who = "王芳"
    records.add(desk.ws, "activity", {"date": "2026-03-08", "title": "植树", "kind": "志愿服务"}, today=TODAY)
    window.past.show_operations()
    dialog = window.findChild(OperationsDialog)
    idle(qtbot, desk)
    assert column(dialog, 1)[:2] == ["新增《活动》：植树", "新增《集体学习》：学习党章"]
    dialog.who.setCurrentIndex(dialog.who.findData("李敏"))
    qtbot.waitUntil(lambda: column(dialog, 1) == ["新增《集体学习》：学习党章"])
    dialog.who.setCurrentIndex(0)
    dialog.ledger.setCurrentIndex(dialog.ledger.findData("activity"))
    qtbot.waitUntil(lambda: column(dialog, 1) == ["新增《活动》：植树"])
    dialog.ledger.setCurrentIndex(0)
    dialog.day.setText("2001年")
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.empty)
    dialog.day.setText("哪天")
    qtbot.waitUntil(lambda: dialog.day.property("wrong"))
    dialog.day.clear()
    dialog.text.setText("党章")
    qtbot.waitUntil(lambda: column(dialog, 1) == ["新增《集体学习》：学习党章"])
    assert "学习内容：（空） → 学习党章" in texts(dialog.full)
    dialog.open_button.click()
    page = window.page(LEDGERS)
    assert page.detail.record == one
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: column(dialog, 3)[-1:] == ["已撤销"])
    assert records.find(desk.ws, "study") == []
    idle(qtbot, desk)
    dialog.close()


def test_an_operation_that_cannot_be_undone_says_why(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    one = study(desk, "学习党章")
    records.change(desk.ws, "study", one, {"note": "改"}, today=TODAY)
    window.past.show_operations()
    dialog = window.findChild(OperationsDialog)
    idle(qtbot, desk)
    dialog.table.selectRow(1)
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: "又有改动" in dialog.note.text())
    idle(qtbot, desk)
    freezing.freeze(desk.ws, SPRING, reason="已报送")
    dialog.reload()
    qtbot.waitUntil(lambda: column(dialog, 1)[0].startswith("锁定"))
    dialog.table.selectRow(0)
    assert not dialog.undo_button.isEnabled()
    assert any("锁定和解锁不能撤销" in text for text in texts(dialog.full))
    dialog.close()


def test_a_quarter_is_locked_and_unlocked_with_reasons(
    window: MainWindow, desk: Desk, qtbot: QtBot, said: list[str]
) -> None:
    one = study(desk, "学习党章", "2026-05-05")
    window.go(LEDGERS, "study", one)
    page = window.page(LEDGERS)
    assert page.detail.form.isEnabled() and page.detail.lock_note.isHidden()
    page.list.wants_freezing.emit("")
    dialog = window.findChild(FreezingDialog)
    assert dialog.period.text() == "2026年第二季度"  # the one that ended last
    assert "其中现有 1 条记录" in dialog.told.text()
    assert not dialog.freeze_button.isEnabled()
    dialog.reason.setText("已报送市文明办")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert said == ["已锁定：2026年第二季度"]
    dialog.close()
    qtbot.waitUntil(lambda: not page.detail.form.isEnabled())
    assert "2026年第二季度" in page.detail.lock_note.text.text()
    assert not page.detail.ui.deleteButton.isEnabled() and not page.detail.ui.saveButton.isEnabled()
    page.detail.lock_note.button.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(FreezingDialog)))
    dialog = next(one for one in window.findChildren(FreezingDialog) if one.isVisible())
    assert dialog.lock and dialog.lock.holds and not dialog.lift_button.isEnabled()
    dialog.why.setText("市里退回补充")
    dialog.lift_button.click()
    assert said[1:] == ["已解锁：2026年第二季度"]
    assert "解锁：市里退回补充" in dialog.rows.data(dialog.rows.index(0, 3))
    dialog.close()
    qtbot.waitUntil(page.detail.form.isEnabled)
    assert page.detail.lock_note.isHidden()


def test_only_chosen_ledgers_and_odd_periods(window: MainWindow, desk: Desk) -> None:
    window.past.show_freezing()
    dialog = window.findChild(FreezingDialog)
    dialog.reason.setText("已报送")
    dialog.period.setText("某一天")
    assert dialog.told.property("role") == "problem" and not dialog.freeze_button.isEnabled()
    dialog.period.setText("2026-01-01 至 2026-02-15")
    dialog.some.setChecked(True)
    assert not dialog.freeze_button.isEnabled()
    item = next(
        dialog.books.item(n) for n in range(dialog.books.count()) if dialog.books.item(n).text() == "集体学习"
    )
    item.setCheckState(Qt.CheckState.Checked)
    dialog.freeze_button.click()
    (lock,) = freezing.locks(desk.ws)
    assert (lock.ledger, lock.start, lock.end) == ("study", "2026-01-01", "2026-02-15")
    dialog.close()


def test_a_record_goes_back_to_how_it_was(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    one = study(desk, "学习党章")
    for text in ("一", "二"):
        records.change(desk.ws, "study", one, {"note": text, "title": f"学习{text}"}, today=TODAY)
    window.go(LEDGERS, "study", one)
    view = window.page(LEDGERS).detail.ui.history
    window.page(LEDGERS).detail.ui.tabs.setCurrentWidget(view)
    assert (
        view.lines[:2] == ["学习内容：学习一 → 学习二", "备注：一 → 二"] or "备注：一 → 二" in view.lines[:2]
    )
    assert any(desk.ws.who in text for text in texts(view))
    button(view, "改回").click()
    now = records.get(desk.ws, "study", one).values
    assert (now["title"], now["note"]) == ("学习一", "二")
    qtbot.waitUntil(lambda: "学习内容：学习二 → 学习一" in view.lines)
    backs = [each for each in view.findChildren(QPushButton) if each.text() == "恢复成这时的样子"]
    backs[-1].click()  # as it was entered
    now = records.get(desk.ws, "study", one).values
    assert (now["title"], now["note"]) == ("学习党章", None)
    history.undo(desk.ws)
    assert records.get(desk.ws, "study", one).values["title"] == "学习一"


def test_the_history_of_a_frozen_record_offers_no_way_back(window: MainWindow, desk: Desk) -> None:
    one = study(desk, "学习党章")
    records.change(desk.ws, "study", one, {"note": "改"}, today=TODAY)
    freezing.freeze(desk.ws, SPRING, reason="已报送")
    window.go(LEDGERS, "study", one)
    view = window.page(LEDGERS).detail.ui.history
    window.page(LEDGERS).detail.ui.tabs.setCurrentWidget(view)
    assert not {"改回", "恢复成这时的样子"} & {each.text() for each in view.findChildren(QPushButton)}


def test_who_works_here_is_written_down(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *args, **more: (" 李敏 ", True))
    window.past.ask_operator()
    study(desk, "学习党章")
    assert history.history(desk.ws, limit=1)[0].who == "李敏"
    assert operator(desk.settings) == "李敏"
    monkeypatch.setattr(QInputDialog, "getText", lambda *args, **more: ("", True))
    window.past.ask_operator()
    assert desk.ws.who == operator(desk.settings) != "李敏"
    assert len(said) == 2


def test_a_grid_of_frozen_records_refuses_with_the_period(window: MainWindow, desk: Desk) -> None:
    ids = [study(desk, f"第{n}次") for n in range(3)]
    freezing.freeze(desk.ws, SPRING, reason="已报送")
    heard: list[str] = []
    page = window.page(LEDGERS)
    page.said.connect(lambda text, _action: heard.append(text))
    page.show_ledger("study")
    page.pane.cells.set_value(ids, records.ledger(desk.ws, "study").field("note"), "改")
    page.delete([ids[0]])
    assert len(heard) == 2 and all("“2026年第一季度”已锁定" in text for text in heard)
    assert len(records.find(desk.ws, "study", {"date": date(2026, 3, 5).isoformat()})) == 3


def test_a_step_in_a_locked_period_offers_the_one_before_it(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    """Undo names the step that it cannot take back, and goes on with an earlier one only when told to."""
    first = study(desk, "夏", "2026-05-05")
    study(desk, "春")
    freezing.freeze(desk.ws, SPRING, reason="已报送")
    heard: list[tuple[str, Any]] = []
    window.moves.said.connect(lambda text, action: heard.append((text, action)))
    for _ in range(2):
        window.moves.update()
        window.ui.actionUndo.trigger()
        idle(qtbot, desk)
        text, action = heard[-1]
        assert (
            "新增《集体学习》：春”没有撤销" in text and "已锁定" in text and action.label == "撤销它的前一步"
        )
    assert len(records.find(desk.ws, "study")) == 2
    action.run()
    idle(qtbot, desk)
    assert heard[-1][0] == "已撤销：新增《集体学习》：夏"
    assert first not in [one.id for one in records.find(desk.ws, "study")]
    window.ui.actionUndo.trigger()
    idle(qtbot, desk)
    assert heard[-1][1] is None, "nothing came before it"
