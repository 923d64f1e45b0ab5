"""Words for groups in records, and filters of definitions, as SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.desk import picking
from civdesk.domain.asking import Question, Tally
from civdesk.domain.fields import Value
from civdesk.domain.registers import members_on
from civdesk.domain.rules import Condition, Test
from civdesk.domain.selecting import Selection
from civdesk.store import grouping, ledgers
from civdesk.store.memory import Memory
from civdesk.store.workspace import Workspace
from tests.filling import put
from tests.store.test_measures import answer, number, questions, tallies

ON = date(2026, 11, 21)


def office(ws: Workspace) -> None:
    put(
        ws,
        "department",
        {"title": "党政办", "kind": "股室"},
        {"title": "综合股", "kind": "股室", "ended_on": "2026-06-30"},
        {"title": "新设股", "kind": "股室", "started_on": "2026-07-01"},
        {"title": "养护中心", "kind": "直属单位"},
    )


def titles(ws: Workspace, key: str, *conditions: Condition, **more: Any) -> set[str]:
    db = ws.reader()
    book = ledgers.definition(db, key)
    ids = ledgers.ids(db, book, selection=Selection(conditions=conditions, **more))
    return {str(one.values[book.title_field]) for one in ledgers.records(db, book, ids)}


def named(key: str, *names: str) -> Condition:
    return Condition(key, Test.ONE_OF, names)


def activities(ws: Workspace) -> None:
    put(
        ws,
        "activity",
        {"title": "春", "date": "2026-03-01", "support": ["各股室"]},
        {"title": "秋", "date": "2026-09-01", "support": ["局机关各股室"]},
        {"title": "自己的", "date": "2026-03-01", "support": ["综合股"]},
        {"title": "直属", "date": "2026-03-01", "support": ["各直属单位"]},
        {"title": "不明", "date": "2026-03-01", "support": ["各相关科室"]},
        {"title": "空的", "date": "2026-03-01"},
    )


def test_who_looks_for_a_department_finds_what_names_its_group_as_of_the_day(workspace: Workspace) -> None:
    office(workspace)
    activities(workspace)
    assert titles(workspace, "activity", named("support", "党政办")) == {"春", "秋"}
    assert titles(workspace, "activity", named("support", "综合股")) == {"春", "自己的"}
    assert titles(workspace, "activity", named("support", "新设股")) == {"秋"}
    assert titles(workspace, "activity", named("support", "养护中心")) == {"直属"}
    assert titles(workspace, "activity", named("support", "综合股", "")) == {"春", "自己的", "空的"}
    assert titles(workspace, "activity", named("support", "没有的")) == set()


def test_a_demand_on_each_department_counts_group_duties(workspace: Workspace) -> None:
    office(workspace)
    activities(workspace)
    each = {"ledger": "department", "field": "support", "filter": "股室"}
    rule = {"ledger": "activity", "at_least": 1, "each": each}
    ((tally),) = answer(workspace, questions(workspace, rule)[0])
    assert {one.name: one.present for one in tally.members} == {"党政办": 2, "新设股": 1}
    spring = date(2026, 6, 30)
    ((tally),) = answer(workspace, questions(workspace, rule, spring)[0])
    assert {one.name: one.present for one in tally.members} == {"党政办": 1, "综合股": 2}


def test_different_departments_behind_a_group(workspace: Workspace) -> None:
    office(workspace)
    activities(workspace)
    rule = {"ledger": "activity", "measure": "distinct", "field": "support", "at_least": 1}
    # 党政办 and 综合股 in spring, 党政办 and 新设股 in autumn, 养护中心, and 各相关科室 as it is written.
    assert number(workspace, rule) == 5
    put(workspace, "activity", {"title": "再", "date": "2026-03-02", "support": ["党政办"]})
    assert number(workspace, rule) == 5


def test_a_rule_that_asks_for_a_department(workspace: Workspace) -> None:
    office(workspace)
    activities(workspace)
    rule = {"ledger": "activity", "where": {"support": "综合股"}, "at_least": 1}
    assert tallies(workspace, rule) == [(2, 2)]


def test_filters_of_the_definition_in_rules(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "甲", "status": "在职", "rank": "科级", "politics": "中共党员"},
        {"title": "乙", "status": "在职", "rank": "科员", "politics": "中共预备党员"},
        {"title": "丙", "status": "退休", "rank": "正科级", "left_on": "2026-06-30"},
        {"title": "丁", "status": "外包"},
        {"title": "戊", "status": "退休"},
    )

    def many(*names: str, on: date = ON) -> int:
        return int(number(workspace, {"ledger": "staff", "filter": list(names), "at_least": 1}, on))

    assert many("在职") == 2 and many("退休") == 2 and many("外包") == 1
    assert many("在职", on=date(2026, 6, 30)) == 3 and many("退休", on=date(2026, 6, 30)) == 1
    assert many("党员") == 2 and many("在职", "科级以上") == 1
    each = {"ledger": "staff", "field": "participants", "filter": "科级以上"}
    put(workspace, "activity", {"title": "一", "date": "2026-03-01", "participants": ["甲", "丙"]})
    ((tally),) = answer(
        workspace, questions(workspace, {"ledger": "activity", "at_least": 1, "each": each})[0]
    )
    assert [(one.name, one.present) for one in tally.members] == [("甲", 1)]


def test_people_of_one_name(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "张伟", "department": "计财股", "status": "在职"},
        {"title": "张伟", "department": "运输股", "status": "在职"},
    )
    put(
        workspace,
        "activity",
        {"title": "一", "date": "2026-03-01", "participants": ["张伟（计财股）"]},
        {"title": "二", "date": "2026-03-02", "participants": ["张伟"]},
    )
    rule = {
        "ledger": "activity",
        "at_least": 1,
        "each": {"ledger": "staff", "field": "participants"},
    }
    ((tally),) = answer(workspace, questions(workspace, rule)[0])
    assert [one.present for one in tally.members] == [2, 1]
    # The other one leaves; what was written while there were two still means who stays, and who left.
    db = workspace.reader()
    book = ledgers.definition(db, "staff")
    _, leaves = ledgers.ids(db, book)
    workspace.operate("set", "离岗", lambda d: ledgers.update(d, book, leaves, {"left_on": "2026-06-30"}))
    ((tally),) = answer(workspace, questions(workspace, rule)[0])
    assert [one.present for one in tally.members] == [2]
    assert titles(workspace, "activity", named("participants", "张伟")) == {"一", "二"}
    field = ledgers.definition(db, "activity").field("participants")
    both = "张伟（计财股）、张伟（运输股）"
    assert picking.unknown(workspace, field, f"{both}、张伟（别处）") == ["张伟（别处）"]


def kept(memory: Memory, db: Any, books: Any, asked: Question) -> tuple[Tally, ...]:
    memory.catch_up(db, books)
    memory.answer(db, books, [asked])
    return memory.tallies[asked]


def test_what_is_remembered_is_forgotten_when_the_register_changes(workspace: Workspace) -> None:
    office(workspace)
    activities(workspace)
    db, memory = workspace.reader(), Memory()
    books = ledgers.definitions(db)
    (asked,) = questions(workspace, {"ledger": "activity", "where": {"support": "新设股"}, "at_least": 1})
    assert kept(memory, db, books, asked)[0].present == 1
    book = books["department"]
    (id,) = ledgers.ids(db, book, selection=Selection(text="新设股"))
    outcome = workspace.operate("set", "试", lambda d: ledgers.update(d, book, id, {"kind": "直属单位"}))
    assert outcome.operation
    now = kept(memory, workspace.reader(), books, asked)[0].present
    assert now == 0, "it is no 股室 any more, and 各直属单位 was before its time"
    workspace.operate("set", "试", lambda d: ledgers.update(d, book, id, {"started_on": None}))
    assert kept(memory, workspace.reader(), books, asked)[0].present == 1


DAY = st.sampled_from([None, "2026-01-31", "2026-06-30", "2026-07-01"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "status": st.sampled_from(["在职", "退休", "外包", "离职", None]),
                "rank": st.sampled_from(["科员", "副科级", "处级", None]),
                "politics": st.sampled_from(["中共党员", "群众", None]),
                "volunteer": st.sampled_from([0, 1, None]),
                "volunteer_since": DAY,
                "joined_on": st.sampled_from([None, "2025-01-01", "2026-01-31"]),
                "left_on": DAY,
            }
        ),
        max_size=6,
    ),
    st.sampled_from(["2026-01-30", "2026-06-30", "2026-07-01", "2026-12-31"]),
)
def test_the_database_and_the_rules_agree(
    workspace: Workspace, rows: list[dict[str, Value]], day: str
) -> None:
    db = workspace.reader()
    book = ledgers.definition(db, "staff")
    before = ledgers.ids(db, book)
    if before:
        workspace.operate("x", "清", lambda d: [ledgers.delete(d, book, id) for id in before])
    put(workspace, "staff", *({"title": str(n), **row} for n, row in enumerate(rows)))
    on, everyone = date.fromisoformat(day), grouping.members(workspace.reader(), book)
    for one in book.filters:
        here = {member.name for member in members_on(book, everyone, on, [one])}
        assert titles(workspace, "staff", on=on, named=(one,)) == here, one.title
