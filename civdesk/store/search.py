"""Search over everything: records, captions and file names, texts of documents, indicators, tasks.

What is in the index comes from there; what changed since the index was last brought up to date, and
everything where there is none, is looked through where it stands. Either way each hit is looked at
itself, so the index never decides what is found, only how soon.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..domain.ledgers import Ledger
from ..domain.searching import excerpt, place
from . import search_index
from .matching import Column, holding, like
from .schema import quoted
from .search_index import BANDS, CONTENT, CONTENTS, INDICATOR, TITLES
from .search_sources import EVIDENCE, Source, source_of, tables

# Rows of the index looked at together; twice as many each time.
_FIRST, _MOST = 128, 2048
# The index is given up when of so many rows it named hardly any held the text.
_PATIENCE = 4096


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds the searched text: its kind (record, evidence, indicator, task), id and
    title, and where it is (the ledger and the field, the caption element, the standard); `place` is the
    key of the ledger or standard, to open it; `snippet` what stands before the text, the text as it is
    written there, and what follows."""

    kind: str
    id: str
    title: str
    where: str
    place: str = ""
    snippet: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class _Found:
    """A hit and its rank: the band, the day, and (of what changed lately) before its equals."""

    rank: tuple[int, int, int]
    hit: Hit


def search(
    db: sqlite3.Connection, ledgers: Mapping[str, Ledger], texts: Sequence[str], limit: int
) -> list[Hit]:
    """The best hits of any of `texts`: indicators, records, evidence, tasks; of each kind first those whose
    title holds it, then the latest day; documents that only hold it inside come after captions."""
    own = not db.in_transaction
    if own:
        db.execute("begin")  # index, log and rows as they are at one moment
    try:
        return _Search(db, ledgers, texts, limit).hits()
    finally:
        if own:
            db.execute("commit")


class _Search:
    """One search: what all its steps need to know."""

    def __init__(
        self, db: sqlite3.Connection, ledgers: Mapping[str, Ledger], texts: Sequence[str], limit: int
    ) -> None:
        self.db, self.ledgers, self.texts, self.limit = db, ledgers, texts, limit
        self.indexed = search_index.indexed(db)

    def hits(self) -> list[Hit]:
        found = self._in_index() if self.indexed else None
        if found is None:
            found = [one for table in tables(self.ledgers) for one in self._scanned(table, "1")]
            contents = "1"
        else:
            since = "id in (select record from change where id > ? and tbl = ?)"
            for (table,) in self.db.execute("select distinct tbl from change where id > ?", (self.indexed,)):
                found += self._scanned(table, since, [self.indexed, table])
            contents = "t.indexed = 0"
        found += self._contents(contents, [like(text) for text in self.texts])
        found.sort(key=lambda one: one.rank, reverse=True)
        best = {(one.hit.kind, one.hit.place, one.hit.id): one.hit for one in reversed(found)}
        ranked = dict.fromkeys((one.hit.kind, one.hit.place, one.hit.id) for one in found)
        hits = [best[key] for key in ranked]
        indicators = self._in_their_order([hit for hit in hits if hit.kind == "indicator"])
        return [*indicators, *(hit for hit in hits if hit.kind != "indicator")][: self.limit]

    # --- from the index --------------------------------------------------------------------------------

    def _in_index(self) -> list[_Found] | None:
        """The best hits in the index; None when it names too many rows that hold nothing."""
        rows = self.db.execute(
            "select rowid from search where search match ? order by rowid desc",
            (search_index.expression(self.texts),),
        )
        found: list[_Found] = []
        seen: set[tuple[str, str, str]] = set()
        size, looked = _FIRST, 0
        while some := [search_index.split(row[0]) for row in rows.fetchmany(size)]:
            looked += len(some)
            for one in self._held(some):
                key = (one.hit.kind, one.hit.place, one.hit.id)
                if key not in seen:
                    seen.add(key)
                    found.append(one)
            # Indicators come first, and are put in their own order when all of them are there.
            if some[-1][0] < INDICATOR and len(found) >= self.limit:
                break
            if looked >= _PATIENCE and len(found) * 20 < looked:
                return None
            size = min(size * 2, _MOST)
        return found

    def _held(self, numbers: Sequence[tuple[int, int]]) -> Iterator[_Found]:
        """Those of some rows of the index whose record is there, unchanged, and holds the text; in order."""
        docs = {
            row[0]: (row[1], row[2])
            for row in self.db.execute(
                "select d.id, p.tbl, d.record from search_doc d join search_place p on p.id = d.place"
                " where d.id in (select value from json_each(?)) and not exists"
                " (select 1 from change c where c.record = d.record and c.tbl = p.tbl and c.id > ?)",
                (json.dumps([number for _, number in numbers]), self.indexed),
            )
        }
        by_table: dict[str, list[str]] = {}
        for table, record in docs.values():
            by_table.setdefault(table, []).append(record)
        hits: dict[tuple[str, str], list[_Found]] = {}
        for table, records in by_table.items():
            chosen = json.dumps(records)
            if table == CONTENTS:
                where = "t.sha256 in (select value from json_each(?))"
                for sha256, one in self._content_rows(where, [chosen]):
                    hits.setdefault((table, sha256), []).append(one)
            elif source := source_of(self.ledgers, table):
                for one in self._rows(source, "id in (select value from json_each(?))", [chosen]):
                    hits[table, one.hit.id] = [one]
        for band, number in numbers:
            for one in hits.get(docs.get(number, ("", "")), ()):
                # Named for its title, it may hold the text elsewhere: then it is named again.
                if band not in TITLES or one.rank[0] == band:
                    yield one

    # --- where it stands -------------------------------------------------------------------------------

    def _scanned(self, table: str, where: str, chosen: Sequence[object] = ()) -> list[_Found]:
        """The best of the rows that fit, looked through one by one."""
        source = source_of(self.ledgers, table)
        if source is None:
            return []
        test, args = holding(source.columns, self.texts)
        first, first_args = holding(source.titles, self.texts)
        many = -1 if source.kind == "indicator" else self.limit
        where = f"{where} and {test} order by {first} desc, {source.date} desc limit {many}"
        return list(self._rows(source, where, [*chosen, *args, *first_args], late=1))

    def _rows(self, source: Source, where: str, args: Sequence[object], late: int = 0) -> Iterator[_Found]:
        """Hits among the rows that fit."""
        shown = ", ".join(column.shown for column in source.columns)
        for row in self.db.execute(
            f"select id, {source.date}, {source.name}, {shown} from {quoted(source.table)} where {where}",
            args,
        ):
            at = next((n for n, text in enumerate(row[3:]) if text and place(text, self.texts)), None)
            if at is None:
                continue
            band = BANDS[source.kind] + (at < len(source.titles) and source.kind != "indicator")
            rank = (band, search_index.day(row[1]), late)
            yield _Found(rank, self._hit(source, row, source.columns[at], row[3 + at]))

    def _hit(self, source: Source, row: Sequence[str | None], column: Column, text: str) -> Hit:
        title, where = row[2] or "", f"{source.where}·{column.title}"
        if source.kind == "record":
            title = " ".join(filter(None, (row[1], title)))
        elif source.kind == "task":
            where = f"{source.where}·{row[1]}"
        return Hit(source.kind, row[0] or "", title, where, source.place, excerpt(text, self.texts))

    def _contents(self, where: str, patterns: Sequence[str]) -> list[_Found]:
        test = " or ".join("t.text like ? escape '\\'" for _ in patterns)
        return [one for _, one in self._content_rows(f"{where} and ({test})", patterns)]

    def _content_rows(self, where: str, args: Sequence[object]) -> Iterator[tuple[str, _Found]]:
        """Evidence whose document holds the text, with its SHA-256."""
        for row in self.db.execute(
            f"select e.id, {EVIDENCE.name}, t.text, e.sha256"
            f" from evidence_text t join evidence e on e.sha256 = t.sha256 where {where} order by e.id desc",
            args,
        ):
            if place(row[2], self.texts):
                hit = Hit("evidence", row[0], row[1], "影像·文件内容", "", excerpt(row[2], self.texts))
                yield row[3], _Found((CONTENT, 0, 0), hit)

    def _in_their_order(self, hits: Sequence[Hit]) -> list[Hit]:
        """Indicators as their standards have them, the active one first, with the standard's name and key."""
        by_id = {hit.id: hit for hit in hits}
        return [
            Hit("indicator", row[0], by_id[row[0]].title, row[1], row[2], by_id[row[0]].snippet)
            for row in self.db.execute(
                "select i.id, s.title, s.id from indicator i join standard s on s.id = i.standard"
                " where i.id in (select value from json_each(?)) order by s.active desc, s.id, i.position",
                (json.dumps(list(by_id)),),
            )
        ]
