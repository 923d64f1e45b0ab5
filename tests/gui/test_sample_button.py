"""打开示例: made once, opened the next time; what hinders it is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from civdesk.gui.sample_button import SampleButton
from civdesk.gui.start import start_qt
from civdesk.gui.welcome import Welcome
from civdesk.settings import Settings
from civdesk.store.workspace import Workspace


def test_the_sample_is_made_once_and_opened_again(qtbot: QtBot, tmp_path: Path) -> None:
    button = SampleButton()
    qtbot.addWidget(button)
    path = tmp_path / "新" / "示例.civdesk"
    with qtbot.waitSignal(button.made, timeout=60_000) as made:
        button.make(path, date(2026, 7, 31))
        assert not button.isEnabled(), "one at a time"
    assert made.args == [path] and button.isEnabled() and button.text() == "打开示例"
    with Workspace.open(path) as ws:
        assert ws.writable, "it was closed and can be opened"
    before = path.stat().st_mtime_ns
    with qtbot.waitSignal(button.made):
        button.make(path)
    assert path.stat().st_mtime_ns == before


def test_the_start_screen_offers_it(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(tmp_path / "settings.json")
    start_qt(settings)
    welcome = Welcome(settings)
    qtbot.addWidget(welcome)
    path = tmp_path / "示例.civdesk"
    path.touch()
    monkeypatch.setattr(SampleButton, "place", lambda _self: path)
    with qtbot.waitSignal(welcome.accepted):
        welcome.sample_button.click()
    assert welcome.path == path


def test_what_hinders_it_is_said(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(tmp_path / "settings.json")
    start_qt(settings)
    welcome = Welcome(settings)
    qtbot.addWidget(welcome)
    # A folder of that name: nothing can be written there.
    path = tmp_path / "示例.civdesk"
    path.mkdir()
    monkeypatch.setattr(SampleButton, "place", lambda _self: path)
    with qtbot.waitSignal(welcome.sample_button.failed):
        welcome.sample_button.click()
    assert "已经存在" in welcome.problem.text() and not welcome.problem.isHidden()
