"""The workspace file: made whole, locked, refused when not ours, one file when closed."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from civdesk.errors import Damaged, Locked, Newer, Refused, WrongUse
from civdesk.store import blobs, settings
from civdesk.store.schema import STEPS
from civdesk.store.workspace import Changed, Workspace

PHOTO = hashlib.sha256(b"photo").hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "单位.civdesk"


def test_a_closed_workspace_is_one_file(path: Path) -> None:
    with Workspace.create(path) as ws:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "交通局"))
        assert settings.get(ws.reader(), "unit") == "交通局"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    with Workspace.open(path, write=False) as ws:
        assert settings.get(ws.reader(), "unit") == "交通局"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_what_the_file_promises(path: Path) -> None:
    with Workspace.create(path) as ws:
        db = ws.reader()
        assert db.execute("pragma application_id").fetchone()[0] == int.from_bytes(b"CIVD", "big")
        assert db.execute("pragma journal_mode").fetchone()[0] == "wal"
        assert db.execute("pragma auto_vacuum").fetchone()[0] == 2
        assert ws.outside(lambda w: w.execute("pragma synchronous").fetchone()[0]) == 2
        assert ws.outside(lambda w: w.execute("pragma foreign_keys").fetchone()[0]) == 1


def test_the_steps_known_are_the_steps_there_are() -> None:
    from sqlite_utils import Database

    from civdesk.store.migrations import migrations

    assert tuple(step.name for step in migrations.pending(Database(memory=True))) == STEPS


def test_it_is_not_made_over_another(path: Path) -> None:
    path.write_text("我的文件")
    with pytest.raises(Refused, match="已经存在"):
        Workspace.create(path)
    assert path.read_text() == "我的文件"


def test_a_second_desk_is_refused_and_readers_are_not(path: Path) -> None:
    with Workspace.create(path):
        code = (
            "import sys; from pathlib import Path; from civdesk.store.workspace import Workspace\n"
            "from civdesk.errors import Locked\n"
            "p = Path(sys.argv[1])\n"
            "try: Workspace.open(p); print('open')\n"
            "except Locked as e: print(e.kind)\n"
            "with Workspace.open(p, write=False) as ws: print('read')\n"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
        )
        assert ran.stdout.split() == ["locked", "read"]
        with pytest.raises(Locked):
            Workspace.open(path)
    Workspace.open(path).close()


def in_another_process(code: str, path: Path, *, user: int | None = None) -> str:
    """What a process of its own prints, in which `ws` is the workspace opened for reading."""
    code = (
        "import os, sys; from pathlib import Path; from civdesk.store import settings\n"
        "from civdesk.store.workspace import Workspace\n"
        f"{f'os.setuid({user})' if user else ''}\n"
        f"with Workspace.open(Path(sys.argv[1]), write=False) as ws:\n    {code}\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_a_second_opening_in_this_process_costs_no_saves(path: Path) -> None:
    # On POSIX, closing a file drops every lock that the process has on it. Without them another process
    # that has read the workspace would take away the -wal file that is being written.
    with Workspace.create(path) as ws:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "第一次"))
        with pytest.raises(Locked):
            Workspace.open(path)
        Workspace.open(path, write=False).close()
        in_another_process("ws.reader().execute('select 1 from setting').fetchall()", path)
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "第二次"))
        assert in_another_process("print(settings.get(ws.reader(), 'unit'))", path) == "第二次"


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_what_cannot_be_written_can_be_read() -> None:
    nobody = 65534 if os.geteuid() == 0 else None  # root may write everywhere
    folder = Path(tempfile.mkdtemp(prefix="光盘 %#?"))
    try:
        path = folder / "单位.civdesk"
        with Workspace.create(path) as ws:
            ws.operate("setting", "改", lambda db: settings.put(db, "unit", "交通局"))
        path.chmod(0o444)
        folder.chmod(0o555)
        read = "print(settings.get(ws.reader(), 'unit'))"
        assert in_another_process(read, path, user=nobody) == "交通局"
        assert [p.name for p in folder.iterdir()] == [path.name]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_workspace_that_is_gone_is_not_made_anew_by_reading_it(path: Path) -> None:
    Workspace.create(path).close()
    with Workspace.open(path, write=False) as ws:
        path.rename(path.with_name("别处.civdesk"))
        with pytest.raises(sqlite3.OperationalError):
            ws.reader()
    assert not path.exists()


def test_a_file_has_its_name_only_when_all_is_in_it(path: Path) -> None:
    def fill(ws: Workspace) -> None:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "交通局"))
        assert not path.exists()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Workspace.create(path, fill)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["有 空格 100%.civdesk", "a#b?c&d='.civdesk", "file:x.civdesk", "名" * 70 + ".civdesk"]
)
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    with Workspace.create(tmp_path / name) as ws:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "交通局"))
    with Workspace.open(tmp_path / name, write=False) as ws:
        assert settings.get(ws.reader(), "unit") == "交通局"
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_name_or_path_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        Workspace.create(tmp_path / ("名" * 300 + ".civdesk"))
    deep = tmp_path / ("层" * 70) / ("层" * 70) / ("层" * 70)
    deep.mkdir(parents=True)
    with pytest.raises(Refused, match="路径较短"):
        Workspace.create(deep / "w.civdesk")


def test_a_text_file_and_another_database_are_not_workspaces(path: Path) -> None:
    path.write_text("不是数据库" * 100)
    with pytest.raises(Damaged, match="不是 civdesk 工作区"):
        Workspace.open(path)
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table t (a)")
    with pytest.raises(Damaged):
        Workspace.open(path)
    with pytest.raises(WrongUse, match="找不到"):
        Workspace.open(path.with_name("没有.civdesk"))


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    Workspace.create(path).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "insert into _sqlite_migrations(migration_set, name, applied_at) values ('civdesk', 'm9999', 'x')"
        )
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(Newer, match="升级"):
            Workspace.open(path, write=write)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_an_older_file_is_brought_up_to_date_with_a_safety_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import civdesk.store.migrations as steps
    import civdesk.store.workspace as module

    with Workspace.create(path) as ws:
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "交通局"))
        ws.unlogged(lambda db: blobs.put(db, PHOTO, b"photo"))

    def m0002_more(db: object) -> None:
        db.execute("alter table task add column colour text")  # type: ignore[attr-defined]

    monkeypatch.setattr(steps, "migrations", _with_step(m0002_more))
    monkeypatch.setattr(module, "STEPS", (*STEPS, "m0002_more"))
    with Workspace.open(path, write=False) as ws:
        assert "colour" in [row[1] for row in ws.reader().execute("pragma table_info(task)")]
    (copy,) = path.parent.glob("*升级前*.civdesk")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("select value from setting").fetchone()[0] == '"交通局"'
        assert "colour" not in [row[1] for row in db.execute("pragma table_info(task)")]
        # Contents of files never change: the copy knows of them and leaves them out.
        assert db.execute("select size, whole from blob").fetchall() == [(5, 1)]
        assert db.execute("select count(*) from blob_chunk").fetchone()[0] == 0
    with Workspace.open(path) as ws:
        assert b"".join(blobs.read(ws.reader(), PHOTO)) == b"photo"


def _with_step(step: object) -> object:
    from sqlite_utils import Migrations

    from civdesk.store.migrations import m0001_initial

    both = Migrations("civdesk")
    both()(m0001_initial)
    both()(step)  # type: ignore[arg-type]
    return both


def test_a_write_outside_an_operation_fails(path: Path) -> None:
    with Workspace.create(path) as ws:
        with pytest.raises(sqlite3.IntegrityError, match="outside an operation"):
            ws.unlogged(lambda db: settings.put(db, "unit", "x"))
        with pytest.raises(sqlite3.OperationalError):
            settings.put(ws.reader(), "unit", "x")


def test_listeners_hear_what_changed(path: Path) -> None:
    heard: list[Changed] = []
    with Workspace.create(path) as ws:
        ws.subscribe(heard.append)
        ws.operate("setting", "改", lambda db: settings.put(db, "unit", "x"))
        ws.operate("setting", "没改", lambda db: None)
    assert heard == [Changed(frozenset({"setting"}), frozenset({"unit"}))]


def test_a_read_only_workspace_cannot_be_changed(path: Path) -> None:
    Workspace.create(path).close()
    with Workspace.open(path, write=False) as ws, pytest.raises(Refused, match="只读"):
        ws.operate("setting", "改", lambda db: None)


def test_saves_pass_between_the_steps_of_a_long_operation(path: Path) -> None:
    with Workspace.create(path) as ws:
        long = ws.begin("import_files", "导入影像")
        ws.step(long, lambda db: settings.put(db, "unit", "甲"))
        ws.operate("setting", "中间保存", lambda db: settings.put(db, "filing.fonds", "Z1"))
        ws.step(long, lambda db: settings.put(db, "first_start", ["unit"]))
        assert ws.finish(long, "导入影像 2 件") == long
        rows = ws.reader().execute("select id, title, state from operation order by id").fetchall()
        assert [tuple(row) for row in rows] == [(1, "导入影像 2 件", "done"), (2, "中间保存", "done")]
        rows = ws.reader().execute("select operation, record from change order by id").fetchall()
        assert [tuple(row) for row in rows] == [(1, "unit"), (2, "filing.fonds"), (1, "first_start")]


def test_an_operation_without_end_is_closed_as_interrupted(path: Path) -> None:
    with Workspace.create(path) as ws:
        long = ws.begin("import_files", "导入影像")
        ws.step(long, lambda db: settings.put(db, "unit", "甲"))
    with Workspace.open(path) as ws:
        assert ws.interrupted == [long]
        assert ws.reader().execute("select state from operation").fetchone()[0] == "interrupted"
    with Workspace.open(path) as ws:
        assert ws.interrupted == []


def test_an_operation_that_died_before_its_first_change_leaves_no_trace(path: Path) -> None:
    with Workspace.create(path) as ws:
        ws.begin("import_files", "导入影像")
    with Workspace.open(path) as ws:
        assert ws.interrupted == []
        assert ws.reader().execute("select count(*) from operation").fetchone()[0] == 0


def test_it_knows_itself_by_any_name(path: Path) -> None:
    with Workspace.create(path) as ws:
        other = path.with_name("别名.civdesk")
        other.symlink_to(path)
        hard = path.with_name("硬链接.civdesk")
        hard.hardlink_to(path)
        assert ws.is_own(path) and ws.is_own(other) and ws.is_own(hard)
        assert ws.is_own(path.with_name(path.name + "-wal"))
        assert not ws.is_own(path.with_name("另一个.civdesk"))
