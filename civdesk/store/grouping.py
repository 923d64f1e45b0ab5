"""Words for groups in records (各股室): who looks for 综合股 finds these records too, as of their day.

Which words mean a member is worked out by `domain.registers`; SQL only compares texts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..domain.asking import Question
from ..domain.conditions import Alternatives
from ..domain.fields import LIST_KINDS, Field, Kind, Value
from ..domain.ledgers import Ledger
from ..domain.registers import Groups, Member, member, told_apart
from ..domain.rules import Condition, Measure, Test
from ..domain.selecting import Selection
from .definitions import definitions
from .schema import quoted, table_of

NAMED = frozenset({Kind.PERSON, Kind.PEOPLE, Kind.DEPARTMENT, Kind.DEPARTMENTS, Kind.PLACE})
_ALWAYS = ("", "9999-12-31")  # the days of a word that is no matter of time


Word = tuple[str, str, str, str]  # id of a member, word, first and last day on which it means the member


@dataclass(slots=True)
class Names:
    """What the registers say of names, read once for many questions; good until one of them changes.

    `real` are questions as the store asks them; `words` those beside their names by which members of a
    register are meant.
    """

    books: dict[str, Ledger] = field(default_factory=dict)
    members: dict[str, list[Member]] = field(default_factory=dict)
    words: dict[str, dict[str, list[Word]]] = field(default_factory=dict)
    real: dict[Question, Question] = field(default_factory=dict)

    def of(self, db: sqlite3.Connection, book: Ledger) -> list[Member]:
        """As `members`."""
        if book.key not in self.members:
            self.members[book.key] = members(db, book)
        return self.members[book.key]

    def registers(self, db: sqlite3.Connection, kind: Kind) -> list[Ledger]:
        """The registers that a kind of field names."""
        if not self.books:
            self.books = definitions(db)
        return registers_of(self.books.values(), kind)

    def called(self, db: sqlite3.Connection, book: Ledger) -> Mapping[str, list[Word]]:
        """As `called`, by word."""
        if book.key not in self.words:
            found = self.words[book.key] = {}
            for word in called(db, book):
                found.setdefault(word[1], []).append(word)
        return self.words[book.key]

    def question(self, db: sqlite3.Connection, ledger: Ledger, asked: Question) -> Question:
        """As `question`."""
        if asked not in self.real:
            kept, groups = _widened(db, ledger, asked.where, self)
            self.real[asked] = replace(asked, where=kept, groups=groups) if groups else asked
        return self.real[asked]


def registers_of(books: Iterable[Ledger], kind: Kind) -> list[Ledger]:
    """The registers whose members a kind of field names, in the order of the desk."""
    return [book for book in books if book.register and kind in book.register.kinds]


def members(db: sqlite3.Connection, book: Ledger) -> list[Member]:
    """Everybody who is or was in a register, in order of entry, with what tells groups and homonyms."""
    how = book.register
    assert how is not None, book.key
    keys = {how.name, how.start, how.end, *how.groups, "department", "number"}
    keys |= {c.field for one in book.filters for where in one.where for c in where}
    fields = [field for field in book.fields if field.key in keys]
    columns = ", ".join(["id", *(quoted(field.key) for field in fields)])
    rows = db.execute(f"select {columns} from {quoted(table_of(book.key))} order by id")
    found = []
    for row in rows:
        values = {field.key: _value(field, value) for field, value in zip(fields, row[1:], strict=False)}
        if values.get(how.name):
            found.append(member(book, row[0], values))
    return found


def _value(field: Field, stored: str | int | None) -> Value:
    if stored is None or field.kind not in LIST_KINDS:
        return stored
    listed: list[str] = json.loads(str(stored))
    return listed


def groups(db: sqlite3.Connection, kind: Kind) -> list[Groups]:
    """The groups that a field of a kind may name."""
    return [Groups(book, members(db, book)) for book in registers_of(definitions(db).values(), kind)]


# --- looking for a member ----------------------------------------------------------------------------


def widened(
    db: sqlite3.Connection, ledger: Ledger, selection: Selection
) -> tuple[Selection, tuple[Alternatives, ...]]:
    """A selection whose conditions on names have become alternatives: the name, or the word for a group
    while the member was in it."""
    kept, groups = _widened(db, ledger, selection.conditions, Names())
    return (replace(selection, conditions=kept), groups) if groups else (selection, ())


def question(db: sqlite3.Connection, ledger: Ledger, asked: Question) -> Question:
    """The same for what a rule counts."""
    return Names().question(db, ledger, asked)


def _widened(
    db: sqlite3.Connection, ledger: Ledger, where: Sequence[Condition], names: Names
) -> tuple[tuple[Condition, ...], tuple[Alternatives, ...]]:
    kept, groups = list[Condition](), list[Alternatives]()
    for condition in where:
        kind = ledger.field(condition.field).kind
        if condition.test is Test.ONE_OF and kind in NAMED:
            more = list(_instead(db, ledger, condition, kind, names))
            if more:
                groups.append(((*_itself(condition),), *more) if _itself(condition) else tuple(more))
                if "" in condition.values:
                    groups[-1] = (*groups[-1], (Condition(condition.field, Test.SET, (False,)),))
                continue
        kept.append(condition)
    return tuple(kept), tuple(groups)


def _itself(condition: Condition) -> tuple[Condition, ...]:
    given = tuple(value for value in condition.values if value != "")
    return (replace(condition, values=given),) if given else ()


def _instead(
    db: sqlite3.Connection, ledger: Ledger, condition: Condition, kind: Kind, names: Names
) -> Iterator[tuple[Condition, ...]]:
    """For each member of these names, the words that mean it too, with its days."""
    for book in names.registers(db, kind):
        everyone = names.of(db, book)
        if not any(one.name in condition.values for one in everyone):
            continue
        words = Groups(book, everyone)
        told = told_apart(everyone)
        for one in everyone:
            if one.name in condition.values and (found := [*words.words(one), *told.get(one.id, ())]):
                yield _while(ledger, one, Condition(condition.field, Test.ONE_OF, tuple(found)))


def _while(ledger: Ledger, one: Member, condition: Condition) -> tuple[Condition, ...]:
    """The condition, for records of the days on which somebody was a member."""
    where = [condition]
    if ledger.date_field and not ledger.register:
        if one.start:
            where.append(Condition(ledger.date_field, Test.ON_OR_AFTER, (one.start,)))
        if one.end:
            where.append(Condition(ledger.date_field, Test.ON_OR_BEFORE, (one.end,)))
    return tuple(where)


def mentions(db: sqlite3.Connection, ledger: Ledger, field: Field, name: str) -> bool:
    """Whether a field holds a name, or what looks like the word for a group, in any record."""
    column = quoted(field.key)
    parts = [_as_stored(field, name), "各", "全体", "全局", "所有", "全部"]
    tests = " or ".join([f"instr({column}, ?) > 0"] * len(parts))
    sql = f"select 1 from {quoted(table_of(ledger.key))} where {column} is not null and ({tests}) limit 1"
    return db.execute(sql, parts).fetchone() is not None


def holding(db: sqlite3.Connection, ledger: Ledger, field: Field, text: str) -> list[str]:
    """The ids of the records whose field has a text somewhere in it."""
    sql = f"select id from {quoted(table_of(ledger.key))} where instr({quoted(field.key)}, ?) > 0"
    return [row[0] for row in db.execute(sql, (_as_stored(field, text),))]


def _as_stored(field: Field, name: str) -> str:
    """A name as it stands in the column: in a list's JSON its quotes are written otherwise."""
    return json.dumps(name, ensure_ascii=False)[1:-1] if field.kind in LIST_KINDS else name


# --- for every member --------------------------------------------------------------------------------


def called(db: sqlite3.Connection, book: Ledger) -> list[Word]:
    """Id, word, first and last day: the words beside their names by which records may mean the members of a
    register."""
    everyone = members(db, book)
    words, told = Groups(book, everyone), told_apart(everyone)
    found = []
    for one in everyone:
        span = (one.start or _ALWAYS[0], one.end or _ALWAYS[1])
        found += [(one.id, word, *span) for word in words.words(one)]
        found += [(one.id, word, *_ALWAYS) for word in told.get(one.id, ())]
    return found


def meant(db: sqlite3.Connection, field: Field, named: Iterable[tuple[str, str]], day: date) -> set[str]:
    """The different names behind (name, date of the record): the members of a group, as of the record's day;
    without a date, as of `day`."""
    known = groups(db, field.kind)
    found: set[str] = set()
    for name, on in named:
        group = next((one for one in known if one.means(name)), None)
        if group is None:
            found.add(name)
        else:
            found |= {one.name for one in group.expand(name, date.fromisoformat(on) if on else day)}
    return found


def words(db: sqlite3.Connection, kind: Kind) -> list[str]:
    """Every word for a group that a field of a kind may hold now."""
    return list(dict.fromkeys(word for one in groups(db, kind) for word in one.phrases))


def known(db: sqlite3.Connection, kind: Kind) -> set[str]:
    """Every name by which a field of a kind may mean a member of a register, or several of them."""
    found = {*words(db, kind)}
    for book in registers_of(definitions(db).values(), kind):
        everyone = members(db, book)
        found |= {one.name for one in everyone}.union(*told_apart(everyone).values())
    return found


# --- what answers stand on ---------------------------------------------------------------------------


def leans_on(books: Mapping[str, Ledger], asked: Question) -> set[str]:
    """The tables of the registers whose members the answer to a question depends on."""
    ledger = books[asked.ledger]
    keys = {condition.field for condition in asked.where if condition.test is Test.ONE_OF}
    keys |= {asked.field} if asked.measure is Measure.DISTINCT else set()
    keys |= {asked.members.field} if asked.members else set()
    kinds = {ledger.field(key).kind for key in keys} & NAMED
    return {table_of(book.key) for kind in kinds for book in registers_of(books.values(), kind)}
