"""Evaluations: scores, prizes within quotas, results that stand in the ledgers and follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from civdesk.desk import evaluations, history, publishing, records, score_sheets
from civdesk.domain.evaluations import Adding, Criterion, Plan, Prize
from civdesk.errors import Refused, WrongUse
from civdesk.store.workspace import Workspace
from tests.filling import prove

START, END, TODAY = date(2026, 7, 1), date(2026, 9, 30), date(2026, 11, 22)
PEOPLE = [("党政办", ""), ("综合股", ""), ("计财股", "")]


def make(ws: Workspace, plan: Plan, title: str = "第三季度评比") -> str:
    return evaluations.new(ws, title, plan, PEOPLE, starts=START, ends=END, department="党政办")[0]


def give(ws: Workspace, id: str, *points: int) -> None:
    """Each judge gives the candidates these whole points."""
    one = evaluations.report(ws, id).evaluation
    scores = {
        (name, judge, one.plan.asked[0].title): value * 100
        for judge in one.plan.judges
        for (name, _), value in zip(PEOPLE, points, strict=True)
    }
    evaluations.score(ws, id, scores)


@pytest.fixture
def quarter(workspace: Workspace) -> str:
    plan = replace(evaluations.scheme("orderliness").plan, judges=("甲", "乙"))
    return make(workspace, plan)


def test_a_result_stands_in_the_ledger(workspace: Workspace, quarter: str) -> None:
    give(workspace, quarter, 80, 95, 90)
    done = publishing.publish(workspace, quarter)
    assert list(done.records) == ["标兵"]
    values = records.get(workspace, "selection", done.records["标兵"]).values
    assert (values["kind"], values["outcome"], values["winners"]) == ("内务评比", "标兵", "综合股")
    assert (values["chosen"], values["candidates"], values["quota"]) == (1, 3, 1)
    assert (values["date"], values["score"], values["cycle"]) == ("2026-09-30", 9500, "每季度")
    (candidate,) = (one for one in evaluations.report(workspace, quarter).candidates if one.result)
    assert (candidate.name, candidate.result) == ("综合股", "标兵")


def test_two_documents_are_lacking(workspace: Workspace, quarter: str) -> None:
    give(workspace, quarter, 80, 95, 90)
    record = publishing.publish(workspace, quarter).records["标兵"]
    (one,) = publishing.lacking(workspace, quarter)
    assert set(one.roles) == {"方案", "表彰文件"}
    prove(workspace, "selection", record, "plan", "commendation")
    assert publishing.lacking(workspace, quarter)[0].roles == ()


def test_beyond_the_quota_it_is_refused(workspace: Workspace, quarter: str) -> None:
    give(workspace, quarter, 80, 95, 90)
    with pytest.raises(Refused, match="最多 1 名，已经评给综合股"):
        evaluations.award(workspace, quarter, "计财股", ["标兵"], "评委会研究")
    with pytest.raises(WrongUse, match="理由"):
        evaluations.award(workspace, quarter, "综合股", [], " ")
    evaluations.award(workspace, quarter, "综合股", [], "有一票否决事项")
    rows = evaluations.report(workspace, quarter).rows
    assert {row.candidate.name: row.prizes for row in rows}["计财股"] == ("标兵",), "the next one moves up"
    evaluations.withdraw(workspace, quarter, "综合股")
    assert evaluations.report(workspace, quarter).row("综合股").prizes == ("标兵",)
    history.undo(workspace)
    assert evaluations.report(workspace, quarter).row("综合股").prizes == ()


def test_a_smaller_quota_is_refused_where_more_have_it(workspace: Workspace) -> None:
    plan = Plan(judges=("甲",), prizes=(Prize("先进", 2),))
    id = make(workspace, plan)
    for name in ("党政办", "综合股"):
        evaluations.award(workspace, id, name, ["先进"], "研究")
    with pytest.raises(Refused, match="最多 1 名"):
        now = evaluations.report(workspace, id).evaluation.plan
        evaluations.change(workspace, id, plan=replace(now, prizes=(Prize("先进", 1),)))


def test_nothing_undecided_is_published(workspace: Workspace, quarter: str) -> None:
    with pytest.raises(Refused, match="还缺评分：甲、乙"):
        publishing.publish(workspace, quarter)
    give(workspace, quarter, 90, 90, 80)
    with pytest.raises(Refused, match="党政办、综合股并列第 1 名"):
        publishing.publish(workspace, quarter)
    evaluations.award(workspace, quarter, "综合股", ["标兵"], "全季无扣分")
    publishing.publish(workspace, quarter)


def test_the_stated_number_must_be_that_of_the_list(workspace: Workspace) -> None:
    """T90: 评选了五家, four named."""
    id = make(workspace, Plan(judges=("甲",), prizes=(Prize("优秀文明企业", 3),), kind="优秀文明企业"))
    give(workspace, id, 3, 2, 1)
    with pytest.raises(Refused, match="说是评出 5 个，名单上是 3 个"):
        publishing.publish(workspace, id, stated=5)
    record = publishing.publish(workspace, id, stated=3).records[""]
    values = records.get(workspace, "selection", record).values
    assert values["chosen"] == 3 and values["winners"] == "党政办、综合股、计财股"


def test_opened_again_the_records_follow(workspace: Workspace) -> None:
    id = make(workspace, Plan(judges=("甲",), prizes=(Prize("先进科室", 1),)), "先进科室评选")
    give(workspace, id, 9, 8, 7)
    first = publishing.publish(workspace, id, honours=True)
    honours = records.find(workspace, "honour")
    assert [one.values["recipient"] for one in honours] == ["党政办"]
    with pytest.raises(Refused, match="已经公布"):
        give(workspace, id, 1, 2, 3)
    publishing.reopen(workspace, id)
    give(workspace, id, 1, 2, 3)
    second = publishing.publish(workspace, id)
    assert second.records == first.records, "the same record, with its proofs"
    assert records.get(workspace, "selection", second.records[""]).values["winners"] == "计财股"
    assert [one.values["recipient"] for one in records.find(workspace, "honour")] == ["计财股"]
    history.undo(workspace)
    assert [one.values["recipient"] for one in records.find(workspace, "honour")] == ["党政办"]
    assert not evaluations.report(workspace, id).evaluation.closed


def test_flag_pace_setter_and_card_each_have_a_record(workspace: Workspace) -> None:
    """T55: one of each a month."""
    plan = replace(evaluations.scheme("monthly_drill").plan, judges=("甲",), criteria=())
    id = make(workspace, plan)
    give(workspace, id, 9, 8, 7)
    done = publishing.publish(workspace, id, honours=True)
    found = {one.values["outcome"]: one.values["winners"] for one in records.find(workspace, "selection")}
    assert found == {"红旗": "党政办", "标兵": "综合股", "黄牌": "计财股"} and len(done.records) == 3
    assert len(records.find(workspace, "honour")) == 2, "a yellow card is no honour"


def test_scores_are_checked(workspace: Workspace) -> None:
    id = make(workspace, Plan((Criterion("主题", 1000), Criterion("创意", 1000)), ("甲",)))
    for wrong, said in (
        ({("党政办", "甲", "主题"): 1001}, "满分 10"),
        ({("党政办", "丙", "主题"): 1}, "没有“丙”"),
        ({("党政办", "甲", "服装"): 1}, "没有“服装”"),
        ({("外单位", "甲", "主题"): 1}, "没有“外单位”"),
    ):
        with pytest.raises(WrongUse, match=said):
            evaluations.score(workspace, id, wrong)
    evaluations.score(workspace, id, {("党政办", "甲", "主题"): 950})
    evaluations.score(workspace, id, {("党政办", "甲", "主题"): None})
    assert evaluations.report(workspace, id).scores == {}


def test_scores_go_along_with_a_new_name(workspace: Workspace) -> None:
    id = make(workspace, Plan((Criterion("主题"), Criterion("创意")), ("甲",)))
    evaluations.score(workspace, id, {("党政办", "甲", "主题"): 950})
    plan = evaluations.report(workspace, id).evaluation.plan
    evaluations.change(
        workspace,
        id,
        plan=replace(plan, criteria=(Criterion("主题内容"), Criterion("创意"))),
        renamed={("criterion", "主题"): "主题内容"},
    )
    found = evaluations.report(workspace, id)
    assert list(found.scores) == [(found.candidates[0].id, "甲", "主题内容")]


def test_candidates(workspace: Workspace) -> None:
    people = [{"title": "张伟", "department": where} for where in ("党政办", "计财股")]
    records.add_many(workspace, "staff", [*people, {"title": "李娜", "department": "综合股"}], today=TODAY)
    found = evaluations.candidates_from(workspace, "staff", TODAY)
    assert [name for name, _ in found] == ["张伟（党政办）", "张伟（计财股）", "李娜"]
    with pytest.raises(WrongUse, match="写了两次"):
        evaluations.new(workspace, "评比", Plan(), [("甲", ""), ("甲", "")], starts=START, ends=END)
    with pytest.raises(WrongUse, match="还没有参评对象"):
        evaluations.new(workspace, "评比", Plan(), [], starts=START, ends=END)
    id = make(workspace, Plan(judges=("甲",)))
    give(workspace, id, 1, 2, 3)
    there = evaluations.report(workspace, id).candidates
    evaluations.change(workspace, id, candidates=there[1:])
    assert len(evaluations.report(workspace, id).scores) == 2
    history.undo(workspace)
    assert len(evaluations.report(workspace, id).scores) == 3


# --- paper -------------------------------------------------------------------------------------------


def test_a_judges_sheet_comes_back_as_it_was_filled(workspace: Workspace, tmp_path: Path) -> None:
    plan = Plan((Criterion("主题", 1000), Criterion("创意", 1000)), ("甲", "乙"))
    id = make(workspace, plan)
    paths = score_sheets.write_judges(workspace, id, tmp_path / "评分表")
    assert [path.name for path in paths] == ["第三季度评比-评分表-甲.xlsx", "第三季度评比-评分表-乙.xlsx"]
    wanted = {"党政办": (9, 8.5), "综合股": (10, 7), "计财股": ("十一", 11)}
    for path in paths:
        book = openpyxl.load_workbook(path)
        sheet = book.active
        assert sheet is not None
        for row in sheet.iter_rows():
            if row[1].value in wanted:
                row[2].value, row[3].value = wanted[str(row[1].value)]
        book.save(path)
    done = score_sheets.read_back(workspace, id, paths)
    assert (done.scores, done.judges) == (8, ("甲", "乙"))
    assert [(one.value, one.column) for one in done.unread[:2]] == [("十一", "主题"), ("11", "创意")]
    found = evaluations.report(workspace, id)
    assert found.scores[found.row("党政办").candidate.id, "乙", "创意"] == 850
    # What stands on a new sheet is what was read from the old one.
    again = score_sheets.judge_sheet(workspace, id, "甲")
    assert again.rows[0][2:4] == ("9", "8.5")


def test_the_sheet_of_another_evaluation(workspace: Workspace, tmp_path: Path) -> None:
    one = make(workspace, Plan(judges=("甲",)), "一")
    two = make(workspace, Plan(judges=("甲",)), "二")
    (path,) = score_sheets.write_judges(workspace, one, tmp_path)
    with pytest.raises(WrongUse, match="另一次评比"):
        score_sheets.read_back(workspace, two, [path])
    with pytest.raises(Refused, match="已经存在"):
        score_sheets.write_judges(workspace, one, tmp_path)


def test_the_result_on_paper(workspace: Workspace, quarter: str, tmp_path: Path) -> None:
    give(workspace, quarter, 80, 95, 90)
    out = score_sheets.write_result(workspace, quarter, tmp_path / "公示.xlsx", print_pdf=None)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("（未公布）" in text for text in texts) and "标兵（1 名）：综合股" in texts


def test_a_renamed_judge_keeps_the_scores(workspace: Workspace) -> None:
    id = make(workspace, Plan((Criterion("主题"), Criterion("创意")), ("甲", "乙")))
    evaluations.score(workspace, id, {("党政办", "甲", "主题"): 950, ("党政办", "乙", "主题"): 800})
    plan = evaluations.report(workspace, id).evaluation.plan
    renamed = {("judge", "甲"): "贾"}
    evaluations.change(workspace, id, plan=replace(plan, judges=("贾", "乙")), renamed=renamed)
    given = {judge: points for (_, judge, _), points in evaluations.report(workspace, id).scores.items()}
    assert given == {"贾": 950, "乙": 800}
    # Two who were written for one another change places.
    plan = evaluations.report(workspace, id).evaluation.plan
    swapped = {("judge", "贾"): "乙", ("judge", "乙"): "贾"}
    evaluations.change(workspace, id, plan=plan, renamed=swapped)
    given = {judge: points for (_, judge, _), points in evaluations.report(workspace, id).scores.items()}
    assert given == {"乙": 950, "贾": 800}


def test_who_judges_no_more_is_no_obstacle_to_a_name(workspace: Workspace) -> None:
    id = make(workspace, Plan(judges=("甲", "乙")))
    evaluations.score(workspace, id, {("党政办", "甲", "总分"): 950, ("党政办", "乙", "总分"): 800})
    plan = evaluations.report(workspace, id).evaluation.plan
    evaluations.change(workspace, id, plan=replace(plan, judges=("乙",)))
    evaluations.change(workspace, id, plan=replace(plan, judges=("甲",)), renamed={("judge", "乙"): "甲"})
    assert list(evaluations.report(workspace, id).scores.values()) == [800]
    history.undo(workspace)
    assert sorted(evaluations.report(workspace, id).scores.values()) == [800, 950]


def test_a_judge_who_did_not_come(workspace: Workspace) -> None:
    judges = tuple("甲乙丙丁戊己庚")
    id = make(workspace, Plan(judges=judges, prizes=(Prize("标兵", 1),), adding=Adding.TRIMMED))
    for judge in judges[:-1]:
        evaluations.score(workspace, id, {(name, judge, "总分"): 900 for name, _ in PEOPLE[:2]})
    said = evaluations.report(workspace, id).open_points
    assert said[0] == "庚还没有打分；没有到场的，请从评委里去掉"
    assert said[1] == "计财股还缺评分：甲、乙、丙、丁、戊、己", "who is absent is told once"
