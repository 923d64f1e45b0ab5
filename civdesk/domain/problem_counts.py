"""Problems in numbers: found, closed, closed in time, overdue, open, by whatever one asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from .fields import Value
from .problems import ProblemState, in_time, state_at, text_of

Values = Mapping[str, Value]


class By(StrEnum):
    """What the lines of the statistics stand for."""

    UNIT = "unit"
    SITE = "site"
    KIND = "kind"
    SOURCE = "source"
    MONTH = "month"

    @property
    def label(self) -> str:
        return _TITLES[self]


_TITLES = {By.UNIT: "责任单位", By.SITE: "点位", By.KIND: "问题类型", By.SOURCE: "来源", By.MONTH: "月份"}
_FIELDS = {By.UNIT: "department", By.SITE: "place", By.KIND: "kind", By.SOURCE: "source"}
NOWHERE = "（未填）"


@dataclass(frozen=True, slots=True)
class Line:
    """Counts of problems. `in_time` of `with_deadline` closed ones that had a deadline; `days` from finding
    to finishing, over all closed ones; `repeated`: found again at the same site, of the same kind."""

    title: str
    found: int = 0
    closed: int = 0
    in_time: int = 0
    with_deadline: int = 0
    open: int = 0
    overdue: int = 0
    repeated: int = 0
    days: int = 0

    @property
    def average(self) -> float | None:
        """Days from finding to finishing on average; None where nothing is closed."""
        return self.days / self.closed if self.closed else None

    @property
    def rate(self) -> float | None:
        """The share closed in time; None where nothing closed had a deadline."""
        return self.in_time / self.with_deadline if self.with_deadline else None

    @property
    def rate_text(self) -> str:
        """The share with its numerator and denominator: 8/10（80.0%）."""
        if self.rate is None:
            return ""
        return f"{self.in_time}/{self.with_deadline}（{self.rate:.1%}）"


@dataclass(frozen=True, slots=True)
class Counts:
    """The statistics of problems found from a day to a day, as they stand on a day."""

    by: By
    start: date | None
    end: date | None
    on: date
    lines: tuple[Line, ...]
    total: Line


def count(problems: Iterable[Values], by: By, start: date | None, end: date | None, on: date) -> Counts:
    """Count problems found in the period (None: open), each in one line; the largest number first, months in
    their order. What was found after `on` is not known yet; what has no day of finding is in no period."""
    lines: dict[str, Line] = {}
    total = Line("合计")
    seen: set[tuple[str, str]] = set()
    for values in sorted(problems, key=lambda one: text_of(one, "date")):
        state, found = state_at(values, on), text_of(values, "date")
        if state is None:
            continue
        place = (text_of(values, "place"), text_of(values, "kind"))
        again = bool(place[0]) and place in seen
        seen.add(place)
        if (start and found < start.isoformat()) or (end and (not found or found > end.isoformat())):
            continue
        title = found[:7] if by is By.MONTH else text_of(values, _FIELDS[by])
        one = _line(values, state, found, again)
        lines[title] = _sum(lines.get(title, Line(title or NOWHERE)), one)
        total = _sum(total, one)
    ordered = sorted(
        lines.items(), key=lambda item: (item[0] if by is By.MONTH else "", -item[1].found, item[0])
    )
    return Counts(by, start, end, on, tuple(line for _, line in ordered), total)


def _line(values: Values, state: ProblemState, found: str, again: bool) -> Line:
    if state is not ProblemState.CLOSED:
        return Line("", 1, open=1, overdue=int(state is ProblemState.OVERDUE), repeated=int(again))
    punctual = in_time(values)
    finished = text_of(values, "finished_on")
    days = max((date.fromisoformat(finished) - date.fromisoformat(found)).days, 0) if found else 0
    return Line(
        "",
        1,
        closed=1,
        in_time=int(punctual is True),
        with_deadline=int(punctual is not None),
        repeated=int(again),
        days=days,
    )


_NUMBERS = [one.name for one in fields(Line) if one.name != "title"]


def _sum(line: Line, more: Line) -> Line:
    return Line(line.title, *(getattr(line, name) + getattr(more, name) for name in _NUMBERS))
