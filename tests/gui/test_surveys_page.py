"""测评 · 调查: counts by keyboard, the rate that follows, samples that stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from civdesk.desk import records, sampling, surveys
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
