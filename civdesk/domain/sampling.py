"""Drawing a random sample that anybody can draw again: by hashes of the seed, in all or within strata."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_SIZE = re.compile(r"(\d{1,7})(?:\.(\d{1,2}))?\s*([%％])?")


class SamplingError(ValueError):
    """A sample that cannot be drawn; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Somebody who was drawn. `reserve`: a replacement, used in this order when others cannot be reached."""

    id: str
    name: str
    department: str = ""
    reserve: bool = False


def size_of(text: str, population: int) -> int:
    """How many "30" or "10%" are (a share is rounded up); raises SamplingError."""
    found = _SIZE.fullmatch(text.strip())
    if not found or (found[2] and not found[3]):
        raise SamplingError(f"“{text}”不是人数或比例，请写 30 或 10%。")
    hundredths = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    wanted = -(-population * hundredths // 10_000) if found[3] else hundredths // 100
    if wanted < 1:
        raise SamplingError("至少要抽 1 个。")
    if wanted > population:
        raise SamplingError(f"名册里符合条件的只有 {population} 个，抽不出 {wanted} 个。")
    return wanted


def draw(
    members: Sequence[Drawn], size: int, seed: str, *, stratified: bool = False, reserves: int = 0
) -> list[Drawn]:
    """`size` of the members in the order drawn, then the replacements.

    Each member's lot is SHA-256 of the seed and its id, the smallest win: the same seed draws the same
    members whatever the order of the register, on any desk. Stratified: from each department in proportion
    (largest remainders); replacements are drawn from all that are left.
    """
    if not 0 < size <= len(members):
        raise SamplingError(f"符合条件的有 {len(members)} 个，抽不出 {size} 个。")
    lots = sorted(members, key=lambda one: (_lot(seed, one.id), one.id))
    if stratified:
        left = shares(_strata(members), size)
        taken = []
        for one in lots:
            if left[one.department]:
                left[one.department] -= 1
                taken.append(one)
    else:
        taken = lots[:size]
    there = {one.id for one in taken}
    others = [one for one in lots if one.id not in there][:reserves]
    return [
        *(Drawn(one.id, one.name, one.department) for one in taken),
        *(Drawn(one.id, one.name, one.department, reserve=True) for one in others),
    ]


def shares(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each stratum, in proportion to it; the sum is `size`, no stratum gives more than it has."""
    total = sum(strata.values())
    found = {name: many * size // total for name, many in strata.items()}
    rest = sorted(strata, key=lambda name: (-(strata[name] * size % total), name))
    for name in rest[: size - sum(found.values())]:
        found[name] += 1
    return found


def _strata(members: Sequence[Drawn]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in members:
        found[one.department] = found.get(one.department, 0) + 1
    return found


def _lot(seed: str, id: str) -> str:
    return hashlib.sha256(f"{seed}|{id}".encode()).hexdigest()


def drawn_data(members: Sequence[Drawn]) -> list[dict[str, Any]]:
    """As JSON keeps them."""
    return [
        {"id": one.id, "name": one.name, "department": one.department, "reserve": one.reserve}
        for one in members
    ]


def read_drawn(data: Sequence[Mapping[str, Any]]) -> tuple[Drawn, ...]:
    """The other way round."""
    return tuple(Drawn(one["id"], one["name"], one["department"], one["reserve"]) for one in data)
