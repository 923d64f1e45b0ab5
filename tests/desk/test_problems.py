"""The problems of a workspace at a day."""

from __future__ import annotations

from datetime import date

from civdesk.desk.problems import problems, problems_data
from civdesk.store.workspace import Workspace
from tests.filling import put

ON = date(2026, 11, 21)


def test_open_overdue_and_closed_at_a_day(workspace: Workspace) -> None:
    put(
        workspace,
        "problem",
        {"title": "烟头", "date": "2026-06-01", "deadline": "2026-06-16", "finished_on": "2026-06-10"},
        {"title": "广告破损", "date": "2026-06-06", "deadline": "2026-06-21", "department": "综合股",
         "owner": "张三"},
        {"title": "盲道", "date": "2026-11-01", "deadline": "2026-11-21"},
        {"title": "杂物", "date": "2026-11-02"},
        {"title": "以后的", "date": "2026-11-22", "deadline": "2026-12-01"},
        {"title": "又坏了", "date": "2026-07-01", "deadline": "2026-07-16", "finished_on": "2026-07-10",
         "recheck": "不合格", "recheck_on": "2026-07-12"},
    )  # fmt: skip
    found = problems(workspace, ON)
    assert (found.open, found.overdue, found.closed) == (4, 2, 1)
    assert [(p.title, p.state.value) for p in found.problems] == [
        ("烟头", "closed"),
        ("广告破损", "overdue"),
        ("又坏了", "overdue"),
        ("盲道", "open"),
        ("杂物", "open"),
    ]
    data = problems_data(found)
    assert (data["open"], data["overdue"], data["closed"]) == (4, 2, 1)
    second = data["problems"][1]
    assert (second["unit"], second["owner"], second["deadline"]) == ("综合股", "张三", "2026-06-21")
    assert data["problems"][4]["deadline"] is None


def test_the_day_decides(workspace: Workspace) -> None:
    put(
        workspace,
        "problem",
        {"title": "烟头", "date": "2026-06-01", "deadline": "2026-06-16", "finished_on": "2026-06-20"},
    )
    counts = [
        (found.open, found.overdue, found.closed)
        for day in (date(2026, 5, 31), date(2026, 6, 16), date(2026, 6, 17), date(2026, 6, 20))
        for found in [problems(workspace, day)]
    ]
    assert counts == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 0, 1)]
