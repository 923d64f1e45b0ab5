"""What is lacking: a page for each department, the cheapest next gains, how things will stand on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from civdesk.desk import assessing, gap_lists
from civdesk.desk import standards as desk_standards
from civdesk.desk.assessing import Assessment, assess
from civdesk.desk.gains import gains
from civdesk.desk.simulating import simulate
from civdesk.errors import Refused, WrongUse
from civdesk.store.workspace import Workspace
from tests.filling import on_days, prove, put, staff

ON = date(2026, 11, 21)


def _standard(ws: Workspace, *indicators: dict[str, Any]) -> None:
    numbered = [{"code": str(n), "title": f"第{n}项", **one} for n, one in enumerate(indicators, 1)]
    data = {"key": "small", "title": "小标准", "indicators": numbered}
    desk_standards.install_standard(ws, data)


def _found(ws: Workspace, on: date = ON) -> Assessment:
    return assess(ws, "small", on)


def test_a_group_is_a_page_for_each_of_its_departments(workspace: Workspace) -> None:
    put(
        workspace,
        "department",
        {"title": "党政办", "kind": "股室"},
        {"title": "综合股", "kind": "股室"},
        {"title": "养护中心", "kind": "直属单位"},
    )
    rule = {"ledger": "study", "at_least": 1, "per": "year"}
    _standard(
        workspace,
        {"rules": [rule], "lead": ["各股室"]},
        {"rules": [rule], "lead": ["综合股"]},
        {"rules": [rule]},
    )
    pages = gap_lists.pages(workspace, _found(workspace))
    assert [(page.name, [one.code for one in page.lines]) for page in pages] == [
        ("综合股", ["1", "2"]),
        ("党政办", ["1"]),
        (gap_lists.NOBODY, ["3"]),
    ]
    # The page says whose it is; its lines need not.
    assert pages[0].lines[1].text == "集体学习：全年还需 1 次（12月31日前）"
    assert pages[0].lines[1].by == date(2026, 12, 31)
    assert "现场照片" in pages[0].lines[1].proofs


def test_where_nobody_leads_each_department_is_told_of_its_own_records(workspace: Workspace) -> None:
    first = on_days(workspace, "study", ("2026-01-10", "2026-02-10"), department="党政办")
    on_days(workspace, "study", ("2026-03-11",), department="综合股")
    on_days(workspace, "study", ("2026-04-12",))
    prove(workspace, "study", first[1], "photo")
    each = {"ledger": "study", "each": "record", "proofs": {"photo": 1}}
    some = {"ledger": "study", "at_least": 3, "per": "year", "proofs": {"photo": 1}}
    _standard(workspace, {"rules": [each]}, {"rules": [some]}, {"rules": [each], "lead": ["计财股"]})
    found = _found(workspace)
    pages = {page.name: [one.text for one in page.lines] for page in gap_lists.pages(workspace, found)}
    assert pages["党政办"] == [
        "集体学习：全年还需 2 次（12月31日前）；本科室有 1 次补齐佐证后可计入：1月10日 第1次",
        "集体学习：4 次中有 3 次缺现场照片；本科室有 1 次：1月10日 第1次",
    ]
    assert pages["综合股"][1] == "集体学习：4 次中有 3 次缺现场照片；本科室有 1 次：3月11日 第1次"
    assert pages[gap_lists.NOBODY][1] == "集体学习：4 次中有 3 次缺现场照片；没写科室的有 1 次：4月12日 第1次"
    lines = next(page.lines for page in gap_lists.pages(workspace, found) if page.name == "党政办")
    assert {one.proofs for one in lines} == {"现场照片"}, "what the rule asks for, not all that is usual"
    # Who leads sees all of them.
    assert pages["计财股"] == [
        "集体学习：4 次中有 3 次缺现场照片：1月10日 第1次、3月11日 第1次、4月12日 第1次"
    ]


def test_of_very_many_records_no_number_is_said_that_is_not_known(workspace: Workspace) -> None:
    days = [f"2026-{month:02d}-{day:02d}" for month in (1, 2, 3) for day in range(1, 21)]
    on_days(workspace, "study", days[:40], department="党政办")
    on_days(workspace, "study", days[40:], department="综合股")
    _standard(workspace, {"rules": [{"ledger": "study", "each": "record", "proofs": {"photo": 1}}]})
    pages = {page.name: page.lines[0].text for page in gap_lists.pages(workspace, _found(workspace))}
    assert "；本科室有：1月1日 第1次、" in pages["党政办"] and pages["党政办"].endswith("等")
    # Some departments may stand among those that are not named: the office is told of all of them.
    assert "60 次中有 60 次缺现场照片：" in pages[gap_lists.NOBODY]


def test_by_owner_and_one_page_alone(workspace: Workspace) -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "month", "only": 2}
    _standard(workspace, {"rules": [rule], "owner": ["王小红", "李明"]}, {"rules": [rule]})
    pages = gap_lists.pages(workspace, _found(workspace), by="owner")
    assert {page.name for page in pages} == {"王小红", "李明", gap_lists.NOBODY}
    assert all(one.late for page in pages for one in page.lines)
    assert [p.name for p in gap_lists.pages(workspace, _found(workspace), "owner", "李明")] == ["李明"]
    with pytest.raises(WrongUse, match="没有缺口"):
        gap_lists.pages(workspace, _found(workspace), "owner", "张三")
    with pytest.raises(WrongUse, match="缺口清单可以按"):
        gap_lists.pages(workspace, _found(workspace), "colour")


def test_the_workbook_has_a_sheet_for_each_and_one_of_all(workspace: Workspace, tmp_path: Path) -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "year"}
    name = "一个名称特别特别长长长长长长长长长长长长长长长长的科室"
    _standard(
        workspace,
        {"rules": [rule], "lead": [name + "甲"]},
        {"rules": [rule], "lead": [name + "乙"]},
        {"rules": [rule], "lead": ["总表"]},
    )
    target = tmp_path / "缺口.xlsx"
    made = gap_lists.paper(workspace, _found(workspace))
    gap_lists.write(made, target, print_pdf=None)
    book = openpyxl.load_workbook(target)
    assert len(book.sheetnames) == 4
    assert len(set(book.sheetnames)) == 4
    said = [[cell.value for cell in row] for row in book[book.sheetnames[0]].iter_rows()]
    assert {row[0] for row in said if row[1] in (1, 2, 3)} == {name + "甲", name + "乙", "总表"}
    with pytest.raises(Refused, match="已经存在"):
        gap_lists.write(made, target, print_pdf=None)
    with pytest.raises(WrongUse, match="只能写成"):
        gap_lists.write(made, tmp_path / "缺口.doc", print_pdf=None)


def test_gains_are_ordered_by_points_for_the_work(workspace: Workspace) -> None:
    ids = on_days(workspace, "study", ("2026-03-01", "2026-05-01"))
    prove(workspace, "study", ids[0], "photo")
    on_days(workspace, "moral_lecture", ("2026-03-01",))
    _standard(
        workspace,
        {"points": 2, "rules": [{"ledger": "moral_lecture", "at_least": 3, "per": "year"}]},
        {"points": 2, "rules": [{"ledger": "study", "each": "record", "proofs": {"photo": 1}}]},
        {"points": 30, "rules": [{"ledger": "news", "at_least": 1, "per": "year"}]},
        {"points": 5, "rules": [{"ledger": "study", "at_least": 1, "per": "quarter", "only": 3}]},
        {"points": 9, "rules": [{"ledger": "moral_lecture", "at_least": 1, "per": "year"}]},
        {"points": 1},
    )
    listed = gains(_found(workspace))
    # 30 points for one activity, 2 for one photo, 1 for a judgement, 2 for two activities; last what is over.
    assert [one.code for one in listed] == ["3", "2", "6", "1", "4"]
    photo, over = listed[1], listed[-1]
    assert (photo.points, photo.effort) == (200, 1)
    assert "第2次" in photo.what[0]
    assert over.late
    assert not any(one.late for one in listed[:-1])


def test_a_judgement_and_what_cannot_be_mended_are_no_gain(workspace: Workspace) -> None:
    on_days(workspace, "study", ("2026-03-01", "2026-05-01"))
    _standard(
        workspace,
        {"points": 2, "rules": [{"ledger": "study", "at_most": 1, "per": "year"}]},
        {"points": 2, "rules": [{"ledger": "news", "at_least": 1, "per": "year"}]},
    )
    assert [one.code for one in gains(_found(workspace))] == ["2"]
    assessing.judge(workspace, "small", "2", "not_applicable", "本单位没有", ON)
    assert gains(_found(workspace)) == []


def test_what_falls_due_until_a_day(workspace: Workspace) -> None:
    staff(workspace, serving=2, registered=0)
    put(
        workspace,
        "publicity_site",
        {"title": "大门", "outdoor": 1, "updated_on": "2026-06-01", "form": "展板"},
    )
    _standard(
        workspace,
        {"rules": [{"ledger": "study", "at_least": 1, "per": "month"}], "lead": ["党政办"]},
        {
            "rules": [
                {"ledger": "publicity_site", "each": "record", "measure": "age", "field": "updated_on",
                 "at_most": "6 months"}
            ]
        },
        {"due": [{"phrase": "12月5日前", "date": "12-05", "title": "报送材料"}]},
        {"points": 3, "rules": [{"ledger": "moral_lecture", "at_least": 1, "per": "year", "by": "12-10"}]},
    )  # fmt: skip
    found = simulate(workspace, "small", ON, date(2026, 12, 15))
    told = [(one.by and one.by.isoformat(), one.code, one.state.value) for one in found.coming]
    # January to October are lost already, December is still to come.
    assert told == [
        ("2026-11-30", "1", "overdue"),
        ("2026-12-05", "3", "unjudged"),
        ("2026-12-10", "4", "overdue"),
        (None, "2", "short"),
    ]
    assert found.coming[0].who == ("党政办",)
    assert found.coming[0].bucket == "11月"
    assert simulate(workspace, "small", ON, ON).coming == ()
    with pytest.raises(WrongUse, match="早于今天"):
        simulate(workspace, "small", ON, date(2026, 1, 1))


def test_what_falls_due_each_day_is_told_once(workspace: Workspace) -> None:
    _standard(workspace, {"rules": [{"ledger": "study", "at_least": 1, "per": "day"}]})
    (one,) = simulate(workspace, "small", ON, date(2026, 12, 1)).coming
    assert (one.by, one.times) == (ON, 10)
    assert one.bucket == "11月21日至11月30日，共 10 个时段"
