"""Points: all or nothing, in proportion, on top, taken away, and given by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from civdesk.domain.asking import Frame, Inquiry
from civdesk.domain.decide import BucketResult, RuleResult
from civdesk.domain.ledgers import DefinitionError
from civdesk.domain.periods import Bucket, calendar_year
from civdesk.domain.rule_data import read_rule
from civdesk.domain.rules import Need, State, worst
from civdesk.domain.scoring import Earned, Score, earned, score
from civdesk.domain.standards import Indicator, Scoring, own_points, read_standard, standard_data

FRAME = Frame(calendar_year(2026), date(2026, 11, 22), {})
BUCKET = Bucket(date(2026, 1, 1), date(2026, 12, 31), None, "全年")
MET, OVERDUE, PENDING, SHORT = State.MET, State.OVERDUE, State.PENDING, State.SHORT


def result(*states: State, present: int = 0, need: Need | None = None) -> RuleResult:
    inquiry = Inquiry(read_rule({"ledger": "study", "at_least": 1}), FRAME)
    need = need or Need(low=Fraction(1))
    buckets = (BucketResult(BUCKET, s, need.number, Fraction(present), need=need) for s in states)
    return RuleResult(inquiry, worst(states), tuple(buckets))


def points(
    way: str, state: State, *results: RuleResult, each: int | None = None, given: int | None = None
) -> Earned:
    return earned(Indicator("1", "x", scoring=Scoring(way, each)), 1000, state, results, given)


def test_in_proportion_to_the_buckets_every_rule_weighing_the_same() -> None:
    quarters, whole = result(MET, MET, OVERDUE, PENDING), result(SHORT)
    assert points("share", OVERDUE, quarters) == Earned(500, 1000, 250)
    assert points("share", OVERDUE, quarters, whole) == Earned(250, 1000, 625)
    assert points("share", MET, quarters) == Earned(1000, 1000, 0), "a judgement by hand is all of it"
    assert points("share", SHORT) == Earned(0, 1000, 1000)


def test_on_top() -> None:
    assert points("bonus", SHORT, result(SHORT)) == Earned(0, 0, 0)
    assert points("bonus", MET, result(MET, present=3)) == Earned(1000, 0, 0)
    assert points("bonus", MET, result(MET, present=3), each=50) == Earned(150, 0, 0)
    assert points("bonus", MET, result(MET, present=30), each=50) == Earned(1000, 0, 0), "up to its points"


def test_taken_away() -> None:
    zero = Need(Fraction(0), Fraction(0))
    assert points("minus", MET, result(MET, need=zero)) == Earned(0, 0, 0)
    assert points("minus", SHORT, result(SHORT, present=3, need=zero)) == Earned(-1000, 0, 0)
    assert points("minus", SHORT, result(SHORT, present=3, need=zero), each=50) == Earned(-150, 0, 0)
    some = Need(high=Fraction(2))
    assert points("minus", SHORT, result(SHORT, present=3, need=some), each=50) == Earned(-50, 0, 0)
    least = Need(low=Fraction(4))
    assert points("minus", OVERDUE, result(OVERDUE, present=1, need=least), each=50) == Earned(-150, 0, 0)
    assert points("minus", State.UNSTATED, result(State.UNSTATED, need=zero)) == Earned(0, 0, 1000)


def test_what_is_given_by_hand_stands_above() -> None:
    assert points("all", SHORT, result(SHORT), given=600) == Earned(600, 1000, 400)
    assert points("share", MET, result(MET), given=900) == Earned(900, 1000, 0)
    assert points("minus", SHORT, result(SHORT), given=200) == Earned(-200, 0, 0)
    assert points("all", State.NOT_APPLICABLE, given=600) == Earned(0, 0, 0)


def test_a_standard_adds_up_and_what_is_on_top_is_not_possible() -> None:
    rows: list[dict[str, Any]] = [
        {"code": "1", "title": "a", "points": 10},
        {"code": "1-1", "title": "b", "parent": "1", "points": 6},
        {"code": "1-2", "title": "c", "parent": "1", "points": "4.5", "scoring": "share"},
        {"code": "2", "title": "d", "points": 5, "scoring": "bonus", "each": "0.5"},
        {"code": "3", "title": "e", "points": 3, "scoring": "minus"},
    ]
    rows[0]["points"] = "10.5"
    standard = read_standard({"key": "x", "title": "x", "indicators": rows})
    assert standard_data(standard)["indicators"][3] == {
        "code": "2", "title": "d", "points": 5, "scoring": "bonus", "each": "0.50",
    }  # fmt: skip
    assert own_points(standard) == {"1-1": 600, "1-2": 450, "2": 500, "3": 300}
    gained = {
        "1-1": Earned(600, 600, 0),
        "1-2": Earned(225, 450, 225),
        "2": Earned(150, 0, 0),
        "3": Earned(-300, 0, 0),
    }
    assert score(standard, gained) == Score(got=675, possible=1050, at_risk=225, bonus=150, minus=300)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [({"scoring": "half"}, "scoring"), ({"each": 1}, "each"), ({"span": "2026-13"}, "span")],
)
def test_mistakes_are_named(wrong: dict[str, Any], place: str) -> None:
    data = {"key": "x", "title": "x", "indicators": [{"code": "1", "title": "a", **wrong}]}
    with pytest.raises(DefinitionError, match=rf"indicators\[0\].{place}"):
        read_standard(data)
