"""The proofs of a record: added, counted against what is wanted, opened, taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QDir, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
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


def test_a_new_record_is_saved_for_its_first_photo(
    window: MainWindow, page: LedgersPage, photos: list[Path], qtbot: QtBot
) -> None:
    page.add()
    page.detail.proofs.add_files("photo", photos)
    assert "先保存" in window.messages.text.text() and page.detail.record == ""
    assert page.detail.form.field("title").problem
    page.detail.form.fill({"title": "新的一讲", "date": "2026-04-01"})
    page.detail.proofs.add_files("photo", photos)
    assert page.detail.record
    qtbot.waitUntil(lambda: page.detail.proofs.row("photo").count.word == "2/2")


def test_files_dropped_on_the_record_find_their_role(
    page: LedgersPage, photos: list[Path], qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in photos])
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = QPointF(10, 10)
    page.detail.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, modifiers))
    qtbot.waitUntil(lambda: page.detail.proofs.row("photo").count.word == "2/2")


def dropped(widget: QWidget, data: QMimeData) -> None:
    """As when a drag ends over a widget."""
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, buttons, modifiers))


@pytest.fixture
def screenshot() -> Iterator[QImage]:
    """A picture on the clipboard, which is empty again afterwards."""
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("darkcyan"))
    QGuiApplication.clipboard().setImage(image)
    yield image
    QGuiApplication.clipboard().clear()


def test_a_screenshot_is_pasted_with_the_focus_in_a_text(
    window: MainWindow, page: LedgersPage, screenshot: QImage, qtbot: QtBot
) -> None:
    line = page.detail.form.field("title").editor.focusProxy()
    assert line is not None
    line.setFocus()
    QTest.keySequence(line, QKeySequence("Ctrl+V"))
    panel = page.detail.proofs
    qtbot.waitUntil(lambda: panel.row("photo").count.word == "1/2，还差 1")
    (one,) = panel.row("photo").thumbs.pictures.items
    assert re.fullmatch(r"截图 2026-07-31 \d\d\.\d\d\.\d\d\.png", one.name)
    assert (one.width, one.height) == (320, 200)
    assert not list(Path(QDir.tempPath()).glob("civdesk-粘贴-*")), "nothing stays behind on the disk"
    qtbot.waitUntil(lambda: "已存入 1 件" in window.messages.text.text())
    window.messages.button.click()
    qtbot.waitUntil(lambda: not evidence.ids(window.desk.ws.reader()))


def test_text_is_pasted_as_text(page: LedgersPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("粘贴的主题")
    field = page.detail.form.field("title").editor
    field.set_text("")
    line = field.focusProxy()
    assert line is not None
    line.setFocus()
    QTest.keySequence(line, QKeySequence("Ctrl+V"))
    assert field.text() == "粘贴的主题"
    with qtbot.waitSignal(page.said) as said:
        page.detail.paste()
    assert "剪贴板里没有图片或文件" in said.args[0]


def test_files_copied_elsewhere_are_pasted(page: LedgersPage, photos: list[Path], qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in photos])
    QGuiApplication.clipboard().setMimeData(data)
    area = page.detail.form.field("content").editor.focusProxy()
    assert area is not None
    area.setFocus()
    QTest.keySequence(area, QKeySequence("Ctrl+V"))
    qtbot.waitUntil(lambda: page.detail.proofs.row("photo").count.word == "2/2")
    assert page.detail.form.field("content").editor.text() == ""
    QGuiApplication.clipboard().clear()


def test_a_picture_dragged_out_of_another_program(
    page: LedgersPage, screenshot: QImage, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setImageData(screenshot)
    data.setUrls([QUrl("https://example.org/picture.png")])
    dropped(page.detail.proofs.row("attendance"), data)
    qtbot.waitUntil(lambda: page.detail.proofs.row("attendance").count.word == "1/1")


def test_several_files_on_the_row_of_a_role(page: LedgersPage, photos: list[Path], qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in photos])
    dropped(page.detail.proofs.row("attendance"), data)
    qtbot.waitUntil(lambda: page.detail.proofs.row("attendance").count.word == "2/1")


def test_a_screenshot_of_a_problem_shows_what_was_wrong(
    window: MainWindow, page: LedgersPage, screenshot: QImage, qtbot: QtBot
) -> None:
    raw = {"title": "乱停车", "date": "2026-03-26"}
    one = records.add(window.desk.ws, "problem", raw, today=window.desk.today())
    window.go(LEDGERS, "problem", one.id)
    page.detail.paste()
    qtbot.waitUntil(lambda: page.detail.proofs.row("before").count.word == "1/1")
