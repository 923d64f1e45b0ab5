"""Proofs: which evidence proves which record or indicator, in which role, in which order."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import WrongUse
from . import frozen
from .ids import new_id
from .schema import quoted, table_of

INDICATOR = "indicator"  # the one kind of subject that is no ledger


@dataclass(frozen=True, slots=True)
class Proof:
    """A link; `subject_kind` is the key of a ledger or "indicator", `role` a key of roles.toml."""

    id: str
    evidence: str
    subject_kind: str
    subject: str
    role: str
    position: int


_LIST = "id, evidence, subject_kind, subject, role, position"


def check_subject(db: sqlite3.Connection, subject_kind: str, subject: str) -> None:
    """Raise WrongUse when there is no such record or indicator to prove, Refused when it is frozen."""
    table = INDICATOR if subject_kind == INDICATOR else table_of(subject_kind)
    known = db.execute("select 1 from ledger where id = ?", (subject_kind,)).fetchone()
    if known is None and table != INDICATOR:
        raise WrongUse(f"没有“{subject_kind}”这本台账。")
    if db.execute(f"select 1 from {quoted(table)} where id = ?", (subject,)).fetchone() is None:
        raise WrongUse(f"没有编号为 {subject} 的记录，可能已被删除。")
    frozen.check_subject(db, subject_kind, subject)


def find(db: sqlite3.Connection, evidence: str, subject_kind: str, subject: str, role: str) -> str | None:
    """The id of the link, if it is there."""
    row = db.execute(
        "select id from proof where evidence = ? and subject_kind = ? and subject = ? and role = ?",
        (evidence, subject_kind, subject, role),
    ).fetchone()
    return row[0] if row else None


def link(db: sqlite3.Connection, evidence: str, subject_kind: str, subject: str, role: str) -> str:
    """Let evidence prove a subject, as the last in its role; the id of the link, an older one if it was
    there. The subject is not checked."""
    if there := find(db, evidence, subject_kind, subject, role):
        return there
    id = new_id()
    db.execute(
        f"insert into proof({_LIST}) select ?, ?, ?, ?, ?, coalesce(max(position), 0) + 1 from proof"
        " where subject_kind = ? and subject = ? and role = ?",
        (id, evidence, subject_kind, subject, role, subject_kind, subject, role),
    )
    return id


def unlink(db: sqlite3.Connection, id: str) -> None:
    """Take a link away; raises WrongUse when it is not there."""
    if not db.execute("delete from proof where id = ?", (id,)).rowcount:
        raise WrongUse("这条佐证关联已经不在了。")


def reorder(db: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Put links of one subject and role into this order."""
    for position, id in enumerate(ids, 1):
        db.execute("update proof set position = ? where id = ? and position <> ?", (position, id, position))


def of_subject(db: sqlite3.Connection, subject_kind: str, subject: str) -> list[Proof]:
    """What proves a record or indicator, by role and position."""
    rows = db.execute(
        f"select {_LIST} from proof where subject_kind = ? and subject = ? order by role, position, id",
        (subject_kind, subject),
    )
    return [Proof(*row) for row in rows]


def roles_of(db: sqlite3.Connection, subject_kind: str, subjects: Sequence[str]) -> dict[str, int]:
    """How many pieces of evidence prove these records, by role."""
    found: dict[str, int] = {}
    for start in range(0, len(subjects), 500):
        part = subjects[start : start + 500]
        rows = db.execute(
            "select role, count(*) from proof where subject_kind = ?"
            f" and subject in ({', '.join('?' * len(part))}) group by role order by role",
            (subject_kind, *part),
        )
        for role, number in rows:
            found[role] = found.get(role, 0) + number
    return found


def of_evidence(db: sqlite3.Connection, evidence: str) -> list[Proof]:
    """What a piece of evidence proves."""
    rows = db.execute(f"select {_LIST} from proof where evidence = ? order by id", (evidence,))
    return [Proof(*row) for row in rows]
