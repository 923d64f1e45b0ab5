"""The steps of problems in the file."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from ..domain.problems import Step, StepKind
from .ids import new_id

_LIST = "id, kind, at, who, text, result"


def add_step(db: sqlite3.Connection, problem: str, step: Step) -> str:
    """Write a step of a problem down; its id."""
    id = new_id()
    db.execute(
        f"insert into problem_step(problem, {_LIST}) values (?, ?, ?, ?, ?, ?, ?)",
        (problem, id, step.kind.value, step.at, step.who, step.text, step.result),
    )
    return id


def steps(db: sqlite3.Connection, problem: str) -> list[Step]:
    """The steps of a problem in the order they were entered."""
    rows = db.execute(f"select {_LIST} from problem_step where problem = ? order by id", (problem,))
    return [_step(row) for row in rows]


def steps_since(db: sqlite3.Connection, day: str) -> dict[str, list[Step]]:
    """All steps, in the order they were entered, of each problem that has one after a day (ISO)."""
    rows = db.execute(
        f"""select problem, {_LIST} from problem_step
            where problem in (select problem from problem_step where at > ?) order by id""",
        (day,),
    )
    return _by_problem(rows)


def steps_of_kind(db: sqlite3.Connection, kinds: Iterable[StepKind]) -> dict[str, list[Step]]:
    """The steps of these kinds by problem, in the order they were entered."""
    wanted = [kind.value for kind in kinds]
    places = ", ".join("?" * len(wanted))
    rows = db.execute(
        f"select problem, {_LIST} from problem_step where kind in ({places}) order by id", wanted
    )
    return _by_problem(rows)


def _by_problem(rows: Iterable[sqlite3.Row]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(_step(tuple(row)[1:]))
    return found


def _step(row: Iterable[str]) -> Step:
    id, kind, at, who, text, result = row
    return Step(id, StepKind(kind), at, who, text, result)
