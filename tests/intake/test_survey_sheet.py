"""Survey results in sheets: counts and single answers come to the same, whatever the file."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.domain.surveys import Option, Question
from civdesk.errors import WrongUse
from civdesk.intake.survey_sheet import Choices, Layout, look, preview

ASKED = (
    Question("您知道吗？", (Option("知晓", None, True), Option("不知晓"))),
    Question("从哪里知道的", (Option("标语"), Option("广播"), Option("会议")), multiple=True),
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["知晓", "不知晓", ""]), st.sets(st.sampled_from(["标语", "广播", "会议"]))
        ),
        min_size=2,
        max_size=25,
    ),
    st.sampled_from([";", "；", "、", ",", "，"]),
)
def test_single_sheets_and_their_counts_agree(
    tmp_path: Path, answers: list[tuple[str, set[str]]], mark: str
) -> None:
    path = tmp_path / "答卷.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["编号", "1、您知道吗？", "2、从哪里知道的"])
        for n, (one, several) in enumerate(answers, 1):
            writer.writerow([f"A{n}", one, mark.join(sorted(several))])
    shown = preview(look(path), Choices(), ASKED)
    assert (shown.layout, shown.returned, shown.rejected) == (Layout.ANSWERS, len(answers), ())
    first, second = shown.questions
    assert [o.number for o in first.options] == [
        sum(one == title for one, _ in answers) for title in ("知晓", "不知晓")
    ]
    assert [o.number for o in second.options] == [
        sum(title in several for _, several in answers) for title in ("标语", "广播", "会议")
    ]
    assert second.answered == sum(bool(several) for _, several in answers)
    # The same as a table of counts.
    book = openpyxl.Workbook()
    book.active.append(["题目", "选项", "份数"])  # type: ignore[union-attr]
    for question in shown.questions:
        for option in question.options:
            book.active.append([question.title, option.title, option.number])  # type: ignore[union-attr]
    book.save(tmp_path / "统计.xlsx")
    again = preview(look(tmp_path / "统计.xlsx"), Choices(), ASKED)
    assert again.layout is Layout.COUNTS and again.rejected == ()
    assert [replace(one, answered=None) for one in again.questions] == [
        replace(one, answered=None) for one in shown.questions
    ]


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["您知道吗？", "您知道吗？"], ["知晓", "不知晓"], ["知晓", "不知晓"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "答卷.xlsx")
    shown = preview(look(tmp_path / "答卷.xlsx"), Choices(), ASKED)
    assert shown.left == ("您知道吗？（B 列）",), "the second is not added to the first"
    assert shown.questions[0].valid == 2


def test_an_option_that_stands_twice(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["问题", "答案", "人数"], ["新问题", "是", 3], ["新问题", "是", 4], ["新问题", "否", "约5"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "统计.xlsx")
    shown = preview(look(tmp_path / "统计.xlsx"), Choices(favourable=frozenset({"是"})), ())
    assert [(one.row, one.reason) for one in shown.rejected] == [(3, "这一选项前面已经有了"), (4, "不是整数")]
    assert shown.questions[0].options == (Option("是", 3, True),)
    with pytest.raises(WrongUse, match="没有“第二张”"):
        preview(look(tmp_path / "统计.xlsx"), Choices(sheet="第二张"), ())


# --- as clerks and web forms really write them -----------------------------------------------------


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A title over all, a head of two rows with merged cells, letters, blanks, a row that nobody filled in
    and a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2026年干部职工问卷调查录入表", None, None, None, None])
    sheet.append(["问卷编号", "基本情况", None, "调查题目", None])
    sheet.append([None, "性别", "年龄", "*1. 您知道吗（单选题）", "2.从哪里知道的（多选）？"])
    sheet.append(["A01", "男", "30-40", "A", "ABC"])
    sheet.append(["A02", "女", "30-40", "B. 不知晓", "标语┋广播"])
    sheet.append(["A03", "女", None, "ｂ", "B；C"])
    sheet.append(["A04", "男", "40-50", None, "A、说不清"])
    sheet.append(["A05", "男", "40-50", "AB", "D"])
    sheet.append(["A06", None, None, None, None])
    sheet.append(["合计", None, None, "5", None])
    for area in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "录入.xlsx")
    return tmp_path / "录入.xlsx"


def test_letters_merged_heads_blanks_and_totals(messy: Path) -> None:
    shown = preview(look(messy), Choices(), ASKED)
    first, second = shown.questions
    assert [one.number for one in first.options] == [1, 2]
    assert [one.number for one in second.options] == [2, 3, 2] and second.answered == 3
    assert shown.returned == 6, "the sheet without an answer came back, the total is none"
    assert shown.left == ("问卷编号", "性别", "年龄")
    assert [(one.row, one.value, one.reason) for one in shown.rejected] == [
        (7, "A、说不清", "没有这个选项"), (8, "AB", "单选题选了几项"), (8, "D", "没有这个选项"),
        (10, "合计", "合计行，不取"),
    ]  # fmt: skip
    assert shown.known == {"*1. 您知道吗（单选题）": False, "2.从哪里知道的（多选）？": True}
    assert shown.hints[0].startswith("有 1 行只有编号没有答案")
    assert "“您知道吗？”的答案写的是字母，按选项次序认作：A 知晓、B 不知晓" in shown.hints


def test_letters_without_the_question_are_not_guessed(messy: Path) -> None:
    shown = preview(look(messy), Choices(columns=("2.从哪里知道的（多选）？",)), ())
    assert not any("字母" in hint for hint in shown.hints), "words are among them"
    path = messy.with_name("字母.xlsx")
    book = openpyxl.Workbook()
    for row in (["编号", "您满意吗"], [1, "A"], [2, "B"], [3, "A"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    shown = preview(look(path), Choices(), ())
    assert [(one.title, one.number) for one in shown.questions[0].options] == [("A", 2), ("B", 1)]
    assert "请先加上这道题" in shown.hints[0]


def test_one_question_in_two_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["您知道吗？", "1. 您知道吗"], ["知晓", "不知晓"], ["知晓", "不知晓"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "答卷.xlsx")
    shown = preview(look(tmp_path / "答卷.xlsx"), Choices(), ASKED)
    assert [one.number for one in shown.questions[0].options] == [2, 0]
    assert shown.left == ("1. 您知道吗",) and "同一道题" in shown.hints[0]


def test_a_title_beside_a_unit_is_no_head(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["满意度调查统计表", None, None, None, "单位：份"],
        ["题目", "选项", "份数", "占比", "计入"],
        ["您满意吗", "满意", 190, "95%", "是"],
        [None, "不满意", 10, "5%", ""],
    ):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "统计.xlsx")
    shown = preview(look(tmp_path / "统计.xlsx"), Choices(), ())
    assert shown.layout is Layout.COUNTS
    assert shown.questions[0].options == (Option("满意", 190, True), Option("不满意", 10))
