"""Works of a contest: taken as candidates, judged, and their prizes counted where the quotas look (T88)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from civdesk import resources
from civdesk.desk import assessing, evaluations, history, publishing, records, works
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 22)
START, END = date(2026, 9, 20), date(2026, 9, 28)
SONGS = [("大合唱", "计财股"), ("快板", "综合股"), ("舞蹈", "党政办"), ("诗朗诵", "运输股")]


@pytest.fixture
def show(workspace: Workspace) -> str:
    """Four programmes of the list, and one unit that organised well."""
    rows = [
        {"contest": "国庆文艺汇演", "title": title, "department": where, "date": "2026-08-30",
         "kind": "文艺汇演"}
        for title, where in SONGS
    ]  # fmt: skip
    records.add_many(workspace, "programme", rows, today=TODAY)
    plan = evaluations.scheme("performance").plan
    # The unit leaves out what it does not award this time.
    prizes = tuple(replace(one, at_least=0) for one in plan.prizes)
    plan = replace(plan, judges=("甲",), criteria=(), prizes=prizes)
    people = [*works.entered(workspace, START, END), ("公路养护中心", "")]
    id, _ = evaluations.new(workspace, "国庆文艺汇演", plan, people, starts=START, ends=END)
    scores = dict(zip([name for name, _ in people], (95, 90, 85, 80, 10), strict=True))
    evaluations.score(workspace, id, {(name, "甲", "总分"): n * 100 for name, n in scores.items()})
    evaluations.award(workspace, id, "公路养护中心", ["优秀组织奖"], "评委会研究")
    return id


def prizes(ws: Workspace) -> dict[str, object]:
    return {str(one.values["title"]): one.values["award"] for one in records.find(ws, "programme")}


def install(ws: Workspace, key: str) -> None:
    """A standard of nothing but the offered rule on a quota."""
    (offered,) = (one for _, data in resources.tomls("rules") for one in data["offered"] if one["key"] == key)
    indicator = {"code": "1", "title": "名额", "rules": [offered["rule"]]}
    standard = {"key": f"own_{key}", "title": "自定", "version": "1", "indicators": [indicator]}
    assessing.install_standard(ws, standard, active=True)


def state(ws: Workspace, key: str) -> str:
    return assessing.assess(ws, f"own_{key}", TODAY).indicator("1").state.value


def test_prizes_stand_in_the_list_of_programmes(workspace: Workspace, show: str) -> None:
    install(workspace, "prize_first")
    install(workspace, "prize_organisers")
    publishing.publish(workspace, show)
    assert prizes(workspace) == {
        "大合唱": "一等奖",
        "快板": "一等奖",
        "舞蹈": "二等奖",
        "诗朗诵": "二等奖",
        "公路养护中心": "优秀组织奖",
    }
    (first,) = (one for one in records.find(workspace, "programme") if one.values["title"] == "大合唱")
    assert (first.values["score"], first.values["contest"]) == (9500, "国庆文艺汇演")
    assert state(workspace, "prize_first") == "met" and state(workspace, "prize_organisers") == "met"
    # A third first prize that somebody wrote into the ledger beside the evaluation.
    more = {"title": "小品", "date": "2026-09-28", "kind": "文艺汇演", "award": "一等奖"}
    records.add(workspace, "programme", more, today=TODAY)
    assert state(workspace, "prize_first") == "short"


def test_published_again_the_works_follow(workspace: Workspace, show: str) -> None:
    publishing.publish(workspace, show)
    publishing.reopen(workspace, show)
    evaluations.award(workspace, show, "大合唱", [], "取消资格")
    evaluations.award(workspace, show, "公路养护中心", [], "另行表彰")
    publishing.publish(workspace, show)
    assert prizes(workspace) == {"大合唱": "未获奖", "快板": "一等奖", "舞蹈": "一等奖", "诗朗诵": "二等奖"}
    publishing.reopen(workspace, show)
    now = evaluations.report(workspace, show).candidates
    evaluations.change(workspace, show, candidates=[one for one in now if one.name != "快板"])
    publishing.publish(workspace, show)
    assert prizes(workspace)["快板"] is None, "who takes no part has no prize of it"
    history.undo(workspace)
    assert prizes(workspace)["快板"] == "一等奖"


def test_a_name_that_two_works_have_is_left_for_people(workspace: Workspace, show: str) -> None:
    records.add(
        workspace, "programme", {"title": "快板", "contest": "国庆文艺汇演", "department": "建养股",
                                 "date": "2026-09-01"}, today=TODAY,
    )  # fmt: skip
    assert ("快板（综合股）", "综合股") in works.entered(workspace, START, END, "国庆文艺汇演")
    assert works.contests(workspace, START, END) == ["国庆文艺汇演"]
    publishing.publish(workspace, show)
    found = {one.values["department"]: one.values["award"] for one in records.find(workspace, "programme")
             if one.values["title"] == "快板"}  # fmt: skip
    assert found == {"综合股": "一等奖", "建养股": None}, "the department says which"


def test_an_evaluation_of_departments_touches_no_work(workspace: Workspace, show: str) -> None:
    plan = replace(evaluations.scheme("civilised_department").plan, judges=("甲",))
    id, _ = evaluations.new(workspace, "文明科室", plan, [("大合唱", "")], starts=START, ends=END)
    evaluations.award(workspace, id, "大合唱", ["文明科室"], "研究")
    evaluations.score(workspace, id, {("大合唱", "甲", "总分"): 100})
    publishing.publish(workspace, id)
    assert set(prizes(workspace).values()) == {None}
