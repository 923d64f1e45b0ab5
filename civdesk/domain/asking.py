"""What a rule asks of the ledgers: questions with every date and number worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from .conditions import Alternatives, stored
from .fields import Field, Kind
from .ledgers import Ledger, Role
from .named_filters import NamedFilter, find
from .periods import MONTHS, Bucket, Period, add_months, buckets, buckets_before
from .rules import Condition, Counted, Demand, Measure, Members, Need, Rule, Span, Test

# What people call the days that a window may run back from.
ANCHORS = {"inspection": "迎检日期", "review": "复审日期", "deadline": "申报截止日期"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Within what a rule is judged: the period, the day, the ledgers there are, the named days."""

    period: Period
    on: date
    ledgers: Mapping[str, Ledger]
    anchors: Mapping[str, date] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The day as of which registers are read: `on`, or the end of a period that is over."""
        return min(self.on, self.period.end)


class Reach(StrEnum):
    """Which records of a ledger a slot sees."""

    DATED = "dated"  # those dated in it
    MEMBERS = "members"  # those of the register that are one on its last day
    ALL = "all"  # the ledger knows no dates


@dataclass(frozen=True, slots=True)
class Slot:
    """Both ends included; already cut at the day of the assessment, so it may be empty (end < start)."""

    start: date
    end: date
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """What the store is asked: one tally for each slot.

    Conditions hold values as the fields store them. `measure` is count, sum, distinct, latest (the value of
    `field` in the record dated last) or age (the last day that stands in `field`). The filters hold as of
    a slot's last day. `groups` are conditions on names that the store has widened by names of groups.
    """

    ledger: str
    measure: Measure
    field: str
    where: tuple[Condition, ...]
    proofs: tuple[Demand, ...]
    reach: Reach
    slots: tuple[Slot, ...]
    members: Members | None = None
    filters: tuple[NamedFilter, ...] = ()
    member_filters: tuple[NamedFilter, ...] = ()
    groups: tuple[Alternatives, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberTally:
    """What counts for one member of a register or one named value."""

    id: str
    name: str
    present: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The answer for one slot: all that counts, and what is dated up to its deadline.

    Numbers are as stored (scaled); None where a latest value or day was asked for and there is no record.
    """

    present: int | str | None
    in_time: int | str | None
    members: tuple[MemberTally, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A rule with its buckets and questions. A `reason` says why it cannot be asked at all.

    The questions are: what is counted; for a share also the denominator; for a rule about each record all
    of them and those that satisfy; last the statement of a zero list.
    """

    rule: Rule
    frame: Frame
    buckets: tuple[Bucket, ...] = ()
    questions: tuple[Question, ...] = ()
    reason: str = ""


class _Unanswerable(Exception):
    """The workspace lacks something the rule needs."""


def inquire(rule: Rule, frame: Frame) -> Inquiry:
    """The questions of a rule within a frame."""
    try:
        pieces = _buckets(rule, frame)
        if not pieces:
            return Inquiry(rule, frame)
        slots = tuple(Slot(b.start, min(b.end, frame.on), b.deadline) for b in pieces)
        counted = _question(rule.counted, frame, slots)
        questions = [counted]
        if rule.members:
            questions = [_by_member(rule.members, counted, frame)]
        elif rule.denominator:
            questions.append(_question(rule.denominator, frame, slots))
        elif rule.each_record:
            everything = replace(counted, measure=Measure.COUNT, field="")
            questions = [everything, _satisfying(rule, everything, frame)]
        if rule.statement:
            statement = _question(rule.statement, frame, slots)
            if statement.reach is not Reach.DATED:
                raise _Unanswerable(f"《{frame.ledgers[statement.ledger].title}》没有日期，不能作零报告")
            questions.append(statement)
    except _Unanswerable as error:
        return Inquiry(rule, frame, reason=str(error))
    return Inquiry(rule, frame, pieces, tuple(questions))


def scale(counted: Counted, ledgers: Mapping[str, Ledger]) -> int:
    """By what a stored number is to be divided: amounts are whole numbers of their smallest unit."""
    if counted.measure in (Measure.SUM, Measure.LATEST) and counted.ledger in ledgers:
        found = ledgers[counted.ledger].field(counted.field)
        return int(10**found.decimals) if found.kind is Kind.AMOUNT else 1
    return 1


def cutoff(age: Span, day: date) -> date:
    """The earliest day that is no older than `age` on `day`."""
    if age.unit == "days":
        return day - timedelta(days=age.number)
    first = add_months(day, -age.number)
    # 28 February and six months is 28 August, so on 31 August that is too old.
    while add_months(first, age.number) < day:
        first += timedelta(days=1)
    return first


def _buckets(rule: Rule, frame: Frame) -> tuple[Bucket, ...]:
    if rule.window:
        anchor = frame.anchors.get(rule.window.before)
        if anchor is None:
            raise _Unanswerable(f"没有设定{ANCHORS.get(rule.window.before, rule.window.before)}")
        pieces = buckets_before(anchor, rule.window.months, rule.per)
    elif rule.look_back:
        start = cutoff(rule.look_back, frame.as_of)
        pieces = (Bucket(start, frame.as_of, None, f"近 {rule.look_back.title}"),)
    elif rule.per:
        pieces = buckets(frame.period, rule.per, rule.by)
        if rule.only:
            length = MONTHS[rule.per]
            pieces = tuple(b for b in pieces if (b.start.month - 1) // length + 1 == rule.only)
    else:
        pieces = (Bucket(frame.period.start, frame.period.end, None, frame.period.title),)
    if is_ceiling(rule.need):
        # Nothing that must stay away can come due.
        pieces = tuple(replace(piece, deadline=None) for piece in pieces)
    return pieces


def is_ceiling(need: Need | None) -> bool:
    """Whether the demand is satisfied as long as nothing happens."""
    return need is not None and need.ceiling


def _question(counted: Counted, frame: Frame, slots: tuple[Slot, ...]) -> Question:
    ledger = _ledger(counted.ledger, counted.subject, frame)
    if counted.field:
        found = _field(ledger, counted.field)
        if counted.measure is Measure.SUM and found.kind not in (Kind.INTEGER, Kind.AMOUNT):
            raise _Unanswerable(f"《{ledger.title}》的“{found.title}”不是数字，不能合计")
        if counted.measure is Measure.AGE and found.kind is not Kind.DATE:
            raise _Unanswerable(f"《{ledger.title}》的“{found.title}”不是日期")
    if ledger.register:
        reach = Reach.MEMBERS
    else:
        reach = Reach.DATED if ledger.date_field else Reach.ALL
    if counted.measure is Measure.LATEST and not ledger.date_field:
        raise _Unanswerable(f"《{ledger.title}》没有日期，分不出最近一次")
    return Question(
        ledger=ledger.key,
        measure=Measure.COUNT if counted.measure is Measure.PRESENCE else counted.measure,
        field=counted.field,
        where=tuple(_resolved(c, ledger, frame) for c in counted.where),
        proofs=counted.proofs,
        reach=reach,
        slots=slots,
        filters=_filters(counted.filters, ledger),
    )


def _satisfying(rule: Rule, everything: Question, frame: Frame) -> Question:
    ledger = frame.ledgers[everything.ledger]
    where = [*everything.where, *(_resolved(c, ledger, frame) for c in rule.must)]
    if rule.age:
        day = frame.as_of
        where.append(Condition(rule.counted.field, Test.ON_OR_AFTER, (cutoff(rule.age, day).isoformat(),)))
        where.append(Condition(rule.counted.field, Test.ON_OR_BEFORE, (day.isoformat(),)))
    return replace(everything, where=tuple(where), proofs=rule.proofs)


def _by_member(members: Members, counted: Question, frame: Frame) -> Question:
    _field(frame.ledgers[counted.ledger], members.field)
    if not members.register:
        return replace(counted, members=members)
    register = _ledger(members.register, "", frame)
    if not register.register:
        raise _Unanswerable(f"《{register.title}》不是名册")
    filters = _filters(members.filters, register)
    members = replace(members, where=tuple(_resolved(c, register, frame) for c in members.where))
    return replace(counted, members=members, member_filters=filters)


def _ledger(key: str, subject: str, frame: Frame) -> Ledger:
    if key not in frame.ledgers:
        raise _Unanswerable(f"没有台账“{subject or key}”")
    return frame.ledgers[key]


def _field(ledger: Ledger, key: str) -> Field:
    try:
        return ledger.field(key)
    except KeyError:
        raise _Unanswerable(f"《{ledger.title}》没有“{key}”这一项") from None


def _resolved(condition: Condition, ledger: Ledger, frame: Frame) -> Condition:
    """The condition with values as the field stores them."""
    found = _field(ledger, condition.field)
    try:
        return stored(condition, found, frame.as_of)
    except (ValueError, KeyError):
        shown = "、".join(map(str, condition.values))
        raise _Unanswerable(f"《{ledger.title}》的“{found.title}”不会是“{shown}”") from None


def _filters(names: tuple[str, ...], ledger: Ledger) -> tuple[NamedFilter, ...]:
    """The ledger's filters of these names."""
    found = []
    for name in names:
        one = find(ledger.filters, name)
        if one is None:
            raise _Unanswerable(f"《{ledger.title}》没有名为“{name}”的筛选")
        found.append(one)
    return tuple(found)
