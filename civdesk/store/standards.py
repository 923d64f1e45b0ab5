"""Standards in the file: their indicators and rules, and what the clerk judged by hand."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain.rule_data import read_rule
from ..domain.rules import Rule, State
from ..domain.standards import Demanded, Due, Indicator, Scoring, Standard
from ..errors import WrongUse
from .ids import new_id

_LISTS = ("methods", "lead", "support", "leader", "owner")
_COLUMNS = ("code", "title", "asked", "requirement", "points", *_LISTS, "due", "ref", "scoring", "span")


@dataclass(frozen=True, slots=True)
class Listed:
    """A standard in the list of standards; `edition_of` is the key of the one it replaces ("" for none)."""

    key: str
    title: str
    version: str
    active: bool
    indicators: int
    rules: int
    edition_of: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the clerk judged of an indicator for a period (`start/end`), on a day, and why. `points` are
    hundredths given by hand, None where the state decides."""

    indicator: str
    period: str
    state: State
    reason: str
    on: date
    points: int | None = None


# --- standards ---------------------------------------------------------------------------------------


def listed(db: sqlite3.Connection) -> list[Listed]:
    """Every standard, the active ones first, each in its place."""
    rows = db.execute(
        "select id, title, version, active, (select count(*) from indicator i where i.standard = s.id),"
        " (select count(*) from rule r join indicator i on i.id = r.indicator where i.standard = s.id)"
        ", edition_of from standard s"
        " order by active desc, coalesce(nullif(json_extract(definition, '$.position'), 0), 9999), id"
    )
    return [Listed(row[0], row[1], row[2], bool(row[3]), row[4], row[5], row[6]) for row in rows]


def keys(db: sqlite3.Connection) -> set[str]:
    """The keys of all standards."""
    return {row[0] for row in db.execute("select id from standard")}


def add(db: sqlite3.Connection, standard: Standard, *, active: bool, edition_of: str = "") -> None:
    """Save a new standard with its indicators and rules, as the edition after another one where it is one;
    raises WrongUse when its key is taken."""
    if db.execute("select 1 from standard where id = ?", (standard.key,)).fetchone():
        raise WrongUse(f"标准“{standard.key}”已经在工作区里，请换一个代号再导入。", kind="exists")
    db.execute(
        "insert into standard(id, title, version, active, definition, edition_of) values (?, ?, ?, ?, ?, ?)",
        (standard.key, standard.title, standard.version, int(active), _definition(standard), edition_of),
    )
    ids: dict[str, str] = {}
    for position, indicator in enumerate(standard.indicators):
        ids[indicator.code] = id = new_id()
        columns = ", ".join(_COLUMNS)
        places = ", ".join("?" * (len(_COLUMNS) + 4))
        db.execute(
            f"insert into indicator(id, standard, parent, position, {columns}) values ({places})",
            (id, standard.key, ids.get(indicator.parent), position, *_stored(indicator).values()),
        )
        set_rules(db, id, (demanded.data for demanded in indicator.rules))


def read(db: sqlite3.Connection, key: str) -> Standard:
    """A standard by key or title, with the ids of its indicators and rules; raises WrongUse.

    Of several editions with one title the one that is worked with is meant.
    """
    found = db.execute(
        "select id, title, version, definition, active from standard where id = ?1 or title = ?1"
        " order by id = ?1 desc, active desc",
        (key,),
    ).fetchall()
    if not found:
        raise WrongUse(f"没有名为“{key}”的测评标准。")
    row = found[0]
    if len(found) > 1 and row[0] != key and found[1][4] == row[4]:
        named = "、".join(one[0] for one in found)
        raise WrongUse(f"有几套标准都叫“{key}”，请用代号：{named}。", kind="ambiguous")
    rules: dict[str, list[Demanded]] = {}
    for id, indicator, text in db.execute(
        "select r.id, r.indicator, r.definition from rule r join indicator i on i.id = r.indicator"
        " where i.standard = ? order by r.position, r.id",
        (row[0],),
    ):
        rules.setdefault(indicator, []).append(Demanded(_rule(text), json.loads(text), id))
    codes: dict[str | None, str] = {None: ""}
    indicators = []
    for found in db.execute(
        f"select id, parent, {', '.join(_COLUMNS)} from indicator where standard = ? order by position, id",
        (row[0],),
    ):
        codes[found["id"]] = found["code"]
        indicators.append(_indicator(found, codes[found["parent"]], rules.get(found["id"], [])))
    definition = json.loads(row[3])
    return Standard(
        key=row[0],
        title=row[1],
        version=row[2],
        source=definition.get("source", ""),
        note=definition.get("note", ""),
        position=definition.get("position", 0),
        anchors={name: date.fromisoformat(day) for name, day in definition.get("anchors", {}).items()},
        indicators=tuple(indicators),
    )


def set_active(db: sqlite3.Connection, key: str, active: bool) -> None:
    """Work with a standard, or lay it aside."""
    db.execute("update standard set active = ? where id = ?", (int(active), key))


def set_head(db: sqlite3.Connection, standard: Standard) -> None:
    """Save title, version, source, note and named days."""
    db.execute(
        "update standard set title = ?, version = ?, definition = ? where id = ?",
        (standard.title, standard.version, _definition(standard), standard.key),
    )


def set_indicator(db: sqlite3.Connection, indicator: Indicator) -> None:
    """Save what an indicator says (not its place in the tree, nor its rules)."""
    sets = ", ".join(f"{column} = ?" for column in _COLUMNS)
    db.execute(f"update indicator set {sets} where id = ?", (*_stored(indicator).values(), indicator.id))


def set_rules(db: sqlite3.Connection, indicator: str, rules: Iterable[Mapping[str, Any]]) -> None:
    """Let an indicator have these rules, in this order. A rule that is as before keeps its id."""
    before = {
        row[1]: row[0]
        for row in db.execute("select id, definition from rule where indicator = ?", (indicator,))
    }
    texts = [json.dumps(rule, ensure_ascii=False) for rule in rules]
    for text, id in before.items():
        if text not in texts:
            db.execute("delete from rule where id = ?", (id,))
    for position, text in enumerate(texts):
        if text in before:
            db.execute("update rule set position = ? where id = ?", (position, before[text]))
        else:
            db.execute(
                "insert into rule(id, indicator, position, definition) values (?, ?, ?, ?)",
                (new_id(), indicator, position, text),
            )


def add_rules(db: sqlite3.Connection, indicator: str, rules: Iterable[Mapping[str, Any]]) -> None:
    """Let an indicator have these rules beside those it has; one that it has already does not come twice."""
    rows = db.execute("select definition from rule where indicator = ? order by position, id", (indicator,))
    there = [json.loads(row[0]) for row in rows]
    set_rules(db, indicator, [*there, *(dict(rule) for rule in rules if dict(rule) not in there)])


@functools.lru_cache(maxsize=2048)
def _rule(text: str) -> Rule:
    return read_rule(json.loads(text))


def _definition(standard: Standard) -> str:
    anchors = {name: day.isoformat() for name, day in standard.anchors.items()}
    data = {
        "source": standard.source,
        "note": standard.note,
        "position": standard.position,
        "anchors": anchors,
    }
    return json.dumps(data, ensure_ascii=False)


def _stored(indicator: Indicator) -> dict[str, str | int | None]:
    """The columns of an indicator, in their order."""
    stored: dict[str, str | int | None] = {}
    for column in _COLUMNS:
        value = getattr(indicator, column)
        if column in _LISTS:
            value = json.dumps(list(value), ensure_ascii=False)
        elif column == "scoring":
            value = json.dumps({"way": value.way, "each": value.each} if value != Scoring() else {})
        elif column == "due":
            dues = [{"phrase": due.phrase, "date": due.date, "title": due.title} for due in indicator.due]
            value = json.dumps(dues, ensure_ascii=False)
        stored[column] = value
    return stored


def _indicator(row: sqlite3.Row, parent: str, rules: Iterable[Demanded]) -> Indicator:
    lists = {column: tuple(json.loads(row[column])) for column in _LISTS}
    return Indicator(
        code=row["code"],
        title=row["title"],
        parent=parent,
        asked=row["asked"],
        requirement=row["requirement"],
        ref=row["ref"],
        points=row["points"],
        scoring=Scoring(**json.loads(row["scoring"])),
        span=row["span"],
        due=tuple(Due(**due) for due in json.loads(row["due"])),
        rules=tuple(rules),
        id=row["id"],
        **lists,
    )


# --- findings ----------------------------------------------------------------------------------------


def findings(db: sqlite3.Connection, standard: str, period: str) -> dict[str, Finding]:
    """What was judged by hand for a period, by indicator id."""
    rows = db.execute(
        "select f.indicator, f.period, f.state, f.reason, f.at, f.points from finding f"
        " join indicator i on i.id = f.indicator where i.standard = ? and f.period = ?",
        (standard, period),
    )
    return {
        row[0]: Finding(row[0], row[1], State(row[2]), row[3], date.fromisoformat(row[4]), row[5])
        for row in rows
    }


def put_finding(db: sqlite3.Connection, finding: Finding) -> None:
    """Judge an indicator for a period; an earlier judgement of it is replaced."""
    db.execute(
        "insert into finding(id, indicator, period, state, reason, at, points) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict(indicator, period) do update set state = excluded.state, reason = excluded.reason,"
        " at = excluded.at, points = excluded.points",
        (
            new_id(),
            finding.indicator,
            finding.period,
            finding.state.value,
            finding.reason,
            finding.on.isoformat(),
            finding.points,
        ),
    )


def withdraw_finding(db: sqlite3.Connection, indicator: str, period: str) -> bool:
    """Take a judgement back; whether there was one."""
    sql = "delete from finding where indicator = ? and period = ?"
    return db.execute(sql, (indicator, period)).rowcount > 0
