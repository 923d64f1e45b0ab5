"""The same table as other people lay it out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from civdesk.desk import records
from civdesk.store.workspace import Workspace
from tests.intake.handed_in import HEADER, ONE, TWO, bring, by_title, header_of_two_rows, sheet

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


def test_of_merged_cells_one_over_the_other_the_lower_one_holds(workspace: Workspace, tmp_path: Path) -> None:
    other = [2, "送温暖", "2026-4-1", None, 12, 2, "设计室", "王五"]
    third = [3, "义诊", "2026-4-2", "示例村", 12, 2, "设计室", "王五"]
    last = [4, "扫雪", "2026-4-3", None, 12, 2, "设计室", "王五"]
    path = sheet(tmp_path / "表.xlsx", HEADER, ONE, other, third, last)
    # No program makes such a sheet; SpreadsheetML does not forbid it.
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    merges = b'<mergeCells count="2"><mergeCell ref="D2:D5"/><mergeCell ref="D4:D5"/></mergeCells>'
    with ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data.replace(b"</sheetData>", b"</sheetData>" + merges))
    bring(workspace, path)
    places = {title: one["place"] for title, one in by_title(workspace).items()}
    assert places == {"义务植树": "绣屏山", "送温暖": "绣屏山", "义诊": "示例村", "扫雪": "示例村"}
