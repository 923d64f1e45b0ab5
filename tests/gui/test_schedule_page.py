"""日程: what is due by month, marking it done, the clerk's own tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from civdesk.desk import agenda, records
from civdesk.domain.tasks import Occurrence, TaskState
from civdesk.gui.context import Desk
from civdesk.gui.main_window import SCHEDULE, MainWindow
from civdesk.gui.schedule.model import AgendaModel, Month
from civdesk.gui.schedule.page import SchedulePage
from civdesk.gui.schedule.view import countdown


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[SchedulePage]:
    window.ui.tabs.setCurrentIndex(SCHEDULE)
    made = window.page(SCHEDULE)
    assert isinstance(made, SchedulePage)
    qtbot.waitUntil(lambda: made.found is not None and not made.desk.runner.jobs)
    yield made


def shown(page: SchedulePage) -> list[Occurrence]:
    return [row for row in page.model.rows if isinstance(row, Occurrence)]


def find(page: SchedulePage, title: str) -> Occurrence:
    assert page.found is not None
    return next(one for one in page.found.occurrences if one.task == title)


def type_task(page: SchedulePage, title: str, due: str) -> None:
    page.add_button.click()
    page.form.ui.title.setText(title)
    page.form.ui.due.setText(due)


def test_what_is_open_stands_by_month_and_begins_with_what_is_late(page: SchedulePage) -> None:
    months = [row.first for row in page.model.rows if isinstance(row, Month)]
    assert months == sorted(months)
    assert all(one.state in (TaskState.PENDING, TaskState.OVERDUE, TaskState.UNJUDGED) for one in shown(page))
    current = page.current
    assert current is not None and current.state is TaskState.OVERDUE
    assert page.detail.ui.title.text() == current.task
    assert page.detail.ui.countdown.text().startswith("已逾期")


@pytest.mark.parametrize(
    ("deadline", "state", "said"),
    [
        (date(2026, 8, 9), TaskState.PENDING, "还有 9 天"),
        (date(2026, 7, 31), TaskState.PENDING, "今天到期"),
        (date(2026, 7, 9), TaskState.OVERDUE, "已逾期 22 天"),
        (date(2026, 7, 9), TaskState.DONE, ""),
    ],
)
def test_how_long_there_is(deadline: date, state: TaskState, said: str) -> None:
    one = Occurrence("k", "t", deadline, deadline, "", state)
    assert countdown(one, date(2026, 7, 31)) == said


def test_filters_count_what_they_show(page: SchedulePage) -> None:
    for key, number in (("overdue", None), ("done", 0), ("lead:计财股", None), ("own", 0)):
        page.choices.choose(key)
        assert page.choices.key == key
        assert page.number.text() == f"{len(shown(page))} 件"
        assert number is None or len(shown(page)) == number
    page.choices.choose("lead:计财股")
    assert shown(page) and all("计财股" in one.lead for one in shown(page))
    page.choices.choose("own")
    assert page.places.currentIndex() == 1, "an empty place says what to do"


def test_what_stands_behind_is_shown(page: SchedulePage, qtbot: QtBot) -> None:
    one = find(page, "集体学习（3–4月）")
    page.go(one.key)
    page.go(one.deadline)
    qtbot.waitUntil(lambda: page.detail.ui.figures.text() == "3–4月：已有 0 次，要求至少 1 次")
    assert "三-1 集体学习" in page.detail.ui.indicatorButton.text()
    with qtbot.waitSignal(page.open_indicator) as opened:
        page.detail.ui.indicatorButton.click()
    assert opened.args == ["province_unit", "三-1"]


def test_a_record_makes_it_done(page: SchedulePage, qtbot: QtBot) -> None:
    raw = {"title": "学习贯彻会议精神", "date": "2026-03-10", "department": "党政办"}
    records.add(page.desk.ws, "study", raw, today=page.desk.today())
    qtbot.waitUntil(lambda: find(page, "集体学习（3–4月）").state is TaskState.DONE)
    page.choices.choose("all")
    page.go(date(2026, 4, 30))
    assert "自动算作完成" in page.detail.ui.markHint.text()
    assert page.detail.ui.markButton.isHidden()


def test_marking_done_and_taking_it_back(page: SchedulePage, qtbot: QtBot) -> None:
    page.choices.choose("all")
    page.go(date(2026, 4, 30))
    one = page.current
    assert one is not None and one.state is TaskState.OVERDUE
    page.detail.ui.markNote.setText("材料在纸质档案里")
    with qtbot.waitSignal(page.said) as said:
        page.detail.ui.markButton.click()
    qtbot.waitUntil(lambda: page.current is not None and page.current.state is TaskState.DONE)
    assert page.current is not None and page.current.done_on == page.desk.today()
    assert page.detail._facts["note"][1].text() == "材料在纸质档案里"
    said.args[1].run()
    qtbot.waitUntil(lambda: page.current is not None and page.current.state is TaskState.OVERDUE)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.current is not None and page.current.done_on is not None)
    page.detail.ui.unmarkButton.click()
    qtbot.waitUntil(lambda: page.current is not None and page.current.done_on is None)


def test_a_task_of_ones_own(page: SchedulePage, qtbot: QtBot) -> None:
    records.add(page.desk.ws, "department", {"title": "宣传科"}, today=page.desk.today())
    type_task(page, "上报半年小结", "9月底前")
    ui = page.form.ui
    assert ui.days.text() == "就是 9月30日"
    assert ui.lead.findText("宣传科") > 0
    ui.lead.setCurrentText("宣传科")
    ui.saveButton.click()
    qtbot.waitUntil(lambda: page.current is not None and page.current.task == "上报半年小结")
    one = page.current
    assert one is not None and one.deadline == date(2026, 9, 30) and one.lead == "宣传科"
    page.detail.ui.editButton.click()
    assert ui.title.text() == "上报半年小结" and ui.due.text() == "2026年9月底前"
    assert ui.days.text() == "就是 9月30日"
    ui.due.setText("2026-10-15")
    ui.owner.setText("李明")
    ui.saveButton.click()
    qtbot.waitUntil(lambda: page.current is not None and page.current.deadline == date(2026, 10, 15))
    assert page.current is not None and page.current.owner == "李明"
    with qtbot.waitSignal(page.said) as said:
        page.detail.ui.deleteButton.click()
    qtbot.waitUntil(lambda: not agenda.tasks(page.desk.ws) and page.current is None)
    said.args[1].run()
    qtbot.waitUntil(lambda: len(agenda.tasks(page.desk.ws)) == 1)


def test_what_a_phrase_means_is_said_while_it_is_typed(page: SchedulePage) -> None:
    type_task(page, "例会", "每季度")
    ui = page.form.ui
    assert ui.days.text() == "就是 3月31日、6月30日、9月30日、12月31日"
    ui.due.setText("每月10日前")
    assert ui.days.text().endswith("一年 12 次")
    ui.due.setText("节前")
    assert ui.days.text() == "还看不出是哪一天。" and not ui.saveButton.isEnabled()
    assert page.back() and page.right.currentWidget() is not page.form


def test_what_is_typed_stays_while_the_list_changes(page: SchedulePage, qtbot: QtBot) -> None:
    type_task(page, "上报总结", "")
    before = page.found
    agenda.add_task(page.desk.ws, "别人加的", "2026-09-01", on=page.desk.today())
    qtbot.waitUntil(lambda: page.found is not before)
    assert page.right.currentWidget() is page.form and page.form.ui.title.text() == "上报总结"


def test_the_month_leads_to_its_days_and_to_other_years(page: SchedulePage, qtbot: QtBot) -> None:
    page.calendar.days.chosen.emit(date(2026, 11, 1))
    assert page.current is not None and page.current.deadline >= date(2026, 11, 1)
    before = page.found
    page.calendar.show_month(date(2027, 1, 1))
    qtbot.waitUntil(lambda: page.found is not before)
    assert page.found is not None and page.found.end == date(2027, 12, 31)
    assert max(page.calendar.days.states).year == 2027


def test_the_model_keeps_the_rules_of_qt(desk: Desk) -> None:
    model = AgendaModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found = agenda.agenda(desk.ws, date(2026, 1, 1), date(2026, 12, 31), desk.today())
    model.show_occurrences(found.occurrences)
    assert model.rowCount() == len(found.occurrences) + len({o.deadline.month for o in found.occurrences})
    model.show_occurrences(found.occurrences[:3])
    first = found.occurrences[0]
    assert model.row_of(first.key, first.deadline) == 1
    assert model.first_from(date(2030, 1, 1)) == model.rowCount() - 1


def test_a_task_that_was_begun_waits(page: SchedulePage) -> None:
    type_task(page, "上报总结", "")
    assert page.unsaved() == 1
    page.list.setCurrentIndex(page.model.index(2))
    page.to_unsaved()
    assert page.right.currentWidget() is page.form and page.form.ui.title.text() == "上报总结"
    page.form.ui.cancelButton.click()
    assert page.unsaved() == 0


def test_a_due_day_may_be_written_as_in_the_ledgers(page: SchedulePage, qtbot: QtBot) -> None:
    type_task(page, "召开创建推进会", "11.30")
    assert "11月30日" in page.form.ui.days.text()
    page.form.save()
    qtbot.waitUntil(lambda: not page.desk.runner.jobs and page.current is not None)
    qtbot.waitUntil(
        lambda: page.found is not None and any(one.task == "召开创建推进会" for one in page.found.occurrences)
    )
    assert find(page, "召开创建推进会").deadline == date(2026, 11, 30)
    type_task(page, "说不清的", "2.30")
    assert "看不出" in page.form.ui.days.text() and not page.form.ui.saveButton.isEnabled()
