"""Evaluations in the file: their plans, candidates and scores."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..domain.evaluations import Candidate, Plan, plan_data, read_plan
from ..errors import WrongUse
from . import parts
from .ids import new_id


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation; days ISO, `state` open or closed, `record` the first one in ledger `selection`."""

    id: str
    title: str
    starts: str
    ends: str
    department: str
    plan: Plan
    state: str = "open"
    record: str = ""
    note: str = ""

    @property
    def closed(self) -> bool:
        return self.state == "closed"


_LIST = "id, title, starts, ends, department, definition, state, record, note"


def _evaluation(row: Sequence[Any]) -> Evaluation:
    id, title, starts, ends, department, definition, state, record, note = row
    plan = read_plan(json.loads(definition))
    return Evaluation(id, title, starts, ends, department, plan, state, record, note)


def evaluations(db: sqlite3.Connection) -> list[Evaluation]:
    """Every evaluation, open ones first, the latest first among each."""
    rows = db.execute(f"select {_LIST} from evaluation order by state desc, ends desc, id desc")
    return [_evaluation(tuple(row)) for row in rows]


def get(db: sqlite3.Connection, id: str) -> Evaluation:
    """One evaluation; raises WrongUse."""
    row = db.execute(f"select {_LIST} from evaluation where id = ?", (id,)).fetchone()
    if row is None:
        raise WrongUse(f"没有编号为 {id} 的评比。")
    return _evaluation(tuple(row))


def add(db: sqlite3.Connection, one: Evaluation, candidates: Iterable[tuple[str, str]]) -> str:
    """Save a new evaluation with its candidates (name, department); its id."""
    id = new_id()
    db.execute(
        f"insert into evaluation({_LIST}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id, one.title, one.starts, one.ends, one.department, _plan(one.plan), "open", "", one.note),
    )
    put_candidates(db, id, [Candidate("", *each) for each in candidates])
    return id


def update(db: sqlite3.Connection, one: Evaluation) -> None:
    """Save a changed evaluation; raises WrongUse when it is not there."""
    done = db.execute(
        "update evaluation set title = ?, starts = ?, ends = ?, department = ?, definition = ?, state = ?,"
        " record = ?, note = ? where id = ?",
        (
            one.title, one.starts, one.ends, one.department, _plan(one.plan), one.state, one.record, one.note,
            one.id,
        ),
    )  # fmt: skip
    if not done.rowcount:
        raise WrongUse("这次评比已经不在了。")


def delete(db: sqlite3.Connection, id: str) -> None:
    """Delete an evaluation with its candidates and scores, each as a row of the log."""
    get(db, id)
    parts.delete(db, "evaluation", id)
    db.execute("delete from evaluation where id = ?", (id,))


def _plan(plan: Plan) -> str:
    return json.dumps(plan_data(plan), ensure_ascii=False)


# --- candidates --------------------------------------------------------------------------------------


def candidates(db: sqlite3.Connection, evaluation: str) -> list[Candidate]:
    """Who takes part, in order."""
    rows = db.execute(
        "select id, name, department, result, note from candidate where evaluation = ? order by position, id",
        (evaluation,),
    )
    return [Candidate(*row) for row in rows]


def put_candidates(db: sqlite3.Connection, evaluation: str, wanted: Sequence[Candidate]) -> None:
    """Let these be the candidates, in this order; who has an id that is there is changed, who is not among
    them goes with the scores."""
    there = {row[0] for row in db.execute("select id from candidate where evaluation = ?", (evaluation,))}
    for gone in there - {one.id for one in wanted}:
        parts.delete(db, "candidate", gone)
        db.execute("delete from candidate where id = ?", (gone,))
    for position, one in enumerate(wanted, 1):
        if one.id in there:
            row = (position, one.name, one.department, one.note)
            db.execute(
                "update candidate set position = ?, name = ?, department = ?, note = ? where id = ?"
                " and (position, name, department, note) <> (?, ?, ?, ?)",
                (*row, one.id, *row),
            )
        else:
            db.execute(
                "insert into candidate(id, evaluation, position, name, department, note)"
                " values (?, ?, ?, ?, ?, ?)",
                (new_id(), evaluation, position, one.name, one.department, one.note),
            )


def set_results(db: sqlite3.Connection, results: Mapping[str, str]) -> None:
    """The prizes that stand, by candidate id."""
    for id, result in results.items():
        db.execute("update candidate set result = ? where id = ? and result <> ?", (result, id, result))


# --- scores ------------------------------------------------------------------------------------------


def scores(db: sqlite3.Connection, evaluation: str) -> dict[tuple[str, str, str], int]:
    """Every score by candidate id, judge and criterion, in hundredths."""
    rows = db.execute(
        "select s.candidate, s.judge, s.criterion, s.points from score s"
        " join candidate c on c.id = s.candidate where c.evaluation = ?",
        (evaluation,),
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def set_scores(db: sqlite3.Connection, wanted: Mapping[tuple[str, str, str], int | None]) -> None:
    """Write scores by candidate id, judge and criterion; None takes one away."""
    for (candidate, judge, criterion), points in wanted.items():
        if points is None:
            db.execute(
                "delete from score where candidate = ? and judge = ? and criterion = ?",
                (candidate, judge, criterion),
            )
            continue
        db.execute(
            "insert into score(id, candidate, judge, criterion, points) values (?, ?, ?, ?, ?)"
            " on conflict(candidate, judge, criterion) do update set points = excluded.points"
            " where points <> excluded.points",
            (new_id(), candidate, judge, criterion, points),
        )


def rename_in_scores(db: sqlite3.Connection, evaluation: str, column: str, names: Mapping[str, str]) -> None:
    """Judges or criteria are called otherwise, old name → new one (two may change places): their scores go
    along. What is left of somebody of the new name who judged before makes way."""
    assert column in ("judge", "criterion"), column
    where = f"{column} = ? and candidate in (select id from candidate where evaluation = ?)"
    for new in set(names.values()) - names.keys():
        db.execute(f"delete from score where {where}", (new, evaluation))
    for n, old in enumerate(names):
        db.execute(f"update score set {column} = ? where {where}", (f"\n{n}", old, evaluation))
    for n, new in enumerate(names.values()):
        db.execute(f"update score set {column} = ? where {where}", (new, f"\n{n}", evaluation))
