"""From what the ledgers answered to states: met, pending, overdue, short, unstated, unjudged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .asking import Inquiry, Tally, cutoff, scale
from .periods import Bucket
from .rules import Need, Rule, State, worst

Answer = Sequence[Tally]


@dataclass(frozen=True, slots=True)
class BucketResult:
    """One bucket, decided. Figures are exact; a grade is its word.

    `late`: satisfied, but only with what is dated after the deadline. `lacking` names the members of a
    register for whom the demand is not met.
    """

    bucket: Bucket
    state: State
    needed: Fraction | str | None = None
    present: Fraction | str | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    late: bool = False
    lacking: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule, decided: as its worst bucket, whose figures it shows (the first of several).

    `reason` says why nothing could be judged.
    """

    inquiry: Inquiry
    state: State
    buckets: tuple[BucketResult, ...] = ()
    reason: str = ""

    @property
    def rule(self) -> Rule:
        return self.inquiry.rule

    @property
    def decisive(self) -> BucketResult | None:
        """The first of the worst buckets; where all are as good, the one with the least in it."""
        worst_ones = [b for b in self.buckets if b.state is self.state]
        if self.state is State.MET and all(isinstance(b.present, Fraction) for b in worst_ones):
            return min(worst_ones, key=lambda b: b.present, default=None)  # type: ignore[arg-type, return-value]
        return worst_ones[0] if worst_ones else None

    @property
    def late(self) -> bool:
        return any(b.late for b in self.buckets)

    @property
    def vacuous(self) -> bool:
        """A demand on each record where there is no record: beside other demands it says nothing."""
        return self.rule.each_record and all(b.needed == 0 for b in self.buckets)


def combined(results: Sequence[RuleResult]) -> State:
    """The state of several rules together: the worst, leaving out what has nothing to check."""
    telling = [result for result in results if not result.vacuous]
    return worst(result.state for result in telling or results)


def decide(inquiry: Inquiry, answers: Sequence[Answer]) -> RuleResult:
    """The states of an inquiry, given the answer to each of its questions."""
    if inquiry.reason:
        return RuleResult(inquiry, State.UNJUDGED, reason=inquiry.reason)
    if not inquiry.buckets:
        title = inquiry.frame.period.title
        return RuleResult(inquiry, State.NOT_APPLICABLE, reason=f"{title}内没有要求的时段")
    results = tuple(
        _bucket(inquiry, bucket, [answer[n] for answer in answers])
        for n, bucket in enumerate(inquiry.buckets)
    )
    state = worst(result.state for result in results)
    reason = next((r.reason for r in results if r.reason and r.state is state), "")
    return RuleResult(inquiry, state, results, reason)


def _bucket(inquiry: Inquiry, bucket: Bucket, tallies: Sequence[Tally]) -> BucketResult:
    rule = inquiry.rule
    if rule.each_record:
        return _each_record(inquiry, bucket, tallies)
    if rule.members:
        return _each_member(inquiry, bucket, tallies[0])
    if rule.denominator:
        return _share(inquiry, bucket, tallies)
    if rule.grade:
        return _grade(inquiry, bucket, tallies[0])
    if rule.age:
        return _age(inquiry, bucket, tallies[0])
    return _number(inquiry, bucket, tallies)


def _state(inquiry: Inquiry, bucket: Bucket, satisfied: bool, in_time: bool) -> tuple[State, bool]:
    """The state of a bucket, and whether it was satisfied too late."""
    on = inquiry.frame.on
    if bucket.deadline is None:
        # Nothing has happened yet in a bucket that has not begun, which proves nothing.
        if inquiry.rule.per and bucket.start > on:
            return State.PENDING, False
        return (State.MET if satisfied else State.SHORT), False
    if satisfied:
        return State.MET, not in_time
    return (State.PENDING if on <= bucket.deadline else State.OVERDUE), False


def _number(inquiry: Inquiry, bucket: Bucket, tallies: Sequence[Tally]) -> BucketResult:
    rule, need = inquiry.rule, inquiry.rule.need
    assert need is not None
    by = scale(rule.counted, inquiry.frame.ledgers)
    present, in_time = _exact(tallies[0].present, by), _exact(tallies[0].in_time, by)
    state, late = _state(inquiry, bucket, _in(need, present), _in(need, in_time))
    if state is State.MET and rule.statement and tallies[1].present == 0:
        return BucketResult(bucket, State.UNSTATED, need.number, present, reason="没有零报告声明")
    return BucketResult(bucket, state, need.number, present, late=late)


def _share(inquiry: Inquiry, bucket: Bucket, tallies: Sequence[Tally]) -> BucketResult:
    rule, need, ledgers = inquiry.rule, inquiry.rule.need, inquiry.frame.ledgers
    assert need is not None and rule.denominator is not None
    numerator = _exact(tallies[0].present, by := scale(rule.counted, ledgers)) or Fraction(0)
    in_time = _exact(tallies[0].in_time, by) or Fraction(0)
    denominator = _exact(tallies[1].present, scale(rule.denominator, ledgers)) or Fraction(0)
    if denominator == 0:
        words = rule.denominator.subject or "符合条件的记录"
        reason = f"《{ledgers[rule.denominator.ledger].title}》里没有{words}，分母为 0"
        return BucketResult(bucket, State.UNJUDGED, need.number, None, numerator, denominator, reason=reason)
    present = numerator / denominator
    state, late = _state(inquiry, bucket, present in need, in_time / denominator in need)
    return BucketResult(bucket, state, need.number, present, numerator, denominator, late)


def _each_record(inquiry: Inquiry, bucket: Bucket, tallies: Sequence[Tally]) -> BucketResult:
    everything, good = (_exact(tally.present, 1) or Fraction(0) for tally in tallies)
    if everything == 0:
        rule = inquiry.rule
        words = rule.counted.subject or inquiry.frame.ledgers[rule.counted.ledger].title
        return BucketResult(bucket, State.UNJUDGED, everything, good, reason=f"还没有{words}的记录")
    state, _ = _state(inquiry, bucket, good == everything, True)
    return BucketResult(bucket, state, everything, good)


def _each_member(inquiry: Inquiry, bucket: Bucket, tally: Tally) -> BucketResult:
    rule, need = inquiry.rule, inquiry.rule.need
    assert need is not None and rule.members is not None
    by = scale(rule.counted, inquiry.frame.ledgers)
    lacking = tuple(m.name for m in tally.members if Fraction(m.present, by) not in need)
    late = [m for m in tally.members if Fraction(m.in_time, by) not in need]
    needed, present = Fraction(len(tally.members)), Fraction(len(tally.members) - len(lacking))
    if not tally.members:
        title = inquiry.frame.ledgers[rule.members.register].title
        return BucketResult(
            bucket, State.UNJUDGED, needed, present, reason=f"《{title}》里没有符合条件的对象"
        )
    state, was_late = _state(inquiry, bucket, not lacking, not late)
    return BucketResult(bucket, state, needed, present, late=was_late, lacking=lacking)


def _grade(inquiry: Inquiry, bucket: Bucket, tally: Tally) -> BucketResult:
    rule = inquiry.rule
    assert rule.grade is not None
    found = inquiry.frame.ledgers[rule.counted.ledger].field(rule.counted.field)
    order = rule.grade.order or found.choices
    if rule.grade.wanted not in order:
        reason = f"“{found.title}”的等次里没有“{rule.grade.wanted}”"
        return BucketResult(bucket, State.UNJUDGED, rule.grade.wanted, None, reason=reason)

    def good(value: int | str | None) -> bool:
        return value in order and order.index(str(value)) <= order.index(rule.grade.wanted)  # type: ignore[union-attr]

    state, late = _state(inquiry, bucket, good(tally.present), good(tally.in_time))
    present = None if tally.present is None else str(tally.present)
    return BucketResult(bucket, state, rule.grade.wanted, present, late=late)


def _age(inquiry: Inquiry, bucket: Bucket, tally: Tally) -> BucketResult:
    rule, frame = inquiry.rule, inquiry.frame
    assert rule.age is not None
    fresh = isinstance(tally.present, str) and tally.present >= cutoff(rule.age, frame.as_of).isoformat()
    state, _ = _state(inquiry, bucket, fresh, True)
    present = None if tally.present is None else str(tally.present)
    return BucketResult(bucket, state, cutoff(rule.age, frame.as_of).isoformat(), present)


def _exact(stored: int | str | None, by: int) -> Fraction | None:
    return None if stored is None else Fraction(int(stored), by)


def _in(need: Need, value: Fraction | None) -> bool:
    return value is not None and value in need


def missing(result: BucketResult, need: Need) -> Fraction | None:
    """How much the bucket still needs, in what is counted; None where it has enough or too much.

    For a share of counts it is how many more of the denominator must join the numerator.
    """
    if not isinstance(result.present, Fraction) or result.present in need or need.low is None:
        return None
    if result.present > need.low or (result.present == need.low and not need.low_open):
        return None
    if result.denominator is not None and result.numerator is not None:
        if not need.percent:
            return None
        wanted = need.low * result.denominator
        whole = wanted.__floor__() + 1 if need.low_open else wanted.__ceil__()
        return whole - result.numerator
    gap = need.low - result.present
    return gap + 1 if need.low_open and gap.denominator == 1 else gap
