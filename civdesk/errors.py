"""The errors of the desk: the world's, said in one Chinese sentence, and ours, with details."""

from __future__ import annotations


class DeskError(Exception):
    """Something went wrong and the clerk can be told in one sentence.

    `kind` is a stable English word for programs (it is what `--json` prints); the message is a
    Chinese sentence that says what happened and what to do.
    """

    kind = "error"

    def __init__(self, message: str, *, kind: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if kind is not None:
            self.kind = kind


class WrongUse(DeskError):
    """The request cannot be understood: an unknown ledger, a field that does not exist (exit 2)."""

    kind = "wrong_use"


class Refused(DeskError):
    """The world does not let us: locked, newer, damaged, disk full, target exists (exit 3)."""

    kind = "refused"


class Locked(Refused):
    """Another desk holds the workspace."""

    kind = "locked"


class Newer(Refused):
    """The workspace was made by a newer civdesk."""

    kind = "newer"


class Damaged(Refused):
    """The file cannot be read as what it claims to be."""

    kind = "damaged"
