"""What one can do with evaluations (评比): plan, score, award within quotas, let the result stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from .. import resources
from ..domain import evaluations as domain
from ..domain.evaluations import Candidate, EvaluationError, Plan, Standing, show_points
from ..domain.numbers import NumberError, read_number
from ..domain.registers import labels
from ..domain.text import clean, normal
from ..errors import Refused, WrongUse
from ..store import evaluations as store
from ..store.evaluations import Evaluation
from ..store.workspace import Workspace
from . import picking, records, registers

NONE = "无"  # how the command line says: no prize


@dataclass(frozen=True, slots=True)
class Scheme:
    """A shipped scheme: its plan and what the clerk should know."""

    key: str
    title: str
    help: str
    source: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation as it stands: everybody in order of rank, the scores, and what is still to be decided."""

    evaluation: Evaluation
    candidates: tuple[Candidate, ...]  # in the order they were entered
    rows: tuple[Standing, ...]
    scores: Mapping[tuple[str, str, str], int]
    open_points: tuple[str, ...]

    def row(self, name: str) -> Standing:
        """A candidate's standing, by id or name; raises WrongUse."""
        for row in self.rows:
            if name == row.candidate.id or normal(name) == normal(row.candidate.name):
                return row
        raise WrongUse(f"参评对象里没有“{name}”。")

    @property
    def scored(self) -> tuple[int, int]:
        """How many of the scores are there, of how many."""
        plan = self.evaluation.plan
        judges, asked = set(plan.judges), {one.title for one in plan.asked}
        there = sum(judge in judges and criterion in asked for _, judge, criterion in self.scores)
        return there, len(self.rows) * len(judges) * len(asked)


def schemes() -> list[Scheme]:
    """The shipped schemes, in order (K45–K48)."""
    found = sorted(
        (data for _, data in resources.tomls("evaluations")), key=lambda data: int(data["position"])
    )
    return [
        Scheme(data["key"], data["title"], data["help"], data["source"], domain.read_plan(data))
        for data in found
    ]


def scheme(key: str) -> Scheme:
    """A scheme by key or title; raises WrongUse."""
    for one in schemes():
        if key in (one.key, one.title):
            return one
    raise WrongUse(f"没有“{key}”这套评比办法；有：{'、'.join(one.title for one in schemes())}。")


# --- looking -----------------------------------------------------------------------------------------


def all_evaluations(ws: Workspace) -> list[Evaluation]:
    """Every evaluation: open ones first, the latest first."""
    return store.evaluations(ws.reader())


def report(ws: Workspace, id: str) -> Report:
    """One evaluation as it stands; raises WrongUse."""
    return report_of(ws.reader(), store.get(ws.reader(), id))


def report_of(db: sqlite3.Connection, one: Evaluation) -> Report:
    """As `report`, inside an operation."""
    everybody, scores = store.candidates(db, one.id), store.scores(db, one.id)
    rows = tuple(domain.standings(one.plan, everybody, scores))
    return Report(one, tuple(everybody), rows, scores, tuple(domain.open_points(one.plan, rows)))


def report_data(found: Report) -> dict[str, Any]:
    """As JSON."""
    one = found.evaluation
    there, wanted = found.scored
    return {
        "id": one.id,
        "title": one.title,
        "from": one.starts,
        "to": one.ends,
        "state": one.state,
        "department": one.department,
        "adding": one.plan.adding.value,
        "judges": list(one.plan.judges),
        "criteria": [
            {"title": c.title, "most": _number(c.most), "weight": c.weight} for c in one.plan.criteria
        ],
        "prizes": [
            {
                "title": p.title,
                "at_least": p.at_least,
                "at_most": p.at_most,
                "winners": [row.candidate.name for row in domain.winners(found.rows, p.title)],
            }
            for p in one.plan.prizes
        ],
        "scores": {"there": there, "wanted": wanted},
        "candidates": [
            {
                "id": row.candidate.id,
                "name": row.candidate.name,
                "department": row.candidate.department,
                "points": _number(row.points),
                "rank": row.rank,
                "tied": list(row.tied),
                "prizes": list(row.prizes),
                "reason": row.reason,
                "missing": list(row.missing),
                "dropped": list(row.dropped),
                "judges": {name: _number(points) for name, points in row.judges.items()},
            }
            for row in found.rows
        ],
        "open_points": list(found.open_points),
        "record": one.record,
        "records": dict(one.plan.records),
    }


def _number(points: Fraction | int | None) -> float | int | None:
    """Hundredths as a JSON number, at most two decimals."""
    if points is None:
        return None
    value = float(show_points(Fraction(points)))
    return int(value) if value.is_integer() else value


# --- planning ----------------------------------------------------------------------------------------


def new(
    ws: Workspace,
    title: str,
    plan: Plan,
    candidates: Sequence[tuple[str, str]],
    *,
    starts: date,
    ends: date,
    department: str = "",
    note: str = "",
) -> tuple[str, int | None]:
    """Make an evaluation with candidates (name, department); its id and the operation. Raises WrongUse."""
    name = _named(title)
    if starts > ends:
        raise WrongUse("评比的开始日期晚于结束日期。")
    plan = _sound(replace(plan, changes={}, records={}, honours={}, works={}))
    everybody = _distinct(candidates)
    one = Evaluation("", name, starts.isoformat(), ends.isoformat(), department, plan, note=note)
    outcome = ws.operate("evaluation", f"新建评比：{name}", lambda db: store.add(db, one, everybody))
    return outcome.result, outcome.operation


def change(
    ws: Workspace,
    id: str,
    *,
    title: str | None = None,
    plan: Plan | None = None,
    candidates: Sequence[Candidate] | None = None,
    starts: date | None = None,
    ends: date | None = None,
    department: str | None = None,
    renamed: Mapping[tuple[str, str], str] | None = None,
) -> int | None:
    """Change an open evaluation; `renamed`: (judge or criterion, old title) → new one, whose scores go along.
    Raises WrongUse, and Refused when it is closed."""
    now = _open(ws, id)
    first, last = starts or date.fromisoformat(now.starts), ends or date.fromisoformat(now.ends)
    if first > last:
        raise WrongUse("评比的开始日期晚于结束日期。")
    wanted = replace(
        now,
        title=now.title if title is None else _named(title),
        plan=now.plan if plan is None else _sound(plan),
        starts=first.isoformat(),
        ends=last.isoformat(),
        department=now.department if department is None else department,
    )
    if candidates is not None:
        _distinct([(one.name, one.department) for one in candidates])

    def work(db: sqlite3.Connection) -> None:
        store.update(db, wanted)
        for column in ("judge", "criterion"):
            names = {old: new for (kind, old), new in (renamed or {}).items() if kind == column}
            store.rename_in_scores(db, id, column, names)
        if candidates is not None:
            store.put_candidates(db, id, candidates)
        _check_quotas(report_of(db, store.get(db, id)))

    return ws.operate("evaluation", f"修改评比：{wanted.title}", work).operation


def delete(ws: Workspace, id: str) -> int | None:
    """Delete an open evaluation. Raises Refused when it is closed: its result stands in the ledger."""
    one = _open(ws, id)
    return ws.operate("evaluation", f"删除评比：{one.title}", lambda db: store.delete(db, id)).operation


def candidates_from(
    ws: Workspace, register: str, on: date, filters: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Candidates out of a register on a day: name (张伟（计财股） where several share it) and department.
    Raises WrongUse."""
    book = registers.register(ws, register)
    field = next((one for one in book.fields if one.kind.value == "department"), None)
    there = registers.members(ws, register, on, filters)
    told = labels(there, on)
    found = []
    for one in there:
        where = one.values.get(field.key) if field and field.key != "parent" else None
        found.append((told[one.id], where if isinstance(where, str) else ""))
    return list(dict.fromkeys(found))


def offered(ws: Workspace, field: str, on: date) -> list[str]:
    """What the ledger 评选表彰 offers for a field: its kinds, its subjects, its departments."""
    book = records.ledger(ws, "selection")
    return [one.name for one in picking.offered(ws, book, book.field(field), on=on)]


def _named(title: str) -> str:
    if not (name := clean(title).strip()):
        raise WrongUse("请给这次评比起个名称。")
    return name


def _sound(plan: Plan) -> Plan:
    try:
        return domain.checked(plan)
    except EvaluationError as error:
        raise WrongUse(str(error)) from error


def _distinct(candidates: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    made = [(clean(name).strip(), clean(where).strip()) for name, where in candidates]
    if not made:
        raise WrongUse("还没有参评对象。")
    seen: set[str] = set()
    for name, _ in made:
        if not name:
            raise WrongUse("有一个参评对象没有名称。")
        if normal(name) in seen:
            raise WrongUse(f"参评对象“{name}”写了两次；同名的请加上科室区别，如 张伟（计财股）。")
        seen.add(normal(name))
    return made


def _open(ws: Workspace, id: str) -> Evaluation:
    one = store.get(ws.reader(), id)
    if one.closed:
        raise Refused(f"《{one.title}》的结果已经公布，要改请先重新打开。", kind="closed")
    return one


# --- scoring -----------------------------------------------------------------------------------------


def read_points(text: str) -> int | None:
    """A typed score in hundredths; "" is None. Raises WrongUse."""
    if not text.strip():
        return None
    try:
        return read_number(text, decimals=2)
    except NumberError as error:
        raise WrongUse(f"“{text}”不是分数：{error}") from error


def score(
    ws: Workspace, id: str, scores: Mapping[tuple[str, str, str], int | None], title: str = ""
) -> int | None:
    """Enter scores by candidate (id or name), judge and criterion, in hundredths; None takes one away. Raises
    WrongUse for what is not there or beyond the highest score, Refused when the evaluation is closed."""
    one = _open(ws, id)
    found = report(ws, id)
    judges = {normal(judge): judge for judge in one.plan.judges}
    wanted: dict[tuple[str, str, str], int | None] = {}
    for (name, judge, criterion), points in scores.items():
        row = found.row(name)
        if normal(judge) not in judges:
            there = "、".join(one.plan.judges) or "还没有评委"
            raise WrongUse(f"评委里没有“{judge}”；有：{there}。")
        try:
            asked = one.plan.criterion(criterion)
            if points is not None:
                domain.check_score(asked, points)
        except EvaluationError as error:
            raise WrongUse(f"{row.candidate.name}：{error}") from error
        wanted[row.candidate.id, judges[normal(judge)], asked.title] = points
    return ws.operate(
        "score", title or f"评分：{one.title}", lambda db: store.set_scores(db, wanted)
    ).operation


# --- awarding ----------------------------------------------------------------------------------------


def award(ws: Workspace, id: str, name: str, prizes: Sequence[str], reason: str) -> int | None:
    """Give a candidate these prizes by hand (none: no prize), with the reason. Raises WrongUse without one,
    Refused when a prize would have more winners than it may have."""
    one = _open(ws, id)
    found = report(ws, id)
    row = found.row(name)
    if not reason.strip():
        raise WrongUse("手工改定结果要写明理由。")
    try:
        titles = tuple(dict.fromkeys(one.plan.prize(title).title for title in prizes))
    except EvaluationError as error:
        raise WrongUse(str(error)) from error
    try:
        domain.check_room(one.plan, found.rows, row.candidate.id, titles)
    except EvaluationError as error:
        raise Refused(str(error), kind="quota") from error
    changes = dict(one.plan.changes) | {row.candidate.id: (titles, reason.strip())}
    said = "、".join(titles) or "不授奖"
    return _awarded(
        ws,
        replace(one, plan=replace(one.plan, changes=changes)),
        f"评定{row.candidate.name}：{said}（{reason.strip()}）",
    )


def withdraw(ws: Workspace, id: str, name: str) -> int | None:
    """Take back what was given by hand: the candidate has the prize of the rank again. Raises Refused when
    that would exceed a quota."""
    one = _open(ws, id)
    row = report(ws, id).row(name)
    changes = {key: value for key, value in one.plan.changes.items() if key != row.candidate.id}
    if len(changes) == len(one.plan.changes):
        return None
    return _awarded(
        ws, replace(one, plan=replace(one.plan, changes=changes)), f"取消手工评定：{row.candidate.name}"
    )


def _awarded(ws: Workspace, wanted: Evaluation, title: str) -> int | None:
    def work(db: sqlite3.Connection) -> None:
        store.update(db, wanted)
        _check_quotas(report_of(db, store.get(db, wanted.id)))

    return ws.operate("award", title, work).operation


def _check_quotas(found: Report) -> None:
    try:
        domain.check_quotas(found.evaluation.plan, found.rows)
    except EvaluationError as error:
        raise Refused(str(error), kind="quota") from error
