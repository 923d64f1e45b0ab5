"""Festivals on their real days, and the days that are worked: from data and the lunar calendar."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from .definition_errors import DefinitionError
from .periods import Period, month_day, parse_period

_DAY = timedelta(days=1)
_LAST = "last"
_MONTH = r"(0[1-9]|1[0-2])"
_FORMS = {
    "day": re.compile(_MONTH + r"-(0[1-9]|[12]\d|3[01])"),
    "lunar": re.compile(_MONTH + r"-(0[1-9]|[12]\d|30|last)"),
    "term": re.compile(
        "[小大]寒|立[春夏秋冬]|雨水|惊蛰|[春秋]分|清明|谷雨|小满|芒种|[夏冬]至|[小大]暑|处暑|[白寒]露|霜降|[小大]雪"
    ),
}


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival: on a `day` of the solar year, a `lunar` one (both month-day), or a solar `term`."""

    name: str
    synonyms: tuple[str, ...] = ()
    day: str = ""
    lunar: str = ""
    term: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it answers to."""
        return self.name, *self.synonyms

    def days(self, year: int) -> tuple[date, ...]:
        """The days of a solar year on which it falls. 腊八 may come twice in one year, or not at all."""
        if self.day:
            return (month_day(self.day, year),)
        if self.term:
            return (_term(self.term, year),)
        found = (_lunar(self.lunar, lunar_year) for lunar_year in (year - 1, year))
        return tuple(day for day in found if day.year == year)


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days off of a year by the State Council's notice, and the weekend days worked instead."""

    rest: tuple[Period, ...]
    work: frozenset[date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Festivals, groups of them by name, and the holidays of the years that are known."""

    festivals: tuple[Festival, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holidays: Mapping[int, Holidays] = field(default_factory=dict)

    def find(self, name: str) -> Festival | None:
        """The festival that answers to a name."""
        return next((one for one in self.festivals if name in one.names), None)

    def named(self, names: Iterable[str]) -> tuple[Festival, ...]:
        """The festivals of these names and groups, each once; raises KeyError with a name that none has."""
        found: dict[Festival, None] = {}
        for name in names:
            for one in self.groups.get(name, (name,)):
                festival = self.find(one)
                if festival is None:
                    raise KeyError(one)
                found[festival] = None
        return tuple(found)

    def falling(self, names: Iterable[str], period: Period) -> list[tuple[date, Festival]]:
        """When these festivals fall within a period, in order; raises KeyError."""
        found = [
            (day, one)
            for one in self.named(names)
            for year in period.years
            for day in one.days(year)
            if day in period
        ]
        return sorted(found, key=lambda pair: pair[0])

    def works(self, day: date) -> bool:
        """Whether a day is worked: Monday to Friday where its year is not known."""
        known = self.holidays.get(day.year)
        if known and day in known.work:
            return True
        if known and any(day in period for period in known.rest):
            return False
        return day.weekday() < 5

    def unknown(self, period: Period) -> list[int]:
        """The years of a period whose holidays are not known."""
        return [year for year in period.years if year not in self.holidays]


def read_calendar(festivals: Mapping[str, Any], holidays: Mapping[str, Any]) -> Calendar:
    """A calendar from data: festivals with groups of them, holidays by year; raises DefinitionError."""
    found = tuple(_festival(entry, f"festival[{n}]") for n, entry in enumerate(festivals["festival"]))
    calendar = Calendar(
        found,
        {name: tuple(members) for name, members in festivals.get("groups", {}).items()},
        {entry["year"]: _holidays(entry, f"year[{n}]") for n, entry in enumerate(holidays.get("year", []))},
    )
    for group, members in calendar.groups.items():
        for member in members:
            if calendar.find(member) is None:
                raise DefinitionError(f"groups.{group}", f"there is no festival {member!r}")
    return calendar


def _festival(data: Mapping[str, Any], place: str) -> Festival:
    whens = [key for key in ("day", "lunar", "term") if data.get(key)]
    if not data.get("name") or len(whens) != 1 or set(data) - {"name", "synonyms", *whens}:
        raise DefinitionError(place, f"expected a name and one of day, lunar, term, not {dict(data)!r}")
    when = str(data[whens[0]])
    # The days themselves are not worked out here: the lunar tables are slow, and most desks never ask.
    if not _FORMS[whens[0]].fullmatch(when):
        raise DefinitionError(f"{place}.{whens[0]}", f"no such day: {when!r}")
    return Festival(data["name"], tuple(data.get("synonyms", ())), **{whens[0]: when})


def _holidays(data: Mapping[str, Any], place: str) -> Holidays:
    try:
        rest = tuple(parse_period(text) for text in data["rest"])
        return Holidays(rest, frozenset(date.fromisoformat(day) for day in data["work"]))
    except (ValueError, KeyError) as error:
        raise DefinitionError(place, str(error)) from error


# --- the lunar calendar ------------------------------------------------------------------------------


@functools.lru_cache(maxsize=2048)
def _lunar(text: str, year: int) -> date:
    """A month-day of a lunar year as a solar day."""
    from lunar_python import Lunar  # its tables take a while; most desks never ask in a session

    month, _, day = text.partition("-")
    if day == _LAST:
        first_of_next = (year, int(month) + 1, 1) if int(month) < 12 else (year + 1, 1, 1)
        return _date(Lunar.fromYmd(*first_of_next).getSolar()) - _DAY
    return _date(Lunar.fromYmd(year, int(month), int(day)).getSolar())


@functools.lru_cache(maxsize=512)
def _term(name: str, year: int) -> date:
    """The day of a solar term in a solar year, Beijing time."""
    from lunar_python import Solar

    # 冬至 stands twice in the table of a lunar year: at its beginning, and under another name at its end.
    table = Solar.fromYmd(year, 6, 15).getLunar().getJieQiTable()
    again = {"冬至": "DONG_ZHI", "小寒": "XIAO_HAN", "大寒": "DA_HAN", "立春": "LI_CHUN"}.get(name, "")
    days = [_date(table[key]) for key in (name, again) if key in table]
    return next(day for day in days if day.year == year)


def _date(solar: Any) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
