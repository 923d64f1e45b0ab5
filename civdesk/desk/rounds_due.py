"""When the forms ask for rounds, and which days, weeks, months have none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..domain.forms import Form
from ..domain.round_cadence import Expected, expected
from ..domain.rounds import Round
from ..store import rounds as store
from ..store.workspace import Workspace
from .framing import calendar

DONE, PENDING, OVERDUE = "done", "pending", "overdue"


@dataclass(frozen=True, slots=True)
class Due:
    """Rounds that a form asks for from `start` to `end` (the deadline), how many are done, and its state on a
    day: done, pending, overdue."""

    form: Form
    start: date
    end: date
    title: str
    needed: int
    done: int
    state: str


def due(ws: Workspace, start: date, end: date, on: date, form_key: str = "") -> list[Due]:
    """What the forms ask for between two days, as it stands on `on`, by deadline.

    A form asks from the day that it names, else from its first round on: until somebody begins with it,
    nobody is reminded of it. Hidden forms ask for nothing, nor does one that rests (停查).
    """
    db = ws.reader()
    forms = store.forms(db)
    wanted = [store.form(db, form_key)] if form_key else list(forms.values())
    return due_of(wanted, store.rounds(db), start, end, on)


def due_of(forms: Iterable[Form], rounds: Iterable[Round], start: date, end: date, on: date) -> list[Due]:
    """The same of forms and rounds that were read already."""
    held: dict[str, list[Round]] = {}
    for one in rounds:
        held.setdefault(one.form, []).append(one)
    found: list[Due] = []
    for form in forms:
        mine = held.get(form.key, [])
        begun = begins(form, mine)
        if form.hidden or not form.per or begun is None:
            continue
        spans = expected(form, start, end, calendar().works)
        found += [_due(form, span, mine, on) for span in spans if span.end >= begun]
    return sorted(found, key=lambda one: (one.end, one.form.position, one.form.key))


def begins(form: Form, rounds: Iterable[Round]) -> date | None:
    """From which day on a form asks for rounds; None while nobody uses it."""
    return form.since or min((one.starts for one in rounds if one.form == form.key), default=None)


def _due(form: Form, span: Expected, rounds: Iterable[Round], on: date) -> Due:
    done = sum(one.closed and span.start <= one.starts <= span.end for one in rounds)
    state = DONE if done >= span.needed else OVERDUE if span.end < on else PENDING
    return Due(form, span.start, span.end, span.title, span.needed, done, state)


def now(form: Form, rounds: Iterable[Round], on: date) -> Due | None:
    """What a form asks for in the span of a day; None where it asks for nothing then."""
    mine = [one for one in rounds if one.form == form.key]
    begun = begins(form, mine)
    if form.hidden or begun is None or begun > on:
        return None
    span = next(iter(expected(form, on, on, calendar().works)), None)
    return _due(form, span, mine, on) if span else None
