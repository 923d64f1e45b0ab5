"""One look at the ledgers through a standard: every rule answered, every indicator judged."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..domain.asking import Frame, inquire
from ..domain.decide import RuleResult, combined, decide
from ..domain.periods import Period, calendar_year
from ..domain.rules import State, worst
from ..domain.standards import Standard
from ..store import ledgers, standards
from ..store.memory import Memory
from ..store.standards import Finding
from .evidence import roles


@dataclass(slots=True)
class Judging:
    """One look at the ledgers: the frame, the answers already had, and the results of each indicator."""

    db: sqlite3.Connection
    standard: Standard
    frame: Frame
    findings: dict[str, Finding]
    memory: Memory
    results: dict[str, list[RuleResult]] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)  # what counts, by code
    computed: dict[str, State] = field(default_factory=dict)
    own: dict[str, State] = field(default_factory=dict)  # without the children

    @classmethod
    def begin(
        cls,
        db: sqlite3.Connection,
        found: Standard,
        on: date,
        period: Period | None,
        anchors: Mapping[str, date],
        memory: Memory | None = None,
    ) -> Judging:
        """Judge every rule and every indicator of a standard."""
        period = period or calendar_year(on.year)
        frame = Frame(period, on, ledgers.definitions(db), {**found.anchors, **anchors}, roles())
        judged = standards.findings(db, found.key, str(period))
        # A judgement made later was not there yet.
        earlier = {id: finding for id, finding in judged.items() if finding.on <= on}
        judging = cls(db, found, frame, earlier, memory or Memory())
        judging._judge()
        return judging

    def _judge(self) -> None:
        asked = {
            one.code: [inquire(d.rule, self.frame) for d in one.rules] for one in self.standard.indicators
        }
        questions = [q for inquiries in asked.values() for inquiry in inquiries for q in inquiry.questions]
        tallies = self.memory.answers(self.db, self.frame.ledgers, questions)
        for code, inquiries in asked.items():
            self.results[code] = [decide(i, [tallies[q] for q in i.questions]) for i in inquiries]
        below: dict[str, list[State]] = {}
        for one in reversed(self.standard.indicators):  # children before their parents
            results, children = self.results[one.code], below.get(one.code, [])
            telling = [result for result in results if not result.vacuous]
            if children and not telling:
                computed = worst(children)
            else:
                computed = worst([combined(results), *children])
            finding = self.findings.get(one.id)
            self.computed[one.code] = computed
            self.states[one.code] = finding.state if finding else computed
            self.own[one.code] = finding.state if finding else combined(results) if telling else computed
            below.setdefault(one.parent, []).append(self.states[one.code])
