"""Points: what each indicator gives, what a standard comes to, what is lost as things stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .decide import BucketResult, RuleResult
from .rules import State
from .standards import Indicator, Standard, own_points

LOST = (State.OVERDUE, State.SHORT, State.UNSTATED)


@dataclass(frozen=True, slots=True)
class Score:
    """Hundredths of points: what is reached, what can be reached, what is lost as things stand.

    `bonus` and `minus` (what was taken away, not below 0) are in `got` already and not in `possible`.
    """

    got: int
    possible: int
    at_risk: int
    bonus: int = 0
    minus: int = 0


@dataclass(frozen=True, slots=True)
class Earned:
    """Hundredths of points of one indicator. `got` is below 0 where points were taken away; `possible` is 0
    for a bonus and a minus; `lost` is what is at risk."""

    got: int
    possible: int
    lost: int


def earned(
    indicator: Indicator, points: int, state: State, results: Sequence[RuleResult], given: int | None = None
) -> Earned:
    """What an indicator of so many points gives in a state, with the results of its rules.

    Points `given` by hand stand above what is worked out; of a minus they are what is taken away.
    """
    way = indicator.scoring.way
    if state is State.NOT_APPLICABLE:
        return Earned(0, 0, 0)
    if way == "bonus":
        bonus = _bonus(indicator.scoring.each, points, state, results)
        return Earned(bonus if given is None else given, 0, 0)
    if way == "minus":
        taken = _taken(indicator.scoring.each, points, state, results) if given is None else given
        return Earned(-taken, 0, points if given is None and state is State.UNSTATED else 0)
    if given is not None:
        return Earned(given, points, max(points - given, 0) if state in LOST else 0)
    buckets = [bucket for result in results if not result.vacuous for bucket in result.buckets]
    if way == "share" and buckets and state not in (State.MET, State.UNJUDGED):
        return Earned(
            _part(points, results, (State.MET,)), points, points - _part(points, results, _NOT_LOST)
        )
    got = points if state is State.MET else 0
    return Earned(got, points, points if state in LOST else 0)


_NOT_LOST = tuple(state for state in State if state not in LOST)


def _part(points: int, results: Sequence[RuleResult], states: Iterable[State]) -> int:
    """The points in proportion: every rule weighs the same, and so does every bucket of a rule."""
    wanted, shares = set(states), list[Fraction]()
    for result in results:
        if result.vacuous or result.state is State.NOT_APPLICABLE:
            continue
        met = sum(bucket.state in wanted for bucket in result.buckets)
        shares.append(Fraction(met, len(result.buckets)) if result.buckets else Fraction(0))
    return int(points * sum(shares, Fraction(0)) / len(shares)) if shares else 0


def _bonus(each: int | None, points: int, state: State, results: Sequence[RuleResult]) -> int:
    if each is None or not results:
        return points if state is State.MET else 0
    cases = sum((_present(b) for result in results for b in result.buckets), Fraction(0))
    return min(points, int(each * cases))


def _taken(each: int | None, points: int, state: State, results: Sequence[RuleResult]) -> int:
    """What is taken away: for each case too many or too few, else all of it."""
    if state not in (State.OVERDUE, State.SHORT):
        return 0
    cases = sum((_amiss(b) for result in results for b in result.buckets if b.state in LOST), Fraction(0))
    return points if each is None or not cases else min(points, int(each * cases))


def _present(bucket: BucketResult) -> Fraction:
    """How many cases a bucket has; a share has none."""
    if bucket.numerator is not None or not isinstance(bucket.present, Fraction):
        return Fraction(0)
    return bucket.present


def _amiss(bucket: BucketResult) -> Fraction:
    if bucket.need is not None and bucket.need.high is not None:
        return max(_present(bucket) - bucket.need.high, Fraction(0))
    if isinstance(bucket.needed, Fraction) and bucket.numerator is None:
        return max(bucket.needed - _present(bucket), Fraction(0))
    return Fraction(0)


def score(standard: Standard, earnings: Mapping[str, Earned]) -> Score | None:
    """The points of a standard from those of its indicators, by code; None without points."""
    if not (own := own_points(standard)):
        return None
    ways = {one.code: one.scoring.way for one in standard.indicators}
    counted = {code: earnings[code] for code in own}
    return Score(
        got=sum(one.got for one in counted.values()),
        possible=sum(one.possible for one in counted.values()),
        at_risk=sum(one.lost for one in counted.values()),
        bonus=sum(one.got for code, one in counted.items() if ways[code] == "bonus"),
        minus=-sum(one.got for code, one in counted.items() if ways[code] == "minus"),
    )
