"""The commands about standards, with their JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from civdesk.cli.main import run
from civdesk.store.workspace import Workspace


@pytest.fixture
def desk(workspace: Workspace) -> str:
    """The path of a closed workspace."""
    workspace.close()
    return str(workspace.path)


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for row in (
        ["县级文明单位考核标准"],
        ["指标名称", "测评标准", "分值", "责任科室"],
        ["道德讲堂", "每月不少于1次", 10, "党政办"],
        ["志愿服务", "注册志愿者占职工30%以上", 10, "团委"],
        ["合计", None, 20, None],
    ):
        page.append(row)
    workbook.save(tmp_path / "县级.xlsx")
    return str(tmp_path / "县级.xlsx")


def asked(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0
    return capsys.readouterr().out


def test_from_a_sheet_to_a_handed_in_assessment(
    desk: str, sheet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    looked = asked(capsys, "import-standard", desk, sheet, "--dry-run")
    assert looked["operation"] is None
    came = asked(capsys, "import-standard", desk, sheet, "--active", "--on", "2026-11-22")
    assert (came["title"], came["indicators"], came["proposed_rules"]) == ("县级文明单位考核标准", 2, 2)
    assert [(one["row"], one["reason"]) for one in came["skipped"]] == [(5, "合计行")]
    assert came["mapping"] == {"指标名称": "level", "测评标准": "asked", "分值": "points", "责任科室": "lead"}
    key = came["standard"]
    waiting = asked(capsys, "rules", desk, key)["proposals"]
    assert [one["code"] for one in waiting] == ["1", "2"]
    taken = asked(capsys, "rules", desk, key, "--accept", "all")
    assert taken["rules"][0]["sentence"] == "道德讲堂：每月至少 1 期"
    assert taken["proposals"] == []
    assert len(asked(capsys, "rules", desk, key, "1", "--add", "lecture_room")["rules"]) == 2
    assert asked(capsys, "assess", desk, key, "--on", "2026-11-22")["points"]["possible"] == 20
    asked(capsys, "explain", desk, key, "1", "--text", "全年十二期。", "--on", "2026-11-22")
    report = asked(capsys, "explain", desk, key, "1", "--on", "2026-11-22")
    assert (report["text"], report["characters"], report["limit"]) == ("全年十二期。", 6, 500)
    assert asked(capsys, "explain", desk, key, "1", "--draft", "--on", "2026-11-22")["text"] == ""
    out = asked(capsys, "hand-in", desk, key, "--recipient", "县文明办", "--on", "2026-11-22")["assessment"]
    kept = asked(capsys, "assessments", desk, out["id"])
    assert kept["explanations"] == {"1": "全年十二期。"}
    assert len(kept["data"]["indicators"]) == 2
    asked(capsys, "void", desk, out["id"], "--reason", "重报")
    (listed,) = asked(capsys, "assessments", desk)["assessments"]
    assert listed["void_reason"] == "重报"


def test_points_by_hand(desk: str, sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    key = asked(capsys, "import-standard", desk, sheet, "--active")["standard"]
    on = ("--on", "2026-11-22")
    judged = asked(capsys, "judge", desk, key, "1", "short", "--reason", "只有八期", "--points", "7.5", *on)
    assert judged["points"] == 7.5
    assert asked(capsys, "assess", desk, key, *on)["points"]["got"] == 7.5
    for wrong in ("11", "-1", "0.001", "很多"):
        asked(capsys, "judge", desk, key, "1", "short", "--reason", "错", f"--points={wrong}", *on, code=2)


def test_a_new_edition_says_what_changed(desk: str, sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    key = asked(capsys, "import-standard", desk, sheet, "--active")["standard"]
    said = told(capsys, "import-standard", desk, sheet, "--dry-run")
    assert f"--edition-of {key}" in said
    page = openpyxl.load_workbook(sheet)
    page.worksheets[0]["C3"] = 12
    page.save(sheet)
    came = asked(capsys, "import-standard", desk, sheet, "--edition-of", key, "--active")
    assert came["standard"] == f"{key}_v2"
    assert came["edition"]["changed"] == [
        {
            "code": "1",
            "was": "1",
            "title": "道德讲堂",
            "changes": [{"field": "points", "old": "10", "new": "12"}],
        }
    ]
    assert "改动 1 道德讲堂：分值 10 → 12" in told(capsys, "compare-standards", desk, key, f"{key}_v2")
    listed = {one["key"]: one for one in asked(capsys, "standards", desk)["standards"]}
    assert listed[f"{key}_v2"]["edition_of"] == key
    assert not listed[key]["active"]


def test_wrong_use_is_said_in_one_sentence(
    desk: str, sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["import-standard", desk, str(tmp_path / "没有.xlsx")],
        ["import-standard", desk, sheet, "--map", "没有这列=分值"],
        ["import-standard", desk, sheet, "--map", "分值=胡说"],
        ["import-standard", desk, sheet, "--sheet", "没有这张"],
        ["import-standard", desk, sheet, "--edition-of", "nothing"],
        ["rules", desk, "province_unit", "--add", "lecture_room"],
        ["rules", desk, "province_unit", "1", "--accept", "没有"],
        ["explain", desk, "province_unit", "没有"],
        ["assessments", desk, "没有"],
    ):
        assert run([*arguments, "--json"]) in (2, 3), arguments
        error = json.loads(capsys.readouterr().out)["error"]
        assert error["message"].endswith("。")


def test_offered_rules_are_found_by_words(capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "offered", "道德讲堂")["offered"]
    assert found and all("道德讲堂" in json.dumps(one, ensure_ascii=False) for one in found)
