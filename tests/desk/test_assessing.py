"""Assessing a standard: the shipped one on known records, points, gaps, and the clerk's own judgement."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from civdesk import resources
from civdesk.desk import assessing, history
from civdesk.desk import standards as desk_standards
from civdesk.desk.assessing import Assessment, assess, assessment_data
from civdesk.domain.periods import Period
from civdesk.domain.rules import State
from civdesk.errors import WrongUse
from civdesk.store.memory import Memory
from civdesk.store.workspace import Workspace
from tests.filling import LECTURES, STUDIES, on_days, prove, put, staff

ON = date(2026, 11, 21)
KEY = "province_unit"


def state(found: Assessment, code: str) -> str:
    return found.indicator(code).state.value


def test_an_empty_workspace_has_nothing_met(workspace: Workspace) -> None:
    found = assess(workspace, KEY, date(2026, 1, 1))
    assert found.score is None
    assert state(found, "三-1") == "pending"
    assert state(found, "四-3") == "unjudged"  # nobody in the roster: no denominator
    assert state(found, "二") == "short"
    assert {report.state for report in found.indicators} <= {
        State.PENDING,
        State.UNJUDGED,
        State.SHORT,
    }


def test_the_share_of_registered_volunteers(workspace: Workspace) -> None:
    staff(workspace, serving=52, registered=35, retired=6)
    share = assess(workspace, KEY, ON).indicator("四-3").rules[0]
    assert share.sentence == "在全国志愿服务系统注册的志愿者占在职职工的比例不低于 30%"
    assert share.state is State.MET
    assert (share.numerator, share.denominator, share.present) == (35, 52, Fraction(35, 52))
    assert len(share.records) == 35


def test_studies_of_the_year_and_of_every_two_months(workspace: Workspace) -> None:
    ids = on_days(workspace, "study", STUDIES)
    report = assess(workspace, KEY, ON).indicator("三-1")
    year, pieces = report.rules
    assert (year.state, year.needed, year.present) == (State.MET, 6, 6)
    assert year.records == tuple(ids)
    assert [bucket.state.value for bucket in pieces.buckets] == [
        *("met", "overdue", "met", "met", "overdue", "pending")
    ]
    assert report.state is State.OVERDUE
    assert [gap.text for gap in report.gaps] == [
        "集体学习：3–4月缺 1 次（已于 4月30日 逾期），牵头：党政办",
        "集体学习：9–10月缺 1 次（已于 10月31日 逾期），牵头：党政办",
        "集体学习：11–12月还需 1 次（12月31日前），牵头：党政办",
    ]
    assert [gap.by for gap in report.gaps] == [date(2026, 4, 30), date(2026, 10, 31), date(2026, 12, 31)]


def test_lectures_are_met_at_both_deadlines(workspace: Workspace) -> None:
    on_days(workspace, "moral_lecture", LECTURES, sang=1, watched=1, told=1, recited=1, commented=1)
    found = assess(workspace, KEY, ON)
    assert (state(found, "三-3①"), state(found, "三-3②"), state(found, "三-3")) == ("met", "met", "met")
    assert not found.indicator("三-3①").rules[0].late
    # As of August the second one was still to come, as of December it would have been overdue.
    august = assess(workspace, KEY, date(2026, 8, 1))
    assert (state(august, "三-3①"), state(august, "三-3②")) == ("met", "pending")


def test_a_lecture_with_a_step_missing_is_named(workspace: Workspace) -> None:
    steps = {"sang": 1, "watched": 1, "told": 1, "recited": 1}
    put(
        workspace,
        "moral_lecture",
        {"title": "爱岗敬业", "date": "2026-03-18", **steps, "commented": 1},
        {"title": "诚实守信", "date": "2026-05-20", **steps, "commented": 0, "department": "综合股"},
    )
    report = assess(workspace, KEY, ON).indicator("三-3")
    (gap,) = report.gaps
    assert gap.text == "道德讲堂：2 期中有 1 期不合要求：5月20日 诚实守信（作点评：否），责任：综合股"
    assert len(gap.records) == 1 and gap.ledger == "moral_lecture"


def test_hours_per_head_are_more_than_forty_and_name_their_denominator(workspace: Workspace) -> None:
    staff(workspace, serving=2, registered=2)
    on_days(workspace, "volunteer_activity", ["2026-03-01"], hours=8000)
    hours = assess(workspace, KEY, ON).indicator("四-3").rules[1]
    assert "按在职职工计" in hours.sentence
    assert (hours.state, hours.present) == (State.PENDING, 40)
    on_days(workspace, "volunteer_activity", ["2026-03-02"], hours=1)
    assert assess(workspace, KEY, ON).indicator("四-3").rules[1].state is State.MET


def test_activities_without_proof_of_hours_are_listed(workspace: Workspace) -> None:
    proved, bare = on_days(workspace, "volunteer_activity", ["2026-03-01", "2026-04-01"], department="综合股")
    prove(workspace, "volunteer_activity", proved, "duration", "photo", "video")
    found = assess(workspace, KEY, ON)
    rule = found.indicator("四-3").rules[2]
    assert (rule.state, rule.needed, rule.present, rule.records) == (State.SHORT, 2, 1, (proved,))
    media = [gap for gap in found.indicator("四").gaps if gap.ledger == "volunteer_activity"]
    assert [gap.records for gap in media] == [(bare,)]
    assert media[0].text == "志愿服务活动：2 次中有 1 次缺现场照片、视频：4月1日 第2次，责任：综合股"


def test_outdoor_advertisements_are_renewed_every_half_year(workspace: Workspace) -> None:
    theme = {"theme": "文明创建", "installed_on": "2025-01-01"}
    put(workspace, "publicity_site", *({"title": f"楼道{n}", **theme} for n in range(4)))
    put(workspace, "publicity_site", {"title": "大门", **theme, "outdoor": 1, "updated_on": "2026-05-21"})
    assert state(assess(workspace, KEY, ON), "二") == "met"
    tomorrow = assess(workspace, KEY, date(2026, 11, 22)).indicator("二")
    assert tomorrow.state is State.SHORT
    (gap,) = tomorrow.gaps
    assert "大门（更新日期：2026-05-21）" in gap.text and gap.text.endswith("牵头：党政办")


def test_donations_need_an_appeal_and_free_will(workspace: Workspace) -> None:
    (id,) = on_days(workspace, "activity", ["2026-10-31"], kind="捐款捐物", voluntary=1)
    assert state(assess(workspace, KEY, ON), "四-1") == "short"
    prove(workspace, "activity", id, "appeal")
    assert state(assess(workspace, KEY, ON), "四-1") == "met"
    assert state(assess(workspace, KEY, date(2026, 10, 30)), "四-1") == "pending"


def test_a_parent_carries_a_threshold_of_its_own(workspace: Workspace) -> None:
    put(
        workspace,
        "activity",
        {"title": "职工篮球赛", "date": "2026-05-01", "kind": "文体活动"},
        {"title": "交通法规宣传", "date": "2026-06-01", "kind": "普法宣传"},
        {"title": "诵读大赛", "date": "2026-10-10", "kind": "诵读读书"},
        {"title": "礼仪课", "date": "2026-11-01", "kind": "文明礼仪"},
    )
    found = assess(workspace, KEY, ON)
    assert {state(found, f"三-6{n}") for n in "①②③④"} == {"met"}
    assert state(found, "三-6") == "pending"  # one of three
    on_days(workspace, "activity", ["2026-07-01", "2026-08-01"], kind="文体活动")
    assert state(assess(workspace, KEY, ON), "三-6") == "met"


def test_what_is_done_late_counts_and_is_marked(workspace: Workspace) -> None:
    on_days(workspace, "festival_activity", ["2026-04-05"], festival="清明", backdrop=1)
    rule = assess(workspace, KEY, ON).indicator("三-4①").rules[0]
    assert (rule.state, rule.late) == (State.MET, True)


def test_records_without_a_date_are_mentioned(workspace: Workspace) -> None:
    put(workspace, "study", {"title": "哪天学的"})
    gaps = assess(workspace, KEY, ON).indicator("三-1").gaps
    assert "有 1 次没有日期，未计入" in gaps[0].text


def test_a_period_may_be_other_than_the_year(workspace: Workspace) -> None:
    on_days(workspace, "study", STUDIES)
    spring = assess(workspace, KEY, ON, Period(date(2026, 5, 1), date(2026, 6, 30)))
    assert [bucket.present for bucket in spring.indicator("三-1").rules[1].buckets] == [3]
    assert spring.indicator("三-1").rules[1].state is State.MET
    # What is due in March and November is not asked for in May and June.
    assert state(spring, "四-3①") == state(spring, "三-3②") == "not_applicable"
    assert spring.indicator("四-3①").gaps == ()


# --- own standards, points ---------------------------------------------------------------------------


OWN: dict[str, Any] = {
    "key": "own",
    "title": "本单位标准",
    "indicators": [
        {"code": "1", "title": "学习", "points": 10, "lead": ["党政办"],
         "rules": [{"ledger": "study", "at_least": 1, "per": "year", "proofs": {"attendance": 1}}]},
        {"code": "2", "title": "活动", "points": 5.5,
         "rules": [{"ledger": "activity", "at_least": 1, "by": "06-30"}]},
        {"code": "3", "title": "无规则", "points": 4},
        {"code": "4", "title": "献血", "rules": [{"ledger": "blood", "at_least": 1, "subject": "无偿献血"}]},
    ],
}  # fmt: skip


def test_points_of_an_own_standard(workspace: Workspace) -> None:
    assessing.install_standard(workspace, OWN)
    (id,) = on_days(workspace, "study", ["2026-03-01"])
    data = assessment_data(assess(workspace, "本单位标准", ON))
    assert data["points"] == {"got": 0, "possible": 19.5, "at_risk": 5.5}
    study, activity, bare, blood = data["indicators"]
    assert study["state"] == "pending"
    assert "另有 1 次补齐佐证后可计入：3月1日 第1次" in study["gaps"][0]
    assert (activity["state"], activity["points"], activity["got"]) == ("overdue", 5.5, 0)
    assert (bare["state"], bare["gaps"]) == ("unjudged", ["无规则：没有可自动核对的规则，请人工判断"])
    assert (blood["state"], blood["points"], blood["got"]) == ("unjudged", None, None)
    assert "无偿献血" in blood["gaps"][0]
    prove(workspace, "study", id, "attendance")
    assert assessment_data(assess(workspace, "own", ON))["points"]["got"] == 10


def test_the_json_has_the_shape_that_others_check(workspace: Workspace) -> None:
    on_days(workspace, "study", STUDIES)
    data = json.loads(json.dumps(assessment_data(assess(workspace, KEY, ON))))
    assert (data["standard"], data["on"], data["period"]) == (KEY, "2026-11-21", "2026-01-01/2026-12-31")
    assert data["points"] is None
    study = next(one for one in data["indicators"] if one["code"] == "三-1")
    assert {"code", "title", "leaf", "state", "points", "got", "gaps", "rules"} <= set(study)
    assert study["leaf"] is True and study["points"] is None
    bucket = study["rules"][1]["buckets"][1]
    assert bucket | {"title": ""} == {
        "title": "",
        "start": "2026-03-01",
        "end": "2026-04-30",
        "deadline": "2026-04-30",
        "needed": 1,
        "present": 0,
        "state": "overdue",
        "late": False,
        "owner": ["党政办"],
        "lacking": [],
    }


def test_a_standard_that_does_not_hold_is_refused_with_its_place(workspace: Workspace) -> None:
    wrong = {**OWN, "indicators": [{"code": "1", "title": "x", "rules": [{"ledger": "study", "atleast": 1}]}]}
    with pytest.raises(WrongUse, match=r"indicators\[0\]\.rules\[0\]\.atleast"):
        assessing.install_standard(workspace, wrong)
    with pytest.raises(WrongUse, match="已经在工作区里"):
        assessing.install_standard(workspace, resources.toml("standards", "province_unit.toml"))
    with pytest.raises(WrongUse, match="没有名为"):
        assess(workspace, "没有这个", ON)


def test_thresholds_are_changed_in_the_workspace(workspace: Workspace) -> None:
    staff(workspace, serving=10, registered=5)
    rules = desk_standards.definition(workspace, KEY)["indicators"]
    share = next(i for i in rules if i["code"] == "四-3")["rules"]
    stricter = {**share[0], "at_least": "90%", "title": ""}
    desk_standards.set_rules(workspace, KEY, "四-3", [stricter, *share[1:]])
    changed = assess(workspace, KEY, ON).indicator("四-3").rules
    assert (changed[0].state, changed[0].needed) == (State.SHORT, Fraction(9, 10))
    assert "90%" in changed[0].sentence
    history.undo(workspace)
    assert assess(workspace, KEY, ON).indicator("四-3").rules[0].state is State.MET
    with pytest.raises(WrongUse, match="规则的定义有误"):
        desk_standards.set_rules(workspace, KEY, "四-3", [{"ledger": "staff"}])


def test_who_leads_and_named_days_are_changed_in_the_workspace(workspace: Workspace) -> None:
    window = {"before": "inspection", "months": 4}
    standard = {**OWN, "indicators": [{"code": "1", "title": "汇报", "rules": [
        {"ledger": "study", "at_least": 1, "per": "half_month", "window": window}]}]}  # fmt: skip
    assessing.install_standard(workspace, standard)
    assert "没有设定迎检日期" in assess(workspace, "own", ON).indicator("1").gaps[0].text
    desk_standards.set_anchor(workspace, "own", "inspection", date(2026, 12, 20))
    desk_standards.set_indicator(workspace, "own", "1", {"lead": ["综合股"], "points": 250})
    report = assess(workspace, "own", ON).indicator("1")
    assert len(report.rules[0].buckets) == 8
    assert report.gaps[0].who == ("综合股",)
    assert report.points == 250
    over = assess(workspace, "own", ON, anchors={"inspection": date(2027, 6, 1)}).indicator("1")
    assert over.state is State.PENDING


def test_kept_answers_are_told_of_changes(workspace: Workspace) -> None:
    memory = Memory()
    assert state(assess(workspace, KEY, ON, memory=memory), "四-3③") == "overdue"
    put(workspace, "volunteer_activity", {"title": "清洁家园进社区", "date": "2026-03-01"})
    kept, anew = assess(workspace, KEY, ON, memory=memory), assess(workspace, KEY, ON)
    assert kept == anew
    assert state(kept, "四-3③") == "met"


# --- judging by hand ---------------------------------------------------------------------------------


def test_a_judgement_stands_above_and_can_be_withdrawn(workspace: Workspace) -> None:
    assessing.judge(workspace, KEY, "三-2", "met", "上级已认可", ON)
    report = assess(workspace, KEY, ON).indicator("三-2")
    assert (report.state, report.computed) == (State.MET, State.OVERDUE)
    assert report.judged and report.judged.reason == "上级已认可"
    assert report.gaps == ()
    # It did not stand yet the day before, and is of this year only.
    assert assess(workspace, KEY, date(2026, 11, 20)).indicator("三-2").judged is None
    assert assess(workspace, KEY, date(2027, 1, 5)).indicator("三-2").judged is None
    assert assessing.withdraw(workspace, KEY, "三-2", ON)
    assert state(assess(workspace, KEY, ON), "三-2") == "overdue"
    assert not assessing.withdraw(workspace, KEY, "三-2", ON)


def test_a_judgement_is_one_undoable_operation_and_the_last_one_counts(workspace: Workspace) -> None:
    assessing.judge(workspace, KEY, "二", State.SHORT, "东墙褪色", ON)
    assessing.judge(workspace, KEY, "二", State.NOT_APPLICABLE, "今年搬迁", ON)
    assert state(assess(workspace, KEY, ON), "二") == "not_applicable"
    history.undo(workspace)
    report = assess(workspace, KEY, ON).indicator("二")
    assert report.state is State.SHORT
    assert report.gaps[0].text == "人工判断为不足：东墙褪色"


def test_children_that_do_not_apply_do_not_burden_their_parent(workspace: Workspace) -> None:
    on_days(workspace, "festival_activity", ["2026-04-01"], festival="清明", backdrop=1)
    assert state(assess(workspace, KEY, ON), "三-4") == "overdue"
    assessing.judge(workspace, KEY, "三-4②", "not_applicable", "当天抢险", ON)
    assert state(assess(workspace, KEY, ON), "三-4") == "met"


@pytest.mark.parametrize(
    ("code", "given", "reason", "told"),
    [("九", "met", "好", "没有编号"), ("二", "good", "好", "没有“good”"), ("二", "met", " ", "理由")],
)
def test_a_judgement_needs_an_indicator_a_state_and_a_reason(
    workspace: Workspace, code: str, given: str, reason: str, told: str
) -> None:
    with pytest.raises(WrongUse, match=told):
        assessing.judge(workspace, KEY, code, given, reason, ON)


def test_a_quota_of_a_quarter_to_come_is_no_gap_and_too_much_does_not_wait(workspace: Workspace) -> None:
    quota = {"ledger": "selection", "at_most": 1, "per": "quarter"}
    exactly = {"ledger": "selection", "equals": 1, "per": "year"}
    data = {
        "key": "quotas",
        "title": "名额",
        "indicators": [
            {"code": "1", "title": "每季一个", "rules": [quota]},
            {"code": "2", "title": "全年一个", "rules": [exactly]},
        ],
    }
    assessing.install_standard(workspace, data)
    on_days(workspace, "selection", ("2026-02-10", "2026-05-10"))
    found = assess(workspace, "quotas", date(2026, 6, 30))
    assert found.indicator("1").gaps == ()
    assert [bucket.state.value for bucket in found.indicator("1").rules[0].buckets[:2]] == ["met", "met"]
    # The year is not over, but nothing that may come takes the second one away.
    assert state(found, "2") == "short"
