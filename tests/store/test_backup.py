"""Backup, thinning and restoring."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.desk import backup
from civdesk.domain.thinning import kept
from civdesk.errors import Damaged, Locked, WrongUse
from civdesk.jobs import Monitor
from civdesk.store import backup as copies
from civdesk.store import settings
from civdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 21, 8, 30)


def unit(path: Path) -> str:
    with Workspace.open(path, write=False) as ws:
        return str(settings.get(ws.reader(), "unit"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "单位.civdesk"
    with Workspace.create(path) as ws:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "第一次"))
    return path


def test_a_backup_of_an_open_workspace_holds_the_last_save(path: Path, tmp_path: Path) -> None:
    with Workspace.open(path) as ws:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "刚刚保存"))
        made = backup.backup(path, tmp_path / "备份", now=NOW)
    assert unit(Path(made.path)) == "刚刚保存"
    assert [p.suffix for p in (tmp_path / "备份").iterdir()] == [".civdesk"]


def test_restoring_keeps_what_was_there(path: Path, tmp_path: Path) -> None:
    made = Path(backup.backup(path, tmp_path / "备份", now=NOW).path)
    with Workspace.open(path) as ws:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "第二次"))
    old = backup.restore(made, path)
    assert unit(path) == "第一次"
    assert old is not None and unit(old) == "第二次"


def test_restoring_works_when_the_workspace_will_not_open(path: Path, tmp_path: Path) -> None:
    made = Path(backup.backup(path, tmp_path / "备份", now=NOW).path)
    path.write_bytes(b"\0" * 5000)
    backup.restore(made, path)
    assert unit(path) == "第一次"
    path.unlink()
    assert backup.restore(made, path) is None
    assert unit(path) == "第一次"


def test_restoring_leaves_nothing_of_the_old_file_beside_the_new_one(path: Path, tmp_path: Path) -> None:
    made = Path(backup.backup(path, tmp_path / "备份", now=NOW).path)
    # The plug was pulled, then the file itself was deleted by hand: its last saves lie in -wal alone.
    with Workspace.open(path) as ws:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "停电前"))
        wal = path.with_name(path.name + "-wal").read_bytes()
    path.unlink()
    path.with_name(path.name + "-wal").write_bytes(wal)
    assert backup.restore(made, path) is None
    assert unit(path) == "第一次"


def test_restoring_twice_within_a_second_keeps_both_old_files(path: Path, tmp_path: Path) -> None:
    made = Path(backup.backup(path, tmp_path / "备份", now=NOW).path)
    kept = {backup.restore(made, path) for _ in range(3)}
    assert len(kept) == 3 and all(one is not None and one.is_file() for one in kept)


def test_two_backups_within_a_second_are_two(path: Path, tmp_path: Path) -> None:
    made = {backup.backup(path, tmp_path / "备份", now=NOW).path for _ in range(2)}
    assert len(made) == 2


def test_saves_meanwhile_do_not_make_a_backup_begin_anew(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_STEP", 4)  # a small file in many steps

    class Saving(Monitor):
        """Each time it hears of the progress, the clerk saves something."""

        saved = 0

        def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
            self.saved += 1
            assert self.saved < 500, "the copy never ends"
            ws.operate("setting", "改", lambda db: settings.put(db, "unit", f"第{self.saved}次保存"))

    with Workspace.open(path) as ws:
        watcher = Saving()
        made = backup.backup(path, tmp_path / "备份", now=NOW, monitor=watcher)
        assert watcher.saved > 5
    assert unit(Path(made.path)) == "第一次"  # as it was when the backup began


def test_a_damaged_workspace_is_said_and_leaves_no_backup(path: Path, tmp_path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192 * 2 : 8192 * 2 + 4000] = b"\xff" * 4000
    path.write_bytes(content)
    with pytest.raises(Damaged, match="“单位"):
        backup.backup(path, tmp_path / "备份", now=NOW)
    assert list((tmp_path / "备份").iterdir()) == []


def test_a_damaged_backup_is_refused_and_nothing_is_touched(path: Path, tmp_path: Path) -> None:
    made = Path(backup.backup(path, tmp_path / "备份", now=NOW).path)
    content = bytearray(made.read_bytes())
    content[8192 * 2 : 8192 * 2 + 4000] = b"\xff" * 4000
    made.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(Damaged):
        backup.restore(made, path)
    assert path.read_bytes() == before
    with pytest.raises(WrongUse):
        backup.restore(tmp_path / "没有.civdesk", path)


def test_an_open_workspace_is_not_replaced(path: Path, tmp_path: Path) -> None:
    made = Path(backup.backup(path, tmp_path / "备份", now=NOW).path)
    with Workspace.open(path), pytest.raises(Locked):
        backup.restore(made, path)


def test_once_a_day_and_thinned(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    with Workspace.open(path) as ws:
        for day in range(30):
            now = NOW + timedelta(days=day)
            assert backup.daily(ws, folder, now=now) is not None
            assert backup.daily(ws, folder, now=now + timedelta(hours=2)) is None
    left = sorted(p.name for p in folder.iterdir())
    assert len(left) == len(kept(NOW + timedelta(days=n) for n in range(30)))
    assert f"单位-备份-{NOW + timedelta(days=29):%Y%m%d-%H%M%S}.civdesk" in left


def test_other_files_in_the_folder_are_nobodys_backup(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    folder.mkdir()
    others = {"单位-备份-20269999-999999.civdesk", f"单位-备份-x-备份-{NOW:%Y%m%d-%H%M%S}.civdesk"}
    for name in others:
        (folder / name).write_bytes(b"")
    with Workspace.open(path) as ws:
        assert backup.daily(ws, folder, now=NOW) is not None
    assert {p.name for p in folder.iterdir()} > others


def test_a_clock_gone_back_does_not_cost_the_new_backup(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    folder.mkdir()
    for month in range(1, 13):
        for day in range(1, 28, 2):
            (folder / f"单位-备份-2026{month:02}{day:02}-080000.civdesk").write_bytes(b"")
    with Workspace.open(path) as ws:
        made = backup.daily(ws, folder, now=datetime(2009, 1, 1, 8, 0))
    assert made is not None and Path(made.path).is_file()


@given(st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)), min_size=1))
def test_the_newest_is_kept_and_every_recent_month_has_one(times: list[datetime]) -> None:
    keep = kept(times)
    assert max(times) in keep
    assert keep <= set(times)
    months = sorted({(t.year, t.month) for t in times}, reverse=True)[:12]
    assert {(t.year, t.month) for t in keep} >= set(months)
    assert len(keep) <= 7 + 4 + 12
    assert kept(keep) == keep
