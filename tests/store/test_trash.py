"""The recycle bin: what is in it, what comes back and with what, and what stands in the way."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from civdesk.desk import evidence as pieces
from civdesk.desk import history, records, trash
from civdesk.domain.tasks import Task
from civdesk.errors import Refused, WrongUse
from civdesk.store import evidence, ledgers, proofs, schedule
from civdesk.store.workspace import Workspace
from tests.filling import prove

TODAY = date(2026, 7, 31)


def study(ws: Workspace, title: str, **values: object) -> str:
    return records.add(ws, "study", {"date": "2026-03-05", "title": title, **values}, today=TODAY).id


def state(ws: Workspace, id: str) -> tuple[Any, Any]:
    record = records.get(ws, "study", id)
    return asdict(record), proofs.of_subject(ws.reader(), "study", id)


def bin_(ws: Workspace, **only: Any) -> list[str]:
    return [one.title for one in trash.items(ws, trash.ids(ws, **only))]


def back(ws: Workspace, *things: tuple[str, str]) -> trash.Restored:
    return trash.restore(ws, [trash.find(ws, *thing) for thing in things])


def test_a_record_comes_back_as_it_was_with_its_proofs(workspace: Workspace) -> None:
    one, other = study(workspace, "甲", note="三楼"), study(workspace, "乙")
    prove(workspace, "study", one, "photo", "attendance")
    before = state(workspace, one)
    records.delete(workspace, "study", [one, other])
    assert bin_(workspace) == ["乙", "甲"]
    done = back(workspace, ("study", one))  # one of an operation that deleted two
    assert [item.title for item in done.restored] == ["甲"] and done.notes == []
    assert state(workspace, one) == before
    assert bin_(workspace) == ["乙"]
    history.undo(workspace)
    assert sorted(bin_(workspace)) == ["乙", "甲"]
    history.redo(workspace)
    assert state(workspace, one) == before


def test_a_link_comes_back_when_both_its_ends_are_there(workspace: Workspace) -> None:
    one = study(workspace, "甲")
    prove(workspace, "study", one, "photo")
    (file,) = evidence.ids(workspace.reader())
    before = state(workspace, one)
    for first, second in (("study", "evidence"), ("evidence", "study")):
        records.delete(workspace, "study", [one])
        pieces.delete(workspace, [file])
        ends = {"study": ("study", one), "evidence": ("evidence", file)}
        done = back(workspace, ends[first])
        assert (done.notes != []) is (first == "study")  # the clerk is told that the photo is missing
        assert proofs.of_subject(workspace.reader(), "study", one) == []
        back(workspace, ends[second])
        assert state(workspace, one) == before


def test_what_was_unlinked_by_hand_does_not_come_back_by_itself(workspace: Workspace) -> None:
    one = study(workspace, "甲")
    prove(workspace, "study", one, "photo")
    (link,) = proofs.of_subject(workspace.reader(), "study", one)
    pieces.unlink(workspace, [link.id])
    assert len(bin_(workspace, kind="佐证")) == 1
    records.delete(workspace, "study", [one])
    back(workspace, ("study", one))
    assert proofs.of_subject(workspace.reader(), "study", one) == []
    back(workspace, ("proof", link.id))
    assert proofs.of_subject(workspace.reader(), "study", one) == [link]


def test_tasks_files_and_definitions_come_back(workspace: Workspace) -> None:
    task = workspace.operate(
        "add_task", "新增任务", lambda db: schedule.add_task(db, Task("交材料", "每季度", lead="党政办"))
    ).result
    workspace.operate(
        "mark",
        "完成",
        lambda db: schedule.mark(db, task, date(2026, 3, 31), schedule.Mark(date(2026, 3, 30))),
    )
    marks = schedule.marks(workspace.reader())
    workspace.operate("delete_task", "删除任务", lambda db: schedule.delete_task(db, task))
    assert bin_(workspace) == ["交材料"]
    back(workspace, ("task", task))
    assert [one.title for one in schedule.tasks(workspace.reader())] == ["交材料"]
    assert schedule.marks(workspace.reader()) == marks

    book = replace(ledgers.definition(workspace.reader(), "study"), key="own", title="自设台账")
    workspace.operate("define", "新建台账", lambda db: ledgers.add_definition(db, book))
    one = records.add(workspace, "own", {"date": "2026-03-05", "title": "甲"}, today=TODAY).id
    history.undo(workspace)
    history.undo(workspace)
    assert bin_(workspace, undone=False) == []
    refused = back(workspace, ("own", one)).refused
    assert "台账已经不在" in refused[0][1]
    done = back(workspace, ("own", one), ("ledger", "own"))  # in one go: the ledger first
    assert len(done.restored) == 2
    assert records.get(workspace, "own", one).values["title"] == "甲"


def test_what_is_there_cannot_be_restored(workspace: Workspace) -> None:
    one = study(workspace, "甲")
    with pytest.raises(WrongUse, match="回收站里没有"):
        trash.find(workspace, "study", one)
    records.delete(workspace, "study", [one])
    change = trash.find(workspace, "study", one)
    history.undo(workspace)
    done = trash.restore(workspace, [change])
    assert done.operation is None and "已经在了" in done.refused[0][1]
    with pytest.raises(Refused):
        trash.restore(workspace, [1])


def test_the_bin_is_filtered_and_shown(workspace: Workspace) -> None:
    workspace.who = "李敏"
    one = study(workspace, "学习党章", note="三楼")
    study(workspace, "误加")
    history.undo(workspace)
    prove(workspace, "study", one, "photo")
    records.delete(workspace, "study", [one])
    assert bin_(workspace) == ["学习党章", "误加"]
    assert bin_(workspace, undone=False) == ["学习党章"]
    assert bin_(workspace, text="三楼") == ["学习党章"]
    assert bin_(workspace, text="note") == []
    assert bin_(workspace, ledger="activity") == bin_(workspace, kind="影像") == []
    looked = trash.look(workspace, trash.ids(workspace)[0])
    assert looked and looked.obstacle == "" and len(looked.proofs) == 1
    assert ("备注", "三楼") in looked.contents and ("学习日期", "2026-03-05") in looked.contents
    assert (looked.item.who, looked.item.by, looked.item.place) == (
        "李敏",
        "删除《集体学习》：学习党章",
        "集体学习",
    )
    pieces.delete(workspace, evidence.ids(workspace.reader()))
    workspace.operate("clean", "x", lambda db: db.execute("update blob set whole = 0"))
    (file,) = trash.ids(workspace, kind="影像")
    assert "清理" in trash.look(workspace, file).obstacle
    assert trash.restore(workspace, [file]).restored == []
