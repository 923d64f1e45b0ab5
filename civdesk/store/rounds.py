"""Forms of inspection, their rounds and answers in the file."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..domain.definition_errors import DefinitionError, told
from ..domain.form_data import form_data, read_form
from ..domain.forms import Form
from ..domain.rounds import Answer, Round
from ..errors import WrongUse
from . import parts
from .ids import new_id

_HEAD = ("form", "title", "starts", "ends", "time", "department", "inspectors", "state", "summary")
_COLUMNS = (*_HEAD, "reported_on", "reported_to", "circulated_on", "circulated_to", "variant", "note")
_ROUND = ", ".join(["id", *_COLUMNS])
# A problem that lies in the recycle bin is none, until it is brought back.
_PROBLEM = "case when problem in (select id from ledger_problem) then problem else '' end"
_ANSWER = f"id, item, subject, result, score, note, {_PROBLEM}"


# --- forms -------------------------------------------------------------------------------------------


def forms(db: sqlite3.Connection) -> dict[str, Form]:
    """Every form by key, in the order of the desk."""
    rows = db.execute("select definition from form order by position, id")
    return {one.key: one for one in (_read_form(row[0]) for row in rows)}


@functools.lru_cache(maxsize=512)
def _read_form(definition: str) -> Form:
    """Forms are read at each key of a clerk and change a few times a year."""
    return read_form(json.loads(definition))


def form(db: sqlite3.Connection, key: str) -> Form:
    """A form by key or title; raises WrongUse."""
    row = db.execute(
        "select definition from form where id = ? or title = ? order by id <> ?", (key, key, key)
    )
    if found := row.fetchone():
        return _read_form(str(found[0]))
    raise WrongUse(f"没有名为“{key}”的检查表。")


def add_forms(db: sqlite3.Connection, made: Iterable[Form]) -> list[str]:
    """Save the forms whose keys are not taken; the keys that were new. Raises WrongUse for one that its own
    data would not make again."""
    there = {row[0] for row in db.execute("select id from form")}
    new = []
    for one in made:
        if one.key not in there:
            db.execute(
                "insert into form(id, title, grp, position, active, definition) values (?, ?, ?, ?, ?, ?)",
                _stored_form(one),
            )
            new.append(one.key)
    return new


def set_form(db: sqlite3.Connection, one: Form) -> None:
    """Save a form that is there."""
    key, *values = _stored_form(one)
    db.execute(
        "update form set title = ?, grp = ?, position = ?, active = ?, definition = ? where id = ?",
        (*values, key),
    )


def _stored_form(one: Form) -> tuple[str, str, str, int, int, str]:
    data = form_data(one)
    try:
        read_form(data)
    except DefinitionError as error:
        raise WrongUse(told(error), kind="definition") from error
    text = json.dumps(data, ensure_ascii=False)
    return one.key, one.title, one.group, one.position, int(not one.hidden), text


# --- rounds ------------------------------------------------------------------------------------------


def rounds(
    db: sqlite3.Connection,
    *,
    form: str = "",
    start: date | None = None,
    end: date | None = None,
    state: str = "",
    answers: bool = False,
) -> list[Round]:
    """Rounds that touch the days from `start` to `end`, the latest first; with their answers if asked for."""
    tests, args = ["1"], list[str]()
    for test, value in (
        ("form = ?", form),
        ("ends >= ?", start.isoformat() if start else ""),
        ("starts <= ?", end.isoformat() if end else ""),
        ("state = ?", state),
    ):
        if value:
            tests.append(test)
            args.append(value)
    where = " and ".join(tests)
    given: dict[str, list[Answer]] = {}
    if answers:
        sql = f"select round, {_ANSWER} from answer where round in (select id from round where {where})"
        for row in db.execute(f"{sql} order by id", args):
            given.setdefault(row[0], []).append(_answer(tuple(row)[1:]))
    sql = f"select {_ROUND} from round where {where} order by starts desc, time desc, id desc"
    return [_round(row, given.get(row[0], ())) for row in db.execute(sql, args)]


def read(db: sqlite3.Connection, id: str) -> Round:
    """A round with its answers; raises WrongUse when it is not there."""
    row = db.execute(f"select {_ROUND} from round where id = ?", (id,)).fetchone()
    if row is None:
        raise WrongUse("这一轮检查已经不在了，可能已被删除。")
    listed = db.execute(f"select {_ANSWER} from answer where round = ? order by id", (id,))
    return _round(row, [_answer(tuple(one)) for one in listed])


def counts(db: sqlite3.Connection, ids: Sequence[str] | None = None) -> dict[str, tuple[int, int, int]]:
    """By round: how many answers are asked, given, bad. (What is only text counts as given.)"""
    given = "sum(result <> '' or note <> ''), sum(result = 'bad')"
    rows = db.execute(f"select round, count(*), {given} from answer group by round")
    return {row[0]: (row[1], row[2], row[3]) for row in rows if ids is None or row[0] in ids}


def add(db: sqlite3.Connection, one: Round) -> str:
    """Save a new round with its answers, in their order; its id."""
    id = one.id or new_id()
    places = ", ".join("?" * (1 + len(_COLUMNS)))
    db.execute(f"insert into round({_ROUND}) values ({places})", (id, *_stored_head(one)))
    add_answers(db, id, one.answers)
    return id


def add_answers(db: sqlite3.Connection, round: str, answers: Iterable[Answer]) -> None:
    """Let a round ask these too."""
    db.executemany(
        "insert into answer(round, id, item, subject, result, score, note, problem)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [(round, new_id(), a.item, a.subject, a.result, a.score, a.note, a.problem) for a in answers],
    )


def set_head(db: sqlite3.Connection, one: Round) -> None:
    """Save everything of a round but its answers."""
    sets = ", ".join(f"{name} = ?" for name in _COLUMNS)
    db.execute(f"update round set {sets} where id = ?", (*_stored_head(one), one.id))


def set_answer(db: sqlite3.Connection, one: Answer) -> None:
    """Save an answer that is there."""
    db.execute(
        "update answer set result = ?, score = ?, note = ?, problem = ? where id = ?",
        (one.result, one.score, one.note, one.problem, one.id),
    )


def remove_answers(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Let a round ask these no more."""
    db.executemany("delete from answer where id = ?", [(id,) for id in ids])


def delete(db: sqlite3.Connection, id: str) -> None:
    """Delete a round and its answers."""
    parts.delete(db, "round", id)
    db.execute("delete from round where id = ?", (id,))


def of_problem(db: sqlite3.Connection, problem: str) -> tuple[Round, Answer] | None:
    """The answer from which a problem was made, with its round; None for a problem of another source."""
    row = db.execute("select round, id from answer where problem = ? limit 1", (problem,)).fetchone()
    if row is None:
        return None
    round = read(db, row[0])
    return round, next(one for one in round.answers if one.id == row[1])


def _stored_head(one: Round) -> Iterator[str | None]:
    yield from (one.form, one.title, one.starts.isoformat(), one.ends.isoformat(), one.time, one.department)
    yield json.dumps(list(one.inspectors), ensure_ascii=False)
    yield from (one.state, one.summary)
    yield from (one.reported_on.isoformat() if one.reported_on else None, one.reported_to)
    yield from (one.circulated_on.isoformat() if one.circulated_on else None, one.circulated_to)
    yield from (one.variant, one.note)


def _round(row: sqlite3.Row, answers: Sequence[Answer]) -> Round:
    return Round(
        id=row["id"],
        form=row["form"],
        title=row["title"],
        starts=date.fromisoformat(row["starts"]),
        ends=date.fromisoformat(row["ends"]),
        time=row["time"],
        department=row["department"],
        inspectors=tuple(json.loads(row["inspectors"])),
        state=row["state"],
        summary=row["summary"],
        reported_on=date.fromisoformat(row["reported_on"]) if row["reported_on"] else None,
        reported_to=row["reported_to"],
        circulated_on=date.fromisoformat(row["circulated_on"]) if row["circulated_on"] else None,
        circulated_to=row["circulated_to"],
        variant=row["variant"],
        note=row["note"],
        answers=tuple(answers),
    )


def _answer(row: Sequence[object]) -> Answer:
    id, item, subject, result, score, note, problem = row
    assert score is None or isinstance(score, int)
    return Answer(str(item), str(subject), str(result), score, str(note), str(problem), str(id))
