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
