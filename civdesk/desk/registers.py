"""Registers on a day: who is a member, and who is meant by the words for groups."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..domain import registers
from ..domain.fields import Kind
from ..domain.ledgers import Ledger
from ..domain.registers import Member
from ..errors import WrongUse
from ..store import grouping, ledgers
from ..store.workspace import Workspace
from . import records


def register(ws: Workspace, key: str) -> Ledger:
    """A register by key or title; raises WrongUse for what is none."""
    book = records.ledger(ws, key)
    if book.register is None:
        raise WrongUse(f"《{book.title}》不是名册，没有在册的成员。")
    return book


def members(ws: Workspace, key: str, on: date, filters: Sequence[str] = ()) -> list[Member]:
    """Who is a member of a register on a day and passes its named filters, in order of entry, with all that
    stands in the row. Raises WrongUse."""
    book = register(ws, key)
    return registers.members_on(book, everyone(ws, book), on, records.named_filters(book, filters))


def everyone(ws: Workspace, book: Ledger) -> list[Member]:
    """Everybody who is or was in a register, in order of entry, with all that stands in the row."""
    found = ledgers.records(ws.reader(), book)
    return [registers.member(book, one.id, one.values) for one in found]


# --- groups ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meant:
    """The departments behind words for groups (各股室) on a day, by word; other names are themselves."""

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> tuple[str, ...]:
        """All departments behind these names, each once; a group that has no member stays as it is called."""
        return tuple(dict.fromkeys(one for name in names for one in self.groups.get(name) or (name,)))

    def told(self, names: Iterable[str]) -> str:
        """各股室：党政办、综合股 — a line for each word for a group; "" where none is among the names."""
        told = ((name, self.groups[name]) for name in names if name in self.groups)
        return "\n".join(f"{name}：{'、'.join(meant) or '科室名册里没有'}" for name, meant in told)

    def written(self, names: Iterable[str]) -> str:
        """各股室（党政办、综合股）、养护中心, for paper."""
        said = []
        for name in names:
            meant = self.groups.get(name)
            said.append(f"{name}（{'、'.join(meant)}）" if meant else name)
        return "、".join(said)


def meant(db: sqlite3.Connection, names: Iterable[str], on: date) -> Meant:
    """Who is meant by the departments that indicators and tasks name, as of a day."""
    known = grouping.groups(db, Kind.DEPARTMENTS)
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(names):
        if any(one.means(name) for one in known):
            found[name] = registers.expand(name, known, on)
    return Meant(found)
