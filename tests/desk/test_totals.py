"""Totals under a ledger: exact, over what is listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from civdesk.desk import records, workspaces

TODAY = date(2026, 7, 31)


def test_totals_are_exact_and_follow_the_filter(tmp_path: Path) -> None:
    with workspaces.new(tmp_path / "单位.civdesk") as ws:
        for title, hours, people in (
            ("义务植树", "0.1", "3"),
            ("清洁家园", "0.2", "4"),
            ("义务植树", "2.5", ""),
        ):
            raw = {"title": title, "date": "2026-03-12", "hours": hours, "people": people}
            records.add(ws, "volunteer_activity", raw, today=TODAY)
        assert records.totals(ws, "volunteer_activity") == (3, {"people": "7", "hours": "2.8"})
        assert records.totals(ws, "volunteer_activity", text="清洁") == (1, {"people": "4", "hours": "0.2"})
        assert records.totals(ws, "volunteer_activity", text="没有") == (0, {})
