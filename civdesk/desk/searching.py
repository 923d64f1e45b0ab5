"""Search over everything the workspace holds."""

from __future__ import annotations

from dataclasses import dataclass

from .. import resources
from ..domain.searching import variants
from ..store import ledgers, search
from ..store.search import Hit
from ..store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, at most `limit`; `more` when there may be others."""

    hits: list[Hit]
    more: bool


def find(ws: Workspace, text: str, limit: int = 100) -> Hits:
    """Everything that holds the text or a synonym of it; an empty text finds nothing."""
    texts = variants(text, resources.toml("synonyms.toml")["search"])
    if not texts:
        return Hits([], False)
    db = ws.reader()
    hits = search.search(db, ledgers.definitions(db), texts, limit + 1)
    return Hits(hits[:limit], len(hits) > limit)
