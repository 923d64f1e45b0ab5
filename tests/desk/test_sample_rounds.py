"""The rounds of the sample workspace: alive on any day, with something left to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from civdesk.desk import records, rounds, rounds_due, rounds_results, sample_rounds
from civdesk.store.workspace import Workspace

NAMES = ("党政办", "综合股", "计财股", "建养股", "运输股", "设计室")


@pytest.mark.parametrize("today", [date(2026, 11, 20), date(2027, 1, 4), date(2026, 3, 2)])
def test_the_sample_is_alive_on_any_day(workspace: Workspace, today: date) -> None:
    for name in NAMES:
        records.add(workspace, "department", {"title": name, "kind": "股室"}, today=today)
    for name in ("王秀红", "李志强", "单晓明"):
        records.add(workspace, "staff", {"title": name, "status": "在职"}, today=today)
    sample_rounds.fill(workspace, today)
    due = rounds_due.due(workspace, date(today.year - 1, 12, 1), today, today, "hygiene_daily")
    states = [one.state for one in due]
    assert states.count("overdue") == 1 and states[-1] in ("pending", "done") and states.count("done") >= 10
    reports = [one for one in rounds.heads(workspace) if one.form == "hygiene_weekly"]
    assert reports and all(one.summary and one.reported_to for one in reports)
    assert all(one.circulated_on and one.reported_on for one in reports)
    waiting = next(one for one in rounds.heads(workspace) if not one.closed)
    assert 0 < sum(bool(one.result) for one in rounds.get(workspace, waiting.id).answers) < len(NAMES) * 3
    problems = records.find(workspace, "problem")
    assert {"已完成", "待整改"} <= {str(one.values["status"]) for one in problems}
    last = date(today.year, today.month, 1).toordinal() - 1
    given = rounds_results.standing(workspace, "review_monthly", date.fromordinal(last)).given
    assert [outcome for outcome, _, _ in given] == sorted(["红旗", "标兵", "黄牌"])


def test_without_departments_there_is_nothing_to_look_at(workspace: Workspace, tmp_path: Path) -> None:
    assert rounds.members(workspace, rounds.form(workspace, "hygiene_daily"), date(2026, 11, 20)) == {}
