"""Phases and the gate before the inspection."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.domain.fields import Value
from civdesk.domain.phases import gate, phases_data, read_phases

LISTED = [
    {"title": "迎检", "start": "2026-12-01", "end": "2027-01-15"},
    {"title": "自查自纠", "start": "2026-08-01", "end": "2026-10-31"},
    {"title": "整改提高", "start": "2026-10-15", "end": "2026-11-30"},
]
PROBLEMS: list[tuple[str, dict[str, Value]]] = [
    ("by stage", {"date": "2026-05-01", "stage": "自查自纠"}),
    ("by day", {"date": "2026-10-31"}),
    ("later", {"date": "2026-11-01"}),
    ("other stage", {"date": "2026-09-01", "stage": "验收"}),
    ("mended", {"date": "2026-09-01", "finished_on": "2026-09-05"}),
]


def test_phases_overlap_cross_years_and_come_back_as_written() -> None:
    phases = read_phases(LISTED)
    assert [one.title for one in phases] == ["自查自纠", "整改提高", "迎检"]
    assert read_phases(phases_data(phases)) == phases


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " ", "start": "2026-01-01", "end": "2026-01-02"}, "名称"),
        ({"title": "自查", "start": "1月", "end": "2026-01-02"}, "起止日期"),
        ({"title": "自查", "start": "2026-01-03", "end": "2026-01-02"}, "早于"),
    ],
)
def test_a_phase_that_cannot_be(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_phases([wrong])


def test_the_gate_holds_while_a_problem_of_the_self_check_is_open() -> None:
    found = gate(PROBLEMS, read_phases(LISTED), date(2026, 11, 22))
    assert found is not None and not found.passed
    assert found.open == ("by stage", "by day")
    assert found.text == "12月1日进入“迎检”（还有 9 天），自查问题还有 2 个没有整改完。"


def test_the_gate_opens_and_goes_by() -> None:
    phases = read_phases(LISTED)
    mended = [(id, {**values, "finished_on": "2026-11-20"}) for id, values in PROBLEMS]
    passed = gate(mended, phases, date(2026, 12, 1))
    assert passed is not None and passed.passed and "今天开始" in passed.text
    assert gate(PROBLEMS, phases, date(2027, 1, 16)) is None, "the inspection is over"
    assert gate(PROBLEMS, phases[:1], date(2026, 11, 22)) is None
