"""Periods and the pieces into which a cadence cuts them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.periods import (
    Per,
    Period,
    add_months,
    buckets,
    buckets_before,
    calendar_year,
    month_day,
    parse_period,
)

YEAR = calendar_year(2026)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
CUT = [per for per in Per if per not in (Per.WEEK, Per.TERM)]


@pytest.mark.parametrize(
    ("per", "number"),
    [
        (Per.DAY, 365),
        (Per.HALF_MONTH, 24),
        (Per.MONTH, 12),
        (Per.TWO_MONTHS, 6),
        (Per.QUARTER, 4),
        (Per.HALF_YEAR, 2),
        (Per.TERM, 2),
        (Per.YEAR, 1),
        (Per.CYCLE, 1),
    ],
)
def test_a_year_has_so_many_pieces(per: Per, number: int) -> None:
    assert len(buckets(YEAR, per)) == number


def test_two_months_are_named_and_end_with_their_last_day() -> None:
    first, second = buckets(YEAR, Per.TWO_MONTHS)[:2]
    assert (first.title, first.start, first.end) == ("1–2月", date(2026, 1, 1), date(2026, 2, 28))
    assert first.deadline == first.end
    assert (second.title, second.deadline) == ("3–4月", date(2026, 4, 30))


def test_named_deadlines_are_not_the_ends_of_the_buckets() -> None:
    first, second = buckets(YEAR, Per.HALF_YEAR, ["06-30", "11-30"])
    assert (second.title, second.start, second.end) == ("下半年", date(2026, 7, 1), date(2026, 12, 31))
    assert (first.deadline, second.deadline) == (date(2026, 6, 30), date(2026, 11, 30))


def test_named_deadlines_return_every_year_of_a_cycle() -> None:
    cycle = Period(date(2024, 1, 1), date(2026, 12, 31))
    deadlines = [bucket.deadline for bucket in buckets(cycle, Per.HALF_YEAR, ["06-30", "11-30"])]
    assert deadlines == [date(y, m, 30) for y in (2024, 2025, 2026) for m in (6, 11)]
    assert buckets(cycle, Per.HALF_YEAR)[1].title == "2024年下半年"
    assert [bucket.title for bucket in buckets(cycle, Per.YEAR)] == ["2024年", "2025年", "2026年"]


@pytest.mark.parametrize(("per", "by"), [(Per.WEEK, ["01-01"]), (Per.HALF_YEAR, ["06-30"])])
def test_deadlines_must_fit_the_cadence(per: Per, by: list[str]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        buckets(YEAR, per, by)


def test_a_week_belongs_to_the_year_of_its_thursday_and_is_never_cut() -> None:
    weeks = buckets(YEAR, Per.WEEK)
    assert len(weeks) == 53
    assert (weeks[0].start, weeks[0].end) == (date(2025, 12, 29), date(2026, 1, 4))
    assert weeks[-1].end == date(2027, 1, 3)
    assert len(buckets(calendar_year(2027), Per.WEEK)) == 52


def test_a_school_term_may_end_in_the_next_year() -> None:
    spring, autumn = buckets(YEAR, Per.TERM)
    assert (spring.start, spring.end) == (date(2026, 2, 1), date(2026, 7, 31))
    assert (autumn.start, autumn.end) == (date(2026, 8, 1), date(2027, 1, 31))


def test_a_cadence_before_a_day_is_counted_back_from_it() -> None:
    halves = buckets_before(date(2026, 10, 20), 4, Per.HALF_MONTH)
    assert len(halves) == 8
    assert (halves[-1].start, halves[-1].end) == (date(2026, 10, 5), date(2026, 10, 19))
    assert halves[0].start == date(2026, 6, 20)
    (whole,) = buckets_before(date(2026, 10, 20), 4, None)
    assert (whole.start, whole.end) == (date(2026, 6, 20), date(2026, 10, 19))


@given(
    anchor=DAYS,
    months=st.integers(1, 12),
    per=st.sampled_from([Per.DAY, Per.WEEK, Per.HALF_MONTH, Per.MONTH]),
)
def test_pieces_before_a_day_join_without_gaps(anchor: date, months: int, per: Per) -> None:
    pieces = buckets_before(anchor, months, per)
    assert pieces[0].start == add_months(anchor, -months)
    assert pieces[-1].end == anchor - timedelta(days=1)
    for before, after in pairwise(pieces):
        assert after.start == before.end + timedelta(days=1)
    assert all(piece.start <= piece.end for piece in pieces)


@given(start=DAYS, length=st.integers(0, 1200), per=st.sampled_from(CUT))
def test_pieces_of_a_period_are_the_period(start: date, length: int, per: Per) -> None:
    period = Period(start, start + timedelta(days=length))
    pieces = buckets(period, per)
    assert sum((piece.end - piece.start).days + 1 for piece in pieces) == length + 1
    assert pieces[0].start == period.start and pieces[-1].end == period.end


@given(first=st.integers(2000, 2090), years=st.integers(1, 5), per=st.sampled_from([Per.WEEK, Per.TERM]))
def test_weeks_and_terms_belong_to_exactly_one_year(first: int, years: int, per: Per) -> None:
    several = buckets(Period(date(first, 1, 1), date(first + years - 1, 12, 31)), per)
    one_by_one = [b.start for n in range(years) for b in buckets(calendar_year(first + n), per)]
    assert [bucket.start for bucket in several] == one_by_one


@given(day=DAYS, months=st.integers(-60, 60))
def test_months_added_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


def test_the_last_of_february_is_meant_in_a_common_year_too() -> None:
    assert month_day("02-29", 2024) == date(2024, 2, 29)
    assert month_day("02-29", 2026) == date(2026, 2, 28)
    with pytest.raises(ValueError):
        month_day("02-30", 2026)


def test_a_period_is_written_as_a_year_or_two_days() -> None:
    assert parse_period("2026") == YEAR
    assert parse_period("2024-01-01/2026-12-31").years == range(2024, 2027)
    assert str(YEAR) == "2026-01-01/2026-12-31"
    assert YEAR.title == "2026年"
    for wrong in ("", "二〇二六", "2026-01-01", "2026-12-31/2026-01-01", "2026-02-30/2026-03-01"):
        with pytest.raises(ValueError, match="时段"):
            parse_period(wrong)
