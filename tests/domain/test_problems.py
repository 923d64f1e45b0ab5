"""Problems at a day: open, overdue, closed, reopened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.fields import Value
from civdesk.domain.problems import ProblemState, state_at

ON = date(2026, 11, 21)


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
