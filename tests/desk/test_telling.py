"""The history tells every kind of operation and every table in the clerk's words."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

import civdesk
from civdesk.desk import (
    assessing,
    evaluations,
    forms,
    history,
    problems,
    rounds,
    sampling,
    standards,
    surveys,
    telling,
    told_columns,
)
from civdesk.desk.telling import Teller
from civdesk.domain.evaluations import Plan
from civdesk.domain.forms import Item
from civdesk.domain.surveys import Option, Question
from civdesk.store.schema import LOGGED
from civdesk.store.workspace import Workspace
from tests.filling import staff

TODAY = date(2026, 11, 22)
SOURCES = sorted(Path(civdesk.__file__).parent.rglob("*.py"))
# Whose part a row is, which row it is and where it stands: its name says that.
_WHICH = {"id", "position", "standard", "indicator", "form", "round", "problem", "survey", "evaluation"}
_WHICH |= {"candidate", "task"}
# What is not told beside that, and why nobody misses it.
UNTOLD = {
    "ledger": {"definition"},  # the operation says which columns
    "standard": {"edition_of"},  # the operation says so
    "indicator": {"parent", "code", "ref"},  # in its name
    "proposal": {"definition"},  # its sentence is told
    "explanation": {"at"},
    "finding": {"at"},
    "problem_step": {"kind", "result"},  # in its name and its text
    "answer": {"item", "subject"},  # in its name
    "evaluation": {"record"},  # told by the record
    "sampling": {"register", "seed", "members", "made_at"},  # the way it was drawn is told
    "assessment": {"handed_in_at", "definition", "data"},
    "frozen_period": {"ledger", "starts", "ends", "frozen_at", "frozen_by", "lifted_by"},
    "package": {"kind", "made_at", "files", "bytes", "manifest", "note"},
    "filing_item": {"year", "category", "retention", "number", "evidence", "given_at", "void"},
    "setting": {"value"},  # the operation says what was set
}
_BY_ITSELF = {"evidence", "proof"}  # facts of files; a link is told at the record it belongs to


def kinds_used() -> set[str]:
    """The first argument of every ws.operate(…) and ws.begin(…); a problem's verbs say theirs to _do."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first, second = node.args[:2]
            if name in ("operate", "begin") and isinstance(first, ast.Constant) and first.value:
                found.add(str(first.value))
            elif name == "_do" and path.name == "problems_verbs.py":
                assert isinstance(second, ast.Constant)
                found.add(f"problem_{second.value}")
    return found


def test_every_kind_of_operation_can_be_chosen_once() -> None:
    listed = [kind for kinds in telling.KINDS.values() for kind in kinds]
    assert len(listed) == len(set(listed))
    used = kinds_used() | {"undo", "redo"}  # these two are handed on
    assert {"round", "problem_recheck", "import_sheet"} <= used
    assert used - set(listed) == set(), "kinds that no filter shows"
    assert set(listed) - used == set(), "kinds that nothing does"


@pytest.mark.parametrize("table", [table for table in LOGGED if table not in _BY_ITSELF])
def test_every_table_has_a_name_and_its_columns_are_told(workspace: Workspace, table: str) -> None:
    assert table in told_columns.WORDS
    told = {*told_columns.COLUMNS.get(table, ()), told_columns.part_of(table)}
    columns = {row[1] for row in workspace.reader().execute(f"pragma table_info({table})")}
    assert columns - told - _WHICH - UNTOLD.get(table, set()) == set()


def told(ws: Workspace) -> list[str]:
    """The latest operation, a line for each thing that became different."""
    entry = history.history(ws, limit=1)[0]
    lines = [
        f"{one.title}｜{line.text}" for one in Teller(ws.reader()).tell(entry.changes) for line in one.lines
    ]
    assert lines, entry.title
    assert not re.search(r"[a-z]{3}|[0-9A-Z]{26}", "".join(lines)), lines
    return lines


def test_what_was_done_to_checklists_reads_as_a_clerk_would_say(workspace: Workspace) -> None:
    rule = {"ledger": "study", "measure": "count", "at_least": 2}
    indicator = {"code": "1", "title": "学习", "points": 5, "rules": [rule]}
    standards.install_standard(workspace, {"key": "own", "title": "本单位标准", "indicators": [indicator]})
    told(workspace)
    standards.set_rules(workspace, "own", "1", [rule | {"at_least": 3}])
    assert any(line.startswith("1 学习｜规则：") and "3 次" in line for line in told(workspace))
    standards.set_anchor(workspace, "own", "inspection", date(2026, 12, 10))
    assert told(workspace) == ["本单位标准｜迎检日期：（空） → 2026-12-10"]
    standards.set_indicator(
        workspace, "own", "1", {"lead": ["党政办"], "scoring": {"way": "share", "each": None}}
    )
    assert told(workspace) == [
        "1 学习｜计分方式：（空） → 按完成比例给分",
        "1 学习｜牵头科室：（空） → 党政办",
    ]
    assessing.judge(workspace, "own", "1", "met", "已核实", TODAY, points=450)
    assert "1 学习｜得分：（空） → 4.5" in told(workspace)

    one = rounds.new(workspace, "fire", TODAY, subjects=["甲点"])
    first = one.answers[0]
    rounds.answer(workspace, one.id, first.item, first.subject, "✗")
    (line,) = told(workspace)
    title = rounds.form(workspace, "fire").item(first.item).title
    assert line.startswith(one.title[:10]) and line.endswith("结果：（空） → 不合格")
    assert "甲点" in line and title[:4] in line
    rounds.set_head(workspace, one.id, inspectors=("张三", "李四"))
    assert told(workspace) == [f"{one.title}｜检查人：（空） → 张三、李四"]
    form = rounds.form(workspace, "peers")
    forms.save(workspace, forms.with_items(form, [*form.items, Item("", "着装整齐")]))
    assert told(workspace)[-1].endswith("检查项目“着装整齐”：（空） → 启用")


def test_surveys_evaluations_and_samples_are_told(workspace: Workspace) -> None:
    asked = Question("您满意吗", (Option("满意", 8, True), Option("不满意", 2)), "满意率")
    survey = surveys.add(
        workspace, {"date": "2026-09-01", "title": "满意度", "returned": 10}, [asked], today=TODAY
    ).id
    surveys.count(workspace, survey, "1", {"满意": 7})
    assert "您满意吗｜选项：满意 8、不满意 2 → 满意 7、不满意 2" in told(workspace)
    plan = Plan(judges=("甲",))
    both = [("党政办", ""), ("计财股", "")]
    one, _ = evaluations.new(workspace, "评比", plan, both, starts=TODAY, ends=TODAY)
    told(workspace)
    evaluations.score(workspace, one, {("党政办", "甲", plan.asked[0].title): 9550})
    assert "党政办（甲）｜分数：（空） → 95.5" in told(workspace)
    evaluations.change(workspace, one, plan=Plan(judges=("甲", "乙")))
    assert "评比｜评委：甲 → 甲、乙" in told(workspace)
    staff(workspace, 3, 1)
    drawn = sampling.draw(workspace, "staff", "1", on=TODAY, seed="1")
    sampling.void(workspace, drawn.id, "抽错了")
    assert told(workspace) == [f"{drawn.title}｜作废原因：（空） → 抽错了"]


def test_a_setting_is_not_told_by_its_key(workspace: Workspace) -> None:
    problems.set_phases(workspace, [{"title": "自查", "start": "2026-01-01", "end": "2026-06-30"}])
    entry = history.history(workspace, limit=1)[0]
    assert [one.title for one in Teller(workspace.reader()).tell(entry.changes)] == ["设置"]
