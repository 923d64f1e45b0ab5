"""Names found by the letters of their pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain import pinyin


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("wxh", "王秀红"),
        ("WXH", "王秀红"),
        ("xh", "王秀红"),
        ("w x h", "王秀红"),
        ("wangxiuhong", "王秀红"),
        ("wangxi", "王秀红"),
        ("wangxh", "王秀红"),
        ("王xh", "王秀红"),
        ("秀红", "王秀红"),
        ("ｗｘｈ", "王秀红"),
        ("lv", "吕布"),
        ("lü", "吕布"),
        ("oyx", "欧阳修"),
        ("3l", "3楼会议室"),
        ("a座", "A座大厅"),
        ("dzb", "党政办"),
        ("", "王秀红"),
    ],
)
def test_what_is_typed_finds_the_name(query: str, text: str) -> None:
    assert pinyin.matches(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("shx", "单晓明"),
        ("sxm", "单晓明"),
        ("zl", "曾丽"),
        ("xdf", "解东风"),
        ("qhb", "仇海波"),
        ("zhm", "查明"),
        ("cqjd", "重庆街道"),
        ("zdgz", "重点工作"),
        ("hzgl", "行政管理"),
        ("xzgl", "行政管理"),
        ("piao", "朴正"),
    ],
)
def test_any_reading_of_a_character_will_do(query: str, text: str) -> None:
    assert pinyin.matches(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("iu", "王秀红"), ("wxhz", "王秀红"), ("wh", "王秀红"), ("李", "王秀红"), ("x", "")]
)
def test_what_is_not_meant_is_not_found(query: str, text: str) -> None:
    assert not pinyin.matches(query, text)


def test_where_it_was_found() -> None:
    assert pinyin.found_at("xh", "王秀红") == 1
    assert pinyin.found_at("wxh", "王秀红") == 0


def test_initials() -> None:
    assert pinyin.initials("王秀红") == "wxh"
    assert pinyin.initials("重庆路3号") == "cql3h"
    assert pinyin.initials("党政办（A座）") == "dzbaz"


@given(st.text(alphabet="王秀红单解行吕欧阳3A座党政办", min_size=1, max_size=12))
def test_its_own_initials_find_every_name(text: str) -> None:
    assert pinyin.matches(pinyin.initials(text), text)
    assert pinyin.matches(text, text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_nothing_typed_breaks_it(query: str, text: str) -> None:
    pinyin.initials(text)
    assert pinyin.matches(query, text) in (True, False)
