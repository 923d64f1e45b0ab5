"""kill -9 while importing: the workspace opens each time, whole, with what was committed and no more."""

from __future__ import annotations

import os
import random
import shutil
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
            there = workspaces.info(ws).records["volunteer_activity"]
        assert there in (0, rows)
        if there:
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
def test_killed_again_and_again_while_importing_a_sheet(
    desk: Desk, sheet: Path, pytestconfig: pytest.Config
) -> None:
    command = ("import-sheet", sheet, "--ledger", "volunteer_activity")
    # `make test-full` (no mark is left out) shoots twenty times.
    kill_and_look(desk, 6 if pytestconfig.option.markexpr else 20, command, ROWS)
    desk("import-sheet", sheet, "--ledger", "volunteer_activity")
    _, said = desk("records", "volunteer_activity")
    assert sorted(r["title"] for r in said["records"]) == sorted(f"第{n}次志愿服务" for n in range(ROWS))


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_while_importing_files(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    for n in range(12):
        (folder / f"材料{n}.txt").write_text(f"第{n}份材料" * 400_000, encoding="utf-8")
    kill_and_look(desk, 5, ("import-files", folder), 0)
    code, said = desk("import-files", folder)
    assert (code, len(said["evidence"])) == (0, 12)
    _, info = desk("info")
    assert (info["evidence"], info["whole"]) == (12, True)
    with Workspace.open(desk.workspace) as ws:
        assert workspaces.check(ws) == []


def answers(path: Path, many: int) -> Path:
    """Filled questionnaires, one in a row."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("答卷")
    page.append(["您满意吗", "您知道吗", "您参加过吗"])
    for n in range(many):
        page.append([["满意", "不满意"][n % 3 == 0], ["知道", "不知道"][n % 5 == 0], ["是", "否"][n % 2]])
    book.save(path)
    return path


def standard_of(path: Path, many: int) -> Path:
    """A superior's standard; each demand is a sentence that a rule is read from."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("标准")
    page.append(["编号", "指标名称", "测评标准", "分值"])
    for n in range(1, many + 1):
        page.append([str(n), f"道德讲堂{n}", f"每年不少于{n % 12 + 1}次，图片不少于2张", 2])
    book.save(path)
    return path


def filled_round(desk: Desk, path: Path, many: int) -> Path:
    """The printed sheet of a round with every answer filled in, for a round that the workspace has."""
    subjects = "、".join(f"第{n}处" for n in range(many))
    _, made = desk("round-new", "fire", "--subjects", subjects, "--on", "2026-10-05")
    desk("round-sheet", made["id"], path)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for row in page.iter_rows():
        for cell in row:
            if cell.value is None and cell.row > 4:
                cell.value = "√"
    book.save(path)
    return path


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
@pytest.mark.parametrize(
    "what",
    [
        "standard",
        pytest.param("round", marks=pytest.mark.long),
        pytest.param("survey", marks=pytest.mark.long),
    ],
)
def test_killed_while_importing_for_checklists(desk: Desk, tmp_path: Path, what: str) -> None:
    """All of it came in, as one operation, or nothing; then the same import goes through."""
    table, command = "", ()
    if what == "round":
        table = "answer where result <> ''"
        command = ("import-round", filled_round(desk, tmp_path / "检查.xlsx", 40))
    elif what == "standard":
        table = "proposal"
        command = ("import-standard", standard_of(tmp_path / "标准.xlsx", 150), "--key", "own")
    else:
        table = "survey_question"
        _, made = desk("survey-add", "title=满意度", "date=2026-09-01", "--on", "2026-11-22")
        sheet = answers(tmp_path / "答卷.xlsx", 1500)
        command = ("survey-import", made["id"], sheet, "--layout", "answers")

    def rows() -> int:
        with Workspace.open(desk.workspace) as ws:
            assert workspaces.check(ws) == []
            return int(ws.reader().execute(f"select count(*) from {table}").fetchone()[0])

    probe = desk.workspace.with_name("试.civdesk")
    shutil.copy(desk.workspace, probe)
    shot = shoot(0, command[0], probe, *command[1:])
    assert shot.returncode == 0, shot.stderr
    ticks = int(shot.stdout.split()[-1])
    with Workspace.open(probe) as ws:
        whole = int(ws.reader().execute(f"select count(*) from {table}").fetchone()[0])
    assert whole > 2
    chance = random.Random(7)
    killed = 0
    for _ in range(3):
        shot = shoot(chance.randint(max(1, ticks // 3), ticks), command[0], desk.workspace, *command[1:])
        killed += shot.returncode == -signal.SIGKILL
        if there := rows():
            assert there == whole
            desk("undo")
            assert rows() == 0
    assert killed
    assert desk(*command)[0] == 0
    assert rows() == whole


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_while_making_a_workspace(tmp_path: Path) -> None:
    ticks = int(shoot(0, "new", tmp_path / "试.civdesk").stdout.split()[-1])
    chance = random.Random(7)
    path = tmp_path / "新.civdesk"
    for _ in range(4):
        assert shoot(chance.randint(1, ticks), "new", path).returncode == -signal.SIGKILL
        if path.exists():  # shot after it got its name: whole, or not there
            with Workspace.open(path) as ws:
                assert standards(ws) and workspaces.check(ws) == []
            path.unlink()
    workspaces.new(path).close()
    assert {p.name for p in tmp_path.iterdir()} == {"试.civdesk", "新.civdesk"}


def standards(ws: Workspace) -> int:
    return int(ws.reader().execute("select count(*) from standard").fetchone()[0])
