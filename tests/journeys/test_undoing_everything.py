"""Any sequence of what one does with checklists: undone to the start, redone to the end, nothing left."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.desk import (
    assessing,
    evaluations,
    explaining,
    forms,
    handing_in,
    history,
    importing_standards,
    problems_notice,
    problems_verbs,
    proposals,
    publishing,
    records,
    rounds,
    rounds_closing,
    rounds_problems,
    rounds_reports,
    sampling,
    score_rounds,
    standards,
    surveys,
    trash,
)
from civdesk.desk.importing_standards import StandardChoices
from civdesk.domain.evaluations import Candidate, Plan, Prize
from civdesk.domain.forms import Item
from civdesk.domain.surveys import Option, Question
from civdesk.errors import DeskError
from civdesk.store import facts, operations
from civdesk.store.schema import LOGGED, quoted, table_of
from civdesk.store.workspace import Workspace
from tests.filling import prove, put, staff

TODAY = date(2026, 11, 22)
FORM = "fire"
KEPT = ("sampling", "assessment")  # what went out or was drawn stays, and is voided with a trace
Some = random.Random


def ids(ws: Workspace, table: str, where: str = "1") -> list[str]:
    return [
        row[0] for row in ws.reader().execute(f"select id from {quoted(table)} where {where} order by id")
    ]


def one(ws: Workspace, chance: Some, table: str, where: str = "1") -> str:
    """One of the rows; raises DeskError where there is none, as every verb does that finds nothing."""
    there = ids(ws, table, where)
    if not there:
        raise DeskError("nothing there")
    return chance.choice(there)


# --- inspections -------------------------------------------------------------------------------------


def begin_round(ws: Workspace, chance: Some) -> None:
    rounds.new(ws, FORM, date(2026, chance.randint(1, 11), 5), subjects=["甲点", "乙点"])


def answer(ws: Workspace, chance: Some) -> None:
    found = rounds.get(ws, one(ws, chance, "round"))
    asked = chance.choice(found.answers)
    rounds.answer(ws, found.id, asked.item, asked.subject, chance.choice(["✓", "✗", "—", ""]))
    rounds.note(ws, found.id, asked.item, asked.subject, chance.choice(["有灰尘", ""]))


def fill(ws: Workspace, chance: Some) -> None:
    rounds.fill_good(ws, one(ws, chance, "round"))


def other_subjects(ws: Workspace, chance: Some) -> None:
    found = rounds.get(ws, one(ws, chance, "round"))
    if chance.random() < 0.5:
        rounds.add_subject(ws, found.id, f"丙点{chance.randint(1, 99)}")
    else:
        rounds.remove_subject(ws, found.id, chance.choice(found.subjects))


def complete_round(ws: Workspace, chance: Some) -> None:
    rounds_closing.close(ws, one(ws, chance, "round"), today=TODAY, rest="none")


def reopen_round(ws: Workspace, chance: Some) -> None:
    rounds_closing.reopen(ws, one(ws, chance, "round"))


def report_round(ws: Workspace, chance: Some) -> None:
    id = one(ws, chance, "round")
    if not rounds.get(ws, id).closed:
        rounds_closing.close(ws, id, today=TODAY, rest="none")
    rounds_reports.reported(ws, id, "县文明办", TODAY)


def delete_round(ws: Workspace, chance: Some) -> None:
    rounds.delete(ws, one(ws, chance, "round"))


def failed_item(ws: Workspace, chance: Some) -> None:
    found = rounds.get(ws, one(ws, chance, "round", "state = 'open'"))
    asked = found.answers[0]
    rounds.answer(ws, found.id, asked.item, asked.subject, "✗")
    rounds_problems.problem(ws, found.id, asked.item, asked.subject, today=TODAY)


def edit_form(ws: Workspace, chance: Some) -> None:
    form = rounds.form(ws, "peers")
    added = Item("", f"另加第{chance.randint(1, 999)}项")
    forms.save(ws, forms.with_items(form, [*form.items, added]))


# --- problems ----------------------------------------------------------------------------------------


def find_problem(ws: Workspace, chance: Some) -> None:
    put(
        ws,
        "problem",
        {"title": "堆物", "date": "2026-10-01", "deadline": "2026-11-01", "department": "党政办"},
    )


def work_on_problem(ws: Workspace, chance: Some) -> None:
    id = one(ws, chance, "ledger_problem")
    later = date(2026, 12, 20)
    chance.choice(
        [
            lambda: problems_verbs.assign(ws, [id], on=TODAY, unit="党政办", deadline=later),
            lambda: problems_verbs.urge(ws, [id], "抓紧", on=TODAY),
            lambda: problems_verbs.circulate(ws, [id], "市级", on=TODAY),
            lambda: problems_verbs.measure(ws, id, "清理", on=TODAY),
            lambda: problems_verbs.finish(ws, [id], on=TODAY),
            lambda: problems_verbs.finish(ws, [id], on=TODAY),
            lambda: problems_verbs.recheck(ws, [id], chance.random() < 0.5, on=TODAY, deadline=later),
            lambda: problems_verbs.reopen(ws, id, "又有了", on=TODAY, deadline=later),
            lambda: problems_verbs.hard(ws, id, "产权不清", "明年上半年", on=TODAY),
            lambda: problems_verbs.extend(ws, [id], later, "雨天", "局长", on=TODAY),
            lambda: problems_verbs.feedback(ws, id, "已处理", on=TODAY),
            lambda: problems_verbs.close(ws, [id], on=TODAY),
        ]
    )()


def call_to_account(ws: Workspace, chance: Some) -> None:
    problems_verbs.circulate(ws, [one(ws, chance, "ledger_problem")], "市级", on=TODAY)
    for proposal in problems_notice.proposals(ws, TODAY)[:1]:
        problems_notice.call_to_account(ws, proposal, on=TODAY)


def prove_problem(ws: Workspace, chance: Some) -> None:
    prove(ws, "problem", one(ws, chance, "ledger_problem"), chance.choice(["before", "after"]))


def delete_record(ws: Workspace, chance: Some) -> None:
    key = chance.choice(["problem", "survey", "selection"])
    records.delete(ws, key, [one(ws, chance, table_of(key))])


# --- surveys and evaluations -------------------------------------------------------------------------


def question(title: str) -> Question:
    return Question(title, (Option("满意", 8, True), Option("不满意", 2, False)), "满意率")


def ask(ws: Workspace, chance: Some) -> None:
    values = {"date": "2026-09-01", "title": "群众满意度", "returned": 10}
    surveys.add(ws, values, [question("您满意吗"), question("您知道吗")][: chance.randint(0, 2)], today=TODAY)


def edit_questions(ws: Workspace, chance: Some) -> None:
    id = one(ws, chance, "ledger_survey")
    asked = [each.question for each in surveys.survey(ws, id).questions]
    chance.shuffle(asked)
    surveys.save_questions(ws, id, [*asked[:1], question(f"第{chance.randint(1, 999)}题")])


def count_answers(ws: Workspace, chance: Some) -> None:
    id = one(ws, chance, "ledger_survey")
    surveys.count(ws, id, "1", {"满意": chance.randint(0, 8)})
    surveys.change(ws, id, {"method": "随机抽样"}, today=TODAY)


def draw(ws: Workspace, chance: Some) -> None:
    sampling.draw(ws, "staff", "2", on=TODAY)


def void_draw(ws: Workspace, chance: Some) -> None:
    sampling.void(ws, one(ws, chance, "sampling"), "抽错了范围")


def begin_evaluation(ws: Workspace, chance: Some) -> None:
    plan = Plan(prizes=(Prize("文明科室", 1, 1),), judges=("甲", "乙"), kind="文明科室")
    there = [("党政办", ""), ("计财股", ""), ("甲点", "")]
    evaluations.new(ws, "评比", plan, there, starts=date(2026, 1, 1), ends=date(2026, 12, 31))


def edit_evaluation(ws: Workspace, chance: Some) -> None:
    id = one(ws, chance, "evaluation")
    found = evaluations.report(ws, id)
    plan = found.evaluation.plan
    old, new = plan.judges[0], f"评委{chance.randint(1, 999)}"
    kept = [each for each in found.candidates if chance.random() < 0.8] or list(found.candidates)
    evaluations.change(
        ws,
        id,
        plan=replace(plan, judges=(new, *plan.judges[1:])),
        candidates=[*kept, Candidate("", f"新{chance.randint(1, 999)}")],
        renamed={("judge", old): new},
    )


def score(ws: Workspace, chance: Some) -> None:
    id = one(ws, chance, "evaluation", "state = 'open'")
    plan = evaluations.report(ws, id).evaluation.plan
    asked = plan.asked[0].title
    names = [each.name for each in evaluations.report(ws, id).candidates]
    evaluations.score(
        ws, id, {(name, judge, asked): chance.randint(0, 10_000) for name in names for judge in plan.judges}
    )


def award(ws: Workspace, chance: Some) -> None:
    id = one(ws, chance, "evaluation")
    name = chance.choice(evaluations.report(ws, id).candidates).name
    if chance.random() < 0.5:
        evaluations.award(ws, id, name, [], "有投诉")
    else:
        evaluations.withdraw(ws, id, name)


def take_scores(ws: Workspace, chance: Some) -> None:
    id = one(ws, chance, "round", "state = 'open'")
    rounds.fill_good(ws, id)
    rounds_closing.close(ws, id, today=TODAY, rest="none")
    score_rounds.take(ws, one(ws, chance, "evaluation", "state = 'open'"))


def publish(ws: Workspace, chance: Some) -> None:
    score(ws, chance)
    for id in ids(ws, "evaluation", "state = 'open'"):
        with contextlib.suppress(DeskError):
            publishing.publish(ws, id, honours=chance.random() < 0.5)


def reopen_evaluation(ws: Workspace, chance: Some) -> None:
    publishing.reopen(ws, one(ws, chance, "evaluation", "state = 'closed'"))


def delete_evaluation(ws: Workspace, chance: Some) -> None:
    evaluations.delete(ws, one(ws, chance, "evaluation"))


# --- standards ---------------------------------------------------------------------------------------

_ROWS = (
    ["1", "道德讲堂", "每月不少于1次", 5],
    ["2", "义务植树", "3月底前开展义务植树", 5],
    ["3", "氛围", "领导重视，氛围浓厚", 5],
)


def import_standard(ws: Workspace, chance: Some) -> None:
    path = ws.path.with_name("标准.xlsx")
    if not path.exists():
        book = openpyxl.Workbook()
        for row in (["考核标准"], ["编号", "指标名称", "测评标准", "分值"], *_ROWS):
            book.worksheets[0].append(row)
        book.save(path)
    before = [each.key for each in standards.all_standards(ws) if each.key.startswith("own")]
    choices = StandardChoices(
        key=f"own{len(ids(ws, 'operation'))}", edition_of=chance.choice([*before[-1:], ""])
    )
    importing_standards.import_standard(ws, path, choices, active=chance.random() < 0.5, on=TODAY)


def own(ws: Workspace, chance: Some) -> str:
    return one(ws, chance, "standard", "id like 'own%'")


def judge(ws: Workspace, chance: Some) -> None:
    key, code = own(ws, chance), chance.choice("123")
    if chance.random() < 0.7:
        assessing.judge(ws, key, code, "met", "已核实", TODAY, points=chance.choice([None, 250]))
    else:
        assessing.withdraw(ws, key, code, TODAY)


def explain(ws: Workspace, chance: Some) -> None:
    text = chance.choice(["", "本年开展道德讲堂十二次。", "略"])
    explaining.put(ws, own(ws, chance), chance.choice("123"), text, TODAY)


def settle_proposals(ws: Workspace, chance: Some) -> None:
    key = own(ws, chance)
    for waiting in proposals.waiting(ws, key)[:1]:
        if waiting.certain and chance.random() < 0.7:
            proposals.accept(ws, waiting.id)
        else:
            proposals.decline(ws, waiting.id)
    if chance.random() < 0.2:
        proposals.accept_all(ws, key)


def edit_standard(ws: Workspace, chance: Some) -> None:
    key, code = own(ws, chance), chance.choice("123")
    rule = {"ledger": "study", "measure": "count", "at_least": chance.randint(1, 9)}
    chance.choice(
        [
            lambda: standards.set_rules(ws, key, code, [rule]),
            lambda: standards.set_indicator(ws, key, code, {"points": 100 * chance.randint(1, 9)}),
            lambda: standards.set_indicator(ws, key, code, {"scoring": {"way": "bonus", "each": 50}}),
            lambda: standards.set_active(ws, key, chance.random() < 0.5),
            lambda: standards.set_anchor(ws, key, "inspection", date(2026, 12, chance.randint(1, 31))),
        ]
    )()


def hand_in(ws: Workspace, chance: Some) -> None:
    handing_in.hand_in(ws, own(ws, chance), TODAY, recipient="市文明办")


def void_handed_in(ws: Workspace, chance: Some) -> None:
    handing_in.void(ws, one(ws, chance, "assessment"), "填错了")


# --- going back --------------------------------------------------------------------------------------


def from_the_bin(ws: Workspace, chance: Some) -> None:
    there = trash.ids(ws)[:20]
    if there:
        trash.restore(ws, chance.sample(there, min(2, len(there))))


def undo(ws: Workspace, chance: Some) -> None:
    history.undo(ws)


def undo_earlier(ws: Workspace, chance: Some) -> None:
    """One of the last steps, whatever came after it."""
    history.undo(ws, chance.choice([entry.operation for entry in history.history(ws, limit=8)]))


def redo(ws: Workspace, chance: Some) -> None:
    history.undo(ws)
    history.undo(ws)
    history.redo(ws)


BEGINNINGS = (begin_round, find_problem, ask, begin_evaluation, import_standard)
VERBS: list[Callable[[Workspace, Some], None]] = [
    *(begin_round, begin_round, answer, answer, fill, other_subjects, complete_round, reopen_round),
    *(report_round, delete_round, failed_item, edit_form),
    *(find_problem, work_on_problem, work_on_problem, work_on_problem, call_to_account, prove_problem),
    *(delete_record, ask, ask, edit_questions, count_answers, draw, void_draw),
    *(begin_evaluation, begin_evaluation, edit_evaluation, score, score, award, take_scores, publish),
    *(reopen_evaluation, delete_evaluation),
    *(import_standard, import_standard, judge, explain, settle_proposals, edit_standard, hand_in),
    *(void_handed_in, from_the_bin, undo, undo, undo_earlier, redo),
]


def everything(ws: Workspace, *, without: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    books = [table_of(row[0]) for row in ws.reader().execute("select id from ledger")]
    return {
        table: [tuple(row) for row in ws.reader().execute(f"select * from {quoted(table)} order by id")]
        for table in (*LOGGED, *books)
        if table not in without
    }


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Workspace]:
    put(workspace, "department", *({"title": name} for name in ("党政办", "计财股")))
    staff(workspace, 4, 1)
    while operations.next_undo(workspace.reader()):  # what an office has is not undone here
        workspace.outside(lambda db: db.execute("update operation set undoable = 0"))
    yield workspace


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(range(len(VERBS))), min_size=10, max_size=40), seed=st.integers(0, 999))
def test_all_of_it_is_undone_and_redone(office: Workspace, steps: list[int], seed: int) -> None:
    start = everything(office, without=KEPT)
    chance = random.Random(seed)
    for verb in (*BEGINNINGS, *(VERBS[step] for step in steps)):
        with contextlib.suppress(DeskError):  # nothing there to do it to, or refused as it should be
            verb(office, chance)
        assert facts.faults(office.reader()) == [], verb.__name__
    end = everything(office)
    undone = 0
    while operations.next_undo(office.reader()):
        history.undo(office)
        undone += 1
    assert everything(office, without=KEPT) == start
    for _ in range(undone):
        history.redo(office)
    assert everything(office) == end
    while operations.next_undo(office.reader()):
        history.undo(office)
    assert everything(office, without=KEPT) == start
    assert facts.faults(office.reader()) == []
