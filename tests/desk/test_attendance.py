"""A blank 签到表 out of a record."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from civdesk.desk import attendance, records, workspaces
from civdesk.errors import Refused, WrongUse
from civdesk.gui.printing import write_pdf
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)


@pytest.fixture
def activity(workspace: Workspace) -> str:
    """A volunteer activity of two, in a unit of two departments."""
    workspaces.set_unit(workspace, "青山县交通运输局")
    for name, where, left in (
        ("王秀红", "党政办", ""),
        ("李志强", "党政办", ""),
        ("单晓明", "法规股", ""),
        ("赵前任", "党政办", "2026-01-31"),
    ):
        raw = {"title": name, "department": where, "left_on": left}
        records.add(workspace, "staff", raw, today=TODAY)
    raw = {
        "title": "义务植树",
        "date": "2026-03-12",
        "time": "9:00-11:30",
        "place": "南山公园",
        "department": "党政办",
        "participants": "单晓明、外来人员",
    }
    return records.add(workspace, "volunteer_activity", raw, today=TODAY).id


def test_the_participants_stand_on_it(workspace: Workspace, activity: str) -> None:
    made = attendance.sheet(workspace, "volunteer_activity", activity, today=TODAY)
    assert made.unit == "青山县交通运输局" and made.title == "志愿服务活动签到表"
    assert made.people == (("单晓明", "法规股"), ("外来人员", ""))
    assert made.blanks > 0, "somebody always comes along"
    facts = dict(made.facts)
    assert facts["活动名称"] == "义务植树" and facts["地点"] == "南山公园"
    assert facts["日期"] == "2026年3月12日（星期四）" and "9:00" in facts["时间"]


def test_a_department_on_the_day_of_the_record(workspace: Workspace, activity: str) -> None:
    made = attendance.sheet(workspace, "volunteer_activity", activity, department="党政办", today=TODAY)
    assert [name for name, _ in made.people] == ["王秀红", "李志强"], "who had left by then is not expected"
    with pytest.raises(WrongUse, match="没有“外单位”"):
        attendance.sheet(workspace, "volunteer_activity", activity, department="外单位", today=TODAY)


def test_rows_to_write_on(workspace: Workspace, activity: str) -> None:
    def rows(people: list[str] | None, many: int) -> int:
        made = attendance.sheet(
            workspace, "volunteer_activity", activity, people=people, rows=many, today=TODAY
        )
        return len(made.rows)

    assert rows([], 0) == attendance.ROWS
    assert rows([], 7) == 7
    assert rows(["甲"] * 9, 7) == 9
    assert rows(None, 30) == 30


def test_the_workbook_prints_as_it_should(workspace: Workspace, activity: str, tmp_path: Path) -> None:
    made = attendance.sheet(workspace, "volunteer_activity", activity, rows=60, today=TODAY)
    out = attendance.write(made, tmp_path / "签到表.xlsx", print_pdf=None)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(values) if row[0] == "序号")
    assert values[head] == ["序号", "姓名", "科室", "签名", "备注"]
    assert values[head + 1] == ["1", "单晓明", "法规股", None, None]
    assert len(values) == head + 61
    assert sheet.print_title_rows == f"${head + 1}:${head + 1}", "the head stands on every page"
    assert sheet.page_setup.orientation == "portrait" and sheet.page_setup.paperSize == 9
    assert "青山县交通运输局" in values[0][0]
    with pytest.raises(Refused, match="已经存在"):
        attendance.write(made, out, print_pdf=None)
    with pytest.raises(WrongUse, match=r"\.xlsx 或 \.pdf"):
        attendance.write(made, tmp_path / "签到表.docx", print_pdf=None)


@pytest.mark.parametrize("title", ["<r>甲</r>", "=1+1", "{=1}", "甲\x0b乙", "长" * 300])
def test_odd_titles_stay_text(workspace: Workspace, tmp_path: Path, title: str) -> None:
    raw = {"title": title, "date": "2026-03-12"}
    id = records.add(workspace, "moral_lecture", raw, today=TODAY).id
    made = attendance.sheet(workspace, "moral_lecture", id, today=TODAY)
    out = attendance.write(made, tmp_path / "签到表.xlsx", print_pdf=None)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    said = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert title.replace("\x0b", "") in said


def test_every_page_of_the_pdf_has_the_head_and_its_number(
    workspace: Workspace, activity: str, tmp_path: Path, qapp: object
) -> None:
    made = attendance.sheet(workspace, "volunteer_activity", activity, rows=60, today=TODAY)
    out = attendance.write(made, tmp_path / "签到表.pdf", print_pdf=write_pdf)
    document = pypdfium2.PdfDocument(out)
    texts = []
    for page in document:
        assert [round(length) for length in page.get_size()] == [595, 842]
        words = page.get_textpage()
        texts.append(words.get_text_range())
        words.close()
        page.close()
    document.close()
    assert len(texts) > 1
    for n, text in enumerate(texts, 1):
        # Some characters come back as the radicals they look like (页 as ⻚).
        assert re.search(f"签名.*第{n}.共{len(texts)}.", "".join(text.split()))
    assert "义务植树" in texts[0] and "单晓明" in texts[0]
