"""测评: states that follow the ledgers, figures with their division, gaps, the clerk's own judgement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from civdesk.desk import assessing, evidence, records, standards
from civdesk.domain.rules import State
from civdesk.domain.standards import Due
from civdesk.gui.context import Desk
from civdesk.gui.evidence.receiving import Received
from civdesk.gui.indicators.anchors import AnchorsDialog
from civdesk.gui.indicators.indicator_dialog import IndicatorDialog
from civdesk.gui.indicators.outlook import Outlook
from civdesk.gui.indicators.page import IndicatorsPage
from civdesk.gui.indicators.proposals_dialog import ProposalsDialog
from civdesk.gui.indicators.records import COUNTED, NEAR, PROOFS
from civdesk.gui.indicators.rules_dialog import RulesDialog
from civdesk.gui.indicators.tree import REPORT, SUMS, IndicatorTree
from civdesk.gui.main_window import CHECKLISTS, MainWindow
from civdesk.store import proofs

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
    assert "达标" in page.left.ui.sum.text() and page.gaps.gaps
    assert "逾期" in page.left.ui.bar.toolTip()


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
    table = page.records.counted
    title = table.visualRect(table.model().index(0, 1)).center()
    with qtbot.waitSignal(page.open_record) as opened:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=title)
    assert opened.args == ["study", id]


def test_where_nothing_counts_one_goes_to_enter_it(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    place = page.records.tabs.widget(COUNTED).currentWidget()
    assert isinstance(place, QLabel)
    assert "《集体学习》里还没有符合这条要求的记录" in place.text() and "去《集体学习》登记" in place.text()
    with qtbot.waitSignal(page.open_record) as asked:
        place.linkActivated.emit("study")
    assert asked.args == ["study", ""]


def test_a_record_that_nearly_counts_says_what_it_lacks(page: IndicatorsPage, qtbot: QtBot) -> None:
    raw = {"title": "义务植树", "date": "2026-03-12", "department": "综合股", "hours": "20"}
    id = records.add(page.desk.ws, "volunteer_activity", raw, today=page.desk.today()).id
    page.go(STANDARD, "四-3")
    qtbot.waitUntil(lambda: len(page.detail.cards) == 3 and page.found is not None)
    settle(page, qtbot)
    page.detail.choose_rule(page.detail.cards[2].report.id)
    qtbot.waitUntil(lambda: page.records.near.model().rowCount() == 1)
    near = page.records.near
    row = [near.model().index(0, column).data() for column in range(4)]
    assert row == ["义务植树", "缺时长证明", "2026-03-12", "综合股"]
    assert page.records.tabs.currentIndex() == NEAR, "there is nothing that counts to be seen"
    place = near.visualRect(near.model().index(0, 0)).center()
    with qtbot.waitSignal(page.open_record) as opened:
        QTest.mouseClick(near.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["volunteer_activity", id]


def test_a_picture_pasted_on_the_row_mends_it(page: IndicatorsPage, qtbot: QtBot) -> None:
    raw = {"title": "义务植树", "date": "2026-03-12", "department": "综合股", "hours": "20"}
    id = records.add(page.desk.ws, "volunteer_activity", raw, today=page.desk.today()).id
    page.go(STANDARD, "四-3")
    settle(page, qtbot)
    qtbot.waitUntil(lambda: len(page.detail.cards) == 3)
    page.detail.choose_rule(page.detail.cards[2].report.id)
    qtbot.waitUntil(lambda: page.records.near.model().rowCount() == 1)
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    page.records.near.selectRow(0)
    QTest.keyClick(page.records.near, "v", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.records.near.model().rowCount() == 0)
    links = proofs.of_subject(page.desk.ws.reader(), "volunteer_activity", id)
    assert [evidence.roles()[one.role].title for one in links] == ["时长证明"]
    qtbot.waitUntil(lambda: page.records.model.rowCount() == 1)


def test_gaps_say_what_who_and_by_when(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    gap = page.gaps.gaps[0]
    assert "缺 1 次" in gap.text and "牵头" not in gap.text
    assert gap.foot == "党政办　2026-02-28　已逾期 153 天"
    standards.set_indicator(page.desk.ws, STANDARD, "三-1", {"owner": ["王秀红"]})
    qtbot.waitUntil(lambda: page.gaps.gaps[0].foot == "党政办　王秀红　2026-02-28　已逾期 153 天")
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
    assert ui.points.isHidden(), "this standard gives no points"
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


def choose(page: IndicatorsPage, name: str, value: str) -> None:
    box = getattr(page.left.filters, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_filters_and_going_to_what_they_hide(page: IndicatorsPage) -> None:
    left = page.left
    choose(page, "department", "计财股")
    shown = left.tree.codes
    assert "三-4②" in shown and "三" in shown and "三-1" not in shown, "with what stands above it"
    overdue = left.filters.buttons[State.OVERDUE]
    number = int(overdue.text().split()[-1])
    overdue.click()
    leaves = [code for code in left.tree.codes if page.found.indicator(code).leaf]  # type: ignore[union-attr]
    assert set(left.tree.codes) < set(shown)
    assert len(leaves) == number, "the number on the button is what it leaves"
    page.go(STANDARD, "三-1")
    assert left.code == "三-1" and not left.filtered and not overdue.isChecked()


def test_a_department_finds_what_all_departments_are_asked_for(page: IndicatorsPage, qtbot: QtBot) -> None:
    """各股室 in the plan means each of them."""
    standards.set_indicator(page.desk.ws, STANDARD, "三-7", {"lead": [], "support": ["各股室"]})
    add_departments(page.desk, "计财股", "安监股")
    page.refresh(None)
    settle(page, qtbot)
    choose(page, "department", "安监股")
    assert "三-7" in page.left.tree.codes
    assert "配合" in page.left.filters.department.currentText()


def add_departments(desk: Desk, *names: str) -> None:
    for name in names:
        records.add(desk.ws, "department", {"title": name, "kind": "股室"}, today=desk.today())


def test_filters_are_found_by_text_and_kept(page: IndicatorsPage, qtbot: QtBot) -> None:
    left = page.left
    QTest.keyClicks(left.ui.tree, "/")
    left.filters.text.setText("ddjt")  # 道德讲堂
    assert set(left.tree.codes) >= {"三-3", "三-3①", "三-3②"} and "三-1" not in left.tree.codes
    QTest.keyClick(left.filters.text, Qt.Key.Key_Escape)
    assert "三-1" in left.tree.codes
    left.filters.text.setText("没有这种指标")
    assert not left.tree.codes and "没有符合的指标" in left.filters.told.text()
    left.filters.told.linkActivated.emit("clear")
    assert "三-1" in left.tree.codes and not left.filters.text.text()
    choose(page, "department", "计财股")
    page.leave()
    again = IndicatorsPage(page.desk)
    qtbot.addWidget(again)
    again.refresh(None)
    settle(again, qtbot)
    assert again.left.filters.department.currentData() == "计财股"
    assert "计财股" in again.left.filters.told.text(), "what is hidden is said"
    again.deleteLater()


def test_methods_and_people(page: IndicatorsPage, qtbot: QtBot) -> None:
    changes = {"methods": ["实地考察"], "owner": ["王秀红"]}
    standards.set_indicator(page.desk.ws, STANDARD, "三-1", changes)
    box = page.left.filters.method
    qtbot.waitUntil(lambda: box.findData("实地考察") > 0)
    assert box.itemText(box.findData("实地考察")) == "实地考察　1"
    choose(page, "method", "实地考察")
    assert page.left.tree.codes == ["三", "三-1"]
    choose(page, "method", "")
    choose(page, "person", "王秀红")
    assert page.left.tree.codes == ["三", "三-1"]


def test_typing_walks_the_tree(page: IndicatorsPage) -> None:
    page.go(STANDARD, "三-1")
    QTest.keyClicks(page.left.ui.tree, "cydjt")  # 重阳登…: nobody
    page.left.ui.tree._since.invalidate()
    QTest.keyClicks(page.left.ui.tree, "cyds")  # 重阳登山
    assert page.left.code == "三-4②"


def test_as_of_another_day(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.left.filters.on.setDate(QDate(2026, 1, 10))
    qtbot.waitUntil(lambda: page.found is not None and page.found.on == date(2026, 1, 10))
    assert all(report.state.value != "overdue" for report in page.found.indicators)  # type: ignore[union-attr]
    assert "截至 2026-01-10" in page.left.filters.told.text()
    page.left.filters.today_button.click()
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
    action = next(one for one in page.left.shelf.actions() if one.isChecked())
    action.trigger()
    qtbot.waitUntil(lambda: page.places.currentIndex() == 1)
    with qtbot.waitSignal(page.said) as told:
        page.go(STANDARD, "三-1")
    told.args[1].run()
    qtbot.waitUntil(lambda: page.places.currentIndex() == 0)


def test_named_days_of_a_standard(page: IndicatorsPage) -> None:
    page.left.wants_anchors.emit()
    anchors = page.doing.dialog
    assert isinstance(anchors, AnchorsDialog)
    box, edit = anchors.rows["inspection"]
    assert not box.isChecked() and not edit.isEnabled()
    box.setChecked(True)
    edit.setDate(QDate(2026, 9, 15))
    anchors.accept()
    assert assessing.standard(page.desk.ws, STANDARD).anchors == {"inspection": date(2026, 9, 15)}


def test_mending_goes_on_with_the_next_row(page: IndicatorsPage, qtbot: QtBot, tmp_path: Path) -> None:
    """Tab, row and keyboard stay, although what was mended counts now."""
    rule = {"ledger": "study", "at_least": 1, "proofs": {"photo": 1}, "subject": "学习"}
    standards.set_rules(page.desk.ws, STANDARD, "三-2", [rule])
    for day in ("2026-01-10", "2026-02-10", "2026-03-10"):
        study(page.desk, day)
    page.go(STANDARD, "三-2")
    near = page.records.near
    qtbot.waitUntil(lambda: near.model().rowCount() == 3)
    settle(page, qtbot)
    near.setFocus()
    near.selectRow(1)
    paper = tmp_path / "照片.txt"
    paper.write_text("照片", encoding="utf-8")
    near.mend(1, Received([paper]))
    qtbot.waitUntil(lambda: near.model().rowCount() == 2 and page.records.model.rowCount() == 1)
    settle(page, qtbot)
    assert page.records.tabs.currentIndex() == NEAR and near.hasFocus()
    assert near.near[near.currentIndex().row()].date == "2026-03-10"


def test_a_file_dropped_on_the_row_is_asked_for_its_role(
    page: IndicatorsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    """Two kinds of proof are lacking: which one it is, is not guessed."""
    rule = {"ledger": "study", "at_least": 1, "proofs": {"photo": 1, "attendance": 1}, "subject": "学习"}
    standards.set_rules(page.desk.ws, STANDARD, "三-2", [rule])
    id = study(page.desk, "2026-01-10")
    page.go(STANDARD, "三-2")
    near = page.records.near
    qtbot.waitUntil(lambda: near.model().rowCount() == 1)
    paper = tmp_path / "签到表.txt"
    paper.write_text("签到", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    place = QPointF(near.visualRect(near.model().index(0, 0)).center())
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    near.dropEvent(QDropEvent(place, copy, data, left, Qt.KeyboardModifier.NoModifier))
    assert near.menu is not None
    offered = {action.text(): action for action in near.menu.actions()}
    assert set(offered) == {"作为现场照片", "作为签到表"}
    offered["作为签到表"].trigger()
    db = page.desk.ws.reader()
    qtbot.waitUntil(lambda: [one.role for one in proofs.of_subject(db, "study", id)] == ["attendance"])
    near.menu.close()


# --- points ------------------------------------------------------------------------------------------


def test_points_in_the_tree_and_given_by_hand(page: IndicatorsPage, qtbot: QtBot) -> None:
    ws, today = page.desk.ws, page.desk.today()
    standards.set_indicator(ws, STANDARD, "三-4①", {"points": 200})
    standards.set_indicator(ws, STANDARD, "三-4②", {"points": 150})
    qtbot.waitUntil(lambda: page.found is not None and page.found.score is not None)
    sums = page.left.tree.index_of("三-4").data(SUMS)
    assert (sums.got, sums.possible) == (0, 350), "a group shows the sum of what stands below it"
    page.go(STANDARD, "三-4①")
    ui = page.judgement.ui
    ui.state.setCurrentIndex(ui.state.findData("short"))
    ui.points.setText("2.5")
    ui.reason.setText("扫墓只去了一半的人")
    assert not ui.judgeButton.isEnabled() and "0 到 2" in ui.wrong.text(), "more than there are"
    ui.points.setText("1.5")
    ui.judgeButton.click()
    qtbot.waitUntil(lambda: page.left.tree.index_of("三-4").data(SUMS).got == 150)
    assert "给 1.5 分" in page.detail.ui.judged.text()
    assert "得 <b>1.5</b> 分，共 3.5 分" in page.left.ui.sum.text()
    assessing.withdraw(ws, STANDARD, "三-4①", today)
    qtbot.waitUntil(lambda: page.left.tree.index_of("三-4").data(SUMS).got == 0)


# --- what it says, and what to do where nothing is checked ---------------------------------------------


def dialog_of(page: IndicatorsPage) -> IndicatorDialog:
    page.left.ui.tree.setFocus()
    QTest.keyClick(page.left.ui.tree, Qt.Key.Key_F2)
    assert isinstance(page.doing.dialog, IndicatorDialog)
    return page.doing.dialog


def test_an_indicator_is_changed_in_place(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-2")
    dialog = dialog_of(page)
    dialog.lists["owner"].set_text("王秀红、李建国")
    dialog.points.setText("3")
    dialog.way.setCurrentIndex(dialog.way.findData("share"))
    line = dialog.dues.add(Due(""))
    line.phrase.setText("10月底前")
    assert line.told.text() == "2026 年是 10月31日"
    line.phrase.setText("换季前")
    assert "看不出是哪一天" in line.told.text()
    line.day.setText("10-20")
    line.what.setText("学习小结")
    with qtbot.waitSignal(page.said) as told:
        dialog.accept()
    qtbot.waitUntil(lambda: "王\u2060秀\u2060红" in page.detail.ui.facts.text())
    facts = page.detail.ui.facts.text().replace("\u2060", "")
    assert "学习小结 换季前（10月20日）" in facts and "按完成的比例得分" in facts
    told.args[1].run()
    qtbot.waitUntil(lambda: "王\u2060秀\u2060红" not in page.detail.ui.facts.text())


def test_what_cannot_be_read_is_said_in_the_dialog(page: IndicatorsPage) -> None:
    page.go(STANDARD, "三-2")
    dialog = dialog_of(page)
    dialog.points.setText("三")
    dialog.accept()
    assert dialog.isVisible() and "不是分值" in dialog.wrong.text()
    dialog.points.setText("")
    dialog.spans[0].set_text("2026-01-01")
    dialog.accept()
    assert dialog.isVisible() and "两头都要填" in dialog.wrong.text()
    dialog.reject()


def test_an_indicator_without_rules_says_what_to_do_first(page: IndicatorsPage, qtbot: QtBot) -> None:
    standards.set_rules(page.desk.ws, STANDARD, "三-2", [])
    page.go(STANDARD, "三-2")
    qtbot.waitUntil(lambda: not page.detail.ui.start.isHidden())
    settle(page, qtbot)
    assert [button.text() for button in page.detail.starts] == ["从常用规则中选", "自己判断", "添加佐证"]
    page.detail.starts[1].click()
    assert page.judgement.ui.state.hasFocus()
    assert page.records.tabs.currentIndex() == PROOFS


def test_proofs_of_the_indicator_itself(page: IndicatorsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.go(STANDARD, "三-2")
    settle(page, qtbot)
    paper = tmp_path / "学习计划.txt"
    paper.write_text("计划", encoding="utf-8")
    page.records.tabs.setCurrentIndex(PROOFS)
    page.records.proofs.panel.add_files("plan", [paper])
    qtbot.waitUntil(lambda: "方案" in said(page.records.proofs.panel))
    qtbot.waitUntil(lambda: page.records.tabs.tabText(PROOFS).endswith("1"))
    assert page.found is not None
    id = page.found.indicator("三-2").indicator.id
    assert [one.role for one in proofs.of_subject(page.desk.ws.reader(), "indicator", id)] == ["plan"]


# --- one record, several indicators ----------------------------------------------------------------------


def test_where_else_a_record_counts(page: IndicatorsPage, qtbot: QtBot) -> None:
    study(page.desk, "2026-01-10")
    rule = {"ledger": "study", "at_least": 1, "subject": "学习", "unit": "次"}
    standards.set_rules(page.desk.ws, STANDARD, "三-2", [rule])
    page.go(STANDARD, "三-1")
    qtbot.waitUntil(lambda: page.records.model.rowCount() == 1)
    page.records.tabs.setCurrentIndex(COUNTED)
    page.records.counted.selectRow(0)
    qtbot.waitUntil(lambda: not page.records.uses.isHidden())
    assert "这条还用于 1 个指标" in page.records.uses.text() and "三-2" in page.records.uses.text()
    with qtbot.waitSignal(page.open_indicator) as asked:
        page.records.uses.linkActivated.emit(f"{STANDARD}\n三-2")
    assert asked.args == [STANDARD, "三-2"]


def test_a_rule_that_counts_two_ledgers_shows_both(page: IndicatorsPage, qtbot: QtBot) -> None:
    study(page.desk, "2026-02-10")
    raw = {"title": "义务植树", "date": "2026-01-12", "department": "综合股"}
    tree = records.add(page.desk.ws, "volunteer_activity", raw, today=page.desk.today()).id
    rule = {"ledger": "study", "also": [{"ledger": "volunteer_activity"}], "at_least": 2, "subject": "活动"}
    standards.set_rules(page.desk.ws, STANDARD, "三-2", [rule])
    page.go(STANDARD, "三-2")
    qtbot.waitUntil(lambda: page.records.model.rowCount() == 2)
    shown = [[page.records.model.index(row, n).data() for n in range(4)] for row in range(2)]
    assert [row[0] for row in shown] == ["2026-01-12", "2026-02-10"], "by day, whichever ledger"
    assert {row[3] for row in shown} == {"集体学习", "志愿服务活动"}
    with qtbot.waitSignal(page.open_record) as opened:
        page.records.counted.opened.emit(0)
    assert opened.args == ["volunteer_activity", tree]


def test_the_dialogs_of_the_page_open(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    page.detail.ui.rulesButton.click()
    assert isinstance(page.doing.dialog, RulesDialog) and page.doing.dialog.isVisible()
    page.doing.dialog.close()
    page.outlook_button.click()
    outlook = page.doing.dialog
    assert isinstance(outlook, Outlook) and outlook.isVisible()
    settle(page, qtbot)
    outlook.open_indicator.emit(STANDARD, "三-2")
    qtbot.waitUntil(lambda: page.left.code == "三-2")
    outlook.close()


def test_proposals_that_wait_are_told(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    button = page.detail.ui.proposalsButton
    assert button.isHidden()
    ws = page.desk.ws
    id = assessing.standard(ws, STANDARD).indicator("三-1").id
    rule = {"ledger": "study", "at_least": 6, "subject": "学习", "unit": "次"}
    ws.operate(
        "import_standard",
        "导入标准",
        lambda db: db.execute(
            "insert into proposal(id, indicator, position, sentence, definition) values (?, ?, 0, ?, ?)",
            ("p1", id, "全年不少于6次", json.dumps({"rule": rule, "candidates": []})),
        ),
    )
    qtbot.waitUntil(lambda: not button.isHidden())
    assert button.text() == "建议的规则 1 条…"
    button.click()
    assert isinstance(page.doing.dialog, ProposalsDialog)
    page.doing.dialog.close()


def test_tab_goes_through_the_rules_from_top_to_bottom(page: IndicatorsPage, qtbot: QtBot) -> None:
    page.go(STANDARD, "三-1")
    settle(page, qtbot)
    chain, widget = [], page.detail.edit
    while len(chain) < 400:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    places = [
        chain.index(one) for one in (page.detail.ui.rulesButton, *page.detail.cards, page.records.counted)
    ]
    assert places == sorted(places)
