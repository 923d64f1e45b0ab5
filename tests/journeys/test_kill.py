"""kill -9 while importing: the workspace opens each time, whole, with what was committed and no more."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from civdesk.desk import workspaces
from civdesk.store.workspace import Workspace

from .conftest import Desk

ROWS = 3000
# An import that shoots itself: at the n-th thing that SQLite does on the writing connection.
_SHOT = """
import os, signal, sqlite3, sys
from civdesk.store import workspace
at, real, count = int(sys.argv[1]), workspace._connect, [0]
def connect(path):
    db = real(path)
    def tick():
        count[0] += 1
        if count[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0
    db.set_progress_handler(tick, 2000)
    return db
workspace._connect = connect
from civdesk.cli.main import run
code = run(sys.argv[2:])
print(count[0])
"""


def shoot(at: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _SHOT, str(at), *map(str, arguments)], capture_output=True, text=True
    )


def kill_and_look(desk: Desk, times: int, arguments: tuple[object, ...], rows: int) -> None:
    probe = desk.workspace.with_name("试.civdesk")
    workspaces.new(probe).close()
    ticks = int(shoot(0, arguments[0], probe, *arguments[1:]).stdout.split()[-1])
    chance = random.Random(7)
    killed = 0
    for _ in range(times):
        ran = shoot(chance.randint(1, ticks), arguments[0], desk.workspace, *arguments[1:])
        killed += ran.returncode == -signal.SIGKILL
        with Workspace.open(desk.workspace) as ws:
            assert workspaces.check(ws) == []
            open_ones = ws.reader().execute("select count(*) from operation where state = 'open'")
            assert open_ones.fetchone()[0] == 0
        _, info = desk("info")
        assert info["records"]["volunteer_activity"] in (0, rows)
        if info["records"]["volunteer_activity"]:
            desk("undo")  # or the next import would find nothing new, and the shots nothing to hit
        assert [p.name for p in desk.workspace.parent.glob("单位*")] == [desk.workspace.name]
    # Indexing after the import goes on for a time, not for a number of steps: some shots come too late.
    assert killed >= times // 4


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("志愿服务")
    page.append(["活动名称", "活动时间", "参加人数", "服务时长（小时）"])
    for n in range(ROWS):
        page.append([f"第{n}次志愿服务", f"2026-{1 + n % 10:02}-{1 + n % 28:02}", n % 40, n % 90 / 2])
    path = tmp_path / "大表.xlsx"
    book.save(path)
    return path


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_twenty_times_while_importing_a_sheet(desk: Desk, sheet: Path) -> None:
    command = ("import-sheet", sheet, "--ledger", "volunteer_activity")
    kill_and_look(desk, 20, command, ROWS)
    desk("import-sheet", sheet, "--ledger", "volunteer_activity")
    _, said = desk("records", "volunteer_activity")
    assert sorted(r["title"] for r in said["records"]) == sorted(f"第{n}次志愿服务" for n in range(ROWS))


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_while_importing_files(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    for n in range(12):
        (folder / f"材料{n}.txt").write_text(f"第{n}份材料" * 400_000, encoding="utf-8")
    kill_and_look(desk, 8, ("import-files", folder), 0)
    code, said = desk("import-files", folder)
    assert (code, len(said["evidence"])) == (0, 12)
    _, info = desk("info")
    assert (info["evidence"], info["whole"]) == (12, True)
    with Workspace.open(desk.workspace) as ws:
        assert workspaces.check(ws) == []


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_while_making_a_workspace(tmp_path: Path) -> None:
    ticks = int(shoot(0, "new", tmp_path / "试.civdesk").stdout.split()[-1])
    chance = random.Random(7)
    path = tmp_path / "新.civdesk"
    for _ in range(6):
        assert shoot(chance.randint(1, ticks), "new", path).returncode == -signal.SIGKILL
        if path.exists():  # shot after it got its name: whole, or not there
            with Workspace.open(path) as ws:
                assert standards(ws) and workspaces.check(ws) == []
            path.unlink()
    workspaces.new(path).close()
    assert {p.name for p in tmp_path.iterdir()} == {"试.civdesk", "新.civdesk"}


def standards(ws: Workspace) -> int:
    return int(ws.reader().execute("select count(*) from standard").fetchone()[0])
