"""Several sheets at once, headers pointed at, questions and their answers, what is remembered, updates."""

from __future__ import annotations

from pathlib import Path

import pytest

from civdesk.desk import history, importing, records
from civdesk.desk.importing import Choices, answered
from civdesk.errors import WrongUse
from civdesk.intake.sheet_choices import sheet_month
from civdesk.sheets.read import open_book
from civdesk.store.workspace import Workspace
from tests.intake.handed_in import HEADER, ONE, TODAY, TWO, bring, by_title, sheet, stored

SHORT = ["活动名称", "活动日期", "参加人数（人次）"]


def months(path: Path) -> Path:
    """Three months with a cover sheet and a summary; 三月 repeats a row of 二月, and has a bad one."""
    sheet(path, ["本表由各股室填报"], name="说明")
    sheet(path, SHORT, ["甲", "1月5日", 3], ["乙", "8日", 4], name="1月")
    sheet(path, SHORT, ["丙", "2026-2-3", 5], name="2026年2月")
    sheet(path, [*SHORT, "备注"], ["丙", "2026-2-3", 5, None], ["丁", "3月32日", 6, "x"], name="三月")
    return sheet(path, ["月份", "参加人数（人次）", "服务时长"], ["1月", 7, 8], name="汇总")


# --- several sheets ----------------------------------------------------------------------------------


def test_all_sheets_come_in_as_one_step(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, months(tmp_path / "年.xlsx"), all_sheets=True, year=2026, dates_from_sheet=True)
    assert report.imported == 3
    assert [(one.sheet, one.imported, one.rejected) for one in report.sheets if not one.skipped] == [
        ("1月", 2, 0), ("2026年2月", 1, 0), ("三月", 0, 1),
    ]  # fmt: skip
    assert {one.sheet: one.skipped for one in report.sheets if one.skipped} == {
        "说明": "没有找到表头",
        "汇总": "没有“活动名称”“活动日期”这样的列",
    }
    assert [(one.sheet, one.row) for one in report.rejected] == [("三月", 3)]
    (same,) = report.duplicates
    assert (same.sheet, same.row, same.same_sheet, same.same_as) == ("三月", 2, "2026年2月", 2)
    assert by_title(workspace)["乙"]["date"] == "2026-01-08"
    history.undo(workspace)
    assert stored(workspace) == []


def test_several_sheets_equal_one_after_the_other(workspace: Workspace, tmp_path: Path) -> None:
    path = months(tmp_path / "年.xlsx")
    together = bring(workspace, path, sheets=["1月", "2026年2月", "三月"], year=2026, dry_run=True)
    apart = [bring(workspace, path, sheets=[one], year=2026) for one in ("1月", "2026年2月", "三月")]
    assert together.imported == sum(one.imported for one in apart)
    assert len(together.duplicates) == sum(len(one.duplicates) for one in apart)


def test_named_sheets_without_a_header_are_left_out(workspace: Workspace, tmp_path: Path) -> None:
    path = months(tmp_path / "年.xlsx")
    report = bring(workspace, path, sheets=["2026年2月", "说明"])
    assert (report.imported, [one.sheet for one in report.sheets if one.skipped]) == (1, ["说明"])
    with pytest.raises(WrongUse, match="没有的"):
        bring(workspace, path, sheets=["2026年2月", "没有的"])
    with pytest.raises(WrongUse, match="表头"):
        bring(workspace, path, sheets=["说明"])


def test_a_key_is_taken_once_in_a_workbook(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "册.xlsx"
    sheet(path, ["工号", "姓名", "科室"], ["1", "张三", "甲股"], name="一")
    sheet(path, ["姓名", "工号", "科室"], ["张三", "1", "乙股"], name="二")
    report = bring(workspace, path, "staff", all_sheets=True, key=["工号"])
    assert report.imported == 1
    assert "工作表“一”第2行" in report.rejected[0].reason


def test_rejected_rows_go_back_on_their_sheets(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "年.xlsx"
    sheet(path, SHORT, ["甲", "没有", 1], name="1月")
    sheet(path, SHORT, ["乙", "2026-2-3", 2], name="2月")
    sheet(path, SHORT, ["丙", "2026-3-3", "几个"], name="3月")
    back = tmp_path / "退回.xlsx"
    bring(workspace, path, all_sheets=True, rejects=back)
    with open_book(back) as book:
        assert [one.name for one in book.sheets] == ["1月", "3月"]
    again = bring(workspace, back, all_sheets=True)
    assert [(one.sheet, one.row) for one in again.rejected] == [("1月", 3), ("3月", 3)]


def test_columns_by_hand_on_some_sheets(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "年.xlsx"
    sheet(path, ["搞了啥", "活动日期"], ["甲", "2026-1-1"], name="1月")
    sheet(path, SHORT, ["乙", "2026-2-3", 2], name="2月")
    report = bring(workspace, path, all_sheets=True, mapping={"搞了啥": "title"})
    assert report.imported == 2
    with pytest.raises(WrongUse, match="没有的列"):
        bring(workspace, path, all_sheets=True, mapping={"没有的列": "title"})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("3月", (None, 3)), ("三月份", (None, 3)), ("2026年3月", (2026, 3)), ("2026.12", (2026, 12)),
        ("十一月", (None, 11)),
        ("2026年", (2026, None)), ("Sheet1", (None, None)), ("3", (None, None)), ("13月", (None, None)),
        ("三月三", (None, None)), ("汇总", (None, None)),
    ],
)  # fmt: skip
def test_what_a_sheet_is_called(name: str, said: tuple[int | None, int | None]) -> None:
    assert sheet_month(name) == said


# --- the header --------------------------------------------------------------------------------------


def test_a_header_that_was_pointed_at(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "表.xlsx",
        ["活动名称", "活动日期"],
        ["（样例）", "（样例）"],
        ["题目", "哪天"],
        ["甲", "2026-1-1"],
    )
    report = bring(workspace, path, header_rows={"": 3}, mapping={"题目": "title", "哪天": "date"})
    assert (report.imported, report.sheets[0].header_row) == (1, 3)
    with pytest.raises(WrongUse):
        bring(workspace, path, header_rows={"": 0})


def test_a_column_left_out(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, ONE), mapping={"备注": "", "活动地点": ""})
    assert report.unmapped == ("活动地点", "备注")
    assert by_title(workspace)["义务植树"]["place"] is None


# --- questions ---------------------------------------------------------------------------------------


def asked(report: importing.SheetReport) -> dict[str, importing.Question]:
    return {one.kind: one for one in report.questions}


def test_a_year_is_asked_once_with_what_is_written(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path / "表.xlsx", ["2025年志愿服务台账"], SHORT, ["甲", "1月5日", 1], ["乙", "2.3", 1])
    report = bring(workspace, path, dry_run=True)
    assert report.imported == 0
    year = asked(report)["year"]
    assert (year.count, year.examples) == (2, ("1月5日", "2.3"))
    assert [one.value for one in year.answers] == ["2025"]
    again = bring(workspace, path, choices=answered(Choices(), year, "2025"))
    assert (again.imported, again.questions) == (2, ())
    assert by_title(workspace)["乙"]["date"] == "2025-02-03"


def test_years_of_the_sheets_names(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    sheet(path, SHORT, ["甲", "12月5日", 1], name="2025年12月")
    sheet(path, SHORT, ["乙", "1月5日", 1], name="2026年1月")
    year = asked(bring(workspace, path, all_sheets=True, dry_run=True))["year"]
    assert [one.value for one in year.answers] == ["sheet", "2025", "2026"]
    choices = answered(Choices(all_sheets=True), year, "sheet")
    bring(workspace, path, choices=choices)
    assert {one["date"] for one in stored(workspace)} == {"2025-12-05", "2026-01-05"}


def test_day_and_month_in_either_order(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path / "表.xlsx", SHORT, ["甲", "03/04/2026", 1], ["乙", "25/04/2026", 1])
    report = bring(workspace, path, dry_run=True)
    assert (report.imported, asked(report)["order"].examples) == (1, ("03/04/2026",))
    bring(workspace, path, choices=answered(Choices(), asked(report)["order"], "day"))
    assert by_title(workspace)["甲"]["date"] == "2026-04-03"


def test_numbers_merged_over_rows(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "表.xlsx", SHORT, ["甲", "2026-1-1", 30], ["乙", "2026-1-2", None], merge=["C2:C3"]
    )
    report = bring(workspace, path, dry_run=True)
    merged = asked(report)["merged"]
    assert merged.examples == ("第2至3行",)
    for answer, people in (("each", [30, 30]), ("first", [30, None])):
        said = bring(workspace, path, choices=answered(Choices(), merged, answer))
        assert (said.questions, said.warnings) == ((), ())
        assert [by_title(workspace)[title]["people"] for title in "甲乙"] == people
        history.undo(workspace)


def test_money_without_a_unit(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path / "表.xlsx", ["用途", "日期", "金额"], ["宣传栏", "2026-1-1", 2.5])
    report = bring(workspace, path, "spending", dry_run=True)
    (unit,) = report.questions
    assert (unit.kind, unit.column) == ("unit", "金额")
    bring(workspace, path, "spending", choices=answered(Choices(), unit, "万元"))
    (one,) = by_title(workspace, "spending").values()
    assert 25000 in one.values()
    with pytest.raises(WrongUse, match="单位"):
        bring(workspace, path, "spending", units={"金额": "小时"})


def test_names_that_may_be_several(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "表.xlsx", ["活动名称", "活动日期", "参加人员"], ["甲", "2026-1-1", "张三丰和李和平"]
    )
    report = bring(workspace, path, dry_run=True)
    people = asked(report)["people"]
    assert [one.value for one in report.unknown if one.field == "participants"] == ["张三丰和李和平"]
    bring(workspace, path, choices=answered(Choices(), people, "split"))
    assert by_title(workspace)["甲"]["participants"] == ["张三丰", "李和平"]


def test_nothing_is_asked_of_a_clear_sheet(workspace: Workspace, tmp_path: Path) -> None:
    assert bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, ONE, TWO)).questions == ()


# --- memory ------------------------------------------------------------------------------------------


def test_the_next_sheet_is_read_like_the_last(workspace: Workspace, tmp_path: Path) -> None:
    strange = ["搞了啥", "哪天", "几个人"]
    first = sheet(tmp_path / "一.xlsx", ["台账"], strange, ["甲", "03/04/2026", 3])
    mapping = {"搞了啥": "title", "哪天": "date", "几个人": ""}
    choices = Choices(header_rows={"": 2}, mapping=mapping, date_order="day", year=2026)
    bring(workspace, first, choices=choices, remember=True)
    second = sheet(tmp_path / "二.xlsx", strange, ["乙", "05/04/2026", 3])
    found, remembered = importing.as_last_time(workspace, second, "volunteer_activity")
    assert remembered
    assert (dict(found.mapping), found.date_order, found.year) == (mapping, "day", None)
    assert importing.look_into(workspace, second).ledger == "volunteer_activity"
    # What was said now goes before; without asking, nothing is remembered.
    found, _ = importing.as_last_time(
        workspace, second, "volunteer_activity", Choices(mapping={"几个人": "people"}, date_order="month")
    )
    assert (found.mapping["几个人"], found.date_order) == ("people", "month")
    with pytest.raises(WrongUse, match="表头"):
        bring(workspace, second)
    assert bring(workspace, second, choices=found).imported == 1
    assert by_title(workspace)["乙"] | {"people": 3, "date": "2026-05-04"} == by_title(workspace)["乙"]
    # Taking the import back does not take back what was learnt.
    history.undo(workspace)
    history.undo(workspace)
    assert importing.as_last_time(workspace, second, "volunteer_activity")[1]


def test_another_ledger_and_another_header_remember_nothing(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, sheet(tmp_path / "一.xlsx", HEADER, ONE), remember=True)
    assert not importing.as_last_time(workspace, tmp_path / "一.xlsx", "study")[1]
    other = sheet(tmp_path / "二.xlsx", SHORT, ["甲", "2026-1-1", 1])
    assert not importing.as_last_time(workspace, other, "volunteer_activity")[1]


def test_the_likeliest_ledger(workspace: Workspace, tmp_path: Path) -> None:
    def guess(path: Path) -> str:
        return importing.look_into(workspace, path).ledger

    staff = sheet(tmp_path / "册.xlsx", ["姓名", "性别", "科室", "政治面貌", "手机号"], ["张三", "男"])
    assert guess(staff) == "staff"
    named = ["序号", "主题", "日期", "地点", "参加人数"]
    assert guess(sheet(tmp_path / "道德讲堂登记表.xlsx", named)) == "moral_lecture"
    assert guess(sheet(tmp_path / "表.xlsx", ["某局2026年集体学习台账"], named)) == "study"
    assert guess(sheet(tmp_path / "信.xlsx", ["各股室："])) == ""


# --- updates -----------------------------------------------------------------------------------------


def test_changes_are_told_one_by_one(workspace: Workspace, tmp_path: Path) -> None:
    header = ["工号", "姓名", "科室", "手机号"]
    bring(workspace, sheet(tmp_path / "一.xlsx", header, ["1", "张三", "甲股", None]), "staff")
    second = sheet(tmp_path / "二.xlsx", header, ["1", "张三", "乙股", "13812345678"], ["2", "李四", "丙股"])
    report = bring(workspace, second, "staff", key=["number"])
    assert [(one.row, one.title, one.field, one.old, one.new) for one in report.changes] == [
        (2, "张三", "department", "甲股", "乙股"),
        (2, "张三", "phone", None, "13812345678"),
    ]
    assert (report.changes_total, report.imported, report.updated) == (2, 1, 1)
    (id,) = {one.record for one in report.changes}
    assert records.get(workspace, "staff", id).values["department"] == "乙股"


def test_a_draft_knows_every_row(workspace: Workspace, tmp_path: Path) -> None:
    path = months(tmp_path / "年.xlsx")
    draft = importing.draft_sheet(
        workspace, path, "volunteer_activity", Choices(all_sheets=True), today=TODAY
    )
    assert draft.report.operation is None
    plans = [part.plan for part in draft.parts]
    assert sum(len(plan.accepted) for plan in plans) == draft.report.imported
    assert all(len(plan.faulty) == len(plan.rejected) for plan in plans)
