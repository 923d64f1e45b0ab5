"""Asking: a standard assessed over 100,000 records, against one count of the same tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from civdesk.desk import assessing, workspaces
from civdesk.store import ledgers
from civdesk.store.memory import Memory
from civdesk.store.workspace import Workspace
from tests.bench import Row, best

RECORDS, PEOPLE = 100_000, 120
KEYS = ("volunteer_activity", "activity", "study", "festival_activity", "moral_lecture")
ON = date(2026, 11, 21)


def bench_assessing(folder: Path) -> list[Row]:
    with workspaces.new(folder / "w.civdesk") as ws:
        _fill(ws)
        assessing.install_standard(ws, _standard())
        mine = best(lambda: assessing.assess(ws, "bench", ON, records=False), 3)
        theirs = best(_count(ws.reader()), 7)
        after = _after_one_edit(ws)
        shipped = best(lambda: assessing.assess(ws, "province_unit", ON, records=False), 3)
        number = len(assessing.standard(ws, "province_unit").indicators)

    def against(seconds: float) -> str:
        return f"{seconds * 1000:.0f} ms against {theirs * 1000:.0f} ms"

    return [
        Row("assess 200 indicators over 100,000 records / one scan", mine / theirs, 40, against(mine)),
        Row("assess them again after one edit / one scan", after / theirs, 3, against(after)),
        Row(f"assess the province standard ({number}) / one scan", shipped / theirs, 40, against(shipped)),
    ]


def _count(db: sqlite3.Connection) -> Callable[[], None]:
    def count() -> None:
        for key in KEYS:
            # Not count(*) alone, which an index answers: every row is looked at.
            db.execute(f"select count(*) from ledger_{key} where note is null").fetchone()

    return count


def _after_one_edit(ws: Workspace) -> float:
    """Seconds of the assessment that follows an edit, of the ledger in which it takes the longest."""
    memory, edits = Memory(), iter(range(1000))
    assessing.assess(ws, "bench", ON, records=False, memory=memory)
    books = ledgers.definitions(ws.reader())
    seconds: dict[str, list[float]] = {key: [] for key in KEYS}
    for key in KEYS * 5:
        id = ledgers.ids(ws.reader(), books[key])[5]
        values = {"date": f"2026-0{1 + next(edits) % 9}-11", "department": "部门3"}
        ws.operate("set", "改", lambda db, k=key, i=id, v=values: ledgers.update(db, books[k], i, v))
        again = best(lambda: assessing.assess(ws, "bench", ON, records=False, memory=memory), 1)
        seconds[key].append(again)
    return max(min(each) for each in seconds.values())


def _fill(ws: Workspace) -> None:
    books = ledgers.definitions(ws.reader())
    staff = [{"title": f"职工{n:03}", "status": "在职", "volunteer": n % 3 == 0} for n in range(PEOPLE)]
    staff_ids = ws.operate("add", "填入", lambda db: ledgers.insert_many(db, books["staff"], staff))
    assert staff_ids
    for key in KEYS:
        keys = books[key].keys
        rows = [{k: v for k, v in _record(n).items() if k in keys} for n in range(RECORDS // len(KEYS))]
        ws.operate("import_sheet", "填入", lambda db, k=key, r=rows: ledgers.insert_many(db, books[k], r))


def _record(n: int) -> dict[str, Any]:
    return {
        "title": f"第{n}次",
        "date": f"{2025 + n % 2}-{1 + n % 12:02}-{1 + n % 28:02}",
        "people": n % 50,
        "hours": 100 + n % 300,
        "department": f"部门{n % 9}",
        "place": f"地点{n % 40}",
        "participants": [f"职工{n % PEOPLE:03}", f"职工{(n * 7) % PEOPLE:03}"],
    }


def _standard() -> dict[str, Any]:
    """200 indicators of every kind of rule: cadences, proofs, each person, shares, zero lists, several
    ledgers at once."""
    rules = list(_rules())
    return {
        "key": "bench",
        "title": "两百项指标",
        "indicators": [
            {"code": str(n + 1), "title": f"指标{n + 1}", "points": 1, "lead": ["部门1"],
             "rules": [rules[n % len(rules)] | {"subject": f"第{n + 1}项"}] if "numerator" not in
             rules[n % len(rules)] else [rules[n % len(rules)]]}
            for n in range(200)
        ],
    }  # fmt: skip


def _rules() -> Iterator[dict[str, Any]]:
    cadences = ("week", "month", "two_months", "quarter", "half_year", "year")
    for n in range(200):
        key = KEYS[(n // 10 + n) % len(KEYS)]
        where = {"department": f"部门{n % 9}"}
        match n % 10:
            case 0:
                yield {"ledger": key, "where": where, "at_least": 1, "per": "year", "proofs": {"photo": 2}}
            case 1 if n % 20 == 1:
                everyone = {"ledger": "staff", "where": {"status": "在职"}, "field": "participants"}
                ledger = ("activity", "volunteer_activity")[n // 20 % 2]
                yield {"ledger": ledger, "where": where, "at_least": 1, "per": "year", "each": everyone}
            case 1:
                yield {"ledger": key, "where": where, "each": "record", "must": {"people": {"at_least": 1}}}
            case 2:
                yield {
                    "numerator": {"ledger": "staff", "where": {"volunteer": True}},
                    "denominator": {"ledger": "staff"},
                    "at_least": "30%",
                }
            case 3:
                stated = {"ledger": "zero_report", "where": {"none_happened": True}}
                where = {"title": {"contains": f"事故{n}"}}
                yield {"ledger": key, "where": where, "equals": 0, "per": "year", "statement": stated}
            case 4:
                other = KEYS[(n + 1) % len(KEYS)]
                yield {"ledger": key, "also": [{"ledger": other}], "at_least": 90 + n, "per": "month"}
            case 5:
                yield {"ledger": key, "where": where, "at_least": 1, "per": "day"}
            case 6:
                yield {"ledger": key, "where": where, "measure": "sum", "field": "people", "at_least": n,
                       "per": "quarter"}  # fmt: skip
            case _:
                yield {"ledger": key, "where": where, "at_least": n, "per": cadences[n % len(cadences)]}
