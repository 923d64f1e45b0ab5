"""Rules decided from what the ledgers answer: worked by hand, and as properties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.asking import Frame, Inquiry, MemberTally, Question, Reach, Tally, inquire
from civdesk.domain.decide import RuleResult, combined, decide, missing
from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import Ledger, Register
from civdesk.domain.periods import Period, calendar_year
from civdesk.domain.rule_data import read_rule
from civdesk.domain.rules import Need, State, worst

ON = date(2026, 11, 21)
STUDY = Ledger(
    "study",
    "集体学习",
    "x",
    (Field("title", "题目", Kind.TEXT), Field("date", "日期", Kind.DATE)),
    "title",
    "date",
)
HOURS = Ledger(
    "activity",
    "志愿活动",
    "x",
    (
        Field("title", "名称", Kind.TEXT),
        Field("date", "日期", Kind.DATE),
        Field("hours", "时长", Kind.AMOUNT, unit="小时", decimals=2),
        Field("rate", "满意率", Kind.AMOUNT, decimals=1),
        Field("grade", "等次", Kind.CHOICE, choices=("优秀", "良好", "一般", "差")),
        Field("people", "参加人员", Kind.PEOPLE),
        Field("backdrop", "背景", Kind.YES_NO),
    ),
    "title",
    "date",
)
STAFF = Ledger(
    "staff",
    "人员花名册",
    "x",
    (
        Field("title", "姓名", Kind.PERSON),
        Field("status", "状态", Kind.CHOICE, choices=("在职", "退休")),
        Field("updated_on", "更新日期", Kind.DATE),
    ),
    "title",
    register=Register("title", kinds=(Kind.PERSON,)),
)
LEDGERS = {ledger.key: ledger for ledger in (STUDY, HOURS, STAFF)}


def frame(on: date = ON, **anchors: date) -> Frame:
    return Frame(calendar_year(2026), on, LEDGERS, anchors)


def judged(
    data: dict[str, Any], answer: Callable[[Question], Sequence[Tally]], on: date = ON, **anchors: date
) -> RuleResult:
    inquiry = inquire(read_rule(data), frame(on, **anchors))
    return decide(inquiry, [answer(question) for question in inquiry.questions])


def counting(*days: str | date) -> Callable[[Question], list[Tally]]:
    """A ledger with a record on each of these days."""
    dates = [date.fromisoformat(day) if isinstance(day, str) else day for day in days]

    def answer(question: Question) -> list[Tally]:
        tallies = []
        for slot in question.slots:
            there = [day for day in dates if slot.start <= day <= slot.end]
            in_time = [day for day in there if slot.deadline is None or day <= slot.deadline]
            tallies.append(Tally(len(there), len(in_time)))
        return tallies

    return answer


def saying(*tallies: Tally) -> Callable[[Question], list[Tally]]:
    """The answers in the order of the questions, the same for every slot."""
    left = list(tallies)

    def answer(question: Question) -> list[Tally]:
        tally = left.pop(0)
        return [tally] * len(question.slots)

    return answer


def states(result: RuleResult) -> list[str]:
    return [bucket.state.value for bucket in result.buckets]


# --- buckets and deadlines ---------------------------------------------------------------------------


STUDIES = ("2026-01-10", "2026-02-11", "2026-05-12", "2026-06-13", "2026-06-14", "2026-08-15")


def test_six_in_a_year_are_enough_while_two_pieces_of_two_months_are_overdue() -> None:
    year = judged({"ledger": "study", "at_least": 6, "per": "year"}, counting(*STUDIES))
    assert (year.state, year.decisive and year.decisive.present) == (State.MET, 6)
    pieces = judged({"ledger": "study", "at_least": 1, "per": "two_months"}, counting(*STUDIES))
    assert states(pieces) == ["met", "overdue", "met", "met", "overdue", "pending"]
    assert [bucket.present for bucket in pieces.buckets] == [2, 0, 3, 1, 0, 0]
    assert pieces.state is State.OVERDUE
    assert pieces.decisive and pieces.decisive.bucket.title == "3–4月"


def test_six_in_december_satisfy_the_year_and_not_the_pieces() -> None:
    december = [f"2026-12-{day:02d}" for day in range(1, 7)]
    on = date(2026, 12, 31)
    year = judged({"ledger": "study", "at_least": 6, "per": "year"}, counting(*december), on)
    pieces = judged({"ledger": "study", "at_least": 1, "per": "two_months"}, counting(*december), on)
    assert year.state is State.MET
    assert states(pieces) == ["overdue"] * 5 + ["met"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 4, 29), "pending"), (date(2026, 4, 30), "pending"), (date(2026, 5, 1), "overdue")],
)
def test_the_day_of_the_deadline_is_still_in_time(on: date, expected: str) -> None:
    result = judged({"ledger": "study", "at_least": 1, "per": "two_months"}, counting("2026-01-10"), on)
    assert states(result)[1] == expected


def test_what_is_dated_after_the_day_of_the_assessment_does_not_count() -> None:
    result = judged({"ledger": "study", "at_least": 1, "per": "year"}, counting("2026-11-22"))
    assert result.state is State.PENDING
    assert result.buckets[0].present == 0


def test_a_record_after_the_deadline_of_its_bucket_is_late() -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "half_year", "by": ["06-30", "11-30"]}
    on = date(2026, 12, 31)
    late = judged(rule, counting("2026-03-18", "2026-12-05"), on)
    assert states(late) == ["met", "met"]
    assert [bucket.late for bucket in late.buckets] == [False, True]
    assert late.late
    in_time = judged(rule, counting("2026-03-18", "2026-11-30"), on)
    assert not in_time.late
    # The half-year's own record does not make up for the other half.
    assert states(judged(rule, counting("2026-07-01"), on)) == ["overdue", "met"]


def test_one_bucket_of_the_year_can_be_meant_alone() -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "half_year", "by": ["06-30", "11-30"], "only": 2}
    result = judged(rule, counting("2026-09-16"))
    assert [bucket.bucket.deadline for bucket in result.buckets] == [date(2026, 11, 30)]
    assert result.state is State.MET


def test_what_has_no_deadline_is_met_or_short() -> None:
    rule = {"ledger": "staff", "at_least": 5}
    assert judged(rule, saying(Tally(5, 5))).state is State.MET
    short = judged(rule, saying(Tally(4, 4)))
    assert short.state is State.SHORT
    assert short.buckets[0].bucket.deadline is None


def test_a_window_runs_back_from_a_named_day() -> None:
    rule = {
        "ledger": "study",
        "at_least": 1,
        "per": "half_month",
        "window": {"before": "inspection", "months": 4},
    }
    without = judged(rule, counting())
    assert without.state is State.UNJUDGED
    assert "迎检日期" in without.reason
    result = judged(rule, counting("2026-10-06"), inspection=date(2026, 10, 20))
    assert len(result.buckets) == 8
    assert states(result) == ["overdue"] * 7 + ["met"]


def test_looking_back_counts_from_the_day_itself() -> None:
    rule = {"ledger": "study", "at_least": 1, "look_back": "6 months"}
    assert judged(rule, counting("2026-05-21")).state is State.MET
    assert judged(rule, counting("2026-05-20")).state is State.SHORT


# --- how much ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comparator", "number", "satisfying"),
    [
        ("at_least", 2, {2, 3, 4}),
        ("more_than", 2, {3, 4}),
        ("at_most", 2, {0, 1, 2}),
        ("less_than", 2, {0, 1}),
        ("equals", 2, {2}),
        ("between", [1, 2], {1, 2}),
    ],
)
def test_comparators_are_strict_or_inclusive_as_they_say(
    comparator: str, number: Any, satisfying: set[int]
) -> None:
    rule = {"ledger": "staff", comparator: number}
    met = {n for n in range(5) if judged(rule, saying(Tally(n, n))).state is State.MET}
    assert met == satisfying


def test_a_share_is_exact_and_shows_both_numbers() -> None:
    rule = {"numerator": {"ledger": "staff"}, "denominator": {"ledger": "staff"}, "at_least": "30%"}
    result = judged(rule, saying(Tally(35, 35), Tally(52, 52)))
    assert result.state is State.MET
    assert result.decisive and result.decisive.present == Fraction(35, 52)
    assert (result.decisive.numerator, result.decisive.denominator) == (35, 52)
    assert judged(rule, saying(Tally(3, 3), Tally(10, 10))).state is State.MET
    assert judged(rule, saying(Tally(299_999, 0), Tally(1_000_000, 0))).state is State.SHORT


def test_a_share_of_nothing_is_not_judged() -> None:
    rule = {
        "numerator": {"ledger": "staff"},
        "denominator": {"ledger": "staff", "subject": "在职职工"},
        "at_least": "30%",
    }
    result = judged(rule, saying(Tally(0, 0), Tally(0, 0)))
    assert result.state is State.UNJUDGED
    assert "人员花名册" in result.reason and "在职职工" in result.reason


@pytest.mark.parametrize(("hundredths", "met"), [(208_000, False), (208_001, True)])
def test_more_than_forty_hours_each_is_strict(hundredths: int, met: bool) -> None:
    rule = {
        "numerator": {"ledger": "activity", "measure": "sum", "field": "hours"},
        "denominator": {"ledger": "staff"},
        "more_than": 40,
        "per": "year",
    }
    result = judged(rule, saying(Tally(hundredths, hundredths), Tally(52, 52)))
    assert (result.state is State.MET) == met
    assert result.decisive and result.decisive.numerator == Fraction(hundredths, 100)


def test_how_many_more_are_needed() -> None:
    rule = {"numerator": {"ledger": "staff"}, "denominator": {"ledger": "staff"}, "at_least": "30%"}
    result = judged(rule, saying(Tally(13, 13), Tally(52, 52)))
    assert missing(result.buckets[0], Need(Fraction(30, 100), percent=True)) == 3  # 16/52
    more = judged({"ledger": "study", "more_than": 2, "per": "year"}, counting("2026-01-01"))
    assert missing(more.buckets[0], Need(Fraction(2), low_open=True)) == 2


def test_a_zero_list_needs_a_statement() -> None:
    rule = {"ledger": "study", "equals": 0, "per": "year", "statement": {"ledger": "activity"}}
    assert judged(rule, saying(Tally(0, 0), Tally(0, 0))).state is State.UNSTATED
    assert judged(rule, saying(Tally(0, 0), Tally(1, 1))).state is State.MET
    assert judged(rule, saying(Tally(1, 1), Tally(1, 1))).state is State.SHORT
    assert judged({**rule, "statement": False}, saying(Tally(0, 0))).state is State.MET


def test_nothing_is_proved_for_a_bucket_that_has_not_begun() -> None:
    rule = {"ledger": "study", "at_most": 2, "per": "quarter"}
    result = judged(rule, counting(), on=date(2026, 2, 1))
    assert states(result) == ["met", "pending", "pending", "pending"]


def test_the_latest_value_and_its_grade() -> None:
    rate = {"ledger": "activity", "measure": "latest", "field": "rate", "at_least": 95}
    assert judged(rate, saying(Tally(950, 950))).state is State.MET
    assert judged(rate, saying(Tally(949, 949))).state is State.SHORT
    assert judged(rate, saying(Tally(None, None))).state is State.SHORT
    grade = {"ledger": "activity", "measure": "latest", "field": "grade", "grade": "良好"}
    assert judged(grade, saying(Tally("优秀", "优秀"))).state is State.MET
    assert judged(grade, saying(Tally("一般", "一般"))).state is State.SHORT
    assert judged({**grade, "grade": "合格"}, saying(Tally("优秀", "优秀"))).state is State.UNJUDGED


@pytest.mark.parametrize(
    ("last", "on", "fresh"),
    [
        ("2026-05-21", ON, True),
        ("2026-05-20", ON, False),
        # 28 February and six months is 28 August.
        ("2026-02-28", date(2026, 8, 28), True),
        ("2026-02-28", date(2026, 8, 29), False),
        ("2025-08-31", date(2026, 2, 28), True),
        ("2025-08-31", date(2026, 3, 1), False),
    ],
)
def test_an_age_in_months_ends_with_its_day(last: str, on: date, fresh: bool) -> None:
    rule = {"ledger": "staff", "measure": "age", "field": "updated_on", "at_most": "6 months"}
    assert (judged(rule, saying(Tally(last, last)), on).state is State.MET) == fresh


# --- each ---------------------------------------------------------------------------------------------


def test_a_demand_on_each_record() -> None:
    rule = {"ledger": "activity", "each": "record", "proofs": {"duration": 1}, "must": {"backdrop": True}}
    short = judged(rule, saying(Tally(3, 3), Tally(5, 5)))
    assert short.state is State.SHORT
    assert (short.buckets[0].needed, short.buckets[0].present) == (5, 3)
    assert judged(rule, saying(Tally(5, 5), Tally(5, 5))).state is State.MET
    nothing = judged(rule, saying(Tally(0, 0), Tally(0, 0)))
    assert nothing.state is State.UNJUDGED and "还没有" in nothing.reason
    assert nothing.vacuous


def test_what_has_nothing_to_check_says_nothing_beside_other_rules() -> None:
    nothing = judged(
        {"ledger": "study", "each": "record", "proofs": {"photo": 1}}, saying(Tally(0, 0), Tally(0, 0))
    )
    pending = judged({"ledger": "study", "at_least": 1, "per": "year"}, counting())
    assert combined([pending, nothing]) is State.PENDING
    assert combined([nothing]) is State.UNJUDGED


def test_a_demand_on_each_member_names_who_lacks_it() -> None:
    rule = {
        "ledger": "activity",
        "at_least": 1,
        "per": "year",
        "each": {"ledger": "staff", "where": {"status": "在职"}, "field": "people"},
    }
    members = (MemberTally("1", "张三", 1, 1), MemberTally("2", "李四", 0, 0), MemberTally("3", "王五", 2, 2))
    result = judged(rule, saying(Tally(3, 3, members)))
    assert result.state is State.PENDING
    assert (result.buckets[0].needed, result.buckets[0].present) == (3, 2)
    assert result.buckets[0].lacking == ("李四",)
    assert judged(rule, saying(Tally(0, 0))).state is State.UNJUDGED


# --- what cannot be asked ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"ledger": "blood", "at_least": 1, "per": "year", "subject": "无偿献血"}, "无偿献血"),
        ({"ledger": "study", "at_least": 1, "where": {"kind": "x"}}, "kind"),
        ({"ledger": "study", "measure": "sum", "field": "title", "at_least": 1}, "题目"),
        ({"ledger": "activity", "at_least": 1, "where": {"backdrop": "也许"}}, "也许"),
        ({"ledger": "activity", "at_least": 1, "each": {"ledger": "study", "field": "people"}}, "集体学习"),
    ],
)
def test_what_the_workspace_lacks_is_named(rule: dict[str, Any], told: str) -> None:
    result = judged(rule, counting())
    assert result.state is State.UNJUDGED
    assert told in result.reason


def test_a_bucket_that_the_period_does_not_touch_is_not_asked_for() -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "half_year", "only": 1}
    second_half = Frame(Period(date(2026, 7, 1), date(2026, 12, 31)), ON, LEDGERS)
    inquiry: Inquiry = inquire(read_rule(rule), second_half)
    result = decide(inquiry, [counting()(question) for question in inquiry.questions])
    assert result.state is State.NOT_APPLICABLE


def test_conditions_reach_the_store_as_it_keeps_values() -> None:
    rule = read_rule(
        {
            "ledger": "activity",
            "at_least": 1,
            "where": {"backdrop": True, "hours": {"at_least": 2.5}, "date": {"on_or_before": "on"}},
        }
    )
    (question,) = inquire(rule, frame()).questions
    assert [condition.values for condition in question.where] == [(1,), (250,), ("2026-11-21",)]
    assert question.reach is Reach.DATED


def test_registers_are_read_as_of_the_end_of_a_period_that_is_over() -> None:
    over = Frame(calendar_year(2025), ON, LEDGERS)
    (question,) = inquire(read_rule({"ledger": "staff", "at_least": 1}), over).questions
    assert question.reach is Reach.MEMBERS
    assert question.slots[0].end == date(2025, 12, 31)


# --- properties --------------------------------------------------------------------------------------

DAYS = st.lists(st.dates(date(2025, 12, 1), date(2027, 1, 31)), max_size=40)
PERS = st.sampled_from(["half_month", "month", "two_months", "quarter", "half_year", "year"])
GOOD_FIRST = [State.MET, State.PENDING, State.OVERDUE]


@given(days=DAYS, more=st.dates(date(2025, 12, 1), date(2027, 1, 31)), per=PERS, need=st.integers(1, 4))
def test_one_more_record_never_worsens_an_at_least_rule(
    days: list[date], more: date, per: str, need: int
) -> None:
    rule = {"ledger": "study", "at_least": need, "per": per}
    before, after = judged(rule, counting(*days)), judged(rule, counting(*days, more))
    for old, new in zip(before.buckets, after.buckets, strict=True):
        assert GOOD_FIRST.index(new.state) <= GOOD_FIRST.index(old.state)
    assert GOOD_FIRST.index(after.state) <= GOOD_FIRST.index(before.state)


@given(days=DAYS, per=PERS, on=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_buckets_together_hold_what_the_year_holds(days: list[date], per: str, on: date) -> None:
    pieces = judged({"ledger": "study", "at_least": 1, "per": per}, counting(*days), on)
    year = judged({"ledger": "study", "at_least": 1, "per": "year"}, counting(*days), on)
    assert sum(bucket.present for bucket in pieces.buckets) == year.buckets[0].present  # type: ignore[misc]


@given(days=DAYS, per=PERS, earlier=st.dates(date(2026, 1, 1), date(2026, 12, 31)), later=st.integers(0, 300))
def test_a_bucket_once_met_or_overdue_stays_so(days: list[date], per: str, earlier: date, later: int) -> None:
    rule = {"ledger": "study", "at_least": 1, "per": per}
    then = judged(rule, counting(*days), earlier)
    after = judged(rule, counting(*days), date.fromordinal(earlier.toordinal() + later))
    for old, new in zip(then.buckets, after.buckets, strict=True):
        if old.state is State.MET:
            assert new.state is State.MET
        if old.state is State.OVERDUE:
            assert new.state is State.OVERDUE


@given(st.lists(st.sampled_from(State)))
def test_a_whole_is_as_its_worst_part(parts: list[State]) -> None:
    order = ["overdue", "short", "unstated", "unjudged", "pending", "met"]
    applying = [part for part in parts if part is not State.NOT_APPLICABLE]
    if applying:
        assert worst(parts).value == min((part.value for part in applying), key=order.index)
    else:
        assert worst(parts) is (State.NOT_APPLICABLE if parts else State.UNJUDGED)
