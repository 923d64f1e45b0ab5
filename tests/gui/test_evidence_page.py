"""影像: bringing files in, finding them, writing captions, linking, deleting, looking at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from civdesk.desk import evidence, history, records
from civdesk.gui.context import Desk
from civdesk.gui.evidence.linking import LinkDialog
from civdesk.gui.evidence.model import EvidenceModel
from civdesk.gui.evidence.page import EvidencePage
from civdesk.gui.main_window import EVIDENCE, LEDGERS, MainWindow
from civdesk.media import sketch
from civdesk.store import evidence as stored


def photo(folder: Path, day: date, name: str = "") -> Path:
    taken = datetime(day.year, day.month, day.day, 9, 30)
    path = folder / (name or f"IMG_{taken:%Y%m%d_%H%M%S}.jpg")
    path.write_bytes(sketch.photo("street", "文明出行", day.toordinal(), taken=taken))
    return path


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[EvidencePage]:
    window.ui.tabs.setCurrentIndex(EVIDENCE)
    made = window.page(EVIDENCE)
    assert isinstance(made, EvidencePage)
    settle(window, qtbot)
    yield made


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.runner.jobs)


def bring(window: MainWindow, page: EvidencePage, qtbot: QtBot, *paths: Path) -> list[str]:
    """Bring photos in as the clerk does; their ids in the order of the grid."""
    before = page.model.rowCount()
    page.take(paths)
    qtbot.waitUntil(lambda: page.model.rowCount() == before + len(paths))
    settle(window, qtbot)
    return [page.model.id_at(row) for row in range(page.model.rowCount())]


def texts(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def add_record(desk: Desk, day: str = "2026-03-18", title: str = "义务植树志愿服务") -> str:
    raw = {"title": title, "date": day, "department": "综合股"}
    return records.add(desk.ws, "volunteer_activity", raw, today=desk.today()).id


def test_an_empty_place_says_what_to_do_first(page: EvidencePage) -> None:
    assert page.tiles.currentWidget() is page.nothing
    assert "还没有影像" in texts(page.nothing)
    assert any("导入" in button.text() for button in page.nothing.findChildren(QPushButton))


def test_what_came_in_what_was_there_and_what_was_turned_back_is_said(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    one, other = photo(tmp_path, date(2026, 3, 18)), photo(tmp_path, date(2026, 4, 4))
    copy = tmp_path / "副本.jpg"
    copy.write_bytes(one.read_bytes())
    empty = tmp_path / "空文件.jpg"
    empty.touch()
    with qtbot.waitSignal(page.said) as said:
        page.take([one, other, copy, empty])
    text, action = said.args
    assert "已存入 2 件" in text and "重复 1 件" in text and "退回 1 件" in text
    assert action.label == "查看原因"
    action.run()
    assert page.bringing.report is not None
    assert page.bringing.report.lines == [(str(empty), "退回：文件是空的（0 字节）。")]
    page.bringing.report.ui.copyButton.click()
    assert "文件是空的" in QGuiApplication.clipboard().text()
    page.bringing.report.close()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert page.number.text() == "2 件"


def test_files_can_be_dropped_on_the_page(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo(tmp_path, date(2026, 3, 18))))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    assert event.isAccepted()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_a_caption_is_saved_on_leaving_a_field_as_one_operation(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    (id,) = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)))
    page.grid.choose(id)
    ui = page.detail.ui
    assert "2026-03-18" in ui.time.placeholderText()
    before = len(history.history(window.desk.ws))
    ui.event.setFocus()
    QTest.keyClicks(ui.event, "tree planting")
    ui.place.setFocus()
    assert stored.get(window.desk.ws.reader(), id).event == "tree planting"
    assert len(history.history(window.desk.ws)) == before + 1
    assert "事由" not in ui.lights.toolTip() and "地点" in ui.lights.toolTip()
    # What is being typed in the next field stays when the page hears of the change.
    ui.place.setText("滨河公园")
    settle(window, qtbot)
    page.refresh(None)
    assert ui.place.text() == "滨河公园" and ui.event.text() == "tree planting"
    ui.title.setFocus()
    assert stored.get(window.desk.ws.reader(), id).place == "滨河公园"


def test_a_time_that_is_none_is_said_and_not_saved(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    (id,) = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)))
    page.grid.choose(id)
    ui = page.detail.ui
    ui.takenAt.setText("2026-02-30")
    page.detail.save()
    assert not ui.problem.isHidden() and "拍摄时间" in ui.problem.text()
    assert ui.takenAt.text() == "2026-02-30"
    assert stored.get(window.desk.ws.reader(), id).taken_at == "2026-03-18T09:30:00"
    ui.takenAt.setText("2026年3月19日 下午2点05分")
    page.detail.save()
    assert ui.problem.isHidden() and ui.takenAt.text() == "2026-03-19 14:05"


def test_filters_follow_what_is_done(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    march, april = photo(tmp_path, date(2026, 3, 18)), photo(tmp_path, date(2026, 4, 4))
    ids = bring(window, page, qtbot, march, april)
    assert [stored.get(window.desk.ws.reader(), id).taken_at[:7] for id in ids] == ["2026-04", "2026-03"]
    page.choices.choose("month:2026-03")
    assert [page.model.id_at(0)] == ids[1:] and page.title.text() == "2026年3月"
    page.choices.choose("unlinked")
    assert page.model.rowCount() == 2
    record = add_record(window.desk)
    evidence.link(window.desk.ws, ids[0], "volunteer_activity", record)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.choices.choose("ledger:volunteer_activity")
    assert page.model.id_at(0) == ids[0]
    page.choices.choose("all")
    page.text.setText("20260318")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.back() and page.text.text() == ""


def test_linking_asks_for_a_record_and_offers_the_nearest_day(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    far, near = add_record(window.desk, "2026-01-05", "元旦值守"), add_record(window.desk, "2026-03-17")
    (id,) = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)))
    page.grid.choose(id)
    page.detail.ui.linkButton.click()
    dialog = page.link_dialog
    assert isinstance(dialog, LinkDialog)
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.id == near)
    assert dialog.role == "photo"
    dialog.ui.text.setText("值守")
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.id == far)
    with qtbot.waitSignal(page.said) as said:
        dialog.ui.linkButton.click()
    assert "元旦值守" in said.args[0]
    qtbot.waitUntil(lambda: "现场照片" in texts(page.detail.lines))
    with qtbot.waitSignal(page.open_record) as opened:
        page.detail.lines.findChild(QPushButton).click()
    assert opened.args == ["volunteer_activity", far]
    window.ui.tabs.setCurrentIndex(EVIDENCE)
    said.args[1].run()
    qtbot.waitUntil(lambda: "还没有关联" in texts(page.detail.lines))


def test_a_link_is_taken_away_and_the_file_stays(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    (id,) = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)))
    proof = evidence.link(window.desk.ws, id, "volunteer_activity", add_record(window.desk), "attendance")
    page.grid.choose(id)
    qtbot.waitUntil(lambda: "签到表" in texts(page.detail.lines))
    page.detail.lines.taken_away.emit(proof)
    qtbot.waitUntil(lambda: "还没有关联" in texts(page.detail.lines))
    assert page.model.row_of(id) == 0


def test_deleting_offers_to_take_it_back(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    ids = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)), photo(tmp_path, date(2026, 4, 4)))
    page.grid.choose(ids[0])
    with qtbot.waitSignal(page.said) as said:
        QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    assert page.model.rowCount() == 1 and page.grid.ids() == [ids[1]]
    said.args[1].run()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)


def test_several_get_one_caption_by_one_operation(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    ids = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)), photo(tmp_path, date(2026, 4, 4)))
    evidence.caption(window.desk.ws, ids[0], {"地点": "南门"})
    page.grid.selectAll()
    assert page.right.currentWidget() is page.several
    before = len(history.history(window.desk.ws))
    page.several.ui.photographer.setText("宣传科 李明")
    page.several.ui.fillButton.click()
    both = stored.many(window.desk.ws.reader(), ids)
    assert [one.photographer for one in both] == ["宣传科 李明"] * 2
    assert [one.place for one in both] == ["南门", ""], "what was not filled in stays"
    assert len(history.history(window.desk.ws)) == before + 1


def test_arrows_and_space(window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path) -> None:
    ids = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)), photo(tmp_path, date(2026, 4, 4)))
    page.grid.choose(ids[0])
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.grid.ids() == [ids[1]] and page.detail.one is not None and page.detail.one.id == ids[1]
    QTest.keyClick(page.grid, Qt.Key.Key_Space)
    assert page.large.isVisible()
    qtbot.waitUntil(lambda: page.large.picture.is_large)
    QTest.keyClick(page.large, Qt.Key.Key_Left)
    assert page.large.place.text() == "1 / 2" and page.grid.ids() == [ids[0]]
    QTest.keyClick(page.large, Qt.Key.Key_Escape)
    assert not page.large.isVisible()


def test_previews_arrive_upright_and_in_time(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    (id,) = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)))
    qtbot.waitUntil(lambda: page.previews.pixmap(id, 320) is not None)
    small = page.previews.pixmap(id, 320)
    assert small is not None and max(small.width(), small.height()) == 320


def test_a_damaged_picture_is_marked_and_listed(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    whole = photo(tmp_path, date(2026, 3, 18))
    whole.write_bytes(whole.read_bytes()[: -(whole.stat().st_size // 3)])
    (id,) = bring(window, page, qtbot, whole)
    page.choices.choose("damaged")
    assert page.model.id_at(0) == id
    page.grid.choose(id)
    assert "已损坏" in texts(page.detail)


def test_going_to_evidence_shows_it_whatever_is_chosen(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    ids = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)), photo(tmp_path, date(2026, 4, 4)))
    page.choices.choose("month:2026-03")
    window.ui.tabs.setCurrentIndex(LEDGERS)
    window.go(EVIDENCE, ids[0])
    assert page.grid.ids() == [ids[0]] and page.choices.key == "all"


def test_the_model_keeps_the_rules_of_qt(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    model = EvidenceModel(window.desk.ws)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)), photo(tmp_path, date(2026, 4, 4)))
    model.reload()
    assert model.rowCount() == 2
    evidence.delete(window.desk.ws, ids[:1])
    model.reload()
    assert [model.id_at(row) for row in range(model.rowCount())] == ids[1:]


def test_an_indicator_can_be_proved_too(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    (id,) = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)))
    page.link([id])
    dialog = page.link_dialog
    assert isinstance(dialog, LinkDialog)
    dialog.ui.ledger.setCurrentIndex(dialog.ui.ledger.findData("indicator"))
    dialog.ui.text.setText("志愿服务")
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.ledger == "indicator")
    dialog.accept()
    page.grid.choose(id)
    qtbot.waitUntil(lambda: "现场照片" in texts(page.detail.lines))
    with qtbot.waitSignal(page.open_indicator) as opened:
        page.detail.lines.findChild(QPushButton).click()
    assert opened.args[0] == "province_unit"


def test_the_record_fills_what_is_empty(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    (id,) = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)))
    raw = {"title": "义务植树", "date": "2026-03-18", "place": "滨河公园"}
    record = records.add(window.desk.ws, "volunteer_activity", raw, today=window.desk.today()).id
    evidence.caption(window.desk.ws, id, {"题名": "一起种树"})
    page.grid.choose(id)
    ui = page.detail.ui
    assert ui.fillButton.isHidden(), "nothing is known of it yet"
    evidence.link(window.desk.ws, id, "volunteer_activity", record)
    qtbot.waitUntil(lambda: not ui.fillButton.isHidden())
    ui.fillButton.click()
    one = stored.get(window.desk.ws.reader(), id)
    assert (one.title, one.event, one.place) == ("一起种树", "义务植树", "滨河公园")
    assert ui.fillButton.isHidden()


def test_a_double_click_shows_a_photo_large_and_opens_a_copy_of_anything_else(
    window: MainWindow, page: EvidencePage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) is None
    )
    note = tmp_path / "说明.txt"
    note.write_text("活动说明", encoding="utf-8")
    ids = bring(window, page, qtbot, photo(tmp_path, date(2026, 3, 18)), note)
    for kind in ("document", "photo"):
        id = next(id for id in ids if stored.get(page.desk.ws.reader(), id).kind == kind)
        page.grid.choose(id)
        place = page.grid.visualRect(page.grid.currentIndex()).center()
        QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle(window, qtbot)
        assert page.large.isVisible() == (kind == "photo")
    (copy,) = opened
    assert copy.name == "说明.txt" and not copy.stat().st_mode & 0o222
    assert "只读副本" in window.messages.text.text()
    (out,) = [one for one in page.large.findChildren(QToolButton) if one.toolTip() == "打开只读副本"]
    out.click()
    qtbot.waitUntil(lambda: len(opened) == 2)
