"""What several ledgers answered to one rule, taken together in exact numbers."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .asking import Tally, scale
from .ledgers import Ledger
from .rules import Counted, Measure


@dataclass(frozen=True, slots=True)
class Member:
    """What counts for one member of a register, or one named value."""

    name: str
    number: Fraction
    number_in_time: Fraction


@dataclass(frozen=True, slots=True)
class Together:
    """One slot of a rule: what counts, and what of it is dated up to the deadline.

    A number, or the text of a grade or a day; both None where a latest record was asked for and there is
    none.
    """

    number: Fraction | None = None
    number_in_time: Fraction | None = None
    text: str | None = None
    text_in_time: str | None = None
    members: tuple[Member, ...] = ()


def number_of(tallies: Sequence[Tally]) -> Fraction:
    """How many records there are in all."""
    return sum((_number(tally.present, 1) for tally in tallies), Fraction(0))


def together(counted: Counted, tallies: Sequence[Tally], ledgers: Mapping[str, Ledger]) -> Together:
    """The tallies of `counted` and its `also`, in their order, as one.

    Counts and sums add up, different values are those of all ledgers, the latest is the latest of all.
    """
    scales = [scale(part, ledgers) for part in counted.parts]
    if tallies[0].members:
        return Together(members=_members(tallies, scales))
    match counted.measure:
        case Measure.AGE:
            return Together(
                text=max((str(t.present) for t in tallies if t.present is not None), default=None),
                text_in_time=max((str(t.in_time) for t in tallies if t.in_time is not None), default=None),
            )
        case Measure.LATEST:
            return _latest(tallies, scales)
        case Measure.DISTINCT if len(tallies) > 1:
            present = frozenset[str]().union(*(tally.values for tally in tallies))
            in_time = frozenset[str]().union(*(tally.values_in_time for tally in tallies))
            return Together(Fraction(len(present)), Fraction(len(in_time)))
    whole, punctual = _NONE, _NONE
    for tally, by in zip(tallies, scales, strict=True):
        number = _number(tally.present, by)
        early = number if tally.in_time == tally.present else _number(tally.in_time, by)
        # One ledger is the rule, and exact numbers add slowly.
        whole = whole + number if whole else number
        punctual = punctual + early if punctual else early
    return Together(whole, punctual)


_NONE = Fraction(0)


@functools.lru_cache(maxsize=4096)
def _number(stored: int | str | None, by: int) -> Fraction:
    return Fraction(int(stored or 0), by)


def _latest(tallies: Sequence[Tally], scales: Sequence[int]) -> Together:
    """Of equally late records that of the ledger that the rule names first."""
    last = max(range(len(tallies)), key=lambda n: (tallies[n].days[0], -n))
    last_in_time = max(range(len(tallies)), key=lambda n: (tallies[n].days[1], -n))
    present, in_time = tallies[last].present, tallies[last_in_time].in_time
    number, text = _either(present, scales[last])
    number_in_time, text_in_time = _either(in_time, scales[last_in_time])
    return Together(number, number_in_time, text, text_in_time)


def _either(value: int | str | None, by: int) -> tuple[Fraction | None, str | None]:
    """A stored value as a number, or as a text."""
    if value is None:
        return None, None
    return (Fraction(value, by), str(value)) if isinstance(value, int) else (None, value)


def _members(tallies: Sequence[Tally], scales: Sequence[int]) -> tuple[Member, ...]:
    if len(tallies) == 1:
        by = scales[0]
        return tuple(
            Member(m.name, Fraction(m.present, by), Fraction(m.in_time, by)) for m in tallies[0].members
        )
    # Every question was asked for the same members.
    found: dict[str, Member] = {}
    values: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for tally, by in zip(tallies, scales, strict=True):
        for one in tally.members:
            before = found.get(one.id, Member(one.name, Fraction(0), Fraction(0)))
            named, in_time = values.get(one.id, (frozenset[str](), frozenset[str]()))
            values[one.id] = named, in_time = named | one.values, in_time | one.values_in_time
            found[one.id] = Member(
                one.name,
                Fraction(len(named)) if named else before.number + Fraction(one.present, by),
                Fraction(len(in_time)) if named else before.number_in_time + Fraction(one.in_time, by),
            )
    return tuple(found.values())
