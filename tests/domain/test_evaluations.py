"""Evaluations: figures, ranks, ties, prizes within their quotas."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.domain.evaluations import (
    Adding,
    By,
    Candidate,
    Criterion,
    EvaluationError,
    Plan,
    Prize,
    check_quotas,
    check_score,
    checked,
    open_points,
    plan_data,
    read_plan,
    show_points,
    standings,
    winners,
)


def people(many: int) -> list[Candidate]:
    return [Candidate(str(n), f"科室{n}") for n in range(many)]


def totals(plan: Plan, points: list[int]) -> dict[tuple[str, str, str], int]:
    """Each judge gives each candidate these whole points."""
    return {
        (str(n), judge, plan.asked[0].title): value * 100
        for n, value in enumerate(points)
        for judge in plan.judges
    }


ONE = Plan(judges=("甲",), prizes=(Prize("标兵", 1, 1),))


def test_the_average_of_weighted_criteria() -> None:
    plan = Plan(
        (Criterion("主题", 10_000, 60), Criterion("创意", 10_000, 40)), ("甲", "乙"), (Prize("一等奖", 1),)
    )
    scores = {
        ("0", "甲", "主题"): 9000, ("0", "甲", "创意"): 8000,
        ("0", "乙", "主题"): 8000, ("0", "乙", "创意"): 7000,
    }  # fmt: skip
    (row,) = standings(plan, people(1), scores)
    assert row.judges == {"甲": 8600, "乙": 7600} and row.points == 8100
    assert show_points(row.points) == "81" and row.prizes == ("一等奖",)


def test_the_highest_and_lowest_are_dropped_from_five_judges() -> None:
    judges = ("甲", "乙", "丙", "丁", "戊")
    given_points = {judge: points * 100 for judge, points in zip(judges, (60, 90, 80, 85, 100), strict=True)}
    plan = Plan(judges=judges, adding=Adding.TRIMMED)
    scores = {("0", judge, "总分"): points for judge, points in given_points.items()}
    (row,) = standings(plan, people(1), scores)
    assert set(row.dropped) == {"甲", "戊"} and row.points == 8500
    four = replace(plan, judges=judges[:4])
    (row,) = standings(four, people(1), scores)
    assert row.dropped == () and show_points(row.points) == "78.75", "with four judges all count"
    (row,) = standings(replace(plan, adding=Adding.SUM), people(1), scores)
    assert show_points(row.points) == "415"


def test_seven_judges_weights_and_the_trimmed_mean_by_hand() -> None:
    """学习 60 %, 服务 40 %: 甲 90·0.6 + 80·0.4 = 86 … 庚 70·0.6 + 95·0.4 = 80. Without 99 (丙) and 60 (戊)
    the rest are 86, 88, 84.4, 91, 80: 429.4 / 5 = 85.88."""
    judges = tuple("甲乙丙丁戊己庚")
    plan = Plan((Criterion("学习", 10_000, 60), Criterion("服务", 10_000, 40)), judges, adding=Adding.TRIMMED)
    learning = (90, 88, 99, 86, 60, 95, 70)
    serving = (80, 88, 99, 82, 60, 85, 95)
    scores = {("0", judge, "学习"): n * 100 for judge, n in zip(judges, learning, strict=True)}
    scores |= {("0", judge, "服务"): n * 100 for judge, n in zip(judges, serving, strict=True)}
    (row,) = standings(plan, people(1), scores)
    assert [show_points(points) for points in row.judges.values()] == [
        "86", "88", "99", "84.4", "60", "91", "80",
    ]  # fmt: skip
    assert set(row.dropped) == {"丙", "戊"} and row.points == 8588
    (row,) = standings(replace(plan, adding=Adding.AVERAGE), people(1), scores)
    assert row.points == Fraction(58840, 7) and show_points(row.points) == "84.06"


def test_a_third_of_a_point_is_no_tie() -> None:
    """270/3 and 269.99/3 show as 90 both, and are not the same."""
    plan = Plan(judges=("甲", "乙", "丙"), prizes=(Prize("标兵", 1),))
    scores = {(who, judge, "总分"): 9000 for who in "01" for judge in plan.judges}
    scores["1", "丙", "总分"] = 8999
    rows = standings(plan, people(2), scores)
    assert [show_points(row.points) for row in rows] == ["90", "90"] and [row.rank for row in rows] == [1, 2]
    assert [row.prizes for row in rows] == [("标兵",), ()]


def test_who_has_not_all_scores_is_not_ranked() -> None:
    plan = Plan((Criterion("主题"), Criterion("创意")), ("甲",), (Prize("一等奖", 1),))
    rows = standings(
        plan, people(2), {("0", "甲", "主题"): 900, ("1", "甲", "主题"): 1, ("1", "甲", "创意"): 1}
    )
    assert [row.rank for row in rows] == [1, None]
    assert rows[1].missing == ("甲（创意）",)
    assert open_points(plan, rows) == ["科室0还缺评分：甲（创意）"]


def test_a_tie_across_the_line_is_for_people_to_decide() -> None:
    rows = standings(ONE, people(3), totals(ONE, [90, 90, 80]))
    assert [row.rank for row in rows] == [1, 1, 3]
    assert rows[0].tied == ("科室1",)
    assert not winners(rows, "标兵")
    told = open_points(ONE, rows)
    assert "科室0、科室1并列第 1 名，“标兵”只剩 1 个名额，请选定并写明理由" in told
    decided = replace(ONE, changes={"1": (("标兵",), "全年无投诉")})
    rows = standings(decided, people(3), totals(ONE, [90, 90, 80]))
    assert [row.candidate.name for row in winners(rows, "标兵")] == ["科室1"]
    assert open_points(decided, rows) == []


def test_a_yellow_card_from_the_end() -> None:
    plan = Plan(
        judges=("甲",), prizes=(Prize("红旗", 1, 1), Prize("标兵", 1, 1), Prize("黄牌", 1, 1, By.BOTTOM))
    )
    rows = standings(plan, people(4), totals(plan, [70, 90, 60, 80]))
    assert {row.candidate.name: row.prizes for row in rows} == {
        "科室1": ("红旗",), "科室3": ("标兵",), "科室0": (), "科室2": ("黄牌",),
    }  # fmt: skip


def test_what_people_choose_is_not_proposed() -> None:
    plan = Plan(judges=("甲",), prizes=(Prize("优秀组织奖", 8, 6, By.CHOICE), Prize("一等奖", 2)))
    rows = standings(plan, people(3), totals(plan, [70, 90, 60]))
    assert not winners(rows, "优秀组织奖") and len(winners(rows, "一等奖")) == 2
    assert open_points(plan, rows) == ["“优秀组织奖”要 6–8 名，现在 0 名"]


def test_what_was_given_to_somebody_who_left_frees_its_place() -> None:
    plan = replace(ONE, changes={"9": (("标兵",), "甲"), "2": (("旧奖",), "乙")})
    rows = standings(plan, people(3), totals(plan, [3, 2, 1]))
    assert [row.prizes for row in rows] == [("标兵",), (), ()]


def test_too_many_by_hand() -> None:
    plan = replace(ONE, changes={"0": (("标兵",), "甲"), "1": (("标兵",), "乙")})
    with pytest.raises(EvaluationError, match="有 2 名了（科室1、科室0）"):
        check_quotas(plan, standings(plan, people(3), totals(plan, [1, 2, 3])))


@given(
    st.lists(st.integers(0, 20), min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(1, 5), st.sampled_from(list(By))), max_size=4),
)
def test_quotas_are_never_exceeded_and_ranks_agree(points: list[int], asked: list[tuple[int, By]]) -> None:
    prizes = tuple(Prize(f"奖{n}", most, 0, by) for n, (most, by) in enumerate(asked))
    plan = Plan(judges=("甲", "乙"), prizes=prizes)
    rows = standings(plan, people(len(points)), totals(plan, points))
    check_quotas(plan, rows)
    for one in rows:
        assert one.points is not None and one.rank is not None
        assert one.rank == 1 + sum((other.points or 0) > one.points for other in rows)
        assert len(one.tied) == sum(other.points == one.points for other in rows) - 1
        assert len(one.prizes) <= 1
    for prize in prizes:
        got = winners(rows, prize.title)
        if prize.by is By.RANK and got:
            # Nobody without any prize stands before a winner.
            worst = max(row.rank or 0 for row in got)
            assert all(row.prizes for row in rows if (row.rank or 0) < worst)


@given(st.lists(st.integers(0, 10_000), min_size=5, max_size=9))
def test_dropping_lies_between_the_extremes(points: list[int]) -> None:
    judges = tuple(f"评委{n}" for n in range(len(points)))
    plan = Plan(judges=judges, adding=Adding.TRIMMED)
    scores = {("0", judge, "总分"): value for judge, value in zip(judges, points, strict=True)}
    (row,) = standings(plan, people(1), scores)
    inner = sorted(points)[1:-1]
    assert row.points == Fraction(sum(inner), len(inner))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan((Criterion("主题", None, 60), Criterion("创意"))), "权重"),
        (Plan((Criterion("主题", None, 60), Criterion("创意", None, 60))), "100%"),
        (Plan((Criterion("主题"), Criterion("主题"))), "写了两次"),
        (Plan(prizes=(Prize("一等奖", 2, 3),)), "名额不对"),
        (Plan(prizes=(Prize("红旗、标兵", 1),)), "顿号"),
        (Plan(judges=("甲", "甲")), "写了两次"),
        (Plan(judges=(" ",)), "没有名称"),
    ],
)
def test_plans_that_do_not_hold(plan: Plan, said: str) -> None:
    with pytest.raises(EvaluationError, match=said):
        checked(plan)


def test_scores_stay_within_the_highest() -> None:
    check_score(Criterion("主题", 1000), 1000)
    with pytest.raises(EvaluationError, match="满分 10"):
        check_score(Criterion("主题", 1000), 1001)
    with pytest.raises(EvaluationError):
        check_score(Criterion("主题"), -1)


def test_a_plan_comes_back_as_it_was() -> None:
    plan = Plan(
        (Criterion("主题", 1000, 50, "切题"), Criterion("创意", None, 50)),
        ("甲",),
        (Prize("组织奖", 8, 6, By.CHOICE), Prize("优秀奖")),
        Adding.TRIMMED,
        "文艺汇演",
        "节目",
        "一次性",
        True,
        {"0": (("组织奖",), "组织得力")},
        {"": "记录"},
        {"0|组织奖": "荣誉"},
        {"0|组织奖": ("作品", True)},
    )
    assert read_plan(plan_data(plan)) == plan
    with pytest.raises(EvaluationError, match="写得不对"):
        read_plan({"prizes": [{}]})


def test_the_shipped_schemes_hold() -> None:
    shipped = {data["key"]: read_plan(data) for _, data in resources.tomls("evaluations")}
    # T88: the quotas of the notice.
    quotas = {prize.title: (prize.at_least, prize.at_most) for prize in shipped["performance"].prizes}
    assert quotas["优秀组织奖"] == (6, 8)
    assert (quotas["一等奖"], quotas["二等奖"], quotas["三等奖"]) == ((0, 2), (0, 6), (0, 10))
    # K46: its four criteria; the notice gives no points.
    assert [(c.title, c.most) for c in shipped["performance"].criteria] == [
        ("主题", None), ("创意水平", None), ("新颖服装", None), ("演员素质", None),
    ]  # fmt: skip
    # T55: one of each a month; T52: one pace-setter a quarter.
    assert [(p.title, p.at_most) for p in shipped["monthly_drill"].prizes] == [
        ("红旗", 1), ("标兵", 1), ("黄牌", 1),
    ]  # fmt: skip
    assert [(p.title, p.at_most) for p in shipped["orderliness"].prizes] == [("标兵", 1)]
