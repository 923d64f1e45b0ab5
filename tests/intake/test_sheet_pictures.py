"""Pictures on a sheet become evidence of their row's record, together with the rows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

from civdesk.desk import history, records
from civdesk.intake.sheet_pictures import role_of_header
from civdesk.store import evidence, proofs
from civdesk.store.workspace import Workspace
from tests.intake.handed_in import bring


def picture(colour: str) -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(stream, "JPEG")
    stream.seek(0)
    return stream


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    """Two good rows and a bad one; a picture in a cell, drawn ones, one of them twice, a logo, a stray."""
    path = tmp_path / "整改清单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("清单")
        page.write_row(0, 0, ["问题整改清单"])
        page.write_row(1, 0, ["问题", "发现日期", "整改前照片", "整改后图片", "备注"])
        page.write_row(2, 0, ["烟头", "2026-6-1"])
        page.write_row(3, 0, ["杂物", "2026-6-2"])
        page.write_row(4, 0, ["积水", "2026-6-31"])
        page.embed_image(2, 2, "red.jpg", {"image_data": picture("red")})
        page.insert_image(2, 3, "green.jpg", {"image_data": picture("green")})
        page.insert_image(3, 3, "green.jpg", {"image_data": picture("green")})
        page.insert_image(4, 2, "blue.jpg", {"image_data": picture("blue")})
        page.insert_image(0, 4, "logo.jpg", {"image_data": picture("black")})
        page.insert_image(9, 0, "stray.jpg", {"image_data": picture("white")})
    return path


def linked(ws: Workspace) -> dict[object, set[str]]:
    return {
        one.values["title"]: {proof.role for proof in proofs.of_subject(ws.reader(), "problem", one.id)}
        for one in records.find(ws, "problem")
    }


def test_pictures_come_in_with_their_rows(workspace: Workspace, problems: Path) -> None:
    seen = bring(workspace, problems, "problem", dry_run=True)
    assert (seen.pictures.found, seen.pictures.stored) == (3, 0)
    report = bring(workspace, problems, "problem")
    assert (report.imported, report.unmapped) == (2, ())
    assert (report.pictures.found, report.pictures.stored, report.pictures.linked) == (3, 2, 3)
    assert report.pictures.columns == {"整改前照片": "before", "整改后图片": "after"}
    assert linked(workspace) == {"烟头": {"before", "after"}, "杂物": {"after"}}
    lost = {one.cell: one.reason for one in report.pictures.lost}
    assert lost.keys() == {"C5", "E1", "A10"}
    assert "第5行退回" in lost["C5"]
    assert "表头以上" in lost["E1"]
    names = {one.name for one in evidence.listed(workspace.reader())}
    assert "整改清单 清单 第3行.jpeg" in names


def test_rows_and_pictures_go_back_together(workspace: Workspace, problems: Path) -> None:
    bring(workspace, problems, "problem")
    history.undo(workspace)
    assert records.find(workspace, "problem") == []
    assert evidence.listed(workspace.reader()) == []
    history.redo(workspace)
    assert linked(workspace)["烟头"] == {"before", "after"}
    # What is there already is not stored twice.
    again = bring(workspace, problems, "problem", keep_duplicates=True)
    assert (again.pictures.stored, again.pictures.linked) == (0, 3)


def test_pictures_are_left_where_they_are(workspace: Workspace, problems: Path) -> None:
    report = bring(workspace, problems, "problem", pictures=False)
    assert (report.imported, report.pictures.found, report.pictures.lost) == (2, 0, ())
    assert evidence.listed(workspace.reader()) == []


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("整改前照片", "before"), ("整改后/图片", "after"), ("现场照片", "photo"), ("图片", "photo"),
        ("签到表照片", "attendance"),
        ("备注", "photo"), ("活动方案", "plan"),
    ],
)  # fmt: skip
def test_the_role_that_a_header_names(header: str, role: str) -> None:
    assert role_of_header(header) == role
