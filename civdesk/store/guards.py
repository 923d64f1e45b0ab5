"""What holds frozen records as they are: a test in the triggers of the log, and what it says when it fires.

The test stands in the database, behind every path that writes: the form, a sheet, an import of files,
undo, the recycle bin. Whoever can say so earlier asks `frozen`.

What was handed in with a period is held with its records: the questions of a survey, the rounds whose last
day lies in it (a week belongs to one quarter only) with their answers, evaluations that were published, and
the steps of problems by their own day, for they are what somebody is called to account by. A problem goes on
after its quarter was locked (most are mended later): what was found is held, the evidence of it, and that no
day of finishing is put into the period which no step tells of.
"""

from __future__ import annotations

import json
import sqlite3

from ..errors import Refused
from .schema import quoted, table_of

_FROZEN = "frozen"
_ROWS = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}
HOW_TO_LIFT = "确需改动，请先在菜单“锁定已报送时段…”里写明原因解锁（命令行：civdesk unfreeze）。"
PROBLEM = "problem"
# What was found of a problem, and does not become different while it is mended.
_FOUND = ("number", "date", "source", "place", "kind", "title", "stage")
_LATER = (
    "(new.finished_on is null or new.finished_on is old.finished_on or new.finished_on > f.ends or exists ("
    "select 1 from main.problem_step s where s.problem = new.id and s.kind = 'finished'"
    " and s.at = new.finished_on))"
)
# A step may be written down that the record tells of anyway, before a later one takes its place there.
_TOLD = (
    "exists (select 1 from main.ledger_problem p where p.id = new.problem and new.at ="
    " case new.kind when 'finished' then p.finished_on when 'rechecked' then p.recheck_on end)"
)
_ROUND = "(select {} from main.round r left join main.form m on m.id = r.form where r.id = {{}}.round)"
_BOOK = "coalesce(json_extract(m.definition, '$.record.ledger'), 'round')"
_PUBLISHED = "(select e.ends from main.evaluation e where e.id = {} and e.state = 'closed')"
_OF_SCORE = "(select c.evaluation from main.candidate c where c.id = {}.candidate)"
# Of the tables that are parts of something with a day: ledger, what is held, and its day.
_HELD = {
    "survey_question": ("'survey'", "{}.survey", "frozen_day('survey', {}.survey)"),
    "problem_step": (f"'{PROBLEM}'", "{}.problem", "{}.at"),
    "round": (
        f"(select {_BOOK} from main.form m where m.id = {{}}.form)",
        "{}.id",
        "{}.ends",
    ),
    "answer": (_ROUND.format(_BOOK), "{}.round", _ROUND.format("r.ends")),
    "evaluation": ("'selection'", "{}.id", "case {}.state when 'closed' then {}.ends end"),
    "candidate": ("'selection'", "{}.evaluation", _PUBLISHED.format("{}.evaluation")),
    "score": ("'selection'", _OF_SCORE, _PUBLISHED.format(_OF_SCORE)),
}


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

    def mends(subject: str, end: str) -> bool:
        """Whether a problem was not finished yet on the day `end`, so that proofs of its mending follow."""
        sql = f"select finished_on from {table_of(PROBLEM)} where id = ?"
        row = db.execute(sql, (subject,)).fetchone()
        return row is not None and (row[0] is None or row[0] > end)

    db.create_function("frozen_day", 2, day)
    db.create_function("frozen_mends", 2, mends)
    db.create_function("frozen_meet", 3, meet)
    db.create_function("frozen_met", 0, lambda: json.dumps(met))


def guard(db: sqlite3.Connection, table: str, event: str) -> str:
    """SQL at the end of a log trigger: stops a write to a record that is frozen, before or after it, or to
    its proofs. Nothing for tables that hold neither."""
    rows = _ROWS[event]
    free = ""
    if table == "proof":
        kind, subject = "{}.subject_kind", "{}.subject"
        day = f"frozen_day({kind}, {subject})"
        mending = "1" if event == "insert" else "frozen_mends({}.subject, f.ends)"
        free = f"({kind} = '{PROBLEM}' and {{}}.role <> 'before' and {mending})"
    elif table in _HELD:
        kind, subject, day = _HELD[table]
        if table == "problem_step" and event == "insert" and _found(db):
            free = _TOLD
    else:
        ledger = table.removeprefix(table_of(""))
        if ledger == table or not (field := _date_field(db, ledger)):
            return ""
        kind, subject, day = f"'{ledger}'", "{}.id", "{}." + quoted(field)
        if ledger == PROBLEM and event == "update" and (found := _found(db)):
            free = f"({found} and {_LATER})"
    return "".join(_test(*(part.replace("{}", row) for part in (kind, subject, day, free))) for row in rows)


def _found(db: sqlite3.Connection) -> str:
    """SQL for: what was found is as it was; "" where the ledger of problems is none of ours."""
    there = {row[1] for row in db.execute(f"pragma table_info({quoted(table_of(PROBLEM))})")}
    if not {"finished_on", "recheck_on", *_FOUND} <= there:
        return ""
    return " and ".join(f"old.{quoted(key)} is new.{quoted(key)}" for key in _FOUND)


def _date_field(db: sqlite3.Connection, ledger: str) -> str:
    sql = "select json_extract(definition, '$.date_field') from ledger where id = ?"
    row = db.execute(sql, (ledger,)).fetchone()
    return (row[0] or "") if row else ""


def _test(ledger: str, record: str, day: str, free: str) -> str:
    # Which one it was is noted in the result and not in `where`, whose order SQLite chooses.
    return (
        f" select case when frozen_meet(f.id, {ledger}, {record}) then raise(abort, '{_FROZEN}') end"
        f" from main.frozen_period f where f.lifted_at is null and f.ledger in ('', {ledger})"
        f" and ({day}) between f.starts and f.ends{f' and not {free}' if free else ''};"
    )


def refusal(db: sqlite3.Connection, error: sqlite3.IntegrityError) -> Refused | None:
    """The sentence for a write that was stopped because something is frozen; None for another error."""
    if str(error) != _FROZEN:
        return None
    period, ledger, record = json.loads(db.execute("select frozen_met()").fetchone()[0])
    lock = db.execute("select title, reason from frozen_period where id = ?", (period,)).fetchone()
    return Refused(
        f"{_told(db, ledger, record)}没有改动：“{lock[0]}”已锁定（{lock[1]}），"
        f"其中的记录和佐证不能新增、修改或删除。{HOW_TO_LIFT}",
        kind="frozen",
    )


def _told(db: sqlite3.Connection, ledger: str, record: str) -> str:
    """What is held, as the clerk knows it: 《台账》“名称”（日期）."""
    for table, word in (("round", "检查"), ("evaluation", "评比")):
        row = db.execute(f"select title, ends from {table} where id = ?", (record,)).fetchone()
        if row:
            return f"{word}“{row[0][:30]}”（{row[1]}）"
    definition = db.execute("select definition from ledger where id = ?", (ledger,)).fetchone()
    if definition is None:
        return "检查"
    about = json.loads(definition[0])
    found = db.execute(
        f"select {quoted(about['title_field'])}, {quoted(about['date_field'])}"
        f" from {quoted(table_of(ledger))} where id = ?",
        (record,),
    ).fetchone()
    which = f"“{str(found[0] or '').replace(chr(10), ' ')[:30]}”（{found[1] or '没有日期'}）" if found else ""
    return f"《{about['title']}》{which}"
