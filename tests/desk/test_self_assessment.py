"""自评报告: what stands in it, as a sheet and on paper, of today and as it was handed in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from civdesk.desk import assessing, explaining, handing_in, self_assessment
from civdesk.desk import standards as desk_standards
from civdesk.errors import Refused, WrongUse
from civdesk.gui.printing import write_pdf
from civdesk.store import ledgers
from civdesk.store.workspace import Workspace
from tests.filling import on_days, prove, staff

ON = date(2026, 11, 21)


@pytest.fixture
def scored(workspace: Workspace) -> Workspace:
    """Three studies, two of them with a photo; points, a bonus, one judged by hand."""
    ids = on_days(workspace, "study", ("2026-03-01", "2026-05-01", "2026-09-01"))
    for id in ids[:2]:
        prove(workspace, "study", id, "photo")
    staff(workspace, serving=3, registered=2)
    rule = {"ledger": "study", "at_least": 3, "per": "year"}
    one = {**rule, "at_least": 1}
    staffed = {"ledger": "staff", "at_least": 1, "filter": "在职"}
    indicators = [
        {"code": "一", "title": "创建活动"},
        {
            "code": "一-1",
            "title": "集体学习",
            "parent": "一",
            "points": 5,
            "rules": [rule, one],
        },
        {"code": "一-2", "title": "队伍", "parent": "一", "points": "2.5", "rules": [staffed]},
        {"code": "二", "title": "下属单位", "points": 3},
        {"code": "三", "title": "受到表彰", "points": 2, "scoring": "bonus", "each": 1, "rules": [rule]},
    ]
    desk_standards.install_standard(workspace, {"key": "small", "title": "小标准", "indicators": indicators})
    explaining.put(workspace, "small", "一-1", "全年学习三次。\n都有记录。", ON)
    assessing.judge(workspace, "small", "二", "not_applicable", "没有下属单位", ON)
    return workspace


def _cells(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_sheet_with_every_indicator(scored: Workspace, tmp_path: Path) -> None:
    made = self_assessment.of_today(scored, "小标准", ON)
    self_assessment.write(made, tmp_path / "自评.xlsx", print_pdf=None)
    rows = _cells(tmp_path / "自评.xlsx")
    assert rows[0][0] == "《小标准》自评报告"
    assert "自评得分 9.5 分，满分 7.5 分" in {row[0] for row in rows}
    head = next(n for n, row in enumerate(rows) if row[0] == "指标")
    assert rows[head] == ["指标", "分值", "自评得分", "状态", "说明报告", "佐证目录"]
    studied = "集体学习 3 条（现场照片 2）：3月1日 第1次、5月1日 第2次、9月1日 第3次"
    assert [[cell or "" for cell in row] for row in rows[head + 1 :]] == [
        ["一 创建活动", "", "", "达标", "", ""],
        ["　一-1 集体学习", "5", "5", "达标", "全年学习三次。\n都有记录。", studied],
        ["　一-2 队伍", "2.5", "2.5", "达标", "", "人员花名册 3 条"],
        ["二 下属单位", "3", "0", "不适用（没有下属单位）", "", ""],
        ["三 受到表彰", "加 2", "2", "达标", "", studied],
    ]


def test_without_points_there_are_no_columns_for_them(workspace: Workspace, tmp_path: Path) -> None:
    data = {"key": "small", "title": "小标准", "indicators": [{"code": "1", "title": "机构"}]}
    desk_standards.install_standard(workspace, data)
    made = self_assessment.of_today(workspace, "small", ON)
    self_assessment.write(made, tmp_path / "自评.xlsx", print_pdf=None)
    assert ["指标", "状态", "说明报告", "佐证目录"] in _cells(tmp_path / "自评.xlsx")


def test_what_was_handed_in_is_written_as_it_was(scored: Workspace, tmp_path: Path) -> None:
    before = self_assessment.of_today(scored, "small", ON)
    one = handing_in.hand_in(scored, "small", ON, recipient="市文明办", note="〔2026〕5号")
    book = ledgers.definition(scored.reader(), "study")
    for id in ledgers.ids(scored.reader(), book):
        scored.operate("delete", "删除", lambda db, id=id: ledgers.delete(db, book, id))
    explaining.put(scored, "small", "一-1", "改了", ON)
    kept = self_assessment.of_kept(scored, handing_in.read_back(scored, one.id))
    assert kept.lines == before.lines
    assert any("报送给市文明办　〔2026〕5号" in line for line in kept.said)
    handing_in.void(scored, one.id, "数字有误")
    voided = self_assessment.of_kept(scored, handing_in.read_back(scored, one.id))
    assert "作废：数字有误" in voided.said[-1]


@pytest.mark.usefixtures("qapp")
def test_on_paper_and_where_it_cannot_be_written(scored: Workspace, tmp_path: Path) -> None:
    made = self_assessment.of_today(scored, "small", ON)
    target = self_assessment.write(made, tmp_path / "自评.pdf", print_pdf=write_pdf)
    assert target.read_bytes().startswith(b"%PDF")
    with pytest.raises(Refused, match="已经存在"):
        self_assessment.write(made, target, print_pdf=write_pdf)
    with pytest.raises(WrongUse, match="只能写成"):
        self_assessment.write(made, tmp_path / "自评.docx", print_pdf=None)


def test_many_records_are_counted_and_the_first_are_named(workspace: Workspace) -> None:
    on_days(workspace, "study", [f"2026-01-{day:02d}" for day in range(1, 21)])
    rule = {"ledger": "study", "at_least": 3, "per": "year"}
    data = {
        "key": "small",
        "title": "小标准",
        "indicators": [{"code": "1", "title": "学习", "rules": [rule]}],
    }
    desk_standards.install_standard(workspace, data)
    ((line,),) = (one.proofs for one in self_assessment.of_today(workspace, "small", ON).lines)
    assert line.startswith("集体学习 20 条：1月1日 第1次、") and line.endswith("1月12日 第12次等")
