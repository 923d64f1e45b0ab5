"""Conditions on fields as data, as the fields store their values, and as a test of one record."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeAlias

from .definition_errors import DefinitionError
from .fields import Field, Kind, Value
from .rules import Condition, Other, Test

# One of these must hold, all its conditions together; values as the fields store them.
Alternatives: TypeAlias = tuple[tuple[Condition, ...], ...]

_NUMBERS = frozenset({Kind.INTEGER, Kind.AMOUNT})
_COMPARED = frozenset({Test.EQUALS, Test.AT_LEAST, Test.AT_MOST})  # what may stand beside another field
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YES_NO = {"True": 1, "False": 0, "1": 1, "0": 0, "是": 1, "否": 0}


# --- as data -----------------------------------------------------------------------------------------


def read_conditions(data: Any, place: str) -> Iterator[Condition]:
    """`{kind = "年度计划", title = {contains = "植树"}}`; raises DefinitionError."""
    if not isinstance(data, Mapping):
        raise DefinitionError(place, f"expected a table, not {data!r}")
    for field, wanted in data.items():
        if not isinstance(wanted, Mapping):
            yield Condition(field, Test.ONE_OF, read_values(wanted, f"{place}.{field}"))
            continue
        for word, value in wanted.items():
            at = f"{place}.{field}.{word}"
            if word not in list(Test) or word == Test.ONE_OF:
                raise DefinitionError(at, f"unknown test; known are {', '.join(list(Test)[1:])}")
            if word == Test.SET and not isinstance(value, bool):
                raise DefinitionError(at, f"expected true or false, not {value!r}")
            if word == Test.NUMBER_OF or isinstance(value, Mapping):
                yield Condition(field, Test(word), (), _other(Test(word), value, at))
                continue
            if word == Test.EQUALS:
                raise DefinitionError(at, 'is for another field: { field = "people", times = 200 }')
            if word == Test.WEEKDAY and value not in WEEKDAYS:
                raise DefinitionError(at, f"expected one of {', '.join(WEEKDAYS)}, not {value!r}")
            yield Condition(field, Test(word), read_values(value, at))


def _other(test: Test, value: Any, place: str) -> Other:
    """`"winners"`, or `{field = "people", times = 200}`."""
    if test is Test.NUMBER_OF:
        value = {"field": value}
    elif test not in _COMPARED:
        raise DefinitionError(place, f"only {', '.join(sorted(_COMPARED))} look at another field")
    field, times = value.get("field"), value.get("times", 1)
    if not isinstance(field, str) or not field or set(value) - {"field", "times"}:
        raise DefinitionError(place, f"expected a field and how many times it is wanted, not {value!r}")
    try:
        return Other(field, Fraction(str(times)))
    except (ValueError, ZeroDivisionError) as error:
        raise DefinitionError(f"{place}.times", f"expected a number, not {times!r}") from error


def read_values(value: Any, place: str) -> tuple[str | int | bool | float, ...]:
    """A value or several; raises DefinitionError."""
    values = list(value) if isinstance(value, list | tuple) else [value]
    if not values or any(not isinstance(item, str | int | float) or item == "" for item in values):
        raise DefinitionError(place, f"expected a value or a list of values, not {value!r}")
    return tuple(values)


def conditions_table(where: Sequence[Condition]) -> dict[str, Any]:
    """Conditions as `read_conditions` reads them back."""
    table: dict[str, Any] = {}
    for condition in where:
        value: Any = condition.values[0] if len(condition.values) == 1 else list(condition.values)
        if condition.other:
            times = condition.other.times
            value = {"field": condition.other.field} | ({"times": str(times)} if times != 1 else {})
            value = condition.other.field if condition.test is Test.NUMBER_OF else value
        if condition.test is Test.ONE_OF:
            table[condition.field] = value
        else:
            table.setdefault(condition.field, {})[condition.test.value] = value
    return table


def check_conditions(where: Sequence[Condition], fields: Mapping[str, Field], place: str) -> None:
    """That the fields are there and can be tested so; raises DefinitionError."""
    for condition in where:
        at, found = f"{place}.{condition.field}", fields.get(condition.field)
        if found is None:
            raise DefinitionError(at, f"there is no field {condition.field!r}")
        if condition.other:
            other = fields.get(condition.other.field)
            dates = other is not None and found.kind is other.kind is Kind.DATE
            if not dates or condition.test not in (Test.AT_LEAST, Test.AT_MOST) or condition.other.times != 1:
                raise DefinitionError(at, "of two fields a filter compares only dates; a rule compares more")
            continue
        if not _testable(condition.test, found.kind):
            raise DefinitionError(
                at, f"a test of {condition.test.value} cannot be made of the kind {found.kind}"
            )
        for value in condition.values:
            try:
                stored(Condition(condition.field, condition.test, (value,)), found, date.min)
            except (ValueError, KeyError) as error:
                raise DefinitionError(at, f"{value!r} is no value of the kind {found.kind}") from error


def _testable(test: Test, kind: Kind) -> bool:
    match test:
        case Test.ON_OR_BEFORE | Test.ON_OR_AFTER | Test.WEEKDAY:
            return kind is Kind.DATE
        case Test.AT_LEAST | Test.AT_MOST | Test.EQUALS | Test.NUMBER_OF:
            return kind in _NUMBERS
        case Test.CONTAINS:
            return kind not in _NUMBERS | {Kind.YES_NO, Kind.DATE}
        case _:
            return True


# --- as fields store them ----------------------------------------------------------------------------


def stored(condition: Condition, field: Field, on: date) -> Condition:
    """The condition with values as the field stores them, `on` being that day.

    Raises ValueError or KeyError for a value that the field never has.
    """
    if condition.test in (Test.SET, Test.WEEKDAY) or condition.other:
        return condition
    return replace(
        condition, values=tuple(_stored(value, field, condition.test, on) for value in condition.values)
    )


def _stored(value: str | int | bool | float, field: Field, test: Test, on: date) -> str | int:
    if field.kind is Kind.YES_NO:
        return _YES_NO[str(value)]
    if field.kind in _NUMBERS:
        number = Fraction(str(value)) * int(10**field.decimals)
        return math.floor(number) if test is Test.AT_MOST else math.ceil(number)
    if field.kind is Kind.DATE:
        if value == "before":
            return (max(on, date(1, 1, 2)) - timedelta(days=1)).isoformat()
        if value == "after":
            return (min(on, date(9999, 12, 30)) + timedelta(days=1)).isoformat()
        return on.isoformat() if value == "on" else date.fromisoformat(str(value)).isoformat()
    return str(value)


# --- as a test of one record -------------------------------------------------------------------------


def satisfies(condition: Condition, value: Value) -> bool:
    """Whether what stands in the field passes; the condition's values are as the field stores them.

    Only for conditions that look at one field.
    """
    if condition.test is Test.SET:
        given = value not in (None, "", [])
        return given is bool(condition.values[0])
    items = value if isinstance(value, list) else [] if value is None else [value]
    match condition.test:
        case Test.ONE_OF:
            return any(item in condition.values for item in items)
        case Test.NOT:
            return not any(item in condition.values for item in items)
        case Test.CONTAINS:
            return any(str(part) in str(item) for part in condition.values for item in items)
        case Test.ON_OR_BEFORE:
            return not items or all(item <= condition.values[0] for item in items)  # type: ignore[operator]
        case Test.ON_OR_AFTER | Test.AT_LEAST:
            return any(item >= condition.values[0] for item in items)  # type: ignore[operator]
        case Test.AT_MOST:
            return any(item <= condition.values[0] for item in items)  # type: ignore[operator]
        case Test.WEEKDAY:
            names = [WEEKDAYS[date.fromisoformat(str(item)).weekday()] for item in items]
            return any(name in condition.values for name in names)
        case Test.EQUALS | Test.NUMBER_OF:
            raise ValueError(f"{condition.test.value} looks at two fields")


def holds(alternatives: Alternatives, values: Mapping[str, Value]) -> bool:
    """Whether a record passes one of the alternatives."""
    return any(all(_passes(c, values) for c in where) for where in alternatives)


def _passes(condition: Condition, values: Mapping[str, Value]) -> bool:
    """A condition of a filter: of one field, or of two dates of which neither is empty."""
    value = values.get(condition.field)
    if not condition.other:
        return satisfies(condition, value)
    other = values.get(condition.other.field)
    if not isinstance(value, str) or not isinstance(other, str):
        return False
    return value >= other if condition.test is Test.AT_LEAST else value <= other
