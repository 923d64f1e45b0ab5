"""`make bench`: runs every `bench_*` function here and prints its ratios; nothing fails by the clock.

A module here has functions `bench_<what>(folder: Path) -> list[Row]`; `folder` is empty, and removed after.
Words after the command pick the functions whose name holds one of them.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import tests.bench
from tests.bench import Row


def benches(words: list[str]) -> Iterator[tuple[str, Callable[[Path], list[Row]]]]:
    for found in pkgutil.iter_modules(tests.bench.__path__, "tests.bench."):
        if found.name.endswith(".__main__"):
            continue
        for name, function in vars(importlib.import_module(found.name)).items():
            if name.startswith("bench_") and (not words or any(word in name for word in words)):
                yield name, function


def main(words: list[str]) -> int:
    """Prints the table; exit code 1 when a measurement could not be made, whatever the ratios are."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    broken = 0
    print(f"{'work':<62} {'ratio':>8} {'target':>8}  note")
    for name, function in benches(words):
        try:
            with tempfile.TemporaryDirectory(prefix="civdesk-bench-") as folder:
                rows = function(Path(folder))
        except Exception:
            broken += 1
            print(f"{name}: could not be measured")
            traceback.print_exc()
            continue
        for row in rows:
            state = "" if row.ratio <= row.target else "  MISSED"
            print(f"{row.work:<62} {row.ratio:>8.2f} {row.target:>8.2f}  {row.note}{state}", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
