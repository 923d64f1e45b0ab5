"""责任追究: proposed for T65, T66, T67, made a record once, linked both ways; T68 for shops."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import history, problems, problems_notice, records
from civdesk.desk import problems_verbs as verbs
from civdesk.errors import WrongUse
from civdesk.output import problem_notice
from civdesk.store.workspace import Workspace
from tests.filling import put

ON = date(2026, 11, 22)


def kinds(ws: Workspace) -> list[str]:
    return [one.ground.kind for one in problems_notice.proposals(ws, ON)]


def failed_twice(ws: Workspace) -> str:
    record = {"title": "烟头未清", "date": "2026-11-01", "department": "综合股", "owner": ["张三"],
              "number": "2026-001", "place": "大院"}  # fmt: skip
    id = put(ws, "problem", record)[0]
    for day in (5, 10):
        verbs.finish(ws, [id], on=date(2026, 11, day))
        verbs.recheck(
            ws, [id], False, on=date(2026, 11, day + 1), who="王五", deadline=date(2026, 11, day + 4)
        )
        if day == 5:
            assert kinds(ws) == [], "once is not twice"
    return id


def test_the_second_failure_is_followed_up_once(workspace: Workspace) -> None:
    id = failed_twice(workspace)
    (one,) = problems_notice.proposals(workspace, ON)
    assert one.text == "综合股、张三：整改不力 2 次（2026-001 烟头未清）"
    saved = problems_notice.call_to_account(workspace, one, on=ON, talker="王局")
    made = records.get(workspace, "accountability", saved.id).values
    assert (made["trigger_kind"], made["department"], made["person"], made["failures"]) == (
        "两次以上整改不力",
        "综合股",
        ["张三"],
        2,
    )
    assert "2026-001" in str(made["content"]) and "复查：2026-11-11" in str(made["content"])
    assert "整改不力 2 次" in str(records.get(workspace, "problem", id).values["accountability"])
    assert problems_notice.account_of(problems.way(workspace, id)[-1]) == saved.id
    assert kinds(workspace) == []
    with pytest.raises(WrongUse, match="已经追究"):
        problems_notice.call_to_account(workspace, one, on=ON)


def test_a_unit_that_mended_two_problems_badly_is_called_to_account_once(workspace: Workspace) -> None:
    """T65: 两次以上整改不力的单位和个人: the second time may be at another problem."""
    ids = put(
        workspace,
        "problem",
        *({"title": f"烟头{n}", "date": "2026-11-01", "department": "综合股", "number": f"2026-00{n}"}
          for n in (1, 2, 3)),
        {"title": "去年的", "date": "2025-05-01", "department": "综合股", "failures": 1},
        {"title": "别处的", "date": "2026-11-01", "department": "运输股", "failures": 1},
    )  # fmt: skip
    for id in ids[:2]:
        assert kinds(workspace) == []
        verbs.finish(workspace, [id], on=date(2026, 11, 5))
        verbs.recheck(workspace, [id], False, on=date(2026, 11, 6), deadline=date(2026, 12, 1))
    (one,) = problems_notice.proposals(workspace, ON)
    assert one.text == "综合股：2026 年有 2 个问题整改不力（2026-001、2026-002）"
    assert one.records == tuple(ids[:2])
    saved = problems_notice.call_to_account(workspace, one, on=ON)
    made = records.get(workspace, "accountability", saved.id).values
    assert (made["trigger_kind"], made["failures"]) == ("两次以上整改不力", 2)
    assert "烟头1" in str(made["content"]) and "烟头2" in str(made["content"])
    assert kinds(workspace) == []
    assert len(problems_notice.proposals(workspace, date(2026, 11, 5))) == 0, "nothing had failed yet"


def test_what_was_taken_back_is_proposed_again(workspace: Workspace) -> None:
    failed_twice(workspace)
    (one,) = problems_notice.proposals(workspace, ON)
    saved = problems_notice.call_to_account(workspace, one, on=ON)
    assert saved.operation is not None
    history.undo(workspace, saved.operation)
    assert problems_notice.proposals(workspace, ON) == [one]
    assert records.counts(workspace)["accountability"] == 0
    again = problems_notice.call_to_account(workspace, one, on=ON)
    records.delete(workspace, "accountability", [again.id])
    assert kinds(workspace) == ["两次以上整改不力"]


def test_a_circular_of_the_city_and_a_large_loss(workspace: Workspace) -> None:
    id = put(workspace, "problem", {"title": "失分", "date": "2026-05-01", "deducted": 250})[0]
    assert kinds(workspace) == [], "the unit has not said what is large"
    problems.set_limits(workspace, {}, 15, 200)
    assert kinds(workspace) == ["较大失分"]
    verbs.circulate(workspace, [id], "县级", on=ON)
    assert kinds(workspace) == ["较大失分"]
    verbs.circulate(workspace, [id], "市级", on=ON)
    assert kinds(workspace) == ["被市级通报", "较大失分"]
    problems_notice.call_to_account(workspace, problems_notice.proposals(workspace, ON)[0], on=ON)
    assert kinds(workspace) == ["较大失分"], "one reason does not settle the other"


def test_lost_points_are_followed_up_too(workspace: Workspace) -> None:
    put(workspace, "score_loss",
        {"title": "文明指数", "date": "2026-06-01", "level": "市级", "circulated": 1, "department": "运输股"},
        {"title": "季度测评", "date": "2026-07-01", "major": 1, "department": "综合股"},
        {"title": "小失分", "date": "2026-07-01", "points": 10})  # fmt: skip
    assert kinds(workspace) == ["被市级通报", "较大失分"]
    first = problems_notice.proposals(workspace, ON)[0]
    problems_notice.call_to_account(workspace, first, on=ON)
    assert kinds(workspace) == ["较大失分"]


def test_the_notice_names_the_facts(workspace: Workspace) -> None:
    failed_twice(workspace)
    (one,) = problems_notice.proposals(workspace, ON)
    html = problem_notice.page(problems_notice.notice(workspace, one, on=ON))
    for said in (
        "综合股、张三",
        "整改不力 2 次",
        "烟头未清（编号 2026-001）",
        "2026年11月22日",
        "2026-11-06",
    ):
        assert said in html


def test_a_shop_is_exempt_the_first_time(workspace: Workspace) -> None:
    put(workspace, "shop", {"title": "小张面馆", "place": "中街"})
    first, second, other = put(
        workspace,
        "problem",
        {"title": "占道", "date": "2026-05-01", "subject": "小张面馆"},
        {"title": "又占道", "date": "2026-06-01", "subject": "小张面馆"},
        {"title": "破损", "date": "2026-06-01", "subject": "三号楼电梯"},
    )
    assert "免罚" in problems_notice.penalty_of(workspace, first)
    assert "第 2 次违规" in problems_notice.penalty_of(workspace, second)
    assert problems_notice.penalty_of(workspace, other) == "", "it is no shop"
