"""Rosters and reshuffles, persons, renaming, groups in pick-lists and in what is handed out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from civdesk.desk import agenda, assessing, history, people, picking, records, registers, renaming, rosters
from civdesk.domain.roster_lines import read_lines
from civdesk.errors import WrongUse
from civdesk.intake.sheet_outcomes import Accepted
from civdesk.intake.sheet_records import unknown_names
from civdesk.store.workspace import Workspace
from tests.filling import put

TODAY = date(2026, 7, 31)
BODY = "创建工作领导小组"
STANDARD = "province_unit"


def group(ws: Workspace) -> None:
    put(
        ws,
        "leading_group",
        {"body": BODY, "role": "成员", "person": "丙", "started_on": "2025-09-01"},
        {"body": BODY, "role": "副组长", "person": "乙", "started_on": "2025-09-01"},
        {"body": BODY, "role": "组长", "person": "甲", "started_on": "2025-09-01", "position": "局长"},
        {"body": "督查组", "role": "组长", "person": "己", "started_on": "2025-09-01"},
    )


def names(made: rosters.Roster) -> list[tuple[str, object]]:
    return [(one.name, one.values["role"]) for one in made.members]


def test_members_on_a_day_with_filters(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "甲", "status": "在职"},
        {"title": "乙", "status": "退休", "left_on": "2026-06-30"},
    )
    on = date(2026, 6, 30)
    assert [one.name for one in registers.members(workspace, "staff", on, ["在职"])] == ["甲", "乙"]
    assert [one.name for one in registers.members(workspace, "人员花名册", TODAY, ["在职"])] == ["甲"]
    with pytest.raises(WrongUse, match="没有名为“科员”的筛选；可用的有：在职"):
        registers.members(workspace, "staff", on, ["科员"])
    with pytest.raises(WrongUse, match="不是名册"):
        registers.members(workspace, "activity", on)
    found = records.find(workspace, "staff", filters=["退休"], on=TODAY)
    assert [one.values["title"] for one in found] == ["乙"]


def test_a_roster_a_reshuffle_and_the_roster_before(workspace: Workspace, tmp_path: Path) -> None:
    group(workspace)
    made = rosters.roster(workspace, on=TODAY, part="创建工作")
    assert names(made) == [("甲", "组长"), ("乙", "副组长"), ("丙", "成员")]
    lines = "组长：甲（局长）\n副组长：丙\n成员：丁、戊"
    on = date(2026, 8, 10)
    rows = read_lines(lines, records.ledger(workspace, "leading_group").field("role").choices)
    kwargs = {"on": on, "today": on, "number": "示交〔2026〕20号", "reason": "科室负责人调整"}
    tried = rosters.reshuffle(workspace, BODY, rows, dry_run=True, **kwargs)  # type: ignore[arg-type]
    assert (tried.closed, tried.opened, tried.stayed) == (("乙", "丙"), ("丙", "丁", "戊"), 1)
    assert names(rosters.roster(workspace, on=on, part=BODY)) == names(made), "nothing was saved"
    done = rosters.reshuffle(workspace, BODY, rows, **kwargs)  # type: ignore[arg-type]
    assert done.operation
    after = rosters.roster(workspace, on=on, part=BODY, compare=date(2026, 8, 9))
    assert names(after) == [("甲", "组长"), ("丙", "副组长"), ("丁", "成员"), ("戊", "成员")]
    assert after.lines == [
        "新增 2 人：丁（成员）、戊（成员）",
        "离开 1 人：乙（副组长）",
        "调整 1 人：丙（成员 → 副组长）",
    ]
    assert after.members[1].values["number"] == "示交〔2026〕20号" and after.members[1].start == "2026-08-10"
    assert names(rosters.roster(workspace, on=date(2026, 8, 9), part=BODY)) == names(made)
    assert [one.name for one in rosters.roster(workspace, on=on, part="督查组").members] == ["己"]
    target = tmp_path / "名单.xlsx"
    assert rosters.write_roster(workspace, after, target) == 4
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "创建工作领导小组名单（2026年8月10日）" in texts and any("离开 1 人：乙" in text for text in texts)
    history.undo(workspace)
    assert names(rosters.roster(workspace, on=on, part=BODY)) == names(made), "one operation"


def test_a_reshuffle_says_what_cannot_be(workspace: Workspace) -> None:
    group(workspace)
    with pytest.raises(WrongUse, match="任职日期不早于"):
        rosters.reshuffle(workspace, BODY, [{"person": "丁"}], on=date(2025, 9, 1), today=TODAY)
    with pytest.raises(WrongUse, match="没有“没有”"):
        rosters.roster(workspace, on=TODAY, part="没有")
    same = [
        {"person": "甲", "role": "组长"},
        {"person": "乙", "role": "副组长"},
        {"person": "丙", "role": "成员"},
    ]
    assert rosters.reshuffle(workspace, BODY, same, on=TODAY, today=TODAY).operation is None
    with pytest.raises(WrongUse, match="名单里没有人"):
        rosters.reshuffle(workspace, BODY, [], on=TODAY, today=TODAY)


def test_a_reshuffle_is_not_put_before_a_later_one(workspace: Workspace) -> None:
    group(workspace)
    same = [{"person": "甲", "role": "组长"}]
    with pytest.raises(WrongUse, match="2024-01-01 以后还有任职（丙、乙、甲）"):
        rosters.reshuffle(workspace, BODY, same, on=date(2024, 1, 1), today=TODAY)
    assert rosters.roster(workspace, on=TODAY, part=BODY).members[0].start != "2024-01-01"


def test_a_new_body_begins_with_its_first_list(workspace: Workspace) -> None:
    made = rosters.reshuffle(
        workspace, "控烟工作专班", [{"person": "甲", "role": "组长"}], on=TODAY, today=TODAY
    )
    assert made.opened == ("甲",)
    assert rosters.parts(workspace, "leading_group") == ["控烟工作专班"]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("组　长：张 三（局长）", [{"person": "张三", "role": "组长", "position": "局长"}]),
        ("成员：李四、王五", [{"person": "李四", "role": "成员"}, {"person": "王五", "role": "成员"}]),
        ("副组长\t赵六\t副局长", [{"person": "赵六", "role": "副组长", "position": "副局长"}]),
        ("钱七", [{"person": "钱七", "role": "成员"}]),
        ("孙八，办公室主任", [{"person": "孙八", "role": "办公室主任"}]),
        ("顾问：周九", [{"person": "周九", "role": "顾问"}]),
    ],
)
def test_a_list_as_people_write_it(line: str, rows: list[dict[str, str]]) -> None:
    roles = ["组长", "副组长", "成员", "办公室主任"]
    assert read_lines(line + "\n\n", roles) == rows
    with pytest.raises(WrongUse, match="第 2 行"):
        read_lines(f"{line}\n组长", roles)


def test_nobody_is_no_person(workspace: Workspace) -> None:
    put(workspace, "activity", {"title": "一", "date": "2026-03-01"})
    with pytest.raises(WrongUse, match="请写上姓名"):
        people.card(workspace, "  ", on=TODAY)


def test_a_person(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "甲", "status": "在职", "department": "党政办", "joined_on": "2020-01-01"},
    )
    group(workspace)
    put(
        workspace,
        "department",
        {"title": "党政办", "head": "甲"},
        {"title": "旧科", "head": "甲", "ended_on": "2020-01-01"},
    )
    put(workspace, "problem", {"title": "积水", "date": "2026-07-01", "owner": ["甲"]})
    agenda.add_task(workspace, "交总结", "2026-12-20", on=TODAY, owner="甲")
    put(
        workspace,
        "volunteer_activity",
        {"title": "植树", "date": "2026-03-12", "participants": ["甲", "乙"], "hours": 250},
        {"title": "清扫", "date": "2026-04-12", "participants": ["全体干部职工"], "hours": 100},
        {"title": "去年", "date": "2025-04-12", "participants": ["甲"], "hours": 100},
    )
    made = people.card(workspace, "甲", on=TODAY, start=date(2026, 1, 1), end=TODAY)
    assert made.rows == (("人员花名册", "党政办", "2020-01-01", ""),)
    told = {(one.role, one.title) for one in made.duties}
    assert told == {
        ("主要负责人", "党政办"),
        ("组长", BODY),
        ("责任人", "积水"),
        ("责任人", "交总结"),
    }
    parts = {one.ledger: (one.count, one.hours) for one in made.parts}
    assert parts["volunteer_activity"] == (2, 3.5)
    assert {one.title for one in people.leaving(workspace, "甲", TODAY)} == {t for _, t in told}
    with pytest.raises(WrongUse, match="没有“无名”"):
        people.card(workspace, "无名", on=TODAY)


def test_renaming_a_department_everywhere(workspace: Workspace) -> None:
    put(workspace, "department", {"title": "党政办", "kind": "股室"}, {"title": "下属", "parent": "党政办"})
    put(
        workspace,
        "activity",
        {"title": "一", "date": "2026-03-01", "department": "党政办", "support": ["综合股", "党政办"]},
        {"title": "二", "date": "2026-03-01", "department": "党政办二"},
    )
    agenda.add_task(workspace, "交总结", "2026-12-20", on=TODAY, lead="党政办")
    (id,) = [one.id for one in records.find(workspace, "department", {"名称": "党政办"})]
    told = renaming.preview(workspace, "department", id, "办公室")
    counts = {(place.title, place.field): place.count for place in told.places}
    assert (
        counts["《活动》", "牵头科室"]
        == counts["《活动》", "配合科室"]
        == counts["《科室》", "上级单位"]
        == 1
    )
    assert not told.shared and told.frozen == 0
    assert records.find(workspace, "department", {"名称": "办公室"}) == []
    done = renaming.rename(workspace, "department", id, "办公室")
    assert done.count == told.count >= 4
    one, two = sorted(records.find(workspace, "activity"), key=lambda r: str(r.values["title"]))
    assert one.values["department"] == "办公室" and one.values["support"] == ["综合股", "办公室"]
    assert two.values["department"] == "党政办二", "another name that begins alike"
    assert agenda.tasks(workspace)[0].lead == "办公室"
    leads = {n for i in assessing.standard(workspace, STANDARD).indicators for n in i.lead}
    assert "办公室" in leads and "党政办" not in leads
    history.undo(workspace)
    assert records.get(workspace, "department", id).values["title"] == "党政办"
    assert agenda.tasks(workspace)[0].lead == "党政办"
    for wrong in ("党政办", "  "):
        with pytest.raises(WrongUse):
            renaming.preview(workspace, "department", id, wrong)


def test_renaming_finds_a_name_with_quotes_in_lists(workspace: Workspace) -> None:
    (id,) = put(workspace, "department", {"title": '"先锋"岗'})
    put(workspace, "activity", {"title": "甲", "support": ["党政办", '"先锋"岗']})
    (place,) = renaming.rename(workspace, "department", id, "先锋岗").places
    assert (place.field, place.count) == ("配合科室", 1)


def test_renaming_only_in_the_register_and_people_of_one_name(workspace: Workspace) -> None:
    first, second, third = put(
        workspace,
        "staff",
        {"title": "张伟", "department": "计财股"},
        {"title": "张伟", "department": "运输股"},
        {"title": "李四", "left_on": "2020-01-01"},
    )
    (back,) = put(workspace, "staff", {"title": "李四", "joined_on": "2024-01-01"})
    put(workspace, "activity", {"title": "一", "date": "2026-03-01", "participants": ["张伟", "李四"]})
    assert renaming.preview(workspace, "staff", first, "张炜").shared
    renaming.rename(workspace, "staff", first, "张炜", everywhere=False)
    assert records.get(workspace, "staff", second).values["title"] == "张伟"
    told = renaming.rename(workspace, "staff", back, "李思")
    assert not told.shared and records.get(workspace, "staff", third).values["title"] == "李思"
    (one,) = records.find(workspace, "activity")
    assert one.values["participants"] == ["张伟", "李思"]
    # 张伟 of 运输股 is still there: who takes his name cannot be told from him.
    assert renaming.preview(workspace, "staff", back, "张伟").taken
    assert not renaming.preview(workspace, "staff", back, "李斯").taken


def test_groups_are_no_unknown_names_and_are_offered(workspace: Workspace) -> None:
    put(
        workspace,
        "department",
        {"title": "党政办", "kind": "股室"},
        {"title": "综合股", "kind": "股室"},
    )
    book = records.ledger(workspace, "activity")
    support = book.field("support")
    assert picking.unknown(workspace, support, "各股室、某某科、党政办") == ["某某科"]
    picks = {pick.name: pick.mark for pick in picking.offered(workspace, book, support, on=TODAY)}
    assert picks["各股室"] == "2 个" and picks["党政办"] == ""
    rows = [Accepted(2, {"support": ["各股室", "各相关科室"], "title": "一"})]
    strangers = [one.value for one in unknown_names(workspace, book, rows) if one.field == "support"]
    assert strangers == ["各相关科室"]


def test_rooms_of_the_register_of_venues_are_places(workspace: Workspace) -> None:
    put(workspace, "site", {"title": "机关大院"})
    put(workspace, "venue", {"title": "三楼道德讲堂"})
    book = records.ledger(workspace, "moral_lecture")
    place = book.field("place")
    picks = {pick.name for pick in picking.offered(workspace, book, place, on=TODAY)}
    assert {"机关大院", "三楼道德讲堂"} <= picks
    assert picking.unknown(workspace, place, "三楼道德讲堂") == []
    assert picking.add_members(workspace, place, ["新广场"], today=TODAY)[0].ledger == "site"


def test_the_departments_behind_a_group_in_standard_and_agenda(workspace: Workspace) -> None:
    put(
        workspace,
        "department",
        {"title": "党政办", "kind": "股室"},
        {"title": "综合股", "kind": "股室"},
        {"title": "老股", "kind": "股室", "ended_on": "2025-12-31"},
        {"title": "养护中心", "kind": "直属单位"},
    )
    found = assessing.assess(workspace, STANDARD, TODAY)
    assert found.meant.of(["各股室"]) == ("党政办", "综合股")
    assert found.meant.told(["党政办", "各股室"]) == "各股室：党政办、综合股"
    data = assessing.assessment_data(found)["indicators"]
    both = [one for one in data if "各股室" in one["support"]]
    assert both and all({"党政办", "综合股"} <= set(one["departments"]) for one in both)
    made = agenda.agenda(workspace, date(2026, 1, 1), date(2026, 12, 31), TODAY)
    assert all("各股室" not in made.departments(one) for one in made.occurrences)
