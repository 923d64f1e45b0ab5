"""Inspections on the command line: a whole way from the blank sheet to the red flag."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from civdesk.cli.main import run
from civdesk.desk import records
from civdesk.store.workspace import Workspace

ON = ("--on", "2026-11-20")


@pytest.fixture
def path(workspace: Workspace) -> Path:
    for name in ("党政办", "综合股"):
        records.add(workspace, "department", {"title": name, "kind": "股室"}, today=date(2026, 11, 20))
    workspace.close()
    return workspace.path


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> Any:
    capsys.readouterr()
    assert run([*map(str, arguments), *ON, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_round_on_the_command_line(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = said(capsys, "forms", path)["forms"]
    assert any(one["key"] == "hygiene_daily" and one["cadence"] == "每个工作日" for one in listed)
    new = said(capsys, "round-new", path, "科室卫生日查", "--inspectors", "赵明、王芳")
    id = new["id"]
    assert new["open"] == 6 and new["inspectors"] == ["赵明", "王芳"]
    assert said(capsys, "answer", path, id, "整洁有序=✗", code=2)["error"]["kind"] == "wrong_use"
    assert said(capsys, "round-close", path, id, code=2)["error"]["kind"] == "open"
    done = said(
        capsys,
        "answer",
        path,
        id,
        "综合股/整洁有序=✗",
        "--note",
        "综合股/整洁有序=门口有纸箱",
        "--rest",
        "good",
        "--problems",
    )
    assert done["open"] == 0 and len(done["problems"]) == 1
    assert done["points"] == {"got": 5.0, "possible": 6.0, "failed": 1, "percent": "83.3%"}
    closed = said(capsys, "round-close", path, id)
    assert closed["record"] == f"hygiene_check:{id}"
    assert said(capsys, "rounds", path)["rounds"][0]["failed"] == 1
    due = said(capsys, "rounds", path, "--due", "--from", "2026-11-20", "--to", "2026-11-23")["due"]
    assert [one["state"] for one in due] == ["done", "pending"]
    week = said(capsys, "round-new", path, "hygiene_weekly")["id"]
    report = said(capsys, "round-report", path, week, tmp_path / "周报.xlsx")
    assert report["sources"][0]["asked"] == 1 and "门口" not in report["summary"]
    said(capsys, "round-close", path, week, "--reported", "市文明办", "--circulated", "各股室")
    found = said(capsys, "results", path, "hygiene_daily")
    assert [(one["name"], one["rank"], one["percent"]) for one in found["rows"]] == [
        ("党政办", 1, "100%"),
        ("综合股", 2, "66.6%"),
    ]
    assert said(capsys, "problems", path)["open"] == 1


def test_a_sheet_on_the_command_line(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "空表.xlsx"
    blank = said(capsys, "round-sheet", path, "hygiene_daily", out)
    assert blank == {"file": str(out), "form": "hygiene_daily", "round": None}
    import openpyxl

    book = openpyxl.load_workbook(out)
    sheet = book.active
    assert sheet is not None
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "检查项目")
    sheet.cell(top + 1, 4).value, sheet.cell(top + 2, 4).value = "√", "？？"
    book.save(out)
    trial = said(capsys, "import-round", path, out, "--dry-run", code=1)
    assert trial["round"] is None and trial["answers"] == 1
    found = said(capsys, "import-round", path, out, code=1)
    assert found["new"] and [(one["row"], one["value"]) for one in found["rejected"]] == [(top + 2, "？？")]
    shown = said(capsys, "round", path, found["round"])
    assert [one["word"] for one in shown["answers"] if one["result"]] == ["合格"]


def test_a_flag_on_the_command_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = said(capsys, "round-new", path, "内务条令检查评比")["id"]
    said(capsys, "answer", path, id, "党政办/内务条令执行情况=92", "综合股/内务条令执行情况=50")
    said(capsys, "round-close", path, id)
    found = said(capsys, "results", path, "order_quarterly", "--columns", "month")
    assert found["proposals"] == [{"outcome": "标兵", "quota": 1, "chosen": ["党政办"], "tied": []}]
    assert found["low"] == ["综合股"] and found["period"] == "2026年第4季度"
    said(capsys, "results", path, "order_quarterly", "--give", "标兵", "党政办")
    said(capsys, "results", path, "order_quarterly", "--talk", "综合股")
    given = said(capsys, "results", path, "order_quarterly")["given"]
    assert [(one["outcome"], one["name"]) for one in given] == [("标兵", "党政办")]
    assert said(capsys, "records", path, "accountability")["records"][0]["kind"] == "整改谈话"


def test_forms_rest_and_a_check_goes_down(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id = said(capsys, "round-new", path, "明察暗访", "--variant", "明察")["id"]
    said(capsys, "answer", path, id, "--rest", "good")
    said(capsys, "round-close", path, id, "--circulated", "各股室")
    (head,) = said(capsys, "rounds", path)["rounds"]
    assert (head["variant"], head["circulated_to"], head["circulated_on"]) == ("明察", "各股室", "2026-11-20")
    assert said(capsys, "records", path, "supervision")["records"][0]["kind"] == "明察"
    made = said(capsys, "round-report", path, id, tmp_path / "通报.xlsx", "--down")
    assert made["title"] == "关于2026年11月20日明察暗访情况的通报"
    assert said(capsys, "form-pause", path, "unannounced", code=2)["error"]["kind"] == "wrong_use"
    said(capsys, "form-pause", path, "unannounced", "--to", "2027-02-28", "--reason", "搬迁")
    (form,) = said(capsys, "forms", path, "unannounced")["forms"]
    assert form["pauses"] == [{"start": "2026-11-20", "end": "2027-02-28", "why": "搬迁"}]
    january = ("--due", "--from", "2027-01-01", "--to", "2027-01-31")
    assert said(capsys, "rounds", path, *january)["due"] == []
    said(capsys, "form-pause", path, "unannounced", "--resume")
    assert len(said(capsys, "rounds", path, *january)["due"]) == 1
