"""When a rule asks, read from data: cadence, named deadlines, days, windows, festivals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .conditions import WEEKDAYS
from .definition_errors import DefinitionError
from .periods import MONTHS, Per, buckets_before, month_day
from .rule_amounts import read_span
from .rules import Festivals, Need, Window

WORKDAYS = "workdays"
KEYS = frozenset({"per", "by", "only", "days", "weekday", "window", "look_back"})
_IN_A_YEAR = {Per.HALF_MONTH: 24, Per.TERM: 2} | {per: 12 // months for per, months in MONTHS.items()}


def read_timing(data: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The fields of a rule that say when; raises DefinitionError."""
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
    timing |= _days(data, timing.get("per"), place)
    if "window" in data:
        timing["window"] = _window(data["window"], timing, f"{place}.window")
    if "look_back" in data:
        if timing:
            raise DefinitionError(f"{place}.look_back", "runs back from the day of the assessment, alone")
        timing["look_back"] = read_span(data["look_back"], f"{place}.look_back")
    return timing


def check_needs(needs: tuple[Need | None, ...], timing: Mapping[str, Any], place: str) -> None:
    """That a list of numbers fits the cadence; raises DefinitionError."""
    if not needs:
        return
    per = timing.get("per")
    if per not in _IN_A_YEAR or len(needs) != _IN_A_YEAR[per]:
        raise DefinitionError(place, f"{len(needs)} numbers do not fit the cadence {per and per.value}")
    if timing.get("only") or timing.get("window"):
        raise DefinitionError(place, "a number for each bucket asks for every bucket of the year")


def read_festivals(data: Mapping[str, Any], place: str) -> Festivals:
    """`{ festivals = "传统节日", before = "30 days", after = "15 days", field = "festival" }`."""
    known = ("festivals", "before", "after", "field", "due")
    for key in data:
        if key not in known:
            raise DefinitionError(f"{place}.{key}", f"unknown key; known are {', '.join(known)}")
    names = [data["festivals"]] if isinstance(data["festivals"], str) else list(data["festivals"])
    if not names or any(not isinstance(name, str) or not name for name in names):
        raise DefinitionError(f"{place}.festivals", f"expected names, not {data['festivals']!r}")
    if data.get("due", "before") != "before":
        raise DefinitionError(f"{place}.due", f'expected "before", not {data["due"]!r}')
    ahead = "due" in data
    if ahead and ("after" in data or "before" not in data):
        raise DefinitionError(f"{place}.due", "what is due before a festival has a time before, none after")
    if not isinstance(data.get("field", ""), str):
        raise DefinitionError(f"{place}.field", f"expected a text, not {data['field']!r}")
    spans = {key: read_span(data[key], f"{place}.{key}") for key in ("before", "after") if key in data}
    return Festivals(tuple(names), spans.get("before"), spans.get("after"), data.get("field", ""), ahead)


def _days(data: Mapping[str, Any], per: Per | None, place: str) -> dict[str, Any]:
    timing: dict[str, Any] = {}
    if "weekday" in data:
        if per is not Per.WEEK:
            raise DefinitionError(f"{place}.weekday", 'stands beside per = "week"')
        if data["weekday"] not in WEEKDAYS:
            raise DefinitionError(f"{place}.weekday", f"expected one of {', '.join(WEEKDAYS)}")
        timing["weekday"] = WEEKDAYS.index(data["weekday"])
    if "days" in data:
        names = [data["days"]] if isinstance(data["days"], str) else list(data["days"])
        if per is not Per.DAY and "weekday" not in timing:
            raise DefinitionError(f"{place}.days", 'stands beside per = "day", or beside weekday')
        if names != [WORKDAYS] and (not names or not set(names) <= set(WEEKDAYS)):
            raise DefinitionError(f"{place}.days", f"expected workdays or {', '.join(WEEKDAYS)}")
        timing["days"] = tuple(names)
    return timing


def _window(value: Any, timing: Mapping[str, Any], place: str) -> Window:
    if not isinstance(value, Mapping) or set(value) != {"before", "months"}:
        raise DefinitionError(place, f"expected before and months, not {value!r}")
    if set(timing) - {"per"}:
        raise DefinitionError(place, "its pieces run back from a day and have no named deadlines or days")
    window = Window(str(value["before"]), int(value["months"]))
    try:
        buckets_before(date(2000, 12, 31), window.months, timing.get("per"))
    except ValueError as error:
        raise DefinitionError(f"{place}.months", str(error)) from error
    return window
