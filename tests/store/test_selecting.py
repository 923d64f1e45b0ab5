"""Which records a selection chooses, in which order, and what there is to choose from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.domain.named_filters import NamedFilter
from civdesk.domain.rules import Condition, Test
from civdesk.domain.selecting import Selection
from civdesk.store import ledgers, selecting
from civdesk.store.selecting import BY_PROOFS
from civdesk.store.workspace import Workspace
from tests.filling import on_days, prove, put


def titles(ws: Workspace, key: str, selection: Selection, **more: object) -> list[str]:
    book = ledgers.definition(ws.reader(), key)
    ids = ledgers.ids(ws.reader(), book, selection=selection, **more)  # type: ignore[arg-type]
    assert len(ids) == ledgers.count(ws.reader(), book, selection)
    assert len(ids) == ledgers.totals(ws.reader(), book, selection=selection)[0]
    return [str(one.values["title"]) for one in ledgers.records(ws.reader(), book, ids)]


def where(field: str, test: Test, *values: str | int | bool) -> Selection:
    return Selection(conditions=(Condition(field, test, values),))


def test_a_period_has_both_its_ends_and_no_record_without_a_date(workspace: Workspace) -> None:
    on_days(workspace, "study", ["2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01"])
    put(workspace, "study", {"title": "没有日期"})
    chosen = Selection(start=date(2026, 1, 1), end=date(2026, 3, 31))
    assert titles(workspace, "study", chosen) == ["第3次", "第2次"]
    assert titles(workspace, "study", Selection(start=date(2026, 4, 1))) == ["第4次"]
    assert titles(workspace, "study", Selection(end=date(2025, 12, 31))) == ["第1次"]


def test_members_of_a_register_on_a_day(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "老王"},
        {"title": "来了", "joined_on": "2026-03-01"},
        {"title": "走了", "left_on": "2026-06-30"},
    )
    assert titles(workspace, "staff", Selection(on=date(2026, 2, 28))) == ["老王", "走了"]
    assert titles(workspace, "staff", Selection(on=date(2026, 6, 30))) == ["老王", "来了", "走了"]
    assert titles(workspace, "staff", Selection(on=date(2026, 7, 1))) == ["老王", "来了"]
    # A ledger that is no register has no members: the day says nothing.
    on_days(workspace, "study", ["2026-01-01"])
    assert titles(workspace, "study", Selection(on=date(2020, 1, 1))) == ["第1次"]


def test_filters_of_the_definition(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "在职党员", "politics": "中共党员", "status": "在职"},
        {"title": "预备", "politics": "中共预备党员", "status": "在职"},
        {"title": "退了", "politics": "中共党员", "status": "退休", "left_on": "2026-01-31"},
        {"title": "群众", "politics": "群众", "status": "在职"},
    )
    party = NamedFilter(
        "党员",
        (
            (Condition("politics", Test.ONE_OF, ("中共党员",)),),
            (Condition("politics", Test.ONE_OF, ("中共预备党员",)),),
        ),
    )
    retired = NamedFilter("退休", ((Condition("status", Test.ONE_OF, ("退休",)),),), former=True)
    today = date(2026, 7, 31)
    chosen = Selection(named=(party,), day=today)
    assert titles(workspace, "staff", chosen) == ["在职党员", "预备", "退了"]
    assert titles(workspace, "staff", replace(chosen, on=today)) == ["在职党员", "预备"]
    assert titles(workspace, "staff", Selection(named=(party, retired), on=today)) == ["退了"]


def test_values_of_one_field_and_nothing_among_them(workspace: Workspace) -> None:
    put(
        workspace,
        "activity",
        {"title": "甲", "department": "办公室", "participants": ["张三", "李四"]},
        {"title": "乙", "department": "综合股", "participants": ["李四"]},
        {"title": "丙"},
    )
    assert titles(workspace, "activity", where("department", Test.ONE_OF, "办公室")) == ["甲"]
    assert set(titles(workspace, "activity", where("department", Test.ONE_OF, "办公室", ""))) == {"甲", "丙"}
    assert titles(workspace, "activity", where("department", Test.ONE_OF, "")) == ["丙"]
    assert set(titles(workspace, "activity", where("participants", Test.ONE_OF, "李四"))) == {"甲", "乙"}
    assert set(titles(workspace, "activity", where("participants", Test.ONE_OF, "张三", ""))) == {"甲", "丙"}
    assert titles(workspace, "activity", where("title", Test.CONTAINS, "乙")) == ["乙"]


def test_everything_that_is_asked_must_hold(workspace: Workspace) -> None:
    on_days(workspace, "study", ["2026-01-05", "2026-02-05"], people=30)
    on_days(workspace, "study", ["2026-02-06"], people=10)
    chosen = Selection(
        text="第1", conditions=(Condition("people", Test.AT_LEAST, (20,)),), end=date(2026, 1, 31)
    )
    assert titles(workspace, "study", chosen) == ["第1次"]
    assert not Selection() and chosen


def test_lacking_any_of_some_proofs(workspace: Workspace) -> None:
    none, one, all_of_it = on_days(workspace, "activity", ["2026-01-01", "2026-01-02", "2026-01-03"])
    prove(workspace, "activity", one, "photo")
    prove(workspace, "activity", all_of_it, "photo", "photo", "attendance")
    assert set(titles(workspace, "activity", Selection(lacking=("photo",)))) == {"第1次", "第2次"}
    # Two photographs are wanted; of what is not wanted one is enough for who asks.
    assert set(titles(workspace, "activity", Selection(lacking=("attendance",)))) == {"第1次", "第2次"}
    assert titles(workspace, "activity", Selection(lacking=("plan", "photo"))) == ["第3次", "第2次", "第1次"]
    book = ledgers.definition(workspace.reader(), "activity")
    lacks = selecting.lacks(workspace.reader(), book, Selection())
    assert (lacks["photo"], lacks["attendance"], lacks["plan"]) == (2, 2, 3)
    lacks = selecting.lacks(workspace.reader(), book, Selection(start=date(2026, 1, 3)))
    assert (lacks["photo"], lacks["plan"]) == (0, 1)
    assert titles(workspace, "activity", Selection(), order=BY_PROOFS) == ["第1次", "第2次", "第3次"]
    down = titles(workspace, "activity", Selection(), order=BY_PROOFS, descending=True)
    assert down[0] == "第3次"
    held = selecting.held(workspace.reader(), book, [none, one, all_of_it])
    assert held == {one: {"photo": 1}, all_of_it: {"photo": 2, "attendance": 1}}


def test_sorting_by_proofs_where_a_ledger_wants_none(workspace: Workspace) -> None:
    put(workspace, "staff", {"title": "甲"}, {"title": "乙"})
    assert titles(workspace, "staff", Selection(), order=BY_PROOFS) == ["甲", "乙"]


def test_the_values_there_are_with_how_often(workspace: Workspace) -> None:
    put(
        workspace,
        "activity",
        {"title": "甲", "department": "办公室", "participants": ["张三", "李四"], "voluntary": 1},
        {"title": "乙", "department": "综合股", "participants": ["李四"], "voluntary": 0},
        {"title": "丙", "department": "综合股"},
        {"title": "丁"},
    )
    book = ledgers.definition(workspace.reader(), "activity")

    def found(key: str, selection: Selection = ledgers.EVERY, limit: int = 500) -> list[tuple[object, int]]:
        values = selecting.values(workspace.reader(), book, key, selection, limit=limit)
        return [(one.value, one.count) for one in values]

    assert found("department") == [(None, 1), ("综合股", 2), ("办公室", 1)]
    assert found("participants") == [(None, 2), ("李四", 2), ("张三", 1)]
    assert found("voluntary") == [(None, 2), (0, 1), (1, 1)]
    assert found("department", where("title", Test.CONTAINS, "甲")) == [("办公室", 1)]
    assert found("department", limit=1) == [(None, 1), ("综合股", 2)]


def test_an_unknown_field_is_our_mistake(workspace: Workspace) -> None:
    book = ledgers.definition(workspace.reader(), "study")
    with pytest.raises(KeyError):
        ledgers.ids(workspace.reader(), book, selection=where("nowhere", Test.ONE_OF, "x"))


_TEXTS = st.text("办公室%_\\'\"甲 \t[]", max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.tuples(_TEXTS, st.lists(_TEXTS.filter(bool), max_size=3)), max_size=6), _TEXTS)
def test_what_is_selected_is_what_python_would_select(
    workspace: Workspace, rows: list[tuple[str, list[str]]], wanted: str
) -> None:
    book = ledgers.definition(workspace.reader(), "activity")
    old = ledgers.ids(workspace.reader(), book)
    made = [{"title": "x", "place": place or None, "participants": names or None} for place, names in rows]

    def fill(db: object) -> None:
        for id in old:
            ledgers.delete(db, book, id)  # type: ignore[arg-type]
        ledgers.insert_many(db, book, made)  # type: ignore[arg-type]

    workspace.operate("add", "填入", fill)
    many = lambda selection: ledgers.count(workspace.reader(), book, selection)  # noqa: E731
    assert many(where("place", Test.ONE_OF, wanted)) == sum(place == wanted for place, _ in rows)
    listed = sum(wanted in names if wanted else not names for _, names in rows)
    assert many(where("participants", Test.ONE_OF, wanted)) == listed
    if wanted.strip():
        holds = sum(wanted in (place or "") or any(wanted in name for name in names) for place, names in rows)
        assert many(where("place", Test.CONTAINS, wanted)) == sum(wanted in place for place, _ in rows)
        of_items = sum(any(wanted in name for name in names) for _, names in rows)
        assert many(where("participants", Test.CONTAINS, wanted)) == of_items
        assert many(Selection(text=wanted)) == holds


def test_a_list_is_searched_as_it_is_read(workspace: Workspace) -> None:
    put(workspace, "activity", {"title": "甲", "participants": ["王秀红", "李明"]})
    assert titles(workspace, "activity", Selection(text="王秀红、李明")) == ["甲"]
    assert titles(workspace, "activity", Selection(text='","')) == []
    assert titles(workspace, "activity", where("participants", Test.CONTAINS, '", "')) == []
