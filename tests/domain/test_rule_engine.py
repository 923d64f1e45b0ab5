"""What a rule can express beyond one ledger and one number, on answers worked out by a tiny store."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from civdesk.desk.framing import calendar
from civdesk.domain.asking import Frame, Question, Tally, inquire
from civdesk.domain.conditions import WEEKDAYS
from civdesk.domain.decide import RuleResult, decide, missing
from civdesk.domain.definition_errors import DefinitionError
from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import Ledger
from civdesk.domain.periods import Period, calendar_year
from civdesk.domain.rule_data import read_rule
from civdesk.domain.rules import State, Test

ON = date(2026, 11, 22)
YEAR = calendar_year(2026)
FIELDS = (
    Field("title", "名称", Kind.TEXT),
    Field("date", "日期", Kind.DATE),
    Field("people", "人数", Kind.INTEGER),
    Field("volume", "献血量", Kind.INTEGER),
    Field("names", "名单", Kind.PEOPLE),
    Field("festival", "节日", Kind.TEXT),
)
BOOKS = {key: Ledger(key, title, "x", FIELDS, "title", "date") for key, title in (("a", "甲"), ("b", "乙"))}
RECORD = st.tuples(st.dates(date(2025, 11, 1), date(2027, 2, 1)), st.integers(0, 9))
RECORDS = st.lists(RECORD, max_size=40)
SEVERAL = {"also": [{"ledger": "b"}]}


def frame(on: date = ON, period: Period = YEAR) -> Frame:
    return Frame(period, on, BOOKS, {"inspection": date(2026, 12, 20)}, {}, calendar())


def judged(data: dict[str, Any], on: date = ON, **records: list[tuple[date, int]]) -> RuleResult:
    """Judge a rule over records (day, number) of the ledgers a and b."""
    inquiry = inquire(read_rule(data), frame(on))
    return decide(
        inquiry, [answer(question, records.get(question.ledger, [])) for question in inquiry.questions]
    )


def answer(question: Question, records: list[tuple[date, int]]) -> list[Tally]:
    days = [c.values for c in question.where if c.test is Test.WEEKDAY]
    tallies = []
    for slot in question.slots:
        inside = [
            (day, number)
            for day, number in records
            if slot.start <= day <= slot.end and all(WEEKDAYS[day.weekday()] in names for names in days)
        ]
        early = [one for one in inside if not slot.deadline or one[0] <= slot.deadline]
        if question.measure == "sum":
            tallies.append(Tally(sum(n for _, n in inside), sum(n for _, n in early)))
        elif question.measure == "distinct":
            sets = [frozenset(str(n) for _, n in some) for some in (inside, early)]
            tallies.append(Tally(len(sets[0]), len(sets[1]), values=sets[0], values_in_time=sets[1]))
        else:
            tallies.append(Tally(len(inside), len(early)))
    return tallies


def states(result: RuleResult) -> list[str]:
    return [bucket.state.value for bucket in result.buckets]


# --- several ledgers ---------------------------------------------------------------------------------


@given(RECORDS, RECORDS, st.sampled_from(["month", "quarter", "year"]))
def test_several_ledgers_count_like_one(a: list[Any], b: list[Any], per: str) -> None:
    for measure in ({}, {"measure": "sum", "field": "people"}, {"measure": "distinct", "field": "people"}):
        rule = {"ledger": "a", "at_least": 2, "per": per, **measure}
        apart, together = judged({**rule, **SEVERAL}, a=a, b=b), judged(rule, a=a + b)
        assert [x.present for x in apart.buckets] == [x.present for x in together.buckets]
        assert states(apart) == states(together)


@given(RECORDS, RECORDS)
def test_both_parts_of_a_share_may_come_from_several_ledgers(a: list[Any], b: list[Any]) -> None:
    top = {"ledger": "a", "measure": "sum", "field": "people", **SEVERAL}
    result = judged({"numerator": top, "denominator": {"ledger": "a", **SEVERAL}, "at_least": 1}, a=a, b=b)
    (bucket,) = result.buckets
    inside = [(day, n) for day, n in a + b if day.year == 2026 and day <= ON]
    assert (bucket.numerator, bucket.denominator) == (sum(n for _, n in inside), len(inside))
    assert (result.state is State.UNJUDGED) == (not inside)


def test_an_own_field_and_the_member_of_each_ledger() -> None:
    each = {"ledger": "a", "field": "names"}
    read = read_rule(
        {"ledger": "a", "at_least": 1, "each": each, "also": [{"ledger": "b", "member_field": "x"}]}
    )
    assert read.counted.also[0].member_field == "x"
    with pytest.raises(DefinitionError, match="also"):
        read_rule({"ledger": "a", "at_least": 1, "also": [{"ledger": "b", "member_field": "x"}]})
    with pytest.raises(DefinitionError, match=r"also\[0\].per"):
        read_rule({"ledger": "a", "at_least": 1, "also": [{"ledger": "b", "per": "year"}]})


# --- how much and when -------------------------------------------------------------------------------


@given(RECORDS, RECORD, st.integers(0, 5), st.sampled_from(["week", "month", "quarter", "year"]))
def test_a_counting_record_never_worsens_a_floor(records: list[Any], more: Any, least: int, per: str) -> None:
    rule = {"ledger": "a", "at_least": least, "per": per}
    order = [State.MET, State.PENDING, State.SHORT, State.OVERDUE]
    before, after = judged(rule, a=records), judged(rule, a=[*records, more])
    for old, new in zip(before.buckets, after.buckets, strict=True):
        assert order.index(new.state) <= order.index(old.state)


@given(RECORDS, st.sampled_from(["day", "half_month", "month", "two_months", "quarter", "half_year", "year"]))
def test_buckets_sum_to_the_total(records: list[Any], per: str) -> None:
    parts = judged({"ledger": "a", "at_least": 1, "per": per}, a=records)
    (whole,) = judged({"ledger": "a", "at_least": 1}, a=records).buckets
    assert sum(b.present for b in parts.buckets) == whole.present  # type: ignore[misc]


@given(RECORDS)
def test_a_number_for_each_quarter(records: list[Any]) -> None:
    each = judged({"ledger": "a", "per": "quarter", "at_least": [1, 0, 2, 3]}, a=records)
    assert [b.bucket.start.month for b in each.buckets] == [1, 7, 10], "nothing is asked of the second"
    assert [b.needed for b in each.buckets] == [1, 2, 3]
    for bucket, least in zip(each.buckets, (1, 2, 3), strict=True):
        found = sum(bucket.bucket.start <= day <= min(bucket.bucket.end, ON) for day, _ in records)
        assert (bucket.state is State.MET) == (found >= least)
        assert bucket.need is not None
        assert missing(bucket, bucket.need) == (least - found if found < least else None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"per": "quarter", "at_least": [1, 2]},
        {"per": "week", "at_least": [1, 2]},
        {"at_least": [1, 2, 3, 4]},
        {"per": "quarter", "at_least": [0, 0, 0, 0]},
        {"per": "quarter", "only": 2, "at_least": [1, 1, 1, 1]},
        {"per": "month", "days": "workdays", "at_least": 1},
        {"per": "day", "days": ["monday"], "at_least": 1},
        {"per": "day", "weekday": "mon", "at_least": 1},
        {"per": "week", "weekday": "monday", "at_least": 1},
        {"per": "year", "each": {"festivals": "春节"}, "at_least": 1},
        {"each": {"festivals": "春节", "due": "before"}, "at_least": 1},
        {"each": {"festivals": "春节", "before": "soon"}, "at_least": 1},
        {"each": {"festivals": []}, "at_least": 1},
    ],
)
def test_what_does_not_go_together_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError):
        read_rule({"ledger": "a", **wrong})


def test_only_working_days_are_asked_for() -> None:
    rule = {"ledger": "a", "at_least": 1, "per": "day", "days": "workdays"}
    days = {bucket.bucket.start for bucket in judged(rule).buckets}
    assert date(2026, 2, 14) in days and date(2026, 2, 16) not in days
    assert date(2026, 11, 22) not in days, "a Sunday"
    assert judged(rule).reason == ""
    later = inquire(read_rule(rule), frame(date(2031, 3, 3), calendar_year(2031)))
    assert "2031年的放假安排" in decide(later, [[Tally(0, 0)] * len(later.buckets)]).reason


@given(RECORDS, st.sampled_from(["mon", "tue", "sun"]))
def test_a_day_of_the_week(records: list[Any], name: str) -> None:
    result = judged({"ledger": "a", "at_least": 1, "per": "week", "weekday": name}, a=records)
    for bucket in result.buckets:
        assert bucket.bucket.deadline is not None
        assert WEEKDAYS[bucket.bucket.deadline.weekday()] == name
        found = sum(day == bucket.bucket.deadline and day <= ON for day, _ in records)
        assert bucket.present == found
        if not found:
            assert bucket.state is (State.OVERDUE if bucket.bucket.deadline < ON else State.PENDING)


@given(st.integers(2000, 2060), st.integers(0, 40), st.integers(1, 40))
def test_festivals_have_windows_around_their_real_days(year: int, before: int, after: int) -> None:
    each = {"festivals": ["重阳节"], "after": f"{after} days"}
    if before:
        each["before"] = f"{before} days"
    inquiry = inquire(read_rule({"ledger": "a", "at_least": 1, "each": each}), frame(ON, calendar_year(year)))
    festival = calendar().find("重阳")
    assert festival is not None
    (day,) = festival.days(year)
    (bucket,) = inquiry.buckets
    assert bucket.start == day - timedelta(days=before)
    assert bucket.end == bucket.deadline == day + timedelta(days=after)


def test_before_every_holiday() -> None:
    each = {"festivals": "法定节假日", "before": "14 days", "due": "before", "field": "festival"}
    rule = {"ledger": "a", "at_least": 1, "each": each}
    inquiry = inquire(read_rule(rule), frame())
    assert [b.title for b in inquiry.buckets] == [
        "元旦",
        "春节",
        "清明节",
        "劳动节",
        "端午节",
        "中秋节",
        "国庆节",
    ]
    spring = inquiry.buckets[1]
    assert (spring.start, spring.deadline) == (date(2026, 2, 3), date(2026, 2, 16))
    (named,) = inquiry.counted[0].slots[3].where
    assert "五一" in named.values and named.field == "festival"
    unknown = inquire(read_rule({"ledger": "a", "at_least": 1, "each": {"festivals": "愚人节"}}), frame())
    assert unknown.reason == "节日表里没有“愚人节”"


# --- two fields of a record --------------------------------------------------------------------------


def test_two_fields_are_compared_where_they_can_be() -> None:
    def reason(must: dict[str, Any]) -> str:
        return inquire(read_rule({"ledger": "a", "each": "record", "must": must}), frame()).reason

    assert reason({"volume": {"equals": {"field": "people", "times": 200}}}) == ""
    assert reason({"people": {"number_of": "names"}}) == ""
    assert "不能相比" in reason({"volume": {"equals": {"field": "title"}}})
    assert "不能相比" in reason({"names": {"number_of": "people"}})
    assert "没有“x”这一项" in reason({"volume": {"at_least": {"field": "x"}}})
    for wrong in ({"volume": {"equals": 3}}, {"volume": {"not": {"field": "people"}}},
                  {"volume": {"equals": {"field": "people", "times": "x"}}}):  # fmt: skip
        with pytest.raises(DefinitionError):
            read_rule({"ledger": "a", "each": "record", "must": wrong})


def test_a_share_of_the_latest_record_takes_both_figures_from_it() -> None:
    def part(field: str, **more: Any) -> dict[str, Any]:
        return {"ledger": "a", "measure": "latest", "field": field, **more}

    rule = {"numerator": part("people"), "denominator": part("volume"), "at_least": "95%"}
    top, bottom = inquire(read_rule(rule), frame()).questions
    assert top.where == bottom.where and {c.field for c in top.where} == {"people", "volume"}
    for wrong in (part("volume", where={"title": "x"}), {"ledger": "a"}, {**part("volume"), "ledger": "b"}):
        with pytest.raises(DefinitionError, match="same record"):
            read_rule({**rule, "denominator": wrong})


@given(
    st.integers(0, 50), st.integers(1, 50), st.sampled_from(["at_least", "more_than", "at_most", "equals"])
)
def test_a_share_lies_between_its_ends(top: int, bottom: int, word: str) -> None:
    assume(top <= bottom)
    inquiry = inquire(
        read_rule({"numerator": {"ledger": "a"}, "denominator": {"ledger": "b"}, word: "50%"}), frame()
    )
    result = decide(inquiry, [[Tally(top, top)], [Tally(bottom, bottom)]])
    (bucket,) = result.buckets
    assert isinstance(bucket.present, Fraction) and 0 <= bucket.present <= 1
    half = Fraction(top, bottom) - Fraction(1, 2)
    good = {"at_least": half >= 0, "more_than": half > 0, "at_most": half <= 0, "equals": half == 0}[word]
    assert (result.state is State.MET) == good
