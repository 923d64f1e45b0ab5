"""The window around the tabs: tabs by key, search, text size, messages, one instance, starting."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from civdesk import app
from civdesk.desk import records, workspaces
from civdesk.errors import Refused
from civdesk.gui import keys, style
from civdesk.gui.context import Desk
from civdesk.gui.crash import Reporter
from civdesk.gui.first_start import FirstStart
from civdesk.gui.main_window import LEDGERS, MainWindow
from civdesk.gui.messages import Action
from civdesk.gui.single import SingleInstance
from civdesk.gui.start import chinese_is_readable
from civdesk.gui.welcome import Welcome
from civdesk.jobs import Monitor
from civdesk.settings import Settings
from civdesk.store.workspace import Workspace


def add(desk: Desk, title: str) -> str:
    raw = {"title": title, "date": "2026-03-05"}
    return records.add(desk.ws, "moral_lecture", raw, today=desk.today()).id


def test_the_title_names_unit_and_file(window: MainWindow) -> None:
    assert "青山县交通运输局" in window.windowTitle() and "单位.civdesk" in window.windowTitle()


def test_tabs_by_key(window: MainWindow) -> None:
    for number in (2, 1):
        QTest.keySequence(window, QKeySequence(f"Ctrl+{number}"))
        assert window.ui.tabs.currentIndex() == number - 1
        assert window.ui.pages.currentIndex() == number - 1


def test_search_finds_and_opens(window: MainWindow, qtbot: QtBot) -> None:
    id = add(window.desk, "敬业奉献好故事")
    QTest.keySequence(window, QKeySequence("Ctrl+F"))
    assert window.ui.search.hasFocus()
    window.ui.search.setText("好故事")
    window.ui.search.textEdited.emit("好故事")
    qtbot.waitUntil(lambda: [hit.id for hit in window.ui.search.results] == [id])
    QTest.keyClick(window.ui.search, Qt.Key.Key_Return)
    assert window.ui.tabs.currentIndex() == LEDGERS
    assert window.page(LEDGERS).detail.record == id  # type: ignore[attr-defined]
    assert not window.ui.search.results


def test_text_size_is_changed_by_key_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    height = window.ui.tabs.height()
    for _ in range(5):
        window.ui.actionLarger.trigger()
    assert window.desk.settings["text_size"] == 150
    assert QApplication.font().pixelSize() == round(style.theme()["type"]["base"] * 1.5)
    window.ui.actionNormal.trigger()
    assert window.desk.settings["text_size"] == 100
    window.ui.actionSmaller.trigger()
    assert window.desk.settings["text_size"] == 100, "never smaller than what one can read"
    qtbot.waitUntil(lambda: window.ui.tabs.height() == height)


@pytest.mark.parametrize("size", [100, 125, 150])
def test_no_word_of_a_button_is_cut_off(window: MainWindow, qtbot: QtBot, size: int) -> None:
    window.set_text_size(size)
    add(window.desk, "敬业奉献")
    for tab in (0, LEDGERS):
        window.ui.tabs.setCurrentIndex(tab)
        page = window.page(tab)
        if tab == LEDGERS:
            page.show_ledger("moral_lecture")  # type: ignore[attr-defined]
            page.add()
        qtbot.waitUntil(lambda: not window.desk.runner.jobs)
        QApplication.processEvents()
        assert not cut_off(window)
    window.set_text_size(100)


def cut_off(window: MainWindow) -> list[str]:
    """The buttons in sight that have not enough room for their words."""
    return [
        button.text()
        for button in window.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.minimumSizeHint().width()
    ]


def test_a_changed_record_has_room_for_its_buttons_too(window: MainWindow, qtbot: QtBot) -> None:
    window.set_text_size(150)
    window.resize(1366, 728)
    add(window.desk, "敬业奉献")
    (one,) = records.find(window.desk.ws, "moral_lecture")
    window.go(LEDGERS, "moral_lecture", one.id)
    detail = window.page(LEDGERS).detail  # type: ignore[attr-defined]
    detail.form.field("title").editor.set_text("诚实守信")
    detail.form.edited.emit()
    qtbot.waitUntil(lambda: not window.desk.runner.jobs)
    QApplication.processEvents()
    assert detail.ui.discardButton.isVisible() and not detail.ui.deleteButton.isVisible()
    assert not cut_off(window)
    detail.discard()
    assert detail.ui.deleteButton.isVisible()
    window.set_text_size(100)


@pytest.mark.parametrize("size", [100, 150, 200])
def test_large_text_fits_a_small_screen(window: MainWindow, qtbot: QtBot, size: int) -> None:
    window.set_text_size(size)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.width() == 1280 and window.ui.menu.geometry().right() <= 1280)
    assert window.minimumSizeHint().width() <= 1280 and window.minimumSizeHint().height() <= 720
    assert window.ui.search.geometry().left() > window.ui.tabs.geometry().right()
    in_menu = window.ui.menu.menu().actions()
    for button in (window.ui.importSheet, window.ui.importPhotos, window.ui.export_, window.ui.backup):
        assert button.isVisible() or button.defaultAction() in in_menu
    window.set_text_size(100)


def test_no_english_is_left(window: MainWindow, qtbot: QtBot) -> None:
    window.ui.tabs.setCurrentIndex(LEDGERS)
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    words += [button.text() for button in window.findChildren(QPushButton) if button.isVisible()]
    words += [action.text() for action in window.actions()]
    english = [word for word in words if word.replace("Ctrl", "").isascii() and any(map(str.isalpha, word))]
    assert not english
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {button.text().split("(")[0] for button in box.buttons()} == {"确定", "取消"}


def test_f1_shows_the_keys(window: MainWindow) -> None:
    window.ui.actionKeys.trigger()
    (sheet,) = window.findChildren(keys.KeysDialog)
    assert any("Ctrl+N" in label.text() for label in sheet.findChildren(QLabel))
    sheet.reject()


def test_escape_closes_the_detail_then_the_message(window: MainWindow) -> None:
    window.ui.tabs.setCurrentIndex(LEDGERS)
    page = window.page(LEDGERS)
    page.add()
    window.say("一句话")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not page.detail.is_open and window.messages.isVisible()  # type: ignore[attr-defined]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.messages.isVisible()


def test_work_shows_its_progress_and_can_be_stopped(window: MainWindow, qtbot: QtBot) -> None:
    from civdesk.gui.progress import ProgressStrip

    (strip,) = window.findChildren(ProgressStrip)

    def endless(monitor: Monitor) -> None:
        while True:
            monitor.report(3, 10, "正在数数", "IMG_1.jpg")

    window.desk.runner.run(endless, on_done=lambda _: None, title="正在数数")
    qtbot.waitUntil(strip.isVisible)
    assert "3 / 10" in strip.detail.text() and "IMG_1.jpg" in strip.detail.text()
    strip.stop.click()
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert "已停止" in window.messages.text.text()


def test_an_error_of_the_world_is_one_sentence_at_the_edge(window: MainWindow, qtbot: QtBot) -> None:
    def full(_monitor: Monitor) -> None:
        raise Refused("磁盘空间不足，请清理后再试。", kind="disk_full")

    window.desk.runner.run(full, on_done=lambda _: None, title="备份")
    qtbot.waitUntil(lambda: window.messages.text.text() == "磁盘空间不足，请清理后再试。")


def test_of_jobs_with_one_key_only_the_latest_counts(desk: Desk, qtbot: QtBot) -> None:
    told: list[int] = []
    for n in range(20):
        desk.runner.run(lambda _monitor, n=n: n, on_done=told.append, key="same")
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    assert told == [19]


def test_our_own_error_is_told_once_with_details_to_copy(
    tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = Reporter(tmp_path / "civdesk.log")
    for _ in range(3):
        try:
            raise KeyError("missing")
        except KeyError as error:
            reporter.report(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: reporter.count == 3)
    box = reporter.box
    assert box is not None and "已保存的内容都在" in box.informativeText()
    (copy,) = [button for button in box.buttons() if button.text() == "复制详情"]
    copy.click()
    assert "KeyError" in QApplication.clipboard().text() and box.isVisible()
    assert len(caplog.records) == 3, "each is written down"
    box.reject()


def test_the_second_start_shows_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "单位.civdesk"
    first = SingleInstance(path)
    assert first.claim()
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from civdesk.gui.single import SingleInstance; app = QCoreApplication([]);"
        "one = SingleInstance(Path(sys.argv[1])); sys.exit(0 if not one.claim() and one.show_first() else 1)"
    )
    with qtbot.waitSignal(first.activated, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", code, str(path)])
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    first.release()
    again = SingleInstance(path)
    assert again.claim(), "the place is free when the window is gone"
    again.release()


def test_a_window_of_another_workspace_is_another_window(tmp_path: Path) -> None:
    one, other = SingleInstance(tmp_path / "a.civdesk"), SingleInstance(tmp_path / "b.civdesk")
    assert one.claim() and other.claim()
    one.release()
    other.release()


def test_starting_opens_and_closing_leaves_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "单位.civdesk"
    workspaces.new(path, unit="某单位").close()
    settings = Settings(tmp_path / "settings" / "settings.json")
    monkeypatch.setattr(app, "Settings", lambda: settings)
    seen: list[str] = []

    def close_it() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow) and widget.isVisible():
                seen.append(widget.windowTitle())
                widget.close()

    monkeypatch.setattr(QApplication, "exec", lambda *_: qtbot.waitUntil(lambda: close_it() or bool(seen)))
    assert app.main([str(path)]) == 0
    assert "某单位" in seen[0]
    assert settings["recent"] == [str(path)]
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("单位.civdesk")] == ["单位.civdesk"]


def test_what_will_not_open_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "坏的.civdesk"
    path.write_bytes(b"not a workspace")
    settings = Settings(tmp_path / "settings" / "settings.json")
    monkeypatch.setattr(app, "Settings", lambda: settings)
    said: list[str] = []

    def look(dialog: Welcome) -> int:
        said.append(dialog.problem.text())
        assert dialog.restore_button.isEnabled() and dialog.open_button.isEnabled()
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(Welcome, "exec", look)
    assert app.main([str(path)]) == 3
    assert "不是 civdesk 工作区文件" in said[0] and "备份" in said[0]


def test_a_workspace_is_made_and_a_damaged_one_restored(tmp_path: Path, qtbot: QtBot) -> None:
    from datetime import datetime

    from civdesk.desk import backup

    settings = Settings(tmp_path / "settings.json")
    welcome = Welcome(settings)
    qtbot.addWidget(welcome)
    welcome.unit.setText("某某局")
    path = tmp_path / "局里" / "某某局.civdesk"
    welcome.place.setText(str(path))
    welcome.make_button.click()
    assert welcome.path == path
    made = backup.backup(path, tmp_path / "备份", now=datetime(2026, 7, 31, 8))
    path.write_bytes(b"rubbish")
    rescue = Welcome(settings, "打不开", path)
    qtbot.addWidget(rescue)
    rescue.restore(Path(made.path), path)
    assert rescue.path == path
    with Workspace.open(path) as ws:
        assert workspaces.setting(ws, "unit") == "某某局"


def test_chinese_is_readable_here() -> None:
    assert chinese_is_readable()


def test_more_bytes_than_a_progress_bar_can_count(window: MainWindow, qtbot: QtBot) -> None:
    from civdesk.gui.progress import ProgressStrip

    (strip,) = window.findChildren(ProgressStrip)

    def export(monitor: Monitor) -> None:
        while True:
            monitor.report(3_000_000_000, 6_000_000_000, "正在写出影像和文件", "开会.mp4")

    window.desk.runner.run(export, on_done=lambda _: None, title="正在导出")
    qtbot.waitUntil(strip.isVisible)
    assert strip.detail.text() == "50%  开会.mp4"
    assert strip.bar.value() * 2 == strip.bar.maximum()
    strip.stop.click()
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_ctrl_and_a_digit_leads_the_keyboard_into_the_tab(window: MainWindow, qtbot: QtBot) -> None:
    for number in range(5):
        QTest.keySequence(window, QKeySequence(f"Ctrl+{number + 1}"))
        qtbot.waitUntil(lambda: not window.desk.runner.jobs)
        focus = QApplication.focusWidget()
        assert focus is not None and window.page(number).isAncestorOf(focus)
    add(window.desk, "敬业奉献")
    QTest.keySequence(window, QKeySequence("Ctrl+2"))
    grid = window.page(LEDGERS).grid  # type: ignore[attr-defined]
    window.page(LEDGERS).show_ledger("moral_lecture")  # type: ignore[attr-defined]
    grid.setFocus()
    assert QApplication.focusWidget() is grid
    QTest.keySequence(window, QKeySequence("Ctrl+1"))
    QTest.keySequence(window, QKeySequence("Ctrl+2"))
    assert QApplication.focusWidget() is grid, "where it was last"


def test_nothing_sticks_out_of_a_small_screen(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    room = window.screen().availableSize()
    other = MainWindow(desk)
    qtbot.addWidget(other)
    assert other.width() > room.width(), "the screen of the tests is small"
    other.appear()
    assert other.isMaximized()
    window.set_text_size(150)
    dialogs = [keys.KeysDialog(window), FirstStart(desk, window.say, window)]
    for dialog in dialogs:
        dialog.show()
        assert dialog.height() < room.height()
        dialog.close()
    window.set_text_size(100)


def test_the_place_chosen_for_a_new_workspace_stays(tmp_path: Path, qtbot: QtBot) -> None:
    welcome = Welcome(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(welcome)
    welcome.unit.setText("甲局")
    assert Path(welcome.place.text()).name == "甲局.civdesk"
    welcome.place.setText("/D/创建/我的.civdesk")
    welcome.unit.setText("甲局机关")
    assert welcome.place.text() == "/D/创建/我的.civdesk"


def test_a_message_moves_nothing_under_the_mouse(window: MainWindow) -> None:
    before = window.ui.pages.geometry()
    window.say("已保存", Action("撤销", lambda: None))
    assert window.messages.isVisible() and window.ui.pages.geometry() == before
    assert before.contains(window.messages.geometry())
    window.resize(1200, 760)
    QApplication.processEvents()
    assert window.ui.pages.geometry().contains(window.messages.geometry())


def test_who_makes_a_colour_paler_spoils_it_for_nobody(qapp: object) -> None:
    paler = style.colour("accent")
    paler.setAlpha(14)
    assert style.colour("accent").alpha() == 255
