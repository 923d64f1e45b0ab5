"""Assessments as they were handed in: the standard and the judgement of that day, frozen for ever."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import WrongUse
from .ids import new_id


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was handed in: the standard (its key and its title then), for which period, judged as of which
    day, to whom and by whom. Moments are ISO with their time zone; `voided_at` is None while it holds."""

    id: str
    standard: str
    title: str
    period: str
    on: str
    handed_in_at: str
    recipient: str
    who: str
    note: str
    voided_at: str | None
    void_reason: str


_LIST = "id, standard, title, period, at, handed_in_at, recipient, who, note, voided_at, void_reason"


def add(
    db: sqlite3.Connection, one: HandedIn, definition: Mapping[str, Any], data: Mapping[str, Any]
) -> HandedIn:
    """Keep an assessment for ever; it gets its id here."""
    id = new_id()
    db.execute(
        "insert into assessment(id, standard, title, period, at, handed_in_at, recipient, who, note,"
        " definition, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            id,
            one.standard,
            one.title,
            one.period,
            one.on,
            one.handed_in_at,
            one.recipient,
            one.who,
            one.note,
            json.dumps(definition, ensure_ascii=False),
            json.dumps(data, ensure_ascii=False),
        ),
    )
    return get(db, id)


def get(db: sqlite3.Connection, id: str) -> HandedIn:
    """One of them; raises WrongUse."""
    row = db.execute(f"select {_LIST} from assessment where id = ?", (id,)).fetchone()
    if row is None:
        raise WrongUse(f"没有编号为 {id} 的报送测评。")
    return HandedIn(*row)


def listed(db: sqlite3.Connection, standard: str = "") -> list[HandedIn]:
    """All of them (of a standard, by key), the latest first."""
    rows = db.execute(
        f"select {_LIST} from assessment where ? = '' or standard = ? order by handed_in_at desc, id desc",
        (standard, standard),
    )
    return [HandedIn(*row) for row in rows]


def content(db: sqlite3.Connection, id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The standard and the assessment as they were; raises WrongUse."""
    row = db.execute("select definition, data from assessment where id = ?", (id,)).fetchone()
    if row is None:
        raise WrongUse(f"没有编号为 {id} 的报送测评。")
    return json.loads(row[0]), json.loads(row[1])


def void(db: sqlite3.Connection, id: str, at: str, reason: str) -> None:
    """Say that it does not hold any more; it stays."""
    db.execute("update assessment set voided_at = ?, void_reason = ? where id = ?", (at, reason, id))
