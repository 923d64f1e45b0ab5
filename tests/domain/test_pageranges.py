"""Pages as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.pageranges import Pages, read_ranges, show_ranges
from civdesk.errors import WrongUse


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1-2,3,4-6", "1-2,3,4-6"),
        ("1－2，3、4～6", "1-2,3,4-6"),
        ("第1-2页 第3页", "1-2,3"),
        ("1 - 2 , 5-", "1-2,5-6"),
        ("2至4", "2-4"),
        ("3;1", "3,1"),
    ],
)
def test_ranges_are_read(text: str, shown: str) -> None:
    assert show_ranges(read_ranges(text, 6)) == shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请写出"),
        ("0", "超出范围"),
        ("5-7", "共 6 页"),
        ("4-2", "2-4"),
        ("一", "不是页码"),
        ("1-2-3", "不是页码"),
    ],
)
def test_what_is_no_range_is_told(text: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        read_ranges(text, 6)


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 40)), min_size=1, max_size=20))
def test_what_is_shown_is_read_back(runs: list[tuple[int, int]]) -> None:
    ranges = [Pages(first, first + more) for first, more in runs]
    assert read_ranges(show_ranges(ranges), 400) == ranges
