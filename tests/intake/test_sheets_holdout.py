"""More of other people's sheets: each is a table, what comes in, and what is left out for which reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from civdesk.desk import records
from civdesk.desk.importing import SheetReport, import_sheet
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 21)
DAY = "2026-1-1"


@dataclass(frozen=True)
class Layout:
    """A sheet and what a clerk expects of it: `there` is title → some fields, `rejected` row → words of the
    reason, `skipped` row → kind."""

    name: str
    ledger: str
    lines: Sequence[Sequence[object]]
    there: Mapping[str, Mapping[str, object]]
    merges: Sequence[str] = ()
    rejected: Mapping[int, str] = field(default_factory=dict)
    skipped: Mapping[int, str] = field(default_factory=dict)
    unmapped: Sequence[str] = ()


SHORT = ["序号", "活动名称", "活动时间", "参加人数"]

LAYOUTS = [
    Layout(
        "men, women and all",
        "volunteer_activity",
        [
            ["序号", "活动名称", "活动日期", "参加人数", None, None, "服务时长（小时）", None],
            [None, None, None, "男", "女", "合计", "人均", "合计"],
            [1, "甲", DAY, 2, 3, 5, 2, 10],
        ],
        {"甲": {"people": 5, "hours": 10}},
        merges=["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:H1"],
        unmapped=["参加人数/男", "参加人数/女", "服务时长（小时）/人均"],
    ),
    Layout(
        "men and women without all of them",
        "volunteer_activity",
        [["活动名称", "活动日期", "参加人数", None], [None, None, "男", "女"], ["甲", DAY, 2, 3]],
        {"甲": {"people": None}},
        merges=["C1:D1"],
        unmapped=["参加人数/男", "参加人数/女"],
    ),
    Layout(
        "three rows of header",
        "volunteer_activity",
        [
            ["2026年志愿服务情况统计表"],
            ["序号", "基本信息", None, None, "参与情况", None, "备注"],
            [None, "活动名称", "活动", None, "人数", "时长（小时）", None],
            [None, None, "日期", "地点", None, "合计", None],
            [1, "植树", "2026-3-12", "绣屏山", 20, 40, "a"],
        ],
        {"植树": {"date": "2026-03-12", "place": "绣屏山", "people": 20, "hours": 40}},
        merges=["A2:A4", "B2:D2", "B3:B4", "C3:D3", "E2:F2", "E3:E4", "G2:G4"],
        skipped={1: "title", 2: "header", 4: "header"},
    ),
    Layout(
        "a group that completes the name",
        "staff",
        [
            ["姓名", "志愿者信息", None, None],
            [None, "是否注册", "注册时间", "编号"],
            ["张　三", "是", "2024-3-5", "4101001"],
            ["欧阳 修", "—", None, None],
        ],
        {
            "张三": {"volunteer": True, "volunteer_number": "4101001", "number": None},
            "欧阳修": {"volunteer": None},
        },
        merges=["A1:A2", "B1:D1"],
    ),
    Layout(
        "the project is the name",
        "volunteer_activity",
        [["志愿服务项目名称", "服务时间", "参加志愿者（人）"], ["甲", DAY, 3]],
        {"甲": {"people": 3, "project": None}},
    ),
    Layout(
        "the place is the name",
        "publicity_site",
        [["地点", "宣传内容", "数量（块/幅）"], ["大门口", "富强民主", 3]],
        {"大门口": {"content": "富强民主", "quantity": 3}},
    ),
    Layout(
        "totals of all sorts",
        "volunteer_activity",
        [
            SHORT,
            [1, "合计划行动志愿服务", DAY, 3],
            ["1月份小计", None, None, 3],
            [None, "义务植树小计", None, 3],
            ["1-6月合计", None, None, 3],
            ["截至10月累计", None, None, 3],
            ["合计3场，3人次"],
            ["平均", None, None, 3],
        ],
        {"合计划行动志愿服务": {}},
        skipped=dict.fromkeys(range(3, 9), "total"),
    ),
    Layout(
        "the unit signs in the middle",
        "volunteer_activity",
        [SHORT, [1, "甲", DAY, 3], [], [None, None, "示例市交通运输局"], [None, None, "2026年10月31日"]],
        {"甲": {}},
        skipped={3: "empty", 4: "signature", 5: "signature"},
    ),
    Layout(
        "the columns numbered",
        "volunteer_activity",
        [SHORT, ["甲", "乙", 1, 2], [1, "2", 3, 4], ["（1）", "（2）", "（3）", "（4）"], [1, "丙", DAY, 3]],
        {"丙": {}},
        skipped={2: "header", 3: "header", 4: "header"},
    ),
    Layout(
        "invisible characters are nothing",
        "volunteer_activity",
        [SHORT, [None, "　", "\u200b"], [1, "甲\u200b", f"{DAY}\u200b", " 3 "]],
        {"甲": {"date": "2026-01-01"}},
    ),
    Layout(
        "festivals with their days",
        "festival_activity",
        [
            ["节日", "活动名称", "活动时间"],
            ["春节", "写春联", "2026年2月17日（正月初一）"],
            ["清明", "祭扫", "2026年4月5日（清明节）"],
            ["中秋", "赏月", "2026年9月25日晚7点"],
            ["重阳", "登山", "农历九月初九"],
            ["元宵", "灯谜", "2026年3月3日（暂定）"],
        ],
        {
            "写春联": {"date": "2026-02-17"},
            "祭扫": {"date": "2026-04-05"},
            "赏月": {"date": "2026-09-25"},
        },
        rejected={5: "农历", 6: "不是日期"},
    ),
    Layout(
        "problems called done in other words",
        "problem",
        [
            ["编号", "检查地点", "问题描述", "发现日期", "完成日期", "状态"],
            ["001", "三楼", "烟头", "2026-6-1", "2026-6-3", "已销号"],
            ["002", "三楼", "杂物", "2026-6-1", "/", "已整改"],
        ],
        {"烟头": {"number": "001", "place": "三楼", "status": "已销号"}, "杂物": {"finished_on": None}},
    ),
    Layout(
        "people, money and what is dashed out",
        "activity",
        [
            ["活动名称", "捐款时间", "参训人数", "经费（万元）", "参加人员", "参加人员范围"],
            ["一日捐", DAY, "共15人", "0.58", "1.张三 2.李四", "全局"],
            ["十元捐", DAY, "约15人", "580元整", "张三", "全局"],
            ["百元捐", DAY, "十几人", "580元整", "张三", "全局"],
            ["千元捐", DAY, 15, "580元整", "张三等15人", "全局"],
        ],
        {
            "一日捐": {"people": 15, "money": 5800, "participants": ["张三", "李四"], "target": "全局"},
            "千元捐": {"money": 580, "participants": ["张三"]},
        },
        rejected={3: "确切", 4: "确切"},
    ),
    Layout(
        "numbers that are texts",
        "staff",
        [
            ["工号", "姓名", "联系方式", "身份证号"],
            ["'0001", "甲甲", 13812345678.0, "'11010519491231002X"],
            ["0002", "乙乙", "/", "无"],
        ],
        {
            "甲甲": {"number": "0001", "phone": "13812345678", "id_number": "11010519491231002X"},
            "乙乙": {"number": "0002", "phone": None, "id_number": None},
        },
    ),
    Layout(
        "months merged, totals between, no year",
        "volunteer_activity",
        [
            ["××局志愿服务活动台帐（2026年度）"],
            ["月份", "编号", "志愿服务活动名称", "开展时间", "参与志愿者人数", "人均时长", "总时长", "部门"],
            ["一月", 1, "春运", "2026.1.20", 10, 3, 30, "运输股"],
            [None, 2, "扫雪", "1月25日", 8, 2, 16, "综合股"],
            ["小  计", None, None, None, 18, None, 46],
            ["二月", 3, "祭扫", "二〇二六年二月十八日", 5, 2, 10, "党政办公室"],
            ["合  计", None, None, None, 23, None, 56],
            ["制表人：赵六", None, None, "科室负责人：钱七"],
        ],
        {
            "春运": {"people": 10, "hours": 30},
            "祭扫": {"date": "2026-02-18", "department": "党政办公室"},
        },
        merges=["A1:H1", "A3:A4"],
        rejected={4: "年份"},
        skipped={1: "title", 2: "header", 5: "total", 7: "total", 8: "signature"},
        unmapped=["月份", "编号", "人均时长"],
    ),
    Layout(
        "sheets of money",
        "spending",
        [
            ["创建经费投入明细表"],
            ["单位：万元"],
            ["序号", "项目名称", "支出时间", "金额", "发票号"],
            [1, "公益广告", "2026-3-1", 1.5, "00123456"],
            [2, "展板", "2026年3月上旬", "0.3", "00123457"],
            [3, "服装", "2026.4.2", "2000元", "00123458"],
            [4, "奖品", "2026.4.31", "-1", "00123459"],
            [None, "合计", None, 2.0],
        ],
        {"公益广告": {"money": 15000, "voucher": "00123456"}, "服装": {"money": 2000}},
        merges=["A1:E1", "A2:E2"],
        rejected={5: "只到月份", 7: "小于0"},
        skipped={8: "total"},
    ),
]  # fmt: skip


def book(path: Path, lines: Sequence[Sequence[object]], merges: Sequence[str] = ()) -> Path:
    """A workbook of one sheet; an empty line leaves its row out."""
    made = openpyxl.Workbook()
    ws = made.active
    assert ws is not None
    for row, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            if value is not None:
                ws.cell(row, column, value)
    for area in merges:
        ws.merge_cells(area)
    made.save(path)
    return path


def bring(ws: Workspace, path: Path, ledger: str, **options: Any) -> SheetReport:
    return import_sheet(ws, path, ledger, today=TODAY, **options)


def by_title(ws: Workspace, key: str) -> dict[object, dict[str, object]]:
    ledger = records.ledger(ws, key)
    found = [records.plain(ledger, one) for one in records.find(ws, key)]
    return {one[ledger.title_field]: dict(one) for one in found}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_layout(workspace: Workspace, tmp_path: Path, layout: Layout) -> None:
    report = bring(workspace, book(tmp_path / "表.xlsx", layout.lines, layout.merges), layout.ledger)
    rejected = {one.row: one.reason for one in report.rejected}
    assert rejected.keys() == layout.rejected.keys(), rejected
    assert all(words in rejected[row] for row, words in layout.rejected.items()), rejected
    skipped = {one.row: str(one.kind) for one in report.skipped}
    assert layout.skipped.items() <= skipped.items(), skipped
    assert list(report.unmapped) == list(layout.unmapped)
    there = by_title(workspace, layout.ledger)
    assert there.keys() == layout.there.keys()
    assert report.imported == len(there)
    for title, values in layout.there.items():
        assert values.items() <= {key: there[title].get(key) for key in values}.items()


def test_zeros_that_office_systems_keep_by_a_formula(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "花名册.csv"
    path.write_bytes('工号;姓名;备注\r\n="0001";𠮷㐂;"有""引号""\n两行"\r\n'.encode("gb18030"))
    assert bring(workspace, path, "staff").rejected == ()
    (one,) = by_title(workspace, "staff").values()
    assert (one["number"], one["title"], one["note"]) == ("0001", "𠮷㐂", '有"引号"\n两行')


def test_a_header_whose_last_cell_runs_into_the_records(workspace: Workspace, tmp_path: Path) -> None:
    header: list[object] = ["活动名称", "活动时间", "参加人数", "备注"]
    lines: list[list[object]] = [header, ["甲", DAY, 3], ["乙", DAY, 4]]
    report = bring(workspace, book(tmp_path / "表.xlsx", lines, ["D1:D2"]), "volunteer_activity")
    assert (report.imported, report.rejected) == (2, ())


def test_an_update_by_key_says_which_rows_change_what(workspace: Workspace, tmp_path: Path) -> None:
    header = ["工号", "姓名", "科室", "手机号"]
    first = [header, ["0001", "甲甲", "综合股"], ["0002", "乙乙", "综合股"]]
    bring(workspace, book(tmp_path / "一.xlsx", first), "staff")
    second = [header, ["0001", "甲 甲", "综合股"], ["0002", "乙乙", "设计室", "13812345678"]]
    report = bring(workspace, book(tmp_path / "二.xlsx", second), "staff", key=["工号"])
    (one,) = report.updates
    ids = {record.values["title"]: record.id for record in records.find(workspace, "staff")}
    assert (one.row, one.id, one.fields) == (3, ids["乙乙"], ("department", "phone"))
    assert [(same.row, same.same_as) for same in report.duplicates] == [(2, ids["甲甲"])]


def test_two_rows_of_one_key_that_differ(workspace: Workspace, tmp_path: Path) -> None:
    lines = [["工号", "姓名"], ["0001", "甲甲"], ["0001", "乙乙"]]
    report = bring(workspace, book(tmp_path / "表.xlsx", lines), "staff", key=["工号"])
    (bad,) = report.rejected
    assert (bad.row, bad.column, bad.value) == (3, "工号", "0001")
    assert "与第2行的“工号”相同" in bad.reason
