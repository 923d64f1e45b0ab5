"""Exact numbers: what is taken, how units convert, and what is refused instead of rounded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.numbers import LARGEST, NumberError, converts, read_number, show_number

HOURS = {"unit": "小时", "decimals": 2, "minimum": 0}
YUAN = {"unit": "元", "decimals": 2, "minimum": 0}


@pytest.mark.parametrize(
    ("raw", "how", "scaled"),
    [
        ("22", {}, 22),
        ("１２", {}, 12),
        ("共15人", {"unit": "人次"}, 15),
        ("580元整", {"unit": "元"}, 580),
        (" 15 ", {}, 15),
        ("\u300015\xa0", {}, 15),
        ("1,234", {}, 1234),
        ("1，234，567", {}, 1234567),
        ("1 234", {}, 1234),
        ("12.0", {}, 12),
        (12.0, {}, 12),
        (22, {"unit": "人次"}, 22),
        ("22人", {"unit": "人次"}, 22),
        ("22 人次", {"unit": "人次"}, 22),
        ("22个人", {"unit": "人次"}, 22),
        ("1.2万人次", {"unit": "人次"}, 12000),
        (22.5, HOURS, 2250),
        (0.1 + 0.2, HOURS, 30),
        (1.1 * 3, HOURS, 330),
        ("22.50", HOURS, 2250),
        ("3小时", HOURS, 300),
        ("2.5个小时", HOURS, 250),
        ("90分钟", HOURS, 150),
        ("2小时30分", HOURS, 250),
        ("半小时", HOURS, 50),
        ("2个半小时", HOURS, 250),
        ("1.5万元", YUAN, 1500000),
        ("3.5万", YUAN, 3500000),
        ("￥120.5元", YUAN, 12050),
        ("1.5", YUAN | {"given": "万元"}, 1500000),
        (0.35, YUAN | {"given": "万元"}, 350000),
        ("3.5万", YUAN | {"given": "万元"}, 3500000),
        ("3000元", YUAN | {"given": "万元"}, 300000),
        ("15000元", {"unit": "万元", "decimals": 4}, 15000),
        ("0.5公里", {"unit": "米"}, 500),
        ("120㎡", {"unit": "平方米"}, 120),
        ("200CC", {"unit": "毫升"}, 200),
        ("1.5吨", {"unit": "公斤"}, 1500),
        ("95%", {"unit": "%"}, 95),
        ("-3", {"minimum": None}, -3),
        ("－3", {"minimum": None}, -3),
        (str(LARGEST), {}, LARGEST),
    ],
)
def test_numbers_as_people_write_them(raw: object, how: dict[str, Any], scaled: int) -> None:
    assert read_number(raw, **how) == scaled


@pytest.mark.parametrize(
    ("raw", "how", "hint"),
    [
        ("约30小时", HOURS, "不是确切"),
        ("30小时左右", HOURS, "不是确切"),
        ("十几", {}, "不是确切"),
        ("30余", {}, "不是确切"),
        ("50多人", {"unit": "人次"}, "不是确切"),
        ("3-5", {}, "范围"),
        ("3人至5人", {"unit": "人次"}, "范围"),
        ("-3", {"minimum": 0}, "小于0"),
        (-3, {"minimum": 0}, "小于0"),
        (-0.5, HOURS, "小于0"),
        ("1.234", HOURS, "小数太多"),
        (1.005, HOURS, "小数太多"),
        ("100分钟", HOURS, "除不尽"),
        ("12.5", {}, "整数"),
        (0.5, {}, "整数"),
        ("1,23", {}, "不是数字"),
        ("12,34,567", {}, "不是数字"),
        ("1e5", {}, "不是数字"),
        ("#REF!", {}, "不是数字"),
        ("=SUM(A1:A3)", {}, "不是数字"),
        ("nan", {}, "不是数字"),
        (float("nan"), {}, "不是数字"),
        (float("inf"), {}, "不是数字"),
        (True, {}, "不是数字"),
        (None, {}, "不是数字"),
        ("三", {}, "不是数字"),
        ("", {}, "不是数字"),
        ("2天", HOURS, "单位"),
        ("3亩", {"unit": "平方米"}, "单位"),
        ("5个", {}, "单位"),
        ("3.5千", YUAN | {"given": "万元"}, "单位"),
        (LARGEST + 1, {}, "太大"),
        ("9007199254740993", {}, "太大"),
        (1e300, {}, "太大"),
        ("9" * 59, {}, "太大"),
        (0.95, {"unit": "%", "decimals": 2}, "分不清"),
    ],
)
def test_what_is_no_exact_number_is_refused_with_a_reason(
    raw: object, how: dict[str, Any], hint: str
) -> None:
    with pytest.raises(NumberError, match=hint):
        read_number(raw, **how)


@given(st.integers(-LARGEST, LARGEST), st.integers(0, 6))
def test_any_amount_shows_and_reads_back(value: int, decimals: int) -> None:
    shown = show_number(value, decimals)
    assert read_number(shown, decimals=decimals) == value
    assert Decimal(shown).scaleb(decimals) == value


@given(st.integers(0, 10**12), st.integers(0, 3))
def test_an_amount_from_a_spreadsheet_has_no_noise(value: int, decimals: int) -> None:
    assert read_number(value / 10**decimals, decimals=decimals) == value


@given(st.integers(0, 10**9))
def test_thousands_separators_change_nothing(value: int) -> None:
    assert read_number(f"{value:,}") == read_number(f"{value:,}".replace(",", "，")) == value


_RATIOS = [("万元", "元", 10**4), ("亿元", "万元", 10**4), ("千米", "米", 1000), ("吨", "公斤", 1000)]


@given(st.integers(0, 10**7), st.sampled_from([*_RATIOS, ("升", "毫升", 1000), ("小时", "分钟", 60)]))
def test_units_convert_both_ways(value: int, units: tuple[str, str, int]) -> None:
    large, small, times = units
    assert read_number(f"{value}{large}", unit=small) == value * times
    assert read_number(f"{value * times}{small}", unit=large) == value


def test_what_has_no_exact_ratio_does_not_convert() -> None:
    assert not converts("亩", "平方米")
    assert not converts("天", "小时")
    assert not converts("人次", "场")


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    try:
        assert abs(read_number(text, unit="元", decimals=2)) <= LARGEST
    except NumberError as error:
        assert str(error)
