"""The number that follows another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.numbering import next_number


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("2026-013", "2026-014"),
        ("009", "010"),
        ("99", "100"),
        ("第9期", "第10期"),
        ("青交办〔2026〕3号", "青交办〔2026〕4号"),
        ("WT（7）", "WT（8）"),
        ("第三期", ""),
        ("2026年春", ""),
        ("", ""),
    ],
)
def test_the_next_number(text: str, after: str) -> None:
    assert next_number(text) == after


@given(st.integers(0, 10**9), st.integers(1, 12))
def test_zeros_stay(number: int, width: int) -> None:
    assert next_number(f"A-{number:0{width}d}") == f"A-{number + 1:0{width}d}"
