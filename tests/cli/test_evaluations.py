"""Evaluations on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from civdesk.cli.main import run
from civdesk.store.workspace import Workspace


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.fixture
def path(workspace: Workspace) -> str:
    workspace.close()
    return str(workspace.path)


def made(path: str, capsys: pytest.CaptureFixture[str]) -> str:
    asked = ["--scheme", "文艺汇演评奖", "--candidates", "甲队、乙队、丙队", "--judges", "王、李"]
    more = ["--criterion", "主题=10", "--prize", "一等奖=1", "--prize", "优秀组织奖=1-2"]
    assert run(["evaluation-new", path, "汇演", *asked, *more, "--from", "2026-09-30", "--json"]) == 0
    return str(said(capsys)["id"])


def test_from_scores_to_the_ledger(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = made(path, capsys)
    for judge in ("王", "李"):
        assert run(["evaluation-score", path, id, judge, "甲队=9", "乙队=8.5", "丙队=7"]) == 0
    assert run(["evaluation-score", path, id, "王", "甲队=11"]) == 2
    capsys.readouterr()
    assert run(["evaluation-result", path, id, "--publish", "--json"]) == 3
    assert "优秀组织奖" in said(capsys)["error"]["message"]
    assert run(["evaluation-result", path, id, "--award", "丙队=优秀组织奖", "--reason", "组织得力"]) == 0
    assert run(["evaluation-result", path, id, "--award", "乙队=一等奖", "--reason", "甲", "--json"]) == 3
    capsys.readouterr()
    out = tmp_path / "公示.xlsx"
    done = ["evaluation-result", path, id, "--publish", "--stated", "2", "--out", str(out), "--json"]
    assert run(done) == 0 and out.exists()
    answer = said(capsys)
    assert answer["state"] == "closed" and answer["record"]
    assert [(p["title"], p["winners"]) for p in answer["prizes"]] == [
        ("一等奖", ["甲队"]), ("优秀组织奖", ["丙队"]),
    ]  # fmt: skip
    assert set(answer["lacking"][0]["roles"]) == {"方案", "表彰文件"}
    assert run(["evaluations", path, "--json"]) == 0
    listed = said(capsys)
    assert [one["title"] for one in listed["evaluations"]] == ["汇演"]
    assert "文明科室评定" in {one["title"] for one in listed["schemes"]}
    assert run(["evaluation-result", path, id, "--reopen", "--json"]) == 0
    assert said(capsys)["state"] == "open"


def test_sheets_go_out_and_come_back(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = made(path, capsys)
    assert run(["evaluation-sheets", path, id, str(tmp_path / "表"), "--json"]) == 0
    files = said(capsys)["files"]
    book = openpyxl.load_workbook(files[0])
    sheet = book.active
    assert sheet is not None
    for row in sheet.iter_rows():
        if row[1].value in ("甲队", "乙队"):
            row[2].value = "9.5" if row[1].value == "甲队" else "很好"
    book.save(files[0])
    assert run(["evaluation-import", path, id, files[0], "--json"]) == 1
    answer = said(capsys)
    assert answer["read"] == 1 and answer["unread"][0]["value"] == "很好"


def test_judges_and_criteria_are_changed(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    id = made(path, capsys)
    assert run(["evaluation-score", path, id, "王", "甲队=9", "乙队=8.5", "丙队=7"]) == 0
    assert run(["evaluation-set", path, id, "--rename", "王=汪", "--rename", "主题=内容"]) == 0
    capsys.readouterr()
    assert run(["evaluation-set", path, id, "--judges", "汪", "--title", "国庆汇演", "--json"]) == 0
    answer = said(capsys)
    assert (answer["title"], answer["judges"], answer["scores"]["there"]) == ("国庆汇演", ["汪"], 3)
    assert [one["title"] for one in answer["criteria"]] == ["内容"]
    assert run(["evaluation-set", path, id, "--rename", "周=吴", "--json"]) == 2
    assert "没有叫“周”" in said(capsys)["error"]["message"]
    assert run(["add", path, "programme", "title=快板", "contest=春晚", "date=2026-03-01"]) == 0
    capsys.readouterr()
    asked = ["evaluation-new", path, "春晚评奖", "--scheme", "文艺汇演评奖", "--contest", "春晚"]
    assert run([*asked, "--from", "2026-03-05", "--json"]) == 0
    assert [one["name"] for one in said(capsys)["candidates"]] == ["快板"]
