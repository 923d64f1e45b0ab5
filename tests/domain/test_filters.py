"""Filters that can be kept: their days, their words, and as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.domain.filters import PERIODS, TODAY, Filter, days_of, filter_data, read_filter, words
from civdesk.domain.ledgers import read_ledger
from civdesk.domain.named_filters import NamedFilter
from civdesk.domain.rules import Condition, Test

ACTIVITY = read_ledger(resources.toml("ledgers", "activity.toml"))
ROLES = {"photo": "现场照片", "attendance": "签到表"}


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("", None, None),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("month", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-01-05/2026-02-03", date(2026, 1, 5), date(2026, 2, 3)),
        ("2026-01-05/", date(2026, 1, 5), None),
        ("/2026-02-03", None, date(2026, 2, 3)),
    ],
)
def test_the_days_of_a_period(period: str, start: date | None, end: date | None) -> None:
    assert days_of(period, date(2026, 11, 21)) == (start, end)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(sorted(set(PERIODS) - {"last_year"})))
def test_today_lies_in_this_month_quarter_and_year(today: date, period: str) -> None:
    start, end = days_of(period, today)
    assert start is not None and end is not None
    assert start <= today <= end
    assert start.day == 1 and (end + timedelta(days=1)).day == 1


def test_the_word_of_a_period_moves_with_the_calendar() -> None:
    kept = Filter(period="year", on=TODAY)
    assert kept.selection(date(2026, 5, 1), ACTIVITY).start == date(2026, 1, 1)
    assert kept.selection(date(2027, 5, 1), ACTIVITY).start == date(2027, 1, 1)
    assert kept.selection(date(2027, 5, 1), ACTIVITY).on == date(2027, 5, 1)


def test_filters_of_the_definition_go_along() -> None:
    sports = NamedFilter("文体", ((Condition("kind", Test.ONE_OF, ("文体活动",)),),))
    book = replace(ACTIVITY, filters=(sports,))
    asked = Filter(named=("文体",))
    assert asked.selects and asked.selection(date(2026, 5, 1), book).named == (sports,)
    assert words(book, asked, {}) == [("named:文体", "文体")]
    assert not asked.without("named:文体").selects
    assert read_filter(filter_data(asked), book) == asked
    assert read_filter(filter_data(asked), ACTIVITY) == Filter()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Filter(period="year"), ["时间：本年"]),
        (Filter(period="2026-01-01/2026-03-31"), ["时间：2026-01-01 至 2026-03-31"]),
        (Filter(period="2026-01-01/"), ["时间：2026-01-01 以来"]),
        (
            Filter(conditions=(Condition("department", Test.ONE_OF, ("办公室", "综合股")),)),
            ["牵头科室：办公室、综合股"],
        ),
        (Filter(conditions=(Condition("department", Test.ONE_OF, ("",)),)), ["牵头科室：空白"]),
        (Filter(conditions=(Condition("title", Test.CONTAINS, ("植树",)),)), ["活动名称：包含“植树”"]),
        (
            Filter(
                conditions=(
                    Condition("people", Test.AT_LEAST, (30,)),
                    Condition("people", Test.AT_MOST, (60,)),
                )
            ),
            ["参加人数：30 至 60"],
        ),
        (Filter(conditions=(Condition("hours", Test.AT_LEAST, (250,)),)), ["活动时长：2.5 以上"]),
        (
            Filter(conditions=(Condition("ended_on", Test.AT_MOST, ("2026-03-01",)),)),
            ["结束日期：2026-03-01 以前"],
        ),
        (Filter(conditions=(Condition("note", Test.SET, (False,)),)), ["备注：空白"]),
        (Filter(conditions=(Condition("note", Test.SET, (True,)),)), ["备注：已填"]),
        (Filter(conditions=(Condition("voluntary", Test.ONE_OF, (0,)),)), ["自愿：否"]),
        (Filter(lacking=("photo", "attendance")), ["缺：现场照片、签到表"]),
        (Filter(on=TODAY), ["在册：今天"]),
    ],
)
def test_a_filter_says_itself(asked: Filter, said: list[str]) -> None:
    parts = words(ACTIVITY, asked, ROLES)
    assert [text for _, text in parts] == said
    without = asked
    for part, _ in parts:
        without = without.without(part)
    assert without == Filter() and asked.selects and not without.selects


def test_many_values_are_told_in_short() -> None:
    asked = Filter(conditions=(Condition("place", Test.ONE_OF, tuple("甲乙丙丁戊己")),))
    assert words(ACTIVITY, asked, {})[0][1] == "活动地点：甲、乙、丙、丁 等 6 项"


_CONDITIONS = st.lists(
    st.builds(
        Condition,
        st.sampled_from(["title", "people", "department"]),
        st.sampled_from(list(Test)),
        st.lists(st.one_of(st.text(max_size=5), st.integers(), st.booleans()), min_size=1, max_size=3).map(
            tuple
        ),
    ),
    max_size=3,
).map(tuple)


@given(
    st.builds(
        Filter,
        name=st.text(max_size=5),
        text=st.text(max_size=5),
        conditions=_CONDITIONS,
        period=st.sampled_from(["", "year", "2026-01-01/2026-02-01"]),
        on=st.sampled_from(["", "today", "2026-01-01"]),
        lacking=st.sampled_from([(), ("photo",), ("photo", "plan")]),
        order=st.sampled_from(["", "title", "proofs:"]),
        descending=st.booleans(),
    )
)
def test_what_is_kept_comes_back(asked: Filter) -> None:
    assert read_filter(filter_data(asked), ACTIVITY) == asked


def test_what_the_ledger_no_longer_has_is_left_out() -> None:
    asked = Filter(conditions=(Condition("gone", Test.SET, (True,)),), lacking=("gone",), order="gone")
    assert read_filter(filter_data(asked), ACTIVITY) == Filter()


def test_a_column_is_asked_anew() -> None:
    first = Filter(text="甲").having("people", Condition("people", Test.AT_LEAST, (3,)))
    second = first.having("people", Condition("people", Test.AT_MOST, (9,)))
    assert second.of("people") == (Condition("people", Test.AT_MOST, (9,)),)
    assert second.without("people") == replace(second, conditions=())
    assert second.without("text:").text == ""
