"""A clause of a superior's sentence with what stands around it, and a rule that was read from one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .proposing_words import Meant, Vocabulary, meant


@dataclass(frozen=True, slots=True)
class Proposed:
    """A rule as data, with the words it was read from. Where the ledger is not certain the rule has none, and
    `candidates` are those that may be meant (none of them known: empty), `where` the conditions in each."""

    sentence: str
    rule: Mapping[str, Any]
    candidates: tuple[str, ...] = ()
    where: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in its sentence, with the titles above it (the nearest first)."""

    text: str
    sentence: str
    titles: Sequence[str]
    words: Vocabulary
    per: str  # the cadence that stands in it, or was said just before

    def meant(self, per: str = "") -> Meant:
        return meant(self.words, [self.text, self.sentence, *self.titles], per)
