"""What every page is handed: the open workspace, the settings, the runner of long work, today's date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..settings import Settings
from ..store.workspace import Workspace
from .runner import JobRunner


@dataclass(frozen=True, slots=True)
class Desk:
    """The surroundings of a page; there is no global instance of any of them."""

    ws: Workspace
    settings: Settings
    runner: JobRunner
    today: Callable[[], date] = date.today
