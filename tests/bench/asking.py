"""Asking: a standard assessed over 100,000 records, against one count of the same tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from civdesk.desk import assessing, workspaces
from civdesk.store import ledgers
from tests.bench import Row, best

RECORDS = 100_000


def bench_assessing(folder: Path) -> list[Row]:
    with workspaces.new(folder / "w.civdesk") as ws:
        books = ledgers.definitions(ws.reader())
        keys = ("volunteer_activity", "activity", "study", "festival_activity", "moral_lecture")
        for key in keys:
            rows = [
                {
                    "title": f"第{n}次",
                    "date": f"{2025 + n % 2}-{1 + n % 12:02}-{1 + n % 28:02}",
                    "people": n % 50,
                }
                for n in range(RECORDS // len(keys))
            ]
            ws.operate("import_sheet", "填入", lambda db, k=key, r=rows: ledgers.insert_many(db, books[k], r))
        db = ws.reader()

        def count() -> None:
            for key in keys:
                # Not count(*) alone, which an index answers: every row is looked at.
                db.execute(f"select count(*) from ledger_{key} where note is null").fetchone()

        mine = best(lambda: assessing.assess(ws, "province_unit", date(2026, 11, 21), records=False), 3)
        indicators = len(assessing.standard(ws, "province_unit").indicators)
        theirs = best(count, 5)
    note = f"{mine * 1000:.0f} ms for {indicators} indicators against {theirs * 1000:.0f} ms"
    return [Row("assess the province standard over 100,000 records / one scan", mine / theirs, 40, note)]
