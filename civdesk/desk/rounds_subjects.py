"""Whom a form looks at on a day, and who answers for them: read from the registers."""

from __future__ import annotations

from datetime import date

from ..domain import registers
from ..domain.fields import Kind
from ..domain.forms import Form
from ..domain.ledgers import Ledger
from ..domain.registers import Groups, Member, labels
from ..store.workspace import Workspace
from . import records
from . import registers as desk_registers


def members(ws: Workspace, one: Form, on: date) -> dict[str, Member]:
    """Whom a form looks at on a day, by the name that tells them apart; empty for a form of the whole.

    Words for groups (各股室) in its list of names expand. Raises WrongUse for a register that is none.
    """
    who = one.subject
    if not who.register:
        return {}
    book = desk_registers.register(ws, who.register)
    everyone = desk_registers.everyone(ws, book)
    groups = Groups(book, everyone)
    names = labels(everyone, on)
    there = [member for member in everyone if member.there(on)]
    if who.filter:
        if groups.means(who.filter):
            there = list(groups.expand(who.filter, on))
        elif named := [member for member in there if who.filter in (member.name, names[member.id])]:
            there = named
        else:
            there = registers.members_on(book, everyone, on, records.named_filters(book, [who.filter]))
    if who.only:
        wanted: list[Member] = []
        for name in who.only:
            meant = groups.expand(name, on)
            wanted += meant or [member for member in there if name in (member.name, names[member.id])]
        there = wanted
    return {names[member.id]: member for member in there}


class Whom:
    """Looks subjects up in the registers, each register read once."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._books: dict[str, Ledger] = {}
        self._names: dict[tuple[str, date], dict[str, Member]] = {}

    def book(self, one: Form) -> Ledger | None:
        """The register of a form's subjects; None for a form of the whole."""
        key = one.subject.register
        if key and key not in self._books:
            self._books[key] = desk_registers.register(self._ws, key)
        return self._books.get(key)

    def is_kind(self, one: Form, kind: Kind) -> bool:
        """Whether the subjects of a form are what a kind of field names: departments, places, people."""
        book = self.book(one)
        return book is not None and book.register is not None and kind in book.register.kinds

    def member(self, one: Form, subject: str, on: date) -> Member | None:
        """The row of a subject in its register on a day."""
        book = self.book(one)
        if book is None or not subject:
            return None
        mark = (book.key, on)
        if mark not in self._names:
            everyone = desk_registers.everyone(self._ws, book)
            told = labels(everyone, on)
            there = [member for member in everyone if member.there(on)]
            plain = {member.name: member for member in reversed(there)}
            self._names[mark] = plain | {told[member.id]: member for member in there}
        return self._names[mark].get(subject)

    def text(self, one: Form, subject: str, on: date, key: str) -> str:
        """What a field of a subject's row says; "" where nothing does."""
        member = self.member(one, subject, on)
        value = member.values.get(key) if member else None
        return "、".join(value) if isinstance(value, list) else str(value or "")

    def department(self, one: Form, subject: str, on: date) -> str:
        """The department that answers for a subject: itself, or what its row says; "" unknown."""
        return subject if self.is_kind(one, Kind.DEPARTMENT) else self.text(one, subject, on, "department")
