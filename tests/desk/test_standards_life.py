"""The life of a standard on the desk: proposals, editions, reports, handing in, what older files get."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from civdesk.desk import (
    assessing,
    definitions,
    editions,
    evidence,
    explaining,
    handing_in,
    history,
    importing_standards,
    offered,
    proposals,
    records,
    standards,
)
from civdesk.desk.importing_standards import StandardChoices
from civdesk.domain.explanations import characters
from civdesk.domain.rules import State
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 22)
HEAD = ["编号", "指标名称", "测评标准", "分值", "牵头科室"]
FIRST = [
    ["1", "道德讲堂", "每月不少于1次", 5, "党政办"],
    ["2", "义务植树", "3月底前开展义务植树", 5, None],
    ["3", "无偿献血", "组织职工参加", 5, None],
    ["4", "氛围", "领导重视，氛围浓厚", 5, None],
]


def sheet(path: Path, rows: list[list[Any]], title: str = "考核标准（2026年版）") -> Path:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for row in ([title], HEAD, *rows):
        page.append(row)
    workbook.save(path)
    return path


@pytest.fixture
def first(workspace: Workspace, tmp_path: Path) -> str:
    """The key of a standard that came in, worked with."""
    path = sheet(tmp_path / "first.xlsx", FIRST)
    return importing_standards.import_standard(workspace, path, active=True, on=TODAY).standard


def rules(ws: Workspace, key: str, code: str) -> list[dict[str, Any]]:
    return [dict(one.data) for one in standards.standard(ws, key).indicator(code).rules]


# --- proposals ---------------------------------------------------------------------------------------


def test_a_proposed_rule_waits_for_a_yes(workspace: Workspace, first: str) -> None:
    certain, open_one = proposals.waiting(workspace, first)
    assert (certain.code, certain.words) == ("1", "道德讲堂：每月至少 1 期")
    assert not rules(workspace, first, "1")
    proposals.accept(workspace, certain.id)
    assert [one["ledger"] for one in rules(workspace, first, "1")] == ["moral_lecture"]
    assert [one.id for one in proposals.waiting(workspace, first)] == [open_one.id]
    with pytest.raises(WrongUse, match="处理过"):
        proposals.accept(workspace, certain.id)
    history.undo(workspace)
    assert not rules(workspace, first, "1")
    assert len(proposals.waiting(workspace, first)) == 2


def test_where_the_ledger_is_not_certain_the_clerk_names_it(workspace: Workspace, first: str) -> None:
    (one,) = proposals.waiting(workspace, first, "2")
    assert not one.certain
    assert {key for key, _ in one.candidates} == {"volunteer_activity", "welfare"}
    with pytest.raises(WrongUse, match="志愿服务活动"):
        proposals.accept(workspace, one.id)
    with pytest.raises(WrongUse, match="nowhere"):
        proposals.accept(workspace, one.id, "nowhere")
    proposals.accept(workspace, one.id, "welfare")
    (rule,) = rules(workspace, first, "2")
    assert (rule["ledger"], rule["where"], rule["by"]) == ("welfare", {"kind": "义务植树"}, "03-31")


def test_a_yes_to_all_leaves_what_is_not_certain(workspace: Workspace, first: str) -> None:
    assert proposals.accept_all(workspace, first) == (1, 1)
    assert proposals.accept_all(workspace, first) == (0, 1)
    (one,) = proposals.waiting(workspace, first)
    proposals.decline(workspace, one.id)
    assert proposals.waiting(workspace, first) == []
    assert not rules(workspace, first, "2")


def test_an_offered_rule_is_added_beside_the_others(workspace: Workspace, first: str) -> None:
    proposals.accept_all(workspace, first)
    offered.add(workspace, first, "1", "lecture_room")
    assert [one["ledger"] for one in rules(workspace, first, "1")] == ["moral_lecture", "venue"]


# --- editions ----------------------------------------------------------------------------------------


@pytest.fixture
def lived(workspace: Workspace, first: str, tmp_path: Path) -> str:
    """A standard that was worked with: people, rules, judgements, reports, proofs."""
    proposals.accept_all(workspace, first)
    standards.set_indicator(workspace, first, "3", {"lead": ["工会"], "owner": ["张三"]})
    for code in ("1", "3", "4"):
        assessing.judge(workspace, first, code, "met", f"{code} 已做到", TODAY)
    explaining.put(workspace, first, "3", "全年组织献血两次。", TODAY)
    photo = tmp_path / "证明.txt"
    photo.write_text("证明", encoding="utf-8")
    stored = evidence.import_files(workspace, [photo], today=TODAY)
    for one in stored.evidence:
        found = standards.standard(workspace, first).indicator("3")
        evidence.link(workspace, one.id, "indicator", found.id, "other")
    return first


def edition(ws: Workspace, path: Path, key: str, rows: list[list[Any]]) -> importing_standards.StandardTaken:
    sheet(path, rows, "考核标准（2027年版）")
    return importing_standards.import_standard(
        ws, path, StandardChoices(edition_of=key), active=True, on=TODAY
    )


def test_a_new_edition_carries_over_what_still_holds(
    workspace: Workspace, lived: str, tmp_path: Path
) -> None:
    rows = [
        ["1", "道德讲堂", "每季度不少于1次", 8, None],  # another demand
        ["7", "无偿献血", "组织职工参加", 6, None],  # another number
        ["8", "文明交通", "开展文明交通劝导", 5, None],  # new; 2 and 4 are gone
    ]
    taken = edition(workspace, tmp_path / "next.xlsx", lived, rows)
    assert taken.standard != lived
    after = standards.standard(workspace, taken.standard)
    assert (after.indicator("1").lead, after.indicator("7").owner) == (("党政办",), ("张三",))
    found = assessing.assess(workspace, taken.standard, TODAY)
    assert found.indicator("7").state is State.MET
    assert found.indicator("7").judged is not None
    assert found.indicator("1").judged is None
    assert explaining.get(workspace, taken.standard, "7", TODAY) == "全年组织献血两次。"
    carried = taken.carried
    assert carried is not None
    assert (carried.findings, carried.explanations, carried.people) == (1, 1, 2)
    left = {(one.code, one.what.partition("（")[0]) for one in carried.left}
    assert left == {("1", "1 条规则"), ("1", "人工判断“达标”"), ("4", "人工判断“达标”")}
    (again,) = [one for one in proposals.waiting(workspace, taken.standard) if one.sentence == "上一版的规则"]
    assert again.words == "道德讲堂：每月至少 1 期"
    proposals.accept_all(workspace, taken.standard)
    assert [one["per"] for one in rules(workspace, taken.standard, "1")] == ["quarter"]


def test_the_old_edition_stays_and_one_step_takes_the_new_one_back(
    workspace: Workspace, lived: str, tmp_path: Path
) -> None:
    taken = edition(workspace, tmp_path / "next.xlsx", lived, FIRST)
    listed = {one.key: one for one in standards.all_standards(workspace)}
    assert listed[taken.standard].active and not listed[lived].active
    assert listed[taken.standard].edition_of == lived
    assert editions.before(workspace, taken.standard) == [lived]
    assert assessing.assess(workspace, lived, TODAY).indicator("4").state is State.MET
    assert not editions.compare(workspace, lived, taken.standard).changed
    history.undo(workspace)
    listed = {one.key: one for one in standards.all_standards(workspace)}
    assert listed[lived].active and taken.standard not in listed


def test_editions_of_one_title_are_told_apart(workspace: Workspace, first: str, tmp_path: Path) -> None:
    path = sheet(tmp_path / "same.xlsx", FIRST)
    taken = importing_standards.import_standard(
        workspace, path, StandardChoices(edition_of=first), active=True, on=TODAY
    )
    assert standards.standard(workspace, "考核标准（2026年版）").key == taken.standard
    standards.set_active(workspace, first, True)
    with pytest.raises(WrongUse, match="代号"):
        standards.standard(workspace, "考核标准（2026年版）")


# --- reports -----------------------------------------------------------------------------------------


def test_a_draft_says_what_the_records_say(workspace: Workspace, first: str) -> None:
    proposals.accept_all(workspace, first)
    assert explaining.draft(workspace, first, "1", TODAY) == ""
    for month, title in ((3, "爱岗敬业"), (6, "孝老爱亲"), (12, "明年的")):
        values = {"date": f"2026-{month:02}-18", "title": title, "people": 40, "department": "党政办"}
        records.add(workspace, "moral_lecture", values, today=date(2026, 12, 31))
    text = explaining.draft(workspace, first, "1", TODAY)
    assert text == "2026年以来，共开展道德讲堂2期：3月18日“爱岗敬业”、6月18日“孝老爱亲”；参加80人次。"
    assert characters(text) == len(text)


def test_a_report_is_kept_for_its_period(workspace: Workspace, first: str) -> None:
    explaining.put(workspace, first, "1", "  全年十二期。\r\n", TODAY)
    assert explaining.get(workspace, first, "1", TODAY) == "全年十二期。"
    assert explaining.get(workspace, first, "1", date(2025, 5, 1)) == ""
    explaining.put(workspace, first, "1", "", TODAY)
    assert explaining.get(workspace, first, "1", TODAY) == ""
    history.undo(workspace)
    assert explaining.get(workspace, first, "1", TODAY) == "全年十二期。"
    with pytest.raises(WrongUse):
        explaining.put(workspace, first, "99", "文字", TODAY)


# --- handing in --------------------------------------------------------------------------------------


def test_what_was_handed_in_stays_as_it_was(workspace: Workspace, lived: str) -> None:
    with pytest.raises(WrongUse, match="报送给谁"):
        handing_in.hand_in(workspace, lived, TODAY)
    one = handing_in.hand_in(workspace, lived, TODAY, recipient="市文明办", who="李四")
    was = handing_in.read_back(workspace, one.id)
    assessing.judge(workspace, lived, "3", "short", "后来发现不够", TODAY)
    standards.set_indicator(workspace, lived, "3", {"title": "改了名"})
    explaining.put(workspace, lived, "3", "改了。", TODAY)
    again = handing_in.read_back(workspace, one.id)
    assert again == was
    assert again.standard.indicator("3").title == "无偿献血"
    assert next(i["state"] for i in again.data["indicators"] if i["code"] == "3") == "met"
    assert again.explanations == {"3": "全年组织献血两次。"}
    assert [one.recipient for one in handing_in.listed(workspace, lived)] == ["市文明办"]


def test_it_is_voided_with_a_reason_and_never_undone(workspace: Workspace, lived: str) -> None:
    one = handing_in.hand_in(workspace, lived, TODAY, recipient="市文明办")
    explaining.put(workspace, lived, "1", "新写的", TODAY)
    history.undo(workspace)
    history.undo(workspace)  # passes over the handing in
    assert [kept.id for kept in handing_in.listed(workspace)] == [one.id]
    with pytest.raises(WrongUse, match="原因"):
        handing_in.void(workspace, one.id, " ")
    voided = handing_in.void(workspace, one.id, "数字有误，重新报送")
    assert voided.void_reason == "数字有误，重新报送"
    assert handing_in.read_back(workspace, one.id).data["indicators"]
    with pytest.raises(WrongUse, match="作废过"):
        handing_in.void(workspace, one.id, "再作废")


# --- what an indicator says, and points by hand --------------------------------------------------------


def test_points_are_given_by_hand_within_those_of_the_indicator(workspace: Workspace, first: str) -> None:
    assessing.judge(workspace, first, "4", "short", "只做到一半", TODAY, points=250)
    assert assessing.assess(workspace, first, TODAY).indicator("4").got == 250
    with pytest.raises(WrongUse, match="5"):
        assessing.judge(workspace, first, "4", "short", "太多", TODAY, points=600)


def test_how_points_are_given_and_the_span_are_kept(workspace: Workspace, first: str) -> None:
    changes = {"scoring": {"way": "bonus", "each": 50}, "span": "2024-01-01/2026-12-31"}
    standards.set_indicator(workspace, first, "3", changes)
    one = standards.standard(workspace, first).indicator("3")
    assert (one.scoring.way, one.scoring.each, one.span) == ("bonus", 50, "2024-01-01/2026-12-31")
    for wrong in ({"scoring": {"way": "half"}}, {"scoring": {"way": "all", "each": 5}}, {"span": "昨天"}):
        with pytest.raises(WrongUse):
            standards.set_indicator(workspace, first, "3", wrong)


# --- older files -------------------------------------------------------------------------------------


def test_an_older_file_gets_the_standards_and_forms_that_ship(workspace: Workspace) -> None:
    def forget(db: Any) -> None:
        for table in ("proposal", "rule", "finding", "explanation"):
            of_city = "select id from indicator where standard = 'city_unit'"
            db.execute(f"delete from {table} where indicator in ({of_city})")
        db.execute("update indicator set parent = null where standard = 'city_unit'")
        db.execute("delete from indicator where standard = 'city_unit'")
        db.execute("delete from standard where id = 'city_unit'")
        db.execute("delete from form where id = (select min(id) from form)")
        db.execute("update standard set title = '我们改过的名' where id = 'county_unit'")

    workspace.operate("set_standard", "变回旧文件", forget)
    workspace.unlogged(lambda db: db.execute("pragma user_version = 1"))
    got = definitions.refresh(workspace)
    assert len(got.standards) == 1
    assert len(got.forms) == 1
    listed = {one.key: one for one in standards.all_standards(workspace)}
    assert not listed["city_unit"].active
    assert listed["county_unit"].title == "我们改过的名"
    assert definitions.refresh(workspace) == definitions.Refreshed()
