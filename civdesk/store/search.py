"""Search over everything: records, captions and file names, indicators, tasks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..domain.fields import Kind
from ..domain.ledgers import Ledger
from .ledgers import like
from .schema import quoted, table_of

_NOT_TEXT = frozenset({Kind.INTEGER, Kind.AMOUNT, Kind.YES_NO})
_CAPTION = ("title", "name", "event", "place", "people", "background", "photographer", "text")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds the searched text: its kind (record, evidence, indicator, task), id and
    title, and where it is (the ledger and the field, the caption element, the standard)."""

    kind: str
    id: str
    title: str
    where: str
    place: str = ""  # key of the ledger or standard, to open it


def search(
    db: sqlite3.Connection, ledgers: Mapping[str, Ledger], texts: Sequence[str], limit: int
) -> list[Hit]:
    """Hits of any of `texts`, indicators first, then records by ledger and date, evidence, tasks."""
    hits: list[Hit] = []
    for hit in _all(db, ledgers, [like(text) for text in texts]):
        hits.append(hit)
        if len(hits) >= limit:
            break
    return hits


def _all(db: sqlite3.Connection, ledgers: Mapping[str, Ledger], patterns: Sequence[str]) -> Iterator[Hit]:
    test, args = _test(["i.code || ' ' || i.title", "i.asked", "i.requirement"], patterns)
    for row in db.execute(
        "select i.id, i.code, i.title, s.title, s.id from indicator i join standard s on s.id = i.standard"
        f" where {test} order by s.active desc, s.id, i.position",
        args,
    ):
        yield Hit("indicator", row[0], f"{row[1]} {row[2]}", row[3], row[4])
    for ledger in ledgers.values():
        yield from _records(db, ledger, patterns)
    test, args = _test(list(_CAPTION), patterns)
    for row in db.execute(
        f"select id, coalesce(nullif(title, ''), name), name from evidence where {test}"
        " order by taken_at is null, taken_at desc, id desc",
        args,
    ):
        yield Hit("evidence", row[0], row[1], f"影像·{row[2]}")
    test, args = _test(["title", "note"], patterns)
    for row in db.execute(f"select id, title, due from task where {test} order by due", args):
        yield Hit("task", row[0], row[1], f"任务·{row[2]}")


def _records(db: sqlite3.Connection, ledger: Ledger, patterns: Sequence[str]) -> Iterator[Hit]:
    fields = [f for f in ledger.fields if f.kind not in _NOT_TEXT]
    test, args = _test([quoted(f.key) for f in fields], patterns)
    # The first field that holds it says where.
    cases, case_args = [], list[str]()
    for f in fields:
        one, one_args = _test([quoted(f.key)], patterns)
        cases.append(f"when {one} then ?")
        case_args += [*one_args, f.title]
    date = quoted(ledger.date_field) if ledger.date_field else "null"
    sql = (
        f"select id, {quoted(ledger.title_field)}, {date}, case {' '.join(cases)} end"
        f" from {quoted(table_of(ledger.key))} where {test} order by {date} desc, id desc"
    )
    for row in db.execute(sql, [*case_args, *args]):
        title = f"{row[2]} {row[1] or ''}".strip() if row[2] else str(row[1] or "")
        yield Hit("record", row[0], title, f"{ledger.title}·{row[3]}", ledger.key)


def _test(columns: Sequence[str], patterns: Sequence[str]) -> tuple[str, list[str]]:
    tests = [f"{column} like ? escape '\\'" for column in columns for _ in patterns]
    return "(" + " or ".join(tests) + ")", [p for _ in columns for p in patterns]
