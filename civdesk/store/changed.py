"""What changed since a moment, and a view of the ledgers in which only the changed records stand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from .schema import quoted
from .watching import columns

_FEW = 200  # changed rows of a table whose images are read; after more everything is asked anew
_PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables that changed, those in which `many` rows did, and of the others what stood in each changed
    row before (None: there was none)."""

    tables: frozenset[str]
    many: frozenset[str]
    before: Mapping[str, Mapping[str, dict[str, Any] | None]]
    subjects: frozenset[str]  # the records whose proofs changed

    def records(self, table: str) -> frozenset[str]:
        """The records of a table that changed, or whose proofs did."""
        return frozenset(self.before.get(table, {})) | self.subjects


def last_change(db: sqlite3.Connection) -> int:
    """The number of the last logged change; 0 before the first."""
    return int(db.execute("select coalesce(max(id), 0) from change").fetchone()[0])


def changes_since(db: sqlite3.Connection, seen: int) -> Changes:
    """What was logged after a change."""
    numbers = dict(db.execute("select tbl, count(*) from change where id > ? group by tbl", (seen,)))
    many = frozenset(table for table, number in numbers.items() if number > _FEW)
    before: dict[str, dict[str, dict[str, Any] | None]] = {}
    subjects: set[str] = set()
    for table in numbers.keys() - many:
        if not (table == _PROOF or table.startswith("ledger_")):
            continue
        rows = db.execute(
            "select record, before, after from change where id > ? and tbl = ? order by id", (seen, table)
        )
        for record, old, new in rows:
            images = [json.loads(text) for text in (old, new) if text]
            before.setdefault(table, {}).setdefault(record, images[0] if old else None)
            if table == _PROOF:
                subjects |= {image["subject"] for image in images}
    return Changes(frozenset(numbers), many, before, frozenset(subjects))


def then(
    db: sqlite3.Connection, table: str, ids: frozenset[str], changes: Changes, *, before: bool
) -> sqlite3.Connection:
    """A connection as `_Then` describes it: only for questions, which need nothing but `execute`."""
    return cast(sqlite3.Connection, _Then(db, table, ids, changes, before=before))


class _Then:
    """A connection to which a ledger holds only some records: as they are now, or as they were before.

    Every query that names the ledger's table (and that of proofs, for before) gets one of its own put in
    front, under the same name; so the questions are asked with the very same SQL.
    """

    def __init__(
        self, db: sqlite3.Connection, table: str, ids: frozenset[str], changes: Changes, *, before: bool
    ) -> None:
        self._db = db
        changed = changes.before.get(table, {})
        self._tables = [_as_it_is(table, ids)]
        if before:
            images = [row for row in changed.values() if row]
            self._tables = [_as_it_was(db, table, images, ids - changed.keys())]
            if _PROOF in changes.tables:
                self._tables.append(_proofs_then(changes.before.get(_PROOF, {})))

    def execute(self, sql: str, args: Sequence[Any] = ()) -> sqlite3.Cursor:
        """As the connection's."""
        named = [(one, values) for name, one, values in self._tables if name in sql]
        if not named:
            return self._db.execute(sql, args)
        heads = ", ".join(one for one, _ in named)
        sql = f"with {heads}, {sql[5:]}" if sql.startswith("with ") else f"with {heads} {sql}"
        return self._db.execute(sql, [*(value for _, values in named for value in values), *args])


_Table = tuple[str, str, list[Any]]  # its name, the expression that stands for it, its parameters


def _as_it_is(table: str, ids: frozenset[str]) -> _Table:
    name = quoted(table)
    sql = (
        f"{name} as materialized (select rowid as rowid, * from main.{name}"
        " where id in (select value from json_each(?)))"
    )
    return name, sql, [json.dumps(sorted(ids))]


def _as_it_was(
    db: sqlite3.Connection, table: str, images: Sequence[Mapping[str, Any]], others: frozenset[str]
) -> _Table:
    """The changed rows from their images; `others` (whose proofs changed) are as they are."""
    name, keys = quoted(table), list(columns(db, table))
    # Rows are told apart by a number, which those that are still there have already.
    read = ", ".join(f"json_extract(j.value, '$.{quoted(key)}') as {quoted(key)}" for key in keys)
    listed = ", ".join(f"t.{quoted(key)}" for key in keys)
    sql = (
        f"{name} as materialized (select -1 - j.key as rowid, {read} from json_each(?) j"
        f" union all select t.rowid, {listed} from main.{name} t"
        " where t.id in (select value from json_each(?)))"
    )
    return name, sql, [json.dumps(list(images), ensure_ascii=False), json.dumps(sorted(others))]


def _proofs_then(before: Mapping[str, Mapping[str, Any] | None]) -> _Table:
    """The proofs as they were, as far as questions look at them."""
    sql = (
        "proof as (select id, subject, role from main.proof where id not in (select value from json_each(?))"
        " union all select json_extract(value, '$.id'), json_extract(value, '$.subject'),"
        " json_extract(value, '$.role') from json_each(?))"
    )
    images = [row for row in before.values() if row]
    return "proof p", sql, [json.dumps(sorted(before)), json.dumps(images, ensure_ascii=False)]
