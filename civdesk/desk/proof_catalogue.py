"""佐证目录: for each indicator what it can show: the records that count, by ledger, and its own files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..domain.fields import show
from ..domain.ledgers import Ledger
from ..domain.sentences import show_day
from ..store import evidence, ledgers, proofs
from ..store.workspace import Workspace
from .assessing import Assessment, IndicatorReport
from .evidence import roles

_NAMED = 12  # records of a ledger that are named; the others are counted


def catalogue(ws: Workspace, found: Assessment) -> dict[str, tuple[str, ...]]:
    """The lines of each indicator that has any, by code: 集体学习 6 条（现场照片 12、签到表 6）：1月14日….
    An assessment made without its records names none."""
    db = ws.reader()
    books, titles = ledgers.definitions(db), {key: role.title for key, role in roles().items()}
    made = {one.code: tuple(_lines(db, one, books, titles, found.on)) for one in found.indicators}
    return {code: lines for code, lines in made.items() if lines}


def _lines(
    db: sqlite3.Connection,
    report: IndicatorReport,
    books: Mapping[str, Ledger],
    titles: Mapping[str, str],
    on: date,
) -> Iterator[str]:
    ids: dict[str, dict[str, None]] = {}  # a record that counts for several rules is one
    for rule in report.rules:
        for ledger, records in rule.parts:
            ids.setdefault(ledger, {}).update(dict.fromkeys(records))
    for ledger, counted in ids.items():
        if counted and ledger in books:
            yield _records(db, books[ledger], list(counted), titles, on)
    own = [one.evidence for one in proofs.of_subject(db, proofs.INDICATOR, report.indicator.id)]
    files = [one.name for one in evidence.many(db, list(dict.fromkeys(own)))]
    if files:
        yield f"附件 {len(files)} 份：{'、'.join(files)}"


def _records(
    db: sqlite3.Connection, book: Ledger, ids: Sequence[str], titles: Mapping[str, str], on: date
) -> str:
    counts = proofs.roles_of(db, book.key, ids)
    files = "、".join(f"{titles.get(role, role)} {n}" for role, n in counts.items())
    said = f"{book.title} {len(ids)} 条" + (f"（{files}）" if files else "")
    if book.register:
        return said  # who is in a register is not told one by one
    dated = []
    for record in ledgers.records(db, book, ids[:_NAMED]):
        day = record.values.get(book.date_field) if book.date_field else None
        title = show(book.field(book.title_field), record.values.get(book.title_field))
        dated.append(f"{show_day(date.fromisoformat(day), on)} {title}" if isinstance(day, str) else title)
    return f"{said}：{'、'.join(dated)}{'等' if len(ids) > _NAMED else ''}"
