"""说明报告: what a unit writes of an indicator for a period."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from .ids import new_id


@dataclass(frozen=True, slots=True)
class Explanation:
    """The report on an indicator (by id) for a period (`start/end`), and the day it was last written."""

    indicator: str
    period: str
    text: str
    on: date


def get(db: sqlite3.Connection, indicator: str, period: str) -> Explanation | None:
    """The report on an indicator for a period, if there is one."""
    row = db.execute(
        "select indicator, period, text, at from explanation where indicator = ? and period = ?",
        (indicator, period),
    ).fetchone()
    return _explanation(row) if row else None


def of_standard(db: sqlite3.Connection, standard: str, period: str = "") -> list[Explanation]:
    """The reports of a standard (by key) in reading order, of one period or of all."""
    rows = db.execute(
        "select e.indicator, e.period, e.text, e.at from explanation e join indicator i on i.id = e.indicator"
        " where i.standard = ? and (? = '' or e.period = ?) order by i.position, e.period",
        (standard, period, period),
    )
    return [_explanation(row) for row in rows]


def put(db: sqlite3.Connection, one: Explanation) -> None:
    """Save a report; an empty text takes it away."""
    if not one.text:
        db.execute("delete from explanation where indicator = ? and period = ?", (one.indicator, one.period))
        return
    db.execute(
        "insert into explanation(id, indicator, period, text, at) values (?, ?, ?, ?, ?)"
        " on conflict(indicator, period) do update set text = excluded.text, at = excluded.at",
        (new_id(), one.indicator, one.period, one.text, one.on.isoformat()),
    )


def _explanation(row: sqlite3.Row) -> Explanation:
    return Explanation(row[0], row[1], row[2], date.fromisoformat(row[3]))
