"""Saving one record with its history, against a bare commit of one row that survives the plug."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from civdesk.desk import records, workspaces
from tests.bench import Row, best

TIMES = 100


def bench_saving(folder: Path) -> list[Row]:
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    db.execute("create table bare (id integer primary key, title text)")

    def bare() -> None:
        for n in range(TIMES):
            db.execute("insert into bare (title) values (?)", (f"第{n}次集体学习",))

    with workspaces.new(folder / "工作区.civdesk") as ws:

        def saved() -> None:
            for n in range(TIMES):
                values = {"date": "2026-03-05", "title": f"第{n}次集体学习"}
                records.add(ws, "study", values, today=date(2026, 11, 21))

        saved_time, bare_time = best(saved), best(bare)
    db.close()
    note = f"{saved_time / TIMES * 1000:.2f} ms against {bare_time / TIMES * 1000:.2f} ms"
    return [Row("save one record with its history / bare commit, FULL", saved_time / bare_time, 20, note)]
