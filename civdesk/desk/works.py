"""Works that were entered (节目与参赛作品): candidates out of the ledger, prizes and points back into it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from ..domain.evaluations import By
from ..domain.fields import Value
from ..domain.ledgers import Ledger
from ..domain.text import normal
from ..store import ledgers
from ..store.ledgers import Record
from ..store.workspace import Workspace
from . import records
from .evaluations import Report

LEDGER = "programme"
SUBJECTS = ("节目", "作品")  # what is evaluated where the works are in that ledger
NO_PRIZE = "未获奖"

Followed = Mapping[str, tuple[str, bool]]  # candidate|prize → its record, and whether publishing made it


def there(ws: Workspace) -> bool:
    """Whether this desk keeps the ledger of works."""
    book = records.all_ledgers(ws).get(LEDGER)
    return book is not None and not book.hidden


def contests(ws: Workspace, starts: date, ends: date) -> list[str]:
    """The contests that have works which can take part."""
    found = _able(ws.reader(), _book(ws.reader()), starts, ends)
    return list(dict.fromkeys(_text(one, "contest") for one in found if _text(one, "contest")))


def entered(ws: Workspace, starts: date, ends: date, contest: str = "") -> list[tuple[str, str]]:
    """Candidates out of the works of a contest ("" all), entered from the beginning of the year up to the end
    of the evaluation: title (大合唱（计财股） where several share it) and department."""
    book = _book(ws.reader())
    found = [
        one
        for one in _able(ws.reader(), book, starts, ends)
        if not contest or normal(_text(one, "contest")) == normal(contest)
    ]
    titles = [normal(_text(one, "title")) for one in found]
    told = [
        (_label(one) if titles.count(title) > 1 else _text(one, "title"), _text(one, "department"))
        for one, title in zip(found, titles, strict=True)
    ]
    return list(dict.fromkeys(told))


def follow(db: sqlite3.Connection, found: Report) -> dict[str, tuple[str, bool]]:
    """Let the works say what was decided: prize and points (T88 counts them there). Who won and is no work of
    the ledger is added to it; a name that two works have is left for people. What an earlier publication said
    and does not hold any more is taken back."""
    one, plan = found.evaluation, found.evaluation.plan
    before = plan.works
    book = ledgers.definitions(db).get(LEDGER)
    if book is None or plan.subject not in SUBJECTS:
        return {}
    works = _able(db, book, date.fromisoformat(one.starts), date.fromisoformat(one.ends))
    ours = {id for id, added in before.values() if added}
    made: dict[str, tuple[str, bool]] = {}
    for row in found.rows:
        name, where = row.candidate.name, row.candidate.department
        alike = _alike([work for work in works if work.id not in ours], name, where, one.title)
        own, several = (alike[0] if len(alike) == 1 else None), len(alike) > 1
        points = None if row.points is None else (row.points + Fraction(1, 2)).__floor__()
        given = [title for title in row.prizes if plan.prize(title).by is not By.BOTTOM]
        if own is not None:
            first = given[0] if given else NO_PRIZE
            made[f"{row.candidate.id}|{first}"] = own.id, False
            _put(db, book, own, {"award": first, "score": points})
            given = given[1:]
        elif several:
            continue
        for title in given:
            key = f"{row.candidate.id}|{title}"
            values: dict[str, Value] = {
                "contest": one.title,
                "kind": plan.kind or None,
                "title": name,
                "date": one.ends,
                "department": where or None,
                "award": title,
                "score": points,
            }
            earlier = list(ledgers.records(db, book, [before[key][0]])) if key in before else []
            if earlier:
                _put(db, book, earlier[0], values)
            else:
                kept = {k: v for k, v in values.items() if k in book.keys}
                earlier = [Record(ledgers.insert(db, book, kept), kept)]
            made[key] = earlier[0].id, True
    _take_back(db, book, before, {id for id, _ in made.values()})
    return made


def _take_back(db: sqlite3.Connection, book: Ledger, before: Followed, kept: set[str]) -> None:
    for id, added in before.values():
        if id in kept:
            continue
        for record in list(ledgers.records(db, book, [id])):
            if added:
                ledgers.delete(db, book, id)
            else:
                _put(db, book, record, {"award": None, "score": None})


def _put(db: sqlite3.Connection, book: Ledger, record: Record, values: Mapping[str, Value]) -> None:
    changed = {k: v for k, v in values.items() if k in book.keys and v != record.values.get(k)}
    ledgers.update(db, book, record.id, changed)


def _alike(works: Iterable[Record], name: str, where: str, contest: str) -> list[Record]:
    """The works that a candidate may be: by the name, then by the department, then by the contest."""
    alike = [one for one in works if _is(one, name)]
    alike = [one for one in alike if not where or _text(one, "department") in ("", where)]
    return [one for one in alike if normal(_text(one, "contest")) == normal(contest)] or alike


def _is(one: Record, name: str) -> bool:
    return normal(name) in (normal(_text(one, "title")), normal(_label(one)))


def _label(one: Record) -> str:
    where = _text(one, "department")
    return f"{_text(one, 'title')}（{where}）" if where else _text(one, "title")


def _able(db: sqlite3.Connection, book: Ledger, starts: date, ends: date) -> list[Record]:
    first, last = date(starts.year, 1, 1).isoformat(), ends.isoformat()
    return [one for one in ledgers.records(db, book) if first <= _text(one, "date") <= last]


def _book(db: sqlite3.Connection) -> Ledger:
    return ledgers.definition(db, LEDGER)


def _text(one: Record, key: str) -> str:
    value = one.values.get(key)
    return value if isinstance(value, str) else ""
