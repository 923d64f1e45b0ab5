"""import-sheet by the command line: its options, its JSON, its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from civdesk.cli.main import run
from civdesk.store.workspace import Workspace
from tests.intake.handed_in import sheet

SHORT = ["活动名称", "活动日期", "参加人数（人次）"]


@pytest.fixture
def path(workspace: Workspace) -> Path:
    workspace.close()
    return workspace.path


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """Two months and a cover; a day without its month, a bad number, a row twice."""
    book = tmp_path / "年.xlsx"
    sheet(book, ["填报说明"], name="说明")
    sheet(book, SHORT, ["甲", "5日", 3], ["乙", "1月6日", 4], name="2026年1月")
    return sheet(book, SHORT, ["乙", "2026-1-6", 4], ["丙", "2月7日", "几个"], name="2026年2月")


def ask(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = run([*map(str, arguments), "--json", "--on", "2026-11-21"])
    return code, json.loads(capsys.readouterr().out)


def test_several_sheets(path: Path, year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ("import-sheet", path, year, "--ledger", "volunteer_activity")
    code, said = ask(capsys, *base, "--all-sheets", "--dry-run")
    assert (code, said["imported"]) == (1, 1)
    assert {one["kind"] for one in said["questions"]} == {"year", "month"}
    code, said = ask(capsys, *base, "--all-sheets", "--dates-from-sheet")
    assert (code, said["imported"], said["questions"]) == (1, 2, [])
    assert [(one["sheet"], one["row"]) for one in said["rejected"]] == [("2026年2月", 3)]
    assert said["duplicates"] == [{"row": 2, "same_as": 3, "sheet": "2026年2月", "same_sheet": "2026年1月"}]
    assert [one["sheet"] for one in said["sheets"] if one["skipped"]] == ["说明"]
    assert ask(capsys, "undo", path)[0] == 0
    code, said = ask(capsys, *base, "--sheet", "2026年2月", "--sheet", "2026年1月", "--year", 2026)
    assert (said["imported"], len(said["duplicates"])) == (1, 1)


def test_one_sheet_says_what_it_always_said(
    path: Path, year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = ask(
        capsys, "import-sheet", path, year, "--ledger", "volunteer_activity", "--sheet", "2026年2月"
    )
    (bad,) = said["rejected"]
    assert bad.keys() == {"row", "column", "value", "reason"}
    assert all(one.keys() == {"row", "kind"} for one in said["skipped"])


def test_only_who_asks_is_remembered(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = ["搞了啥", "哪天"]
    first = sheet(tmp_path / "一.xlsx", odd, ["甲", "2026-1-1"])
    base = ("--ledger", "volunteer_activity")
    by_hand = ("--map", "搞了啥=title", "--map", "哪天=date")
    _, said = ask(capsys, "import-sheet", path, first, *base, *by_hand, "--remembered")
    assert (said["imported"], said["remembered"]) == (1, False)
    second = sheet(tmp_path / "二.xlsx", odd, ["乙", "2026-1-2"])
    assert ask(capsys, "import-sheet", path, second, *base)[0] == 2
    _, said = ask(capsys, "import-sheet", path, second, *base, "--remembered")
    assert (said["imported"], said["remembered"]) == (1, True)


def test_updates_are_told_in_words(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = ["工号", "姓名", "科室"]
    ask(
        capsys,
        "import-sheet",
        path,
        sheet(tmp_path / "一.xlsx", head, ["1", "张三", "甲股"]),
        "--ledger",
        "staff",
    )
    second = sheet(tmp_path / "二.xlsx", head, ["1", "张三", "乙股"])
    arguments = ("import-sheet", path, second, "--ledger", "staff", "--key", "工号", "--dry-run")
    _, said = ask(capsys, *arguments)
    (change,) = said["changes"]
    assert (change["title"], change["field"], change["old"], change["new"]) == (
        "张三", "department", "甲股", "乙股",
    )  # fmt: skip
    assert said["changes_total"] == 1
    run([*map(str, arguments)])
    assert "第 2 行更新：科室" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong", [("--date-order", "年月"), ("--header-row", "0"), ("--unit", "没有等号"), ("--sheet", "没有")]
)
def test_wrong_options_say_so(
    path: Path, year: Path, wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = ask(capsys, "import-sheet", path, year, "--ledger", "volunteer_activity", *wrong)
    assert code == 2 and said["error"]["message"]


def test_a_dry_run_works_beside_an_open_window(
    path: Path, year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("import-sheet", path, year, "--ledger", "volunteer_activity", "--sheet", "2026年2月")
    with Workspace.open(path) as window:
        code, said = ask(capsys, *command, "--dry-run")
        assert (code, said["imported"], said["operation"]) == (1, 1, None)
        assert ask(capsys, *command)[0] == 3
        assert window.reader().execute("select count(*) from ledger_volunteer_activity").fetchone()[0] == 0
