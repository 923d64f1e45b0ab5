"""整改: views with counts, the list, the loop of one problem, a new one by keyboard, photos, statistics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from civdesk.desk import problems, problems_verbs, records
from civdesk.gui.context import Desk
from civdesk.gui.main_window import CHECKLISTS, MainWindow
from civdesk.gui.problems.asking import EditDialog, VerbDialog
from civdesk.gui.problems.listing import LEFT, STATE, ProblemModel
from civdesk.gui.problems.page import ProblemsPage
from civdesk.gui.problems.settings_dialog import LimitsDialog
from civdesk.store import proofs
from tests.filling import prove, put

TODAY = date(2026, 7, 31)


class Shown:
    """A page on a desk, as the main window has it: what changes is shown."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self._bot = desk, qtbot
        self.said: list[str] = []
        self.page = ProblemsPage(desk)
        self.page.said.connect(lambda text, _action: self.said.append(text))
        qtbot.addWidget(self.page)
        self.page.resize(1440, 860)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.refresh()

    def refresh(self) -> None:
        self.wait()
        self.page.refresh(None)
        self.wait()

    def wait(self) -> None:
        self._bot.waitUntil(lambda: not self.desk.runner.jobs)
        QApplication.processEvents()
        self._bot.waitUntil(lambda: not self.desk.runner.jobs)

    @property
    def titles(self) -> list[str]:
        return [one.title for one in self.page.list.listed.problems]

    def choose(self, title: str) -> str:
        one = next(one for one in self.page.list.listed.problems if one.title == title)
        assert self.page.list.select(one.id)
        return one.id

    def offered(self) -> set[str]:
        detail = self.page.detail
        shown = {key for key, button in detail.buttons.items() if not button.isHidden()}
        return shown | ({detail.next} if detail.next else set())

    def do(self, key: str, **texts: str) -> VerbDialog:
        self.page.ask(key)
        dialog = self.page.dialog
        assert isinstance(dialog, VerbDialog)
        for field, text in texts.items():
            dialog.fields[field].editor.set_text(text)
        dialog.accept()
        return dialog


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot) -> Iterator[Shown]:
    put(
        desk.ws,
        "problem",
        {"title": "烟头未清", "date": "2026-07-01", "deadline": "2026-07-10", "department": "综合股",
         "source": "自查", "number": "2026-001", "status": "整改中"},
        {"title": "广告破损", "date": "2026-07-20", "deadline": "2026-08-02", "department": "运输股",
         "source": "暗访"},
        {"title": "管网老化", "date": "2026-07-02", "deadline": "2026-12-31", "hard": 1,
         "department": "综合股"},
        {"title": "堆物", "date": "2026-07-02", "deadline": "2026-07-09", "finished_on": "2026-07-08"},
    )  # fmt: skip
    made = Shown(desk, qtbot)
    yield made
    made.page.close()


def counts(shown: Shown) -> dict[str, int]:
    model = shown.page.choices.model()
    rows = [model.index(n, 0).data(Qt.ItemDataRole.UserRole) for n in range(model.rowCount())]
    return {row.key: row.count for row in rows if hasattr(row, "key")}


def test_no_part_of_the_page_flashes_as_a_window(shown: Shown) -> None:
    class Windows(QObject):
        seen: ClassVar[list[object]] = []

        def eventFilter(self, of: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(of, QWidget) and of.isWindow():
                self.seen.append(of)
            return False

    watch = Windows()
    QApplication.instance().installEventFilter(watch)
    for title in ("管网老化", "烟头未清"):
        shown.choose(title)
        assert shown.page.detail.way.rows
    QApplication.instance().removeEventFilter(watch)
    assert watch.seen == []


def test_the_next_one_takes_the_place_of_what_is_done(shown: Shown) -> None:
    order = shown.titles
    id = shown.choose(order[1])
    problems_verbs.finish(shown.desk.ws, [id], on=TODAY)
    shown.refresh()
    assert shown.titles == [order[0], order[2]]
    assert shown.page.list.problem().title == order[2], "and not the first one again"
    problems_verbs.finish(shown.desk.ws, [shown.page.list.problem().id], on=TODAY)
    shown.refresh()
    assert shown.page.list.problem().title == order[0]
    shown.page.choices.choose("all")
    shown.choose(shown.titles[-1])
    shown.page.choices.choose("closed")
    assert shown.page.list.currentIndex().row() >= 0


def test_views_count_what_they_show(shown: Shown) -> None:
    wanted = {"open": 3, "overdue": 1, "soon": 1, "hard": 1, "recheck": 1, "account": 0, "closed": 1,
              "all": 4, "unit:综合股": 2, "unit:运输股": 1, "source:自查": 1, "source:暗访": 1,
              "source:": 1}  # fmt: skip
    assert counts(shown) == wanted
    for key, number in wanted.items():
        shown.page.choices.choose(key)
        assert len(shown.titles) == number, key
        assert shown.page.number.text() == f"{number} 个"
    assert "阶段" not in shown.page.band.text() and shown.page.warning.isHidden()


def test_the_list_says_state_and_days(shown: Shown) -> None:
    QAbstractItemModelTester(shown.page.list.listed, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model: ProblemModel = shown.page.list.listed
    role = Qt.ItemDataRole.AccessibleTextRole
    told = {
        model.index(row, 2).data(): (model.index(row, STATE).data(role), model.index(row, LEFT).data())
        for row in range(model.rowCount())
    }
    assert told == {
        "烟头未清": ("逾期", "逾期 21 天"),
        "广告破损": ("整改中", "还有 2 天"),
        "管网老化": ("难以整改", "还有 153 天"),
    }


def test_the_space_bar_does_the_next_step_and_undo_takes_it_back(shown: Shown) -> None:
    id = shown.choose("烟头未清")
    assert shown.page.detail.next == "finish"
    shown.page.list.setFocus()
    QTest.keyClick(shown.page.list, Qt.Key.Key_Space)
    dialog = shown.page.dialog
    assert isinstance(dialog, VerbDialog)
    assert dialog.fields["finished_on"].editor.text() == TODAY.isoformat()
    dialog.fields["result"].editor.set_text("已清扫")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert records.get(shown.desk.ws, "problem", id).values["finished_on"] == TODAY.isoformat()
    assert shown.said[-1] == "已整改完成：烟头未清"
    shown.refresh()
    assert "烟头未清" not in shown.titles
    shown.page.go("problem", id)
    assert shown.page.detail.title.text() == "烟头未清"
    assert {"pass", "fail", "close", "reopen"} <= shown.offered()


def test_a_refusal_is_said_in_the_dialog_and_nothing_is_lost(shown: Shown) -> None:
    id = shown.choose("烟头未清")
    dialog = shown.do("extend", deadline="2026-07-05", reason="因雨", leader="王局")
    assert dialog.isVisible() and "要更晚" in dialog.refusal.text()
    dialog.fields["deadline"].editor.set_text("2026-08-20")
    dialog.fields["leader"].editor.set_text("")
    dialog.accept()
    assert dialog.isVisible() and dialog.fields["leader"].problem
    dialog.fields["leader"].editor.set_text("王局")
    dialog.accept()
    assert not dialog.isVisible()
    assert records.get(shown.desk.ws, "problem", id).values["deadline"] == "2026-08-20"


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("assign", {"owner": "张三", "deadline": "2026-08-20"}),
        ("measure", {"measures": "清扫"}),
        ("urge", {"note": "快"}),
        ("hard", {"reason": "缺资金", "timetable": "明年"}),
        ("feedback", {"subject": "住户", "feedback": "已安排"}),
        ("circulate", {"circulated_level": "市级"}),
    ],
)
def test_each_verb_becomes_a_step(shown: Shown, key: str, texts: dict[str, str]) -> None:
    id = shown.choose("烟头未清")
    before = len(problems.way(shown.desk.ws, id))
    shown.do(key, **texts)
    shown.refresh()
    shown.page.go("problem", id)
    told = problems.way(shown.desk.ws, id)
    assert len(told) >= before and told[-1].at == TODAY.isoformat()
    assert len(shown.page.detail.way.rows) == len(told)


def test_rechecks_in_the_window(shown: Shown) -> None:
    shown.page.choices.choose("recheck")
    id = shown.choose("堆物")
    assert shown.page.detail.next == "pass"
    shown.do("fail", deadline="2026-08-10", rechecker="王五")
    assert problems.problem(shown.desk.ws, id, TODAY).failures == 1
    shown.refresh()
    shown.page.go("problem", id)
    shown.do("finish", result="清了")
    shown.refresh()
    shown.page.go("problem", id)
    shown.do("pass", rechecker="王五")
    shown.refresh()
    shown.page.go("problem", id)
    assert shown.page.detail.next == "close"
    shown.do("close")
    shown.refresh()
    shown.page.go("problem", id)
    assert shown.page.detail.next == "" and "close" not in shown.offered()


def test_several_at_once(shown: Shown) -> None:
    shown.page.list.selectAll()
    assert "选中的 3 个" in shown.page.detail.several.text()
    assert "extend" in shown.offered() and not {"hard", "at_once"} & shown.offered()
    shown.do("extend", deadline="2027-01-31", reason="因雨", leader="王局")
    assert shown.said[-1] == "已延期：3 个问题"
    found = problems.problems(shown.desk.ws, TODAY)
    assert [one.deadline for one in found.problems if one.state.value != "closed"] == ["2027-01-31"] * 3
    shown.page.ask("pass")
    assert "不能" in shown.said[-1]


def test_a_second_failure_is_followed_up_with_one_click(shown: Shown) -> None:
    id = shown.choose("烟头未清")
    for day in (12, 20):
        problems_verbs.finish(shown.desk.ws, [id], on=date(2026, 7, day))
        problems_verbs.recheck(
            shown.desk.ws, [id], False, on=date(2026, 7, day + 1), deadline=date(2026, 7, day + 5)
        )
    shown.refresh()
    shown.page.choices.choose("account")
    assert shown.titles == ["烟头未清"]
    assert not shown.page.detail.due.isHidden()
    assert shown.page.found is not None
    shown.page.detail.wants_notice.emit(shown.page.found.due[0])
    preview = shown.page.dialog
    assert preview is not None and preview.isVisible() and preview.windowTitle() == "责任追究通知书预览"
    preview.close()
    shown.page.detail.wants_account.emit(shown.page.found.due[0])
    assert records.counts(shown.desk.ws)["accountability"] == 1
    assert shown.said[-1].startswith("已登记责任追究：综合股")
    shown.refresh()
    shown.page.go("problem", id)
    opened: list[str] = []
    shown.page.open_record.connect(lambda ledger, _id: opened.append(ledger))
    row = shown.page.detail.way.rows[-1]
    row.body.linkActivated.emit("x")
    assert opened == ["accountability"] and shown.page.detail.due.isHidden()


def photo(path: Path, colour: str) -> Path:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_new_problem_by_keyboard_with_a_pasted_photo(shown: Shown, tmp_path: Path) -> None:
    page = shown.page
    page.add()
    page.quick.fields["title"].editor.set_text("后院有烟头")
    QGuiApplication.clipboard().setMimeData(dropped(photo(tmp_path / "a.png", "red")))
    page.paste()
    assert "1 张整改前照片" in page.quick.told.text() and page.unsaved() == 1
    QTest.keyClick(page.quick.fields["title"].editor.focusProxy(), Qt.Key.Key_Return)
    shown.refresh()
    one = page.list.problem()
    assert one is not None and one.title == "后院有烟头"
    assert (one.number, one.found, one.deadline) == ("2026-002", "2026-07-31", "2026-08-15")
    links = proofs.of_subject(shown.desk.ws.reader(), "problem", one.id)
    assert [link.role for link in links] == ["before"]
    assert page.unsaved() == 0 and not page.quick.isHidden(), "the next one may follow"
    assert page.back() and page.quick.isHidden()


def test_a_problem_without_words_is_not_saved(shown: Shown) -> None:
    shown.page.add()
    shown.page.quick.save()
    assert shown.page.quick.fields["title"].problem
    assert records.counts(shown.desk.ws)["problem"] == 4


def test_photos_go_where_they_are_dropped(shown: Shown, tmp_path: Path) -> None:
    id = shown.choose("烟头未清")
    photos = shown.page.detail.photos
    photos.before.dropped.emit("before", dropped(photo(tmp_path / "a.png", "red")))
    shown.refresh()
    QGuiApplication.clipboard().setMimeData(dropped(photo(tmp_path / "b.png", "green")))
    shown.page.paste()  # there is one before: it is the one after
    shown.refresh()
    roles = [link.role for link in proofs.of_subject(shown.desk.ws.reader(), "problem", id)]
    assert sorted(roles) == ["after", "before"]
    assert len(photos.before.items) == len(photos.after.items) == 1
    shown.do("at_once", result="已清扫")
    assert problems.problem(shown.desk.ws, id, TODAY).written_off
    photos.before.opened.emit(photos.before.items[0].id)
    assert shown.page.large.isVisible()
    QTest.keyClick(shown.page.large, Qt.Key.Key_Right)
    assert shown.page.large.place.text() == "2 / 2"
    assert shown.page.back() and not shown.page.large.isVisible()
    shown.wait()


def test_the_whole_record_can_be_changed(shown: Shown) -> None:
    id = shown.choose("烟头未清")
    QTest.keyClick(shown.page.list, Qt.Key.Key_Return)
    dialog = shown.page.dialog
    assert isinstance(dialog, EditDialog)
    dialog.form.field("place").editor.set_text("大院")
    dialog.form.field("deadline").editor.set_text("哪天")
    dialog.accept()
    assert dialog.isVisible(), "a day that is none"
    dialog.form.field("deadline").editor.set_text("2026-08-01")
    dialog.accept()
    values = records.get(shown.desk.ws, "problem", id).values
    assert (values["place"], values["deadline"]) == ("大院", "2026-08-01")


def test_phases_make_the_band(shown: Shown) -> None:
    shown.page.limits_button.click()
    dialog = shown.page.dialog
    assert isinstance(dialog, LimitsDialog)
    for n, line in enumerate((("自查自纠", "2026-7-1", "2026-7-31"), ("迎检", "2026-8-10", ""))):
        name, start, end = dialog.phases[n]
        name.setText(line[0])
        start.set_text(line[1])
        end.set_text(line[2])
    dialog.days["消防安全"].setValue(3)
    dialog.accept()
    assert dialog.isVisible() and "迎检" in dialog.refusal.text(), "its end is missing"
    assert problems.limits(shown.desk.ws)[0] == {}, "nothing is saved by halves"
    dialog.phases[1][2].set_text("2026-8-20")
    dialog.loss.set_text("2")
    dialog.accept()
    shown.refresh()
    assert shown.page.warning.text() == "8月10日进入“迎检”（还有 10 天），自查问题还有 3 个没有整改完。"
    assert problems.limits(shown.desk.ws) == ({"消防安全": 3}, 15, 200)


def test_statistics_take_the_room_and_give_it_back(shown: Shown, tmp_path: Path) -> None:
    page = shown.page
    before = page.parts.sizes()
    page.statistics_button.click()
    shown.wait()
    handle = page.parts.handleWidth()  # which goes with the part beside it
    assert page.parts.widget(2).isHidden() and abs(page.parts.sizes()[0] - before[0]) <= handle
    table = page.statistics.rows
    assert [table.index(0, n).data() for n in range(5)] == ["综合股", "2", "0", "2", "1"]
    page.statistics.by.setCurrentIndex(page.statistics.by.findData("month"))
    shown.wait()
    assert table.index(0, 0).data() == "2026-07" and table.headerData(0, Qt.Orientation.Horizontal) == "月份"
    page.statistics.print_button.click()
    assert page.statistics.shown is not None and page.statistics.shown.isVisible()
    page.statistics.shown.close()
    page.statistics.save(tmp_path / "统计.xlsx")
    shown.wait()
    assert (tmp_path / "统计.xlsx").exists()
    assert page.back()
    shown.wait()
    assert page.parts.sizes() == before


def test_pages_and_notices_are_written(shown: Shown, tmp_path: Path) -> None:
    page = shown.page
    prove(shown.desk.ws, "problem", shown.choose("烟头未清"), "before")
    for name in ("对照.pdf", "对照.xlsx"):
        page.exporting.write_pages(page.list.listed.problems, tmp_path / name)
    page.exporting.write_notices(page.list.listed.problems, tmp_path / "通知单.xlsx")
    shown.wait()
    assert {path.name for path in tmp_path.iterdir()} >= {"对照.pdf", "对照.xlsx", "通知单.xlsx"}
    assert [text[:3] for text in shown.said] == ["已写出"] * 3
    page.exporting.print_pages(page.list.listed.problems)
    shown.wait()
    assert page.exporting.shown is not None and page.exporting.shown.isVisible()
    page.exporting.shown.close()


def test_an_empty_desk_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    shown: Any = Shown(desk, qtbot)
    assert shown.page.places.currentWidget() is shown.page.nothing
    shown.page._copy_text()
    assert "已全部整改完成" in QGuiApplication.clipboard().text()
    shown.page.exporting.pages([])
    assert "没有可以写出" in shown.said[-1]


def test_the_keys_and_the_menu_offer_what_fits(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    id = shown.choose("烟头未清")
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.list.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.list, Qt.Key.Key_U, keys)
    dialog = page.dialog
    assert isinstance(dialog, VerbDialog) and dialog.windowTitle() == "督办"
    dialog.reject()
    page.list.customContextMenuRequested.emit(page.list.visualRect(page.list.currentIndex()).center())
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    texts = [action.text().partition("\t")[0] for action in menu.actions()]
    assert "整改完成" in texts and "复查合格" not in texts
    opened: list[str] = []
    page.open_record.connect(lambda _ledger, record: opened.append(record))
    menu.actions()[-1].trigger()
    menu.close()
    assert opened == [id]


def test_alt_3_gives_the_keyboard_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    put(window.desk.ws, "problem", {"title": "烟头未清", "date": "2026-07-01", "department": "综合股"})
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not window.desk.runner.jobs)
    QApplication.processEvents()
    page = window.page(CHECKLISTS).part("problems")
    at = QApplication.focusWidget()
    assert at is not None and page.isAncestorOf(at) and at.isVisible(), "not the hidden large view"
    QTest.keyClick(at, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.quick.isVisible() and page.quick.isAncestorOf(QApplication.focusWidget())


def test_a_batch_says_what_stays_as_it_is(shown: Shown) -> None:
    shown.page.list.selectAll()
    shown.page.ask("assign")
    fields = shown.page.dialog.fields
    assert "不填则各自不变" in fields["department"].note.text()
    assert not fields["leader"].note.text(), "nobody has one: they are alike"
    fields["deadline"].editor.set_text("2026-08-20")
    shown.page.dialog.accept()
    told = records.find(shown.desk.ws, "problem", filters=["未完成"], on=TODAY)
    assert {one.values["deadline"] for one in told} == {"2026-08-20"}
    assert {one.values["department"] for one in told} == {"综合股", "运输股"}


def test_the_statistics_are_left_by_choosing_problems(shown: Shown) -> None:
    shown.page.statistics_button.setChecked(True)
    shown.wait()
    assert "共发现问题 4 个" in shown.page.statistics.told.text()
    shown.page.statistics.copy_button.click()
    assert QGuiApplication.clipboard().text() == shown.page.statistics.told.text()
    shown.page.choices.choose("overdue")
    assert not shown.page.statistics_button.isChecked()
    assert shown.titles == ["烟头未清"] and shown.page.list.isVisible()
