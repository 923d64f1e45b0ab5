"""One look at the ledgers through a standard: every rule answered, every indicator judged."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..domain.asking import Frame
from ..domain.decide import RuleResult, combined
from ..domain.periods import Period, parse_period
from ..domain.rules import State, worst
from ..domain.scoring import Earned, earned
from ..domain.standards import Indicator, Standard, own_points
from ..store import ledgers, standards
from ..store.memory import Memory
from ..store.standards import Finding
from .framing import frame


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
    points: dict[str, int] = field(default_factory=dict)  # of those that give points by themselves
    earned: dict[str, Earned] = field(default_factory=dict)

    @classmethod
    def begin(
        cls,
        db: sqlite3.Connection,
        key: str,
        on: date,
        period: Period | None,
        anchors: Mapping[str, date],
        memory: Memory | None = None,
    ) -> Judging:
        """Judge every rule and every indicator of a standard (key or title); raises WrongUse."""
        memory = memory or Memory()
        memory.catch_up(db, ledgers.definitions(db))
        found = memory.standard(db, key)
        whole = frame(db, found, on, period, anchors)
        judged = standards.findings(db, found.key, str(whole.period))
        # A judgement made later was not there yet.
        earlier = {id: finding for id, finding in judged.items() if finding.on <= on}
        judging = cls(db, found, whole, earlier, memory)
        judging._judge()
        return judging

    def frame_of(self, indicator: Indicator) -> Frame:
        """The frame of one indicator: its own time window, where it has one."""
        if not indicator.span:
            return self.frame
        return replace(self.frame, period=parse_period(indicator.span))

    def _judge(self) -> None:
        self._answer()
        self.points = own_points(self.standard)
        below: dict[str, list[State]] = {}
        extra: dict[str, list[State]] = {}  # what is given on top is not asked for
        for one in reversed(self.standard.indicators):  # children before their parents
            results, children = self.results[one.code], below.get(one.code, [])
            only_extra = not results and not children and one.code in extra
            children = children or extra.get(one.code, [])
            telling = [result for result in results if not result.vacuous]
            if children and not telling:
                computed = worst(children)
            else:
                computed = worst([combined(results), *children])
            finding = self.findings.get(one.id)
            self.computed[one.code] = computed
            self.states[one.code] = finding.state if finding else computed
            self.own[one.code] = finding.state if finding else combined(results) if telling else computed
            above = extra if only_extra or one.scoring.way == "bonus" else below
            above.setdefault(one.parent, []).append(self.states[one.code])
            if (points := self.points.get(one.code)) is not None:
                given = finding.points if finding else None
                self.earned[one.code] = earned(one, points, self.own[one.code], results, given)

    def _answer(self) -> None:
        asked = {
            one.code: [self.memory.inquiry(d.rule, frame) for d in one.rules]
            for one in self.standard.indicators
            for frame in [self.frame_of(one)]
        }
        questions = [q for inquiries in asked.values() for inquiry in inquiries for q in inquiry.questions]
        self.memory.answer(self.db, self.frame.ledgers, questions)
        for code, inquiries in asked.items():
            self.results[code] = [self.memory.result(inquiry) for inquiry in inquiries]
