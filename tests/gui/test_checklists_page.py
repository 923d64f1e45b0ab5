"""测评: its parts by Alt+1 … Alt+5, kept for the next start, and told only of what they have not seen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from civdesk.desk import records
from civdesk.gui.checklists.page import PARTS, ChecklistsPage
from civdesk.gui.context import Desk
from civdesk.gui.main_window import CHECKLISTS, OVERVIEW, MainWindow


def _page(window: MainWindow, desk: Desk, qtbot: QtBot) -> ChecklistsPage:
    window.ui.tabs.setCurrentIndex(CHECKLISTS)
    page = window.page(CHECKLISTS)
    assert isinstance(page, ChecklistsPage)
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    return page


def test_each_part_opens(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = _page(window, desk, qtbot)
    for n, key in enumerate(PARTS):
        page.bar.setCurrentIndex(n)
        qtbot.waitUntil(lambda: not desk.runner.jobs)
        assert page.current == key
        assert page.stack.currentWidget() is page.part(key)


def test_a_problem_of_the_overview_opens_in_its_loop(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    raw = {"title": "楼道堆放杂物", "date": "2026-07-01", "deadline": "2026-07-10", "department": "办公室"}
    id = records.add(desk.ws, "problem", raw, today=desk.today()).id
    window.ui.tabs.setCurrentIndex(OVERVIEW)
    window.page(OVERVIEW).open_part.emit("problems", id)
    page = window.page(CHECKLISTS)
    assert isinstance(page, ChecklistsPage)
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    assert page.current == "problems"
    problems = page.part("problems")
    qtbot.waitUntil(lambda: "楼道堆放杂物" in problems.detail.title.text())


def test_a_part_sees_what_happened_while_another_was_shown(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = _page(window, desk, qtbot)
    page.go("problems")
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    page.go("surveys")
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    records.add(desk.ws, "problem", {"title": "新问题", "date": "2026-07-30"}, today=desk.today())
    qtbot.waitUntil(lambda: not window.changes.pending)
    page.go("problems")
    problems = page.part("problems")
    qtbot.waitUntil(lambda: problems.found is not None and len(problems.found.problems) == 1)


def test_the_part_is_kept(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = _page(window, desk, qtbot)
    page.go("evaluations")
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    page.leave()
    assert ChecklistsPage(desk).current == "evaluations"
