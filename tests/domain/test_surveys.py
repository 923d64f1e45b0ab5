"""Rates of surveys: what they are a share of, what cannot be, how sure a sample makes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.surveys import (
    Interval,
    Of,
    Option,
    Question,
    Rate,
    SurveyError,
    checked,
    faults,
    interval,
    question_data,
    rate,
    read_question,
    show_rate,
    tally,
    unanswered,
)

AWARE = Question("您知道本单位在创建文明单位吗", (Option("知晓", 190, True), Option("不知晓", 6)), "知晓率")


def test_the_denominator_is_stated() -> None:
    assert rate(AWARE, Of.ANSWERED, returned=200, issued=210) == Rate(190, 196, Of.ANSWERED)
    found = rate(AWARE, Of.RETURNED, returned=200, issued=210)
    assert isinstance(found, Rate) and found.text == "190/200 = 95.0%"
    assert rate(AWARE, Of.ISSUED, returned=200, issued=210) == Rate(190, 210, Of.ISSUED)
    assert unanswered(AWARE, 200) == 4


def test_what_is_not_there_is_said() -> None:
    assert rate(AWARE, Of.RETURNED, returned=None, issued=None) == "还没有填收回份数"
    assert "计入" in str(rate(replace(AWARE, options=(Option("甲", 1), Option("乙", 2))), Of.ANSWERED,
                               returned=3, issued=3))  # fmt: skip
    assert rate(replace(AWARE, options=(Option("甲", None, True), Option("乙", 2))), Of.ANSWERED,
                returned=3, issued=3) == "还有选项没有填份数"  # fmt: skip
    nobody = replace(AWARE, options=(Option("甲", 0, True), Option("乙", 0)))
    assert "0" in str(rate(nobody, Of.ANSWERED, returned=0, issued=0))


def test_more_answers_than_sheets() -> None:
    assert faults(AWARE, 195) == ["有效回答 196 份，比收回的 195 份多 1 份"]
    assert faults(AWARE, 196) == [] == faults(AWARE, None)
    assert unanswered(AWARE, 195) is None


def test_several_answers_need_their_own_total() -> None:
    channels = Question("从哪里知道的", (Option("标语", 30, True), Option("广播", 25)), multiple=True)
    assert rate(channels, Of.ANSWERED, returned=40, issued=40) == "还没有填有效回答数"
    told = replace(channels, answered=38)
    assert rate(told, Of.ANSWERED, returned=40, issued=40) == Rate(30, 38, Of.ANSWERED)
    assert faults(replace(channels, answered=28), 40) == ["“标语”30 份，比有效回答 28 份还多"]


@pytest.mark.parametrize(
    ("top", "bottom", "shown", "scaled"),
    [
        (190, 200, "95.0%", 9500),
        (1899, 2000, "94.95%", 9495),
        (18999, 20000, "94.995%", 9499),
        (2, 3, "66.7%", 6667),
        (199999, 200000, "99.999%", 9999),
        (0, 7, "0.0%", 0),
        (7, 7, "100.0%", 10000),
    ],
)
def test_no_rate_reaches_a_whole_per_cent_by_rounding(top: int, bottom: int, shown: str, scaled: int) -> None:
    share = Rate(top, bottom, Of.ANSWERED)
    assert share.scaled == scaled
    assert show_rate(share.value) == shown


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 100))
def test_a_rate_lies_between_nothing_and_all(top: int, bottom: int, whole: int) -> None:
    share = Rate(min(top, bottom), bottom, Of.RETURNED)
    assert 0 <= share.value <= 1
    assert 0 <= share.scaled <= 10_000
    # What the ledger says reaches a threshold exactly where the share does.
    assert (share.scaled >= whole * 100) == (share.value >= Fraction(whole, 100))


@given(st.integers(1, 3000), st.data())
def test_the_interval_holds_the_rate(n: int, data: st.DataObject) -> None:
    share = Rate(data.draw(st.integers(0, n)), n, Of.ANSWERED)
    open_ended = interval(share, None)
    assert open_ended is not None
    assert 0 <= open_ended.low <= float(share.value) + 1e-9
    assert float(share.value) - 1e-9 <= open_ended.high <= 1
    population = n + data.draw(st.integers(1, 5000))
    known = interval(share, population)
    assert known is not None
    # Who draws from fewer is surer.
    assert known.high - known.low <= open_ended.high - open_ended.low + 1e-9
    assert interval(share, n) is None, "everybody was asked"


def test_a_hand_worked_interval() -> None:
    # Wilson, 190 of 200, endless population: 0.9104 to 0.9726 (worked by hand).
    found = interval(Rate(190, 200, Of.ANSWERED), None)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.9104, 0.9726)
    assert "95% 的把握" in found.text


def test_a_hand_worked_interval_of_a_small_office() -> None:
    # 27 of 30 out of 46: n' = 30·45/16 = 84.375, z² = 3.841459;
    # (0.9 + z²/168.75 ± 1.959964·√(0.09/84.375 + z²/(4·84.375²))) / (1 + z²/84.375) = 0.88258 ± 0.06498.
    found = interval(Rate(27, 30, Of.ANSWERED), 46)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.8176, 0.9476)
    # 30 of 30 out of 46: 1/(1 + 3.841459/84.375).
    found = interval(Rate(30, 30, Of.ANSWERED), 46)
    assert found is not None and (round(found.low, 4), found.high) == (0.9565, 1.0)
    assert found.text.startswith("95% 的把握：总体在 95.6%–100.0% 之间")
    # Bounds are told outwards: 94.96 % has not reached 95 %.
    assert "94.9%–97.1%" in Interval(0.9496, 0.9702, 46).text
    # Newcombe (1998), 81 of 263 without a correction: 0.2553 to 0.3662.
    found = interval(Rate(81, 263, Of.ANSWERED), None)
    assert found is not None and (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_letters_of_the_questionnaire() -> None:
    one = Question("渠道", (Option("标语"), Option("广播"), Option("会议")), multiple=True)
    found = tally(one, ["A", "ac", "B. 会议", "Ｂ、Ｃ", "AD", "AA", "C、A、C"])
    # B. 会议: the words say it.
    assert [option.number for option in found.question.options] == [3, 1, 4]
    assert [answer for _, answer, _ in found.unknown] == ["AD", "AA"]
    grades = Question("等级", (Option("B"), Option("A")))
    assert [o.number for o in tally(grades, ["A", "B", "A"]).question.options] == [1, 2], "words come first"
    assert tally(AWARE, ["AB"]).unknown == ((0, "AB", "单选题选了几项"),)


def test_questions_are_checked() -> None:
    with pytest.raises(SurveyError, match="至少要有两个选项"):
        checked([Question("问", (Option("是"),))])
    with pytest.raises(SurveyError, match="两个相同"):
        checked([Question("问", (Option("是"), Option(" 是 ")))])
    with pytest.raises(SurveyError, match="写了两次"):
        checked([AWARE, AWARE])
    with pytest.raises(SurveyError, match="只能有一道"):
        checked([replace(AWARE, decisive=True), replace(AWARE, title="另一题", decisive=True)])
    with pytest.raises(SurveyError, match="不小于 0"):
        checked([replace(AWARE, options=(Option("是", -1), Option("否")))])


_titles = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(_titles, st.none() | st.integers(0, 900), st.booleans()), min_size=2, max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_a_question_comes_back_as_it_was(
    options: list[tuple[str, int | None, bool]], multiple: bool, decisive: bool
) -> None:
    one = Question("问", tuple(Option(*each) for each in options), "满意率", multiple, decisive, None, "编号")
    assert read_question("编号", "问", "满意率", question_data(one)) == one


@given(st.lists(st.sampled_from(["知晓", "不知晓", "", " ", "说不清", "知晓；不知晓"]), max_size=60))
def test_every_sheet_is_counted_once(answers: list[str]) -> None:
    found = tally(AWARE, answers)
    assert (found.question.valid or 0) + found.blank + len(found.unknown) == len(answers)
    assert {reason for _, _, reason in found.unknown} <= {"没有这个选项", "单选题选了几项"}


def test_several_answers_in_a_cell() -> None:
    one = Question("渠道", (Option("标语"), Option("广播"), Option("横幅、海报")), multiple=True)
    found = tally(one, ["标语；广播", "广播,标语", "横幅、海报", "标语、口号", ""])
    assert [option.number for option in found.question.options] == [2, 2, 1]
    assert found.question.answered == 3 and found.blank == 1
    assert found.unknown == ((3, "标语、口号", "没有这个选项"),)
