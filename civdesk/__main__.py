"""python -m civdesk: a command of the command line, or the window."""

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run a command, or open the window when there is none; the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    from .cli.main import COMMANDS, run

    # One word that is no command is a workspace to open; several can only be a mistyped command.
    if len(given) > 1 or (given and (given[0] in COMMANDS or given[0].startswith("-"))):
        return run(given, print_pdf=_print_pdf)
    from .app import main as open_window

    return open_window(given)


def _print_pdf(html: str, target: Path) -> None:
    """Laying out pages is Qt's, which the command line knows nothing of."""
    from .gui.printing import write_pdf

    write_pdf(html, target)


if __name__ == "__main__":
    sys.exit(main())
