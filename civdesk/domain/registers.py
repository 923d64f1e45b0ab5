"""Registers with time: who is a member on a day, what the words for groups mean, who came and who left.

A record keeps names as text. A name means whoever of that name is a member on the record's day; somebody who
left and came back has two rows of one name, and counts once on any day because the rows do not overlap. Two
members at a time who share a name are told apart as 张伟（计财股）, which a record may name instead of 张伟;
a plain 张伟 counts for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .conditions import Alternatives, holds
from .fields import Value
from .ledgers import Ledger
from .named_filters import NamedFilter, find
from .text import normal

# What stands before the word for a group. 各相关科室 names no group: who is meant cannot be known.
PREFIXES = ("各", "机关各", "局机关各", "局各", "本局各", "全局各", "全体", "全局", "所有", "全部")
_OTHER = "其他"  # what is of no kind makes no group
_LATEST = date(9999, 12, 31)
_MARKS = ("department", "number")  # what tells members of one name apart, the first that differs


@dataclass(frozen=True, slots=True)
class Member:
    """A row of a register; first and last day ISO, "" where not known."""

    id: str
    name: str
    start: str = ""
    end: str = ""
    values: Mapping[str, Value] = field(default_factory=dict, compare=False)

    def there(self, day: date) -> bool:
        """Whether it is a member on a day; without dates it always is."""
        on = day.isoformat()
        return (not self.start or self.start <= on) and (not self.end or on <= self.end)


def member(register: Ledger, id: str, values: Mapping[str, Value]) -> Member:
    """The row of a register with these values."""
    how = register.register
    assert how is not None, register.key
    return Member(id, _text(values, how.name), _text(values, how.start), _text(values, how.end), values)


def members_on(
    register: Ledger, everyone: Iterable[Member], day: date, filters: Sequence[NamedFilter] = ()
) -> list[Member]:
    """Who is a member on a day and passes the filters; a filter for former members lets them in too."""
    former = any(one.former for one in filters)
    wanted = [one.on(register.fields, day) for one in filters]
    return [
        one
        for one in everyone
        if (one.there(day) or (former and (not one.start or one.start <= day.isoformat())))
        and all(holds(alternatives, one.values) for alternatives in wanted)
    ]


def labels(everyone: Sequence[Member], day: date) -> dict[str, str]:
    """By id: the name, or 张伟（计财股） where several members on a day share it. Where neither department
    nor number tells them apart, the name stays."""
    names = Counter(one.name for one in everyone if one.there(day))
    found = {one.id: one.name for one in everyone}
    for name in (name for name, many in names.items() if many > 1):
        alike = [one for one in everyone if one.name == name and one.there(day)]
        for key in _MARKS:
            marks = [_text(one.values, key) for one in alike]
            if all(marks) and len(set(marks)) == len(marks):
                found |= {one.id: f"{name}（{mark}）" for one, mark in zip(alike, marks, strict=True)}
                break
    return found


def told_apart(everyone: Sequence[Member]) -> dict[str, tuple[str, ...]]:
    """By id: everything like 张伟（计财股） by which records may mean one of several members of a name, also
    after the others have left; nothing for who shares no name."""
    names = Counter(one.name for one in everyone)
    return {
        one.id: tuple(f"{one.name}（{mark}）" for key in _MARKS if (mark := _text(one.values, key)))
        for one in everyone
        if names[one.name] > 1
    }


# --- groups ------------------------------------------------------------------------------------------


class Groups:
    """The words for groups of a register's members: 各 with a value of a group field (各股室), or with the
    name of a filter (全体党员). What members are called exactly comes before what filters gather: with both
    股室 and 科室 in the register 各科室 are the 科室 only."""

    def __init__(self, register: Ledger, everyone: Sequence[Member]) -> None:
        self._register, self._everyone = register, everyone
        self._fields = register.register.groups if register.register else ()
        self._names = {normal(one.name) for one in everyone}
        self._on: dict[tuple[str, date], Alternatives] = {}
        self._values: dict[str, str] = {}
        for one in everyone:
            self._values.update((normal(value), value) for value in self._of(one) if value != _OTHER)
        self._phrases: dict[str, tuple[str, NamedFilter | None]] = {}
        for one_filter in register.filters:
            for name in one_filter.names:
                self._note(name, one_filter)
        for value in self._values.values():  # last: the exact word wins
            self._note(value, None)

    def _note(self, word: str, filter: NamedFilter | None) -> None:
        # A word that says itself that it means all of them (局属各单位) takes nothing before it.
        whole = "各" in word or word.startswith(("全体", "所有", "全部"))
        for prefix in ("",) if whole else PREFIXES:
            self._phrases[normal(prefix + word)] = (word, filter)

    def _of(self, one: Member) -> Iterator[str]:
        for key in self._fields:
            value = one.values.get(key)
            yield from value if isinstance(value, list) else [value] if isinstance(value, str) else []

    @property
    def offered(self) -> list[str]:
        """The words to offer, each group once: 各股室, 各直属单位, 全体党员."""
        people = any(kind in ("person", "people") for kind in self._kinds())
        words = [*self._values.values(), *(self._word(one) for one in self._register.filters)]
        phrases = [("全体" if people else "各") + word for word in dict.fromkeys(words) if word]
        return [phrase for phrase in phrases if self.means(phrase)]

    def _word(self, one: NamedFilter) -> str:
        """全体在职人员 sounds better than 全体在职; 直属单位 as a filter is the group 直属单位 again."""
        if one.former or normal(one.title) in self._values:
            return ""
        return one.words if one.words and find([one], one.words) else one.title

    def _kinds(self) -> tuple[str, ...]:
        return self._register.register.kinds if self._register.register else ()

    @property
    def phrases(self) -> list[str]:
        """Every word that names a group."""
        return [phrase for phrase in self._phrases if phrase not in self._names]

    def means(self, name: str) -> bool:
        """Whether a name is the word for a group, and not that of a member."""
        return normal(name) in self._phrases and normal(name) not in self._names

    def expand(self, name: str, day: date) -> tuple[Member, ...]:
        """The members on a day that a word means, in order of entry; nothing for what is no such word."""
        if not self.means(name):
            return ()
        word, filter = self._phrases[normal(name)]
        if filter is not None:
            return tuple(members_on(self._register, self._everyone, day, [filter]))
        return tuple(one for one in self._everyone if one.there(day) and word in self._of(one))

    def _asked(self, filter: NamedFilter, day: date) -> Alternatives:
        """What a filter asks for on a day: of most members on the same one."""
        if (filter.title, day) not in self._on:
            self._on[filter.title, day] = filter.on(self._register.fields, day)
        return self._on[filter.title, day]

    def words(self, one: Member) -> list[str]:
        """Every word that means this member too, while it is one. What a filter asks of a day is asked of
        the member's last one."""
        day = date.fromisoformat(one.end) if one.end else _LATEST
        held = set(self._of(one))
        passed: dict[str, bool] = {}
        found = []
        for phrase, (word, filter) in self._phrases.items():
            if phrase in self._names:
                continue
            if filter is None:
                means = word in held
            elif (known := passed.get(filter.title)) is not None:
                means = known
            else:
                means = passed[filter.title] = holds(self._asked(filter, day), one.values)
            if means:
                found.append(phrase)
        return found


def expand(name: str, groups: Iterable[Groups], day: date) -> tuple[str, ...]:
    """The names that a name stands for on a day: the members of a group, else the name itself."""
    for one in groups:
        if one.means(name):
            return tuple(dict.fromkeys(member.name for member in one.expand(name, day)))
    return (name,)


# --- between two days --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changes:
    """Who came and who left between two days, and whose post is another one (before, after)."""

    came: tuple[Member, ...]
    left: tuple[Member, ...]
    changed: tuple[tuple[Member, Member], ...] = ()


def changes(
    everyone: Iterable[Member], before: date, after: date, same: Sequence[str] = (), post: Sequence[str] = ()
) -> Changes:
    """What became of a register between two days. A member is the same by name and the fields `same`; a
    change is told where the fields `post` differ."""

    def key(one: Member) -> tuple[str, ...]:
        return (normal(one.name), *(_text(one.values, name) for name in same))

    listed = list(everyone)
    old: dict[tuple[str, ...], list[Member]] = {}
    new: dict[tuple[str, ...], list[Member]] = {}
    for one in listed:
        if one.there(before):
            old.setdefault(key(one), []).append(one)
        if one.there(after):
            new.setdefault(key(one), []).append(one)
    came, left = list[Member](), list[Member]()
    changed = list[tuple[Member, Member]]()
    for name in dict.fromkeys((*old, *new)):
        mine, theirs = old.get(name, []), new.get(name, [])
        stay = {one.id for one in mine} & {one.id for one in theirs}
        gone = [one for one in mine if one.id not in stay]
        arrived = [one for one in theirs if one.id not in stay]
        for was, now in zip(gone, arrived, strict=False):
            if any(_text(was.values, part) != _text(now.values, part) for part in post):
                changed.append((was, now))
        left += gone[len(arrived) :]
        came += arrived[len(gone) :]
    return Changes(tuple(came), tuple(left), tuple(changed))


def _text(values: Mapping[str, Value], key: str) -> str:
    value = values.get(key) if key else None
    return "、".join(value) if isinstance(value, list) else "" if value is None else str(value)
