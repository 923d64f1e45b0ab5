"""Names that the store's modules share; kept apart from the migrations, whose import is slow."""

from __future__ import annotations

APPLICATION_ID = 0x43495644  # 'CIVD'

# Every step this build knows, oldest first; a file that knows more was made by a newer civdesk.
STEPS = ("m0001_initial", "m0002_search", "m0003_frozen", "m0004_order", "m0005_checklists")

# Tables whose rows are logged with before/after images. They hold no REAL and no BLOB (json_object
# rounds the one and refuses the other) and have a text primary key `id`. Ledger tables join them.
LOGGED = (
    "ledger",
    "evidence",
    "proof",
    "standard",
    "indicator",
    "rule",
    "finding",
    "task",
    "occurrence",
    "filing_item",
    "package",
    "setting",
    "frozen_period",
    "explanation",
    "proposal",
    "assessment",
    "form",
    "round",
    "answer",
    "problem_step",
    "survey_question",
    "sampling",
    "evaluation",
    "candidate",
    "score",
)


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def table_of(ledger: str) -> str:
    """The table of a ledger, by its key."""
    return f"ledger_{ledger}"
