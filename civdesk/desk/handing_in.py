"""Handing in an assessment: frozen as it was that day, read back as it was, voided with a trace."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from .proof_catalogue import catalogue


@dataclass(frozen=True, slots=True)
class Kept:
    """A handed-in assessment as it was, or one that is ready to be (without an id): the standard of that day,
    the JSON of `assess`, the reports and the lines of the 佐证目录 by code."""

    handed: HandedIn
    standard: Standard
    data: dict[str, Any]
    explanations: dict[str, str]
    catalogue: dict[str, tuple[str, ...]]


def ready(ws: Workspace, key: str, on: date, period: Period | None = None) -> Kept:
    """What would be handed in of a standard (key or title) as of a day: not kept yet, and to nobody. Raises
    WrongUse for an unknown standard."""
    found = assess(ws, key, on, period)
    one = HandedIn(
        id="",
        standard=found.standard.key,
        title=found.standard.title,
        period=str(found.period),
        on=on.isoformat(),
        handed_in_at="",
        recipient="",
        who="",
        note="",
        voided_at=None,
        void_reason="",
    )
    written = explaining.written(ws, found.standard.key, on, found.period)
    return Kept(one, found.standard, assessment_data(found), written, catalogue(ws, found))


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
    made = ready(ws, key, on, period)
    one = replace(
        made.handed,
        handed_in_at=_moment(at),
        recipient=recipient.strip(),
        who=who.strip(),
        note=note.strip(),
    )
    title = f"报送测评《{one.title}》给{one.recipient}"
    definition = standard_data(made.standard)
    data = made.data | {"explanations": made.explanations, "catalogue": made.catalogue}
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
    written, lines = data.pop("explanations", {}), data.pop("catalogue", {})
    proved = {code: tuple(texts) for code, texts in lines.items()}
    return Kept(assessments.get(ws.reader(), id), read_standard(definition), data, written, proved)


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
