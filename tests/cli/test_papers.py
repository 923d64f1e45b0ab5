"""attendance and split on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from civdesk.cli.main import run
from civdesk.desk import records
from civdesk.store import evidence, proofs
from civdesk.store.workspace import Workspace
from tests.desk.test_splitting import TODAY, bring, scan


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return dict(json.loads(capsys.readouterr().out))


@pytest.fixture
def closed(workspace: Workspace, tmp_path: Path) -> tuple[str, str, str]:
    """A closed workspace: its path, a moral lecture, a scan of four pages."""
    raw = {"title": "甲", "date": "2026-03-01"}
    record = records.add(workspace, "moral_lecture", raw, today=TODAY).id
    whole = bring(workspace, tmp_path, scan(4))
    workspace.close()
    return str(workspace.path), f"moral_lecture:{record}", whole


def test_split(closed: tuple[str, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    path, record, whole = closed
    wanted = ["split", path, whole, "1-2,4", "--record", record, "--role", "签到表", "--title", "签到"]
    assert run([*wanted, "--json"]) == 0
    answer = said(capsys)
    parts = answer["parts"]
    assert isinstance(parts, list) and [part["pages"] for part in parts] == ["1-2", "4"]
    with Workspace.open(Path(path), write=False) as ws:
        links = proofs.of_subject(ws.reader(), *record.split(":"))
        assert {(link.evidence, link.role) for link in links} == {
            (part["id"], "attendance") for part in parts
        }
        assert evidence.get(ws.reader(), parts[0]["id"]).title == "签到"
    assert run(["split", path, whole, "3-9", "--json"]) == 2
    assert "共 4 页" in str(said(capsys)["error"])
    assert run(["undo", path]) == 0


def test_attendance(closed: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, record, _ = closed
    out = tmp_path / "签到表.xlsx"
    assert (
        run(["attendance", path, record, str(out), "--people", "王秀红、李志强", "--rows", "8", "--json"])
        == 0
    )
    assert said(capsys) == {"file": str(out), "names": 2, "rows": 8}
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert any(cell.value == "李志强" for row in sheet.iter_rows() for cell in row)
    assert run(["attendance", path, record, str(out), "--json"]) == 3
    assert run(["attendance", path, "moral_lecture:没有", str(tmp_path / "x.xlsx"), "--json"]) == 2


def test_a_pdf_needs_no_window(closed: tuple[str, str, str], tmp_path: Path) -> None:
    path, record, _ = closed
    out = tmp_path / "签到表.pdf"
    blind = {key: text for key, text in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "civdesk", "attendance", path, record, str(out), "--rows", "40"],
        capture_output=True,
        text=True,
        check=False,
        env=blind,
    )
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF")


def test_a_picture_is_no_pdf(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "照片.jpg"
    Image.new("RGB", (40, 40)).save(picture)
    photo = bring(workspace, tmp_path, picture.read_bytes(), "照片2.jpg")
    workspace.close()
    assert run(["split", str(workspace.path), photo, "1", "--json"]) == 2
    assert "不是 PDF" in str(said(capsys)["error"])
