"""The log: undo, redo and history, for any sequence of changes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.desk import history
from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import Ledger
from civdesk.errors import Refused, WrongUse
from civdesk.store import blobs, evidence, ledgers, operations, proofs
from civdesk.store.evidence import Evidence
from civdesk.store.ids import new_id
from civdesk.store.workspace import Workspace

WIDE = Ledger(
    key="wide",
    title="宽表",
    group="试验",
    title_field="title",
    fields=(
        Field("title", "名称", Kind.TEXT, required=True),
        Field("people", "人数", Kind.INTEGER),
        Field("names", "人员", Kind.PEOPLE),
        # More columns than json_object takes pairs.
        *(Field(f"c{n}", f"栏{n}", Kind.TEXT) for n in range(150)),
    ),
)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "w.civdesk") as workspace:
        workspace.operate("new", "建台账", lambda db: ledgers.add_definition(db, WIDE), undoable=False)
        yield workspace


def add(ws: Workspace, title: str, **values: object) -> str:
    row = {"title": title, **values}
    return ws.operate("add", f"新增 {title}", lambda db: ledgers.insert(db, WIDE, row)).result


def everything(ws: Workspace) -> list[tuple[str, dict[str, object]]]:
    return [(record.id, dict(record.values)) for record in ledgers.records(ws.reader(), WIDE)]


def test_undo_and_redo_step_by_step(ws: Workspace) -> None:
    states = [everything(ws)]
    one = add(ws, "甲", names=["张三", "李四"], people=3, c149="末栏")
    states.append(everything(ws))
    ws.operate("set", "改", lambda db: ledgers.update(db, WIDE, one, {"people": None, "c0": "x"}))
    states.append(everything(ws))
    ws.operate("delete", "删", lambda db: ledgers.delete(db, WIDE, one))
    states.append(everything(ws))
    for state in reversed(states[:-1]):
        history.undo(ws)
        assert everything(ws) == state
    with pytest.raises(Refused, match="没有可以撤销"):
        history.undo(ws)
    for state in states[1:]:
        history.redo(ws)
        assert everything(ws) == state
    with pytest.raises(Refused, match="没有可以重做"):
        history.redo(ws)


def test_an_import_of_five_thousand_rows_is_one_operation(ws: Workspace) -> None:
    rows = [{"title": f"第{n}条", "people": n} for n in range(5000)]
    done = ws.operate("import_sheet", "导入 5000 条", lambda db: ledgers.insert_many(db, WIDE, rows))
    assert ledgers.count(ws.reader(), WIDE) == 5000
    assert done.changed.ids is None
    history.undo(ws)
    assert ledgers.count(ws.reader(), WIDE) == 0
    history.redo(ws)
    assert [record.values["people"] for record in ledgers.records(ws.reader(), WIDE)] == list(range(5000))


def test_a_failing_operation_leaves_nothing(ws: Workspace) -> None:
    def work(db: sqlite3.Connection) -> None:
        ledgers.insert(db, WIDE, {"title": "甲"})
        raise WrongUse("不行")

    before = len(history.history(ws))
    with pytest.raises(WrongUse):
        ws.operate("add", "新增", work)
    assert everything(ws) == []
    assert len(history.history(ws)) == before


def test_new_work_ends_redoing(ws: Workspace) -> None:
    add(ws, "甲")
    history.undo(ws)
    add(ws, "乙")
    with pytest.raises(Refused):
        history.redo(ws)
    assert [values["title"] for _, values in everything(ws)] == ["乙"]


def test_an_earlier_operation_can_be_undone_unless_later_work_stands_on_it(ws: Workspace) -> None:
    one, _ = add(ws, "甲"), add(ws, "乙")
    first, second = (entry.operation for entry in history.history(ws)[:2][::-1])
    history.undo(ws, first)
    assert [values["title"] for _, values in everything(ws)] == ["乙"]
    with pytest.raises(Refused, match="已经撤销过"):
        history.undo(ws, first)
    history.redo(ws)
    ws.operate("set", "改", lambda db: ledgers.update(db, WIDE, one, {"people": 1}))
    with pytest.raises(Refused, match="又有改动"):
        history.undo(ws, first)
    history.undo(ws, second)
    assert [values["title"] for _, values in everything(ws)] == ["甲"]


def test_the_history_of_a_record_tells_old_and_new(ws: Workspace) -> None:
    one = add(ws, "甲", people=3)
    add(ws, "乙")
    ws.operate("set", "改人数", lambda db: ledgers.update(db, WIDE, one, {"people": 5}))
    entries = history.history(ws, one)
    assert [entry.title for entry in entries] == ["改人数", "新增 甲"]
    assert history.told(ws, entries[0]) == ["人数：3 → 5"]
    assert "名称：（空） → 甲" in history.told(ws, entries[1])


def test_the_log_is_only_added_to(ws: Workspace) -> None:
    add(ws, "甲")
    history.undo(ws)
    history.redo(ws)
    kinds = [entry.kind for entry in history.history(ws)]
    assert kinds[:3] == ["redo", "undo", "add"]
    assert history.next_titles(ws) == ("新增 甲", None)


def evidence_of(ws: Workspace, name: str) -> str:
    """One stored file; its id."""
    data = name.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    id = new_id()

    def work(db: sqlite3.Connection) -> None:
        blobs.put(db, sha256, data)
        evidence.insert(db, Evidence(id, sha256, name, "other", "txt", len(data), "", "2026-11-21"))

    ws.operate("import_files", f"导入 {name}", work)
    return id


def latest(ws: Workspace) -> int:
    return history.history(ws, limit=1)[0].operation


def test_what_later_links_stand_on_is_not_undone_under_them(ws: Workspace) -> None:
    record = add(ws, "甲")
    added = latest(ws)
    file = evidence_of(ws, "签到表.txt")
    imported = latest(ws)
    ws.operate("link", "关联", lambda db: proofs.link(db, file, "wide", record, "attendance"))
    for earlier in (added, imported):
        with pytest.raises(Refused, match="先撤销后来的改动"):
            history.undo(ws, earlier)
    assert len(proofs.of_subject(ws.reader(), "wide", record)) == 1
    for _ in range(3):
        history.undo(ws)
    assert (everything(ws), evidence.ids(ws.reader())) == ([], [])
    for _ in range(3):
        history.redo(ws)
    assert len(proofs.of_subject(ws.reader(), "wide", record)) == 1


def test_a_link_made_again_by_hand_does_not_break_undoing(ws: Workspace) -> None:
    record, file = add(ws, "甲"), evidence_of(ws, "签到表.txt")
    link = ws.operate("link", "关联", lambda db: proofs.link(db, file, "wide", record, "attendance")).result
    ws.operate("unlink", "取消", lambda db: proofs.unlink(db, link))
    unlinked = latest(ws)
    ws.operate("link", "关联", lambda db: proofs.link(db, file, "wide", record, "attendance"))
    with pytest.raises(Refused, match="又有改动"):
        history.undo(ws, unlinked)


def test_the_import_of_a_filed_photo_cannot_be_undone(ws: Workspace) -> None:
    file = evidence_of(ws, "照片.txt")
    ws.operate(
        "file",
        "归档",
        lambda db: db.execute(
            "insert into filing_item(id, year, category, retention, number, code, evidence, given_at)"
            " values ('f', 2026, 'x', 'Y', 1, 'Z1-2026-0001', ?, '2026-11-21')",
            (file,),
        ),
        undoable=False,
    )
    with pytest.raises(Refused, match="又有改动"):
        history.undo(ws)
    assert evidence.ids(ws.reader()) == [file]


def test_a_running_operation_is_not_undone(ws: Workspace) -> None:
    long = ws.begin("import_files", "导入影像")
    ws.step(long, lambda db: ledgers.insert(db, WIDE, {"title": "甲"}))
    with pytest.raises(Refused, match="还没有结束"):
        history.undo(ws, long)
    ws.finish(long)
    history.undo(ws, long)
    assert everything(ws) == []


def test_what_was_interrupted_can_be_undone_and_redone(tmp_path: Path) -> None:
    path = tmp_path / "断.civdesk"
    with Workspace.create(path) as ws:
        ws.operate("new", "建台账", lambda db: ledgers.add_definition(db, WIDE), undoable=False)
        ws.step(ws.begin("import_files", "导入"), lambda db: ledgers.insert(db, WIDE, {"title": "甲"}))
    with Workspace.open(path) as ws:
        assert history.history(ws, limit=1)[0].state == "interrupted"
        history.undo(ws)
        assert everything(ws) == []
        history.redo(ws)
        assert len(everything(ws)) == 1


def test_a_text_longer_than_sqlite_compares_is_no_error(ws: Workspace) -> None:
    one = add(ws, "甲", c0="长" * 30_000)
    assert ledgers.ids(ws.reader(), WIDE, text="长" * 20_000) == [one]
    assert ledgers.ids(ws.reader(), WIDE, text="短" * 20_000) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(["add", "set", "delete", "undo", "redo"]), max_size=14),
    seed=st.integers(0, 99),
)
def test_undoing_everything_comes_back_to_the_start(ws: Workspace, steps: list[str], seed: int) -> None:
    for n, step in enumerate(steps):
        there = everything(ws)
        target = there[(seed + n) % len(there)][0] if there else None
        try:
            if step == "add":
                add(ws, f"条{n}", people=n)
            elif step == "set" and target:
                ws.operate(
                    "set", "改", lambda db, t=target, n=n: ledgers.update(db, WIDE, t, {"people": -n - 1})
                )
            elif step == "delete" and target:
                ws.operate("delete", "删", lambda db, t=target: ledgers.delete(db, WIDE, t))
            elif step == "undo":
                history.undo(ws)
            elif step == "redo":
                history.redo(ws)
        except Refused:
            assert step in ("undo", "redo")
    final = everything(ws)
    count = 0
    while operations.next_undo(ws.reader()):
        history.undo(ws)
        count += 1
    assert everything(ws) == []
    for _ in range(count):
        history.redo(ws)
    assert everything(ws) == final
    while operations.next_undo(ws.reader()):
        history.undo(ws)
