"""Surveys and samples on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from civdesk.cli.main import run
from civdesk.store.workspace import Workspace


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


@pytest.fixture
def path(workspace: Workspace) -> str:
    workspace.close()
    return str(workspace.path)


def added(path: str, capsys: pytest.CaptureFixture[str]) -> str:
    values = ["title=创建知晓率调查", "date=2026-05-20", "kind=知晓率", "returned=200"]
    asked = ["--question", "您知道吗|知晓*|不知晓", "--on", "2026-11-22", "--json"]
    assert run(["survey-add", path, *values, *asked]) == 0
    return str(said(capsys)["id"])


def test_a_rate_with_its_division(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    id = added(path, capsys)
    assert run(["survey-count", path, id, "您知道吗", "知晓=190", "不知晓=10", "--json"]) == 0
    answer = said(capsys)
    assert (answer["numerator"], answer["denominator"], answer["sample"]) == (190, 200, 200)
    assert answer["rate"] == "95.0%" and answer["of"] == "有效回答"
    assert run(["survey-count", path, id, "1", "知晓=191", "--json"]) == 2
    assert "多 1 份" in str(said(capsys)["error"])
    assert run(["survey", path, id]) == 0
    assert "190/200 = 95.0%" in capsys.readouterr().out
    assert run(["survey", path, "--json"]) == 0
    assert len(said(capsys)["surveys"]) == 1  # type: ignore[arg-type]
    assert run(["undo", path]) == 0


def test_a_sheet_comes_in(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = added(path, capsys)
    book = openpyxl.Workbook()
    for row in (["序号", "您知道吗"], [1, "知晓"], [2, "知晓"], [3, "不知晓"], [4, "也许"]):
        book.active.append(row)  # type: ignore[union-attr]
    file = tmp_path / "答卷.xlsx"
    book.save(file)
    assert run(["survey-import", path, id, str(file), "--dry-run", "--json"]) == 1
    shown = said(capsys)
    assert shown["returned"] == 4 and shown["operation"] is None
    assert shown["rejected"] == [{"row": 5, "column": "您知道吗", "value": "也许", "reason": "没有这个选项"}]
    assert run(["survey-import", path, id, str(file), "--json"]) == 1
    assert said(capsys)["operation"] is not None
    assert run(["survey", path, id, "--json"]) == 0
    answer = said(capsys)
    assert (answer["numerator"], answer["denominator"], answer["returned"]) == (2, 3, 4)
    out = tmp_path / "问卷.xlsx"
    assert run(["survey-sheet", path, id, str(out)]) == 0 and out.exists()


def test_a_sample(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(12):
        assert run(["add", path, "staff", f"title=职工{n}", "department=党政办"]) == 0
    capsys.readouterr()
    out = tmp_path / "名单.xlsx"
    drawn = ["sample-list", path, "staff", "25%", "--filter", "在职", "--reserves", "1", "--on", "2026-11-22"]
    assert run([*drawn, "--seed", "甲", "--out", str(out), "--json"]) == 0
    one = said(capsys)
    assert (one["population"], one["size"], one["seed"]) == (12, 3, "甲") and out.exists()
    assert run([*drawn, "--seed", "甲", "--json"]) == 0
    two = said(capsys)
    assert two["members"] == one["members"] and two["draw"] == 2
    assert run(["sample-list", path, "--json"]) == 0
    assert len(said(capsys)["samples"]) == 2  # type: ignore[arg-type]
    assert run(["sample-list", path, "--id", str(one["id"]), "--void", "抽错了", "--json"]) == 0
    again = said(capsys)
    assert again["void"] == "抽错了" and again["repeatable"] is True
    assert run(["sample-list", path, "staff", "99", "--json"]) == 2


def test_a_sample_of_a_survey(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(12):
        assert run(["add", path, "staff", f"title=职工{n}"]) == 0
    capsys.readouterr()
    values = ["title=知晓率调查", "date=2026-11-20", "kind=知晓率"]
    assert run(["survey-add", path, *values, "--question", "您知道吗|知晓*|不知晓", "--json"]) == 0
    id = str(said(capsys)["id"])
    drawn = ["sample-list", path, "staff", "6", "--survey", id, "--on", "2026-11-22", "--json"]
    assert run(drawn) == 0
    assert said(capsys)["survey"] == id
    assert run(["survey", path, id, "--json"]) == 0
    answer = said(capsys)
    assert (answer["method"], answer["issued"]) == ("随机抽样", 6)
    out = tmp_path / "录入.xlsx"
    assert run(["survey-sheet", path, id, str(out), "--entry"]) == 0 and out.exists()
