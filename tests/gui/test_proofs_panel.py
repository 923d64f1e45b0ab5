"""The proofs of a record: added, counted against what is wanted, opened, taken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.main_window import LEDGERS, MainWindow
from civdesk.store import evidence


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Two different pictures."""
    paths = []
    for n, colour in enumerate(("darkgreen", "darkred")):
        path = tmp_path / f"现场{n + 1}.jpg"
        Image.new("RGB", (640, 480), colour).save(path)
        paths.append(path)
    return paths


@pytest.fixture
def page(window: MainWindow) -> LedgersPage:
    """A saved moral lecture, open; it wants two photos and a list of who came."""
    desk = window.desk
    raw = {"title": "爱岗敬业", "date": "2026-03-26"}
    id = records.add(desk.ws, "moral_lecture", raw, today=desk.today()).id
    window.go(LEDGERS, "moral_lecture", id)
    page = window.page(LEDGERS)
    assert isinstance(page, LedgersPage)
    return page


def test_photos_are_counted_against_what_is_wanted(
    window: MainWindow, page: LedgersPage, photos: list[Path], qtbot: QtBot
) -> None:
    panel = page.detail.proofs
    assert panel.row("photo").count.word == "0/2，还差 2"
    assert "佐证还差" in page.detail.ui.proofsLine.text()
    panel.add_files("photo", photos[:1])
    qtbot.waitUntil(lambda: panel.row("photo").count.word == "1/2，还差 1")
    panel.add_files("photo", photos[1:])
    qtbot.waitUntil(lambda: panel.row("photo").count.word == "2/2")
    assert [one.name for one in panel.row("photo").thumbs.pictures.items] == ["现场1.jpg", "现场2.jpg"]
    qtbot.waitUntil(lambda: "已存入 1 件" in window.messages.text.text())
    window.messages.button.click()
    qtbot.waitUntil(lambda: panel.row("photo").count.word == "1/2，还差 1")


def test_a_double_click_opens_a_copy(
    page: LedgersPage, photos: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    panel = page.detail.proofs
    panel.add_files("photo", photos[:1])
    qtbot.waitUntil(lambda: panel.row("photo").count.word == "1/2，还差 1")
    thumbs = panel.row("photo").thumbs
    thumbs.activated.emit(thumbs.pictures.index(0))
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].read_bytes() == photos[0].read_bytes()
    assert opened[0].name == "现场1.jpg" and opened[0] != photos[0]


def test_taken_off_a_record_a_file_stays(
    window: MainWindow, page: LedgersPage, photos: list[Path], qtbot: QtBot
) -> None:
    panel = page.detail.proofs
    panel.add_files("photo", photos[:1])
    qtbot.waitUntil(lambda: panel.row("photo").count.word == "1/2，还差 1")
    (one,) = panel.row("photo").thumbs.pictures.items
    panel.unlink("photo", one.id)
    qtbot.waitUntil(lambda: panel.row("photo").count.word == "0/2，还差 2")
    assert evidence.get(window.desk.ws.reader(), one.id).name == "现场1.jpg"


def test_a_new_record_has_to_be_saved_first(page: LedgersPage, photos: list[Path], qtbot: QtBot) -> None:
    page.add()
    with qtbot.waitSignal(page.said) as said:
        page.detail.proofs.add_files("photo", photos)
    assert "先保存" in said.args[0]


def test_files_dropped_on_the_record_find_their_role(
    page: LedgersPage, photos: list[Path], qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in photos])
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = QPointF(10, 10)
    page.detail.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, modifiers))
    qtbot.waitUntil(lambda: page.detail.proofs.row("photo").count.word == "2/2")
