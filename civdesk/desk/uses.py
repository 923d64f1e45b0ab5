"""For which indicators a record counts: one activity may serve several, in several standards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..domain.asking import Frame, inquire
from ..domain.periods import Period, parse_period
from ..domain.standards import Indicator
from ..store import ledgers, measures, standards
from ..store import uses as stored
from ..store.workspace import Workspace
from .framing import frame


@dataclass(frozen=True, slots=True)
class Use:
    """An indicator that a record counts for: key and title of its standard, its code and title."""

    standard: str
    standard_title: str
    code: str
    title: str


def uses(ws: Workspace, ledger: str, id: str, on: date, period: Period | None = None) -> tuple[Use, ...]:
    """The indicators of all active standards for which a record (key of its ledger, id) counts as of a day,
    in reading order. Raises WrongUse for an unknown record."""
    db = ws.reader()
    with measures.snapshot(db):
        ledgers.get(db, ledgers.definition(db, ledger), id)
        return tuple(_uses(db, ledger, id, on, period))


def _uses(db: sqlite3.Connection, ledger: str, id: str, on: date, period: Period | None) -> Iterator[Use]:
    for listed in standards.listed(db):
        if not listed.active:
            continue
        found = standards.read(db, listed.key)
        whole = frame(db, found, on, period)
        for one in found.indicators:
            own = replace(whole, period=parse_period(one.span)) if one.span else whole
            if _counts(db, one, own, ledger, id):
                yield Use(found.key, found.title, one.code, one.title)


def _counts(db: sqlite3.Connection, one: Indicator, frame: Frame, ledger: str, id: str) -> bool:
    for demanded in one.rules:
        counted = demanded.rule.counted
        if ledger not in {part.ledger for part in (counted, *counted.also)}:
            continue
        inquiry = inquire(demanded.rule, frame)
        asked = (question for question in inquiry.counted if question.ledger == ledger)
        if any(stored.counts(db, frame.ledgers, question, id) for question in asked):
            return True
    return False
