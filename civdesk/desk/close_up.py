"""One indicator close up: for each of its rules the records that count, those that nearly do and what they
lack, and the evidence behind them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ..domain.asking import Frame, Question, inquire
from ..domain.ledgers import Ledger
from ..domain.periods import Period, parse_period
from ..domain.sentences import show_demands, show_fault
from ..domain.standards import Demanded, Indicator
from ..errors import WrongUse
from ..store import measures, near, proofs, standards
from ..store.workspace import Workspace
from .framing import frame

# So many pieces of evidence are shown with an indicator; the others are found with their records.
MOST = 60


@dataclass(frozen=True, slots=True)
class NearRecord:
    """A record that would count if it had what it lacks, in words; `date` is ISO or empty. `roles` are the
    keys of the roles of proof that it lacks."""

    id: str
    title: str
    date: str
    department: str
    lacks: str
    roles: tuple[str, ...] = ()
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRecords:
    """The records of one ledger at which a rule looks; `counted` are ids by date."""

    ledger: str
    counted: tuple[str, ...]
    near: tuple[NearRecord, ...]


@dataclass(frozen=True, slots=True)
class RuleRecords:
    """The records of one rule, ledger by ledger, its own first; never without a part."""

    rule: str
    parts: tuple[LedgerRecords, ...]

    @property
    def ledger(self) -> str:
        """The rule's own ledger."""
        return self.parts[0].ledger

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids that count in the rule's own ledger."""
        return self.parts[0].counted

    @property
    def near(self) -> tuple[NearRecord, ...]:
        """The records that nearly count in the rule's own ledger."""
        return self.parts[0].near


@dataclass(frozen=True, slots=True)
class CloseUp:
    """An indicator close up. `evidence` are the first ids of what proves it or its records; `more`: others
    are left out."""

    standard: str
    code: str
    rules: tuple[RuleRecords, ...]
    evidence: tuple[str, ...]
    more: bool


def close_up(ws: Workspace, key: str, code: str, on: date, period: Period | None = None) -> CloseUp:
    """Look at one indicator (standard by key, indicator by code) as of a day. Raises WrongUse."""
    db = ws.reader()
    with measures.snapshot(db):
        found = standards.read(db, key)
        try:
            one = found.indicator(code)
        except KeyError:
            raise WrongUse(f"《{found.title}》没有编号为“{code}”的指标。") from None
        seen = frame(db, found, on, period)
        if one.span:
            seen = replace(seen, period=parse_period(one.span))
        rules = tuple(_records(db, seen, demanded) for demanded in one.rules)
        evidence = _evidence(db, one, rules)
    return CloseUp(found.key, code, rules, evidence[:MOST], len(evidence) > MOST)


def _records(db: sqlite3.Connection, frame: Frame, demanded: Demanded) -> RuleRecords:
    rule, inquiry = demanded.rule, inquire(demanded.rule, frame)
    if not inquiry.counted:
        parts = tuple(LedgerRecords(part.ledger, (), ()) for part in rule.counted.parts)
        return RuleRecords(demanded.id, parts)
    return RuleRecords(
        demanded.id,
        tuple(
            _part(db, frame, inquiry.of[n] if rule.each_record else replace(good, proofs=()), good)
            for n, good in enumerate(inquiry.counted)
        ),
    )


def _part(db: sqlite3.Connection, frame: Frame, everything: Question, good: Question) -> LedgerRecords:
    failing = near.failing(db, frame.ledgers, everything, good) if everything != good else []
    return LedgerRecords(
        good.ledger,
        tuple(near.record_ids(db, frame.ledgers, good)),
        tuple(
            NearRecord(
                one.id,
                one.title,
                one.date,
                one.department,
                _lacks(one, frame.ledgers[good.ledger], frame),
                tuple(dict.fromkeys(role for demand, _ in one.lacks for role in demand.roles)),
                good.ledger,
            )
            for one in failing
        ),
    )


def _lacks(one: near.Near, ledger: Ledger, frame: Frame) -> str:
    parts = [show_fault(condition, value, ledger) for condition, value in one.faults]
    if one.lacks:
        short = (replace(demand, wanted=number) for demand, number in one.lacks)
        parts.insert(0, f"缺{show_demands(short, frame.roles)}")
    return "；".join(parts)


def _evidence(db: sqlite3.Connection, one: Indicator, rules: Iterable[RuleRecords]) -> tuple[str, ...]:
    subjects = [(proofs.INDICATOR, one.id)]
    for part in (part for rule in rules for part in rule.parts):
        subjects += [(part.ledger, id) for id in reversed(part.counted)]
        subjects += [(part.ledger, one.id) for one in part.near]
    found: dict[str, None] = {}
    for kind, subject in dict.fromkeys(subjects):
        found.update(dict.fromkeys(proof.evidence for proof in proofs.of_subject(db, kind, subject)))
        if len(found) > MOST:
            break
    return tuple(found)
