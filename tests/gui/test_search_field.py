"""The list under the search field: what stands where, and that the found text can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui import style
from civdesk.gui.main_window import MainWindow
from tests.gui.conftest import TODAY


def search(window: MainWindow, qtbot: QtBot, text: str) -> None:
    window.ui.search.setFocus()
    window.ui.search.setText(text)
    window.ui.search.textEdited.emit(text)
    qtbot.waitUntil(lambda: bool(window.ui.search.results))


def test_a_hit_inside_says_what_stands_there(window: MainWindow, qtbot: QtBot) -> None:
    values = {"date": "2026-04-05", "title": "第三次集体学习", "note": "讨论踏青安排"}
    records.add(window.desk.ws, "study", values, today=TODAY)
    search(window, qtbot, "踏青")
    model = window.ui.search._model
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "2026-04-05 第三次集体学习　集体学习·备注　讨论踏青安排"


@pytest.mark.parametrize("size", [100, 150])
def test_the_found_text_is_never_pushed_out_of_sight(window: MainWindow, qtbot: QtBot, size: int) -> None:
    window.set_text_size(size)
    search(window, qtbot, "贫困村开展")  # stands in no title, under a standard with a long name
    (hit,) = window.ui.search.results
    assert hit.kind == "indicator" and hit.snippet[1] == "贫困村开展"
    list_ = window.ui.search._list
    list_.setCurrentIndex(list_.model().index(-1, 0))
    picture: QImage = list_.grab(list_.visualRect(list_.model().index(0, 0))).toImage()
    mark = style.colour("found").rgb()
    points = [
        x
        for x in range(style.scaled(44), picture.width())
        for y in range(picture.height() // 2, picture.height())
        if picture.pixel(x, y) == mark
    ]
    assert points and max(points) - min(points) > 4 * style.font("small").pixelSize()
