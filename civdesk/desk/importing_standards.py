"""Bringing in a superior's standard: look at the file, plan, take it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..intake.standards import (
    SheetLook,
    Skipped,
    StandardChoices,
    StandardLook,
    StandardPlan,
    StandardTaken,
    look,
    plan,
    take,
)
from ..store.workspace import Workspace

__all__ = [
    "SheetLook",
    "Skipped",
    "StandardChoices",
    "StandardLook",
    "StandardPlan",
    "StandardTaken",
    "import_standard",
    "look",
    "plan",
    "take",
]


def import_standard(
    ws: Workspace, path: Path, choices: StandardChoices | None = None, *, active: bool = False, on: date
) -> StandardTaken:
    """Bring in a standard from a spreadsheet or a TOML file in one go. Raises WrongUse, Refused, Damaged."""
    return take(ws, plan(ws, look(ws, path), choices), active=active, on=on)
