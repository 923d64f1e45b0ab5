"""The sample's problems have gone their way up to the day."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import problems, problems_notice, records, sample_problems
from civdesk.store import proofs
from civdesk.store.workspace import Workspace
from tests.filling import put


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 1, 2), date(2026, 9, 13)])
def test_the_loop_of_the_sample(workspace: Workspace, today: date) -> None:
    year = today.year
    put(workspace, "staff", {"title": "施海燕", "department": "建养股", "position": "股长"})
    put(workspace, "problem",
        {"title": "书屋借阅登记不完整", "date": f"{year}-01-01", "deadline": "2027-12-31"},
        {"title": "去年的", "date": f"{year - 1}-05-01", "finished_on": f"{year - 1}-05-03"})  # fmt: skip
    sample_problems.fill(workspace, today)
    listed = problems.problems(workspace, today).problems
    assert next(one for one in listed if one.title == "去年的").written_off
    for one in listed:
        days = [step.at for step in problems.way(workspace, one.id)]
        assert all(day <= today.isoformat() for day in days), one.title
    if today == date(2026, 11, 22):
        assert any(one.hard for one in listed)
        assert [one.failures for one in listed].count(2) == 2
        assert records.counts(workspace)["accountability"] == 1
        assert len(problems_notice.proposals(workspace, today)) == 1, "one waits to be followed up"
        roles = {
            link.role for one in listed for link in proofs.of_subject(workspace.reader(), "problem", one.id)
        }
        assert roles == {"before", "after"}
        gate = problems.gate_at(workspace, today)
        assert gate is not None and not gate.passed
