"""Which records of a ledger are meant: text, conditions, a period, a day for registers, lacking proofs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .named_filters import NamedFilter
from .rules import Condition


@dataclass(frozen=True, slots=True)
class Selection:
    """Records that satisfy all of it; an empty one means every record.

    Attributes:
        text: stands in any field.
        conditions: tests of single fields; their values are as the field stores them.
        start, end: the record's date lies between, both days included (None: open). Says nothing about a
            ledger without a date field; a record without a date is outside of any period.
        on: of a register, who is a member on that day.
        lacking: keys of roles; records that have too few proofs in any of them.
        named: filters of the ledger's definition, all of which must hold on the day `on`, else on `day`.
    """

    text: str = ""
    conditions: tuple[Condition, ...] = ()
    start: date | None = None
    end: date | None = None
    on: date | None = None
    lacking: tuple[str, ...] = ()
    named: tuple[NamedFilter, ...] = ()
    day: date | None = None

    def __bool__(self) -> bool:
        return self != Selection()
