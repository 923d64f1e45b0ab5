"""Rules and gaps in plain Chinese."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.domain.asking import Frame, Tally, inquire
from civdesk.domain.decide import decide
from civdesk.domain.ledgers import read_ledger, read_roles
from civdesk.domain.periods import calendar_year
from civdesk.domain.rule_data import read_rule
from civdesk.domain.sentences import lacks, sentence, show_day, show_number, show_percent

LEDGERS = {data["key"]: read_ledger(data) for _, data in resources.tomls("ledgers")}
ROLES = read_roles(resources.toml("roles.toml"))
STAFF = {"ledger": "staff", "where": {"status": "在职"}, "subject": "在职职工"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"ledger": "study", "at_least": 1, "per": "two_months"}, "集体学习：每两个月至少 1 次"),
        ({"ledger": "study", "at_least": 6, "per": "year"}, "集体学习：每年至少 6 次"),
        ({"ledger": "study", "between": [1, 2], "per": "month"}, "集体学习：每月应有 1 至 2 次"),
        (
            {
                "ledger": "moral_lecture",
                "at_least": 1,
                "per": "half_year",
                "by": ["06-30", "11-30"],
                "unit": "期",
            },
            "道德讲堂：每半年（6月30日、11月30日前）至少 1 期",
        ),
        (
            {
                "ledger": "moral_lecture",
                "at_least": 1,
                "per": "half_year",
                "by": ["06-30", "11-30"],
                "only": 2,
            },
            "道德讲堂：下半年（11月30日前）至少 1 次",
        ),
        (
            {
                "ledger": "activity",
                "where": {"kind": "文体活动", "title": {"contains": ["足球", "篮球"]}},
                "at_least": 1,
                "by": "06-30",
            },
            "活动（活动类别为文体活动，活动名称含“足球”或“篮球”）：每年6月30日前至少 1 次",
        ),
        (
            {
                "numerator": {"ledger": "staff", "where": {"volunteer": True}, "subject": "注册志愿者"},
                "denominator": STAFF,
                "at_least": "30%",
            },
            "注册志愿者占在职职工的比例不低于 30%",
        ),
        (
            {
                "numerator": {
                    "ledger": "volunteer_activity",
                    "measure": "sum",
                    "field": "hours",
                    "subject": "服务时长",
                },
                "denominator": STAFF,
                "more_than": 40,
                "per": "year",
            },
            "服务时长按在职职工平均，每年超过 40 小时",
        ),
        (
            {
                "ledger": "volunteer_activity",
                "each": "record",
                "proofs": {"duration": 1},
                "subject": "志愿服务",
            },
            "每次志愿服务都有时长证明",
        ),
        (
            {
                "ledger": "paired_aid",
                "each": "record",
                "proofs": {"photo": 2, "money|goods": 1},
                "subject": "帮扶",
            },
            "每次帮扶都有现场照片 2 份、资金证明或物资证明",
        ),
        (
            {
                "ledger": "study",
                "at_least": 1,
                "per": "half_month",
                "window": {"before": "inspection", "months": 4},
            },
            "集体学习：迎检日期前 4 个月内每半月至少 1 次",
        ),
        (
            {"ledger": "document", "measure": "presence", "by": "03-31", "subject": "年度计划"},
            "有年度计划（每年3月31日前）",
        ),
        (
            {
                "ledger": "problem",
                "equals": 0,
                "where": {"finished_on": {"set": False}},
                "statement": False,
                "subject": "未完成的问题",
                "unit": "个",
            },
            "未完成的问题：为 0 个",
        ),
        (
            {"ledger": "study", "at_least": 1, "per": "year", "proofs": {"attendance": 1}},
            "集体学习：每年至少 1 次（每次须有签到表才计入）",
        ),
        (
            {
                "ledger": "festival_activity",
                "at_least": 1,
                "per": "year",
                "each": {"values": ["清明", "重阳"], "field": "festival"},
            },
            "清明、重阳：每年我们的节日各至少 1 次",
        ),
        ({"ledger": "study", "at_least": 1, "title": "学一次"}, "学一次"),
    ],
)
def test_a_rule_reads_as_one_sentence(rule: dict[str, Any], expected: str) -> None:
    assert sentence(read_rule(rule), LEDGERS, ROLES) == expected


def test_every_shipped_rule_is_a_sentence_and_can_be_asked() -> None:
    frame = Frame(calendar_year(2026), date(2026, 11, 21), LEDGERS, {}, ROLES)
    for _, standard in resources.tomls("standards"):
        for indicator in standard["indicators"]:
            for data in indicator.get("rules", []):
                rule = read_rule(data)
                assert 4 <= len(sentence(rule, LEDGERS, ROLES)) <= 80
                assert inquire(rule, frame).reason == ""


def gap_texts(data: dict[str, Any], on: date, *tallies: list[Tally]) -> list[str]:
    inquiry = inquire(read_rule(data), Frame(calendar_year(2026), on, LEDGERS, {}, ROLES))
    return [lack.text for lack in lacks(decide(inquiry, tallies))]


def test_gaps_say_what_and_by_when() -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "two_months"}
    tallies = [Tally(n, n) for n in (2, 0, 1, 1, 0, 0)]
    assert gap_texts(rule, date(2026, 11, 21), tallies) == [
        "集体学习：3–4月缺 1 次（已于 4月30日 逾期）",
        "集体学习：9–10月缺 1 次（已于 10月31日 逾期）",
        "集体学习：11–12月还需 1 次（12月31日前）",
    ]


def test_only_the_next_piece_is_named_while_nothing_is_due() -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "half_year", "by": ["06-30", "11-30"]}
    done_first = [Tally(1, 1), Tally(0, 0)]
    assert gap_texts(rule, date(2026, 3, 1), done_first) == ["集体学习：下半年还需 1 次（11月30日前）"]


def test_many_pieces_are_summed_up() -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "week"}
    (text,) = gap_texts(rule, date(2026, 12, 31), [Tally(0, 0)] * 53)[:1]
    assert "共 52 个时段未达标" in text


def test_a_share_shows_its_numbers_and_how_many_more() -> None:
    rule = {"numerator": {**STAFF, "subject": "注册志愿者"}, "denominator": STAFF, "at_least": "30%"}
    assert gap_texts(rule, date(2026, 11, 21), [Tally(13, 13)], [Tally(52, 52)]) == [
        "注册志愿者：为 13/52 = 25.0%，需不低于 30%，还差 3 人"
    ]


def test_numbers_are_shown_as_people_write_them() -> None:
    assert [show_number(Fraction(n)) for n in ("22", "22.5", "0.33", "1/3", "0", "0.001")] == [
        *("22", "22.5", "0.33", "0.33", "0", "0")
    ]
    assert show_percent(Fraction(35, 52)) == "67.3%"
    assert show_percent(Fraction(165, 182)) == "90.7%"
    assert show_percent(Fraction(1)) == "100.0%"
    assert show_day(date(2025, 4, 30), date(2026, 1, 1)) == "2025年4月30日"


@given(st.fractions(min_value=0, max_value=10**6))
def test_a_shown_number_is_within_half_a_hundredth(value: Fraction) -> None:
    assert abs(Fraction(show_number(value)) - value) <= Fraction(1, 200)
