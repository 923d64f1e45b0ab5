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

# What is part of a row of a table: in which tables, and by which column. It goes with that row, comes back
# with it, and nothing takes the row away under parts that were added later.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "standard": (("indicator", "standard"),),
    "indicator": (
        ("rule", "indicator"),
        ("finding", "indicator"),
        ("explanation", "indicator"),
        ("proposal", "indicator"),
    ),
    "task": (("occurrence", "task"),),
    "round": (("answer", "round"),),
    "evaluation": (("candidate", "evaluation"),),
    "candidate": (("score", "candidate"),),
    "ledger_problem": (("problem_step", "problem"),),
    "ledger_survey": (("survey_question", "survey"),),
}


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def table_of(ledger: str) -> str:
    """The table of a ledger, by its key."""
    return f"ledger_{ledger}"
