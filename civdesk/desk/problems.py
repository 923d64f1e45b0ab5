"""The problems that were found, and how far they are, at a day; a new one with its number and deadline."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..domain import problems as rules
from ..domain.fields import Value
from ..domain.phases import Gate, Phase, gate, of_own_check, phases_data, read_phases
from ..domain.problem_past import ENDS, as_of, written_off
from ..domain.problems import OPENED, ProblemState, Step, path, state_at, text_of
from ..errors import WrongUse
from ..store import ledgers, settings
from ..store import problems as stored
from ..store.ledgers import Record
from ..store.workspace import Workspace
from . import records
from .records import Saved

LEDGER = "problem"
_SERIAL = re.compile(r"(\d{4})-(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; days are ISO texts, empty where there is none."""

    id: str
    title: str
    state: ProblemState
    deadline: str
    unit: str
    owner: str
    found: str
    finished: str
    number: str = ""
    site: str = ""
    kind: str = ""
    source: str = ""
    hard: bool = False
    to_recheck: bool = False
    written_off: bool = False  # 销号
    failures: int = 0
    # Days to the deadline on the day asked about, negative once it has passed; None when closed.
    days_left: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Problems:
    """Counts and list at a day, in order of deadline. `open` includes the overdue ones."""

    on: date
    problems: tuple[Problem, ...]

    @property
    def open(self) -> int:
        return sum(problem.state is not ProblemState.CLOSED for problem in self.problems)

    @property
    def overdue(self) -> int:
        return sum(problem.state is ProblemState.OVERDUE for problem in self.problems)

    @property
    def closed(self) -> int:
        return sum(problem.state is ProblemState.CLOSED for problem in self.problems)


def problems(ws: Workspace, on: date) -> Problems:
    """Every problem found up to `on` with its state then; those without a deadline come last."""
    ends = stored.steps_of_kind(ws.reader(), ENDS)
    found = [one for record in as_they_were(ws, on) if (one := _problem(record, on, ends.get(record.id, ())))]
    found.sort(key=lambda problem: (problem.deadline or "9999", problem.id))
    return Problems(on, tuple(found))


def as_they_were(ws: Workspace, on: date, ids: Sequence[str] | None = None) -> Iterator[Record]:
    """The records of all problems, or of these, as they stood on a day: what later steps changed is taken
    back. Those that were found later are among them."""
    db = ws.reader()
    day = on.isoformat()
    later = stored.steps_since(db, day)
    for record in ledgers.records(db, ledgers.definition(db, LEDGER), ids):
        steps = later.get(record.id)
        yield replace(record, values=dict(as_of(record.values, steps, day))) if steps else record


def problem(ws: Workspace, id: str, on: date) -> Problem:
    """One problem at a day; raises WrongUse when it is not there, or was found later."""
    records.get(ws, LEDGER, id)
    (record,) = as_they_were(ws, on, [id])
    found = _problem(record, on, stored.steps(ws.reader(), id))
    if found is None:
        raise WrongUse(f"这个问题在 {on} 还没有发现。")
    return found


def id_of(ws: Workspace, name: str) -> str:
    """The id of a problem that is named by it or by its 编号; raises WrongUse where none or several are."""
    db = ws.reader()
    book = ledgers.definition(db, LEDGER)
    found = ledgers.ids(db, book, where={"number": name})
    if len(found) > 1:
        raise WrongUse(f"编号为“{name}”的问题有 {len(found)} 个，请先改成不同的编号。")
    return found[0] if found else ledgers.get(db, book, name).id


def _problem(record: Record, on: date, steps: Sequence[Step]) -> Problem | None:
    values = record.values
    state = state_at(values, on)
    if state is None:
        return None
    ended = state is ProblemState.CLOSED and written_off(steps, on.isoformat())
    deadline, failures = text_of(values, "deadline"), values.get("failures")
    left = (date.fromisoformat(deadline) - on).days if deadline and state is not ProblemState.CLOSED else None
    return Problem(
        id=record.id,
        title=text_of(values, "title"),
        state=state,
        deadline=deadline,
        unit=text_of(values, "department"),
        owner=text_of(values, "owner"),
        found=text_of(values, "date"),
        finished=text_of(values, "finished_on"),
        number=text_of(values, "number"),
        site=text_of(values, "place"),
        kind=text_of(values, "kind"),
        source=text_of(values, "source"),
        hard=rules.is_hard(values) and state is not ProblemState.CLOSED,
        to_recheck=rules.awaits_recheck(values, on) and not ended,
        written_off=ended,
        failures=failures if isinstance(failures, int) else 0,
        days_left=left,
        values=values,
    )


def problems_data(report: Problems) -> dict[str, Any]:
    """The JSON of `problems`; days that are not there are null."""
    listed = []
    for problem in report.problems:
        data = {
            one.name: getattr(problem, one.name)
            for one in dataclasses.fields(problem)
            if one.name != "values"
        } | {"state": problem.state.value}
        listed.append({key: None if value == "" else value for key, value in data.items()})
    return {"open": report.open, "overdue": report.overdue, "closed": report.closed, "problems": listed}


def way(ws: Workspace, id: str) -> list[Step]:
    """The way of a problem, from finding to closing; raises WrongUse when it is not there."""
    return path(records.get(ws, LEDGER, id).values, stored.steps(ws.reader(), id))


def text(ws: Workspace, on: date) -> str:
    """L26: what is open on a day, as the paragraph 存在的不足 of a report; says so where nothing is."""
    listed = [one for one in problems(ws, on).problems if one.state is not ProblemState.CLOSED]
    day = f"{on.year}年{on.month}月{on.day}日"
    if not listed:
        return f"截至{day}，发现的问题已全部整改完成。"
    late = sum(one.state is ProblemState.OVERDUE for one in listed)
    lines = [
        f"截至{day}，还有 {len(listed)} 个问题没有整改完成" + (f"，其中逾期 {late} 个：" if late else "：")
    ]
    for n, one in enumerate(listed, 1):
        where = f"{one.site}：" if one.site else ""
        plan = f"限 {one.deadline} 前完成" if one.deadline else "时限待定"
        who = "、".join(filter(None, (one.unit, one.owner)))
        why = text_of(one.values, "reason") if one.hard else ""
        more = "，".join(filter(None, (who, plan, "已逾期" if one.state is ProblemState.OVERDUE else "")))
        lines.append(f"{n}．{where}{one.title}（{more}）" + (f"，难以立即整改：{why}" if why else "") + "。")
    return "\n".join(lines)


# --- a new one ---------------------------------------------------------------------------------------


def add(ws: Workspace, raw: Mapping[str, object], *, today: date) -> Saved:
    """Write a problem down, as typed by field key or title: the number (年份-流水) and the deadline (so many
    days by its kind, as the unit set it) are given where they are left out, and the phase it was found in.

    Raises Invalid with a sentence per field.
    """
    book = records.ledger(ws, LEDGER)
    keys = {records.field_of(book, name).key: value for name, value in raw.items()}
    values, wrong, _ = records.read_values(book, keys, today=today, year=today.year)
    if "date" not in wrong and not values.get("date"):
        keys["date"], values["date"] = today.isoformat(), today.isoformat()
    if not wrong:
        found = date.fromisoformat(str(values["date"]))
        if not values.get("number"):
            keys["number"] = next_number(ws, found.year)
        if not values.get("deadline"):
            keys["deadline"] = deadline(ws, found, text_of(values, "source"), text_of(values, "kind"))
        if not values.get("stage") and of_own_check({"date": found.isoformat()}, phases(ws)):
            keys["stage"] = "自查自纠"
        keys.setdefault("status", OPENED)
    return records.add(ws, LEDGER, keys, today=today, year=today.year)


def next_number(ws: Workspace, year: int) -> str:
    """The first free number of a year: 2026-014."""
    return numbers(ws, [year])[0]


def numbers(ws: Workspace, years: Sequence[int]) -> list[str]:
    """A free number for each of these years, in their order."""
    db = ws.reader()
    last: dict[int, int] = {}
    for record in ledgers.records(db, ledgers.definition(db, LEDGER)):
        if found := _SERIAL.fullmatch(text_of(record.values, "number")):
            last[int(found[1])] = max(last.get(int(found[1]), 0), int(found[2]))
    made = []
    for year in years:
        last[year] = last.get(year, 0) + 1
        made.append(f"{year}-{last[year]:03}")
    return made


def deadline(ws: Workspace, found: date, source: str, kind: str) -> date:
    """By when a problem has to be mended, as the unit set it for its kind or source."""
    kept = settings.get(ws.reader(), "problems")
    return rules.default_deadline(found, source, kind, kept["days"], kept["other"])


# --- phases ------------------------------------------------------------------------------------------


def phases(ws: Workspace) -> tuple[Phase, ...]:
    """The phases of the work, as the unit set them."""
    return read_phases(settings.get(ws.reader(), "phases"))


def check_phases(listed: Sequence[Mapping[str, str]]) -> tuple[Phase, ...]:
    """Phases as `set_phases` would keep them; raises WrongUse."""
    try:
        return read_phases(listed)
    except (KeyError, ValueError) as error:
        raise WrongUse(str(error)) from error


def set_phases(ws: Workspace, listed: Sequence[Mapping[str, str]]) -> int | None:
    """Set the phases: `title`, `start` and `end` (ISO) of each; the operation. Raises WrongUse."""
    made = phases_data(check_phases(listed))
    return ws.operate("setting", "设置创建阶段", lambda db: settings.put(db, "phases", made)).operation


def gate_at(ws: Workspace, on: date) -> Gate | None:
    """L19: whether the problems of the self-check are mended before the inspection; None without phases."""
    listed = phases(ws)
    if not any(one.is_inspection for one in listed):
        return None
    return gate(((record.id, record.values) for record in as_they_were(ws, on)), listed, on)


def limits(ws: Workspace) -> tuple[dict[str, int], int, int | None]:
    """What the unit set: days by kind or source, days for others, hundredths of points of a large loss."""
    kept = settings.get(ws.reader(), "problems")
    return dict(kept["days"]), kept["other"], kept["loss"]


def set_limits(ws: Workspace, days: Mapping[str, int], other: int, loss: int | None) -> int | None:
    """Set them; the operation. Raises WrongUse for days below one or a loss that is none."""
    if other < 1 or any(n < 1 for n in days.values()):
        raise WrongUse("整改期限至少 1 天。")
    if loss is not None and loss <= 0:
        raise WrongUse("较大失分的分值要大于 0；不追究失分的请留空。")
    made = {"days": dict(days), "other": other, "loss": loss}
    return ws.operate(
        "setting", "设置整改期限和追责条件", lambda db: settings.put(db, "problems", made)
    ).operation
