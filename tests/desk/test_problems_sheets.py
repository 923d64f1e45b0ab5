"""Problems on paper: 整改通知单 that come back filled, statistics, pages before/after."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from civdesk.desk import evidence, importing, problems_counts, problems_sheets, records
from civdesk.domain.problem_counts import By
from civdesk.errors import WrongUse
from civdesk.gui.printing import write_pdf
from civdesk.intake.sheets import import_sheet
from civdesk.store.workspace import Workspace
from tests.filling import put

# Pages are laid out by Qt, which makes one application for all tests of a process.
pytestmark = pytest.mark.usefixtures("qapp")

ON = date(2026, 11, 22)


@pytest.fixture
def ids(workspace: Workspace, tmp_path: Path) -> list[str]:
    """Three problems of two units, the first with photos before and after."""
    made = put(
        workspace,
        "problem",
        {"title": "烟头未清", "date": "2026-11-01", "place": "大院", "department": "综合股",
         "deadline": "2026-11-16", "finished_on": "2026-11-10", "measures": "清扫"},
        {"title": "广告破损", "date": "2026-11-02", "department": "运输股", "deadline": "2026-11-10"},
        {"title": "通道堆物", "date": "2026-11-03", "department": "综合股", "number": "2026-008"},
    )  # fmt: skip
    for role, colour in (("before", "red"), ("after", "green")):
        path = tmp_path / f"{role}.jpg"
        out = io.BytesIO()
        Image.new("RGB", (1600, 1200), colour).save(out, "JPEG")
        path.write_bytes(out.getvalue())
        evidence.import_files(workspace, [path], record=("problem", made[0]), role=role, today=ON)
    return made


def test_a_notice_for_each_unit_comes_back_by_number(
    workspace: Workspace, ids: list[str], tmp_path: Path
) -> None:
    assert problems_sheets.give_numbers(workspace) == 2
    assert problems_sheets.give_numbers(workspace) == 0
    found = problems_sheets.chosen(workspace, ON, which="open")
    path = tmp_path / "通知单.xlsx"
    assert problems_sheets.write_notices(workspace, found, path, on=ON) == 2
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["1.运输股", "2.综合股"]
    sheet = book["2.综合股"]
    heads = next(row for row in sheet.iter_rows() if row[0].value in ("编号", "问题编号"))
    columns = {cell.value: cell.column for cell in heads}
    row = heads[0].row + 1
    assert sheet.cell(row, columns["编号"]).value == "2026-008"
    sheet.cell(row, columns["整改结果"]).value = "已清理"
    sheet.cell(row, columns["完成日期"]).value = "2026-11-20"
    book.save(path)
    proposed = importing.start(
        workspace, importing.look_into(workspace, path), "problem", importing.Choices()
    )
    assert proposed.choices.key == ("number",), "who clicks through makes no second problem of each"
    report = import_sheet(workspace, path, "problem", sheets=["2.综合股"], key=["number"], today=ON)
    assert (report.imported, report.updated, len(report.rejected)) == (0, 1, 0)
    values = records.get(workspace, "problem", ids[2]).values
    assert (values["result"], values["finished_on"], values["department"]) == (
        "已清理",
        "2026-11-20",
        "综合股",
    )
    with pytest.raises(WrongUse):
        problems_sheets.write_notices(workspace, [], tmp_path / "空.xlsx", on=ON)


def test_numbers_that_begin_anew_each_year_are_told_apart_by_the_day(
    workspace: Workspace, tmp_path: Path
) -> None:
    same = {"title": "烟头未清", "number": "005", "department": "综合股"}
    put(workspace, "problem", {**same, "date": "2025-11-01", "finished_on": "2025-11-03"},
        {**same, "date": "2026-11-01"})  # fmt: skip
    path = tmp_path / "通知单.xlsx"
    problems_sheets.write_notices(workspace, problems_sheets.chosen(workspace, ON, which="open"), path, on=ON)
    view = importing.look_into(workspace, path)
    choices = importing.start(workspace, view, "problem", importing.Choices()).choices
    assert choices.key == ("number", "date")
    report = import_sheet(workspace, path, "problem", choices, today=ON)
    assert (report.imported, len(report.duplicates), report.rejected) == (0, 1, ())


def test_another_list_with_the_same_numbers_is_of_new_problems(
    workspace: Workspace, ids: list[str], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in (["编号", "发现日期", "问题描述"], ["2026-008", "2026-11-20", "另一件事"]):
        book.active.append(line)
    book.save(tmp_path / "问题清单.xlsx")
    view = importing.look_into(workspace, tmp_path / "问题清单.xlsx")
    assert importing.start(workspace, view, "problem", importing.Choices()).choices.key == ()


def test_pages_before_and_after(workspace: Workspace, ids: list[str], tmp_path: Path) -> None:
    found = problems_sheets.chosen(workspace, ON)
    (first,) = [one for one in problems_sheets.pairs(workspace, found) if "烟头" in one.title]
    assert (first.before[0].picture.width, first.before[0].picture.height) == (900, 675), "scaled"
    assert "整改前" in first.before[0].caption
    assert dict(first.facts)["时限和完成"] == "限 2026-11-16，2026-11-10 完成"
    pdf = tmp_path / "对照.pdf"
    assert problems_sheets.write_pages(workspace, found, pdf, on=ON, print_pdf=write_pdf) == 3
    pages = pypdfium2.PdfDocument(pdf)
    assert len(pages) == 2, "two on a page"
    drawn = pages[0].render(scale=1).to_pil().convert("RGB")
    colours = {colour for _, colour in drawn.getcolors(1 << 20) or ()}
    assert any(r > 200 and g < 60 and b < 60 for r, g, b in colours), "the photo before is on it"
    book = tmp_path / "对照.xlsx"
    problems_sheets.write_pages(workspace, found, book, on=ON, print_pdf=None)
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None and len(sheet._images) == 2
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("烟头未清" in text for text in texts) and "整改后：没有照片" in texts
    with pytest.raises(WrongUse, match=r"\.xlsx"):
        problems_sheets.write_pages(workspace, found, tmp_path / "对照.doc", on=ON, print_pdf=None)


def test_what_is_chosen(workspace: Workspace, ids: list[str]) -> None:
    def titles(**asked: str) -> list[str]:
        return [one.title for one in problems_sheets.chosen(workspace, ON, **asked)]  # type: ignore[arg-type]

    assert titles(which="closed") == ["烟头未清"]
    assert titles(which="overdue") == ["广告破损"]
    assert titles(which="open", unit="综合股") == ["通道堆物"]
    with pytest.raises(WrongUse):
        titles(which="坏")


def test_statistics_as_a_sheet_and_a_page(workspace: Workspace, ids: list[str], tmp_path: Path) -> None:
    found = problems_counts.counts(workspace, By.UNIT, on=ON)
    path = tmp_path / "统计.xlsx"
    problems_counts.write(workspace, found, path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in rows if row[0] == "责任单位")
    line = next(row for row in rows if row[0] == "综合股")
    told = dict(zip(heads, line, strict=True))
    assert (told["发现"], told["已完成"], told["按期完成率"]) == (2, 1, "1/1（100.0%）")
    assert next(row for row in rows if row[0] == "合计")[1] == 3
    assert "综合股" in problems_counts.page(workspace, found)
    data = problems_counts.counts_data(found)
    assert data["text"] == (
        "截至2026年11月22日，共发现问题 3 个，已整改完成 1 个，完成率 1/3（33.3%），"
        "按期完成率 1/1（100.0%）；还有 2 个正在整改，其中逾期 1 个。"
    )
    year = problems_counts.counts(workspace, By.UNIT, start=date(2025, 1, 1), end=date(2025, 12, 31), on=ON)
    assert problems_counts.sentence(year) == "截至2026年11月22日，2025年没有发现问题。"
    assert data["total"]["found"] == 3 and data["total"]["in_time_denominator"] == 1
