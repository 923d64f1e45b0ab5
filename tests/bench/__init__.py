"""Measurements: each work against its peer or limit in the same run, because only ratios count here."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a work takes `ratio` times the time (or bytes) of its peer; `target` is wanted."""

    work: str
    ratio: float
    target: float
    note: str = ""


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of some runs: on a shared machine the others measure the neighbours."""
    taken = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)
