"""Bringing a definition from elsewhere (another desk, a newer program) into a ledger that is here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from .definitions import Unfit, checked, is_own, make_key
from .fields import Field, Kind
from .ledgers import Ledger
from .text import normal

_TwinOf = Callable[[Ledger, Field], Field | None]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: the ledger, the fields it got, the choices that fields got (by field title), and the
    fields that could not come (`conflicts`: ours, of which theirs has another kind)."""

    ledger: Ledger
    added: tuple[Field, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    conflicts: tuple[Field, ...] = ()


def same_ledger(theirs: Ledger, here: Collection[Ledger]) -> Ledger | None:
    """Which ledger of this desk theirs is. What somebody made on two desks may have one key by chance, and
    two keys for one thing: there the name decides."""
    for mine in here:
        if mine.key == theirs.key and (not is_own(mine.key) or _names(mine) & _names(theirs)):
            return mine
    if is_own(theirs.key):
        named = [mine for mine in here if is_own(mine.key) and normal(mine.title) == normal(theirs.title)]
        return named[0] if named else None
    return None


def bring(mine: Ledger, theirs: Ledger, taken: Collection[str]) -> Merged:
    """Ours, with the fields and choices of theirs that it lacks; what we named, hid and ordered stays.

    `taken`: keys of columns that the table has already. Raises Unfit when a field that both have has
    another kind there.
    """
    merged = _merge(mine, theirs, taken, _twin)
    if merged.conflicts:
        raise Unfit(
            f"《{mine.title}》里“{merged.conflicts[0].title}”一栏的类型与文件里的不同，不能合并；"
            "请先在其中一边改名另建。"
        )
    ledger, gained = merged.ledger, []
    for one in theirs.fields:
        twin = _twin(ledger, one)
        new = tuple(choice for choice in one.choices if twin and choice not in twin.choices)
        if twin and new:
            made = replace(twin, choices=(*twin.choices, *new))
            ledger = replace(ledger, fields=tuple(made if f.key == made.key else f for f in ledger.fields))
            gained.append((twin.title, new))
    return replace(merged, ledger=checked(_filtered(ledger, theirs)), choices=tuple(gained))


def complete(mine: Ledger, shipped: Ledger) -> Merged:
    """Ours, with the fields of the shipped one that it lacks by key; the rest stays as the clerk wants it.
    A field that has another kind by now is left as it is here."""
    merged = _merge(mine, shipped, (), lambda ledger, one: _by_key(ledger, one.key))
    made = _registered(_filtered(merged.ledger, shipped), shipped)
    return replace(merged, ledger=checked(made)) if made != mine else merged


def free_title(title: str, used: Collection[str]) -> str:
    """The title, or 标题（2）, （3） … where something is called so already; `used`: normal forms."""
    number, free = 1, title
    while normal(free) in used:
        number += 1
        free = f"{title}（{number}）"
    return free


def _merge(mine: Ledger, theirs: Ledger, taken: Collection[str], twin_of: _TwinOf) -> Merged:
    ledger = mine
    added, conflicts = list[Field](), list[Field]()
    before = ""  # the last field of theirs that is here: what follows it there follows it here
    for one in theirs.fields:
        twin = twin_of(ledger, one)
        if twin is None:
            twin = _fitted(ledger, one, taken)
            place = ledger.keys.index(before) + 1 if before else 0
            ledger = replace(ledger, fields=(*ledger.fields[:place], twin, *ledger.fields[place:]))
            added.append(twin)
        elif (twin.kind, twin.decimals) != (one.kind, one.decimals):
            conflicts.append(twin)
        before = twin.key
    return Merged(ledger, tuple(added), (), tuple(conflicts))


def _filtered(ledger: Ledger, theirs: Ledger) -> Ledger:
    """With the named filters of theirs that it lacks, as far as their fields are here in the same kind."""
    names = {normal(name) for one in ledger.filters for name in one.names}
    new = []
    for one in theirs.filters:
        if any(normal(name) in names for name in one.names):
            continue
        fields = {condition.field for where in one.where for condition in where}
        mine = {key: _by_key(ledger, key) for key in fields}
        if all(found and found.kind is theirs.field(key).kind for key, found in mine.items()):
            new.append(one)
            names |= {normal(name) for name in one.names}
    return replace(ledger, filters=(*ledger.filters, *new)) if new else ledger


def _registered(ledger: Ledger, shipped: Ledger) -> Ledger:
    """With what the shipped register answers for, and its groups."""
    mine, theirs = ledger.register, shipped.register
    if mine is None or theirs is None:
        return ledger
    chosen = (Kind.CHOICE, Kind.CHOICES)
    groups = [key for key in theirs.groups if key in ledger.keys and ledger.field(key).kind in chosen]
    register = replace(
        mine,
        kinds=tuple(dict.fromkeys((*mine.kinds, *theirs.kinds))),
        groups=tuple(dict.fromkeys((*mine.groups, *groups))),
    )
    return replace(ledger, register=register)


def _fitted(ledger: Ledger, one: Field, taken: Collection[str]) -> Field:
    """A field of theirs with a key and names that are free here."""
    key = one.key
    if key in ledger.keys or (is_own(key) and key in taken):
        key = make_key(one.title, {*taken, *ledger.keys})
    used = {normal(name) for f in ledger.fields for name in (f.title, *f.synonyms)}
    title = free_title(one.title, used)
    synonyms = tuple(name for name in one.synonyms if normal(name) not in used)
    return replace(one, key=key, title=title, synonyms=synonyms)


def _twin(ledger: Ledger, one: Field) -> Field | None:
    mine = _by_key(ledger, one.key)
    if mine and (not is_own(one.key) or _field_names(mine) & _field_names(one)):
        return mine
    if is_own(one.key):
        alike = [f for f in ledger.fields if is_own(f.key) and normal(f.title) == normal(one.title)]
        return alike[0] if alike else None
    return None


def _by_key(ledger: Ledger, key: str) -> Field | None:
    return ledger.field(key) if key in ledger.keys else None


def _names(ledger: Ledger) -> set[str]:
    return {normal(name) for name in (ledger.title, *ledger.synonyms)}


def _field_names(one: Field) -> set[str]:
    return {normal(name) for name in (one.title, *one.synonyms)}
