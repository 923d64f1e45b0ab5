"""Rules and gaps in plain Chinese."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.desk.framing import calendar
from civdesk.domain.asking import ANCHORS, Frame, Tally, inquire
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
            "没有未完成的问题",
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


def shipped() -> list[dict[str, Any]]:
    standards = [one for _, data in resources.tomls("standards") for one in data["indicators"]]
    rules = [data for indicator in standards for data in indicator.get("rules", [])]
    return rules + [one["rule"] for _, data in resources.tomls("rules") for one in data["offered"]]


def test_every_shipped_rule_is_a_sentence_and_can_be_asked() -> None:
    anchors = {name: date(2026, 12, 1) for name in ANCHORS}
    frame = Frame(calendar_year(2026), date(2026, 11, 21), LEDGERS, anchors, ROLES, calendar())
    for data in shipped():
        rule = read_rule(data)
        for said in (rule, replace(rule, title="")):  # its own words, and ours
            text = sentence(said, LEDGERS, ROLES)
            assert 3 <= len(text) <= 80, text
            assert not re.search("[A-Za-z_]{2,}", text), text
        assert inquire(rule, frame).reason == ""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            {"ledger": "outreach", "subject": "科技下乡", "per": "quarter", "at_least": [1, 1, 2, 2]},
            "科技下乡：第1、第2季度各至少 1 次，第3、第4季度各至少 2 次",
        ),
        (
            {"ledger": "outreach", "subject": "服务企业", "per": "quarter", "equals": [0, 1, 1, 0]},
            "服务企业：第2、第3季度各为 1 次",
        ),
        (
            {"ledger": "study", "per": "half_year", "by": ["06-30", "11-30"], "at_least": [1, 2]},
            "集体学习：上半年（6月30日前）至少 1 次，下半年（11月30日前）至少 2 次",
        ),
        (
            {"ledger": "routine", "subject": "升旗", "per": "week", "weekday": "mon", "at_least": 1},
            "升旗：每周一至少 1 次",
        ),
        (
            {"ledger": "routine", "subject": "工间操", "per": "day", "days": "workdays", "at_least": 1},
            "工间操：每个工作日至少 1 次",
        ),
        (
            {"ledger": "routine", "subject": "值周", "per": "day", "days": ["mon", "fri"], "at_least": 1},
            "值周：每周一、五每天至少 1 次",
        ),
        (
            {"ledger": "meeting", "subject": "大会", "at_least": 1,
             "each": {"festivals": "法定节假日", "before": "14 days", "due": "before"}},
            "大会：每个法定节假日前 14 天内至少 1 次",
        ),
        (
            {"ledger": "activity", "subject": "活动", "at_least": 1,
             "each": {"festivals": ["春节", "清明"], "before": "30 days", "after": "15 days"}},
            "活动：春节、清明各在前 30 天至后 15 天内至少 1 次",
        ),
        (
            {"ledger": "moral_lecture", "also": [{"ledger": "activity", "where": {"kind": "道德讲堂"}}],
             "at_least": 1, "per": "month", "unit": "期"},
            "道德讲堂或活动（活动类别为道德讲堂）：每月至少 1 期",
        ),
        (
            {"ledger": "problem", "subject": "两次以上整改不力的问题", "equals": 0, "statement": False,
             "sanction": "发问责通知"},
            "没有两次以上整改不力的问题；出现的，发问责通知",
        ),
        (
            {"ledger": "blood_donation", "each": "record", "must":
             {"volume": {"equals": {"field": "people", "times": 200}}}, "subject": "献血"},
            "每次献血的献血量都等于献血人次的 200 倍",
        ),
        (
            {"numerator": {"ledger": "survey", "measure": "latest", "field": "positive",
                           "where": {"kind": "知晓率"}},
             "denominator": {"ledger": "survey", "measure": "latest", "field": "sample",
                             "where": {"kind": "知晓率"}}, "at_least": "95%"},
            "问卷测评（调查类型为知晓率）：最近一次的知晓或满意人数占样本数的比例不低于 95%",
        ),
    ],
)  # fmt: skip
def test_the_rarer_demands_read_plainly(rule: dict[str, Any], expected: str) -> None:
    assert sentence(read_rule(rule), LEDGERS, ROLES) == expected


def gap_texts(data: dict[str, Any], on: date, *tallies: list[Tally]) -> list[str]:
    inquiry = inquire(read_rule(data), Frame(calendar_year(2026), on, LEDGERS, {}, ROLES, calendar()))
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


def test_gaps_of_festivals_sanctions_and_uneven_quarters() -> None:
    each = {"festivals": ["清明", "重阳", "冬至"], "before": "10 days", "due": "before"}
    rule: dict[str, Any] = {"ledger": "meeting", "subject": "节前会", "at_least": 1, "each": each}
    assert gap_texts(rule, date(2026, 12, 15), [Tally(1, 1), Tally(0, 0), Tally(0, 0)]) == [
        "节前会：重阳节缺 1 次（已于 10月17日 逾期）",
        "节前会：冬至还需 1 次（12月21日前）",
    ]
    uneven = {"ledger": "outreach", "subject": "科技下乡", "per": "quarter", "at_least": [1, 1, 2, 2]}
    assert gap_texts(uneven, date(2026, 11, 21), [Tally(n, n) for n in (1, 1, 1, 0)]) == [
        "科技下乡：第3季度缺 1 次（已于 9月30日 逾期）",
        "科技下乡：第4季度还需 2 次（12月31日前）",
    ]
    zero = {
        "ledger": "problem",
        "subject": "整改不力",
        "equals": 0,
        "statement": False,
        "sanction": "发问责通知",
    }
    assert gap_texts(zero, date(2026, 11, 21), [Tally(2, 2)]) == [
        "整改不力：已有 2 次，要求为 0 次；按规定发问责通知"
    ]
