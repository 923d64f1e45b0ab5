"""A standard: a tree of indicators with their points, their owners, their due dates and their rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .ledgers import KEY, DefinitionError
from .periods import month_day, parse_period
from .phrases import deadlines
from .rule_data import read_rule
from .rules import Rule

_STANDARD = frozenset(
    {"key", "title", "version", "source", "note", "position", "methods", "anchors", "indicators"}
)
_TEXTS = ("code", "title", "parent", "asked", "requirement", "ref")
_LISTS = ("methods", "lead", "support", "leader", "owner")
WAYS = ("all", "share", "bonus", "minus")


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as the plan writes it, and the day it means: `12-10`, `2026-12-10`, or empty (not fixed)."""

    phrase: str
    date: str = ""
    title: str = ""

    def days(self, year: int) -> tuple[datetime.date, ...]:
        """The days of `year` on which it falls: none where the phrase names no day."""
        if not self.date:
            return deadlines(self.phrase, year)
        if len(self.date) == 10:
            day = datetime.date.fromisoformat(self.date)
            return (day,) if day.year == year else ()
        return (month_day(self.date, year),)


@dataclass(frozen=True, slots=True)
class Demanded:
    """A rule with the data it was read from; `id` is set once it stands in a workspace."""

    rule: Rule
    data: Mapping[str, Any]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Scoring:
    """How an indicator gives its points.

    `all`: all of them when it is met, else none; `share`: in proportion to the buckets of its rules that are
    met; `bonus`: on top, not in what is possible; `minus`: taken away when it is not met. `each` are
    hundredths for each counted case of a bonus or a minus, up to the points of the indicator.
    """

    way: str = "all"
    each: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One node of a standard. `points` are hundredths of a point; `parent` is a code, empty at the top.
    `span` is its own time window (`start/end`), where that is not the period of the assessment."""

    code: str
    title: str
    parent: str = ""
    asked: str = ""
    requirement: str = ""
    ref: str = ""
    points: int | None = None
    scoring: Scoring = Scoring()
    span: str = ""
    methods: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    leader: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    rules: tuple[Demanded, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """Indicators in reading order, parents before their children. `anchors` are named days (迎检); `position`
    is its place in the list of standards (those that a superior sent have none and stand last)."""

    key: str
    title: str
    version: str = ""
    source: str = ""
    note: str = ""
    position: int = 0
    anchors: Mapping[str, datetime.date] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code; KeyError where there is none."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    def children(self, code: str) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in self.indicators if indicator.parent == code)


def read_standard(data: Mapping[str, Any]) -> Standard:
    """The standard that `data` (TOML or JSON) defines; raises DefinitionError with the place of a mistake.

    Indicators are a flat list: `parent` names the code of one that stands earlier.
    """
    for key in data:
        if key not in _STANDARD:
            raise DefinitionError(key, f"unknown key; known are {', '.join(sorted(_STANDARD))}")
    key = _text(data, "key", "")
    if not KEY.fullmatch(key):
        raise DefinitionError("key", f"{key!r} is no key (small letters, digits, _)")
    if not _text(data, "title", ""):
        raise DefinitionError("title", "missing")
    common = _texts(data, "methods", "")
    indicators: list[Indicator] = []
    codes: set[str] = set()
    for n, entry in enumerate(_tables(data, "indicators", "")):
        place = f"indicators[{n}]"
        indicator = _indicator(entry, place, common)
        if indicator.code in codes:
            raise DefinitionError(f"{place}.code", f"{indicator.code!r} stands there twice")
        if indicator.parent and indicator.parent not in codes:
            raise DefinitionError(f"{place}.parent", f"no indicator {indicator.parent!r} before this one")
        codes.add(indicator.code)
        indicators.append(indicator)
    return Standard(
        key=key,
        title=_text(data, "title", ""),
        version=_text(data, "version", ""),
        source=_text(data, "source", ""),
        note=_text(data, "note", ""),
        position=_position(data.get("position", 0)),
        anchors={name: _day(day, f"anchors.{name}") for name, day in data.get("anchors", {}).items()},
        indicators=tuple(_in_order(indicators, "")),
    )


def standard_data(standard: Standard) -> dict[str, Any]:
    """The standard as plain data that `read_standard` reads back (ids are left out)."""
    data: dict[str, Any] = {"key": standard.key, "title": standard.title}
    data |= {k: v for k in ("version", "source", "note") if (v := getattr(standard, k))}
    if standard.position:
        data["position"] = standard.position
    if standard.anchors:
        data["anchors"] = {name: day.isoformat() for name, day in standard.anchors.items()}
    data["indicators"] = [indicator_data(indicator) for indicator in standard.indicators]
    return data


def indicator_data(indicator: Indicator) -> dict[str, Any]:
    """One indicator as plain data, empty things left out."""
    data: dict[str, Any] = {key: value for key in _TEXTS if (value := getattr(indicator, key))}
    if indicator.points is not None:
        data["points"] = points_text(indicator.points)
    if indicator.scoring.way != "all":
        data["scoring"] = indicator.scoring.way
    if indicator.scoring.each is not None:
        data["each"] = points_text(indicator.scoring.each)
    if indicator.span:
        data["span"] = indicator.span
    data |= {key: list(value) for key in _LISTS if (value := getattr(indicator, key))}
    if indicator.due:
        data["due"] = [
            {k: v for k in ("phrase", "date", "title") if (v := getattr(due, k))} for due in indicator.due
        ]
    if indicator.rules:
        data["rules"] = [dict(demanded.data) for demanded in indicator.rules]
    return data


def points_text(hundredths: int) -> str | int:
    """Points as TOML has them: text with decimals, because a binary fraction is not what was written."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}" if rest else whole


# --- points ------------------------------------------------------------------------------------------


def own_points(standard: Standard) -> dict[str, int]:
    """The points that each indicator gives by itself, by code; those without points are not in it.

    A parent whose points are the sum of what stands below it only repeats them; what is given on top or
    taken away is no part of that sum.
    """
    own: dict[str, int] = {}
    below: dict[str, int] = {}
    for indicator in reversed(standard.indicators):  # children before their parents
        points, under = indicator.points, below.get(indicator.code, 0)
        if points is not None and not (under and points == under):
            own[indicator.code] = points
        if indicator.parent and indicator.scoring.way not in ("bonus", "minus"):
            total = own.get(indicator.code, 0) + under
            below[indicator.parent] = below.get(indicator.parent, 0) + total
    return own


# --- reading -----------------------------------------------------------------------------------------


def _indicator(data: Mapping[str, Any], place: str, methods: tuple[str, ...]) -> Indicator:
    known = {*_TEXTS, *_LISTS, "points", "scoring", "each", "span", "due", "rules"}
    for key in data:
        if key not in known:
            raise DefinitionError(f"{place}.{key}", f"unknown key; known are {', '.join(sorted(known))}")
    values: dict[str, Any] = {key: _text(data, key, place) for key in _TEXTS}
    for key in ("code", "title"):
        if not values[key]:
            raise DefinitionError(f"{place}.{key}", "missing")
    values |= {key: _texts(data, key, place) for key in _LISTS}
    values["methods"] = values["methods"] or methods
    return Indicator(
        **values,
        points=_points(data.get("points"), f"{place}.points"),
        scoring=read_scoring(data, place),
        span=_span(data, place),
        due=tuple(_due(entry, f"{place}.due[{n}]") for n, entry in enumerate(_tables(data, "due", place))),
        rules=tuple(
            Demanded(read_rule(entry, f"{place}.rules[{n}]"), entry)
            for n, entry in enumerate(_tables(data, "rules", place))
        ),
    )


def read_scoring(data: Mapping[str, Any], place: str) -> Scoring:
    """`scoring` and `each` of an indicator; raises DefinitionError."""
    way, each = data.get("scoring", "all"), _points(data.get("each"), f"{place}.each")
    if way not in WAYS:
        raise DefinitionError(f"{place}.scoring", f"expected one of {', '.join(WAYS)}, not {way!r}")
    if each is not None and way not in ("bonus", "minus"):
        raise DefinitionError(f"{place}.each", "only a bonus or a minus has points for each case")
    return Scoring(way, each)


def _span(data: Mapping[str, Any], place: str) -> str:
    text = _text(data, "span", place)
    try:
        return str(parse_period(text)) if text else ""
    except ValueError as error:
        raise DefinitionError(f"{place}.span", f'expected "2024-01-01/2026-12-31", not {text!r}') from error


def _due(data: Mapping[str, Any], place: str) -> Due:
    for key in data:
        if key not in ("phrase", "date", "title"):
            raise DefinitionError(f"{place}.{key}", "unknown key; known are phrase, date, title")
    due = Due(_text(data, "phrase", place), _text(data, "date", place), _text(data, "title", place))
    if not due.phrase:
        raise DefinitionError(f"{place}.phrase", "missing")
    try:
        due.days(2000)
    except ValueError as error:
        raise DefinitionError(f"{place}.date", f'expected "12-10", not {due.date!r}') from error
    return due


def _points(value: Any, place: str) -> int | None:
    if value is None:
        return None
    try:
        hundredths = Fraction(str(value)) * 100
    except (ValueError, ZeroDivisionError) as error:
        raise DefinitionError(place, f"expected a number, not {value!r}") from error
    if hundredths.denominator != 1 or hundredths < 0:
        raise DefinitionError(place, f"expected at most two decimals and none below zero, not {value!r}")
    return hundredths.numerator


def _position(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise DefinitionError("position", f"expected a number, not {value!r}")
    return value


def _day(value: Any, place: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise DefinitionError(place, f'expected "2026-10-20", not {value!r}') from error


def _in_order(indicators: Iterable[Indicator], parent: str) -> Iterator[Indicator]:
    """Reading order: each indicator followed by what stands below it."""
    indicators = list(indicators)
    for indicator in indicators:
        if indicator.parent == parent:
            yield indicator
            yield from _in_order(indicators, indicator.code)


def _text(data: Mapping[str, Any], key: str, place: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise DefinitionError(f"{place}.{key}".strip("."), f"expected a text, not {value!r}")
    return value.strip()


def _texts(data: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise DefinitionError(f"{place}.{key}".strip("."), f"expected a list of texts, not {value!r}")
    return tuple(item.strip() for item in value if item.strip())


def _tables(data: Mapping[str, Any], key: str, place: str) -> list[Mapping[str, Any]]:
    value = data.get(key, [])
    if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
        raise DefinitionError(f"{place}.{key}".strip("."), f"expected a list of tables, not {value!r}")
    return list(value)
