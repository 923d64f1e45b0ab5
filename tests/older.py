"""Making a file as an earlier civdesk made it, for the tests of migrations."""

from __future__ import annotations

import pytest
from sqlite_utils import Migrations

import civdesk.store.migrations as steps
import civdesk.store.workspace as workspace
from civdesk.store import guards, schema, watching

# The logged tables that came with a later step.
_TABLES = {
    "m0003_frozen": ("frozen_period",),
    "m0005_checklists": (
        *("explanation", "proposal", "assessment", "form", "round", "answer", "problem_step"),
        *("survey_question", "sampling", "evaluation", "candidate", "score"),
    ),
}


def as_of(patch: pytest.MonkeyPatch, count: int) -> None:
    """While `patch` holds, a workspace is made by the first `count` released steps, and by no later one."""
    past = Migrations("civdesk")
    for name in schema.STEPS[:count]:
        past()(getattr(steps, name))
    patch.setattr(steps, "migrations", past)
    patch.setattr(workspace, "STEPS", schema.STEPS[:count])
    later = {
        table for step, tables in _TABLES.items() if step not in schema.STEPS[:count] for table in tables
    }
    patch.setattr(watching, "LOGGED", tuple(table for table in schema.LOGGED if table not in later))
    if "m0003_frozen" not in schema.STEPS[:count]:
        patch.setattr(guards, "guard", lambda db, table, event: "")
