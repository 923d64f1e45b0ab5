"""Bringing handed-in spreadsheets into ledgers: the verbs for window and command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from civdesk.intake.sheet_choices import Answer, Choices, Question, answered
from civdesk.intake.sheet_look import BookView, Fit, SheetView, fit, fits, key_of_returned, look_into
from civdesk.intake.sheet_memory import Remembered, recall, with_memory
from civdesk.intake.sheet_paste import PasteReport, paste, pasted_rows
from civdesk.intake.sheet_report import SheetReport
from civdesk.intake.sheets import Draft, draft_sheet, import_sheet, save_rejects
from civdesk.store import ledgers
from civdesk.store.workspace import Workspace

__all__ = [
    "Answer",
    "BookView",
    "Choices",
    "Draft",
    "Fit",
    "PasteReport",
    "Question",
    "SheetReport",
    "SheetView",
    "Start",
    "answered",
    "as_last_time",
    "draft_sheet",
    "fit",
    "import_sheet",
    "look_into",
    "paste",
    "pasted_rows",
    "remembered",
    "save_rejects",
    "start",
    "with_memory",
]


def remembered(ws: Workspace, view: BookView, ledger_key: str) -> dict[str, tuple[Remembered, int]]:
    """How the sheets of a workbook were read into a ledger the last time, by sheet."""
    found = ((one.name, recall(ws, one.rows, ledger_key)) for one in view.sheets)
    return {name: known for name, known in found if known}


class Start(NamedTuple):
    """How a workbook may be read into a ledger, before anybody said anything: the choices with the sheets
    that fit, whether they come from the last time, the header of each sheet."""

    choices: Choices
    remembered: bool
    fits: dict[str, Fit]


def start(ws: Workspace, view: BookView, ledger_key: str, choices: Choices) -> Start:
    """What is proposed for a workbook and a ledger: as the last time, the visible sheets that have all that a
    record must have, else the first with any header; what was handed out and comes back updates its records.
    Raises WrongUse for an unknown ledger."""
    ledger = ledgers.definition(ws.reader(), ledger_key)
    choices, known = with_memory(choices, remembered(ws, view, ledger_key), ledger)
    found = fits(view, ledger, choices.mapping, choices.header_rows)
    shown = [one.name for one in view.sheets if not one.hidden]
    whole = [name for name in shown if found[name].whole]
    some = [name for name in (*shown, *found) if found[name].header]
    sheets = whole or some[:1] or [one.name for one in view.sheets[:1]]
    if not choices.key and not known:
        choices = replace(choices, key=key_of_returned(ws, ledger, view, found))
    return Start(replace(choices, sheets=tuple(sheets)), known, found)


def as_last_time(
    ws: Workspace, path: Path, ledger_key: str, choices: Choices | None = None
) -> tuple[Choices, bool]:
    """Choices completed by how sheets with the same header came into this ledger the last time, and whether
    any did. Raises what `look_into` raises, and WrongUse for an unknown ledger."""
    ledger = ledgers.definition(ws.reader(), ledger_key)
    view = look_into(ws, path, ledger_key)
    return with_memory(choices or Choices(), remembered(ws, view, ledger.key), ledger)
