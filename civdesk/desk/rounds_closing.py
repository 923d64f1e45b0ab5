"""Completing a round, and the record that it leaves in its ledger, by which the rules count it."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import date

from ..domain import round_cadence, rounds
from ..domain.fields import Kind, Value
from ..domain.forms import POINT, Form, show_points
from ..domain.ledgers import Ledger
from ..domain.rounds import BAD, GOOD, NONE, Answer, Round, lacks
from ..domain.text import join_names
from ..errors import WrongUse
from ..store import frozen, ledgers
from ..store import rounds as store
from ..store.workspace import Workspace
from . import records, rounds_problems

_FILLED = re.compile(r"\{(\w+)\}")
_SOME = 8  # failed items named in the record; the round has them all


def close(ws: Workspace, id: str, *, today: date, rest: str = "") -> int | None:
    """Complete a round: from now on it counts. `rest="none"`: what is not answered was not there.

    Where the form names a ledger, a record is written there, or the one that the round wrote before is
    brought up to date: it has the round's own id, so that no round counts twice. Raises WrongUse where
    something is not answered yet, or the ledger refuses.
    """
    db = ws.reader()
    one = store.read(db, id)
    asked = store.form(db, one.form)
    if one.closed:
        raise WrongUse("这一轮检查已经完成了。")
    waiting = rounds.open_answers(asked, one)
    if waiting and rest != NONE:
        first = waiting[0]
        where = f"{first.subject}，" if first.subject else ""
        said = f"{where}{asked.item(first.item).title}" + (" 等" if len(waiting) > 1 else "")
        raise WrongUse(
            f"还有 {len(waiting)} 项没有填：{said}。填完再完成，或把没填的都记为“无此项”。", kind="open"
        )
    left_out = [replace(answer, result=NONE) for answer in waiting]
    full = replace(
        one, state="closed", answers=tuple(_with(one.answers, {answer.id: answer for answer in left_out}))
    )
    record = _record(ws, asked, full, today)

    def work(db: sqlite3.Connection) -> None:
        for answer in left_out:
            store.set_answer(db, answer)
        store.set_head(db, full)
        if record:
            book, values = record
            if next(ledgers.records(db, book, [id]), None):
                ledgers.update(db, book, id, values)
            else:
                ledgers.insert(db, book, values, id)

    return ws.operate("round_close", f"完成检查：{one.title}", work).operation


def reopen(ws: Workspace, id: str) -> int | None:
    """Let a round be filled in again. Its record stays, and follows when the round is completed anew. Raises
    Refused where the record lies in a locked period."""
    one = store.read(ws.reader(), id)
    if not one.closed:
        raise WrongUse("这一轮检查还没有完成，直接填写即可。")
    if written := record_of(ws, one):
        frozen.check_subject(ws.reader(), written[0], one.id)
    title = f"重新填写检查：{one.title}"
    return ws.operate("round", title, lambda db: store.set_head(db, replace(one, state="open"))).operation


def _with(answers: tuple[Answer, ...], changed: dict[str, Answer]) -> list[Answer]:
    return [changed.get(answer.id, answer) for answer in answers]


# --- the record --------------------------------------------------------------------------------------


def record_of(ws: Workspace, one: Round) -> tuple[str, ledgers.Record] | None:
    """The record that a round wrote, with the key of its ledger; None where there is none."""
    asked = store.form(ws.reader(), one.form)
    book = ledgers.definitions(ws.reader()).get(asked.record.ledger) if asked.record else None
    found = next(ledgers.records(ws.reader(), book, [one.id]), None) if book else None
    return (book.key, found) if book and found else None


# What a round can fill in of a record; a ledger that asks for more takes none.
_FILLS = frozenset({"title", "date", "kind", "department", "inspector"})


def takers(ws: Workspace) -> dict[str, Ledger]:
    """The ledgers in which a round can leave a record by itself, by key: those of checks that ask for nothing
    which a round does not know; and those that a form names."""
    db = ws.reader()
    named = {one.record.ledger for one in store.forms(db).values() if one.record}

    def takes(book: Ledger) -> bool:
        asked = {one.key for one in book.fields if one.required and not one.default}
        return "inspector" in book.keys and "date" in book.keys and asked <= _FILLS

    return {key: book for key, book in ledgers.definitions(db).items() if key in named or takes(book)}


def _record(ws: Workspace, asked: Form, one: Round, today: date) -> tuple[Ledger, dict[str, Value]] | None:
    if asked.record is None:
        return None
    book = ledgers.definitions(ws.reader()).get(asked.record.ledger)
    if book is None:
        raise WrongUse(f"《{asked.title}》要记入的台账“{asked.record.ledger}”不在这个工作区里。")
    facts = facts_of(asked, one) | {"deadline": _deadline(ws, one)}
    raw: dict[str, object] = {"date": min(one.ends, max(one.starts, today))}
    raw |= {key: facts[fact] for key, fact in _USUAL if facts[fact] not in ("", None)}
    fields = {item.key: item.field for item in asked.items if item.field}
    for key in dict.fromkeys(fields.values()):
        told = {answer.result for answer in one.answers if fields.get(answer.item) == key} & {GOOD, BAD}
        if told:
            raw[key] = "否" if BAD in told else "是"
    for key, text in asked.record.values.items():
        raw[key] = _filled(text, facts)
    there = {key: value for key, value in raw.items() if key in book.keys}
    there |= {key: "、".join(value) for key, value in there.items() if isinstance(value, tuple)}
    there |= {key: _one(book, key, value) for key, value in there.items()}
    values, _ = records.new_values(book, there, today)
    return book, values


def _deadline(ws: Workspace, one: Round) -> str:
    """By when all is to be mended: the last deadline of the problems that came of a round."""
    book = ledgers.definition(ws.reader(), rounds_problems.LEDGER)
    ids = [answer.problem for answer in one.answers if answer.problem]
    found = ledgers.records(ws.reader(), book, ids) if ids else iter(())
    return max((str(record.values.get("deadline") or "") for record in found), default="")


# Fields that many ledgers have, and what of a round stands there.
_USUAL = (
    ("title", "title"),
    ("department", "department"),
    ("inspector", "inspectors"),
    ("score", "score"),
    ("problems", "failed"),
    ("hazards", "failed"),
    ("problem", "found"),
    ("hazard", "found"),
    ("round", "time"),
    ("note", "note"),
    ("deadline", "deadline"),
    ("circulated", "circulated"),
    ("reported", "reported"),
)


def facts_of(asked: Form, one: Round) -> dict[str, object]:
    """What of a round its record may name in braces: title, department, subjects, inspectors, inspector,
    time, variant, score (per cent of the points), failed (how many), counted (the sum of counts), found
    (which), period (its week, month …), note, summary, circulated and reported (是 or nothing)."""
    items = {item.key: item for item in asked.items}
    bad = [answer for answer in one.answers if answer.result == BAD]
    found = []
    for answer in bad[:_SOME]:
        item = items[answer.item]
        said = item.title if item.how == "yes_no" else lacks(item, answer)
        said += f"（{answer.note}）" if answer.note else ""
        found.append(f"{answer.subject}：{said}" if answer.subject else said)
    if len(bad) > _SOME:
        found.append(f"等共 {len(bad)} 处")
    total = rounds.points(asked, one.answers)
    subjects = [name for name in one.subjects if name]
    share = total.share if asked.scored else None
    return {
        "title": asked.title,
        "department": one.department or (subjects[0] if _single_department(asked, subjects) else ""),
        "subjects": join_names(subjects),
        "inspectors": one.inspectors,
        "inspector": one.inspectors[0] if one.inspectors else "",
        "time": one.time,
        "variant": one.variant or next(iter(asked.variants), ""),
        "circulated": "是" if one.circulated_on else "",
        "reported": "是" if one.reported_on else "",
        "score": show_points(int(share * 100 * POINT)) if share is not None else "",
        "failed": len(bad),
        "counted": sum((a.score or 0) // POINT for a in one.answers if items[a.item].how == "count"),
        "period": "/".join(day.isoformat() for day in round_cadence.span_of(asked.per, one.starts)),
        "found": "；".join(found),
        "note": one.note,
        "summary": one.summary,
    }


def _single_department(asked: Form, subjects: list[str]) -> bool:
    return asked.subject.register == "department" and len(subjects) == 1


def _filled(text: str, facts: dict[str, object]) -> object:
    """A value of the form with its braces filled; one that is nothing else keeps its kind."""
    if (whole := _FILLED.fullmatch(text)) and whole[1] in facts:
        return facts[whole[1]]
    return _FILLED.sub(lambda found: _words(facts.get(found[1], "")), text)


def _words(value: object) -> str:
    return join_names(value) if isinstance(value, tuple) else str(value)


def _one(book: Ledger, key: str, value: object) -> object:
    """Several names where the field takes one: the first."""
    if book.field(key).kind is Kind.PERSON and isinstance(value, str):
        return value.split("、")[0]
    return value
