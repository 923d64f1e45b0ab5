"""What a rule is: what it counts, how much of it is needed, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .periods import Per


class State(StrEnum):
    """How far a demand is met; `label` is what the clerk reads."""

    MET = "met"
    PENDING = "pending"
    OVERDUE = "overdue"
    SHORT = "short"
    UNSTATED = "unstated"
    UNJUDGED = "unjudged"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    State.MET: "达标",
    State.PENDING: "未到期",
    State.OVERDUE: "逾期",
    State.SHORT: "不足",
    State.UNSTATED: "未声明",
    State.UNJUDGED: "待判断",
    State.NOT_APPLICABLE: "不适用",
}
WORST_FIRST = (State.OVERDUE, State.SHORT, State.UNSTATED, State.UNJUDGED, State.PENDING, State.MET)


def worst(states: Iterable[State]) -> State:
    """The state of a whole from its parts. What does not apply says nothing; without parts: unjudged."""
    parts = set(states)
    for state in WORST_FIRST:
        if state in parts:
            return state
    return State.NOT_APPLICABLE if parts else State.UNJUDGED


class Measure(StrEnum):
    """What is made of the records that count."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"
    SHARE = "share"
    AGE = "age"
    LATEST = "latest"
    PRESENCE = "presence"


class Test(StrEnum):
    """How a condition looks at a field."""

    __test__ = False  # not a test of pytest's

    ONE_OF = "one_of"
    CONTAINS = "contains"
    NOT = "not"
    SET = "set"
    ON_OR_BEFORE = "on_or_before"
    ON_OR_AFTER = "on_or_after"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"  # only with another field
    NUMBER_OF = "number_of"  # only with another field: as many as it has entries
    WEEKDAY = "weekday"  # of a date: mon … sun


@dataclass(frozen=True, slots=True)
class Other:
    """Another field of the same record, so many times, with which a field is compared."""

    field: str
    times: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one field. Several values: any of them (for NOT: none of them).

    An empty field passes NOT and ON_OR_BEFORE (an unknown date excludes nobody; add SET where it must be
    known) and fails the others. In a rule the values are as its author wrote them (`on` is the day of the
    assessment, `before` the day before it); in a question they are as the field stores them. Where there is
    an `other` field there are no values; an empty one on either side fails.
    """

    field: str
    test: Test
    values: tuple[str | int | bool | float, ...]
    other: Other | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """Proofs that a record must have: at least `wanted` files in any of these roles."""

    roles: tuple[str, ...]
    wanted: int = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """Which records count, and what is made of them; `filters` are titles that the ledger gave to where's.

    `also` are records of other ledgers that count together with these. `member_field` names the member of a
    rule for each member, where it is not called as the rule says.
    """

    ledger: str
    measure: Measure = Measure.COUNT
    field: str = ""
    where: tuple[Condition, ...] = ()
    proofs: tuple[Demand, ...] = ()
    subject: str = ""  # words for them; without it they are made from the ledger and the conditions
    unit: str = ""
    filters: tuple[str, ...] = ()
    also: tuple[Counted, ...] = ()
    member_field: str = ""

    @property
    def parts(self) -> tuple[Counted, ...]:
        """What counts, ledger by ledger."""
        return self, *self.also


_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Need:
    """A range of numbers that satisfies. `percent` and `decimals` are for showing them."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    percent: bool = False

    def __contains__(self, value: Fraction) -> bool:
        if self.low is not None and (value <= self.low if self.low_open else value < self.low):
            return False
        return self.high is None or (value < self.high if self.high_open else value <= self.high)

    @property
    def ceiling(self) -> bool:
        """Satisfied by nothing at all: what waiting cannot bring about, and no day makes due."""
        return _NOTHING in self

    @property
    def number(self) -> Fraction:
        """The number that is asked for (of a range, its lower end)."""
        number = self.high if self.low is None else self.low
        assert number is not None
        return number


@dataclass(frozen=True, slots=True)
class Grade:
    """An ordinal demand: `wanted` or better; `order` is best first (empty: the field's choices)."""

    wanted: str
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: so many months or days."""

    number: int
    unit: str  # months · days

    @property
    def title(self) -> str:
        return f"{self.number} 个月" if self.unit == "months" else f"{self.number} 天"


@dataclass(frozen=True, slots=True)
class Window:
    """The months that run back from a named day (迎检), that day not included."""

    before: str
    months: int


@dataclass(frozen=True, slots=True)
class Members:
    """The demand holds for each of these: the members of a register, or the named values.

    `field` is the field of the counted records that names the member.
    """

    field: str
    register: str = ""
    where: tuple[Condition, ...] = ()
    values: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Festivals:
    """The demand holds for each of these festivals of the period, within a window around its real day.

    `names` are festivals or groups of them (传统节日). `field` is the field of the counted records that names
    the festival; without it the day alone tells. Due on the last day of the window, on the festival itself
    where nothing comes `after`, on the day before it where it is due `ahead`.
    """

    names: tuple[str, ...]
    before: Span | None = None
    after: Span | None = None
    field: str = ""
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A demand that the ledgers can answer.

    For a share `counted` is the numerator. `each_record` demands of every record counted that it satisfies
    `must`, has `proofs` and is no older than `age`. `only` picks one bucket of each year (1 is the first).
    `needs` says how much each bucket of a year needs, where that differs (None: nothing); `need` is then the
    first of them. `days` are those that make buckets of a day: `workdays`, or names of days of the week.
    `weekday` (0 is Monday) is the only day of a week on which something counts. `sanction` says in words
    what follows when the demand is not met.
    """

    counted: Counted
    denominator: Counted | None = None
    need: Need | None = None
    grade: Grade | None = None
    age: Span | None = None
    per: Per | None = None
    by: tuple[str, ...] = ()
    needs: tuple[Need | None, ...] = ()
    only: int = 0
    days: tuple[str, ...] = ()
    weekday: int | None = None
    festivals: Festivals | None = None
    window: Window | None = None
    look_back: Span | None = None
    each_record: bool = False
    must: tuple[Condition, ...] = ()
    proofs: tuple[Demand, ...] = ()
    members: Members | None = None
    statement: Counted | None = None
    sanction: str = ""
    title: str = ""
    ref: str = ""
