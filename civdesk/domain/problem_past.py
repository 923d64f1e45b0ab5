"""How a problem stood on an earlier day: its record with the later steps of its way taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .fields import Value
from .problems import FAILED, MENDING, Step, StepKind

# The steps that close a problem or open it again, and those that may move its deadline.
LOOP = frozenset({StepKind.FINISHED, StepKind.RECHECKED, StepKind.REOPENED})
_MOVING = frozenset({StepKind.ASSIGNED, StepKind.EXTENDED, StepKind.REOPENED})
ENDS = frozenset({StepKind.CLOSED, StepKind.REOPENED})


def moved(before: str, after: str) -> str:
    """What a step keeps of a deadline (ISO, "" for none) that it sets: before/after."""
    return f"{before}/{after}"


def as_of(values: Mapping[str, Value], steps: Sequence[Step], day: str) -> Mapping[str, Value]:
    """The values of a problem as they stood at the end of a day (ISO): deadline, finishing, recheck, failures
    and whether it was 难以整改.

    What no later step touched stays as the record has it now: a record that was typed or imported, or put
    right by hand, is believed. `steps` are in the order they were entered; those of one day follow each other
    in that order.
    """
    ordered = sorted(steps, key=lambda step: step.at)
    before = [step for step in ordered if step.at <= day]
    later = [step for step in ordered if step.at > day]
    past: dict[str, Value] = {}
    if any(step.kind in LOOP for step in later):
        past |= _loop(before)
        failures, taken_back = values.get("failures"), sum(map(_is_failure, later))
        if isinstance(failures, int) and taken_back:
            past["failures"] = max(failures - taken_back, 0) or None
    for step in later:
        old, slash, new = step.result.partition("/")
        if step.kind in _MOVING and slash and old != new:
            past["deadline"] = old or None
            break
    is_hard = [any(step.kind is StepKind.HARD for step in part) for part in (before, later)]
    if is_hard == [False, True]:
        past |= {"hard": None, "status": MENDING}
    return {**values, **past}


def _loop(steps: Sequence[Step]) -> dict[str, Value]:
    """Finishing and recheck after these steps."""
    finished: str | None = None
    recheck: Step | None = None
    for step in steps:
        if step.kind is StepKind.FINISHED:
            finished, recheck = step.at, None
        elif step.kind is StepKind.RECHECKED:
            recheck = step
        elif step.kind is StepKind.REOPENED and not (recheck and _is_failure(recheck)):
            finished, recheck = None, None  # it came back without a recheck
    return {
        "finished_on": finished,
        "recheck": recheck.result if recheck else None,
        "recheck_on": recheck.at if recheck else None,
        "rechecker": (recheck.who or None) if recheck else None,
    }


def _is_failure(step: Step) -> bool:
    return step.kind is StepKind.RECHECKED and step.result == FAILED


def written_off(steps: Sequence[Step], day: str) -> bool:
    """Whether a problem was 销号 on a day (ISO) and not reopened up to it."""
    ends = sorted((step for step in steps if step.kind in ENDS and step.at <= day), key=lambda step: step.at)
    return bool(ends) and ends[-1].kind is StepKind.CLOSED
