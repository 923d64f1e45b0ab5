"""Putting records and their proofs into a workspace, for the tests of rules and assessments."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from civdesk.store import evidence, ledgers, proofs
from civdesk.store.evidence import Evidence
from civdesk.store.ids import new_id
from civdesk.store.workspace import Workspace

STUDIES = ("2026-01-10", "2026-02-11", "2026-05-12", "2026-06-13", "2026-06-14", "2026-08-15")
LECTURES = ("2026-03-18", "2026-05-20", "2026-09-16")


def put(ws: Workspace, ledger: str, *rows: Mapping[str, Any]) -> list[str]:
    """Add records with values as they are stored; their ids."""
    book = ledgers.definition(ws.reader(), ledger)
    return ws.operate("add", "新增", lambda db: ledgers.insert_many(db, book, rows)).result


def on_days(ws: Workspace, ledger: str, days: Sequence[str], **values: Any) -> list[str]:
    """A record on each of these days."""
    return put(ws, ledger, *({"title": f"第{n}次", "date": day, **values} for n, day in enumerate(days, 1)))


def staff(ws: Workspace, serving: int, registered: int, retired: int = 0) -> None:
    """People 在职, the first of them registered volunteers, and retired ones."""
    people: list[dict[str, Any]] = [
        {"title": f"甲{n}", "status": "在职", "volunteer": int(n < registered)} for n in range(serving)
    ]
    people += [{"title": f"乙{n}", "status": "退休", "volunteer": 1} for n in range(retired)]
    put(ws, "staff", *people)


def prove(ws: Workspace, ledger: str, record: str, *roles: str) -> None:
    """Let a file of its own prove a record in each of these roles."""

    def store(db: sqlite3.Connection) -> None:
        for role in roles:
            id = new_id()
            sha256 = hashlib.sha256(id.encode()).hexdigest()
            db.execute("insert into blob(sha256, size, whole) values (?, 0, 1)", (sha256,))
            one = Evidence(
                id, sha256, f"{role}.jpg", "photo", "jpeg", 0, came_from="", came_at="2026-01-01T00:00:00"
            )
            evidence.insert(db, one)
            proofs.link(db, id, ledger, record, role)

    ws.operate("import_files", "导入", store)
