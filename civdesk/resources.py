"""Where the shipped data lies: beside the sources, in the wheel, or in the frozen program."""

from __future__ import annotations

import functools
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


@functools.cache
def root() -> Path:
    """The folder `resources/`.

    Raises FileNotFoundError when the installation is incomplete (ours to mend, not the clerk's).
    """
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    places += [here.parent / "resources", here / "resources"]
    for place in places:
        if (place / "ledgers").is_dir():
            return place
    raise FileNotFoundError(f"resources/ is in none of {[str(p) for p in places]}")


def path(*parts: str) -> Path:
    """The path of one shipped file or folder."""
    return root().joinpath(*parts)


def toml(*parts: str) -> dict[str, Any]:
    """One shipped TOML file."""
    return tomllib.loads(path(*parts).read_text(encoding="utf-8"))


def tomls(folder: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every shipped TOML file of one folder, by file name."""
    for file in sorted(path(folder).glob("*.toml")):
        yield file, tomllib.loads(file.read_text(encoding="utf-8"))
