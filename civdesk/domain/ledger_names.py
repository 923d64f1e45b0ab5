"""Finding a ledger by what somebody calls it: its title, another name of it, or the letters of its pinyin."""

from __future__ import annotations

from collections.abc import Iterable

from . import pinyin
from .ledgers import Ledger
from .text import normal


def found(ledgers: Iterable[Ledger], text: str) -> list[tuple[Ledger, str]]:
    """The ledgers that are meant, the likeliest first, each with the other name it was found by ("": by its
    title, its pinyin or its group)."""
    ranked = [
        (rank, n, one, name) for n, one in enumerate(ledgers) for rank, name in [_rank(one, text)] if rank
    ]
    return [(one, name) for _, _, one, name in sorted(ranked, key=lambda found: found[:2])]


def warm(ledgers: Iterable[Ledger]) -> None:
    """Learn the pinyin of these names, which takes a moment: beside the window, before the first letter."""
    found(ledgers, "z")


def _rank(ledger: Ledger, text: str) -> tuple[int, str]:
    """How well it fits, 1 the best, 0 not at all."""
    wanted, title = normal(text), normal(ledger.title)
    if title.startswith(wanted):
        return (1 if title == wanted else 2), ""
    if wanted in title:
        return 3, ""
    for name in ledger.synonyms:
        if wanted in normal(name):
            return (4 if wanted == normal(name) else 5), name
    place = pinyin.found_at(text, ledger.title)
    if place is not None:
        return (6 if place == 0 else 7), ""
    for name in ledger.synonyms:
        # 台 may be read yi too: with it, zy would find every 责任状台账.
        if pinyin.found_at(text, name.removesuffix("台账")) is not None:
            return 8, name
    return (9 if wanted in normal(ledger.group) else 0), ""
