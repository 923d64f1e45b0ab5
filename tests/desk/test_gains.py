"""The cheapest next gains: what the points of each way of scoring are worth, and what comes too late."""

from __future__ import annotations

from datetime import date
from typing import Any

from civdesk.desk import assessing
from civdesk.desk import standards as desk_standards
from civdesk.desk.assessing import assess
from civdesk.desk.gains import Gain, gains, gains_data
from civdesk.store.workspace import Workspace
from tests.filling import on_days, prove

ON = date(2026, 11, 21)
MONTHLY = {"ledger": "study", "at_least": 1, "per": "month"}
YEARLY = {"ledger": "study", "at_least": 1, "per": "year"}


def _gains(ws: Workspace, *indicators: dict[str, Any]) -> list[Gain]:
    numbered = [{"code": str(n), "title": f"第{n}项", **one} for n, one in enumerate(indicators, 1)]
    desk_standards.install_standard(ws, {"key": "small", "title": "小标准", "indicators": numbered})
    return gains(assess(ws, "small", ON))


def test_in_proportion_only_what_is_still_to_come_is_to_be_won(workspace: Workspace) -> None:
    on_days(workspace, "study", [f"2026-{month:02d}-08" for month in range(1, 9)])
    share, whole = _gains(
        workspace,
        {"points": 12, "scoring": "share", "rules": [MONTHLY]},
        {"points": 12, "rules": [MONTHLY]},
    )
    # September and October are over; November and December bring a twelfth each.
    assert (share.code, share.points, share.effort, share.late) == ("1", 200, 10, False)
    assert share.by == date(2026, 11, 30)
    # All or nothing wants September and October too, so it comes last.
    assert (whole.code, whole.points, whole.effort, whole.late) == ("2", 1200, 20, True)


def test_in_proportion_each_rule_weighs_the_same(workspace: Workspace) -> None:
    on_days(workspace, "study", ["2026-02-08"])
    lecture = {"ledger": "moral_lecture", "at_least": 1, "per": "year"}
    (found,) = _gains(workspace, {"points": 5, "scoring": "share", "rules": [YEARLY, lecture]})
    assert (found.points, found.effort) == (250, 5)


def test_a_file_for_a_record_that_was_made_in_time_is_not_too_late(workspace: Workspace) -> None:
    ids = on_days(workspace, "study", ["2026-02-08", "2026-05-08", "2026-10-08"])
    rule = {"ledger": "study", "per": "quarter", "proofs": {"photo": 1}}
    prove(workspace, "study", ids[0], "photo")
    found = _gains(
        workspace,
        {"points": 2, "rules": [{**rule, "at_least": 1, "only": 2}]},
        {"points": 2, "rules": [{**rule, "equals": [1, 1, 0, 1]}]},
    )
    assert [(one.code, one.effort, one.late) for one in found] == [("1", 1, False), ("2", 2, False)]


def test_the_records_of_one_rule_do_not_help_another(workspace: Workspace) -> None:
    on_days(workspace, "study", ["2026-02-08", "2026-05-08"])
    photos = {"ledger": "study", "each": "record", "proofs": {"photo": 1}}
    four = {"ledger": "study", "at_least": 4, "per": "year"}
    (found,) = _gains(workspace, {"points": 2, "rules": [photos, four]})
    assert found.effort == 2 + 2 * 5, "two photos, and two more studies: the two that are there count already"


def test_a_bonus_is_won_case_by_case(workspace: Workspace) -> None:
    on_days(workspace, "study", ["2026-02-08", "2026-03-08"])
    bonus = {"scoring": "bonus", "points": 3, "each": "0.5", "rules": [YEARLY]}
    found, last = _gains(workspace, {**bonus, "points": 1}, bonus, {**bonus, "points": "1.2"})
    # The first has all it can have; the second is met, and there is more to be had.
    assert (found.code, found.points, found.effort, found.late) == ("2", 50, 5, False)
    assert found.what == ("每多 1 项加 0.5 分，最多还能加 2 分",)
    assert (last.code, last.points) == ("3", 20), "the last case brings what is left"


def test_a_bonus_not_yet_had_is_worth_all_of_it(workspace: Workspace) -> None:
    (found,) = _gains(workspace, {"scoring": "bonus", "points": 3, "rules": [YEARLY]})
    assert (found.points, found.effort) == (300, 5)


def test_what_was_taken_away_comes_back_and_what_would_be_is_kept(workspace: Workspace) -> None:
    past = {"ledger": "study", "at_least": 1, "per": "quarter", "only": 1}
    found = _gains(
        workspace,
        {"scoring": "minus", "points": 4, "rules": [past]},
        {"scoring": "minus", "points": 6, "rules": [YEARLY]},
        {"scoring": "minus", "points": 6, "each": 2, "rules": [YEARLY]},
    )
    assert [(one.code, one.points, one.keeps, one.late) for one in found] == [
        ("2", 600, True, False),
        ("3", 200, True, False),
        ("1", 400, False, True),  # taken away already: only a record of those days brings it back
    ]
    assert gains_data(found)[0]["keeps"] is True


def test_what_was_judged_by_hand(workspace: Workspace) -> None:
    plain = {"points": 5}
    _gains(workspace, plain, {"points": 5, "rules": [YEARLY]}, plain)
    assessing.judge(workspace, "small", "1", "short", "宣传栏太旧", ON, points=300)
    assessing.judge(workspace, "small", "2", "short", "记录太少", ON, points=100)
    assessing.judge(workspace, "small", "3", "met", "做得差些", ON, points=400)
    found = gains(assess(workspace, "small", ON))
    # 4 points for one more study; 2 for what the clerk saw; what was judged to be met is settled.
    assert [(one.code, one.points, one.effort) for one in found] == [("2", 400, 5), ("1", 200, 5)]
    assert "宣传栏太旧" in found[1].what[0]


def test_without_points_the_least_work_stands_first(workspace: Workspace) -> None:
    ids = on_days(workspace, "study", ["2026-02-08"])
    found = _gains(
        workspace,
        {"rules": [{"ledger": "moral_lecture", "at_least": 1, "per": "year"}]},
        {"rules": [{"ledger": "study", "each": "record", "proofs": {"photo": 1}}]},
    )
    assert [(one.code, one.points) for one in found] == [("2", None), ("1", None)]
    prove(workspace, "study", ids[0], "photo")
    assert [one.code for one in gains(assess(workspace, "small", ON))] == ["1"]


def test_points_above_several_criteria_are_won_by_all_of_them(workspace: Workspace) -> None:
    on_days(workspace, "study", ["2026-02-08"])
    lecture = {"ledger": "moral_lecture", "at_least": 2, "per": "year"}
    news = {"ledger": "news", "at_least": 1, "per": "year"}
    found = _gains(
        workspace,
        {"code": "1", "points": 12, "lead": ["党政办"]},
        {"code": "1-1", "parent": "1", "rules": [lecture], "lead": ["综合股"]},
        {"code": "1-2", "parent": "1", "rules": [YEARLY]},
        {"code": "1-3", "parent": "1", "rules": [news], "points": 1},
        {"code": "2", "title": "没有分值"},
        {"code": "2-1", "parent": "2", "rules": [news]},
    )
    # 1-3 has points of its own and stands by itself; what has none at all stands after what has.
    assert [(one.code, one.points, one.effort) for one in found] == [
        ("1", 1200, 10),
        ("1-3", 100, 5),
        ("2-1", None, 5),
    ]
    assert found[0].what == ("1-1 道德讲堂：全年还需 2 次（12月31日前）",)
    assert found[0].who == ("党政办", "综合股")
