"""Definitions of ledgers in the file: what a ledger is now, its table and its view, as they change.

A table's columns are only added, and a column keeps its kind for ever: the log's images, undo and redo
count on it. What a definition no longer names (a field whose adding was undone) stays as an empty column.
"""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..domain.fields import LIST_KINDS, Field, Kind
from ..domain.ledgers import Ledger, ledger_data, read_ledger
from ..domain.text import normal
from ..errors import Refused, WrongUse
from .schema import quoted, table_of
from .watching import columns, watch_table

if TYPE_CHECKING:
    from sqlite_utils import Database

INTEGERS = frozenset({Kind.INTEGER, Kind.AMOUNT, Kind.YES_NO})


@functools.lru_cache(maxsize=512)
def _read(text: str) -> Ledger:
    return read_ledger(json.loads(text))


def definitions(db: sqlite3.Connection) -> dict[str, Ledger]:
    """Every ledger of this workspace by key, in the order of the desk."""
    rows = db.execute("select id, definition from ledger order by position, id").fetchall()
    return {row[0]: _read(row[1]) for row in rows}


def definition(db: sqlite3.Connection, key: str) -> Ledger:
    """One ledger, by key or title; raises WrongUse when there is none."""
    rows = db.execute("select id, definition from ledger where id = ? or title = ?", (key, key)).fetchall()
    if not rows:
        raise WrongUse(f"没有名为“{key}”的台账，可用 civdesk ledgers 查看全部台账。")
    return _read(next((row[1] for row in rows if row[0] == key), rows[0][1]))


# --- changing ----------------------------------------------------------------------------------------


def add_definition(db: sqlite3.Connection, ledger: Ledger) -> None:
    """Make a ledger: its row, its table, its view, its triggers. Inside an operation.

    Raises Refused when the table is there from a ledger that was undone, and cannot hold this one.
    """
    add_definitions(db, [ledger])


def add_definitions(db: sqlite3.Connection, ledgers: Iterable[Ledger]) -> None:
    """`add_definition` of several."""
    from sqlite_utils import Database  # slow to import, and needed only here

    tables = Database(db, execute_plugins=False, recursive_triggers=False)
    for ledger in ledgers:
        if columns(db, table_of(ledger.key)):
            _add_columns(db, ledger, {})
        else:
            _make_table(tables, ledger)
        db.execute(
            "insert into ledger(id, title, grp, position, definition) values (?, ?, ?, ?, ?)",
            (ledger.key, *_row(ledger)),
        )
        _make_view(db, ledger)
        watch_table(db, table_of(ledger.key))


def change_definition(db: sqlite3.Connection, ledger: Ledger) -> None:
    """Let a ledger be so from now on; new fields get their columns. Inside an operation.

    No field may be missing or have another kind than before (ValueError: who edits makes sure of it).
    Raises Refused when a new field's column is there with another meaning.
    """
    before = {one.key: one for one in definition(db, ledger.key).fields}
    after = {one.key: one for one in ledger.fields}
    for key, one in before.items():
        if key not in after or _stored(after[key]) != _stored(one):
            raise ValueError(f"{ledger.key}.{key} would go or change its kind")
    _add_columns(db, ledger, before)
    db.execute(
        "update ledger set title = ?, grp = ?, position = ?, definition = ? where id = ?",
        (*_row(ledger), ledger.key),
    )
    renew(db, ledger.key)


def renew(db: sqlite3.Connection, key: str) -> None:
    """Bring the view and the triggers of a ledger in line with its definition, whatever changed that
    (undo and redo too); without a definition the view goes and the table stays."""
    row = db.execute("select definition from ledger where id = ?", (key,)).fetchone()
    if row is None:
        db.execute(f"drop view if exists {quoted('view_' + key)}")
        return
    _make_view(db, _read(row[0]))
    watch_table(db, table_of(key))


def _row(ledger: Ledger) -> tuple[str, str, int, str]:
    text = json.dumps(ledger_data(ledger), ensure_ascii=False)
    return ledger.title, ledger.group, ledger.position, text


def _type(field: Field) -> str:
    return "INTEGER" if field.kind in INTEGERS else "TEXT"


def _stored(field: Field) -> tuple[Kind, int]:
    """What decides how a column's values are read."""
    return field.kind, field.decimals


def _make_table(tables: Database, ledger: Ledger) -> None:
    table = table_of(ledger.key)
    types = {"id": str, **{f.key: int if f.kind in INTEGERS else str for f in ledger.fields}}
    tables.create_table(table, types, pk="id", strict=True)
    if ledger.date_field:
        tables.table(table).create_index([ledger.date_field, "id"])  # as lists are ordered


def _add_columns(db: sqlite3.Connection, ledger: Ledger, known: dict[str, Field]) -> None:
    table = table_of(ledger.key)
    there = columns(db, table)
    gone: dict[str, Field] | None = None
    for one in ledger.fields:
        if one.key in known:
            continue
        if one.key not in there:
            db.execute(f"alter table {quoted(table)} add column {quoted(one.key)} {_type(one)}")
            continue
        gone = former(db, ledger.key) if gone is None else gone
        if one.key in gone and _stored(gone[one.key]) != _stored(one):
            raise Refused(
                f"《{ledger.title}》以前有过一栏“{gone[one.key].title}”（{one.key}），类型与“{one.title}”不同，"
                "不能再用这个栏目代号，请换一个。",
                kind="conflict",
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


# --- what stands on a definition ---------------------------------------------------------------------


def taken_keys(db: sqlite3.Connection) -> set[str]:
    """Keys that no new ledger may get: of every ledger that is or ever was."""
    prefix = table_of("")
    rows = db.execute("select name from sqlite_master where type = 'table'")
    return {row[0].removeprefix(prefix) for row in rows if row[0].startswith(prefix)}


def taken_fields(db: sqlite3.Connection, key: str) -> set[str]:
    """Keys that no new field of this ledger may get: of every column it has, used or not."""
    return set(columns(db, table_of(key)))


def former(db: sqlite3.Connection, key: str) -> dict[str, Field]:
    """The fields that a ledger has or ever had, by key, each as it was last: the log knows them."""
    rows = db.execute(
        "select before, after from change where tbl = 'ledger' and record = ? order by id", (key,)
    )
    found: dict[str, Field] = {}
    for image in (image for row in rows for image in row if image):
        found.update((one.key, one) for one in _read(json.loads(image)["definition"]).fields)
    return found


def filled_in(db: sqlite3.Connection, ledger: Ledger, key: str) -> int:
    """How many records have something in this field."""
    sql = f"select count({quoted(ledger.field(key).key)}) from {quoted(table_of(ledger.key))}"
    return int(db.execute(sql).fetchone()[0])


def used_values(db: sqlite3.Connection, ledger: Ledger, key: str) -> dict[str, int]:
    """What stands in a field of choices, each with the number of records that have it."""
    column, table = quoted(ledger.field(key).key), quoted(table_of(ledger.key))
    if ledger.field(key).kind in LIST_KINDS:
        sql = f"select j.value, count(*) from {table} t, json_each(t.{column}) j group by 1"
    else:
        sql = f"select {column}, count(*) from {table} where {column} is not null group by 1"
    return {str(row[0]): int(row[1]) for row in db.execute(sql)}


def leaves_behind(db: sqlite3.Connection, key: str, now: str, then: str | None) -> bool:
    """Whether bringing a ledger's row back from `now` to `then` (images of the log; None: no row) would
    leave records, or what stands in a field, without a definition."""
    table = quoted(table_of(key))
    if then is None:
        return db.execute(f"select 1 from {table} limit 1").fetchone() is not None
    going = _keys(now) - _keys(then)
    tests = " or ".join(f"{quoted(name)} is not null" for name in going)
    return bool(going) and db.execute(f"select 1 from {table} where {tests} limit 1").fetchone() is not None


def share_a_title(db: sqlite3.Connection) -> bool:
    """Whether two ledgers have the same title: nobody could tell them apart."""
    titles = [normal(row[0]) for row in db.execute("select title from ledger")]
    return len(set(titles)) < len(titles)


def orphans(db: sqlite3.Connection, tables: Iterator[str]) -> bool:
    """Whether one of these ledger tables holds records although its ledger is gone."""
    for table in tables:
        key = table.removeprefix(table_of(""))
        if db.execute("select 1 from ledger where id = ?", (key,)).fetchone() is None and (
            db.execute(f"select 1 from {quoted(table)} limit 1").fetchone()
        ):
            return True
    return False


def _keys(image: str) -> set[str]:
    return set(_read(json.loads(image)["definition"]).keys)


# --- what the program ships --------------------------------------------------------------------------


def shipped_mark(db: sqlite3.Connection) -> int:
    """Which shipped definitions this file was last compared with (0: none); see `mark_shipped`."""
    return int(db.execute("pragma user_version").fetchone()[0])


def mark_shipped(db: sqlite3.Connection, mark: int) -> None:
    """Remember which shipped definitions the file has. Not a setting: it says nothing about the unit, and
    a comparison that found nothing to do is no step of the history."""
    db.execute(f"pragma user_version = {mark & 0x7FFFFFFF}")
