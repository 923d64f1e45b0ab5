"""Large sheets: written against XlsxWriter, read into checked records against a bare read by calamine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from civdesk.desk import importing, workspaces
from civdesk.sheets.write import Column, Table, write_table
from tests.bench import Row, best

ROWS = 100_000
TITLES = ("活动名称", "活动日期", "活动地点", "牵头科室", "参加人数", "服务时长", "参加人员", "服务对象",
          "活动内容",
          "志愿服务项目", "服务类别", "志愿服务队", "责任人", "配合科室", "备注")  # fmt: skip


def _rows() -> list[list[object]]:
    return [
        [f"第{n}次志愿服务", date(2026, 1 + n % 12, 1 + n % 28), "幸福社区", "综合股", n % 60, n % 90 / 2,
         "张三、李四",
         "社区居民", "清洁家园", "暖阳行动", "清洁家园", "先锋队", "王五", "党政办", "无"]
        for n in range(ROWS)
    ]  # fmt: skip


def bench_writing(folder: Path) -> list[Row]:
    rows = _rows()
    kinds = ["text", "date", "text", "text", "integer", "number", *["text"] * 9]
    columns = [Column(title, kind=kind) for title, kind in zip(TITLES, kinds, strict=True)]  # type: ignore[arg-type]

    def ours() -> None:
        write_table(folder / "ours.xlsx", [Table("台账", "志愿服务活动台账", columns, rows)])

    def peer() -> None:
        book = xlsxwriter.Workbook(folder / "peer.xlsx", {"constant_memory": True})
        sheet = book.add_worksheet()
        plain, day = (
            book.add_format({"border": 1}),
            book.add_format({"border": 1, "num_format": "yyyy-mm-dd"}),
        )
        sheet.write_row(0, 0, TITLES, book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE"}))
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                else:
                    sheet.write(r, c, value, plain)
        book.close()

    mine, theirs = best(ours, 2), best(peer, 1)
    note = f"{mine:.1f} s against {theirs:.1f} s"
    return [Row("write 100,000 × 15, styled / XlsxWriter constant_memory", mine / theirs, 0.3, note)]


def bench_reading(folder: Path) -> list[Row]:
    path = folder / "大表.xlsx"
    kinds = ["text", "date", "text", "text", "integer", "number", *["text"] * 9]
    columns = [Column(title, kind=kind) for title, kind in zip(TITLES, kinds, strict=True)]  # type: ignore[arg-type]
    write_table(path, [Table("台账", "志愿服务活动台账", columns, _rows())])
    with workspaces.new(folder / "工作区.civdesk") as ws:

        def ours() -> None:
            report = importing.import_sheet(
                ws, path, "volunteer_activity", dry_run=True, today=date(2027, 1, 1)
            )
            assert report.imported == ROWS, report.rejected[:3]

        mine = best(ours, 2)
    theirs = best(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(), 2)
    note = f"{mine:.1f} s against {theirs:.1f} s"
    return [Row("read 100,000 × 15 into checked records / bare calamine", mine / theirs, 4, note)]
