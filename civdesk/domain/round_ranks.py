"""Who is ahead after rounds of inspection: ranks with their ties explained, flags within their quotas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .forms import Flag
from .rounds import Points

_TIED = "并列"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: equal places share a rank, and `why` says what decided between equal points."""

    name: str
    points: Points
    rank: int
    why: str = ""


def ranked(totals: Mapping[str, Points]) -> list[Place]:
    """Places by share, then fewer red lines, then fewer failed items; who is equal in all shares the rank.
    Those of whom nothing was judged are left out."""
    there = {name: one for name, one in totals.items() if one.share is not None}
    order = sorted(there.items(), key=lambda pair: (_mark(pair[1]), pair[0]))
    found: list[Place] = []
    for n, (name, one) in enumerate(order, 1):
        before = found[-1] if found else None
        if before and _mark(before.points) == _mark(one):
            found.append(Place(name, one, before.rank, _TIED))
            continue
        why = ""
        if before and before.points.share == one.share:
            fewer = before.points.red_lines != one.red_lines
            why = f"得分相同，{'红线' if fewer else '不合格'}项较多，列后"
        found.append(Place(name, one, n, why))
    # Of equal places all say so, and what put them behind the others.
    shared = {one.rank for one in found if one.why == _TIED}
    first = {one.rank: one.why for one in reversed(found)}
    return [
        replace(one, why="；".join(filter(None, (first[one.rank], _TIED)))) if one.rank in shared else one
        for one in found
    ]


def _mark(one: Points) -> tuple[Fraction, int, int]:
    return (-(one.share or Fraction(0)), one.red_lines, one.failed)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is proposed for a flag. Where more are equal than the quota leaves room for, all of them are named
    in `tied` and nobody is chosen: that is for people to say."""

    flag: Flag
    chosen: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    open: int = 0  # how many of the tied are wanted


def proposals(flags: Sequence[Flag], places: Sequence[Place]) -> list[Proposal]:
    """Who would get these flags, in their order. Who failed a red line, and who has one flag already, gets no
    other; the worst are not proposed where they are the best as well."""
    found: list[Proposal] = []
    taken: set[str] = set()
    for flag in flags:
        fit = [one for one in places if one.name not in taken and _fits(flag, one, places)]
        groups: dict[int, list[str]] = {}
        for one in fit:
            groups.setdefault(one.rank, []).append(one.name)
        chosen: list[str] = []
        tied: tuple[str, ...] = ()
        for rank in sorted(groups, reverse=flag.worst):
            room = flag.quota - len(chosen)
            if room <= 0:
                break
            if len(groups[rank]) > room:
                tied = tuple(groups[rank])
                break
            chosen += groups[rank]
        left = flag.quota - len(chosen) if tied else 0
        found.append(Proposal(flag, tuple(chosen), tied, left))
        taken |= {*chosen, *tied}
    return found


def _fits(flag: Flag, one: Place, places: Sequence[Place]) -> bool:
    share = one.points.share or Fraction(0)
    if flag.below and share * 100 >= flag.below:
        return False
    if flag.worst:
        return bool(flag.below) or one.rank > 1
    return not one.points.red_lines
