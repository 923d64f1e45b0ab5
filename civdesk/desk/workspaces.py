"""Making a workspace, saying what is in one, checking that it is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .. import __version__, resources
from ..domain.ledgers import read_ledger
from ..store import definitions as stored
from ..store import evidence, facts, ledgers, settings
from ..store.workspace import Workspace
from . import assessing, definitions, forms

# The one standard that a new workspace works with; the others lie ready to be switched on.
FIRST_STANDARD = "province_unit"


def new(path: Path, *, unit: str = "", more: Callable[[Workspace], None] | None = None) -> Workspace:
    """Make a workspace with every shipped ledger and standard, and what `more` adds; only the first
    standard is active. It has its name when all of this is in it, and not before.

    Raises Refused when the file exists or cannot be written.
    """

    def define(db: sqlite3.Connection) -> None:
        ledgers.add_definitions(db, (read_ledger(data) for _, data in resources.tomls("ledgers")))
        forms.install(db)
        if unit:
            settings.put(db, "unit", unit)

    def fill(workspace: Workspace) -> None:
        # What a workspace is born with is not undone by the clerk's first Ctrl+Z.
        workspace.operate("new", "新建工作区", define, undoable=False)
        workspace.unlogged(lambda db: stored.mark_shipped(db, definitions.shipped_mark()))
        for _, data in resources.tomls("standards"):
            assessing.install_standard(workspace, data, active=data["key"] == FIRST_STANDARD, undoable=False)
        if more:
            more(workspace)

    return Workspace.create(path, fill)


@dataclass(frozen=True, slots=True)
class Info:
    """Counts, size in bytes, version and integrity of a workspace."""

    path: str
    unit: str
    version: str
    size: int
    records: dict[str, int]
    evidence: int
    evidence_bytes: int
    unlinked: int
    proofs: int
    operations: int
    interrupted: int
    faults: list[str]

    @property
    def whole(self) -> bool:
        return not self.faults


def info(ws: Workspace) -> Info:
    """What `civdesk info` prints."""
    db = ws.reader()
    counts = facts.counts(db)
    return Info(
        path=str(ws.path),
        unit=settings.get(db, "unit"),
        version=__version__,
        size=ws.path.stat().st_size,
        records={key: ledgers.count(db, ledger) for key, ledger in ledgers.definitions(db).items()},
        faults=facts.faults(db),
        **counts,
    )


def check(ws: Workspace) -> list[str]:
    """Every fault of a workspace: structure, references, and each file read again against its SHA-256."""
    db = ws.reader()
    return facts.faults(db) + [f"影像内容与登记不符：{name}" for name in evidence.altered(db)]


def set_unit(ws: Workspace, unit: str) -> None:
    """Say whose workspace this is."""
    ws.operate("setting", "设置单位名称", lambda db: settings.put(db, "unit", unit.strip()))


def setting(ws: Workspace, name: str) -> object:
    """A setting that travels with this workspace."""
    return settings.get(ws.reader(), name)


def set_setting(ws: Workspace, name: str, value: object, title: str, *, undoable: bool = True) -> None:
    """Change a setting that travels with this workspace; `title` is its line in the history."""
    ws.operate("setting", title, lambda db: settings.put(db, name, value), undoable=undoable)
