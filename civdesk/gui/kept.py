"""What was typed and is not in the workspace yet, on disk in this person's folder of settings."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from ..errors import DeskError
from ..files import written_aside
from .context import Desk

log = logging.getLogger(__name__)


class KeptFile:
    """A list of plain things for one workspace: nobody else's business, and no part of the file of the desk.

    It is a convenience: where it cannot be read or written the work goes on without.
    """

    def __init__(self, desk: Desk, kind: str = "") -> None:
        # One file for a workspace, named by its path.
        name = hashlib.sha256(str(desk.ws.path).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._path: Path = desk.settings.path.parent / "drafts" / f"{name}{kind and '-'}{kind}.json"

    def read(self) -> list[object]:
        """What was written last; nothing where there is nothing, or nothing that can be read."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            log.info("drafts not read: %s", error)
            return []
        return found if isinstance(found, list) else []

    def write(self, listed: Sequence[object]) -> None:
        """Put these on disk in place of the others; without any there is no file."""
        try:
            if not listed:
                self._path.unlink(missing_ok=True)
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with written_aside(self._path) as stream:
                stream.write(json.dumps(listed, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        except (OSError, DeskError) as error:
            log.info("drafts not written: %s", error)
