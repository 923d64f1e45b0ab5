"""Surveys: the ledger follows the decisive question, counts are checked, sheets come in or are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from civdesk.desk import assessing, freezing, history, questionnaires, records, surveys
from civdesk.desk.surveys import scale
from civdesk.domain.surveys import Option, Question
from civdesk.errors import Refused, WrongUse
from civdesk.intake.survey_sheet import Choices
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 22)
RAW = {
    "title": "创建知晓率调查",
    "date": "2026-05-20",
    "kind": "知晓率",
    "audience": "本单位职工",
    "method": "随机抽样",
    "issued": "210",
    "returned": "200",
}
ASK = Question("您知道本单位在创建文明单位吗", scale("知晓、不知晓"))


@pytest.fixture
def survey(workspace: Workspace) -> str:
    return surveys.add(workspace, RAW, [ASK], today=TODAY).id


def figures(ws: Workspace, id: str) -> tuple[object, ...]:
    values = records.get(ws, "survey", id).values
    return values["positive"], values["sample"], values["rate"]


def test_the_ledger_follows_the_decisive_question(workspace: Workspace, survey: str) -> None:
    assert figures(workspace, survey) == (None, None, None)
    surveys.count(workspace, survey, "1", {"知晓": 190})
    assert figures(workspace, survey) == (None, None, None), "half counted is not counted"
    surveys.count(workspace, survey, "1", {"不知晓": 6})
    assert figures(workspace, survey) == (190, 196, 9694)
    surveys.change(workspace, survey, {"denominator": "收回份数"}, today=TODAY)
    assert figures(workspace, survey) == (190, 200, 9500)
    report = surveys.survey(workspace, survey)
    assert report.decisive is not None and report.decisive.unanswered == 4
    assert report.decisive.rate is not None and report.decisive.rate.text == "190/200 = 95.0%"
    surveys.change(workspace, survey, {"denominator": "发放份数"}, today=TODAY)
    assert figures(workspace, survey) == (190, 210, 9048)
    assert "您知道" in str(records.get(workspace, "survey", survey).values["questions"])


def test_another_question_decides(workspace: Workspace, survey: str) -> None:
    surveys.count(workspace, survey, "1", {"知晓": 190, "不知晓": 10})
    there = [one.question for one in surveys.survey(workspace, survey).questions]
    other = Question("您能说出内容吗", (Option("能", 150, True), Option("不能", 50)), decisive=True)
    with pytest.raises(WrongUse, match="只能有一道"):
        surveys.save_questions(workspace, survey, [*there, other])
    surveys.save_questions(workspace, survey, [replace(there[0], decisive=False), other])
    assert figures(workspace, survey) == (150, 200, 7500)
    assert history.undo(workspace).title.startswith("修改调查题目")
    assert figures(workspace, survey) == (190, 200, 9500)


def test_what_was_changed_in_the_ledger_is_told(workspace: Workspace, survey: str) -> None:
    surveys.count(workspace, survey, "1", {"知晓": 190, "不知晓": 10})
    records.change(workspace, "survey", survey, {"positive": "200"}, today=TODAY)
    report = surveys.survey(workspace, survey)
    assert report.differs == ("知晓或满意人数：台账里是 200，按题目是 190",)
    surveys.follow(workspace, survey)
    assert surveys.survey(workspace, survey).differs == () and figures(workspace, survey)[0] == 190


def test_counts_beyond_the_sheets_are_refused(workspace: Workspace, survey: str) -> None:
    surveys.count(workspace, survey, "1", {"知晓": 190, "不知晓": 10})
    with pytest.raises(WrongUse, match="有效回答 201 份，比收回的 200 份多 1 份"):
        surveys.count(workspace, survey, "1", {"不知晓": 11})
    with pytest.raises(WrongUse, match="没有“说不清”"):
        surveys.count(workspace, survey, "1", {"说不清": 1})
    with pytest.raises(WrongUse, match="没有“9”这道题"):
        surveys.count(workspace, survey, "9", {"知晓": 1})
    assert figures(workspace, survey) == (190, 200, 9500)


def test_a_survey_without_questions_keeps_what_was_typed(workspace: Workspace) -> None:
    raw = RAW | {"sample": "40", "positive": "39", "rate": "97.5"}
    id = surveys.add(workspace, raw, today=TODAY).id
    surveys.change(workspace, id, {"issued": "41"}, today=TODAY)
    assert figures(workspace, id) == (39, 40, 9750)
    data = surveys.survey_data(surveys.survey(workspace, id))
    assert (data["numerator"], data["denominator"], data["rate"]) == (39, 40, "97.5%")


def test_only_a_random_sample_has_an_interval(workspace: Workspace, survey: str) -> None:
    surveys.count(workspace, survey, "1", {"知晓": 190, "不知晓": 10})
    one = surveys.survey(workspace, survey).questions[0]
    assert one.interval is not None and "没填" not in one.interval.text
    surveys.change(workspace, survey, {"population": "200"}, today=TODAY)
    assert surveys.survey(workspace, survey).questions[0].interval is None, "everybody answered"
    surveys.change(workspace, survey, {"population": "460", "method": "发放问卷"}, today=TODAY)
    assert surveys.survey(workspace, survey).questions[0].interval is None


def test_the_record_counts_for_a_rule_on_surveys(workspace: Workspace, survey: str) -> None:
    surveys.count(workspace, survey, "1", {"知晓": 200, "不知晓": 0})
    standard = {
        "key": "own",
        "title": "自定",
        "version": "1",
        "indicators": [
            {
                "code": "1",
                "title": "知晓率",
                "rules": [
                    {
                        "numerator": {"ledger": "survey", "measure": "sum", "field": "positive",
                                      "where": {"kind": "知晓率", "audience": "本单位职工"}},
                        "denominator": {"ledger": "survey", "measure": "sum", "field": "sample",
                                        "where": {"kind": "知晓率", "audience": "本单位职工"}},
                        "equals": "100%",
                    }
                ],
            }
        ],
    }  # fmt: skip
    assessing.install_standard(workspace, standard, active=True)
    found = assessing.assess(workspace, "own", TODAY)
    assert found.indicator("1").state.value == "met"
    surveys.count(workspace, survey, "1", {"知晓": 199, "不知晓": 1})
    assert assessing.assess(workspace, "own", TODAY).indicator("1").state.value == "short"


def test_a_locked_survey_stays_as_it_was(workspace: Workspace, survey: str) -> None:
    surveys.count(workspace, survey, "1", {"知晓": 190, "不知晓": 10})
    freezing.freeze(workspace, freezing.quarter(2026, 2), reason="已上报")
    one = surveys.survey(workspace, survey).questions[0].question
    with pytest.raises(Refused):
        surveys.save_questions(workspace, survey, [replace(one, title="改过的题目")])
    with pytest.raises(Refused):
        surveys.count(workspace, survey, "1", {"知晓": 189})
    assert surveys.survey(workspace, survey).questions[0].question == one


# --- sheets ------------------------------------------------------------------------------------------


def book(path: Path, *rows: list[object]) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    made.save(path)
    return path


def test_single_sheets_are_counted(workspace: Workspace, survey: str, tmp_path: Path) -> None:
    path = book(
        tmp_path / "答卷.xlsx",
        ["序号", f"1. {ASK.title}", "意见"],
        *([n, "知晓", "好"] for n in range(18)),
        [18, "不知晓", ""],
        [19, "说不清", ""],
        [20, "", "没意见"],
    )
    shown = surveys.preview(workspace, survey, surveys.look(path), Choices())
    assert shown.returned == 21 and shown.left == ("序号", "意见")
    assert [(one.row, one.value, one.reason) for one in shown.rejected] == [(21, "说不清", "没有这个选项")]
    surveys.take(workspace, survey, shown)
    assert figures(workspace, survey) == (18, 19, 9474)
    assert records.get(workspace, "survey", survey).values["returned"] == 21
    assert surveys.survey(workspace, survey).questions[0].unanswered == 2
    history.undo(workspace)
    assert records.get(workspace, "survey", survey).values["returned"] == 200


def test_a_sheet_makes_the_questions(workspace: Workspace, tmp_path: Path) -> None:
    id = surveys.add(workspace, RAW, today=TODAY).id
    path = book(
        tmp_path / "答卷.xlsx",
        ["提交时间", "您满意吗", "从哪里知道的"],
        ["2026-05-01", "满意", "标语;广播"],
        ["2026-05-02", "满意", "广播"],
        ["2026-05-03", "不满意", "标语"],
    )
    sheets = surveys.look(path)
    first = surveys.preview(workspace, id, sheets, Choices())
    assert first.changed == ("您满意吗", "从哪里知道的") and "多选" in first.hints[0]
    choices = Choices(multiple=frozenset({"从哪里知道的"}), favourable=frozenset({"满意"}))
    surveys.take(workspace, id, surveys.preview(workspace, id, sheets, choices))
    one, two = (each.question for each in surveys.survey(workspace, id).questions)
    assert [(o.title, o.number, o.favourable) for o in one.options] == [
        ("满意", 2, True),
        ("不满意", 1, False),
    ]
    assert {o.title: o.number for o in two.options} == {"标语": 2, "广播": 2} and two.answered == 3
    assert figures(workspace, id) == (2, 3, 6667)


def test_a_table_of_counts(workspace: Workspace, survey: str, tmp_path: Path) -> None:
    path = book(
        tmp_path / "统计.xlsx",
        ["创建知晓率调查统计表"],
        ["题目", "选项", "份数"],
        [ASK.title, "知晓", 190],
        [None, "不知晓", "10份"],
        [None, "说不清", 3],
        ["合计", None, 200],
        ["您满意吗", "满意", "一百"],
    )
    shown = surveys.preview(workspace, survey, surveys.look(path), Choices())
    assert [(one.row, one.reason) for one in shown.rejected] == [
        (5, "这道题没有这个选项"), (6, "合计行，不取"), (7, "不是整数"),
    ]  # fmt: skip
    surveys.take(workspace, survey, shown)
    assert figures(workspace, survey) == (190, 200, 9500)


def test_sheets_that_are_none(workspace: Workspace, survey: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="没有找到表头"):
        surveys.look(book(tmp_path / "空.xlsx", ["只有一行", "没有数据"]))
    sheets = surveys.look(book(tmp_path / "别的.xlsx", ["甲", "乙"], ["1", "2"]))
    with pytest.raises(WrongUse, match="没有“丙”这一列"):
        surveys.preview(workspace, survey, sheets, Choices(columns=("丙",)))
    with pytest.raises(WrongUse, match="没有可以取的题目"):
        surveys.take(workspace, survey, surveys.preview(workspace, survey, sheets, Choices()))


def test_the_questionnaire(workspace: Workspace, survey: str, tmp_path: Path) -> None:
    out = questionnaires.write_questionnaire(workspace, survey, tmp_path / "问卷.xlsx", print_pdf=None)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("□ A. 知晓" in text and "□ B. 不知晓" in text for text in texts) and ASK.title in texts
    with pytest.raises(Refused, match="已经存在"):
        questionnaires.write_questionnaire(workspace, survey, out, print_pdf=None)
    empty = surveys.add(workspace, RAW, today=TODAY).id
    with pytest.raises(WrongUse, match="还没有题目"):
        questionnaires.write_questionnaire(workspace, empty, tmp_path / "空.xlsx", print_pdf=None)


def test_what_is_typed_into_the_sheet_comes_in(workspace: Workspace, survey: str, tmp_path: Path) -> None:
    """Two hundred sheets keyed in: written, filled in by letters, imported as they are."""
    asked = surveys.survey(workspace, survey).questions[0].question
    more = Question("从哪里知道的", (Option("会议"), Option("标语"), Option("广播")), multiple=True)
    surveys.save_questions(workspace, survey, [asked, more])
    out = questionnaires.write_entry_sheet(workspace, survey, tmp_path / "录入.xlsx")
    book_ = openpyxl.load_workbook(out)
    sheet = book_.active
    assert sheet is not None
    head = next(row for row in sheet.iter_rows() if row[0].value == "问卷编号")[0].row
    assert sheet.max_row - head == 200, "a row for each that came back"
    for n in range(1, 151):
        for column, text in ((1, f"{n:03}"), (2, "A" if n <= 147 else "b"), (3, "AC" if n % 2 else "")):
            sheet.cell(head + n, column, text)
    book_.save(out)
    shown = surveys.preview(workspace, survey, surveys.look(out), Choices())
    assert shown.rejected == () and shown.left == ("问卷编号",) and shown.returned == 150
    surveys.take(workspace, survey, shown)
    assert figures(workspace, survey) == (147, 150, 9800)
    second = surveys.survey(workspace, survey).questions[1].question
    assert [one.number for one in second.options] == [75, 0, 75] and second.answered == 75


def test_figures_that_cannot_be_computed_any_more_go(workspace: Workspace, survey: str) -> None:
    surveys.count(workspace, survey, "1", {"知晓": 190, "不知晓": 10})
    surveys.count(workspace, survey, "1", {"不知晓": None})
    assert figures(workspace, survey) == (None, None, None), "half of the counts is no rate"
    history.undo(workspace)
    assert figures(workspace, survey) == (190, 200, 9500)
    surveys.change(workspace, survey, {"issued": "", "denominator": "发放份数"}, today=TODAY)
    assert figures(workspace, survey) == (None, None, None)
    # What somebody typed is theirs.
    records.change(workspace, "survey", survey, {"positive": "99", "sample": "100"}, today=TODAY)
    surveys.count(workspace, survey, "1", {"知晓": None})
    assert figures(workspace, survey)[:2] == (99, 100)


def test_more_answers_than_people(workspace: Workspace, survey: str) -> None:
    surveys.count(workspace, survey, "1", {"知晓": 190, "不知晓": 10})
    surveys.change(workspace, survey, {"population": "46"}, today=TODAY)
    assert surveys.survey(workspace, survey).questions[0].faults == ("有效回答 200 份，比总体 46 人还多",)
