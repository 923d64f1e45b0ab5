"""Problems at a day: open, overdue, closed, reopened; what follows from them, and the way they went."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.domain.conditions import holds
from civdesk.domain.fields import Value
from civdesk.domain.ledgers import read_ledger
from civdesk.domain.named_filters import find
from civdesk.domain.problems import (
    ProblemState,
    Step,
    StepKind,
    awaits_recheck,
    default_deadline,
    grounds,
    path,
    penalty,
    state_at,
)

ON = date(2026, 11, 21)
LEDGER = read_ledger(resources.toml("ledgers", "problem.toml"))


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "open"),
        ({"deadline": "2026-11-21"}, "open"),
        ({"deadline": "2026-11-20"}, "overdue"),
        ({"deadline": "2026-11-20", "finished_on": "2026-11-21"}, "closed"),
        ({"deadline": "2026-11-20", "finished_on": "2026-11-22"}, "overdue"),
        ({"status": "已完成"}, "open"),
        ({"finished_on": "2026-06-10", "recheck": "合格", "recheck_on": "2026-06-12"}, "closed"),
        ({"finished_on": "2026-06-10", "recheck": "不合格", "recheck_on": "2026-06-12"}, "open"),
        ({"finished_on": "2026-06-10", "recheck": "不合格", "recheck_on": "2026-06-10"}, "open"),
        ({"finished_on": "2026-06-10", "recheck": "不合格"}, "open"),
        # Mended again after the recheck that failed, and a recheck that is still to come.
        ({"finished_on": "2026-06-20", "recheck": "不合格", "recheck_on": "2026-06-12"}, "closed"),
        ({"finished_on": "2026-06-10", "recheck": "不合格", "recheck_on": "2026-12-01"}, "closed"),
        (
            {
                "deadline": "2026-07-01",
                "finished_on": "2026-06-10",
                "recheck": "不合格",
                "recheck_on": "2026-06-12",
            },
            "overdue",
        ),
    ],
)
def test_a_problem_at_a_day(values: dict[str, Value], state: str) -> None:
    assert state_at({"date": "2026-06-01", **values}, ON) == state


def test_what_was_found_later_is_not_known_yet() -> None:
    assert state_at({"date": "2026-11-22"}, ON) is None
    assert state_at({"date": None}, ON) is ProblemState.OPEN


@given(
    finished=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    deadline=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    on=st.dates(date(2026, 1, 1), date(2026, 12, 30)),
)
def test_time_alone_closes_only_what_is_finished(
    finished: date | None, deadline: date | None, on: date
) -> None:
    values: dict[str, Value] = {
        "date": "2026-01-01",
        "finished_on": finished and finished.isoformat(),
        "deadline": deadline and deadline.isoformat(),
    }
    today, tomorrow = state_at(values, on), state_at(values, on + timedelta(days=1))
    if today is ProblemState.CLOSED:
        assert tomorrow is ProblemState.CLOSED
    if today is ProblemState.OVERDUE:
        assert tomorrow in (ProblemState.OVERDUE, ProblemState.CLOSED)


# --- what follows, and the way it went -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "loss", "kinds"),
    [
        ({"failures": 1}, None, []),
        ({"failures": 2}, None, ["两次以上整改不力"]),
        ({"circulated": 1, "circulated_level": "县级"}, None, []),
        ({"circulated": 1, "circulated_level": "市级"}, None, ["被市级通报"]),
        ({"circulated": 0, "circulated_level": "市级"}, None, []),
        ({"circulated": 1, "circulated_level": "省级"}, None, ["被市级通报"]),
        ({"deducted": 199}, 200, []),
        ({"deducted": 200}, 200, ["较大失分"]),
        ({"deducted": 900}, None, []),
        ({"failures": 3, "deducted": 250}, 200, ["两次以上整改不力", "较大失分"]),
    ],
)
def test_what_calls_for_accountability(values: dict[str, Value], loss: int | None, kinds: list[str]) -> None:
    assert [one.kind for one in grounds(values, loss)] == kinds


def test_the_first_violation_is_exempt_and_the_next_ones_are_not() -> None:
    assert "免罚" in penalty(0)
    assert penalty(1).startswith("第 2 次") and "重罚" in penalty(1)


def test_days_to_mend_by_kind_then_source_then_all() -> None:
    found, days = date(2026, 11, 1), {"消防安全": 3, "投诉": 7}
    assert default_deadline(found, "投诉", "消防安全", days, 15) == date(2026, 11, 4)
    assert default_deadline(found, "投诉", "", days, 15) == date(2026, 11, 8)
    assert default_deadline(found, "自查", "其他", days, 15) == date(2026, 11, 16)


def test_what_is_finished_waits_for_its_recheck() -> None:
    finished: dict[str, Value] = {"date": "2026-06-01", "finished_on": "2026-06-10"}
    assert awaits_recheck(finished, date(2026, 6, 10))
    assert not awaits_recheck(finished, date(2026, 6, 9)), "not finished yet"
    checked = {**finished, "recheck": "合格", "recheck_on": "2026-06-12"}
    assert awaits_recheck(checked, date(2026, 6, 11)) and not awaits_recheck(checked, date(2026, 6, 12))


def test_a_record_without_steps_tells_its_way_itself() -> None:
    values: dict[str, Value] = {
        "date": "2026-06-01",
        "source": "暗访",
        "department": "综合股",
        "owner": ["张三", "李四"],
        "deadline": "2026-06-16",
        "finished_on": "2026-06-10",
        "result": "已清扫",
        "recheck": "合格",
    }
    told = [(one.kind.value, one.at, one.text) for one in path(values, [])]
    assert told == [
        ("found", "2026-06-01", "暗访"),
        ("assigned", "2026-06-01", "综合股，张三、李四，限 2026-06-16 前完成"),
        ("finished", "2026-06-10", "已清扫"),
        ("rechecked", "2026-06-10", "合格"),
    ]


def test_steps_and_record_tell_nothing_twice() -> None:
    values: dict[str, Value] = {"date": "2026-06-01", "finished_on": "2026-06-10", "measures": "清扫"}
    steps = [
        Step("1", StepKind.MEASURE, "2026-06-02", text="清扫"),
        Step("2", StepKind.FINISHED, "2026-06-10", text="已清扫"),
    ]
    assert [one.kind for one in path(values, steps)] == [
        StepKind.FOUND,
        StepKind.MEASURE,
        StepKind.FINISHED,
    ]
    moved = {**values, "finished_on": "2026-06-12"}  # typed into the record later
    assert [one.at for one in path(moved, steps)][-1] == "2026-06-12"


_DAY = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)


@given(st.lists(st.builds(Step, st.uuids().map(str), st.sampled_from(StepKind), _DAY), max_size=12), _DAY)
def test_the_way_begins_with_the_finding_and_goes_on_in_time(steps: list[Step], found: str) -> None:
    told = path({"date": found}, steps)
    assert told[0].kind is StepKind.FOUND
    assert set(steps) <= set(told)
    later = [one.at for one in told if one.kind is not StepKind.FOUND]
    assert later == sorted(later)


_MAYBE = st.none() | _DAY


@given(
    _MAYBE,
    _MAYBE,
    st.sampled_from([None, "合格", "不合格"]),
    _MAYBE,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_the_filters_of_the_ledger_say_what_the_state_says(
    deadline: str | None, finished: str | None, recheck: str | None, rechecked: str | None, on: date
) -> None:
    values: dict[str, Value] = {
        "date": "2026-01-01",
        "deadline": deadline,
        "finished_on": finished,
        "recheck": recheck,
        "recheck_on": rechecked,
    }
    state = state_at(values, on)

    def passes(name: str) -> bool:
        one = find(LEDGER.filters, name)
        assert one is not None
        return holds(one.on(LEDGER.fields, on), values)

    assert passes("未完成") is (state is not ProblemState.CLOSED)
    assert passes("逾期未完成") is (state is ProblemState.OVERDUE)
