"""What this person chose on this computer (text size, last workspace): a small JSON file.

What belongs to a unit travels in its workspace (table `setting`), not here.
"""

from __future__ import annotations

import getpass
import json
import logging
from pathlib import Path
from typing import Any

from .errors import Refused
from .files import written_aside

log = logging.getLogger(__name__)

# Declared once: name → default. An undeclared name is our mistake and raises.
DEFAULTS: dict[str, Any] = {
    "recent": [],  # paths of workspaces, the latest first
    "text_size": 100,  # per cent
    "window": "",  # geometry and splitters, as the window saved them
    "ledger_list": {},  # folded groups, pinned ledgers, all or only those in use
    "ledgers_open": {},  # workspace → the ledger that was open last
    "indicator_filters": {},  # 测评: the standard and what of it was looked at
    "columns": {},  # ledger key → hidden columns and widths
    "pinned": {},  # ledger key → keys of the fields that a new record takes over from the last one
    "operator": "",  # 本机操作人: the name in the history; empty: this computer's user name
    "backup_folder": "",  # where the daily backup goes; empty: beside the workspace
}


def folder() -> Path:
    """The folder of this person's settings on this computer."""
    import platformdirs

    return Path(platformdirs.user_config_dir("civdesk", appauthor=False))


class Settings:
    """Declared settings with defaults, saved at every change."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / "settings.json"
        try:
            read = json.loads(self.path.read_text(encoding="utf-8"))
            self._values: dict[str, Any] = read if isinstance(read, dict) else {}
        except FileNotFoundError:
            self._values = {}
        except (OSError, ValueError) as error:
            # Settings are a convenience: a damaged file must not keep anyone from the work.
            log.info("settings unreadable, defaults taken: %s", error)
            self._values = {}

    def __getitem__(self, name: str) -> Any:
        return self._values.get(name, DEFAULTS[name])

    def __setitem__(self, name: str, value: Any) -> None:
        DEFAULTS[name]  # raises KeyError for an undeclared name
        if self[name] == value:
            return
        self._values[name] = value
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with written_aside(self.path) as stream:
                stream.write(json.dumps(self._values, ensure_ascii=False, indent=1).encode())
        except (OSError, Refused) as error:  # it holds until the window closes
            log.info("settings not saved: %s", error)


def operator(settings: Settings | None = None) -> str:
    """Who is at the desk: the name this person gave, else the user name of the computer ("" without one)."""
    named = str((settings or Settings())["operator"]).strip()
    try:
        return named or getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user that the system has no name for
        return ""
