"""Making a file as an earlier civdesk made it, for the tests of migrations."""

from __future__ import annotations

import pytest
from sqlite_utils import Migrations

import civdesk.store.migrations as steps
import civdesk.store.workspace as workspace
from civdesk.store import guards, schema, watching


def as_of(patch: pytest.MonkeyPatch, count: int) -> None:
    """While `patch` holds, a workspace is made by the first `count` released steps, and by no later one."""
    past = Migrations("civdesk")
    for name in schema.STEPS[:count]:
        past()(getattr(steps, name))
    patch.setattr(steps, "migrations", past)
    patch.setattr(workspace, "STEPS", schema.STEPS[:count])
    if "m0003_frozen" not in schema.STEPS[:count]:
        patch.setattr(watching, "LOGGED", tuple(t for t in schema.LOGGED if t != "frozen_period"))
        patch.setattr(guards, "guard", lambda db, table, event: "")
