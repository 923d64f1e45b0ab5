"""python -m civdesk: a command of the command line, or the window."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a command, or open the window when there is none; the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    from .cli.main import COMMANDS, run

    # One word that is no command is a workspace to open; several can only be a mistyped command.
    if len(given) > 1 or (given and (given[0] in COMMANDS or given[0].startswith("-"))):
        return run(given)
    from .app import main as open_window

    return open_window(given)


if __name__ == "__main__":
    sys.exit(main())
