"""责任追究: what calls for it, the record that is made of it with one click, and the notice to print."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain import problems as rules
from ..domain.problems import Ground, Step, StepKind, path, text_of
from ..errors import WrongUse
from ..output.problem_notice import Notice
from ..store import ledgers, settings
from ..store import problems as stored
from ..store.ledgers import Record
from ..store.workspace import Workspace
from . import records
from .problems import LEDGER, as_they_were, limits
from .records import Saved

ACCOUNTABILITY, LOSSES = "accountability", "score_loss"
USUAL = "整改谈话"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody is to be called to account: for which record of which ledger, and why; `more` are the other
    records where it is for several."""

    ledger: str
    record: str
    title: str
    unit: str
    owner: str
    ground: Ground
    more: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """All that it is for."""
        return (self.record, *self.more)

    @property
    def text(self) -> str:
        """One line: who, why."""
        who = "、".join(filter(None, (self.unit, self.owner))) or "责任单位未填"
        return f"{who}：{self.ground.text}（{self.title}）"


def proposals(ws: Workspace, on: date) -> list[Proposal]:
    """T65 second failure, of a problem or of a unit, T66 a circular of the city or above, T67 a large loss of
    points: what has not been followed up. What became a record is not proposed while that record is there."""
    db = ws.reader()
    books = ledgers.definitions(db)
    if ACCOUNTABILITY not in books or LEDGER not in books:  # this workspace does not keep them
        return []
    loss = limits(ws)[2]
    raised = _raised(ws)
    found = []
    listed = [one for one in as_they_were(ws, on) if text_of(one.values, "date") <= on.isoformat()]
    for record in listed:
        new = [one for one in rules.grounds(record.values, loss) if (record.id, one.key) not in raised]
        found += [_proposal(LEDGER, record, ground) for ground in new]
    found += _of_units(listed, raised, on.year)
    if LOSSES in books and "accountability" in books[LOSSES].keys:
        for record in ledgers.records(db, books[LOSSES]):
            if text_of(record.values, "date") <= on.isoformat() and not record.values.get("accountability"):
                found += [_proposal(LOSSES, record, ground) for ground in _loss_grounds(record, loss)]
    return found


def _of_units(listed: Sequence[Record], raised: set[tuple[str, str]], year: int) -> Iterator[Proposal]:
    """Units that mended several problems badly, once each; one follow-up a year."""
    by_unit: dict[str, list[Record]] = {}
    for record in listed:
        if unit := text_of(record.values, "department"):
            by_unit.setdefault(unit, []).append(record)
    for unit, held in by_unit.items():
        ground, places = rules.repeated((one.values for one in held), year)
        if ground and not any((one.id, ground.key) in raised for one in held):
            first, *rest = [held[n] for n in places]
            names = (text_of(one.values, "number") or text_of(one.values, "title") for one in (first, *rest))
            title = "、".join(names)
            yield Proposal(LEDGER, first.id, title, unit, "", ground, tuple(one.id for one in rest))


def _loss_grounds(record: Record, loss: int | None) -> Iterator[Ground]:
    """A 失分通报 says itself whether the loss was 较大; else the unit's number of points decides."""
    values = record.values
    like = {"circulated": values.get("circulated"), "circulated_level": values.get("level")}
    points = values.get("points")
    found = rules.grounds(like | {"deducted": points}, loss)
    if values.get("major") and not any(one.key == "loss" for one in found):
        found.append(Ground("loss", "较大失分", "较大失分"))
    yield from found[:1]  # its ledger keeps one follow-up for each record


def _proposal(ledger: str, record: Record, ground: Ground) -> Proposal:
    number = text_of(record.values, "number")
    title = f"{number} {text_of(record.values, 'title')}".strip()
    return Proposal(
        ledger,
        record.id,
        title,
        text_of(record.values, "department"),
        text_of(record.values, "owner"),
        ground,
    )


def _raised(ws: Workspace) -> set[tuple[str, str]]:
    """What was followed up: problem and ground of each record of accountability that is still there."""
    db = ws.reader()
    there = set(ledgers.ids(db, ledgers.definition(db, ACCOUNTABILITY)))
    found = set()
    for problem, steps in stored.steps_of_kind(db, [StepKind.ACCOUNTABLE]).items():
        for step in steps:
            key, _, id = step.result.partition(":")
            if id in there:
                found.add((problem, key))
    return found


def call_to_account(
    ws: Workspace, proposal: Proposal, *, on: date, kind: str = USUAL, talker: str = ""
) -> Saved:
    """Make the record of 责任追究 that a proposal asks for, linked both ways, as one operation.

    Raises WrongUse when it was followed up already.
    """
    if proposal not in proposals(ws, on):
        raise WrongUse("这一条已经追究过责任，或者情况已经变了。")
    db = ws.reader()
    source, book = ledgers.definition(db, proposal.ledger), ledgers.definition(db, ACCOUNTABILITY)
    record = ledgers.get(db, source, proposal.record)
    ground = proposal.ground
    raw: dict[str, object] = {
        "title": f"{ground.text}：{proposal.title if proposal.more else text_of(record.values, 'title')}",
        "date": on,
        "kind": kind,
        "trigger_kind": ground.kind,
        "department": proposal.unit,
        "person": proposal.owner,
        "failures": len(proposal.records) if proposal.more else record.values.get("failures"),
        "talker": talker,
        "content": "\n".join(_all_facts(ws, proposal)),
        "response": record.values.get("measures"),
    }
    values, warnings = records.new_values(
        book, {key: value for key, value in raw.items() if key in book.keys and value not in ("", None)}, on
    )
    said = f"{on} {kind}：{ground.text}"
    before = text_of(record.values, "accountability")

    def save(db: sqlite3.Connection) -> str:
        id = ledgers.insert(db, book, values)
        ledgers.update(db, source, record.id, {"accountability": f"{before}；{said}" if before else said})
        if source.key == LEDGER:
            step = Step("", StepKind.ACCOUNTABLE, on.isoformat(), talker, said, f"{ground.key}:{id}")
            stored.add_step(db, record.id, step)
        return id

    outcome = ws.operate("problem_account", f"责任追究：{proposal.text}", save)
    return Saved(book.key, outcome.result, outcome.operation, warnings)


def account_of(step: Step) -> str:
    """The record of 责任追究 that a step of a problem made; "" of any other step."""
    return step.result.partition(":")[2] if step.kind is StepKind.ACCOUNTABLE else ""


def notice(ws: Workspace, proposal: Proposal, *, on: date) -> Notice:
    """The 责任追究通知书 of a proposal, to be printed: who, why, and the facts with their days."""
    return Notice(
        unit=str(settings.get(ws.reader(), "unit")),
        to="、".join(filter(None, (proposal.unit, proposal.owner))),
        reason=proposal.ground.text,
        facts=tuple(_all_facts(ws, proposal)),
        on=on,
    )


def _all_facts(ws: Workspace, proposal: Proposal) -> list[str]:
    book = ledgers.definition(ws.reader(), proposal.ledger)
    return [
        fact
        for id in proposal.records
        for fact in _facts(ws, proposal.ledger, ledgers.get(ws.reader(), book, id))
    ]


def _facts(ws: Workspace, ledger: str, record: Record) -> list[str]:
    """What is known, each with its day: the problem, and the steps that count against somebody."""
    values = record.values
    if ledger == LOSSES:
        where = "，".join(filter(None, (text_of(values, "indicator"), text_of(values, "place"))))
        lines = [f"{text_of(values, 'date')} {text_of(values, 'title')}" + (f"：{where}" if where else "")]
        return lines + ([text_of(values, "reason")] if values.get("reason") else [])
    number = text_of(values, "number")
    lines = [
        f"问题：{text_of(values, 'title')}" + (f"（编号 {number}）" if number else ""),
        f"发现：{text_of(values, 'date')}"
        + "".join(f"，{text_of(values, key)}" for key in ("source", "place") if values.get(key)),
    ]
    told = (
        StepKind.ASSIGNED,
        StepKind.URGED,
        StepKind.CIRCULATED,
        StepKind.EXTENDED,
        StepKind.FINISHED,
        StepKind.RECHECKED,
        StepKind.REOPENED,
    )
    for step in path(values, stored.steps(ws.reader(), record.id)):
        if step.kind in told:
            lines.append(f"{step.kind.label}：" + "，".join(filter(None, (step.at, step.text))))
    return lines


def penalty_of(ws: Workspace, id: str) -> str:
    """T68: what 首违免罚、屡违重罚 asks for at a problem of a shop, by what was found there before; "" where
    the problem is of no shop in the register."""
    db = ws.reader()
    book = ledgers.definition(db, LEDGER)
    values = ledgers.get(db, book, id).values
    subject = text_of(values, "subject")
    books = ledgers.definitions(db)
    if not subject or "shop" not in books or subject not in ledgers.names(db, books["shop"]):
        return ""
    day = (text_of(values, "date"), id)
    same = ledgers.records(db, book, ledgers.ids(db, book, where={"subject": subject}))
    earlier = sum((text_of(one.values, "date"), one.id) < day for one in same)
    return f"{subject}：{rules.penalty(earlier)}"
