"""改规则: the sentence follows what is typed, usual rules are taken, and nothing is saved before 保存."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from civdesk.desk import history, standards
from civdesk.domain.rules import Need
from civdesk.gui.context import Desk
from civdesk.gui.indicators.rules_dialog import RulesDialog

KEY, STUDY, SHARE = "province_unit", "三-1", "四-3"


def _rules(desk: Desk, code: str) -> list[dict[str, object]]:
    return [dict(one.data) for one in standards.standard(desk.ws, KEY).indicator(code).rules]


def _dialog(desk: Desk, qtbot: QtBot, code: str = STUDY) -> RulesDialog:
    dialog = RulesDialog(desk, KEY, code)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_sentence_follows_and_undo_brings_the_old_rule_back(desk: Desk, qtbot: QtBot) -> None:
    before = _rules(desk, STUDY)
    dialog = _dialog(desk, qtbot)
    said: list[str] = []
    dialog.said.connect(lambda text, _action: said.append(text))
    assert dialog.editor.sentence.text() == "集体学习：每年至少 6 次"
    dialog.editor.amount.setFocus()
    dialog.editor.amount.selectAll()
    qtbot.keyClicks(dialog.editor.amount, "12")
    assert dialog.editor.sentence.text() == "集体学习：每年至少 12 次"
    assert dialog.list.listed.rows[0].title == "集体学习：每年至少 12 次"
    assert _rules(desk, STUDY) == before
    dialog.save()
    assert _rules(desk, STUDY)[0]["at_least"] == 12
    assert _rules(desk, STUDY)[1] == before[1]
    assert "已保存" in said[0]
    history.undo(desk.ws)
    assert _rules(desk, STUDY) == before


def test_what_does_not_make_a_rule_is_said_and_not_saved(desk: Desk, qtbot: QtBot) -> None:
    before = _rules(desk, STUDY)
    dialog = _dialog(desk, qtbot)
    dialog.editor.amount.clear()
    dialog.editor.amount.insert("好多")
    assert "不是数" in dialog.editor.problem.text()
    assert dialog.editor.problem.isVisible()
    dialog.save()
    assert dialog.isVisible()
    assert "还没写完" in dialog.told.text()
    assert _rules(desk, STUDY) == before


def test_of_a_share_only_its_number_changes(desk: Desk, qtbot: QtBot) -> None:
    before = _rules(desk, SHARE)
    dialog = _dialog(desk, qtbot, SHARE)
    assert not dialog.editor.ledger.isVisible()
    assert dialog.editor.note.isVisible()
    dialog.editor.amount.clear()
    qtbot.keyClicks(dialog.editor.amount, "90%")
    dialog.save()
    assert _rules(desk, SHARE)[0] == {**before[0], "at_least": "90%"}
    rule = standards.standard(desk.ws, KEY).indicator(SHARE).rules[0].rule
    assert isinstance(rule.need, Need)
    assert rule.need.percent


def test_a_usual_rule_is_taken(desk: Desk, qtbot: QtBot) -> None:
    dialog = _dialog(desk, qtbot)
    dialog.offer()
    dialog.offered.text.insert("道德讲堂 每月")
    assert dialog.offered.list.listed.rows
    taken = dialog.offered.list.listed.rows[0].under
    qtbot.keyClick(dialog.offered.text, Qt.Key.Key_Return)
    assert dialog.list.listed.rows[-1].title == taken
    assert len(dialog.rules) == 3
    dialog.save()
    assert len(_rules(desk, STUDY)) == 3


def test_a_new_rule_with_a_condition_and_a_proof(desk: Desk, qtbot: QtBot) -> None:
    dialog = _dialog(desk, qtbot)
    dialog.begin()
    editor = dialog.editor
    editor.ledger.setCurrentIndex(editor.ledger.findData("training"))
    editor.ledger.activated.emit(editor.ledger.currentIndex())
    editor.more.click()
    line = editor.conditions.itemAt(0).widget()
    line.field.setCurrentIndex(line.field.findData("kind"))
    line.values.insert("业务培训")
    editor.more_proofs.click()
    dialog.save()
    assert _rules(desk, STUDY)[-1] == {
        "ledger": "training",
        "where": {"kind": "业务培训"},
        "at_least": 1,
        "per": "year",
        "proofs": {"photo": 1},
    }


def test_changes_are_not_lost_by_one_key(desk: Desk, qtbot: QtBot) -> None:
    dialog = _dialog(desk, qtbot)
    dialog.drop()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "还没保存" in dialog.told.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(_rules(desk, STUDY)) == 2


@pytest.mark.parametrize("code", ["一", "三-3", "四-2"])
def test_nothing_is_changed_by_looking(desk: Desk, qtbot: QtBot, code: str) -> None:
    before = _rules(desk, code)
    dialog = _dialog(desk, qtbot, code)
    for row in range(len(before)):
        dialog.list.setCurrentIndex(dialog.list.model().index(row, 0))
    dialog.save()
    assert _rules(desk, code) == before
