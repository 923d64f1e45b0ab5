"""The recycle bin: whatever was deleted and is not back, read from the log; and bringing it back.

What went together comes back together: a record with its proofs, a task with its marks, a round with its
answers and its record, a standard with its indicators. A link comes back as soon as both its ends are there
again, whichever of them came first; one that was taken away by itself is a thing of its own here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..domain.ledgers import Ledger
from ..domain.text import normal
from ..errors import Refused
from . import definitions, guards, history, operations
from .matching import like
from .schema import PARTS, quoted, table_of
from .watching import columns

RECORDS = "record"  # the kind of what lies in any ledger; other kinds are tables
KINDS = (
    *(RECORDS, "evidence", "proof", "task", "finding", "explanation", "indicator", "standard", "ledger"),
    *("round", "survey_question", "evaluation", "candidate"),
)


@dataclass(frozen=True, slots=True)
class Gone:
    """One thing that was deleted: by which change of the log, what it was, in which operation, by whom."""

    change: int
    table: str
    record: str
    image: dict[str, Any]
    operation: int
    title: str  # of the operation
    kind: str  # of the operation
    at: str
    who: str


_LATEST = "not exists (select 1 from change l where l.record = c.record and l.tbl = c.tbl and l.id > c.id)"


def _went(alias: str, test: str) -> str:
    """That something else was deleted in the same operation."""
    return (
        f"exists (select 1 from change {alias} where {alias}.operation = c.operation"
        f" and {alias}.after is null and {test})"
    )


# A proof fell with its subject or its evidence.
_FELL = (
    "exists (select 1 from change d where d.record in (json_extract(c.before, '$.subject'),"
    " json_extract(c.before, '$.evidence')) and +d.operation = c.operation and d.after is null)"
)
# What went with something larger comes back with it. The record of a round has the round's own id.
_ALONE = {
    RECORDS: "not exists (select 1 from change d where d.record = c.record and d.tbl = 'round'"
    " and +d.operation = c.operation and d.after is null)",
    "proof": f"not {_FELL}",
    "indicator": "not " + _went("d", "d.tbl = 'standard'"),
    "finding": "not " + _went("d", "d.tbl in ('indicator', 'standard')"),
    "explanation": "not " + _went("d", "d.tbl in ('indicator', 'standard')"),
    "survey_question": "not " + _went("d", "d.tbl = 'ledger_survey'"),
    "candidate": "not " + _went("d", "d.tbl = 'evaluation'"),
}


def ids(
    db: sqlite3.Connection,
    *,
    kinds: Sequence[str] = KINDS,
    ledger: str = "",
    text: str = "",
    undone: bool = True,
) -> list[int]:
    """The changes that deleted what is still gone, the latest first: of some kinds, of a ledger (its key),
    that hold a text; without `undone` not what an undo took away."""
    parts, args = [], list[Any]()
    for kind in [RECORDS] if ledger else kinds:
        test = "c.tbl = ?"
        if kind == RECORDS and not ledger:
            test = "c.tbl >= 'ledger_' and c.tbl < 'ledger`'"  # the character after _
        else:
            args.append(table_of(ledger) if ledger else kind)
        parts.append(f"({test} and {_ALONE.get(kind, '1')})")
    tests = ["c.after is null", f"({' or '.join(parts)})", _LATEST]
    if text:
        tests.append(
            "c.before like ? escape '\\' and exists (select 1 from json_each(c.before) j"
            " where j.key <> 'id' and j.value like ? escape '\\')"
        )
        args += [like(text)] * 2
    if not undone:
        tests.append("(select o.kind from operation o where o.id = c.operation) not in ('undo', 'redo')")
    rows = db.execute(f"select c.id from change c where {' and '.join(tests)}", args)
    return sorted((row[0] for row in rows), reverse=True)


def some(db: sqlite3.Connection, changes: Sequence[int]) -> list[Gone]:
    """Those of these changes that deleted something, in their order."""
    rows = db.execute(
        "select c.id, c.tbl, c.record, c.before, o.id, o.title, o.kind, o.began_at, o.who"
        " from change c join operation o on o.id = c.operation"
        " where c.id in (select value from json_each(?)) and c.after is null",
        (json.dumps(list(changes)),),
    )
    found = {row[0]: Gone(row[0], row[1], row[2], json.loads(row[3]), *row[4:]) for row in map(tuple, rows)}
    return [found[one] for one in changes if one in found]


def find(db: sqlite3.Connection, table: str, record: str) -> int | None:
    """The change that deleted a row which is gone; None where it is there, or never was."""
    row = db.execute(
        "select id, after from change where record = ? and tbl = ? order by id desc limit 1", (record, table)
    ).fetchone()
    return row[0] if row and row[1] is None else None


def proofs_of(db: sqlite3.Connection, gone: Gone) -> list[dict[str, Any]]:
    """The proofs that would come back with a record or a piece of evidence, as they were."""
    end = {"evidence": "evidence"}.get(gone.table, "subject")
    rows = db.execute(
        "select c.before from change c where c.tbl = 'proof'"
        f" and json_extract(coalesce(c.after, c.before), '$.{end}') = ?"
        f" and c.after is null and {_LATEST} and {_FELL} order by c.id",
        (gone.record,),
    )
    return [json.loads(row[0]) for row in rows]


# --- bringing back -----------------------------------------------------------------------------------


def restore(db: sqlite3.Connection, gone: Gone) -> list[str]:
    """Bring one thing back with what belongs to it, inside an operation: all of it or nothing. What did not
    come along, as sentences.

    Raises Refused with what stands in its way.
    """
    db.execute("savepoint thing")
    try:
        notes = _restore(db, gone)
    except sqlite3.IntegrityError as error:
        db.execute("rollback to thing")
        raise guards.refusal(db, error) or Refused("它的位置上已经有别的内容。", kind="taken") from error
    except BaseException:
        db.execute("rollback to thing")
        raise
    finally:
        db.execute("release thing")
    return notes


def missing(db: sqlite3.Connection, gone: Gone) -> str:
    """What stands in the way of bringing a thing back, as far as one can see; "" for nothing."""
    try:
        _check(db, gone)
    except Refused as error:
        return error.message
    return ""


def _check(db: sqlite3.Connection, gone: Gone) -> None:
    if not columns(db, gone.table) or (gone.table.startswith(table_of("")) and not _ledger(db, gone.table)):
        raise Refused("所属的台账已经不在了，请先恢复那本台账。", kind="no_ledger")
    if _there(db, gone.table, gone.record):
        raise Refused("它已经在了，不用恢复。", kind="nothing")
    _check_ends(db, gone.table, gone.image)


def _restore(db: sqlite3.Connection, gone: Gone) -> list[str]:
    _check(db, gone)
    notes = _put(db, gone.table, gone.record, gone.image)
    if gone.table == "ledger":
        definitions.renew(db, gone.record)
    notes += _bring_parts(db, gone)
    if gone.table == "round":
        notes += _bring_record(db, gone)
    if gone.table == "evidence" or gone.table == "indicator" or gone.table.startswith(table_of("")):
        notes += _bring_proofs(db, gone)
    return notes


def _put(db: sqlite3.Connection, table: str, record: str, image: dict[str, Any]) -> list[str]:
    """Write a row as it was; what has no place any more, as sentences."""
    known = set(columns(db, table))
    lost = []
    if book := _ledger(db, table):
        known &= {"id", *book.keys}
        former = definitions.former(db, book.key) if image.keys() - known else {}
        lost = [
            f"栏目“{former[key].title if key in former else key}”已经不在了，这一栏的内容没有恢复"
            for key, value in image.items()
            if key not in known and value is not None
        ]
    operations.write(db, table, record, {k: v for k, v in image.items() if k in known}, new=True)
    return lost


def _ledger(db: sqlite3.Connection, table: str) -> Ledger | None:
    """The ledger whose table this is."""
    key = table.removeprefix(table_of(""))
    known = key != table and db.execute("select 1 from ledger where id = ?", (key,)).fetchone()
    return definitions.definition(db, key) if known else None


def _there(db: sqlite3.Connection, table: str, id: object) -> bool:
    return db.execute(f"select 1 from {quoted(table)} where id = ?", (id,)).fetchone() is not None


def _check_ends(db: sqlite3.Connection, table: str, image: dict[str, Any]) -> None:
    """Raise Refused when something is missing that a row stands on."""
    match table:
        case "ledger":
            titles = [row[0] for row in db.execute("select title from ledger")]
            if normal(image["title"]) in map(normal, titles):
                raise Refused(f"已经有一本《{image['title']}》，请先给那一本改名。", kind="taken")
        case "evidence":
            found = db.execute("select whole from blob where sha256 = ?", (image["sha256"],)).fetchone()
            if not (found and found[0]):
                raise Refused("文件内容已经清理，不能恢复。", kind="no_content")
        case "proof":
            kind = image["subject_kind"]
            subject = "indicator" if kind == "indicator" else table_of(kind)
            if not _there(db, "evidence", image["evidence"]):
                raise Refused("影像已经删除，请先恢复影像。", kind="no_evidence")
            if not columns(db, subject) or not _there(db, subject, image["subject"]):
                raise Refused("它证明的记录已经删除，请先恢复记录。", kind="no_record")
        case "indicator":
            if not _there(db, "standard", image["standard"]):
                raise Refused("所属的测评体系已经删除，请先恢复它。", kind="no_standard")
            if image["parent"] and not _there(db, "indicator", image["parent"]):
                raise Refused("上级指标已经删除，请先恢复它。", kind="no_standard")
        case "round":
            if not _there(db, "form", image["form"]):
                raise Refused("所用的检查表已经不在了。", kind="no_form")
        case "survey_question":
            if not columns(db, "ledger_survey") or not _there(db, "ledger_survey", image["survey"]):
                raise Refused("所属的调查已经删除，请先恢复它。", kind="no_record")
        case "candidate":
            found = db.execute("select state from evaluation where id = ?", (image["evaluation"],)).fetchone()
            if found is None:
                raise Refused("所属的评比已经删除，请先恢复它。", kind="no_record")
            if found[0] == "closed":
                raise Refused("这次评比的结果已经公布，要恢复请先重新打开。", kind="closed")
        case "finding" | "explanation":
            if not _there(db, "indicator", image["indicator"]):
                raise Refused("所属的指标已经删除，请先恢复它。", kind="no_standard")


def _bring_parts(db: sqlite3.Connection, gone: Gone) -> list[str]:
    """The parts that were deleted in the same operation, those that went last first, with theirs; proofs that
    could not come along, as sentences."""
    notes: list[str] = []
    for table, column in PARTS.get(gone.table, ()):
        rows = db.execute(
            "select c.id, c.record, c.before from change c where c.operation = ? and c.tbl = ?"
            f" and c.after is null and json_extract(c.before, '$.{column}') = ? and {_LATEST}"
            " order by c.id desc",
            (gone.operation, table, gone.record),
        ).fetchall()
        for change, record, before in rows:
            part = replace(gone, change=change, table=table, record=record, image=json.loads(before))
            if not _there(db, table, record):
                _put(db, table, record, part.image)
                notes += _bring_parts(db, part)
                if table == "indicator":
                    notes += _bring_proofs(db, part)
    return notes


def _bring_record(db: sqlite3.Connection, gone: Gone) -> list[str]:
    """The record that a round had written, and that went with it."""
    rows = db.execute(
        "select c.id, c.tbl, c.before from change c where c.operation = ? and c.record = ?"
        f" and c.tbl >= 'ledger_' and c.tbl < 'ledger`' and c.after is null and {_LATEST}",
        (gone.operation, gone.record),
    ).fetchall()
    notes: list[str] = []
    for change, table, before in rows:
        try:
            notes += _restore(db, replace(gone, change=change, table=table, image=json.loads(before)))
        except Refused as missing:
            notes.append(f"它记入台账的那一条没有恢复：{missing.message}")
    return notes


def _bring_proofs(db: sqlite3.Connection, gone: Gone) -> list[str]:
    notes = []
    for image in proofs_of(db, gone):
        try:
            _check_ends(db, "proof", image)
        except Refused as missing:
            if missing.kind == "no_evidence":
                file = history.last_image(db, "evidence", image["evidence"]) or {}
                notes.append(f"影像“{file.get('name', '')}”已经删除，没有恢复这条佐证")
            continue
        taken = db.execute(
            "select 1 from proof where evidence = ? and subject_kind = ? and subject = ? and role = ?",
            (image["evidence"], image["subject_kind"], image["subject"], image["role"]),
        ).fetchone()
        if not taken:
            _put(db, "proof", image["id"], image)
    return notes
