"""What a failed item of a round becomes: a problem with place, department, deadline; and how it follows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..domain.fields import Kind
from ..domain.forms import BY_VARIANT, Form
from ..domain.phases import of_own_check
from ..domain.problems import OPENED
from ..domain.rounds import Answer, Round, lacking, lacks
from ..errors import WrongUse
from ..store import ledgers, proofs
from ..store import rounds as store
from ..store.problems import steps as problem_steps
from ..store.workspace import Workspace
from . import problems, records
from .rounds_subjects import Whom

LEDGER = "problem"
_LONGEST = 80
# What a problem holds that was made here and that nobody has touched since.
_OWN = frozenset({"number", "date", "source", "place", "kind", "title", "department", "owner", "leader"}) | {
    "deadline",
    "status",
    "subject",
    "stage",
}


@dataclass(frozen=True, slots=True)
class Made:
    """The problem of an answer: its id, whether it is new, the operation."""

    problem: str
    new: bool
    operation: int | None


def problem(ws: Workspace, round: str, item: str, subject: str, *, today: date) -> Made:
    """Make a problem of an item that failed or lost points, all of it filled in; the one that is there
    already where there is one.

    Raises WrongUse for what lacks nothing.
    """
    one = store.read(ws.reader(), round)
    asked = store.form(ws.reader(), one.form)
    failed = one.answer(item, subject)
    if failed.problem and _there(ws, failed.problem):
        return Made(failed.problem, False, None)
    if not lacking(asked.item(item), failed):
        raise WrongUse("这一项没有记为不合格，也没有扣分，不能转为问题。")
    book = records.ledger(ws, LEDGER)
    raw = _values(ws, asked, one, failed, today)
    values, _ = records.new_values(
        book, {key: value for key, value in raw.items() if key in book.keys}, today
    )

    def work(db: sqlite3.Connection) -> str:
        made = ledgers.insert(db, book, values)
        store.set_answer(db, replace(failed, problem=made))
        if one.closed:
            _give_time(db, asked, one, str(values.get("deadline") or ""))
        return made

    outcome = ws.operate("round_problem", f"转为问题：{values['title']}", work)
    return Made(outcome.result, True, outcome.operation)


def _give_time(db: sqlite3.Connection, asked: Form, one: Round, deadline: str) -> None:
    """The record of a completed round says by when all is to be mended, where its ledger does."""
    book = ledgers.definitions(db).get(asked.record.ledger) if asked.record else None
    record = next(ledgers.records(db, book, [one.id]), None) if book else None
    if book and record and "deadline" in book.keys:
        last = max(deadline, str(record.values.get("deadline") or ""))
        ledgers.update(db, book, one.id, {"deadline": last or None})


def _there(ws: Workspace, problem: str) -> bool:
    book = records.ledger(ws, LEDGER)
    return next(ledgers.records(ws.reader(), book, [problem]), None) is not None


def title_of(asked: Form, failed: Answer) -> str:
    """What a problem is called: where, what, and what was said about it."""
    item = asked.item(failed.item)
    said = lacks(item, failed)
    if failed.note:
        said = f"{failed.note}（{item.title if item.how == 'yes_no' else said}）"
    text = f"{failed.subject}：{said}" if failed.subject else said
    text = text.replace("\n", " ")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _values(ws: Workspace, asked: Form, one: Round, failed: Answer, today: date) -> dict[str, object]:
    item = asked.item(failed.item)
    day = min(one.ends, max(one.starts, today))
    kind = item.problem_kind or asked.finding.kind
    source = one.variant if asked.finding.source == BY_VARIANT else asked.finding.source
    raw: dict[str, object] = {
        "title": title_of(asked, failed),
        "date": day,
        "source": source,
        "kind": kind or None,
        "deadline": day + timedelta(days=asked.finding.days)
        if asked.finding.days
        else problems.deadline(ws, day, source, kind),
        "department": one.department or None,
        "status": OPENED,
        "stage": "自查自纠" if of_own_check({"date": day.isoformat()}, problems.phases(ws)) else None,
        "number": problems.next_number(ws, day.year),
    }
    whom = Whom(ws)
    if not failed.subject or whom.book(asked) is None:
        return raw
    person = "head" if whom.is_kind(asked, Kind.DEPARTMENT) else "owner"
    raw["owner"] = whom.text(asked, failed.subject, day, person)
    raw["leader"] = whom.text(asked, failed.subject, day, "leader")
    raw["department"] = whom.department(asked, failed.subject, day) or raw["department"]
    if whom.is_kind(asked, Kind.PLACE):
        raw["place"] = failed.subject
    elif whom.is_kind(asked, Kind.PERSON):
        raw["subject"] = failed.subject
    return raw


# --- following an answer -----------------------------------------------------------------------------


def follow(
    db: sqlite3.Connection, asked: Form, one: Round, old: Answer, new: Answer
) -> tuple[Answer, list[str]]:
    """Let the problem of an answer that changes follow it; the answer, and what the clerk should know.

    Its title follows while it is the one that was made. When the item is good after all the problem goes, if
    nothing was done about it yet; otherwise it stays, and that is said.
    """
    book = ledgers.definition(db, LEDGER)
    record = next(ledgers.records(db, book, [old.problem]), None)
    if record is None:
        return replace(new, problem=""), []
    if lacking(asked.item(new.item), new):
        if record.values.get("title") == title_of(asked, old):
            ledgers.update(db, book, record.id, {"title": title_of(asked, new)})
        return new, []
    touched = any(value not in (None, "", 0) for key, value in record.values.items() if key not in _OWN)
    touched = touched or record.values.get("status") != OPENED or bool(problem_steps(db, record.id))
    if touched or proofs.of_subject(db, LEDGER, record.id):
        return new, [f"“{record.values.get('title')}”已在整改，仍保留在问题整改里。"]
    ledgers.delete(db, book, record.id)
    return replace(new, problem=""), []


def of_problem(ws: Workspace, problem: str) -> tuple[Round, Answer] | None:
    """The round and the answer that a problem came of; None where it is of another source."""
    return store.of_problem(ws.reader(), problem)


# --- the record of a round ---------------------------------------------------------------------------


def drop_record(db: sqlite3.Connection, asked: Form, one: Round) -> None:
    """Delete the record that a round wrote, if it is there: it has the round's own id."""
    if asked.record is None:
        return
    book = ledgers.definitions(db).get(asked.record.ledger)
    if book and next(ledgers.records(db, book, [one.id]), None):
        ledgers.delete(db, book, one.id)
