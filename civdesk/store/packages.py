"""Packages that left the desk: what each contained, so that a later one can say what is new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from .ids import new_id


@dataclass(frozen=True, slots=True)
class Package:
    """One package: the name of its folder, when it was made (ISO), its size, and the ids of its evidence."""

    id: str
    kind: str
    name: str
    made_at: str
    files: int
    bytes: int
    evidence: frozenset[str]
    note: str


def add(
    db: sqlite3.Connection,
    *,
    kind: str,
    name: str,
    made_at: str,
    files: int,
    bytes: int,
    evidence: Sequence[str],
    seal: str = "",
    note: str = "",
) -> str:
    """Record a package; its id. `seal` is the SHA-256 of its manifest. Inside an operation.

    Evidence never changes under its id, so the ids say all that a manifest of 20,000 paths would.
    """
    id = new_id()
    manifest = json.dumps({"sha256": seal, "evidence": sorted(evidence)}, separators=(",", ":"))
    db.execute(
        "insert into package(id, kind, name, made_at, files, bytes, manifest, note)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        (id, kind, name, made_at, files, bytes, manifest, note),
    )
    return id


def packages(db: sqlite3.Connection, kind: str = "") -> list[Package]:
    """Packages, the latest first; of one kind, or of all."""
    rows = db.execute(
        "select id, kind, name, made_at, files, bytes, manifest, note from package"
        " where ? in ('', kind) order by made_at desc, id desc",
        (kind,),
    )
    return [_package(row) for row in rows]


def find(db: sqlite3.Connection, name: str) -> Package | None:
    """The latest package with this id or folder name."""
    row = db.execute(
        "select id, kind, name, made_at, files, bytes, manifest, note from package"
        " where id = ? or name = ? order by made_at desc, id desc limit 1",
        (name, name),
    ).fetchone()
    return _package(row) if row else None


def _package(row: sqlite3.Row | tuple[str, str, str, str, int, int, str, str]) -> Package:
    id, kind, name, made_at, files, size, manifest, note = row
    return Package(
        id, kind, name, made_at, files, size, frozenset(json.loads(manifest).get("evidence", ())), note
    )
