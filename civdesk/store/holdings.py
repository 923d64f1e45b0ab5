"""What an archive folder is put together from, read in bulk: the heads of records and every proof."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from ..domain.fields import Kind
from ..domain.ledgers import Ledger
from .proofs import Proof
from .schema import quoted, table_of

# Fields of a head beside title and date; a ledger has those of them that it has, in these kinds: a number
# of another kind is that of a lecture or an award, not of a document.
_MORE = {
    "number": Kind.NUMBER,
    "issuer": Kind.TEXT,
    "secrecy": Kind.CHOICE,
    "pages": Kind.INTEGER,
    "retention": Kind.CHOICE,
}


@dataclass(frozen=True, slots=True)
class Head:
    """What of a record its files are named and listed by. `date` is ISO or empty."""

    id: str
    title: str
    date: str
    number: str = ""
    issuer: str = ""
    secrecy: str = ""
    pages: int | None = None
    retention: str = ""


def heads(db: sqlite3.Connection, ledger: Ledger) -> dict[str, Head]:
    """The heads of all records of a ledger by id, undated ones last, else by date."""
    date = quoted(ledger.date_field) if ledger.date_field else "null"
    columns = [f"coalesce({quoted(ledger.title_field)}, '')", f"coalesce({date}, '')"]
    there = {field.key: field.kind for field in ledger.fields}
    for key, kind in _MORE.items():
        empty = "null" if kind is Kind.INTEGER else "''"
        columns.append(f"coalesce({quoted(key)}, {empty})" if there.get(key) is kind else empty)
    rows = db.execute(
        f"select id, {', '.join(columns)} from {quoted(table_of(ledger.key))}"
        f" order by {date} is null, {date}, id"
    )
    return {row[0]: Head(*row) for row in rows}


def years(db: sqlite3.Connection, ledger: Ledger) -> set[int]:
    """The years in which a ledger has records."""
    if not ledger.date_field:
        return set()
    date = quoted(ledger.date_field)
    rows = db.execute(
        f"select distinct substr({date}, 1, 4) from {quoted(table_of(ledger.key))} where {date} is not null"
    )
    return {int(row[0]) for row in rows}


def proofs_by_subject(db: sqlite3.Connection) -> dict[tuple[str, str], list[Proof]]:
    """Every proof, by kind and id of its subject, in order of role and position."""
    found: dict[tuple[str, str], list[Proof]] = defaultdict(list)
    for row in db.execute(
        "select id, evidence, subject_kind, subject, role, position from proof"
        " order by subject_kind, subject, role, position, id"
    ):
        found[row[2], row[3]].append(Proof(*row))
    return dict(found)
