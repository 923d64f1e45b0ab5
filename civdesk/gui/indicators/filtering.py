"""Which indicators are looked at: by state, department, method, person and text, with how many of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...desk.assessing import Assessment, IndicatorReport
from ...domain import pinyin
from ...domain.rules import State


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty means everything. `person` answers for it or leads it."""

    states: frozenset[str] = frozenset()
    department: str = ""
    method: str = ""
    person: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return self != Wanted()

    @property
    def data(self) -> dict[str, Any]:
        """As the settings keep it: everything but the text."""
        return {
            "states": sorted(self.states),
            "department": self.department,
            "method": self.method,
            "person": self.person,
        }

    @classmethod
    def kept(cls, data: Mapping[str, Any]) -> Wanted:
        """What the settings kept."""
        return cls(
            frozenset(str(one) for one in data.get("states", ()) if one in list(State)),
            str(data.get("department", "")),
            str(data.get("method", "")),
            str(data.get("person", "")),
        )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an indicator is found by. What it does not say itself is as in the one above it."""

    report: IndicatorReport
    lead: tuple[str, ...]
    support: tuple[str, ...]
    methods: tuple[str, ...]
    people: tuple[str, ...]
    above: tuple[IndicatorReport, ...]

    @property
    def counted(self) -> bool:
        return self.report.leaf


@dataclass(frozen=True, slots=True)
class Facets:
    """How many leaves each choice would leave, given the other choices."""

    states: Mapping[str, int] = field(default_factory=dict)
    departments: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # leading, supporting
    methods: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)


class Filtering:
    """The indicators of one assessment, to be asked again and again."""

    def __init__(self, found: Assessment | None) -> None:
        self._facts = dict(_facts(found)) if found else {}
        self._said: tuple[str, frozenset[str]] | None = None

    def passes(self, code: str, wanted: Wanted) -> bool:
        """Whether an indicator is shown for itself, given what is `effective`. What stands above one that is
        shown, is shown too; a group with nothing to check of its own is found by its text, as all that stands
        below it."""
        facts = self._facts[code]
        if not (facts.counted or facts.report.rules or facts.report.judged or wanted.text):
            return False
        return self._fits(wanted, facts)

    def effective(self, wanted: Wanted) -> Wanted:
        """What of it this standard can be asked for: what it knows nothing of hides nothing."""
        everyone = list(self._facts.values())
        departments = {name for facts in everyone for name in (*facts.lead, *facts.support)}
        return replace(
            wanted,
            department=wanted.department if wanted.department in departments else "",
            method=wanted.method if any(wanted.method in f.methods for f in everyone) else "",
            person=wanted.person if any(wanted.person in f.people for f in everyone) else "",
        )

    def facets(self, wanted: Wanted) -> Facets:
        """How many each choice would leave."""
        wanted = self.effective(wanted)
        states = self._left(replace(wanted, states=frozenset()))
        departments: dict[str, tuple[int, int]] = {}
        for facts in self._left(replace(wanted, department="")):
            for name in dict.fromkeys((*facts.lead, *facts.support)):
                leads, helps = departments.get(name, (0, 0))
                leading = name in facts.lead
                departments[name] = (leads + leading, helps + (not leading))
        return Facets(
            Counter(facts.report.state.value for facts in states),
            departments,
            _count(facts.methods for facts in self._left(replace(wanted, method=""))),
            _count(facts.people for facts in self._left(replace(wanted, person=""))),
        )

    def _left(self, wanted: Wanted) -> list[_Facts]:
        return [facts for facts in self._facts.values() if facts.counted and self._fits(wanted, facts)]

    def _fits(self, wanted: Wanted, facts: _Facts) -> bool:
        return (
            (not wanted.states or facts.report.state in wanted.states)
            and (not wanted.department or wanted.department in (*facts.lead, *facts.support))
            and (not wanted.method or wanted.method in facts.methods)
            and (not wanted.person or wanted.person in facts.people)
            and (not wanted.text or facts.report.code in self._found(wanted.text))
        )

    def _found(self, text: str) -> frozenset[str]:
        """The codes of what says a text, and of all that stands below it."""
        if self._said is None or self._said[0] != text:
            own = {code for code, facts in self._facts.items() if _says(facts.report, text)}
            below = (
                code for code, facts in self._facts.items() if any(one.code in own for one in facts.above)
            )
            self._said = (text, frozenset((*own, *below)))
        return self._said[1]


def _count(names: Iterable[tuple[str, ...]]) -> dict[str, int]:
    return dict(Counter(name for several in names for name in dict.fromkeys(several)))


def _facts(found: Assessment) -> Iterator[tuple[str, _Facts]]:
    known: dict[str, _Facts] = {}
    for report in found.indicators:  # parents before their children
        one, above = report.indicator, known.get(report.indicator.parent)
        lead, support = found.meant.of(one.lead), found.meant.of(one.support)
        if above and not (lead or support):
            lead, support = above.lead, above.support
        people = tuple(dict.fromkeys((*one.owner, *one.leader)))
        facts = _Facts(
            report,
            lead,
            support,
            one.methods or (above.methods if above else ()),
            people or (above.people if above else ()),
            (*above.above, above.report) if above else (),
        )
        known[report.code] = facts
        yield report.code, facts


def _says(report: IndicatorReport, text: str) -> bool:
    one, wanted = report.indicator, text.strip().casefold()
    return (
        one.code.casefold().startswith(wanted)
        or pinyin.found_at(text, one.title) is not None
        or wanted in one.asked.casefold()
        or wanted in one.requirement.casefold()
    )
