"""What the ledgers answer to the questions of rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.desk.framing import calendar
from civdesk.domain.asking import Frame, Question, Tally, inquire
from civdesk.domain.periods import calendar_year
from civdesk.domain.rule_data import read_rule
from civdesk.store import ledgers, measures, near
from civdesk.store.memory import Memory
from civdesk.store.workspace import Workspace
from tests.filling import on_days, prove, put

ON = date(2026, 11, 21)


def questions(ws: Workspace, rule: dict[str, Any], on: date = ON, **anchors: date) -> tuple[Question, ...]:
    frame = Frame(calendar_year(on.year), on, ledgers.definitions(ws.reader()), anchors, {}, calendar())
    inquiry = inquire(read_rule(rule), frame)
    assert not inquiry.reason
    return inquiry.questions


def answer(ws: Workspace, question: Question) -> tuple[Tally, ...]:
    return measures.answers(ws.reader(), ledgers.definitions(ws.reader()), [question])[question]


def tallies(ws: Workspace, rule: dict[str, Any], on: date = ON) -> list[tuple[Any, Any]]:
    question = questions(ws, rule, on)[0]
    return [(tally.present, tally.in_time) for tally in answer(ws, question)]


def number(ws: Workspace, rule: dict[str, Any], on: date = ON) -> Any:
    ((present, _),) = tallies(ws, rule, on)
    return present


def test_a_series_of_buckets_with_deadlines(workspace: Workspace) -> None:
    on_days(
        workspace,
        "study",
        ["2026-01-01", "2026-06-30", "2026-07-01", "2026-11-30", "2026-12-01", "2027-01-01"],
    )
    rule = {"ledger": "study", "at_least": 1, "per": "half_year", "by": ["06-30", "11-30"]}
    assert tallies(workspace, rule, date(2026, 12, 31)) == [(2, 2), (3, 2)]
    assert tallies(workspace, rule, date(2026, 11, 30)) == [(2, 2), (2, 2)]
    assert tallies(workspace, rule, date(2026, 6, 29)) == [(1, 1), (0, 0)]


def test_a_long_series_is_answered_like_a_short_one(workspace: Workspace) -> None:
    on_days(workspace, "study", ["2026-01-05", "2026-01-05", "2026-03-01", "2026-12-31"])
    daily = tallies(workspace, {"ledger": "study", "at_least": 1, "per": "day"}, date(2026, 12, 31))
    assert len(daily) == 365
    assert [n for n, (present, _) in enumerate(daily) if present] == [4, 59, 364]
    monthly = tallies(workspace, {"ledger": "study", "at_least": 1, "per": "month"}, date(2026, 12, 31))
    assert [present for present, _ in monthly] == [2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_conditions_on_every_kind_of_field(workspace: Workspace) -> None:
    put(
        workspace,
        "activity",
        {"title": "职工篮球赛", "date": "2026-05-01", "kind": "文体活动", "voluntary": 1, "hours": 250,
         "participants": ["张三", "李四"]},
        {"title": "足球友谊赛", "date": "2026-05-02", "kind": "文体活动", "voluntary": 0, "hours": 249},
        {"title": "读书会", "date": "2026-05-03", "kind": "诵读读书"},
        {"title": "百分之百_%", "date": "2026-05-04"},
    )  # fmt: skip

    def count(**where: Any) -> Any:
        return number(workspace, {"ledger": "activity", "at_least": 1, "where": where})

    assert count() == 4
    assert count(kind="文体活动") == 2
    assert count(kind=["文体活动", "诵读读书"]) == 3
    assert count(kind={"not": "文体活动"}) == 2
    assert count(kind={"set": True}) == 3
    assert count(kind={"set": False}) == 1
    assert count(title={"contains": ["篮球", "足球"]}) == 2
    assert count(title={"contains": "_%"}) == 1
    assert count(voluntary=True) == 1
    assert count(voluntary={"not": True}) == 3
    assert count(voluntary={"set": True}) == 2
    assert count(hours={"at_least": 2.5}) == 1
    assert count(hours={"at_most": 2.5}) == 2
    assert count(participants="李四") == 1
    assert count(participants={"not": "李四"}) == 3
    assert count(participants={"contains": "李"}) == 1
    assert count(date={"on_or_before": "2026-05-02"}) == 2
    assert count(date={"on_or_after": "2026-05-02"}) == 3


def test_sums_are_of_what_is_stored_and_distinct_things_count_once(workspace: Workspace) -> None:
    put(
        workspace,
        "volunteer_activity",
        {"title": "a", "date": "2026-02-01", "hours": 2250, "participants": ["张三", "李四"]},
        {"title": "b", "date": "2026-03-01", "hours": 150, "participants": ["李四"]},
        {"title": "c", "date": "2026-04-01"},
        {"title": "d", "date": "2025-04-01", "hours": 9900, "participants": ["王五"]},
    )
    total = {"ledger": "volunteer_activity", "measure": "sum", "field": "hours", "at_least": 1}
    assert number(workspace, total) == 2400
    people = {"ledger": "volunteer_activity", "measure": "distinct", "field": "participants", "at_least": 1}
    assert number(workspace, people) == 2
    titles = {"ledger": "volunteer_activity", "measure": "distinct", "field": "title", "at_least": 1}
    assert number(workspace, titles) == 3


def test_registers_hold_who_is_there_on_the_day(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "一直在", "status": "在职"},
        {"title": "新来的", "status": "在职", "joined_on": "2026-11-22"},
        {"title": "今天来", "status": "在职", "joined_on": "2026-11-21"},
        {"title": "今天走", "status": "在职", "left_on": "2026-11-21"},
        {"title": "走了的", "status": "在职", "left_on": "2026-11-20"},
        {"title": "退休的", "status": "退休"},
    )
    serving = {"ledger": "staff", "where": {"status": "在职"}, "at_least": 1}
    assert number(workspace, serving) == 3
    assert number(workspace, serving, date(2026, 11, 22)) == 3
    assert number(workspace, serving, date(2026, 1, 1)) == 3
    quarters = tallies(workspace, {**serving, "per": "quarter"}, date(2026, 12, 31))
    assert [present for present, _ in quarters] == [3, 3, 3, 3]


def test_a_volunteer_counts_from_the_day_of_registration_where_it_is_known(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "甲", "volunteer": 1, "volunteer_since": "2024-01-03"},
        {"title": "乙", "volunteer": 1, "volunteer_since": "2026-12-01"},
        {"title": "丙", "volunteer": 1},
        {"title": "丁", "volunteer": 0},
    )
    where = {"volunteer": True, "volunteer_since": {"on_or_before": "on"}}
    assert number(workspace, {"ledger": "staff", "where": where, "at_least": 1}) == 2
    assert number(workspace, {"ledger": "staff", "where": where, "at_least": 1}, date(2026, 12, 1)) == 3
    known = {**where, "volunteer_since": {"on_or_before": "on", "set": True}}
    assert number(workspace, {"ledger": "staff", "where": known, "at_least": 1}) == 1


def test_records_count_with_their_proofs_and_others_nearly_do(workspace: Workspace) -> None:
    whole, half, bare = on_days(workspace, "study", ["2026-01-01", "2026-02-01", "2026-03-01"])
    prove(workspace, "study", whole, "photo", "photo", "attendance")
    prove(workspace, "study", half, "photo", "attendance")
    rule = {"ledger": "study", "at_least": 1, "per": "year", "proofs": {"photo": 2, "attendance": 1}}
    books = ledgers.definitions(workspace.reader())
    (question,) = questions(workspace, rule)
    assert number(workspace, rule) == 1
    assert near.record_ids(workspace.reader(), books, question) == [whole]
    memory = Memory()
    (everything,) = questions(workspace, {**rule, "proofs": {}})
    nearly = memory.failing(workspace.reader(), books, everything, question)
    assert [(n.id, [(d.roles, k) for d, k in n.lacks]) for n in nearly] == [
        (half, [(("photo",), 1)]),
        (bare, [(("photo",), 2), (("attendance",), 1)]),
    ]


def test_one_of_two_roles_is_enough(workspace: Workspace) -> None:
    money, goods, neither = on_days(workspace, "paired_aid", ["2026-01-01", "2026-02-01", "2026-03-01"])
    prove(workspace, "paired_aid", money, "money")
    prove(workspace, "paired_aid", goods, "goods")
    good, everything = questions(
        workspace, {"ledger": "paired_aid", "each": "record", "proofs": {"money|goods": 1}}
    )
    books = ledgers.definitions(workspace.reader())
    assert answer(workspace, everything)[0].present == 3
    assert answer(workspace, good)[0].present == 2
    failing = near.failing(workspace.reader(), books, everything, good)
    assert [record.id for record in failing] == [neither]


def test_what_a_record_fails_is_told_with_what_stands_there(workspace: Workspace) -> None:
    put(
        workspace,
        "publicity_site",
        {"title": "大门", "outdoor": 1, "updated_on": "2026-06-01"},
        {"title": "东墙", "outdoor": 1, "updated_on": "2026-01-05", "department": "综合股"},
        {"title": "西墙", "outdoor": 1},
        {"title": "南墙", "outdoor": 1, "updated_on": "2026-12-24"},
        {"title": "楼道", "outdoor": 0},
        {"title": "已拆", "outdoor": 1, "removed_on": "2026-10-01"},
    )
    rule = {
        "ledger": "publicity_site",
        "where": {"outdoor": True},
        "each": "record",
        "measure": "age",
        "field": "updated_on",
        "at_most": "6 months",
    }
    good, everything = questions(workspace, rule)
    books = ledgers.definitions(workspace.reader())
    assert answer(workspace, everything) == (Tally(4, 4),)
    assert answer(workspace, good) == (Tally(1, 1),)
    failing = near.failing(workspace.reader(), books, everything, good)
    assert {n.title: [value for _, value in n.faults] for n in failing} == {
        "东墙": ["2026-01-05"],
        "西墙": [None],
        "南墙": ["2026-12-24"],
    }
    assert {n.title: n.department for n in failing}["东墙"] == "综合股"


def test_each_member_and_each_named_value(workspace: Workspace) -> None:
    put(
        workspace,
        "staff",
        {"title": "张三", "rank": "科级"},
        {"title": "李四", "rank": "科级"},
        {"title": "王五"},
    )
    put(
        workspace,
        "volunteer_activity",
        {"title": "a", "date": "2026-02-01", "participants": ["张三", "王五"]},
        {"title": "b", "date": "2026-12-01", "participants": ["张三", "李四"]},
        {"title": "c", "date": "2025-02-01", "participants": ["李四"]},
    )
    rule = {
        "ledger": "volunteer_activity",
        "at_least": 1,
        "per": "year",
        "each": {"ledger": "staff", "where": {"rank": "科级"}, "field": "participants"},
    }
    (tally,) = answer(workspace, questions(workspace, rule)[0])
    assert [(m.name, m.present) for m in tally.members] == [("张三", 1), ("李四", 0)]
    put(workspace, "festival_activity", {"title": "扫墓", "date": "2026-04-03", "festival": "清明"})
    named = {
        "ledger": "festival_activity",
        "at_least": 1,
        "per": "year",
        "each": {"values": ["清明", "重阳"], "field": "festival"},
    }
    (tally,) = answer(workspace, questions(workspace, named)[0])
    assert [(m.name, m.present) for m in tally.members] == [("清明", 1), ("重阳", 0)]


def test_the_latest_value_up_to_the_day(workspace: Workspace) -> None:
    put(
        workspace,
        "spending",
        {"title": "a", "date": "2026-02-01", "money": 100},
        {"title": "b", "date": "2026-06-01", "money": 300},
        {"title": "c", "date": "2026-07-01"},
        {"title": "d", "date": "2026-12-01", "money": 900},
    )
    rule = {"ledger": "spending", "measure": "latest", "field": "money", "at_least": 1}
    assert number(workspace, rule) == 300
    assert number(workspace, rule, date(2026, 1, 1)) is None


def test_records_without_a_date_are_counted_apart(workspace: Workspace) -> None:
    put(workspace, "study", {"title": "哪天"}, {"title": "那天", "date": "2026-03-01"})
    (question,) = questions(workspace, {"ledger": "study", "at_least": 1, "per": "year"})
    assert near.undated(workspace.reader(), ledgers.definitions(workspace.reader()), question) == 1


def test_a_memory_forgets_what_changed(workspace: Workspace) -> None:
    memory = Memory()
    (question,) = questions(workspace, {"ledger": "study", "at_least": 1, "per": "year"})
    (other,) = questions(workspace, {"ledger": "document", "at_least": 1, "per": "year"})

    def present(one: Question) -> Any:
        books = ledgers.definitions(workspace.reader())
        memory.catch_up(workspace.reader(), books)
        memory.answer(workspace.reader(), books, [question, other])
        return memory.tallies[one][0].present

    assert (present(question), present(other)) == (0, 0)
    on_days(workspace, "study", ["2026-01-01"])
    assert (present(question), present(other)) == (1, 0)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(value=TEXTS)
def test_any_text_of_a_rule_is_a_value_and_never_sql(workspace: Workspace, value: str) -> None:
    book = ledgers.definition(workspace.reader(), "study")
    workspace.operate(
        "add", "新增", lambda db: ledgers.insert(db, book, {"title": value, "date": "2026-03-03"})
    )
    for where in ({"title": value}, {"title": {"contains": value}}):
        rule = {"ledger": "study", "at_least": 1, "per": "year", "where": where}
        assert number(workspace, rule) >= 1


@pytest.mark.parametrize("how_many", [1, 2, 3, 700])
def test_many_questions_together_are_answered_like_each_alone(workspace: Workspace, how_many: int) -> None:
    on_days(workspace, "study", [f"2026-{month:02d}-15" for month in range(1, 12)])
    books = ledgers.definitions(workspace.reader())
    asked = [
        questions(workspace, {"ledger": "study", "at_least": 1, "look_back": f"{n + 1} days"})[0]
        for n in range(how_many)
    ]
    together = measures.answers(workspace.reader(), books, asked)
    assert len(together) == how_many
    for question in asked[:: max(1, how_many // 5)]:
        assert together[question] == answer(workspace, question)


# --- beyond one field and one ledger ------------------------------------------------------------------


def good_and_all(ws: Workspace, rule: dict[str, Any]) -> tuple[int, int]:
    good, everything = questions(ws, rule)
    return answer(ws, good)[0].present, answer(ws, everything)[0].present  # type: ignore[return-value]


def test_two_fields_of_a_record_are_compared(workspace: Workspace) -> None:
    put(
        workspace,
        "blood_donation",
        {"title": "一", "date": "2026-03-01", "people": 55, "volume": 11000},
        {"title": "二", "date": "2026-04-01", "people": 55, "volume": 10999},
        {"title": "三", "date": "2026-05-01", "people": 55},
    )
    rule = {"ledger": "blood_donation", "each": "record"}
    exact = rule | {"must": {"volume": {"equals": {"field": "people", "times": 200}}}}
    assert good_and_all(workspace, exact) == (1, 3), "an empty field is no answer"
    least = rule | {"must": {"volume": {"at_least": {"field": "people", "times": "199.9"}}}}
    assert good_and_all(workspace, least) == (2, 3)


def test_a_stated_number_is_that_of_the_list(workspace: Workspace) -> None:
    put(
        workspace,
        "selection",
        {"title": "五家", "date": "2026-03-01", "chosen": 5, "winners": "甲、乙，丙;丁"},
        {"title": "两家", "date": "2026-04-01", "chosen": 2, "winners": "甲、乙、"},
        {"title": "没有", "date": "2026-05-01", "chosen": 0},
    )
    rule = {"ledger": "selection", "each": "record", "must": {"chosen": {"number_of": "winners"}}}
    assert good_and_all(workspace, rule) == (2, 3)


def test_only_the_day_of_the_week_counts(workspace: Workspace) -> None:
    on_days(workspace, "routine", ["2026-11-16", "2026-11-17", "2026-11-09"])
    rule = {"ledger": "routine", "at_least": 1, "per": "week", "weekday": "mon"}
    assert [present for present, _ in tallies(workspace, rule)].count(1) == 2


def test_a_festival_is_that_of_the_record_in_its_window(workspace: Workspace) -> None:
    named = {"春节": "2026-02-10", "元宵": "2026-02-12", "重阳": "2026-10-18", "清明": "2026-08-01"}
    for festival, day in named.items():
        put(workspace, "festival_activity", {"title": festival, "date": day, "festival": festival})
    each = {"festivals": "传统节日", "before": "30 days", "after": "15 days"}
    rule = {"ledger": "festival_activity", "at_least": 1, "each": each}
    by_name = tallies(workspace, rule | {"each": each | {"field": "festival"}})
    assert [present for present, _ in by_name] == [1, 1, 0, 0, 0, 0, 1]
    by_day = [present for present, _ in tallies(workspace, rule)]
    assert by_day == [2, 2, 0, 0, 1, 0, 1], "without the field the day alone tells"
    (question,) = questions(workspace, rule)
    found = near.record_ids(workspace.reader(), ledgers.definitions(workspace.reader()), question)
    assert len(found) == len(set(found)) == 4, "a record of two windows is listed once"


def test_who_left_one_register_does_not_count_for_another(workspace: Workspace) -> None:
    put(workspace, "department", {"title": "一病区"}, {"title": "二病区"})
    put(
        workspace,
        "staff",
        {"title": "张伟", "status": "在职", "department": "一病区"},
        {"title": "李娜", "status": "在职", "department": "二病区", "left_on": "2026-06-30"},
    )
    rule = {"ledger": "staff", "at_least": 1, "each": {"ledger": "department", "field": "department"}}
    ((tally),) = answer(workspace, questions(workspace, rule)[0])
    assert [one.present for one in tally.members] == [1, 0]
