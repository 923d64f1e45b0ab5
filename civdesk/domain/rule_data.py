"""Reading a rule from data (TOML as shipped, JSON in the workspace), strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from .conditions import read_conditions, read_values
from .definition_errors import DefinitionError
from .periods import MONTHS, Per, buckets_before, month_day
from .rules import (
    Counted,
    Demand,
    Grade,
    Measure,
    Members,
    Need,
    Rule,
    Span,
    Window,
)

COMPARATORS = ("at_least", "more_than", "at_most", "less_than", "equals", "between")
_COUNTED = frozenset(["ledger", "filter", "where", "measure", "field", "proofs", "subject", "unit"])
_RULE = _COUNTED | frozenset(
    [
        "numerator",
        "denominator",
        "per",
        "by",
        "only",
        "window",
        "look_back",
        "each",
        "must",
        "statement",
        "title",
        "ref",
        "grade",
        "order",
    ]
)
_NUMBER_FIELD = frozenset({Measure.SUM, Measure.DISTINCT, Measure.LATEST, Measure.AGE})
_SPAN = re.compile(r"(\d{1,3})\s*(months?|days?|个月|天)")


def read_rule(data: Mapping[str, Any], place: str = "rule") -> Rule:
    """The rule that `data` defines; raises DefinitionError with the exact place of the first mistake.

    That its ledgers and fields exist is not checked here: they may come later, and until then the rule is
    unjudged and says what it misses.
    """
    _known(data, _RULE | set(COMPARATORS), place)
    if "numerator" in data or "denominator" in data:
        return _share(data, place)
    counted = read_counted(
        {key: value for key, value in data.items() if key in _COUNTED}, place, measure_of_rule=True
    )
    each_record = data.get("each") == "record"
    need, grade, age = _need(data, counted.measure, place, optional=each_record)
    if each_record:
        # Proofs of such a rule are what it demands, not what makes a record count.
        proofs = counted.proofs
        counted = replace(counted, proofs=())
        must = tuple(read_conditions(data.get("must", {}), f"{place}.must"))
        if not (proofs or must or age):
            raise DefinitionError(f"{place}.each", "needs proofs, must or measure age")
        if set(data) & {"per", "by", "window", "look_back", "statement"} or need or grade:
            raise DefinitionError(f"{place}.each", "each record knows no number and no cadence")
        return Rule(
            counted, age=age, each_record=True, must=must, proofs=proofs, **_words(data), **_timing({}, place)
        )
    if "must" in data:
        raise DefinitionError(f"{place}.must", 'has a meaning only with each = "record"')
    rule = Rule(
        counted,
        need=need,
        grade=grade,
        age=age,
        members=_members(data.get("each"), f"{place}.each"),
        statement=_statement(data, need, place),
        **_words(data),
        **_timing(data, place),
    )
    if rule.age and (rule.per or rule.window or rule.look_back):
        raise DefinitionError(f"{place}.measure", "age knows no cadence")
    if rule.members and rule.counted.measure in (Measure.AGE, Measure.LATEST):
        raise DefinitionError(f"{place}.each", f"cannot be combined with {rule.counted.measure.value}")
    return rule


def read_counted(data: Any, place: str, *, measure_of_rule: bool = False) -> Counted:
    """What is counted: ledger, where, measure, field, proofs and the words for it."""
    if not isinstance(data, Mapping):
        raise DefinitionError(place, f"expected a table, not {data!r}")
    _known(data, _COUNTED, place)
    allowed = [Measure.COUNT, Measure.SUM, Measure.DISTINCT]
    if measure_of_rule:
        allowed += [Measure.AGE, Measure.LATEST, Measure.PRESENCE]
    measure = data.get("measure", "count")
    if measure not in allowed:
        raise DefinitionError(f"{place}.measure", f"expected one of {', '.join(allowed)}, not {measure!r}")
    field = _text(data, "field", place)
    if bool(field) != (measure in _NUMBER_FIELD):
        raise DefinitionError(f"{place}.field", "missing" if not field else f"has no meaning for {measure}")
    ledger = _text(data, "ledger", place)
    if not ledger:
        raise DefinitionError(f"{place}.ledger", "missing")
    return Counted(
        ledger=ledger,
        measure=Measure(measure),
        field=field,
        where=tuple(read_conditions(data.get("where", {}), f"{place}.where")),
        proofs=tuple(_demands(data.get("proofs", {}), f"{place}.proofs")),
        subject=_text(data, "subject", place),
        unit=_text(data, "unit", place),
        filters=_filters(data, place),
    )


def _share(data: Mapping[str, Any], place: str) -> Rule:
    if data.get("measure", "share") != "share":
        raise DefinitionError(f"{place}.measure", "a numerator and a denominator make a share")
    for key in ("numerator", "denominator"):
        if key not in data:
            raise DefinitionError(f"{place}.{key}", "missing")
    for key in ("ledger", "filter", "where", "field", "proofs", "each", "must", "statement", "grade"):
        if key in data:
            raise DefinitionError(f"{place}.{key}", "belongs to the numerator or the denominator of a share")
    need, _, _ = _need(data, Measure.SHARE, place)
    numerator = read_counted(data["numerator"], f"{place}.numerator")
    subject = _text(data, "subject", place)
    return Rule(
        replace(
            numerator,
            subject=numerator.subject or subject,
            unit=numerator.unit or _text(data, "unit", place),
        ),
        denominator=read_counted(data["denominator"], f"{place}.denominator"),
        need=need,
        **_words(data),
        **_timing(data, place),
    )


def _words(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: str(data[key]) for key in ("title", "ref") if key in data}


# --- how much ----------------------------------------------------------------------------------------


def _need(
    data: Mapping[str, Any], measure: Measure, place: str, *, optional: bool = False
) -> tuple[Need | None, Grade | None, Span | None]:
    given = [key for key in (*COMPARATORS, "grade") if key in data]
    if len(given) > 1:
        raise DefinitionError(f"{place}.{given[1]}", f"stands beside {given[0]}; one comparison is enough")
    if not given:
        if measure is Measure.PRESENCE:
            return Need(low=Fraction(1)), None, None
        if optional and measure is not Measure.AGE:
            return None, None, None
        raise DefinitionError(place, f"needs one of {', '.join(COMPARATORS)}")
    word, value, at = given[0], data[given[0]], f"{place}.{given[0]}"
    if measure is Measure.AGE:
        if word != "at_most":
            raise DefinitionError(at, "an age is at_most so many months or days")
        return None, None, _span(value, at)
    if word == "grade":
        if measure is not Measure.LATEST:
            raise DefinitionError(at, "a grade is asked of the latest record: measure latest")
        return None, Grade(str(value), tuple(data.get("order", ()))), None
    if word == "between":
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise DefinitionError(at, f"expected two numbers, not {value!r}")
        (low, percent), (high, _) = (_number(item, at) for item in value)
        if high < low:
            raise DefinitionError(at, "the lower number comes first")
        return Need(low, high, percent=percent), None, None
    number, percent = _number(value, at)
    needs = {
        "at_least": Need(low=number, percent=percent),
        "more_than": Need(low=number, low_open=True, percent=percent),
        "at_most": Need(high=number, percent=percent),
        "less_than": Need(high=number, high_open=True, percent=percent),
        "equals": Need(number, number, percent=percent),
    }
    return needs[word], None, None


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


def _span(value: Any, place: str) -> Span:
    match = _SPAN.fullmatch(str(value).strip())
    if not match or int(match[1]) == 0:
        raise DefinitionError(place, f'expected "6 months" or "30 days", not {value!r}')
    return Span(int(match[1]), "months" if match[2][0] in "m个" else "days")


# --- when --------------------------------------------------------------------------------------------


def _timing(data: Mapping[str, Any], place: str) -> dict[str, Any]:
    timing: dict[str, Any] = {}
    if "per" in data:
        if data["per"] not in list(Per):
            raise DefinitionError(f"{place}.per", f"unknown cadence {data['per']!r}")
        timing["per"] = Per(data["per"])
    if "by" in data:
        days = [data["by"]] if isinstance(data["by"], str) else list(data["by"])
        timing["per"] = per = timing.get("per", Per.YEAR)
        if per not in MONTHS or len(days) != 12 // MONTHS[per]:
            raise DefinitionError(f"{place}.by", f"{len(days)} deadlines do not fit {per.value}")
        for n, day in enumerate(days):
            try:
                month_day(day, 2000)
            except (ValueError, AttributeError) as error:
                raise DefinitionError(f"{place}.by[{n}]", f'expected "06-30", not {day!r}') from error
        timing["by"] = tuple(days)
    if "only" in data:
        timing["only"] = data["only"]
        if "per" not in timing or timing["per"] not in MONTHS:
            raise DefinitionError(f"{place}.only", "needs a cadence of months")
        if not isinstance(data["only"], int) or not 1 <= data["only"] <= 12 // MONTHS[timing["per"]]:
            raise DefinitionError(f"{place}.only", f"a year has no bucket {data['only']!r}")
    if "window" in data:
        timing["window"] = _window(data["window"], timing, f"{place}.window")
    if "look_back" in data:
        if timing:
            raise DefinitionError(f"{place}.look_back", "runs back from the day of the assessment, alone")
        timing["look_back"] = _span(data["look_back"], f"{place}.look_back")
    return timing


def _window(value: Any, timing: Mapping[str, Any], place: str) -> Window:
    if not isinstance(value, Mapping) or set(value) != {"before", "months"}:
        raise DefinitionError(place, f"expected before and months, not {value!r}")
    if timing.get("by") or timing.get("only"):
        raise DefinitionError(place, "its pieces run back from a day and have no named deadlines")
    window = Window(str(value["before"]), int(value["months"]))
    try:
        buckets_before(date(2000, 12, 31), window.months, timing.get("per"))
    except ValueError as error:
        raise DefinitionError(f"{place}.months", str(error)) from error
    return window


# --- what counts -------------------------------------------------------------------------------------


def _demands(data: Any, place: str) -> Iterator[Demand]:
    """`{photo = 2, "money|goods" = 1}`: two photos, and one of either role."""
    if not isinstance(data, Mapping):
        raise DefinitionError(place, f"expected a table, not {data!r}")
    for roles, wanted in data.items():
        if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 1:
            raise DefinitionError(f"{place}.{roles}", f"expected a number of files, not {wanted!r}")
        yield Demand(tuple(role.strip() for role in roles.split("|")), wanted)


def _members(value: Any, place: str) -> Members | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise DefinitionError(place, f'expected "record" or a table, not {value!r}')
    _known(value, {"ledger", "filter", "where", "field", "values"}, place)
    field = _text(value, "field", place)
    if not field or ("ledger" in value) == ("values" in value):
        raise DefinitionError(place, "needs field, and either ledger or values")
    if "values" in value and "filter" in value:
        raise DefinitionError(f"{place}.filter", "belongs to the members of a ledger")
    return Members(
        field=field,
        register=_text(value, "ledger", place),
        where=tuple(read_conditions(value.get("where", {}), f"{place}.where")),
        values=tuple(map(str, read_values(value["values"], f"{place}.values"))) if "values" in value else (),
        filters=_filters(value, place),
    )


def _filters(data: Mapping[str, Any], place: str) -> tuple[str, ...]:
    """`filter = "党员"`, or several: filters that the ledger's definition names."""
    if "filter" not in data:
        return ()
    names = read_values(data["filter"], f"{place}.filter")
    if any(not isinstance(name, str) for name in names):
        raise DefinitionError(f"{place}.filter", f"expected a text, not {data['filter']!r}")
    return tuple(map(str, names))


def _statement(data: Mapping[str, Any], need: Need | None, place: str) -> Counted | None:
    """A zero list says where the statement is kept, or that the number speaks for itself."""
    zero = need is not None and need.high == 0
    if "statement" not in data:
        if zero:
            raise DefinitionError(f"{place}.statement", "a zero list needs a dated statement, or false")
        return None
    if not zero:
        raise DefinitionError(f"{place}.statement", "has a meaning only where nothing may have happened")
    return read_counted(data["statement"], f"{place}.statement") if data["statement"] is not False else None


# --- small tools -------------------------------------------------------------------------------------


def _known(data: Mapping[str, Any], keys: set[str] | frozenset[str], place: str) -> None:
    for key in data:
        if key not in keys:
            raise DefinitionError(f"{place}.{key}", f"unknown key; known are {', '.join(sorted(keys))}")


def _text(data: Mapping[str, Any], key: str, place: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise DefinitionError(f"{place}.{key}", f"expected a text, not {value!r}")
    return value
