"""Two editions of a standard beside each other: what is new, gone, changed, moved, and what is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .standards import Indicator, Standard, points_text
from .text import join_names, normal

_SURE = 0.75  # so alike that it is the same demand in other words
_POSSIBLE = 0.5  # below it two demands have nothing to do with each other
_APART = 0.1  # how much the best must be better than the second
_SAME_CODE = 0.4  # the same code and this much alike

FIELDS = {
    "code": "编号",
    "title": "名称",
    "asked": "要求",
    "requirement": "标准",
    "points": "分值",
    "methods": "测评方法",
    "lead": "牵头",
    "support": "配合",
    "leader": "责任领导",
    "owner": "责任人",
    "due": "时限",
    "span": "时段",
    "place": "位置",
}
# A demand with other words here is another demand: what was judged of it does not hold.
_DEMAND = ("title", "asked", "requirement", "span")


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that an indicator says otherwise now; `field` is a key of FIELDS, both values as people read
    them."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator of both editions. `same`: it demands what it demanded, so what was judged still holds."""

    old: Indicator
    new: Indicator
    changes: tuple[Changed, ...]

    @property
    def same(self) -> bool:
        return not any(one.field in _DEMAND for one in self.changes)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A new indicator that may be one of these old ones (the likeliest first): the clerk is asked."""

    new: Indicator
    old: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a standard. A doubtful indicator is among `added`, and its candidates among `removed`,
    until the clerk said which is which."""

    old: Standard
    new: Standard
    pairs: tuple[Pair, ...]
    added: tuple[Indicator, ...]
    removed: tuple[Indicator, ...]
    doubts: tuple[Doubt, ...]

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The indicators that say anything otherwise."""
        return tuple(pair for pair in self.pairs if pair.changes)


def compare(old: Standard, new: Standard, matches: Mapping[str, str] | None = None) -> Comparison:
    """Which indicator of the new edition is which of the old one, and what it says otherwise.

    `matches` says by hand: new code → old code, "" for a new one. Then the same code with words that are
    alike counts, then the same words under another code, then words that are alike and like no others; what
    is only somewhat alike is a doubt.
    """
    said = dict(matches or {})
    left = {one.code: one for one in old.indicators}
    open_new = {one.code: one for one in new.indicators}
    found: dict[str, str] = {}  # new code → old code

    def pair(code: str, before: str) -> None:
        found[code] = before
        del left[before], open_new[code]

    for code, before in said.items():
        if code in open_new and before in left:
            pair(code, before)
    free = {code: one for code, one in open_new.items() if said.get(code, code) != ""}
    for code, one in list(free.items()):
        if code in left and alike(left[code], one) >= _SAME_CODE:
            pair(code, code)
    worded: dict[tuple[str, str], list[str]] = {}
    for before, other in left.items():
        worded.setdefault(_words(other), []).append(before)
    were, are = _places(old), _places(new)
    for code, one in list(free.items()):
        if code in open_new:
            equal = [before for before in worded.get(_words(one), ()) if before in left]
            # Of several equal ones the one below a parent of the same name is meant.
            placed = equal if len(equal) == 1 else [b for b in equal if were[b] == are[code]]
            if len(placed) == 1:
                pair(code, placed[0])
    doubts = []
    seen = {before: _seen(other) for before, other in left.items()}
    for code, one in list(free.items()):
        if code not in open_new:
            continue
        this = _seen(one)
        scores = ((_alike(seen[before], this), before) for before in left)
        ranked = sorted((one for one in scores if one[0] >= _POSSIBLE), reverse=True)
        if not ranked:
            continue
        score, before = ranked[0]
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        if score >= _SURE and score - second >= _APART:
            pair(code, before)
        else:
            doubts.append((one, [before for _, before in ranked[:3]]))
    was = {one.code: one for one in old.indicators}
    return Comparison(
        old,
        new,
        tuple(
            Pair(
                was[found[one.code]],
                one,
                tuple(_changes(old, new, found, was[found[one.code]], one)),
            )
            for one in new.indicators
            if one.code in found
        ),
        tuple(open_new.values()),
        tuple(left.values()),
        tuple(
            Doubt(one, tuple(left[before] for before in kept))
            for one, candidates in doubts
            if (kept := [before for before in candidates if before in left])
        ),
    )


_Seen = tuple[frozenset[str], frozenset[str]]  # pairs of neighbouring characters of title and demand


def alike(one: Indicator, other: Indicator) -> float:
    """How alike the words of two indicators are, 0 to 1; the titles alone where one of them says no more."""
    return _alike(_seen(one), _seen(other))


def _seen(one: Indicator) -> _Seen:
    return _pairs(one.title), _pairs(one.asked)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(f"^{normal(text)}$")) if text else frozenset()


def _alike(one: _Seen, other: _Seen) -> float:
    titles = _ratio(one[0], other[0])
    if not (one[1] and other[1]):
        return titles
    demands = _ratio(one[1], other[1])
    return max((titles + demands) / 2, 0.9 * demands)


def _ratio(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two texts share. Every new indicator is held against every old one, so it must be quick."""
    return 2 * len(one & other) / (len(one) + len(other))


def _words(one: Indicator) -> tuple[str, str]:
    return normal(one.title), normal(one.asked)


def _places(standard: Standard) -> dict[str, str]:
    """The title above each indicator, as it is compared, by code."""
    titles = {one.code: normal(one.title) for one in standard.indicators}
    return {one.code: titles.get(one.parent, "") for one in standard.indicators}


def _changes(
    old: Standard, new: Standard, found: Mapping[str, str], before: Indicator, one: Indicator
) -> Iterator[Changed]:
    for key in FIELDS:
        if key == "place":
            was, now = before.parent, found.get(one.parent, "\0" if one.parent else "")
            if was != now:
                yield Changed("place", _under(old, before), _under(new, one))
            continue
        was, now = shown(before, key), shown(one, key)
        # People are the unit's own: a sheet that names none takes none away.
        if normal(was) != normal(now) and (now or key not in ("lead", "support", "leader", "owner")):
            yield Changed(key, was, now)


def _under(standard: Standard, one: Indicator) -> str:
    return f"{one.parent} {standard.indicator(one.parent).title}" if one.parent else "最上一级"


def shown(one: Indicator, key: str) -> str:
    """What an indicator says under a key, as people read it."""
    value = getattr(one, key)
    if key == "due":
        return "；".join(due.phrase for due in one.due)
    if key == "points":
        return "" if value is None else str(points_text(value))
    return join_names(value) if isinstance(value, tuple) else str(value)


def told(pairs: Iterable[Pair]) -> Iterator[str]:
    """Each change in one line: Ⅲ-3 道德讲堂：分值 12 → 10."""
    for pair in pairs:
        for one in pair.changes:
            became = f"{one.old or '（空）'} → {one.new or '（空）'}"
            yield f"{pair.new.code} {pair.new.title}：{FIELDS[one.field]} {became}"
