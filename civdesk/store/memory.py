"""Answers to rules, kept between two assessments: after an edit only what it touched is worked out anew.

What changed is read from the log of changes, in the same moment as the answers, so nothing can be missed.
Counts and sums are not even asked again: what the changed records gave before is taken off, what they give
now is put on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..domain.asking import Frame, Inquiry, MemberTally, Question, Reach, Tally, inquire
from ..domain.decide import RuleResult, decide
from ..domain.ledgers import Ledger
from ..domain.rules import Measure, Rule
from ..domain.standards import Standard
from . import grouping, measures, near, standards
from .changed import Changes, changes_since, last_change, then
from .near import LISTED, Near
from .schema import table_of

_PROOF = "proof"
_ADDED = (Measure.COUNT, Measure.SUM)
_STANDARDS = frozenset({"standard", "indicator", "rule"})
_KEPT = 4096  # days go by in a window that stays open

_Key = tuple[object, ...]


@dataclass(slots=True)
class Memory:
    """What was asked and answered. `catch_up` comes first, in the moment in which everything is then read."""

    tallies: dict[Question, tuple[Tally, ...]] = field(default_factory=dict)
    faults: dict[tuple[Question, Question], list[Near]] = field(default_factory=dict)
    undated_: dict[Question, int] = field(default_factory=dict)
    tables: dict[Question, frozenset[str]] = field(default_factory=dict)  # what an answer stands on
    leaning: dict[Question, frozenset[str]] = field(default_factory=dict)  # of these the registers
    names: grouping.Names = field(default_factory=grouping.Names)
    inquiries: dict[_Key, Inquiry] = field(default_factory=dict)
    results: dict[int, tuple[Inquiry, tuple[tuple[Tally, ...], ...], RuleResult]] = field(
        default_factory=dict
    )
    standards: dict[str, Standard] = field(default_factory=dict)
    made: dict[_Key, tuple[tuple[object, ...], Any]] = field(default_factory=dict)
    seen: int | None = None  # the last change that is in the answers

    def catch_up(self, db: sqlite3.Connection, ledgers: Mapping[str, Ledger]) -> None:
        """Take in what changed since the last time."""
        last = last_change(db)
        if self.seen is not None and last != self.seen:
            changes = changes_since(db, self.seen)
            if "ledger" in changes.tables or last < self.seen:  # what fields are may have changed
                fresh = Memory()
                for name in self.__slots__:
                    setattr(self, name, getattr(fresh, name))
            else:
                self._mend(db, ledgers, changes)
        self.seen = last

    def standard(self, db: sqlite3.Connection, key: str) -> Standard:
        """As `standards.read`."""
        if key not in self.standards:
            self.standards[key] = standards.read(db, key)
        return self.standards[key]

    def inquiry(self, rule: Rule, frame: Frame) -> Inquiry:
        """As `asking.inquire`."""
        # By identity, which an inquiry that is kept keeps alive: to hash a whole rule takes too long.
        key = (id(rule), frame.period, frame.on, *sorted(frame.anchors.items()))
        found = self.inquiries.get(key)
        if found is None:
            if len(self.inquiries) > _KEPT:
                self.inquiries.clear()
                self.results.clear()
                self.made.clear()
            found = self.inquiries[key] = inquire(rule, frame)
        return found

    def answer(
        self, db: sqlite3.Connection, ledgers: Mapping[str, Ledger], questions: Iterable[Question]
    ) -> None:
        """Have the answers to these questions."""
        new = [question for question in dict.fromkeys(questions) if question not in self.tallies]
        self.tallies |= measures.answers(db, ledgers, new, self.names)
        for question in new:
            self._remember(question, ledgers)

    def result(self, inquiry: Inquiry) -> RuleResult:
        """As `decide`, once its questions have been answered."""
        tallies = tuple(self.tallies[question] for question in inquiry.questions)
        known = self.results.get(id(inquiry))
        if known and known[0] is inquiry and _same(known[1], tallies):
            return known[2]
        result = decide(inquiry, tallies)
        self.results[id(inquiry)] = inquiry, tallies, result
        return result

    def make(self, key: _Key, made_of: tuple[object, ...], work: Any) -> Any:
        """What `work` returns, or returned earlier when it was made of the very same things."""
        known = self.made.get(key)
        if known and _same(known[0], made_of):
            return known[1]
        found = work()
        self.made[key] = made_of, found
        return found

    def failing(
        self,
        db: sqlite3.Connection,
        ledgers: Mapping[str, Ledger],
        everything: Question,
        good: Question,
    ) -> list[Near]:
        """As `near.failing`."""
        if (everything, good) not in self.faults:
            self._remember(everything, ledgers)
            self.faults[everything, good] = near.failing(db, ledgers, everything, good, names=self.names)
        return self.faults[everything, good]

    def undated(self, db: sqlite3.Connection, ledgers: Mapping[str, Ledger], question: Question) -> int:
        """As `near.undated`."""
        if question not in self.undated_:
            self._remember(question, ledgers)
            self.undated_[question] = near.undated(db, ledgers, question, self.names)
        return self.undated_[question]

    # --- after a change ------------------------------------------------------------------------------

    def _mend(self, db: sqlite3.Connection, ledgers: Mapping[str, Ledger], changes: Changes) -> None:
        registers = {table_of(book.key) for book in ledgers.values() if book.register}
        if registers & changes.tables:
            self.names = grouping.Names()
        if _STANDARDS & changes.tables:
            self.standards.clear()
        for question in [q for q in self.undated_ if self.tables[q] & changes.tables]:
            del self.undated_[question]
        adding: dict[str, list[Question]] = {}
        for question in [q for q in self.tallies if self.tables[q] & changes.tables]:
            if self._adds_up(question, changes):
                adding.setdefault(question.ledger, []).append(question)
            else:
                del self.tallies[question]
        for key, questions in adding.items():
            ids = changes.records(table_of(key))
            before, now = (
                measures.answers(
                    then(db, table_of(key), ids, changes, before=earlier),
                    ledgers,
                    questions,
                    self.names,
                    everybody=False,
                )
                for earlier in (True, False)
            )
            for question in questions:
                if before[question] != now[question]:
                    pairs = zip(self.tallies[question], before[question], now[question], strict=True)
                    self.tallies[question] = tuple(_moved(*three) for three in pairs)
        for everything, good in list(self.faults):
            if (self.tables[everything] | {_PROOF}) & changes.tables:
                self._mend_faults(db, ledgers, changes, everything, good)

    def _adds_up(self, question: Question, changes: Changes) -> bool:
        """Whether the answer can be mended by what the changed records give."""
        few = table_of(question.ledger) not in changes.many and _PROOF not in changes.many
        return question.measure in _ADDED and few and not self.leaning[question] & changes.tables

    def _mend_faults(
        self,
        db: sqlite3.Connection,
        ledgers: Mapping[str, Ledger],
        changes: Changes,
        everything: Question,
        good: Question,
    ) -> None:
        key, table = (everything, good), table_of(everything.ledger)
        ids, known = changes.records(table), self.faults.pop(key)
        few = table not in changes.many and _PROOF not in changes.many
        if not few or self.leaning[everything] & changes.tables:
            return
        kept = [one for one in known if one.id not in ids]
        if len(known) >= LISTED and len(kept) < LISTED:
            return  # others move up, whom nobody knows yet
        now = then(db, table, ids, changes, before=False)
        more = near.failing(now, ledgers, everything, good, names=self.names)
        if not more and len(kept) == len(known):
            self.faults[key] = known
            return
        dated = everything.reach is Reach.DATED
        merged = sorted([*kept, *more], key=lambda one: (one.date if dated else "", one.id))
        self.faults[key] = merged[:LISTED]

    def _remember(self, question: Question, ledgers: Mapping[str, Ledger]) -> None:
        """On which tables the answer to a question stands."""
        leans = grouping.leans_on(ledgers, question)
        if question.members and question.members.register:
            leans.add(table_of(question.members.register))
        self.leaning[question] = frozenset(leans)
        proofs = {_PROOF} if question.proofs else set()
        self.tables[question] = frozenset({table_of(question.ledger), *leans, *proofs})


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether both hold the very same things: to compare them whole would take as long as making them."""
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _moved(tally: Tally, before: Tally, now: Tally) -> Tally:
    """An answer without what some records gave before, and with what they give now."""

    def sum_of(old: int | str | None, less: int | str | None, more: int | str | None) -> int:
        return int(old or 0) - int(less or 0) + int(more or 0)

    if before == now:
        return tally
    less = {one.id: one for one in before.members}
    more = {one.id: one for one in now.members}
    members = tuple(
        replace(
            one,
            present=one.present - _of(less, one).present + _of(more, one).present,
            in_time=one.in_time - _of(less, one).in_time + _of(more, one).in_time,
        )
        if one.id in less or one.id in more
        else one
        for one in tally.members
    )
    return replace(
        tally,
        present=sum_of(tally.present, before.present, now.present),
        in_time=sum_of(tally.in_time, before.in_time, now.in_time),
        members=members,
    )


def _of(listed: Mapping[str, MemberTally], one: MemberTally) -> MemberTally:
    return listed.get(one.id) or MemberTally(one.id, one.name, 0, 0)
