"""Samples that were drawn: kept for ever, with what is needed to draw them again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..domain.sampling import Drawn, drawn_data, read_drawn
from ..errors import WrongUse
from .ids import new_id


@dataclass(frozen=True, slots=True)
class Sampling:
    """One draw. `conditions`: filters, size as it was asked for, stratified, reserves, void (a reason),
    survey (the record whose people they are)."""

    id: str
    title: str
    register: str
    conditions: Mapping[str, Any]
    at: str
    population: int
    seed: str
    members: tuple[Drawn, ...]
    made_at: str
    note: str

    @property
    def chosen(self) -> tuple[Drawn, ...]:
        return tuple(one for one in self.members if not one.reserve)

    @property
    def reserves(self) -> tuple[Drawn, ...]:
        return tuple(one for one in self.members if one.reserve)

    @property
    def void(self) -> str:
        """Why it does not hold any more; "" while it does."""
        return str(self.conditions.get("void", ""))

    @property
    def survey(self) -> str:
        """The survey that asks these people; "" where none is named."""
        return str(self.conditions.get("survey", ""))


_LIST = "id, title, register, conditions, at, population, seed, members, made_at, note"


def _sampling(row: Sequence[Any]) -> Sampling:
    id, title, register, conditions, at, population, seed, members, made_at, note = row
    drawn = read_drawn(json.loads(members))
    return Sampling(id, title, register, json.loads(conditions), at, population, seed, drawn, made_at, note)


def samplings(db: sqlite3.Connection) -> list[Sampling]:
    """Every draw, the latest first."""
    return [_sampling(tuple(row)) for row in db.execute(f"select {_LIST} from sampling order by id desc")]


def get(db: sqlite3.Connection, id: str) -> Sampling:
    """One draw; raises WrongUse."""
    row = db.execute(f"select {_LIST} from sampling where id = ?", (id,)).fetchone()
    if row is None:
        raise WrongUse(f"没有编号为 {id} 的抽样名单。")
    return _sampling(tuple(row))


def add(
    db: sqlite3.Connection,
    title: str,
    register: str,
    conditions: Mapping[str, Any],
    at: str,
    population: int,
    seed: str,
    members: Sequence[Drawn],
    made_at: str,
    note: str,
) -> str:
    """Keep a draw; its id."""
    id = new_id()
    kept = json.dumps(conditions, ensure_ascii=False)
    drawn = json.dumps(drawn_data(members), ensure_ascii=False)
    db.execute(
        f"insert into sampling({_LIST}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id, title, register, kept, at, population, seed, drawn, made_at, note),
    )
    return id


def void(db: sqlite3.Connection, id: str, reason: str) -> None:
    """Say that a draw does not hold; it stays in the file."""
    _keep(db, id, "void", reason)


def link(db: sqlite3.Connection, id: str, survey: str) -> None:
    """Say which survey asks the people of a draw ("" none)."""
    _keep(db, id, "survey", survey)


def _keep(db: sqlite3.Connection, id: str, key: str, value: str) -> None:
    kept = dict(get(db, id).conditions) | {key: value}
    db.execute("update sampling set conditions = ? where id = ?", (json.dumps(kept, ensure_ascii=False), id))
