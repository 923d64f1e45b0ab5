"""Any sequence of doing, undoing, restoring and locking: the log says what is there, and nothing is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.desk import assessing, freezing, history, records, standards, trash
from civdesk.desk import evidence as pieces
from civdesk.domain.rules import State
from civdesk.errors import DeskError, Refused
from civdesk.store import evidence
from civdesk.store import history as log
from civdesk.store.history import Wanted
from civdesk.store.workspace import Workspace
from tests.filling import prove

TODAY = date(2026, 7, 31)
DAYS = ("2026-02-10", "2026-03-31", "2026-04-01", "2026-06-30", None)
TABLES = ("ledger_study", "proof", "evidence", "frozen_period")
STEPS = (
    "add", "set", "move", "delete", "attach", "unlink", "delete_file", "undo", "undo_any", "redo", "restore",
    "restore_all", "earlier", "freeze", "unfreeze",
)  # fmt: skip


def there(db: sqlite3.Connection) -> dict[tuple[str, str], dict[str, object]]:
    """Every row of the tables looked at."""
    found = {}
    for table in TABLES:
        for row in db.execute(f"select * from {table}"):
            found[table, row["id"]] = dict(row)
    return found


def replayed(db: sqlite3.Connection) -> dict[tuple[str, str], dict[str, object]]:
    """What the log says is there."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for table, record, before, after in db.execute(
        "select tbl, record, before, after from change order by id"
    ):
        if table in TABLES:
            assert found.pop((table, record), None) == (json.loads(before) if before else None)
            if after:
                found[table, record] = json.loads(after)
    return found


def held(db: sqlite3.Connection) -> dict[str, object]:
    """The records that are frozen, and their proofs."""
    rows = db.execute(
        "select r.*, (select json_group_array(p.id || p.evidence || p.role || p.position)"
        " from (select * from proof order by id) p where p.subject = r.id) as proofs"
        " from ledger_study r where exists"
        " (select 1 from frozen_period f where f.lifted_at is null and r.date between f.starts and f.ends)"
    )
    return {row["id"]: tuple(row) for row in rows}


def take(ws: Workspace, step: str, n: int) -> None:
    """One step; what may not be done is refused."""
    db = ws.reader()
    ids = [row[0] for row in db.execute("select id from ledger_study order by id")]
    target = ids[n % len(ids)] if ids else None
    files, gone = evidence.ids(db), trash.ids(ws)
    links = [row[0] for row in db.execute("select id from proof order by id")]
    operations = [row[0] for row in db.execute("select id from operation order by id")]
    if step == "add":
        records.add(ws, "study", {"title": f"第{n}条", "date": DAYS[n % 4]}, today=TODAY)
    elif step == "set" and target:
        records.change(ws, "study", target, {"note": f"改{n}"}, today=TODAY)
    elif step == "move" and target:
        records.change(ws, "study", target, {"date": DAYS[n % 4]}, today=TODAY)
    elif step == "delete" and ids:
        records.delete(ws, "study", ids[n % len(ids) :][:2])
    elif step == "attach" and target:
        if files and n % 2:
            pieces.link(ws, files[n % len(files)], "study", target, "attendance")
        else:
            prove(ws, "study", target, "photo")
    elif step == "unlink" and links:
        pieces.unlink(ws, [links[n % len(links)]])
    elif step == "delete_file" and files:
        pieces.delete(ws, [files[n % len(files)]])
    elif step == "undo":
        history.undo(ws)
    elif step == "undo_any":
        history.undo(ws, operations[n % len(operations)])
    elif step == "redo":
        history.redo(ws)
    elif step == "restore" and gone:
        trash.restore(ws, [gone[n % len(gone)]])
    elif step == "restore_all" and gone:
        trash.restore(ws, gone)
    elif step == "earlier" and target:
        entries = history.history(ws, target)
        entry = entries[n % len(entries)]
        values = history.state_after(ws, "study", target, entry.operation)
        history.bring_back(ws, "study", target, values, since=entry.at)
    elif step == "freeze":
        freezing.freeze(ws, freezing.quarter(2026, 1 + n % 2), ["study"], reason="已报送")
    elif step == "unfreeze":
        locks = freezing.locks(ws, lifted=False)
        if locks:
            freezing.unfreeze(ws, locks[n % len(locks)].id, reason="补充")


@pytest.fixture
def ws(template: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "任意.civdesk"
    shutil.copy(template, path)
    with Workspace.open(path) as workspace:
        yield workspace


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 11)), max_size=16))
def test_the_log_says_what_is_there_and_what_is_frozen_stays(
    ws: Workspace, steps: list[tuple[str, int]]
) -> None:
    db = ws.reader()
    for step, n in steps:
        before, frozen = there(db), held(db)
        try:
            take(ws, step, n)
        except DeskError:
            assert there(db) == before, "refused and yet changed"
        now = there(db)
        assert now == replayed(db)
        kept = held(db)
        if step != "unfreeze":
            assert {id: kept.get(id) for id in frozen} == frozen
        # Whatever was there is there, or in the bin, or came and went with what is.
        gone = {
            (f"ledger_{i.ledger}" if i.what == "记录" else i.ledger, i.id)
            for i in trash.items(ws, trash.ids(ws))
        }
        for table, id in before.keys() - now.keys():
            assert (table, id) in gone or table == "proof"
        assert not gone & now.keys()
    for lock in freezing.locks(ws, lifted=False):
        freezing.unfreeze(ws, lock.id, reason="收尾")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=st.lists(st.sampled_from(["photo", "attendance", "notice"]), unique=True, max_size=3),
    others=st.integers(0, 2),
    note=st.text(max_size=20),
)
def test_restoring_what_was_deleted_gives_it_back_equal(
    ws: Workspace, roles: list[str], others: int, note: str
) -> None:
    added = records.add(ws, "study", {"title": "甲", "date": "2026-05-01", "note": note}, today=TODAY).id
    more = [
        records.add(ws, "study", {"title": "乙", "date": "2026-05-02"}, today=TODAY).id for _ in range(others)
    ]
    prove(ws, "study", added, *roles)
    before = there(ws.reader())
    records.delete(ws, "study", [*more, added])
    done = trash.restore(ws, [trash.find(ws, "study", id) for id in (added, *more)])
    assert there(ws.reader()) == before and done.refused == []
    history.undo(ws)
    history.redo(ws)
    assert there(ws.reader()) == before


def test_the_history_of_a_record_tells_proofs_and_who(workspace: Workspace) -> None:
    workspace.who = "李敏"
    one = records.add(workspace, "study", {"title": "甲", "date": "2026-05-01"}, today=TODAY).id
    prove(workspace, "study", one, "attendance")
    workspace.who = "王芳"
    records.change(workspace, "study", one, {"note": "补记"}, today=TODAY)
    records.delete(workspace, "study", [one])
    name = evidence.many(workspace.reader(), evidence.ids(workspace.reader()))[0].name
    entries = history.history(workspace, one)
    assert [entry.who for entry in entries] == ["王芳", "王芳", "李敏", "李敏"]
    told = [history.told(workspace, entry) for entry in entries]
    assert f"佐证：去掉签到表“{name}”" in told[0]
    assert told[1] == ["备注：（空） → 补记"]
    assert told[2] == [f"佐证：加上签到表“{name}”"]


def test_an_earlier_state_comes_back_as_a_step_of_its_own(workspace: Workspace) -> None:
    one = records.add(workspace, "study", {"title": "甲", "date": "2026-05-01", "note": "一"}, today=TODAY).id
    adding = history.history(workspace, limit=1)[0]
    for text in ("二", "三"):
        records.change(workspace, "study", one, {"note": text, "title": f"甲{text}"}, today=TODAY)
    values = history.state_after(workspace, "study", one, adding.operation)
    history.bring_back(workspace, "study", one, values, since=adding.at)
    now = records.get(workspace, "study", one).values
    assert (now["note"], now["title"]) == ("一", "甲")
    assert history.bring_back(workspace, "study", one, values) is None
    history.undo(workspace)
    assert records.get(workspace, "study", one).values["note"] == "三"
    history.bring_back(workspace, "study", one, {"note": "二"})
    now = records.get(workspace, "study", one).values
    assert (now["note"], now["title"]) == ("二", "甲三")


def test_the_state_before_it_was_there_is_none(workspace: Workspace) -> None:
    one = records.add(workspace, "study", {"title": "甲", "date": "2026-05-01"}, today=TODAY).id
    records.delete(workspace, "study", [one])
    with pytest.raises(DeskError, match="不在台账里"):
        history.state_after(workspace, "study", one, history.history(workspace, limit=1)[0].operation)
    with pytest.raises(Refused, match="没有可以重做"):
        history.redo(workspace)


def test_the_history_of_an_indicator_tells_its_judgements(workspace: Workspace) -> None:
    one = standards.standard(workspace, "province_unit").indicators[0]
    assessing.judge(workspace, "province_unit", one.code, State.MET, "现场看过", TODAY)
    (entry,) = history.history(workspace, one.id)[:1]
    assert history.told(workspace, entry)[:2] == ["判断：（空） → 达标", "理由：（空） → 现场看过"]


def test_the_log_is_asked_by_its_indexes(workspace: Workspace) -> None:
    """A history of a hundred thousand rows is not read through for one record."""
    asked: list[str] = []
    db = workspace.reader()
    one = records.add(workspace, "study", {"title": "甲", "date": "2026-05-01"}, today=TODAY).id
    records.delete(workspace, "study", [one])
    db.set_trace_callback(asked.append)
    history.history(workspace, one)
    trash.look(workspace, trash.ids(workspace)[0])
    log.ids(db, Wanted(ledger="study"))
    db.set_trace_callback(None)
    plans = [row[3] for sql in asked for row in db.execute(f"explain query plan {sql}")]
    assert any("change_proof_subject" in plan for plan in plans)
    assert any("change_gone" in plan for plan in plans)
    assert [
        plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan and "change" in plan
    ] == []
