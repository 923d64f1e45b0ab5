"""Rounds on paper: what is printed and filled in comes back the same; what cannot be read is listed."""

from __future__ import annotations

import random
import shutil
import subprocess
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from civdesk.desk import records, rounds, rounds_closing, rounds_sheets
from civdesk.errors import Refused, WrongUse
from civdesk.gui.printing import write_pdf
from civdesk.store.workspace import Workspace

# Pages are laid out by Qt, which makes one application for all tests of a process.
pytestmark = pytest.mark.usefixtures("qapp")

TODAY = date(2026, 11, 20)


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    """Nine departments: two sheets of a form."""
    for n in range(9):
        records.add(workspace, "department", {"title": f"科室{n}", "kind": "股室"}, today=TODAY)
    return workspace


def cells(path: Path, sheet: int = 0) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(path).worksheets[sheet]


def printed(document: pypdfium2.PdfDocument) -> str:
    """The text of the first page; fonts may print a radical for a character that looks the same."""
    return unicodedata.normalize("NFKC", document[0].get_textpage().get_text_range())


@pytest.mark.parametrize("seed", range(4))
def test_a_round_written_and_read_back_is_the_same(ws: Workspace, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    form = chance.choice(["hygiene_monthly", "order_quarterly", "peers", "unannounced"])
    one = rounds.new(ws, form, TODAY, inspectors=["赵明", "王芳"])
    asked = {item.key: item for item in rounds.form(ws, form).items}
    marks = {
        "yes_no": "✓✗—",
        "count": "0123",
        "score": ["100", "87.5", "-3", "—"],
        "text": ["很好", "见附页"],
    }
    for answer in one.answers:
        if chance.random() < 0.8:
            rounds.answer(
                ws, one.id, answer.item, answer.subject, chance.choice(marks[asked[answer.item].how])
            )
        if chance.random() < 0.3 and asked[answer.item].how != "text":
            rounds.note(
                ws, one.id, answer.item, answer.subject, chance.choice(["墙角 2 处", "已提醒\n再看", "x"])
            )
    before = rounds.get(ws, one.id)
    out = tmp_path / "表.xlsx"
    rounds_sheets.write(rounds_sheets.sheet(ws, one.id, on=TODAY), out, print_pdf=None)
    same = rounds_sheets.import_round(ws, out, on=TODAY)
    assert (same.answers, same.rejected, same.skipped, same.operation) == (0, (), (), None)
    rounds.delete(ws, one.id)
    again = rounds_sheets.import_round(ws, out, on=TODAY)
    assert again.new and not again.rejected
    after = rounds.get(ws, again.round)
    assert after.inspectors == before.inspectors and after.starts == before.starts

    def told(of: object) -> list[tuple[object, ...]]:
        return [(a.item, a.subject, a.result, a.score, a.note) for a in of.answers]  # type: ignore[attr-defined]

    assert told(after) == told(before)


def test_a_blank_is_filled_by_hand_and_comes_in_as_one_operation(ws: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "空表.xlsx"
    rounds_sheets.write(rounds_sheets.sheet(ws, form_key="科室卫生日查", on=TODAY), out, print_pdf=None)
    book = openpyxl.load_workbook(out)
    assert len(book.worksheets) == 2, "six subjects a sheet"
    sheet = book.worksheets[0]
    assert sheet.column_dimensions["A"].hidden
    head = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("civdesk"))
    assert [cell.value for cell in head[1:5]] == ["序号", "检查项目", "科室0", "科室1"]
    top = head[0].row
    for n, text in enumerate(("√", "合格", 1, "×  地面有水", "不太好", "是")):
        sheet.cell(top + 1, 4 + n).value = text
    sheet.cell(top + 2, 3).value = "窗明几净（改过字）"
    sheet.cell(top + 2, 4).value = "否"
    date_row = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("日期"))
    date_row.value = "日期：2026年11月18日"
    book.save(out)
    found = rounds_sheets.import_round(ws, out, on=TODAY)
    (wrong,) = found.rejected
    assert wrong[1:4] == (top + 1, 8, "不太好") and "看不出" in wrong[4]
    assert found.answers == 6 and found.new
    assert ["以第一张为准" in why for _, _, why in found.skipped] == [True]
    one = rounds.get(ws, found.round)
    assert one.starts == date(2026, 11, 18) and len(one.subjects) == 9
    results = [one.answer("tidy", f"科室{n}").result for n in range(6)]
    assert results == ["good", "good", "good", "bad", "", "good"]
    assert one.answer("tidy", "科室3").note == "地面有水"
    assert one.answer("windows", "科室0").result == "bad", "the hidden key tells the item, whatever its words"
    assert found.operation is not None
    twice = rounds_sheets.import_round(ws, out, on=TODAY)
    assert (twice.round, twice.new, twice.answers) == (found.round, False, 0), "no sheet counts twice"
    rounds_closing.close(ws, found.round, today=TODAY, rest="none")
    with pytest.raises(WrongUse, match="已经完成"):
        rounds_sheets.import_round(ws, out, on=TODAY)


def test_a_sheet_of_somebody_else_is_read_by_the_titles(ws: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["卫生检查表"],
        ["日期：2026.11.19", None, "检查人：李红、赵明"],
        ["序号", "检查项目", "科室1", "科室2", "备注"],
        [1, "整洁有序", "√", "×", "看过"],
        [2, "窗明几净", "√", None, None],
        [3, "厕所", "√", "√", None],
    ):
        sheet.append(row)
    path = tmp_path / "别人的.xlsx"
    book.save(path)
    with pytest.raises(WrongUse, match="请先选好是哪一张"):
        rounds_sheets.import_round(ws, path, on=TODAY)
    trial = rounds_sheets.import_round(ws, path, on=TODAY, form_key="hygiene_daily", dry_run=True)
    assert trial.answers == 3 and rounds.heads(ws) == []
    found = rounds_sheets.import_round(ws, path, on=TODAY, form_key="hygiene_daily")
    assert [row for _, row, _ in found.skipped] == [6]
    one = rounds.get(ws, found.round)
    assert one.subjects == ("科室1", "科室2") and one.inspectors == ("李红", "赵明")
    assert one.starts == date(2026, 11, 19) and one.answer("tidy", "科室2").result == "bad"


def test_a_sheet_as_people_leave_it(ws: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "空表.xlsx"
    rounds_sheets.write(rounds_sheets.sheet(ws, form_key="科室卫生日查", on=TODAY), out, print_pdf=None)
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    top = next(row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith("civdesk"))
    for n, text in enumerate(("V", "对", "差，窗台有灰", "✕", "○")):
        sheet.cell(top + 1, 4 + n).value = text
    sheet.cell(top, 8).value = "科室 4"  # typed anew with a blank
    sheet.cell(top, 10).value, sheet.cell(top + 1, 10).value = "整改人", "赵明"
    sheet.cell(top + 3, 1).value = None  # the hidden mark went when the row was pasted
    sheet.cell(top + 3, 4).value = "x"
    for column in range(1, 4):
        sheet.cell(top + 5, column).value = sheet.cell(top + 1, column).value
    sheet.cell(top + 5, 4).value = "x"  # the same item once more
    other = book.worksheets[1]
    other.delete_cols(1)  # all marks of the second sheet
    other.cell(next(r[0].row for r in other.iter_rows() if r[0].value == "序号") + 1, 3).value = "√"
    day = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("日期"))
    day.value = "日期：11月18日"
    book.save(out)
    found = rounds_sheets.import_round(ws, out, on=TODAY)
    one = rounds.get(ws, found.round)
    told = {(a.subject, a.item): (a.result, a.note) for a in one.answers if a.result}
    assert told == {
        ("科室0", "tidy"): ("good", ""),
        ("科室1", "tidy"): ("good", ""),
        ("科室2", "tidy"): ("bad", "窗台有灰"),
        ("科室3", "tidy"): ("bad", ""),
        ("科室0", "papers"): ("bad", ""),
        ("科室6", "tidy"): ("good", ""),
    }
    assert one.starts == date(2026, 11, 18) and len(one.subjects) == 9
    assert [(row - top, value) for _, row, _, value, _ in found.rejected] == [(1, "○"), (5, "x")]
    assert any("整改人" in why for _, _, why in found.skipped)


def test_a_day_that_lies_ahead_is_asked_not_guessed(ws: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "空表.xlsx"
    rounds_sheets.write(rounds_sheets.sheet(ws, form_key="科室卫生日查", on=TODAY), out, print_pdf=None)
    book = openpyxl.load_workbook(out)
    for sheet in book.worksheets:
        cells_ = (cell for row in sheet.iter_rows() for cell in row)
        next(cell for cell in cells_ if str(cell.value).startswith("日期")).value = "日期：12.30"
    book.save(out)
    found = rounds_sheets.import_round(ws, out, on=date(2027, 1, 4))
    assert any("看不出日期：12.30" in why for _, _, why in found.skipped)


def test_what_no_sheet_may_do(ws: Workspace, tmp_path: Path) -> None:
    one = rounds.new(ws, "hygiene_daily", TODAY)
    out = tmp_path / "表.xlsx"
    rounds_sheets.write(rounds_sheets.sheet(ws, one.id, on=TODAY), out, print_pdf=None)
    with pytest.raises(Refused):
        rounds_sheets.write(rounds_sheets.sheet(ws, one.id, on=TODAY), out, print_pdf=None)
    with pytest.raises(WrongUse, match=r"只能写成"):
        rounds_sheets.write(rounds_sheets.sheet(ws, one.id, on=TODAY), tmp_path / "表.doc", print_pdf=None)
    rounds_closing.close(ws, one.id, today=TODAY, rest="none")
    with pytest.raises(WrongUse, match="重新填写"):
        rounds_sheets.import_round(ws, out, on=TODAY)
    other = openpyxl.Workbook()
    other.save(tmp_path / "空.xlsx")
    with pytest.raises(WrongUse, match="没有找到检查表的项目"):
        rounds_sheets.import_round(ws, tmp_path / "空.xlsx", on=TODAY, form_key="hygiene_daily")


def test_a_site_brings_its_own_standard(ws: Workspace, tmp_path: Path) -> None:
    site = {"title": "服务大厅", "key_site": "是", "standard": "地面无积水"}
    records.add(ws, "site", site, today=TODAY)
    made = rounds_sheets.sheet(ws, form_key="site_check", on=TODAY)
    out, paper = tmp_path / "点位.xlsx", tmp_path / "点位.pdf"
    rounds_sheets.write(made, out, print_pdf=None)
    text = [str(cell.value) for row in cells(out).iter_rows() for cell in row]
    assert "服务大厅的标准：地面无积水" in text
    rounds_sheets.write(made, paper, print_pdf=write_pdf)
    with pypdfium2.PdfDocument(paper) as document:
        assert "地面无积水" in printed(document)


def test_a_weekly_report_on_paper(ws: Workspace, tmp_path: Path) -> None:
    one = rounds.new(ws, "hygiene_daily", TODAY)
    rounds.answer(ws, one.id, "tidy", "科室4", "✗")
    rounds.fill_good(ws, one.id)
    rounds_closing.close(ws, one.id, today=TODAY)
    week = rounds.new(ws, "hygiene_weekly", TODAY)
    out = tmp_path / "周报.xlsx"
    rounds_sheets.write_report(ws, week.id, out, TODAY)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["检查情况", "科室成绩", "不合格项目"]
    text = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("合格率26/27" in one for one in text) and "科室4" in text and "整洁有序" in text
    paper = tmp_path / "周报.pdf"
    rounds_sheets.write_report(ws, week.id, paper, TODAY, print_pdf=write_pdf)
    with pypdfium2.PdfDocument(paper) as document:
        assert "科室4" in printed(document)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_a_sheet_that_went_through_an_office_program(ws: Workspace, tmp_path: Path) -> None:
    one = rounds.new(ws, "hygiene_daily", TODAY)
    rounds.answer(ws, one.id, "tidy", "科室4", "✗")
    out = tmp_path / "表.xlsx"
    rounds_sheets.write(rounds_sheets.sheet(ws, one.id, on=TODAY), out, print_pdf=None)
    there = tmp_path / "ods"
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(there), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    rounds.answer(ws, one.id, "tidy", "科室4", "✓")
    found = rounds_sheets.import_round(ws, there / "表.ods", on=TODAY)
    assert (found.round, found.answers, found.rejected) == (one.id, 1, ())
    assert rounds.get(ws, one.id).answer("tidy", "科室4").result == "bad"
