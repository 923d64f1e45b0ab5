"""Within what the rules of a standard are judged: ledgers, roles, named days, festivals and holidays."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Mapping
from datetime import date

from .. import resources
from ..domain.asking import Frame
from ..domain.festivals import Calendar, read_calendar
from ..domain.periods import Period, calendar_year
from ..domain.standards import Standard
from ..store import ledgers
from .evidence import roles


@functools.cache
def calendar() -> Calendar:
    """The shipped festivals and holidays."""
    return read_calendar(resources.toml("days", "festivals.toml"), resources.toml("days", "holidays.toml"))


def frame(
    db: sqlite3.Connection,
    standard: Standard,
    on: date,
    period: Period | None = None,
    anchors: Mapping[str, date] | None = None,
) -> Frame:
    """The frame of a standard as of a day; the period is the calendar year of that day unless given.

    `anchors` are named days (inspection) beside those of the standard.
    """
    named = {**standard.anchors, **(anchors or {})}
    return Frame(period or calendar_year(on.year), on, ledgers.definitions(db), named, roles(), calendar())
