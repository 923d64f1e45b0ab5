"""The commands trash, restore-deleted, freeze, unfreeze, frozen, and who in history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from civdesk.cli.main import run
from civdesk.desk import workspaces
from civdesk.settings import Settings


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    Settings()["operator"] = "李敏"
    path = tmp_path / "w.civdesk"
    workspaces.new(path).close()

    def asked(command: str, *rest: str, code: int = 0) -> Any:
        capsys.readouterr()
        assert run([command, str(path), *rest, "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return asked


def test_the_bin_is_listed_and_emptied_by_restoring(ask: Any) -> None:
    id = ask("add", "study", "学习日期=2026-03-05", "学习内容=党章")["id"]
    assert ask("trash") == {"total": 0, "items": []}
    operation = ask("delete", f"study:{id}")["operation"]
    (item,) = ask("trash", "--ledger", "集体学习", "--text", "党章")["items"]
    assert (item["ledger"], item["id"], item["title"], item["date"]) == ("study", id, "党章", "2026-03-05")
    assert (item["who"], item["operation"]) == ("李敏", operation)
    assert ask("trash", "--kind", "影像")["total"] == 0
    done = ask("restore-deleted", f"study:{id}")
    assert [one["id"] for one in done["restored"]] == [id] and done["refused"] == []
    assert [one["id"] for one in ask("records", "study")["records"]] == [id]
    assert ask("restore-deleted", f"study:{id}", code=2)["error"]["kind"] == "wrong_use"
    ask("undo")
    assert ask("trash")["total"] == 1


def test_a_period_is_locked_listed_and_unlocked(ask: Any) -> None:
    id = ask("add", "study", "学习日期=2026-03-05", "学习内容=党章")["id"]
    made = ask("freeze", "--from", "2026-01-01", "--to", "2026-03-31", "--reason", "已报送")
    assert made["records"] == 1 and made["locks"][0]["title"] == "2026年第一季度"
    error = ask("set", f"study:{id}", "备注=改", code=3)["error"]
    assert error["kind"] == "frozen" and "2026年第一季度" in error["message"]
    assert ask("undo", code=3)["error"]["kind"] == "frozen"
    lock = made["locks"][0]["id"]
    assert ask("unfreeze", lock, "--reason", " ", code=2)["error"]["kind"] == "wrong_use"
    ask("unfreeze", lock, "--reason", "退回补充")
    (kept,) = ask("frozen")["locks"]
    assert (kept["holds"], kept["lift_reason"], kept["lifted_by"]) == (False, "退回补充", "李敏")
    ask("set", f"study:{id}", "备注=改")


def test_periods_and_ledgers_that_cannot_be_locked_are_wrong_use(ask: Any) -> None:
    ask("freeze", "--from", "2026-04-01", "--to", "2026-03-31", "--reason", "x", code=2)
    ask("freeze", "--from", "2026-01-01", "--to", "2026-03-31", "--ledger", "staff", "--reason", "x", code=2)
    ask("unfreeze", "没有", "--reason", "x", code=2)


def test_a_record_in_a_locked_period_stays_in_the_bin(ask: Any) -> None:
    id = ask("add", "study", "学习日期=2026-03-05", "学习内容=党章")["id"]
    ask("delete", f"study:{id}")
    ask("freeze", "--from", "2026-01-01", "--to", "2026-03-31", "--reason", "已报送")
    (refused,) = ask("restore-deleted", f"study:{id}", code=1)["refused"]
    assert refused["id"] == id and "已锁定" in refused["reason"]


def test_history_says_who(ask: Any) -> None:
    id = ask("add", "study", "学习日期=2026-03-05", "学习内容=党章")["id"]
    assert [one["who"] for one in ask("history", f"study:{id}")["operations"]] == ["李敏"]


def test_a_sheet_with_rows_of_a_locked_period_comes_in_in_part(ask: Any, tmp_path: Path) -> None:
    ask("freeze", "--from", "2026-01-01", "--to", "2026-03-31", "--reason", "已报送")
    sheet = tmp_path / "学习.csv"
    sheet.write_text("学习日期,学习内容\n2026-03-05,锁住的\n2026-04-05,可以的\n", encoding="utf-8")
    report = ask("import-sheet", str(sheet), "--ledger", "study", code=1)
    assert report["imported"] == 1
    (row,) = report["rejected"]
    assert (row["row"], row["column"], row["value"]) == (2, "学习日期", "2026-03-05")
    assert "2026年第一季度" in row["reason"]
