"""An older file opens: it gets what it lacks, and nothing that stands in it becomes different."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from civdesk.desk import assessing, definitions, history, records, rounds, rounds_due, standards, workspaces
from civdesk.desk.assessing import assessment_data
from civdesk.store.schema import LOGGED, quoted, table_of
from civdesk.store.workspace import Workspace
from tests.older import as_of

TODAY = date(2026, 7, 31)
STANDARD = "province_unit"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file as the release before the checklists left it, with a record and a judgement."""
    path = tmp_path / "旧.civdesk"
    with monkeypatch.context() as past:
        as_of(past, 4)
        with workspaces.new(path) as ws:
            records.add(ws, "study", {"date": "2026-03-05", "title": "学习"}, today=TODAY)
            ws.operate(
                "judge",
                "判断",
                lambda db: db.execute(
                    "insert into finding(id, indicator, period, state, reason, at) select 'f', id,"
                    " '2026-01-01/2026-12-31', 'met', '已核实', '2026-07-01' from indicator limit 1"
                ),
            )
    return path


def rows(ws: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the log's tables and the ledgers, without the columns that came with a later step."""
    later = {
        ("standard", "edition_of"),
        ("indicator", "scoring"),
        ("indicator", "span"),
        ("finding", "points"),
    }
    found = {}
    books = [table_of(row[0]) for row in ws.reader().execute("select id from ledger")]
    for table in (*LOGGED, *books):
        listed = ws.reader().execute(f"select * from {quoted(table)} order by id").fetchall()
        found[table] = [
            tuple((key, value) for key, value in dict(row).items() if (table, key) not in later)
            for row in listed
        ]
    return found


def test_an_older_file_gets_what_is_shipped_and_keeps_what_it_has(old: Path) -> None:
    with Workspace.open(old) as ws:
        assert workspaces.check(ws) == []
        before = rows(ws)
        assert [one.key for one in standards.all_standards(ws)] == [STANDARD] and not rounds.forms(ws)
        got = definitions.refresh(ws)
        assert got.forms and got.standards
        assert [one.key for one in standards.all_standards(ws) if one.active] == [STANDARD]
        assert rounds_due.due(ws, date(2026, 1, 1), TODAY, TODAY) == [], "nobody is reminded of a new form"
        after = rows(ws)
        for table, listed in before.items():
            assert set(listed) <= set(after[table]), table
        new = {table for table, listed in after.items() if len(listed) > len(before.get(table, ()))}
        assert new == {"standard", "indicator", "rule", "form"}
        assert history.next_titles(ws)[0] == "判断", "what came in is not undone by the next Ctrl+Z"
        again = definitions.refresh(ws)
        assert not again.forms and not again.standards and rows(ws) == after


def test_an_older_file_is_judged_as_a_new_one_with_the_same_records(old: Path, workspace: Workspace) -> None:
    records.add(workspace, "study", {"date": "2026-03-05", "title": "学习"}, today=TODAY)

    def states(ws: Workspace) -> dict[str, tuple[object, object]]:
        told = assessment_data(assessing.assess(ws, STANDARD, TODAY))
        return {one["code"]: (one["state"], one["points"]) for one in told["indicators"]}

    with Workspace.open(old) as ws:
        definitions.refresh(ws)
        history.undo(ws)
        assert states(ws) == states(workspace)
