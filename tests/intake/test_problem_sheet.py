"""A list of problems as the inspectors send it: no day of finding, deadlines in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace
from tests.intake.handed_in import TODAY, bring, sheet, stored


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sheet(
        tmp_path / "暗访问题.xlsx",
        ["11月20日暗访发现问题清单"],
        ["序号", "点位", "存在问题", "责任单位", "整改时限"],
        [1, "大院", "烟头未清", "综合股", "6月底前"],
        [2, "大院", "广告破损", "运输股", "2026-12-5"],
        [3, "书屋", "通道堆物", "建养股", "长期坚持"],
        [4, "书屋", "灯不亮", "建养股", None],
    )


def test_nothing_is_guessed_and_everything_is_asked_once(workspace: Workspace, path: Path) -> None:
    report = bring(workspace, path, "problem", dry_run=True)
    assert (report.imported, len(report.rejected)) == (0, 4)
    day, year = report.questions
    assert (day.kind, day.column, day.count) == ("day", "发现日期", 4)
    assert (year.kind, year.count, year.examples) == ("year", 1, ("6月底前",))
    assert report.waiting == 3, "one row is really wrong"


def test_one_day_for_all_rows(workspace: Workspace, path: Path) -> None:
    report = bring(workspace, path, "problem", day="2026-11-20", year=2026)
    assert (report.imported, [one.row for one in report.rejected]) == (3, [5])
    assert report.questions == ()
    assert [(one["date"], one["deadline"]) for one in stored(workspace, "problem")] == [
        ("2026-11-20", "2026-06-30"),
        ("2026-11-20", "2026-12-05"),
        ("2026-11-20", None),
    ]
    assert any("6月底前" in one.text and "2026-06-30" in one.text for one in report.warnings)
    assert any("早于“发现日期”2026-11-20" in one.text for one in report.warnings), "another year was meant"
    bring(workspace, path, "problem", day="today", year=2027, keep_duplicates=True)
    assert stored(workspace, "problem")[-1]["date"] == TODAY.isoformat()


def test_a_row_whose_own_cell_is_empty_is_not_dated(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path / "问题.xlsx", ["发现日期", "存在问题"], ["2026-11-01", "甲"], [None, "乙"])
    report = bring(workspace, path, "problem", day="2026-11-20")
    assert (report.imported, len(report.rejected), report.waiting) == (1, 1, 0)
    with pytest.raises(WrongUse, match="不是日期"):
        bring(workspace, path, "problem", day="上周")
