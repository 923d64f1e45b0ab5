"""Records on a sheet: exact amounts, real dates, totals that add up, nothing sensitive in public."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl

from civdesk.desk import records, workspaces
from civdesk.output import record_table
from civdesk.sheets.write import write_table
from civdesk.store import ledgers

ON = date(2026, 9, 20)


def test_a_ledger_becomes_a_sheet_that_adds_up(tmp_path: Path) -> None:
    with workspaces.new(tmp_path / "a.civdesk") as ws:
        ids = [
            records.add(
                ws,
                "volunteer_activity",
                {"date": f"2026-03-0{day}", "title": "文明劝导", "people": people, "hours": hours},
                today=ON,
            ).id
            for day, people, hours in ((5, 12, "22.5"), (6, 3, "0.25"), (7, None, None))
        ]
        book = ledgers.definition(ws.reader(), "volunteer_activity")
        write_table(tmp_path / "a.xlsx", [record_table.table(ws.reader(), book, ids)])
        rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(values_only=True))
        header = next(n for n, row in enumerate(rows) if row[0] == "序号")
        titles = {title: n for n, title in enumerate(rows[header])}
        people, hours = (
            titles[f"{book.field('people').title}（人次）"],
            titles[f"{book.field('hours').title}（小时）"],
        )
        body = rows[header + 1 :]
        assert [row[0] for row in body] == [1, 2, 3, "合计"]
        assert [row[hours] for row in body] == [22.5, 0.25, None, 22.75]
        assert [row[people] for row in body] == [12, 3, None, 15]
        assert body[0][titles[book.field("date").title]] == datetime(2026, 3, 5)


def test_the_public_sees_no_sensitive_column(tmp_path: Path) -> None:
    with workspaces.new(tmp_path / "a.civdesk") as ws:
        staff = ledgers.definition(ws.reader(), "staff")
        sensitive = {field.title for field in staff.fields if field.sensitive}
        told = {"title": "王秀红", "department": "党政办", "phone": "13000000000", "id_number": "0" * 18}
        id = records.add(ws, "staff", told, today=ON).id
        inside = {column.title for column in record_table.table(ws.reader(), staff, [id]).columns}
        outside = {
            column.title for column in record_table.table(ws.reader(), staff, [id], public=True).columns
        }
        assert sensitive and sensitive == inside - outside


def test_columns_that_nobody_filled_are_left_out(tmp_path: Path) -> None:
    with workspaces.new(tmp_path / "a.civdesk") as ws:
        book = ledgers.definition(ws.reader(), "department")
        ids = [
            records.add(ws, "department", values, today=ON).id
            for values in ({"title": "党政办"}, {"title": "综合股", "contact": "王秀红"})
        ]
        columns = [column.title for column in record_table.table(ws.reader(), book, ids).columns]
        assert columns == ["序号", "名称", "联络员"]
