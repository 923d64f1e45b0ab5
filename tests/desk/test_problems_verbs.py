"""The loop of a problem: each verb, what it refuses, what it leaves, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from civdesk.desk import freezing, history, problems, records
from civdesk.desk import problems_verbs as verbs
from civdesk.desk.telling import Teller
from civdesk.domain.fields import Value
from civdesk.domain.problems import ProblemState
from civdesk.errors import Refused, WrongUse
from civdesk.store.workspace import Workspace
from tests.filling import prove, put

ON = date(2026, 11, 22)


def found(ws: Workspace, **values: object) -> str:
    record = {"title": "烟头未清", "date": "2026-11-01", "deadline": "2026-11-16", "department": "综合股"}
    return put(ws, "problem", {**record, **values})[0]


def values(ws: Workspace, id: str) -> dict[str, Value]:
    return records.get(ws, "problem", id).values


def state(ws: Workspace, id: str, on: date = ON) -> str:
    return problems.problem(ws, id, on).state.value


def kinds(ws: Workspace, id: str) -> list[str]:
    return [one.kind.value for one in problems.way(ws, id)]


def test_the_whole_loop_with_a_recheck_that_fails(workspace: Workspace) -> None:
    id = found(workspace)
    verbs.assign(workspace, [id], on=date(2026, 11, 2), owner="张三、李四", deadline=date(2026, 11, 10))
    assert values(workspace, id)["owner"] == ["张三", "李四"]
    assert (values(workspace, id)["deadline"], values(workspace, id)["status"]) == ("2026-11-10", "整改中")
    verbs.measure(workspace, id, "划分责任区", on=date(2026, 11, 3))
    verbs.measure(workspace, id, "增设垃圾桶", on=date(2026, 11, 4), penalty="上门劝导")
    assert values(workspace, id)["measures"] == "划分责任区\n增设垃圾桶"
    verbs.finish(workspace, [id], on=date(2026, 11, 8), result="已清扫")
    assert state(workspace, id, date(2026, 11, 7)) == "open" and state(workspace, id) == "closed"
    verbs.recheck(workspace, [id], False, on=date(2026, 11, 9), who="王五", deadline=date(2026, 11, 15))
    assert state(workspace, id, date(2026, 11, 15)) == "open" and state(workspace, id) == "overdue"
    assert (values(workspace, id)["failures"], values(workspace, id)["deadline"]) == (1, "2026-11-15")
    verbs.finish(workspace, [id], on=date(2026, 11, 14), result="彻底清理")
    assert values(workspace, id)["recheck"] is None, "it was of the earlier work"
    assert problems.problem(workspace, id, ON).to_recheck
    verbs.recheck(workspace, [id], True, on=date(2026, 11, 16), who="王五")
    verbs.close(workspace, [id], on=date(2026, 11, 17))
    closed = problems.problem(workspace, id, ON)
    assert (closed.state, closed.to_recheck, closed.written_off) == (ProblemState.CLOSED, False, True)
    assert values(workspace, id)["times"] == 2
    assert kinds(workspace, id) == [
        "found", "assigned", "measure", "measure", "finished", "rechecked", "reopened", "finished",
        "rechecked", "closed",
    ]  # fmt: skip


Verb = Callable[[Workspace, str], object]
REFUSED: list[tuple[str, Verb, dict[str, object]]] = [
    ("早于发现日期", lambda ws, id: verbs.finish(ws, [id], on=date(2026, 10, 31)), {}),
    ("已经整改完成", lambda ws, id: verbs.finish(ws, [id], on=ON), {"finished_on": "2026-11-05"}),
    ("责任单位或责任人", lambda ws, id: verbs.assign(ws, [id], on=ON), {"department": None}),
    ("没有整改时限", lambda ws, id: verbs.assign(ws, [id], on=ON), {"deadline": None}),
    ("早于发现日期", lambda ws, id: verbs.assign(ws, [id], on=ON, deadline=date(2026, 10, 1)), {}),
    ("还没有整改完成", lambda ws, id: verbs.recheck(ws, [id], True, on=ON), {}),
    ("新的整改时限", lambda ws, id: verbs.recheck(ws, [id], False, on=ON), {"finished_on": "2026-11-05"}),
    ("写明原因", lambda ws, id: verbs.hard(ws, id, " ", "明年", on=ON), {}),
    ("时间表", lambda ws, id: verbs.hard(ws, id, "缺资金", "", on=ON), {}),
    ("要更晚", lambda ws, id: verbs.extend(ws, [id], date(2026, 11, 16), "因雨", "王局", on=ON), {}),
    ("延期的原因", lambda ws, id: verbs.extend(ws, [id], date(2026, 12, 1), "", "王局", on=ON), {}),
    ("由谁批准", lambda ws, id: verbs.extend(ws, [id], date(2026, 12, 1), "因雨", "", on=ON), {}),
    ("不能销号", lambda ws, id: verbs.close(ws, [id], on=ON), {}),
    ("整改前、整改后", lambda ws, id: verbs.mend_at_once(ws, id, on=ON), {}),
    ("督办的要求", lambda ws, id: verbs.urge(ws, [id], "", on=ON), {}),
    ("通报级别", lambda ws, id: verbs.circulate(ws, [id], "", on=ON), {}),
    ("本来就没有", lambda ws, id: verbs.reopen(ws, id, "又出现", on=ON, deadline=ON), {}),
]


@pytest.mark.parametrize(("said", "verb", "more"), REFUSED)
def test_what_is_refused_changes_nothing(
    workspace: Workspace, said: str, verb: Verb, more: dict[str, object]
) -> None:
    id = found(workspace, **more)
    before = values(workspace, id), kinds(workspace, id)
    with pytest.raises(WrongUse, match=said):
        verb(workspace, id)
    assert (values(workspace, id), kinds(workspace, id)) == before


def test_mended_at_once_needs_both_photos_and_closes_in_one_step(workspace: Workspace) -> None:
    id = found(workspace)
    prove(workspace, "problem", id, "before")
    with pytest.raises(WrongUse, match="还缺：整改后"):
        verbs.mend_at_once(workspace, id, on=ON)
    prove(workspace, "problem", id, "after")
    operation = verbs.mend_at_once(workspace, id, on=ON)
    assert values(workspace, id)["immediate"] == 1 and problems.problem(workspace, id, ON).written_off
    assert operation is not None
    history.undo(workspace, operation)
    assert values(workspace, id)["immediate"] is None and state(workspace, id) == "overdue"
    assert "closed" not in kinds(workspace, id), "its steps went back with it"


def test_hard_extended_and_urged(workspace: Workspace) -> None:
    id = found(workspace)
    verbs.hard(workspace, id, "缺资金", "次年 4 月完工", on=date(2026, 11, 5), reported_to="县住建局")
    assert problems.problem(workspace, id, ON).hard
    verbs.extend(workspace, [id], date(2027, 4, 30), "待资金到位", "局办公会", on=date(2026, 11, 6))
    assert state(workspace, id) == "open"
    extended = next(one for one in problems.way(workspace, id) if one.kind.value == "extended")
    assert (extended.result, extended.who) == ("2026-11-16/2027-04-30", "局办公会")
    assert "2026-11-16 → 2027-04-30" in extended.text
    verbs.urge(workspace, [id], "请按月报进度", on=ON, who="党政办")
    assert kinds(workspace, id)[-1] == "urged"
    verbs.assign(workspace, [id], on=ON, owner="张三")
    assert values(workspace, id)["status"] == "难以整改", "a notice does not make it easy"


def test_feedback_goes_to_whoever_complained(workspace: Workspace) -> None:
    id = found(workspace, source="投诉")
    verbs.feedback(workspace, id, "已安排专人", on=ON, to="来电群众")
    assert (values(workspace, id)["feedback"], values(workspace, id)["feedback_on"]) == (
        "答复来电群众：已安排专人",
        "2026-11-22",
    )


def test_a_circular_while_overdue_counts_as_a_failure_and_the_level_only_rises(workspace: Workspace) -> None:
    id = found(workspace)
    verbs.circulate(workspace, [id], "市级", on=date(2026, 11, 10))
    assert values(workspace, id)["failures"] is None, "it was still in time"
    verbs.circulate(workspace, [id], "本单位", on=ON)
    assert (values(workspace, id)["failures"], values(workspace, id)["circulated_level"]) == (1, "市级")


def test_what_came_back_is_reopened(workspace: Workspace) -> None:
    id = found(workspace, finished_on="2026-11-05")
    verbs.close(workspace, [id], on=date(2026, 11, 6))
    with pytest.raises(WrongUse, match="已经销号"):
        verbs.close(workspace, [id], on=date(2026, 11, 6))
    verbs.reopen(workspace, id, "又有烟头", on=ON, deadline=date(2026, 11, 30))
    one = problems.problem(workspace, id, ON)
    assert (one.state, one.deadline, one.written_off) == (ProblemState.OPEN, "2026-11-30", False)
    verbs.finish(workspace, [id], on=ON)
    verbs.close(workspace, [id], on=ON)


def test_several_at_once_are_one_step_or_none(workspace: Workspace) -> None:
    good, other = found(workspace), found(workspace, department="运输股")
    done = found(workspace, finished_on="2026-11-02")
    with pytest.raises(WrongUse):
        verbs.extend(workspace, [good, done], date(2026, 12, 1), "因雨", "王局", on=ON)
    assert values(workspace, good)["deadline"] == "2026-11-16"
    operation = verbs.extend(workspace, [good, other], date(2026, 12, 1), "因雨", "王局", on=ON)
    assert operation is not None
    entry = history.history(workspace, limit=1)[0]
    assert entry.title == "延长整改时限：烟头未清 等 2 个"
    history.undo(workspace, operation)
    assert {values(workspace, id)["deadline"] for id in (good, other)} == {"2026-11-16"}


def test_what_was_handed_in_takes_no_step(workspace: Workspace) -> None:
    id = found(workspace)
    freezing.freeze(workspace, freezing.month(2026, 11), ["problem"], reason="已报送")
    with pytest.raises(Refused):
        verbs.urge(workspace, [id], "快", on=ON)
    assert "urged" not in kinds(workspace, id)


def test_the_history_tells_the_steps_in_words(workspace: Workspace) -> None:
    id = found(workspace)
    verbs.finish(workspace, [id], on=date(2026, 11, 8), result="已清扫")
    entry = history.history(workspace, limit=1)[0]
    titles = [one.title for one in Teller(workspace.reader()).tell(entry.changes)]
    assert titles == ["烟头未清", "整改完成：烟头未清"]
    assert "内容：（空） → 已清扫" in history.told(workspace, entry)


def test_an_earlier_day_is_told_as_it_was_then(workspace: Workspace) -> None:
    id = found(workspace)
    verbs.finish(workspace, [id], on=date(2026, 11, 5))
    verbs.recheck(workspace, [id], False, on=date(2026, 11, 8), deadline=date(2026, 11, 12))
    verbs.extend(workspace, [id], date(2026, 11, 20), "因雨", "王局", on=date(2026, 11, 14))
    verbs.finish(workspace, [id], on=date(2026, 11, 18))
    verbs.close(workspace, [id], on=date(2026, 11, 19))
    verbs.reopen(workspace, id, "又有烟头", on=date(2026, 11, 21), deadline=date(2026, 11, 30))
    told = {day: state(workspace, id, date(2026, 11, day)) for day in (4, 5, 7, 8, 12, 13, 14, 18, 20, 21)}
    assert told == {4: "open", 5: "closed", 7: "closed", 8: "open", 12: "open", 13: "overdue", 14: "open",
                    18: "closed", 20: "closed", 21: "open"}  # fmt: skip
    was = problems.problem(workspace, id, date(2026, 11, 20))
    assert (was.deadline, was.finished, was.written_off, was.to_recheck) == (
        "2026-11-20", "2026-11-18", True, False,
    )  # fmt: skip
    assert problems.problem(workspace, id, date(2026, 11, 7)).failures == 0
    listed = problems.problems(workspace, date(2026, 11, 13))
    assert (listed.open, listed.overdue, listed.closed) == (1, 1, 0)


def test_what_only_the_record_told_stays_on_the_way(workspace: Workspace) -> None:
    id = found(workspace, finished_on="2026-11-03", recheck="不合格", recheck_on="2026-11-05")
    verbs.finish(workspace, [id], on=date(2026, 11, 10))
    assert kinds(workspace, id) == ["found", "assigned", "finished", "rechecked", "finished"]
    assert [state(workspace, id, date(2026, 11, day)) for day in (2, 3, 5, 10)] == [
        "open", "closed", "open", "closed",
    ]  # fmt: skip


def test_no_step_of_the_loop_comes_before_one_that_was_taken(workspace: Workspace) -> None:
    id = found(workspace, finished_on="2026-11-05")
    verbs.reopen(workspace, id, "又有烟头", on=date(2026, 11, 15), deadline=date(2026, 11, 30))
    with pytest.raises(WrongUse, match="早于上一步“重新整改”的日期 2026-11-15"):
        verbs.finish(workspace, [id], on=date(2026, 11, 10))
