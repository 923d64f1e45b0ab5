"""Rows pasted from a spreadsheet program: cells apart, read like a sheet, one step back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.desk import history, records
from civdesk.desk.importing import paste, pasted_rows
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace
from tests.intake.handed_in import TODAY, by_title

COLUMNS = ["title", "date", "place", "people", "participants"]


def test_cells_as_excel_copies_them() -> None:
    assert pasted_rows("甲\t乙\r\n丙\t\r\n") == [["甲", "乙"], ["丙", ""]]
    assert pasted_rows('"第一行\n第""二""行"\t3\n') == [['第一行\n第"二"行', "3"]]
    assert pasted_rows('"阳光"行动\t"阳光"\n') == [['"阳光"行动', '"阳光"']]
    assert pasted_rows('"没有结尾\t1') == [['"没有结尾', "1"]]
    assert pasted_rows("一格") == [["一格"]]
    assert pasted_rows("甲\n\n乙\n") == [["甲"], [""], ["乙"]]


_TEXT = st.text(st.characters(blacklist_characters="\r", blacklist_categories=("Cs",)), max_size=8)


@given(st.lists(st.lists(_TEXT, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_copied_is_pasted(rows: list[list[str]]) -> None:
    def written(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if "\n" in text or "\t" in text else text

    # A lone quote in front of a cell with a break further on is the one thing that reads two ways.
    kept = [[text.lstrip('"') for text in row] for row in rows]
    copied = "\n".join("\t".join(map(written, row)) for row in kept) + "\n"
    assert pasted_rows(copied) == kept


def test_pasted_rows_are_read_like_a_sheet(workspace: Workspace) -> None:
    text = (
        "义务植树\t2026年3月12日\t绣屏山\t２２人\t张三、李四\r\n"
        "送温暖\t2026.2.30\t示例村\t12\t王五\r\n"
        "义务植树\t2026-3-12\t绣屏山\t22\t张三，李四\r\n"
        "\r\n"
        "合计\t\t\t34\t\r\n"
    )
    seen = paste(workspace, "volunteer_activity", text, COLUMNS, TODAY, dry_run=True)
    assert (seen.added, seen.operation, records.find(workspace, "volunteer_activity")) == (1, None, [])
    report = paste(workspace, "volunteer_activity", text, COLUMNS, TODAY)
    assert [(one.row, one.column, one.value) for one in report.rejected] == [(2, "活动日期", "2026.2.30")]
    assert [(one.row, one.same_as) for one in report.duplicates] == [(3, 1)]
    assert {(one.row, str(one.kind)) for one in report.skipped} == {(4, "empty"), (5, "total")}
    (id,) = report.records
    made = records.get(workspace, "volunteer_activity", id)
    assert (made.values["date"], made.values["people"]) == ("2026-03-12", 22)
    assert made.values["participants"] == ["张三", "李四"]
    history.undo(workspace)
    assert records.find(workspace, "volunteer_activity") == []


def test_a_header_pasted_along_says_the_columns(workspace: Workspace) -> None:
    text = "人数\t活动名称\t日期\n8\t清洁家园\t2026-5-1\n"
    report = paste(workspace, "volunteer_activity", text, COLUMNS, TODAY)
    assert (report.added, report.rejected, report.columns) == (1, (), ("人数", "活动名称", "日期"))
    assert by_title(workspace)["清洁家园"]["people"] == 8


def test_columns_left_out_and_cells_beside_them(workspace: Workspace) -> None:
    rows = [["1", "清洁家园", "2026-5-1", "多出来的"]]
    report = paste(workspace, "volunteer_activity", rows, ["", "title", "date"], TODAY)
    assert report.added == 1
    assert "D列" in report.warnings[0].text
    with pytest.raises(WrongUse, match="没有“没有的”"):
        paste(workspace, "volunteer_activity", rows, ["没有的"], TODAY)
    assert paste(workspace, "volunteer_activity", "", ["title"], TODAY).added == 0
