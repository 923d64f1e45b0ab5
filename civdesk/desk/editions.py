"""A new edition of a standard beside the old one: what changed, and what is carried over."""

from __future__ import annotations

from collections.abc import Mapping

from ..domain import editions
from ..domain.editions import Comparison
from ..domain.standards import Standard
from ..intake.standards import StandardPlan
from ..store import standards
from ..store.workspace import Workspace


def compare(
    ws: Workspace, old: str, new: str | StandardPlan, matches: Mapping[str, str] | None = None
) -> Comparison:
    """What a new edition (a standard that is here, or one about to come in) makes of an old one. `matches`
    (new code → old code, "" for none) settles what is doubtful. Raises WrongUse."""
    after: Standard = new.standard if isinstance(new, StandardPlan) else standards.read(ws.reader(), new)
    return editions.compare(standards.read(ws.reader(), old), after, matches)


def before(ws: Workspace, key: str) -> list[str]:
    """The keys of the editions before this one, the latest first. Raises WrongUse."""
    follows = {one.key: one.edition_of for one in standards.listed(ws.reader())}
    found: list[str] = []
    key = follows.get(standards.read(ws.reader(), key).key, "")
    while key and key in follows and key not in found:
        found.append(key)
        key = follows[key]
    return found
