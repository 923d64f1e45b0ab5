"""The sample's standards at work: a superior's sheet whose rules wait, reports, what was handed in."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from .. import resources
from ..store.workspace import Workspace
from . import explaining, handing_in, importing_standards, proposals
from .importing_standards import StandardChoices

_HANDED_IN_AT = time(16, 20)


def fill(ws: Workspace, today: date) -> None:
    """Hand in last year's assessment, draft this year's reports, bring in a superior's sheet."""
    office = resources.toml("sample", "standards.toml")
    handed = office["handed_in"]
    month, number = map(int, handed["on"].split("-"))
    on = date(today.year - 1, month, number)
    for code in office["explained"]:
        for day in (on, today):
            if text := explaining.draft(ws, handed["standard"], code, day):
                explaining.put(ws, handed["standard"], code, text, day)
    handing_in.hand_in(
        ws,
        handed["standard"],
        on,
        recipient=handed["recipient"],
        who=handed["who"],
        note=handed["note"],
        at=datetime.combine(on, _HANDED_IN_AT),
    )
    _superior(ws, office["superior"], today)


def _superior(ws: Workspace, sheet: Mapping[str, Any], today: date) -> None:
    with tempfile.TemporaryDirectory(prefix="civdesk-sample-") as folder:
        path = Path(folder) / f"{sheet['title']}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([[sheet["title"]], sheet["header"], *sheet["rows"]])
        choices = StandardChoices(key=sheet["key"])
        taken = importing_standards.import_standard(ws, path, choices, active=True, on=today)
    for one in proposals.waiting(ws, taken.standard):
        if one.certain and any(word in one.sentence for word in sheet["accept"]):
            proposals.accept(ws, one.id)
        elif any(word in one.sentence for word in sheet["decline"]):
            proposals.decline(ws, one.id)
