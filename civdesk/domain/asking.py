"""What a rule asks of the ledgers: questions with every date and number worked out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .conditions import WEEKDAYS, Alternatives, stored
from .festivals import Calendar
from .fields import LIST_KINDS, Field, Kind
from .ledgers import Ledger, Role
from .named_filters import NamedFilter, find
from .periods import Bucket, Period
from .rule_buckets import ANCHORS, Piece, Unanswerable, cutoff, note, pieces
from .rules import Condition, Counted, Demand, Measure, Members, Need, Rule, Test

__all__ = ["ANCHORS", "Frame", "Inquiry", "Question", "cutoff", "inquire"]

_NUMBERS = (Kind.INTEGER, Kind.AMOUNT)


@dataclass(frozen=True, slots=True)
class Frame:
    """Within what a rule is judged: the period, the day, the ledgers, the named days, the calendar."""

    period: Period
    on: date
    ledgers: Mapping[str, Ledger]
    anchors: Mapping[str, date] = dataclasses.field(default_factory=dict)
    roles: Mapping[str, Role] = dataclasses.field(default_factory=dict)
    calendar: Calendar = dataclasses.field(default_factory=Calendar)

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
    """Both ends included; already cut at the day of the assessment, so it may be empty (end < start).

    `where` are conditions of this slot alone, its values as the fields store them. Slots with conditions
    may overlap.
    """

    start: date
    end: date
    deadline: date | None
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the store is asked of one ledger: one tally for each slot.

    Conditions hold values as the fields store them. `measure` is count, sum, distinct, latest (the value of
    `field` in the record dated last) or age (the last day that stands in `field`). The filters hold as of
    a slot's last day. `groups` are conditions on names that the store has widened by names of groups.
    `named`: the different values themselves are wanted, to be joined with those of other ledgers.
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
    named: bool = False
    _hash: int = dataclasses.field(default=0, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        # Questions are looked up over and over, and some have a slot for every day of a year.
        if not self._hash:
            slots = (len(self.slots), *self.slots[:1], *self.slots[-1:])
            found = hash((self.ledger, self.measure, self.field, self.where, self.proofs, slots))
            object.__setattr__(self, "_hash", found)
        return self._hash


@dataclass(frozen=True, slots=True)
class MemberTally:
    """What counts for one member of a register or one named value."""

    id: str
    name: str
    present: int
    in_time: int
    values: frozenset[str] = frozenset()
    values_in_time: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """The answer for one slot: all that counts, and what is dated up to its deadline.

    Numbers are as stored (scaled); None where a latest value or day was asked for and there is no record.
    `days` are those of the two latest records; `values` the different values, where these were asked for.
    """

    present: int | str | None
    in_time: int | str | None
    members: tuple[MemberTally, ...] = ()
    days: tuple[str, str] = ("", "")
    values: frozenset[str] = frozenset()
    values_in_time: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A rule with its buckets and questions. A `reason` says why it cannot be asked at all.

    `needs` are those of the buckets. Questions, one for each ledger: `counted` is what counts; `of` the
    denominator of a share, or for a rule about each record all of them; then the statement of a zero list.
    A `note` is to be said whatever comes out.
    """

    rule: Rule
    frame: Frame
    buckets: tuple[Bucket, ...] = ()
    needs: tuple[Need | None, ...] = ()
    counted: tuple[Question, ...] = ()
    of: tuple[Question, ...] = ()
    statement: tuple[Question, ...] = ()
    reason: str = ""
    note: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All of them."""
        return *self.counted, *self.of, *self.statement


def inquire(rule: Rule, frame: Frame) -> Inquiry:
    """The questions of a rule within a frame."""
    try:
        found = pieces(rule, frame.period, frame.as_of, frame.anchors, frame.calendar)
        if not found:
            return Inquiry(rule, frame)
        return _asked(rule, frame, found)
    except Unanswerable as error:
        return Inquiry(rule, frame, reason=str(error))


def _asked(rule: Rule, frame: Frame, found: Sequence[Piece]) -> Inquiry:
    counted, of = _counted(rule, frame, found), tuple[Question, ...]()
    if rule.members:
        counted = tuple(
            _by_member(rule.members, part, question, frame)
            for part, question in zip(rule.counted.parts, counted, strict=True)
        )
    elif rule.denominator:
        of = _questions(rule.denominator, frame, found)
        if rule.counted.measure is Measure.LATEST:
            counted, of = _with_both(counted, of), _with_both(of, counted)
    elif rule.each_record:
        of = tuple(
            replace(question, measure=Measure.COUNT, field="", proofs=(), named=False) for question in counted
        )
        counted = tuple(
            _satisfying(rule, part, everything, frame)
            for part, everything in zip(rule.counted.parts, of, strict=True)
        )
    statement = _questions(rule.statement, frame, found) if rule.statement else ()
    for question in statement:
        if question.reach is not Reach.DATED:
            raise Unanswerable(f"《{frame.ledgers[question.ledger].title}》没有日期，不能作零报告")
    return Inquiry(
        rule,
        frame,
        tuple(piece.bucket for piece in found),
        tuple(piece.need for piece in found),
        counted,
        of,
        statement,
        note=note(rule, frame.period, frame.calendar),
    )


def scale(counted: Counted, ledgers: Mapping[str, Ledger]) -> int:
    """By what a stored number is to be divided: amounts are whole numbers of their smallest unit."""
    if counted.measure in (Measure.SUM, Measure.LATEST) and counted.ledger in ledgers:
        found = ledgers[counted.ledger].field(counted.field)
        return int(10**found.decimals) if found.kind is Kind.AMOUNT else 1
    return 1


def _slots(found: Iterable[Piece], frame: Frame) -> tuple[Slot, ...]:
    return tuple(
        Slot(piece.bucket.start, min(piece.bucket.end, frame.on), piece.bucket.deadline) for piece in found
    )


def _counted(rule: Rule, frame: Frame, found: Sequence[Piece]) -> tuple[Question, ...]:
    """What counts, with the conditions of its slots and the day of the week."""
    asked = []
    for question in _questions(rule.counted, frame, found):
        ledger = frame.ledgers[question.ledger]
        if any(piece.where for piece in found):
            slots = tuple(
                replace(slot, where=tuple(_resolved(c, ledger, frame) for c in piece.where))
                for slot, piece in zip(question.slots, found, strict=True)
            )
            question = replace(question, slots=slots)
        if rule.weekday is not None or rule.festivals:
            if question.reach is not Reach.DATED:
                raise Unanswerable(f"《{ledger.title}》没有日期，不能按日子核对")
            if rule.weekday is not None:
                on_it = Condition(ledger.date_field, Test.WEEKDAY, (WEEKDAYS[rule.weekday],))
                question = replace(question, where=(*question.where, on_it))
        asked.append(question)
    return tuple(asked)


def _questions(counted: Counted, frame: Frame, found: Sequence[Piece]) -> tuple[Question, ...]:
    slots = _slots(found, frame)
    asked = tuple(_question(part, frame, slots) for part in counted.parts)
    if counted.measure is Measure.DISTINCT and counted.also:
        asked = tuple(replace(question, named=True) for question in asked)
    return asked


def _question(counted: Counted, frame: Frame, slots: tuple[Slot, ...]) -> Question:
    ledger = _ledger(counted.ledger, counted.subject, frame)
    if counted.field:
        found = _field(ledger, counted.field)
        if counted.measure is Measure.SUM and found.kind not in _NUMBERS:
            raise Unanswerable(f"《{ledger.title}》的“{found.title}”不是数字，不能合计")
        if counted.measure is Measure.AGE and found.kind is not Kind.DATE:
            raise Unanswerable(f"《{ledger.title}》的“{found.title}”不是日期")
    if ledger.register:
        reach = Reach.MEMBERS
    else:
        reach = Reach.DATED if ledger.date_field else Reach.ALL
    if counted.measure is Measure.LATEST and not ledger.date_field:
        raise Unanswerable(f"《{ledger.title}》没有日期，分不出最近一次")
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


def _with_both(questions: Sequence[Question], others: Sequence[Question]) -> tuple[Question, ...]:
    """The latest record that has both figures: a half-written one says nothing."""

    def both(question: Question, other: Question) -> Question:
        fields = sorted({question.field, other.field})
        given = (Condition(key, Test.SET, (True,)) for key in fields)
        return replace(question, where=(*question.where, *given))

    return tuple(both(one, other) for one, other in zip(questions, others, strict=True))


def _satisfying(rule: Rule, part: Counted, everything: Question, frame: Frame) -> Question:
    ledger = frame.ledgers[everything.ledger]
    where = [*everything.where, *(_resolved(c, ledger, frame) for c in rule.must)]
    if rule.age:
        day = frame.as_of
        where.append(Condition(part.field, Test.ON_OR_AFTER, (cutoff(rule.age, day).isoformat(),)))
        where.append(Condition(part.field, Test.ON_OR_BEFORE, (day.isoformat(),)))
    proofs = rule.proofs if part is rule.counted else part.proofs
    return replace(everything, where=tuple(where), proofs=proofs)


def _by_member(members: Members, part: Counted, counted: Question, frame: Frame) -> Question:
    members = replace(members, field=part.member_field or members.field)
    _field(frame.ledgers[counted.ledger], members.field)
    if not members.register:
        return replace(counted, members=members)
    register = _ledger(members.register, "", frame)
    if not register.register:
        raise Unanswerable(f"《{register.title}》不是名册")
    filters = _filters(members.filters, register)
    members = replace(members, where=tuple(_resolved(c, register, frame) for c in members.where))
    return replace(counted, members=members, member_filters=filters)


def _ledger(key: str, subject: str, frame: Frame) -> Ledger:
    if key not in frame.ledgers:
        raise Unanswerable(f"没有台账“{subject or key}”")
    return frame.ledgers[key]


def _field(ledger: Ledger, key: str) -> Field:
    try:
        return ledger.field(key)
    except KeyError:
        raise Unanswerable(f"《{ledger.title}》没有“{key}”这一项") from None


def _resolved(condition: Condition, ledger: Ledger, frame: Frame) -> Condition:
    """The condition with values as the field stores them."""
    found = _field(ledger, condition.field)
    if condition.other:
        _comparable(condition, found, _field(ledger, condition.other.field), ledger)
    try:
        return stored(condition, found, frame.as_of)
    except (ValueError, KeyError):
        shown = "、".join(map(str, condition.values))
        raise Unanswerable(f"《{ledger.title}》的“{found.title}”不会是“{shown}”") from None


def _comparable(condition: Condition, found: Field, other: Field, ledger: Ledger) -> None:
    """That two fields can be compared so; raises Unanswerable."""
    dates = found.kind is other.kind is Kind.DATE
    numbers = found.kind in _NUMBERS and other.kind in _NUMBERS
    if condition.test is Test.NUMBER_OF:
        fits = found.kind in _NUMBERS and (other.kind in LIST_KINDS or other.kind in (Kind.TEXT, Kind.LONG))
    else:
        fits = numbers or (dates and condition.other is not None and condition.other.times == 1)
    if not fits:
        raise Unanswerable(f"《{ledger.title}》的“{found.title}”和“{other.title}”不能相比")


def _filters(names: tuple[str, ...], ledger: Ledger) -> tuple[NamedFilter, ...]:
    """The ledger's filters of these names."""
    found = []
    for name in names:
        one = find(ledger.filters, name)
        if one is None:
            raise Unanswerable(f"《{ledger.title}》没有名为“{name}”的筛选")
        found.append(one)
    return tuple(found)
