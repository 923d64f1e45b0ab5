"""An evaluation scored by what inspections gave."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import evaluations, history, records, rounds, rounds_closing, score_rounds, score_sheets
from civdesk.domain.evaluations import ROUNDS, Criterion, Plan, Prize
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 20)


def test_points_of_completed_rounds_are_a_judges(workspace: Workspace) -> None:
    ws = workspace
    for name in ("党政办", "综合股"):
        records.add(ws, "department", {"title": name, "kind": "股室"}, today=TODAY)
    plan = Plan((Criterion("内务", 5000),), (), (Prize("标兵", 1),))
    people = [("党政办", ""), ("综合股", ""), ("外来队", "")]
    id, _ = evaluations.new(ws, "内务评比", plan, people, starts=date(2026, 11, 1), ends=TODAY)
    with pytest.raises(WrongUse, match="没有完成的检查"):
        score_rounds.take(ws, id)
    one = rounds.new(ws, "hygiene_daily", date(2026, 11, 10), inspectors=["赵明"])
    rounds.answer(ws, one.id, "tidy", "综合股", "✗")
    rounds.fill_good(ws, one.id)
    rounds_closing.close(ws, one.id, today=TODAY)
    done = score_rounds.take(ws, id, "hygiene_daily")
    assert done.scored == ("党政办", "综合股") and done.unjudged == ("外来队",)
    found = evaluations.report(ws, id)
    assert found.evaluation.plan.judges == (ROUNDS,)
    first, second = found.row("党政办"), found.row("综合股")
    assert first.points == 5000 and first.rank == 1
    assert second.points is not None and second.points < 5000
    with pytest.raises(WrongUse, match="还没有评委"):
        score_sheets.judge_names(found)
    score_rounds.take(ws, id)
    assert len(evaluations.report(ws, id).scores) == 2, "taken again, they are replaced"
    history.undo(ws)
    history.undo(ws)
    assert evaluations.report(ws, id).scores == {}


def test_several_criteria_have_no_one_figure(workspace: Workspace) -> None:
    plan = Plan((Criterion("内务"), Criterion("纪律")), ("甲",))
    id, _ = evaluations.new(workspace, "评比", plan, [("党政办", "")], starts=TODAY, ends=TODAY)
    with pytest.raises(WrongUse, match="只有一个总分"):
        score_rounds.take(workspace, id)
