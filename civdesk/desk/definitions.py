"""Ledgers of one's own: making and changing them, carrying them between desks, keeping old files current."""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import resources
from ..domain import definition_merge as merging
from ..domain import definitions as changing
from ..domain.definitions import Unfit
from ..domain.fields import Field, Kind
from ..domain.ledgers import Ledger, read_ledger
from ..domain.text import join_names, normal
from ..intake import definition_file as incoming
from ..output import definition_file as outgoing
from ..store import definitions as store
from ..store.workspace import Workspace
from . import records, shipping

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Defined:
    """A ledger as it is now, the operation (None: nothing was changed), and what was changed, in Chinese."""

    ledger: Ledger
    operation: int | None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What an older file got: titles of ledgers, (ledger, field) titles, titles of standards, forms."""

    ledgers: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    standards: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


# --- saving what was edited --------------------------------------------------------------------------


def save(ws: Workspace, edited: Ledger) -> Defined:
    """Let a ledger be as it was edited, as one operation; what was renamed still answers to its old name.

    Raises Unfit when it does not hold, or when records stand on what would change.
    """
    book = records.ledger(ws, edited.key)
    others = _others(ws, book)
    wanted = changing.checked(changing.keep_names(book, edited), others)
    if wanted == book:
        return Defined(book, None)
    changes = tuple(_told(book, wanted))

    def work(db: sqlite3.Connection) -> None:
        _check_use(db, store.definition(db, book.key), wanted)
        store.change_definition(db, wanted)

    said = changes[0] if len(changes) == 1 else f"{changes[0]} 等 {len(changes)} 处"
    outcome = ws.operate("define", f"设置《{wanted.title}》：{said}", work)
    return Defined(wanted, outcome.operation, changes)


def save_new(ws: Workspace, draft: Ledger) -> Defined:
    """Make a ledger of a draft (`domain.definitions.new_ledger`), with a key of its own. Raises Unfit."""
    changing.checked(draft, records.all_ledgers(ws).values())

    def work(db: sqlite3.Connection) -> Ledger:
        made = changing.keyed(draft, store.taken_keys(db))
        store.add_definition(db, made)
        return made

    outcome = ws.operate("define", f"新建台账《{draft.title}》", work)
    return Defined(outcome.result, outcome.operation, (f"新建台账《{draft.title}》",))


def taken_fields(ws: Workspace, ledger: Ledger) -> set[str]:
    """Keys that a new field of this ledger must not get (for `domain.definitions.add_field`)."""
    return store.taken_fields(ws.reader(), ledger.key)


def _others(ws: Workspace, book: Ledger) -> list[Ledger]:
    return [one for one in records.all_ledgers(ws).values() if one.key != book.key]


def _check_use(db: sqlite3.Connection, before: Ledger, after: Ledger) -> None:
    """What records hold must stay readable and keep its meaning."""
    for old in before.fields:
        new = after.field(old.key)
        if old.unit and new.unit != old.unit and (many := store.filled_in(db, before, old.key)):
            raise Unfit(
                f"“{new.title}”已有 {many} 条记录按“{old.unit}”填写，改单位会改变它们的意思；"
                "请新增一栏，再把这一栏隐藏。",
                new.key,
                "unit",
            )
        narrower = set(old.choices) - set(new.choices) or (old.open and not new.open)
        if new.kind in changing.CHOSEN and not new.open and narrower:
            for value, many in store.used_values(db, before, old.key).items():
                if value not in new.choices:
                    raise Unfit(
                        f"“{new.title}”有 {many} 条记录填的是“{value}”，请保留这个选项，"
                        "或勾选“也可以填别的”，或先改掉这些记录。",
                        new.key,
                        "choices",
                    )


def _told(before: Ledger, after: Ledger) -> list[str]:
    """What differs, in words for the history; never empty when something does."""
    said = []
    if before.title != after.title:
        said.append(f"改名，原名《{before.title}》")
    if before.hidden != after.hidden:
        said.append("隐藏台账" if after.hidden else "恢复显示台账")
    if before.group != after.group:
        said.append(f"移到“{after.group}”组")
    for one in after.fields:
        if one.key not in before.keys:
            said.append(f"增加栏目“{one.title}”")
            continue
        old = before.field(one.key)
        if old.title != one.title:
            said.append(f"栏目“{old.title}”改名为“{one.title}”")
        if old.hidden != one.hidden:
            said.append(f"{'隐藏' if one.hidden else '恢复显示'}栏目“{one.title}”")
        if old.required != one.required:
            said.append(f"栏目“{one.title}”{'设为必填' if one.required else '不再必填'}")
        # What was told above is no other change; an old name that stays as a synonym is part of the renaming.
        told = replace(one, title=old.title, hidden=old.hidden, required=old.required)
        if (replace(told, synonyms=old.synonyms) if old.title != one.title else told) != old:
            said.append(f"修改栏目“{one.title}”")
    kept = [key for key in after.keys if key in before.keys]
    if kept != list(before.keys):
        said.append("调整栏目顺序")
    return said or ["修改说明"]


# --- one change at a time ----------------------------------------------------------------------------


def new_ledger(ws: Workspace, title: str, *, group: str = "", like: str = "") -> Defined:
    """Make a ledger with a name, a date and a note, or with the fields of another one. Raises Unfit."""
    here = records.all_ledgers(ws)
    model = records.ledger(ws, like) if like else None
    draft = changing.new_ledger(title, group or ("" if model else "其他"), list(here.values()), like=model)
    return save_new(ws, draft)


def change_ledger(ws: Workspace, ledger_key: str, **changes: Any) -> Defined:
    """Another title, group, help, synonyms or hidden. Raises Unfit."""
    book = records.ledger(ws, ledger_key)
    return save(ws, changing.change_ledger(book, _others(ws, book), **changes))


def add_field(ws: Workspace, ledger_key: str, title: str, kind: Kind, **more: Any) -> Defined:
    """A new field at the end (or `at` a place); see `domain.definitions.add_field`. Raises Unfit."""
    book = records.ledger(ws, ledger_key)
    return save(ws, changing.add_field(book, title, kind, taken=taken_fields(ws, book), **more))


def change_field(ws: Workspace, ledger_key: str, name: str, **changes: Any) -> Defined:
    """Change a field, by key or title; see `domain.definitions.change_field`. Raises Unfit."""
    book = records.ledger(ws, ledger_key)
    return save(ws, changing.change_field(book, records.field_of(book, name).key, **changes))


def move_field(ws: Workspace, ledger_key: str, name: str, to: int) -> Defined:
    """Put a field at another place, counted from 0."""
    book = records.ledger(ws, ledger_key)
    return save(ws, changing.move_field(book, records.field_of(book, name).key, to))


# --- between desks -----------------------------------------------------------------------------------


def export_definition(ws: Workspace, ledger_key: str, target: Path) -> Ledger:
    """Write a ledger's definition as TOML; no records go with it. Raises Refused."""
    book = records.ledger(ws, ledger_key)
    outgoing.write(book, target)
    return book


def import_definition(ws: Workspace, path: Path) -> Defined:
    """Bring a definition: as a new ledger, or into the one that is here already, which gets the fields and
    choices it lacks. Raises WrongUse (a file that is none), Unfit (another kind of the same field)."""
    theirs = incoming.read(path)
    here = records.all_ledgers(ws)
    mine = merging.same_ledger(theirs, list(here.values()))
    if mine is None:
        return _import_new(ws, replace(theirs, hidden=False), list(here.values()))
    merged = merging.bring(mine, theirs, taken_fields(ws, mine))
    if merged.ledger == mine:
        return Defined(mine, None)
    changes = [f"增加栏目“{one.title}”" for one in merged.added]
    changes += [f"“{title}”增加选项：{join_names(new)}" for title, new in merged.choices]
    outcome = ws.operate(
        "define",
        f"导入台账定义：《{mine.title}》",
        lambda db: store.change_definition(db, merged.ledger),
    )
    return Defined(merged.ledger, outcome.operation, tuple(changes))


def _import_new(ws: Workspace, theirs: Ledger, here: Collection[Ledger]) -> Defined:
    made = _with_free_title(theirs, here)

    def work(db: sqlite3.Connection) -> Ledger:
        own = changing.is_own(made.key) and made.key in store.taken_keys(db)
        ledger = changing.keyed(made, store.taken_keys(db)) if own else made
        store.add_definition(db, ledger)
        return ledger

    outcome = ws.operate("define", f"导入台账定义：《{made.title}》", work)
    return Defined(outcome.result, outcome.operation, (f"新建台账《{made.title}》",))


def _with_free_title(theirs: Ledger, here: Collection[Ledger]) -> Ledger:
    used = {normal(name) for one in here for name in (one.title, one.key)}
    return replace(theirs, title=merging.free_title(theirs.title, used))


# --- older files -------------------------------------------------------------------------------------


def refresh(ws: Workspace) -> Refreshed:
    """Give an older file the shipped ledgers, fields, standards and forms that it lacks; titles, order and
    what is hidden stay.

    One operation that 撤销 passes over, and only when something is missing. Costs next to nothing when the
    file was compared with these very definitions before.
    """
    mark = shipped_mark()
    if store.shipped_mark(ws.reader()) == mark:
        return Refreshed()
    here = records.all_ledgers(ws)
    new: list[Ledger] = []
    grown: list[Ledger] = []
    gained: list[tuple[str, Field]] = []
    for _, data in resources.tomls("ledgers"):
        shipped = read_ledger(data)
        mine = here.get(shipped.key)
        if mine is None:
            new.append(_with_free_title(shipped, [*here.values(), *new]))
            continue
        merged = merging.complete(mine, shipped)
        for one in merged.conflicts:
            log.info("%s.%s has another kind here than the shipped one", mine.key, one.key)
        if merged.ledger != mine:
            grown.append(merged.ledger)
            gained += [(mine.title, one) for one in merged.added]

    def work(db: sqlite3.Connection) -> None:
        for ledger in new:
            store.add_definition(db, ledger)
        for ledger in grown:
            store.change_definition(db, ledger)

    if new or grown:
        parts = [f"新增台账 {len(new)} 本"] * bool(new) + [f"补充栏目 {len(gained)} 个"] * bool(gained)
        said = "，".join(parts) or f"补充 {len(grown)} 本台账的筛选和分组"
        ws.operate("refresh", f"随程序更新：{said}", work, undoable=False)
    more = shipping.complete(ws)
    ws.unlogged(lambda db: store.mark_shipped(db, mark))
    titles, fields = tuple(one.title for one in new), tuple((title, one.title) for title, one in gained)
    return Refreshed(titles, fields, more.standards, more.forms)


def shipped_mark() -> int:
    """A number that stands for the shipped definitions as they are: another one when any of them changes."""
    mark = 0
    for folder in ("ledgers", "standards", "inspections"):
        for path in sorted(resources.path(folder).glob("*.toml")):
            mark = zlib.crc32(path.read_bytes(), mark)
    return (mark & 0x7FFFFFFF) or 1
