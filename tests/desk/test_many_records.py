"""Changing many records as one operation, and filters kept under a name."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import filters, history, records
from civdesk.desk.records import InvalidMany
from civdesk.domain.filters import Filter
from civdesk.domain.rules import Condition, Test
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace
from tests.filling import on_days, put

TODAY = date(2026, 7, 31)


def fields_of(ws: Workspace, ids: list[str], key: str) -> list[object]:
    return [records.get(ws, "activity", id).values[key] for id in ids]


def test_many_records_change_at_once_and_come_back_at_once(workspace: Workspace) -> None:
    ids = on_days(workspace, "activity", ["2026-01-01", "2026-01-02", "2026-01-03"])
    records.change(workspace, "activity", ids[0], {"department": "办公室"}, today=TODAY)
    saved = records.change_many(
        workspace, "activity", {id: {"department": "办公室", "people": "30人次"} for id in ids}, today=TODAY
    )
    assert set(saved.ids) == set(ids)
    assert fields_of(workspace, ids, "department") == ["办公室"] * 3
    assert fields_of(workspace, ids, "people") == [30] * 3
    assert history.history(workspace, limit=1)[0].title == "修改《活动》：第1次 等 3 条"
    assert saved.operation is not None
    history.undo(workspace, saved.operation)
    assert fields_of(workspace, ids, "department") == ["办公室", None, None]


def test_each_record_may_get_its_own_value(workspace: Workspace) -> None:
    one, other = on_days(workspace, "activity", ["2026-01-01", "2026-01-02"])
    changes = {one: {"活动地点": "广场"}, other: {"people": "7", "place": "礼堂"}}
    records.change_many(workspace, "activity", changes, today=TODAY)
    assert fields_of(workspace, [one, other], "place") == ["广场", "礼堂"]
    assert fields_of(workspace, [one, other], "people") == [None, 7]


def test_one_wrong_value_keeps_all_of_it_out(workspace: Workspace) -> None:
    one, other = on_days(workspace, "activity", ["2026-01-01", "2026-01-02"])
    changes = {one: {"people": "5"}, other: {"people": "五六个", "title": ""}}
    with pytest.raises(InvalidMany) as told:
        records.change_many(workspace, "activity", changes, today=TODAY)
    assert set(told.value.problems[other]) == {"people", "title"}
    assert "第2次" in told.value.message
    assert fields_of(workspace, [one, other], "people") == [None, None]


def test_an_old_fault_does_not_forbid_another_change(workspace: Workspace) -> None:
    (id,) = put(workspace, "activity", {"title": "没有日期的"})
    records.change_many(workspace, "activity", {id: {"place": "广场"}}, today=TODAY)
    assert fields_of(workspace, [id], "place") == ["广场"]
    with pytest.raises(InvalidMany, match="不能为空"):
        records.change_many(workspace, "activity", {id: {"title": " "}}, today=TODAY)


def test_what_is_so_already_is_no_change(workspace: Workspace) -> None:
    ids = on_days(workspace, "activity", ["2026-01-01", "2026-01-02"], place="广场")
    changes = {id: {"place": "广场"} for id in ids}
    assert records.change_many(workspace, "activity", changes, today=TODAY).operation is None
    tried = records.change_many(workspace, "activity", {ids[0]: {"place": "礼堂"}}, today=TODAY, dry_run=True)
    assert tried.ids == (ids[0],) and tried.operation is None
    assert fields_of(workspace, ids, "place") == ["广场", "广场"]


def test_a_membership_cannot_end_before_it_began(workspace: Workspace) -> None:
    (id,) = put(workspace, "staff", {"title": "王五", "left_on": "2026-03-01"})
    with pytest.raises(InvalidMany, match="早于"):
        records.change_many(workspace, "staff", {id: {"joined_on": "2026-05-01"}}, today=TODAY)


def test_filters_are_kept_in_the_workspace(workspace: Workspace) -> None:
    asked = Filter(
        "本年办公室",
        conditions=(Condition("department", Test.ONE_OF, ("办公室",)),),
        period="year",
        order="people",
        descending=True,
    )
    filters.keep(workspace, "activity", asked)
    filters.keep(workspace, "activity", Filter(" 缺照片　的 ", lacking=("photo",)))
    assert filters.kept(workspace, "activity") == [asked, Filter("缺照片 的", lacking=("photo",))]
    assert filters.kept(workspace, "study") == []
    filters.keep(workspace, "activity", Filter("本年办公室", text="植树"))
    assert [one.text for one in filters.kept(workspace, "activity")] == ["植树", ""]
    filters.rename(workspace, "activity", "本年办公室", "植树")
    with pytest.raises(WrongUse, match="已经有"):
        filters.rename(workspace, "activity", "植树", "缺照片 的")
    with pytest.raises(WrongUse, match="名称"):
        filters.keep(workspace, "activity", Filter("  "))
    filters.remove(workspace, "activity", "缺照片 的")
    assert [one.name for one in filters.kept(workspace, "activity")] == ["植树"]
    history.undo(workspace)
    assert [one.name for one in filters.kept(workspace, "activity")] == ["植树", "缺照片 的"]
