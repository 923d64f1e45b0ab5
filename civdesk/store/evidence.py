"""Evidence: the files of a workspace with what is known of them and their captions."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..errors import Damaged, Refused, WrongUse
from . import blobs
from .matching import like

CAPTION = ("title", "event", "time", "place", "people", "background", "photographer", "text")
_SETTABLE = frozenset({*CAPTION, "taken_at", "taken_from", "name"})

Order = Literal["taken", "came", "name"]
_ORDERS: dict[str, str] = {
    "taken": "taken_at is null, taken_at desc, id desc",  # undated last
    "came": "id desc",
    "name": "name, id",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the table; `latitude` and `longitude` are degrees × 10⁷, `taken_at` is local time (only the
    day where only that was entered by hand), `width` and `height` as seen upright."""

    id: str
    sha256: str
    name: str
    kind: str  # photo, video, audio, document, other
    format: str
    size: int
    came_from: str
    came_at: str
    taken_at: str | None = None
    taken_from: str = ""  # exif, name, hand
    latitude: int | None = None
    longitude: int | None = None
    camera: str = ""
    orientation: int = 1
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    seconds: int | None = None
    damaged: bool = False
    title: str = ""
    event: str = ""
    time: str = ""
    place: str = ""
    people: str = ""
    background: str = ""
    photographer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the window shows: a text in name or caption, a kind, only what proves nothing, only damaged,
    days of taking (ISO, both included), only what nobody knows the day of, only pictures whose caption lacks
    one of the six elements, only what proves a record of one ledger (or an "indicator")."""

    text: str = ""
    kind: str = ""
    unlinked: bool = False
    damaged: bool = False
    taken_from: str = ""
    taken_to: str = ""
    undated: bool = False
    incomplete: bool = False
    ledger: str = ""


# The caption of a picture lacks one of the six elements; a known time of taking is a 时间.
INCOMPLETE = (
    "(kind in ('photo', 'video') and (event = '' or place = '' or people = '' or background = ''"
    " or photographer = '' or (time = '' and taken_at is null)))"
)
UNLINKED = "id not in (select evidence from proof)"

_COLUMNS = [field.name for field in dataclasses.fields(Evidence)]
_LIST = ", ".join(_COLUMNS)
_PLACES = ", ".join("?" * len(_COLUMNS))


def insert(db: sqlite3.Connection, evidence: Evidence) -> None:
    """Add evidence whose content is stored whole."""
    if not blobs.is_whole(db, evidence.sha256):
        raise Damaged("文件内容没有全部写入工作区，请重新导入。")
    values = [getattr(evidence, name) for name in _COLUMNS]
    db.execute(f"insert into evidence({_LIST}) values ({_PLACES})", values)


def get(db: sqlite3.Connection, id: str) -> Evidence:
    """One by id; raises WrongUse when it is not there."""
    row = db.execute(f"select {_LIST} from evidence where id = ?", (id,)).fetchone()
    if row is None:
        raise WrongUse(f"没有编号为 {id} 的影像，可能已被删除。")
    return _evidence(row)


def many(db: sqlite3.Connection, ids: Sequence[str]) -> list[Evidence]:
    """Those of `ids` that exist, in their order: a page of the window."""
    found: dict[str, Evidence] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        places = ", ".join("?" * len(part))
        for row in db.execute(f"select {_LIST} from evidence where id in ({places})", part):
            found[row[0]] = _evidence(row)
    return [found[id] for id in ids if id in found]


def ids(db: sqlite3.Connection, only: Filter | None = None, order: Order = "taken") -> list[str]:
    """Ids of everything that fits, in order; the window then fetches pages by `many`."""
    where, args = _where(only or Filter())
    rows = db.execute(f"select id from evidence where {where} order by {_ORDERS[order]}", args)
    return [row[0] for row in rows]


def listed(
    db: sqlite3.Connection,
    only: Filter | None = None,
    *,
    order: Order = "taken",
    limit: int = -1,
    offset: int = 0,
) -> list[Evidence]:
    """Everything that fits, or one page of it."""
    where, args = _where(only or Filter())
    rows = db.execute(
        f"select {_LIST} from evidence where {where} order by {_ORDERS[order]} limit ? offset ?",
        [*args, limit, offset],
    )
    return [_evidence(row) for row in rows]


def unlinked(db: sqlite3.Connection) -> list[str]:
    """Ids of evidence that proves nothing yet."""
    return ids(db, Filter(unlinked=True))


def find_by_hash(db: sqlite3.Connection, sha256: str) -> Evidence | None:
    """The evidence that holds this content; of several the one that came first."""
    row = db.execute(
        f"select {_LIST} from evidence where sha256 = ? order by id limit 1", (sha256,)
    ).fetchone()
    return _evidence(row) if row else None


def update_caption(db: sqlite3.Connection, id: str, values: Mapping[str, str | None]) -> None:
    """Change elements of the caption, the name, or when it was taken; raises WrongUse for an unknown id."""
    assert set(values) <= _SETTABLE, values
    get(db, id)
    if values:
        sets = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"update evidence set {sets} where id = ?", [*values.values(), id])


def delete(db: sqlite3.Connection, id: str) -> None:
    """Delete evidence and the proofs that hang on it; its content stays until a clean-up.

    Raises WrongUse when it is not there, Refused when it has a reference code.
    """
    name = get(db, id).name
    filed = db.execute("select code from filing_item where evidence = ?", (id,)).fetchone()
    if filed:
        raise Refused(f"“{name}”已经归档（档号 {filed[0]}），不能删除。", kind="filed")
    db.execute("delete from proof where evidence = ?", (id,))
    db.execute("delete from evidence where id = ?", (id,))


def altered(db: sqlite3.Connection) -> Iterator[str]:
    """Names of evidence whose content is not what its SHA-256 says; reads everything."""
    rows = db.execute(
        "select sha256, min(name) from evidence where sha256 in (select sha256 from blob where whole = 1)"
        " group by sha256"
    ).fetchall()
    for sha256, name in rows:
        try:
            for _ in blobs.read(db, sha256):
                pass
        except Damaged:
            yield name


def _evidence(row: sqlite3.Row) -> Evidence:
    values = dict(zip(_COLUMNS, row, strict=True))
    values["damaged"] = bool(values["damaged"])
    return Evidence(**values)


def _where(only: Filter) -> tuple[str, list[str]]:
    tests, args = ["1"], list[str]()
    if only.text:
        pattern = like(only.text)
        columns = ("name", *CAPTION)
        tests.append("(" + " or ".join(f"{name} like ? escape '\\'" for name in columns) + ")")
        args += [pattern] * len(columns)
    if only.kind:
        tests.append("kind = ?")
        args.append(only.kind)
    if only.unlinked:
        tests.append(UNLINKED)
    if only.damaged:
        tests.append("damaged")
    if only.taken_from:
        tests.append("taken_at >= ?")
        args.append(only.taken_from)
    if only.taken_to:
        tests.append("taken_at <= ?")
        args.append(only.taken_to + "T23:59:59")
    if only.undated:
        tests.append("taken_at is null")
    if only.incomplete:
        tests.append(INCOMPLETE)
    if only.ledger:
        tests.append("id in (select evidence from proof where subject_kind = ?)")
        args.append(only.ledger)
    return " and ".join(tests), args
