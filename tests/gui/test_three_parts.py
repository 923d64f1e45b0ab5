"""The three parts of a tab: widths that were chosen stay, from window to window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from civdesk.gui.widgets.three_parts import ThreeParts
from civdesk.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def made(settings: Settings, qtbot: QtBot) -> ThreeParts:
    sheets = [QFrame(), QFrame(), QFrame()]
    for one, least in zip(sheets, (200, 360, 320), strict=True):
        one.setMinimumWidth(least)
    parts = ThreeParts(settings, "ledgers", sheets, (248, 676, 480))
    qtbot.addWidget(parts)
    parts.resize(900, 600)  # as a window is before it fills the screen
    parts.show()
    return parts


def test_the_sides_stay_and_the_middle_has_the_rest(settings: Settings, qtbot: QtBot) -> None:
    parts = made(settings, qtbot)
    assert parts.sizes()[1] >= 360 and sum(parts.sizes()) == 900 - 16, "the sides gave way"
    for width in (1334, 1200, 1408):
        parts.resize(width, 600)
        assert parts.sizes() == [248, width - 16 - 248 - 480, 480]


def test_starting_again_and_again_changes_nothing(settings: Settings, qtbot: QtBot) -> None:
    for _ in range(3):
        parts = made(settings, qtbot)
        parts.resize(1334, 600)
        assert parts.sizes() == [248, 590, 480]
        parts.resize(700, 600)
        parts.keep()
        parts.close()


def test_what_the_clerk_moved_is_kept(settings: Settings, qtbot: QtBot) -> None:
    parts = made(settings, qtbot)
    parts.resize(1334, 600)
    parts.moveSplitter(300, 1)
    parts.keep()
    again = made(settings, qtbot)
    again.resize(1334, 600)
    assert again.sizes() == parts.sizes() and again.sizes()[0] == pytest.approx(300, abs=8)
