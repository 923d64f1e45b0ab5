"""The recycle bin: what was deleted, by whom and when, and bringing back any of it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import DeskError, Refused, WrongUse
from ..jobs import Monitor
from ..store import frozen, trash
from ..store.schema import table_of
from ..store.trash import Gone
from ..store.workspace import Workspace
from .telling import Teller
from .told_columns import WORDS

# The kinds as the clerk filters by them.
KINDS = {
    "记录": ("record",),
    "影像": ("evidence",),
    "佐证": ("proof",),
    "任务": ("task",),
    "判断和说明": ("finding", "explanation"),
    "检查": ("round",),
    "调查和评比": ("survey_question", "evaluation", "candidate"),
    "指标和测评体系": ("indicator", "standard"),
    "台账": ("ledger",),
}
_WORDS = {table: WORDS[table] for table in trash.KINDS if table != trash.RECORDS} | {"ledger": "台账"}
# So many in one transaction: a save waits for no more.
_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the bin: `change` names it for restoring; `what` is its kind in a word, `ledger` the key
    of the ledger it lay in (the table elsewhere), `place` what that is called; `by` is the operation."""

    change: int
    what: str
    ledger: str
    place: str
    id: str
    title: str
    day: str
    at: str
    who: str
    by: str
    operation: int


@dataclass(frozen=True, slots=True)
class Looked:
    """A thing in the bin in full: what stood in it, the proofs that come back with it, and what stands in its
    way ("" where nothing does)."""

    item: Item
    contents: list[tuple[str, str]]
    proofs: list[str]
    obstacle: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, what did not with its reason, what did not come along, in which operation."""

    restored: list[Item]
    refused: list[tuple[Item, str]]
    notes: list[str]
    operation: int | None


def ids(ws: Workspace, *, kind: str = "", ledger: str = "", text: str = "", undone: bool = True) -> list[int]:
    """What is in the bin, the latest first: of a kind (a word of KINDS), of a ledger, holding a text; without
    `undone` not what 撤销 took away."""
    kinds = KINDS[kind] if kind else trash.KINDS
    return trash.ids(ws.reader(), kinds=kinds, ledger=ledger, text=text.strip(), undone=undone)


def items(ws: Workspace, changes: Sequence[int]) -> list[Item]:
    """These things as they are listed."""
    db = ws.reader()
    teller = Teller(db)
    return [_item(teller, gone) for gone in trash.some(db, changes)]


def look(ws: Workspace, change: int) -> Looked | None:
    """One thing in full; None when it is not in the bin any more."""
    db = ws.reader()
    teller = Teller(db)
    found = trash.some(db, [change])
    if not found:
        return None
    (gone,) = found
    carries = gone.table in ("evidence", "indicator") or gone.table.startswith(table_of(""))
    proofs = []
    for image in trash.proofs_of(db, gone) if carries else ():
        if gone.table == "evidence":
            kind = str(image["subject_kind"])
            table = kind if kind == "indicator" else table_of(kind)
            proofs.append(teller.name(table, str(image["subject"])))
        else:
            proofs.append(teller.name("proof", str(image["id"]), image))
    return Looked(
        _item(teller, gone), teller.contents(gone.table, gone.image), proofs, _obstacle(db, teller, gone)
    )


def find(ws: Workspace, ledger: str, id: str) -> int:
    """The change that deleted a thing, by its ledger (or evidence, task, proof …) and id.

    Raises WrongUse when it is not in the bin.
    """
    known = {word: table for table, word in _WORDS.items()} | {table: table for table in _WORDS}
    table = known.get(ledger, table_of(ledger))
    found = trash.find(ws.reader(), table, id)
    if found is None:
        raise WrongUse(f"回收站里没有“{ledger}:{id}”。")
    return found


def restore(ws: Workspace, changes: Sequence[int], monitor: Monitor | None = None) -> Restored:
    """Bring things back with what belongs to them, as one new operation; what cannot come back is listed with
    its reason. Stopped by the monitor, what came back so far stays, as one operation."""
    monitor = monitor or Monitor()
    db = ws.reader()
    teller = Teller(db)
    # Definitions before records, files and standards before what hangs on them.
    wanted = sorted(trash.some(db, changes), key=_rank)
    if not wanted:
        raise Refused("回收站里已经没有这些内容了。", kind="nothing")
    all_items = {gone.change: _item(teller, gone) for gone in wanted}
    back: list[Item] = []
    refused: list[tuple[Item, str]] = []
    notes: list[str] = []

    def work(part: Sequence[Gone], db: sqlite3.Connection) -> None:
        for gone in part:
            item = all_items[gone.change]
            try:
                notes.extend(f"“{item.title}”：{note}" for note in trash.restore(db, gone))
            except Refused as error:
                refused.append((item, error.message))
            else:
                back.append(item)

    def title() -> str:
        first = back[0] if back else all_items[wanted[0].change]
        more = f" 等 {len(back)} 项" if len(back) > 1 else ""
        return f"从回收站恢复{first.what}：{first.title}{more}"

    operation = ws.begin("restore", "从回收站恢复")
    try:
        for start in range(0, len(wanted), _TOGETHER):
            monitor.report(start, len(wanted), "正在恢复")
            part = wanted[start : start + _TOGETHER]
            ws.step(operation, lambda db, part=part: work(part, db))  # type: ignore[misc]
    except BaseException:
        with contextlib.suppress(DeskError):  # on a full disk the next opening closes it
            ws.finish(operation, title())
        raise
    return Restored(back, refused, notes, ws.finish(operation, title()))


_FIRST = {"ledger": 0, "standard": 1, "indicator": 2, "evidence": 3, "evaluation": 4} | dict.fromkeys(
    ("proof", "finding", "explanation", "survey_question", "candidate"), 9
)


def _rank(gone: Gone) -> tuple[int, int]:
    # Of indicators the upper ones first: what was deleted last was above.
    return _FIRST.get(gone.table, 5), -gone.change if gone.table == "indicator" else gone.change


def _item(teller: Teller, gone: Gone) -> Item:
    book = teller.book(gone.table)
    ledger = gone.table.removeprefix(table_of(""))
    is_record = ledger != gone.table
    if gone.table == "proof":
        place = "佐证"
    else:
        place = book.title if book else "（台账已不在）" if is_record else _WORDS.get(gone.table, gone.table)
    day = str(gone.image.get(book.date_field) or "") if book and book.date_field else ""
    if gone.table == "evidence":
        day = str(gone.image.get("taken_at") or "")[:10]
    elif gone.table in ("round", "evaluation"):
        day = str(gone.image["starts"])
    title = teller.name(gone.table, gone.record, gone.image)
    if gone.table == "proof":
        kind = str(gone.image["subject_kind"])
        subject = teller.name(kind if kind == "indicator" else table_of(kind), str(gone.image["subject"]))
        title = f"{title} — {subject}"
    return Item(
        gone.change, "记录" if is_record else _WORDS.get(gone.table, gone.table), ledger, place, gone.record,
        title, day, gone.at, gone.who, gone.title, gone.operation,
    )  # fmt: skip


def _obstacle(db: sqlite3.Connection, teller: Teller, gone: Gone) -> str:
    """What would keep it from coming back now."""
    if said := trash.missing(db, gone):
        return said
    book = teller.book(gone.table)
    if book and (held := frozen.on(db, book, gone.image.get(book.date_field))):
        return frozen.sentence(held)
    return ""
