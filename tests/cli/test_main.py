"""The command line as others call it: exit codes, one JSON object, errors as JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from civdesk.cli.main import run
from civdesk.desk import records
from civdesk.domain.fields import Value
from civdesk.store import ledgers
from civdesk.store.workspace import Workspace


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return dict(json.loads(capsys.readouterr().out))


def test_wrong_use_is_2_and_says_so_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["info", str(tmp_path / "没有.civdesk"), "--json"]) == 2
    assert "error" in said(capsys)
    assert run(["import-sheet", "--json"]) == 2
    assert "error" in said(capsys)
    assert run(["没有这个命令", "--json"]) == 2
    assert "error" in said(capsys)


def test_refusals_are_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "w.civdesk"
    assert run(["new", str(path), "--json"]) == 0
    assert run(["new", str(path), "--json"]) == 3
    capsys.readouterr()
    with Workspace.open(path):
        assert run(["undo", str(path), "--json"]) == 3
        assert said(capsys)["error"]["kind"] == "locked"  # type: ignore[index]
        assert run(["info", str(path), "--json"]) == 0
    path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    capsys.readouterr()
    assert run(["info", str(path), "--json"]) == 3
    assert said(capsys)["error"]["kind"] == "damaged"  # type: ignore[index]


def test_records_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "w.civdesk")
    run(["new", path, "--unit", "示例局"])
    capsys.readouterr()
    assert (
        run(
            [
                "add",
                path,
                "volunteer_activity",
                "活动名称=植树",
                "活动日期=2026.3.12",
                "服务时长=22.5",
                "--json",
            ]
        )
        == 0
    )
    id = said(capsys)["id"]
    assert run(["set", path, f"volunteer_activity:{id}", "people=32", "--json"]) == 0
    capsys.readouterr()
    assert run(["records", path, "volunteer_activity", "--json"]) == 0
    (record,) = said(capsys)["records"]  # type: ignore[misc]
    assert (record["title"], record["date"], record["hours"], record["people"]) == (
        "植树",
        "2026-03-12",
        22.5,
        32,
    )
    assert run(["search", path, "植", "--json"]) == 0
    assert [hit["id"] for hit in said(capsys)["hits"] if hit["kind"] == "record"] == [id]  # type: ignore[attr-defined]
    assert run(["delete", path, f"volunteer_activity:{id}", "--json"]) == 0
    assert run(["undo", path, "--json"]) == 0
    assert run(["undo", path, "--json"]) == 0
    capsys.readouterr()
    run(["records", path, "volunteer_activity", "--json"])
    assert said(capsys)["records"][0]["people"] is None  # type: ignore[index]
    run(["history", path, f"volunteer_activity:{id}", "--json"])
    kinds = [one["kind"] for one in said(capsys)["operations"]]  # type: ignore[attr-defined]
    assert kinds == ["undo", "undo", "delete", "set", "add"]
    run(["redo", path, "--json"])
    capsys.readouterr()
    run(["info", path, "--json"])
    assert said(capsys)["unit"] == "示例局"


def test_a_bad_value_names_its_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "w.civdesk")
    run(["new", path])
    capsys.readouterr()
    assert run(["add", path, "study", "date=2026.2.30", "title=学习", "--json"]) == 2
    assert "学习日期" in said(capsys)["error"]["message"]  # type: ignore[index]
    assert run(["add", path, "study", "没有等号", "--json"]) == 2


def test_the_module_runs_without_qt(tmp_path: Path) -> None:
    path = tmp_path / "w.civdesk"
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from civdesk.__main__ import main\n"
        f"sys.exit(main(['new', {str(path)!r}, '--json']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["workspace"] == str(path)


def test_version() -> None:
    ran = subprocess.run([sys.executable, "-m", "civdesk", "--version"], capture_output=True, text=True)
    assert ran.stdout.startswith("civdesk ")


def test_what_was_stopped_says_so_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("civdesk.desk.workspaces.new", stopped)
    assert run(["new", str(tmp_path / "w.civdesk"), "--json"]) == 3
    assert said(capsys)["error"]["kind"] == "stopped"  # type: ignore[index]


def test_a_damage_met_while_reading_is_a_refusal(
    template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "w.civdesk"
    content = bytearray(template.read_bytes())
    at = 8192 * 3
    content[at:] = b"\xff" * (len(content) - at)
    path.write_bytes(content)
    for command in (["ledgers", str(path)], ["search", str(path), "植"], ["check", str(path)]):
        assert run([*command, "--json"]) == 3
        heard = capsys.readouterr()
        assert json.loads(heard.out)["error"]["kind"] == "damaged"
        assert "Traceback" not in heard.err


def test_limits_are_numbers_of_lines(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("0", "-1", "x", "9" * 30):
        assert run(["history", str(template), f"--limit={text}", "--json"]) == 2
        assert run(["search", str(template), "植", f"--limit={text}", "--json"]) == 2
        capsys.readouterr()


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path, template: Path) -> None:
    path = tmp_path / "w.civdesk"
    shutil.copy(template, path)
    with Workspace.open(path) as ws:
        book = records.ledger(ws, "department")
        rows: list[dict[str, Value]] = [{"title": f"科室{n}" * 10} for n in range(5000)]
        ws.operate("add", "填", lambda db: ledgers.insert_many(db, book, rows))
    for output in ("--csv", "--json"):
        reading = subprocess.Popen(
            [sys.executable, "-m", "civdesk", "records", str(path), "department", output],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert reading.stdout is not None and reading.stderr is not None
        reading.stdout.read(10)
        reading.stdout.close()
        errors = reading.stderr.read().decode()
        reading.stderr.close()
        assert (reading.wait(), errors) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere arguments are Unicode")
def test_bytes_that_are_no_text_are_wrong_use(
    template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = os.fsdecode(b"\xff")
    assert run(["search", str(template), strange, "--json"]) == 2
    assert run(["new", str(tmp_path / "w.civdesk"), "--unit", strange, "--json"]) == 2
    assert list(tmp_path.iterdir()) == []
    # A file name is no text: any will do.
    assert run(["new", str(tmp_path / f"{strange}.civdesk"), "--json"]) == 0


def test_help_is_chinese_to_the_last_word(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["import-sheet", "--help"], ["agenda", "-h"]):
        with pytest.raises(SystemExit):
            run(arguments)
        said = capsys.readouterr().out
        assert said.startswith("用法：civdesk")
        assert not any(word in said for word in ("usage", "options:", "arguments", "show "))
