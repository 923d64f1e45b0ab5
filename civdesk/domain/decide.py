"""From what the ledgers answered to states: met, pending, overdue, short, unstated, unjudged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .adding import Together, number_of, together
from .asking import Inquiry, Tally, cutoff
from .periods import Bucket
from .rules import Need, Rule, State, worst

Answer = Sequence[Tally]


@dataclass(frozen=True, slots=True)
class BucketResult:
    """One bucket, decided. Figures are exact; a grade is its word.

    `need` is what this bucket asks for. `late`: satisfied, but only with what is dated after the deadline.
    `lacking` names the members of a register for whom the demand is not met.
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
    need: Need | None = None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule, decided: as its worst bucket, whose figures it shows (the first of several).

    `reason` says why nothing could be judged, or what has to be known beside the figures.
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
    seen: _Seen = {}
    results = tuple(
        _bucket(inquiry, n, [answer[n] for answer in answers], seen) for n in range(len(inquiry.buckets))
    )
    state = worst(result.state for result in results)
    reason = next((r.reason for r in results if r.reason and r.state is state), inquiry.note)
    return RuleResult(inquiry, state, results, reason)


# Of the days of a year most have the same number: what it comes to, by need and tallies.
_Seen = dict[tuple[object, ...], tuple[Fraction | None, bool, bool]]


def _bucket(inquiry: Inquiry, n: int, tallies: Sequence[Tally], seen: _Seen) -> BucketResult:
    rule, bucket, need = inquiry.rule, inquiry.buckets[n], inquiry.needs[n]
    first, second = len(inquiry.counted), len(inquiry.counted) + len(inquiry.of)
    ledgers = inquiry.frame.ledgers
    if rule.each_record:
        good, everything = number_of(tallies[:first]), number_of(tallies[first:second])
        return _each_record(inquiry, bucket, good, everything)
    plain = not (rule.grade or rule.age or rule.members or rule.denominator or inquiry.counted[0].named)
    if plain and need is not None:
        key = (id(need), *((tally.present, tally.in_time, *tally.days) for tally in tallies[:first]))
        if key not in seen:
            seen[key] = _compared(need, together(rule.counted, tallies[:first], ledgers))
        stated = rule.statement is None or any(tally.present for tally in tallies[second:])
        return _number(inquiry, bucket, need, *seen[key], stated)
    counted = together(rule.counted, tallies[:first], ledgers)
    if rule.grade:
        return _grade(inquiry, bucket, counted)
    if rule.age:
        return _age(inquiry, bucket, counted)
    assert need is not None
    if rule.members:
        return _each_member(inquiry, bucket, need, counted)
    if rule.denominator:
        whole = together(rule.denominator, tallies[first:second], ledgers)
        return _share(inquiry, bucket, need, counted, whole)
    stated = rule.statement is None or any(tally.present for tally in tallies[second:])
    return _number(inquiry, bucket, need, *_compared(need, counted), stated)


def _state(inquiry: Inquiry, bucket: Bucket, satisfied: bool, in_time: bool) -> tuple[State, bool]:
    """The state of a bucket, and whether it was satisfied too late."""
    on = inquiry.frame.on
    if bucket.deadline is None:
        # Nothing has happened yet in a bucket that has not begun, which proves nothing.
        if (inquiry.rule.per or inquiry.rule.festivals) and bucket.start > on:
            return State.PENDING, False
        return (State.MET if satisfied else State.SHORT), False
    if satisfied:
        return State.MET, not in_time
    return (State.PENDING if on <= bucket.deadline else State.OVERDUE), False


def _compared(need: Need, counted: Together) -> tuple[Fraction | None, bool, bool]:
    """What there is, and whether it satisfies: all of it, and what is in time."""
    present, in_time = counted.number, counted.number_in_time
    satisfied = _in(need, present)
    return present, satisfied, satisfied if in_time is present else _in(need, in_time)


def _number(
    inquiry: Inquiry,
    bucket: Bucket,
    need: Need,
    present: Fraction | None,
    satisfied: bool,
    early: bool,
    stated: bool,
) -> BucketResult:
    state, late = _state(inquiry, bucket, satisfied, early)
    if state is State.PENDING and _too_much(need, present):
        state = State.SHORT  # waiting takes nothing away
    if state is State.MET and not stated:
        return BucketResult(bucket, State.UNSTATED, need.number, present, reason="没有零报告声明", need=need)
    return BucketResult(bucket, state, need.number, present, late=late, need=need)


def _too_much(need: Need, present: Fraction | None) -> bool:
    """Whether there is more than may be."""
    if need.high is None or present is None:
        return False
    return present >= need.high if need.high_open else present > need.high


def _share(inquiry: Inquiry, bucket: Bucket, need: Need, counted: Together, whole: Together) -> BucketResult:
    rule, ledgers = inquiry.rule, inquiry.frame.ledgers
    assert rule.denominator is not None
    numerator, denominator = counted.number or Fraction(0), whole.number or Fraction(0)
    if denominator == 0:
        words = rule.denominator.subject or "符合条件的记录"
        reason = f"《{ledgers[rule.denominator.ledger].title}》里没有{words}，分母为 0"
        return BucketResult(
            bucket, State.UNJUDGED, need.number, None, numerator, denominator, reason=reason, need=need
        )
    present = numerator / denominator
    in_time = (counted.number_in_time or Fraction(0)) / denominator
    state, late = _state(inquiry, bucket, present in need, in_time in need)
    return BucketResult(bucket, state, need.number, present, numerator, denominator, late, need=need)


def _each_record(inquiry: Inquiry, bucket: Bucket, good: Fraction, everything: Fraction) -> BucketResult:
    if everything == 0:
        rule = inquiry.rule
        words = rule.counted.subject or inquiry.frame.ledgers[rule.counted.ledger].title
        return BucketResult(bucket, State.UNJUDGED, everything, good, reason=f"还没有{words}的记录")
    state, _ = _state(inquiry, bucket, good == everything, True)
    return BucketResult(bucket, state, everything, good)


def _each_member(inquiry: Inquiry, bucket: Bucket, need: Need, counted: Together) -> BucketResult:
    rule = inquiry.rule
    assert rule.members is not None
    lacking = tuple(member.name for member in counted.members if member.number not in need)
    late = [member for member in counted.members if member.number_in_time not in need]
    needed = Fraction(len(counted.members))
    present = needed - len(lacking)
    if not counted.members:
        title = inquiry.frame.ledgers[rule.members.register].title
        reason = f"《{title}》里没有符合条件的对象"
        return BucketResult(bucket, State.UNJUDGED, needed, present, reason=reason, need=need)
    state, was_late = _state(inquiry, bucket, not lacking, not late)
    return BucketResult(bucket, state, needed, present, late=was_late, lacking=lacking, need=need)


def _grade(inquiry: Inquiry, bucket: Bucket, counted: Together) -> BucketResult:
    rule = inquiry.rule
    assert rule.grade is not None
    found = inquiry.frame.ledgers[rule.counted.ledger].field(rule.counted.field)
    order = rule.grade.order or found.choices
    if rule.grade.wanted not in order:
        reason = f"“{found.title}”的等次里没有“{rule.grade.wanted}”"
        return BucketResult(bucket, State.UNJUDGED, rule.grade.wanted, None, reason=reason)
    worst_good = order.index(rule.grade.wanted)

    def good(value: str | None) -> bool:
        return value in order and order.index(value) <= worst_good

    state, late = _state(inquiry, bucket, good(counted.text), good(counted.text_in_time))
    return BucketResult(bucket, state, rule.grade.wanted, counted.text, late=late)


def _age(inquiry: Inquiry, bucket: Bucket, counted: Together) -> BucketResult:
    rule, frame = inquiry.rule, inquiry.frame
    assert rule.age is not None
    oldest = cutoff(rule.age, frame.as_of).isoformat()
    fresh = counted.text is not None and counted.text >= oldest
    state, _ = _state(inquiry, bucket, fresh, True)
    return BucketResult(bucket, state, oldest, counted.text)


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
