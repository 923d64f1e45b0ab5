"""Sheets as departments hand them in, and what came of them; for the tests of importing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from civdesk.desk import records
from civdesk.desk.importing import SheetReport, import_sheet
from civdesk.domain.fields import Value
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
