"""Which records count for a question, as SQL over a ledger's table `t`; names come from definitions only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..domain.asking import Question, Reach, Slot
from ..domain.conditions import WEEKDAYS, Alternatives
from ..domain.fields import LIST_KINDS, Field, Kind
from ..domain.ledgers import Ledger
from ..domain.named_filters import NamedFilter
from ..domain.rules import Condition, Demand, Test
from .matching import as_stored
from .schema import quoted

Args = list[Any]
_COMPARISONS = {Test.EQUALS: "=", Test.AT_LEAST: ">=", Test.AT_MOST: "<="}
# What separates the entries of a text, each written as 、 before they are counted.
_SEPARATORS = ("','", "'，'", "';'", "'；'", "char(10)")


def date_of(ledger: Ledger) -> str:
    """The column of a ledger's date."""
    return f"t.{quoted(ledger.date_field)}"


def membership(ledger: Ledger, question: Question, slot: Slot) -> tuple[str, Args]:
    """Who is a member on the slot's last day: from-date and to-date empty or around it."""
    parts, args = _tests(ledger, question, slot.end)
    if question.reach is Reach.MEMBERS:
        sql, values = member_on(ledger, slot.end, question.filters)
        parts.append(sql)
        args += values
    return " and ".join(parts), args


def member_on(ledger: Ledger, day: date, filters: Sequence[NamedFilter] = ()) -> tuple[str, Args]:
    """Who of a register is a member on a day; where the filters ask for former members, these too."""
    parts, args, register = ["1"], Args(), ledger.register
    if register and register.start:
        parts.append(f"(t.{quoted(register.start)} is null or t.{quoted(register.start)} <= ?)")
        args.append(day.isoformat())
    if register and register.end and not any(one.former for one in filters):
        parts.append(f"(t.{quoted(register.end)} is null or t.{quoted(register.end)} >= ?)")
        args.append(day.isoformat())
    return " and ".join(parts), args


def tests(ledger: Ledger, question: Question, slot: Slot | None = None) -> tuple[str, Args]:
    """What a record must satisfy to count, its date aside: conditions first, for proofs take longer.

    Without a slot only what all slots have in common.
    """
    parts, args = _tests(ledger, question, question.slots[-1].end, slot.where if slot else ())
    return " and ".join(parts), args


def _tests(
    ledger: Ledger, question: Question, day: date, more: Sequence[Condition] = ()
) -> tuple[list[str], Args]:
    parts, args = ["1"], Args()
    for condition in (*question.where, *more):
        sql, values = test(ledger, condition)
        parts.append(sql)
        args += values
    for alternatives in (*question.groups, *(one.on(ledger.fields, day) for one in question.filters)):
        sql, values = any_of(ledger, alternatives)
        parts.append(sql)
        args += values
    for demand in question.proofs:
        parts.append(f"({proofs_of(demand)}) >= ?")
        args += [*demand.roles, demand.wanted]
    return parts, args


def any_of(ledger: Ledger, alternatives: Alternatives) -> tuple[str, Args]:
    """One of several wheres."""
    found, args = list[str](), Args()
    for where in alternatives:
        parts = [test(ledger, condition) for condition in where]
        found.append("(" + " and ".join(sql for sql, _ in parts) + ")")
        args += [value for _, values in parts for value in values]
    return f"({' or '.join(found)})", args


def proofs_of(demand: Demand) -> str:
    """How many proofs a record has in the roles of a demand; the roles are its parameters."""
    places = ", ".join("?" * len(demand.roles))
    return f"select count(*) from proof p where p.subject = t.id and p.role in ({places})"


def test(ledger: Ledger, condition: Condition) -> tuple[str, Args]:
    """One condition; it may be null where the field is."""
    field = ledger.field(condition.field)
    if condition.other:
        return _compared(field, condition, ledger.field(condition.other.field)), []
    column, values = f"t.{quoted(field.key)}", list(condition.values)
    places = ", ".join("?" * len(values))
    listed = field.kind in LIST_KINDS
    match condition.test:
        case Test.ONE_OF if listed:
            return f"exists (select 1 from json_each({column}) e where e.value in ({places}))", values
        case Test.ONE_OF:
            return f"{column} in ({places})", values
        case Test.NOT if listed:
            return f"not exists (select 1 from json_each({column}) e where e.value in ({places}))", values
        case Test.NOT:
            return f"({column} is null or {column} not in ({places}))", values
        case Test.CONTAINS if listed and not as_stored(map(str, values)):
            holds = " or ".join(["instr(e.value, ?) > 0"] * len(values))
            return f"exists (select 1 from json_each({column}) e where {holds})", values
        case Test.CONTAINS:
            return "(" + " or ".join([f"instr({column}, ?) > 0"] * len(values)) + ")", values
        case Test.SET:
            given = f"{column} is not null" if values[0] else f"{column} is null"
            # A yes/no that says no is an answer, not a gap; an empty text is a gap.
            if field.kind not in (Kind.YES_NO, Kind.INTEGER, Kind.AMOUNT):
                given = f"coalesce({column}, '') {'<>' if values[0] else '='} ''"
            return given, []
        case Test.ON_OR_BEFORE:
            return f"({column} is null or {column} <= ?)", values
        case Test.ON_OR_AFTER | Test.AT_LEAST:
            return f"{column} >= ?", values
        case Test.AT_MOST:
            return f"{column} <= ?", values
        case Test.WEEKDAY:
            # SQLite counts the days of a week from Sunday.
            days = [str((WEEKDAYS.index(str(value)) + 1) % 7) for value in values]
            return f"strftime('%w', {column}) in ({places})", days
        case Test.EQUALS | Test.NUMBER_OF:
            raise ValueError(f"{condition.test.value} looks at two fields")


def _compared(field: Field, condition: Condition, other: Field) -> str:
    """Two fields of a record against each other; null where one of them is empty."""
    assert condition.other is not None
    left, right = f"t.{quoted(field.key)}", f"t.{quoted(other.key)}"
    if condition.test is Test.NUMBER_OF:
        return f"{left} = ({_entries(right, other)}) * {10**field.decimals}"
    sign = _COMPARISONS[condition.test]
    if field.kind is Kind.DATE:
        return f"{left} {sign} {right}"
    # Stored numbers are whole ones of their smallest unit, and so is what they are multiplied with.
    times = condition.other.times
    return (
        f"{left} * {10**other.decimals * times.denominator}"
        f" {sign} {right} * {10**field.decimals * times.numerator}"
    )


def _entries(column: str, field: Field) -> str:
    """How many entries a field has: none where it is empty."""
    if field.kind in LIST_KINDS:
        return f"coalesce(json_array_length({column}), 0)"
    text = column
    for separator in _SEPARATORS:
        text = f"replace({text}, {separator}, '、')"
    text = f"trim({text}, '、 ')"
    return (
        f"case when coalesce({column}, '') = '' then 0"
        f" else length({text}) - length(replace({text}, '、', '')) + 1 end"
    )
