"""The first start of a workspace: five small steps, each done by what is there, or put off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ..domain.ledgers import Ledger
from ..domain.text import clean, normal
from ..store import ledgers, settings
from ..store.workspace import Workspace
from . import workspaces


class Step(StrEnum):
    """A step of the first start, in its order."""

    UNIT = "unit"
    CYCLE = "cycle"
    DEPARTMENTS = "departments"
    STAFF = "staff"
    STANDARD = "standard"


class Progress(StrEnum):
    """How a step stands: `open` was never dealt with, `later` was put off."""

    OPEN = "open"
    LATER = "later"
    DONE = "done"


# The step is done when this ledger holds something, however it came in.
_FILLS = {Step.CYCLE: "cycle", Step.DEPARTMENTS: "department", Step.STAFF: "staff"}
_LATER = ":later"
_NUMBERING = re.compile(r"\d+[.、．]?|序号|编号")


def progress(ws: Workspace) -> dict[Step, Progress]:
    """How every step stands.

    What is there counts, so that a list imported elsewhere is not asked for again and an undone step is.
    The setting `first_start` holds what cannot be seen: steps that were confirmed, and `step:later`.
    """
    db = ws.reader()
    kept = set(settings.get(db, "first_start"))
    books = ledgers.definitions(db)
    found: dict[Step, Progress] = {}
    for step in Step:
        there = step in kept
        if step is Step.UNIT:
            there = there or bool(settings.get(db, "unit"))
        elif (book := books.get(_FILLS.get(step, ""))) is not None:
            there = there or ledgers.count(db, book) > 0
        later = step + _LATER in kept
        found[step] = Progress.DONE if there else Progress.LATER if later else Progress.OPEN
    return found


def put_off_steps(ws: Workspace) -> list[Step]:
    """The steps that wait, in their order."""
    return [step for step, stand in progress(ws).items() if stand is Progress.LATER]


def confirm(ws: Workspace, step: Step) -> None:
    """Say that a step is done where nothing else shows it."""
    _keep(ws, [step], "")


def put_off(ws: Workspace, steps: Sequence[Step]) -> None:
    """Say that these steps can wait; the desk does not ask for them by itself any more."""
    _keep(ws, steps, _LATER)


def _keep(ws: Workspace, steps: Sequence[Step], mark: str) -> None:
    kept = list(settings.get(ws.reader(), "first_start"))
    after = [one for one in kept if one.removesuffix(_LATER) not in steps] + [step + mark for step in steps]
    if after != kept:
        # How far the questions are is no work of the clerk's: Ctrl+Z takes back what was entered instead.
        workspaces.set_setting(ws, "first_start", after, "首次设置的进度", undoable=False)


def department_names(book: Ledger, text: str, there: Sequence[str]) -> tuple[list[str], list[str]]:
    """The new names in a typed or pasted list, and those that are there already or stand in it twice.

    One name a line. A row copied from a spreadsheet has several cells: its first that is no running number
    is taken. A first line that is the heading of such a column is passed over.
    """
    title = book.field(book.title_field)
    headings = {normal(name) for name in (title.title, book.title, *title.synonyms)}
    known = {normal(name) for name in there}
    new: list[str] = []
    repeated: list[str] = []
    for number, line in enumerate(text.splitlines()):
        cells = [cell for each in line.split("\t") if (cell := clean(each))]
        name = next((cell for cell in cells if not _NUMBERING.fullmatch(cell)), "")
        if not name or (number == 0 and normal(name) in headings):
            continue
        (repeated if normal(name) in known else new).append(name)
        known.add(normal(name))
    return new, repeated
