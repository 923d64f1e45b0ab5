"""测评: states that follow the ledgers, figures with their division, gaps, the clerk's own judgement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from civdesk.desk import assessing, records
from civdesk.gui.context import Desk
from civdesk.gui.indicators.page import IndicatorsPage
from civdesk.gui.indicators.tree import REPORT, IndicatorTree
from civdesk.gui.main_window import CHECKLISTS, MainWindow

STANDARD = "province_unit"


def settle(page: IndicatorsPage, qtbot: QtBot) -> None:
    """Nothing is under way, and what came has been shown."""
    qtbot.waitUntil(lambda: page.found is not None and not page.desk.runner.jobs)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[IndicatorsPage]:
    window.ui.tabs.setCurrentIndex(CHECKLISTS)
    made = window.page(CHECKLISTS).part("indicators")
    assert isinstance(made, IndicatorsPage)
    settle(made, qtbot)
    yield made


def study(desk: Desk, day: str, title: str = "学习贯彻会议精神") -> str:
    raw = {"title": title, "date": day, "department": "党政办"}
    return records.add(desk.ws, "study", raw, today=desk.today()).id


def state_of(page: IndicatorsPage, code: str) -> str:
    return page.left.tree.index_of(code).data(REPORT).state.value


def said(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def test_it_opens_on_the_first_of_what_is_worst(page: IndicatorsPage) -> None:
    assert page.found is not None
    report = page.found.indicator(page.left.code)
    assert report.leaf and report.state.value == "overdue"
    assert page.detail.ui.title.text() == report.title
    assert "逾期" in page.left.ui.sum.text() and page.gaps.gaps


def test_a_state_follows_the_ledger(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    assert state_of(page, "三-1") == "overdue"
    for day in ("2026-01-10", "2026-03-10", "2026-05-10"):
        study(page.desk, day)
    qtbot.waitUntil(lambda: state_of(page, "三-1") == "pending")
    assert page.left.code == "三-1"
    page.detail.choose_rule(page.detail.cards[1].report.id)
    qtbot.waitUntil(lambda: page.records.model.rowCount() == 3)
    strip = page.detail.cards[1].strip
    assert strip is not None
    assert strip.told[0] == "1–2月：已有 1 次，要求至少 1 次，2月28日到期，达标"
    assert strip.told[-1].endswith("12月31日到期，未到期")


def test_a_share_shows_numerator_and_denominator(page: IndicatorsPage, qtbot: QtBot) -> None:
    for n in range(3):
        raw = {"title": f"职工{n}", "status": "在职", "volunteer": "是" if n == 0 else "否"}
        records.add(page.desk.ws, "staff", raw, today=page.desk.today())
    page.go(STANDARD, "四-3")
    qtbot.waitUntil(lambda: any("1/3 = 33.3%" in card.figures.text() for card in page.detail.cards))
    card = next(card for card in page.detail.cards if "1/3" in card.figures.text())
    assert card.figures.text() == "1/3 = 33.3%，要求不低于 30%"
    assert card.report.state.value == "met"


def test_a_record_that_counts_opens(page: IndicatorsPage, qtbot: QtBot) -> None:
    id = study(page.desk, "2026-01-10")
    page.go(STANDARD, "三-1")
    qtbot.waitUntil(lambda: page.records.model.rowCount() == 1)
    page.records.tabs.setCurrentIndex(0)
    page.records.counted.selectRow(0)
    with qtbot.waitSignal(page.open_record) as opened:
        QTest.keyClick(page.records.counted, Qt.Key.Key_Return)
    assert opened.args == ["study", id]


def test_a_record_that_nearly_counts_says_what_it_lacks(page: IndicatorsPage, qtbot: QtBot) -> None:
    raw = {"title": "义务植树", "date": "2026-03-12", "department": "综合股", "hours": "20"}
    id = records.add(page.desk.ws, "volunteer_activity", raw, today=page.desk.today()).id
    page.go(STANDARD, "四-3")
    qtbot.waitUntil(lambda: len(page.detail.cards) == 3 and page.found is not None)
    settle(page, qtbot)
    page.detail.choose_rule(page.detail.cards[2].report.id)
    qtbot.waitUntil(lambda: page.records.near.model().rowCount() == 1)
    row = [page.records.near.model().index(0, column).data() for column in range(4)]
    assert row == ["2026-03-12", "义务植树", "综合股", "缺时长证明"]
    with qtbot.waitSignal(page.open_record) as opened:
        page.records.near.opened.emit(0)
    assert opened.args == ["volunteer_activity", id]


def test_gaps_say_what_who_and_by_when(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    gap = page.gaps.gaps[0]
    assert "缺 1 次" in gap.text and "牵头" not in gap.text
    assert gap.foot == "党政办　2026-02-28　已逾期 153 天"
    page.scope.setCurrentIndex(1)
    page.scope.activated.emit(1)
    codes = {one.code for one in page.gaps.gaps}
    assert len(codes) > 5
    dated = [one.gap.by for one in page.gaps.gaps if one.gap.by]
    assert dated == sorted(dated)
    page.copy_button.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == len(page.gaps.gaps) and copied[0].count("\t") == 2


def test_the_clerk_judges_and_takes_it_back(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-7")
    ui = page.judgement.ui
    assert not ui.judgeButton.isEnabled(), "no judgement without a reason"
    ui.state.setCurrentIndex(ui.state.findData("not_applicable"))
    ui.reason.setText("本年度上级没有部署评选")
    with qtbot.waitSignal(page.said) as told:
        ui.judgeButton.click()
    qtbot.waitUntil(lambda: state_of(page, "三-7") == "not_applicable")
    assert "本年度上级没有部署评选" in page.detail.ui.judged.text()
    assert not ui.withdrawButton.isHidden() and ui.reason.text() == ""
    told.args[1].run()
    qtbot.waitUntil(lambda: state_of(page, "三-7") != "not_applicable")
    assessing.judge(page.desk.ws, STANDARD, "三-7", "met", "已评选", page.desk.today())
    qtbot.waitUntil(lambda: state_of(page, "三-7") == "met")
    ui.withdrawButton.click()
    qtbot.waitUntil(lambda: state_of(page, "三-7") != "met")


def test_filters_and_going_to_what_they_hide(page: IndicatorsPage) -> None:
    left = page.left
    left.ui.lead.setCurrentIndex(left.ui.lead.findData("计财股"))
    left.ui.lead.activated.emit(left.ui.lead.currentIndex())
    shown = left.tree.codes
    assert "三-4②" in shown and "三" in shown and "三-1" not in shown, "with what stands above it"
    left.ui.state.setCurrentIndex(left.ui.state.findData("overdue"))
    left.ui.state.activated.emit(left.ui.state.currentIndex())
    assert set(left.tree.codes) < set(shown)
    page.go(STANDARD, "三-1")
    assert left.code == "三-1" and not left.filtered


def test_as_of_another_day(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.left.ui.on.setDate(QDate(2026, 1, 10))
    qtbot.waitUntil(lambda: page.found is not None and page.found.on == date(2026, 1, 10))
    assert all(report.state.value != "overdue" for report in page.found.indicators)  # type: ignore[union-attr]
    page.left.ui.todayButton.click()
    qtbot.waitUntil(lambda: page.found is not None and page.found.on == page.desk.today())


def test_an_indicator_above_others_leads_to_them(page: IndicatorsPage) -> None:
    page.go(STANDARD, "三-4")
    assert len(page.detail.children_lines) == 2
    page.detail.children_lines[0].opened.emit("三-4①")
    assert page.left.code == "三-4①"


def test_without_an_active_standard_it_says_so(page: IndicatorsPage, qtbot: QtBot) -> None:
    assessing.set_active(page.desk.ws, STANDARD, False)
    qtbot.waitUntil(lambda: page.places.currentIndex() == 1)
    assert "没有启用" in said(page.nothing)
    assessing.set_active(page.desk.ws, STANDARD, True)
    qtbot.waitUntil(lambda: page.places.currentIndex() == 0)


def test_going_there_before_it_was_assessed(window: MainWindow, qtbot: QtBot) -> None:
    window.go(CHECKLISTS, STANDARD, "四-3④")
    made = window.page(CHECKLISTS).part("indicators")
    assert isinstance(made, IndicatorsPage)
    qtbot.waitUntil(lambda: made.left.code == "四-3④")


def test_the_tree_keeps_the_rules_of_qt(desk: Desk) -> None:
    tree = IndicatorTree()
    QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found = assessing.assess(desk.ws, STANDARD, desk.today())
    assert tree.show_assessment(found)
    assert not tree.show_assessment(found), "the same rows are only painted again"
    assert tree.show_assessment(found, lambda report: report.code == "三-4②")
    assert tree.codes == ["三", "三-4", "三-4②"]


def test_a_standard_that_is_laid_aside_is_offered(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.left.ui.menu.menu().aboutToShow.emit()
    action = page.left.ui.menu.menu().actions()[0]
    assert action.isChecked()
    action.trigger()
    qtbot.waitUntil(lambda: page.places.currentIndex() == 1)
    with qtbot.waitSignal(page.said) as told:
        page.go(STANDARD, "三-1")
    told.args[1].run()
    qtbot.waitUntil(lambda: page.places.currentIndex() == 0)


def test_named_days_of_a_standard(page: IndicatorsPage) -> None:
    page.left.wants_anchors.emit()
    assert page.anchors is not None
    box, edit = page.anchors.rows["inspection"]
    assert not box.isChecked() and not edit.isEnabled()
    box.setChecked(True)
    edit.setDate(QDate(2026, 9, 15))
    page.anchors.accept()
    assert assessing.standard(page.desk.ws, STANDARD).anchors == {"inspection": date(2026, 9, 15)}
