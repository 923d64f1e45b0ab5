"""Frozen periods: no path changes what lies in one, and locking and unlocking leave their trace."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from civdesk.desk import evidence as pieces
from civdesk.desk import freezing, history, records, trash, workspaces
from civdesk.domain.periods import Period
from civdesk.errors import Refused, WrongUse
from civdesk.intake.sheet_paste import paste
from civdesk.store import evidence, frozen, ledgers, proofs
from civdesk.store.workspace import Workspace
from tests.filling import prove
from tests.older import as_of

TODAY = date(2026, 7, 31)
SPRING = freezing.quarter(2026, 1)


def study(ws: Workspace, title: str, day: str = "2026-03-05") -> str:
    return records.add(ws, "study", {"date": day, "title": title}, today=TODAY).id


def refused(work: Callable[[], object]) -> str:
    """The sentence by which it was refused, with nothing changed."""
    with pytest.raises(Refused) as caught:
        work()
    assert caught.value.kind == "frozen"
    return caught.value.message


def whole(ws: Workspace) -> list[object]:
    book = ledgers.definition(ws.reader(), "study")
    found = list(ledgers.records(ws.reader(), book))
    return [(one, proofs.of_subject(ws.reader(), "study", one.id)) for one in found]


def test_no_path_changes_what_is_frozen(workspace: Workspace) -> None:
    inside, outside = study(workspace, "春"), study(workspace, "夏", "2026-04-01")
    prove(workspace, "study", inside, "photo")
    gone = study(workspace, "删了的", "2026-03-31")
    records.delete(workspace, "study", [gone])
    freezing.freeze(workspace, SPRING, reason="已报送市文明办")
    before = whole(workspace)
    (link,) = proofs.of_subject(workspace.reader(), "study", inside)
    for work in (
        lambda: study(workspace, "新", "2026-01-01"),
        lambda: records.change(workspace, "study", inside, {"title": "改"}, today=TODAY),
        lambda: records.change(workspace, "study", inside, {"date": "2026-05-01"}, today=TODAY),
        lambda: records.change(workspace, "study", outside, {"date": "2026-03-31"}, today=TODAY),
        lambda: records.change_many(
            workspace, "study", {outside: {"note": "x"}, inside: {"note": "x"}}, today=TODAY
        ),
        lambda: records.delete(workspace, "study", [outside, inside]),
        lambda: pieces.unlink(workspace, [link.id]),
        lambda: pieces.link(workspace, link.evidence, "study", inside, "attendance"),
        lambda: pieces.delete(workspace, [link.evidence]),
        lambda: history.undo(workspace),
        lambda: history.bring_back(workspace, "study", inside, {"title": "改"}),
    ):
        said = refused(work)
        assert "2026年第一季度" in said and "已报送市文明办" in said and "解锁" in said
        assert whole(workspace) == before
    back = trash.restore(workspace, [trash.find(workspace, "study", gone)])
    assert back.restored == [] and "已锁定" in back.refused[0][1]
    assert whole(workspace) == before


def test_the_sentence_names_the_record(workspace: Workspace) -> None:
    one = study(workspace, "学习二十大精神")
    freezing.freeze(workspace, SPRING, reason="已报送")
    said = refused(lambda: records.delete(workspace, "study", [one]))
    assert "《集体学习》“学习二十大精神”（2026-03-05）" in said


def test_what_lies_outside_stays_free(workspace: Workspace) -> None:
    study(workspace, "春")
    freezing.freeze(workspace, SPRING, ["study"], reason="已报送")
    one = study(workspace, "夏", "2026-04-01")
    records.change(workspace, "study", one, {"title": "初夏"}, today=TODAY)
    records.add(
        workspace, "activity", {"date": "2026-03-08", "title": "妇女节", "kind": "文体活动"}, today=TODAY
    )
    prove(workspace, "study", one, "photo")
    records.delete(workspace, "study", [one])
    assert len(whole(workspace)) == 1


def test_captions_and_definitions_stay_free(workspace: Workspace) -> None:
    one = study(workspace, "春")
    prove(workspace, "study", one, "photo")
    freezing.freeze(workspace, SPRING, reason="已报送")
    (file,) = evidence.ids(workspace.reader())
    pieces.caption(workspace, file, {"地点": "会议室"})
    assert evidence.get(workspace.reader(), file).place == "会议室"


def test_rows_of_a_sheet_are_rejected_one_by_one(workspace: Workspace) -> None:
    same = study(workspace, "已有的")
    freezing.freeze(workspace, SPRING, reason="已报送")
    rows = [["2026-03-05", "已有的"], ["2026-03-31", "锁住的"], ["2026-04-01", "可以的"]]
    report = paste(workspace, "study", rows, ["date", "title"], TODAY)
    assert report.added == 1
    assert [one.same_as for one in report.duplicates] == [same]
    (one,) = report.rejected
    assert (one.row, one.value) == (2, "2026-03-31") and "2026年第一季度" in one.reason


def test_unlocking_asks_why_and_stays_in_the_file(workspace: Workspace) -> None:
    workspace.who = "李敏"
    one = study(workspace, "春")
    (id,) = freezing.freeze(workspace, SPRING, reason="已报送")
    with pytest.raises(WrongUse, match="原因"):
        freezing.unfreeze(workspace, id, reason=" ")
    freezing.unfreeze(workspace, id, reason="市里退回补充")
    records.change(workspace, "study", one, {"title": "补"}, today=TODAY)
    (lock,) = freezing.locks(workspace)
    assert not lock.holds
    assert (lock.frozen_by, lock.lifted_by, lock.lift_reason) == ("李敏", "李敏", "市里退回补充")
    titles = [entry.title for entry in history.history(workspace, limit=3)]
    assert titles[1:] == ["解锁时段：2026年第一季度（市里退回补充）", "锁定已报送时段：2026年第一季度"]
    with pytest.raises(Refused, match="已经解锁"):
        freezing.unfreeze(workspace, id, reason="再来")


def test_a_lock_is_not_undone_nor_deleted(workspace: Workspace) -> None:
    study(workspace, "夏", "2026-04-01")
    freezing.freeze(workspace, SPRING, reason="已报送")
    assert history.undo(workspace).title == "新增《集体学习》：夏"
    with pytest.raises(Refused, match="不能撤销"):
        history.undo(workspace, next(e.operation for e in history.history(workspace) if e.kind == "freeze"))
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        workspace.operate("x", "x", lambda db: db.execute("delete from frozen_period"))
    assert freezing.locks(workspace)[0].holds


def test_redoing_into_a_locked_period_is_refused(workspace: Workspace) -> None:
    study(workspace, "春")
    history.undo(workspace)
    freezing.freeze(workspace, SPRING, reason="已报送")
    refused(lambda: history.redo(workspace))
    assert whole(workspace) == []


def test_the_same_lock_twice_and_a_ledger_without_dates_are_refused(workspace: Workspace) -> None:
    freezing.freeze(workspace, SPRING, ["study"], reason="已报送")
    with pytest.raises(Refused, match="已经锁定"):
        freezing.freeze(workspace, SPRING, ["study"], reason="又一次")
    with pytest.raises(WrongUse, match="没有日期栏"):
        freezing.freeze(workspace, SPRING, ["staff"], reason="已报送")
    book = ledgers.definition(workspace.reader(), "study")
    refuse = frozen.refuser(workspace.reader(), book)
    assert "已锁定" in refuse("2026-03-31") and refuse("2026-04-01") == refuse(None) == ""


def test_a_new_ledger_is_guarded_at_once(workspace: Workspace) -> None:
    freezing.freeze(workspace, SPRING, reason="已报送")
    from dataclasses import replace

    book = replace(ledgers.definition(workspace.reader(), "study"), key="study_two", title="又一本")
    workspace.operate("define", "新建台账", lambda db: ledgers.add_definition(db, book))
    refused(lambda: records.add(workspace, "study_two", {"date": "2026-03-01", "title": "春"}, today=TODAY))


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (freezing.quarter(2026, 3), "2026年第三季度"),
        (freezing.month(2024, 2), "2024年2月"),
        (Period(date(2026, 1, 1), date(2026, 6, 30)), "2026年上半年"),
        (Period(date(2026, 1, 1), date(2026, 12, 31)), "2026年"),
        (Period(date(2026, 1, 2), date(2026, 3, 31)), "2026-01-02 至 2026-03-31"),
    ],
)
def test_periods_are_called_as_people_call_them(period: Period, title: str) -> None:
    assert freezing.title_of(period) == title


def test_what_is_handed_in_now_is_the_quarter_that_ended() -> None:
    assert freezing.last_quarter(date(2026, 1, 5)) == freezing.quarter(2025, 4)
    assert freezing.last_quarter(date(2026, 12, 31)) == freezing.quarter(2026, 3)


@pytest.mark.parametrize("steps", [1, 2])
def test_an_older_file_gets_what_it_lacks_and_a_safety_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    path = tmp_path / "旧.civdesk"
    with monkeypatch.context() as old:
        as_of(old, steps)
        with workspaces.new(path) as ws:
            one = study(ws, "春")
            prove(ws, "study", one, "photo")
            records.delete(ws, "study", [one])
    with Workspace.open(path) as ws:
        assert [item.title for item in trash.items(ws, trash.ids(ws))] == ["春"]
        trash.restore(ws, trash.ids(ws))
        freezing.freeze(ws, SPRING, reason="已报送")
        refused(lambda: records.delete(ws, "study", [one]))
        assert len(history.history(ws, one)) == 4
    (copy,) = tmp_path.glob("*升级前*")
    shutil.copy(copy, tmp_path / "副本.civdesk")
    with Workspace.open(tmp_path / "副本.civdesk") as ws:  # it can be worked with like any other
        assert [item.title for item in trash.items(ws, trash.ids(ws, kind="记录"))] == ["春"]
    with closing(sqlite3.connect(copy)) as db:
        assert (
            db.execute("select count(*) from sqlite_master where name = 'frozen_period'").fetchone()[0] == 0
        )
        assert db.execute("select count(*) from proof").fetchone()[0] == 0
        assert db.execute("select count(*) from change").fetchone()[0] > 3
