"""The problems that were found, and how far they are, at a day."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain.fields import Value
from ..domain.problems import ProblemState, state_at
from ..store import ledgers
from ..store.workspace import Workspace

LEDGER = "problem"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; days are ISO texts, empty where there is none."""

    id: str
    title: str
    state: ProblemState
    deadline: str
    unit: str
    owner: str
    found: str
    finished: str


@dataclass(frozen=True, slots=True)
class Problems:
    """Counts and list at a day, in order of deadline. `open` includes the overdue ones."""

    on: date
    problems: tuple[Problem, ...]

    @property
    def open(self) -> int:
        return sum(problem.state is not ProblemState.CLOSED for problem in self.problems)

    @property
    def overdue(self) -> int:
        return sum(problem.state is ProblemState.OVERDUE for problem in self.problems)

    @property
    def closed(self) -> int:
        return sum(problem.state is ProblemState.CLOSED for problem in self.problems)


def problems(ws: Workspace, on: date) -> Problems:
    """Every problem found up to `on` with its state then; those without a deadline come last."""
    db = ws.reader()
    found = []
    for record in ledgers.records(db, ledgers.definition(db, LEDGER)):
        if state := state_at(record.values, on):
            texts = {key: _text(value) for key, value in record.values.items()}
            found.append(
                Problem(
                    id=record.id,
                    title=texts["title"],
                    state=state,
                    deadline=texts.get("deadline", ""),
                    unit=texts.get("department", ""),
                    owner=texts.get("owner", ""),
                    found=texts.get("date", ""),
                    finished=texts.get("finished_on", ""),
                )
            )
    found.sort(key=lambda problem: (problem.deadline or "9999", problem.id))
    return Problems(on, tuple(found))


def problems_data(report: Problems) -> dict[str, Any]:
    """The JSON of `problems`; days that are not there are null."""
    listed = []
    for problem in report.problems:
        data = dataclasses.asdict(problem) | {"state": problem.state.value}
        listed.append({key: value or None for key, value in data.items()})
    return {"open": report.open, "overdue": report.overdue, "closed": report.closed, "problems": listed}


def _text(value: Value) -> str:
    return "、".join(value) if isinstance(value, list) else "" if value is None else str(value)
