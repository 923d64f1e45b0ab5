"""Giving an older file the standards and forms of inspection that this program ships and it lacks."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from .. import resources
from ..domain.standards import read_standard
from ..store import rounds, standards
from ..store.workspace import Workspace
from . import forms


@dataclass(frozen=True, slots=True)
class Shipped:
    """Titles of what came in: standards (not yet worked with) and forms."""

    standards: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


def complete(ws: Workspace) -> Shipped:
    """Install what is missing, as one operation that 撤销 passes over; what is there is never touched."""
    there = standards.keys(ws.reader())
    missing = [read_standard(data) for _, data in resources.tomls("standards") if data["key"] not in there]
    kept = rounds.forms(ws.reader())
    lacking = [one.title for one in forms.shipped() if one.key not in kept]
    if not missing and not lacking:
        return Shipped()

    def work(db: sqlite3.Connection) -> None:
        for one in missing:
            standards.add(db, one, active=False)
        forms.install(db)

    said = [f"测评标准 {len(missing)} 套"] * bool(missing) + [f"检查表 {len(lacking)} 张"] * bool(lacking)
    ws.operate("refresh", f"随程序更新：新增{'、'.join(said)}", work, undoable=False)
    return Shipped(tuple(one.title for one in missing), tuple(lacking))
