"""Ledgers and fields of one's own from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from civdesk.cli.main import run


@pytest.fixture
def path(template: Path, tmp_path: Path) -> str:
    copy = tmp_path / "w.civdesk"
    copy.write_bytes(template.read_bytes())
    return str(copy)


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_ledger_grows_field_by_field(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = told(capsys, "ledger", path, "new", "食堂检查", "--group", "后勤")
    assert (made["ledger"], made["operation"] is not None) == ("x_stjc", True)
    told(
        capsys,
        "field",
        path,
        "食堂检查",
        "add",
        "结论",
        "--kind",
        "单选",
        "--choices",
        "合格、不合格",
        "--required",
        "是",
    )
    told(capsys, "field", path, "食堂检查", "move", "结论", "1")
    told(capsys, "field", path, "食堂检查", "rename", "名称", "检查内容")
    told(capsys, "field", path, "食堂检查", "hide", "备注")
    told(capsys, "field", path, "食堂检查", "set", "结论", "--choices", "合格、不合格、复查")
    run(["ledgers", path])
    assert "    结论*、检查内容*、日期\n" in capsys.readouterr().out
    told(capsys, "add", path, "食堂检查", "检查内容=卫生", "结论=复查", "备注=看不见")
    run(["records", path, "食堂检查", "--csv"])
    head, row = capsys.readouterr().out.splitlines()
    assert head == "id,结论,检查内容,日期" and row.endswith(",复查,卫生,")
    (record,) = told(capsys, "records", path, "食堂检查")["records"]
    assert record["note"] == "看不见", "programs get all that is there"
    file = tmp_path / "定义.toml"
    told(capsys, "definition", path, "食堂检查", str(file))
    assert told(capsys, "define", path, str(file))["changes"] == []
    told(capsys, "undo", path)
    told(capsys, "ledger", path, "rename", "食堂检查", "食堂")
    hidden = told(capsys, "ledger", path, "hide", "食堂")
    assert hidden["changes"] == ["隐藏台账"]
    run(["ledgers", path])
    assert "后勤·食堂（x_stjc）：0 条，已隐藏" in capsys.readouterr().out


def test_what_cannot_be_done_says_why(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = told(capsys, "field", path, "moral_lecture", "add", "颜色", "--kind", "彩色", code=2)["error"]
    assert "没有“彩色”这种类型" in error["message"]
    error = told(capsys, "field", path, "moral_lecture", "hide", "主题", code=2)["error"]
    assert error == {"kind": "definition", "message": "“主题”是每条记录的名称，不能隐藏。"}
    assert (
        "缺一个值"
        in told(capsys, "field", path, "moral_lecture", "rename", "主题", code=2)["error"]["message"]
    )
    assert (
        "位次"
        in told(capsys, "field", path, "moral_lecture", "move", "主题", "零", code=2)["error"]["message"]
    )
    told(capsys, "define", path, str(tmp_path / "没有.toml"), code=2)


def test_a_current_file_is_left_alone(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "refresh", path)
    assert said == {"ledgers": [], "fields": [], "standards": [], "forms": []}
