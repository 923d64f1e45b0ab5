"""Cutting a scanned PDF by its pages into several proofs."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.pageranges import Pages, read_ranges, show_ranges
from ..errors import DeskError, WrongUse
from ..intake.files import OTHER_ROLE
from ..intake.parts import Part, import_parts
from ..jobs import Monitor
from ..media import pdf
from ..store import blobs, evidence, proofs
from ..store.workspace import Workspace
from . import history
from .evidence import role_of


@dataclass(frozen=True, slots=True)
class NewPart:
    """A piece that came of it."""

    id: str
    name: str
    pages: Pages


@dataclass(frozen=True, slots=True)
class SplitReport:
    """What came of it, in the order asked for; `operation` takes all of it back."""

    parts: list[NewPart]
    operation: int | None


def page_count(ws: Workspace, id: str) -> int:
    """How many pages a PDF that is evidence has.

    Raises WrongUse when it is not there or no PDF, Refused when it asks for a password, Damaged.
    """
    db = ws.reader()
    one = evidence.get(db, id)
    if one.format != "pdf":
        raise WrongUse(f"“{one.name}”不是 PDF 文件，不能按页拆分。")
    return pdf.count(blobs.open_blob(db, one.sha256))


def page_pictures(ws: Workspace, id: str, pages: Sequence[int], side: int) -> list[bytes | None]:
    """Pages (counted from 1) as JPEG, the longer side `side` pixels; not on the window's thread."""
    db = ws.reader()
    one = evidence.get(db, id)
    made = pdf.page_pictures(blobs.open_blob(db, one.sha256), pages, side)
    return [picture.data if picture else None for picture in made]


def parts(ws: Workspace, id: str, text: str, roles: Sequence[str], titles: Sequence[str]) -> list[Part]:
    """Parts by a text like 1-2,3,4-6; one role is that of all, else each has its own, as its title.

    Raises as `page_count` does, and WrongUse for pages that are not there or roles that do not fit.
    """
    ranges = read_ranges(text, page_count(ws, id))
    if len(roles) not in (0, 1, len(ranges)):
        raise WrongUse(f"写了 {len(roles)} 个佐证种类，却拆成 {len(ranges)} 份；请写一个，或每份一个。")
    if len(titles) > len(ranges):
        raise WrongUse(f"写了 {len(titles)} 个题名，却只拆成 {len(ranges)} 份。")
    own = list(roles) * len(ranges) if len(roles) == 1 else list(roles) or [""] * len(ranges)
    named = [*titles, *[""] * (len(ranges) - len(titles))]
    return [Part(pages, title.strip(), role) for pages, title, role in zip(ranges, named, own, strict=True)]


def split(
    ws: Workspace,
    id: str,
    wanted: Sequence[Part],
    *,
    today: date,
    record: tuple[str, str] | None = None,
    monitor: Monitor | None = None,
) -> SplitReport:
    """Make new evidence of parts of a PDF, proofs of `record` where one is given (roles by key or Chinese
    name, 其他 where none is named). All of them or none; the whole file stays unchanged.

    Raises as `page_count` does, WrongUse for an unknown record or role, Cancelled by the monitor.
    """
    total = page_count(ws, id)
    if not wanted:
        raise WrongUse("请写出要拆的页码，如 1-2,3,4-6。")
    read_ranges(show_ranges(part.pages for part in wanted), total)
    cut = [Part(one.pages, one.title, role_of(one.role) if one.role else OTHER_ROLE) for one in wanted]
    if record:
        proofs.check_subject(ws.reader(), *record)
    whole = evidence.get(ws.reader(), id)
    title = f"拆分“{whole.name}”为 {len(cut)} 份"
    operation = ws.begin("split", title)
    try:
        made = import_parts(
            ws, operation, whole, cut, today=today, record=record, monitor=monitor or Monitor()
        )
    except BaseException:
        with contextlib.suppress(DeskError):  # on a full disk the next opening closes it
            if (done := ws.finish(operation, title)) is not None:
                history.undo(ws, done)
        raise
    new = [NewPart(one.id, one.name, part.pages) for one, part in zip(made, cut, strict=True)]
    return SplitReport(new, ws.finish(operation, title))
