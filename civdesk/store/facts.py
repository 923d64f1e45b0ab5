"""What a workspace file holds, counted; and whether it is whole."""

from __future__ import annotations

import sqlite3

from . import parts


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Evidence, its bytes, evidence that proves nothing, proofs, operations."""
    one = {
        "evidence": "select count(*) from evidence",
        "evidence_bytes": "select coalesce(sum(size), 0) from blob where whole = 1",
        "unlinked": "select count(*) from evidence where id not in (select evidence from proof)",
        "proofs": "select count(*) from proof",
        "operations": "select count(*) from operation",
        "interrupted": "select count(*) from operation where state = 'interrupted'",
    }
    return {name: int(db.execute(sql).fetchone()[0]) for name, sql in one.items()}


def faults(db: sqlite3.Connection) -> list[str]:
    """What is wrong with the file, in Chinese; empty when it is whole. Reads all of it."""
    found = []
    said = [row[0] for row in db.execute("pragma integrity_check(20)")]
    if said != ["ok"]:
        found += [f"文件结构：{line}" for line in said]
    broken = db.execute("pragma foreign_key_check").fetchall()
    found += [f"引用缺失：{row[0]} → {row[2]}" for row in broken[:20]]
    missing = db.execute(
        "select e.name from evidence e left join blob b on b.sha256 = e.sha256 and b.whole = 1"
        " where b.sha256 is null limit 20"
    )
    found += [f"影像内容缺失：{row[0]}" for row in missing]
    found += parts.orphans(db)
    return found
