"""Deadlines as plans write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.phrases import deadline, deadlines, recurs, unclear


@pytest.mark.parametrize(
    ("phrase", "month", "day"),
    [
        ("11月前", 10, 31),
        ("11月底前", 11, 30),
        ("12月上旬前", 12, 10),
        ("10月上旬", 10, 10),
        ("8月中旬前", 8, 20),
        ("5月下旬", 5, 31),
        ("4月4日前", 4, 4),
        ("10月9日前", 10, 9),
        ("12月5日之前", 12, 5),
        ("3月底前", 3, 31),
        ("2月底前", 2, 28),
        ("10月份前", 9, 30),
        ("6月份", 6, 30),
        ("12月底", 12, 31),
        ("年底", 12, 31),
        ("年底前", 12, 31),
        ("全年", 12, 31),
        ("上半年", 6, 30),
        ("下半年", 12, 31),
        ("第一季度", 3, 31),
        ("第3季度末前", 9, 30),
        ("十二月底前", 12, 31),
        ("１２月底前", 12, 31),
        (" 3 月底前 ", 3, 31),
        ("6月底前开展一次", 6, 30),
    ],
)
def test_a_phrase_is_a_day_and_that_day_is_included(phrase: str, month: int, day: int) -> None:
    assert deadline(phrase, 2026) == date(2026, month, day)
    assert unclear(phrase) == ()


def test_a_phrase_may_name_its_own_year() -> None:
    assert deadline("2027年3月底前", 2026) == date(2027, 3, 31)
    assert deadline("次年1月底", 2026) == date(2027, 1, 31)
    assert deadline("2026年底前", 2020) == date(2026, 12, 31)
    assert deadline("1月前", 2026) == date(2025, 12, 31)
    assert deadline("2月底前", 2028) == date(2028, 2, 29)


@pytest.mark.parametrize(
    "phrase",
    ["本月底", "近日", "节前", "春节前夕", "换季前", "用电高峰到来前", "迎检前4个月", "半年", "13月底前",
     "2月30日前", "0月前", "0001年1月前", "定期", "", "3月底前或4月底前", "11月底后"],
)  # fmt: skip
def test_what_is_unclear_stays_open(phrase: str) -> None:
    assert deadline(phrase, 2026) is None
    assert deadlines(phrase, 2026) == ()


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("6月底前；11月底前", [(6, 30), (11, 30)]),
        ("6月底前开展一次、11月底前开展一次", [(6, 30), (11, 30)]),
        ("每半年更新一次", [(6, 30), (12, 31)]),
        ("每半年", [(6, 30), (12, 31)]),
        ("每季度", [(3, 31), (6, 30), (9, 30), (12, 31)]),
        ("每年3月底前", [(3, 31)]),
        ("3月底前；换季前", [(3, 31)]),
    ],
)
def test_several_days_of_a_year(phrase: str, days: list[tuple[int, int]]) -> None:
    assert deadlines(phrase, 2026) == tuple(date(2026, month, day) for month, day in days)


def test_what_recurs_and_what_is_left_open_are_told() -> None:
    assert recurs("每半年更新一次") and recurs("每月10日前") and not recurs("3月底前")
    assert unclear("3月底前；换季前") == ("换季前",)
    assert len(deadlines("每月10日前", 2026)) == 12
    assert deadlines("每月31日前", 2026) == ()


@given(st.text(max_size=12), st.integers(1990, 2090))
def test_no_text_breaks_it_and_a_day_lies_near_its_year(phrase: str, year: int) -> None:
    found = deadline(phrase, year)
    assert found is None or abs(found.year - year) <= 1 or any(char.isdigit() for char in phrase)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_every_day_of_a_year_can_be_written(day: date) -> None:
    assert deadline(f"{day.month}月{day.day}日前", day.year) == day
    assert deadline(f"{day.year}年{day.month}月{day.day}日", 1999) == day
