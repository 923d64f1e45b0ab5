"""Answers that are kept: after any edits they are what would be answered anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from civdesk.desk import assessing, history
from civdesk.store import ledgers
from civdesk.store.memory import Memory
from civdesk.store.workspace import Workspace
from tests.filling import prove, put

ON = date(2026, 11, 22)
BOOKS = ("activity", "study")
DAYS = st.sampled_from(
    ["2026-01-05", "2026-06-30", "2026-07-01", "2026-11-22", "2026-12-24", "2025-05-05", None]
)
RECORD = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["甲", "乙"]),
        "date": DAYS,
        "people": st.sampled_from([None, 0, 7]),
        "department": st.sampled_from([None, "综合股", "各股室"]),
    }
)
EACH = {"ledger": "staff", "where": {"status": "在职"}, "field": "participants"}
BOTH = {"ledger": "activity", "also": [{"ledger": "study"}]}
FESTIVALS = {"festivals": "传统节日", "before": "90 days", "after": "60 days"}
RULES: list[dict[str, Any]] = [
    {"ledger": "activity", "at_least": 2, "per": "month"},
    {"ledger": "activity", "where": {"department": "综合股"}, "at_least": 1, "per": "half_year"},
    {"ledger": "study", "measure": "sum", "field": "people", "at_least": 9, "per": "quarter"},
    {**BOTH, "at_least": 3, "per": "year"},
    {**BOTH, "measure": "distinct", "field": "title", "at_least": 2},
    {"ledger": "activity", "at_least": 1, "per": "year", "proofs": {"photo": 1}},
    {"ledger": "study", "each": "record", "proofs": {"photo": 1}, "must": {"people": {"at_least": 1}}},
    {"ledger": "activity", "each": EACH, "at_least": 1, "per": "year"},
    {"ledger": "activity", "at_least": 1, "each": FESTIVALS},
    {
        "numerator": {"ledger": "staff", "where": {"volunteer": True}},
        "denominator": {"ledger": "staff"},
        "at_least": "50%",
    },
]
STANDARD = {
    "key": "kept",
    "title": "记着的",
    "indicators": [
        {"code": str(n), "title": str(n), "points": 1, "rules": [data]} for n, data in enumerate(RULES)
    ],
}


def test_after_any_edits_the_kept_answers_are_those_of_a_fresh_look(workspace: Workspace) -> None:
    assessing.install_standard(workspace, STANDARD)
    staff = ledgers.definition(workspace.reader(), "staff")
    put(workspace, "department", {"title": "综合股", "kind": "股室"}, {"title": "人事股", "kind": "股室"})
    people = [{"title": name, "status": "在职", "volunteer": n} for n, name in enumerate(("张伟", "李娜"))]
    workspace.operate("add", "在此之前", lambda db: ledgers.insert_many(db, staff, people))
    before = history.next_titles(workspace)

    class Desk(RuleBasedStateMachine):
        """One memory, kept over all edits of all runs."""

        memory = Memory()

        def books(self) -> Any:
            return ledgers.definitions(workspace.reader())

        def some(self, key: str, n: int) -> str | None:
            ids = ledgers.ids(workspace.reader(), self.books()[key])
            return ids[n % len(ids)] if ids else None

        @rule(key=st.sampled_from(BOOKS), values=RECORD, who=st.sampled_from([None, "张伟", "全体职工"]))
        def add(self, key: str, values: dict[str, Any], who: str | None) -> None:
            more = {"participants": [who] if who else None} if key == "activity" else {}
            put(workspace, key, values | more)

        @rule(key=st.sampled_from(BOOKS), n=st.integers(0, 9), values=RECORD)
        def change(self, key: str, n: int, values: dict[str, Any]) -> None:
            if id := self.some(key, n):
                book = self.books()[key]
                workspace.operate("set", "改", lambda db: ledgers.update(db, book, id, values))

        @rule(key=st.sampled_from(BOOKS), n=st.integers(0, 9))
        def delete(self, key: str, n: int) -> None:
            if id := self.some(key, n):
                book = self.books()[key]
                workspace.operate("delete", "删", lambda db: ledgers.delete(db, book, id))

        @rule(key=st.sampled_from(BOOKS), n=st.integers(0, 9))
        def photograph(self, key: str, n: int) -> None:
            if id := self.some(key, n):
                prove(workspace, key, id, "photo")

        @rule(n=st.integers(0, 1), volunteer=st.integers(0, 1))
        def register(self, n: int, volunteer: int) -> None:
            book, id = self.books()["staff"], self.some("staff", n)
            assert id
            values = {"volunteer": volunteer, "status": ("在职", "退休")[volunteer]}
            workspace.operate("set", "改", lambda db: ledgers.update(db, book, id, values))

        @rule()
        def undo(self) -> None:
            if history.next_titles(workspace)[0] != before[0]:
                history.undo(workspace)

        @invariant()
        def as_fresh(self) -> None:
            kept = assessing.assess(workspace, "kept", ON, records=False, memory=self.memory)
            assert kept == assessing.assess(workspace, "kept", ON, records=False)

    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
