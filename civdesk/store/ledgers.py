"""Ledgers in the file: definitions, their tables, and the records in them."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..domain.fields import LIST_KINDS, Field, Kind, Value
from ..domain.ledgers import Ledger, ledger_data, read_ledger
from ..errors import WrongUse
from . import operations
from .ids import new_id
from .schema import quoted, table_of

_INTEGERS = frozenset({Kind.INTEGER, Kind.AMOUNT, Kind.YES_NO})


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a ledger; `values` has a key for each field."""

    id: str
    values: dict[str, Value]


# --- definitions -------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=512)
def _read(text: str) -> Ledger:
    return read_ledger(json.loads(text))


def definitions(db: sqlite3.Connection) -> dict[str, Ledger]:
    """Every ledger of this workspace by key, in the order of the desk."""
    rows = db.execute("select id, definition from ledger order by position, id").fetchall()
    return {row[0]: _read(row[1]) for row in rows}


def definition(db: sqlite3.Connection, key: str) -> Ledger:
    """One ledger, by key or title; raises WrongUse when there is none."""
    row = db.execute("select definition from ledger where id = ? or title = ?", (key, key)).fetchone()
    if row is None:
        raise WrongUse(f"没有名为“{key}”的台账，可用 civdesk ledgers 查看全部台账。")
    return _read(row[0])


def add_definition(db: sqlite3.Connection, ledger: Ledger) -> None:
    """Make a ledger: its row, its table, its view, its triggers. Inside an operation."""
    from sqlite_utils import Database  # slow to import, and needed only here

    table = table_of(ledger.key)
    columns = {"id": str, **{f.key: int if f.kind in _INTEGERS else str for f in ledger.fields}}
    tables = Database(db, execute_plugins=False, recursive_triggers=False)
    tables.create_table(table, columns, pk="id", strict=True)
    if ledger.date_field:
        tables.table(table).create_index([ledger.date_field])
    _make_view(db, ledger)
    operations.watch_table(db, table)
    db.execute(
        "insert into ledger(id, title, grp, position, definition) values (?, ?, ?, ?, ?)",
        (
            ledger.key,
            ledger.title,
            ledger.group,
            ledger.position,
            json.dumps(ledger_data(ledger), ensure_ascii=False),
        ),
    )


def _make_view(db: sqlite3.Connection, ledger: Ledger) -> None:
    """What another program shows: Chinese column names, amounts in their unit, 是/否."""
    shown = ["id"]
    for field in ledger.fields:
        name = quoted(field.key)
        if field.kind is Kind.AMOUNT and field.decimals:
            name = f"{name} * 1.0 / {10**field.decimals}"
        elif field.kind is Kind.YES_NO:
            name = f"case {name} when 1 then '是' when 0 then '否' end"
        title = field.title + (f"（{field.unit}）" if field.unit else "")
        shown.append(f"{name} as {quoted(title)}")
    db.execute(f"drop view if exists {quoted('view_' + ledger.key)}")
    db.execute(
        f"create view {quoted('view_' + ledger.key)} as"
        f" select {', '.join(shown)} from {quoted(table_of(ledger.key))}"
    )


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


def delete(db: sqlite3.Connection, ledger: Ledger, id: str) -> None:
    """Delete one record and the proofs that hang on it (the files stay)."""
    get(db, ledger, id)
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
) -> list[str]:
    """Ids of the records that hold `text` in any field and equal `where`, sorted by a field.

    Without `order` the latest date comes first, records without a date last.
    """
    tests, args = _tests(ledger, text, where)
    if order:
        column = quoted(ledger.field(order).key)
        sort = f"{column} is null, {column} {'desc' if descending else 'asc'}, id"
    elif ledger.date_field:
        sort = f"{quoted(ledger.date_field)} is null, {quoted(ledger.date_field)} desc, id desc"
    else:
        sort = "id"
    sql = f"select id from {quoted(table_of(ledger.key))} where {tests} order by {sort}"
    return [row[0] for row in db.execute(sql, args)]


def _tests(
    ledger: Ledger, text: str, where: Mapping[str, Value] | None
) -> tuple[str, list[str | int | None]]:
    """What follows `where` for records that hold a text and equal some values, and its arguments."""
    tests, args = ["1"], list[str | int | None]()
    if text:
        columns = [f for f in ledger.fields if f.kind not in _INTEGERS]
        tests.append("(" + " or ".join(f"{quoted(f.key)} like ? escape '\\'" for f in columns) + ")")
        args += [like(text)] * len(columns)
    for key, value in (where or {}).items():
        field = ledger.field(key)
        if field.kind in LIST_KINDS and isinstance(value, list):
            # Stored as JSON text: a name stands in it between its quotes.
            for one in value:
                tests.append(f"{quoted(key)} like ? escape '\\'")
                args.append(like(json.dumps(one, ensure_ascii=False)))
        else:
            tests.append(f"{quoted(key)} is ?")
            args.append(_in(field, value))
    return " and ".join(tests), args


def totals(
    db: sqlite3.Connection, ledger: Ledger, *, text: str = "", where: Mapping[str, Value] | None = None
) -> tuple[int, dict[str, int]]:
    """How many records `ids` would list, and the sums of the fields that are added up, as stored
    (amounts scaled); a field with nothing in it is left out."""
    fields = [f for f in ledger.fields if f.totals and f.kind in (Kind.INTEGER, Kind.AMOUNT)]
    tests, args = _tests(ledger, text, where)
    sums = "".join(f", sum({quoted(f.key)})" for f in fields)
    row = db.execute(
        f"select count(*){sums} from {quoted(table_of(ledger.key))} where {tests}", args
    ).fetchone()
    return row[0], {f.key: row[n] for n, f in enumerate(fields, 1) if row[n] is not None}


def like(text: str) -> str:
    """A LIKE pattern (escape \\) for what contains `text`."""
    # SQLite takes patterns of 50,000 bytes; so long a text is known by its beginning.
    escaped = text[:5000].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def count(db: sqlite3.Connection, ledger: Ledger) -> int:
    """How many records a ledger holds."""
    return int(db.execute(f"select count(*) from {quoted(table_of(ledger.key))}").fetchone()[0])


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
    counts = ", ".join(f"count({quoted(f.key)})" for f in ledger.fields)
    sql = f"select {counts} from {quoted(table_of(ledger.key))}"
    parts = [()] if ids is None else [ids[start : start + 500] for start in range(0, len(ids), 500)]
    for part in parts:
        test = "" if ids is None else f" where id in ({', '.join('?' * len(part))})"
        row = db.execute(sql + test, part).fetchone()
        found.update(f.key for f, many in zip(ledger.fields, row, strict=True) if many)
    return found


def last(db: sqlite3.Connection, ledger: Ledger) -> Record | None:
    """The record entered last, for its defaults."""
    row = db.execute(
        f"select {_columns(ledger)} from {quoted(table_of(ledger.key))} order by id desc limit 1"
    ).fetchone()
    return _record(ledger, tuple(row)) if row else None
