"""Registers from the command line: roster, reshuffle, person, rename, groups, filters as of a day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from civdesk.cli.main import run

Said = pytest.CaptureFixture[str]


@pytest.fixture
def path(template: Path, tmp_path: Path) -> str:
    target = tmp_path / "w.civdesk"
    target.write_bytes(template.read_bytes())
    return str(target)


def told(capsys: Said, *arguments: str, code: int = 0) -> dict[str, Any]:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    return dict(json.loads(capsys.readouterr().out))


def test_filters_as_of_a_day(path: str, capsys: Said) -> None:
    for name, status, left in (("甲", "在职", ""), ("乙", "退休", "2026-06-30")):
        told(capsys, "add", path, "staff", f"姓名={name}", f"在职/退休={status}", f"离岗日期={left}")
    before = told(capsys, "records", path, "staff", "--filter", "在职", "--as-of", "2026-06-30")
    assert [one["title"] for one in before["records"]] == ["甲", "乙"] and before["as_of"] == "2026-06-30"
    after = told(capsys, "records", path, "staff", "--filter", "在职", "--on", "2026-07-01")
    assert [one["title"] for one in after["records"]] == ["甲"]
    everyone = told(capsys, "records", path, "staff")
    assert len(everyone["records"]) == 2 and everyone["as_of"] is None
    assert "科级以上" in told(capsys, "records", path, "staff", "--filter", "无", code=2)["error"]["message"]


def test_a_roster_and_a_reshuffle(path: str, capsys: Said, tmp_path: Path) -> None:
    lines = tmp_path / "名单.txt"
    lines.write_text("组长：甲（局长）\n成员：乙", encoding="utf-8")
    made = told(capsys, "reshuffle", path, "创建工作领导小组", str(lines), "--on", "2026-01-10")
    assert made["opened"] == ["甲", "乙"] and made["closed"] == []
    lines.write_text("组长：甲\n成员：丙", encoding="utf-8")
    tried = told(capsys, "reshuffle", path, "创建工作领导小组", str(lines), "--on", "2026-07-10", "--dry-run")
    assert tried["operation"] is None and tried["stayed"] == 1
    told(capsys, "reshuffle", path, "创建工作领导小组", str(lines), "--on", "2026-07-10", "--reason", "调动")
    out = tmp_path / "名单.xlsx"
    made = told(
        capsys, "roster", path, "--group", "创建", "--on", "2026-07-10", "--compare", "2026-07-01",
        "--out", str(out),
    )  # fmt: skip
    assert [(one["name"], one["role"]) for one in made["members"]] == [("甲", "组长"), ("丙", "成员")]
    assert [one["name"] for one in made["compare"]["came"]] == ["丙"]
    assert [one["name"] for one in made["compare"]["left"]] == ["乙"] and out.exists()
    run(["roster", path, "--on", "2026-07-01", "--compare", "2026-07-10"])
    assert "离开 1 人：乙（成员）" in capsys.readouterr().out
    assert told(capsys, "roster", path, "--ledger", "activity", code=2)["error"]
    assert told(capsys, "reshuffle", path, "创建工作领导小组", str(tmp_path / "无"), code=2)["error"]


def test_a_person_groups_and_a_new_name(path: str, capsys: Said) -> None:
    told(capsys, "add", path, "staff", "姓名=甲", "政治面貌=中共党员")
    id = told(capsys, "add", path, "department", "名称=党政办", "类型=股室", "主要负责人=甲")["id"]
    told(capsys, "add", path, "department", "名称=综合股", "类型=股室")
    told(capsys, "add", path, "activity", "活动名称=一", "活动日期=2026-03-01", "配合科室=各股室")
    assert told(capsys, "person", path, "甲")["duties"][0]["title"] == "党政办"
    found = told(capsys, "groups", path, "各科室", "各相关科室")["groups"]
    assert found == {"各科室": ["党政办", "综合股"], "各相关科室": None}
    assert "各股室" in told(capsys, "groups", path)["groups"]
    assert len(told(capsys, "records", path, "activity", "--where", "配合科室=综合股")["records"]) == 1
    tried = told(capsys, "rename", path, f"department:{id}", "办公室", "--dry-run")
    assert tried["operation"] is None and tried["old"] == "党政办"
    done = told(capsys, "rename", path, f"department:{id}", "办公室")
    assert done["operation"] and any(place["title"].startswith("测评标准") for place in done["places"])
    assert told(capsys, "person", path, "甲")["duties"][0]["title"] == "办公室"
    run(["rename", path, f"department:{id}", "党政办", "--only-register"])
    assert "已改名：办公室 → 党政办" in capsys.readouterr().out


def test_what_a_ledger_cannot_tell_of_a_time_is_refused(path: str, capsys: Said) -> None:
    told(capsys, "add", path, "staff", "姓名=甲")
    for arguments, said in (
        (("totals", path, "staff", "--from", "2026-01-01"), "没有日期"),
        (("totals", path, "activity", "--at", "2026-01-01"), "不是有起止日期的名册"),
        (("records", path, "activity", "--as-of", "2026-01-01"), "不是有起止日期的名册"),
    ):
        assert said in told(capsys, *arguments, code=2)["error"]["message"]
    assert told(capsys, "totals", path, "staff", "--at", "2026-01-01")["total"]["count"] == 1


def test_a_field_given_twice_is_wrong_use(path: str, capsys: Said) -> None:
    wrong = told(capsys, "add", path, "staff", "姓名=甲", "姓名=乙", code=2)
    assert "“姓名”写了两次" in wrong["error"]["message"]
