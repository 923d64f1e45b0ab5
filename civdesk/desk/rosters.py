"""Rosters of a register: who is in it on a day, what changed since another, and a reshuffle by a new list."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ..domain import fields, registers
from ..domain.fields import Kind, Value
from ..domain.ledgers import Ledger
from ..domain.registers import Changes, Member
from ..domain.text import normal
from ..errors import WrongUse
from ..output import record_table
from ..sheets.write import write_table
from ..store import ledgers
from ..store.workspace import Workspace
from . import records
from .registers import everyone, register

LEADING_GROUP = "leading_group"
# By what a roster is divided, and what makes up a post: the first of these fields that a register has.
_PARTS = ("body", "department", "kind")
_POST = ("role", "position", "department")
_TOLD = frozenset({"body", "kind", "role", "position", "department", "status", "number"})


# --- rosters -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is in a register, or in one part of it, on a day; and what changed since another day."""

    ledger: Ledger
    part: str
    on: date
    members: tuple[Member, ...]
    before: date | None = None
    changes: Changes | None = None

    @property
    def title(self) -> str:
        """创建工作领导小组名单（2026年7月31日）."""
        name = self.part or self.ledger.title
        return f"{name}名单（{self.on.year}年{self.on.month}月{self.on.day}日）"

    @property
    def lines(self) -> list[str]:
        """The changes as sentences: 新增：丁（成员）; empty without another day or without changes."""
        if self.changes is None:
            return []
        came, left = ([self.named(one) for one in some] for some in (self.changes.came, self.changes.left))
        said = [f"新增 {len(came)} 人：{'、'.join(came)}"] if came else []
        said += [f"离开 {len(left)} 人：{'、'.join(left)}"] if left else []
        if self.changes.changed:
            pairs = self.changes.changed
            turned = [f"{was.name}（{self.post(was)} → {self.post(now)}）" for was, now in pairs]
            said.append(f"调整 {len(turned)} 人：{'、'.join(turned)}")
        return said if of_people(self.ledger) else [line.replace(" 人：", " 个：") for line in said]

    def post(self, one: Member) -> str:
        """What somebody is there: 组长, 科员."""
        keys = self.ledger.keys
        return next((str(v) for key in _POST if key in keys and (v := one.values.get(key))), "")

    def named(self, one: Member) -> str:
        """张三（组长）."""
        post = self.post(one)
        return f"{one.name}（{post}）" if post else one.name


def of_people(book: Ledger) -> bool:
    """Whether the members of a register are people."""
    how = book.register
    return how is not None and (Kind.PERSON in how.kinds or book.field(how.name).kind is Kind.PERSON)


def parts(ws: Workspace, key: str) -> list[str]:
    """What a register is divided into: the bodies of the leading groups, the departments of the staff."""
    book = register(ws, key)
    one = _part(book)
    if not one:
        return []
    named = (member.values.get(one) for member in everyone(ws, book))
    return list(dict.fromkeys(value for value in named if isinstance(value, str) and value))


def _part(book: Ledger) -> str:
    return next((key for key in _PARTS if key in book.keys and key != book.title_field), "")


def roster(
    ws: Workspace,
    key: str = LEADING_GROUP,
    *,
    on: date,
    part: str = "",
    filters: Sequence[str] = (),
    compare: date | None = None,
) -> Roster:
    """Who is in a register on a day, 组长 first, and what changed since (or until) the day `compare`.

    `part` is one of `parts`, or the beginning of its name. Raises WrongUse where there is no such part.
    """
    book = register(ws, key)
    rows = everyone(ws, book)
    one = _part(book)
    if part:
        part = _one_of(part, parts(ws, key), book)
        rows = [row for row in rows if row.values.get(one) == part]
    there = registers.members_on(book, rows, on, records.named_filters(book, filters))
    order = _order(book)
    there.sort(key=lambda member: order(member))
    made = None
    if compare is not None:
        kept = [m for m in rows if not filters or _passes(book, m, filters, (on, compare))]
        post = [key for key in _POST if key in book.keys and key != one]
        same = ["body"] if "body" in book.keys else []
        made = registers.changes(kept, min(on, compare), max(on, compare), same, post[:1] or post)
    return Roster(book, part, on, tuple(there), compare, made)


def _passes(book: Ledger, member: Member, filters: Sequence[str], days: tuple[date, ...]) -> bool:
    named = records.named_filters(book, filters)
    return any(registers.members_on(book, [member], day, named) for day in days)


def _one_of(part: str, known: Sequence[str], book: Ledger) -> str:
    found = [one for one in known if normal(one) == normal(part)]
    found = found or [one for one in known if normal(part) in normal(one)]
    if len(found) != 1:
        raise WrongUse(f"《{book.title}》里没有“{part}”；有：{'、'.join(known) or '还没有记录'}。")
    return found[0]


def _order(book: Ledger) -> Callable[[Member], tuple[str, int, str]]:
    """By the part, then by the role as the definition lists them, then as entered."""
    role = book.field("role") if "role" in book.keys else None
    choices = role.choices if role else ()
    one = _part(book)

    def rank(member: Member) -> tuple[str, int, str]:
        post = member.values.get("role")
        place = choices.index(post) if isinstance(post, str) and post in choices else len(choices)
        return (str(member.values.get(one) or "") if role and one else "", place, member.id)

    return rank


def write_roster(ws: Workspace, made: Roster, target: Path) -> int:
    """Write a roster as .xlsx, the changes below its title; the number of rows. Raises Refused."""
    ids = [one.id for one in made.members]
    notes = [f"与 {made.before} 相比：{line}" for line in made.lines] if made.before else []
    table = record_table.table(ws.reader(), made.ledger, ids, notes=notes)
    return write_table(target, [replace(table, name="名单", title=made.title)]).rows


def roster_data(made: Roster) -> dict[str, Any]:
    """The JSON of `roster`."""

    def line(one: Member) -> dict[str, Any]:
        book = made.ledger
        told = {"id": one.id, "name": one.name, "start": one.start or None, "end": one.end or None}
        more = {f.key: fields.plain(f, one.values.get(f.key)) for f in book.fields if f.key in _TOLD}
        return told | more

    data: dict[str, Any] = {
        "ledger": made.ledger.key,
        "group": made.part or None,
        "on": made.on.isoformat(),
        "members": [line(one) for one in made.members],
    }
    if made.changes is not None:
        data["compare"] = {
            "on": made.before,
            "came": [line(one) for one in made.changes.came],
            "left": [line(one) for one in made.changes.left],
            "changed": [{"before": line(was), "after": line(now)} for was, now in made.changes.changed],
        }
    return data


# --- a reshuffle -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reshuffled:
    """What a reshuffle did: memberships that were closed and opened, those that stayed."""

    closed: tuple[str, ...]
    opened: tuple[str, ...]
    stayed: int
    operation: int | None


def reshuffle(
    ws: Workspace,
    part: str,
    rows: Sequence[Mapping[str, object]],
    *,
    on: date,
    today: date,
    number: str = "",
    reason: str = "",
    key: str = LEADING_GROUP,
    dry_run: bool = False,
) -> Reshuffled:
    """Let a leading group have these members from the day `on`: the others' memberships end the day before,
    new ones begin, in one operation. Who stays in the same role stays as it is.

    A row has at least person and role (by key or title); `number` and `reason` are of the new memberships.
    Raises Invalid, or WrongUse where a membership began later than the reshuffle.
    """
    book = register(ws, key)
    how = book.register
    assert how is not None
    if not (how.start and how.end and "role" in book.keys):
        raise WrongUse(f"《{book.title}》没有职务和起止日期，不能按新名单调整。")
    if not rows:
        raise WrongUse("名单里没有人，没有调整。")
    one = _part(book)
    later = [m.name for m in everyone(ws, book) if m.values.get(one) == part and m.start > on.isoformat()]
    if later:  # a list of today must not run beside, or over, what came after it
        named = "、".join(dict.fromkeys(later))
        raise WrongUse(f"“{part}”在 {on} 以后还有任职（{named}），请先改正日期，或换一个更晚的调整日期。")
    now = list(roster(ws, key, on=on, part=part).members) if part in parts(ws, key) else []
    open_now = {(normal(m.name), str(m.values.get("role") or "")): m for m in now}
    shared: dict[str, object] = {one: part, how.start: on.isoformat()}
    shared |= {"number": number} if number and "number" in book.keys else {}
    shared |= {"reason": reason} if reason and "reason" in book.keys else {}
    kind = next((m.values.get("kind") for m in now if m.values.get("kind")), None)
    fresh: list[dict[str, Value]] = []
    stayed = set[str]()
    for row in rows:
        given = {"kind": kind, **shared} if kind and "kind" in book.keys else shared
        values, _ = records.new_values(book, {**given, **row}, today)
        same = open_now.get((normal(str(values[how.name])), str(values.get("role") or "")))
        if same:
            stayed.add(same.id)
        else:
            fresh.append(_carried(values, now))
    closing = [member for member in now if member.id not in stayed]
    last = (on - timedelta(days=1)).isoformat()
    late = [member.name for member in closing if member.start and member.start > last]
    if late:
        raise WrongUse(f"{'、'.join(late)}的任职日期不早于调整日期 {on}，请先改正日期再调整。")
    told = Reshuffled(
        tuple(m.name for m in closing), tuple(str(v[how.name]) for v in fresh), len(stayed), None
    )
    if dry_run or not (closing or fresh):
        return told

    def work(db: sqlite3.Connection) -> None:
        ledgers.update_many(db, book, {member.id: {how.end: last} for member in closing})
        ledgers.insert_many(db, book, fresh)

    said = f"调整“{part}”：离任 {len(closing)} 人，新任 {len(fresh)} 人"
    outcome = ws.operate("reshuffle", said, work)
    return Reshuffled(told.closed, told.opened, told.stayed, outcome.operation)


def _carried(values: dict[str, Value], now: Sequence[Member]) -> dict[str, Value]:
    """Who stays with another role keeps position, department and phone where the row says nothing."""
    before = next((one for one in now if one.name == values.get("person")), None)
    if before is None:
        return values
    kept = {key: before.values.get(key) for key in ("position", "department", "phone")}
    return {**values, **{key: value for key, value in kept.items() if value and not values.get(key)}}
