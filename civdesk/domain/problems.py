"""How far a problem is on its way to being mended, at a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from .fields import Value


class ProblemState(StrEnum):
    """Overdue ones are open ones; `label` is what the clerk reads."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"open": "整改中", "overdue": "逾期", "closed": "已完成"}[self.value]


def state_at(values: Mapping[str, Value], on: date) -> ProblemState | None:
    """The state of a problem (the values of its record) at a day; None before it was found.

    It is closed with a finish date up to that day. A recheck that failed since then reopens it: one without a
    date too, for it cannot be older than what it checks. The deadline itself is still in time.
    """
    day = on.isoformat()
    if _day(values, "date") > day:
        return None
    finished = _day(values, "finished_on")
    if finished and finished <= day:
        rechecked = _day(values, "recheck_on") or finished
        if values.get("recheck") != "不合格" or not finished <= rechecked <= day:
            return ProblemState.CLOSED
    deadline = _day(values, "deadline")
    return ProblemState.OVERDUE if deadline and deadline < day else ProblemState.OPEN


def _day(values: Mapping[str, Value], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
