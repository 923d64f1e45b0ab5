"""Adding, changing, deleting and finding records, as the clerk does."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import history, records
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 21)


def test_a_record_typed_in_comes_back_as_it_was_meant(workspace: Workspace) -> None:
    saved = records.add(
        workspace,
        "volunteer_activity",
        {"活动名称": " 义务植树 ", "活动日期": "2026年3月12日", "people": "３２", "服务时长": "22.5小时",
         "participants": "张三、李四", "牵头科室": "综合股"},
        today=TODAY,
    )  # fmt: skip
    book = records.ledger(workspace, "志愿服务活动")
    plain = records.plain(book, records.get(workspace, book.key, saved.id))
    assert plain["title"] == "义务植树"
    assert plain["date"] == "2026-03-12"
    assert plain["people"] == 32
    assert plain["hours"] == 22.5
    assert plain["participants"] == ["张三", "李四"]
    assert plain["note"] is None


def test_every_bad_value_is_told_at_its_field_and_nothing_is_saved(workspace: Workspace) -> None:
    with pytest.raises(records.Invalid) as told:
        records.add(
            workspace,
            "volunteer_activity",
            {"date": "2026.2.30", "people": "-3", "hours": "约30小时"},
            today=TODAY,
        )
    assert set(told.value.problems) == {"date", "people", "hours", "title"}
    assert records.counts(workspace)["volunteer_activity"] == 0


def test_an_unknown_ledger_or_field_names_what_there_is(workspace: Workspace) -> None:
    with pytest.raises(WrongUse, match="没有名为“没有”的台账"):
        records.add(workspace, "没有", {"a": "b"}, today=TODAY)
    with pytest.raises(WrongUse, match="活动名称"):
        records.add(workspace, "volunteer_activity", {"不存在的栏": "b"}, today=TODAY)


def test_change_and_delete_can_be_undone(workspace: Workspace) -> None:
    saved = records.add(workspace, "department", {"名称": "党政办"}, today=TODAY)
    records.change(workspace, "department", saved.id, {"名称": "办公室"}, today=TODAY)
    records.delete(workspace, "department", [saved.id])
    assert records.find(workspace, "department") == []
    history.undo(workspace)
    assert records.get(workspace, "department", saved.id).values["title"] == "办公室"
    history.undo(workspace)
    assert records.get(workspace, "department", saved.id).values["title"] == "党政办"


def test_emptying_a_required_field_is_refused(workspace: Workspace) -> None:
    saved = records.add(workspace, "department", {"名称": "党政办"}, today=TODAY)
    with pytest.raises(records.Invalid):
        records.change(workspace, "department", saved.id, {"名称": "  "}, today=TODAY)


def test_a_change_to_the_same_is_no_operation(workspace: Workspace) -> None:
    saved = records.add(workspace, "department", {"名称": "党政办"}, today=TODAY)
    assert (
        records.change(workspace, "department", saved.id, {"名称": "党政办"}, today=TODAY).operation is None
    )


def test_find_by_field_and_by_text(workspace: Workspace) -> None:
    for name, kind in (("党政办", "股室"), ("综合股", "股室"), ("养护中心", "直属单位")):
        records.add(workspace, "department", {"名称": name, "类型": kind}, today=TODAY)
    found = records.find(workspace, "department", {"类型": "股室"})
    assert [record.values["title"] for record in found] == ["党政办", "综合股"]
    assert [r.values["title"] for r in records.find(workspace, "department", text="养护")] == ["养护中心"]
    # What LIKE would take for a wildcard is a letter to the clerk.
    assert records.find(workspace, "department", text="%") == []


def test_other_programs_see_what_people_see(workspace: Workspace) -> None:
    values = {"title": "植树", "date": "2026-3-12", "hours": "22.5", "platform": "是"}
    records.add(workspace, "volunteer_activity", values, today=TODAY)
    row = workspace.reader().execute("select * from view_volunteer_activity").fetchone()
    assert row["活动名称"] == "植树"
    assert row["服务时长（小时）"] == 22.5
    assert row["已录入志愿服务系统"] == "是"


def test_several_records_come_in_as_one_operation_or_not_at_all(workspace: Workspace) -> None:
    saved = records.add_many(workspace, "department", [{"名称": "党政办"}, {"名称": "综合股"}], today=TODAY)
    found = records.find(workspace, "department")
    assert [one.id for one in found] == [one.id for one in saved]
    assert [one.values["title"] for one in found] == ["党政办", "综合股"]
    assert len({one.operation for one in saved}) == 1
    with pytest.raises(records.Invalid):
        records.add_many(workspace, "department", [{"名称": "计财股"}, {"名称": ""}], today=TODAY)
    assert records.counts(workspace)["department"] == 2
    assert history.undo(workspace).title == "新增《科室》：党政办 等 2 条"
    assert records.counts(workspace)["department"] == 0
    assert records.add_many(workspace, "department", [], today=TODAY) == []
