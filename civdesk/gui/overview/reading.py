"""What the tab 总览 shows, read in one go beside the window: no Qt here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...desk import agenda, assessing, history, problems, records, rounds_due, workspaces
from ...desk.assessing import Assessment
from ...desk.problems import Problem
from ...desk.registers import Meant
from ...desk.rounds_due import Due
from ...domain.rules import State
from ...domain.tasks import Occurrence, TaskState
from ...errors import WrongUse
from ...jobs import Monitor
from ...store import evidence
from ...store.evidence import Evidence
from ...store.history import Entry
from ...store.standards import Listed
from ...store.workspace import Workspace

AHEAD = timedelta(days=30)
_LOOKED_AHEAD, _AT_LEAST = timedelta(days=150), 6
_PHOTOS, _ENTRIES = 24, 30


@dataclass(frozen=True, slots=True)
class Lacking:
    """An indicator that is not met: its state, what it lacks in words, who leads, by when."""

    standard: str
    code: str
    title: str
    state: State
    text: str
    who: tuple[str, ...]
    by: date | None


@dataclass(frozen=True, slots=True)
class Load:
    """How much one department has before it: overdue, and due in the next 30 days or lacking."""

    who: str
    overdue: int
    open: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything of the overview on one day."""

    on: date
    unit: str = ""
    cycle: str = ""
    standards: tuple[Listed, ...] = ()
    assessment: Assessment | None = None
    lacking: tuple[Lacking, ...] = ()
    due: tuple[Occurrence, ...] = ()
    rounds: tuple[Due, ...] = ()
    loads: tuple[Load, ...] = ()
    problems: tuple[Problem, ...] = ()
    entries: tuple[Entry, ...] = ()
    photos: tuple[Evidence, ...] = ()
    records: int = 0
    evidence: int = 0
    counts: dict[State, int] = field(default_factory=dict)


def read(ws: Workspace, on: date, chosen: str, monitor: Monitor) -> Reading:
    """Read the overview; `chosen` is the standard to assess ("" the first active one)."""
    active = tuple(one for one in assessing.all_standards(ws) if one.active)
    key = chosen if chosen in [one.key for one in active] else (active[0].key if active else "")
    assessment = assessing.assess(ws, key, on, records=False) if key else None
    monitor.check()
    due, behind = _due(ws, on)
    monitor.check()
    lacking = tuple(_lacking(assessment)) if assessment else ()
    open_problems = tuple(one for one in _problems(ws, on) if one.state.value != "closed")
    db = ws.reader()
    photos = evidence.listed(db, evidence.Filter(kind="photo"), limit=_PHOTOS)
    return Reading(
        on=on,
        unit=str(workspaces.setting(ws, "unit")),
        cycle=_cycle(ws, on),
        standards=active,
        assessment=assessment,
        lacking=lacking,
        due=due,
        rounds=tuple(one for one in rounds_due.due(ws, on, on, on) if one.state != rounds_due.DONE),
        loads=tuple(_loads(on, due, lacking, behind, assessment.meant if assessment else Meant())),
        problems=open_problems,
        entries=tuple(history.history(ws, limit=_ENTRIES)),
        photos=tuple(photos),
        records=sum(records.counts(ws).values()),
        evidence=len(evidence.ids(db)),
        counts=assessment.counts if assessment else {},
    )


def _due(ws: Workspace, on: date) -> tuple[tuple[Occurrence, ...], Meant]:
    """What is overdue this year and due in the next 30 days; a few later ones where that is little."""
    found = agenda.agenda(ws, date(on.year, 1, 1), on + _LOOKED_AHEAD, on)
    ahead = [one for one in found.occurrences if one.state in (TaskState.OVERDUE, TaskState.PENDING)]
    near = [one for one in ahead if one.deadline <= on + AHEAD]
    return tuple(ahead[: max(len(near), _AT_LEAST)]), found.meant


# Worst first; an indicator whose time has not come is in the agenda, not here.
_ORDER = {State.OVERDUE: 0, State.SHORT: 1, State.UNSTATED: 2, State.UNJUDGED: 3}


def _lacking(assessment: Assessment) -> Iterable[Lacking]:
    found = []
    for place, report in enumerate(assessment.indicators):
        if not report.leaf or report.state not in _ORDER:
            continue
        # The gap that presses most speaks for the indicator.
        gap = min(report.gaps, key=lambda one: one.by or date.max, default=None)
        text = gap.text if gap else ""
        if len(report.gaps) > 1:
            text = f"{text}（另有 {len(report.gaps) - 1} 处）"
        who = gap.who if gap and gap.who else report.indicator.lead
        one = Lacking(
            assessment.standard.key,
            report.code,
            report.title,
            report.state,
            text,
            who,
            gap.by if gap else None,
        )
        found.append((_ORDER[report.state], one.by or date.max, place, one))
    return [entry[-1] for entry in sorted(found, key=lambda entry: entry[:3])]


def _loads(
    on: date, due: Iterable[Occurrence], lacking: Iterable[Lacking], behind: Meant, meant: Meant
) -> list[Load]:
    """Departments by what waits for them, those behind 各股室 too. An indicator's dates and its gaps are one
    thing, not two."""
    overdue: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    seen: set[tuple[str, str, str]] = set()
    for one in due:
        if one.deadline > on + AHEAD:
            continue
        for who in behind.of(filter(None, [one.lead or one.owner])):
            (overdue if one.state is TaskState.OVERDUE else waiting)[who] += 1
            seen.add((who, one.standard, one.indicator))
    for gap in lacking:
        for who in meant.of(gap.who):
            if (who, gap.standard, gap.code) not in seen:
                (overdue if gap.state is State.OVERDUE else waiting)[who] += 1
    loads = [Load(who, overdue[who], waiting[who]) for who in overdue.keys() | waiting.keys()]
    return sorted(loads, key=lambda load: (-load.overdue, -load.open, load.who))


def _problems(ws: Workspace, on: date) -> tuple[Problem, ...]:
    try:
        return problems.problems(ws, on).problems
    except WrongUse:  # this workspace keeps no problems
        return ()


def _cycle(ws: Workspace, on: date) -> str:
    """争创 省级文明单位（2024-01-01至2026-12-31）, of the cycle that runs on that day."""
    try:
        book = records.ledger(ws, "cycle")
        found = records.find(ws, "cycle")
    except WrongUse:
        return ""
    best = ""
    for record in found:
        shown = records.shown(book, record)
        line = " ".join(part for part in (shown.get("goal", ""), shown.get("title", "")) if part)
        if shown.get("period"):
            line += f"（{shown['period']}）"
        start, _, end = str(record.values.get("period") or "").partition("/")
        if start and start <= on.isoformat() and (not end or on.isoformat() <= end):
            return line
        best = best or line
    return best
