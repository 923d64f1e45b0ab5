"""What is due: the deadlines of standards, own tasks, marks."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import agenda, assessing, history
from civdesk.desk import standards as desk_standards
from civdesk.desk.agenda import Agenda
from civdesk.domain.tasks import Occurrence, TaskState
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace
from tests.filling import LECTURES, STUDIES, on_days

ON = date(2026, 11, 21)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def of(found: Agenda, code: str) -> list[Occurrence]:
    return [occurrence for occurrence in found.occurrences if occurrence.indicator == code]


def test_the_year_s_deadlines_of_the_plan(workspace: Workspace) -> None:
    found = agenda.agenda(workspace, *YEAR, ON)
    days = {(o.deadline.month, o.deadline.day): o.phrase for o in found.occurrences if o.phrase[-1] == "前"}
    assert days[(4, 4)] == "4月4日前"
    assert days[(10, 31)] in ("11月前", "10月底前", "10月31日前")
    (festival,) = of(found, "三-4②")
    assert (festival.task, festival.deadline, festival.lead) == ("重阳登山", date(2026, 10, 9), "计财股")
    (reading,) = of(found, "三-6③")
    assert (reading.phrase, reading.deadline) == ("10月上旬", date(2026, 10, 10))
    deadlines = [occurrence.deadline for occurrence in found.occurrences]
    assert deadlines == sorted(deadlines)


def test_each_bucket_is_an_occurrence_with_its_state(workspace: Workspace) -> None:
    on_days(workspace, "study", STUDIES)
    on_days(workspace, "moral_lecture", LECTURES)
    found = agenda.agenda(workspace, *YEAR, ON)
    pieces = [o for o in of(found, "三-1") if "（" in o.task]
    assert [o.state.value for o in pieces] == ["done", "overdue", "done", "done", "overdue", "pending"]
    assert pieces[1].task == "集体学习（3–4月）"
    (year,) = [o for o in of(found, "三-1") if "（" not in o.task]
    assert (year.state, year.phrase) == (TaskState.DONE, "12月底前")
    assert [o.state.value for code in ("三-3①", "三-3②") for o in of(found, code)] == ["done", "done"]


def test_a_due_phrase_without_a_bucket_is_a_task_too(workspace: Workspace) -> None:
    renewal = of(agenda.agenda(workspace, *YEAR, ON), "二")
    assert [(o.task, o.deadline, o.state.value) for o in renewal] == [
        ("创建氛围：更新户外公益广告", date(2026, 6, 30), "overdue"),
        ("创建氛围：更新户外公益广告", date(2026, 12, 31), "pending"),
    ]


def test_only_what_is_due_between_the_days(workspace: Workspace) -> None:
    found = agenda.agenda(workspace, date(2026, 4, 4), date(2026, 4, 30), ON)
    assert {o.deadline for o in found.occurrences} == {date(2026, 4, 4), date(2026, 4, 30)}
    assert agenda.agenda(workspace, date(2026, 4, 5), date(2026, 4, 29), ON).occurrences == ()
    with pytest.raises(WrongUse, match="早于"):
        agenda.agenda(workspace, date(2026, 4, 5), date(2026, 4, 4), ON)


def test_a_span_over_two_years_has_both(workspace: Workspace) -> None:
    found = agenda.agenda(workspace, date(2026, 12, 1), date(2027, 3, 31), ON)
    assert [o.deadline.isoformat() for o in of(found, "一")] == [
        *("2026-12-10", "2027-03-31", "2027-03-31", "2027-03-31")
    ]


def test_a_term_of_last_year_ends_in_january(workspace: Workspace) -> None:
    rule = {"ledger": "study", "at_least": 1, "per": "term"}
    indicators = [{"code": "1", "title": "a", "rules": [rule]}]
    assessing.install_standard(workspace, {"key": "our_school", "title": "学校", "indicators": indicators})
    found = agenda.agenda(workspace, date(2027, 1, 1), date(2027, 1, 31), ON)
    assert [o.deadline for o in found.occurrences if o.standard == "our_school"] == [date(2027, 1, 31)]


def test_a_standard_laid_aside_makes_no_tasks(workspace: Workspace) -> None:
    desk_standards.set_active(workspace, "province_unit", False)
    assert agenda.agenda(workspace, *YEAR, ON).occurrences == ()


def test_a_mark_makes_an_occurrence_done_from_its_day_on(workspace: Workspace) -> None:
    (plant,) = of(agenda.agenda(workspace, *YEAR, ON), "四-3①")
    assert plant.state is TaskState.OVERDUE
    agenda.mark(workspace, plant.key, plant.deadline, date(2026, 3, 12), "照片在办公室")
    (done,) = of(agenda.agenda(workspace, *YEAR, ON), "四-3①")
    assert (done.state, done.done_on, done.note) == (TaskState.DONE, date(2026, 3, 12), "照片在办公室")
    (before,) = of(agenda.agenda(workspace, *YEAR, date(2026, 3, 11)), "四-3①")
    assert before.state is TaskState.PENDING
    # A mark is about the task; the records that the standard asks for are still not there.
    assert assessing.assess(workspace, "province_unit", ON).indicator("四-3①").state.value == "overdue"
    agenda.unmark(workspace, plant.key, plant.deadline)
    assert of(agenda.agenda(workspace, *YEAR, ON), "四-3①")[0].state is TaskState.OVERDUE


def test_what_the_clerk_judged_settles_its_tasks(workspace: Workspace) -> None:
    assessing.judge(workspace, "province_unit", "三-4②", "not_applicable", "当天抢险", ON)
    assessing.judge(workspace, "province_unit", "三-4①", "met", "已核对", ON)
    found = agenda.agenda(workspace, *YEAR, ON)
    assert of(found, "三-4②")[0].state is TaskState.NOT_APPLICABLE
    assert of(found, "三-4①")[0].state is TaskState.DONE


def test_own_tasks_on_a_day_and_again_and_again(workspace: Workspace) -> None:
    desk_standards.set_active(workspace, "province_unit", False)
    once = agenda.add_task(workspace, "报送节目单", "2026-05-10", on=ON, owner="张三")
    agenda.add_task(workspace, "更换板报", "每季度", on=ON, lead="党政办")
    agenda.add_task(workspace, "半年总结", "6月底前", on=ON)
    found = agenda.agenda(workspace, *YEAR, ON)
    assert [(o.task, o.deadline.month, o.state.value) for o in found.occurrences] == [
        ("更换板报", 3, "overdue"),
        ("报送节目单", 5, "overdue"),
        ("半年总结", 6, "overdue"),
        ("更换板报", 6, "overdue"),
        ("更换板报", 9, "overdue"),
        ("更换板报", 12, "pending"),
    ]
    # What does not recur is of the year in which it was written down.
    later = agenda.agenda(workspace, date(2027, 1, 1), date(2027, 12, 31), ON)
    assert {o.task for o in later.occurrences} == {"更换板报"}
    agenda.mark(workspace, once, date(2026, 5, 10), date(2026, 5, 9))
    agenda.set_task(workspace, once, {"title": "报送节目单和名单"}, on=ON)
    (changed,) = [o for o in agenda.agenda(workspace, *YEAR, ON).occurrences if o.key == once]
    assert (changed.task, changed.state) == ("报送节目单和名单", TaskState.DONE)
    agenda.delete_task(workspace, once)
    assert len(agenda.tasks(workspace)) == 2
    history.undo(workspace)
    assert len(agenda.tasks(workspace)) == 3
    assert once in {o.key for o in agenda.agenda(workspace, *YEAR, ON).occurrences}


@pytest.mark.parametrize("due", ["换季前", "", "2026-02-30", "3月底前；节前"])
def test_a_task_that_names_no_day_is_refused(workspace: Workspace, due: str) -> None:
    with pytest.raises(WrongUse, match="看不出"):
        agenda.add_task(workspace, "检修空调", due, on=ON)
    assert agenda.tasks(workspace) == []


def test_reading_the_agenda_writes_nothing(workspace: Workspace) -> None:
    before = workspace.reader().execute("select count(*) from operation").fetchone()[0]
    agenda.agenda(workspace, *YEAR, ON)
    assert workspace.reader().execute("select count(*) from operation").fetchone()[0] == before
    assert workspace.reader().execute("select count(*) from occurrence").fetchone()[0] == 0
    with Workspace.open(workspace.path, write=False) as reading:
        assert agenda.agenda(reading, *YEAR, ON) == agenda.agenda(workspace, *YEAR, ON)


def test_the_json_has_the_keys_that_others_check(workspace: Workspace) -> None:
    data = agenda.agenda_data(agenda.agenda(workspace, date(2026, 4, 4), date(2026, 4, 4), ON))
    (one,) = data["occurrences"]
    assert {"task", "on", "deadline", "phrase", "state", "lead", "owner"} <= set(one)
    assert (one["task"], one["on"], one["deadline"]) == ("清明缅怀英烈扫墓", "2026-04-04", "2026-04-04")
    assert (one["state"], one["lead"], one["owner"]) == ("overdue", "党政办", "")
