"""Rules that were read from sentences and wait for a yes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import WrongUse
from .ids import new_id


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed rule: `rule` is data (without a ledger where `candidates` may be meant), `where`: the
    conditions in each), `sentence` the words it was read from; `state` is waiting, accepted or declined."""

    id: str
    indicator: str
    code: str
    sentence: str
    rule: Mapping[str, Any]
    candidates: tuple[str, ...]
    state: str
    where: Mapping[str, Mapping[str, Any]]


_SELECT = (
    "select p.id, p.indicator, i.code, p.sentence, p.definition, p.state from proposal p"
    " join indicator i on i.id = p.indicator"
)


def add(
    db: sqlite3.Connection,
    indicator: str,
    sentence: str,
    rule: Mapping[str, Any],
    candidates: Sequence[str] = (),
    where: Mapping[str, Mapping[str, Any]] | None = None,
) -> str:
    """Let a rule wait at an indicator (by id)."""
    id = new_id()
    definition = {"rule": rule, "candidates": list(candidates), "where": where or {}}
    db.execute(
        "insert into proposal(id, indicator, position, sentence, definition) select ?, ?,"
        " coalesce(max(position), -1) + 1, ?, ? from proposal where indicator = ?",
        (id, indicator, sentence, json.dumps(definition, ensure_ascii=False), indicator),
    )
    return id


def of_standard(db: sqlite3.Connection, standard: str, state: str = "waiting") -> list[Proposal]:
    """The proposals of a standard (by key) in reading order; all of them where no state is named."""
    rows = db.execute(
        f"{_SELECT} where i.standard = ? and (? = '' or p.state = ?) order by i.position, p.position",
        (standard, state, state),
    )
    return [_proposal(row) for row in rows]


def get(db: sqlite3.Connection, id: str) -> Proposal:
    """One proposal; raises WrongUse when it is not there."""
    row = db.execute(f"{_SELECT} where p.id = ?", (id,)).fetchone()
    if row is None:
        raise WrongUse("这条建议已经不在了。")
    return _proposal(row)


def set_state(db: sqlite3.Connection, id: str, state: str) -> None:
    """Accept, decline, or let wait again."""
    db.execute("update proposal set state = ? where id = ?", (state, id))


def _proposal(row: sqlite3.Row) -> Proposal:
    kept = json.loads(row[4])
    return Proposal(
        row[0], row[1], row[2], row[3], kept["rule"], tuple(kept["candidates"]), row[5], kept.get("where", {})
    )
