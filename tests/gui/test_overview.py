"""总览 answers from what is in the workspace, and follows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui.context import Desk
from civdesk.gui.overview.page import OverviewPage
from civdesk.gui.overview.reading import read
from civdesk.jobs import Monitor


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> OverviewPage:
    made = OverviewPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 840)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh(None)
    qtbot.waitUntil(lambda: made.reading is not None)
    return made


def refreshed(page: OverviewPage, qtbot: QtBot) -> None:
    before = page.reading
    page.refresh(None)
    qtbot.waitUntil(lambda: page.reading is not before)


def test_the_figures_are_those_of_the_assessment(page: OverviewPage) -> None:
    assessment = page.reading.assessment
    assert assessment is not None
    for state, figure in page.standard.figures.items():
        assert figure.number.text() == str({k.value: n for k, n in assessment.counts.items()}[state])
    assert page.unit.text() == "青山县交通运输局"


def test_an_overdue_problem_is_shown_and_opens(desk: Desk, page: OverviewPage, qtbot: QtBot) -> None:
    today = desk.today()
    book = records.ledger(desk.ws, "problem")
    raw = {
        "title": "楼道堆放杂物",
        "date": str(today - timedelta(days=20)),
        "deadline": str(today - timedelta(days=5)),
        "status": "整改中",
        "department": "办公室",
    }
    id = records.add(desk.ws, book.key, raw, today=today).id
    refreshed(page, qtbot)
    (row,) = page.problems.rows.listed.rows
    assert row.title == "楼道堆放杂物" and row.state == "overdue" and row.red and "办公室" in row.under
    with qtbot.waitSignal(page.open_part) as heard:
        page.problems.opened.emit(row.target)
    assert heard.args == ["problems", id]


def test_what_is_lacking_names_its_indicator(page: OverviewPage, qtbot: QtBot) -> None:
    rows = page.lacking.rows.listed.rows
    assert rows, "an empty workspace in July lacks something"
    with qtbot.waitSignal(page.open_indicator) as heard:
        page.lacking.opened.emit(rows[0].target)
    assert heard.args[0] == "province_unit" and rows[0].title.startswith(heard.args[1])


def test_dates_come_first_things_first(page: OverviewPage) -> None:
    due = page.reading.due
    assert [one.deadline for one in due] == sorted(one.deadline for one in due)
    for one, row in zip(due, page.due.rows.listed.rows, strict=True):
        assert row.red == (one.deadline < page.reading.on)


def test_who_leads_is_counted(desk: Desk, page: OverviewPage) -> None:
    loads = page.reading.loads
    assert loads and all(load.overdue + load.open for load in loads)
    assert [load.overdue for load in loads] == sorted((load.overdue for load in loads), reverse=True)


def test_a_new_record_is_in_what_was_done_last(desk: Desk, page: OverviewPage, qtbot: QtBot) -> None:
    raw = {"title": "爱岗敬业", "date": "2026-03-05"}
    id = records.add(desk.ws, "moral_lecture", raw, today=desk.today()).id
    refreshed(page, qtbot)
    first = page.recent.rows.listed.rows[0]
    assert "爱岗敬业" in first.title and first.target == ("record", "moral_lecture", id)


def test_reading_needs_no_window(desk: Desk) -> None:
    reading = read(desk.ws, desk.today(), "", Monitor())
    assert reading.unit == "青山县交通运输局" and reading.standards[0].key == "province_unit"
