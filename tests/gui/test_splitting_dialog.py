"""A scanned PDF cut into proofs, from the record and from 影像."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from civdesk.desk import evidence, records
from civdesk.gui.evidence.splitting import SplitDialog
from civdesk.gui.ledgers.page import LedgersPage
from civdesk.gui.main_window import EVIDENCE, LEDGERS, MainWindow
from civdesk.store import evidence as pieces
from civdesk.store import proofs


def scan(path: Path, pages: int) -> Path:
    made = [Image.new("RGB", (60, 84), (n * 20 % 256, 120, 120)) for n in range(pages)]
    made[0].save(path, "PDF", save_all=True, append_images=made[1:])
    return path


@pytest.fixture
def record(window: MainWindow) -> str:
    desk = window.desk
    return records.add(desk.ws, "moral_lecture", {"title": "甲", "date": "2026-03-26"}, today=desk.today()).id


@pytest.fixture
def dialog(window: MainWindow, record: str, tmp_path: Path, qtbot: QtBot) -> SplitDialog:
    """Six pages that prove a moral lecture as 其他, opened from there."""
    desk = window.desk
    found = evidence.import_files(
        desk.ws,
        [scan(tmp_path / "扫描件.pdf", 6)],
        today=desk.today(),
        record=("moral_lecture", record),
    )
    window.go(LEDGERS, "moral_lecture", record)
    page = window.page(LEDGERS)
    assert isinstance(page, LedgersPage)
    page.detail.proofs.split(found.evidence[0].id)
    qtbot.waitUntil(lambda: bool(window.findChildren(SplitDialog)))
    return window.findChildren(SplitDialog)[0]


def test_cut_by_keyboard_and_linked_in_its_roles(
    window: MainWindow, record: str, dialog: SplitDialog, qtbot: QtBot
) -> None:
    assert dialog.text.text() == "1-6" and dialog.split_button.text() == "拆成 1 份"
    for _ in range(2):
        QTest.keyClick(dialog.strip, Qt.Key.Key_Right)
    QTest.keyClick(dialog.strip, Qt.Key.Key_Space)
    assert dialog.text.text() == "1-2,3-6"
    QTest.keyClick(dialog.strip, Qt.Key.Key_Right)
    QTest.keyClick(dialog.strip, Qt.Key.Key_Return)
    QTest.keyClick(dialog.strip, Qt.Key.Key_End)
    QTest.keyClick(dialog.strip, Qt.Key.Key_Delete)
    assert dialog.text.text() == "1-2,3,4-5", "the last page is left out"
    dialog.titles[0].setText("活动通知")
    for box, role in zip(dialog.roles, ("notice", "attendance", "plan"), strict=True):
        box.setCurrentIndex(box.findData(role))
    dialog.split_button.click()
    qtbot.waitUntil(lambda: "已拆成 3 份" in window.messages.text.text())
    db = window.desk.ws.reader()
    made = {p.role: pieces.get(db, p.evidence) for p in proofs.of_subject(db, "moral_lecture", record)}
    assert made["notice"].name == "活动通知.pdf" and made["notice"].pages == 2
    assert made["attendance"].pages == 1 and made["plan"].pages == 2
    assert made["other"].pages == 6, "the whole stays"
    window.messages.button.click()
    qtbot.waitUntil(lambda: len(pieces.ids(db)) == 1)


def test_what_was_typed_stays_while_one_cuts_on(dialog: SplitDialog) -> None:
    dialog.cut(3)
    dialog.titles[1].setText("签到表")
    dialog.cut(5)
    assert [title.text() for title in dialog.titles] == ["", "签到表", ""]
    dialog.cut(5)
    dialog.cut(3)
    assert dialog.text.text() == "1-6"
    dialog.cut(3)
    assert dialog.titles[1].text() == "签到表"


def test_typed_ranges_and_what_is_wrong_with_them(dialog: SplitDialog) -> None:
    dialog.text.setFocus()
    dialog.text.selectAll()
    QTest.keyClicks(dialog.text, "2,5-9")
    assert "共 6 页" in dialog.problem.text() and not dialog.split_button.isEnabled()
    QTest.keyClick(dialog.text, Qt.Key.Key_Backspace)
    QTest.keyClicks(dialog.text, "6")
    assert dialog.problem.isHidden() and dialog.split_button.text() == "拆成 2 份"
    assert dialog.text.text() == "2,5-6"
    dialog.each_button.click()
    assert dialog.text.text() == "1,2,3,4,5,6"


def test_the_pages_are_seen(dialog: SplitDialog, qtbot: QtBot) -> None:
    model = dialog.strip.model()

    def seen() -> bool:
        dialog.strip.grab()
        return all(model.index(n, 0).data(Qt.ItemDataRole.DecorationRole) for n in range(6))

    qtbot.waitUntil(seen)


def test_from_the_evidence_tab_without_a_record(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    desk = window.desk
    paths = [scan(tmp_path / "两页.pdf", 2), scan(tmp_path / "一页.pdf", 1)]
    two, one = (evidence.import_files(desk.ws, [path], today=desk.today()).evidence[0].id for path in paths)
    window.go(EVIDENCE, one)
    detail = window.page(EVIDENCE).detail  # type: ignore[attr-defined]
    assert detail.ui.splitButton.isHidden()
    window.go(EVIDENCE, two)
    detail.ui.splitButton.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(SplitDialog)))
    (dialog,) = window.findChildren(SplitDialog)
    assert dialog.records.currentData() is None
    dialog.each_button.click()
    dialog.split_button.click()
    qtbot.waitUntil(lambda: len(pieces.ids(desk.ws.reader())) == 4)


def test_what_cannot_be_cut_is_said(window: MainWindow, tmp_path: Path, qtbot: QtBot, record: str) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\nbroken")
    found = evidence.import_files(window.desk.ws, [path], today=window.desk.today())
    window.go(LEDGERS, "moral_lecture", record)
    window.page(LEDGERS).detail.proofs.split(found.evidence[0].id)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "打不开" in window.messages.text.text())
