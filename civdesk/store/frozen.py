"""Frozen periods: what was handed in is locked until somebody says why it must not be; both leave a trace.

The triggers of `guards` hold the records; here the periods are kept, and asked before anybody tries.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..domain.fields import Value
from ..domain.ledgers import Ledger
from ..errors import Refused, WrongUse
from .guards import HOW_TO_LIFT, PROBLEM
from .ids import new_id
from .ledgers import definition, definitions
from .schema import quoted, table_of

EVERY = ""  # every ledger with a date


@dataclass(frozen=True, slots=True)
class Lock:
    """A locked period: of one ledger (its key) or of EVERY one, from a day to a day, both included (ISO).

    `lifted_at` is None while it holds; moments are ISO with their time zone.
    """

    id: str
    ledger: str
    start: str
    end: str
    title: str
    reason: str
    frozen_at: str
    frozen_by: str
    lifted_at: str | None
    lifted_by: str
    lift_reason: str

    @property
    def holds(self) -> bool:
        return self.lifted_at is None


_LIST = "id, ledger, starts, ends, title, reason, frozen_at, frozen_by, lifted_at, lifted_by, lift_reason"


def locks(db: sqlite3.Connection, *, lifted: bool = True) -> list[Lock]:
    """Every lock, those that hold first, then the latest first; without `lifted` only those that hold."""
    test = "" if lifted else "where lifted_at is null "
    rows = db.execute(
        f"select {_LIST} from frozen_period {test}order by lifted_at is not null, starts desc, id desc"
    )
    return [Lock(*row) for row in rows]


def lock(db: sqlite3.Connection, id: str) -> Lock:
    """One lock; raises WrongUse when there is none."""
    row = db.execute(f"select {_LIST} from frozen_period where id = ?", (id,)).fetchone()
    if row is None:
        raise WrongUse(f"没有编号为 {id} 的锁定时段。")
    return Lock(*row)


def freeze(
    db: sqlite3.Connection,
    ledgers: Sequence[str],
    start: str,
    end: str,
    *,
    title: str,
    reason: str,
    who: str,
    at: str,
) -> list[str]:
    """Lock a period in these ledgers (none: in every one with a date); the ids of the locks. Inside an
    operation that cannot be undone: a lock is lifted, with a reason.

    Raises WrongUse for an unknown ledger or one without a date, Refused where just that is locked already.
    """
    made = []
    for key in ledgers or (EVERY,):
        if key and not definition(db, key).date_field:
            raise WrongUse(f"《{definition(db, key).title}》没有日期栏，不能按时段锁定。")
        there = db.execute(
            "select title from frozen_period"
            " where lifted_at is null and ledger = ? and starts = ? and ends = ?",
            (key, start, end),
        ).fetchone()
        if there:
            raise Refused(f"“{there[0]}”已经锁定，不必再锁。", kind="exists")
        made.append(new_id())
        db.execute(
            "insert into frozen_period(id, ledger, starts, ends, title, reason, frozen_at, frozen_by)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (made[-1], key, start, end, title, reason, at, who),
        )
    return made


def lift(db: sqlite3.Connection, id: str, *, reason: str, who: str, at: str) -> None:
    """Unlock a period; its lock stays in the file with who lifted it and why. Raises WrongUse, and Refused
    when it was lifted already."""
    one = lock(db, id)
    if not one.holds:
        raise Refused(f"“{one.title}”已经解锁了。", kind="nothing")
    db.execute(
        "update frozen_period set lifted_at = ?, lifted_by = ?, lift_reason = ? where id = ?",
        (at, who, reason, id),
    )


def on(db: sqlite3.Connection, ledger: Ledger, day: Value) -> Lock | None:
    """The lock that holds a ledger on a day; None where none does."""
    if not ledger.date_field or not isinstance(day, str):
        return None
    row = db.execute(
        f"select {_LIST} from frozen_period where lifted_at is null and ledger in ('', ?)"
        " and ? between starts and ends order by id limit 1",
        (ledger.key, day),
    ).fetchone()
    return Lock(*row) if row else None


def of_record(db: sqlite3.Connection, ledger: Ledger, record: str) -> Lock | None:
    """The lock that holds a record; None where none does, or there is no such record."""
    if not ledger.date_field:
        return None
    row = db.execute(
        f"select {quoted(ledger.date_field)} from {quoted(table_of(ledger.key))} where id = ?", (record,)
    ).fetchone()
    return on(db, ledger, row[0]) if row else None


def check_subject(db: sqlite3.Connection, subject_kind: str, subject: str) -> None:
    """Raise Refused when this is a record that is frozen, before files are read for it. Of a problem, which
    goes on, it depends on what is done: the triggers know."""
    ledger = definitions(db).get(subject_kind) if subject_kind != PROBLEM else None
    if ledger and (held := of_record(db, ledger, subject)):
        raise Refused(sentence(held), kind="frozen")


def refuser(db: sqlite3.Connection, ledger: Ledger) -> Callable[[Value], str]:
    """What says why nothing may change in a ledger on a day, "" where it may; for many days."""
    held = [one for one in locks(db, lifted=False) if one.ledger in (EVERY, ledger.key)]

    def refuse(day: Value) -> str:
        if not isinstance(day, str):
            return ""
        return next((sentence(one) for one in held if one.start <= day <= one.end), "")

    return refuse if ledger.date_field else lambda day: ""


def sentence(held: Lock) -> str:
    """What a clerk is told about a lock that is in the way."""
    return f"“{held.title}”已锁定（{held.reason}），其中的记录不能改动。{HOW_TO_LIFT}"
