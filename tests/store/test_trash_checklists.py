"""The recycle bin and the log for what checklists add: what goes together comes back together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from civdesk.desk import (
    assessing,
    evaluations,
    explaining,
    history,
    importing_standards,
    problems_verbs,
    proposals,
    records,
    rounds,
    rounds_closing,
    rounds_problems,
    standards,
    surveys,
    trash,
)
from civdesk.desk.importing_standards import StandardChoices
from civdesk.domain.evaluations import Candidate, Plan, Prize
from civdesk.domain.surveys import Option, Question
from civdesk.errors import Refused
from civdesk.store import facts
from civdesk.store.schema import PARTS, quoted
from civdesk.store.workspace import Workspace
from tests.filling import prove, put

TODAY = date(2026, 11, 22)


def everything(ws: Workspace) -> dict[str, list[Any]]:
    tables = {
        *PARTS,
        *(table for listed in PARTS.values() for table, _ in listed),
        "proof",
        "ledger_inspection",
    }
    have = {row[0] for row in ws.reader().execute("select name from sqlite_master where type = 'table'")}
    return {
        table: [tuple(row) for row in ws.reader().execute(f"select * from {quoted(table)} order by id")]
        for table in tables & have
    }


def bin_(ws: Workspace, **only: Any) -> list[tuple[str, str]]:
    return [(one.what, one.title) for one in trash.items(ws, trash.ids(ws, **only))]


def back(ws: Workspace, *things: tuple[str, str]) -> trash.Restored:
    done = trash.restore(ws, [trash.find(ws, *thing) for thing in things])
    assert done.refused == [], done.refused
    return done


def asked(title: str, satisfied: int) -> Question:
    return Question(title, (Option("满意", satisfied, True), Option("不满意", 2, False)), "满意率")


def test_a_round_comes_back_with_its_answers_and_its_record(workspace: Workspace) -> None:
    one = rounds.new(workspace, "fire", date(2026, 10, 5), subjects=["甲点"])
    rounds.fill_good(workspace, one.id)
    rounds_closing.close(workspace, one.id, today=TODAY, rest="none")
    written = rounds_closing.record_of(workspace, rounds.get(workspace, one.id))
    assert written
    prove(workspace, written[0], one.id, "photo")
    before, round = everything(workspace), rounds.get(workspace, one.id)
    rounds.delete(workspace, one.id)
    assert bin_(workspace) == [("检查", one.title)], "its record and its answers are no things of their own"
    assert bin_(workspace, kind="检查") and not bin_(workspace, kind="记录")
    back(workspace, ("round", one.id))
    assert (everything(workspace), rounds.get(workspace, one.id)) == (before, round)
    assert rounds_closing.record_of(workspace, round) == written
    assert bin_(workspace) == [] and facts.faults(workspace.reader()) == []


def test_a_problem_comes_back_with_the_steps_it_went(workspace: Workspace) -> None:
    (one,) = put(workspace, "problem", {"title": "堆物", "date": "2026-10-01", "deadline": "2026-11-30"})
    problems_verbs.measure(workspace, one, "清理", on=TODAY)
    problems_verbs.finish(workspace, [one], on=TODAY)
    before = everything(workspace)
    records.delete(workspace, "problem", [one])
    assert everything(workspace)["problem_step"] == []
    back(workspace, ("problem", one))
    assert everything(workspace) == before


def test_an_answer_finds_its_problem_again(workspace: Workspace) -> None:
    one = rounds.new(workspace, "fire", date(2026, 10, 5), subjects=["甲点"])
    item = one.answers[0].item
    rounds.answer(workspace, one.id, item, "甲点", "✗")
    problem = rounds_problems.problem(workspace, one.id, item, "甲点", today=TODAY).problem
    records.delete(workspace, "problem", [problem])
    assert facts.faults(workspace.reader()) == []
    back(workspace, ("problem", problem))
    assert rounds_problems.problem(workspace, one.id, item, "甲点", today=TODAY).new is False


def test_a_survey_comes_back_with_its_questions_and_a_question_by_itself(workspace: Workspace) -> None:
    two = [asked("您满意吗", 8), asked("您知道吗", 5)]
    one = surveys.add(
        workspace, {"date": "2026-09-01", "title": "满意度", "returned": 10}, two, today=TODAY
    ).id
    before = everything(workspace)
    records.delete(workspace, "survey", [one])
    assert everything(workspace)["survey_question"] == []
    back(workspace, ("survey", one))
    assert everything(workspace) == before
    kept, gone = (each.question for each in surveys.survey(workspace, one).questions)
    surveys.save_questions(workspace, one, [kept])
    assert bin_(workspace) == [("调查题目", "您知道吗")]
    back(workspace, ("survey_question", gone.id))
    assert [each.question for each in surveys.survey(workspace, one).questions] == [kept, gone]


def test_an_evaluation_comes_back_with_candidates_and_scores(workspace: Workspace) -> None:
    plan = Plan(prizes=(Prize("文明科室", 1, 1),), judges=("甲",))
    both = [("党政办", ""), ("计财股", "")]
    one, _ = evaluations.new(workspace, "评比", plan, both, starts=TODAY, ends=TODAY)
    title = plan.asked[0].title
    evaluations.score(workspace, one, {(name, "甲", title): 9000 for name, _ in both})
    before = everything(workspace)
    evaluations.delete(workspace, one)
    assert bin_(workspace, kind="调查和评比") == [("评比", "评比")]
    back(workspace, ("evaluation", one))
    assert everything(workspace) == before
    kept, gone = evaluations.report(workspace, one).candidates
    evaluations.change(workspace, one, candidates=[kept])
    assert bin_(workspace) == [("参评对象", "计财股")]
    back(workspace, ("candidate", gone.id))
    assert everything(workspace) == before


def test_an_edition_comes_back_with_all_that_hung_on_it(workspace: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = [["考核标准"], ["编号", "指标名称", "测评标准", "分值"], ["1", "道德讲堂", "每月不少于1次", 5]]
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path := tmp_path / "标准.xlsx")
    take = importing_standards.import_standard
    take(workspace, path, StandardChoices(key="own1"), on=TODAY)
    old = standards.standard(workspace, "own1").indicator("1").id
    prove(workspace, "indicator", old, "photo")
    assessing.judge(workspace, "own1", "1", "met", "已核实", TODAY, points=400)
    explaining.put(workspace, "own1", "1", "开展一次。", TODAY)
    take(workspace, path, StandardChoices(key="own2", edition_of="own1"), on=TODAY)
    assert proposals.waiting(workspace, "own2")
    before = everything(workspace)
    history.undo(workspace)
    assert [title for what, title in bin_(workspace)] == ["考核标准"], (
        "one thing, with all that is part of it"
    )
    back(workspace, ("standard", "own2"))
    assert everything(workspace) == before
    explaining.put(workspace, "own2", "1", "", TODAY)
    assert bin_(workspace, kind="判断和说明") == [("说明报告", "1 道德讲堂")]
    trash.restore(workspace, trash.ids(workspace))
    assert everything(workspace) == before


def test_an_installed_standard_is_not_undone_under_its_reports(workspace: Workspace) -> None:
    standards.install_standard(
        workspace, {"key": "own", "title": "标准", "indicators": [{"code": "1", "title": "总"}]}
    )
    installed = history.history(workspace, limit=1)[0].operation
    explaining.put(workspace, "own", "1", "开展一次。", TODAY)
    with pytest.raises(Refused, match="又有改动"):
        history.undo(workspace, installed)


def test_what_later_parts_stand_on_is_not_undone_under_them(workspace: Workspace) -> None:
    """Steps that change no field of the problem, scores, questions, answers of another place."""
    one = problem = records.add(workspace, "problem", {"title": "堆物", "date": "2026-10-01"}, today=TODAY).id
    added = history.history(workspace, limit=1)[0].operation
    problems_verbs.urge(workspace, [problem], "抓紧", on=TODAY)
    for begin, more in (
        (None, None),
        ("round", lambda id: rounds.add_subject(workspace, id, "乙点")),
        (
            "evaluation",
            lambda id: evaluations.change(
                workspace,
                id,
                candidates=[*evaluations.report(workspace, id).candidates, Candidate("", "人事股")],
            ),
        ),
    ):
        if begin == "round":
            one = rounds.new(workspace, "fire", TODAY, subjects=["甲点"]).id
        elif begin == "evaluation":
            one, _ = evaluations.new(workspace, "评比", Plan(), [("党政办", "")], starts=TODAY, ends=TODAY)
        if more:
            added = history.history(workspace, limit=1)[0].operation
            more(one)
        before = everything(workspace)
        with pytest.raises(Refused, match="又有改动"):
            history.undo(workspace, added)
        assert everything(workspace) == before


def test_answers_of_a_completed_round_are_not_undone_under_it(workspace: Workspace) -> None:
    one = rounds.new(workspace, "fire", date(2026, 10, 5), subjects=["甲点"])
    rounds.fill_good(workspace, one.id)
    filled = history.history(workspace, limit=1)[0].operation
    rounds_closing.close(workspace, one.id, today=TODAY, rest="none")
    with pytest.raises(Refused, match="又有改动"):
        history.undo(workspace, filled)
    history.undo(workspace)
    history.undo(workspace, filled)
    assert not any(answer.result for answer in rounds.get(workspace, one.id).answers)


def test_the_check_names_what_belongs_to_nothing(workspace: Workspace) -> None:
    workspace.operate(
        "x",
        "x",
        lambda db: db.execute(
            "insert into problem_step(id, problem, kind, at) values ('s', 'none', 'urged', '')"
        ),
    )
    assert facts.faults(workspace.reader()) == ["整改步骤没有所属的记录：1 条"]
