"""Handing in an assessment: frozen as it was that day, read back as it was, voided with a trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..domain.periods import Period
from ..domain.standards import Standard, read_standard, standard_data
from ..errors import WrongUse
from ..store import assessments
from ..store.assessments import HandedIn
from ..store.workspace import Workspace
from . import explaining, standards
from .assessing import assess, assessment_data


@dataclass(frozen=True, slots=True)
class Kept:
    """A handed-in assessment as it was: the standard of that day, the JSON of `assess`, the reports by
    code."""

    handed: HandedIn
    standard: Standard
    data: dict[str, Any]
    explanations: dict[str, str]


def hand_in(
    ws: Workspace,
    key: str,
    on: date,
    period: Period | None = None,
    *,
    recipient: str = "",
    who: str = "",
    note: str = "",
    at: datetime | None = None,
) -> HandedIn:
    """Assess a standard as of a day and keep it for ever as handed in (`at` a moment, now unless given). Not
    undone: what is out is out; see `void`. Raises WrongUse for an unknown standard, without a recipient."""
    if not recipient.strip():
        raise WrongUse("请写明报送给谁。")
    found = assess(ws, key, on, period)
    data = assessment_data(found)
    data["explanations"] = explaining.written(ws, found.standard.key, on, found.period)
    one = HandedIn(
        "",
        found.standard.key,
        found.standard.title,
        str(found.period),
        on.isoformat(),
        _moment(at),
        recipient.strip(),
        who.strip(),
        note.strip(),
        None,
        "",
    )
    title = f"报送测评《{found.standard.title}》给{one.recipient}"
    definition = standard_data(found.standard)
    return ws.operate(
        "hand_in", title, lambda db: assessments.add(db, one, definition, data), undoable=False
    ).result


def listed(ws: Workspace, key: str = "") -> list[HandedIn]:
    """What was handed in (of one standard, by key or title), the latest first. Raises WrongUse."""
    found = standards.standard(ws, key).key if key else ""
    return assessments.listed(ws.reader(), found)


def read_back(ws: Workspace, id: str) -> Kept:
    """A handed-in assessment as it was, whatever changed since. Raises WrongUse."""
    definition, data = assessments.content(ws.reader(), id)
    written = data.pop("explanations", {})
    return Kept(assessments.get(ws.reader(), id), read_standard(definition), data, written)


def void(ws: Workspace, id: str, reason: str) -> HandedIn:
    """Say that a handed-in assessment does not hold any more, and why; it stays and can be read. Raises
    WrongUse without a reason and when it is void already."""
    one = assessments.get(ws.reader(), id)
    if not reason.strip():
        raise WrongUse("作废要写明原因。")
    if one.voided_at is not None:
        raise WrongUse("这次报送已经作废过了。")
    ws.operate(
        "void",
        f"作废报送测评《{one.title}》",
        lambda db: assessments.void(db, id, _moment(None), reason.strip()),
        undoable=False,
    )
    return assessments.get(ws.reader(), id)


def _moment(at: datetime | None) -> str:
    return (at or datetime.now()).astimezone().isoformat(timespec="seconds")
