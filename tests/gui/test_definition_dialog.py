"""设置台账: what a clerk does to the fields of a ledger, and making a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from civdesk.desk import definitions, history, records
from civdesk.domain.fields import Kind
from civdesk.gui.context import Desk
from civdesk.gui.ledgers.definition_dialog import DefinitionDialog, edit_ledger, new_ledger

Open = Callable[[str], DefinitionDialog]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def opened(desk: Desk, said: list[str], qtbot: QtBot) -> Iterator[Open]:
    """Opens the dialog on a ledger, or on a new one ("")."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def say(text: str, _action: object) -> None:
        said.append(text)

    def show(key: str) -> DefinitionDialog:
        made = edit_ledger(desk, key, window, say) if key else new_ledger(desk, window, say)
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    yield show


def write(line: QLineEdit, text: str) -> None:
    """Replace what stands in a line, as by typing."""
    line.setText(text)
    line.textEdited.emit(text)


def titles(dialog: DefinitionDialog) -> list[str]:
    model = dialog.ui.fields.listed
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def choose(dialog: DefinitionDialog, title: str) -> None:
    dialog.ui.fields.setCurrentIndex(dialog.ui.fields.listed.index(titles(dialog).index(title)))


def shown_problems(dialog: DefinitionDialog) -> list[str]:
    labels = dialog.findChildren(QLabel)
    return [
        one.text() for one in labels if one.property("role") == "problem" and one.isVisible() and one.text()
    ]


def test_names_order_and_eyes_are_one_step(desk: Desk, opened: Open, said: list[str]) -> None:
    before = records.ledger(desk.ws, "moral_lecture")
    dialog = opened("moral_lecture")
    choose(dialog, "主题")
    write(dialog.ui.name, "讲堂主题")
    dialog.ui.fields.setFocus()
    QTest.keyClick(dialog.ui.fields, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    choose(dialog, "地点")
    QTest.keyClick(dialog.ui.fields, Qt.Key.Key_Space)
    assert dialog.ui.hidden.isChecked()
    dialog.ui.saveButton.click()
    after = records.ledger(desk.ws, "moral_lecture")
    assert after.field("title").title == "讲堂主题" and "主题" in after.field("title").synonyms
    assert after.keys.index("title") == before.keys.index("title") - 1
    assert after.field("place").hidden
    assert "栏目“主题”改名为“讲堂主题”" in said[0]
    history.undo(desk.ws)
    assert records.ledger(desk.ws, "moral_lecture") == before


def test_a_new_field_with_choices(desk: Desk, opened: Open) -> None:
    dialog = opened("moral_lecture")
    choose(dialog, "地点")
    dialog.ui.addButton.click()
    assert dialog.ui.name.hasFocus() and dialog.ui.name.selectedText() == "新栏目"
    write(dialog.ui.name, "形式")
    dialog.ui.kind.setCurrentIndex(dialog.ui.kind.findData(Kind.CHOICE))
    assert dialog.ui.choices.isVisible() and not dialog.ui.unit.isVisible()
    assert shown_problems(dialog) == ["“形式”还没有选项，请每行写一个。"]
    dialog.ui.choices.setPlainText("宣讲\n座谈\n")
    assert shown_problems(dialog) == []
    dialog.ui.saveButton.click()
    book = records.ledger(desk.ws, "moral_lecture")
    made = book.fields[book.keys.index("place") + 1]
    assert (made.key, made.title, made.choices) == ("x_xs", "形式", ("宣讲", "座谈"))


def test_a_kind_is_chosen_once(desk: Desk, opened: Open) -> None:
    dialog = opened("moral_lecture")
    choose(dialog, "地点")
    assert not dialog.ui.kind.isEnabled() and "类型定了就不再改" in dialog.ui.kindNote.text()
    assert not dialog.ui.dropButton.isEnabled()
    many = len(titles(dialog))
    dialog.ui.addButton.click()
    assert dialog.ui.kind.isEnabled() and len(titles(dialog)) == many + 1
    dialog.ui.dropButton.click()
    assert len(titles(dialog)) == many
    dialog.ui.saveButton.click()
    assert (
        len(history.history(desk.ws, limit=1)[0].changes) and "moral" not in history.history(desk.ws)[0].title
    )


def test_a_name_that_is_taken_is_said_at_the_field(desk: Desk, opened: Open) -> None:
    dialog = opened("moral_lecture")
    choose(dialog, "地点")
    write(dialog.ui.name, "主题")
    assert dialog.ui.nameProblem.text() == "已经有一栏叫“主题”，请换一个。"
    choose(dialog, "主持人")
    assert dialog.ui.problem.isVisible(), "away from it, it is said below"
    dialog.ui.saveButton.click()
    assert (
        dialog.isVisible()
        and dialog.ui.fields.listed.fields[dialog.ui.fields.currentIndex().row()].title == "主题"
    )
    write(dialog.ui.name, "场地")
    assert shown_problems(dialog) == []


def test_what_records_hold_is_said_when_it_is_saved(desk: Desk, opened: Open) -> None:
    definitions.add_field(desk.ws, "moral_lecture", "形式", Kind.CHOICE, choices=["宣讲", "座谈"])
    raw = {"日期": "2026-07-01", "主题": "甲", "形式": "座谈"}
    records.add(desk.ws, "moral_lecture", raw, today=desk.today())
    dialog = opened("moral_lecture")
    choose(dialog, "形式")
    dialog.ui.choices.setPlainText("宣讲")
    choose(dialog, "主题")
    dialog.ui.saveButton.click()
    assert "有 1 条记录填的是“座谈”" in dialog.ui.choicesProblem.text()
    assert dialog.ui.choices.hasFocus(), "it goes to the field"
    dialog.ui.open.setChecked(True)
    dialog.ui.saveButton.click()
    assert records.ledger(desk.ws, "moral_lecture").field("x_xs").open


def test_dragging_puts_a_field_elsewhere(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("moral_lecture")
    model, before = dialog.ui.fields.listed, titles(dialog)
    choose(dialog, before[0])
    root = QModelIndex()
    assert model.moveRow(root, 0, root, 3)
    qtbot.waitUntil(lambda: titles(dialog)[:3] == [before[1], before[2], before[0]])
    assert dialog.ui.fields.currentIndex().row() == 2, "it stays the chosen one"
    assert not model.moveRow(root, 2, root, 3), "to where it is"
    dialog.ui.upButton.click()
    assert titles(dialog)[:2] == [before[1], before[0]]


def test_a_click_on_the_eye(opened: Open) -> None:
    dialog = opened("moral_lecture")
    view = dialog.ui.fields
    index = view.listed.index(titles(dialog).index("地点"))
    place = view._row.eye(view.visualRect(index)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.draft.field("place").hidden and dialog.ui.name.text() == "地点"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not dialog.draft.field("place").hidden


def test_a_new_ledger(desk: Desk, opened: Open, said: list[str]) -> None:
    dialog = opened("")
    made: list[str] = []
    dialog.made.connect(made.append)
    assert titles(dialog) == ["名称", "日期", "备注"]
    dialog.ui.saveButton.click()
    assert dialog.ui.titleProblem.text() == "台账名称不能为空。" and dialog.ui.title.hasFocus()
    write(dialog.ui.title, "道德讲堂")
    assert "已经有一本《道德讲堂》" in dialog.ui.titleProblem.text()
    write(dialog.ui.title, "食堂检查")
    dialog.ui.group.setEditText("后勤")
    choose(dialog, "名称")
    write(dialog.ui.name, "检查内容")
    dialog.ui.addButton.click()
    dialog.ui.kind.setCurrentIndex(dialog.ui.kind.findData(Kind.AMOUNT))
    write(dialog.ui.name, "得分")
    dialog.ui.unit.setEditText("分")
    dialog.ui.saveButton.click()
    assert made == ["x_stjc"] and said == ["已建立《食堂检查》。"]
    book = records.ledger(desk.ws, "食堂检查")
    assert [(f.key, f.title, f.unit) for f in book.fields][:2] == [
        ("title", "检查内容", ""),
        ("x_df", "得分", "分"),
    ]
    assert (book.group, book.date_field) == ("后勤", "date")
    id = records.add(desk.ws, "食堂检查", {"检查内容": "卫生", "得分": "98.5"}, today=desk.today()).id
    assert records.get(desk.ws, "食堂检查", id).values["x_df"] == 9850


def test_a_new_ledger_like_another_one(desk: Desk, opened: Open) -> None:
    dialog = opened("")
    dialog.ui.start.setCurrentIndex(dialog.ui.start.findData("moral_lecture"))
    dialog.ui.start.activated.emit(dialog.ui.start.currentIndex())
    model = records.ledger(desk.ws, "moral_lecture")
    assert titles(dialog) == [one.title for one in model.fields]
    write(dialog.ui.title, "科室讲堂")
    dialog.ui.saveButton.click()
    made = records.ledger(desk.ws, "科室讲堂")
    assert made.fields == model.fields and made.proofs == model.proofs and made.group == model.group


def test_a_definition_from_a_file(
    desk: Desk, opened: Open, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "定义.toml"
    definitions.new_ledger(desk.ws, "食堂检查", group="后勤")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    dialog = opened("x_stjc")
    dialog.ui.exportButton.click()
    assert file.is_file() and "已导出" in said[-1]
    dialog.reject()
    history.undo(desk.ws)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    again = opened("")
    made: list[str] = []
    again.made.connect(made.append)
    again.ui.importButton.click()
    assert len(made) == 1 and records.ledger(desk.ws, "食堂检查").key == made[0]
    file.write_text("nothing", encoding="utf-8")
    third = opened("")
    third.ui.importButton.click()
    assert third.isVisible() and "不是完好的 TOML" in third.ui.problem.text()


def test_esc_changes_nothing(desk: Desk, opened: Open) -> None:
    before = records.ledger(desk.ws, "moral_lecture")
    dialog = opened("moral_lecture")
    choose(dialog, "地点")
    write(dialog.ui.name, "别的")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert records.ledger(desk.ws, "moral_lecture") == before
