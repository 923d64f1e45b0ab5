"""The loop of problems on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from civdesk.cli.main import run
from civdesk.gui.printing import write_pdf
from civdesk.store.workspace import Workspace

# Pages are laid out by Qt, which makes one application for all tests of a process.
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def path(workspace: Workspace) -> str:
    workspace.close()
    return str(workspace.path)


def asked(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    assert run([*words, "--json"], write_pdf) == code
    return dict(json.loads(capsys.readouterr().out))


def test_from_finding_to_accountability(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = asked(capsys, "problem", path, "问题描述=烟头未清", "责任单位=综合股", "--on", "2026-11-01")
    assert (made["number"], made["deadline"]) == ("2026-001", "2026-11-16")

    def do(verb: str, on: str, *more: str, code: int = 0) -> dict[str, Any]:
        return asked(capsys, "problem-do", path, verb, "2026-001", "--on", on, *more, code=code)

    do("assign", "2026-11-02", "--owner", "张三")
    assert "error" in do("close", "2026-11-03", code=2)
    assert "error" in do("fail", "2026-11-03", "--deadline", "2026-11-09", code=2)
    for finished, failed, deadline in (("05", "06", "09"), ("10", "11", "15")):
        assert do("finish", f"2026-11-{finished}", "--text", "已清扫")["states"] == ["closed"]
        more = ("--who", "王五", "--deadline", f"2026-11-{deadline}")
        assert do("fail", f"2026-11-{failed}", *more)["states"] == ["open"]
    found = asked(capsys, "problems", path, "--on", "2026-11-22")
    assert (found["open"], found["overdue"], found["closed"]) == (1, 1, 0)
    assert [one["kind"] for one in found["accountability"]] == ["两次以上整改不力"]
    notice = tmp_path / "通知书.pdf"
    asked(capsys, "problem-account", path, "1", "--out", str(notice), "--on", "2026-11-22")
    assert notice.read_bytes().startswith(b"%PDF")
    assert asked(capsys, "problem-account", path)["proposals"] == []
    kinds = [one["kind"] for one in asked(capsys, "problem-way", path, "2026-001")["steps"]]
    assert kinds[:2] == ["found", "assigned"] and kinds[-1] == "accountable"
    stats = asked(capsys, "problem-stats", path, "--by", "unit", "--on", "2026-11-22")
    assert [(line["title"], line["open"], line["overdue"]) for line in stats["lines"]] == [("综合股", 1, 1)]
    assert "烟头未清" in asked(capsys, "problem-text", path, "--on", "2026-11-22")["text"]


def test_mended_at_once_with_two_photos(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "problem", path, "问题描述=水龙头漏水", "--on", "2026-11-01")
    photos = []
    for word in ("before", "after"):
        out = io.BytesIO()
        Image.new("RGB", (40, 30), "red" if word == "before" else "green").save(out, "JPEG")
        (tmp_path / f"{word}.jpg").write_bytes(out.getvalue())
        photos += [f"--{word}", str(tmp_path / f"{word}.jpg")]
    refused = asked(
        capsys, "problem-do", path, "at-once", "2026-001", *photos[:2], "--on", "2026-11-01", code=2
    )
    assert "整改后" in refused["error"]["message"]
    done = asked(capsys, "problem-do", path, "at-once", "2026-001", *photos[2:], "--on", "2026-11-01")
    assert done["states"] == ["closed"]
    out = tmp_path / "对照.xlsx"
    assert asked(capsys, "problem-pages", path, str(out), "--which", "closed")["problems"] == 1
    assert "error" in asked(capsys, "problem-pages", path, str(out), code=3), "nothing is overwritten"


def test_phases_and_notices(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "phases", path) == {"phases": [], "gate": None}
    asked(capsys, "problem", path, "问题描述=烟头", "所处阶段=自查自纠", "--on", "2026-11-01")
    found = asked(
        capsys,
        "phases",
        path,
        "自查自纠=2026-10-01/2026-11-10",
        "迎检=2026-12-01/2026-12-10",
        "--on",
        "2026-11-22",
    )
    assert len(found["phases"]) == 2
    assert (found["gate"]["passed"], found["gate"]["days"], len(found["gate"]["open"])) == (False, 9, 1)
    assert "error" in asked(capsys, "phases", path, "迎检=2026-12-10/2026-12-01", code=2)
    out = tmp_path / "通知单.xlsx"
    assert asked(capsys, "problem-notices", path, str(out))["problems"] == 1 and out.exists()
