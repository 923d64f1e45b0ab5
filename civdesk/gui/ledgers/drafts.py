"""What was typed and not saved: kept while one looks elsewhere, and on disk against a crash."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path

from ...desk import records
from ...errors import DeskError
from ...files import written_aside
from ..context import Desk

log = logging.getLogger(__name__)

Place = tuple[str, str]  # ledger and record ("" for a new one)
Draft = Mapping[str, str]  # what stands in the fields, by their keys


class Drafts:
    """The drafts of one workspace, in this person's folder of settings: they are nobody else's business
    and no part of the file. `under_way` is what is in the form right now.

    The file is a convenience: where it cannot be read or written the work goes on without.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # One file for a workspace, named by its path.
        name = hashlib.sha256(str(desk.ws.path).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._path: Path = desk.settings.path.parent / "drafts" / f"{name}.json"
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
        try:
            if not drafts:
                self._path.unlink(missing_ok=True)
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            listed = [{"place": place, "typed": dict(draft)} for place, draft in drafts.items()]
            with written_aside(self._path) as stream:
                stream.write(json.dumps(listed, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        except (OSError, DeskError) as error:
            log.info("drafts not written: %s", error)

    def _read(self) -> dict[Place, Draft]:
        try:
            listed = json.loads(self._path.read_text(encoding="utf-8"))
            found = {(str(one["place"][0]), str(one["place"][1])): dict(one["typed"]) for one in listed}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
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
