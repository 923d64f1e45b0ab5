"""Frozen periods hold what checklists add: rounds, steps of problems, surveys, published evaluations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from civdesk.desk import (
    evaluations,
    freezing,
    history,
    problems_verbs,
    publishing,
    records,
    rounds,
    rounds_closing,
    surveys,
)
from civdesk.domain.evaluations import Plan, Prize
from civdesk.domain.surveys import Option, Question
from civdesk.errors import Refused
from civdesk.store import problems as steps_of
from civdesk.store.workspace import Workspace
from tests.filling import prove, put

SPRING = freezing.quarter(2026, 1)
LATER = date(2026, 4, 20)


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        work()
    assert caught.value.kind == "frozen"
    return caught.value.message


def lock(ws: Workspace) -> None:
    freezing.freeze(ws, SPRING, reason="已报送市文明办")


def begun(ws: Workspace, form: str, day: str) -> str:
    """A round of a form on a day, with every answer open."""
    return rounds.new(ws, form, date.fromisoformat(day), subjects=["甲点"]).id


@pytest.mark.parametrize("form", ["fire", "order_quarterly"])  # with a record in a ledger, and without
def test_a_round_of_the_quarter_is_held(workspace: Workspace, form: str) -> None:
    done = begun(workspace, form, "2026-03-20")
    rounds.fill_good(workspace, done)
    rounds_closing.close(workspace, done, today=date(2026, 3, 20), rest="none")
    half = begun(workspace, form, "2026-03-13")
    lock(workspace)
    before = rounds.get(workspace, done)
    first = before.answers[0]
    for work in (
        lambda: rounds_closing.reopen(workspace, done),
        lambda: rounds.delete(workspace, done),
        lambda: rounds.set_head(workspace, done, note="补"),
        lambda: rounds.answer(workspace, half, first.item, first.subject, "✓"),
        lambda: rounds.delete(workspace, half),
        lambda: begun(workspace, form, "2026-02-02"),
        lambda: history.undo(workspace),
    ):
        said = refused(work)
        assert "2026年第一季度" in said and "解锁" in said
    assert rounds.get(workspace, done) == before


def test_a_week_belongs_to_the_quarter_in_which_it_ends(workspace: Workspace) -> None:
    inside, across = (begun(workspace, "hygiene_weekly", day) for day in ("2026-03-20", "2026-03-31"))
    lock(workspace)
    refused(lambda: rounds.delete(workspace, inside))
    rounds.delete(workspace, across)


def test_other_ledgers_locks_leave_a_round_free(workspace: Workspace) -> None:
    one = begun(workspace, "fire", "2026-03-20")
    freezing.freeze(workspace, SPRING, ["study"], reason="已报送")
    rounds.delete(workspace, one)


def problem(ws: Workspace, **more: object) -> str:
    values = {"date": "2026-03-10", "title": "楼道堆物", "deadline": "2026-04-30", "department": "党政办"}
    (id,) = put(ws, "problem", {**values, **more})
    return id


def test_an_open_problem_goes_on_after_its_quarter_was_locked(workspace: Workspace) -> None:
    one = problem(workspace)
    prove(workspace, "problem", one, "before")
    lock(workspace)
    problems_verbs.measure(workspace, one, "清理", on=LATER)
    prove(workspace, "problem", one, "after")
    problems_verbs.finish(workspace, [one], on=LATER)
    problems_verbs.recheck(workspace, [one], True, on=LATER)
    for _ in range(4):
        history.undo(workspace)
    assert steps_of.steps(workspace.reader(), one) == []
    refused(lambda: problems_verbs.finish(workspace, [one], on=date(2026, 3, 20)))
    refused(lambda: records.change(workspace, "problem", one, {"finished_on": "2026-03-20"}, today=LATER))
    refused(lambda: records.change(workspace, "problem", one, {"title": "没什么"}, today=LATER))
    refused(lambda: records.delete(workspace, "problem", [one]))
    refused(lambda: prove(workspace, "problem", one, "before"))
    assert "整改" in refused(lambda: problem(workspace, title="补录的"))


@pytest.mark.parametrize("told", [True, False])
def test_what_was_mended_in_the_quarter_may_come_back(workspace: Workspace, told: bool) -> None:
    """With the step that said so, and where only an imported record does."""
    mended = date(2026, 3, 20)
    if told:
        one = problem(workspace)
        problems_verbs.finish(workspace, [one], on=mended)
    else:
        one = problem(workspace, finished_on=mended.isoformat(), status="已完成")
    prove(workspace, "problem", one, "after")
    lock(workspace)
    refused(lambda: history.undo(workspace))  # the photo proves what was handed in
    problems_verbs.recheck(workspace, [one], False, on=LATER, deadline=date(2026, 5, 1))
    problems_verbs.finish(workspace, [one], on=date(2026, 4, 25))
    kinds = [(step.kind.value, step.at) for step in steps_of.steps(workspace.reader(), one)]
    assert kinds[0] == ("finished", "2026-03-20") and kinds[-1] == ("finished", "2026-04-25")
    history.undo(workspace)
    if told:
        history.undo(workspace)
        assert records.get(workspace, "problem", one).values["recheck"] is None


def test_a_survey_is_held_with_its_questions(workspace: Workspace) -> None:
    asked = [Question("您满意吗", (Option("满意", 1, True), Option("不满意", 2, False)), "满意率")]
    one = surveys.add(workspace, {"date": "2026-03-02", "title": "调查"}, asked, today=LATER).id
    first = surveys.survey(workspace, one).questions[0].question
    surveys.save_questions(workspace, one, [first, Question("您知道吗", asked[0].options, "知晓率")])
    lock(workspace)
    refused(lambda: surveys.count(workspace, one, "1", {"满意": 9}))
    refused(lambda: history.undo(workspace))


def test_what_was_published_of_the_quarter_is_held(workspace: Workspace) -> None:
    plan = Plan(prizes=(Prize("文明科室", 1, 1),), judges=("甲",))
    one, _ = evaluations.new(
        workspace, "评比", plan, [("党政办", ""), ("计财股", "")], starts=SPRING.start, ends=SPRING.end
    )
    criterion = plan.asked[0].title
    evaluations.score(workspace, one, {("党政办", "甲", criterion): 9000, ("计财股", "甲", criterion): 8000})
    scored = history.history(workspace, limit=1)[0].operation
    publishing.publish(workspace, one)
    with pytest.raises(Refused) as caught:
        history.undo(workspace, scored)
    assert caught.value.kind == "changed_since", "the result was made of these scores"
    lock(workspace)
    refused(lambda: publishing.reopen(workspace, one))
    refused(lambda: history.undo(workspace))
