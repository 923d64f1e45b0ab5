"""The problems of a workspace at a day; a new one, the gate, the paragraph of a report, the filters."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import problems_verbs, records
from civdesk.desk.assessing import assess, install_standard
from civdesk.desk.problems import (
    add,
    gate_at,
    problem,
    problems,
    problems_data,
    set_limits,
    set_phases,
    text,
)
from civdesk.errors import WrongUse
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


def test_a_new_one_gets_its_number_and_deadline(workspace: Workspace) -> None:
    put(workspace, "problem", {"title": "旧", "date": "2026-01-01", "number": "2026-007"},
        {"title": "更旧", "date": "2025-01-01", "number": "2025-020"},
        {"title": "怪", "number": "甲-9"})  # fmt: skip
    set_limits(workspace, {"消防安全": 3, "投诉": 7}, 10, None)
    made = [
        problem(workspace, add(workspace, {"问题描述": "甲", **more}, today=ON).id, ON)
        for more in (
            {},
            {"问题类型": "消防安全"},
            {"来源": "投诉", "发现日期": "2026-11-01"},
            {"整改时限": "12-31"},
        )
    ]
    assert [(one.number, one.found, one.deadline) for one in made] == [
        ("2026-008", "2026-11-21", "2026-12-01"),
        ("2026-009", "2026-11-21", "2026-11-24"),
        ("2026-010", "2026-11-01", "2026-11-08"),
        ("2026-011", "2026-11-21", "2026-12-31"),
    ]
    with pytest.raises(records.Invalid):
        add(workspace, {"点位": "大院"}, today=ON)


def test_the_gate_before_the_inspection(workspace: Workspace) -> None:
    assert gate_at(workspace, ON) is None
    set_phases(workspace, [{"title": "自查自纠", "start": "2026-08-01", "end": "2026-11-30"},
                           {"title": "迎检", "start": "2026-12-01", "end": "2026-12-15"}])  # fmt: skip
    id = add(workspace, {"title": "烟头"}, today=ON).id
    assert records.get(workspace, "problem", id).values["stage"] == "自查自纠"
    found = gate_at(workspace, ON)
    assert found is not None and found.open == (id,)
    problems_verbs.finish(workspace, [id], on=ON)
    found = gate_at(workspace, ON)
    assert found is not None and found.passed
    with pytest.raises(WrongUse, match="早于"):
        set_phases(workspace, [{"title": "迎检", "start": "2026-12-15", "end": "2026-12-01"}])


def test_what_is_open_as_a_paragraph_of_a_report(workspace: Workspace) -> None:
    assert text(workspace, ON) == "截至2026年11月21日，发现的问题已全部整改完成。"
    put(
        workspace,
        "problem",
        {
            "title": "烟头",
            "date": "2026-06-01",
            "place": "大院",
            "department": "综合股",
            "deadline": "2026-06-16",
        },
        {"title": "管网老化", "date": "2026-06-02", "hard": 1, "reason": "缺资金"},
        {"title": "已改", "date": "2026-06-02", "finished_on": "2026-06-03"},
    )
    assert text(workspace, ON).split("\n") == [
        "截至2026年11月21日，还有 2 个问题没有整改完成，其中逾期 1 个：",
        "1．大院：烟头（综合股，限 2026-06-16 前完成，已逾期）。",
        "2．管网老化（时限待定），难以立即整改：缺资金。",
    ]


@pytest.mark.parametrize(("name", "wanted"), [("未完成", 5), ("逾期未完成", 2), ("待复查", 1)])
def test_the_filters_of_the_ledger_agree_with_the_states(
    workspace: Workspace, name: str, wanted: int
) -> None:
    put(
        workspace,
        "problem",
        {"title": "完成", "date": "2026-06-01", "deadline": "2026-06-16", "finished_on": "2026-06-10"},
        {"title": "逾期", "date": "2026-06-06", "deadline": "2026-06-21"},
        {"title": "今天到期", "date": "2026-11-01", "deadline": "2026-11-21"},
        {"title": "明天完成", "date": "2026-11-02", "finished_on": "2026-11-22"},
        {"title": "不合格", "date": "2026-07-01", "deadline": "2026-07-16", "finished_on": "2026-07-10",
         "recheck": "不合格", "recheck_on": "2026-07-12"},
        {"title": "合格", "date": "2026-07-01", "finished_on": "2026-07-10", "recheck": "合格",
         "recheck_on": "2026-07-12"},
        {"title": "又改好", "date": "2026-07-01", "finished_on": "2026-07-20", "recheck": "不合格",
         "recheck_on": "2026-07-12"},
        {"title": "没写哪天", "date": "2026-07-01", "finished_on": "2026-07-20", "recheck": "不合格"},
    )  # fmt: skip
    found = records.find(workspace, "problem", filters=[name], on=ON)
    assert len(found) == wanted
    listed = problems(workspace, ON)
    assert wanted == {"未完成": listed.open, "逾期未完成": listed.overdue}.get(name, wanted)


def test_no_dead_corner_is_a_rule(workspace: Workspace) -> None:
    """T79: 垃圾、巷道死角 none open; L19: none of the self-check."""
    none_open = {"ledger": "problem", "filter": "未完成", "equals": 0, "statement": False}
    rules = [
        none_open | {"where": {"kind": "环境卫生"}, "look_back": "120 months"},
        none_open | {"where": {"stage": "自查自纠"}},
    ]
    listed = [{"code": str(n), "title": str(n), "rules": [rule]} for n, rule in enumerate(rules)]
    install_standard(workspace, {"key": "t", "title": "试", "version": "1", "indicators": listed})

    def states() -> list[str]:
        return [one.state.value for one in assess(workspace, "t", ON).indicators]

    assert states() == ["met", "met"]
    put(workspace, "problem", {"title": "去年的", "date": "2025-06-01", "kind": "环境卫生"})
    assert states() == ["short", "met"], "an open one of an earlier year counts too"
    problems_verbs.finish(workspace, [problems(workspace, ON).problems[0].id], on=ON)
    id = put(
        workspace, "problem", {"title": "垃圾", "date": "2026-06-01", "kind": "环境卫生", "stage": "自查自纠"}
    )[0]
    assert states() == ["short", "short"]
    problems_verbs.finish(workspace, [id], on=ON)
    assert states() == ["met", "met"]
