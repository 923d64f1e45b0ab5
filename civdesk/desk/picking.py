"""What a field offers while one types: its choices, names of the registers, what was entered before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain import fields, registers
from ..domain.fields import LIST_KINDS, Field, FieldError, Kind, Value
from ..domain.ledgers import Ledger
from ..store import grouping, ledgers, picking
from ..store.grouping import NAMED
from ..store.workspace import Workspace
from . import records
from .records import Saved

_LATELY = 300  # records that say which names are used now
_FIRST = 8  # names of those that stand above the register
_EARLIER = 2000  # records whose texts are offered again
NUMBER = "number"  # 编号、期次、工号: the key that all ledgers share
_PEOPLE = frozenset({Kind.PERSON, Kind.PEOPLE})


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to pick, and a word about it, like 已离岗."""

    name: str
    mark: str = ""


def offered(ws: Workspace, ledger: Ledger, field: Field, *, on: date) -> list[Pick]:
    """What a pick-list offers for a record of the day `on`.

    A choice: what the definition lists, then what else was written. Names: those used most lately, the
    register (people of one name as 张伟（计财股）), what was written before, who is a member no more or not
    yet, and for a field of several the groups (各股室). A text: what was entered before, the latest first.
    Empty for what cannot be picked.
    """
    if field.choices:
        earlier = _earlier(ws, ledger, field) if field.open else ()
        return [Pick(name) for name in dict.fromkeys((*field.choices, *earlier))]
    if field.kind in NAMED:
        return list(_names(ws, ledger, field, on))
    if _completes(ledger, field):
        return [Pick(name) for name in _earlier(ws, ledger, field)]
    return []


def _names(ws: Workspace, ledger: Ledger, field: Field, on: date) -> Iterator[Pick]:
    present, away, groups = _members(ws, field, on)
    lately = Counter(texts_of(picking.recent(ws.reader(), ledger, field, _LATELY)))
    often = [name for name, _ in lately.most_common() if name not in away][:_FIRST]
    for name in dict.fromkeys((*often, *present, *_earlier(ws, ledger, field))):
        if name not in away and name not in groups:
            yield Pick(name)
    for name, mark in away.items():
        yield Pick(name, mark)
    if field.kind in LIST_KINDS:
        for name, many in groups.items():
            yield Pick(name, f"{many} 人" if field.kind in _PEOPLE else f"{many} 个")


def _members(ws: Workspace, field: Field, on: date) -> tuple[dict[str, None], dict[str, str], dict[str, int]]:
    """Names in the registers behind a field: who is a member on a day, who is not (and why), and the words
    for groups, with how many they are."""
    people = field.kind in _PEOPLE
    present: dict[str, None] = {}
    away: dict[str, str] = {}
    groups: dict[str, int] = {}
    for book in registers_of(ws, field):
        everyone = grouping.members(ws.reader(), book)
        told = registers.labels(everyone, on)
        for one in everyone:
            if one.there(on):
                present[told[one.id]] = None
            elif one.end and one.end < on.isoformat():
                away[one.name] = "已离岗" if people else "已停用"
            else:
                away.setdefault(one.name, "尚未到岗" if people else "尚未启用")
        known = registers.Groups(book, everyone)
        groups |= {name: many for name in known.offered if (many := len(known.expand(name, on))) > 1}
    # Of two people with one name one may still be there.
    names = {name.partition("（")[0] for name in present} | present.keys()
    return present, {name: mark for name, mark in away.items() if name not in names}, groups


def known(ws: Workspace, field: Field, *, on: date) -> list[Pick]:
    """What a pick-list offers for names that stand in no ledger (who leads an indicator): the members of the
    registers on a day, the words for groups of them, and who is a member no more or not yet."""
    present, away, groups = _members(ws, field, on)
    unit = "人" if field.kind in _PEOPLE else "个"
    return [
        *(Pick(name) for name in present if name not in groups),
        *(Pick(name, f"{many} {unit}") for name, many in groups.items()),
        *(Pick(name, mark) for name, mark in away.items()),
    ]


def _completes(ledger: Ledger, field: Field) -> bool:
    """Whether earlier texts of a field are worth offering: not what is somebody's own."""
    own = ledger.register is not None and field.key == ledger.register.name
    return field.kind is Kind.TEXT and not (own or field.check or field.sensitive or field.key == NUMBER)


def _earlier(ws: Workspace, ledger: Ledger, field: Field) -> list[str]:
    return list(dict.fromkeys(texts_of(picking.recent(ws.reader(), ledger, field, _EARLIER))))


def texts_of(values: Sequence[Value]) -> Iterator[str]:
    """Texts and names out of values as they are stored."""
    for value in values:
        if isinstance(value, list):
            yield from value
        elif isinstance(value, str):
            yield value


# --- registers -----------------------------------------------------------------------------------------


def registers_of(ws: Workspace, field: Field) -> list[Ledger]:
    """The registers whose members a field names, in the order of the desk."""
    books = ledgers.definitions(ws.reader()).values()
    return [b for b in books if b.register and field.kind in b.register.kinds and not b.hidden]


def unknown(ws: Workspace, field: Field, text: str) -> list[str]:
    """Names in a typed text that no register behind the field knows, however it is filled out.

    Nothing where there is no such register, or nobody in it yet: then every name would be told.
    """
    if field.kind not in NAMED or not text.strip():
        return []
    if not any(ledgers.count(ws.reader(), book) for book in registers_of(ws, field)):
        return []
    known = grouping.known(ws.reader(), field.kind)
    try:
        value = fields.read(field, text).value
    except FieldError:
        return []
    return [name for name in texts_of([value]) if name not in known]


def add_members(ws: Workspace, field: Field, names: Sequence[str], *, today: date) -> list[Saved]:
    """Enter names into the first register behind a field, as one operation. Raises Invalid where that
    register asks for more than a name."""
    book = registers_of(ws, field)[0]
    assert book.register is not None
    return records.add_many(ws, book.key, [{book.register.name: name} for name in names], today=today)
