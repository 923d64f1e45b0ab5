"""Handed-in sheets: the samples, and other people's ways of laying out the same table."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.desk import history, records
from civdesk.desk.importing import SheetReport, import_sheet
from civdesk.domain.fields import Value
from civdesk.errors import Damaged, Refused, WrongUse
from civdesk.jobs import Cancelled, Monitor
from civdesk.sheets.read import open_book
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 21)
HEADER = [
    "序号",
    "活动名称",
    "活动时间",
    "活动地点",
    "参加人数（人次）",
    "服务时长（小时）",
    "牵头股室",
    "参加人员",
    "备注",
]
ONE = [1, "义务植树", "2026-3-12", "绣屏山", 22, 66, "综合股", "张三、李四", None]
TWO = [2, "送温暖", dt.date(2026, 4, 1), "示例村", 12, 22.5, "设计室", "王五等", "下雨"]


def sheet(path: Path, *lines: Sequence[object], merge: Sequence[str] = (), name: str = "Sheet1") -> Path:
    """A workbook of one sheet; an empty line leaves its row out."""
    book = openpyxl.load_workbook(path) if path.exists() else openpyxl.Workbook()
    ws = book.create_sheet(name) if path.exists() else book.active
    assert ws is not None
    ws.title = name
    for row, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            if value is not None:
                ws.cell(row, column, value)
    for area in merge:
        ws.merge_cells(area)
    book.save(path)
    return path


def bring(ws: Workspace, path: Path, ledger: str = "volunteer_activity", **options: Any) -> SheetReport:
    return import_sheet(ws, path, ledger, today=TODAY, **options)


def stored(ws: Workspace, ledger: str = "volunteer_activity") -> list[dict[str, Value]]:
    return [one.values for one in reversed(records.find(ws, ledger))]


def by_title(ws: Workspace, ledger: str = "volunteer_activity") -> dict[object, dict[str, object]]:
    book = records.ledger(ws, ledger)
    return {one.values[book.title_field]: records.plain(book, one) for one in records.find(ws, ledger)}  # type: ignore[misc]


# --- the samples -------------------------------------------------------------------------------------


def test_volunteer_sample(workspace: Workspace, samples: Path) -> None:
    path = samples / "sheets" / "志愿服务活动台账.xlsx"
    began = time.monotonic()
    report = bring(workspace, path, year=2026)
    assert time.monotonic() - began < 5  # 0.1 s; 7.7 s for who follows the stray cell at XFD5000
    assert (report.imported, report.updated) == (21, 0)
    assert [(one.row, one.column, one.value) for one in report.rejected] == [
        (13, "活动时间", "2026.2.30"),
        (16, "服务时长（小时）", "约30小时"),
        (20, "参加人数（人次）", "-3"),
        (23, "活动名称", ""),
    ]
    assert "没有这一天" in report.rejected[0].reason
    assert "不是确切的数字" in report.rejected[1].reason
    assert "小于0" in report.rejected[2].reason
    assert "不能为空" in report.rejected[3].reason
    assert [(one.row, one.same_as) for one in report.duplicates] == [(25, 7)]
    assert {(one.row, str(one.kind)) for one in report.skipped} >= {
        (1, "title"), (2, "title"), (3, "header"), (18, "empty"), (31, "total"), (33, "signature"),
    }  # fmt: skip
    assert report.unmapped == ()
    assert report.mapping["参加人数（人次）"] == "people"
    assert report.year_in_title == 2026
    notes = [one["note"] for one in stored(workspace) if one["note"]]
    assert '=HYPERLINK("http://example.invalid","点此")' in notes
    assert sum(int(str(one["people"])) for one in stored(workspace)) == 338
    assert ("department", "设计室") in {(one.field, one.value) for one in report.unknown}


def test_volunteer_sample_without_a_year(workspace: Workspace, samples: Path) -> None:
    report = bring(workspace, samples / "sheets" / "志愿服务活动台账.xlsx")
    assert (report.imported, len(report.rejected), len(report.duplicates)) == (19, 6, 1)
    assert {one.row for one in report.rejected if "没有写年份" in one.reason} == {12, 22}


def test_the_other_samples(workspace: Workspace, samples: Path) -> None:
    sheets = samples / "sheets"
    staff = bring(workspace, sheets / "干部职工花名册.xlsx", "staff")
    assert (staff.imported, staff.rejected, staff.unmapped) == (58, (), ())
    assert by_title(workspace, "staff")["钱桂强"]["number"] == "0001"
    assert len({one.row for one in staff.warnings}) == 58  # invented identity numbers
    assert bring(workspace, sheets / "集体学习台账.xlsx", "study").imported == 6
    lectures = bring(workspace, sheets / "道德讲堂登记表.xlsx", "moral_lecture")
    assert (lectures.imported, lectures.unmapped) == (3, ())
    assert by_title(workspace, "moral_lecture")["诚实守信"]["commented"] is False
    problems = bring(workspace, sheets / "问题整改清单.csv", "problem", year=2026)
    assert (problems.imported, problems.rejected, problems.unmapped) == (18, (), ())
    numbers = {one["number"] for one in stored(workspace, "problem")}
    assert numbers == {f"{n:03}" for n in range(1, 19)}
    # Whom the roster knows is not unknown.
    known = {
        one.value for one in bring(workspace, sheets / "集体学习台账.xlsx", "study", dry_run=True).unknown
    }
    assert "钱桂强" not in known


# --- the same table laid out by other people ---------------------------------------------------------


def plain(path: Path) -> Path:
    return sheet(path, HEADER, ONE, TWO)


def under_titles(path: Path) -> Path:
    return sheet(
        path,
        ["示例市交通运输局"],
        ["2026年上半年学雷锋志愿服务活动情况统计表"],
        ["填报单位（盖章）：", None, None, None, "填报时间：2026年7月1日"],
        [],
        HEADER,
        ONE,
        TWO,
        ["合计", None, None, None, "=SUM(E6:E7)", "=SUM(F6:F7)"],
        [],
        ["填表人：", None, "审核人：", None, "联系电话："],
        merge=["A1:I1", "A2:I2"],
    )


def other_order_and_words(path: Path) -> Path:
    return sheet(
        path,
        ["部门", "时 间", "活动主题", "参与人员", "参与人数（人）", "地址", "时长/小时", "照片张数", "说明"],
        ["综合股", "2026.3.12", "义务植树", "张三 李四", "22人", "绣屏山", "66小时", 3, None],
        ["设计室", 46113, "送温暖", "王五等", "１２", "示例村", "22.5", 2, "下雨"],
    )


def header_of_two_rows(path: Path) -> Path:
    return sheet(
        path,
        ["志愿服务台帐"],
        ["序号", "活动名称", "活动基本情况", None, None, "参加情况", None, None, "备注"],
        [None, None, "时间", "地点", "牵头科室", "人数", "服务时长（分钟）", "名单", None],
        [1, "义务植树", "2026年3月12日", "绣屏山", "综合股", 22, 3960, "张三、李四", None],
        [2, "送温暖", "2026年4月1日", "示例村", "设计室", 12, 1350, "王五等", "下雨"],
        merge=["A1:I1", "A2:A3", "B2:B3", "C2:E2", "F2:H2", "I2:I3"],
    )


def blank_columns_and_offset(path: Path) -> Path:
    lines: list[list[object]] = [
        [], [], ["", "", "志愿服务"], HEADER, ONE, TWO,
    ]  # fmt: skip
    wide: list[list[object]] = []
    for line in lines:
        spread: list[object] = [None, None]
        for value in line:
            spread += [value, None]
        wide.append(spread)
    return sheet(path, *wide)


def months_merged(path: Path) -> Path:
    return sheet(
        path,
        ["月份", *HEADER[1:]],
        ["3月", *ONE[1:]],
        [None, "打扫", "2026-3-19", "绣屏山", 5, 10, "综合股", "张三", None],
        ["4月", *TWO[1:]],
        merge=["A2:A3"],
    )


def departments_merged(path: Path) -> Path:
    line = ["综合股", "义务植树", "2026-3-12", "绣屏山", 22, 66, "张三、李四"]
    return sheet(
        path,
        ["牵头股室", "活动名称", "活动时间", "活动地点", "人数", "时长", "参加人员", "备注"],
        line,
        [None, "清洁家园", "2026-3-19", None, 5, 10, "张三", None],
        ["设计室", "送温暖", "2026-4-1", "示例村", 12, 22.5, "王五", "下雨"],
        [None, "打扫", "2026-4-2", "示例村", 12, 22.5, "王五", None],
        merge=["A2:A3", "D2:D3", "A4:A5"],
    )


def groups_notes_and_pages(path: Path) -> Path:
    return sheet(
        path,
        ["志愿服务活动台账"],
        HEADER,
        ["一、第一季度"],
        ONE,
        ["小计", None, None, None, 22, 66],
        HEADER,
        ["二、第二季度"],
        TWO,
        [None, "小计", None, None, 12, 22.5],
        [3],
        [4],
        ["总计", None, None, None, 34, 88.5],
        ["注：1.本表由各股室填报；"],
        ["2.人数按人次计。"],
        ["单位负责人：", None, None, "填表人：", None, None, "2026年7月1日"],
        merge=["A1:I1", "A3:I3", "A7:I7", "A13:I13", "A14:I14"],
    )


def as_text_with_blanks(path: Path) -> Path:
    return sheet(
        path,
        [
            "　序 号",
            "活 动\n名 称",
            "活动\n时间",
            "活动\n地点",
            "参加\n人数",
            "服务\n时长",
            "牵头\n股室",
            "参加\n人员",
        ],
        ["１", " 义务植树\xa0", "２０２６年３月１２日", "绣屏山", " 22 ", "66.0", "综合股", "张　三、李　四"],
        ["２", "送温暖", "2026-04-01 00:00:00", "示例村", "12", "22.50", "设计室", "王五"],
    )


def csv_in_gb18030(path: Path) -> Path:
    path = path.with_suffix(".csv")
    text = "志愿服务活动台账,,,,,,,\r\n" + ",".join(HEADER) + "\r\n"
    text += "1,义务植树,2026-3-12,绣屏山,22,66,综合股,\"张三、李四\",\r\n"  # fmt: skip
    text += "2,送温暖,2026/4/1,示例村,12,22.5,设计室,王五,下雨\r\n"
    path.write_bytes(text.encode("gb18030"))
    return path


LAYOUTS = [
    plain, under_titles, other_order_and_words, header_of_two_rows, blank_columns_and_offset, months_merged,
    departments_merged, groups_notes_and_pages, as_text_with_blanks, csv_in_gb18030,
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_layouts(workspace: Workspace, tmp_path: Path, layout: Callable[[Path], Path]) -> None:
    report = bring(workspace, layout(tmp_path / "表.xlsx"))
    assert report.rejected == ()
    assert report.duplicates == ()
    there = by_title(workspace)
    assert {"义务植树", "送温暖"} <= set(there)
    tree, warm = there["义务植树"], there["送温暖"]
    assert (tree["date"], tree["people"], tree["hours"]) == ("2026-03-12", 22, 66)
    assert (tree["place"], tree["department"], tree["participants"]) == ("绣屏山", "综合股", ["张三", "李四"])
    assert (warm["date"], warm["people"], warm["hours"]) == ("2026-04-01", 12, 22.5)
    assert (warm["place"], warm["department"], warm["participants"]) == ("示例村", "设计室", ["王五"])
    extra = {months_merged: 1, departments_merged: 2}.get(layout, 0)
    assert report.imported == 2 + extra


def test_what_is_merged_downwards_holds_for_each_row(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, departments_merged(tmp_path / "表.xlsx"))
    there = by_title(workspace)
    assert (there["清洁家园"]["department"], there["清洁家园"]["place"]) == ("综合股", "绣屏山")
    assert there["打扫"]["department"] == "设计室"


def test_rows_that_are_no_records_are_named(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, groups_notes_and_pages(tmp_path / "表.xlsx"))
    assert {one.row: str(one.kind) for one in report.skipped} == {
        1: "title", 2: "header", 3: "group", 5: "total", 6: "header", 7: "group", 9: "total", 10: "empty",
        11: "empty", 12: "total", 13: "note", 14: "note", 15: "signature",
    }  # fmt: skip


def test_same_as_above(workspace: Workspace, tmp_path: Path) -> None:
    again = [2, "送温暖", "同上", "〃", 5, 6, "同上", "王五"]
    once_more = [3, "打扫", "同上", "同上", 5, 6, "同上", "王五"]
    bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, ONE, again, once_more))
    for title in ("送温暖", "打扫"):
        one = by_title(workspace)[title]
        assert (one["date"], one["place"], one["department"]) == ("2026-03-12", "绣屏山", "综合股")


def test_a_number_merged_over_rows_is_told(workspace: Workspace, tmp_path: Path) -> None:
    other = [2, "送温暖", "2026-4-1", "示例村", 12, None, "设计室", "王五"]
    report = bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, ONE, other, merge=["F2:F3"]))
    assert [one.row for one in report.warnings] == [2]
    assert "合并" in report.warnings[0].text


def test_money_in_ten_thousands(workspace: Workspace, tmp_path: Path) -> None:
    book = records.ledger(workspace, "spending")
    amount = next(f for f in book.fields if f.unit == "元")
    titles = [book.field(book.title_field).title, book.field(book.date_field).title]
    path = sheet(tmp_path / "表.xlsx", ["经费台账", None, "单位：万元"], [*titles, amount.title],
                 ["公益广告", "2026-3-1", 1.25], ["展板", "2026-3-2", "3000元"])  # fmt: skip
    assert bring(workspace, path, "spending").rejected == ()
    there = by_title(workspace, "spending")
    assert (there["公益广告"][amount.key], there["展板"][amount.key]) == (12500, 3000)


# --- what cannot come in -----------------------------------------------------------------------------


def test_one_entry_for_a_row_with_several_faults(workspace: Workspace, tmp_path: Path) -> None:
    bad = [1, None, "2026.2.30", "绣屏山", "几十", -5]
    report = bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, bad, TWO))
    (one,) = report.rejected
    assert (one.row, one.column, one.value) == (2, "活动时间", "2026.2.30")
    for words in ("活动时间：", "参加人数（人次）：", "服务时长（小时）：", "活动名称：“活动名称”不能为空"):
        assert words in one.reason
    assert one.reason.count("；") == 3
    assert report.imported == 1


def test_cells_with_errors_and_formulas(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "表.xlsx",
        HEADER,
        [1, "甲", "2026-1-1", "#REF!", 1, 2],
        [2, "乙", "2026-1-2", None, "=1+1"],
    )
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active["D2"].data_type = "e"
    book.save(path)
    report = bring(workspace, path)
    assert [(one.row, one.column) for one in report.rejected] == [(2, "活动地点"), (3, "参加人数（人次）")]
    assert "错误值" in report.rejected[0].reason
    assert "公式" in report.rejected[1].reason


def test_closed_choices_reject_and_open_ones_are_listed(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "表.xlsx",
        ["姓名", "性别", "科室", "学历"],
        ["张三", "男", "综合股", "本科"],
        ["李四", "先生", "综合股", "本科"],
        ["王五", " 女 ", "综合股", "博士后"],
    )
    report = bring(workspace, path, "staff")
    (bad,) = report.rejected
    assert (bad.row, bad.column, bad.value) == (3, "性别", "先生")
    assert "男、女" in bad.reason
    assert {(one.field, one.value) for one in report.unknown} == {
        ("department", "综合股"),
        ("education", "博士后"),
    }
    assert by_title(workspace, "staff")["王五"]["education"] == "博士后"


def test_names_that_registers_know_are_not_listed(workspace: Workspace, tmp_path: Path) -> None:
    records.add(workspace, "staff", {"姓名": "张三"}, today=TODAY)
    records.add(workspace, "department", {"title": "综合股"}, today=TODAY)
    line = [1, "义务植树", "2026-3-12", "绣屏山", 2, 4, "综合股", "张三（组长）、李四、李四"]
    report = bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, line))
    assert [(one.field, one.value) for one in report.unknown] == [
        ("place", "绣屏山"),
        ("participants", "李四"),
    ]


def test_the_rejected_rows_go_back_and_come_again(workspace: Workspace, tmp_path: Path) -> None:
    back = tmp_path / "退回.xlsx"
    bad = [7, "清洁家园", "2026.2.30", "示例村", 3, 4.5, "设计室", "王五", '=HYPERLINK("x")']
    report = bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, ONE, bad), rejects=back)
    with open_book(back) as book:
        lines = [list(row.cells.values()) for row in book.rows(book.sheets[0].name)]
    header, row = [[cell.value for cell in line] for line in lines[-2:]]
    assert header == [*HEADER, "行号", "原因"]
    assert row == [*bad, 3, report.rejected[0].reason]
    assert lines[-1][8].kind == "text"
    mended = openpyxl.load_workbook(back)
    assert mended.active is not None
    for cells in mended.active.iter_rows():
        for cell in cells:
            if cell.value == "2026.2.30":
                cell.value = "2026.2.28"
    mended.save(back)
    again = bring(workspace, back, rejects=tmp_path / "又退回.xlsx")
    assert not (tmp_path / "又退回.xlsx").exists()
    with pytest.raises(WrongUse):
        bring(workspace, back, rejects=back)
    assert (again.imported, again.rejected, again.unmapped) == (1, (), ("原因",))


def test_rejects_of_a_header_over_two_rows_come_again(workspace: Workspace, tmp_path: Path) -> None:
    path = header_of_two_rows(tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active["C4"] = "三月"
    book.save(path)
    back = tmp_path / "退回.xlsx"
    assert bring(workspace, path, rejects=back).imported == 1
    report = bring(workspace, back)
    assert set(report.mapping.values()) == {
        "title", "date", "place", "department", "people", "hours", "participants", "note",
    }  # fmt: skip
    assert (report.imported, len(report.rejected)) == (0, 1)


# --- duplicates, updates, dry runs -------------------------------------------------------------------


def test_duplicates_of_sheet_and_ledger(workspace: Workspace, tmp_path: Path) -> None:
    again = [9, "义务 植树", "2026年3月12日", "绣屏山", "２２", 66.0, "综合股", "张　三，李四"]
    path = sheet(tmp_path / "表.xlsx", HEADER, ONE, TWO, again)
    report = bring(workspace, path)
    assert (report.imported, [(one.row, one.same_as) for one in report.duplicates]) == (2, [(4, 2)])
    ids = {one.values["title"]: one.id for one in records.find(workspace, "volunteer_activity")}
    report = bring(workspace, path)
    assert report.imported == 0
    assert report.operation is None
    assert [one.same_as for one in report.duplicates] == [ids["义务植树"], ids["送温暖"], ids["义务植树"]]
    report = bring(workspace, path, keep_duplicates=True)
    assert (report.imported, len(report.duplicates)) == (3, 3)
    assert len(stored(workspace)) == 5


def test_what_differs_in_one_field_is_no_duplicate(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(
        workspace, sheet(tmp_path / "表.xlsx", HEADER, ONE, [*ONE[:-1], "上午"], [*ONE[:-1], "下午"])
    )
    assert (report.imported, report.duplicates) == (3, ())


def test_update_by_key(workspace: Workspace, tmp_path: Path) -> None:
    header = ["工号", "姓名", "科室", "手机号"]
    first = sheet(
        tmp_path / "一.xlsx", header, ["0001", "张三", "综合股", None], ["0002", "李四", "综合股", None]
    )
    bring(workspace, first, "staff")
    second = sheet(
        tmp_path / "二.xlsx",
        ["工号", "科室", "手机号", "姓名"],
        ["０００１", "设计室", 13000000001, None],  # changes two, keeps the name
        ["0002", "综合股", None, "李四"],  # says nothing new
        ["0003", "综合股", None, "王五"],  # new
        ["0004", "综合股", None, None],  # new without a name
        [None, "综合股", None, "赵六"],  # whose?
        ["0003", "计财股", None, "王五"],  # another word on the same
    )
    report = bring(workspace, second, "staff", key=["工号"])
    assert (report.imported, report.updated) == (1, 1)
    assert [(one.row, one.column) for one in report.rejected] == [(5, "姓名"), (6, "工号"), (7, "工号")]
    assert [one.row for one in report.duplicates] == [3]
    there = by_title(workspace, "staff")
    assert (there["张三"]["department"], there["张三"]["phone"]) == ("设计室", "13000000001")
    assert len(records.find(workspace, "staff")) == 3
    assert set(there) == {"张三", "李四", "王五"}
    with pytest.raises(WrongUse, match="工号"):
        bring(
            workspace, sheet(tmp_path / "三.xlsx", ["姓名", "科室"], ["张三", "x"]), "staff", key=["number"]
        )


def test_a_key_that_fits_two_records(workspace: Workspace, tmp_path: Path) -> None:
    header = ["姓名", "科室"]
    bring(workspace, sheet(tmp_path / "一.xlsx", header, ["张三", "综合股"], ["张三", "设计室"]), "staff")
    report = bring(workspace, sheet(tmp_path / "二.xlsx", header, ["张三", "计财股"]), "staff", key=["title"])
    assert "2条" in report.rejected[0].reason


def test_a_dry_run_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path / "表.xlsx", HEADER, ONE, TWO)
    report = bring(workspace, path, dry_run=True)
    assert (report.imported, report.operation) == (2, None)
    assert stored(workspace) == []
    assert bring(workspace, path).imported == report.imported


def test_an_import_is_one_step_back(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, ONE, TWO))
    assert report.operation is not None
    assert len(stored(workspace)) == 2
    history.undo(workspace)
    assert stored(workspace) == []
    history.redo(workspace)
    assert len(stored(workspace)) == 2


def test_all_rows_or_none(workspace: Workspace, tmp_path: Path) -> None:
    lines = [[n, f"活动{n}", "2026-3-12", "绣屏山", n, n] for n in range(1, 1202)]
    path = sheet(tmp_path / "表.xlsx", HEADER, *lines)

    class Impatient(Monitor):
        def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
            if text == "正在存入" and done >= 1000:
                self.cancel()
            super().report(done, total, text, detail)

    with pytest.raises(Cancelled):
        bring(workspace, path, monitor=Impatient())
    assert stored(workspace) == []
    assert bring(workspace, path, monitor=Monitor()).imported == 1201


def test_fields_that_the_sheet_lacks_take_their_default(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path / "表.xlsx", ["问题", "发现日期"], ["卫生间有烟头", "2026-6-1"])
    bring(workspace, path, "problem")
    assert by_title(workspace, "problem")["卫生间有烟头"]["status"] == "待整改"


def test_dates_to_come_warn(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, [1, "甲", "2027-1-1"]))
    assert report.imported == 1
    assert [one.row for one in report.warnings] == [2]


# --- which sheet, which columns ----------------------------------------------------------------------


def test_the_sheet_that_fits_best(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    sheet(path, ["本表由各股室填报"], name="说明")
    sheet(path, ["活动名称", "日期"], ["别的", "2026-1-1"], name="简表")
    sheet(path, HEADER, ONE, name="一月")
    sheet(path, HEADER, TWO, name="二月")
    report = bring(workspace, path)
    assert (report.sheet, report.imported) == ("一月", 1)
    assert "二月" in report.warnings[0].text
    assert bring(workspace, path, sheet="二月").imported == 1
    with pytest.raises(WrongUse, match="三月"):
        bring(workspace, path, sheet="三月")


def test_no_header_says_what_was_looked_for(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path / "通知.xlsx", ["关于报送台账的通知"], ["各股室："])
    with pytest.raises(WrongUse, match="“活动名称”“活动日期”"):
        bring(workspace, path)
    with pytest.raises(WrongUse, match="没有名为“不存在”的台账"):
        bring(workspace, path, "不存在")


def test_columns_by_hand(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "表.xlsx", ["搞了啥", "活动时间", "第几处", "人数"], ["义务植树", "2026-3-12", "绣屏山", 3]
    )
    report = bring(workspace, path)
    assert (report.imported, report.unmapped) == (0, ("搞了啥", "第几处"))
    assert any("活动名称" in one.text for one in report.warnings)
    report = bring(workspace, path, mapping={"搞了啥": "活动名称", "C": "place"})
    assert (report.imported, report.unmapped) == (1, ())
    assert by_title(workspace)["义务植树"]["place"] == "绣屏山"


def test_a_column_without_a_header_is_named(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, sheet(tmp_path / "表.xlsx", HEADER, [*ONE, None, "没有列名的字"]))
    assert report.unmapped == ("K列",)


def test_files_that_are_no_sheets(workspace: Workspace, tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    with pytest.raises((Damaged, Refused)):
        bring(workspace, empty)
    with pytest.raises(Refused):
        bring(workspace, tmp_path / "没有.xlsx")


# --- anything at all ---------------------------------------------------------------------------------

_CELL = (
    st.none()
    | st.text(max_size=12)
    | st.integers(-(10**6), 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.lists(_CELL, max_size=9), max_size=8))
def test_every_row_is_accounted_for(workspace: Workspace, tmp_path: Path, lines: list[list[object]]) -> None:
    path = tmp_path / "表.xlsx"
    path.unlink(missing_ok=True)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row, line in enumerate([HEADER, *lines], 1):
        for column, value in enumerate(line, 1):
            if isinstance(value, str):
                value = "".join(char for char in value if char.isprintable())
            book.active.cell(row, column, value)
    book.save(path)
    before = len(stored(workspace))
    report = bring(workspace, path, year=2026)
    rows = [one.row for one in (*report.rejected, *report.duplicates, *report.skipped)]
    assert len(rows) == len(set(rows))
    with open_book(path) as opened:
        filled = {row.number for row in opened.rows(opened.sheets[0].name)}
    assert len(filled - set(rows)) == report.imported == len(stored(workspace)) - before
