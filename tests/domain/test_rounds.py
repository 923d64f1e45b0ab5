"""Rounds: what is typed, points that add up, ranks with their ties, flags, the days that are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.forms import Flag, Form, Item
from civdesk.domain.round_cadence import expected, span_of
from civdesk.domain.round_cells import cell_text, read_cell
from civdesk.domain.round_ranks import proposals, ranked
from civdesk.domain.rounds import (
    BAD,
    EMPTY,
    GOOD,
    NONE,
    Answer,
    Points,
    Round,
    by_subject,
    open_answers,
    points,
    put,
    shown,
    typed,
)
from civdesk.errors import WrongUse

MARK = Item("tidy", "地面无杂物", points=200)
SCORE = Item("order", "内务", how="score", points=1000)
COUNT = Item("butts", "烟头", how="count", points=300)
PLANTS = Item("plants", "花木", how="count", at_least=2)
WORDS = Item("words", "情况", how="text")
FORM = Form("one", "日查", "卫生", items=(MARK, SCORE, COUNT, WORDS))
DAY = date(2026, 11, 20)


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("item", "raw", "result", "score"),
    [
        (MARK, "✓", GOOD, None),
        (MARK, "√", GOOD, None),
        (MARK, " 合格 ", GOOD, None),
        (MARK, "是", GOOD, None),
        (MARK, 1, GOOD, None),
        (MARK, 1.0, GOOD, None),
        (MARK, True, GOOD, None),
        (MARK, "×", BAD, None),
        (MARK, "X", BAD, None),
        (MARK, 0, BAD, None),
        (MARK, "不合格", BAD, None),
        (MARK, "—", NONE, None),
        (MARK, "-", NONE, None),
        (MARK, "", EMPTY, None),
        (MARK, None, EMPTY, None),
        (SCORE, "10", GOOD, 1000),
        (SCORE, "8.5", GOOD, 850),
        (SCORE, "８分", GOOD, 800),
        (SCORE, "-2", GOOD, 800),
        (SCORE, "6", GOOD, 600),
        (SCORE, "5.99", BAD, 599),
        (replace(SCORE, pass_from=100), "9.5", BAD, 950),
        (SCORE, "✓", GOOD, 1000),
        (COUNT, "0", GOOD, 0),
        (COUNT, "无", GOOD, 0),
        (COUNT, "3处", BAD, 300),
        (PLANTS, "2", GOOD, 200),
        (PLANTS, "1", BAD, 100),
    ],
)
def test_what_is_typed(item: Item, raw: object, result: str, score: int | None) -> None:
    assert typed(item, raw) == (result, score)


@pytest.mark.parametrize(
    ("item", "raw"),
    [(MARK, "有"), (MARK, "还行"), (SCORE, "11"), (SCORE, "-11"), (SCORE, "好"), (COUNT, "几个")],
)
def test_what_cannot_be_read_is_refused(item: Item, raw: str) -> None:
    with pytest.raises(WrongUse):
        typed(item, raw)


RESULTS = st.sampled_from([GOOD, BAD, NONE, EMPTY])


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, ...]:
    made = []
    for subject in draw(st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, unique=True)):
        for item in FORM.items:
            raw: object = ""
            if item.how == "yes_no":
                raw = draw(st.sampled_from(["✓", "✗", "—", ""]))
            elif item.how == "score":
                raw = draw(st.integers(0, 1000).map(lambda n: f"{n / 100:.2f}") | st.sampled_from(["—", ""]))
            elif item.how == "count":
                raw = draw(st.integers(0, 20).map(str) | st.sampled_from(["—", ""]))
            made.append(put(item, Answer(item.key, subject), raw))
    return tuple(made)


@given(answers())
def test_points_add_up(given_: tuple[Answer, ...]) -> None:
    round = Round("one", "日查", DAY, DAY, answers=given_)
    total = points(FORM, given_)
    assert 0 <= total.got <= total.possible
    parts = by_subject(FORM, round)
    assert sum(parts.values(), Points()) == total
    singles = [points(FORM, [one]) for one in given_]
    assert sum(singles, Points()) == total
    judged = sum(one.result in (GOOD, BAD) for one in given_)
    assert (total.possible == 0) == (judged == 0)
    waiting = open_answers(FORM, round)
    assert all(one.result == EMPTY and one.item != "words" for one in waiting)


@given(answers())
def test_the_rest_being_good_never_lowers(given_: tuple[Answer, ...]) -> None:
    full = tuple(
        put(FORM.item(one.item), one, "✓" if one.item != "butts" else "0") if one.result == EMPTY else one
        for one in given_
    )
    before, after = points(FORM, given_), points(FORM, full)
    assert after.got - before.got == after.possible - before.possible
    assert after.failed == before.failed


NOTES = (
    st.text("地面有烟头abc 1-✗：\n", max_size=20)
    .map(str.strip)
    .filter(lambda text: text not in "个处次件盆分")
)


@given(st.sampled_from(FORM.items), st.sampled_from(["✓", "✗", "—", "", "3"]), NOTES)
def test_a_cell_is_read_back_as_it_was_printed(item: Item, raw: str, note: str) -> None:
    try:
        one = put(item, Answer(item.key, "甲"), raw)
    except WrongUse:
        return
    if item.how != "text":
        one = replace(one, note=note)
    text = cell_text(item, one)
    assert read_cell(item, Answer(item.key, "甲"), text) == one


def test_ranks_explain_their_ties() -> None:
    def of(got: int, failed: int = 0, red: int = 0) -> Points:
        return Points(got, 1000, failed, red)

    found = ranked({"甲": of(900, 2), "乙": of(950), "丙": of(900, 1), "丁": of(900, 2), "戊": Points()})
    assert [one.rank for one in found] == [1, 2, 3, 3]
    assert [one.name for one in found[:2]] == ["乙", "丙"] and {one.name for one in found[2:]} == {"甲", "丁"}
    assert {one.why for one in found[2:]} == {"得分相同，不合格项较多，列后；并列"}
    assert ranked({"甲": of(900, 1, 1), "乙": of(900, 1)})[1].why.startswith("得分相同，红线")


def test_flags_keep_to_their_quota_and_guess_no_tie() -> None:
    places = ranked(
        {"甲": Points(95, 100), "乙": Points(90, 100, 1), "丙": Points(90, 100, 1), "丁": Points(50, 100, 5)}
    )
    flags = (Flag("红旗"), Flag("标兵"), Flag("黄牌", worst=True))
    red, model, yellow = proposals(flags, places)
    assert red.chosen == ("甲",)
    assert model.chosen == () and set(model.tied) == {"乙", "丙"} and model.open == 1
    assert yellow.chosen == ("丁",)
    best = ranked({"甲": Points(95, 100, 1, 1), "乙": Points(90, 100)})
    assert proposals(flags[:1], best)[0].chosen == ("乙",)  # a red line bars from the flag
    assert proposals(flags[2:], ranked({"甲": Points(95, 100)}))[0].chosen == ()  # the only one is no worst


@given(st.dictionaries(st.text("甲乙丙丁戊己", min_size=1, max_size=2), st.integers(0, 100), max_size=8))
def test_nobody_gets_two_flags(scores: dict[str, int]) -> None:
    places = ranked({name: Points(got, 100, 100 - got) for name, got in scores.items()})
    found = proposals((Flag("红旗"), Flag("标兵", 2), Flag("黄牌", worst=True)), places)
    named = [name for one in found for name in (*one.chosen, *one.tied)]
    assert len(named) == len(set(named))
    assert all(len(one.chosen) <= one.flag.quota for one in found)
    assert [one.rank for one in places] == sorted(one.rank for one in places)


def test_which_days_are_asked_for() -> None:
    daily = Form("one", "日查", "卫生", per="day")
    asked = expected(daily, date(2026, 11, 16), date(2026, 11, 22), weekday)
    assert [one.start.day for one in asked] == [16, 17, 18, 19, 20]
    assert len(expected(replace(daily, days="all"), date(2026, 11, 16), date(2026, 11, 22), weekday)) == 7
    four = expected(replace(daily, times=4), DAY, DAY, weekday)
    assert [one.needed for one in four] == [4]
    weekly = expected(replace(daily, per="week"), date(2026, 12, 30), date(2027, 1, 5), weekday)
    assert [(one.start, one.end) for one in weekly] == [
        (date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 4), date(2027, 1, 10)),
    ]
    assert expected(replace(daily, per=""), DAY, DAY, weekday) == []


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
)
def test_every_day_lies_in_its_span(day: date, per: str) -> None:
    start, end = span_of(per, day)
    assert start <= day <= end
    assert span_of(per, start) == span_of(per, end) == (start, end)
    assert span_of(per, end + timedelta(days=1))[0] == end + timedelta(days=1)


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_percentage_is_never_rounded_up(possible: int, missed: int) -> None:
    one = Points(max(0, possible - missed), possible)
    if one.got < one.possible:
        assert one.percent != "100%"
    assert one.share == Fraction(one.got, possible)


def test_what_is_shown_is_what_is_typed() -> None:
    for item, raw in ((MARK, "✗"), (SCORE, "8.5"), (COUNT, "3"), (MARK, "—")):
        one = put(item, Answer(item.key, "甲"), raw)
        assert typed(item, shown(item, one)) == (one.result, one.score)
