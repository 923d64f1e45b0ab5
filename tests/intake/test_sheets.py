"""Handed-in sheets: the samples, what cannot come in, duplicates and updates, any sheet at all."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.desk import history, records
from civdesk.errors import Damaged, Refused, WrongUse
from civdesk.jobs import Cancelled, Monitor
from civdesk.sheets.read import open_book
from civdesk.store.workspace import Workspace
from tests.intake.handed_in import HEADER, ONE, TODAY, TWO, bring, by_title, header_of_two_rows, sheet, stored

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


def test_an_update_that_renames_most_is_warned_of(workspace: Workspace, tmp_path: Path) -> None:
    header = ["工号", "姓名", "科室"]

    def staff(name: str, names: str) -> Path:
        rows = [[f"{at:04}", one, name] for at, one in enumerate(names.split(), 1)]
        return sheet(tmp_path / f"{name}{names}.xlsx", header, *rows)

    def warned(name: str, names: str, *key: str) -> list[tuple[int, str]]:
        report = bring(workspace, staff(name, names), "staff", key=key or ["工号"], dry_run=True)
        return [(one.row, one.text) for one in report.warnings if one.serious]

    bring(workspace, staff("甲股", "张三 李四 王五 赵六"), "staff")
    assert warned("乙股", "王五 李四 张三 孙七") == [
        (0, "按工号更新会改掉 4 条中 3 条的姓名，请核对是否选错了对应列")
    ]
    assert warned("乙股", "王五 赵六 张三 李四")[0][1].startswith("按工号更新会改掉 4 条中 4 条的姓名")
    assert warned("乙股", "张三 李四 孙七 周八") == []  # half of them
    assert warned("乙股", "孙七 周八") == []  # two may well have new names
    assert warned("乙股", "张三 李四 王五 赵六", "姓名") == []


def test_rows_that_wait_for_an_answer_are_told_from_wrong_ones(workspace: Workspace, tmp_path: Path) -> None:
    header = ["活动名称", "活动时间", "参加人数"]
    path = sheet(
        tmp_path / "表.xlsx",
        header,
        ["义务植树", "3月12日", 20],
        ["送温暖", "4月1日", 12],
        ["敬老", "5月1日", "很多"],
        ["净滩", "2026-6-5", 8],
    )
    report = bring(workspace, path, dry_run=True)
    assert (report.imported, len(report.rejected), report.waiting) == (1, 3, 2)
    assert [one.kind for one in report.holding] == ["year"]
    report = bring(workspace, path, dry_run=True, year=2026)
    assert (report.imported, report.waiting, report.holding) == (3, 0, ())


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
    assert bring(workspace, path, sheets=["二月"]).imported == 1
    with pytest.raises(WrongUse, match="三月"):
        bring(workspace, path, sheets=["三月"])


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
