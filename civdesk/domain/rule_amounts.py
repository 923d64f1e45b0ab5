"""How much a rule asks for, read from data: comparisons, percentages, grades, spans of time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .definition_errors import DefinitionError
from .rules import Grade, Measure, Need, Span

COMPARATORS = ("at_least", "more_than", "at_most", "less_than", "equals", "between")
_SPAN = re.compile(r"(\d{1,3})\s*(months?|days?|个月|天)")


@dataclass(frozen=True, slots=True)
class Amount:
    """What was asked for: a number, a number for each bucket of a year, a grade or an age."""

    need: Need | None = None
    needs: tuple[Need | None, ...] = ()
    grade: Grade | None = None
    age: Span | None = None


def read_amount(data: Mapping[str, Any], measure: Measure, place: str, *, optional: bool = False) -> Amount:
    """The one comparison of a rule; raises DefinitionError. Presence needs none, nor what is `optional`."""
    given = [key for key in (*COMPARATORS, "grade") if key in data]
    if len(given) > 1:
        raise DefinitionError(f"{place}.{given[1]}", f"stands beside {given[0]}; one comparison is enough")
    if not given:
        if measure is Measure.PRESENCE:
            return Amount(Need(low=Fraction(1)))
        if optional and measure is not Measure.AGE:
            return Amount()
        raise DefinitionError(place, f"needs one of {', '.join(COMPARATORS)}")
    word, value, at = given[0], data[given[0]], f"{place}.{given[0]}"
    if measure is Measure.AGE:
        if word != "at_most":
            raise DefinitionError(at, "an age is at_most so many months or days")
        return Amount(age=read_span(value, at))
    if word == "grade":
        if measure is not Measure.LATEST:
            raise DefinitionError(at, "a grade is asked of the latest record: measure latest")
        return Amount(grade=Grade(str(value), tuple(data.get("order", ()))))
    if isinstance(value, list | tuple) and not _is_range(word, value):
        return _for_each_bucket(word, value, at)
    return Amount(_need(word, value, at))


def _is_range(word: str, value: list[Any] | tuple[Any, ...]) -> bool:
    return word == "between" and not any(isinstance(item, list | tuple) for item in value)


def _for_each_bucket(word: str, values: list[Any] | tuple[Any, ...], place: str) -> Amount:
    """`equals = [1, 1, 2, 2]`, `between = [[1, 2], [2, 4]]`; 0 asks for nothing in that bucket."""
    needs = tuple(
        None if value == 0 else _need(word, value, f"{place}[{n}]") for n, value in enumerate(values)
    )
    first = next((need for need in needs if need), None)
    if first is None:
        raise DefinitionError(place, "asks for nothing at all")
    return Amount(first, needs)


def _need(word: str, value: Any, place: str) -> Need:
    if word == "between":
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise DefinitionError(place, f"expected two numbers, not {value!r}")
        (low, percent), (high, _) = (_number(item, place) for item in value)
        if high < low:
            raise DefinitionError(place, "the lower number comes first")
        return Need(low, high, percent=percent)
    number, percent = _number(value, place)
    needs = {
        "at_least": Need(low=number, percent=percent),
        "more_than": Need(low=number, low_open=True, percent=percent),
        "at_most": Need(high=number, percent=percent),
        "less_than": Need(high=number, high_open=True, percent=percent),
        "equals": Need(number, number, percent=percent),
    }
    return needs[word]


def _number(value: Any, place: str) -> tuple[Fraction, bool]:
    """An exact number, and whether it was written as a percentage."""
    text = str(value).strip()
    percent = text.endswith("%")
    try:
        if isinstance(value, bool):
            raise ValueError
        number = Fraction(text.removesuffix("%"))
    except (ValueError, ZeroDivisionError) as error:
        raise DefinitionError(place, f"expected a number or a percentage, not {value!r}") from error
    if number < 0:
        raise DefinitionError(place, "nothing that is counted is below zero")
    return (number / 100, True) if percent else (number, False)


def read_span(value: Any, place: str) -> Span:
    """`6 months`, `30 天`; raises DefinitionError."""
    match = _SPAN.fullmatch(str(value).strip())
    if not match or int(match[1]) == 0:
        raise DefinitionError(place, f'expected "6 months" or "30 days", not {value!r}')
    return Span(int(match[1]), "months" if match[2][0] in "m个" else "days")
