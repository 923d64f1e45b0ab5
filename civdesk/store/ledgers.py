"""Records of the ledgers in the file: reading, finding and changing them; the definitions beside them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..domain.fields import LIST_KINDS, Field, Kind, Value
from ..domain.ledgers import Ledger
from ..domain.selecting import Selection
from ..errors import WrongUse
from . import parts, selecting
from .definitions import add_definition as add_definition
from .definitions import add_definitions as add_definitions
from .definitions import definition as definition
from .definitions import definitions as definitions
from .ids import new_id
from .schema import quoted, table_of

EVERY = Selection()
_LATELY = 200


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a ledger; `values` has a key for each field."""

    id: str
    values: dict[str, Value]


# --- values in and out -------------------------------------------------------------------------------


def _in(field: Field, value: Value) -> str | int | None:
    if field.kind in LIST_KINDS:
        return json.dumps(value, ensure_ascii=False) if value else None
    assert not isinstance(value, list), field.key
    return value


def value_of(field: Field, stored: object) -> Value:
    """A column as it is stored (or stands in an image of the log) as a value."""
    if stored is None:
        return None
    if field.kind in LIST_KINDS:
        listed: list[str] = json.loads(str(stored))
        return listed
    assert isinstance(stored, str | int), field.key
    return stored


def _record(ledger: Ledger, row: Sequence[str | int | None]) -> Record:
    return Record(str(row[0]), {f.key: value_of(f, v) for f, v in zip(ledger.fields, row[1:], strict=True)})


def _columns(ledger: Ledger) -> str:
    return ", ".join(["id", *(quoted(f.key) for f in ledger.fields)])


# --- records -----------------------------------------------------------------------------------------


def insert_many(
    db: sqlite3.Connection, ledger: Ledger, rows: Iterable[Mapping[str, Value]], ids: Sequence[str] = ()
) -> list[str]:
    """Add records in their order; their new ids."""
    made: list[str] = []

    def values() -> Iterator[list[str | int | None]]:
        for n, row in enumerate(rows):
            made.append(ids[n] if ids else new_id())
            yield [made[-1], *(_in(f, row.get(f.key)) for f in ledger.fields)]

    places = ", ".join("?" * (len(ledger.fields) + 1))
    db.executemany(
        f"insert into {quoted(table_of(ledger.key))}({_columns(ledger)}) values ({places})", values()
    )
    return made


def insert(db: sqlite3.Connection, ledger: Ledger, values: Mapping[str, Value], id: str | None = None) -> str:
    """Add one record; its id."""
    return insert_many(db, ledger, [values], [id] if id else ())[0]


def update(db: sqlite3.Connection, ledger: Ledger, id: str, values: Mapping[str, Value]) -> None:
    """Change the given fields of one record; raises WrongUse when it is not there."""
    get(db, ledger, id)
    if not values:
        return
    fields = [ledger.field(key) for key in values]
    sets = ", ".join(f"{quoted(f.key)} = ?" for f in fields)
    db.execute(
        f"update {quoted(table_of(ledger.key))} set {sets} where id = ?",
        [*(_in(f, values[f.key]) for f in fields), id],
    )


def update_many(db: sqlite3.Connection, ledger: Ledger, changes: Mapping[str, Mapping[str, Value]]) -> None:
    """Change the given fields of several records, by id; one that is gone is passed over."""
    alike: dict[tuple[str, ...], list[list[str | int | None]]] = {}
    for id, values in changes.items():
        if values:
            row = [_in(ledger.field(key), value) for key, value in values.items()]
            alike.setdefault(tuple(values), []).append([*row, id])
    for keys, rows in alike.items():
        sets = ", ".join(f"{quoted(ledger.field(key).key)} = ?" for key in keys)
        db.executemany(f"update {quoted(table_of(ledger.key))} set {sets} where id = ?", rows)


def delete(db: sqlite3.Connection, ledger: Ledger, id: str) -> None:
    """Delete one record, its parts, and the proofs that hang on it (the files stay)."""
    get(db, ledger, id)
    parts.delete(db, table_of(ledger.key), id)
    db.execute("delete from proof where subject_kind = ? and subject = ?", (ledger.key, id))
    db.execute(f"delete from {quoted(table_of(ledger.key))} where id = ?", (id,))


def get(db: sqlite3.Connection, ledger: Ledger, id: str) -> Record:
    """One record; raises WrongUse when it is not there."""
    row = db.execute(
        f"select {_columns(ledger)} from {quoted(table_of(ledger.key))} where id = ?", (id,)
    ).fetchone()
    if row is None:
        raise WrongUse(f"《{ledger.title}》里没有编号为 {id} 的记录，可能已被删除。")
    return _record(ledger, tuple(row))


def records(db: sqlite3.Connection, ledger: Ledger, ids: Sequence[str] | None = None) -> Iterator[Record]:
    """Records of a ledger: all in order of entry, or those of `ids` that exist, in that order."""
    if ids is None:
        for row in db.execute(f"select {_columns(ledger)} from {quoted(table_of(ledger.key))} order by id"):
            yield _record(ledger, tuple(row))
        return
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        places = ", ".join("?" * len(part))
        rows = db.execute(
            f"select {_columns(ledger)} from {quoted(table_of(ledger.key))} where id in ({places})", part
        )
        found = {row[0]: tuple(row) for row in rows}
        yield from (_record(ledger, found[id]) for id in part if id in found)


def ids(
    db: sqlite3.Connection,
    ledger: Ledger,
    *,
    order: str = "",
    descending: bool = False,
    text: str = "",
    where: Mapping[str, Value] | None = None,
    selection: Selection = EVERY,
) -> list[str]:
    """Ids of the selected records that also hold `text` and equal `where`, sorted by a field or by how many
    of their proofs they have (selecting.BY_PROOFS).

    Without `order` the latest date comes first, records without a date last.
    """
    tests, args = selecting.tests(db, ledger, _with_text(selection, text), where)
    reading = bool(text or where or replace(selection, start=None, end=None, day=None, lacking=()))
    sort, more = selecting.order_by(ledger, order, descending, reading=reading)
    listed = f"select t.id from {quoted(table_of(ledger.key))} t where {tests} order by {sort}"
    # In one row: for each of 100,000 a thread would have to wait for the others to let it go on.
    found = db.execute(f"select group_concat(id, char(10)) from ({listed})", [*args, *more]).fetchone()[0]
    return found.split("\n") if found else []


def totals(
    db: sqlite3.Connection,
    ledger: Ledger,
    *,
    text: str = "",
    where: Mapping[str, Value] | None = None,
    selection: Selection = EVERY,
) -> tuple[int, dict[str, int]]:
    """How many records `ids` would list, and the sums of the fields that are added up, as stored
    (amounts scaled); a field with nothing in it is left out."""
    fields = [f for f in ledger.fields if f.totals and f.kind in (Kind.INTEGER, Kind.AMOUNT)]
    tests, args = selecting.tests(db, ledger, _with_text(selection, text), where)
    sums = "".join(f", sum(t.{quoted(f.key)})" for f in fields)
    row = db.execute(
        f"select count(*){sums} from {quoted(table_of(ledger.key))} t where {tests}", args
    ).fetchone()
    return row[0], {f.key: row[n] for n, f in enumerate(fields, 1) if row[n] is not None}


def _with_text(selection: Selection, text: str) -> Selection:
    return replace(selection, text=text) if text else selection


def count(db: sqlite3.Connection, ledger: Ledger, selection: Selection = EVERY) -> int:
    """How many records of a ledger are selected; every one without a selection."""
    tests, args = selecting.tests(db, ledger, selection)
    table = quoted(table_of(ledger.key))
    return int(db.execute(f"select count(*) from {table} t where {tests}", args).fetchone()[0])


def names(db: sqlite3.Connection, ledger: Ledger) -> list[str]:
    """The distinct names a register knows, in order of entry (for pick-lists and `unknown`)."""
    column = quoted(ledger.register.name if ledger.register else ledger.title_field)
    rows = db.execute(
        f"select {column} from {quoted(table_of(ledger.key))} where {column} is not null"
        f" group by {column} order by min(id)"
    )
    return [row[0] for row in rows]


def filled(db: sqlite3.Connection, ledger: Ledger, ids: Sequence[str] | None = None) -> set[str]:
    """Keys of the fields that at least one of these records (None: of all) fills."""
    found: set[str] = set()
    table = quoted(table_of(ledger.key))

    def look(source: str, args: Sequence[str] = ()) -> None:
        rest = [f.key for f in ledger.fields if f.key not in found]
        if rest:
            counts = ", ".join(f"count({quoted(key)})" for key in rest)
            row = db.execute(f"select {counts} from {source}", args).fetchone()
            found.update(key for key, many in zip(rest, row, strict=True) if many)

    if ids is None:
        # Nearly all fields are filled in the latest records: only the others are looked for in every one.
        look(f"(select * from {table} order by id desc limit {_LATELY})")
        look(table)
        return found
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        look(f"{table} where id in ({', '.join('?' * len(part))})", part)
    return found


def last(db: sqlite3.Connection, ledger: Ledger) -> Record | None:
    """The record entered last, for its defaults."""
    row = db.execute(
        f"select {_columns(ledger)} from {quoted(table_of(ledger.key))} order by id desc limit 1"
    ).fetchone()
    return _record(ledger, tuple(row)) if row else None
