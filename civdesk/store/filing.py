"""Reference codes (档号): given once to a piece of evidence, then neither reused nor renumbered.

The form is that of DA/T 13-2022 by item: `全宗号-门类·年度·保管期限-件号`, as in Z008-WS·2019·Y-0037.
Numbers run from 0001 within a year, category and retention.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from .ids import new_id

# 门类 of DA/T 13-2022; what is neither picture nor sound is filed as a document.
CATEGORIES = {"photo": "ZP", "video": "LX", "audio": "LY", "document": "WS", "other": "WS"}
RETENTIONS = {"永久": "Y", "30年": "D30", "10年": "D10"}


class Piece(NamedTuple):
    """What is to get a code: the id and kind of a piece of evidence, its year and retention."""

    evidence: str
    kind: str
    year: int
    retention: str


def code(fonds: str, category: str, year: int, retention: str, number: int) -> str:
    """One reference code as it is written."""
    return f"{fonds}-{category}·{year}·{retention}-{number:04d}"


def codes(db: sqlite3.Connection) -> dict[str, str]:
    """Every code in force, by id of its evidence."""
    return dict(db.execute("select evidence, code from filing_item where void = 0").fetchall())


def give(db: sqlite3.Connection, pieces: Sequence[Piece], *, fonds: str, at: str) -> dict[str, str]:
    """Give codes to those of `pieces` that never had one, in their order; the new codes by id.

    `fonds` is the unit's own 全宗号 (never invented: without one nothing is to be given), `at` the moment as
    ISO text. Inside an operation that cannot be undone, so that no number comes back.
    """
    assert fonds
    filed = {row[0] for row in db.execute("select evidence from filing_item")}
    last: dict[tuple[int, str, str], int] = {
        (row[0], row[1], row[2]): row[3]
        for row in db.execute(
            "select year, category, retention, max(number) from filing_item group by 1, 2, 3"
        )
    }
    new: dict[str, str] = {}
    for evidence, kind, year, retention in pieces:
        if evidence in filed or evidence in new:
            continue
        category = CATEGORIES[kind]
        number = last[year, category, retention] = last.get((year, category, retention), 0) + 1
        new[evidence] = code(fonds, category, year, retention, number)
        db.execute(
            "insert into filing_item(id, year, category, retention, number, code, evidence, given_at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (new_id(), year, category, retention, number, new[evidence], evidence, at),
        )
    return new
