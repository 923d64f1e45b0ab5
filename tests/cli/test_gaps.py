"""The commands that ask what is lacking, and the self-assessment as a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from civdesk.cli.main import run
from civdesk.desk import handing_in, standards
from civdesk.gui.printing import write_pdf
from civdesk.store.workspace import Workspace
from tests.filling import on_days

ON = ("--on", "2026-11-21")


@pytest.fixture
def desk(workspace: Workspace) -> str:
    """The path of a closed workspace with one small standard."""
    on_days(workspace, "study", ("2026-03-01",), department="综合股")
    rule = {"ledger": "study", "at_least": 1, "per": "half_year"}
    taken = {"code": "2", "title": "讲堂", "points": 2, "scoring": "minus"}
    indicators = [
        {"code": "1", "title": "学习", "points": 3, "lead": ["党政办"], "owner": ["王红"], "rules": [rule]},
        {**taken, "rules": [{"ledger": "moral_lecture", "at_least": 1, "per": "year"}]},
    ]
    standards.install_standard(workspace, {"key": "small", "title": "小标准", "indicators": indicators})
    workspace.close()
    return str(workspace.path)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    assert run([*arguments, "--json"], print_pdf=write_pdf) == code
    return json.loads(capsys.readouterr().out)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0
    return capsys.readouterr().out


def test_gaps_for_each_department_and_as_a_file(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asked(capsys, "gaps", desk, "small", *ON)
    assert [(page["name"], [gap["code"] for gap in page["gaps"]]) for page in found["pages"]] == [
        ("党政办", ["1"]),
        ("未落实责任单位", ["2"]),
    ]
    assert found["pages"][0]["gaps"][0]["by"] == "2026-12-31"
    only = asked(capsys, "gaps", desk, "small", "--by", "owner", "--only", "王红", *ON)
    assert [page["name"] for page in only["pages"]] == ["王红"]
    target = tmp_path / "缺口.xlsx"
    assert asked(capsys, "gaps", desk, "small", "--out", str(target), *ON)["file"] == str(target)
    assert openpyxl.load_workbook(target).sheetnames == ["总表", "党政办", "未落实责任单位"]
    assert "学习：" in told(capsys, "gaps", desk, "small", *ON)


def test_gains_and_another_day(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "gains", desk, "small", *ON)
    assert [(one["code"], one["points"], one["keeps"]) for one in found["gains"]] == [
        ("1", 3, False),
        ("2", 2, True),
    ]
    said = told(capsys, "gains", desk, "small", *ON)
    assert "+3 分　1 学习" in said and "保 2 分　2 讲堂" in said
    then = asked(capsys, "simulate", desk, "small", "--at", "2027-01-01", *ON)
    assert then["on"] == "2026-11-21" and then["at"] == "2027-01-01"


@pytest.mark.usefixtures("qapp")
def test_the_self_assessment_as_a_file(desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "自评.xlsx"
    made = asked(capsys, "self-assessment", desk, "small", str(target), *ON)
    assert made == {"file": str(target), "indicators": 2}
    assert (
        asked(capsys, "self-assessment", desk, "small", str(target), *ON, code=3)["error"]["kind"] == "exists"
    )
    with Workspace.open(Path(desk)) as ws:
        one = handing_in.hand_in(ws, "small", date(2026, 11, 21), recipient="市文明办")
    paper = tmp_path / "报送.pdf"
    asked(capsys, "self-assessment", desk, "小标准", str(paper), "--handed", one.id)
    assert paper.read_bytes().startswith(b"%PDF")
    wrong = asked(capsys, "self-assessment", desk, "province_unit", str(paper), "--handed", one.id, code=2)
    assert "小标准" in wrong["error"]["message"]
