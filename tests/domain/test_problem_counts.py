"""Problems in numbers: lines add up, rates have a numerator and a denominator."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.fields import Value
from civdesk.domain.problem_counts import NOWHERE, By, count

ON = date(2026, 11, 22)
PROBLEMS: list[dict[str, Value]] = [
    {"date": "2026-03-01", "department": "综合股", "place": "大院", "kind": "环境卫生",
     "deadline": "2026-03-10", "finished_on": "2026-03-05"},
    {"date": "2026-04-01", "department": "综合股", "place": "大院", "kind": "环境卫生",
     "deadline": "2026-04-10", "finished_on": "2026-04-12"},
    {"date": "2026-05-01", "department": "综合股", "finished_on": "2026-05-04"},
    {"date": "2026-06-01", "department": "运输股", "place": "大院", "kind": "消防安全",
     "deadline": "2026-06-10"},
    {"date": "2026-11-20", "deadline": "2026-12-10"},
    {"date": "2026-11-30", "department": "综合股"},
]  # fmt: skip


def test_what_was_found_closed_and_closed_in_time() -> None:
    found = count(PROBLEMS, By.UNIT, None, None, ON)
    assert [line.title for line in found.lines] == ["综合股", NOWHERE, "运输股"]
    line = found.lines[0]
    assert (line.found, line.closed, line.open, line.overdue) == (3, 3, 0, 0)
    assert line.rate_text == "1/2（50.0%）", "what had no deadline is in no denominator"
    assert line.average == (4 + 11 + 3) / 3
    assert line.repeated == 1
    assert (found.total.found, found.total.open, found.total.overdue) == (5, 2, 1)


def test_a_period_and_an_earlier_day() -> None:
    found = count(PROBLEMS, By.MONTH, date(2026, 4, 1), date(2026, 6, 30), date(2026, 6, 10))
    assert [(line.title, line.found, line.closed) for line in found.lines] == [
        ("2026-04", 1, 1),
        ("2026-05", 1, 1),
        ("2026-06", 1, 0),
    ]
    assert found.lines[0].repeated == 1, "the first one was found before the period"
    assert found.total.overdue == 0, "the deadline itself is in time"


def test_nothing_makes_no_rate() -> None:
    total = count([], By.SITE, None, None, ON).total
    assert (total.found, total.rate, total.average, total.rate_text) == (0, None, None, "")


_DAY = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)
_PROBLEM = st.fixed_dictionaries(
    {"date": st.none() | _DAY, "deadline": st.none() | _DAY, "finished_on": st.none() | _DAY,
     "recheck": st.sampled_from([None, "合格", "不合格"]), "recheck_on": st.none() | _DAY,
     "department": st.sampled_from([None, "甲", "乙"]), "place": st.sampled_from([None, "丙"])}
)  # fmt: skip


@given(st.lists(_PROBLEM, max_size=20), st.sampled_from(By), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_open_and_closed_make_up_what_was_found(problems: list[dict[str, Value]], by: By, on: date) -> None:
    found = count(problems, by, None, None, on)
    for line in (*found.lines, found.total):
        assert line.open + line.closed == line.found
        assert line.in_time <= line.with_deadline <= line.closed
        assert line.overdue <= line.open
    for name in ("found", "closed", "open", "overdue", "in_time", "repeated", "days"):
        assert sum(getattr(line, name) for line in found.lines) == getattr(found.total, name)
