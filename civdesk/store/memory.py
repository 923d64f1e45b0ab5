"""Answers to rules, kept while their ledgers do not change: an edit has only what it touched asked anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..domain.asking import Question, Tally
from ..domain.ledgers import Ledger
from . import grouping, measures
from .measures import Near
from .schema import table_of


@dataclass(slots=True)
class Memory:
    """What was asked and answered. Whoever keeps one tells it of every change (`Changed.tables`)."""

    tallies: dict[Question, tuple[Tally, ...]] = field(default_factory=dict)
    faults: dict[tuple[Question, Question], list[Near]] = field(default_factory=dict)
    leaning: dict[Question, set[str]] = field(default_factory=dict)  # registers behind the names it asks for

    def answers(
        self, db: sqlite3.Connection, ledgers: Mapping[str, Ledger], questions: Iterable[Question]
    ) -> Mapping[Question, tuple[Tally, ...]]:
        """The answers to these questions (and to others)."""
        new = [question for question in questions if question not in self.tallies]
        self.tallies |= measures.answers(db, ledgers, new)
        self.leaning |= {question: grouping.leans_on(ledgers, question) for question in new}
        return self.tallies

    def failing(
        self,
        db: sqlite3.Connection,
        ledgers: Mapping[str, Ledger],
        everything: Question,
        good: Question,
    ) -> list[Near]:
        """As `measures.failing`."""
        if (everything, good) not in self.faults:
            self.leaning[everything] = grouping.leans_on(ledgers, everything)
            self.faults[everything, good] = measures.failing(db, ledgers, everything, good)
        return self.faults[everything, good]

    def forget(self, tables: Iterable[str]) -> None:
        """These tables changed."""
        changed = set(tables)
        self.tallies = {q: t for q, t in self.tallies.items() if not self._tables(q) & changed}
        self.faults = {
            qs: n for qs, n in self.faults.items() if not (self._tables(qs[0]) | {"proof"}) & changed
        }
        if "ledger" in changed:  # a definition: what its fields are may have changed
            self.tallies, self.faults, self.leaning = {}, {}, {}

    def _tables(self, question: Question) -> set[str]:
        tables = {table_of(question.ledger)} | self.leaning.get(question, set())
        if question.members and question.members.register:
            tables.add(table_of(question.members.register))
        if question.proofs:
            tables.add("proof")
        return tables
