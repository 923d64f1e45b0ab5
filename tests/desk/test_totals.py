"""Totals under a ledger: exact, over what is listed, by group, 人次 and 人 told apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from civdesk.cli.main import run
from civdesk.desk import records, totals
from civdesk.domain.selecting import Selection
from civdesk.domain.totals import Line, attendees, table
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)
KEY = "volunteer_activity"

ROWS = (
    # title, date, department, people, hours, participants
    ("义务植树", "2025-12-30", "办公室", "3", "0.1", "张三、李四"),
    ("清洁家园", "2026-02-10", "办公室", "", "0.2", "张三、王五、赵六"),
    ("义务植树", "2026-03-12", "综合股", "10", "2.5", "李四"),
    ("文明交通", "2026-04-01", "", "5", "", ""),
)


@pytest.fixture
def filled(workspace: Workspace) -> Iterator[Workspace]:
    for name in ("张三", "李四", "王五"):
        records.add(workspace, "staff", {"title": name}, today=TODAY)
    for title, day, department, people, hours, names in ROWS:
        raw = {
            "title": title, "date": day, "department": department, "people": people, "hours": hours,
            "participants": names,
        }  # fmt: skip
        records.add(workspace, KEY, raw, today=TODAY)
    yield workspace


def test_totals_are_exact_and_follow_the_filter(filled: Workspace) -> None:
    assert totals.totals(filled, KEY).total.sums == {"people": 18, "hours": 280}
    found = totals.totals(filled, KEY, Selection(text="清洁"))
    assert (found.total.count, found.total.sums) == (1, {"hours": 20})
    assert totals.totals(filled, KEY, Selection(text="没有")).total.sums == {}


def test_who_came_often_is_one_person(filled: Workspace) -> None:
    total = totals.totals(filled, KEY).total
    assert total.count == 4
    assert total.sums == {"people": 18, "hours": 280}
    # Where no number was written down, the list says how many came.
    assert (total.visits, total.people, total.outside) == (3 + 3 + 10 + 5, 4, 1)
    assert totals.totals(filled, KEY).strangers == ("赵六",)


def test_one_of_two_with_the_same_name_is_in_the_register(filled: Workspace) -> None:
    for department in ("计财股", "运输股"):
        records.add(filled, "staff", {"title": "孙七", "department": department}, today=TODAY)
    records.add(
        filled, KEY, {"title": "巡河", "date": "2026-05-01", "participants": "孙七（计财股）"}, today=TODAY
    )
    assert totals.totals(filled, KEY).strangers == ("赵六",)


def test_a_period_and_conditions(filled: Workspace) -> None:
    book = records.ledger(filled, KEY)
    year = Selection(start=date(2026, 1, 1), end=date(2026, 12, 31))
    assert totals.totals(filled, KEY, year).total.visits == 18
    planted = Selection(conditions=totals.conditions_of(book, {"活动名称": "义务植树"}))
    assert totals.totals(filled, KEY, planted).total == Line("合计", 2, {"people": 13, "hours": 260}, 13, 2)
    both = Selection(conditions=totals.conditions_of(book, {"参加人员": "张三、王五"}))
    assert totals.totals(filled, KEY, both).total.count == 1
    nobody = Selection(conditions=totals.conditions_of(book, {"牵头科室": ""}))
    assert totals.totals(filled, KEY, nobody).total.count == 1


def test_groups_with_their_parts(filled: Workspace) -> None:
    found = totals.totals(filled, KEY, by=["牵头科室", "title"])
    assert [(line.title, line.count, line.visits, line.people) for line in found.groups] == [
        ("办公室", 2, 6, 4),
        ("综合股", 1, 10, 1),
        ("（未填）", 1, 5, 0),
    ]
    assert [(part.title, part.count) for part in found.groups[0].parts] == [("义务植树", 1), ("清洁家园", 1)]
    assert found.groups[0].parts[1].people == 3
    rows = table(found)
    assert rows[0] == ["牵头科室", "条数", "服务时长（小时）", "人次", "人（按名单）"]
    assert rows[1] == ["办公室", "2", "0.3", "6", "4"]
    assert rows[2] == ["　其中：义务植树", "1", "0.1", "3", "2"]
    assert rows[-2][3:] == ["5", ""], "five took part of whom no names were written down"
    assert rows[-1] == ["合计", "4", "2.8", "21", "4"]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("month", ["2025年12月", "2026年2月", "2026年3月", "2026年4月"]),
        ("quarter", ["2025年第4季度", "2026年第1季度", "2026年第2季度"]),
        ("half_year", ["2025年下半年", "2026年上半年"]),
        ("year", ["2025年", "2026年"]),
    ],
)
def test_groups_by_time_come_in_their_order(filled: Workspace, by: str, groups: list[str]) -> None:
    found = totals.totals(filled, KEY, by=[by])
    assert [line.title for line in found.groups] == groups
    assert sum(line.count for line in found.groups) == found.total.count
    assert sum(line.visits or 0 for line in found.groups) == found.total.visits


def test_a_record_of_two_groups_stands_in_both(workspace: Workspace) -> None:
    for names in ("办公室、综合股", "综合股", ""):
        raw = {"title": "活动", "date": "2026-03-05", "support": names, "people": "2"}
        records.add(workspace, "activity", raw, today=TODAY)
    found = totals.totals(workspace, "activity", by=["support"])
    assert [(line.title, line.count) for line in found.groups] == [
        ("综合股", 2),
        ("办公室", 1),
        ("（未填）", 1),
    ]
    assert found.total.count == 3


def test_no_time_without_a_date_and_no_unknown_field(workspace: Workspace) -> None:
    with pytest.raises(WrongUse, match="没有日期"):
        totals.totals(workspace, "staff", by=["month"])
    with pytest.raises(WrongUse, match="没有“颜色”这一栏"):
        totals.totals(workspace, "staff", by=["颜色"])


def test_an_empty_selection_adds_up_to_nothing(workspace: Workspace) -> None:
    found = totals.totals(workspace, KEY, by=["department"])
    assert found.groups == () and found.total == Line("合计", 0, {}, 0, 0)
    assert table(found)[-1] == ["合计", "0", "", "0", "0"]


def test_who_took_part_is_not_who_leads(workspace: Workspace) -> None:
    books = records.all_ledgers(workspace)
    assert [attendees(books[key]).key for key in (KEY, "activity")] == ["participants"] * 2  # type: ignore[union-attr]
    assert attendees(books["spending"]) is None, "经办人 is nobody who took part"


def test_the_command_line_tells_the_same(filled: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["totals", str(filled.path), "志愿服务活动", "--by", "quarter", "--from", "2026-01-01"]
    assert run([*arguments, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["total"] == {
        "title": "合计", "count": 3, "sums": {"people": 15, "hours": 2.7}, "visits": 18, "people": 4,
        "outside": 1,
    }  # fmt: skip
    assert [group["title"] for group in said["groups"]] == ["2026年第1季度", "2026年第2季度"]
    assert run([*arguments, "--where", "活动名称=文明交通"]) == 0
    assert "合计\t1\t\t5\t\n" in capsys.readouterr().out
    assert run([*arguments, "--where", "颜色=红", "--json"]) == 2


def test_money_in_another_unit_stays_exact(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    for money in ("12345.67", "0.03"):
        raw = {"title": "捐款", "date": "2026-03-05", "money": money}
        records.add(workspace, "activity", raw, today=TODAY)
    assert run(["totals", str(workspace.path), "activity", "--unit", "万元", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["total"]["sums"]["money"] == 1.23457 and said["units"]["money"] == "万元"
