"""What earlier records offer to the next one: values used lately, members of a register, records alike."""

from __future__ import annotations

import sqlite3

from ..domain.fields import Field, Value
from ..domain.ledgers import Ledger
from .ledgers import value_of
from .schema import quoted, table_of


def recent(db: sqlite3.Connection, ledger: Ledger, field: Field, limit: int) -> list[Value]:
    """What the records entered last have in a field, the latest first; empty ones are passed over."""
    column = quoted(field.key)
    rows = db.execute(
        f"select {column} from {quoted(table_of(ledger.key))} where {column} is not null"
        " order by id desc limit ?",
        (limit,),
    )
    return [value_of(field, row[0]) for row in rows]


def members(
    db: sqlite3.Connection, ledger: Ledger, where: tuple[Field, str] | None = None
) -> list[tuple[str, str, str]]:
    """Name, first and last day (ISO, "" where not known) of what is in a register, in order of entry;
    with `where` only what has that text in a field, like the people of a department."""
    register = ledger.register
    assert register is not None, ledger.key
    start, end = (quoted(key) if key else "null" for key in (register.start, register.end))
    test, args = (f" and {quoted(where[0].key)} = ?", [where[1]]) if where else ("", [])
    rows = db.execute(
        f"select {quoted(register.name)}, coalesce({start}, ''), coalesce({end}, '')"
        f" from {quoted(table_of(ledger.key))} where {quoted(register.name)} is not null{test} order by id",
        args,
    )
    return [(row[0], row[1], row[2]) for row in rows]


def holds(db: sqlite3.Connection, ledger: Ledger, field: Field, value: str) -> bool:
    """Whether a record has exactly this text in a field."""
    sql = f"select 1 from {quoted(table_of(ledger.key))} where {quoted(field.key)} = ? limit 1"
    return db.execute(sql, (value,)).fetchone() is not None


def alike(db: sqlite3.Connection, ledger: Ledger, title: str, day: str, but: str = "") -> str | None:
    """A record of the same title on the same day (ISO) that is not `but`; the earliest entered."""
    row = db.execute(
        f"select id from {quoted(table_of(ledger.key))} where {quoted(ledger.title_field)} = ?"
        f" and {quoted(ledger.date_field)} = ? and id <> ? order by id limit 1",
        (title, day, but),
    ).fetchone()
    return row[0] if row else None
