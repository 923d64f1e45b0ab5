"""What was typed and not saved: kept while one looks elsewhere, and on disk against a crash."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from ...desk import records
from ...errors import DeskError
from ..context import Desk
from ..kept import KeptFile

log = logging.getLogger(__name__)

Place = tuple[str, str]  # ledger and record ("" for a new one)
Draft = Mapping[str, str]  # what stands in the fields, by their keys


class Drafts:
    """The drafts of one workspace. `under_way` is what is in the form right now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._file = KeptFile(desk)
        self._kept: dict[Place, Draft] = self._read()
        self.restored = len(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, place: Place) -> bool:
        return place in self._kept

    def keep(self, place: Place, draft: Draft) -> None:
        """Remember a draft until it is taken."""
        self._kept[place] = draft
        self.write()

    def take(self, place: Place) -> Draft | None:
        """The draft of a record, which is under way again from now on."""
        return self._kept.pop(place, None)

    def drop(self, place: Place) -> None:
        """Forget a draft, as of a record that was deleted."""
        if self._kept.pop(place, None):
            self.write()

    def first(self) -> Place | None:
        """The place of the oldest draft."""
        return next(iter(self._kept), None)

    def clear(self) -> None:
        """The clerk closed the window over them."""
        self._kept.clear()
        self.write()

    def write(self, under_way: tuple[Place, Draft] | None = None) -> None:
        """Put all of them on disk, with what is in the form right now."""
        drafts = dict(self._kept)
        if under_way:
            drafts[under_way[0]] = under_way[1]
        self._file.write([{"place": place, "typed": dict(draft)} for place, draft in drafts.items()])

    def _read(self) -> dict[Place, Draft]:
        listed: list[Any] = self._file.read()
        try:
            found = {(str(one["place"][0]), str(one["place"][1])): dict(one["typed"]) for one in listed}
        except (ValueError, TypeError, KeyError, IndexError) as error:
            log.info("drafts not read: %s", error)
            return {}
        return {place: draft for place, draft in found.items() if self._is_there(place)}

    def _is_there(self, place: Place) -> bool:
        try:
            records.ledger(self._desk.ws, place[0])
            if place[1]:
                records.get(self._desk.ws, *place)
        except DeskError:
            return False
        return True
