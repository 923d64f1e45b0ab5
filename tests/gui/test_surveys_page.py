"""测评 · 调查: counts by keyboard, the rate that follows, samples that stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from civdesk import resources
from civdesk.desk import assessing, records, sampling, surveys
from civdesk.domain.surveys import Question
from civdesk.gui.context import Desk
from civdesk.gui.surveys.counts import COUNTS, NUMBER
from civdesk.gui.surveys.draw_dialog import DrawDialog
from civdesk.gui.surveys.import_dialog import SurveyImportDialog
from civdesk.gui.surveys.page import SurveysPage
from civdesk.gui.surveys.question_dialog import QuestionDialog
from civdesk.gui.surveys.survey_dialog import SurveyDialog
from civdesk.gui.widgets.typed_cells import TypedCells

RAW = {"title": "知晓率调查", "date": "2026-05-20", "kind": "知晓率", "returned": "200"}


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[SurveysPage]:
    made = SurveysPage(desk)
    made.resize(1300, 800)
    qtbot.addWidget(made)
    made.show()
    made.refresh(None)
    yield made


@pytest.fixture
def counted(desk: Desk, page: SurveysPage) -> str:
    ask = Question("您知道吗", surveys.scale("知晓、不知晓"))
    id = surveys.add(desk.ws, RAW, [ask], today=desk.today()).id
    page.refresh(None)
    return id


def typed(grid: TypedCells, text: str) -> None:
    """Type into the current cell, and Enter."""
    QTest.keyClicks(grid, text[0])
    editor = grid.viewport().findChildren(QLineEdit)[-1]  # the first digit begins
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_an_empty_place_says_what_to_do(page: SurveysPage) -> None:
    page.add()
    dialog = page.dialog
    assert isinstance(dialog, SurveyDialog)
    dialog.accept()
    assert dialog.saved is None and "调查名称" in dialog.wrong.text(), "without a name it stays"
    dialog.title.setText("满意度调查")
    dialog.question.setText("您满意吗")
    dialog.scale.setCurrentText("很满意到不满意")
    dialog.accept()
    assert page.report is not None and page.report.text("title") == "满意度调查"
    assert page.grid.counts.rowCount() == 5


def test_counts_by_keyboard(page: SurveysPage, counted: str, qtbot: QtBot) -> None:
    grid = page.grid
    grid.begin()
    typed(grid, "190")
    assert grid.currentIndex().row() == 2, "Enter goes to the next option"
    typed(grid, "10")
    assert page.figures.figure.text() == "95.0%"
    assert page.figures.told.text() == "知晓率：190/200（按有效回答）"
    assert records.get(page.desk.ws, "survey", counted).values["rate"] == 9500


def test_what_cannot_be_is_said_and_stays_out(page: SurveysPage, counted: str, qtbot: QtBot) -> None:
    model = page.grid.counts
    with qtbot.waitSignal(page.said) as told:
        model.setData(model.index(1, NUMBER), "201")
        model.setData(model.index(2, NUMBER), "0")
    assert "比收回的 200 份多 1 份" in told.args[0]
    with qtbot.waitSignal(page.said) as told:
        model.setData(model.index(1, NUMBER), "很多")
    assert "不是份数" in told.args[0]


def test_the_ticks_say_what_counts(page: SurveysPage, counted: str) -> None:
    surveys.count(page.desk.ws, counted, "1", {"知晓": 150, "不知晓": 50})
    page.refresh(None)
    assert page.figures.figure.text() == "75.0%"
    model = page.grid.counts
    model.setData(model.index(2, COUNTS), Qt.CheckState.Checked.value, int(Qt.ItemDataRole.CheckStateRole))
    assert page.figures.figure.text() == "100.0%"


def test_a_question_is_changed(page: SurveysPage, counted: str, qtbot: QtBot) -> None:
    surveys.count(page.desk.ws, counted, "1", {"知晓": 150, "不知晓": 50})
    page.refresh(None)
    page.grid.setCurrentIndex(page.grid.counts.index(1, 0))
    page.edit_button.click()
    dialog = page.dialog
    assert isinstance(dialog, QuestionDialog)
    dialog.options.item(0, 0).setText("知道")
    dialog.options.item(2, 0).setText("说不清")
    with qtbot.waitSignal(page.said) as told:
        dialog.accept()
    assert page.report is not None
    options = page.report.questions[0].question.options
    assert [(one.title, one.number) for one in options] == [("知道", 150), ("不知晓", 50), ("说不清", None)]
    told.args[1].run()
    qtbot.waitUntil(lambda: not page.desk.runner.jobs)
    page.refresh(None)
    assert page.grid.counts.rowCount() == 3


def test_figures_of_the_ledger(page: SurveysPage, counted: str) -> None:
    surveys.count(page.desk.ws, counted, "1", {"知晓": 150, "不知晓": 40})
    page.refresh(None)
    assert "第 1 题 10 份" in page.figures.note.text()
    page.figures.of.setCurrentText("收回份数")
    page.figures.of.activated.emit(page.figures.of.currentIndex())
    assert page.figures.figure.text() == "75.0%"
    line = page.figures.fields["returned"]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "300")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.figures.figure.text() == "50.0%"


def test_a_sheet_is_seen_before_it_comes_in(
    page: SurveysPage, counted: str, tmp_path: Path, qtbot: QtBot
) -> None:
    book = openpyxl.Workbook()
    for row in (["序号", "您知道吗", "意见"], [1, "知晓", "好"], [2, "不知晓", ""], [3, "也许", ""]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "答卷.xlsx")
    page.import_file(tmp_path / "答卷.xlsx")
    qtbot.waitUntil(lambda: isinstance(page.dialog, SurveyImportDialog))
    dialog = page.dialog
    assert isinstance(dialog, SurveyImportDialog)
    assert "知晓 1、不知晓 1" in dialog.told.text() and "3 份" in dialog.told.text()
    assert dialog.rejected.model().index(0, 3).data() == "没有这个选项"
    dialog.columns.item(1, 1).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.ok.isEnabled()
    dialog.columns.item(1, 1).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(page.said) as told:
        dialog.accept()
    assert told.args[0] == "已导入 1 道题，1 处没有计入"
    assert page.figures.figure.text() == "50.0%"


def test_a_sample_is_drawn_and_stays(page: SurveysPage, desk: Desk, qtbot: QtBot) -> None:
    people = [{"title": f"职工{n}", "status": "在职"} for n in range(20)]
    records.add_many(desk.ws, "staff", people, today=desk.today())
    page.draw_button.click()
    dialog = page.dialog
    assert isinstance(dialog, DrawDialog)
    assert "20 个" in dialog.told.text()
    dialog.size_line.setText("30")
    dialog.accept()
    assert dialog.drawn is None and "抽不出" in dialog.told.text()
    dialog.size_line.setText("25%")
    dialog.accept()
    assert page.sampling is not None and page.names.listed.rowCount() == 5
    with qtbot.waitSignal(page.said) as told:
        page.sample.check_button.click()
    assert "一致" in told.args[0]
    page.sample.reason.setText("抽错了")
    page.sample.void_button.click()
    assert not page.sample.voided.isHidden() and "抽错了" in page.sample.voided.text()
    assert len(sampling.samplings(desk.ws)) == 1


def test_a_sample_is_drawn_for_a_survey(page: SurveysPage, counted: str, desk: Desk) -> None:
    people = [{"title": f"职工{n}", "status": "在职"} for n in range(40)]
    records.add_many(desk.ws, "staff", people, today=desk.today())
    surveys.change(desk.ws, counted, {"method": "随机抽样"}, today=desk.today())
    page.refresh(None)
    assert not page.figures.sampled.isEnabled(), "there is no list to choose from"
    page.draw_button.click()
    dialog = page.dialog
    assert isinstance(dialog, DrawDialog)
    assert dialog.title.text() == "知晓率调查抽样名单" and dialog.use.isChecked()
    dialog.size_line.setText("20")
    dialog.accept()
    assert page.sampling is not None and page.sampling.survey == counted
    assert page.sample.used.accessibleName() == "用于：知晓率调查"
    page.sample.used.click()
    assert page.report is not None and page.figures.fields["population"].text() == "40"
    assert page.figures.sampled.currentText() == "知晓率调查抽样名单（20/40）"
    page.figures.list_button.click()
    assert page.sampling is not None
    page.sample.used.click()
    page.figures.sampled.setCurrentIndex(0)
    page.figures.sampled.activated.emit(0)
    assert sampling.of_survey(desk.ws, counted) is None and page.figures.list_button.isHidden()


def test_from_the_window_to_the_indicator(page: SurveysPage, desk: Desk) -> None:
    """T37, T38, T41: what is typed into the grid is what the rules of 测评 see, to the last questionnaire."""
    offered = {one["key"]: one["rule"] for _, data in resources.tomls("rules") for one in data["offered"]}
    wanted = ("staff_know", "staff_satisfied", "trade_grade")
    indicators = [{"code": key, "title": key, "rules": [offered[key]]} for key in wanted]
    standard = {"key": "own", "title": "自定", "version": "1", "indicators": indicators}
    assessing.install_standard(desk.ws, standard, active=True)

    def states() -> list[str]:
        found = assessing.assess(desk.ws, "own", desk.today())
        return [found.indicator(key).state.value for key in wanted]

    def survey(kind: str, good: str, bad: str, scale: str) -> None:
        page.add()
        dialog = page.dialog
        assert isinstance(dialog, SurveyDialog)
        dialog.title.setText(f"{kind}调查")
        dialog.kind.setCurrentText(kind)
        dialog.question.setText("您怎么看")
        dialog.scale.setCurrentText(scale)
        dialog.accept()
        page.grid.begin()
        typed(page.grid, good)
        typed(page.grid, bad)

    assert "met" not in states()
    survey("知晓率", "200", "0", "知晓、不知晓")
    survey("职工满意度", "189", "11", "满意、不满意")
    assert states()[:2] == ["met", "short"], "189 of 200 are 94.5 %"
    model = page.grid.counts
    model.setData(model.index(1, NUMBER), "18999")
    model.setData(model.index(2, NUMBER), "1001")
    assert page.figures.figure.text() == "94.995%" and states()[1] == "short"
    model.setData(model.index(1, NUMBER), "19000")
    model.setData(model.index(2, NUMBER), "1000")
    assert page.figures.figure.text() == "95.0%" and states()[1] == "met"
    survey("行风评议", "1", "0", "优秀到较差")
    for grade, state in (("一般", "short"), ("良好", "met"), ("优秀", "met")):
        page.figures.grade.setCurrentIndex(page.figures.grade.findData(grade))
        page.figures.grade.activated.emit(page.figures.grade.currentIndex())
        assert states()[2] == state


def test_the_sheet_to_type_into_is_written(
    page: SurveysPage, counted: str, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "录入表"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(page.said) as told:
        page.paper_button.save_entry()
    assert told.args[0].startswith("已写出") and target.with_name("录入表.xlsx").exists()
