"""A row of widgets that goes on in the next line."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from civdesk.gui.widgets.flow import Flow


def test_a_longer_text_or_another_widget_needs_another_line(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = Flow(box)
    first, second = QLabel("短"), QLabel("也短")
    flow.addWidget(first)
    flow.addWidget(second)
    box.resize(300, 200)
    box.show()
    one_line = flow.heightForWidth(300)
    first.setText("很长的一段文字" * 5)
    assert flow.heightForWidth(300) > one_line
    assert flow.heightForWidth(2000) == one_line
    first.hide()
    assert flow.heightForWidth(300) == one_line
    third = QLabel("再来一段很长的文字" * 4)
    flow.addWidget(third)
    third.show()
    assert flow.heightForWidth(300) > one_line
