"""Numbers before indicators, and several demands in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.standard_codes import is_below, read_code, split_code, split_criteria


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("Ⅰ-1 创建机制", "Ⅰ-1", "创建机制"),
        ("II-3 志愿服务", "II-3", "志愿服务"),
        ("一、组织领导", "一", "组织领导"),
        ("（一）领导重视", "(一)", "领导重视"),
        ("1.1组织机构", "1.1", "组织机构"),
        ("3、考核", "3", "考核"),
        ("1)成立", "1)", "成立"),
        ("①有计划", "①", "有计划"),
        ("A1 机制", "A1", "机制"),
        ("第一部分 基础", "第一部分", "基础"),
        ("5.4青年节活动", "", "5.4青年节活动"),
        ("9.9重阳节登山", "", "9.9重阳节登山"),
        ("2026年计划", "", "2026年计划"),
        ("3次以上", "", "3次以上"),
        ("100%以上", "", "100%以上"),
        ("一个村结对", "", "一个村结对"),
        ("三-3①", "", "三-3①"),  # nothing but a code: the text stays
    ],
)
def test_the_number_at_the_start_of_a_text(text: str, code: str, rest: str) -> None:
    found, left = split_code(text)
    assert (found.text, left) == (code, rest)


@given(st.text(max_size=30))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    code, rest = split_code(text)
    assert rest in text
    assert rest or not text.strip()
    if not code.text:
        assert rest == text.strip()


def test_a_cell_of_a_column_of_numbers() -> None:
    assert read_code("三-3①")[0].text == "三-3①"
    assert read_code("2026-01-02") == (read_code("1-2")[0], True)
    assert read_code("12")[0].style == "bare"


@pytest.mark.parametrize(
    ("code", "above", "below"),
    [("四-3①", "四-3", True), ("1.1", "1", True), ("11", "1", False), ("1", "1", False), ("2.1", "1", False)],
)
def test_a_number_goes_on_another_one(code: str, above: str, below: bool) -> None:
    assert is_below(code, above) is below


@pytest.mark.parametrize(
    ("text", "intro", "found"),
    [
        ("1)成立小组;\n2)专题研究。", "", ["成立小组", "专题研究。"]),
        ("要求：①有计划②有总结③有5.5万人", "要求", ["有计划", "有总结", "有5.5万人"]),
        ("1、有计划；3、有总结1.5篇；3、全年", "", ["有计划", "有总结1.5篇", "全年"]),
        ("（1）有制度（2）上墙", "", ["有制度（2）上墙"]),
        ("（1）有制度；（2）上墙", "", ["有制度", "上墙"]),
        ("1)有三项：①甲②乙;2)有总结", "", ["有三项：①甲②乙", "有总结"]),
        ("每天一清扫、每周一大扫", "每天一清扫、每周一大扫", []),
        ("2026年开展3次，1.5小时", "2026年开展3次，1.5小时", []),
    ],
)
def test_numbered_criteria_of_one_cell(text: str, intro: str, found: list[str]) -> None:
    before, criteria = split_criteria(text)
    assert (before, [one.text for one in criteria]) == (intro, found)


@given(st.lists(st.text("有计划总结活动", min_size=1, max_size=8), min_size=2, max_size=9))
def test_criteria_come_back_as_they_were_numbered(parts: list[str]) -> None:
    for mark in ("{})", "{}、", "({})", "{}."):
        text = "；\n".join(mark.format(n) + part for n, part in enumerate(parts, 1))
        assert [one.text for one in split_criteria(text)[1]] == parts
