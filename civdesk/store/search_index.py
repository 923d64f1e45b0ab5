"""The search index: what is in it, and how it follows the log. It is never logged itself.

Every logged write leaves a row in `change`, so the log is the list of what the index has yet to take
in: `indexed` is the id of the last change that is in, and what changed since is looked at where it
stands. So a save costs nothing for the index, and a search is exact however far the index is behind.

A text is indexed by its pairs of neighbouring characters (and, by the prefix of one character, by its
single ones), each pair once: a search takes the rows that have all pairs of the searched text and looks
whether they really hold it. Word breaks, punctuation and widths play no part.

The rowid says what a row is worth: first the band (kind, title before the rest), then the day, so a
search reads the best first and stops when it has enough.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ..domain.ledgers import Ledger
from .schema import quoted, table_of
from .search_sources import Source, source_of, tables

# Bands, best last. A row has a document in the band of its kind and another for its title.
TASK, TASK_TITLE, CONTENT, EVIDENCE, EVIDENCE_TITLE, RECORD, RECORD_TITLE, INDICATOR = range(8)
BANDS = {"task": TASK, "evidence": EVIDENCE, "record": RECORD, "indicator": INDICATOR}
TITLES = frozenset({TASK_TITLE, EVIDENCE_TITLE, RECORD_TITLE})
CONTENTS = "evidence_text"

_BAND_BITS = 44
_DATED = 1 << 40  # what has no day is numbered from 1, below all that has one
_DAY_BITS = 12
_BATCH = 200  # changes taken in at once: a save waits for no more
# Rows of the index whose record is gone or was indexed anew; above this the index is made anew.
_MOST_DEAD = 5000

# Every character becomes one that no tokenizer takes for a separator; capital letters as small ones.
_SAFE = {code: chr(0xE000 + ord(chr(code).lower())) for code in range(128)}
_END = "\ue080"


def document(texts: Iterable[str | None]) -> str:
    """The tokens of some texts, so that no pair spans two of them."""
    pairs: set[str] = set()
    for text in texts:
        if text:
            safe = text.translate(_SAFE)
            pairs.update(map(str.__add__, safe, safe[1:] + _END))
    return " ".join(pairs)


def expression(texts: Sequence[str]) -> str:
    """The FTS5 query for rows that may hold one of `texts`."""
    return " OR ".join(f"({_all_pairs(text.translate(_SAFE))})" for text in texts)


def _all_pairs(safe: str) -> str:
    if len(safe) == 1:
        return f'"{safe}" *'
    # Of a long text every second pair, and few: they only have to choose, the rows are looked at anyway.
    step = 1 if len(safe) <= 4 else 2
    starts = [*range(0, len(safe) - 2, step), len(safe) - 2]
    return " AND ".join(dict.fromkeys(f'"{safe[at : at + 2]}"' for at in starts[-12:]))


def split(rowid: int) -> tuple[int, int]:
    """The band and the document number of a row of the index."""
    return rowid >> _BAND_BITS, rowid & ((1 << _BAND_BITS) - 1)


def indexed(db: sqlite3.Connection) -> int:
    """The id of the last change that is in the index."""
    return _state(db, "indexed")


def day(text: str | None) -> int:
    """The number of the day that a date, a moment or a period begins with; 0 for what is none."""
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return 0


# --- taking in ---------------------------------------------------------------------------------------


def step(db: sqlite3.Connection, ledgers: Mapping[str, Ledger]) -> bool:
    """Take in the next changes, in the transaction that is open; whether there may be more."""
    last = indexed(db)
    changes = db.execute(
        "select id, tbl, record from change where id > ? order by id limit ?", (last, _BATCH)
    ).fetchall()
    if changes:
        by_table: dict[str, list[str]] = {}
        for _, table, record in changes:
            by_table.setdefault(table, []).append(record)
        if "ledger" in by_table and _ranked_anew(db, ledgers):
            reset(db)
            return True
        for table, records in by_table.items():
            if source := source_of(ledgers, table):
                _take_in(db, source, list(dict.fromkeys(records)))
            elif table.startswith(table_of("")):
                _set_state(db, f"away {table}", 1)
        _set_state(db, "indexed", changes[-1][0])
    elif not (waiting := _waiting_text(db)):
        return False
    else:
        put_text(db, *waiting)
    if _state(db, "dead") > max(_MOST_DEAD, db.execute("select count(*) from search_doc").fetchone()[0]):
        reset(db)
    return True


def put_text(db: sqlite3.Connection, sha256: str, text: str) -> None:
    """Keep the text of a document, and take it in."""
    db.execute(
        "insert into evidence_text(sha256, text, indexed) values (?, ?, 1)"
        " on conflict(sha256) do update set text = excluded.text, indexed = 1",
        (sha256, text),
    )
    _forget(db, CONTENTS, [sha256])
    if text:
        ends: dict[int, int] = {}
        number = _number(db, 0, ends)
        _keep(db, ends)
        _insert(db, [(number, _place(db, CONTENTS), sha256)], [(CONTENT, number, document([text]))])


def without_text(db: sqlite3.Connection, formats: Sequence[str]) -> list[tuple[str, str, int]]:
    """Documents nobody has looked into yet: SHA-256, format, size."""
    places = ", ".join("?" * len(formats))
    rows = db.execute(
        f"select e.sha256, min(e.format), b.size from evidence e join blob b on b.sha256 = e.sha256"
        f" where e.format in ({places}) and b.whole = 1"
        " and e.sha256 not in (select sha256 from evidence_text) group by e.sha256",
        formats,
    )
    return [tuple(row) for row in rows]


def reset(db: sqlite3.Connection) -> None:
    """Empty the index; it is filled again step by step, from the beginning of the log."""
    db.execute("insert into search(search) values ('delete-all')")
    db.execute("delete from search_doc")
    db.execute("delete from search_state")
    db.execute("update evidence_text set indexed = 0")


def _ranked_anew(db: sqlite3.Connection, ledgers: Mapping[str, Ledger]) -> bool:
    """Whether rows were taken in that rank otherwise by now, or passed over with a ledger that is back: a
    ledger was given another title or date field, or was away for a while."""
    for table in tables(ledgers):
        rank, source = _state(db, f"rank {table}"), source_of(ledgers, table)
        if (rank and source and rank != _rank(source)) or _state(db, f"away {table}"):
            return True
    return False


def _rank(source: Source) -> int:
    """A number for what decides about the rank of the rows of a table."""
    return zlib.crc32(" ".join([source.date, *(column.sql for column in source.titles)]).encode())


def _waiting_text(db: sqlite3.Connection) -> tuple[str, str] | None:
    row = db.execute("select sha256, text from evidence_text where indexed = 0 limit 1").fetchone()
    return (row[0], row[1]) if row else None


def _take_in(db: sqlite3.Connection, source: Source, records: list[str]) -> None:
    """Put rows as they stand now in the place of what the index had of them."""
    _forget(db, source.table, records)
    place = _place(db, source.table)
    shown = ", ".join(column.shown for column in source.columns)
    titles = len(source.titles)
    band = BANDS[source.kind]
    docs: list[tuple[int, int, str]] = []
    texts: list[tuple[int, int, str]] = []
    ends: dict[int, int] = {}
    for row in db.execute(
        f"select id, {source.date}, {shown} from {quoted(source.table)}"
        " where id in (select value from json_each(?)) order by id",
        (json.dumps(records),),
    ):
        number = _number(db, day(row[1]), ends)
        docs.append((number, place, row[0]))
        if band == INDICATOR:
            texts.append((band, number, document(row[2:])))
            continue
        texts.append((band + 1, number, document(row[2 : 2 + titles])))
        texts.append((band, number, document(row[2 + titles :])))
    _insert(db, docs, texts)
    _keep(db, ends)
    _set_state(db, f"rank {source.table}", _rank(source))


def _insert(
    db: sqlite3.Connection, docs: Sequence[tuple[int, int, str]], texts: Iterable[tuple[int, int, str]]
) -> None:
    db.executemany("insert into search_doc(id, place, record) values (?, ?, ?)", docs)
    rows: Iterator[tuple[int, str]] = (
        (band << _BAND_BITS | number, text) for band, number, text in texts if text
    )
    # In order of rowid, as FTS5 takes them fastest.
    db.executemany("insert into search(rowid, text) values (?, ?)", sorted(rows))


def _forget(db: sqlite3.Connection, table: str, records: Sequence[str]) -> None:
    """Leave behind what the index has of some rows: FTS5 could take it out only with the old texts."""
    gone = db.execute(
        "delete from search_doc where place = ? and record in (select value from json_each(?))",
        (_place(db, table), json.dumps(records)),
    ).rowcount
    if gone:
        _set_state(db, "dead", _state(db, "dead") + gone)


def _number(db: sqlite3.Connection, day: int, ends: dict[int, int]) -> int:
    """A number nobody had since the index was made, by its day; `ends` gets the last one of that day.

    A day with more rows than it has numbers takes those of the days after it.
    """
    while True:
        first = _DATED + (day << _DAY_BITS) if day else 1
        after = first + (1 << _DAY_BITS) if day else _DATED
        number = 1 + (ends.get(day) or _state(db, f"day {day}") or first - 1)
        if number < after:
            ends[day] = number
            return number
        day += 1


def _keep(db: sqlite3.Connection, ends: Mapping[int, int]) -> None:
    for day, number in ends.items():
        _set_state(db, f"day {day}", number)


def _place(db: sqlite3.Connection, table: str) -> int:
    db.execute("insert into search_place(tbl) values (?) on conflict do nothing", (table,))
    return int(db.execute("select id from search_place where tbl = ?", (table,)).fetchone()[0])


def _state(db: sqlite3.Connection, name: str) -> int:
    row = db.execute("select value from search_state where name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def _set_state(db: sqlite3.Connection, name: str, value: int) -> None:
    db.execute(
        "insert into search_state(name, value) values (?, ?) on conflict(name) do update set value = ?",
        (name, value, value),
    )
