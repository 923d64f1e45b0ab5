"""Making a file as an earlier civdesk made it, for the tests of migrations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

import pytest
from sqlite_utils import Migrations

import civdesk.store.migrations as steps
import civdesk.store.workspace as workspace
from civdesk.desk import assessing, definitions, forms
from civdesk.domain.standards import Indicator, read_standard
from civdesk.store import guards, schema, watching
from civdesk.store import parts as parts_of
from civdesk.store.ids import new_id
from civdesk.store.workspace import Workspace

# The logged tables that came with a later step.
_TABLES = {
    "m0003_frozen": ("frozen_period",),
    "m0005_checklists": (
        *("explanation", "proposal", "assessment", "form", "round", "answer", "problem_step"),
        *("survey_question", "sampling", "evaluation", "candidate", "score"),
    ),
}


def as_of(patch: pytest.MonkeyPatch, count: int) -> None:
    """While `patch` holds, a workspace is made by the first `count` released steps, and by no later one."""
    past = Migrations("civdesk")
    for name in schema.STEPS[:count]:
        past()(getattr(steps, name))
    patch.setattr(steps, "migrations", past)
    patch.setattr(workspace, "STEPS", schema.STEPS[:count])
    later = {
        table for step, tables in _TABLES.items() if step not in schema.STEPS[:count] for table in tables
    }
    patch.setattr(watching, "LOGGED", tuple(table for table in schema.LOGGED if table not in later))
    if "m0003_frozen" not in schema.STEPS[:count]:
        patch.setattr(guards, "guard", lambda db, table, event: "")
    if "m0005_checklists" not in schema.STEPS[:count]:
        patch.setattr(definitions, "shipped_mark", lambda: 1)
        patch.setattr(forms, "install", lambda db: [])
        patch.setattr(assessing, "install_standard", _install_standard)
        kept = {owner: parts for owner, parts in schema.PARTS.items() if not later & {t for t, _ in parts}}
        patch.setattr(parts_of, "PARTS", kept)


def _install_standard(ws: Workspace, data: Mapping[str, Any], *, active: bool, undoable: bool) -> None:
    """As it was before points, spans and editions came; there was but one standard."""
    standard = read_standard(data)
    if not active:
        return

    def work(db: sqlite3.Connection) -> None:
        head = json.dumps({"source": standard.source, "note": standard.note, "anchors": {}})
        db.execute(
            "insert into standard(id, title, version, active, definition) values (?, ?, ?, 1, ?)",
            (standard.key, standard.title, standard.version, head),
        )
        ids: dict[str, str] = {}
        for position, one in enumerate(standard.indicators):
            ids[one.code] = _indicator(db, standard.key, position, one, ids.get(one.parent))

    ws.operate("install_standard", f"导入测评标准《{standard.title}》", work, undoable=undoable)


def _indicator(
    db: sqlite3.Connection, standard: str, position: int, one: Indicator, above: str | None
) -> str:
    lists = {key: json.dumps(getattr(one, key)) for key in ("methods", "lead", "support", "leader", "owner")}
    texts = {key: getattr(one, key) for key in ("code", "title", "asked", "requirement", "points", "ref")}
    dues = json.dumps([{"phrase": due.phrase, "date": due.date, "title": due.title} for due in one.due])
    row = {"id": new_id(), "standard": standard, "parent": above, "position": position, "due": dues}
    row |= texts | lists
    places = ", ".join("?" * len(row))
    db.execute(f"insert into indicator({', '.join(row)}) values ({places})", list(row.values()))
    for n, demanded in enumerate(one.rules):
        db.execute(
            "insert into rule(id, indicator, position, definition) values (?, ?, ?, ?)",
            (new_id(), row["id"], n, json.dumps(demanded.data, ensure_ascii=False)),
        )
    return str(row["id"])
