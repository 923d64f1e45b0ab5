"""One indicator close up: for each of its rules the records that count, those that nearly do and what they
lack, and the evidence behind them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ..domain.asking import Frame, inquire
from ..domain.ledgers import Ledger
from ..domain.periods import Period, calendar_year
from ..domain.sentences import show_demands, show_fault
from ..domain.standards import Demanded, Indicator
from ..errors import WrongUse
from ..store import ledgers, measures, proofs, standards
from ..store.workspace import Workspace
from .evidence import roles

# So many pieces of evidence are shown with an indicator; the others are found with their records.
MOST = 60


@dataclass(frozen=True, slots=True)
class NearRecord:
    """A record that would count if it had what it lacks, in words; `date` is ISO or empty."""

    id: str
    title: str
    date: str
    department: str
    lacks: str


@dataclass(frozen=True, slots=True)
class RuleRecords:
    """The records of one rule, all of one ledger; `counted` are ids by date."""

    rule: str
    ledger: str
    counted: tuple[str, ...]
    near: tuple[NearRecord, ...]


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
        frame = Frame(period or calendar_year(on.year), on, ledgers.definitions(db), found.anchors, roles())
        rules = tuple(_records(db, frame, demanded) for demanded in one.rules)
        evidence = _evidence(db, one, rules)
    return CloseUp(found.key, code, rules, evidence[:MOST], len(evidence) > MOST)


def _records(db: sqlite3.Connection, frame: Frame, demanded: Demanded) -> RuleRecords:
    rule, inquiry = demanded.rule, inquire(demanded.rule, frame)
    if not inquiry.questions or not inquiry.buckets:
        return RuleRecords(demanded.id, rule.counted.ledger, (), ())
    if rule.each_record:
        everything, good = inquiry.questions[:2]
    else:
        good = inquiry.questions[0]
        everything = replace(good, proofs=())
    near = measures.failing(db, frame.ledgers, everything, good) if everything != good else []
    return RuleRecords(
        demanded.id,
        good.ledger,
        tuple(measures.record_ids(db, frame.ledgers, good)),
        tuple(
            NearRecord(
                one.id, one.title, one.date, one.department, _lacks(one, frame.ledgers[good.ledger], frame)
            )
            for one in near
        ),
    )


def _lacks(one: measures.Near, ledger: Ledger, frame: Frame) -> str:
    parts = [show_fault(condition, value, ledger) for condition, value in one.faults]
    if one.lacks:
        short = (replace(demand, wanted=number) for demand, number in one.lacks)
        parts.insert(0, f"缺{show_demands(short, frame.roles)}")
    return "；".join(parts)


def _evidence(db: sqlite3.Connection, one: Indicator, rules: Iterable[RuleRecords]) -> tuple[str, ...]:
    subjects = [(proofs.INDICATOR, one.id)]
    for rule in rules:
        subjects += [(rule.ledger, id) for id in reversed(rule.counted)]
        subjects += [(rule.ledger, near.id) for near in rule.near]
    found: dict[str, None] = {}
    for kind, subject in dict.fromkeys(subjects):
        found.update(dict.fromkeys(proof.evidence for proof in proofs.of_subject(db, kind, subject)))
        if len(found) > MOST:
            break
    return tuple(found)
