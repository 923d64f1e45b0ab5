"""The order in which a ledger's records are listed, and the index that gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from civdesk.desk import workspaces
from civdesk.store import ledgers, selecting
from civdesk.store.workspace import Workspace
from tests import older
from tests.filling import on_days, put


def plan(ws: Workspace) -> str:
    """How SQLite finds the order of a ledger's list."""
    order, _ = selecting.order_by(ledgers.definition(ws.reader(), "study"), "", False)
    rows = ws.reader().execute(f"explain query plan select t.id from ledger_study t order by {order}")
    return "\n".join(row[3] for row in rows)


def titles(ws: Workspace) -> list[object]:
    book = ledgers.definition(ws.reader(), "study")
    ids = ledgers.ids(ws.reader(), book)
    return [one.values["title"] for one in ledgers.records(ws.reader(), book, ids)]


def test_the_latest_first_and_what_has_no_day_last(workspace: Workspace) -> None:
    assert titles(workspace) == []
    put(workspace, "study", {"title": "没有日期"})
    on_days(workspace, "study", ["2026-01-01", "2026-04-01", "2026-01-01"])
    assert titles(workspace) == ["第2次", "第3次", "第1次", "没有日期"]
    assert plan(workspace) == "SCAN t USING COVERING INDEX idx_ledger_study_date_id"


def test_an_older_file_gets_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "旧.civdesk"
    with monkeypatch.context() as past:
        older.as_of(past, 3)
        with workspaces.new(path) as ws:
            ws.outside(lambda db: db.execute("drop index idx_ledger_study_date_id"))
            ws.outside(lambda db: db.execute("create index idx_ledger_study_date on ledger_study(date)"))
            on_days(ws, "study", ["2026-01-01", "2026-04-01"])
    with Workspace.open(path) as ws:
        assert plan(ws) == "SCAN t USING COVERING INDEX idx_ledger_study_date_id"
        names = ws.reader().execute("select name from pragma_index_list('ledger_study')").fetchall()
        assert "idx_ledger_study_date" not in [row[0] for row in names]
        assert titles(ws) == ["第2次", "第1次"]
