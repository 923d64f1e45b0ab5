"""Which of many dated backups are kept: the latest of each day, week and month for a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime


def kept(times: Iterable[datetime], *, days: int = 7, weeks: int = 4, months: int = 12) -> set[datetime]:
    """The times to keep: the latest of each of the last `days` days, `weeks` weeks, `months` months
    in which there is one. The newest of all is always among them.
    """
    newest_first = sorted(set(times), reverse=True)
    keep: set[datetime] = set(newest_first[:1])
    for many, span in (
        (days, lambda t: t.date().toordinal()),
        (weeks, lambda t: t.date().isocalendar()[:2]),
        (months, lambda t: (t.year, t.month)),
    ):
        seen: dict[object, datetime] = {}
        for time in newest_first:
            seen.setdefault(span(time), time)
        keep.update(list(seen.values())[:many])
    return keep
