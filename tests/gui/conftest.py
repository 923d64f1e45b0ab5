"""What the tests of the window share: a dialog that would wait for a person fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QFileDialog,
    QFontDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from civdesk.desk import workspaces
from civdesk.gui.context import Desk
from civdesk.gui.main_window import MainWindow
from civdesk.gui.runner import JobRunner
from civdesk.gui.start import start_qt
from civdesk.settings import Settings
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)

WAITING = {
    QDialog: ("exec",),
    QMessageBox: ("exec", "about", "critical", "information", "question", "warning"),
    QFileDialog: ("exec", "getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
    QInputDialog: ("exec", "getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    QColorDialog: ("exec", "getColor"),
    QFontDialog: ("exec", "getFont"),
    QMenu: ("exec",),
}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there to answer. A test that expects a dialog sets its own answer over this one."""
    for widget, names in WAITING.items():
        for name in names:

            def refuse(*args: Any, _what: str = f"{widget.__name__}.{name}", **more: Any) -> None:
                shown = [each for each in args if isinstance(each, str)]
                raise AssertionError(f"unexpected dialog: {_what} {shown}")

            monkeypatch.setattr(widget, name, refuse)


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace with every ledger and standard; making it once saves a second a test."""
    path = tmp_path_factory.mktemp("template") / "模板.civdesk"
    workspaces.new(path, unit="青山县交通运输局").close()
    return path


@pytest.fixture
def desk(_template: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """What pages are handed: a workspace of its own, settings in tmp, the real runner, a fixed day."""
    path = tmp_path / "单位.civdesk"
    shutil.copy(_template, path)
    settings = Settings(tmp_path / "settings.json")
    start_qt(settings)
    runner = JobRunner()
    ws = Workspace.open(path)
    yield Desk(ws, settings, runner, lambda: TODAY)
    runner.shutdown()
    ws.close()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on that desk, shown, with nothing under way."""
    made = MainWindow(desk)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    yield made
    made.close()
    made.close()  # the first asks about what is not saved
    made.deleteLater()
    # Now, and not at the end of all tests: each look for the application would dress every window there was.
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)
