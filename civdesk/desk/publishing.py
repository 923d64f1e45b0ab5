"""Letting the result of an evaluation stand: records in `selection` and `honour`, which follow it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from ..domain import evaluations as domain
from ..domain.evaluations import By, Prize, Standing, show_points
from ..domain.fields import Value
from ..domain.ledgers import Ledger
from ..domain.text import join_names
from ..errors import Refused
from ..store import evaluations as store
from ..store import ledgers, proofs, settings
from ..store.evaluations import Evaluation
from ..store.workspace import Workspace
from . import works
from .evaluations import Report, report, report_of
from .evidence import roles

SELECTION, HONOUR = "selection", "honour"
_MANY = {"个人": "persons", "家庭": "households", "班级": "classes"}  # which field counts the winners too
_PERSONAL = "个人"


@dataclass(frozen=True, slots=True)
class Published:
    """The records of the result, by prize ("" all of them in one), and the operation."""

    records: Mapping[str, str]
    honours: int
    operation: int | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """A record of the result and the proofs that it still lacks (T97), by their Chinese names."""

    record: str
    title: str
    roles: tuple[str, ...]


def publish(ws: Workspace, id: str, *, stated: int | None = None, honours: bool | None = None) -> Published:
    """Close an evaluation: each winner's prize stands, and the ledger 评选表彰 has it.

    `stated`: how many winners the commendation tells of; it must be as many as the list has (T90).
    `honours`: an entry in 荣誉 for each winner (None: as it was the last time). What was published before and
    opened again is updated; works that were evaluated say their prize themselves. Raises Refused where
    something is still to be decided.
    """
    one = store.get(ws.reader(), id)
    if one.closed:
        raise Refused(f"《{one.title}》的结果已经公布。", kind="closed")
    found = report(ws, id)
    if found.open_points:
        raise Refused("还不能公布：" + "；".join(found.open_points) + "。", kind="not_decided")
    many = sum(len(row.prizes) for row in found.rows)
    if not many:
        raise Refused("还没有一个当选的：请先设奖项、评分或选定。", kind="not_decided")
    if stated is not None and stated != many:
        raise Refused(f"说是评出 {stated} 个，名单上是 {many} 个，请核对后再公布。", kind="count")
    wanted = bool(one.plan.honours) if honours is None else honours

    def work(db: sqlite3.Connection) -> tuple[dict[str, str], int]:
        now = report_of(db, store.get(db, id))
        made = _selections(db, now)
        given = _honours(db, now) if wanted else _no_honours(db, now)
        plan = replace(one.plan, records=made, honours=given, works=works.follow(db, now))
        first = next(iter(made.values()))
        store.update(db, replace(one, state="closed", record=first, plan=plan))
        store.set_results(db, {row.candidate.id: join_names(row.prizes) for row in now.rows})
        return made, len(given)

    outcome = ws.operate("publish", f"公布评比结果：{one.title}（{many} 个）", work)
    return Published(outcome.result[0], outcome.result[1], outcome.operation)


def reopen(ws: Workspace, id: str) -> int | None:
    """Open a closed evaluation again; the records stay and follow when it is published anew."""
    one = store.get(ws.reader(), id)
    if not one.closed:
        return None
    return ws.operate(
        "evaluation", f"重新打开评比：{one.title}", lambda db: store.update(db, replace(one, state="open"))
    ).operation


def lacking(ws: Workspace, id: str) -> list[Lacking]:
    """What the records of a result still lack: the scheme and the commendation (T97)."""
    one = store.get(ws.reader(), id)
    db = ws.reader()
    book = ledgers.definition(db, SELECTION)
    found = []
    for prize, record in one.plan.records.items():
        if not list(ledgers.records(db, book, [record])):
            continue
        there = {proof.role for proof in proofs.of_subject(db, SELECTION, record)}
        known = roles()
        missing = tuple(
            known[asked.role].title for asked in book.proofs if asked.wanted and asked.role not in there
        )
        found.append(Lacking(record, prize or one.title, missing))
    return found


# --- the ledger 评选表彰 -----------------------------------------------------------------------------


def _selections(db: sqlite3.Connection, found: Report) -> dict[str, str]:
    """A record for the whole, or one for each prize that has winners; those that were there are changed."""
    one = found.evaluation
    book = ledgers.definition(db, SELECTION)
    made: dict[str, str] = {}
    for key, prizes in _parts(found):
        values = {k: v for k, v in _selection(found, key, prizes).items() if k in book.keys}
        made[key] = _put(db, book, one.plan.records.get(key, ""), values)
    for key, record in one.plan.records.items():
        if key not in made and list(ledgers.records(db, book, [record])):
            ledgers.delete(db, book, record)
    return made


def _parts(found: Report) -> Iterator[tuple[str, list[Prize]]]:
    plan = found.evaluation.plan
    if not plan.apart:
        yield "", list(plan.prizes)
        return
    for prize in plan.prizes:
        if domain.winners(found.rows, prize.title):
            yield prize.title, [prize]


def _selection(found: Report, key: str, prizes: list[Prize]) -> dict[str, Value]:
    one, plan = found.evaluation, found.evaluation.plan
    named = [(prize, domain.winners(found.rows, prize.title)) for prize in prizes]
    named = [(prize, rows) for prize, rows in named if rows]
    many = sum(len(rows) for _, rows in named)
    lists = [join_names(row.candidate.name for row in rows) for _, rows in named]
    told = [f"{prize.title}：{names}" for (prize, _), names in zip(named, lists, strict=True)]
    limits = [prize.at_most for prize in prizes]
    values: dict[str, Value] = {
        "kind": plan.kind or None,
        "title": f"{one.title}——{key}" if key else one.title,
        "subject_kind": plan.subject or None,
        "date": one.ends,
        "cycle": plan.cycle or None,
        "period": f"{one.starts}/{one.ends}",
        "department": one.department or None,
        "standard": _criteria(found) or None,
        "candidates": len(found.rows),
        "quota": None if None in limits else sum(limit or 0 for limit in limits),
        "chosen": many,
        "winners": lists[0] if len(lists) == 1 else "\n".join(told),
        "outcome": key or None,
    }
    if field := _MANY.get(plan.subject):
        values[field] = many
    if many == 1 and (points := named[0][1][0].points) is not None:
        values["score"] = (points + Fraction(1, 2)).__floor__()
    return values


def _criteria(found: Report) -> str:
    plan = found.evaluation.plan
    lines = []
    for n, one in enumerate(plan.criteria, 1):
        most = f"（满分 {show_points(Fraction(one.most))}）" if one.most is not None else ""
        weight = f"，权重 {one.weight}%" if one.weight is not None else ""
        lines.append(f"{n}. {one.title}{most}{weight}{'：' + one.text if one.text else ''}")
    if plan.judges:
        lines.append(plan.way)
    return "\n".join(lines)


def _put(db: sqlite3.Connection, book: Ledger, id: str, values: Mapping[str, Value]) -> str:
    """Change the record if it is still there, else add one; its id."""
    there = list(ledgers.records(db, book, [id])) if id else []
    if not there:
        return ledgers.insert(db, book, values)
    ledgers.update(db, book, id, {k: v for k, v in values.items() if v != there[0].values.get(k)})
    return id


# --- the ledger 荣誉 ---------------------------------------------------------------------------------


def _honours(db: sqlite3.Connection, found: Report) -> dict[str, str]:
    """An entry for each winner and prize; those of people who won no more go."""
    one = found.evaluation
    book = ledgers.definition(db, HONOUR)
    unit = str(settings.get(db, "unit"))
    made: dict[str, str] = {}
    for row in found.rows:
        for prize in row.prizes:
            if one.plan.prize(prize).by is By.BOTTOM:  # a yellow card is no honour
                continue
            key = f"{row.candidate.id}|{prize}"
            values = _honour(one, row, prize, unit)
            made[key] = _put(
                db, book, one.plan.honours.get(key, ""), {k: v for k, v in values.items() if k in book.keys}
            )
    _drop(db, book, [id for key, id in one.plan.honours.items() if key not in made])
    return made


def _no_honours(db: sqlite3.Connection, found: Report) -> dict[str, str]:
    """The entries of an earlier publication go."""
    _drop(db, ledgers.definition(db, HONOUR), list(found.evaluation.plan.honours.values()))
    return {}


def _drop(db: sqlite3.Connection, book: Ledger, ids: list[str]) -> None:
    for record in list(ledgers.records(db, book, ids)):
        ledgers.delete(db, book, record.id)


def _honour(one: Evaluation, row: Standing, prize: str, unit: str) -> dict[str, Value]:
    personal = one.plan.subject == _PERSONAL
    return {
        "title": prize if prize in one.title else f"{one.title}{prize}",
        "date": one.ends,
        "period": f"{one.starts}/{one.ends}",
        "level": "本单位",
        "grade": prize,
        "issuer": unit or None,
        "subject": "个人" if personal else "集体",
        "recipient": row.candidate.name,
        "department": row.candidate.department or (None if personal else row.candidate.name),
        "people": 1 if personal else None,
        "status": "有效",
    }
