"""What holds frozen records as they are: a test in the triggers of the log, and what it says when it fires.

The test stands in the database, behind every path that writes: the form, a sheet, an import of files,
undo, the recycle bin. Whoever can say so earlier asks `frozen`.
"""

from __future__ import annotations

import json
import sqlite3

from ..errors import Refused
from .schema import quoted, table_of

_FROZEN = "frozen"
_ROWS = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}
HOW_TO_LIFT = "确需改动，请先在菜单“锁定已报送时段…”里写明原因解锁（命令行：civdesk unfreeze）。"


def register(db: sqlite3.Connection) -> None:
    """Let this connection say of which day the subject of a proof is, and remember what stopped a write."""
    met: list[str] = []

    def meet(period: str, ledger: str, record: str) -> int:
        met[:] = [period, ledger, record]
        return 1

    def day(subject_kind: str, subject: str) -> str | None:
        field = _date_field(db, subject_kind)
        if not field:
            return None
        table = quoted(table_of(subject_kind))
        row = db.execute(f"select {quoted(field)} from {table} where id = ?", (subject,)).fetchone()
        return row[0] if row else None

    db.create_function("frozen_day", 2, day)
    db.create_function("frozen_meet", 3, meet)
    db.create_function("frozen_met", 0, lambda: json.dumps(met))


def guard(db: sqlite3.Connection, table: str, event: str) -> str:
    """SQL at the end of a log trigger: stops a write to a record that is frozen, before or after it, or to
    its proofs. Nothing for tables that hold neither."""
    rows = _ROWS[event]
    if table == "proof":
        kind, subject = "{}.subject_kind", "{}.subject"
        day = f"frozen_day({kind}, {subject})"
    else:
        ledger = table.removeprefix(table_of(""))
        if ledger == table or not (field := _date_field(db, ledger)):
            return ""
        kind, subject, day = f"'{ledger}'", "{}.id", "{}." + quoted(field)
    return "".join(_test(*(part.replace("{}", row) for part in (kind, subject, day))) for row in rows)


def _date_field(db: sqlite3.Connection, ledger: str) -> str:
    sql = "select json_extract(definition, '$.date_field') from ledger where id = ?"
    row = db.execute(sql, (ledger,)).fetchone()
    return (row[0] or "") if row else ""


def _test(ledger: str, record: str, day: str) -> str:
    # Which one it was is noted in the result and not in `where`, whose order SQLite chooses.
    return (
        f" select case when frozen_meet(f.id, {ledger}, {record}) then raise(abort, '{_FROZEN}') end"
        f" from main.frozen_period f where f.lifted_at is null and f.ledger in ('', {ledger})"
        f" and ({day}) between f.starts and f.ends;"
    )


def refusal(db: sqlite3.Connection, error: sqlite3.IntegrityError) -> Refused | None:
    """The sentence for a write that was stopped because something is frozen; None for another error."""
    if str(error) != _FROZEN:
        return None
    period, ledger, record = json.loads(db.execute("select frozen_met()").fetchone()[0])
    lock = db.execute("select title, reason from frozen_period where id = ?", (period,)).fetchone()
    definition = db.execute("select definition from ledger where id = ?", (ledger,)).fetchone()
    about = json.loads(definition[0])
    found = db.execute(
        f"select {quoted(about['title_field'])}, {quoted(about['date_field'])}"
        f" from {quoted(table_of(ledger))} where id = ?",
        (record,),
    ).fetchone()
    which = f"“{str(found[0] or '').replace(chr(10), ' ')[:30]}”（{found[1] or '没有日期'}）" if found else ""
    return Refused(
        f"《{about['title']}》{which}没有改动：“{lock[0]}”已锁定（{lock[1]}），"
        f"其中的记录和佐证不能新增、修改或删除。{HOW_TO_LIFT}",
        kind="frozen",
    )
