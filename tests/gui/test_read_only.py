"""A file that was opened for reading only: every part of 测评 shows, and what would change it says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from civdesk.desk import sample
from civdesk.gui.checklists.page import ChecklistsPage
from civdesk.gui.context import Desk
from civdesk.gui.runner import JobRunner
from civdesk.gui.start import start_qt
from civdesk.settings import Settings
from civdesk.store.workspace import Workspace

from .conftest import TODAY

PARTS = ("indicators", "inspections", "problems", "surveys", "evaluations")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, in which every part has something."""
    path = tmp_path_factory.mktemp("full") / "示例.civdesk"
    sample.new(path, today=TODAY).close()
    return path


@pytest.fixture
def reading(full: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    settings = Settings(tmp_path / "settings.json")
    start_qt(settings)
    runner = JobRunner()
    ws = Workspace.open(full, write=False)
    yield Desk(ws, settings, runner, lambda: TODAY)
    runner.shutdown()
    ws.close()


@pytest.mark.parametrize("key", PARTS)
def test_every_part_opens_and_every_button_is_harmless(
    reading: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args, **_more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args, **_more: ([], ""))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_more: ("另一处", True))
    for kind in (QDialog, QMenu):
        monkeypatch.setattr(kind, "exec", lambda *_args, **_more: None)
    page = ChecklistsPage(reading)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    said: list[str] = []
    page.said.connect(lambda text, _action: said.append(text))
    page.show()
    part = page.part(key)
    page.bar.setCurrentIndex(PARTS.index(key))
    page.shown()
    idle(qtbot, reading)
    for button in part.findChildren(QAbstractButton):
        if is_there(button):
            button.click()
            idle(qtbot, reading)
            for dialog in page.findChildren(QDialog):
                dialog.reject()
    page.add()
    idle(qtbot, reading)
    if key == "inspections":  # the others ask in a dialog first
        assert any("只读" in text for text in said), said


def is_there(button: Any) -> bool:
    try:
        menu = button.menu() if hasattr(button, "menu") else None  # which waits for a person
        return bool(button.isVisible() and button.isEnabled() and menu is None)
    except RuntimeError:  # a button before it let it go
        return False


def idle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.runner.jobs)
