"""What belongs to the unit and travels with its file: one table of named JSON values."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

# Declared once: name → default.
DEFAULTS: dict[str, Any] = {
    "unit": "",  # 单位名称
    "first_start": [],  # steps of the first start that were done or put off
    "filters": {},  # ledger key → filters that were kept, as domain.filters writes them
    "import.memory": [],  # how sheets with known headers were read, as intake.sheet_memory writes them
    "standards.memory": [],  # what the columns of known standards are, as intake.standard_memory writes them
    "filing.fonds": "",  # 全宗号; without one no reference codes are given
    # Days to mend a problem, by kind or source, and for all others; a large loss in hundredths of a point.
    "problems": {"days": {}, "other": 15, "loss": None},
    "phases": [],  # 创建阶段, as domain.phases writes them
}


def get(db: sqlite3.Connection, name: str) -> Any:
    """A setting of this workspace, or its default."""
    row = db.execute("select value from setting where id = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else DEFAULTS[name]


def put(db: sqlite3.Connection, name: str, value: Any) -> None:
    """Set a declared setting; inside an operation."""
    DEFAULTS[name]  # raises KeyError for an undeclared name
    text = json.dumps(value, ensure_ascii=False)
    # Not INSERT OR REPLACE: that would log a deletion.
    db.execute(
        "insert into setting(id, value) values (?, ?) on conflict(id) do update set value = excluded.value",
        (name, text),
    )
