"""测评 · 评比: scores by keyboard, prizes within their quotas, results that stand in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from civdesk.desk import evaluations, records
from civdesk.domain.evaluations import Adding, Criterion, Plan, Prize
from civdesk.gui.context import Desk
from civdesk.gui.evaluations.award_dialog import AwardDialog
from civdesk.gui.evaluations.page import EvaluationsPage
from civdesk.gui.evaluations.plan_dialog import PlanDialog
from civdesk.gui.widgets.typed_cells import TypedCells

START, END = date(2026, 7, 1), date(2026, 7, 30)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[EvaluationsPage]:
    made = EvaluationsPage(desk)
    made.resize(1300, 800)
    qtbot.addWidget(made)
    made.show()
    made.refresh(None)
    yield made


@pytest.fixture
def quarter(desk: Desk, page: EvaluationsPage) -> str:
    plan = replace(evaluations.scheme("orderliness").plan, judges=("甲",))
    people = [("党政办", ""), ("综合股", "")]
    id, _ = evaluations.new(desk.ws, "内务评比", plan, people, starts=START, ends=END)
    page.refresh(None)
    return id


def typed(grid: TypedCells, text: str) -> None:
    """Type into the current cell, and Enter."""
    QTest.keyClicks(grid, text[0])
    editor = grid.viewport().findChildren(QLineEdit)[-1]  # the first digit begins
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)


def said(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def test_a_new_one_from_a_scheme(page: EvaluationsPage, desk: Desk) -> None:
    records.add(desk.ws, "department", {"title": "党政办", "kind": "股室"}, today=desk.today())
    page.add()
    dialog = page.dialog
    assert isinstance(dialog, PlanDialog)
    dialog.scheme.setCurrentText("文艺汇演评奖")
    dialog.scheme.activated.emit(dialog.scheme.currentIndex())
    assert dialog.criteria.item(1, 0).text() == "创意水平" and dialog.prizes.item(3, 1).text() == "6"
    dialog.accept()
    assert "名称" in dialog.wrong.text() and not dialog.id
    dialog.title.setText("文艺汇演")
    dialog.accept()
    assert "还没有参评对象" in dialog.wrong.text()
    dialog.people.choose("department")
    dialog.people.take_button.click()
    assert dialog.people.names.toPlainText() == "党政办"
    dialog.criteria.item(0, 1).setText("十分")
    dialog.accept()
    assert "十分" in dialog.wrong.text()
    dialog.criteria.item(0, 1).setText("10")
    dialog.accept()
    assert page.report is not None and page.report.evaluation.title == "文艺汇演"
    assert page.report.evaluation.plan.criteria[0].most == 1000
    assert page.places.currentWidget() is page.nobody, "without judges it says so"


def test_scores_by_keyboard_and_a_result(page: EvaluationsPage, quarter: str, qtbot: QtBot) -> None:
    grid = page.grid
    grid.setCurrentIndex(grid.scores.index(0, 1))
    grid.setFocus()
    for points in ("90", "95.5"):
        typed(grid, points)
    assert page.report is not None and page.report.scored == (2, 2)
    assert "综合股" in said(page.panel) and page.panel.publish_button.isEnabled()
    page.views.setCurrentIndex(1)
    row = [page.standings.index(0, column).data() for column in range(4)]
    assert row == ["1", "综合股", "标兵", "95.5"]
    with qtbot.waitSignal(page.said) as told:
        page.panel.publish_button.click()
    assert "评选表彰" in told.args[0]
    assert "还缺方案、表彰文件" in said(page.panel)
    with qtbot.waitSignal(page.open_record) as opened:
        page.panel.open_record.emit(page.report.evaluation.record)
    assert opened.args == ["selection", page.report.evaluation.record]
    page.panel.reopen_button.click()
    assert page.panel.publish_button.isVisible()


def test_a_tie_is_decided_by_hand(page: EvaluationsPage, quarter: str, qtbot: QtBot) -> None:
    scores = {(name, "甲", "总分"): 9000 for name in ("党政办", "综合股")}
    evaluations.score(page.desk.ws, quarter, scores)
    page.refresh(None)
    assert "并列第 1 名" in page.panel.open_points.text()
    assert not page.panel.publish_button.isEnabled()
    page.award(1)
    dialog = page.dialog
    assert isinstance(dialog, AwardDialog)
    dialog.boxes["标兵"].setChecked(True)
    dialog.accept()
    assert "理由" in dialog.wrong.text()
    dialog.reason.setText("全季无扣分")
    dialog.accept()
    assert page.panel.publish_button.isEnabled()
    page.award(next(n for n, row in enumerate(page.report.rows) if not row.prizes))  # type: ignore[union-attr]
    other = page.dialog
    assert isinstance(other, AwardDialog)
    other.boxes["标兵"].setChecked(True)
    other.reason.setText("也想给")
    other.accept()
    assert "最多 1 名" in other.wrong.text(), "beyond the quota it is refused"
    other.reject()


def test_a_score_beyond_the_highest_is_said(page: EvaluationsPage, quarter: str, qtbot: QtBot) -> None:
    model = page.grid.scores
    with qtbot.waitSignal(page.said) as told:
        model.setData(model.index(0, 1), "九十")
    assert "九十" in told.args[0]
    assert model.index(0, 1).data() == ""


def test_sheets_for_the_judges(page: EvaluationsPage, quarter: str, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.said) as told:
        page.write_sheets(tmp_path)
    assert "1 份评分表" in told.args[0]
    with qtbot.waitSignal(page.said) as told:
        page.read_back(list(tmp_path.glob("*.xlsx")))
    assert told.args[0].startswith("读入 0 个分数")


def test_a_renamed_judge_is_asked_about(page: EvaluationsPage, quarter: str, qtbot: QtBot) -> None:
    scores = {(name, "甲", "总分"): 9000 for name in ("党政办", "综合股")}
    evaluations.score(page.desk.ws, quarter, scores)
    page.refresh(None)
    page.edit()
    dialog = page.dialog
    assert isinstance(dialog, PlanDialog) and not dialog.judges.asked
    dialog.judges.names.setPlainText("贾、乙")
    box = dialog.judges.asked["甲"]
    assert [box.itemText(n) for n in range(box.count())] == [
        "不再是评委，打的分不计", "改名为 贾，打的分跟着走", "改名为 乙，打的分跟着走",
    ]  # fmt: skip
    box.setCurrentIndex(1)
    dialog.accept()
    assert page.report is not None and page.report.scored == (2, 4)
    assert {judge for _, judge, _ in page.report.scores} == {"贾"}
    assert "乙还没有打分" in page.panel.open_points.text()


def test_works_of_a_contest_take_part(page: EvaluationsPage, desk: Desk) -> None:
    for title, contest in (("大合唱", "国庆汇演"), ("快板", "春晚")):
        values = {"title": title, "contest": contest, "date": "2026-06-30", "department": "综合股"}
        records.add(desk.ws, "programme", values, today=desk.today())
    page.add()
    dialog = page.dialog
    assert isinstance(dialog, PlanDialog)
    dialog.scheme.setCurrentText("文艺汇演评奖")
    dialog.scheme.activated.emit(dialog.scheme.currentIndex())
    people = dialog.people
    assert people.source.currentText() == "节目与参赛作品"
    people.part.setCurrentIndex(people.part.findData("国庆汇演"))
    people.take_button.click()
    people.take_button.click()
    assert people.names.toPlainText() == "大合唱" and people.many.text() == "共 1 个"
    assert people.candidates()[0].department == "综合股"
    dialog.reject()


def test_seven_judges_by_keyboard(page: EvaluationsPage, desk: Desk) -> None:
    """Friday: seven judges, two criteria, nobody touches the mouse; one of them is absent."""
    judges = tuple("甲乙丙丁戊己庚")
    plan = Plan((Criterion("学习", 10_000), Criterion("服务", 10_000)), judges, (Prize("文明科室", 1),),
                Adding.TRIMMED)  # fmt: skip
    people = [("党政办", ""), ("综合股", "")]
    id, _ = evaluations.new(desk.ws, "文明科室评定", plan, people, starts=START, ends=END)
    page.refresh(None)
    page.list.choose(id)
    grid = page.grid
    grid.setCurrentIndex(grid.scores.index(0, 1))
    grid.setFocus()
    for n in range(6):
        assert page.judge.currentText() == judges[n]
        for points in (80 + n, 70 + n, 90, 90):
            typed(grid, str(points))
        QTest.keyClick(grid, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.judge.currentText() == "庚" and "庚还没有打分" in page.panel.open_points.text()
    page.edit()
    dialog = page.dialog
    assert isinstance(dialog, PlanDialog)
    dialog.judges.names.setPlainText("、".join(judges[:-1]))
    assert not dialog.judges.asked, "who gave no scores is not asked about"
    dialog.accept()
    assert page.report is not None
    first, second = page.report.rows
    # 171 … 174 without 170 and 175; 161 … 164.
    assert (first.points, second.points) == (17_250, 16_250)
    assert first.prizes == ("文明科室",) and page.panel.publish_button.isEnabled()
