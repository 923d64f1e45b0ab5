"""Whether one record counts for a question: the other way round than `measures`, for a single record."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from ..domain.asking import Question, Reach
from ..domain.ledgers import Ledger
from . import grouping
from .conditions import date_of, membership, tests
from .schema import quoted, table_of


def counts(db: sqlite3.Connection, ledgers: Mapping[str, Ledger], question: Question, id: str) -> bool:
    """Whether the record with this id (of the question's ledger) counts in any slot (it may be gone)."""
    ledger = ledgers[question.ledger]
    question = grouping.question(db, ledger, question)
    table = quoted(table_of(ledger.key))
    if question.reach is not Reach.DATED:
        where, values = membership(ledger, question, question.slots[-1])
        return _there(db, f"select 1 from {table} t where t.id = ? and {where}", [id, *values])
    row = db.execute(f"select {date_of(ledger)} from {table} t where t.id = ?", (id,)).fetchone()
    day = row[0] if row else None
    if day is None:
        return False
    asked: set[object] = set()  # slots without conditions of their own ask the same
    for slot in question.slots:
        if slot.where in asked or not slot.start.isoformat() <= day <= slot.end.isoformat():
            continue
        asked.add(slot.where)
        where, values = tests(ledger, question, slot)
        if _there(db, f"select 1 from {table} t where t.id = ? and {where}", [id, *values]):
            return True
    return False


def _there(db: sqlite3.Connection, sql: str, values: list[object]) -> bool:
    return db.execute(sql, values).fetchone() is not None
