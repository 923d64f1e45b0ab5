"""Pages of a PDF that is evidence already as evidence of their own; the whole stays as it is."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from ..domain import names
from ..domain.pageranges import Pages
from ..errors import Damaged
from ..jobs import Monitor
from ..media import pdf
from ..store import blobs, evidence
from ..store.evidence import Evidence
from ..store.workspace import Workspace
from .files import Run
from .looking import Turned, look


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages, what they are called ("": by their pages) and the role in which they prove the record."""

    pages: Pages
    title: str = ""
    role: str = ""


def import_parts(
    ws: Workspace,
    operation: int,
    whole: Evidence,
    parts: Sequence[Part],
    *,
    today: date,
    record: tuple[str, str] | None = None,
    monitor: Monitor,
) -> list[Evidence]:
    """Make a PDF of each part and bring it in, within an operation that was begun; as proofs of `record`
    where one is given. One part is held at a time.

    Raises Damaged or Refused when the PDF cannot be cut, Cancelled by the monitor; whoever began the
    operation takes back what came in before.
    """
    run = Run(ws, operation, record, "", monitor, len(parts), [])
    made: list[Evidence] = []
    folder = Path(tempfile.mkdtemp(prefix="civdesk-"))
    try:
        for number, part in enumerate(parts, 1):
            monitor.report(number - 1, len(parts), "正在拆分", str(part.pages))
            path = folder / f"{number}.pdf"
            source = blobs.open_blob(ws.reader(), whole.sha256)
            pdf.extract(source, part.pages.first, part.pages.last, path)
            looked = look(path, today, monitor.check)
            if isinstance(looked, Turned):
                raise Damaged(looked.reason)
            run.role = part.role
            before = run.stored
            told = f"拆分自 {whole.name} 第{part.pages}页"
            run.take(replace(looked, name=_name(whole, part), came_from=told))
            run.flush()
            path.unlink()
            id = run.entries[-1].id
            if part.title and run.stored > before:
                ws.step(operation, partial(_entitle, id, part.title))
            made.append(evidence.get(ws.reader(), id))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return made


def _entitle(id: str, title: str, db: sqlite3.Connection) -> None:
    evidence.update_caption(db, id, {"title": title})


def _name(whole: Evidence, part: Part) -> str:
    stem = whole.name.rpartition(".")[0] or whole.name
    return names.file_name(part.title or f"{stem} 第{part.pages}页", "pdf")
